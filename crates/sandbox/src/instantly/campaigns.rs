//! Campaigns: plain calls, besides their states and the leads that go with a deleted one.

use serde_json::{Map, Value, json};

use super::{
    api::{self, Call, Route},
    lead::LEADS,
    plain::Resource,
    workspace::Workspace,
};
use crate::{
    reply::{Answer, Reply},
    route::{
        Action::{Create, Custom, Get, List, Update},
        PlainCalls,
    },
    store::{Filter, Record, filter::Test},
};

pub(super) const ROUTES: &[Route] = &[
    Route { call: "GET /campaigns", action: List(&CAMPAIGNS) },
    Route { call: "POST /campaigns", action: Create(&CAMPAIGNS) },
    Route { call: "GET /campaigns/{id}", action: Get(&CAMPAIGNS) },
    Route { call: "PATCH /campaigns/{id}", action: Update(&CAMPAIGNS) },
    Route { call: "DELETE /campaigns/{id}", action: Custom(delete) },
    Route { call: "POST /campaigns/{id}/activate", action: Custom(activate) },
    Route { call: "POST /campaigns/{id}/pause", action: Custom(pause) },
    Route { call: "POST /campaigns/{id}/duplicate", action: Custom(duplicate) },
    Route { call: "POST /campaigns/{id}/variables", action: Custom(declare_variables) },
    Route { call: "POST /campaigns/{id}/share", action: Custom(share) },
    Route { call: "POST /campaigns/{id}/export", action: Get(&CAMPAIGNS) },
    Route { call: "POST /campaigns/{id}/from-export", action: Custom(duplicate) },
];

/// The values of `status` that calls set.
pub(super) const DRAFT: i64 = 0;
const ACTIVE: i64 = 1;
const PAUSED: i64 = 2;
const COMPLETED: i64 = 3;
const SUSPENDED: i64 = -99;

/// Campaigns. Their tags are hidden, because no object shows them. `not_sending_status` is left out while it is `null`, because
/// the vendor's description allows `null` by its type but not by its list of values.
pub(super) const CAMPAIGNS: Resource = Resource {
    path: "/campaigns",
    new: |new| {
        json!({
            "id": new.id,
            "name": "",
            "pl_value": null,
            "status": DRAFT,
            "is_evergreen": false,
            "campaign_schedule": null,
            "sequences": [],
            "timestamp_created": new.at,
            "timestamp_updated": new.at,
            "email_gap": 10,
            "random_wait_max": 10,
            "text_only": false,
            "first_email_text_only": false,
            "email_list": [],
            "daily_limit": 30,
            "stop_on_reply": true,
            "email_tag_list": [],
            "link_tracking": false,
            "open_tracking": false,
            "stop_on_auto_reply": false,
            "daily_max_leads": null,
            "prioritize_new_leads": false,
            "auto_variant_select": null,
            "match_lead_esp": false,
            "not_sending_status": null,
            "stop_for_company": false,
            "core_variables": null,
            "custom_variables": null,
            "insert_unsubscribe_header": false,
            "allow_risky_contacts": false,
            "disable_bounce_protect": false,
            "limit_emails_per_company_override": null,
            "cc_list": [],
            "bcc_list": [],
            "organization": new.organization,
            "owned_by": new.owner,
            "ai_sdr_id": null,
            "provider_routing_rules": [],
        })
    },
    omit_null: &["not_sending_status"],
    filters: &[
        Filter { parameter: "search", field: "name", test: Test::Contains },
        Filter { parameter: "tag_ids", field: "tags", test: Test::HiddenHasOneOf },
        Filter { parameter: "ai_sales_agent_id", field: "ai_sdr_id", test: Test::EqualsText },
        Filter { parameter: "status", field: "status", test: Test::Equals },
        Filter { parameter: "exclude_status", field: "status", test: Test::Differs },
    ],
    ..Resource::PLAIN
};

/// Declares variables that a lead brings into a campaign.
pub(super) fn add_variables(campaign: &mut Record, variables: &Map<String, Value>) {
    if variables.is_empty() {
        return;
    }
    let mut known = campaign.get("custom_variables").as_object().cloned().unwrap_or_default();
    for name in variables.keys() {
        known.entry(name.clone()).or_insert_with(|| Value::from(name.clone()));
    }
    campaign.set("custom_variables", known);
}

fn is_in(lead: &Record, campaign: &str) -> bool {
    lead.get("campaign") == campaign
}

/// The leads of a campaign are deleted with it.
fn delete(workspace: &mut Workspace, call: &Call) -> Answer {
    let answer = workspace.delete(&CAMPAIGNS, call)?;
    workspace.store.retain(LEADS.path, |lead| !is_in(lead, &call.id));
    Ok(answer)
}

/// Starts or resumes a campaign. Without leads it is completed at once; a suspended one stays suspended.
fn activate(workspace: &mut Workspace, call: &Call) -> Answer {
    let has_leads = workspace.store.all(LEADS.path).iter().any(|lead| is_in(lead, &call.id));
    CAMPAIGNS.change(workspace, &call.id, |campaign| {
        let status = match campaign.integer("status") {
            Some(SUSPENDED) => SUSPENDED,
            _ if has_leads => ACTIVE,
            _ => COMPLETED,
        };
        campaign.set("status", status);
        campaign.set("not_sending_status", Value::Null);
    })
}

fn pause(workspace: &mut Workspace, call: &Call) -> Answer {
    CAMPAIGNS.change(workspace, &call.id, |campaign| campaign.set("status", PAUSED))
}

/// The copy is a draft without leads.
fn duplicate(workspace: &mut Workspace, call: &Call) -> Answer {
    let mut copy = CAMPAIGNS.find(workspace, &call.id)?.clone();
    let (id, at) = workspace.new_id();
    let name = api::text(&call.body, "name").map(str::to_owned);
    let name = name.unwrap_or_else(|| format!("{} (copy)", copy.text("name")));
    copy.assign(json!({
        "id": id, "name": name, "status": DRAFT, "not_sending_status": null, "timestamp_created": at, "timestamp_updated": at,
    }));
    copy.id = id;
    CAMPAIGNS.insert(workspace, copy)
}

fn declare_variables(workspace: &mut Workspace, call: &Call) -> Answer {
    let names = api::texts(&call.body, "variables");
    let variables: Map<String, Value> = names.map(|name| (name.to_owned(), Value::Null)).collect();
    CAMPAIGNS.change(workspace, &call.id, |campaign| add_variables(campaign, &variables))
}

/// Opens the campaign for copies; there is nothing to answer.
fn share(workspace: &mut Workspace, call: &Call) -> Answer {
    CAMPAIGNS.find(workspace, &call.id)?;
    Ok(Reply { status: http::StatusCode::NO_CONTENT, body: Value::Null })
}
