//! How Instantly reports an error.

use outreach_model::{
    error::ErrorKind,
    vendor::{ErrorInSuccess, VendorError},
};
use serde_json::Value;

/// Whether an answer says that the call failed. The check of a tracking domain says `success: false` of the domain.
pub fn is_error(body: &Value) -> bool {
    body.get("cname").is_none() && (ErrorInSuccess::USUAL.is)(body)
}

/// Reads an error's body: `{statusCode, error, message}`. Some answers with status 400 have only `error` or only `message`.
pub fn vendor_error(status: u16, body: &Value) -> VendorError {
    let text = |key| body.get(key).and_then(Value::as_str).filter(|text| !text.trim().is_empty());
    let words = text("message").or_else(|| text("error")).map(str::to_owned);
    // The CDN in front of the API answers 403 too, without a message or with its own error code.
    let from_cdn = status == 403 && words.as_deref().is_none_or(|words| words.contains("error code"));
    VendorError {
        words,
        kind: (status == 402).then_some(ErrorKind::QuotaExceeded),
        hint: match status {
            401 => Some("Set `INSTANTLY_API_KEY` to a valid API v2 key (v1 keys no longer work)."),
            402 => Some("The workspace needs an active paid plan; a person has to settle that at Instantly."),
            403 if from_cdn => {
                Some("Instantly's edge refused the connection, not the key; try again later or from another network.")
            }
            403 => {
                Some("The key lacks the scope or the plan lacks the feature; use a key with the scope that is named.")
            }
            _ => None,
        },
        ..VendorError::default()
    }
}
