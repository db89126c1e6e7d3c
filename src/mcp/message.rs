//! Reads messages that clients send, and says what is wrong with those that are none.

use std::borrow::Cow;

use outreach_model::doubled_keys;
use rmcp::model::{ClientJsonRpcMessage, ErrorCode, RequestId};
use serde::Deserialize;
use serde_json::{Value, value::RawValue};

/// A client has little to say of itself, and each session keeps it.
const MAX_INITIALIZE_BYTES: usize = 64 * 1024;

/// The longest id of a request, as it is written. Each answer repeats it, and so does what is kept of a request.
const MAX_ID_BYTES: usize = 1024;

#[derive(Deserialize)]
struct IdAlone<'a> {
    #[serde(borrow)]
    id: Option<&'a RawValue>,
}

/// What is wrong with a message that is well-formed: an id that is too long, or a key that an object has twice, of which one value
/// would be dropped without a word. A message with which nothing is wrong is gone through once.
pub(super) fn objection(text: &[u8]) -> Option<Mistake> {
    let found = doubled_keys::find(text, Some("id"));
    let given = match found.doubled {
        None => found.member,
        // The id may stand behind the doubled key.
        Some(_) => serde_json::from_slice::<IdAlone<'_>>(text).ok().and_then(|head| head.id),
    };
    if given.is_some_and(|id| id.get().len() > MAX_ID_BYTES) {
        return Some(Mistake::invalid(None, "The `id` is longer than 1 KB; nothing was done"));
    }
    let doubled = found.doubled?;
    let id = given.and_then(|id| serde_json::from_str(id.get()).ok());
    let place = doubled.strip_prefix("params.").unwrap_or(&doubled);
    let message = format!(
        "`{place}` is given twice, and only one of the two could be used: give each key once. Nothing was done."
    );
    Some(Mistake { code: ErrorCode::INVALID_PARAMS, message: message.into(), id })
}

#[derive(Deserialize)]
struct Head<'a> {
    #[serde(borrow)]
    method: Option<Cow<'a, str>>,
}

/// Whether this is an `initialize` that is too large.
pub(super) fn is_large_initialize(body: &[u8]) -> bool {
    body.len() > MAX_INITIALIZE_BYTES
        && serde_json::from_slice(body).is_ok_and(|head: Head<'_>| head.method.as_deref() == Some("initialize"))
}

/// Why a text is not a message: an error to answer, under the id of the message if it has one.
#[derive(Debug)]
pub(super) struct Mistake {
    pub(super) code: ErrorCode,
    pub(super) message: Cow<'static, str>,
    pub(super) id: Option<RequestId>,
}

impl Mistake {
    pub(super) fn invalid(id: Option<RequestId>, message: &'static str) -> Self {
        Self { code: ErrorCode::INVALID_REQUEST, message: message.into(), id }
    }
}

/// The message in a text.
///
/// # Errors
///
/// The mistake; `None` if it must not be answered, since it is in a notification or a response.
pub(super) fn read(text: &[u8]) -> Result<ClientJsonRpcMessage, Option<Mistake>> {
    const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    match objection(text) {
        Some(objection) => Err(Some(objection)),
        None => serde_json::from_slice(text).map_err(|_| mistake(text)),
    }
}

/// What is wrong with a text that is not a message. See [`read`].
pub(super) fn mistake(text: &[u8]) -> Option<Mistake> {
    let value: Value = match serde_json::from_slice(text) {
        Ok(value) => value,
        Err(error) => {
            let message = match std::str::from_utf8(text) {
                Err(_) => "The message is not valid UTF-8".into(),
                Ok(_) => format!("The message is not valid JSON: {error}").into(),
            };
            return Some(Mistake { code: ErrorCode::PARSE_ERROR, message, id: None });
        }
    };
    let message = match value {
        Value::Object(message) => message,
        Value::Array(_) => {
            return Some(Mistake::invalid(None, "A batch is not supported; send each message by itself"));
        }
        _ => return Some(Mistake::invalid(None, "A message is a JSON object")),
    };
    let given_id = message.get("id").filter(|id| id.as_str().is_none_or(|id| id.len() <= MAX_ID_BYTES));
    let id = given_id.and_then(|id| RequestId::deserialize(id).ok());
    let is_response =
        !message.contains_key("method") && (message.contains_key("result") || message.contains_key("error"));
    if is_response {
        return None;
    }
    let what = if message.get("jsonrpc").and_then(Value::as_str) != Some("2.0") {
        "`jsonrpc` must be \"2.0\""
    } else if !message.get("method").is_some_and(Value::is_string) {
        "`method` must be the name of a method"
    } else if given_id.is_none() {
        return None;
    } else if id.is_none() {
        "`id` must be a string or an integer"
    } else {
        "The message is not a request: besides `jsonrpc`, `id` and `method` it may have `params`, an object"
    };
    Some(Mistake::invalid(id, what))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::read;

    #[test]
    fn a_mistake_is_named_and_has_the_id_of_its_message() {
        let table: [(&[u8], Value); 10] = [
            (b"{\"half\": ", json!([-32700, null])),
            (b"\xFF\xFE", json!([-32700, null])),
            (b"[]", json!([-32600, null])),
            (b"7", json!([-32600, null])),
            (br#"{"id":1,"method":"ping"}"#, json!([-32600, 1])),
            (br#"{"jsonrpc":"1.0","id":"a","method":"ping"}"#, json!([-32600, "a"])),
            (br#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#, json!([-32600, null])),
            (br#"{"jsonrpc":"2.0","id":1.5,"method":"ping"}"#, json!([-32600, null])),
            (br#"{"jsonrpc":"2.0","id":2}"#, json!([-32600, 2])),
            (br#"{"jsonrpc":"2.0","id":3,"method":4}"#, json!([-32600, 3])),
        ];
        for (text, expected) in table {
            let mistake = read(text).unwrap_err().unwrap();
            assert_eq!(json!([mistake.code.0, mistake.id]), expected, "{}: {}", text.escape_ascii(), mistake.message);
        }
    }

    #[test]
    fn a_notification_and_a_response_are_not_answered() {
        let table: [&[u8]; 2] = [br#"{"jsonrpc":"2.0","id":1,"result":7}"#, br#"{"id":1,"error":{}}"#];
        for text in table {
            assert!(!matches!(read(text), Err(Some(_))), "{}", text.escape_ascii());
        }
    }

    #[test]
    fn a_byte_order_mark_is_no_mistake() {
        assert!(read(b"\xEF\xBB\xBF{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}").is_ok());
    }
}
