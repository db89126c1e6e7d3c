//! The states of campaigns: starting, pausing, resuming, ending, archiving and deleting them.

use jiff::{civil::DateTime, tz::TimeZone};
use serde_json::{Value, json};

use super::{
    api::{Call, Route},
    campaign_status::status,
    do_not_email_list::is_forbidden,
    errors,
    lists::usable,
    prospect::PROSPECTS,
    sending::{CAMPAIGNS, EVENTS, RECIPIENTS, add_recipient, send_next},
    step_content::{drop_all, first_text},
    workspace::Workspace,
};
use crate::{
    reply::{Answer, Refusal, ok},
    route::Action::Custom,
    store::{Record, Store},
};

pub(super) const ROUTES: &[Route] = &[
    Route { call: "POST /v2/campaigns/{id}/action", action: Custom(act) },
    Route { call: "DELETE /v2/campaigns/{id}", action: Custom(delete) },
];

/// A change that is not allowed: the status 200 with a list of errors.
fn refused(message: impl Into<String>) -> Refusal {
    Refusal::new(http::StatusCode::OK, json!({ "success": false, "errors": [message.into()] }))
}

fn act(workspace: &mut Workspace, call: &Call) -> Answer {
    let mut campaign = workspace.store.find(CAMPAIGNS, &call.id).cloned().ok_or_else(errors::not_found)?;
    let now = workspace.store.clock.now();
    let (action, before) = (call.required_v2("action")?, status(&campaign));
    let (from, to): (&[&str], _) = match action.as_str() {
        "start" => (&["new"], "Active"),
        "pause" => (&["active", "scheduled"], "Paused"),
        "resume" => (&["paused"], "Active"),
        "complete" => (&["active", "paused", "scheduled"], "Finished"),
        "archived" => (&["new", "paused", "completed"], "Archived"),
        _ => return Err(errors::v2("action", "The action is none of start, pause, resume, complete and archived")),
    };
    if !from.contains(&before) {
        return Err(refused(format!("The campaign is {before}, so that it cannot be changed by {action}")));
    }
    let to = if action == "start" { start(workspace, &mut campaign, now)? } else { to };
    if to == "Finished" {
        let own = workspace.store.all_mut(RECIPIENTS).iter_mut();
        let own = own.filter(|recipient| recipient.parent.as_ref() == Some(&campaign.id));
        own.filter(|recipient| ["Active", "Paused"].contains(&recipient.text("status")))
            .for_each(|recipient| recipient.set("status", "Finished"));
    }
    campaign.set("status", to);
    campaign.set("updated", now);
    workspace.store.replace(CAMPAIGNS, &campaign);
    ok(json!({ "success": true }))
}

/// Whether a campaign begins at a later moment.
fn is_later(settings: &Value, now: i64) -> bool {
    let text = |name: &str| settings.get(name).and_then(Value::as_str);
    let zone = text("timezone").and_then(|name| TimeZone::get(name).ok()).unwrap_or(TimeZone::UTC);
    let at = text("start_campaign_at").and_then(|at| at.parse::<DateTime>().ok()?.to_zoned(zone).ok());
    at.is_some_and(|at| at.timestamp().as_millisecond() > now)
}

/// Makes the prospects of the list recipients, and sends each the first email; gives the status.
fn start(workspace: &mut Workspace, campaign: &mut Record, now: i64) -> Result<&'static str, Refusal> {
    let settings = campaign.get("settings").clone();
    let steps = settings.get("sequence").and_then(|flow| flow.get("steps")).and_then(Value::as_array);
    let mails = steps.into_iter().flatten().any(|step| step.get("type").is_some_and(|kind| kind == "email"));
    if mails {
        if settings.get("email_accounts").and_then(Value::as_array).is_none_or(Vec::is_empty) {
            return Err(refused("The campaign has no email account"));
        }
        let (subject, body) = first_text(&workspace.store, &campaign.id)
            .ok_or_else(|| refused("An email step of the campaign has no content"))?;
        campaign.set("subject", subject);
        campaign.set("body", body);
    }
    let list = usable(&workspace.store, campaign.text("list")).ok_or_else(|| refused("The list does not exist"))?;
    let members: Vec<String> = list.items("members").iter().filter_map(Value::as_str).map(str::to_owned).collect();
    let waits = is_later(&settings, now);
    let id = campaign.id.clone();
    workspace.store.retain(RECIPIENTS, |recipient| recipient.parent.as_ref() != Some(&id));
    for member in members {
        let email = workspace.store.find(PROSPECTS, &member).map(|prospect| prospect.text("email").to_owned());
        if email.is_some_and(|email| !email.is_empty() && !is_forbidden(&workspace.store, &email)) {
            add_recipient(&mut workspace.store, &id, &member, "Active");
            if !waits && mails {
                send_next(&mut workspace.store, &id, &member, now);
            }
        }
    }
    if waits {
        return Ok("Scheduled");
    }
    campaign.set("started", now);
    Ok("Active")
}

fn delete(workspace: &mut Workspace, call: &Call) -> Answer {
    let campaign = workspace.store.find(CAMPAIGNS, &call.id).cloned().ok_or_else(errors::not_found)?;
    let status = status(&campaign);
    if !["new", "completed", "archived"].contains(&status) {
        return Err(refused(format!("A campaign that is {status} cannot be deleted")));
    }
    let Workspace { store, .. } = workspace;
    forget(store, &campaign.id);
    ok(json!({ "success": true }))
}

fn forget(store: &mut Store, campaign: &str) {
    store.remove(CAMPAIGNS, campaign);
    for below in [RECIPIENTS, EVENTS] {
        store.retain(below, |record| record.parent.as_deref() != Some(campaign));
    }
    drop_all(store, campaign);
}
