//! Lists of prospects and of organizations. Their members know them by name.

use http::StatusCode;
use serde_json::Value;

use super::{
    Answer, Call, Route,
    collection::Collection,
    document::deleted,
    refusal::{Faulty, Refusal},
    workspace::Workspace,
};

pub const ROUTES: &[Route] = &[
    Route { call: "GET /lists", takes: &[], run: list },
    Route { call: "POST /lists", takes: TYPES, run: create },
    Route { call: "PATCH /lists/{id}", takes: TYPES, run: update },
    Route { call: "DELETE /lists/{id}", takes: &[], run: delete },
];

const TYPES: &[&str] = &["lists", "list"];

const LISTS: Collection = Collection { kind: "lists", filterable: &["list_type"], related: &[] };

fn list(workspace: &mut Workspace, call: &Call) -> Answer {
    let document = LISTS.many(workspace, &call.query, "/lists/", workspace.lists.iter())?;
    Ok((StatusCode::OK, document))
}

fn create(workspace: &mut Workspace, call: &Call) -> Answer {
    let text = |name: &str| call.attributes.get(name).and_then(Value::as_str).unwrap_or_default().trim();
    let (name, kind) = (text("name"), text("list_type"));
    let mut faulty = Faulty::default();
    if name.is_empty() {
        faulty.note("name", "can't be blank");
    }
    if kind.is_empty() {
        faulty.note("list_type", "can't be blank");
    } else if !["prospects", "organizations"].contains(&kind) {
        faulty.note("list_type", "is not included in the list");
    }
    faulty.end()?;
    let list = workspace.add_list(name, kind);
    Ok((StatusCode::CREATED, LISTS.one(workspace, &call.query, &list)?))
}

fn update(workspace: &mut Workspace, call: &Call) -> Answer {
    let now = workspace.now();
    let place = call.place(&workspace.lists)?;
    let list = workspace.lists.get_mut(place).ok_or_else(Refusal::not_found)?;
    let (old, kind) = (list.text("name").to_owned(), list.text("list_type").to_owned());
    if let Some(name) = call.attributes.get("name") {
        let Some(name) = name.as_str().map(str::trim).filter(|name| !name.is_empty()) else {
            let mut faulty = Faulty::default();
            faulty.note("name", "can't be blank");
            return Err(faulty.end().err().unwrap_or_else(Refusal::not_found));
        };
        list.set("name", name);
        list.set("updated_at", now);
        members(workspace, &kind, &old, Some(name));
    }
    let list = call.find(&workspace.lists)?;
    Ok((StatusCode::OK, LISTS.one(workspace, &call.query, list)?))
}

fn delete(workspace: &mut Workspace, call: &Call) -> Answer {
    let place = call.place(&workspace.lists)?;
    let list = workspace.lists.remove(place);
    let (name, kind) = (list.text("name"), list.text("list_type"));
    if !workspace.lists.iter().any(|other| other.text("name") == name && other.text("list_type") == kind) {
        members(workspace, kind, name, None);
    }
    Ok((StatusCode::OK, deleted("lists", call.id())))
}

/// Tells the members of a list its new name, or that it is gone. They stay.
fn members(workspace: &mut Workspace, kind: &str, name: &str, new: Option<&str>) {
    let members = if kind == "prospects" { &mut workspace.prospects } else { &mut workspace.organizations };
    for member in members {
        let Some(names) = member.attributes.get_mut("lists").and_then(Value::as_array_mut) else { continue };
        match new {
            Some(new) => names.iter_mut().filter(|own| *own == name).for_each(|own| *own = new.into()),
            None => names.retain(|own| own != name),
        }
    }
}
