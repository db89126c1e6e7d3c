//! What a call does, subject by subject, so that two calls that would do the same thing to the same subject are known for it.

use serde_json::Value;

/// What a call that doubles does, in units: the enrolment of a prospect in a campaign, the search for a person's address. Two calls
/// with a unit in common do the same thing twice, whichever tools they are of and whatever else they say. While the outcome of one is
/// unknown, the other is not sent; and what was charged for is not charged for again without a word.
#[derive(Clone, Copy, Debug)]
pub struct Units {
    /// What is done: one word for all actions of a vendor that do it.
    pub kind: &'static str,
    /// What it is done to, in the plural: "prospects".
    pub what: &'static str,
    /// Whether it is charged for each time: then what was carried out is not done again without a word either.
    pub is_charged: bool,
    /// The units of a call, from its inputs in their canonical spelling. None where they do not say it.
    pub of: fn(&Value) -> Vec<Unit>,
}

/// A subject, and where it is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// What tells it from others of its kind.
    pub key: String,
    /// What a caller knows the subject by.
    pub name: String,
}

impl Unit {
    /// Of a subject alone.
    pub fn of(subject: String) -> Self {
        Self { key: subject.to_lowercase(), name: subject }
    }

    /// Of a subject in a place, such as a prospect in a campaign.
    pub fn within(place: &str, subject: String) -> Self {
        Self { key: format!("{place}\n{subject}").to_lowercase(), name: subject }
    }
}

/// The texts and numbers in these inputs, each of which holds one or a list of them. `rows.field` is that field of each object of a list.
pub fn subjects(inputs: &Value, names: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for name in names {
        match name.split_once('.') {
            Some((rows, field)) => {
                let rows = inputs.get(rows).and_then(Value::as_array).into_iter().flatten();
                rows.for_each(|row| add(row.get(field), &mut found));
            }
            None => add(inputs.get(name), &mut found),
        }
    }
    found
}

/// The same, each as the unit that it is by itself.
pub fn each(inputs: &Value, names: &[&str]) -> Vec<Unit> {
    subjects(inputs, names).into_iter().map(Unit::of).collect()
}

/// The same within a place.
pub fn each_within(place: &str, inputs: &Value, names: &[&str]) -> Vec<Unit> {
    subjects(inputs, names).into_iter().map(|subject| Unit::within(place, subject)).collect()
}

fn add(value: Option<&Value>, found: &mut Vec<String>) {
    match value {
        Some(Value::String(text)) if !text.trim().is_empty() => found.push(text.trim().to_owned()),
        Some(Value::Number(number)) => found.push(number.to_string()),
        Some(Value::Array(items)) => items.iter().for_each(|item| add(Some(item), found)),
        _ => {}
    }
}
