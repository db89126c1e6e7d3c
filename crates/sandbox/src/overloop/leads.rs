//! Leads, as prospects were called until 2025: the same records under another type.

use http::StatusCode;
use serde_json::Value;

use super::{
    Answer, Call, Route,
    collection::Collection,
    document::Record,
    prospects::{PROSPECTS, change},
    workspace::Workspace,
};

pub const ROUTES: &[Route] = &[
    Route { call: "GET /leads", takes: &[], run: list },
    Route { call: "PATCH /leads/{id}", takes: &["leads"], run: update },
];

const LEADS: Collection = Collection { kind: "leads", ..PROSPECTS };

fn list(workspace: &mut Workspace, call: &Call) -> Answer {
    let mut document = LEADS.many(workspace, &call.query, "/leads/", workspace.prospects.iter())?;
    for lead in document.get_mut("data").and_then(Value::as_array_mut).into_iter().flatten() {
        if let Some(url) = lead.pointer_mut("/attributes/url") {
            *url = url.as_str().unwrap_or_default().replace("/prospects/", "/leads/").into();
        }
    }
    Ok((StatusCode::OK, document))
}

fn update(workspace: &mut Workspace, call: &Call) -> Answer {
    let mut lead: Record = change(workspace, call)?;
    lead.set("url", format!("https://overloop.ai/leads/{}", lead.id));
    Ok((StatusCode::OK, LEADS.one(workspace, &call.query, &lead)?))
}
