//! What a request meets before any call: the key, the format it wants and the limit.

use std::{
    collections::{HashMap, VecDeque},
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
    header::{ACCEPT, AUTHORIZATION},
};

use super::refusal::Refusal;

/// When each key last asked.
pub type Asked = Arc<Mutex<HashMap<String, VecDeque<Instant>>>>;

/// The vendor's limit, a key.
pub const REQUESTS: usize = 600;
const PER: Duration = Duration::from_secs(60);

/// The middleware.
pub async fn door(State(asked): State<Asked>, request: Request, next: Next) -> Response {
    let refused = match key(request.headers()) {
        None => StatusCode::UNAUTHORIZED,
        Some(_) if !takes_json(request.headers()) => StatusCode::NOT_ACCEPTABLE,
        Some(key) if !admits(&asked, key) => StatusCode::TOO_MANY_REQUESTS,
        Some(_) => return next.run(request).await,
    };
    Refusal::of(refused).into_response()
}

fn text(headers: &HeaderMap, name: HeaderName) -> &str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().trim()
}

/// The key: the header as it is, without a scheme before it.
fn key(headers: &HeaderMap) -> Option<&str> {
    let key = text(headers, AUTHORIZATION);
    let wrong = ["invalid", "revoked"].iter().any(|start| key.starts_with(start));
    (!key.is_empty() && !key.contains(' ') && !wrong).then_some(key)
}

fn takes_json(headers: &HeaderMap) -> bool {
    let accept = text(headers, ACCEPT);
    let json = ["*/*", "application/*", "application/json", "application/vnd.api+json"];
    accept.is_empty()
        || accept.split(',').any(|kind| kind.split(';').next().is_some_and(|kind| json.contains(&kind.trim())))
}

/// Whether the last minute leaves room for one more.
fn admits(asked: &Asked, key: &str) -> bool {
    let mut asked = asked.lock().unwrap_or_else(PoisonError::into_inner);
    let asked = asked.entry(key.to_owned()).or_default();
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
