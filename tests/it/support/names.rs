//! The names of a vendor's numbers in outputs: `status_name` beside `status`.

use serde_json::{Map, Value};

/// A number of an output and its name, where it has one.
#[derive(Debug)]
pub struct NamedNumber {
    pub path: String,
    pub number: Value,
    pub name: Option<Value>,
}

/// The field with the names of this field's numbers, if there is one in these fields of a published schema.
pub fn name_field(fields: &Map<String, Value>, field: &str) -> Option<String> {
    let names = [("_name", "Name"), ("_names", "Names")];
    names.into_iter().find_map(|(ending, word)| {
        let name = format!("{field}{ending}");
        (fields.get(&name)?["description"] == format!("{word} of `{field}`")).then_some(name)
    })
}

/// Takes the names out of a value with this published schema, and returns them with their numbers.
pub fn take_names(schema: &Value, value: &mut Value) -> Vec<NamedNumber> {
    let mut found = Vec::new();
    take(schema, value, "", &mut found);
    found
}

fn take(schema: &Value, value: &mut Value, path: &str, found: &mut Vec<NamedNumber>) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| take(&schema["items"], item, path, found)),
        Value::Object(object) => {
            let Some(fields) = schema["properties"].as_object() else { return };
            for (field, schema) in fields {
                if let Some(name) = name_field(fields, field) {
                    let name = object.shift_remove(&name);
                    let number = object.get(field).cloned();
                    assert!(number.is_some() || name.is_none(), "{path}.{field}: a name without a number");
                    let path = format!("{path}.{field}");
                    found.extend(number.map(|number| NamedNumber { path, number, name }));
                }
                if let Some(value) = object.get_mut(field) {
                    take(schema, value, &format!("{path}.{field}"), found);
                }
            }
        }
        _ => {}
    }
}
