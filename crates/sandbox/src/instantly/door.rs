//! What a request meets before any call: the edge, the key, the plan and the inbox's limit.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{
    HeaderMap, HeaderName, StatusCode,
    header::{AUTHORIZATION, USER_AGENT},
};

use super::refusal::Refusal;

/// When the inbox was last asked.
pub type Asked = Arc<Mutex<VecDeque<Instant>>>;

/// The vendor's limit on everything below `/emails`.
const REQUESTS: usize = 20;
const PER: Duration = Duration::from_secs(60);

/// The middleware.
pub async fn door(State(asked): State<Asked>, request: Request, next: Next) -> Response {
    let agent = text(request.headers(), USER_AGENT);
    if agent.is_empty() || agent.starts_with("Python-urllib") {
        // The edge answers this one, not the API: plain text.
        return (StatusCode::FORBIDDEN, "error code: 1010").into_response();
    }
    if let Err(refusal) = key(request.headers()) {
        return refusal.into_response();
    }
    let path = request.uri().path();
    if (path == "/emails" || path.starts_with("/emails/")) && !admits(&asked) {
        return Refusal::of(StatusCode::TOO_MANY_REQUESTS).into_response();
    }
    next.run(request).await
}

fn text(headers: &HeaderMap, name: HeaderName) -> &str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().trim()
}

fn key(headers: &HeaderMap) -> Result<(), Refusal> {
    let unauthorized = |message: &str| Err(Refusal::saying(StatusCode::UNAUTHORIZED, message));
    let header = text(headers, AUTHORIZATION);
    if header.is_empty() {
        return unauthorized("Missing Authorization header");
    }
    let (scheme, key) = header.split_once(' ').unwrap_or((header, ""));
    let key = key.trim();
    if !scheme.eq_ignore_ascii_case("Bearer") || key.is_empty() || key.starts_with("invalid") {
        return unauthorized("Invalid API key");
    }
    if key.starts_with("revoked") {
        return unauthorized("API key has been revoked");
    }
    if key.starts_with("unpaid") {
        return Err(Refusal::of(StatusCode::PAYMENT_REQUIRED));
    }
    Ok(())
}

/// Whether the last minute leaves room for one more.
fn admits(asked: &Asked) -> bool {
    let mut asked = asked.lock().unwrap_or_else(PoisonError::into_inner);
    let now = Instant::now();
    while asked.front().is_some_and(|first| now.duration_since(*first) >= PER) {
        asked.pop_front();
    }
    let room = asked.len() < REQUESTS;
    if room {
        asked.push_back(now);
    }
    room
}
