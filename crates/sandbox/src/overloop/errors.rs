//! Overloop's error bodies: `{errors: […]}` with a code and a message, or with a pointer for each invalid attribute.

use http::StatusCode;
use serde_json::{Value, json};

use crate::reply::Refusal;

/// One error with this message.
fn with_message(status: StatusCode, message: &str) -> Refusal {
    let code = match status.as_u16() {
        400 => "bad_request",
        401 => "unauthorized",
        403 => "forbidden",
        404 => "not_found",
        405 => "method_not_allowed",
        406 => "not_acceptable",
        410 => "gone",
        422 => "unprocessable_entity",
        429 => "too_many_requests",
        503 => "service_unavailable",
        _ => "internal_server_error",
    };
    Refusal::new(status, json!({ "errors": [{ "code": code, "message": message }] }))
}

/// One error with the message of the vendor's table for this status.
pub(super) fn of_status(status: StatusCode) -> Refusal {
    let message = match status.as_u16() {
        400 => "Your request is invalid.",
        401 => "Your API key is wrong. More information here https://apidoc.overloop.ai/#authentication",
        403 => "The resource requested is hidden for administrators only",
        404 => "The specified resource could not be found",
        405 => "You tried to access a resource with an invalid method",
        406 => "You requested a format that isn't json",
        410 => "The resource requested has been removed from our servers",
        422 => "You've provided invalid parameters with your request",
        429 => "You have made too many requests. Please try again later.",
        503 => "We're temporarily offline for maintenance. Please try again later.",
        _ => "We had a problem with our server. Please try again later.",
    };
    with_message(status, message)
}

/// 400 with this message.
pub(super) fn bad_request(message: impl AsRef<str>) -> Refusal {
    with_message(StatusCode::BAD_REQUEST, message.as_ref())
}

/// 404.
pub(super) fn not_found() -> Refusal {
    of_status(StatusCode::NOT_FOUND)
}

/// The invalid attributes of a body.
#[derive(Default)]
pub(super) struct InvalidAttributes(Vec<Value>);

impl InvalidAttributes {
    /// Adds one. `detail` is the vendor's wording: `can't be blank`.
    pub(super) fn add(&mut self, attribute: &str, detail: &str) {
        let pointer = format!("/data/attributes/{attribute}");
        self.0.push(json!({ "source": { "pointer": pointer }, "detail": detail }));
    }

    /// 422 if any was added.
    pub(super) fn refuse_any(self) -> Result<(), Refusal> {
        match self.0.is_empty() {
            true => Ok(()),
            false => Err(Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, json!({ "errors": self.0 }))),
        }
    }
}
