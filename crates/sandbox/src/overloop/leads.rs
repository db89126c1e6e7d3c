//! Leads, which is what prospects were called until 2025: the same records under another type and another URL.

use serde_json::Value;

use super::{
    api::{Call, Route},
    plain::Resource,
    prospects::PROSPECTS,
    workspace::Workspace,
};
use crate::{
    reply::{Answer, ok},
    route::{Action::Custom, PlainCalls},
};

pub(super) const ROUTES: &[Route] =
    &[Route { call: "GET /leads", action: Custom(list) }, Route { call: "PATCH /leads/{id}", action: Custom(update) }];

/// How answers show prospects.
const LEADS: Resource = Resource { kind: "leads", alias: Some("/leads"), ..PROSPECTS };
/// How a body changes them. Validation goes by the prospects' type.
const CHANGED_AS_LEADS: Resource = Resource { body_types: &["leads"], ..PROSPECTS };

fn list(workspace: &mut Workspace, call: &Call) -> Answer {
    let mut answer = workspace.list(&LEADS, call)?;
    for lead in answer.body.get_mut("data").and_then(Value::as_array_mut).into_iter().flatten() {
        if let Some(url) = lead.pointer_mut("/attributes/url") {
            *url = url.as_str().unwrap_or_default().replace("/prospects/", "/leads/").into();
        }
    }
    Ok(answer)
}

fn update(workspace: &mut Workspace, call: &Call) -> Answer {
    let mut lead = CHANGED_AS_LEADS.change(workspace, call)?;
    lead.set("url", format!("https://overloop.ai/leads/{}", lead.id));
    ok(LEADS.document(workspace, call, &lead)?)
}
