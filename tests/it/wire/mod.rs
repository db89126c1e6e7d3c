//! Every action as it stands on the wire, against the vendor's documents and nothing else: the literal request, the
//! answers of the vendor's own examples, and what callers get of them. What stands here is of Instantly (<https://developer.instantly.ai/api/v2>) unless it is in a
//! folder of another vendor.

mod answers;
mod campaigns;
mod emails;
mod ids;
mod lead_lists;
mod leads;
mod overloop;
mod snov;
mod timezones;

use std::collections::BTreeSet;

use outreach_mcp::catalogue;
use serde_json::{Value, json};

use crate::support::{bench::Bench, program::KEY};

/// The id of the vendor's examples.
pub const ID: &str = "f9cc070d-8dba-4341-b847-f083c358e460";

/// A call and the request that the documents want for it.
pub struct Case {
    pub tool: &'static str,
    pub inputs: Value,
    pub method: &'static str,
    pub target: &'static str,
    pub body: Option<Value>,
}

/// A case without a body.
fn bare(tool: &'static str, inputs: Value, method: &'static str, target: &'static str) -> Case {
    Case { tool, inputs, method, target, body: None }
}

/// A case with a JSON body.
fn json_body(tool: &'static str, inputs: Value, method: &'static str, target: &'static str, body: Value) -> Case {
    Case { tool, inputs, method, target, body: Some(body) }
}

/// Every case of every resource: what is not here is not tested.
fn cases() -> Vec<Case> {
    [leads::cases(), campaigns::cases(), emails::cases(), lead_lists::cases()].into_iter().flatten().collect()
}

/// Sends every case and compares the requests with what the documents say.
async fn all_as_documented(cases: Vec<Case>) {
    let mut bench = Bench::start().await;
    for Case { tool, inputs, method, target, body } in cases {
        bench.vendor.answers(200, json!({ "items": [], "id": ID, "count": 0 }));
        let seen = bench.sent(tool, &inputs).await;
        let what = format!("{tool} {inputs}");
        assert_eq!(seen.method, method, "{what}");
        assert_eq!(seen.target, target, "{what}");
        assert_eq!(seen.header("authorization"), Some(format!("Bearer {KEY}").as_str()), "{what}");
        assert_eq!(seen.header("user-agent"), Some(concat!("outreach-mcp/", env!("CARGO_PKG_VERSION"))), "{what}");
        assert_eq!(seen.header("accept"), Some("application/json"), "{what}");
        match body {
            Some(body) => {
                assert_eq!(seen.header("content-type"), Some("application/json"), "{what}");
                assert_eq!(seen.json(), body, "{what}");
                assert_eq!(seen.header("content-length"), Some(seen.body.len().to_string().as_str()), "{what}");
            }
            None => {
                assert_eq!(seen.header("content-type"), None, "{what}");
                assert_eq!(seen.header("transfer-encoding"), None, "{what}");
                assert!(matches!(seen.header("content-length"), None | Some("0")), "{what}");
                assert_eq!(seen.body, b"", "{what}");
            }
        }
    }
}

#[tokio::test]
async fn every_action_has_a_case_with_all_inputs_and_one_with_the_fewest() {
    let cases: Vec<Case> = cases().into_iter().chain(overloop::cases()).chain(snov::cases()).collect();
    for (vendor, _, entry) in catalogue::actions() {
        let tool = format!("{}_{}", vendor.id, entry.about.name);
        let of_tool: Vec<&Case> = cases.iter().filter(|case| case.tool == tool).collect();
        let schema = (entry.input_schema)();
        let names = |value: Option<&Value>| -> BTreeSet<String> {
            value.and_then(Value::as_object).into_iter().flat_map(|object| object.keys().cloned()).collect()
        };
        let known = names(schema.get("properties"));
        let required: BTreeSet<String> = schema
            .get("required")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .map(|name| name.as_str().unwrap().to_owned())
            .collect();
        let given: Vec<BTreeSet<String>> = of_tool.iter().map(|case| names(Some(&case.inputs))).collect();
        assert!(given.contains(&known), "`{tool}` has a case with all of its inputs, {known:?}");
        // Beyond those that its schema calls required, an action may want one more of several.
        let fewest = given.iter().map(BTreeSet::len).min().unwrap();
        assert!(fewest <= required.len() + 1, "`{tool}` has a case with its fewest inputs, {required:?}");
    }
    for case in &cases {
        let known =
            catalogue::actions().any(|(vendor, _, entry)| case.tool == format!("{}_{}", vendor.id, entry.about.name));
        assert!(known, "`{}` is an action", case.tool);
    }
}

#[test]
fn the_actions_are_those_that_are_documented() {
    let names: Vec<&str> = catalogue::actions()
        .filter(|(vendor, ..)| vendor.id == "instantly")
        .map(|(_, _, entry)| entry.about.name)
        .collect();
    assert_eq!(
        names,
        [
            "list_leads",
            "get_lead",
            "create_lead",
            "delete_leads",
            "update_lead_interest_status",
            "list_campaigns",
            "create_campaign",
            "patch_campaign",
            "activate_campaign",
            "list_emails",
            "reply_to_email",
            "list_lead_lists",
            "create_lead_list",
        ]
    );
}
