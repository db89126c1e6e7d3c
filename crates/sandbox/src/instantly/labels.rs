//! Labels of interest that the workspace defines beside the vendor's own.

#![expect(clippy::indexing_slicing, reason = "indexing a JSON object by a key that it lacks gives null, or adds it")]

use serde_json::{Value, json};

use super::{
    api::{self, Call, Route, number},
    lead::LEADS,
    plain::Resource,
    workspace::Workspace,
};
use crate::{
    reply::{Answer, ok},
    route::{
        Action::{Custom, Get, List, Update},
        PlainCalls,
    },
    store::{Filter, filter::Test},
};

pub(super) const ROUTES: &[Route] = &[
    Route { call: "GET /lead-labels", action: List(&LABELS) },
    Route { call: "POST /lead-labels", action: Custom(create) },
    Route { call: "GET /lead-labels/{id}", action: Get(&LABELS) },
    Route { call: "PATCH /lead-labels/{id}", action: Update(&LABELS) },
    Route { call: "DELETE /lead-labels/{id}", action: Custom(delete) },
    Route { call: "POST /lead-labels/ai-reply-label", action: Custom(try_label) },
];

/// Labels are paged by their time of creation.
pub(super) const LABELS: Resource = Resource {
    path: "/lead-labels",
    new: |new| {
        json!({
            "id": new.id,
            "timestamp_created": new.at,
            "created_by": new.owner,
            "organization_id": new.organization,
            "label": "",
            "interest_status_label": "neutral",
            "interest_status": 0,
            "description": null,
            "use_with_ai": false,
        })
    },
    null_is_default: &["use_with_ai"],
    filters: &[
        Filter { parameter: "search", field: "label", test: Test::Contains },
        Filter { parameter: "interest_status", field: "interest_status_label", test: Test::Equals },
    ],
    cursor: "timestamp_created",
    updated: None,
    ..Resource::PLAIN
};

/// The server chooses the number of the label: 5 and more for positive ones, -5 and less for others.
fn create(workspace: &mut Workspace, call: &Call) -> Answer {
    let mut answer = workspace.create(&LABELS, call)?;
    let number = i64::try_from(4 + workspace.store.next_number("labels")).unwrap_or_default();
    let number = if answer.body["interest_status_label"] == "positive" { number } else { -number };
    answer.body["interest_status"] = number.into();
    let id = answer.body["id"].as_str().unwrap_or_default().to_owned();
    LABELS.change(workspace, &id, |label| label.set("interest_status", number))
}

/// Leads with the label get `reassigned_status`, or none.
fn delete(workspace: &mut Workspace, call: &Call) -> Answer {
    let answer = workspace.delete(&LABELS, call)?;
    let status = number(call.body.get("reassigned_status").and_then(Value::as_f64));
    for lead in workspace.store.all_mut(LEADS.path) {
        if lead.get("lt_interest_status") == &answer.body["interest_status"] {
            lead.set("lt_interest_status", status.clone());
        }
    }
    Ok(answer)
}

fn try_label(workspace: &mut Workspace, call: &Call) -> Answer {
    let text = api::text(&call.body, "reply_text").unwrap_or_default().to_lowercase();
    let result = if text.contains("not interested") { "Not Interested" } else { "Interested" };
    let labels = workspace.store.all(LABELS.path).iter().filter(|label| label.is_true("use_with_ai"));
    let considered: Value = labels.map(|label| label.get("label").clone()).collect();
    ok(json!({ "result": result, "custom_labels_considered": considered }))
}
