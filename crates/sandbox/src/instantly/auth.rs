//! The checks before every call: the edge's user agent check, the API key, the plan and the inbox's rate limit.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{
    HeaderMap, StatusCode,
    header::{AUTHORIZATION, USER_AGENT},
};

use super::errors;
use crate::{
    rate_limit::RateLimit,
    reply::{JSON, Refusal, respond},
    request::header,
    route::Shared,
};

/// The vendor's limit on all calls below `/emails`, a minute.
pub(super) const INBOX_REQUESTS: usize = 20;

/// The middleware that makes these checks. It comes before the router's fallback, so an unknown path needs a key too.
pub(super) async fn check(State(inbox): State<Shared<RateLimit>>, request: Request, next: Next) -> Response {
    let agent = header(request.headers(), USER_AGENT);
    if agent.is_empty() || agent.starts_with("Python-urllib") {
        // The edge refuses this one, not the API: plain text.
        return (StatusCode::FORBIDDEN, "error code: 1010").into_response();
    }
    if let Err(refusal) = check_key(request.headers()) {
        return respond(Err(refusal), JSON);
    }
    let path = request.uri().path();
    if (path == "/emails" || path.starts_with("/emails/")) && !inbox.lock().admits("") {
        return respond(Err(errors::of_status(StatusCode::TOO_MANY_REQUESTS)), JSON);
    }
    next.run(request).await
}

fn check_key(headers: &HeaderMap) -> Result<(), Refusal> {
    let unauthorized = |message: &str| Err(errors::with_message(StatusCode::UNAUTHORIZED, message));
    let value = header(headers, AUTHORIZATION);
    if value.is_empty() {
        return unauthorized("Missing Authorization header");
    }
    let (scheme, key) = value.split_once(' ').unwrap_or((value, ""));
    let key = key.trim();
    if !scheme.eq_ignore_ascii_case("Bearer") || key.is_empty() || key.starts_with("invalid") {
        return unauthorized("Invalid API key");
    }
    if key.starts_with("revoked") {
        return unauthorized("API key has been revoked");
    }
    if key.starts_with("unpaid") {
        return Err(errors::of_status(StatusCode::PAYMENT_REQUIRED));
    }
    Ok(())
}
