//! A create of many things of which some were there before: they are answered beside those that it made.

use outreach_model::{
    registered::{PreparedCall, ResponseDecoder},
    remarks::Received,
};
use serde_json::{Map, Value};

use crate::guard::Rest;

/// Of an answer that is made of what is read: whatever it has was there before the call.
pub(super) const LONG_AFTER: Received = Received { status: 200, called_at_ms: i64::MAX / 2, inaccuracy_ms: 0 };

/// What was there before.
pub(super) struct There {
    /// Reads it as an answer to the whole call.
    decoder: Box<dyn ResponseDecoder>,
    answer: Value,
    items: &'static str,
    said: Vec<String>,
}

impl There {
    /// The call that is sent in place of the whole one, and what is there beside what it makes.
    pub(super) fn before(whole: PreparedCall, rest: Rest) -> (PreparedCall, Option<Self>) {
        let Rest { prepared, answer, items, said } = rest;
        (prepared, Some(Self { decoder: whole.decoder, answer, items, said }))
    }

    /// Adds it to the outputs; what is to be said of it, in sentences.
    pub(super) fn add_to(mut self, outputs: &mut Map<String, Value>) -> Vec<String> {
        let answer = self.answer.to_string();
        let decoded = self.decoder.decode(answer.as_bytes(), LONG_AFTER).and_then(|_| self.decoder.outputs());
        let rows = decoded.ok().and_then(|mut decoded| decoded.remove(self.items));
        if let (Some(Value::Array(rows)), Some(Value::Array(made))) = (rows, outputs.get_mut(self.items)) {
            made.extend(rows);
        }
        self.said
    }
}
