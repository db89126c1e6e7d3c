//! Campaigns and their recipients.

use serde_json::{Value, json};

use super::{
    Answer, Call, Refusal, Route,
    shapes::{hash, number_of},
    workspace::{Campaign, Workspace},
};

pub const ROUTES: &[Route] = &[
    Route { call: "GET /v1/get-user-campaigns", run: list },
    Route { call: "GET /v2/campaigns/{id}/progress", run: progress },
    Route { call: "GET /v1/prospect-finished", run: finished },
    Route { call: "POST /v1/change-recipient-status", run: change },
];

fn list(workspace: &mut Workspace, _: &Call) -> Answer {
    let campaigns = workspace.campaigns.iter().map(|campaign| {
        json!({
            "id": campaign.id,
            "campaign": campaign.name,
            "list_id": campaign.list,
            "status": campaign.status,
            "created_at": campaign.created / 1000,
            "updated_at": campaign.updated / 1000,
            "started_at": campaign.started.map(|at| at / 1000),
            "hash": campaign.hash(),
        })
    });
    Ok(campaigns.collect())
}

fn progress(workspace: &mut Workspace, call: &Call) -> Answer {
    let campaign = find(workspace, Some(call.id.clone()), "campaign_id")?;
    let all = campaign.recipients.len();
    let unfinished =
        campaign.recipients.iter().filter(|recipient| ["Active", "Paused"].contains(&recipient.status)).count();
    let progress = ((all - unfinished) * 100).checked_div(all).unwrap_or(0);
    Ok(json!({ "status": campaign.status, "unfinished": unfinished, "progress": format!("{progress}%") }))
}

fn finished(workspace: &mut Workspace, call: &Call) -> Answer {
    let campaign = find(workspace, call.params.text("campaignId"), "campaignId")?;
    let finished = campaign.recipients.iter().filter(|recipient| recipient.status == "Finished");
    let rows = finished.filter_map(|recipient| {
        let prospect = workspace.prospect(&recipient.prospect)?;
        let number = number_of(&prospect.id);
        Some(json!({
            "id": hash(number, campaign.id),
            "prospectId": prospect.id,
            "userName": prospect.name,
            "userEmail": prospect.email.as_deref().unwrap_or_default(),
            "campaign": campaign.name,
            "hash": hash(number, !campaign.id),
        }))
    });
    Ok(rows.collect::<Value>())
}

/// Who is made active again in an active campaign is sent the next email.
fn change(workspace: &mut Workspace, call: &Call) -> Answer {
    let email = call.params.text("email").ok_or_else(|| Refusal::v1("The email is missing"))?;
    let id = find(workspace, call.params.text("campaign_id"), "campaign_id")?.id;
    let status = call.params.text("status").ok_or_else(|| Refusal::v1("The status is missing"))?;
    let Some(status) = ["Active", "Paused", "Unsubscribed"].into_iter().find(|known| *known == status) else {
        return Err(Refusal::v1("The status is none of Active, Paused and Unsubscribed"));
    };
    let ids: Vec<String> = workspace.with_email(&email).map(|prospect| prospect.id.clone()).collect();
    let now = workspace.clock.now();
    let nobody = || Refusal::quiet("message", "The campaign has no such recipient");
    let campaign = workspace.campaigns.iter_mut().find(|campaign| campaign.id == id).ok_or_else(nobody)?;
    let recipient = campaign.recipients.iter_mut().find(|recipient| ids.contains(&recipient.prospect));
    let recipient = recipient.ok_or_else(nobody)?;
    if ["Finished", "Moved"].contains(&recipient.status) {
        let message = format!("The status of a recipient who is {} cannot be changed", recipient.status);
        return Err(Refusal::quiet("message", message));
    }
    let resumed = recipient.status != "Active" && status == "Active" && campaign.status == "Active";
    recipient.status = status;
    let prospect = recipient.prospect.clone();
    if resumed {
        campaign.send(&prospect, now);
    }
    Ok(json!({ "success": true }))
}

/// The campaign a parameter names.
pub fn find<'a>(workspace: &'a Workspace, id: Option<String>, name: &str) -> Result<&'a Campaign, Refusal> {
    let id = id.ok_or_else(|| Refusal::v1(format!("The {name} is missing")))?;
    workspace.campaigns.iter().find(|campaign| campaign.id.to_string() == id).ok_or_else(Refusal::not_found)
}
