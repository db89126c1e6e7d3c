//! Lets web pages of allowed origins call the server from a browser (CORS).

use std::{sync::Arc, time::Duration};

use axum::{
    extract::{Request, State},
    http::{HeaderName, Method, StatusCode, header},
    middleware::Next,
    response::Response,
};
use tower_http::cors::{AllowOrigin, CorsLayer};

use super::access::Access;

/// How long a browser may keep the answer to its question.
const MAX_AGE: Duration = Duration::from_secs(3600);

/// Adds the headers of CORS to every response, and answers preflight requests.
pub(super) fn layer(access: Arc<Access>) -> CorsLayer {
    let header = HeaderName::from_static;
    CorsLayer::new()
        .allow_origin(AllowOrigin::predicate(move |origin, _| access.is_origin_allowed(origin)))
        .allow_methods([Method::GET, Method::POST, Method::DELETE, Method::OPTIONS])
        .allow_headers([
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            header::ACCEPT,
            header("mcp-session-id"),
            header("mcp-protocol-version"),
            header("mcp-method"),
            header("mcp-name"),
            header("last-event-id"),
        ])
        .expose_headers([header("mcp-session-id"), header::WWW_AUTHENTICATE])
        .max_age(MAX_AGE)
}

/// Middleware outside the layer: refuses preflight requests of foreign origins, and answers the others with 204. They carry no
/// token.
pub(super) async fn preflight(State(access): State<Arc<Access>>, request: Request, next: Next) -> Response {
    if request.method() != Method::OPTIONS {
        return next.run(request).await;
    }
    if let Err(refusal) = access.check_source(request.uri(), request.headers()) {
        return *refusal;
    }
    let mut response = next.run(request).await;
    *response.status_mut() = StatusCode::NO_CONTENT;
    response
}
