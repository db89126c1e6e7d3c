//! Serves MCP over HTTP, with health checks and metrics, and decides which requests are allowed.
//!
//! Streamable HTTP is at `/mcp`, the older HTTP+SSE at `/sse` and `/messages`; `/healthz`, `/readyz` and `/metrics` are for the
//! operator.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    http::{
        HeaderMap, Method, StatusCode,
        header::{AUTHORIZATION, CONTENT_TYPE, HOST, ORIGIN, RETRY_AFTER, WWW_AUTHENTICATE},
    },
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::get,
    serve::ListenerExt,
};
use rmcp::transport::streamable_http_server::{
    StreamableHttpServerConfig, StreamableHttpService, session::SessionManager,
};
use secrecy::{ExposeSecret, SecretString};
use subtle::ConstantTimeEq;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tower_http::{catch_panic::CatchPanicLayer, limit::RequestBodyLimitLayer};

use super::{handler::Handler, sessions::CappedSessions, sse};
use crate::service::{dispatch::Dispatch, metrics::TransportLabels};

/// Well above the size of a campaign with long emails.
const MAX_REQUEST_BYTES: usize = 4 * 1024 * 1024;

/// Where the server listens and which requests it allows.
#[derive(Clone, Debug)]
pub(crate) struct Access {
    pub(crate) listen: SocketAddr,
    /// The bearer token that every request except health checks must carry.
    pub(crate) auth_token: Option<SecretString>,
    /// Allowed host names besides those of this machine; `*` for any.
    pub(crate) allow_hosts: Vec<String>,
    /// Allowed origins of web pages besides this machine's; `*` for any.
    pub(crate) allow_origins: Vec<String>,
    /// The maximum number of open sessions, for each transport.
    pub(crate) max_sessions: usize,
    /// How long a stopping server waits for running calls.
    pub(crate) drain: Duration,
}

/// Why the server did not start, or stopped.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ServeError {
    /// The address is not a loopback address, so others could send mail.
    #[error(
        "refusing to listen on {0} without a token: anyone who can reach this address could use your accounts\nhint: set `OUTREACH_AUTH_TOKEN` or `--auth-token-file`, or listen on 127.0.0.1"
    )]
    NoToken(SocketAddr),
    #[error("the token is shorter than {0} characters\nhint: create one with `openssl rand -hex 32`")]
    ShortToken(usize),
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, #[source] std::io::Error),
    #[error("the server stopped: {0}")]
    Serve(#[source] std::io::Error),
}

const MIN_TOKEN_CHARS: usize = 8;

/// What the routes and the middleware share.
#[derive(Clone)]
struct ServerState {
    access: Arc<Access>,
    sessions: Arc<CappedSessions>,
    dispatch: Arc<Dispatch>,
    stopping: CancellationToken,
}

/// Serves until `stop` is cancelled, then waits for running calls and returns. `listening` is told the address.
///
/// # Errors
///
/// Where the token is missing or too short, the address is not available, or the server fails.
pub(crate) async fn serve(
    handler: Handler,
    access: Access,
    stop: CancellationToken,
    listening: impl FnOnce(SocketAddr),
) -> Result<(), ServeError> {
    let loopback = access.listen.ip().is_loopback();
    match &access.auth_token {
        None if !loopback => return Err(ServeError::NoToken(access.listen)),
        Some(token) if token.expose_secret().len() < MIN_TOKEN_CHARS => {
            return Err(ServeError::ShortToken(MIN_TOKEN_CHARS));
        }
        _ => {}
    }
    let failed = |error| ServeError::Listen(access.listen, error);
    let listener = TcpListener::bind(access.listen).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    // With Nagle's algorithm, a response over SSE waits 44 ms for an acknowledgement.
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));

    let ended = CancellationToken::new();
    let dispatch = Arc::clone(&handler.service.dispatch);
    let drain = access.drain;
    let app = app(handler, access, stop.clone(), ended.clone());
    listening(address);

    let server = axum::serve(listener, app).with_graceful_shutdown(stop.clone().cancelled_owned());
    let drained = async {
        stop.cancelled().await;
        let _ = tokio::time::timeout(drain, dispatch.idle()).await;
        // Time for the last responses to be written, before the open streams are closed.
        tokio::time::sleep(Duration::from_millis(100)).await;
        ended.cancel();
        tokio::time::sleep(Duration::from_secs(1)).await;
    };
    tokio::select! {
        served = server => served.map_err(ServeError::Serve),
        () = drained => Ok(()),
    }
}

fn app(handler: Handler, access: Access, stopping: CancellationToken, ended: CancellationToken) -> Router {
    let sessions = Arc::new(CappedSessions::new(access.max_sessions));
    // `admit` checks hosts and origins, for all routes alike.
    let config = StreamableHttpServerConfig::default()
        .disable_allowed_hosts()
        .with_cancellation_token(ended.clone())
        .with_max_request_body_bytes(MAX_REQUEST_BYTES);
    let max_sessions = access.max_sessions;
    let server = ServerState {
        access: Arc::new(access),
        sessions: Arc::clone(&sessions),
        dispatch: Arc::clone(&handler.service.dispatch),
        stopping,
    };
    let streamable = {
        let handler = handler.clone();
        StreamableHttpService::new(move || Ok(handler.for_session()), sessions, config)
    };
    let protected = Router::new()
        .nest_service("/mcp", streamable)
        .merge(sse::routes(handler, max_sessions, ended))
        .merge(Router::new().route("/metrics", get(metrics)).with_state(server.clone()))
        .layer(from_fn_with_state(server.clone(), admit));
    Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .with_state(server)
        .merge(protected)
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyLimitLayer::new(MAX_REQUEST_BYTES))
        .layer(CatchPanicLayer::new())
}

async fn ready(State(server): State<ServerState>) -> Response {
    if server.stopping.is_cancelled() {
        (StatusCode::SERVICE_UNAVAILABLE, "stopping\n").into_response()
    } else {
        "ready\n".into_response()
    }
}

async fn metrics(State(server): State<ServerState>) -> Response {
    let open = i64::try_from(server.sessions.count().await).unwrap_or(i64::MAX);
    server.dispatch.metrics.sessions.get_or_create_owned(&TransportLabels { transport: "streamable_http" }).set(open);
    ([(CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")], server.dispatch.metrics.text())
        .into_response()
}

/// Middleware: passes an allowed request on, and answers any other with the reason.
async fn admit(State(server): State<ServerState>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let access = &server.access;
    if !host_allowed(request.uri().authority().map(axum::http::uri::Authority::as_str), headers, access) {
        return refuse(StatusCode::FORBIDDEN, "This host name is not allowed; start the server with `--allow-host`");
    }
    if !origin_allowed(headers, access) {
        return refuse(StatusCode::FORBIDDEN, "This origin is not allowed; start the server with `--allow-origin`");
    }
    if !token_allowed(headers, access) {
        let mut response =
            refuse(StatusCode::UNAUTHORIZED, "Send the header `Authorization: Bearer` with the server's token");
        response
            .headers_mut()
            .insert(WWW_AUTHENTICATE, axum::http::HeaderValue::from_static("Bearer realm=\"outreach-mcp\""));
        return response;
    }
    let at_mcp = request.uri().path() == "/mcp";
    let (posted, ended) = (at_mcp && request.method() == Method::POST, at_mcp && request.method() == Method::DELETE);
    // A request opens a session if it names none and its protocol version has sessions.
    let opens = posted
        && !headers.contains_key("mcp-session-id")
        && headers.get("mcp-protocol-version").is_none_or(|version| version.as_bytes() < b"2026-07-28".as_slice());
    if opens && server.sessions.is_full().await {
        let mut response = refuse(StatusCode::SERVICE_UNAVAILABLE, "Too many sessions are open; try again later");
        response.headers_mut().insert(RETRY_AFTER, axum::http::HeaderValue::from_static("30"));
        return response;
    }
    let is_json = headers.get(CONTENT_TYPE).is_some_and(|given| given.as_bytes().starts_with(b"application/json"));
    if ended && !names_a_session(headers, &server.sessions).await {
        return refuse(StatusCode::NOT_FOUND, "Unknown session");
    }
    let response = next.run(request).await;
    match response.status() {
        // The SDK answers invalid JSON with 415, and the end of a session with 202; clients expect 400 and 204.
        StatusCode::UNSUPPORTED_MEDIA_TYPE if posted && is_json => {
            json_rpc_error(StatusCode::BAD_REQUEST, -32700, "The body is not a single JSON-RPC message")
        }
        StatusCode::ACCEPTED if ended => StatusCode::NO_CONTENT.into_response(),
        _ => response,
    }
}

async fn names_a_session(headers: &HeaderMap, sessions: &CappedSessions) -> bool {
    let Some(id) = headers.get("mcp-session-id").and_then(|id| id.to_str().ok()) else { return false };
    sessions.has_session(&id.into()).await.unwrap_or(false)
}

/// Refuses a request in a form that MCP clients show to their users.
fn refuse(status: StatusCode, message: &str) -> Response {
    json_rpc_error(status, -32000, message)
}

fn json_rpc_error(status: StatusCode, code: i32, message: &str) -> Response {
    let error = serde_json::json!({ "jsonrpc": "2.0", "id": null, "error": { "code": code, "message": message } });
    (status, [(CONTENT_TYPE, "application/json")], error.to_string()).into_response()
}

fn token_allowed(headers: &HeaderMap, access: &Access) -> bool {
    let Some(token) = &access.auth_token else { return true };
    let given = headers.get(AUTHORIZATION).map(axum::http::HeaderValue::as_bytes).unwrap_or_default();
    let given = match given.split_at_checked("bearer ".len()) {
        Some((scheme, given)) if scheme.eq_ignore_ascii_case(b"bearer ") => given.trim_ascii(),
        _ => return false,
    };
    given.ct_eq(token.expose_secret().as_bytes()).into()
}

/// Prevents DNS rebinding: a web page must not reach this server under a host name of its own. A server that requires a token
/// and listens for other machines accepts any name unless `allow_hosts` is set, because the page does not have the token.
fn host_allowed(authority: Option<&str>, headers: &HeaderMap, access: &Access) -> bool {
    let named = headers.get(HOST).and_then(|host| host.to_str().ok()).or(authority);
    let Some(name) = named.map(hostname) else { return false };
    is_this_machine(name)
        || name.parse::<IpAddr>().is_ok_and(|ip| ip == access.listen.ip())
        || access
            .allow_hosts
            .iter()
            .any(|allowed| allowed == "*" || allowed.eq_ignore_ascii_case(name) || Some(allowed.as_str()) == named)
        || (access.auth_token.is_some() && access.allow_hosts.is_empty() && !access.listen.ip().is_loopback())
}

fn origin_allowed(headers: &HeaderMap, access: &Access) -> bool {
    let Some(origin) = headers.get(ORIGIN) else { return true };
    let Ok(origin) = origin.to_str() else { return false };
    if access
        .allow_origins
        .iter()
        .any(|allowed| allowed == "*" || allowed.trim_end_matches('/').eq_ignore_ascii_case(origin))
    {
        return true;
    }
    match origin.split_once("://") {
        Some(("http" | "https", authority)) => is_this_machine(hostname(authority)),
        _ => false,
    }
}

/// The host without port and without the brackets of an IPv6 address.
fn hostname(authority: &str) -> &str {
    if let Some(rest) = authority.strip_prefix('[') {
        return rest.split_once(']').map_or(rest, |(name, _)| name);
    }
    authority.split_once(':').map_or(authority, |(name, _)| name)
}

fn is_this_machine(name: &str) -> bool {
    name.eq_ignore_ascii_case("localhost") || name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}
