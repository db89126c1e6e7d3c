//! The block list: addresses and domains that no campaign writes to.

use serde_json::json;

use super::{
    api::{self, Call, Route},
    errors,
    plain::Resource,
    workspace::Workspace,
};
use crate::{
    reply::{Answer, ok},
    route::Action::{Custom, Delete, Get, List},
    schema_check::is_address,
    store::{Filter, Record, filter::Test},
};

pub(super) const ROUTES: &[Route] = &[
    Route { call: "GET /block-lists-entries", action: List(&ENTRIES) },
    Route { call: "POST /block-lists-entries", action: Custom(create) },
    Route { call: "GET /block-lists-entries/{id}", action: Get(&ENTRIES) },
    Route { call: "PATCH /block-lists-entries/{id}", action: Custom(update) },
    Route { call: "DELETE /block-lists-entries/{id}", action: Delete(&ENTRIES) },
    Route { call: "POST /block-lists-entries/bulk-create", action: Custom(create_many) },
    Route { call: "POST /block-lists-entries/bulk-delete", action: Custom(delete_many) },
];

pub(super) const ENTRIES: Resource = Resource {
    path: "/block-lists-entries",
    new: |new| {
        json!({
            "id": new.id,
            "timestamp_created": new.at,
            "organization_id": new.organization,
            "bl_value": "",
            "is_domain": false,
        })
    },
    filters: &[
        Filter { parameter: "search", field: "bl_value", test: Test::Contains },
        Filter { parameter: "domains_only", field: "is_domain", test: Test::EqualsIfTrue },
    ],
    updated: None,
    ..Resource::PLAIN
};

/// The entry for a value; nothing for one that is neither an address nor a domain.
fn entry(workspace: &mut Workspace, value: &str) -> Option<Record> {
    let value = value.trim().to_lowercase();
    let is_domain = !value.contains('@');
    if !is_address(&if is_domain { format!("any@{value}") } else { value.clone() }) {
        return None;
    }
    let (id, at) = workspace.new_id();
    let mut entry = ENTRIES.blank(workspace, &id, &at);
    entry.assign(json!({ "bl_value": value, "is_domain": is_domain }));
    Some(entry)
}

fn invalid() -> crate::reply::Refusal {
    errors::bad_request("bl_value must be a valid email or domain")
}

fn create(workspace: &mut Workspace, call: &Call) -> Answer {
    let value = api::text(&call.body, "bl_value").unwrap_or_default();
    let entry = entry(workspace, value).ok_or_else(invalid)?;
    ENTRIES.insert(workspace, entry)
}

fn update(workspace: &mut Workspace, call: &Call) -> Answer {
    let value = api::text(&call.body, "bl_value").unwrap_or_default();
    let new = entry(workspace, value).ok_or_else(invalid)?;
    ENTRIES.change(workspace, &call.id, |entry| {
        entry.assign(json!({ "bl_value": new.get("bl_value"), "is_domain": new.get("is_domain") }));
    })
}

fn create_many(workspace: &mut Workspace, call: &Call) -> Answer {
    let values = api::texts(&call.body, "bl_values");
    let (mut items, mut invalid) = (Vec::new(), 0);
    for value in values {
        match entry(workspace, value) {
            Some(entry) => items.push(ENTRIES.insert(workspace, entry)?.body),
            None => invalid += 1,
        }
    }
    ok(json!({ "valid_count": items.len(), "invalid_count": invalid, "items": items }))
}

fn delete_many(workspace: &mut Workspace, call: &Call) -> Answer {
    let ids = api::texts(&call.body, "ids");
    let removed = ids.filter_map(|id| workspace.store.remove(ENTRIES.path, id));
    ok(removed.map(|entry| ENTRIES.show(&entry)).collect())
}
