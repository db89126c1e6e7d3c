//! JSON:API documents: resource objects, their relationships and what is included with them.
//!
//! A record's relationships are its hidden members, in the order of the vendor's answers: a resource identifier
//! (`{id, type}`), `null` or an array of identifiers.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::workspace::Workspace;
use crate::store::{Record, Store};

/// The path of the collection that holds the records of a type.
pub(super) fn path_of(kind: &str) -> String {
    match kind {
        "automations_steps" => "/automations/{id}/steps".to_owned(),
        "companies" => "/account".to_owned(),
        _ => format!("/{kind}"),
    }
}

/// The resource identifier of a record.
pub(super) fn identifier(kind: &str, id: &str) -> Value {
    json!({ "id": id, "type": kind })
}

/// The user the API key belongs to: the first one.
pub(super) fn caller(store: &Store) -> Value {
    store.all("/users").first().map(|user| identifier("users", &user.id)).unwrap_or_default()
}

/// Sets a relationship to an identifier, an array of them or `null`.
pub(super) fn relate(record: &mut Record, name: &str, to: Value) {
    record.hidden.insert(name.to_owned(), to);
}

/// The id that a relationship to one record has; empty where it has none.
pub(super) fn related_id<'a>(record: &'a Record, name: &str) -> &'a str {
    record.hidden.get(name).and_then(|link| link.get("id")?.as_str()).unwrap_or_default()
}

/// The record an identifier names.
pub(super) fn record<'a>(store: &'a Store, identifier: &Value) -> Option<&'a Record> {
    let text = |name: &str| identifier.get(name).and_then(Value::as_str);
    store.find(&path_of(text("type")?), text("id")?)
}

/// The resource object of a record.
pub(super) fn object(record: &Record, kind: &str) -> Value {
    let mut object = json!({ "id": record.id, "type": kind, "attributes": record.fields });
    if !record.hidden.is_empty() {
        let related = record.hidden.iter().map(|(name, to)| (name.clone(), json!({ "data": to })));
        put(&mut object, "relationships", Value::Object(related.collect()));
    }
    object
}

/// Adds a member to an object.
pub(super) fn put(object: &mut Value, name: &str, value: Value) {
    if let Some(members) = object.as_object_mut() {
        members.insert(name.to_owned(), value);
    }
}

/// Adds the records of these relationships to a document, each once. A segment brings its filters.
pub(super) fn include(workspace: &Workspace, records: &[&Record], names: &[&str], document: &mut Value) {
    let mut seen: HashSet<String> = HashSet::new();
    let mut included: Vec<Value> = Vec::new();
    let mut waiting: Vec<Value> =
        records.iter().flat_map(|record| names.iter().flat_map(|name| identifiers(record, name))).collect();
    waiting.reverse();
    while let Some(link) = waiting.pop() {
        if !seen.insert(link.to_string()) {
            continue;
        }
        let Some(record) = record(&workspace.store, &link) else { continue };
        let kind = link.get("type").and_then(Value::as_str).unwrap_or_default();
        if kind == "segments" {
            waiting.extend(identifiers(record, "filters"));
        }
        included.push(if kind == "organizations" { included_organization(record) } else { object(record, kind) });
    }
    if !included.is_empty() {
        put(document, "included", included.into());
    }
}

/// The identifiers of a relationship, to one record or to many.
fn identifiers(record: &Record, name: &str) -> Vec<Value> {
    match record.hidden.get(name) {
        Some(Value::Array(many)) => many.clone(),
        Some(one @ Value::Object(_)) => vec![one.clone()],
        _ => Vec::new(),
    }
}

/// An organization looks different where it is included: it has no relationships but the ids of creator and updater, and its
/// times are in UTC.
fn included_organization(organization: &Record) -> Value {
    let user = |name: &str| related_id(organization, name).parse::<u64>().ok();
    let time =
        |name: &str| organization.text(name).parse().map(|at: jiff::Timestamp| at.to_string()).unwrap_or_default();
    let mut attributes = Map::from_iter([
        ("name".to_owned(), organization.get("name").clone()),
        ("created_at".to_owned(), time("created_at").into()),
        ("updated_at".to_owned(), time("updated_at").into()),
        ("updater_id".to_owned(), user("updater").into()),
        ("creator_id".to_owned(), user("creator").into()),
    ]);
    for name in ["website", "phone", "email", "country", "city", "state", "address", "description", "lists"] {
        attributes.insert(name.to_owned(), organization.get(name).clone());
    }
    json!({ "id": organization.id, "type": "organizations", "attributes": attributes })
}
