//! Lists are joined by their names, and an unknown name makes a list: a slip is refused, a new list is said.

use serde_json::{Value, json};

use crate::support::wire::WireSession;

fn lists() -> Value {
    let list = |id: &str, name: &str, holds: &str| json!({ "id": id, "type": "lists", "attributes": { "name": name, "list_type": holds } });
    json!({ "data": [
        list("11", "Customers", "prospects"),
        list("12", "Trade fair 2026", "prospects"),
        list("13", "Suppliers", "organizations"),
        list("14", "2026", "prospects"),
    ] })
}

/// Every write that names lists, with what it must have beside them and what its lists hold.
const WRITES: [(&str, &str, &str, &str); 5] = [
    ("overloop_create_prospect", "email", "a@b.example", "prospects"),
    ("overloop_update_prospect", "prospect_id", "1", "prospects"),
    ("overloop_update_lead", "lead_id", "1", "prospects"),
    ("overloop_create_organization", "name", "Acme", "organizations"),
    ("overloop_update_organization", "organization_id", "1", "organizations"),
];

#[test]
fn every_write_that_names_lists_is_one_of_these() {
    for action in crate::support::catalogue::actions_of("overloop") {
        let is_one = WRITES.iter().any(|(tool, ..)| *tool == action.tool);
        assert_eq!(action.inputs().contains_key("lists"), is_one, "{}", action.tool);
    }
}

#[tokio::test]
async fn a_name_that_is_nearly_that_of_a_list_is_refused() {
    let mut wire = WireSession::overloop().await;
    wire.vendor.answer_first_reads_with(200, lists());
    for (tool, input, value, kind) in WRITES {
        let (known, other) = if kind == "prospects" { ("Customers", "Suppliers") } else { ("Suppliers", "Customers") };
        let id = if kind == "prospects" { "11" } else { "13" };
        for (name, says) in [
            (known.to_lowercase(), "is not how the list"),
            (id.to_owned(), "is the id of the list"),
            (other.to_owned(), "cannot be on it"),
        ] {
            let given = json!({ input: value, "lists": [name] });
            let error = wire.invalid_input(tool, &given).await;
            for words in [says, "overloop_list_lists", "overloop_create_list", "Nothing was sent"] {
                assert!(
                    error.to_lowercase().contains(&words.to_lowercase()),
                    "{tool} {given}: no {words:?} in {error}"
                );
            }
        }
        let blank = wire.invalid_input(tool, &json!({ input: value, "lists": [" "] })).await;
        assert!(blank.contains("`lists[0]` must not be empty"), "{tool}: {blank}");
    }
    assert!(wire.vendor.requests().is_empty());
}

/// Nobody sees what such names have beside others, and each would make a list of its own.
#[tokio::test]
async fn names_are_sent_once_and_without_what_nobody_sees() {
    let mut wire = WireSession::overloop().await;
    wire.vendor.answer_first_reads_with(200, lists());
    wire.vendor.answer_with(200, json!({ "data": { "id": "1", "type": "x", "attributes": {} } }));
    for (tool, input, value, kind) in WRITES {
        let known = if kind == "prospects" { "Customers" } else { "Suppliers" };
        let names = json!([format!(" {known}\n"), known, "New\u{200b}", "New", "\u{feff}New "]);
        let envelope = wire.call(tool, &json!({ input: value, "lists": names })).await;
        assert_eq!(envelope["warnings"].as_array().map(Vec::len), Some(1), "one list is made: {envelope:?}");
        let sent = wire.vendor.requests().pop().unwrap().json();
        assert_eq!(sent["data"]["attributes"]["lists"], json!([known, "New"]), "{tool}");
        let unseen = wire.invalid_input(tool, &json!({ input: value, "lists": ["\u{200b}"] })).await;
        assert!(unseen.contains("lists"), "{tool}: {unseen}");
    }
}

#[tokio::test]
async fn a_list_that_a_call_makes_is_said() {
    let mut wire = WireSession::overloop().await;
    wire.vendor.answer_first_reads_with(200, lists());
    wire.vendor.answer_with(200, json!({ "data": { "id": "1", "type": "x", "attributes": {} } }));
    for (tool, input, value, kind) in WRITES {
        let known = if kind == "prospects" { "Customers" } else { "Suppliers" };
        let before = wire.vendor.first_reads().len();
        let envelope = wire.call(tool, &json!({ input: value, "lists": [known, "Newcomers"] })).await;
        let warnings = envelope["warnings"].as_array().unwrap_or_else(|| panic!("{tool}: {envelope:?}"));
        assert_eq!(warnings.len(), 1, "{warnings:?}");
        assert!(
            warnings[0].as_str().unwrap().contains(&format!("no list of {kind} named `Newcomers`")),
            "{warnings:?}"
        );
        assert_eq!(wire.vendor.first_reads().len(), before + 1, "one cheap read");
        let envelope = wire.call(tool, &json!({ input: value, "lists": [known] })).await;
        assert_eq!(envelope.get("warnings"), None, "{tool}: {envelope:?}");
    }
    // A list whose name is a number is meant by it.
    let envelope = wire.call("overloop_update_prospect", &json!({ "prospect_id": "1", "lists": ["2026"] })).await;
    assert_eq!((&envelope["success"], envelope.get("warnings")), (&json!(true), None), "{envelope:?}");
    // No lists, no read.
    let before = wire.vendor.first_reads().len();
    wire.call("overloop_update_prospect", &json!({ "prospect_id": "1", "lists": [] })).await;
    wire.call("overloop_update_prospect", &json!({ "prospect_id": "1", "phone": "1" })).await;
    assert_eq!(wire.vendor.first_reads().len(), before);
}

/// Where an account has more lists than one page, what is not on it may be on another.
#[tokio::test]
async fn nothing_is_said_of_a_name_that_another_page_may_hold() {
    let mut wire = WireSession::overloop().await;
    let list = |at: usize| json!({ "id": at.to_string(), "type": "lists", "attributes": { "name": format!("List {at}"), "list_type": "prospects" } });
    wire.vendor.answer_first_reads_with(200, json!({ "data": (0..100).map(list).collect::<Vec<_>>() }));
    wire.vendor.answer_with(200, json!({ "data": { "id": "1", "type": "x", "attributes": {} } }));
    let envelope = wire.call("overloop_update_prospect", &json!({ "prospect_id": "1", "lists": ["Newcomers"] })).await;
    assert_eq!((&envelope["success"], envelope.get("warnings")), (&json!(true), None), "{envelope:?}");
}
