//! Instantly's "no".

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use http::StatusCode;
use serde_json::{Value, json};

/// A status and what is said with it.
pub struct Refusal {
    status: StatusCode,
    body: Value,
}

impl Refusal {
    /// `{statusCode, error, message}`.
    pub fn saying(status: StatusCode, message: impl Into<String>) -> Self {
        let error = status.canonical_reason().unwrap_or("Unknown");
        let message = message.into();
        Self { status, body: json!({ "statusCode": status.as_u16(), "error": error, "message": message }) }
    }

    /// With the words of the vendor's documents for this status.
    pub fn of(status: StatusCode) -> Self {
        Self::saying(
            status,
            match status.as_u16() {
                400 => "Invalid request",
                401 => "Missing Authorization header",
                402 => "Workspace does not have an active paid plan",
                403 => "Insufficient permissions",
                404 => "Resource not found",
                429 => "Rate limit exceeded",
                503 => "Service temporarily unavailable",
                504 => "Upstream did not answer in time",
                _ => "Something went wrong",
            },
        )
    }

    /// 400.
    pub fn bad_request(message: impl Into<String>) -> Self {
        Self::saying(StatusCode::BAD_REQUEST, message)
    }

    /// 404.
    pub fn not_found() -> Self {
        Self::of(StatusCode::NOT_FOUND)
    }

    /// 400 with `{error}` alone, as update-interest-status says it.
    pub fn only_error(error: &str) -> Self {
        Self { status: StatusCode::BAD_REQUEST, body: json!({ "error": error }) }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.status, Json(self.body)).into_response()
    }
}
