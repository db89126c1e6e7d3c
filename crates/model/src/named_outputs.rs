//! Puts the names of numbers beside the numbers of an answer: `status_name` beside `status`, `kinds_names` beside a list `kinds`.
//!
//! Where they are is read from a tool's output schema, once. One path serves all sets and all actions.

use serde_json::{Map, Value, json};

use crate::{
    named::NAMED,
    named_inputs::{NamedIn, append, named_in},
};

/// Where a tool's outputs hold numbers with names.
#[derive(Debug, Default)]
pub struct OutputNames(Vec<(String, Place)>);

/// What of them a field is.
#[derive(Debug)]
enum Place {
    Number(Vec<(i64, String)>),
    Numbers(Vec<(i64, String)>),
    Object(OutputNames),
    Objects(OutputNames),
}

impl OutputNames {
    /// Removes the marks from an output schema, describes the numbers in it with their names, and adds the fields with the
    /// names. Returns where they are.
    pub fn take(schema: &mut Map<String, Value>) -> Self {
        let Some(Value::Object(properties)) = schema.get_mut("properties") else { return Self::default() };
        let mut found = Vec::new();
        let names: Vec<String> = properties.keys().cloned().collect();
        for name in names {
            let Some(property) = properties.get_mut(&name).and_then(Value::as_object_mut) else { continue };
            let Some(place) = Place::take(property) else { continue };
            if let Some(schema) = place.names_schema(&name) {
                insert_behind(properties, &name, place.field(&name), schema);
            }
            found.push((name, place));
        }
        Self(found)
    }

    /// Puts the names beside the numbers of these outputs. A number without a name stays alone.
    pub fn apply(&self, outputs: &mut Map<String, Value>) {
        for (name, place) in &self.0 {
            let names = match (place, outputs.get_mut(name)) {
                (Place::Number(known), Some(number)) => {
                    known.iter().find(|(known, _)| number.as_i64() == Some(*known)).map(|(_, name)| name.clone().into())
                }
                (Place::Numbers(known), Some(Value::Array(numbers))) => {
                    let named = |number: &Value| {
                        let name = known.iter().find(|(known, _)| number.as_i64() == Some(*known));
                        Value::from(name.map_or_else(|| number.to_string(), |(_, name)| name.clone()))
                    };
                    Some(numbers.iter().map(named).collect())
                }
                (Place::Object(names), Some(Value::Object(object))) => {
                    names.apply(object);
                    None
                }
                (Place::Objects(names), Some(Value::Array(items))) => {
                    items.iter_mut().filter_map(Value::as_object_mut).for_each(|item| names.apply(item));
                    None
                }
                _ => None,
            };
            if let Some(names) = names {
                insert_behind(outputs, name, place.field(name), names);
            }
        }
    }
}

/// Inserts a field behind another one.
fn insert_behind(object: &mut Map<String, Value>, other: &str, field: String, value: Value) {
    let at = object.keys().position(|name| name == other).map_or(object.len(), |at| at + 1);
    object.shift_insert(at, field, value);
}

impl Place {
    /// The field with the names for the field `name`.
    fn field(&self, name: &str) -> String {
        format!("{name}_name{}", if matches!(self, Self::Numbers(_)) { "s" } else { "" })
    }

    /// The schema of that field.
    fn names_schema(&self, name: &str) -> Option<Value> {
        match self {
            Self::Number(_) => Some(json!({ "type": "string", "description": format!("Name of `{name}`") })),
            Self::Numbers(_) => Some(json!({
                "type": "array",
                "items": { "type": "string" },
                "description": format!("Names of `{name}`"),
            })),
            Self::Object(_) | Self::Objects(_) => None,
        }
    }

    fn take(schema: &mut Map<String, Value>) -> Option<Self> {
        if let Some(named) = named_in(schema) {
            let (names, text) = (by_number(&named), in_words(&named));
            schema.remove(NAMED);
            append(schema, ": ", &text);
            return Some(Self::Number(names));
        }
        if let Some(named) = schema.get("items").and_then(Value::as_object).and_then(named_in) {
            let (names, text) = (by_number(&named), in_words(&named));
            if let Some(Value::Object(items)) = schema.get_mut("items") {
                items.remove(NAMED);
            }
            append(schema, ": ", &text);
            return Some(Self::Numbers(names));
        }
        let is_filled = |names: &OutputNames| !names.0.is_empty();
        if let Some(Value::Object(items)) = schema.get_mut("items") {
            return Some(OutputNames::take(items)).filter(is_filled).map(Self::Objects);
        }
        Some(OutputNames::take(schema)).filter(is_filled).map(Self::Object)
    }
}

/// Each number with its name.
fn by_number(named: &NamedIn<'_>) -> Vec<(i64, String)> {
    named.values().map(|(number, name, _)| (number, name.to_owned())).collect()
}

/// The numbers with their names, as the description of an output says them.
fn in_words(named: &NamedIn<'_>) -> String {
    let values = named.values().map(|(number, name, meaning)| match meaning {
        "" => format!("{number} {name}"),
        _ => format!("{number} {name} ({meaning})"),
    });
    let others = named.others().map(|others| format!("; else {others}")).unwrap_or_default();
    format!("{}{others}", values.collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::OutputNames;

    fn names() -> (OutputNames, Value) {
        let set = json!({ "of": "kind", "values": [[1, "one", ""], [-2, "minus_two", "below"]], "others": "a label" });
        let number = json!({ "type": "integer", "description": "Kind", "x-named": set });
        let numbers =
            json!({ "type": "array", "description": "Kinds", "items": { "type": "integer", "x-named": set } });
        let row = json!({ "properties": { "kind": number, "kinds": numbers } });
        let schema = json!({ "properties": { "kind": number, "row": row, "rows": { "items": row }, "n": { "type": "integer" } } });
        let mut schema = schema.as_object().unwrap().clone();
        let names = OutputNames::take(&mut schema);
        (names, Value::Object(schema))
    }

    #[test]
    fn names_stand_beside_their_numbers_wherever_these_are() {
        let (names, _) = names();
        let mut outputs = json!({
            "kind": 1, "n": 1, "row": { "kind": -2, "kinds": [1, 7, -2] }, "rows": [{ "kind": 7 }, { "kind": null }, { "kind": 1 }],
        });
        names.apply(outputs.as_object_mut().unwrap());
        // Texts, so that the order counts.
        let expected = r#"{"kind":1,"kind_name":"one","n":1,"row":{"kind":-2,"kind_name":"minus_two","kinds":[1,7,-2],"kinds_names":["one","7","minus_two"]},"rows":[{"kind":7},{"kind":null},{"kind":1,"kind_name":"one"}]}"#;
        assert_eq!(outputs.to_string(), expected);
    }

    #[test]
    fn a_schema_says_the_numbers_and_has_fields_for_the_names() {
        let (_, schema) = names();
        assert!(!schema.to_string().contains("x-named"), "{schema}");
        let row = &schema["properties"]["rows"]["items"]["properties"];
        assert_eq!(row["kind"]["description"], "Kind: 1 one, -2 minus_two (below); else a label");
        assert_eq!(row["kind_name"], json!({ "type": "string", "description": "Name of `kind`" }));
        assert_eq!(row["kinds_names"]["items"], json!({ "type": "string" }));
        let fields: Vec<&String> = row.as_object().unwrap().keys().collect();
        assert_eq!(fields, ["kind", "kind_name", "kinds", "kinds_names"]);
    }
}
