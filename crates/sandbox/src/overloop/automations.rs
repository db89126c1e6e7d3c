//! Automations: campaigns and workflows. They can only be read.

use http::StatusCode;

use super::{
    Answer, Call, Refusal, Route,
    collection::{Collection, include},
    workspace::Workspace,
};

pub const ROUTES: &[Route] = &[
    Route { call: "GET /automations", takes: &[], run: list },
    Route { call: "GET /automations/{id}", takes: &[], run: get },
];

const AUTOMATIONS: Collection = Collection {
    kind: "automations",
    filterable: &["automation_type", "record_type", "status"],
    related: &["steps", "segment", "creator", "sender"],
};

fn list(workspace: &mut Workspace, call: &Call) -> Answer {
    let automations = workspace.automations.iter();
    Ok((StatusCode::OK, AUTOMATIONS.many(workspace, &call.query, "/automations/", automations)?))
}

/// One comes with its segment and the segment's filters, whether or not they were asked for.
fn get(workspace: &mut Workspace, call: &Call) -> Answer {
    let automation = call.find(&workspace.automations)?;
    let mut document = AUTOMATIONS.one(workspace, &call.query, automation)?;
    let names: Vec<&str> = call.query.include().chain(["segment"]).collect();
    include(workspace, &[automation], &names, &mut document);
    Ok((StatusCode::OK, document))
}

/// Refuses where the automation of the path is none.
pub fn known(workspace: &Workspace, call: &Call) -> Result<String, Refusal> {
    let id = call.ids.first().filter(|id| workspace.automations.iter().any(|automation| automation.id == **id));
    id.cloned().ok_or_else(Refusal::not_found)
}
