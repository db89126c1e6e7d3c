//! An id never changes the path of a request: it stays one segment, or the call is refused.

use serde_json::{Map, Value, json};

use super::bare_document;
use crate::support::{catalogue::actions_of, wire::WireSession};

/// The tools with ids in their paths, and what a path looks like where each id is `{}`.
const TOOLS: [(&str, &[&str], &str); 12] = [
    ("overloop_get_prospect", &["prospect_id"], "/public/v1/prospects/{}"),
    ("overloop_update_prospect", &["prospect_id"], "/public/v1/prospects/{}"),
    ("overloop_delete_prospect", &["prospect_id"], "/public/v1/prospects/{}"),
    ("overloop_get_organization", &["organization_id"], "/public/v1/organizations/{}"),
    ("overloop_update_organization", &["organization_id"], "/public/v1/organizations/{}"),
    ("overloop_delete_organization", &["organization_id"], "/public/v1/organizations/{}"),
    ("overloop_get_automation", &["automation_id"], "/public/v1/automations/{}"),
    ("overloop_list_automation_steps", &["automation_id"], "/public/v1/automations/{}/steps"),
    ("overloop_get_automation_step", &["automation_id", "step_id"], "/public/v1/automations/{}/steps/{}"),
    ("overloop_update_list", &["list_id"], "/public/v1/lists/{}"),
    ("overloop_delete_list", &["list_id"], "/public/v1/lists/{}"),
    ("overloop_update_lead", &["lead_id"], "/public/v1/leads/{}"),
];

fn inputs(tool: &str, ids: &[&str], id: &str) -> Value {
    let mut inputs: Map<String, Value> = ids.iter().map(|name| ((*name).to_owned(), id.into())).collect();
    if tool.contains("_update_") {
        let what = if tool.ends_with("prospect") || tool.ends_with("lead") { "city" } else { "name" };
        inputs.insert(what.to_owned(), "x".into());
    }
    Value::Object(inputs)
}

#[tokio::test]
async fn an_id_stays_one_path_segment() {
    let mut wire = WireSession::overloop().await;
    wire.vendor.answer_with(200, bare_document());
    for (tool, ids, path) in TOOLS {
        for (id, encoded) in
            [("../x?y", "..%2Fx%3Fy"), ("a/b", "a%2Fb"), ("%2e%2e", "%252e%252e"), ("a#b", "a%23b"), ("1 ", "1%20")]
        {
            let seen = wire.request_of(tool, &inputs(tool, ids, id)).await;
            assert_eq!(seen.target, path.replace("{}", encoded), "{tool} {id}");
        }
        for id in ["", ".", ".."] {
            let error = wire.invalid_input(tool, &inputs(tool, ids, id)).await;
            let wanted = if id.is_empty() { "must not be empty" } else { "is not an id" };
            assert!(error.contains(wanted), "{tool} {id:?}: {error}");
        }
    }
}

#[tokio::test]
async fn every_tool_with_an_id_is_in_the_table() {
    for action in actions_of("overloop") {
        if action.required().iter().any(|name| name.ends_with("_id")) {
            assert!(TOOLS.iter().any(|(name, ..)| *name == action.tool), "{}", action.tool);
        }
    }
}

#[tokio::test]
async fn an_id_may_be_a_number_and_comes_back_as_text() {
    let mut wire = WireSession::overloop().await;
    let related = json!({ "owner": { "data": { "id": 2, "type": "users" } } });
    wire.vendor.answer_with(200, json!({ "data": { "id": 1, "type": "prospects", "relationships": related } }));
    let envelope = wire.call("overloop_get_prospect", &json!({ "prospect_id": 1 })).await;
    assert_eq!(Value::Object(envelope), json!({ "success": true, "prospect": { "id": "1", "owner_id": "2" } }));
    assert_eq!(wire.vendor.only_request().target, "/public/v1/prospects/1");
}
