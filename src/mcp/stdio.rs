//! Serves MCP over standard input and output.

use rmcp::{
    RoleServer,
    model::{ClientJsonRpcMessage, ServerJsonRpcMessage},
    service::{QuitReason, serve_server_with_ct},
    transport::{IntoTransport, Transport, io::stdio_pipes},
};
use tokio_util::sync::CancellationToken;

use super::handler::Handler;

/// Serves one client until it closes standard input, or until the token is cancelled.
///
/// # Errors
///
/// Where the client disconnects during the handshake, or the session's task panics.
pub(crate) async fn serve(handler: Handler, stop: CancellationToken) -> anyhow::Result<()> {
    let transport = SkipUntilRequest { inner: stdio_pipes().into_transport(), opened: false };
    let running = match serve_server_with_ct(handler, transport, stop.clone()).await {
        Ok(running) => running,
        // Clients that only check whether the program starts close the connection before the handshake.
        Err(error) if stop.is_cancelled() || error.to_string().contains("connection closed") => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    match running.waiting().await? {
        QuitReason::JoinError(error) => Err(error.into()),
        _ => Ok(()),
    }
}

/// A transport that drops messages before the first request. The SDK ends a session that starts with a notification or a
/// response, and such a mistake of a client should not end the process.
struct SkipUntilRequest<T> {
    inner: T,
    opened: bool,
}

impl<T: Transport<RoleServer>> Transport<RoleServer> for SkipUntilRequest<T> {
    type Error = T::Error;

    fn send(&mut self, item: ServerJsonRpcMessage) -> impl Future<Output = Result<(), Self::Error>> + Send + 'static {
        self.inner.send(item)
    }

    async fn receive(&mut self) -> Option<ClientJsonRpcMessage> {
        loop {
            let message = self.inner.receive().await?;
            self.opened |= matches!(message, ClientJsonRpcMessage::Request(_));
            if self.opened {
                return Some(message);
            }
            tracing::debug!("ignored a message before the first request");
        }
    }

    async fn close(&mut self) -> Result<(), Self::Error> {
        self.inner.close().await
    }
}
