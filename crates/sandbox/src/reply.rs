//! What a call answers: a status and a JSON body.

use axum::response::{IntoResponse, Response};
use http::{StatusCode, header::CONTENT_TYPE};
use serde_json::Value;

/// The content type of most answers.
pub(crate) const JSON: &str = "application/json";

/// A status and a JSON body.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) body: Value,
}

/// The reply of a call that is refused. Its body has the shape of the vendor's errors; each vendor's `errors` module makes
/// them.
pub(crate) struct Refusal(pub(crate) Reply);

/// What a call comes to.
pub(crate) type Answer = Result<Reply, Refusal>;

/// 200 with this body.
pub(crate) fn ok(body: Value) -> Answer {
    Ok(Reply { status: StatusCode::OK, body })
}

impl Refusal {
    pub(crate) fn new(status: StatusCode, body: Value) -> Self {
        Self(Reply { status, body })
    }
}

impl Reply {
    /// The HTTP response, with this content type.
    pub(crate) fn response(self, content_type: &'static str) -> Response {
        (self.status, [(CONTENT_TYPE, content_type)], self.body.to_string()).into_response()
    }
}

/// The HTTP response of an answer, with this content type.
pub(crate) fn respond(answer: Answer, content_type: &'static str) -> Response {
    answer.unwrap_or_else(|Refusal(reply)| reply).response(content_type)
}
