//! Filters: every filterable attribute is sent; others are refused, because the vendor ignores them and answers everything.

use serde_json::{Value, json};

use super::bare_document;
use crate::support::wire::WireSession;

const TEXT: &[&str] =
    &["email", "first_name", "last_name", "jobtitle", "phone", "title", "country", "state", "city", "industry"];
const FLAG: &[&str] = &["excluded", "opened", "clicked", "replied", "bounced"];

/// A tool and its filterable attributes: with any text, with true or false, with one of these words.
type Filters = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
    &'static [(&'static str, &'static [&'static str])],
);

const FILTERS: [Filters; 7] = [
    ("overloop_list_prospects", TEXT, FLAG, &[]),
    ("overloop_list_leads", TEXT, FLAG, &[]),
    (
        "overloop_list_organizations",
        &["name", "website", "description", "email", "phone", "country", "city", "state", "address"],
        &[],
        &[],
    ),
    (
        "overloop_list_automations",
        &[],
        &[],
        &[
            ("automation_type", &["campaign", "workflow"]),
            ("record_type", &["prospects", "organizations", "conversations"]),
            ("status", &["on", "off"]),
        ],
    ),
    ("overloop_list_users", &[], &["disabled"], &[]),
    ("overloop_list_lists", &[], &[], &[("list_type", &["prospects", "organizations"])]),
    ("overloop_list_exclusion_list_items", &["value"], &[], &[("item_type", &["email", "domain"])]),
];

async fn sent(wire: &mut WireSession, tool: &str, filter: Value) -> String {
    let seen = wire.request_of(tool, &json!({ "filter": filter })).await;
    let (_, query) = seen.target.split_once('?').unwrap();
    let pairs: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    assert_eq!(pairs.len(), 1, "{query}");
    assert_eq!(pairs[0].0, "filter");
    pairs[0].1.clone()
}

#[tokio::test]
async fn every_filterable_attribute_is_sent() {
    let mut wire = WireSession::overloop().await;
    wire.vendor.answer_with(200, bare_document());
    for (tool, texts, flags, words) in FILTERS {
        for name in texts {
            let values: &[&str] = match *name {
                "email" => &["john@example.com"],
                _ => &["john", "Jean & S\u{f8}n", "+32-481=1", "a%2Cb", "x y;z"],
            };
            for value in values {
                assert_eq!(sent(&mut wire, tool, json!({ *name: value })).await, format!("{name}:{value}"), "{tool}");
            }
        }
        if !texts.is_empty() && texts != ["value"] {
            assert_eq!(sent(&mut wire, tool, json!({ "id": 7 })).await, "id:7", "{tool}");
        }
        for name in flags {
            for (value, written) in [(json!(true), "true"), (json!(false), "false"), (json!("true"), "true")] {
                assert_eq!(sent(&mut wire, tool, json!({ *name: value })).await, format!("{name}:{written}"), "{tool}");
            }
        }
        for (name, values) in words {
            for value in *values {
                assert_eq!(sent(&mut wire, tool, json!({ *name: value })).await, format!("{name}:{value}"), "{tool}");
            }
            let error = wire.invalid_input(tool, &json!({ "filter": { *name: "nonsense" } })).await;
            assert!(error.contains(&format!("`filter.{name}`")) && error.contains(values[0]), "{tool}: {error}");
        }
    }
}

#[tokio::test]
async fn an_attribute_that_cannot_be_filtered_is_refused() {
    let mut wire = WireSession::overloop().await;
    for (tool, name) in [
        ("overloop_list_prospects", "linkedin_profile"),
        ("overloop_list_prospects", "description"),
        ("overloop_list_prospects", "email_status"),
        ("overloop_list_prospects", "lists"),
        ("overloop_list_prospects", "c_custom_field_a"),
        ("overloop_list_leads", "organization_id"),
        ("overloop_list_organizations", "lists"),
        ("overloop_list_organizations", "c_custom_field_a"),
        ("overloop_list_automations", "id"),
        ("overloop_list_automations", "name"),
        ("overloop_list_users", "email"),
        ("overloop_list_lists", "name"),
        ("overloop_list_exclusion_list_items", "id"),
    ] {
        let error = wire.invalid_input(tool, &json!({ "filter": { name: "x" } })).await;
        assert!(error.contains(&format!("`{name}` is not an input of `filter`")), "{tool}: {error}");
    }
    let error = wire.invalid_input("overloop_list_prospects", &json!({ "filter": { "firstname": "x" } })).await;
    assert!(error.contains("did you mean `first_name`?"), "{error}");
    let error =
        wire.invalid_input("overloop_list_automation_steps", &json!({ "automation_id": "1", "filter": {} })).await;
    assert!(error.contains("`filter` is not an input"), "{error}");
}

/// The documents have no escape for these characters: the vendor would read another filter, or none.
#[tokio::test]
async fn a_filter_value_with_separators_is_refused() {
    let mut wire = WireSession::overloop().await;
    for value in ["doe,email:x@y.example", "a,b", "https://overloop.com", ",", ":", "", " "] {
        let error = wire.invalid_input("overloop_list_organizations", &json!({ "filter": { "website": value } })).await;
        assert!(error.contains("`filter.website`") && error.contains("Nothing was sent"), "{value:?}: {error}");
    }
}

#[tokio::test]
async fn sorting_is_by_attributes() {
    let mut wire = WireSession::overloop().await;
    wire.vendor.answer_with(200, bare_document());
    for (sort, written) in [
        ("-created_at,first_name", "-created_at,first_name"),
        (" -created_at , first_name ", "-created_at,first_name"),
        ("open_count", "open_count"),
        ("-c_custom_field_a", "-c_custom_field_a"),
    ] {
        let seen = wire.request_of("overloop_list_prospects", &json!({ "sort": sort })).await;
        let query = seen.target.split_once("sort=").unwrap().1.replace("%2C", ",");
        assert_eq!(query, written, "{sort}");
    }
    for (tool, sort, words) in [
        ("overloop_list_prospects", "-created", "did you mean `created_at`?"),
        ("overloop_list_prospects", "first_name,lastname", "did you mean `last_name`?"),
        ("overloop_list_prospects", "created_at desc", "did you mean `created_at`?"),
        ("overloop_list_prospects", "", "known are id, email"),
        ("overloop_list_prospects", "email,,id", "`sort`: ``"),
        ("overloop_list_prospects", "--email", "did you mean `email`?"),
        ("overloop_list_prospects", "c_", "`c_`"),
        ("overloop_list_users", "c_custom_field_a", "not an attribute of a user"),
        ("overloop_list_lists", "organization", "not an attribute of a list"),
        ("overloop_list_exclusion_list_items", "updated_at", "did you mean `created_at`?"),
        ("overloop_list_automations", "steps", "not an attribute of an automation"),
    ] {
        let error = wire.invalid_input(tool, &json!({ "sort": sort })).await;
        assert!(error.contains(words) && error.contains("`sort`"), "{tool} {sort:?}: {error}");
    }
    let error =
        wire.invalid_input("overloop_list_automation_steps", &json!({ "automation_id": "1", "sort": "postion" })).await;
    assert!(error.contains("did you mean `position`?"), "{error}");
}

#[tokio::test]
async fn only_documented_relationships_can_be_included() {
    let mut wire = WireSession::overloop().await;
    let error = wire.invalid_input("overloop_list_prospects", &json!({ "include": ["organisation"] })).await;
    assert!(error.contains("`include[0]`") && error.contains("\"organization\""), "{error}");
    for (page, size) in [(json!(0), json!(1)), (json!(1), json!(0)), (json!(1), json!(101))] {
        wire.invalid_input("overloop_list_prospects", &json!({ "page": page, "page_size": size })).await;
    }
}
