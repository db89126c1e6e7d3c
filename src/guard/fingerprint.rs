//! What makes two calls the same, and the guard's own inputs.

use outreach_model::{arguments::truncate, error::Failure, hash::hash, registered::RegisteredAction, request::Body};
use serde_json::{Map, Value, json};

use super::Write;
use crate::journal::CallFingerprint;

/// The input by which a caller names what it means to do.
pub const IDEMPOTENCY_KEY: &str = "idempotency_key";

/// The input that proves that a person agreed.
pub const CONFIRM_TOKEN: &str = "confirm_token";

/// The guard's own inputs, beside those of the tool.
#[derive(Clone, Debug, Default)]
pub struct GuardArguments {
    /// Names what the caller means to do, in place of the inputs.
    pub idempotency_key: Option<String>,
    /// The token that the first call answered, which was to be confirmed.
    pub confirm_token: Option<String>,
}

impl GuardArguments {
    /// Takes them out of the arguments of a call. One that the action does not have is left, to be refused as unknown.
    ///
    /// # Errors
    ///
    /// Where one of them is no text.
    pub fn take(action: &RegisteredAction, arguments: &mut Map<String, Value>) -> Result<Self, Failure> {
        const LONGEST: usize = 200;
        let mut text = |name: &str| match arguments.shift_remove(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) if (1..=LONGEST).contains(&text.trim().len()) => Ok(Some(text.trim().to_owned())),
            Some(other) => Err(Failure::invalid_input(format!(
                "`{name}` must be a text of 1 to {LONGEST} characters, not `{}`. Nothing was sent.",
                truncate(&other.to_string(), 80)
            ))),
        };
        Ok(Self {
            idempotency_key: if action.doubles() { text(IDEMPOTENCY_KEY)? } else { None },
            confirm_token: if action.about.effect.is_read() { None } else { text(CONFIRM_TOKEN)? },
        })
    }
}

/// The fingerprint of a write.
pub(super) fn of(write: &Write<'_>) -> CallFingerprint {
    let Write { entry, account, prepared, asked, .. } = write;
    let request = &prepared.request;
    let body = match &request.body {
        Body::None => Value::Null,
        Body::Json(body) => body.clone(),
        Body::Form(pairs) => json!(pairs),
    };
    let request = hash(&json!([request.method.as_str(), request.path, request.query, body]));
    let (account, name) = (account.name(), entry.action.about.name);
    let what = match &asked.idempotency_key {
        Some(key) => json!([account, name, "key", key]),
        None => json!([account, name, "request", request]),
    };
    CallFingerprint { name: hash(&what), arguments: hash(&prepared.arguments), request, account }
}
