//! The workspace itself: its settings, plan, members, groups and log.

use serde_json::{Value, json};

use super::{
    api::{self, Call, Route},
    lead::LEADS,
    plain::{self, Resource},
    workspace::Workspace,
};
use crate::{
    reply::{Answer, ok},
    route::Action::{Custom, Get, List},
    store::{Filter, Record, filter::Test, page::Order},
};

pub(super) const ROUTES: &[Route] = &[
    Route { call: "GET /workspaces/current", action: Custom(get) },
    Route { call: "PATCH /workspaces/current", action: Custom(update) },
    Route { call: "GET /workspace-billing/plan-details", action: Custom(plan) },
    Route { call: "GET /workspace-members", action: List(&MEMBERS) },
    Route { call: "GET /workspace-members/{id}", action: Get(&MEMBERS) },
    Route { call: "GET /workspace-group-members", action: List(&GROUP_MEMBERS) },
    Route { call: "GET /workspace-group-members/{id}", action: Get(&GROUP_MEMBERS) },
    Route { call: "GET /workspace-group-members/admin", action: Custom(admin) },
    Route { call: "GET /audit-logs", action: Custom(log) },
];

/// The workspace: one record.
pub(super) const SETTINGS: Resource = Resource {
    path: "/workspaces",
    new: |new| {
        json!({
            "id": new.organization,
            "timestamp_created": new.at,
            "timestamp_updated": new.at,
            "scheduled_for_removal_at": null,
            "owner": new.owner,
            "name": "Northlight Outreach",
            "plan_id": "pid_hg_v1",
            "plan_id_bundle": null,
            "add_unsub_to_block": true,
            "default_opportunity_value": 1000,
            "plan_id_leadfinder": null,
            "plan_id_verification": { "quantity": 1, "product_id": "verification", "timestamp_updated": new.at },
            "org_logo_url": null,
            "org_client_domain": null,
            "plan_id_crm": null,
            "plan_id_website_visitor": null,
            "plan_id_inbox_placement": null,
        })
    },
    ..Resource::PLAIN
};

/// Members.
pub(super) const MEMBERS: Resource = Resource {
    path: "/workspace-members",
    new: |new| {
        json!({
            "id": new.id,
            "email": "",
            "user_id": new.owner,
            "user_email": null,
            "nickname": null,
            "name": { "first": "", "last": "" },
            "role": "editor",
            "timestamp_created": new.at,
            "workspace_id": new.organization,
            "accepted": true,
            "issuer_id": null,
            "permissions": null,
        })
    },
    filters: &[
        Filter::on("accepted", Test::Equals),
        Filter { parameter: "search", field: "email", test: Test::Contains },
    ],
    updated: None,
    ..Resource::PLAIN
};

/// Workspaces that are managed together with this one.
pub(super) const GROUP_MEMBERS: Resource = Resource {
    path: "/workspace-group-members",
    new: |new| {
        json!({
            "id": new.id,
            "admin_workspace_id": new.organization,
            "sub_workspace_id": "",
            "status": "accepted",
            "timestamp_created": new.at,
            "timestamp_updated": new.at,
            "sub_workspace_name": null,
            "admin_workspace_name": "Northlight Outreach",
        })
    },
    ..Resource::PLAIN
};

/// The log.
pub(super) const LOG: Resource = Resource {
    path: "/audit-logs",
    new: |new| {
        json!({
            "id": new.id,
            "timestamp": new.at,
            "organization_id": new.organization,
            "activity_type": 1,
            "user_agent": null,
            "user_id": new.owner,
            "ip_address": "192.0.2.10",
            "from_api": false,
            "api_key_id": null,
            "affected_count": null,
            "campaign_id": null,
            "webhook_id": null,
            "subsequence_id": null,
            "list_id": null,
            "audit_metadata": {},
            "user_name": "Maya Lindqvist",
        })
    },
    updated: None,
    ..Resource::PLAIN
};

fn get(workspace: &mut Workspace, _: &Call) -> Answer {
    ok(SETTINGS.show(SETTINGS.find(workspace, &workspace.id)?))
}

fn update(workspace: &mut Workspace, call: &Call) -> Answer {
    let id = workspace.id.clone();
    SETTINGS.change(workspace, &id, |settings| settings.assign(call.body.clone()))
}

fn plan(workspace: &mut Workspace, _: &Call) -> Answer {
    let leads = workspace.store.all(LEADS.path).len();
    let settings = SETTINGS.find(workspace, &workspace.id)?;
    ok(json!({
        "organization_id": workspace.id,
        "organization_name": settings.get("name"),
        "subscriptions": {
            "outreach": {
                "plan_name": "Hypergrowth",
                "addons_qty": 0,
                "total_lead_limit": 25_000,
                "current_lead_count": leads,
                "base_lead_limit": 25_000,
                "interval": "month",
                "current_period_end": 1_782_864_000,
            },
            "credits": {
                "plan_name": "Credits",
                "total_credits": 2_000,
                "available_credits": 1_480,
                "interval": "month",
                "current_period_end": 1_782_864_000,
            },
        },
        "addons": {},
    }))
}

fn admin(_: &mut Workspace, _: &Call) -> Answer {
    ok(json!({ "workspace_name": "Northlight Outreach", "has_admin_workspace": false }))
}

/// The newest comes first.
fn log(workspace: &mut Workspace, call: &Call) -> Answer {
    let text = |name: &str| api::text(&call.query, name);
    let kind = call.query.get("activity_type").and_then(Value::as_f64);
    let mut cursor = plain::cursor(&call.query);
    cursor.order = Order::Descending;
    let passes = |entry: &&Record| {
        let at = entry.text("timestamp");
        kind.is_none_or(|kind| entry.number("activity_type") == Some(kind))
            && text("search")
                .is_none_or(|search| entry.text("user_name").to_lowercase().contains(&search.to_lowercase()))
            && text("start_date").is_none_or(|start| at >= start)
            && text("end_date").is_none_or(|end| at.get(..end.len()).unwrap_or(at) <= end)
    };
    let found = workspace.store.all(LOG.path).iter().filter(passes);
    plain::page(&cursor, found.map(|entry| (entry.id.clone(), entry)), |entry| LOG.show(entry))
}
