//! The settings of campaigns: read whole, made, changed.
//!
//! A campaign's record has them in `settings`, in the order of the vendor's answers. Steps stand there without their contents,
//! which [`step_content`](super::step_content) keeps.

use serde_json::{Map, Value, json};

use super::{
    api::{Call, Route},
    campaign_status::status,
    do_not_email_list::DO_NOT_EMAIL_LISTS,
    errors,
    lists::usable,
    schedules::SCHEDULES,
    senders::SENDERS,
    sending::CAMPAIGNS,
    shapes::number,
    step_content::{add_contents, contents_of, drop_contents},
    workspace::Workspace,
};
use crate::{
    reply::{Answer, Refusal, ok},
    route::Action::Custom,
    store::{Record, Store},
};

pub(super) const ROUTES: &[Route] = &[
    Route { call: "POST /v2/campaigns/create", action: Custom(create) },
    Route { call: "GET /v2/campaigns/{id}", action: Custom(get) },
    Route { call: "PATCH /v2/campaigns/{id}", action: Custom(update) },
];

/// The settings, in the order of the vendor's answers.
const FIELDS: [&str; 15] = [
    "email_accounts",
    "linkedin_accounts",
    "priority",
    "tracking",
    "sending_settings",
    "recipients",
    "schedule_id",
    "start_campaign_at",
    "complete_campaign_at",
    "timezone",
    "complete_campaign_after_last_step",
    "archive_in_months",
    "provider_matching",
    "sequence",
    "deals",
];

/// What is locked once a campaign has started, within `sending_settings`.
const LOCKED: [&str; 5] = [
    "skip_unverifiable",
    "skip_unverified",
    "skip_other_recipients_email_addresses",
    "skip_recipients_added_to_my_another_campaign",
    "skip_recipients_added_to_team_another_campaign",
];

fn show(store: &Store, campaign: &Record) -> Value {
    let settings = campaign.get("settings");
    let mut shown = Map::new();
    shown.insert("id".to_owned(), number(&campaign.id).into());
    shown.insert("status".to_owned(), status(campaign).into());
    shown.insert("title".to_owned(), campaign.get("name").clone());
    for field in FIELDS {
        match settings.get(field) {
            // Deals are answered only where there are any.
            None if field == "deals" => {}
            None => drop(shown.insert(field.to_owned(), Value::Null)),
            Some(value) => drop(shown.insert(field.to_owned(), value.clone())),
        }
    }
    let steps = shown.get_mut("sequence").and_then(|flow| flow.get_mut("steps")).and_then(Value::as_array_mut);
    for step in steps.into_iter().flatten().filter_map(Value::as_object_mut) {
        if step.get("type").is_some_and(|kind| kind == "email") {
            let reference = step.get("_ref").and_then(Value::as_str).unwrap_or_default();
            let content: Vec<Value> = contents_of(store, &campaign.id, reference)
                .map(|content| {
                    json!({ "id": number(&content.id), "plain_text": content.get("plain_text"), "usage": content.get("usage") })
                })
                .collect();
            step.insert("content".to_owned(), content.into());
        }
    }
    json!({ "success": true, "data": shown })
}

fn find(store: &Store, call: &Call) -> Result<Record, Refusal> {
    store.find(CAMPAIGNS, &call.id).cloned().ok_or_else(errors::not_found)
}

fn get(workspace: &mut Workspace, call: &Call) -> Answer {
    ok(show(&workspace.store, &find(&workspace.store, call)?))
}

fn is_known(store: &Store, path: &str, id: &Value) -> bool {
    id.as_u64().is_some_and(|id| store.find(path, &id.to_string()).is_some())
}

/// Whether the values of settings are possible: those that are given.
fn check(store: &Store, settings: &Map<String, Value>) -> Result<(), Refusal> {
    let wrong = |field: &str, message: &str| Err(errors::v2(field, message));
    if let Some(ids) = settings.get("email_accounts").and_then(Value::as_array) {
        if !ids.iter().all(|id| is_known(store, SENDERS.path, id)) {
            return wrong("email_accounts", "There is no such email account");
        }
        if settings.get("provider_matching") == Some(&Value::Bool(true)) && ids.len() < 2 {
            return wrong("provider_matching", "The provider_matching needs two email accounts");
        }
    }
    let of_recipients = |name: &str| settings.get("recipients").and_then(|recipients| recipients.get(name));
    if let Some(list) = of_recipients("list_id")
        && usable(store, &list.to_string()).is_none()
    {
        return wrong("recipients.list_id", "There is no such list");
    }
    if let Some(list) = of_recipients("black_list_id").filter(|list| !list.is_null())
        && !is_known(store, DO_NOT_EMAIL_LISTS.path, list)
    {
        return wrong("recipients.black_list_id", "There is no such do-not-email list");
    }
    if let Some(schedule) = settings.get("schedule_id").filter(|schedule| !schedule.is_null())
        && !is_known(store, SCHEDULES.path, schedule)
    {
        return Err(errors::not_found());
    }
    let at = |name: &str| settings.get(name).and_then(Value::as_str);
    if let (Some(start), Some(end)) = (at("start_campaign_at"), at("complete_campaign_at"))
        && start >= end
    {
        return wrong("complete_campaign_at", "The complete_campaign_at must be after the start_campaign_at");
    }
    if settings.get("archive_in_months").is_some_and(|months| ![1, 2, 3, 6].contains(&months.as_u64().unwrap_or(0))) {
        return wrong("archive_in_months", "The archive_in_months is none of 1, 2, 3 and 6");
    }
    Ok(())
}

fn text<'a>(of: &'a Value, name: &str) -> Option<&'a str> {
    of.get(name).and_then(Value::as_str)
}

fn steps_of(sequence: &Value) -> &[Value] {
    sequence.get("steps").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// Whether a flow names its own steps only, and its steps have what they need.
fn check_sequence(sequence: &Value) -> Result<(), Refusal> {
    let wrong = |message: String| Err(errors::v2("sequence", message));
    let steps = steps_of(sequence);
    let known = |reference: &str| steps.iter().any(|step| text(step, "_ref") == Some(reference));
    if !text(sequence, "entry").is_some_and(known) {
        return wrong("The entry is no step".to_owned());
    }
    for step in steps {
        let reference = text(step, "_ref").unwrap_or_default();
        if steps.iter().filter(|other| text(other, "_ref") == Some(reference)).count() != 1 {
            return wrong(format!("The _ref {reference} is not unique"));
        }
        if let Some(target) =
            ["next", "yes", "no"].into_iter().filter_map(|name| text(step, name)).find(|to| !known(to))
        {
            return wrong(format!("The step {reference} names {target}, which is no step"));
        }
        let needed: &[&str] = match text(step, "type").unwrap_or_default() {
            "email" => &["content_slots"],
            "delay" => &["waiting_type", "waiting_val"],
            "trigger" => &["waiting_type", "waiting_val", "action"],
            "linkedin" => &["action"],
            "goal" => &["goal_name"],
            other => return wrong(format!("The step {reference} is of no known type: {other}")),
        };
        if let Some(missing) = needed.iter().find(|name| step.get(**name).is_none_or(Value::is_null)) {
            return wrong(format!("The step {reference} needs {missing}"));
        }
    }
    Ok(())
}

/// The settings that the parameters give.
fn given(call: &Call) -> Map<String, Value> {
    let given = FIELDS.into_iter().filter_map(|field| Some((field.to_owned(), call.params.value(field)?.clone())));
    given.collect()
}

fn create(workspace: &mut Workspace, call: &Call) -> Answer {
    let title = call.required_v2("title")?;
    let mut settings = given(call);
    let is_of = |kind: &str| {
        let steps = settings.get("sequence").map(steps_of).unwrap_or_default();
        steps.iter().any(|step| text(step, "type") == Some(kind))
    };
    let mut needed =
        vec!["priority", "recipients", "complete_campaign_after_last_step", "archive_in_months", "sequence"];
    if is_of("email") {
        needed.extend(["email_accounts", "tracking", "sending_settings", "provider_matching"]);
    }
    if let Some(missing) = needed.iter().find(|name| settings.get(**name).is_none_or(Value::is_null)) {
        return Err(errors::v2(missing, format!("The {missing} is missing")));
    }
    check(&workspace.store, &settings)?;
    let sequence = settings.get("sequence").cloned().unwrap_or_default();
    check_sequence(&sequence)?;
    settings.entry("email_accounts").or_insert_with(|| json!([]));
    settings.entry("linkedin_accounts").or_insert_with(|| json!([]));
    let list = settings.get("recipients").and_then(|recipients| recipients.get("list_id")).map(Value::to_string);
    let (id, now) = (workspace.next_number().to_string(), workspace.store.clock.now());
    let sender = |name: &str| settings.get(name).and_then(|ids| ids.get(0)).cloned().unwrap_or_default();
    let campaign = json!({
        "name": title,
        "list": list,
        "status": "Draft",
        "created": now,
        "updated": now,
        "started": null,
        "owner": "maya.lindqvist@example.com",
        "sender_email": sender("email_accounts"),
        "sender_linkedin": sender("linkedin_accounts"),
        "subject": "",
        "body": "",
    });
    let mut campaign = Record::new(&id, campaign);
    settings.insert("sequence".to_owned(), reconcile(workspace, &id, None, &sequence)?);
    campaign.set("settings", settings);
    workspace.store.insert(CAMPAIGNS, campaign.clone());
    ok(show(&workspace.store, &campaign))
}

/// Merges an object with what is there; anything else replaces it.
fn merge(own: &mut Value, change: Value) {
    match (own, change) {
        (Value::Object(own), Value::Object(change)) => own.extend(change),
        (own, change) => *own = change,
    }
}

fn update(workspace: &mut Workspace, call: &Call) -> Answer {
    let mut campaign = find(&workspace.store, call)?;
    let changes = given(call);
    let is_locked = |name: &str| {
        changes.get("sending_settings").and_then(|settings| settings.get(name)).is_some_and(|value| !value.is_null())
    };
    if status(&campaign) != "new" {
        if changes.contains_key("recipients") {
            return Err(errors::v2("recipients", "The recipients of a started campaign cannot be changed"));
        }
        if let Some(name) = LOCKED.into_iter().find(|name| is_locked(name)) {
            return Err(errors::v2(name, format!("The {name} of a started campaign cannot be changed")));
        }
    }
    let title = call.params.text("title");
    if changes.is_empty() && title.is_none() {
        return Err(errors::v2("title", "There is nothing to change"));
    }
    let mut settings = campaign.get("settings").as_object().cloned().unwrap_or_default();
    for (name, change) in changes.into_iter().filter(|(name, _)| name != "sequence") {
        match (name.as_str(), change) {
            ("start_campaign_at" | "complete_campaign_at", Value::Null) => {}
            ("deals", Value::Null) => drop(settings.shift_remove("deals")),
            (_, change) => merge(settings.entry(name).or_insert(Value::Null), change),
        }
    }
    check(&workspace.store, &settings)?;
    if let Some(sequence) = call.params.value("sequence") {
        let sequence =
            reconcile(workspace, &campaign.id, Some(settings.get("sequence").unwrap_or(&Value::Null)), sequence)?;
        settings.insert("sequence".to_owned(), sequence);
    }
    if let Some(list) =
        settings.get("recipients").and_then(|recipients| recipients.get("list_id")).map(Value::to_string)
    {
        campaign.set("list", list);
    }
    if let Some(title) = title {
        campaign.set("name", title);
    }
    campaign.set("settings", settings);
    let now = workspace.store.clock.now();
    campaign.set("updated", now);
    workspace.store.replace(CAMPAIGNS, &campaign);
    ok(show(&workspace.store, &campaign))
}

/// The flow that takes the place of another: numbers mean steps that are there, other names new ones, and what is missing goes. A new
/// campaign has none before, and numbers stay as they are. Steps with other names get numbers.
fn reconcile(workspace: &mut Workspace, campaign: &str, old: Option<&Value>, new: &Value) -> Result<Value, Refusal> {
    check_sequence(new)?;
    let is_new = old.is_none();
    let old = old.unwrap_or(&Value::Null);
    let known = |reference: &str| steps_of(old).iter().find(|step| text(step, "_ref") == Some(reference));
    let mut flow = new.clone();
    let mut renamed: Vec<(String, String)> = Vec::new();
    for step in steps_of(new) {
        let (reference, kind) = (text(step, "_ref").unwrap_or_default(), text(step, "type").unwrap_or_default());
        match known(reference) {
            Some(before) if text(before, "type") != Some(kind) => {
                return Err(errors::v2("sequence", format!("The type of the step {reference} cannot be changed")));
            }
            Some(_) if kind == "email" && step.get("content").is_none() => {
                return Err(errors::v2("sequence", format!("The step {reference} needs content")));
            }
            Some(_) => {}
            None => {
                let is_number = reference.bytes().all(|byte| byte.is_ascii_digit());
                if is_number && !is_new {
                    return Err(errors::v2("sequence", format!("There is no step {reference}")));
                }
                let number = 1_778_000_000 + workspace.next_number();
                let id = if is_number { reference.to_owned() } else { number.to_string() };
                if kind == "email" {
                    let slots = step.get("content_slots").and_then(Value::as_u64).unwrap_or(1);
                    add_contents(workspace, campaign, &id, slots);
                }
                renamed.push((reference.to_owned(), id));
            }
        }
    }
    let rename = |of: &mut Value, name: &str| {
        let id = text(of, name).and_then(|own| renamed.iter().find(|(from, _)| from == own)).map(|(_, id)| id.clone());
        if let (Some(id), Some(of)) = (id, of.as_object_mut()) {
            of.insert(name.to_owned(), id.into());
        }
    };
    rename(&mut flow, "entry");
    for step in flow.get_mut("steps").and_then(Value::as_array_mut).into_iter().flatten() {
        ["_ref", "next", "yes", "no"].into_iter().for_each(|name| rename(step, name));
        if let Some(step) = step.as_object_mut() {
            step.shift_remove("content");
        }
    }
    for step in steps_of(old) {
        let reference = text(step, "_ref").unwrap_or_default();
        if !steps_of(&flow).iter().any(|step| text(step, "_ref") == Some(reference)) {
            drop_contents(&mut workspace.store, campaign, reference);
        }
    }
    Ok(flow)
}
