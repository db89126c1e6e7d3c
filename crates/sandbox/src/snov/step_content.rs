//! The contents of email steps: their wordings.
//!
//! They lie below their campaign; the record's id is the content's.

use serde_json::{Value, json};

use super::{
    api::{Call, Route},
    campaign_status::status,
    errors,
    sending::CAMPAIGNS,
    shapes::number,
    workspace::Workspace,
};
use crate::{
    reply::{Answer, Refusal, ok},
    route::Action::Custom,
    store::{Record, Store},
};

pub(super) const ROUTES: &[Route] = &[
    Route { call: "POST /v2/campaigns/{id}/steps/{step}/content/create", action: Custom(create) },
    Route { call: "GET /v2/campaigns/{id}/steps/{step}/content/{content}", action: Custom(get) },
    Route { call: "PATCH /v2/campaigns/{id}/steps/{step}/content/{content}", action: Custom(update) },
    Route { call: "DELETE /v2/campaigns/{id}/steps/{step}/content/{content}", action: Custom(delete) },
];

const CONTENTS: &str = "/campaigns/{id}/contents";

/// The contents of a step.
pub(super) fn contents_of<'a>(
    store: &'a Store,
    campaign: &'a str,
    step: &'a str,
) -> impl Iterator<Item = &'a Record> + Clone {
    store.below(CONTENTS, campaign).filter(move |content| content.text("step") == step)
}

/// Adds so many contents without text to a step.
pub(super) fn add_contents(workspace: &mut Workspace, campaign: &str, step: &str, slots: u64) {
    for _ in 0..slots {
        let id = 17_700_000_000 + workspace.next_number();
        add_content(&mut workspace.store, campaign, step, id, "", "");
    }
}

/// Adds a content to a step.
pub(super) fn add_content(store: &mut Store, campaign: &str, step: &str, id: u64, subject: &str, body: &str) {
    let content = json!({ "step": step, "subject": subject, "body": body, "plain_text": false, "usage": "active" });
    store.insert(CONTENTS, Record::new(id, content).below(campaign));
}

/// Removes the contents of a step.
pub(super) fn drop_contents(store: &mut Store, campaign: &str, step: &str) {
    store.retain(CONTENTS, |content| content.parent.as_deref() != Some(campaign) || content.text("step") != step);
}

/// Removes the contents of a campaign.
pub(super) fn drop_all(store: &mut Store, campaign: &str) {
    store.retain(CONTENTS, |content| content.parent.as_deref() != Some(campaign));
}

/// The content that is sent first: its subject and its body. Nothing where a content that is sent has no text.
pub(super) fn first_text(store: &Store, campaign: &str) -> Option<(String, String)> {
    let mut active = store.below(CONTENTS, campaign).filter(|content| content.text("usage") == "active");
    if active.clone().any(|content| content.text("body").trim().is_empty()) {
        return None;
    }
    active.next().map(|content| (content.text("subject").to_owned(), content.text("body").to_owned()))
}

fn show(content: &Record) -> Value {
    json!({
        "id": number(&content.id),
        "subject": content.get("subject"),
        "body": content.get("body"),
        "plain_text": content.get("plain_text"),
        "usage": content.get("usage"),
    })
}

/// The campaign and the step of the path.
fn place(workspace: &Workspace, call: &Call) -> Result<(Record, String), Refusal> {
    let part = |at: usize| call.ids.get(at).cloned().unwrap_or_default();
    let campaign = workspace.store.find(CAMPAIGNS, &part(0)).cloned().ok_or_else(errors::not_found)?;
    let steps = campaign.get("settings").get("sequence").and_then(|flow| flow.get("steps")).and_then(Value::as_array);
    let is_meant = |step: &&Value| {
        step.get("_ref").is_some_and(|own| own == &part(1)) && step.get("type").is_some_and(|kind| kind == "email")
    };
    steps.into_iter().flatten().find(is_meant).ok_or_else(errors::not_found)?;
    Ok((campaign, part(1)))
}

fn check_open(campaign: &Record) -> Result<(), Refusal> {
    let status = status(campaign);
    if ["new", "paused", "scheduled"].contains(&status) {
        return Ok(());
    }
    Err(errors::v2("campaign_id", format!("The content of a campaign that is {status} cannot be changed")))
}

/// The values of a content that the parameters give.
fn given(call: &Call) -> Result<Value, Refusal> {
    let mut given = serde_json::Map::new();
    for name in ["subject", "body", "plain_text", "usage"] {
        given.extend(call.params.value(name).map(|value| (name.to_owned(), value.clone())));
    }
    let usage = given.get("usage").and_then(Value::as_str);
    if usage.is_some_and(|usage| !["active", "pause"].contains(&usage)) {
        return Err(errors::v2("usage", "The usage is none of active and pause"));
    }
    Ok(Value::Object(given))
}

fn create(workspace: &mut Workspace, call: &Call) -> Answer {
    let (campaign, step) = place(workspace, call)?;
    check_open(&campaign)?;
    let id = call.required_v2("content_id")?;
    for name in ["subject", "body", "plain_text", "usage"] {
        call.required_v2(name)?;
    }
    let given = given(call)?;
    let is_own = contents_of(&workspace.store, &campaign.id, &step).any(|content| content.id == id);
    if !is_own {
        if workspace.store.find(CONTENTS, &id).is_some() {
            return Err(errors::v2("content_id", "The content_id is that of another step"));
        }
        add_content(&mut workspace.store, &campaign.id, &step, number(&id), "", "");
    }
    let content = workspace.store.find_mut(CONTENTS, &id).ok_or_else(errors::not_found)?;
    content.assign(given);
    ok(json!({ "success": true, "data": show(content) }))
}

/// The content of the path.
fn find(workspace: &Workspace, call: &Call) -> Result<(Record, Record), Refusal> {
    let (campaign, step) = place(workspace, call)?;
    let content = contents_of(&workspace.store, &campaign.id, &step).find(|content| content.id == call.id).cloned();
    Ok((campaign, content.ok_or_else(errors::not_found)?))
}

fn get(workspace: &mut Workspace, call: &Call) -> Answer {
    ok(json!({ "data": show(&find(workspace, call)?.1) }))
}

fn update(workspace: &mut Workspace, call: &Call) -> Answer {
    let (campaign, mut content) = find(workspace, call)?;
    check_open(&campaign)?;
    let given = given(call)?;
    if given.as_object().is_some_and(serde_json::Map::is_empty) {
        return Err(errors::v2("subject", "There is nothing to change"));
    }
    content.assign(given);
    workspace.store.replace(CONTENTS, &content);
    ok(json!({ "success": true, "data": show(&content) }))
}

fn delete(workspace: &mut Workspace, call: &Call) -> Answer {
    let (campaign, content) = find(workspace, call)?;
    check_open(&campaign)?;
    if contents_of(&workspace.store, &campaign.id, content.text("step")).count() < 2 {
        return Err(errors::v2("content_id", "The last content of a step cannot be deleted"));
    }
    workspace.store.remove(CONTENTS, &content.id);
    ok(json!({ "data": { "success": true } }))
}
