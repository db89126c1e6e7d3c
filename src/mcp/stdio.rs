//! Serves MCP over standard input and output.

use std::{io, sync::Arc, time::Duration};

use rmcp::{
    ErrorData, RoleServer,
    model::{
        ClientJsonRpcMessage, ClientNotification, ErrorCode, GetExtensions, JsonRpcError, JsonRpcMessage,
        JsonRpcNotification, JsonRpcResponse, RequestId, ServerJsonRpcMessage,
    },
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
    in_flight::{self, InFlight},
};

/// How much longer than a call may take the server waits for running calls when it is stopped.
const DRAIN_GRACE: Duration = Duration::from_secs(5);
const SERVER_ERROR: ErrorCode = ErrorCode(-32000);

/// Serves one client until it closes standard input, or until the token is cancelled; running calls are finished then.
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
    let calls = Arc::<InFlight>::default();
    // The SDK cancels running calls when its token is cancelled.
    let idle = CancellationToken::new();
    let transport =
        StdioTransport { inner, output, list, opened: false, calls, stop: stop.clone(), idle: idle.clone() };
    let drained = {
        let (dispatch, stop, idle) = (Arc::clone(&handler.service.dispatch), stop.clone(), idle.clone());
        async move {
            stop.cancelled().await;
            // A call that waits for a vendor ends within its own time; one that waits for a person does not.
            let _ = tokio::time::timeout(dispatch.call_timeout + DRAIN_GRACE, dispatch.idle()).await;
            // Time for the last answer to be written.
            tokio::time::sleep(Duration::from_millis(100)).await;
            idle.cancel();
        }
    };
    tokio::spawn(drained);
    let running = match serve_server_with_ct(handler, transport, idle).await {
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
    calls: Arc<InFlight>,
    /// Cancelled when the server is stopped.
    stop: CancellationToken,
    /// Cancelled when it is stopped and no call runs any more.
    idle: CancellationToken,
}

impl<T, W: AsyncWrite + Send + Unpin + 'static> StdioTransport<T, W> {
    /// Refuses a request, without its id if another request has it. Written by a task of its own: the SDK drops a pending
    /// [`Transport::receive`] at any time, and half a line would remain.
    fn refuse(&self, id: Option<RequestId>, code: ErrorCode, message: &'static str) {
        let error = ServerJsonRpcMessage::error(ErrorData::new(code, message, None), id);
        let (output, list) = (Arc::clone(&self.output), self.list.clone());
        tokio::spawn(async move {
            if let Err(error) = write(&output, error, &list).await {
                tracing::debug!(%error, "a refusal cannot be written");
            }
        });
    }
}

/// Writes a message as one line.
async fn write<W: AsyncWrite + Unpin>(
    output: &Mutex<W>,
    message: ServerJsonRpcMessage,
    list: &Handler,
) -> io::Result<()> {
    // The lock keeps the order of messages.
    let mut output = output.lock().await;
    let list = list.clone();
    let mut line = as_text::encode_message(message, move || list.list_text()).await?;
    line.push('\n');
    output.write_all(line.as_bytes()).await?;
    output.flush().await
}

impl<T: Transport<RoleServer>, W: AsyncWrite + Send + Unpin + 'static> Transport<RoleServer> for StdioTransport<T, W> {
    type Error = io::Error;

    fn send(&mut self, item: ServerJsonRpcMessage) -> impl Future<Output = io::Result<()>> + Send + 'static {
        let (output, list, calls) = (Arc::clone(&self.output), self.list.clone(), Arc::clone(&self.calls));
        async move {
            let answered = match &item {
                JsonRpcMessage::Response(JsonRpcResponse { id, .. }) => Some(id.clone()),
                JsonRpcMessage::Error(JsonRpcError { id, .. }) => id.clone(),
                _ => None,
            };
            let written = write(&output, item, &list).await;
            if let Some(id) = answered {
                calls.answered(&id);
            }
            written
        }
    }

    async fn receive(&mut self) -> Option<ClientJsonRpcMessage> {
        loop {
            let Some(mut message) = self.inner.receive().await else {
                if self.stop.is_cancelled() {
                    self.idle.cancelled().await;
                }
                return None;
            };
            self.opened |= matches!(message, ClientJsonRpcMessage::Request(_));
            if !self.opened {
                tracing::debug!("ignored a message before the first request");
                continue;
            }
            match &mut message {
                ClientJsonRpcMessage::Request(request) if self.stop.is_cancelled() => {
                    let id = Some(request.id.clone());
                    self.refuse(id, SERVER_ERROR, "The server is stopping; nothing was sent");
                    continue;
                }
                ClientJsonRpcMessage::Request(request) => {
                    let Ok(running) = self.calls.begin(&request.id) else {
                        self.refuse(None, ErrorCode::INVALID_REQUEST, in_flight::DUPLICATE);
                        continue;
                    };
                    request.request.extensions_mut().insert(self.calls.keep(&running));
                }
                // The SDK does not answer a cancelled request.
                ClientJsonRpcMessage::Notification(JsonRpcNotification {
                    notification: ClientNotification::CancelledNotification(cancelled),
                    ..
                }) => {
                    if let Some(id) = &cancelled.params.request_id {
                        self.calls.answered(id);
                    }
                }
                _ => {}
            }
            return Some(message);
        }
    }

    async fn close(&mut self) -> io::Result<()> {
        let closed = self.inner.close().await;
        closed.map_err(|error| io::Error::other(error.to_string()))
    }
}
