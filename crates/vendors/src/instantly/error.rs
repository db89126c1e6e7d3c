//! How Instantly reports an error.

use outreach_model::{error::ErrorKind, response, vendor::VendorError};
use serde_json::Value;

/// Of calls whose scope the vendor's documents name, the refusal names it instead.
const UNNAMED_SCOPE: &str = "The key lacks a scope, which Instantly's documents do not name for this call, or the plan lacks the feature; use a \
     key with the scope `all:all`, or look in Instantly's app what the plan has.";

/// Reads an error's body: `{statusCode, error, message}`. Some answers with status 400 have only `error` or only `message`.
pub fn vendor_error(status: u16, body: &Value) -> VendorError {
    let text = |key| body.get(key).and_then(Value::as_str).filter(|text| !text.trim().is_empty());
    let words = text("message").or_else(|| text("error")).map(str::to_owned);
    // The CDN in front of the API answers 403 too, without a message or with its own error code.
    let from_cdn = status == 403 && words.as_deref().is_none_or(|words| words.contains("error code"));
    let names_scope = words.as_deref().is_some_and(|words| words.to_ascii_lowercase().contains("scope"));
    // `leads:read`.
    let is_scope = |word: &str| {
        let word = word.trim_matches(|letter: char| !letter.is_ascii_alphanumeric());
        word.split_once(':').is_some_and(|(resource, right)| !resource.is_empty() && !right.is_empty())
    };
    let has_scope = words.as_deref().is_some_and(|words| words.split_whitespace().any(is_scope));
    let is_of_nobody = words.as_deref().is_some_and(|words| words.to_ascii_lowercase().contains("invalid lead email"));
    VendorError {
        lacks_scope: (status == 403 && !from_cdn) || (status == 401 && names_scope),
        words,
        kind: (status == 402).then_some(ErrorKind::QuotaExceeded),
        hint: match status {
            401 if names_scope && has_scope => Some("The key lacks a scope: use a key with the scope that is named."),
            401 if names_scope => Some(UNNAMED_SCOPE),
            401 => Some("Set `INSTANTLY_API_KEY` to a valid API v2 key (v1 keys no longer work)."),
            402 => Some("The workspace needs an active paid plan; a person has to settle that at Instantly."),
            403 if from_cdn => {
                Some("Instantly's edge refused the connection, not the key; try again later or from another network.")
            }
            403 if has_scope => {
                Some("The key lacks the scope or the plan lacks the feature; use a key with the scope that is named.")
            }
            403 => Some(UNNAMED_SCOPE),
            _ => None,
        },
        // Other calls with such words name the address otherwise.
        hint_with: is_of_nobody.then_some((
            "lead_email",
            "No lead has this address, or none in the campaign or list that is given: look with instantly_list_leads, `contacts` \
             set to it, where it is.",
        )),
        ..VendorError::default()
    }
}

/// Whether an answer whose status is a success says that the call failed. An event of a webhook, and the test of one, have a `success`
/// of their own: whether the receiver took it. So has the check of a tracking domain.
pub fn is_error_in_success(body: &Value) -> bool {
    let is_delivery = body.get("success").is_some_and(Value::is_boolean)
        && ["webhook_url", "status_code", "response_time_ms", "cname"]
            .into_iter()
            .any(|field| body.get(field).is_some());
    !is_delivery && response::is_error_in_success(body)
}
