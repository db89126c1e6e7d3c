//! What a body sets. An attribute that nobody knows is passed over; one that does not fit is said to be wrong.

use http::{HeaderMap, header::CONTENT_TYPE};
use serde_json::{Map, Value};

use super::{
    document::{Link, Record},
    refusal::{Faulty, Refusal},
    workspace::Workspace,
};
use crate::ajv::is_address;

/// The attributes of a document of one of these types.
pub fn attributes(kinds: &[&str], headers: &HeaderMap, body: &[u8]) -> Result<Map<String, Value>, Refusal> {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("application/vnd.api+json") {
        return Err(Refusal::bad_request("The content type of a document is application/vnd.api+json"));
    }
    let mut document: Value =
        serde_json::from_slice(body).map_err(|_| Refusal::bad_request("The document is no valid JSON"))?;
    let Some(data) = document.get_mut("data").and_then(Value::as_object_mut) else {
        return Err(Refusal::bad_request("param is missing or the value is empty: data"));
    };
    if !data.get("type").and_then(Value::as_str).is_some_and(|kind| kinds.contains(&kind)) {
        return Err(Refusal::bad_request(format!("The type of the document is not {}", kinds.join(" or "))));
    }
    match data.remove("attributes") {
        Some(Value::Object(attributes)) => Ok(attributes),
        _ => Err(Refusal::bad_request("param is missing or the value is empty: attributes")),
    }
}

/// What is set of these attributes, the lists and the custom fields.
pub fn changes(
    workspace: &Workspace,
    kind: &str,
    texts: &[&str],
    given: &Map<String, Value>,
    faulty: &mut Faulty,
) -> Map<String, Value> {
    let mut changes = Map::new();
    for name in texts {
        match given.get(*name) {
            None => continue,
            Some(Value::String(text)) if *name == "email" && !is_address(text) => faulty.note(name, "is invalid"),
            Some(value @ (Value::String(_) | Value::Null)) => {
                changes.insert((*name).to_owned(), value.clone());
            }
            Some(_) => faulty.note(name, "is invalid"),
        }
    }
    match given.get("lists") {
        None => {}
        Some(Value::Null) => {
            changes.insert("lists".to_owned(), Value::Array(Vec::new()));
        }
        Some(Value::Array(names)) if names.iter().all(|name| name.as_str().is_some_and(|name| !name.is_empty())) => {
            let mut lists: Vec<Value> = Vec::new();
            for name in names {
                if !lists.contains(name) {
                    lists.push(name.clone());
                }
            }
            changes.insert("lists".to_owned(), lists.into());
        }
        Some(_) => faulty.note("lists", "is invalid"),
    }
    for (identifier, declared) in workspace.custom_fields_of(kind) {
        let Some(value) = given.get(identifier) else { continue };
        match declared.refuses(value) {
            Some(detail) => faulty.note(identifier, detail),
            None => {
                changes.insert(identifier.to_owned(), value.clone());
            }
        }
    }
    changes
}

/// The record that `owner_id` or `organization_id` names: unsaid, none or one. An id may be a number or text.
pub fn link(
    workspace: &Workspace,
    kind: &'static str,
    name: &str,
    given: &Map<String, Value>,
    faulty: &mut Faulty,
) -> Option<Option<Link>> {
    let id = match given.get(name)? {
        Value::Null => return Some(None),
        Value::String(id) => id.clone(),
        other => other.to_string(),
    };
    let link = (kind, id);
    if workspace.record(&link).is_none() {
        faulty.note(name, "must exist");
    }
    Some(Some(link))
}

/// Notes an attribute whose new value another record has already. Gives the first of these.
pub fn taken<'a>(
    others: impl Iterator<Item = &'a Record> + Clone,
    changes: &Map<String, Value>,
    unique: &[&str],
    faulty: &mut Faulty,
) -> Option<&'a Record> {
    let mut first = None;
    for name in unique {
        let Some(value) = changes.get(*name).and_then(Value::as_str).filter(|value| !value.is_empty()) else {
            continue;
        };
        let same = |own: &str| own.trim_end_matches('/').eq_ignore_ascii_case(value.trim_end_matches('/'));
        if let Some(other) = others.clone().find(|other| same(other.text(name))) {
            faulty.note(name, "has already been taken");
            first = first.or(Some(other));
        }
    }
    first
}
