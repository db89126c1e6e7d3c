//! Writes `contract.json` of the simulated Instantly from the vendor's OpenAPI description: what each call takes and answers,
//! without the prose. What the API really does otherwise is said in [`differences`], with the reason.

use std::{fs, path::PathBuf};

use anyhow::Result;
use serde_json::{Map, Value, json};

use crate::{cut, description::Description, root, scaffold};

/// Paths of what the program does not offer (`docs/not-offered.md`), so that nothing has to play it.
const NOT_PLAYED: &[&str] =
    &["/ai-agents", "/dfy-email-account-orders", "/oauth", "/crm-actions", "/api-keys", "/domains"];

/// Where the API is known to differ from its description: the call, a part of it (a JSON pointer), and what it is instead.
fn differences() -> Vec<(&'static str, &'static str, Value)> {
    let no_body = json!({ "type": "null" });
    vec![
        // The description leaves the body optional, but says in prose that one of the two has to be there.
        ("DELETE /leads", "/body/anyOf", json!([{ "required": ["campaign_id"] }, { "required": ["list_id"] }])),
        // The server refuses a body where the description has none.
        ("DELETE /leads/{id}", "/body", no_body.clone()),
        ("DELETE /campaigns/{id}", "/body", no_body.clone()),
        ("DELETE /lead-lists/{id}", "/body", no_body),
    ]
}

/// Lists of values from this length on are written once, and referred to.
const LONG: usize = 12;

fn checked_in() -> PathBuf {
    root().join("crates/sandbox/src/instantly/contract.json")
}

/// Writes the file.
pub fn run() -> Result<()> {
    let text = contract(&Description::read(&cut::checked_in())?);
    fs::write(checked_in(), &text)?;
    println!("crates/sandbox/src/instantly/contract.json: {} bytes", text.len());
    Ok(())
}

/// The contract, as text: a line for each call and each object.
pub fn contract(description: &Description) -> String {
    let mut shared = Map::new();
    let mut calls = Map::new();
    for (method, path) in description.calls() {
        let short = path.strip_prefix(scaffold::PREFIX).unwrap_or(path);
        if NOT_PLAYED.iter().any(|start| short.starts_with(start)) {
            continue;
        }
        let operation = description.raw(&method, path);
        let mut call = Map::new();
        if let Some(query) = query(operation, &mut shared) {
            call.insert("query".to_owned(), query);
        }
        let body = &operation["requestBody"]["content"]["application/json"]["schema"];
        if body.is_object() {
            call.insert("body".to_owned(), short_form(body, &mut shared));
        }
        let responses = operation["responses"].as_object().into_iter().flatten();
        let answer = responses.filter_map(|(_, response)| response["content"].as_object()?.values().next()).next();
        if let Some(schema) = answer.map(|media| &media["schema"]).filter(|schema| schema.is_object()) {
            call.insert("answer".to_owned(), short_form(schema, &mut shared));
        }
        calls.insert(format!("{method} {short}"), Value::Object(call));
    }
    for (call, part, value) in differences() {
        if let Some(at) = calls.get_mut(call) {
            set(at, part, value);
        }
    }
    let mut objects = Map::new();
    let used = references(&Value::Object(calls.clone()));
    let mut open: Vec<String> = used;
    while let Some(name) = open.pop() {
        if objects.contains_key(&name) {
            continue;
        }
        let object = short_form(description.object(&name), &mut shared);
        open.extend(references(&object));
        objects.insert(name, object);
    }
    objects.sort_keys();
    format!("{{\n\"calls\":{},\n\"objects\":{},\n\"enums\":{}\n}}\n", lines(&calls), lines(&objects), lines(&shared))
}

fn lines(entries: &Map<String, Value>) -> String {
    let lines: Vec<String> =
        entries.iter().map(|(name, value)| format!("{}:{value}", Value::from(name.as_str()))).collect();
    format!("{{\n{}\n}}", lines.join(",\n"))
}

fn set(value: &mut Value, pointer: &str, part: Value) {
    let mut at = value;
    for key in pointer.trim_start_matches('/').split('/') {
        if !at.is_object() {
            *at = json!({});
        }
        at = &mut at[key];
    }
    *at = part;
}

fn query(operation: &Value, shared: &mut Map<String, Value>) -> Option<Value> {
    let parameters =
        operation["parameters"].as_array().into_iter().flatten().filter(|parameter| parameter["in"] == "query");
    let (mut properties, mut required) = (Map::new(), Vec::new());
    for parameter in parameters {
        let name = parameter["name"].as_str().unwrap_or_default();
        properties.insert(name.to_owned(), short_form(&parameter["schema"], shared));
        if parameter["required"] == true {
            required.push(Value::from(name));
        }
    }
    let mut schema = Map::new();
    if properties.is_empty() {
        return None;
    }
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("properties".to_owned(), Value::Object(properties));
    if !required.is_empty() {
        schema.insert("required".to_owned(), Value::Array(required));
    }
    Some(Value::Object(schema))
}

/// The names of the objects that a schema refers to.
fn references(schema: &Value) -> Vec<String> {
    match schema {
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(key, value)| match (key.as_str(), value.as_str()) {
                ("$ref", Some(reference)) => {
                    reference.strip_prefix("#/objects/").map(str::to_owned).into_iter().collect()
                }
                _ => references(value),
            })
            .collect(),
        Value::Array(items) => items.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

/// The keywords that say what is valid.
const KEPT: &[&str] = &[
    "type",
    "required",
    "enum",
    "format",
    "pattern",
    "minimum",
    "maximum",
    "minItems",
    "maxItems",
    "minLength",
    "maxLength",
    "minProperties",
    "additionalProperties",
    "readOnly",
];

/// A schema without its prose. Long lists of values move to `shared`.
fn short_form(schema: &Value, shared: &mut Map<String, Value>) -> Value {
    let Value::Object(fields) = schema else { return schema.clone() };
    let mut short = Map::new();
    for (key, value) in fields {
        let value = match key.as_str() {
            "$ref" => {
                let name = value.as_str().unwrap_or_default().rsplit('/').next().unwrap_or_default();
                json!(format!("#/objects/{name}"))
            }
            "properties" => {
                let fields = value.as_object().into_iter().flatten();
                Value::Object(fields.map(|(name, of)| (name.clone(), short_form(of, shared))).collect())
            }
            "items" | "additionalProperties" | "not" => short_form(value, shared),
            "anyOf" | "oneOf" | "allOf" => {
                value.as_array().into_iter().flatten().map(|branch| short_form(branch, shared)).collect()
            }
            key if KEPT.contains(&key) => value.clone(),
            _ => continue,
        };
        short.insert(key.clone(), value);
    }
    let values = short.get("enum").and_then(Value::as_array);
    if values.is_some_and(|values| values.len() >= LONG) && !short.contains_key("readOnly") {
        let whole = Value::Object(short);
        let name = match shared.iter().find(|(_, one)| **one == whole) {
            Some((name, _)) => name.clone(),
            None => {
                let name = format!("values_{}", shared.len() + 1);
                shared.insert(name.clone(), whole);
                name
            }
        };
        return json!({ "$ref": format!("#/enums/{name}") });
    }
    Value::Object(short)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{checked_in, contract};
    use crate::{cut, description::Description};

    #[test]
    fn the_checked_in_contract_is_made_from_the_description() {
        let made = contract(&Description::read(&cut::checked_in()).unwrap());
        assert!(fs::read_to_string(checked_in()).unwrap() == made, "run `cargo xtask contract`");
    }
}
