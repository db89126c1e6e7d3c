//! Inputs and outputs that are secret, as the headers that a webhook is to carry: sent as they are, and shown nowhere.
//!
//! A field is declared secret once, by its type: [`Secret`]. Of an answer its names stay and its values do not; of a call, the same
//! holds in the journal, in previews and in errors, where a vendor repeats it too.

#[cfg(debug_assertions)]
use std::borrow::Cow;

#[cfg(debug_assertions)]
use schemars::{Schema, SchemaGenerator};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::redact::MARK;
#[cfg(debug_assertions)]
use crate::schema::JsonSchema;

/// In a schema: the value, or each value of the map or list, is secret. It is not published.
pub const SECRET: &str = "x-secret";

/// A secret text, or a map or list of them. The names of a map are shown.
#[derive(Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(transparent)]
pub struct Secret<T>(pub T);

#[cfg(debug_assertions)]
impl<T: JsonSchema> JsonSchema for Secret<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("Secret_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = generator.subschema_for::<T>();
        schema.insert(SECRET.to_owned(), true.into());
        schema
    }
}

/// Whether what this schema describes is secret.
pub fn is_secret(schema: &Map<String, Value>) -> bool {
    schema.contains_key(SECRET)
}

/// The value with a mark in place of everything in it but the names and nulls.
pub fn masked(value: &Value) -> Value {
    match value {
        Value::Null => Value::Null,
        Value::Array(items) => items.iter().map(masked).collect(),
        Value::Object(fields) => {
            Value::Object(fields.iter().map(|(name, value)| (name.clone(), masked(value))).collect())
        }
        _ => MARK.into(),
    }
}

/// These arguments as they may be shown; `None` where nothing in them is secret. `schema` is the one of the call's inputs.
pub fn hidden(schema: &Map<String, Value>, arguments: &Value) -> Option<Value> {
    let mut secrets = Vec::new();
    collect(schema, arguments, &mut secrets);
    (!secrets.is_empty()).then(|| shown(schema, arguments))
}

/// A request's body as it may be shown: with a mark for each of these secrets.
pub fn without(body: Value, secrets: &[SecretString]) -> Value {
    match body {
        Value::String(text) if secrets.iter().any(|secret| secret.expose_secret() == text) => MARK.into(),
        Value::Array(items) => items.into_iter().map(|item| without(item, secrets)).collect(),
        Value::Object(fields) => {
            Value::Object(fields.into_iter().map(|(name, value)| (name, without(value, secrets))).collect())
        }
        other => other,
    }
}

/// The secret texts among these arguments, for a [`crate::redact::Redactor`]: each whole, and without a scheme such as `Bearer` before it.
pub fn of(schema: &Map<String, Value>, arguments: &Value) -> Vec<SecretString> {
    let mut secrets = Vec::new();
    collect(schema, arguments, &mut secrets);
    let parts = secrets.iter().filter_map(|secret| secret.split_once(' ').map(|(_, rest)| rest.to_owned()));
    let parts: Vec<String> = parts.collect();
    secrets.into_iter().chain(parts).map(SecretString::from).collect()
}

fn part<'a>(schema: &'a Map<String, Value>, name: &str) -> Option<&'a Map<String, Value>> {
    schema.get("properties")?.get(name)?.as_object()
}

/// The value with what is secret in it masked.
fn shown(schema: &Map<String, Value>, value: &Value) -> Value {
    match (value, schema.get("items").and_then(Value::as_object)) {
        _ if is_secret(schema) => masked(value),
        (Value::Object(fields), _) => {
            let field = |(name, value): (&String, &Value)| {
                let value = part(schema, name).map_or_else(|| value.clone(), |schema| shown(schema, value));
                (name.clone(), value)
            };
            Value::Object(fields.iter().map(field).collect())
        }
        (Value::Array(items), Some(schema)) => items.iter().map(|item| shown(schema, item)).collect(),
        _ => value.clone(),
    }
}

/// Collects the texts in a value that are secret.
fn collect(schema: &Map<String, Value>, value: &Value, secrets: &mut Vec<String>) {
    match (value, schema.get("items").and_then(Value::as_object)) {
        _ if is_secret(schema) => texts(value, secrets),
        (Value::Object(fields), _) => {
            let known = fields.iter().filter_map(|(name, value)| Some((part(schema, name)?, value)));
            known.for_each(|(schema, value)| collect(schema, value, secrets));
        }
        (Value::Array(items), Some(schema)) => items.iter().for_each(|item| collect(schema, item, secrets)),
        _ => {}
    }
}

fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Null => {}
        Value::String(text) => found.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Object(fields) => fields.values().for_each(|value| texts(value, found)),
        other => found.push(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn names_stay_and_values_do_not() {
        let schema = json!({ "properties": { "name": { "type": "string" }, "headers": { "type": "object", "x-secret": true } } });
        let schema = schema.as_object().unwrap();
        let arguments =
            json!({ "name": "n", "headers": { "Authorization": "Basic abc", "X-Seats": 12, "X-None": null } });
        let shown = json!({ "name": "n", "headers": { "Authorization": MARK, "X-Seats": MARK, "X-None": null } });
        assert_eq!(hidden(schema, &arguments), Some(shown));
        assert_eq!(hidden(schema, &json!({ "name": "n" })), None);
        let secrets = of(schema, &arguments);
        let secrets: Vec<&str> = secrets.iter().map(ExposeSecret::expose_secret).collect();
        assert_eq!(secrets, ["Basic abc", "12", "abc"]);
    }
}
