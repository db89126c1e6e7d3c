//! How Overloop says no: a list of errors, of either of two shapes.

use serde_json::Value;

use outreach_model::{error::ErrorKind, vendor::VendorError};

/// `{errors: [{source: {pointer}, detail}]}` for attributes, `{errors: [{code, message}]}` for the rest.
pub fn refusal(status: u16, body: &Value) -> VendorError {
    let errors = body.get("errors").or_else(|| body.get("error")).unwrap_or(body);
    let words = words(errors).or_else(|| text(body, "message"));
    // Further mistakes would be met again with another value, or with `return_existing`.
    let taken = matches!(status, 400 | 409 | 422) && all_taken(errors);
    VendorError {
        words,
        kind: taken.then_some(ErrorKind::Conflict),
        hint: match status {
            _ if taken => {
                Some("It is there already: find it with a list call, or create with `return_existing` to get it.")
            }
            401 => Some("Set `OVERLOOP_API_KEY` to a key from Overloop: Settings, API Keys."),
            403 => Some("It is for administrators only; use an administrator's key."),
            _ => None,
        },
        ..VendorError::default()
    }
}

/// What a list of errors says: "email has already been taken; name can't be blank".
pub fn words(errors: &Value) -> Option<String> {
    let said: Vec<String> = match errors {
        Value::Array(errors) => errors.iter().filter_map(one).collect(),
        other => one(other).into_iter().collect(),
    };
    (!said.is_empty()).then(|| said.join("; "))
}

fn one(error: &Value) -> Option<String> {
    if let Some(words) = error.as_str().filter(|words| !words.trim().is_empty()) {
        return Some(words.to_owned());
    }
    let said = ["detail", "message", "title", "code"].into_iter().find_map(|key| text(error, key))?;
    let pointer = error.get("source").and_then(|source| text(source, "pointer")).unwrap_or_default();
    match pointer.rsplit('/').next().filter(|field| !matches!(*field, "" | "data" | "base" | "attributes")) {
        Some(field) if !said.starts_with(field) => Some(format!("{field} {said}")),
        _ => Some(said),
    }
}

fn all_taken(errors: &Value) -> bool {
    let taken = |error: &Value| {
        one(error).is_some_and(|said| {
            let said = said.to_ascii_lowercase();
            ["taken", "duplicate", "already exist", "already been"].iter().any(|word| said.contains(word))
        })
    };
    match errors {
        Value::Array(errors) => !errors.is_empty() && errors.iter().all(taken),
        other => taken(other),
    }
}

fn text(object: &Value, key: &str) -> Option<String> {
    object.get(key).and_then(Value::as_str).filter(|text| !text.trim().is_empty()).map(str::to_owned)
}
