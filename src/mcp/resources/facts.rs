//! Facts of the vendors and of the tools, as resources.

use std::collections::{BTreeMap, BTreeSet};

use outreach_model::{
    named::NAMED,
    tool::Listing,
    vendor::{Limit, Vendor},
};
use outreach_vendors::catalogue;
use serde_json::{Map, Value, json};

use crate::service::{Service, registry::ToolView};

/// Every vendor: whether it is set up, its toolsets, its rate limits, and what is done elsewhere.
pub(super) fn vendors(service: &Service) -> Value {
    let set_up = service.caller.accounts.vendors();
    let vendors = catalogue::VENDORS.iter().map(|vendor| {
        let is_set_up = set_up.iter().any(|other| other.id == vendor.id);
        let variables: Vec<&str> = vendor.credentials.iter().map(|setting| setting.variable).collect();
        json!({
            "vendor": vendor.id,
            "title": vendor.title,
            "purpose": vendor.purpose,
            "is_set_up": is_set_up,
            "credentials": variables,
            "toolsets": toolsets(vendor, &service.view),
            "rate_limits": vendor.limits.iter().map(rate).collect::<Vec<_>>(),
            "done_elsewhere": elsewhere(vendor),
        })
    });
    vendors.collect()
}

/// What cannot be done with a vendor's tools, and where it is done: a sentence each.
fn elsewhere(vendor: &Vendor) -> Vec<String> {
    vendor.elsewhere.iter().map(|other| format!("{} {}", other.what, other.instead)).collect()
}

fn toolsets(vendor: &Vendor, view: &ToolView) -> Vec<Value> {
    let toolsets = vendor.toolsets.iter().map(|toolset| {
        let name = format!("{}.{}", vendor.id, toolset.name);
        let of_it = || view.tools().iter().filter(|tool| tool.facts().qualified_toolset().as_ref() == Some(&name));
        json!({
            "toolset": name,
            "actions": toolset.actions.len(),
            "enabled": of_it().count(),
            "listed": of_it().filter(|tool| tool.is_listed).count(),
            "listed_by_default": toolset.actions.iter().filter(|action| action.listing == Listing::Core).count(),
        })
    });
    toolsets.collect()
}

fn rate(limit: &Limit) -> String {
    let seconds = limit.per.as_secs();
    let period = if seconds == 1 { "a second".to_owned() } else { format!("in {seconds} s") };
    let paths = if limit.path == "/" { String::new() } else { format!(" to {}", limit.path) };
    format!("{} requests{paths} {period}", limit.requests)
}

/// Every tool that the caller may call.
pub(super) fn catalogue(view: &ToolView) -> Value {
    let tools = view.tools().iter().map(|tool| {
        let mut row = json!({
            "name": tool.name,
            "effect": tool.effect.word(),
            "toolset": tool.facts().qualified_toolset(),
            "listed": tool.is_listed,
            "description": tool.summary(),
        });
        if let (Some(row), Some(scope)) = (row.as_object_mut(), tool.definition().about().scope) {
            row.insert("scope".to_owned(), scope.into());
        }
        row
    });
    tools.collect()
}

/// The numbers of a vendor with their names, and the values that the inputs of its tools take.
pub(super) fn enums(vendor: &Vendor, view: &ToolView) -> Value {
    let mut fields: BTreeMap<String, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
    for tool in view.tools().iter().filter(|tool| tool.facts().owner == vendor.id) {
        let definition = tool.definition();
        let schemas = definition.schemas();
        for schema in [&schemas.input, &*schemas.output] {
            named(schema, "", &mut |of, field| {
                fields.entry(of).or_default().entry(field).or_default().insert(tool.name.clone());
            });
        }
    }
    let numbers = vendor.numbers.iter().filter_map(|numbers| {
        let fields = fields.remove(numbers.of)?;
        let values: Map<String, Value> =
            numbers.values.iter().map(|(number, name, _)| (number.to_string(), Value::from(*name))).collect();
        let meanings = numbers.values.iter().filter(|(_, _, meaning)| !meaning.is_empty());
        let meanings: Map<String, Value> =
            meanings.map(|(_, name, meaning)| ((*name).to_owned(), Value::from(*meaning))).collect();
        let mut row = json!({ "of": numbers.of, "values": values, "fields": fields });
        if let Some(row) = row.as_object_mut() {
            row.extend((!meanings.is_empty()).then(|| ("meanings".to_owned(), meanings.into())));
            row.extend((!numbers.others.is_empty()).then(|| ("other_numbers".to_owned(), numbers.others.into())));
        }
        Some(row)
    });
    let numbers: Vec<Value> = numbers.collect();
    let mut inputs: Vec<Values> = Vec::new();
    for tool in view.tools().iter().filter(|tool| tool.facts().owner == vendor.id) {
        let schema =
            tool.definition().embedded_texts().and_then(|(input, _)| serde_json::from_str::<Value>(&input).ok());
        for (input, values) in schema.iter().flat_map(|schema| closed(schema, "")) {
            match inputs.iter_mut().find(|known| known.input == input && known.values == values) {
                Some(known) => known.tools.push(tool.name.clone()),
                None => inputs.push(Values { input, values, tools: vec![tool.name.clone()] }),
            }
        }
    }
    let inputs: Vec<Value> = inputs
        .into_iter()
        .map(|Values { input, values, tools }| json!({ "input": input, "values": values, "tools": tools }))
        .collect();
    json!({ "vendor": vendor.id, "numbers": numbers, "inputs": inputs })
}

/// Tells `found` of every field that is of a set of numbers: the set, and the field's name.
fn named(schema: &Map<String, Value>, field: &str, found: &mut impl FnMut(String, String)) {
    if let Some(of) = schema.get(NAMED).and_then(|set| set.get("of")?.as_str()) {
        found(of.to_owned(), field.to_owned());
    }
    for (name, property) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
        if let Some(property) = property.as_object() {
            named(property, name, found);
        }
    }
    if let Some(items) = schema.get("items").and_then(Value::as_object) {
        named(items, field, found);
    }
}

/// An input with the values that it takes, and the tools that have it.
struct Values {
    input: String,
    values: Vec<Value>,
    tools: Vec<String>,
}

/// The inputs of a schema that take one of a closed set of values.
fn closed(schema: &Value, path: &str) -> Vec<(String, Vec<Value>)> {
    let mut found = Vec::new();
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        found.push((path.to_owned(), values.clone()));
    }
    for (name, property) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
        let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        found.extend(closed(property, &path));
    }
    found.extend(schema.get("items").into_iter().flat_map(|items| closed(items, path)));
    found
}
