//! Conversations: one with each prospect who has replied.

use serde_json::{Map, Value, json};

use super::{
    answers::{invalid, one, page, required, text},
    api::{Call, Route},
    errors::not_found,
    view::number,
};
use crate::{
    overloop::workspace::Workspace,
    reply::{Answer, Refusal},
    store::Record,
};

pub(super) const ROUTES: &[Route] = &[
    Route { call: "GET /conversations", run: list },
    Route { call: "GET /conversations/{id}", run: |workspace, call| one(&object(find(workspace, call)?)) },
    Route {
        call: "PATCH /conversations/{id}",
        run: |workspace, call| {
            let name = required(&call.body, "name")?;
            change(workspace, call, "name", name.into())
        },
    },
    Route {
        call: "POST /conversations/{id}/archive",
        run: |workspace, call| change(workspace, call, "archived", true.into()),
    },
    Route {
        call: "POST /conversations/{id}/unarchive",
        run: |workspace, call| change(workspace, call, "archived", false.into()),
    },
    Route { call: "POST /conversations/{id}/assign", run: assign },
];

pub(in crate::overloop) const CONVERSATIONS: &str = "/conversations";

fn object(conversation: &Record) -> Value {
    let mut object = Map::from_iter([("id".to_owned(), number(&conversation.id))]);
    object.extend(conversation.fields.clone());
    Value::Object(object)
}

fn find<'a>(workspace: &'a Workspace, call: &Call) -> Result<&'a Record, Refusal> {
    workspace.store.find(CONVERSATIONS, call.id()).ok_or_else(not_found)
}

/// Filters are ignored, as the vendor ignores them here.
fn list(workspace: &mut Workspace, call: &Call) -> Answer {
    let all = workspace.store.all(CONVERSATIONS).iter();
    let shown = all.filter(|conversation| call.get("archived") == Some("true") || !conversation.is_true("archived"));
    page(call, shown.map(object).collect(), &[])
}

fn change(workspace: &mut Workspace, call: &Call, field: &str, value: Value) -> Answer {
    let mut conversation = find(workspace, call)?.clone();
    conversation.set(field, value);
    workspace.store.replace(CONVERSATIONS, &conversation);
    one(&object(&conversation))
}

fn assign(workspace: &mut Workspace, call: &Call) -> Answer {
    let owner = call.body.get("owner_id").map(text).unwrap_or_default();
    if workspace.store.find("/users", &owner).is_none() {
        return Err(invalid("Owner must exist"));
    }
    change(workspace, call, "owner_id", number(&owner))
}

/// The conversation with a prospect who has replied.
pub(in crate::overloop) fn of_reply(id: &str, prospect: &Record, owner: &str) -> Record {
    let kind = if prospect.integer("linkedin_reply_count").unwrap_or_default() > 0 { "linkedin" } else { "email" };
    let name = format!("Re: a question for {}", prospect.text("first_name"));
    Record::new(
        id,
        json!({
            "name": name,
            "prospect_ids": [number(&prospect.id)],
            "last_activity_at": prospect.get("replied_at"),
            "created_from": kind,
            "owner_id": number(owner),
            "archived": false,
        }),
    )
}
