//! Tool names and schemas: what every client takes, for every action alike.

use std::{collections::HashSet, path::Path};

use serde_json::{Value, json};

use crate::support::{
    catalogue::{actions, resolve_outcome},
    program::{command, output},
};

/// Every schema below this one, itself included, with its path.
fn every_schema(schema: &Value, path: &str, found: &mut Vec<(String, Value)>) {
    found.push((path.to_owned(), schema.clone()));
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        every_schema(property, &format!("{path}.{name}"), found);
    }
    for part in ["items", "additionalProperties"] {
        if let Some(part_schema) = schema.get(part) {
            every_schema(part_schema, &format!("{path}.{part}"), found);
        }
    }
    if !is_union(schema) {
        for (at, branch) in schema["anyOf"].as_array().into_iter().flatten().enumerate() {
            every_schema(branch, &format!("{path}.anyOf[{at}]"), found);
        }
    }
}

/// Whether the schema is one of the unions that there are.
fn is_union(schema: &Value) -> bool {
    is_map(schema) || is_named(schema) || is_nullable(schema)
}

/// Whether the schema is that of a number that has a name: the name, or the number.
fn is_named(schema: &Value) -> bool {
    let Some([name, number]) = schema["anyOf"].as_array().map(Vec::as_slice) else { return false };
    let says_which = number["description"].as_str().is_some_and(|text| !text.is_empty());
    name["type"] == "string" && name["enum"].is_array() && number["type"] == "integer" && says_which
}

/// Whether the schema is that of an object whose keys the caller chooses: the object, or a list of `{name, value}`.
fn is_map(schema: &Value) -> bool {
    let Some([object, list]) = schema["anyOf"].as_array().map(Vec::as_slice) else { return false };
    let entry = &list["items"];
    object == &json!({ "type": "object" })
        && list["type"] == "array"
        && entry["type"] == "object"
        && entry["required"] == json!(["name", "value"])
        && entry["properties"]["name"]["type"] == "string"
        && entry["properties"]["value"]["anyOf"].as_array().unwrap().iter().all(|kind| kind["type"].is_string())
}

/// Whether the schema is that of a value or null.
fn is_nullable(schema: &Value) -> bool {
    let Some((null, kinds)) = schema["anyOf"].as_array().and_then(|kinds| kinds.split_last()) else { return false };
    let without = json!({ "anyOf": kinds });
    let is_value = matches!(kinds, [value] if value["type"].is_string()) || is_map(&without) || is_named(&without);
    is_value && null == &json!({ "type": "null" })
}

#[test]
fn names_are_unique_short_and_plain() {
    let mut seen = HashSet::new();
    for action in actions() {
        let name = &action.tool;
        assert!(seen.insert(name), "{name} twice");
        assert!(name.len() <= 50, "{name}");
        assert!(name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_'), "{name}");
    }
}

#[test]
fn schemas_are_what_every_client_takes() {
    let own = resolve_outcome();
    let own = ("resolve_outcome", [&own["inputSchema"], &own["outputSchema"]]);
    let tools = actions().iter().map(|action| (action.tool.as_str(), [&action.input_schema, &action.output_schema]));
    for (tool, schemas) in tools.chain([own]) {
        for (which, schema) in ["input", "output"].into_iter().zip(schemas) {
            let name = format!("{tool} {which}");
            assert_eq!(schema["type"], "object", "{name}");
            assert!(schema["properties"].is_object(), "{name}");
            let mut all = Vec::new();
            every_schema(schema, &name, &mut all);
            for (path, schema) in all {
                assert!(schema.is_object(), "{path}: a boolean schema");
                for keyword in [
                    "$ref",
                    "$defs",
                    "$schema",
                    "const",
                    "title",
                    "oneOf",
                    "allOf",
                    "not",
                    "prefixItems",
                    "readOnly",
                    "writeOnly",
                ] {
                    assert!(schema.get(keyword).is_none(), "{path}: {keyword}");
                }
                assert!(schema.get("anyOf").is_none() || is_union(&schema), "{path}: {schema}");
                assert!(which == "output" || schema.get("type").is_some() || is_union(&schema), "{path} has no type");
                for keyword in schema.as_object().unwrap().keys() {
                    assert!(!keyword.starts_with("x-"), "{path}: {keyword}");
                }
                assert!(schema.get("type").is_none_or(Value::is_string), "{path}: {}", schema["type"]);
                assert!(schema.get("format").is_none(), "{path}: {}", schema["format"]);
                if schema["type"] == "array" {
                    assert!(schema["items"].is_object(), "{path}: the items have no schema");
                }
            }
        }
    }
}

#[test]
fn every_input_is_described_and_typed() {
    for action in actions() {
        let inputs = action.input_schema["properties"].as_object().unwrap();
        for (name, input) in inputs {
            let description = input["description"].as_str().unwrap_or_default();
            assert!(!description.is_empty(), "{}: {name}", action.tool);
            assert!(input["type"].is_string() || is_union(input), "{}: {name}", action.tool);
        }
        for required in action.required() {
            assert!(inputs.contains_key(required), "{}: {required}", action.tool);
        }
    }
}

/// Whether null is among the values that the schema takes, or among those of its map.
fn takes_null(schema: &Value) -> bool {
    let null = json!({ "type": "null" });
    let has_null = |union: &Value| union.as_array().is_some_and(|kinds| kinds.contains(&null));
    has_null(&schema["anyOf"])
        || (is_map(schema) && has_null(&schema["anyOf"][1]["items"]["properties"]["value"]["anyOf"]))
}

#[test]
fn null_is_in_the_type_of_an_input_exactly_where_its_description_says_what_null_does() {
    let mut taking = Vec::new();
    for action in actions() {
        let mut all = Vec::new();
        every_schema(&action.input_schema, &action.tool, &mut all);
        for (path, schema) in all {
            let says_null = schema["description"].as_str().is_some_and(|text| text.contains("null"));
            assert_eq!(takes_null(&schema), says_null, "{path}: {schema}");
            taking.extend(says_null.then_some(path));
        }
    }
    // Only what changes something can clear it.
    assert!(
        taking.len() >= 11 && taking.iter().all(|path| path.contains("_update_") || path.contains("_patch_")),
        "{taking:?}"
    );
}

/// Where words are copied from a change to a create, or the other way round.
#[test]
fn an_input_says_nothing_that_its_call_cannot_do() {
    for action in actions() {
        let inputs = action.input_schema.to_string();
        let is_change = ["_update_", "_patch_"].into_iter().any(|verb| action.tool.contains(verb));
        for words in ["left out stops", "Replaces", "replace all", "clears"] {
            assert!(is_change || !inputs.contains(words), "{}: {words}", action.tool);
        }
        for words in ["without it, the API key's user", "a new one"] {
            assert!(!is_change || !inputs.contains(words), "{}: {words}", action.tool);
        }
        // What an output says is said of outputs that there are.
        let outputs = action.output_schema["properties"].as_object().unwrap();
        for (name, output) in
            outputs.iter().filter(|(name, _)| ["created", "skipped", "existing"].contains(&name.as_str()))
        {
            let text = output["description"].as_str().unwrap();
            for other in text.split('`').skip(1).step_by(2) {
                assert!(outputs.contains_key(other), "{}.{name} names `{other}`", action.tool);
            }
        }
    }
}

/// The fields within this schema that have no description, nested ones too. A list's items need none: the list has it.
fn undescribed(schema: &Value, path: &str, found: &mut Vec<String>) {
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let path = format!("{path}.{name}");
        if property["description"].as_str().is_none_or(|text| text.trim().is_empty()) {
            found.push(path.clone());
        }
        undescribed(property, &path, found);
    }
    for part in ["items", "additionalProperties"] {
        if let Some(part) = schema.get(part) {
            undescribed(part, path, found);
        }
    }
    for (at, branch) in schema["anyOf"].as_array().into_iter().flatten().enumerate() {
        undescribed(branch, &format!("{path}.anyOf[{at}]"), found);
    }
}

/// The program's own tools, those across vendors included, as the list has them.
fn own_tools() -> Vec<Value> {
    let program = std::process::Command::new(env!("CARGO_BIN_EXE_outreach-mcp"))
        .env_clear()
        .args(["--sandbox", "--toolsets", "all", "tools", "--json"])
        .output()
        .unwrap();
    let tools: Value = serde_json::from_slice(&program.stdout).unwrap();
    let known: HashSet<&str> = actions().iter().map(|action| action.tool.as_str()).collect();
    let own = tools.as_array().unwrap().iter().filter(|tool| !known.contains(tool["name"].as_str().unwrap()));
    own.cloned().collect()
}

#[test]
fn every_field_of_inputs_and_outputs_is_described() {
    let mut found = Vec::new();
    for action in actions() {
        undescribed(&action.input_schema, &format!("{} input", action.tool), &mut found);
        undescribed(&action.output_schema, &format!("{} output", action.tool), &mut found);
    }
    for own in own_tools() {
        let name = own["name"].as_str().unwrap();
        undescribed(&own["inputSchema"], &format!("{name} input"), &mut found);
        undescribed(&own["outputSchema"], &format!("{name} output"), &mut found);
    }
    assert!(found.is_empty(), "without a description: {found:#?}");
}

#[test]
fn no_description_of_a_tool_has_more_than_sixty_words() {
    let own = own_tools();
    assert!(own.len() >= 7, "{own:?}");
    let own = own.iter().map(|own| (own["name"].as_str().unwrap(), own["description"].as_str().unwrap()));
    for (tool, description) in actions().iter().map(|action| (&*action.tool, &*action.description)).chain(own) {
        let words = description.split_whitespace().count();
        assert!((8..=60).contains(&words), "{tool}: {words} words");
    }
}

#[test]
fn every_output_schema_admits_a_failure() {
    let failure = json!({
        "success": false, "error": "x", "error_kind": "not_found", "retryable": false,
    });
    for action in actions() {
        let schema = &action.output_schema;
        assert_eq!(schema["required"], json!(["success"]), "{}", action.tool);
        assert!(jsonschema::is_valid(schema, &failure), "{}", action.tool);
        assert!(!jsonschema::is_valid(schema, &json!({})), "{}", action.tool);
    }
}

#[tokio::test]
async fn the_checked_in_schema_files_are_those_of_this_version() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tool-schemas");
    let (stdout, stderr, code) = output(command(), &["schemas", "--check", "--out", folder.to_str().unwrap()]).await;
    assert_eq!(code, 0, "run `cargo run -- schemas`: {stdout}{stderr}");
}
