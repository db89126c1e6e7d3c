//! Campaigns: v1's automations of the type campaign, with what only v2 shows of them.

use serde_json::{Map, Value, json};

use super::{
    answers::{created, expands, invalid, one, page, parent, required},
    api::{Call, Route},
    campaign::{MORE, find},
    enrollments::{ENROLLMENTS, mail},
    sourcings, steps,
    view::{gone, number},
};
use crate::{
    overloop::{
        automations::{AUTOMATIONS, STEPS},
        document::{caller, identifier, relate, related_id},
        workspace::Workspace,
    },
    reply::{Answer, Refusal, ok},
    store::Record,
};

pub(super) const ROUTES: &[Route] = &[
    Route { call: "GET /campaigns", run: list },
    Route { call: "POST /campaigns", run: create },
    Route { call: "GET /campaigns/step_types", run: |_, _| ok(json!({ "data": steps::types() })) },
    Route {
        call: "GET /campaigns/{id}",
        run: |workspace, call| {
            let campaign = find(workspace, call.id())?;
            one(&object(workspace, campaign, call))
        },
    },
    Route { call: "PATCH /campaigns/{id}", run: update },
    Route { call: "DELETE /campaigns/{id}", run: delete },
    Route { call: "GET /campaigns/{id}/stats", run: stats },
];

/// The fields that both generations show.
const SHARED: [&str; 6] =
    ["name", "status", "timezone", "sending_days", "start_sending_minutes", "end_sending_minutes"];

/// The fields of v2 alone, with those of a new campaign.
fn defaults() -> Value {
    json!({
        "only_allow_manual_enrollment": true,
        "automatically_reenroll": false,
        "automatically_send_messages": true,
        "automatically_send_follow_ups": true,
        "sourcing_id": null,
        "pitch_settings": {},
        "message_personalization_settings": {
            "language": "english (United States)", "formality": "friendly", "tone_of_voice": "persuasive", "length": "short",
        },
    })
}

/// What v2 alone knows of a campaign.
fn more(workspace: &Workspace, id: &str) -> Record {
    workspace.store.find(MORE, id).cloned().unwrap_or_else(|| Record::new(id, defaults()))
}

fn object(workspace: &Workspace, campaign: &Record, call: &Call) -> Value {
    let more = more(workspace, &campaign.id);
    let mut object = Map::from_iter([("id".to_owned(), number(&campaign.id))]);
    object.extend(SHARED.map(|name| (name.to_owned(), campaign.get(name).clone())));
    object.insert("sender_id".to_owned(), number(related_id(campaign, "sender")));
    object.extend(more.fields.clone());
    if expands(call, "steps") {
        let steps = workspace.store.below(STEPS.path, &campaign.id).map(steps::object);
        object.insert("steps".to_owned(), steps.collect());
    }
    if expands(call, "sourcing") {
        let sourcing = workspace.store.find(sourcings::SOURCINGS, more.text("sourcing_id"));
        object.insert("sourcing".to_owned(), sourcing.map(sourcings::object).unwrap_or_default());
    }
    for name in ["created_at", "updated_at"] {
        object.insert(name.to_owned(), campaign.get(name).clone());
    }
    Value::Object(object)
}

fn list(workspace: &mut Workspace, call: &Call) -> Answer {
    let all = workspace.store.all(AUTOMATIONS.path).iter();
    let campaigns = all.filter(|automation| automation.text("automation_type") == "campaign");
    page(call, campaigns.map(|campaign| object(workspace, campaign, call)).collect(), &["status"])
}

fn create(workspace: &mut Workspace, call: &Call) -> Answer {
    let given = call.body.clone();
    required(&given, "name")?;
    required(&given, "timezone")?;
    let listed = given.get("steps").and_then(Value::as_array).cloned().unwrap_or_default();
    for step in &listed {
        steps::check(step.as_object().ok_or_else(|| invalid("Steps are invalid"))?)?;
    }
    let (id, now, me) = (workspace.next_id(AUTOMATIONS.kind), workspace.now(), caller(&workspace.store));
    let mut campaign = Record::new(
        &id,
        json!({
            "name": null,
            "enter_triggers": [],
            "enter_trigger_attributes": {},
            "exit_triggers": ["prospect.replied"],
            "status": "off",
            "sending_days": ["monday", "tuesday", "wednesday", "thursday", "friday"],
            "start_sending_minutes": 480,
            "end_sending_minutes": 1080,
            "timezone": null,
            "automation_type": "campaign",
            "record_type": "prospects",
            "created_at": now,
            "updated_at": now,
        }),
    );
    let (creator, sender) = (me.clone(), me);
    for (name, to) in [("steps", json!([])), ("segment", Value::Null), ("creator", creator), ("sender", sender)] {
        relate(&mut campaign, name, to);
    }
    let mut more = more(workspace, &id);
    change(workspace, &given, &mut campaign, &mut more)?;
    workspace.store.insert(AUTOMATIONS.path, campaign);
    workspace.store.insert(MORE, more);
    let mut previous = None;
    for step in listed.iter().filter_map(Value::as_object) {
        previous = Some(steps::add(workspace, &id, step, previous));
    }
    created(&object(workspace, find(workspace, &id)?, call))
}

/// Carries the fields of a body over to a campaign that is not in the store, or not yet changed there.
fn change(
    workspace: &mut Workspace,
    given: &Map<String, Value>,
    campaign: &mut Record,
    more: &mut Record,
) -> Result<(), Refusal> {
    for name in ["name", "timezone"].into_iter().filter(|name| given.contains_key(*name)) {
        required(given, name)?;
    }
    if given.get("status").is_some_and(|status| !["on", "off"].contains(&status.as_str().unwrap_or_default())) {
        return Err(invalid("Status is not included in the list"));
    }
    if let Some(sender) = given.get("sender_id").filter(|sender| !sender.is_null()) {
        let sender = super::answers::text(sender);
        if workspace.store.find("/users", &sender).is_none() {
            return Err(invalid("Sender must exist"));
        }
        relate(campaign, "sender", identifier("users", &sender));
    }
    let sourcing = given.get("sourcing_id").and_then(Value::as_str);
    if sourcing.is_some_and(|id| workspace.store.find(sourcings::SOURCINGS, id).is_none()) {
        return Err(invalid("Sourcing must exist"));
    }
    let criteria = given.get("search_criteria").filter(|criteria| !criteria.is_null());
    let has_trigger = sourcing.is_some() || criteria.is_some() || more.hidden.contains_key("trigger");
    if given.get("only_allow_manual_enrollment") == Some(&Value::Bool(false)) && !has_trigger {
        return Err(invalid("Enter triggers can't be blank"));
    }
    for name in SHARED.into_iter().filter(|name| given.contains_key(*name)) {
        campaign.set(name, given.get(name).cloned().unwrap_or_default());
    }
    let own = defaults();
    for (name, value) in given.iter().filter(|(name, _)| *name != "sourcing_id" && own.get(name.as_str()).is_some()) {
        match (value, more.fields.get_mut(name).and_then(Value::as_object_mut)) {
            (Value::Object(value), Some(own)) => own.extend(value.clone()),
            _ => more.set(name, value.clone()),
        }
    }
    if let Some(criteria) = criteria {
        // The campaign gets a sourcing of its own, and takes whom that finds.
        let name = campaign.text("name").to_owned();
        let limit = given.get("sourcing_limit").and_then(Value::as_u64).unwrap_or(100);
        let sourcing = sourcings::add(workspace, &name, criteria, limit)?;
        more.set("sourcing_id", sourcing.as_str());
        more.set("only_allow_manual_enrollment", false);
        more.hidden.insert("trigger".to_owned(), sourcing.into());
    } else if let Some(sourcing) = sourcing {
        more.hidden.insert("trigger".to_owned(), sourcing.into());
    }
    let triggers = if more.is_true("only_allow_manual_enrollment") { json!([]) } else { json!(["prospect.sourced"]) };
    if given.contains_key("only_allow_manual_enrollment") || has_trigger {
        campaign.set("enter_triggers", triggers);
    }
    Ok(())
}

fn update(workspace: &mut Workspace, call: &Call) -> Answer {
    let given = call.body.clone();
    let mut campaign = find(workspace, call.id())?.clone();
    let mut more = more(workspace, &campaign.id);
    change(workspace, &given, &mut campaign, &mut more)?;
    campaign.set("updated_at", workspace.now());
    workspace.store.replace(AUTOMATIONS.path, &campaign);
    workspace.store.remove(MORE, &more.id);
    workspace.store.insert(MORE, more);
    mail(workspace, &campaign.id);
    one(&object(workspace, find(workspace, &campaign.id)?, call))
}

/// Its steps and who is in it go with it.
fn delete(workspace: &mut Workspace, call: &Call) -> Answer {
    let id = find(workspace, call.id())?.id.clone();
    workspace.store.remove(AUTOMATIONS.path, &id);
    workspace.store.remove(MORE, &id);
    for path in [STEPS.path, ENROLLMENTS] {
        workspace.store.retain(path, |record| record.parent.as_deref() != Some(&id));
    }
    gone()
}

fn stats(workspace: &mut Workspace, call: &Call) -> Answer {
    let id = find(workspace, parent(call))?.id.clone();
    let now = workspace.now();
    let enrollments: Vec<&Record> = workspace.store.below(ENROLLMENTS, &id).collect();
    let with = |status: &str| enrollments.iter().filter(|enrollment| enrollment.text("status") == status).count();
    let mailed: Vec<&Record> =
        enrollments.iter().filter(|enrollment| enrollment.hidden.contains_key("mailed")).copied().collect();
    let prospects = mailed.iter().filter_map(|enrollment| {
        workspace.store.find("/prospects", &super::answers::text(enrollment.get("prospect_id")))
    });
    let prospects: Vec<&Record> = prospects.collect();
    let who = |field: &str| prospects.iter().filter(|prospect| prospect.is_true(field)).count();
    let rate = |count: usize| {
        if mailed.is_empty() { 0.0 } else { (count as f64 / mailed.len() as f64 * 1000.0).round() / 10.0 }
    };
    let (opened, replied, bounced) = (who("opened"), who("replied"), who("bounced"));
    let sourced = enrollments.iter().filter(|enrollment| enrollment.hidden.contains_key("sourced")).count();
    one(&json!({
        "prospects": { "total": enrollments.len(), "active": with("active"), "contacted": mailed.len() },
        "enrollments": {
            "active": with("active"), "completed": with("completed"), "exited": with("exited"), "errored": 0, "waiting": 0,
            "scheduled": with("scheduled"), "in_review": 0, "disenrolled": with("disenrolled"),
        },
        "email": {
            "sent": mailed.len(), "contacted": mailed.len(), "opened": opened, "clicked": who("clicked"), "replied": replied,
            "bounced": bounced, "opted_out": 0, "open_rate": rate(opened), "reply_rate": rate(replied), "bounce_rate": rate(bounced),
        },
        "reply_sentiment": { "positive": replied / 2, "neutral": replied - replied / 2, "negative": 0 },
        "linkedin": { "actions_performed": 0, "visited": 0, "messaged": 0, "invited": 0, "replied": 0 },
        "enrollment_sources": {
            "overloop_database": sourced, "event_trigger": 0, "linkedin_extension": 0,
            "existing_prospects": enrollments.len() - sourced, "csv_import": 0,
        },
        "last_updated_at": now,
    }))
}
