//! The checks before every call: the API key, the wanted format and the rate limit.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use http::{
    HeaderMap, StatusCode,
    header::{ACCEPT, AUTHORIZATION},
};

use crate::{rate_limit::RateLimit, request::header, route::Shared};

/// The vendor's limit on the requests of a key, a minute.
pub(super) const REQUESTS: usize = 600;

/// What the checks need: the limit of both generations, and how one refuses.
#[derive(Clone)]
pub(super) struct Check {
    pub(super) limit: Shared<RateLimit>,
    pub(super) refuse: fn(StatusCode) -> Response,
}

/// The middleware that makes these checks. The router leaves its fallback out, so an unknown path needs no key.
pub(super) async fn check(State(Check { limit, refuse }): State<Check>, request: Request, next: Next) -> Response {
    let status = match key(request.headers()) {
        None => StatusCode::UNAUTHORIZED,
        Some(_) if !accepts_json(request.headers()) => StatusCode::NOT_ACCEPTABLE,
        Some(key) if !limit.lock().admits(key) => StatusCode::TOO_MANY_REQUESTS,
        Some(_) => return next.run(request).await,
    };
    refuse(status)
}

/// The key: the whole header, without a scheme before it.
fn key(headers: &HeaderMap) -> Option<&str> {
    let key = header(headers, AUTHORIZATION);
    let wrong = ["invalid", "revoked"].iter().any(|start| key.starts_with(start));
    (!key.is_empty() && !key.contains(' ') && !wrong).then_some(key)
}

fn accepts_json(headers: &HeaderMap) -> bool {
    let accept = header(headers, ACCEPT);
    let json = ["*/*", "application/*", "application/json", "application/vnd.api+json"];
    accept.is_empty()
        || accept.split(',').any(|kind| kind.split(';').next().is_some_and(|kind| json.contains(&kind.trim())))
}
