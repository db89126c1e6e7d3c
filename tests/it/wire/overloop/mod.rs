//! Overloop's actions as they stand on the wire. See <https://apidoc.overloop.ai>.

mod answers;
mod custom_fields;
mod filters;
mod ids;
mod others;
mod pages;
mod people;
mod refusals;

use serde_json::{Value, json};

use super::{Case, bare, json_body};
use crate::support::{bench::Bench, program::KEY};

/// Every case of every resource: what is not here is not tested.
pub fn cases() -> Vec<Case> {
    [people::cases(), others::cases()].into_iter().flatten().collect()
}

/// A document about nothing but an id, which every action can read.
fn bare_document() -> Value {
    json!({ "data": { "id": "1", "type": "anything" } })
}

#[tokio::test]
async fn requests_are_as_documented() {
    let mut bench = Bench::overloop().await;
    bench.vendor.answers(200, bare_document());
    for Case { tool, inputs, method, target, body } in cases() {
        let seen = bench.sent(tool, &inputs).await;
        let what = format!("{tool} {inputs}");
        assert_eq!(seen.method, method, "{what}");
        assert_eq!(seen.target, target, "{what}");
        assert_eq!(seen.header("authorization"), Some(KEY), "{what}: the key alone");
        assert_eq!(seen.header("user-agent"), Some(concat!("outreach-mcp/", env!("CARGO_PKG_VERSION"))), "{what}");
        assert_eq!(seen.header("accept"), Some("application/json"), "{what}");
        let media_type = body.as_ref().map(|_| "application/vnd.api+json; charset=utf-8");
        assert_eq!(seen.header("content-type"), media_type, "{what}");
        match body {
            Some(body) => assert_eq!(seen.json(), body, "{what}"),
            None => assert_eq!(seen.body, b"", "{what}"),
        }
    }
}

#[test]
fn the_actions_are_those_that_are_documented() {
    let names: Vec<&str> = outreach_mcp::catalogue::actions()
        .filter(|(vendor, ..)| vendor.id == "overloop")
        .map(|(_, _, entry)| entry.about.name)
        .collect();
    assert_eq!(
        names,
        [
            "list_prospects",
            "get_prospect",
            "create_prospect",
            "update_prospect",
            "delete_prospect",
            "list_organizations",
            "get_organization",
            "create_organization",
            "update_organization",
            "delete_organization",
            "list_automations",
            "get_automation",
            "list_automation_steps",
            "get_automation_step",
            "get_account",
            "list_users",
            "list_lists",
            "create_list",
            "update_list",
            "delete_list",
            "list_exclusion_list_items",
            "create_exclusion_list_item",
            "list_custom_fields",
            "list_leads",
            "update_lead",
        ]
    );
}

#[tokio::test]
async fn an_update_of_nothing_is_refused() {
    let mut bench = Bench::overloop().await;
    for (tool, id) in [
        ("overloop_update_prospect", "prospect_id"),
        ("overloop_update_organization", "organization_id"),
        ("overloop_update_lead", "lead_id"),
    ] {
        for inputs in [
            json!({ id: "1" }),
            json!({ id: "1", "email": null, "lists": null }),
            json!({ id: "1", "custom_fields": {} }),
        ] {
            let error = bench.refused(tool, &inputs).await;
            assert!(error.contains("nothing to change") && error.contains(id), "{tool} {inputs}: {error}");
        }
    }
    let error = bench.refused("overloop_update_list", &json!({ "list_id": "1" })).await;
    assert!(error.contains("`name` is required"), "{error}");
    let error = bench.refused("overloop_update_list", &json!({ "list_id": "1", "name": " " })).await;
    assert!(error.contains("`name` must not be empty"), "{error}");
}
