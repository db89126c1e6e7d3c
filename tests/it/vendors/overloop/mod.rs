//! Overloop's actions: requests as <https://apidoc.overloop.ai> documents them, and the outputs for its answers.

mod campaigns;
mod custom_fields;
mod filters;
mod ids;
mod list_names;
mod others;
mod outputs;
mod pages;
mod people;
mod refusals;
mod v2;

use serde_json::{Value, json};

use super::{WireCase, json_body, no_body};
use crate::support::{answers, program::KEY, wire::WireSession};

/// The cases of every resource.
pub fn cases() -> Vec<WireCase> {
    [people::cases(), others::cases(), v2::cases(), campaigns::cases()].into_iter().flatten().collect()
}

/// A document with an id alone, which every action can read.
fn bare_document() -> Value {
    json!({ "data": { "id": "1", "type": "anything" } })
}

#[tokio::test]
async fn requests_are_as_documented() {
    let mut wire = WireSession::overloop().await;
    for WireCase { tool, inputs, method, target, body } in cases() {
        wire.vendor.answer_with(200, answers::text(tool));
        let seen = wire.request_of(tool, &inputs).await;
        let what = format!("{tool} {inputs}");
        assert_eq!(seen.method, method, "{what}");
        assert_eq!(seen.target, target, "{what}");
        assert_eq!(seen.header("authorization"), Some(KEY), "{what}: the key without a scheme");
        assert_eq!(seen.header("user-agent"), Some(concat!("outreach-mcp/", env!("CARGO_PKG_VERSION"))), "{what}");
        assert_eq!(seen.header("accept"), Some("application/json"), "{what}");
        let media_type = body.as_ref().map(|_| match target.starts_with("/public/v1") {
            true => "application/vnd.api+json; charset=utf-8",
            false => "application/json",
        });
        assert_eq!(seen.header("content-type"), media_type, "{what}");
        match body {
            Some(body) => assert_eq!(seen.json(), body, "{what}"),
            None => assert_eq!(seen.body, b"", "{what}"),
        }
    }
}

#[tokio::test]
async fn an_update_without_a_change_is_refused() {
    let mut wire = WireSession::overloop().await;
    for (tool, id) in [
        ("overloop_update_prospect", "prospect_id"),
        ("overloop_update_organization", "organization_id"),
        ("overloop_update_lead", "lead_id"),
    ] {
        for inputs in [json!({ id: "1" }), json!({ id: "1", "custom_fields": {} })] {
            let error = wire.invalid_input(tool, &inputs).await;
            assert!(error.contains("nothing to change") && error.contains(id), "{tool} {inputs}: {error}");
        }
        let error = wire.invalid_input(tool, &json!({ id: "1", "email": null, "phone": "1" })).await;
        assert!(error.contains("`email` does not take null"), "{tool}: {error}");
    }
    let error = wire.invalid_input("overloop_update_list", &json!({ "list_id": "1" })).await;
    assert!(error.contains("`name` is required"), "{error}");
    let error = wire.invalid_input("overloop_update_list", &json!({ "list_id": "1", "name": " " })).await;
    assert!(error.contains("`name` must not be empty"), "{error}");
}
