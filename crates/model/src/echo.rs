//! Compares what was sent with what the answer to a write repeats of it. Where the two differ, the answer says so in `warnings`.
//!
//! It works on JSON and schemas, so that it holds for every write: an input is compared with the field of its name in the answered
//! object. [`Echo`] says where an action's answer has other names, and which inputs mean something else than the field of their name.

mod same;

use serde_json::{Map, Value};

use self::same::Differences;
use crate::{
    about::About,
    characters::quoted,
    endpoint::{Call, UNSENT},
    named::NAMED,
    registered::PreparedCall,
    request::Body,
    schema::is_common,
    schemas::Schemas,
    secrets,
    untrusted::MARK,
};

/// How the answer to a write repeats its inputs, where that is not by their names.
#[derive(Clone, Copy, Debug)]
pub struct Echo {
    /// Inputs that the answered object has under another name: the input, and the field, with `.` before one of a field.
    pub renamed: &'static [(&'static str, &'static str)],
    /// Inputs that the answer may have with more around them, such as the body of a mail with a signature.
    pub within: &'static [&'static str],
    /// Inputs whose field of the same name is no repetition: the input, and why.
    pub unlike: &'static [(&'static str, &'static str)],
}

impl Echo {
    /// By their names.
    pub const BY_NAME: Self = Self { renamed: &[], within: &[], unlike: &[] };

    /// By their names, and these by others.
    pub const fn renamed(renamed: &'static [(&'static str, &'static str)]) -> Self {
        Self { renamed, ..Self::BY_NAME }
    }

    /// By their names, but these.
    pub const fn unlike(unlike: &'static [(&'static str, &'static str)]) -> Self {
        Self { unlike, ..Self::BY_NAME }
    }
}

/// An input, and where the answer repeats it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeated {
    /// The input.
    pub input: String,
    /// The output that is the answered object; `None` where the outputs are.
    pub object: Option<String>,
    /// The field of that object, with `.` before one of a field.
    pub field: String,
    /// Whether the answer may have more around it.
    pub is_within: bool,
}

/// So many differences are told at most.
const MAX_TOLD: usize = 5;

/// So many characters are quoted of a value at most.
const MAX_QUOTED_CHARS: usize = 80;

/// The inputs of a write that its answer repeats, by their schemas.
pub fn repeated(about: &About, call: &Call, input: &Map<String, Value>, output: &Map<String, Value>) -> Vec<Repeated> {
    let (Some(inputs), Some(outputs)) = (properties(input), properties(output)) else { return Vec::new() };
    if about.effect.is_read() {
        return Vec::new();
    }
    // What is answered about the one object whose id ends the path is that object.
    // Where a call is answered with nothing, the id that is shown is the input.
    let of_path = call.object().filter(|_| call.path().ends_with('}') && !outputs.contains_key("deleted"));
    let in_object = |object: Option<&str>, fields: &Map<String, Value>| -> Vec<Repeated> {
        let found = inputs.iter().filter_map(|(name, schema)| {
            let is_listed = |(listed, _): &&(&str, &str)| *listed == name;
            let is_hidden = is_secret(name) || schema.as_object().is_some_and(secrets::is_secret);
            if schema.get(UNSENT).is_some() || is_hidden || about.echo.unlike.iter().any(|one| is_listed(&one)) {
                return None;
            }
            let renamed = about.echo.renamed.iter().find(is_listed).map(|(_, field)| *field);
            let field = match renamed {
                Some(field) => {
                    let (field_of, within) = field.split_once('.').map_or((field, None), |(of, rest)| (of, Some(rest)));
                    let found = fields.get(field_of)?;
                    within
                        .is_none_or(|rest| properties_of(found).is_some_and(|of| of.contains_key(rest)))
                        .then_some(field)?
                }
                None if object.is_none() && is_common(name) => return None,
                None => match fields.get(name) {
                    Some(field) if are_alike(schema, field) => name,
                    None if of_path == Some(name) && fields.contains_key("id") => "id",
                    _ => return None,
                },
            };
            Some(Repeated {
                input: name.clone(),
                object: object.map(str::to_owned),
                field: field.to_owned(),
                is_within: about.echo.within.contains(&name.as_str()),
            })
        });
        found.collect()
    };
    // The object that has the most of them; the outputs themselves where these have as many.
    let mut best = in_object(None, outputs);
    for (name, schema) in outputs.iter().filter(|(name, _)| !inputs.contains_key(*name)) {
        let found = properties_of(schema).map(|fields| in_object(Some(name), fields)).unwrap_or_default();
        if found.len() > best.len() {
            best = found;
        }
    }
    best
}

/// What a call has sent of the inputs that its answer repeats.
#[derive(Debug, Default)]
pub struct Sent(Vec<(Repeated, Value)>);

impl Sent {
    /// Of this call of the action with these facts.
    pub fn of(about: &About, call: &Call, schemas: &Schemas, prepared: &PreparedCall) -> Self {
        // Where the body has the input, in the form in which the vendor takes it: with the timezone that stands in for another.
        let body = match &prepared.request.body {
            Body::Json(Value::Object(body)) => Some(body),
            _ => None,
        };
        let sent = repeated(about, call, &schemas.input, &schemas.output).into_iter().filter_map(|repeated| {
            let given = prepared.arguments.get(&repeated.input)?;
            let sent = body.and_then(|body| body.get(&repeated.input));
            // A null that is not sent says nothing.
            (sent.is_some() || !given.is_null()).then(|| (repeated, sent.unwrap_or(given).clone()))
        });
        Self(sent.collect())
    }

    /// What these outputs have otherwise, in sentences.
    pub fn differences(&self, schemas: &Schemas, outputs: &Map<String, Value>) -> Vec<String> {
        // What was there before is answered as it is, and said to be.
        if outputs.get("created") == Some(&Value::Bool(false)) {
            return Vec::new();
        }
        let missing = outputs.get("missing").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let mut found = Differences { missing, found: Vec::new() };
        for (Repeated { input, object, field, is_within }, sent) in &self.0 {
            let place = object.as_ref().map_or_else(|| field.clone(), |object| format!("{object}.{field}"));
            let (first, rest) =
                place.split_once('.').map_or((place.as_str(), None), |(first, rest)| (first, Some(rest)));
            let further = || rest.into_iter().flat_map(|rest| rest.split('.'));
            let answered = further().try_fold(outputs.get(first), |of, name| Some(of?.get(name)));
            let Some(answered) = answered.flatten().filter(|answered| !answered.is_null()) else { continue };
            let property = |of: &Value, name: &str| of.get("properties")?.get(name).cloned();
            let schema = schemas.output.get("properties").and_then(|outputs| outputs.get(first).cloned());
            let schema = further().fold(schema, |of, name| property(&of?, name));
            let asked = schemas.input.get("properties").and_then(|inputs| inputs.get(input));
            if !(*is_within && same::is_within(sent, answered)) {
                found.compare((input, &place), (sent, asked), (answered, schema.as_ref()));
            }
        }
        let more = found.found.len().saturating_sub(MAX_TOLD);
        let mut told: Vec<String> = found.found.into_iter().take(MAX_TOLD).collect();
        if more > 0 {
            told.push(format!("The answer differs from what was sent in {more} more places: compare the two."));
        }
        told
    }
}

/// Whether an input holds what an answer masks, and no sentence may repeat.
fn is_secret(name: &str) -> bool {
    ["password", "secret", "token", "credential"].into_iter().any(|word| name.contains(word)) || name.ends_with("_key")
}

/// Whether a field can repeat an input, by their schemas: a filter by a numbered status is no repetition of a job's state.
fn are_alike(input: &Value, field: &Value) -> bool {
    let kind = |schema: &Value| match schema.get("type").and_then(Value::as_str) {
        Some("string" | "integer" | "number") => Some("scalar"),
        Some("boolean") => Some("boolean"),
        Some("array") => Some("array"),
        Some("object") => Some("object"),
        _ => None,
    };
    let is_closed = |schema: &Value| schema.get("enum").is_some() || schema.get(NAMED).is_some();
    match (kind(input), kind(field)) {
        (Some("scalar"), Some("scalar")) => {
            let is_text = |schema: &Value| schema.get("type").and_then(Value::as_str) == Some("string");
            is_text(input) == is_text(field) || !(is_closed(input) || is_closed(field))
        }
        // A vendor lists addresses as a text or as a list.
        (Some("array"), Some("scalar")) | (Some("scalar"), Some("array")) => true,
        (Some(input), Some(field)) => input == field,
        _ => true,
    }
}

fn properties(schema: &Map<String, Value>) -> Option<&Map<String, Value>> {
    schema.get("properties")?.as_object()
}

fn properties_of(schema: &Value) -> Option<&Map<String, Value>> {
    properties(schema.as_object()?)
}

/// A value as a sentence quotes it, cut to a length.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) if text.chars().nth(MAX_QUOTED_CHARS).is_some() => {
            let cut: String = text.chars().take(MAX_QUOTED_CHARS).collect();
            format!("{}… (cut)", quoted(&cut))
        }
        Value::String(text) => quoted(text),
        Value::Array(items) => {
            let shown: Vec<String> = items.iter().take(5).map(shown).collect();
            let more = if items.len() > shown.len() { ", …" } else { "" };
            format!("[{}{more}]", shown.join(", "))
        }
        Value::Object(fields) => format!("an object of {} fields", fields.len()),
        other => other.to_string(),
    }
}

/// Whether a field of this schema may hold what third parties wrote.
fn is_untrusted(schema: Option<&Value>) -> bool {
    schema.is_some_and(|schema| schema.get(MARK).or_else(|| schema.get("items")?.get(MARK)).is_some())
}

#[cfg(test)]
mod tests;
