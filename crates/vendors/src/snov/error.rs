//! Maps Snov.io's errors to [`ErrorKind`]. They have at least five shapes, and half of them come with status 200.

use outreach_model::{error::ErrorKind, vendor::VendorError};
use serde_json::Value;

/// An answer with none of these texts in it is not an error.
pub(super) const MARKS: &[&str] = &["\"success\"", "\"error", "\"status\""];

/// The words in `status` for a search that failed.
const FAILED_SEARCH: &[&str] =
    &["failed", "failure", "error", "canceled", "cancelled", "expired", "not_enough_credits"];

/// Seconds to wait where the hourly limit of the finder and the verifier is reached, which has no header and no status of its
/// own. A good part of it is back after ten minutes.
const HOURLY_S: u64 = 600;

/// Seconds to wait where the account's limit is reached: it counts requests a minute.
const MINUTE_S: u64 = 60;

/// Whether an answer with status 200 is an error: `success: false`, errors without data, or a search that failed.
pub(super) fn is_error(body: &Value) -> bool {
    let body = inner(body);
    let success = body.get("success").or_else(|| body.get("data").and_then(|data| data.get("success")));
    let says_failure = success.is_some_and(|success| flag(success) == Some(false));
    let errors = ["errors", "error"].into_iter().any(|key| body.get(key).and_then(words_of).is_some());
    let says_success = success.is_some_and(|success| flag(success) == Some(true));
    says_failure || (errors && !says_success && body.get("data").is_none_or(is_empty)) || failed_search(body).is_some()
}

/// The vendor's words, the kind of the error, and what to do next.
pub(super) fn vendor_error(status: u16, body: &Value) -> VendorError {
    let body = inner(body);
    let said = ["errors", "message", "error_description", "error", "result"].into_iter();
    let words = said
        .filter_map(|key| body.get(key))
        .find_map(words_of)
        .or_else(|| failed_search(body).map(|word| format!("the search ended with `{word}`")));
    let lower = words.as_deref().unwrap_or_default().to_ascii_lowercase();
    let says = |any: &[&str]| any.iter().any(|part| lower.contains(part));
    let error = VendorError { words, after_s: (status == 429).then_some(MINUTE_S), ..VendorError::default() };
    if says(&["out of credits", "not_enough_credits", "not enough credits", "no credits"]) {
        return VendorError {
            kind: Some(ErrorKind::QuotaExceeded),
            hint: Some("A person has to order credits; `snov_get_balance` shows how many there are."),
            ..error
        };
    }
    if says(&["too many prospects"]) {
        return VendorError {
            kind: Some(ErrorKind::RateLimited),
            hint: Some("The limit counts an hour's searches; call again in ten minutes or later."),
            after_s: Some(HOURLY_S),
            ..error
        };
    }
    // Errors of the token endpoint, RFC 6749, 5.2.
    if says(&["invalid_client", "invalid client", "client authentication failed", "unauthorized_client"]) {
        return VendorError { kind: Some(ErrorKind::Unauthorized), ..error };
    }
    let hint = match status {
        401 => Some("Set `SNOV_CLIENT_ID` and `SNOV_CLIENT_SECRET` to those of one account: Account settings, API."),
        403 => Some("The plan or the role lacks the right; the API begins with the Starter plan."),
        _ => None,
    };
    let in_success = status < 300;
    // The vendor documents the status that comes with these words for some methods only.
    let input = in_success || matches!(status, 400 | 422);
    if input && says(&["not found", "no such ", "couldn't find", "could not find", "does not exist", "doesn't exist"]) {
        return VendorError {
            kind: Some(ErrorKind::NotFound),
            hint: Some("There is nothing under this; check it, or try something else."),
            hint_with: lower.contains("list").then_some((
                "list_id",
                "Check `list_id`: snov_list_lists gives those of lists of prospects, snov_list_do_not_email_lists those of do-not-email lists.",
            )),
            ..error
        };
    }
    if input && says(&["already exist", "already added", "duplicate"]) {
        return VendorError { kind: Some(ErrorKind::Conflict), ..error };
    }
    VendorError {
        kind: in_success.then_some(ErrorKind::InvalidInput).filter(|_| failed_search(body).is_none()),
        hint,
        ..error
    }
}

/// Some answers are a list of one object.
fn inner(body: &Value) -> &Value {
    match body.as_array().map(Vec::as_slice) {
        Some([only]) => only,
        _ => body,
    }
}

/// The `status` of a search that failed.
fn failed_search(body: &Value) -> Option<&str> {
    let status = body.get("status")?.as_str()?;
    let search = body.get("data").is_some() || body.get("meta").is_some() || body.as_object()?.len() == 1;
    (search && FAILED_SEARCH.contains(&status.to_ascii_lowercase().replace(' ', "_").as_str())).then_some(status)
}

/// A boolean, also as a number or a text.
fn flag(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(flag) => Some(*flag),
        Value::Number(number) => number.as_i64().map(|number| number != 0),
        Value::String(text) => match text.trim() {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(object) => object.is_empty(),
        Value::String(text) => text.trim().is_empty(),
        _ => false,
    }
}

/// The words in a text, an object such as `{code, title}` or `{field: words}`, or a list of those.
fn words_of(said: &Value) -> Option<String> {
    match said {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Array(items) => {
            let said: Vec<String> = items.iter().filter_map(words_of).collect();
            (!said.is_empty()).then(|| said.join("; "))
        }
        Value::Object(object) => {
            if let Some(words) = ["message", "title", "detail"].into_iter().find_map(|key| words_of(object.get(key)?)) {
                return Some(words);
            }
            // The key names an input, except for keys such as that of `{user_id: "you ran out of credits"}`.
            let said = object.iter().filter_map(|(key, value)| {
                let words = words_of(value)?;
                Some(if matches!(key.as_str(), "user_id" | "code" | "source") {
                    words
                } else {
                    format!("{key}: {words}")
                })
            });
            let said: Vec<String> = said.collect();
            (!said.is_empty()).then(|| said.join("; "))
        }
        _ => None,
    }
}
