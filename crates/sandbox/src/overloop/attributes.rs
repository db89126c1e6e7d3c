//! The attributes of a body: which are taken over, and which are invalid. An unknown attribute is ignored.

use jiff::{Timestamp, civil::Date};
use serde_json::{Map, Value};

use super::{
    document::{identifier, record},
    errors::InvalidAttributes,
};
use crate::{
    schema_check::is_address,
    store::{Record, Store},
};

/// What an attribute of a body must be.
#[derive(Clone, Copy)]
pub(super) enum Rule {
    /// A text or `null`. One that is named `email` must be an address.
    Text,
    /// A text that is not blank; it is stored without spaces around it.
    Required,
    /// One of these texts.
    OneOf(&'static [&'static str]),
    /// The same, where blank is an error of its own.
    RequiredOneOf(&'static [&'static str]),
    /// The names of lists, each stored once; `null` stands for none.
    ListNames,
}

/// The declared custom fields of a type of records.
pub(super) fn custom_fields<'a>(store: &'a Store, kind: &'a str) -> impl Iterator<Item = &'a Record> {
    store.all("/custom_fields").iter().filter(move |field| field.text("type") == kind)
}

/// The new values of attributes with these rules, then of the custom fields of `kind`. With `create`, missing ones are checked
/// as well.
pub(super) fn changes(
    store: &Store,
    kind: &str,
    rules: &[(&'static str, Rule)],
    given: &Map<String, Value>,
    create: bool,
    invalid: &mut InvalidAttributes,
) -> Map<String, Value> {
    let mut changes = Map::new();
    let mut take = |name: &str, checked: Result<Value, &str>| match checked {
        Ok(value) => {
            changes.insert(name.to_owned(), value);
        }
        Err(detail) => invalid.add(name, detail),
    };
    for (name, rule) in rules {
        match (given.get(*name), rule) {
            (None, Rule::Text | Rule::ListNames) => {}
            (None, _) if !create => {}
            (value, rule) => take(name, rule.check(name, value.unwrap_or(&Value::Null))),
        }
    }
    for field in custom_fields(store, kind) {
        let name = field.text("identifier");
        if let Some(value) = given.get(name) {
            take(name, check_custom_field(field, value));
        }
    }
    changes
}

impl Rule {
    /// The value to store, or the detail of the error.
    fn check(self, name: &str, value: &Value) -> Result<Value, &'static str> {
        let text = value.as_str().unwrap_or_default().trim();
        match (self, value) {
            (Self::Text, Value::String(address)) if name == "email" && !is_address(address) => Err("is invalid"),
            (Self::Text, Value::String(_) | Value::Null) => Ok(value.clone()),
            (Self::Required | Self::RequiredOneOf(_), _) if text.is_empty() => Err("can't be blank"),
            (Self::Required, _) => Ok(text.into()),
            (Self::OneOf(all) | Self::RequiredOneOf(all), _) if all.contains(&text) => Ok(text.into()),
            (Self::OneOf(_) | Self::RequiredOneOf(_), _) => Err("is not included in the list"),
            (Self::ListNames, Value::Null) => Ok(Value::Array(Vec::new())),
            (Self::ListNames, Value::Array(names)) => list_names(names).ok_or("is invalid"),
            (Self::Text | Self::ListNames, _) => Err("is invalid"),
        }
    }
}

/// The names without repetitions; nothing where one is not a name.
fn list_names(names: &[Value]) -> Option<Value> {
    let mut distinct: Vec<Value> = Vec::new();
    for name in names {
        name.as_str().filter(|name| !name.is_empty())?;
        if !distinct.contains(name) {
            distinct.push(name.clone());
        }
    }
    Some(distinct.into())
}

/// Checks a value against the declaration of its custom field; `null` clears it.
fn check_custom_field(field: &Record, value: &Value) -> Result<Value, &'static str> {
    let offered = |value: &Value| value.is_string() && field.items("options").contains(value);
    let (valid, detail) = match (field.text("value_type"), value) {
        (_, Value::Null) => (true, ""),
        ("numeric", _) => (value.is_number(), "is not a number"),
        ("boolean", _) => (value.is_boolean(), "is invalid"),
        ("list_single", _) => (offered(value), "is not included in the list"),
        ("list_multiple", Value::Array(values)) => (values.iter().all(offered), "is not included in the list"),
        ("datetime", Value::String(text)) => (text.parse::<Timestamp>().is_ok(), "is invalid"),
        ("date", Value::String(text)) => (text.len() == 10 && text.parse::<Date>().is_ok(), "is invalid"),
        ("list_multiple" | "datetime" | "date", _) => (false, "is invalid"),
        _ => (value.is_string(), "is invalid"),
    };
    if valid { Ok(value.clone()) } else { Err(detail) }
}

/// The relationship that an attribute like `owner_id` sets: nothing where it is missing, `null` or an identifier. The id may
/// be a number or a text.
pub(super) fn relationship(
    store: &Store,
    kind: &str,
    name: &str,
    given: &Map<String, Value>,
    invalid: &mut InvalidAttributes,
) -> Option<Value> {
    let link = match given.get(name)? {
        Value::Null => return Some(Value::Null),
        Value::String(id) => identifier(kind, id),
        other => identifier(kind, &other.to_string()),
    };
    if record(store, &link).is_none() {
        invalid.add(name, "must exist");
    }
    Some(link)
}

/// Checks the attributes whose values must be unique in their collection. Gives the first of the other records that has one of
/// the new values.
pub(super) fn conflict<'a>(
    others: impl Iterator<Item = &'a Record> + Clone,
    unique: &[&str],
    changes: &Map<String, Value>,
    invalid: &mut InvalidAttributes,
) -> Option<&'a Record> {
    let mut first = None;
    for name in unique {
        let Some(value) = changes.get(*name).and_then(Value::as_str).filter(|value| !value.is_empty()) else {
            continue;
        };
        let same = |other: &str| other.trim_end_matches('/').eq_ignore_ascii_case(value.trim_end_matches('/'));
        if let Some(other) = others.clone().find(|other| same(other.text(name))) {
            invalid.add(name, "has already been taken");
            first = first.or(Some(other));
        }
    }
    first
}
