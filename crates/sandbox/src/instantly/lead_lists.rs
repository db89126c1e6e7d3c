//! Lead lists: plain calls, besides what a deleted list leaves and the states of its leads' addresses.

use serde_json::json;

use super::{
    api::{Call, Route},
    lead::LEADS,
    plain::Resource,
    workspace::Workspace,
};
use crate::{
    reply::{Answer, ok},
    route::{
        Action::{Create, Custom, Get, List, Update},
        PlainCalls,
    },
    store::{Filter, filter::Test},
};

/// Lists are paged by their time of creation, not by their id.
pub(super) const LEAD_LISTS: Resource = Resource {
    path: "/lead-lists",
    new: |new| {
        json!({
            "id": new.id,
            "organization_id": new.organization,
            "has_enrichment_task": false,
            "owned_by": new.owner,
            "name": "",
            "timestamp_created": new.at,
        })
    },
    null_is_default: &["has_enrichment_task", "owned_by"],
    filters: &[
        Filter { parameter: "search", field: "name", test: Test::Contains },
        Filter::on("has_enrichment_task", Test::Equals),
    ],
    cursor: "timestamp_created",
    updated: None,
    ..Resource::PLAIN
};

pub(super) const ROUTES: &[Route] = &[
    Route { call: "GET /lead-lists", action: List(&LEAD_LISTS) },
    Route { call: "POST /lead-lists", action: Create(&LEAD_LISTS) },
    Route { call: "GET /lead-lists/{id}", action: Get(&LEAD_LISTS) },
    Route { call: "PATCH /lead-lists/{id}", action: Update(&LEAD_LISTS) },
    Route { call: "DELETE /lead-lists/{id}", action: Custom(delete) },
    Route { call: "GET /lead-lists/{id}/verification-stats", action: Custom(verification_stats) },
];

/// Its leads stay in the workspace, in no list.
fn delete(workspace: &mut Workspace, call: &Call) -> Answer {
    let answer = workspace.delete(&LEAD_LISTS, call)?;
    for lead in workspace.store.all_mut(LEADS.path) {
        if lead.get("list_id") == call.id.as_str() {
            lead.set("list_id", serde_json::Value::Null);
        }
    }
    Ok(answer)
}

fn verification_stats(workspace: &mut Workspace, call: &Call) -> Answer {
    LEAD_LISTS.find(workspace, &call.id)?;
    let members: Vec<i64> = workspace
        .store
        .all(LEADS.path)
        .iter()
        .filter(|lead| lead.get("list_id") == call.id.as_str())
        .map(|lead| lead.integer("verification_status").unwrap_or_default())
        .collect();
    let count = |status: i64| members.iter().filter(|own| **own == status).count();
    ok(json!({
        "stats": {
            "verified": count(1), "invalid": count(-1), "risky": count(-2), "catch_all": count(-3), "job_change": count(-4),
            "verification_job_pending_leadfinder": count(11), "verification_job_pending_user": count(12),
        },
        "total_leads": members.len(),
    }))
}
