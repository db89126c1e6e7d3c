//! The envelope: one object for every call, whether it succeeded or failed.

use outreach_model::{error::Failure, redact::Redactor};
use serde_json::{Map, Value};

use super::reading::cap::{Answer, cap};

/// The result of a call as a client gets it.
#[derive(Clone, Debug, PartialEq)]
pub struct Envelope {
    /// Whether the call succeeded.
    pub success: bool,
    /// `success` and the outputs, or `success` and the failure's fields.
    pub object: Map<String, Value>,
    /// The same as compact JSON.
    pub text: String,
    /// A picture that belongs to it: a PNG in Base64.
    pub picture: Option<String>,
}

impl Envelope {
    /// The envelope of outputs or of a failure, with secrets redacted.
    pub fn new(end: Result<Map<String, Value>, Failure>, redactor: &Redactor) -> Self {
        let success = end.is_ok();
        let mut object = Map::new();
        object.insert("success".to_owned(), Value::Bool(success));
        match end {
            Ok(outputs) => {
                object.extend(outputs.into_iter().filter_map(|(key, value)| Some((key, without_nulls(value)?))))
            }
            Err(Failure { kind, message, retryable, http_status, retry_after_s, details }) => {
                object.insert("error".to_owned(), message.into());
                object.insert("error_kind".to_owned(), kind.word().into());
                object.insert("retryable".to_owned(), retryable.into());
                object.extend(http_status.map(|status| ("http_status".to_owned(), status.into())));
                object.extend(retry_after_s.map(|seconds| ("retry_after_s".to_owned(), seconds.into())));
                object.extend(details);
            }
        }
        Self::of(success, object, redactor)
    }

    /// The same with at most this many bytes.
    #[must_use]
    pub(crate) fn capped(mut self, max_bytes: usize, answer: Answer<'_>) -> Self {
        if self.text.len() > max_bytes {
            cap(&mut self.object, self.text.len(), max_bytes, answer);
            self.text = compact(&self.object);
        }
        self
    }

    fn of(success: bool, object: Map<String, Value>, redactor: &Redactor) -> Self {
        let text = compact(&object);
        if redactor.finds(&text) {
            let object = redactor.object(object);
            return Self { success, text: compact(&object), object, picture: None };
        }
        Self { success, object, text, picture: None }
    }
}

fn compact(object: &Map<String, Value>) -> String {
    // A map with text keys can always be written.
    serde_json::to_string(object).unwrap_or_default()
}

/// The value without the fields of objects that are null; an element of a list keeps its place.
fn without_nulls(value: Value) -> Option<Value> {
    match value {
        Value::Null => None,
        Value::Object(mut object) => {
            object.retain(|_, value| {
                let kept = without_nulls(std::mem::take(value));
                let keep = kept.is_some();
                *value = kept.unwrap_or_default();
                keep
            });
            Some(Value::Object(object))
        }
        Value::Array(items) => {
            Some(Value::Array(items.into_iter().map(|item| without_nulls(item).unwrap_or_default()).collect()))
        }
        other => Some(other),
    }
}
