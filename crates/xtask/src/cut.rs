//! Cuts Instantly's OpenAPI description down to what [`crate::scaffold`] and the tests need: operations with their
//! parameters, bodies and successful answers, and the schemas. Examples, errors, extensions and the prose about resources go.
//! Each operation and each schema is one line, so that a newer description shows as a readable difference.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use serde_json::{Map, Value};

/// The scope that a key needs for an operation: the narrowest of those that its prose names.
pub const SCOPE: &str = "x-scope";

/// The scope that the prose of an operation names first, which is the narrowest.
fn scope(operation: &Value) -> Option<&str> {
    let (_, scopes) = operation["description"].as_str()?.split_once("Requires one of the following scopes: `")?;
    scopes.split('`').next()
}

/// The description that is checked in.
pub fn checked_in() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("instantly-openapi.json")
}

/// Cuts the description in this file and checks it in.
pub fn run(file: &Path) -> Result<()> {
    let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let text = cut(&serde_json::from_str(&text).with_context(|| file.display().to_string())?);
    fs::write(checked_in(), &text)?;
    println!("crates/xtask/instantly-openapi.json: {} bytes", text.len());
    Ok(())
}

/// The cut description, as text.
pub fn cut(description: &Value) -> String {
    let info = keep(&description["info"], &["title", "version"]);
    let paths = lines(&description["paths"], |operations| each(operations, operation));
    let schemas = lines(&description["components"]["schemas"], schema);
    let openapi = &description["openapi"];
    format!(
        "{{\n\"openapi\":{openapi},\n\"info\":{info},\n\"paths\":{{\n{paths}\n}},\n\"components\":{{\"schemas\":{{\n{schemas}\n}}}}\n}}\n"
    )
}

/// An object with a line for each of its entries.
fn lines(object: &Value, cut: impl Fn(&Value) -> Value) -> String {
    let entries = object.as_object().into_iter().flatten();
    let lines: Vec<String> =
        entries.map(|(name, value)| format!("{}:{}", Value::from(name.as_str()), cut(value))).collect();
    lines.join(",\n")
}

fn operation(operation: &Value) -> Value {
    let mut cut = keep(operation, &["operationId", "summary", "tags", SCOPE, "parameters", "requestBody", "responses"]);
    // The only part of the prose that is a fact.
    if let (Some(scope), Some(fields)) = (scope(operation), cut.as_object_mut()) {
        fields.insert(SCOPE.to_owned(), scope.into());
    }
    if let Some(Value::Array(parameters)) = cut.get_mut("parameters") {
        for parameter in parameters {
            *parameter = keep(parameter, &["name", "in", "required", "description", "schema"]);
            replace(parameter, "schema", schema);
        }
    }
    if let Some(body) = cut.get_mut("requestBody") {
        *body = with_content(body, &["required", "content"]);
    }
    if let Some(Value::Object(responses)) = cut.get_mut("responses") {
        responses.retain(|status, _| status.starts_with('2'));
        responses.values_mut().for_each(|response| *response = with_content(response, &["content"]));
    }
    cut
}

fn with_content(part: &Value, keys: &[&str]) -> Value {
    let mut part = keep(part, keys);
    replace(&mut part, "content", |content| {
        each(content, |media| {
            let mut media = keep(media, &["schema"]);
            replace(&mut media, "schema", schema);
            media
        })
    });
    part
}

fn schema(of: &Value) -> Value {
    let Value::Object(fields) = of else { return of.clone() };
    let known = fields.iter().filter(|(key, _)| {
        // The texts of an enum's values are the only extension that says something.
        let extension = key.starts_with("x-") && *key != "x-enumDescriptions";
        !extension && !matches!(key.as_str(), "example" | "examples" | "hide")
    });
    let cut = known.map(|(key, value)| {
        let value = match (key.as_str(), value) {
            ("properties" | "patternProperties", value) => each(value, schema),
            ("items" | "additionalProperties" | "not" | "if" | "then" | "else" | "contains", value) => schema(value),
            ("anyOf" | "oneOf" | "allOf", Value::Array(branches)) => branches.iter().map(schema).collect(),
            (_, value) => value.clone(),
        };
        (key.clone(), value)
    });
    Value::Object(cut.collect())
}

fn keep(object: &Value, keys: &[&str]) -> Value {
    let fields = object.as_object().into_iter().flatten();
    let kept = fields.filter(|(key, _)| keys.contains(&key.as_str()));
    Value::Object(kept.map(|(key, value)| (key.clone(), value.clone())).collect())
}

fn each(object: &Value, cut: impl Fn(&Value) -> Value) -> Value {
    let fields = object.as_object().into_iter().flatten();
    Value::Object(fields.map(|(key, value)| (key.clone(), cut(value))).collect::<Map<_, _>>())
}

fn replace(object: &mut Value, key: &str, cut: impl Fn(&Value) -> Value) {
    if let Some(value) = object.get_mut(key) {
        *value = cut(value);
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use serde_json::{Value, json};

    use super::{checked_in, cut};

    #[test]
    fn the_checked_in_description_is_cut_already() {
        let text = fs::read_to_string(checked_in()).unwrap();
        assert!(text == cut(&serde_json::from_str(&text).unwrap()), "run `cargo xtask cut-description` again");
    }

    #[test]
    fn of_the_prose_the_narrowest_scope_is_kept() {
        let prose =
            "Pauses it.\n\nRequires one of the following scopes: `campaigns:update`, `campaigns:all`, `all:all`";
        let paths = json!({ "/x": { "post": { "operationId": "x", "description": prose }, "get": { "description": "Reads" } } });
        let whole = json!({ "openapi": "3.1.0", "info": {}, "paths": paths, "components": { "schemas": {} } });
        let cut: Value = serde_json::from_str(&cut(&whole)).unwrap();
        let kept = json!({ "post": { "operationId": "x", "x-scope": "campaigns:update" }, "get": {} });
        assert_eq!(cut["paths"]["/x"], kept);
    }

    #[test]
    fn a_property_may_have_the_name_of_what_is_cut() {
        let schema = json!({ "type": "object", "example": {}, "x-tags": [], "properties": { "example": { "type": "string", "example": "x" } } });
        let whole =
            json!({ "openapi": "3.1.0", "info": {}, "paths": {}, "components": { "schemas": { "Thing": schema } } });
        let cut: Value = serde_json::from_str(&cut(&whole)).unwrap();
        let kept = json!({ "type": "object", "properties": { "example": { "type": "string" } } });
        assert_eq!(cut["components"]["schemas"]["Thing"], kept);
    }
}
