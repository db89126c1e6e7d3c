//! Organizations.

use http::StatusCode;
use serde_json::{Map, Value, json};

use super::{
    Answer, Call, Route,
    body::{self, changes, taken},
    collection::Collection,
    document::{Record, deleted},
    refusal::Faulty,
    workspace::Workspace,
};

pub const ROUTES: &[Route] = &[
    Route { call: "GET /organizations", takes: &[], run: list },
    Route { call: "POST /organizations", takes: &["organizations"], run: create },
    Route { call: "GET /organizations/{id}", takes: &[], run: get },
    Route { call: "PATCH /organizations/{id}", takes: &["organizations"], run: update },
    Route { call: "DELETE /organizations/{id}", takes: &[], run: delete },
];

/// The table of its relationships has a creator and an updater, the examples have an owner.
const ORGANIZATIONS: Collection = Collection {
    kind: "organizations",
    filterable: &["id", "name", "website", "description", "email", "phone", "country", "city", "state", "address"],
    related: &["creator", "updater", "owner"],
};

/// The texts that a caller can set.
const TEXTS: [&str; 9] = ["name", "description", "website", "email", "phone", "country", "state", "city", "address"];
/// Of this a workspace has each value once.
const UNIQUE: [&str; 1] = ["name"];

/// An organization about which nothing is known yet.
pub fn blank(workspace: &Workspace, id: &str, now: &str) -> Record {
    let mut attributes = Map::new();
    for name in TEXTS {
        attributes.insert(name.to_owned(), Value::Null);
    }
    for (identifier, _) in workspace.custom_fields_of("organizations") {
        attributes.insert(identifier.to_owned(), Value::Null);
    }
    let rest = json!({ "created_from": "api", "lists": [], "created_at": now, "updated_at": now });
    attributes.extend(rest.as_object().cloned().unwrap_or_default());
    let caller = workspace.caller();
    Record::new(id, Value::Object(attributes))
        .with("creator", caller.clone())
        .with("updater", caller.clone())
        .with("owner", caller)
}

/// As it is included with another record: with ids for creator and updater instead of relationships, and times in UTC.
pub fn included(organization: &Record) -> Value {
    let user = |name: &str| organization.one(name).and_then(|(_, id)| id.parse::<u64>().ok());
    let time = |name: &str| organization.text(name).parse().map(|at: jiff::Timestamp| at.to_string());
    let mut attributes = json!({
        "name": organization.get("name"),
        "created_at": time("created_at").unwrap_or_default(),
        "updated_at": time("updated_at").unwrap_or_default(),
        "updater_id": user("updater"),
        "creator_id": user("creator"),
    });
    for name in ["website", "phone", "email", "country", "city", "state", "address", "description", "lists"] {
        super::document::put(&mut attributes, name, organization.get(name).clone());
    }
    json!({ "id": organization.id, "type": "organizations", "attributes": attributes })
}

fn list(workspace: &mut Workspace, call: &Call) -> Answer {
    let document = ORGANIZATIONS.many(workspace, &call.query, "/organizations/", workspace.organizations.iter())?;
    Ok((StatusCode::OK, document))
}

fn get(workspace: &mut Workspace, call: &Call) -> Answer {
    let organization = call.find(&workspace.organizations)?;
    Ok((StatusCode::OK, ORGANIZATIONS.one(workspace, &call.query, organization)?))
}

fn create(workspace: &mut Workspace, call: &Call) -> Answer {
    let mut faulty = Faulty::default();
    let changes = changes(workspace, "organizations", &TEXTS, &call.attributes, &mut faulty);
    let owner = body::link(workspace, "users", "owner_id", &call.attributes, &mut faulty);
    let existing = taken(workspace.organizations.iter(), &changes, &UNIQUE, &mut faulty);
    if let (Some(existing), true) = (existing, call.query.return_existing()) {
        return Ok((StatusCode::OK, ORGANIZATIONS.one(workspace, &call.query, existing)?));
    }
    faulty.end()?;
    if let Some(names) = changes.get("lists") {
        workspace.ensure_lists("organizations", names);
    }
    let (id, now) = (workspace.next_id("organizations"), workspace.now());
    let mut organization = blank(workspace, &id, &now);
    organization.attributes.extend(changes);
    if let Some(owner) = owner {
        organization.relate("owner", owner);
    }
    workspace.organizations.push(organization.clone());
    Ok((StatusCode::CREATED, ORGANIZATIONS.one(workspace, &call.query, &organization)?))
}

fn update(workspace: &mut Workspace, call: &Call) -> Answer {
    let place = call.place(&workspace.organizations)?;
    let mut faulty = Faulty::default();
    let changes = changes(workspace, "organizations", &TEXTS, &call.attributes, &mut faulty);
    let owner = body::link(workspace, "users", "owner_id", &call.attributes, &mut faulty);
    let others = workspace.organizations.iter().filter(|other| other.id != call.id());
    taken(others, &changes, &UNIQUE, &mut faulty);
    faulty.end()?;
    if let Some(names) = changes.get("lists") {
        workspace.ensure_lists("organizations", names);
    }
    let mut organization = call.find(&workspace.organizations)?.clone();
    organization.attributes.extend(changes);
    if let Some(owner) = owner {
        organization.relate("owner", owner);
    }
    organization.relate("updater", workspace.caller());
    let now = workspace.now();
    organization.set("updated_at", now);
    if let Some(own) = workspace.organizations.get_mut(place) {
        own.clone_from(&organization);
    }
    Ok((StatusCode::OK, ORGANIZATIONS.one(workspace, &call.query, &organization)?))
}

fn delete(workspace: &mut Workspace, call: &Call) -> Answer {
    let place = call.place(&workspace.organizations)?;
    workspace.organizations.remove(place);
    for prospect in &mut workspace.prospects {
        if prospect.one("organization").is_some_and(|(_, id)| id == call.id()) {
            prospect.relate("organization", None);
        }
    }
    Ok((StatusCode::OK, deleted("organizations", call.id())))
}
