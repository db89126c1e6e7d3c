//! Organizations: plain calls, besides the prospects that lose a deleted one.

use serde_json::{Value, json};

use super::{
    api::{Call, Route},
    attributes::Rule::{ListNames, Text},
    document::{caller, path_of, relate, related_id},
    lists,
    plain::Resource,
    workspace::Workspace,
};
use crate::{
    reply::Answer,
    route::{
        Action::{Create, Custom, Get, List, Update},
        PlainCalls,
    },
};

pub(super) const ROUTES: &[Route] = &[
    Route { call: "GET /organizations", action: List(&ORGANIZATIONS) },
    Route { call: "POST /organizations", action: Create(&ORGANIZATIONS) },
    Route { call: "GET /organizations/{id}", action: Get(&ORGANIZATIONS) },
    Route { call: "PATCH /organizations/{id}", action: Update(&ORGANIZATIONS) },
    Route { call: "DELETE /organizations/{id}", action: Custom(delete) },
];

/// The vendor's table of relationships has a creator and an updater, its examples have an owner.
pub(super) const ORGANIZATIONS: Resource = Resource {
    kind: "organizations",
    path: "/organizations",
    filterable: &["id", "name", "website", "description", "email", "phone", "country", "city", "state", "address"],
    related: &["creator", "updater", "owner"],
    body_types: &["organizations"],
    attributes: &[
        ("name", Text),
        ("description", Text),
        ("website", Text),
        ("email", Text),
        ("phone", Text),
        ("country", Text),
        ("state", Text),
        ("city", Text),
        ("address", Text),
        ("lists", ListNames),
    ],
    new: |new| {
        json!({
            "name": null,
            "description": null,
            "website": null,
            "email": null,
            "phone": null,
            "country": null,
            "state": null,
            "city": null,
            "address": null,
            "created_from": "api",
            "lists": [],
            "created_at": new.at,
            "updated_at": new.at,
        })
    },
    custom_fields_after: "address",
    unique: &["name"],
    links: &[("owner_id", "owner", "users")],
    relationships: |workspace| ["creator", "updater", "owner"].map(|name| (name, caller(&workspace.store))).into(),
    changed: |workspace, organization| {
        lists::create_missing(workspace, "organizations", organization);
        relate(organization, "updater", caller(&workspace.store));
    },
    ..Resource::PLAIN
};

/// Prospects of a deleted organization stay, without one.
fn delete(workspace: &mut Workspace, call: &Call) -> Answer {
    let answer = workspace.delete(&ORGANIZATIONS, call)?;
    for prospect in workspace.store.all_mut(&path_of("prospects")) {
        if related_id(prospect, "organization") == call.id() {
            relate(prospect, "organization", Value::Null);
        }
    }
    Ok(answer)
}
