//! Schemas that every client accepts, generated from the Rust types.
//!
//! Clients differ in what they refuse, and one schema they refuse can hide every tool. [`Portable`] leaves only what all
//! of them read: plain objects, one type a property, `enum` for a closed set, nothing by reference. Two kinds of inputs take one of
//! two types when they are published: a number that has a name, and an object whose keys the caller chooses.

#[cfg(debug_assertions)]
mod from_types;

#[cfg(not(debug_assertions))]
pub use outreach_no_schema::JsonSchema;
#[cfg(debug_assertions)]
pub use schemars::JsonSchema;
use serde_json::{Map, Value, json};

#[cfg(debug_assertions)]
pub(crate) use self::from_types::page_properties;
#[cfg(debug_assertions)]
pub use self::from_types::{
    Portable, add_words, inputs_of, inputs_of_endpoint, outputs_of, set_elsewhere, shown_outputs_of, told_of,
    waiting_inputs_of,
};
use crate::{
    clearable::{FILTERS, NARROWED_BY, NULL, SEARCH, STRICT_NULLS},
    endpoint::UNSENT,
    ids::ID,
    mail::MAIL,
    named_inputs,
    remarks::Remark,
    roles::ROLE,
    secrets::SECRET,
    shape,
    spelling::SPELLING,
};

/// A type that has a schema. A release makes no schemas, so every type is one.
#[cfg(not(debug_assertions))]
pub trait JsonSchema {}

#[cfg(not(debug_assertions))]
impl<T: ?Sized> JsonSchema for T {}

/// The input schema as clients see it: without the keywords that only this server's own validation needs.
pub fn published(schema: &Map<String, Value>) -> Map<String, Value> {
    let mut schema = schema.clone();
    let takes_null = schema.remove(STRICT_NULLS).is_some();
    schema.remove(FILTERS);
    schema.remove(NARROWED_BY);
    publish(&mut schema, takes_null, 0);
    schema
}

/// The output with the price of a call.
pub const CREDITS_HINT: &str = "credits_hint";

/// On the values of a map: a text, a number, true or false, never a list.
pub(crate) const SCALAR: &str = "x-scalar";
/// On an input: it is HTML.
pub const HTML: &str = "x-html";
/// On a map: the keys that are listed, each with its description. Others may be accepted too.
const KEYS: &str = "x-keys";
/// On an input: accepted, but not listed.
const HIDDEN: &str = "x-hidden";
/// On an input: another name that calls may have for it, such as the one that the same thing has in other tools.
pub(crate) const ALIAS: &str = "x-alias";
/// On the inputs of a call: names that another tool takes, and that tool.
pub(crate) const ELSEWHERE: &str = "x-elsewhere";

/// `takes_null`: whether the call takes null for the inputs that are marked so; others read it as "not given".
fn publish(schema: &mut Map<String, Value>, takes_null: bool, depth: usize) {
    for own in [ROLE, ID, MAIL, HTML, UNSENT, SEARCH, SECRET, SPELLING, ALIAS, ELSEWHERE] {
        schema.remove(own);
    }
    show_example(schema);
    let is_nullable = schema.remove(NULL).is_some() && takes_null;
    let takes_null = schema.remove(STRICT_NULLS).is_some() || takes_null;
    named_inputs::publish_input(schema);
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        properties.retain(|_, property| property.get(HIDDEN).is_none());
        for property in properties.values_mut().filter_map(Value::as_object_mut) {
            publish(property, takes_null, depth + 1);
        }
    }
    if let Some(Value::Object(items)) = schema.get_mut("items") {
        // The list's own description has said it.
        items.remove("description");
        publish(items, takes_null, depth + 1);
    }
    if depth > 0 && is_map(schema) {
        publish_map(schema, takes_null);
    }
    if is_nullable {
        publish_null(schema);
    }
}

/// Puts the example of a schema into its description: google-genai takes no schema with the keyword `examples`.
fn show_example(schema: &mut Map<String, Value>) {
    let Some(Value::Array(examples)) = schema.shift_remove("examples") else { return };
    let Some(example) = examples.first() else { return };
    let example = example.as_str().map_or_else(|| example.to_string(), str::to_owned);
    let description = schema.get("description").and_then(Value::as_str).unwrap_or_default();
    if !description.contains(&example) {
        let joint = if description.is_empty() { "" } else { ", " };
        let shown = format!("{description}{joint}e.g. {example}");
        schema.insert("description".to_owned(), shown.into());
    }
}

/// Offers null beside the value. A list of types is refused by some clients, a union below the root is not.
fn publish_null(schema: &mut Map<String, Value>) {
    let mut value = std::mem::take(schema);
    if let Some(Value::String(mut text)) = value.shift_remove("description") {
        if !text.contains("null") {
            text.push_str("; null clears it");
        }
        schema.insert("description".to_owned(), text.into());
    }
    let mut kinds = match value.shift_remove("anyOf") {
        Some(Value::Array(kinds)) => {
            schema.append(&mut value);
            kinds
        }
        _ => vec![Value::Object(value)],
    };
    kinds.push(json!({ "type": "null" }));
    schema.insert("anyOf".to_owned(), kinds.into());
}

/// Whether the caller chooses the keys of the object.
fn is_map(schema: &Map<String, Value>) -> bool {
    schema.get("type").is_some_and(|kind| kind == "object") && !schema.contains_key("properties")
}

/// Offers a list of `{name, value}` beside the object: clients that close every object, as OpenAI's strict mode does, leave
/// no way to fill one whose keys the caller chooses.
fn publish_map(schema: &mut Map<String, Value>, takes_null: bool) {
    if let Some(Value::Object(keys)) = schema.shift_remove(KEYS) {
        let entry = schema.shift_remove("additionalProperties").and_then(|entry| entry.as_object().cloned());
        let entry = entry.unwrap_or_default();
        let described = keys.into_iter().map(|(key, description)| {
            let mut property = entry.clone();
            property.insert("description".to_owned(), description);
            (key, Value::Object(property))
        });
        let properties = described.collect::<Map<_, _>>();
        schema.insert("properties".to_owned(), Value::Object(properties));
        return;
    }
    let mut values = vec![json!({ "type": "string" }), json!({ "type": "number" }), json!({ "type": "boolean" })];
    let entry = schema.shift_remove("additionalProperties");
    if entry.as_ref().is_some_and(|entry| entry.get("type").is_some_and(|kind| kind == "array")) {
        values = vec![json!({ "type": "array", "items": { "type": "string" } })];
    }
    if entry.is_none() {
        values.push(json!({ "type": "array", "items": { "type": "string" } }));
        values.extend(takes_null.then(|| json!({ "type": "null" })));
    }
    schema.remove("type");
    let list = json!({
        "type": "array",
        "description": "The same as a list of pairs",
        "items": {
            "type": "object",
            "properties": {
                "name": { "type": "string", "description": "Key" },
                "value": { "anyOf": values, "description": "Its value" },
            },
            "required": ["name", "value"],
        },
    });
    schema.insert("anyOf".to_owned(), json!([{ "type": "object" }, list]));
}

/// Whether an output of this name is one that every tool can have, whatever the vendor answers.
pub(crate) fn is_common(name: &str) -> bool {
    let common = ["success", CREDITS_HINT, "error", "error_kind", "retryable", "http_status", "retry_after_s"];
    common.contains(&name) || Remark::ALL.iter().any(|remark| remark.output() == name)
}

/// Adds the price of a call to its outputs, where it has one.
pub(crate) fn insert_price(price: Option<&'static str>, outputs: &mut Map<String, Value>) {
    if let Some(price) = price {
        outputs.insert(CREDITS_HINT.to_owned(), price.into());
    }
}

/// Removes the marks that only reading an answer needs from an output schema.
pub fn remove_reading_marks(schema: &mut Map<String, Value>) {
    shape::remove_marks(schema);
}
