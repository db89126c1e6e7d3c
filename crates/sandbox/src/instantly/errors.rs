//! Instantly's error bodies.

use http::StatusCode;
use serde_json::json;

use crate::reply::Refusal;

/// `{statusCode, error, message}` with this message.
pub(super) fn with_message(status: StatusCode, message: impl Into<String>) -> Refusal {
    let error = status.canonical_reason().unwrap_or("Unknown");
    let message = message.into();
    Refusal::new(status, json!({ "statusCode": status.as_u16(), "error": error, "message": message }))
}

/// The same with the message of the vendor's documents for this status.
pub(super) fn of_status(status: StatusCode) -> Refusal {
    let message = match status.as_u16() {
        400 => "Invalid request",
        401 => "Missing Authorization header",
        402 => "Workspace does not have an active paid plan",
        403 => "Insufficient permissions",
        404 => "Resource not found",
        429 => "Rate limit exceeded",
        503 => "Service temporarily unavailable",
        504 => "Upstream did not answer in time",
        _ => "Something went wrong",
    };
    with_message(status, message)
}

/// 400 with this message.
pub(super) fn bad_request(message: impl Into<String>) -> Refusal {
    with_message(StatusCode::BAD_REQUEST, message)
}

/// 404.
pub(super) fn not_found() -> Refusal {
    of_status(StatusCode::NOT_FOUND)
}
