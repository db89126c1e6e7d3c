//! Custom tags, and what is tagged with them.

use serde_json::{Value, json};

use super::{
    account::ACCOUNTS,
    api::{self, Call, Route},
    campaigns::CAMPAIGNS,
    errors,
    plain::{self, Resource},
    workspace::Workspace,
};
use crate::{
    reply::{Answer, Refusal, ok},
    route::{
        Action::{Custom, Get, List},
        PlainCalls,
    },
    store::{Filter, filter::Test},
};
use http::StatusCode;

pub(super) const ROUTES: &[Route] = &[
    Route { call: "GET /custom-tags", action: Custom(list) },
    Route { call: "POST /custom-tags", action: Custom(create) },
    Route { call: "GET /custom-tags/{id}", action: Get(&TAGS) },
    Route { call: "PATCH /custom-tags/{id}", action: Custom(update) },
    Route { call: "DELETE /custom-tags/{id}", action: Custom(delete) },
    Route { call: "POST /custom-tags/toggle-resource", action: Custom(toggle) },
    Route { call: "GET /custom-tag-mappings", action: List(&MAPPINGS) },
];

/// The values of `resource_type`.
const ACCOUNT: i64 = 1;
const CAMPAIGN: i64 = 2;

pub(super) const TAGS: Resource = Resource {
    path: "/custom-tags",
    new: |new| {
        json!({
            "id": new.id,
            "timestamp_created": new.at,
            "timestamp_updated": new.at,
            "organization_id": new.organization,
            "label": "",
            "description": null,
        })
    },
    filters: &[Filter { parameter: "search", field: "label", test: Test::Contains }],
    ..Resource::PLAIN
};

pub(super) const MAPPINGS: Resource = Resource {
    path: "/custom-tag-mappings",
    new: |new| {
        json!({
            "id": new.id,
            "tag_id": "",
            "resource_id": "",
            "resource_type": CAMPAIGN,
            "timestamp_created": new.at,
            "organization_id": new.organization,
        })
    },
    filters: &[Filter { parameter: "resource_ids", field: "resource_id", test: Test::IsOneOf }],
    updated: None,
    ..Resource::PLAIN
};

/// The ids of what is tagged with one of these tags, or with all of them.
pub(super) fn tagged(workspace: &Workspace, tags: &str, all: bool) -> Vec<String> {
    let tags: Vec<&str> = tags.split(',').map(str::trim).collect();
    let mappings = workspace.store.all(MAPPINGS.path);
    let has = |resource: &str, tag: &str| {
        mappings.iter().any(|mapping| mapping.text("resource_id") == resource && mapping.text("tag_id") == tag)
    };
    let mut found: Vec<String> = mappings.iter().map(|mapping| mapping.text("resource_id").to_owned()).collect();
    found.sort();
    found.dedup();
    found.retain(|resource| match all {
        true => tags.iter().all(|tag| has(resource, tag)),
        false => tags.iter().any(|tag| has(resource, tag)),
    });
    found
}

/// The tags of a resource, as a list of accounts shows them.
pub(super) fn of(workspace: &Workspace, resource: &str) -> Value {
    let mappings = workspace.store.all(MAPPINGS.path).iter();
    let own = mappings.filter(|mapping| mapping.text("resource_id") == resource);
    own.filter_map(|mapping| workspace.store.find(TAGS.path, mapping.text("tag_id")))
        .map(|tag| json!({ "id": tag.id, "label": tag.get("label") }))
        .collect()
}

fn list(workspace: &mut Workspace, call: &Call) -> Answer {
    let text = |name: &str| api::text(&call.query, name);
    let listed = |list: &str, id: &str| list.split(',').any(|one| one.trim() == id);
    let mappings = workspace.store.all(MAPPINGS.path);
    let found = workspace.store.all(TAGS.path).iter().filter(|tag| {
        Filter::all_pass(TAGS.filters, tag, &call.query)
            && text("tag_ids").is_none_or(|list| listed(list, &tag.id))
            && text("resource_ids").is_none_or(|list| {
                mappings
                    .iter()
                    .any(|mapping| mapping.text("tag_id") == tag.id && listed(list, mapping.text("resource_id")))
            })
    });
    plain::page(&plain::cursor(&call.query), found.map(|tag| (tag.id.clone(), tag)), |tag| TAGS.show(tag))
}

/// Two tags may not have the same label.
fn check_label(workspace: &Workspace, label: Option<&Value>, own: &str) -> Result<(), Refusal> {
    let taken = |label: &str| {
        let mut tags = workspace.store.all(TAGS.path).iter();
        tags.any(|tag| tag.id != own && tag.text("label").eq_ignore_ascii_case(label.trim()))
    };
    match label.and_then(Value::as_str) {
        Some(label) if taken(label) => {
            Err(errors::with_message(StatusCode::CONFLICT, "A tag with this label already exists"))
        }
        _ => Ok(()),
    }
}

fn create(workspace: &mut Workspace, call: &Call) -> Answer {
    check_label(workspace, call.body.get("label"), "")?;
    workspace.create(&TAGS, call)
}

fn update(workspace: &mut Workspace, call: &Call) -> Answer {
    check_label(workspace, call.body.get("label"), &call.id)?;
    workspace.update(&TAGS, call)
}

fn delete(workspace: &mut Workspace, call: &Call) -> Answer {
    let answer = workspace.delete(&TAGS, call)?;
    workspace.store.retain(MAPPINGS.path, |mapping| mapping.text("tag_id") != call.id);
    Ok(answer)
}

fn toggle(workspace: &mut Workspace, call: &Call) -> Answer {
    let kind = call.body.get("resource_type").and_then(Value::as_f64).unwrap_or_default() as i64;
    let path = if kind == ACCOUNT { ACCOUNTS.path } else { CAMPAIGNS.path };
    let mut resources = api::texts(&call.body, "resource_ids").map(str::to_owned).collect::<Vec<String>>();
    if call.body.get("selected_all") == Some(&Value::Bool(true)) {
        let excluded: Vec<&str> = api::texts(&call.body, "excluded_resource_ids").collect();
        let all = workspace.store.all(path).iter().map(|record| record.id.clone());
        resources = all.filter(|id| !excluded.contains(&id.as_str())).collect();
    }
    let assign = call.body.get("assign") == Some(&Value::Bool(true));
    for tag in api::texts(&call.body, "tag_ids") {
        TAGS.find(workspace, tag)?;
        for resource in &resources {
            if workspace.store.find(path, resource).is_none() {
                return Err(errors::not_found());
            }
            workspace.store.retain(MAPPINGS.path, |mapping| {
                mapping.text("tag_id") != tag || mapping.text("resource_id") != resource
            });
            if assign {
                let (id, at) = workspace.new_id();
                let mut mapping = MAPPINGS.blank(workspace, &id, &at);
                mapping.assign(json!({ "tag_id": tag, "resource_id": resource, "resource_type": kind }));
                workspace.store.insert(MAPPINGS.path, mapping);
            }
        }
    }
    ok(json!({ "success": true }))
}
