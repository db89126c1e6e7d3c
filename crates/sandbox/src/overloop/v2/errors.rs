//! The error bodies of v2: `{error: {type, message}}`.

use http::StatusCode;
use serde_json::{Value, json};

use super::super::errors as v1;
use crate::reply::{Refusal, Reply};

fn refusal(status: StatusCode, kind: &str, message: &str) -> Refusal {
    Refusal::new(status, json!({ "error": { "type": kind, "message": message } }))
}

/// A refusal with this status.
pub(super) fn of_status(status: StatusCode) -> Refusal {
    of_v1(v1::of_status(status))
}

/// 400 with this message.
pub(super) fn bad_request(message: &str) -> Refusal {
    refusal(StatusCode::BAD_REQUEST, "bad_request", message)
}

/// 404.
pub(super) fn not_found() -> Refusal {
    of_status(StatusCode::NOT_FOUND)
}

/// 422: what is wrong with fields, each as a sentence's part: `Timezone can't be blank`.
pub(super) fn invalid(problems: &[String]) -> Refusal {
    let message = format!("Validation failed: {}", problems.join(", "));
    refusal(StatusCode::UNPROCESSABLE_ENTITY, "validation_error", &message)
}

/// A refusal of v1 as v2 words it.
pub(super) fn of_v1(Refusal(Reply { status, body }): Refusal) -> Refusal {
    let errors = body.get("errors").and_then(Value::as_array).cloned().unwrap_or_default();
    let text = |error: &Value, name: &str| error.get(name).and_then(Value::as_str).map(str::to_owned);
    let problems: Vec<String> = errors
        .iter()
        .filter_map(|error| {
            let pointer = error.pointer("/source/pointer")?.as_str()?;
            let field = pointer.rsplit('/').next().unwrap_or_default().replace('_', " ");
            let field = field.get(..1).unwrap_or_default().to_uppercase() + field.get(1..).unwrap_or_default();
            Some(format!("{field} {}", text(error, "detail")?))
        })
        .collect();
    if !problems.is_empty() {
        return invalid(&problems);
    }
    let first = errors.first().cloned().unwrap_or_default();
    refusal(
        status,
        &text(&first, "code").unwrap_or_default(),
        &text(&first, "message").unwrap_or_default().replace("https://apidoc.", "https://apidoc-v2."),
    )
}
