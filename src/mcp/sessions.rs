//! The Streamable HTTP sessions: the SDK's, with a maximum, and with limits on what a session may have in flight. The SDK sets
//! none.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use futures_util::{Stream, StreamExt};
use rmcp::{
    model::{
        ClientJsonRpcMessage, ClientRequest, GetExtensions, InitializeRequestParams, JsonRpcMessage,
        ServerJsonRpcMessage,
    },
    transport::{
        common::server_side_http::ServerSseMessage,
        streamable_http_server::session::{
            SessionId, SessionManager,
            local::{LocalSessionManager, LocalSessionManagerError, SessionError},
        },
    },
};

use super::{
    connections::Caller,
    in_flight::Duplicate,
    session_table::{Full, SessionTable},
};

/// A session without a message from its client for this long is closed. The SDK's default of five minutes is shorter than
/// the pauses of people who chat with an agent.
pub(super) const IDLE_TIMEOUT: Duration = Duration::from_secs(30 * 60);
/// The most characters of a name that a client gives itself.
const MAX_NAME_CHARS: usize = 200;

tokio::task_local! {
    /// The HTTP request that the SDK is handling.
    static EXCHANGE: Exchange;
}

/// What the SDK does not pass on between an HTTP request and its session.
struct Exchange {
    caller: Caller,
    refusal: Arc<Mutex<Option<Refusal>>>,
}

/// Why a session refused a request.
#[derive(Clone, Copy, Debug, thiserror::Error)]
pub(super) enum Refusal {
    /// After this time a session may be free.
    #[error("all sessions are in use")]
    Full(Duration),
    #[error("a request with this id is in flight")]
    Duplicate,
    /// It was there when the request came.
    #[error("the session has ended")]
    Ended,
}

/// Handles an HTTP request of this caller, and tells why its session refused it, if it did.
pub(super) async fn with_caller<T>(caller: Caller, handled: impl Future<Output = T>) -> (T, Option<Refusal>) {
    let refusal = Arc::<Mutex<Option<Refusal>>>::default();
    let exchange = Exchange { caller, refusal: Arc::clone(&refusal) };
    let done = EXCHANGE.scope(exchange, handled).await;
    let refusal = *refusal.lock().unwrap_or_else(PoisonError::into_inner);
    (done, refusal)
}

/// The SDK's session manager with limits.
pub(super) struct CappedSessions {
    inner: Arc<LocalSessionManager>,
    table: Arc<SessionTable<()>>,
}

#[derive(Debug, thiserror::Error)]
pub(super) enum SessionsError {
    #[error(transparent)]
    Refused(Refusal),
    #[error(transparent)]
    Session(#[from] LocalSessionManagerError),
}

impl CappedSessions {
    pub(super) fn new(max_sessions: usize, call_timeout: Duration) -> Self {
        let mut inner = LocalSessionManager::default();
        inner.session_config.keep_alive = Some(IDLE_TIMEOUT);
        Self { inner: Arc::new(inner), table: Arc::new(SessionTable::new(max_sessions, call_timeout)) }
    }

    /// The number of open sessions.
    pub(super) fn count(&self) -> usize {
        self.table.count()
    }
}

/// Tells the middleware why the request is refused; the SDK would answer every error with 500.
fn refused(refusal: Refusal) -> SessionsError {
    // Outside of an HTTP request there is nobody to tell.
    let _ = EXCHANGE.try_with(|exchange| {
        *exchange.refusal.lock().unwrap_or_else(PoisonError::into_inner) = Some(refusal);
    });
    SessionsError::Refused(refusal)
}

/// A session may end between the SDK's look for it and its use.
fn failed(error: LocalSessionManagerError) -> SessionsError {
    match error {
        LocalSessionManagerError::SessionNotFound(_)
        | LocalSessionManagerError::SessionError(SessionError::SessionServiceTerminated) => refused(Refusal::Ended),
        error => SessionsError::Session(error),
    }
}

/// Shortens what a client says of itself to what the server uses: the session keeps it for as long as it is open.
pub(super) fn shorten(message: &mut ClientJsonRpcMessage) {
    if let JsonRpcMessage::Request(request) = message
        && let ClientRequest::InitializeRequest(request) = &mut request.request
    {
        let InitializeRequestParams { meta, capabilities, client_info, .. } = &mut request.params;
        *meta = None;
        capabilities.experimental = None;
        capabilities.extensions = None;
        let short = |text: &str| text.chars().take(MAX_NAME_CHARS).collect::<String>();
        client_info.name = short(&client_info.name);
        client_info.version = short(&client_info.version);
        client_info.title = None;
        client_info.description = None;
        client_info.icons = None;
        client_info.website_url = None;
    }
}

impl SessionManager for CappedSessions {
    type Error = SessionsError;
    type Transport = <LocalSessionManager as SessionManager>::Transport;

    async fn create_session(&self) -> Result<(SessionId, Self::Transport), Self::Error> {
        let (id, transport) = self.inner.create_session().await?;
        let caller = EXCHANGE.try_with(|exchange| exchange.caller).unwrap_or_default();
        let obsolete = match self.table.open(id.to_string(), caller, ()) {
            Ok(None) => return Ok((id, transport)),
            Ok(Some((obsolete, ()))) => obsolete,
            Err(Full(wait)) => {
                self.inner.close_session(&id).await?;
                return Err(refused(Refusal::Full(wait)));
            }
        };
        let inner = Arc::clone(&self.inner);
        // A session that is busy takes a while to close.
        tokio::spawn(async move {
            if let Err(error) = inner.close_session(&obsolete.into()).await {
                tracing::debug!(%error, "an idle session cannot be closed");
            }
        });
        Ok((id, transport))
    }

    async fn initialize_session(
        &self,
        id: &SessionId,
        mut message: ClientJsonRpcMessage,
    ) -> Result<ServerJsonRpcMessage, Self::Error> {
        shorten(&mut message);
        Ok(self.inner.initialize_session(id, message).await?)
    }

    async fn has_session(&self, id: &SessionId) -> Result<bool, Self::Error> {
        Ok(self.inner.has_session(id).await?)
    }

    async fn close_session(&self, id: &SessionId) -> Result<(), Self::Error> {
        self.table.close(id);
        Ok(self.inner.close_session(id).await?)
    }

    async fn create_stream(
        &self,
        id: &SessionId,
        mut message: ClientJsonRpcMessage,
    ) -> Result<impl Stream<Item = ServerSseMessage> + Send + Sync + 'static, Self::Error> {
        let mut running = None;
        if let Some(((), calls)) = self.table.use_now(id)
            && let JsonRpcMessage::Request(request) = &mut message
        {
            let began = calls.begin(&request.id).map_err(|Duplicate| refused(Refusal::Duplicate))?;
            // The handler keeps it until the call has ended, the stream until the answer is read.
            request.request.extensions_mut().insert(Arc::clone(&began));
            running = Some(began);
        }
        let stream = self.inner.create_stream(id, message).await.map_err(failed)?;
        Ok(stream.inspect(move |event| {
            if let Some(JsonRpcMessage::Response(_) | JsonRpcMessage::Error(_)) = event.message.as_deref() {
                drop(running.take());
            }
        }))
    }

    async fn accept_message(&self, id: &SessionId, message: ClientJsonRpcMessage) -> Result<(), Self::Error> {
        let _ = self.table.use_now(id);
        self.inner.accept_message(id, message).await.map_err(failed)
    }

    async fn create_standalone_stream(
        &self,
        id: &SessionId,
    ) -> Result<impl Stream<Item = ServerSseMessage> + Send + Sync + 'static, Self::Error> {
        let _ = self.table.use_now(id);
        let stream = self.inner.create_standalone_stream(id).await.map_err(failed)?;
        let guard = self.table.read_stream(id);
        Ok(stream.inspect(move |_| {
            let _guard = &guard;
        }))
    }

    async fn resume(
        &self,
        id: &SessionId,
        last_event_id: String,
    ) -> Result<impl Stream<Item = ServerSseMessage> + Send + Sync + 'static, Self::Error> {
        let _ = self.table.use_now(id);
        Ok(self.inner.resume(id, last_event_id).await?)
    }
}
