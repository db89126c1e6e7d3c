//! The CRM: pipelines and their stages.

use serde_json::{Value, json};

use super::{
    api::{Call, Route},
    errors,
    plain::Resource,
    shapes::{START, number},
    workspace::Workspace,
};
use crate::{
    reply::{Answer, ok},
    route::Action::{Custom, List},
    store::{Record, Store, clock::stamp},
};

pub(super) const ROUTES: &[Route] = &[
    Route { call: "GET /v2/pipelines", action: List(&PIPELINES) },
    Route { call: "GET /v2/pipelines/{id}/stages", action: Custom(stages) },
];

const PIPELINES: Resource = Resource { path: "/pipelines", show, ..Resource::V2 };

const STAGES: [(&str, u64, u64); 4] =
    [("Lead in", 24, 48_000), ("Contact made", 11, 33_000), ("Offer sent", 5, 40_500), ("Won", 3, 21_000)];

fn show(pipeline: &Record) -> Value {
    let deals: u64 = STAGES.iter().map(|(_, deals, _)| deals).sum();
    let value: u64 = STAGES.iter().map(|(_, _, value)| value).sum();
    json!({
        "id": number(&pipeline.id),
        "name": pipeline.get("name"),
        "deals_count": deals,
        "deals_value": value,
        "created_at": stamp(START),
    })
}

fn stages(workspace: &mut Workspace, call: &Call) -> Answer {
    let pipeline = workspace.store.find(PIPELINES.path, &call.id).ok_or_else(errors::not_found)?;
    let id = number(&pipeline.id);
    let stages = (1..).zip(STAGES).map(|(order, (name, deals, value))| {
        json!({
            "id": id * 10 + order,
            "pipeline_id": id,
            "name": name,
            "order": order,
            "deals_count": deals,
            "deals_value": value,
        })
    });
    ok(json!({ "data": stages.collect::<Vec<_>>() }))
}

/// Adds the pipelines of the seeded workspace.
pub(super) fn seed(store: &mut Store) {
    for (id, name) in [(1_106_350, "Outbound"), (1_106_351, "Renewals")] {
        store.insert(PIPELINES.path, Record::new(id, json!({ "name": name })));
    }
}
