//! Enrollments: who is in a campaign. A campaign that is on mails whoever enters, once.

use serde_json::{Map, Value, json};

use super::{
    answers::{created, invalid, one, page, parent, text},
    api::{Call, Route},
    campaign::{find, is_on},
    errors::not_found,
    view::{gone, number},
};
use crate::{
    overloop::{automations::STEPS, exclusion_list_items::excludes, prospects::PROSPECTS, workspace::Workspace},
    reply::{Answer, Refusal},
    store::Record,
};

pub(super) const ROUTES: &[Route] = &[
    Route { call: "GET /campaigns/{id}/enrollments", run: list },
    Route { call: "POST /campaigns/{id}/enrollments", run: create },
    Route { call: "POST /campaigns/{id}/enrollments/bulk", run: create_many },
    Route {
        call: "GET /campaigns/{id}/enrollments/{enrollment_id}",
        run: |workspace, call| one(&object(enrollment(workspace, call)?)),
    },
    Route { call: "DELETE /campaigns/{id}/enrollments/{enrollment_id}", run: delete },
];

pub(in crate::overloop) const ENROLLMENTS: &str = "/campaigns/{id}/enrollments";

/// How many prospects a bulk call takes.
const MAX_PROSPECTS: usize = 100;

pub(super) fn object(enrollment: &Record) -> Value {
    let mut object = Map::from_iter([("id".to_owned(), number(&enrollment.id))]);
    object.extend(enrollment.fields.clone());
    Value::Object(object)
}

/// The enrollments of a prospect. Which fields the vendor answers there is not documented.
pub(super) fn of(workspace: &Workspace, prospect: &str) -> Value {
    let all = workspace.store.all(ENROLLMENTS).iter();
    all.filter(|enrollment| text(enrollment.get("prospect_id")) == prospect).map(object).collect()
}

fn enrollment<'a>(workspace: &'a Workspace, call: &Call) -> Result<&'a Record, Refusal> {
    find(workspace, parent(call))?;
    let found = workspace.store.find(ENROLLMENTS, call.id());
    found.filter(|enrollment| enrollment.parent.as_deref() == Some(parent(call))).ok_or_else(not_found)
}

/// By which fields the vendor filters is not documented: another one is ignored, as it ignores filters elsewhere.
fn list(workspace: &mut Workspace, call: &Call) -> Answer {
    find(workspace, parent(call))?;
    page(call, workspace.store.below(ENROLLMENTS, parent(call)).map(object).collect(), &["prospect_id"])
}

/// Adds a prospect, who exists, to a campaign; gives the enrollment's id. It mails nobody yet.
pub(in crate::overloop) fn enroll(
    workspace: &mut Workspace,
    campaign: &str,
    prospect: &str,
    given: &Map<String, Value>,
) -> String {
    let (id, now) = (workspace.next_id("enrollments"), workspace.now());
    let first = workspace.store.below(STEPS.path, campaign).find(|step| !step.has("previous_step_id"));
    let first = first.map(|step| Value::from(step.id.as_str())).unwrap_or_default();
    let start = given.get("start_at").cloned().unwrap_or_default();
    let is_later = start
        .as_str()
        .and_then(|start| start.parse::<jiff::Timestamp>().ok())
        .is_some_and(|start| start > jiff::Timestamp::now());
    let enrollment = json!({
        "prospect_id": number(prospect),
        "campaign_id": number(campaign),
        "status": if is_later { "scheduled" } else { "active" },
        "step_id": given.get("step_id").cloned().unwrap_or(first),
        "start_at": start,
        "disenrolled_at": null,
        "created_at": now,
        "updated_at": now,
    });
    workspace.store.insert(ENROLLMENTS, Record::new(&id, enrollment).below(campaign));
    id
}

/// Mails whoever is in a campaign that is on and has not been mailed by it.
pub(super) fn mail(workspace: &mut Workspace, campaign: &str) {
    let writes = workspace.store.below(STEPS.path, campaign).any(|step| step.text("step_type") == "email");
    if !is_on(workspace, campaign) || !writes {
        return;
    }
    let waiting = workspace
        .store
        .below(ENROLLMENTS, campaign)
        .filter(|enrollment| enrollment.text("status") == "active" && !enrollment.hidden.contains_key("mailed"));
    for mut enrollment in waiting.cloned().collect::<Vec<Record>>() {
        let (now, prospect) = (workspace.now(), text(enrollment.get("prospect_id")));
        let Some(prospect) = workspace.store.find(PROSPECTS.path, &prospect).cloned() else { continue };
        if prospect.is_true("excluded") || excludes(workspace, prospect.text("email")) {
            enrollment.set("status", "exited");
        } else if prospect.has("email") {
            enrollment.hidden.insert("mailed".to_owned(), true.into());
            if let Some(prospect) = workspace.store.find_mut(PROSPECTS.path, &prospect.id) {
                prospect.set("last_emailed_at", now.as_str());
            }
        }
        enrollment.set("updated_at", now);
        workspace.store.replace(ENROLLMENTS, &enrollment);
    }
}

/// Whether somebody is in a campaign, or was.
fn is_in(workspace: &Workspace, campaign: &str, prospect: &str) -> bool {
    workspace.store.below(ENROLLMENTS, campaign).any(|enrollment| text(enrollment.get("prospect_id")) == prospect)
}

fn check_step(workspace: &Workspace, call: &Call, given: &Map<String, Value>) -> Result<(), Refusal> {
    let Some(step) = given.get("step_id").filter(|step| !step.is_null()).map(text) else { return Ok(()) };
    let is_there = workspace.store.below(STEPS.path, parent(call)).any(|own| own.id == step);
    if is_there { Ok(()) } else { Err(invalid("Step must exist")) }
}

fn create(workspace: &mut Workspace, call: &Call) -> Answer {
    let given = &call.body;
    find(workspace, parent(call))?;
    let prospect = given.get("prospect_id").map(text).unwrap_or_default();
    if workspace.store.find(PROSPECTS.path, &prospect).is_none() {
        return Err(invalid("Prospect must exist"));
    }
    check_step(workspace, call, given)?;
    if is_in(workspace, parent(call), &prospect) && given.get("reenroll") != Some(&Value::Bool(true)) {
        return Err(invalid("Prospect has already been enrolled"));
    }
    let id = enroll(workspace, parent(call), &prospect, given);
    mail(workspace, parent(call));
    created(&workspace.store.find(ENROLLMENTS, &id).map(object).unwrap_or_default())
}

fn create_many(workspace: &mut Workspace, call: &Call) -> Answer {
    let given = &call.body;
    find(workspace, parent(call))?;
    let ids: Vec<String> =
        given.get("prospect_ids").and_then(Value::as_array).into_iter().flatten().map(text).collect();
    match ids.len() {
        0 => return Err(invalid("Prospect ids can't be blank")),
        1..=MAX_PROSPECTS => {}
        _ => return Err(invalid("Prospect ids is too long (maximum is 100)")),
    }
    check_step(workspace, call, given)?;
    let again = given.get("reenroll") == Some(&Value::Bool(true));
    let mut made = Vec::new();
    for id in ids {
        let exists = workspace.store.find(PROSPECTS.path, &id).is_some();
        if exists && (again || !is_in(workspace, parent(call), &id)) {
            made.push(enroll(workspace, parent(call), &id, given));
        }
    }
    mail(workspace, parent(call));
    let rows: Value = made.iter().filter_map(|id| workspace.store.find(ENROLLMENTS, id)).map(object).collect();
    created(&rows)
}

/// The enrollment stays, as one that was ended.
fn delete(workspace: &mut Workspace, call: &Call) -> Answer {
    let mut ended = enrollment(workspace, call)?.clone();
    let now = workspace.now();
    if !ended.has("disenrolled_at") {
        ended.set("status", "disenrolled");
        ended.set("disenrolled_at", now.as_str());
        ended.set("updated_at", now);
        workspace.store.replace(ENROLLMENTS, &ended);
    }
    gone()
}
