//! Subsequences: the steps that a lead of a campaign goes on to when it does something.

use serde_json::json;

use super::{
    analytics,
    api::{self, Call, Route},
    campaigns::CAMPAIGNS,
    errors,
    lead::LEADS,
    plain::Resource,
    workspace::Workspace,
};
use crate::{
    reply::{Answer, ok},
    route::{
        Action::{Custom, Get, List, Update},
        PlainCalls,
    },
    store::{Filter, Record, filter::Test},
};

pub(super) const ROUTES: &[Route] = &[
    Route { call: "GET /subsequences", action: List(&SUBSEQUENCES) },
    Route { call: "POST /subsequences", action: Custom(create) },
    Route { call: "GET /subsequences/{id}", action: Get(&SUBSEQUENCES) },
    Route { call: "PATCH /subsequences/{id}", action: Update(&SUBSEQUENCES) },
    Route { call: "DELETE /subsequences/{id}", action: Custom(delete) },
    Route { call: "POST /subsequences/{id}/duplicate", action: Custom(duplicate) },
    Route { call: "POST /subsequences/{id}/pause", action: Custom(pause) },
    Route { call: "POST /subsequences/{id}/resume", action: Custom(resume) },
    Route { call: "GET /subsequences/analytics", action: Custom(of_campaign) },
    Route { call: "GET /subsequences/{id}/analytics/steps", action: Custom(steps) },
    Route { call: "GET /subsequences/{id}/sending-status", action: Custom(sending_status) },
];

const DRAFT: i64 = 0;
const ACTIVE: i64 = 1;
const PAUSED: i64 = 2;

pub(super) const SUBSEQUENCES: Resource = Resource {
    path: "/subsequences",
    new: |new| {
        json!({
            "id": new.id,
            "timestamp_created": new.at,
            "parent_campaign": "",
            "workspace": new.organization,
            "status": DRAFT,
            "timestamp_leads_updated": new.at,
            "name": "",
            "conditions": {},
            "subsequence_schedule": {
                "schedules": [{
                    "name": "Schedule",
                    "timing": { "from": "09:00", "to": "17:00" },
                    "days": { "1": true, "2": true, "3": true, "4": true, "5": true },
                    "timezone": "America/Chicago",
                }],
            },
            "sequences": [],
            "auto_variant_select": null,
            "daily_limit_mode": "inherit",
            "daily_limit": null,
            "ignore_account_daily_limit": false,
        })
    },
    filters: &[
        Filter::on("parent_campaign", Test::Equals),
        Filter { parameter: "parent_campaign_not", field: "parent_campaign", test: Test::Differs },
        Filter { parameter: "search", field: "name", test: Test::Contains },
    ],
    updated: None,
    ..Resource::PLAIN
};

fn check_campaign(workspace: &Workspace, call: &Call) -> Result<(), crate::reply::Refusal> {
    let campaign = api::text(&call.body, "parent_campaign").unwrap_or_default();
    CAMPAIGNS.find(workspace, campaign).map(drop).map_err(|_| errors::bad_request("parent_campaign not found"))
}

fn create(workspace: &mut Workspace, call: &Call) -> Answer {
    check_campaign(workspace, call)?;
    workspace.create(&SUBSEQUENCES, call)
}

/// Leads that are in it leave it.
fn delete(workspace: &mut Workspace, call: &Call) -> Answer {
    let answer = workspace.delete(&SUBSEQUENCES, call)?;
    for lead in workspace.store.all_mut(LEADS.path) {
        if lead.get("subsequence_id") == call.id.as_str() {
            lead.assign(json!({ "subsequence_id": null, "timestamp_added_subsequence": null }));
        }
    }
    Ok(answer)
}

fn duplicate(workspace: &mut Workspace, call: &Call) -> Answer {
    let mut copy = SUBSEQUENCES.find(workspace, &call.id)?.clone();
    check_campaign(workspace, call)?;
    let (id, at) = workspace.new_id();
    let name = format!("{} (copy)", copy.text("name"));
    copy.assign(json!({
        "id": id, "timestamp_created": at, "timestamp_leads_updated": at, "status": DRAFT, "name": name,
        "parent_campaign": call.body.get("parent_campaign"),
    }));
    if let Some(name) = api::text(&call.body, "name") {
        copy.set("name", name);
    }
    copy.id = id;
    SUBSEQUENCES.insert(workspace, copy)
}

fn pause(workspace: &mut Workspace, call: &Call) -> Answer {
    SUBSEQUENCES.change(workspace, &call.id, |subsequence| subsequence.set("status", PAUSED))
}

fn resume(workspace: &mut Workspace, call: &Call) -> Answer {
    SUBSEQUENCES.change(workspace, &call.id, |subsequence| subsequence.set("status", ACTIVE))
}

fn members<'a>(workspace: &'a Workspace, id: &'a str) -> impl Iterator<Item = &'a Record> {
    workspace.store.all(LEADS.path).iter().filter(move |lead| lead.get("subsequence_id") == id)
}

fn of_campaign(workspace: &mut Workspace, call: &Call) -> Answer {
    let campaign = api::text(&call.query, "campaign_id").unwrap_or_default();
    let subsequences = workspace.store.all(SUBSEQUENCES.path).iter();
    let own = subsequences.filter(|subsequence| subsequence.text("parent_campaign") == campaign);
    ok(own
        .map(|subsequence| {
            let (mut sent, mut opened, mut replied) = (0, 0, 0);
            for lead in members(workspace, &subsequence.id) {
                sent += 1;
                opened += i64::from(lead.integer("email_open_count") > Some(0));
                replied += i64::from(lead.integer("email_reply_count") > Some(0));
            }
            json!({ "subsequence_id": subsequence.id, "emails_sent": sent, "unique_opens": opened, "unique_replies": replied })
        })
        .collect())
}

fn steps(workspace: &mut Workspace, call: &Call) -> Answer {
    SUBSEQUENCES.find(workspace, &call.id)?;
    let members: Vec<&Record> = members(workspace, &call.id).collect();
    ok(analytics::steps(&members, &call.query))
}

fn sending_status(workspace: &mut Workspace, call: &Call) -> Answer {
    let subsequence = SUBSEQUENCES.find(workspace, &call.id)?;
    let campaign = subsequence.text("parent_campaign").to_owned();
    let status = subsequence.integer("status").unwrap_or_default();
    ok(analytics::sending_status(&campaign, Some(&call.id), status, &call.query))
}
