//! Overloop's "no", in its two shapes.

use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde_json::{Value, json};

use super::answer;

/// A status and the errors that are said with it.
pub struct Refusal {
    status: StatusCode,
    errors: Vec<Value>,
}

impl Refusal {
    /// `{code, message}`.
    pub fn saying(status: StatusCode, message: impl Into<String>) -> Self {
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
        let message = message.into();
        Self { status, errors: vec![json!({ "code": code, "message": message })] }
    }

    /// With the words of the vendor's table for this status.
    pub fn of(status: StatusCode) -> Self {
        Self::saying(
            status,
            match status.as_u16() {
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
}

/// What is wrong with the attributes of a body: 422, an error each.
#[derive(Default)]
pub struct Faulty(Vec<Value>);

impl Faulty {
    /// One more.
    pub fn note(&mut self, attribute: &str, detail: &str) {
        let pointer = format!("/data/attributes/{attribute}");
        self.0.push(json!({ "source": { "pointer": pointer }, "detail": detail }));
    }

    /// Refuses, where anything was noted.
    pub fn end(self) -> Result<(), Refusal> {
        match self.0.is_empty() {
            true => Ok(()),
            false => Err(Refusal { status: StatusCode::UNPROCESSABLE_ENTITY, errors: self.0 }),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        answer(self.status, &json!({ "errors": self.errors }))
    }
}
