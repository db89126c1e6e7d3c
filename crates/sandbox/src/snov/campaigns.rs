//! Campaigns and their recipients.

use serde_json::{Value, json};

use super::{
    api::{Call, Route, enumerate},
    errors,
    plain::Resource,
    prospect::{Prospect, with_email},
    sending::{CAMPAIGNS, RECIPIENTS, send_next},
    shapes::{hash, number, number_of, seconds},
    workspace::Workspace,
};
use crate::{
    reply::{Answer, Refusal, ok},
    route::Action::{Custom, List},
    store::{Record, Store},
};

pub(super) const ROUTES: &[Route] = &[
    Route { call: "GET /v1/get-user-campaigns", action: List(&RESOURCE) },
    Route { call: "GET /v2/campaigns/{id}/progress", action: Custom(progress) },
    Route { call: "GET /v1/prospect-finished", action: Custom(finished) },
    Route { call: "POST /v1/change-recipient-status", action: Custom(change_recipient_status) },
];

const RESOURCE: Resource = Resource { path: CAMPAIGNS, show, ..Resource::V1 };

fn show(campaign: &Record) -> Value {
    json!({
        "id": number(&campaign.id),
        "campaign": campaign.get("name"),
        "list_id": number(campaign.text("list")),
        "status": campaign.get("status"),
        "created_at": seconds(campaign.get("created")),
        "updated_at": seconds(campaign.get("updated")),
        "started_at": seconds(campaign.get("started")),
        "hash": hash(number(&campaign.id), 0x51),
    })
}

/// The campaign that a parameter names.
///
/// # Errors
///
/// 400 where the parameter is missing, 404 where there is no such campaign.
pub(super) fn find<'a>(store: &'a Store, id: Option<String>, name: &str) -> Result<&'a Record, Refusal> {
    let id = id.ok_or_else(|| errors::v1(format!("The {name} is missing")))?;
    store.find(CAMPAIGNS, &id).ok_or_else(errors::not_found)
}

fn progress(workspace: &mut Workspace, call: &Call) -> Answer {
    let campaign = find(&workspace.store, Some(call.id.clone()), "campaign_id")?;
    let recipients = workspace.store.below(RECIPIENTS, &campaign.id);
    let all = recipients.clone().count();
    let unfinished = recipients.filter(|recipient| ["Active", "Paused"].contains(&recipient.text("status"))).count();
    let progress = ((all - unfinished) * 100).checked_div(all).unwrap_or(0);
    ok(json!({ "status": campaign.get("status"), "unfinished": unfinished, "progress": format!("{progress}%") }))
}

fn finished(workspace: &mut Workspace, call: &Call) -> Answer {
    let campaign = find(&workspace.store, call.params.text("campaignId"), "campaignId")?;
    let recipients = workspace.store.below(RECIPIENTS, &campaign.id);
    let rows = recipients.filter(|recipient| recipient.text("status") == "Finished").filter_map(|recipient| {
        let prospect = Prospect::find(&workspace.store, &recipient.id)?;
        let (own, campaign_id) = (number_of(&prospect.id), number(&campaign.id));
        Some(json!({
            "id": hash(own, campaign_id),
            "prospectId": prospect.id,
            "userName": prospect.name,
            "userEmail": prospect.email.unwrap_or_default(),
            "campaign": campaign.get("name"),
            "hash": hash(own, !campaign_id),
        }))
    });
    ok(rows.collect())
}

/// A recipient who becomes active again in an active campaign is sent the next email.
fn change_recipient_status(workspace: &mut Workspace, call: &Call) -> Answer {
    const STATUSES: [&str; 3] = ["Active", "Paused", "Unsubscribed"];
    let email = call.required("email")?;
    let campaign = find(&workspace.store, call.params.text("campaign_id"), "campaign_id")?.clone();
    let status = call.required("status")?;
    if !STATUSES.contains(&status.as_str()) {
        return Err(errors::v1(format!("The status is none of {}", enumerate(&STATUSES))));
    }
    let now = workspace.store.clock.now();
    let prospects: Vec<String> = with_email(&workspace.store, &email).map(|prospect| prospect.id.clone()).collect();
    let is_meant =
        |recipient: &&mut Record| recipient.parent.as_ref() == Some(&campaign.id) && prospects.contains(&recipient.id);
    let failure = |message: &str| errors::failure_with_200("message", message);
    let recipient = workspace.store.all_mut(RECIPIENTS).iter_mut().find(is_meant);
    let recipient = recipient.ok_or_else(|| failure("The campaign has no such recipient"))?;
    let before = recipient.text("status");
    if ["Finished", "Moved"].contains(&before) {
        return Err(failure(&format!("The status of a recipient who is {before} cannot be changed")));
    }
    let resumed = before != "Active" && status == "Active" && campaign.text("status") == "Active";
    let prospect = recipient.id.clone();
    recipient.set("status", status);
    if resumed {
        send_next(&mut workspace.store, &campaign.id, &prospect, now);
    }
    ok(json!({ "success": true }))
}
