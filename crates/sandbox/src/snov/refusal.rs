//! Snov's "no", in its shapes.

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use http::StatusCode;
use serde_json::{Value, json};

/// A status and a body.
pub struct Refusal {
    status: StatusCode,
    body: Value,
}

/// What is said at both prefixes where there are no credits left.
const UNPAID: &str = "Sorry, you ran out of credits, please order more credits";

impl Refusal {
    /// In the shape of the known 404, with the words for this status.
    pub fn of(status: StatusCode) -> Self {
        let title = match status.as_u16() {
            401 => "Sorry, the access token is missing, wrong or expired",
            402 => UNPAID,
            404 => "Sorry, but url or entity not found",
            429 => "Sorry, too many requests, please try later",
            _ => status.canonical_reason().unwrap_or("Sorry, something went wrong"),
        };
        Self { status, body: json!({ "errors": { "code": status.as_u16(), "title": title, "source": "" } }) }
    }

    /// 404.
    pub fn not_found() -> Self {
        Self::of(StatusCode::NOT_FOUND)
    }

    /// OAuth's shape.
    pub fn oauth(status: StatusCode, error: &str, description: &str) -> Self {
        Self { status, body: json!({ "error": error, "error_description": description }) }
    }

    /// v1: 400.
    pub fn v1(message: impl Into<String>) -> Self {
        Self { status: StatusCode::BAD_REQUEST, body: json!({ "success": false, "message": message.into() }) }
    }

    /// v1: a "no" that comes with 200, under the key `message` or `errors`.
    pub fn quiet(key: &str, message: impl Into<String>) -> Self {
        Self { status: StatusCode::OK, body: json!({ "success": false, key: message.into() }) }
    }

    /// The same with 400.
    pub fn loud(self) -> Self {
        Self { status: StatusCode::BAD_REQUEST, ..self }
    }

    /// v2: 422.
    pub fn v2(field: &str, message: impl Into<String>) -> Self {
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, body: json!({ "errors": [{ field: message.into() }] }) }
    }

    /// No credits, at v1.
    pub fn unpaid_v1() -> Self {
        Self::v1(UNPAID)
    }

    /// No credits, at v2.
    pub fn unpaid_v2() -> Self {
        Self::v2("user_id", UNPAID).loud()
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.status, Json(self.body)).into_response()
    }
}
