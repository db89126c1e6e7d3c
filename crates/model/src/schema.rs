//! Schemas that every client accepts, generated from the Rust types.
//!
//! Clients differ in what they refuse, and one schema they refuse can hide every tool. [`Portable`] leaves only what all
//! of them read: plain objects, one type a property, `enum` for a closed set, nothing by reference. Two kinds of inputs take one of
//! two types when they are published: a number that has a name, and an object whose keys the caller chooses.

use schemars::{JsonSchema, Schema, generate::SchemaSettings, transform::Transform};
use serde_json::{Map, Value, json};

use crate::{
    about::{About, Pages, Repeat},
    clearable::{FILTERS, NULL, STRICT_NULLS},
    error::ErrorKind,
    ids::ID,
    mail::MAIL,
    named_inputs,
    remarks::Remark,
    roles::ROLE,
};

/// The input schema of these inputs of a call.
pub fn inputs_of<T: JsonSchema>(about: &About) -> Schema {
    let mut schema = portable::<T>(false);
    if let Some(root) = schema.as_object_mut() {
        // A null that were dropped from a change or a deletion would leave what it was to clear, or widen what is touched.
        if !about.effect.is_read() && about.repeat == Repeat::Harmless {
            root.insert(STRICT_NULLS.to_owned(), true.into());
        }
        root.remove("description");
        let properties = root.entry("properties").or_insert_with(|| json!({}));
        if about.effect.is_read() {
            let names = properties.as_object().into_iter().flat_map(Map::keys);
            let filters: Vec<Value> =
                names.filter(|name| selects(about, name)).map(|name| name.clone().into()).collect();
            root.insert(FILTERS.to_owned(), filters.into());
        }
    }
    schema
}

/// Inputs that say how an answer is read, and not of what.
const NO_FILTERS: [&str; 3] = ["sort", "include", "wait_seconds"];

/// Whether an input selects what is answered.
fn selects(about: &About, input: &str) -> bool {
    let of_page = |pages: Pages| pages.cursor == input || pages.size == Some(input);
    !NO_FILTERS.contains(&input) && !about.pages.is_some_and(of_page)
}

/// The input schema as clients see it: without the keywords that only this server's own validation needs.
pub fn published(schema: &Map<String, Value>) -> Map<String, Value> {
    let mut schema = schema.clone();
    let takes_null = schema.remove(STRICT_NULLS).is_some();
    schema.remove(FILTERS);
    publish(&mut schema, takes_null, 0);
    schema
}

/// Adds words to the descriptions of properties: what an input says in this call and not in others that have it too.
pub fn add_words(schema: &mut Schema, words: &[(&str, &str)]) {
    for (name, more) in words {
        let property = schema.get_mut("properties").and_then(|properties| properties.get_mut(*name));
        if let Some(Value::String(text)) = property.and_then(|property| property.get_mut("description")) {
            text.push_str(more);
        }
    }
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

/// `takes_null`: whether the call takes null for the inputs that are marked so; others read it as "not given".
fn publish(schema: &mut Map<String, Value>, takes_null: bool, depth: usize) {
    for own in [ROLE, ID, MAIL, HTML] {
        schema.remove(own);
    }
    let is_nullable = schema.remove(NULL).is_some() && takes_null;
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
            "properties": { "name": { "type": "string" }, "value": { "anyOf": values } },
            "required": ["name", "value"],
        },
    });
    schema.insert("anyOf".to_owned(), json!([{ "type": "object" }, list]));
}

/// The output schema of these outputs, with those of the remarks: `success` and the failure's fields stand beside them, and only `success` is
/// required, so that a failure is valid too.
pub fn outputs_of<T: JsonSchema>(about: &About, remarks: &[Remark]) -> Schema {
    let mut schema = portable::<T>(true);
    if let Some(root) = schema.as_object_mut() {
        let mut properties = Map::new();
        properties.insert(
            "success".to_owned(),
            json!({ "type": "boolean", "description": "Whether it succeeded; if not, `error` says why" }),
        );
        if let Some(Value::Object(own)) = root.remove("properties") {
            properties.extend(own);
        }
        let is_made = |remark: &Remark| remarks.contains(remark) || (*remark == Remark::Note && about.pages.is_some());
        properties.extend(
            Remark::ALL.into_iter().filter(is_made).map(|remark| (remark.output().to_owned(), remark.schema())),
        );
        if about.price.is_some() {
            properties.insert(
                CREDITS_HINT.to_owned(),
                json!({ "type": "string", "description": "What the call cost, or may have cost, at the vendor" }),
            );
        }
        let kinds: Vec<&str> = ErrorKind::ALL.iter().map(|kind| kind.word()).collect();
        properties.insert(
            "error".to_owned(),
            json!({ "type": "string", "description": "On failure: what failed and what to do next" }),
        );
        properties.insert(
            "error_kind".to_owned(),
            json!({ "type": "string", "enum": kinds, "description": "On failure: its kind, to branch on" }),
        );
        properties.insert(
            "retryable".to_owned(),
            json!({ "type": "boolean", "description": "On failure: whether the same call may simply be made again" }),
        );
        properties.insert(
            "http_status".to_owned(),
            json!({ "type": "integer", "description": "On failure: the vendor's HTTP status, if it answered" }),
        );
        properties.insert(
            "retry_after_s".to_owned(),
            json!({ "type": "integer", "description": "On failure: seconds to wait before a retry, if known" }),
        );
        root.clear();
        root.insert("type".to_owned(), json!("object"));
        root.insert("properties".to_owned(), Value::Object(properties));
        root.insert("required".to_owned(), json!(["success"]));
    }
    schema
}

fn portable<T: JsonSchema>(outputs: bool) -> Schema {
    let mut settings = SchemaSettings::draft2020_12().with_transform(Portable { outputs });
    settings.inline_subschemas = true;
    settings.meta_schema = None;
    let settings = if outputs { settings.for_serialize() } else { settings };
    settings.into_generator().into_root_schema_for::<T>()
}

/// Turns a schema from schemars into one that every client accepts.
#[derive(Clone, Debug)]
pub struct Portable {
    /// For outputs: no required fields and no closed objects, since a vendor may leave anything out.
    pub outputs: bool,
}

impl Transform for Portable {
    fn transform(&mut self, schema: &mut Schema) {
        if let Some(object) = schema.as_object_mut() {
            self.clean_object(object);
        }
    }
}

impl Portable {
    fn clean(&self, schema: &mut Value) {
        if let Value::Object(object) = schema {
            self.clean_object(object);
        } else if schema.is_boolean() {
            *schema = json!({});
        }
    }

    fn clean_object(&self, schema: &mut Map<String, Value>) {
        for keyword in ["$schema", "$defs", "title", "readOnly", "writeOnly"] {
            schema.remove(keyword);
        }
        // A doc comment of several lines is one text.
        if let Some(Value::String(text)) = schema.get_mut("description")
            && text.contains('\n')
        {
            *text = text.replace('\n', " ");
        }
        if schema.get("default").is_some_and(Value::is_null) {
            schema.remove("default");
        }
        for union in ["anyOf", "oneOf"] {
            merge_union(schema, union);
        }
        if let Some(Value::Array(types)) = schema.get("type") {
            let kept = types.iter().find(|word| *word != "null").cloned();
            schema.insert("type".to_owned(), kept.unwrap_or_else(|| json!("object")));
        }
        if let Some(only) = schema.remove("const") {
            schema.insert("enum".to_owned(), json!([only]));
        }
        if let Some(Value::Array(values)) = schema.get_mut("enum") {
            values.retain(|value| !value.is_null());
        }
        if matches!(schema.get("type").and_then(Value::as_str), Some("integer" | "number")) {
            schema.remove("format");
        }
        // Open objects are the default; some clients refuse boolean schemas.
        if schema.get("additionalProperties").is_some_and(|value| value == &json!(true) || value == &json!({})) {
            schema.remove("additionalProperties");
        }
        if self.outputs {
            schema.remove(SCALAR);
            schema.remove("required");
            schema.remove("additionalProperties");
        }
        if let Some(Value::Object(properties)) = schema.get_mut("properties") {
            for property in properties.values_mut() {
                self.clean(property);
            }
        }
        for key in ["items", "additionalProperties"] {
            if let Some(part) = schema.get_mut(key)
                && part.is_object()
            {
                self.clean(part);
            }
        }
    }
}

/// `X or null` becomes X; a list of named constants becomes one `enum`, their texts one description.
fn merge_union(schema: &mut Map<String, Value>, keyword: &str) {
    let Some(Value::Array(branches)) = schema.remove(keyword) else { return };
    let mut kept: Vec<Map<String, Value>> = branches
        .into_iter()
        .filter_map(|branch| match branch {
            Value::Object(branch) if branch.get("type") != Some(&json!("null")) => Some(branch),
            _ => None,
        })
        .collect();
    if kept.len() > 1 {
        let mut values = Vec::new();
        let mut texts = Vec::new();
        for branch in &kept {
            let options = branch.get("const").cloned().map(|only| vec![only]);
            let options = options.or_else(|| branch.get("enum").and_then(Value::as_array).cloned()).unwrap_or_default();
            if let (Some(text), Some(value)) = (branch.get("description").and_then(Value::as_str), options.first()) {
                texts.push(format!("{}: {text}", value.as_str().map_or_else(|| value.to_string(), str::to_owned)));
            }
            values.extend(options);
        }
        let kind = kept.first().and_then(|branch| branch.get("type")).cloned();
        let mut merged = Map::new();
        if let Some(kind) = kind {
            merged.insert("type".to_owned(), kind);
        }
        merged.insert("enum".to_owned(), Value::Array(values));
        if !texts.is_empty() {
            merged.insert("description".to_owned(), Value::String(texts.join("; ")));
        }
        kept = vec![merged];
    }
    for (key, value) in kept.into_iter().flatten() {
        // The property's own description says more than that of its type.
        schema.entry(key).or_insert(value);
    }
}
