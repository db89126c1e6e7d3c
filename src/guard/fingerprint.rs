//! What a call is meant to do, as a name that is the same for the same intent.

use ring::digest::{SHA256, digest};
use serde_json::{Map, Value, json};

use super::Write;
use outreach_model::{error::Failure, arguments::truncate, request::Body};
use crate::service::registry::Tool;

/// The input that names an intent.
pub const IDEMPOTENCY_KEY: &str = "idempotency_key";

/// The input that says that a person agreed.
pub const CONFIRM_TOKEN: &str = "confirm_token";

/// Inputs that are the guard's own, beside those of the tool.
#[derive(Clone, Debug, Default)]
pub struct GuardArguments {
    /// Names the intent instead of the inputs.
    pub idempotency_key: Option<String>,
    /// What the first call answered that was to be confirmed.
    pub confirm_token: Option<String>,
}

impl GuardArguments {
    /// Takes them out of the arguments of a call to this tool; one that the tool does not have is left for it to refuse.
    ///
    /// # Errors
    ///
    /// Where one of them is no text.
    pub fn take(tool: &Tool, arguments: &mut Map<String, Value>) -> Result<Self, Failure> {
        const LONGEST: usize = 200;
        let mut text = |name: &str| match arguments.shift_remove(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) if (1..=LONGEST).contains(&text.trim().len()) => Ok(Some(text.trim().to_owned())),
            Some(other) => Err(Failure::invalid_input(format!(
                "`{name}` must be a text of 1 to {LONGEST} characters, not `{}`. Nothing was sent.",
                truncate(&other.to_string(), 80)
            ))),
        };
        let about = &tool.entry.about;
        Ok(Self {
            idempotency_key: if tool.once() { text(IDEMPOTENCY_KEY)? } else { None },
            confirm_token: if about.effect.is_read() { None } else { text(CONFIRM_TOKEN)? },
        })
    }
}

/// The names of an intent.
#[derive(Clone, Debug)]
pub struct CallFingerprint {
    /// `<vendor>:<fingerprint>` of the account.
    pub account: String,
    /// What the same intent has in common: account, tool and the request that it comes to, or the caller's name for it.
    pub name: String,
    /// The hash of what would be sent.
    pub request: String,
    /// The hash of the inputs.
    pub arguments: String,
}

impl CallFingerprint {
    /// The intent of a write.
    pub fn of(write: &Write<'_>) -> Self {
        let Write { tool, account, prepared, asked, .. } = write;
        let request = &prepared.request;
        let body = match &request.body {
            Body::None => Value::Null,
            Body::Json(body) => body.clone(),
            Body::Form(pairs) => json!(pairs),
        };
        let request = hash(&json!([request.method.as_str(), request.path, request.query, body]));
        let account = account.name();
        let what = match &asked.idempotency_key {
            Some(key) => json!([account, tool.entry.about.name, "key", key]),
            None => json!([account, tool.entry.about.name, "request", request]),
        };
        Self { name: hash(&what), arguments: hash(&prepared.arguments), request, account }
    }
}

