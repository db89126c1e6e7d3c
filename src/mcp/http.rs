//! Serves MCP over HTTP, with health checks and metrics, and decides which requests are allowed.
//!
//! Streamable HTTP is at `/mcp`, the older HTTP+SSE at `/sse` and `/messages`; `/healthz`, `/readyz` and `/metrics` are for the
//! operator.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::{DefaultBodyLimit, Extension, Request, State},
    http::{
        HeaderMap, HeaderValue, Method, StatusCode,
        header::{ALLOW, CONNECTION, CONTENT_TYPE},
    },
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::get,
};
use rmcp::transport::streamable_http_server::{
    StreamableHttpServerConfig, StreamableHttpService, session::SessionManager,
};
use secrecy::{ExposeSecret, SecretString};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tower_http::catch_panic::CatchPanicLayer;

use super::{
    accept::{self, Form, OneAnswer},
    access::{Access, AccessError, invalid_request, refuse, refuse_for, refuse_mistake, with_header},
    body::{BodyError, read_body},
    connections::{self, Caller, Reserved},
    cors, descriptors,
    handler::Handler,
    hooks,
    in_flight::{self, CallerCalls},
    large_text::LargeText,
    message,
    sessions::{CappedSessions, Refusal, with_caller},
    sse,
};
use crate::{
    client::Room,
    service::{Service, metrics::TransportLabels},
};

/// Well above the size of a campaign with long emails.
const MAX_REQUEST_BYTES: usize = 4 * 1024 * 1024;
/// How long a readiness check waits for the journal.
const JOURNAL_TIMEOUT: Duration = Duration::from_secs(2);

/// Where the server listens and what it allows.
#[derive(Clone, Debug)]
pub(crate) struct HttpOptions {
    pub(crate) listen: SocketAddr,
    /// The bearer token that every request except health checks must carry.
    pub(crate) auth_token: Option<SecretString>,
    /// The secret in the path of the vendors' webhooks, where they are taken.
    pub(crate) hook_secret: Option<SecretString>,
    /// Allowed host names besides those of this machine; `*` for any.
    pub(crate) allow_hosts: Vec<String>,
    /// Allowed origins of web pages besides this machine's.
    pub(crate) allow_origins: Vec<String>,
    /// The maximum number of open connections.
    pub(crate) max_connections: usize,
    /// The maximum number of open sessions, for each transport.
    pub(crate) max_sessions: usize,
    /// How long a stopping server waits for running calls.
    pub(crate) drain: Duration,
}

/// Why the server did not start.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ServeError {
    /// The address is not a loopback address, so others could send mail.
    #[error(
        "refusing to listen on {0} without a token: anyone who can reach this address could use your accounts\nhint: set `OUTREACH_AUTH_TOKEN` or `--auth-token-file`, or listen on 127.0.0.1"
    )]
    NoToken(SocketAddr),
    #[error("the token is shorter than {0} characters\nhint: create one with `openssl rand -hex 32`")]
    ShortToken(usize),
    #[error(
        "`--hooks` needs a secret for the address that vendors are given\nhint: create one with `openssl rand -hex 32` and set `OUTREACH_HOOK_SECRET`"
    )]
    NoHookSecret,
    #[error(
        "the secret for webhooks has fewer than {0} characters, or others than letters, digits, `-` and `_`\nhint: create one with `openssl rand -hex 32`"
    )]
    HookSecret(usize),
    #[error(transparent)]
    Access(#[from] AccessError),
    #[error("cannot listen on {0}: {1}{hint}", hint = listen_hint(*.0, .1))]
    Listen(SocketAddr, #[source] std::io::Error),
}

/// What to do about an address that is not available: a line to append, or nothing.
pub(crate) fn listen_hint(address: SocketAddr, error: &std::io::Error) -> String {
    use std::io::ErrorKind;

    let (ip, port) = (address.ip(), address.port());
    match error.kind() {
        ErrorKind::AddrInUse => {
            let other = SocketAddr::new(ip, port.checked_add(1).unwrap_or(8080));
            format!(
                "\nhint: another program uses port {port}: stop it, or choose another port, e.g. `--listen {other}`"
            )
        }
        ErrorKind::PermissionDenied => {
            let other = SocketAddr::new(ip, 8080);
            format!("\nhint: port {port} is reserved for the system: choose one from 1024 on, e.g. `--listen {other}`")
        }
        ErrorKind::AddrNotAvailable => {
            format!(
                "\nhint: this machine has no address {ip}: `--listen 127.0.0.1:{port}` is for this machine alone, `--listen \
                 0.0.0.0:{port}` for others too"
            )
        }
        _ => String::new(),
    }
}

impl ServeError {
    /// Whether an option is wrong.
    pub(crate) const fn is_wrong_usage(&self) -> bool {
        !matches!(self, Self::Listen(..))
    }
}

const MIN_TOKEN_CHARS: usize = 8;
/// Unlike the token it stands in an address, and nothing else protects what it opens.
const MIN_HOOK_SECRET_CHARS: usize = 24;

/// What the routes and the middleware share.
#[derive(Clone)]
struct ServerState {
    access: Arc<Access>,
    sessions: Arc<CappedSessions>,
    callers: Arc<CallerCalls>,
    service: Service,
    stopping: CancellationToken,
}

/// Serves until `stop` is cancelled, then waits for running calls and returns. `listening` is told the address.
///
/// # Errors
///
/// If the token is missing or too short, a host name or origin cannot be read, or the address is not available.
pub(crate) async fn serve(
    handler: Handler,
    options: HttpOptions,
    stop: CancellationToken,
    listening: impl FnOnce(SocketAddr),
) -> Result<(), ServeError> {
    let HttpOptions { listen, auth_token, drain, .. } = options;
    match &auth_token {
        None if !listen.ip().is_loopback() => return Err(ServeError::NoToken(listen)),
        Some(token) if token.expose_secret().len() < MIN_TOKEN_CHARS => {
            return Err(ServeError::ShortToken(MIN_TOKEN_CHARS));
        }
        _ => {}
    }
    if let Some(secret) = &options.hook_secret {
        let secret = secret.expose_secret();
        let is_unreserved = secret.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
        if secret.len() < MIN_HOOK_SECRET_CHARS || !is_unreserved {
            return Err(ServeError::HookSecret(MIN_HOOK_SECRET_CHARS));
        }
    }
    let access = Access::new(listen, auth_token, &options.allow_hosts, &options.allow_origins)?;
    let failed = |error| ServeError::Listen(listen, error);
    let listener = TcpListener::bind(listen).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;

    let ended = CancellationToken::new();
    let dispatch = Arc::clone(&handler.service.dispatch);
    let service = handler.service.clone();
    let app = app(handler, access, options.hook_secret, options.max_sessions, stop.clone(), ended.clone());
    let max_connections = descriptors::connections(options.max_connections);
    listening(address);
    tokio::spawn(async move {
        if let Err(error) = service.check_journal().await {
            tracing::error!(
                "not ready: the journal cannot be opened, so that calls that are not reads are refused: {error}"
            );
        }
    });

    let served = connections::serve(listener, app, max_connections, stop.clone());
    let drained = async {
        stop.cancelled().await;
        let _ = tokio::time::timeout(drain, dispatch.idle()).await;
        // Time for the last responses to be written, before the open streams are closed.
        tokio::time::sleep(Duration::from_millis(100)).await;
        ended.cancel();
        tokio::time::sleep(Duration::from_secs(1)).await;
    };
    tokio::select! {
        () = served => {}
        () = drained => {}
    }
    Ok(())
}

fn app(
    handler: Handler,
    access: Access,
    hook_secret: Option<SecretString>,
    max_sessions: usize,
    stopping: CancellationToken,
    ended: CancellationToken,
) -> Router {
    let call_timeout = handler.service.dispatch.call_timeout;
    let sessions = Arc::new(CappedSessions::new(max_sessions, call_timeout));
    // `admit` checks hosts and origins, for all routes alike.
    let config = StreamableHttpServerConfig::default()
        .disable_allowed_hosts()
        .with_cancellation_token(ended.clone())
        .with_max_request_body_bytes(MAX_REQUEST_BYTES);
    let server = ServerState {
        access: Arc::new(access),
        sessions: Arc::clone(&sessions),
        callers: Arc::default(),
        service: handler.service.clone(),
        stopping,
    };
    let streamable = {
        let handler = handler.clone();
        StreamableHttpService::new(move || Ok(handler.for_session()), sessions, config)
    };
    let streamable =
        Router::new().nest_service("/mcp", streamable).layer(from_fn_with_state(server.clone(), negotiate));
    let protected = streamable
        .merge(sse::routes(handler, max_sessions, ended))
        .merge(Router::new().route("/metrics", get(metrics)).with_state(server.clone()))
        .method_not_allowed_fallback(wrong_method)
        .layer(from_fn_with_state(server.clone(), admit));
    let access = Arc::clone(&server.access);
    let hooks = hook_secret.map(|secret| hooks::routes(server.service.clone(), secret)).unwrap_or_default();
    Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .method_not_allowed_fallback(wrong_method)
        .with_state(server)
        .merge(protected)
        .merge(hooks)
        .fallback(async || refuse(StatusCode::NOT_FOUND, "Nothing is served at this path; MCP is at `/mcp`"))
        .layer(DefaultBodyLimit::disable())
        .layer(CatchPanicLayer::new())
        .layer(cors::layer(Arc::clone(&access)))
        .layer(from_fn_with_state(access, cors::preflight))
}

async fn wrong_method() -> Response {
    refuse(StatusCode::METHOD_NOT_ALLOWED, "This path takes other methods, which the header `Allow` names")
}

async fn ready(State(server): State<ServerState>) -> Response {
    let not_ready = |why: &'static str| (StatusCode::SERVICE_UNAVAILABLE, why).into_response();
    if server.stopping.is_cancelled() {
        return not_ready("stopping\n");
    }
    match tokio::time::timeout(JOURNAL_TIMEOUT, server.service.check_journal()).await {
        Ok(Ok(())) => "ready\n".into_response(),
        // Whoever asks need not have a token: the reason, which may name a file, is in the log.
        Ok(Err(error)) => {
            tracing::warn!("not ready, since writes are refused: {error}");
            not_ready("the journal cannot be used, so writes are refused; the log and `outreach-mcp doctor` say why\n")
        }
        Err(_) => not_ready("the journal does not answer\n"),
    }
}

async fn metrics(State(server): State<ServerState>) -> Response {
    let open = i64::try_from(server.sessions.count()).unwrap_or(i64::MAX);
    let metrics = &server.service.dispatch.metrics;
    metrics.sessions.get_or_create_owned(&TransportLabels { transport: "streamable_http" }).set(open);
    ([(CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")], metrics.text()).into_response()
}

/// Middleware: passes an allowed request on, with its whole body, and answers any other with the reason.
async fn admit(
    State(server): State<ServerState>,
    Extension(caller): Extension<Caller>,
    request: Request,
    next: Next,
) -> Response {
    let access = &server.access;
    let checked =
        access.check_source(request.uri(), request.headers()).and_then(|()| access.check_token(request.headers()));
    if let Err(refusal) = checked {
        return *refusal;
    }
    if request.extensions().get::<Reserved>().is_some() {
        let response = refuse_for(StatusCode::SERVICE_UNAVAILABLE, 1, "Too many connections are open; try again later");
        return with_header(response, CONNECTION, HeaderValue::from_static("close"));
    }
    let mut request = match with_body(request).await {
        Ok(request) => request,
        Err(refusal) => return *refusal,
    };
    request.extensions_mut().insert(server.callers.of(caller));
    next.run(request).await
}

/// The request with its body read. A client that sends it too slowly keeps nothing waiting but itself.
///
/// # Errors
///
/// The response that refuses the request.
async fn with_body(request: Request) -> Result<Request, Box<Response>> {
    let (parts, body) = request.into_parts();
    let refusal = match read_body(body, MAX_REQUEST_BYTES).await {
        Ok(body) if message::is_large_initialize(&body) => refuse(
            StatusCode::PAYLOAD_TOO_LARGE,
            "`initialize` is larger than 64 kB; leave out what the server does not need",
        ),
        Ok(body) => return Ok(Request::from_parts(parts, Body::from(body))),
        Err(BodyError::TooLarge) => {
            refuse(StatusCode::PAYLOAD_TOO_LARGE, "The request is larger than 4 MB, or its body is incomplete")
        }
        Err(BodyError::TooSlow) => {
            refuse(StatusCode::REQUEST_TIMEOUT, "The body of the request did not arrive within 30 s")
        }
    };
    Err(Box::new(with_header(refusal, CONNECTION, HeaderValue::from_static("close"))))
}

/// Middleware of Streamable HTTP: answers in the form that the client accepts, and with the status codes that clients expect.
async fn negotiate(
    State(server): State<ServerState>,
    Extension(caller): Extension<Caller>,
    request: Request,
    next: Next,
) -> Response {
    let headers = request.headers();
    let (is_post, is_get, is_delete) =
        (request.method() == Method::POST, request.method() == Method::GET, request.method() == Method::DELETE);
    if !(is_post || is_get || is_delete) {
        let message = "Send messages with POST; GET opens a stream, and DELETE ends a session";
        let response = refuse(StatusCode::METHOD_NOT_ALLOWED, message);
        return with_header(response, ALLOW, HeaderValue::from_static("GET, POST, DELETE, OPTIONS"));
    }
    let form = match accept::form(headers) {
        Some(form) if is_post => form,
        _ if is_get && accept::accepts_events(headers) => Form::Events,
        _ if is_delete => Form::Events,
        _ => {
            return refuse(
                StatusCode::NOT_ACCEPTABLE,
                "Accept `application/json` or `text/event-stream`; a GET only the latter",
            );
        }
    };
    let is_json = headers.get(CONTENT_TYPE).is_some_and(|given| given.as_bytes().starts_with(b"application/json"));
    let names_session = headers.contains_key("mcp-session-id");
    if is_delete && names_session && !is_session(headers, &server.sessions).await {
        return refuse(StatusCode::NOT_FOUND, UNKNOWN_SESSION);
    }
    // `admit` has read it whole.
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, MAX_REQUEST_BYTES).await.unwrap_or_default();
    if is_post
        && is_json
        && let Some(objection) = message::objection(&body)
    {
        return refuse_mistake(Some(&objection));
    }
    let mut request = Request::from_parts(parts, Body::from(body.clone()));
    accept::accept_all(request.headers_mut());
    let room = Room::default();
    let text = LargeText::new();
    request.extensions_mut().insert(room.clone());
    request.extensions_mut().insert(text.clone());
    if form == Form::Json {
        request.extensions_mut().insert(OneAnswer);
    }
    let (response, refusal) = with_caller(caller, next.run(request)).await;
    let response = match (refusal, response.status()) {
        (Some(Refusal::Full(wait)), _) => refuse_for(
            StatusCode::SERVICE_UNAVAILABLE,
            wait.as_secs() + 1,
            "The maximum of sessions is open and all have running calls; try again later",
        ),
        (Some(Refusal::Duplicate), _) => invalid_request(in_flight::DUPLICATE),
        (Some(Refusal::Ended), _) => refuse(StatusCode::NOT_FOUND, UNKNOWN_SESSION),
        // The SDK answers invalid JSON with 415, and the end of a session with 202; clients expect 400 and 204.
        (None, StatusCode::UNSUPPORTED_MEDIA_TYPE) if is_post && is_json => {
            refuse_mistake(message::mistake(&body).as_ref())
        }
        (None, StatusCode::ACCEPTED) if is_delete => StatusCode::NO_CONTENT.into_response(),
        (None, status) if status.is_client_error() || status.is_server_error() => {
            in_words(response, names_session).await
        }
        (None, _) if form == Form::Json => accept::into_json(response).await,
        (None, StatusCode::OK) if is_post => accept::whole(response).await,
        (None, _) => response,
    };
    response.map(|body| text.fill(body, room))
}

async fn is_session(headers: &HeaderMap, sessions: &CappedSessions) -> bool {
    let Some(id) = headers.get("mcp-session-id").and_then(|id| id.to_str().ok()) else { return false };
    sessions.has_session(&id.into()).await.unwrap_or(false)
}

/// A client that gets 404 for a session begins another, as the protocol says.
const UNKNOWN_SESSION: &str = "There is no such session: it has ended, was idle for too long, or the server was started again. Send `initialize` without \
     `Mcp-Session-Id` to begin another";
const NO_SESSION: &str =
    "Send the header `Mcp-Session-Id` with the value that the response to `initialize` has, or send `initialize` first";

/// A refusal of the SDK in the form of the server's own: most of its bodies are plain text.
async fn in_words(response: Response, names_session: bool) -> Response {
    let is_json = |given: &HeaderValue| given.as_bytes().starts_with(b"application/json");
    if response.headers().get(CONTENT_TYPE).is_some_and(is_json) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let text = axum::body::to_bytes(body, MAX_REQUEST_BYTES).await.unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let reason = parts.status.canonical_reason().unwrap_or_default();
    // As in "Not Found: Session not found".
    let text = text.strip_prefix(reason).map_or(text.as_ref(), |rest| rest.trim_start_matches(": "));
    let message = match parts.status {
        StatusCode::NOT_FOUND if names_session => UNKNOWN_SESSION,
        StatusCode::BAD_REQUEST if !names_session && text.contains("Session ID") => NO_SESSION,
        StatusCode::METHOD_NOT_ALLOWED => "This protocol version has no sessions: send messages with POST alone",
        _ if text.is_empty() => reason,
        _ => text,
    };
    let refusal = refuse(parts.status, message);
    parts.headers.extend(refusal.headers().clone());
    Response::from_parts(parts, refusal.into_body())
}
