//! Serves MCP over standard input and output.

use std::{io, sync::Arc};

use rmcp::{
    RoleServer,
    model::{ClientJsonRpcMessage, ServerJsonRpcMessage},
    service::{QuitReason, serve_server_with_ct},
    transport::{Transport, async_rw::AsyncRwTransport, io::stdio_pipes},
};
use tokio::{
    io::{AsyncWrite, AsyncWriteExt},
    sync::Mutex,
};
use tokio_util::sync::CancellationToken;

use super::{
    as_text::{self, SharedWriter},
    handler::Handler,
};

/// Serves one client until it closes standard input, or until the token is cancelled.
///
/// # Errors
///
/// Where the client disconnects during the handshake, or the session's task panics.
pub(crate) async fn serve(handler: Handler, stop: CancellationToken) -> anyhow::Result<()> {
    let handler = handler.leaving_out();
    let (input, output) = stdio_pipes();
    let output = Arc::new(Mutex::new(output));
    // The SDK's transport reads messages and answers invalid ones; all other messages are written by this transport.
    let inner = AsyncRwTransport::new_server(input, SharedWriter::new(Arc::clone(&output)));
    let list = handler.clone();
    let transport = StdioTransport { inner, output, list, opened: false };
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

/// The transport over standard input and output. It writes the tool list and results as text, and drops messages before the
/// first request: the SDK ends a session that starts with a notification or a response, and such a mistake of a client
/// should not end the process.
struct StdioTransport<T, W> {
    inner: T,
    output: Arc<Mutex<W>>,
    /// Provides the text of the tool list.
    list: Handler,
    opened: bool,
}

impl<T: Transport<RoleServer>, W: AsyncWrite + Send + Unpin + 'static> Transport<RoleServer> for StdioTransport<T, W> {
    type Error = io::Error;

    fn send(&mut self, item: ServerJsonRpcMessage) -> impl Future<Output = io::Result<()>> + Send + 'static {
        let (output, list) = (Arc::clone(&self.output), self.list.clone());
        async move {
            // The lock keeps the order of messages.
            let mut output = output.lock().await;
            let mut line = as_text::encode(&item, || list.list_text())?;
            line.push('\n');
            output.write_all(line.as_bytes()).await?;
            output.flush().await
        }
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

    async fn close(&mut self) -> io::Result<()> {
        let closed = self.inner.close().await;
        closed.map_err(|error| io::Error::other(error.to_string()))
    }
}
