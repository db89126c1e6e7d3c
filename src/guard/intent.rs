//! What a call is meant to do, as a name that is the same for the same intent.

use ring::digest::{SHA256, digest};
use serde_json::{Map, Value, json};

use super::Write;
use crate::{failure::Failure, inputs::cut, request::Body, toolbox::Tool};

/// The input that names an intent.
pub const IDEMPOTENCY_KEY: &str = "idempotency_key";

/// The input that says that a person agreed.
pub const CONFIRM_TOKEN: &str = "confirm_token";

/// Inputs that are the guard's own, beside those of the tool.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Names the intent instead of the inputs.
    pub idempotency_key: Option<String>,
    /// What the first call answered that was to be confirmed.
    pub confirm_token: Option<String>,
}

impl Asked {
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
                cut(&other.to_string(), 80)
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
pub struct Intent {
    /// `<vendor>:<fingerprint>` of the account.
    pub account: String,
    /// What the same intent has in common: account, tool and the request that it comes to, or the caller's name for it.
    pub name: String,
    /// The hash of what would be sent.
    pub request: String,
    /// The hash of the inputs.
    pub arguments: String,
}

impl Intent {
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

/// The SHA-256 of a value in its canonical form, in hexadecimal.
pub fn hash(value: &Value) -> String {
    hex(digest(&SHA256, canonical(value).to_string().as_bytes()).as_ref())
}

/// Bytes in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The value with its keys in order and without nulls, so that the same is written the same.
fn canonical(value: &Value) -> Value {
    match value {
        Value::Object(object) => {
            let mut pairs: Vec<(&String, &Value)> = object.iter().filter(|(_, value)| !value.is_null()).collect();
            pairs.sort_unstable_by_key(|(key, _)| *key);
            Value::Object(pairs.into_iter().map(|(key, value)| (key.clone(), canonical(value))).collect())
        }
        Value::Array(items) => Value::Array(items.iter().map(canonical).collect()),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::hash;

    #[test]
    fn the_same_is_named_the_same() {
        let one = json!({ "a": 1, "b": { "c": [1, { "d": null, "e": 2 }], "f": null } });
        let other = json!({ "b": { "c": [1, { "e": 2 }] }, "a": 1 });
        assert_eq!(hash(&one), hash(&other));
        for different in [json!({ "a": 2 }), json!({ "a": "1" }), json!({ "a": [1] }), json!({ "b": 1 }), json!({})] {
            assert_ne!(hash(&different), hash(&json!({ "a": 1 })), "{different}");
        }
        assert_ne!(hash(&json!([1, 2])), hash(&json!([2, 1])), "a list has an order");
        assert_eq!(hash(&json!({})).len(), 64);
    }
}
