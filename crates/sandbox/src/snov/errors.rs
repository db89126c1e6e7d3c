//! Snov's error bodies, of which it has several shapes.

use http::StatusCode;
use serde_json::{Value, json};

use crate::reply::Refusal;

/// The message of both API versions where an account has no credits left.
const UNPAID: &str = "Sorry, you ran out of credits, please order more credits";

/// `{errors: {code, title, source}}`, the shape of the documented 404, with the title for this status.
pub(super) fn of_status(status: StatusCode) -> Refusal {
    let title = match status.as_u16() {
        401 => "Sorry, the access token is missing, wrong or expired",
        402 => UNPAID,
        404 => "Sorry, but url or entity not found",
        429 => "Sorry, too many requests, please try later",
        _ => status.canonical_reason().unwrap_or("Sorry, something went wrong"),
    };
    Refusal::new(status, json!({ "errors": { "code": status.as_u16(), "title": title, "source": "" } }))
}

/// 404.
pub(super) fn not_found() -> Refusal {
    of_status(StatusCode::NOT_FOUND)
}

/// The shape of OAuth.
pub(super) fn oauth(status: StatusCode, error: &str, description: &str) -> Refusal {
    Refusal::new(status, json!({ "error": error, "error_description": description }))
}

/// v1: 400 with a message.
pub(super) fn v1(message: impl Into<String>) -> Refusal {
    failure(StatusCode::BAD_REQUEST, "message", message)
}

/// v1: a failure that has the status 200, with its message as `message` or `errors`.
pub(super) fn failure_with_200(key: &str, message: impl Into<String>) -> Refusal {
    failure(StatusCode::OK, key, message)
}

/// v1: `{success: false}` with a message.
pub(super) fn failure(status: StatusCode, key: &str, message: impl Into<String>) -> Refusal {
    let message = message.into();
    Refusal::new(status, json!({ "success": false, key: message }))
}

/// v2: 422 with a message on a field.
pub(super) fn v2(field: &str, message: impl Into<String>) -> Refusal {
    on_field(StatusCode::UNPROCESSABLE_ENTITY, field, message)
}

fn on_field(status: StatusCode, field: &str, message: impl Into<String>) -> Refusal {
    Refusal::new(status, json!({ "errors": [{ field: Value::from(message.into()) }] }))
}

/// v1: no credits left.
pub(super) fn unpaid_v1() -> Refusal {
    v1(UNPAID)
}

/// v2: no credits left.
pub(super) fn unpaid_v2() -> Refusal {
    on_field(StatusCode::BAD_REQUEST, "user_id", UNPAID)
}
