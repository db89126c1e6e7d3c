//! Compares what lies within the inputs of Instantly's actions with its description: types, string enums, fields of objects, and what is
//! required. What differs stands in `golden/nested.txt`, each with the reason, so that a newer description shows what it changed.

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
};

use outreach_vendors::catalogue;
use serde_json::Value;

use crate::{cut, description::Description, root, scaffold};

/// The type of a documented value, without null; empty where there are several.
fn kind(schema: &Value) -> &str {
    match &schema["type"] {
        Value::String(kind) => kind,
        Value::Array(kinds) => {
            let mut kinds = kinds.iter().filter_map(Value::as_str).filter(|kind| *kind != "null");
            kinds.next().filter(|_| kinds.next().is_none()).unwrap_or_default()
        }
        _ => "",
    }
}

/// The branches of a union that are not null.
fn branches(schema: &Value) -> Vec<&Value> {
    let all = ["anyOf", "oneOf"].into_iter().filter_map(|union| schema[union].as_array()).flatten();
    all.filter(|branch| branch["type"] != "null").collect()
}

fn texts(list: &Value) -> BTreeSet<&str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

/// Numbers are one type to JSON, and a set of numbers or an id has a form of its own.
fn are_alike(documented: &str, own: &Value) -> bool {
    let own = own["type"].as_str().unwrap_or_default();
    let number = |kind: &str| ["number", "integer"].contains(&kind);
    documented.is_empty() || own.is_empty() || documented == own || (number(documented) && number(own))
}

/// More values than these are one line where the schema has none of them.
const FEW_VALUES: usize = 5;

/// A number that is another one where the values are others (FNV-1a).
fn mark(values: &BTreeSet<&str>) -> u64 {
    let bytes = values.iter().flat_map(|value| value.bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |mark, byte| (mark ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Adds what differs between a documented schema and an action's.
fn compare(description: &Description, documented: &Value, own: &Value, path: &str, found: &mut Vec<String>) {
    let (documented, _) = description.resolve(documented);
    match branches(documented).as_slice() {
        [] => {}
        [one] => return compare(description, one, own, path, found),
        _ => return,
    }
    let documented_kind = kind(documented);
    if !are_alike(documented_kind, own) {
        found.push(format!("{path}: {documented_kind} is {}", own["type"].as_str().unwrap_or_default()));
        return;
    }
    let (values, own_values) = (texts(&documented["enum"]), texts(&own["enum"]));
    if own_values.is_empty() && values.len() > FEW_VALUES {
        let mark = mark(&values);
        found.push(format!("{path}: {} values, none in the schema ({mark:016x})", values.len()));
    } else {
        found.extend(values.difference(&own_values).map(|value| format!("{path}: -\"{value}\"")));
    }
    if !values.is_empty() {
        found.extend(own_values.difference(&values).map(|value| format!("{path}: +\"{value}\"")));
    }
    if documented["items"].is_object() && own["items"].is_object() {
        compare(description, &documented["items"], &own["items"], &format!("{path}[]"), found);
    }
    let own_fields = own["properties"].as_object();
    let fields: Vec<_> = description.properties(documented).collect();
    if fields.is_empty() {
        return;
    }
    let (required, own_required) = (fields.iter().filter(|field| field.required), texts(&own["required"]));
    let required: BTreeSet<&str> = required.map(|field| field.name.as_str()).collect();
    for field in &fields {
        let at = format!("{path}.{}", field.name);
        match own_fields.map(|own| own.get(&field.name)) {
            Some(Some(own)) => {
                compare(description, field.schema, own, &at, found);
                let (must, own_must) = (required.contains(&*field.name), own_required.contains(&*field.name));
                if must != own_must {
                    found.push(format!("{at}: required {must} is {own_must}"));
                }
            }
            Some(None) if field.schema["deprecated"] != true && field.schema["readOnly"] != true => {
                found.push(format!("{at}: is left out"))
            }
            _ => {}
        }
    }
    let known: BTreeSet<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    let added = own_fields.into_iter().flatten().map(|(name, _)| name.as_str()).filter(|name| !known.contains(name));
    found.extend(added.map(|name| format!("{path}.{name}: is not documented")));
}

/// All that differs, a line each.
fn differences(description: &Description) -> Vec<String> {
    let mut found = Vec::new();
    for entry in catalogue::actions().filter(|entry| entry.vendor.id == "instantly") {
        let (action, name) = (entry.action, entry.action.about.name);
        let path = format!("{}{}", scaffold::PREFIX, action.call.path());
        let Ok(operation) = description.operation(action.call.method().as_str(), &path) else { continue };
        let own = Value::Object(action.types.make().unwrap().input);
        let required = texts(&own["required"]);
        // The top level is compared by its names in `conformance`.
        for input in operation.in_path.iter().chain(&operation.query).chain(&operation.body) {
            let Some(schema) = own["properties"].get(&input.name) else { continue };
            let at = format!("{name} {}", input.name);
            compare(description, input.schema, schema, &at, &mut found);
            if input.required != required.contains(&*input.name) {
                found.push(format!("{at}: required {} is {}", input.required, !input.required));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn what_lies_within_inputs_is_as_documented_but_for_what_is_listed() {
    let found = differences(&Description::read(&cut::checked_in()).unwrap());
    let file = root().join("crates/xtask/golden/nested.txt");
    let text = fs::read_to_string(&file).unwrap_or_default();
    let reasons: BTreeMap<&str, &str> = text.lines().map(reviewed).collect();
    if env::var_os("UPDATE_GOLDEN").is_some() {
        let lines: Vec<String> = found
            .iter()
            .map(|line| format!("{line}{REASON}{}", reasons.get(line.as_str()).copied().unwrap_or_default()))
            .collect();
        fs::write(&file, format!("{}\n", lines.join("\n"))).unwrap();
    }
    let text = fs::read_to_string(&file).unwrap_or_default();
    let reviewed: BTreeMap<&str, &str> = text.lines().map(reviewed).collect();
    let listed: BTreeSet<&str> = reviewed.keys().copied().collect();
    let found: BTreeSet<&str> = found.iter().map(String::as_str).collect();
    let new = found.difference(&listed).map(|line| format!("new: {line}"));
    let gone = listed.difference(&found).map(|line| format!("gone: {line}"));
    let without = reviewed.iter().filter(|(_, reason)| reason.is_empty());
    let changed: Vec<String> =
        new.chain(gone).chain(without.map(|(line, _)| format!("without a reason: {line}"))).collect();
    assert!(
        changed.is_empty(),
        "what differs from the description has changed; adapt the actions, or write golden/nested.txt with UPDATE_GOLDEN=1 and say \
         behind `{REASON}` of each new line why it may differ:\n{}",
        changed.join("\n")
    );
}

/// What stands between a difference and why it may be there.
const REASON: &str = "  # ";

/// A line of the file: the difference, and the reason.
fn reviewed(line: &str) -> (&str, &str) {
    line.split_once(REASON.trim_end()).map_or((line.trim_end(), ""), |(line, reason)| (line.trim_end(), reason.trim()))
}

/// The check sees what it is for.
#[test]
fn a_change_within_an_input_is_found() {
    let mut text: Value = serde_json::from_str(&fs::read_to_string(cut::checked_in()).unwrap()).unwrap();
    let before = differences(&Description::of(text.clone()));
    let body = &mut text["paths"]["/api/v2/campaigns"]["post"]["requestBody"]["content"]["application/json"]["schema"];
    let steps = "/properties/sequences/items/properties/steps/items";
    let step = body.pointer_mut(steps).unwrap();
    step["properties"]["wait_for"] = serde_json::json!({ "type": "string" });
    step["properties"]["delay"]["type"] = "string".into();
    step["properties"]["delay_unit"]["enum"].as_array_mut().unwrap().push("weeks".into());
    step["required"].as_array_mut().unwrap().push("delay_unit".into());
    let found = differences(&Description::of(text));
    for expected in [
        "create_campaign sequences[].steps[].wait_for: is left out",
        "create_campaign sequences[].steps[].delay: string is number",
        "create_campaign sequences[].steps[].delay_unit: -\"weeks\"",
        "create_campaign sequences[].steps[].delay_unit: required true is false",
    ] {
        assert!(found.iter().any(|line| line == expected), "{expected}: {found:#?}");
        assert!(!before.iter().any(|line| line == expected), "{expected}");
    }
}
