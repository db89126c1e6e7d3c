//! The steps of an automation. They can only be read.

use http::StatusCode;

use super::{
    Answer, Call, Refusal, Route, automations::known, collection::Collection, document::Record, workspace::Workspace,
};

pub const ROUTES: &[Route] = &[
    Route { call: "GET /automations/{id}/steps", takes: &[], run: list },
    Route { call: "GET /automations/{id}/steps/{step_id}", takes: &[], run: get },
];

/// They can be paged and sorted, not filtered.
const STEPS: Collection = Collection { kind: "automations_steps", filterable: &[], related: &["automation"] };

fn of<'a>(workspace: &'a Workspace, automation: &str) -> impl Iterator<Item = &'a Record> {
    workspace.steps.iter().filter(move |step| step.one("automation").is_some_and(|(_, id)| id == automation))
}

fn list(workspace: &mut Workspace, call: &Call) -> Answer {
    let id = known(workspace, call)?;
    let path = format!("/automations/{id}/steps");
    Ok((StatusCode::OK, STEPS.many(workspace, &call.query, &path, of(workspace, &id))?))
}

fn get(workspace: &mut Workspace, call: &Call) -> Answer {
    let id = known(workspace, call)?;
    let step = of(workspace, &id).find(|step| step.id == call.id()).ok_or_else(Refusal::not_found)?;
    Ok((StatusCode::OK, STEPS.one(workspace, &call.query, step)?))
}
