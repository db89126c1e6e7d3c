//! Lists of prospects and of organizations. Their members have them by name.

use serde_json::{Value, json};

use super::{
    api::{Call, Route},
    attributes::Rule,
    document::path_of,
    errors::{self, InvalidAttributes},
    plain::{Resource, deleted},
    workspace::Workspace,
};
use crate::{
    reply::{Answer, ok},
    route::Action::{Create, Custom, List},
    store::Record,
};

pub(super) const ROUTES: &[Route] = &[
    Route { call: "GET /lists", action: List(&LISTS) },
    Route { call: "POST /lists", action: Create(&LISTS) },
    Route { call: "PATCH /lists/{id}", action: Custom(update) },
    Route { call: "DELETE /lists/{id}", action: Custom(delete) },
];

pub(super) const LISTS: Resource = Resource {
    kind: "lists",
    path: "/lists",
    filterable: &["list_type"],
    body_types: &["lists", "list"],
    attributes: &[("name", Rule::Required), ("list_type", Rule::RequiredOneOf(&["prospects", "organizations"]))],
    new: |new| json!({ "name": null, "list_type": null, "created_at": new.at, "updated_at": new.at }),
    ..Resource::PLAIN
};

/// A new list, which is not in the store yet.
pub(super) fn new_list(workspace: &Workspace, id: &str, at: &str, name: &str, list_type: &str) -> Record {
    let mut list = LISTS.blank(workspace, id, at);
    list.set("name", name);
    list.set("list_type", list_type);
    list
}

/// Creates the lists of a prospect or an organization that do not exist yet.
pub(super) fn create_missing(workspace: &mut Workspace, list_type: &str, member: &Record) {
    for name in member.items("lists").iter().filter_map(Value::as_str) {
        if !exists(workspace, list_type, name) {
            let (id, now) = (workspace.next_id(LISTS.kind), workspace.now());
            let list = new_list(workspace, &id, &now, name, list_type);
            workspace.store.insert(LISTS.path, list);
        }
    }
}

fn exists(workspace: &Workspace, list_type: &str, name: &str) -> bool {
    let mut lists = workspace.store.all(LISTS.path).iter();
    lists.any(|list| list.text("list_type") == list_type && list.text("name") == name)
}

/// Only the name can be changed. Members get the new name.
pub(super) fn update(workspace: &mut Workspace, call: &Call) -> Answer {
    let given = call.attributes(LISTS.body_types)?;
    let mut list = LISTS.find(workspace, call)?.clone();
    if let Some(name) = given.get("name") {
        let name = name.as_str().unwrap_or_default().trim();
        if name.is_empty() {
            let mut invalid = InvalidAttributes::default();
            invalid.add("name", "can't be blank");
            invalid.refuse_any()?;
        }
        rename_in_members(workspace, list.text("list_type"), list.text("name"), Some(name));
        list.set("name", name);
        list.set("updated_at", workspace.now());
        workspace.store.replace(LISTS.path, &list);
    }
    ok(LISTS.document(workspace, call, &list)?)
}

/// Members stay, without the name, unless another list of their type has the same one.
pub(super) fn delete(workspace: &mut Workspace, call: &Call) -> Answer {
    let list = workspace.store.remove(LISTS.path, call.id()).ok_or_else(errors::not_found)?;
    let (name, list_type) = (list.text("name"), list.text("list_type"));
    if !exists(workspace, list_type, name) {
        rename_in_members(workspace, list_type, name, None);
    }
    deleted(LISTS.kind, &list.id)
}

/// Replaces the name of a list in its members, or removes it.
fn rename_in_members(workspace: &mut Workspace, list_type: &str, name: &str, new: Option<&str>) {
    for member in workspace.store.all_mut(&path_of(list_type)) {
        let Some(names) = member.fields.get_mut("lists").and_then(Value::as_array_mut) else { continue };
        match new {
            Some(new) => names.iter_mut().filter(|own| *own == name).for_each(|own| *own = new.into()),
            None => names.retain(|own| own != name),
        }
    }
}
