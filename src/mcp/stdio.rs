//! Serves MCP over standard input and output.

use std::{io, sync::Arc, time::Duration};

use futures_util::{FutureExt, future::BoxFuture};
use rmcp::{
    ErrorData, RoleServer,
    model::{
        ClientJsonRpcMessage, ClientNotification, ErrorCode, GetExtensions, JsonRpcError, JsonRpcMessage,
        JsonRpcNotification, JsonRpcResponse, ServerJsonRpcMessage,
    },
    service::{QuitReason, serve_server_with_ct},
    transport::{Transport, io::stdio_pipes},
};
use tokio::{
    io::{AsyncRead, AsyncWrite, AsyncWriteExt},
    sync::Mutex,
    task::JoinHandle,
};
use tokio_util::sync::CancellationToken;

use super::{
    as_text,
    handler::Handler,
    in_flight::{self, InFlight},
    lines::{Line, Lines},
    message::{self, Mistake},
};
use crate::client::work_on;

/// How much longer than a call may take the server waits for running calls when it is stopped.
const DRAIN_GRACE: Duration = Duration::from_secs(5);
const SERVER_ERROR: ErrorCode = ErrorCode(-32000);
/// A longer message takes the runtime's thread noticeable time to parse.
const LARGE_BYTES: usize = 256 * 1024;

/// Serves one client until it closes standard input, or until the token is cancelled; running calls are finished then.
///
/// # Errors
///
/// Where the client disconnects during the handshake, or the session's task panics.
pub(crate) async fn serve(handler: Handler, stop: CancellationToken) -> anyhow::Result<()> {
    let handler = handler.leaving_out();
    let (input, output) = stdio_pipes();
    let list = handler.clone();
    let calls = Arc::<InFlight>::default();
    // The SDK cancels running calls when its token is cancelled.
    let idle = CancellationToken::new();
    let transport = StdioTransport {
        lines: Lines::new(input),
        parsing: None,
        refusing: None,
        output: Arc::new(Mutex::new(output)),
        list,
        opened: false,
        calls,
        stop: stop.clone(),
        idle: idle.clone(),
    };
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

/// The transport over standard input and output. It answers what is no message, as JSON-RPC says, where the SDK's own is silent:
/// a client would wait for its time to be up. It writes the tool list and results as text, and drops messages before the first
/// request: the SDK ends a session that starts with a notification or a response, and such a mistake of a client should not end
/// the process.
struct StdioTransport<R, W> {
    lines: Lines<R>,
    /// A large message that is being parsed. Kept here: the SDK drops a pending [`Transport::receive`] at any time.
    parsing: Option<BoxFuture<'static, Parsed>>,
    /// A refusal that is being written. Nothing further is read before: a client that reads no answers fills no memory with them.
    refusing: Option<JoinHandle<()>>,
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

type Parsed = Result<ClientJsonRpcMessage, Option<Mistake>>;

impl<R: AsyncRead + Unpin, W: AsyncWrite + Send + Unpin + 'static> StdioTransport<R, W> {
    /// The next message; `None` at the end.
    async fn read(&mut self) -> Option<ClientJsonRpcMessage> {
        loop {
            if let Some(refusing) = &mut self.refusing {
                let _ = refusing.await;
                self.refusing = None;
            }
            let parsed = if let Some(parsing) = &mut self.parsing {
                let parsed = parsing.await;
                self.parsing = None;
                parsed
            } else {
                match self.lines.next().await {
                    Ok(Some(Line::Whole(line))) if line.trim_ascii().is_empty() => continue,
                    Ok(Some(Line::Whole(line))) if line.len() > LARGE_BYTES => {
                        self.parsing = Some(work_on(true, move || message::read(&line)).boxed());
                        continue;
                    }
                    Ok(Some(Line::Whole(line))) => message::read(&line),
                    Ok(Some(Line::TooLong(id))) => {
                        Err(Some(Mistake::invalid(id, "The message is larger than 16 MB; nothing was done")))
                    }
                    Ok(None) => return None,
                    Err(error) => {
                        tracing::error!("standard input cannot be read: {error}");
                        return None;
                    }
                }
            };
            match parsed {
                Ok(message) => return Some(message),
                Err(Some(mistake)) => self.refuse(mistake),
                Err(None) => tracing::debug!("ignored a notification or a response that is not valid"),
            }
        }
    }

    /// Answers with an error. Written by a task of its own: half a line would remain of a dropped one.
    fn refuse(&mut self, Mistake { code, message, id }: Mistake) {
        let error = ServerJsonRpcMessage::error(ErrorData::new(code, message, None), id);
        let (output, list) = (Arc::clone(&self.output), self.list.clone());
        self.refusing = Some(tokio::spawn(async move {
            if let Err(error) = write(&output, error, &list).await {
                tracing::debug!(%error, "a refusal cannot be written");
            }
        }));
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
    let mut line = as_text::encode_message(message, move |next| list.list_text(next)).await?;
    line.push('\n');
    output.write_all(line.as_bytes()).await?;
    output.flush().await
}

impl<R, W> Transport<RoleServer> for StdioTransport<R, W>
where
    R: AsyncRead + Send + Unpin + 'static,
    W: AsyncWrite + Send + Unpin + 'static,
{
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
            let Some(mut message) = self.read().await else {
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
                    self.refuse(Mistake {
                        code: SERVER_ERROR,
                        message: "The server is stopping; nothing was sent".into(),
                        id: Some(request.id.clone()),
                    });
                    continue;
                }
                ClientJsonRpcMessage::Request(request) => {
                    let Ok(running) = self.calls.begin(&request.id) else {
                        // Without the id: the other request has it.
                        self.refuse(Mistake::invalid(None, in_flight::DUPLICATE));
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
        Ok(())
    }
}
