//! MCP over HTTP: Streamable HTTP at `/mcp`, the older HTTP+SSE pair at `/sse` and `/messages`, and what an operator looks
//! at: `/healthz`, `/readyz`, `/metrics`.

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

use super::{Handler, sessions::CappedSessions, sse};
use crate::service::{dispatch::Dispatch, metrics::TransportLabels};

/// The largest request: a campaign with long mails stays far below.
const LARGEST_REQUEST: usize = 4 * 1024 * 1024;

/// How the server is reached.
#[derive(Clone, Debug)]
pub struct Access {
    /// Where it listens.
    pub listen: SocketAddr,
    /// The bearer token that every request but a health check has to carry.
    pub auth_token: Option<SecretString>,
    /// The names it may be called by, beside those of this machine; `*` for any.
    pub allow_hosts: Vec<String>,
    /// The web pages that may call it, beside those served from this machine.
    pub allow_origins: Vec<String>,
    /// The sessions there may be, of each transport.
    pub max_sessions: usize,
    /// The time that running calls get to finish at a stop.
    pub drain: Duration,
}

/// Why the server does not start.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Anyone who reaches the port could send mail.
    #[error(
        "refusing to listen on {0} without a token: anyone who reaches it could act on your accounts\nhint: set `--auth-token` (or `OUTREACH_AUTH_TOKEN`), or listen on 127.0.0.1"
    )]
    NoToken(SocketAddr),
    /// The token is no secret.
    #[error("the token of `--auth-token` is shorter than {0} characters\nhint: make one with `openssl rand -hex 32`")]
    ShortToken(usize),
    /// The address is taken or not ours.
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, #[source] std::io::Error),
    /// The server broke.
    #[error("the server stopped: {0}")]
    Serve(#[source] std::io::Error),
}

const SHORTEST_TOKEN: usize = 8;

#[derive(Clone)]
struct Gate {
    access: Arc<Access>,
    sessions: Arc<CappedSessions>,
    dispatch: Arc<Dispatch>,
    stopping: CancellationToken,
}

/// Serves until `stop` is cancelled; then finishes the calls that run, and ends.
///
/// # Errors
///
/// Where it may not or cannot listen.
pub async fn serve(
    handler: Handler,
    access: Access,
    stop: CancellationToken,
    listening: impl FnOnce(SocketAddr),
) -> Result<(), ServeError> {
    let loopback = access.listen.ip().is_loopback();
    match &access.auth_token {
        None if !loopback => return Err(ServeError::NoToken(access.listen)),
        Some(token) if token.expose_secret().len() < SHORTEST_TOKEN => {
            return Err(ServeError::ShortToken(SHORTEST_TOKEN));
        }
        _ => {}
    }
    let failed = |error| ServeError::Listen(access.listen, error);
    let listener = TcpListener::bind(access.listen).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    // With Nagle's algorithm on, an answer over SSE waits 44 ms for an acknowledgement.
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
        // The last answers are on their way; streams that never end by themselves end now.
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
    // Hosts and origins are checked by the gate, for every route alike.
    let config = StreamableHttpServerConfig::default()
        .disable_allowed_hosts()
        .with_cancellation_token(ended.clone())
        .with_max_request_body_bytes(LARGEST_REQUEST);
    let max_sessions = access.max_sessions;
    let gate = Gate {
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
        .merge(Router::new().route("/metrics", get(metrics)).with_state(gate.clone()))
        .layer(from_fn_with_state(gate.clone(), admit));
    Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .with_state(gate)
        .merge(protected)
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyLimitLayer::new(LARGEST_REQUEST))
        .layer(CatchPanicLayer::new())
}

async fn ready(State(gate): State<Gate>) -> Response {
    if gate.stopping.is_cancelled() {
        (StatusCode::SERVICE_UNAVAILABLE, "stopping\n").into_response()
    } else {
        "ready\n".into_response()
    }
}

async fn metrics(State(gate): State<Gate>) -> Response {
    let open = i64::try_from(gate.sessions.count().await).unwrap_or(i64::MAX);
    gate.dispatch.metrics.sessions.get_or_create_owned(&TransportLabels { transport: "streamable_http" }).set(open);
    ([(CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")], gate.dispatch.metrics.text())
        .into_response()
}

/// Lets a request in, or says why not.
async fn admit(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let access = &gate.access;
    if !host_allowed(request.uri().authority().map(axum::http::uri::Authority::as_str), headers, access) {
        return refuse(StatusCode::FORBIDDEN, "This host name is not allowed; start the server with `--allow-host`");
    }
    if !origin_allowed(headers, access) {
        return refuse(StatusCode::FORBIDDEN, "This origin is not allowed; start the server with `--allow-origin`");
    }
    if !token_allowed(headers, access) {
        let mut response =
            refuse(StatusCode::UNAUTHORIZED, "Send `Authorization: Bearer` and the token of `--auth-token`");
        response
            .headers_mut()
            .insert(WWW_AUTHENTICATE, axum::http::HeaderValue::from_static("Bearer realm=\"outreach-mcp\""));
        return response;
    }
    let at_mcp = request.uri().path() == "/mcp";
    let (posted, ended) = (at_mcp && request.method() == Method::POST, at_mcp && request.method() == Method::DELETE);
    // Only what could open a session: none is named, and the protocol is one that has them.
    let opens = posted
        && !headers.contains_key("mcp-session-id")
        && headers.get("mcp-protocol-version").is_none_or(|version| version.as_bytes() < b"2026-07-28".as_slice());
    if opens && gate.sessions.is_full().await {
        let mut response =
            refuse(StatusCode::SERVICE_UNAVAILABLE, "There are too many sessions already; come back later");
        response.headers_mut().insert(RETRY_AFTER, axum::http::HeaderValue::from_static("30"));
        return response;
    }
    let is_json = headers.get(CONTENT_TYPE).is_some_and(|given| given.as_bytes().starts_with(b"application/json"));
    if ended && !names_a_session(headers, &gate.sessions).await {
        return refuse(StatusCode::NOT_FOUND, "There is no such session");
    }
    let response = next.run(request).await;
    match response.status() {
        // The SDK calls JSON that it cannot read a wrong media type.
        StatusCode::UNSUPPORTED_MEDIA_TYPE if posted && is_json => {
            json_rpc_error(StatusCode::BAD_REQUEST, -32700, "This is not one JSON-RPC message")
        }
        // And an ended session accepted, which clients take for a failure to end it.
        StatusCode::ACCEPTED if ended => StatusCode::NO_CONTENT.into_response(),
        _ => response,
    }
}

async fn names_a_session(headers: &HeaderMap, sessions: &CappedSessions) -> bool {
    let Some(id) = headers.get("mcp-session-id").and_then(|id| id.to_str().ok()) else { return false };
    sessions.has_session(&id.into()).await.unwrap_or(false)
}

/// A refusal that an MCP client can show, and a person with curl too.
fn refuse(status: StatusCode, words: &str) -> Response {
    json_rpc_error(status, -32000, words)
}

fn json_rpc_error(status: StatusCode, code: i32, words: &str) -> Response {
    let error = serde_json::json!({ "jsonrpc": "2.0", "id": null, "error": { "code": code, "message": words } });
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

/// Keeps a web page that has its own name resolve to this machine from calling it. With a token that page could do
/// nothing, so a server that others reach is called by whatever name they have for it.
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

/// The name without its port, and without the brackets of an IPv6 address.
fn hostname(authority: &str) -> &str {
    if let Some(rest) = authority.strip_prefix('[') {
        return rest.split_once(']').map_or(rest, |(name, _)| name);
    }
    authority.split_once(':').map_or(authority, |(name, _)| name)
}

fn is_this_machine(name: &str) -> bool {
    name.eq_ignore_ascii_case("localhost") || name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}
