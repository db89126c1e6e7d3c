//! Reads and sets fields of objects.

use serde_json::{Map, Value};

use crate::untrusted::Untrusted;

/// The rows in an output.
pub fn rows<'a>(outputs: &'a Map<String, Value>, name: &str) -> &'a [Value] {
    outputs.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// Sets a field of an object.
pub fn set(object: &mut Value, field: &str, value: impl Into<Value>) {
    if let Value::Object(fields) = object {
        fields.insert(field.to_owned(), value.into());
    }
}

/// Sets those of the fields that are given.
pub fn set_given(object: &mut Value, fields: &[(&str, &Option<String>)]) {
    for (field, value) in fields {
        if let Some(value) = value {
            set(object, field, value.as_str());
        }
    }
}

/// A field as text: a text that is not blank, or a number.
pub fn string(row: &Value, field: &str) -> Option<String> {
    match row.get(field)? {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The same, as text of a third party.
pub fn foreign(row: &Value, field: &str) -> Option<Untrusted<String>> {
    string(row, field).map(Untrusted)
}

/// A field as a count.
pub fn count(row: &Value, field: &str) -> Option<u64> {
    row.get(field)?.as_u64()
}

/// Whether a field is true, or 1.
pub fn is_set(row: &Value, field: &str) -> bool {
    row.get(field).is_some_and(|flag| flag.as_bool() == Some(true) || flag.as_u64() == Some(1))
}

/// The domain of an address, in lower case.
pub fn domain(address: &str) -> String {
    address.rsplit_once('@').map_or(address, |(_, domain)| domain).to_lowercase()
}

/// The domains above that of an address, the nearest first, in lower case; no top-level domain.
pub(super) fn parent_domains(address: &str) -> Vec<String> {
    let domain = domain(address);
    let mut parents = Vec::new();
    let mut rest = domain.as_str();
    while let Some((_, parent)) = rest.split_once('.').filter(|(_, parent)| parent.contains('.')) {
        parents.push(parent.to_owned());
        rest = parent;
    }
    parents
}

/// Whether two addresses are the same.
pub fn is_same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}
