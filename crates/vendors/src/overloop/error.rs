//! Errors of Overloop: a list under `errors`, or one under `error`, in any of four shapes.

use std::slice;

use outreach_model::{error::ErrorKind, vendor::VendorError};
use serde_json::Value;

/// Reads `{errors: [{source: {pointer}, detail}]}`, about attributes, and `{errors: [{code, message}]}`, about the rest; of v2
/// `{errors: [{field, message}]}` and `{error: {type, message}}`.
pub(crate) fn vendor_error(status: u16, body: &Value) -> VendorError {
    let errors = body.get("errors").or_else(|| body.get("error")).unwrap_or(body);
    // Only if every error is a duplicate: the others would come back with another value or with `return_existing` too.
    let taken = matches!(status, 400 | 409 | 422) && all_taken(errors);
    let words = words(errors).or_else(|| text(body, "message"));
    VendorError {
        words,
        kind: taken.then_some(ErrorKind::Conflict),
        hint: match status {
            _ if taken => Some("It is there already: find it with a list call."),
            401 => Some("Set `OVERLOOP_API_KEY` to a key from Overloop: Settings, API Keys."),
            403 => Some("It is for administrators only; use an administrator's key."),
            _ => None,
        },
        hint_with: taken.then_some((
            "return_existing",
            "It is there already: find it with a list call, or create with `return_existing` to get it.",
        )),
        ..VendorError::default()
    }
}

/// The messages of one error or of a list: "email has already been taken; name can't be blank".
pub(crate) fn words(errors: &Value) -> Option<String> {
    let messages: Vec<String> = listed(errors).iter().filter_map(message).collect();
    (!messages.is_empty()).then(|| messages.join("; "))
}

fn listed(errors: &Value) -> &[Value] {
    errors.as_array().map_or_else(|| slice::from_ref(errors), Vec::as_slice)
}

/// The message of an error, with the attribute in front if the message does not name it.
fn message(error: &Value) -> Option<String> {
    if let Some(message) = error.as_str().filter(|message| !message.trim().is_empty()) {
        return Some(message.to_owned());
    }
    let message = ["detail", "message", "title", "code"].into_iter().find_map(|key| text(error, key))?;
    let pointer = error.get("source").and_then(|source| text(source, "pointer"));
    let pointer = pointer.or_else(|| text(error, "field")).unwrap_or_default();
    match pointer.rsplit('/').next().filter(|field| !matches!(*field, "" | "data" | "base" | "attributes")) {
        Some(field) if !message.starts_with(field) => Some(format!("{field} {message}")),
        _ => Some(message),
    }
}

/// Whether every error says that a value is in use. There is no code for it, only the message.
fn all_taken(errors: &Value) -> bool {
    let taken = |error: &Value| {
        let message = message(error).unwrap_or_default().to_ascii_lowercase();
        ["taken", "duplicate", "already exist", "already been"].iter().any(|word| message.contains(word))
    };
    let errors = listed(errors);
    !errors.is_empty() && errors.iter().all(taken)
}

fn text(object: &Value, key: &str) -> Option<String> {
    object.get(key).and_then(Value::as_str).filter(|text| !text.trim().is_empty()).map(str::to_owned)
}
