//! The steps of campaigns, which v1 reads too.

use serde_json::{Map, Value, json};

use super::{
    answers::{created, invalid, one, page, parent, required, text},
    api::{Call, Route},
    campaign::find,
    errors::not_found,
    view::gone,
};
use crate::{
    overloop::{
        automations::{AUTOMATIONS, STEPS},
        document::{identifier, relate},
        workspace::Workspace,
    },
    reply::{Answer, Refusal},
    store::Record,
};

pub(super) const ROUTES: &[Route] = &[
    Route { call: "GET /campaigns/{id}/steps", run: list },
    Route { call: "POST /campaigns/{id}/steps", run: create },
    Route { call: "GET /campaigns/{id}/steps/{step_id}", run: |workspace, call| one(&object(step(workspace, call)?)) },
    Route { call: "PATCH /campaigns/{id}/steps/{step_id}", run: update },
    Route { call: "DELETE /campaigns/{id}/steps/{step_id}", run: delete },
];

/// The types of steps, with a name for a person.
const TYPES: [(&str, &str); 24] = [
    ("delay", "Delay"),
    ("email", "Email"),
    ("linkedin_visit_profile", "Visit LinkedIn profile"),
    ("linkedin_send_invitation", "Send LinkedIn invitation"),
    ("linkedin_send_message", "Send LinkedIn message"),
    ("linkedin_check_connection", "Check LinkedIn connection"),
    ("condition", "Condition"),
    ("email_and_linkedin_condition", "Has email and LinkedIn"),
    ("add_to_tags", "Add to lists"),
    ("review", "Review"),
    ("note", "Note"),
    ("search_email", "Search email"),
    ("assign_conversation", "Assign conversation"),
    ("archive_conversation", "Archive conversation"),
    ("enroll_campaign", "Enroll in campaign"),
    ("goto_step", "Go to step"),
    ("notification_email", "Notify by email"),
    ("notification_sms", "Notify by SMS"),
    ("notification_in_app", "Notify in the app"),
    ("salesforce", "Salesforce"),
    ("hubspot", "HubSpot"),
    ("pipedrive", "Pipedrive"),
    ("zoho", "Zoho"),
    ("slack", "Slack"),
];

pub(super) fn types() -> Value {
    TYPES.iter().map(|(kind, name)| json!({ "type": kind, "name": name })).collect()
}

/// A step as v2 shows it.
pub(super) fn object(step: &Record) -> Value {
    json!({
        "id": step.id,
        "type": step.get("step_type"),
        "config": step.get("config"),
        "previous_step_id": step.get("previous_step_id"),
        "position": step.get("position"),
        "created_at": step.get("created_at"),
        "updated_at": step.get("updated_at"),
    })
}

/// Checks type and settings of a step.
pub(super) fn check(given: &Map<String, Value>) -> Result<(), Refusal> {
    let kind = required(given, "type")?;
    // v1 made tasks, which v2 does not have.
    if !TYPES.iter().any(|(known, _)| *known == kind) {
        return Err(invalid("Step type is not included in the list"));
    }
    let number = |name: &str| given.get("config").and_then(|config| config.get(name)?.as_u64()).unwrap_or_default();
    if kind == "delay" && number("days_delay") + number("hours_delay") == 0 {
        return Err(invalid("Delay must be at least 10 minutes"));
    }
    let message = given.get("config").and_then(|config| config.get("message")?.as_str()).unwrap_or_default();
    if kind == "linkedin_send_invitation" && message.chars().count() > 300 {
        return Err(invalid("Message is too long (maximum is 300 characters)"));
    }
    Ok(())
}

/// Adds a step, which is checked already, after `previous` or after the one that it names; gives its id.
pub(super) fn add(
    workspace: &mut Workspace,
    campaign: &str,
    given: &Map<String, Value>,
    previous: Option<String>,
) -> String {
    let at = workspace.store.clock.now();
    let (id, now) = (workspace.store.clock.uuid(at), workspace.stamp(at));
    let own = given.get("previous_step_id").and_then(Value::as_str).map(str::to_owned);
    let step = json!({
        "step_type": given.get("type"),
        "position": given.get("position").and_then(Value::as_u64).unwrap_or_default(),
        "previous_step_id": own.or(previous),
        "created_at": now,
        "updated_at": now,
        "config": given.get("config").cloned().unwrap_or_else(|| json!({})),
    });
    let mut step = Record::new(&id, step).below(campaign);
    relate(&mut step, "automation", identifier(AUTOMATIONS.kind, campaign));
    workspace.store.insert(STEPS.path, step);
    link(workspace, campaign);
    id
}

/// Has the automation name its steps, as v1 shows them.
fn link(workspace: &mut Workspace, campaign: &str) {
    let steps: Value =
        workspace.store.below(STEPS.path, campaign).map(|step| identifier(STEPS.kind, &step.id)).collect();
    if let Some(automation) = workspace.store.find_mut(AUTOMATIONS.path, campaign) {
        relate(automation, "steps", steps);
    }
}

fn step<'a>(workspace: &'a Workspace, call: &Call) -> Result<&'a Record, Refusal> {
    find(workspace, parent(call))?;
    let found = workspace.store.find(STEPS.path, call.id());
    found.filter(|step| step.parent.as_deref() == Some(parent(call))).ok_or_else(not_found)
}

fn list(workspace: &mut Workspace, call: &Call) -> Answer {
    find(workspace, parent(call))?;
    page(call, workspace.store.below(STEPS.path, parent(call)).map(object).collect(), &[])
}

/// 422 where the step that it is to follow is none of the campaign.
fn check_previous(workspace: &Workspace, call: &Call, given: &Map<String, Value>) -> Result<(), Refusal> {
    let Some(previous) = given.get("previous_step_id").filter(|previous| !previous.is_null()).map(text) else {
        return Ok(());
    };
    let is_there = workspace.store.below(STEPS.path, parent(call)).any(|step| step.id == previous);
    if is_there { Ok(()) } else { Err(invalid("Previous step must exist")) }
}

fn create(workspace: &mut Workspace, call: &Call) -> Answer {
    let given = &call.body;
    find(workspace, parent(call))?;
    check(given)?;
    check_previous(workspace, call, given)?;
    let id = add(workspace, parent(call), given, None);
    created(&workspace.store.find(STEPS.path, &id).map(object).unwrap_or_default())
}

fn update(workspace: &mut Workspace, call: &Call) -> Answer {
    let given = &call.body;
    let mut changed = step(workspace, call)?.clone();
    check_previous(workspace, call, given)?;
    for (name, field) in [
        ("type", "step_type"),
        ("config", "config"),
        ("previous_step_id", "previous_step_id"),
        ("position", "position"),
    ] {
        if let Some(value) = given.get(name) {
            changed.set(field, value.clone());
        }
    }
    if given.contains_key("type") || given.contains_key("config") {
        let whole = json!({ "type": changed.get("step_type"), "config": changed.get("config") });
        check(whole.as_object().unwrap_or(given))?;
    }
    changed.set("updated_at", workspace.now());
    workspace.store.replace(STEPS.path, &changed);
    one(&object(&changed))
}

fn delete(workspace: &mut Workspace, call: &Call) -> Answer {
    let id = step(workspace, call)?.id.clone();
    workspace.store.remove(STEPS.path, &id);
    link(workspace, parent(call));
    gone()
}
