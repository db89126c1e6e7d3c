//! Whom an answer to a message is to reach, compared with whom it has reached by the vendor's answer.

use outreach_model::{
    addresses::{self, Recipient},
    characters::quoted,
    lookup::RepliesTo,
};
use serde_json::{Map, Value};

/// So many recipients are named in a sentence at most.
const MAX_NAMED: usize = 5;

/// Whom an answer to a message is to reach.
pub(crate) struct Meant {
    /// The fields of the answer's object that hold its recipients.
    answered: &'static [&'static str],
    /// The sender of the message.
    author: Option<Recipient>,
    /// Everyone whom the call or the message names.
    known: Vec<Recipient>,
}

impl Meant {
    /// Of a call with these arguments that answers this message.
    pub(super) fn of(replies_to: RepliesTo, arguments: &Value, message: &Value) -> Self {
        let inputs = arguments.as_object().into_iter().flat_map(Map::values);
        let fields = replies_to.fields.iter().map(|field| message.get(*field));
        let known = inputs.map(Some).chain(fields).flat_map(listed).collect();
        Self { answered: replies_to.answered, author: listed(message.get(replies_to.sender)).into_iter().next(), known }
    }

    /// Whom it has reached otherwise, by these outputs, in sentences.
    pub(crate) fn differences(&self, outputs: &Map<String, Value>) -> Vec<String> {
        let is_reply = |object: &&Map<String, Value>| self.answered.iter().any(|field| object.contains_key(*field));
        let Some(reply) = outputs.values().filter_map(Value::as_object).find(is_reply) else { return Vec::new() };
        let reached = self.answered.iter().flat_map(|field| listed(reply.get(*field)));
        let others = reached.filter(|recipient| !self.known.contains(recipient)).take(MAX_NAMED);
        let others: Vec<String> = others.map(|recipient| quoted(&recipient.to_string())).collect();
        let mut told = Vec::new();
        if !others.is_empty() {
            let others = others.join(", ");
            told.push(format!(
                "By the answer it also went to {others}: neither the call nor the mail that it answers names them."
            ));
        }
        let to = self.answered.first().map(|field| listed(reply.get(*field))).unwrap_or_default();
        if let Some(author) = self.author.as_ref().filter(|author| !to.is_empty() && !to.contains(author)) {
            let author = quoted(&author.to_string());
            told.push(format!("By the answer it did not go to {author}, the sender of the mail that it answers."));
        }
        told
    }
}

/// The addresses that a value lists; none where it lists none.
fn listed(value: Option<&Value>) -> Vec<Recipient> {
    value.and_then(Value::as_str).and_then(|text| addresses::listed(text).ok()).unwrap_or_default()
}
