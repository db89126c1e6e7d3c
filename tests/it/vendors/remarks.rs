//! What an answer says matches what was asked for, or the answer says how it differs: over the whole catalogue where the rule
//! is one of the catalogue.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};

use super::{ID, cases_of};
use crate::support::{
    catalogue::{Action, action, actions, check_schema},
    mock_vendor::reply,
    wire::WireSession,
};

const OTHER: &str = "0b1b7c5e-1111-4222-8333-944455556666";

/// Inputs of the tool's case with the fewest.
fn fewest(tool: &str) -> Value {
    let of_tool = cases_of(tool).map(|case| case.inputs);
    of_tool.min_by_key(|inputs| inputs.as_object().unwrap().len()).unwrap()
}

fn created_before(seconds: i64) -> String {
    (Timestamp::now() - SignedDuration::from_secs(seconds)).to_string()
}

fn lists_with_pages() -> impl Iterator<Item = &'static Action> {
    actions().iter().filter(|action| action.unlisted.pages.is_some())
}

/// An answer to a list without any item.
fn empty_page(vendor: &str) -> &'static str {
    match vendor {
        "instantly" => r#"{"items":[]}"#,
        "overloop" => r#"{"data":[]}"#,
        _ => "[]",
    }
}

#[tokio::test]
async fn every_list_says_that_a_page_lies_past_its_end() {
    let mut lists = 0;
    for vendor in ["instantly", "overloop", "snov"] {
        let mut wire = WireSession::of(vendor).await;
        for action in lists_with_pages().filter(|action| action.vendor == vendor) {
            let cursor = action.unlisted.pages.as_ref().unwrap().cursor;
            let empty = if action.tool == "snov_list_prospects_in_list" {
                r#"{"success":true,"list":{},"prospects":[]}"#
            } else if action.tool == "instantly_list_enrichment_history" {
                "[]"
            } else {
                empty_page(vendor)
            };
            wire.vendor.answer_with(200, empty);
            let mut inputs = fewest(&action.tool);
            let first = wire.call(&action.tool, &inputs).await;
            // Where an id selects the list, an empty one says that the id may be of nothing.
            let note = first.get("note").map(Value::to_string).unwrap_or_default();
            let schema = check_schema(&action.tool);
            let takes_id = |input: &String| schema["properties"][input].get("x-id").is_some();
            let has_id = inputs.as_object().unwrap().keys().any(takes_id);
            assert_eq!((&first["success"], note.is_empty()), (&json!(true), !has_id), "{}: {first:?}", action.tool);
            assert!(!note.contains("past the end"), "{}: {note}", action.tool);
            inputs[cursor] = if action.inputs()[cursor]["type"] == "integer" { json!(99) } else { json!(ID) };
            let past = wire.call(&action.tool, &inputs).await;
            let note = past["note"].as_str().unwrap_or_else(|| panic!("{}: {past:?}", action.tool));
            assert!(note.contains(&format!("`{cursor}`")), "{}: {note}", action.tool);
            lists += 1;
        }
    }
    assert_eq!(lists, lists_with_pages().count());
}

#[tokio::test]
async fn a_search_of_mails_by_a_name_says_what_it_finds() {
    let mut wire = WireSession::instantly().await;
    wire.vendor.answer_with(200, r#"{"items":[]}"#);
    for (search, is_said) in [("Ada Abelmann", true), ("ada@x.example", false), ("thread:1", false)] {
        let envelope = wire.call("instantly_list_emails", &json!({ "search": search })).await;
        let note = envelope.get("note").map(Value::to_string).unwrap_or_default();
        assert_eq!(note.contains("instantly_list_leads"), is_said, "{search}: {envelope:?}");
    }
}

/// The searches that are paged without being lists: a page that was asked for and is empty.
#[tokio::test]
async fn every_search_says_that_a_page_lies_past_its_end() {
    let mut wire = WireSession::snov().await;
    let done = json!({ "data": [], "meta": { "task_hash": "x", "page": 9 }, "status": "completed" });
    wire.vendor.answer_with(200, &done);
    for (tool, inputs, has_note) in [
        ("snov_start_prospects_search", json!({ "domain": "a.example", "page": 9 }), true),
        ("snov_start_prospects_search", json!({ "domain": "b.example" }), false),
        ("snov_get_prospects_search_result", json!({ "task_hash": "x" }), true),
        ("snov_start_domain_emails_search", json!({ "domain": "a.example", "next": "abc" }), true),
        ("snov_start_domain_emails_search", json!({ "domain": "b.example" }), false),
        ("snov_start_people_database_search", json!({ "prospect": { "first_name": "Ada" }, "page": 9 }), true),
        ("snov_start_company_database_search", json!({ "company": { "size": ["1-10"] }, "page": 9 }), true),
        ("snov_start_company_database_search", json!({ "company": { "size": ["1-10"] } }), false),
        ("snov_get_people_database_search_result", json!({ "task_hash": "x" }), true),
        ("snov_start_generic_contacts_search", json!({ "domain": "a.example", "next": "abc" }), true),
    ] {
        let envelope = wire.call(tool, &inputs).await;
        assert_eq!(envelope.get("note").is_some(), has_note, "{tool} {inputs}: {envelope:?}");
    }
}

/// A create that can be told to answer or skip what is there says whether it created something.
#[test]
fn every_create_that_can_answer_what_exists_says_whether_it_created_something() {
    for action in actions() {
        let can_answer = |name: &String| {
            name.starts_with("skip_if") || ["return_existing", "update_contact"].contains(&name.as_str())
        };
        if action.inputs().keys().any(can_answer) {
            for output in ["created", "skipped"] {
                assert!(action.outputs().contains_key(output), "{}: {output}", action.tool);
            }
        }
        assert_eq!(
            action.inputs().contains_key("return_existing"),
            action.outputs().contains_key("existing") && action.name != "create_exclusion_list_item",
            "{}",
            action.tool
        );
    }
}

#[tokio::test]
async fn a_create_says_whether_it_created_something() {
    let mut wire = WireSession::instantly().await;
    let (now, old) = (created_before(-1), created_before(60));
    let lead = |campaign: Option<&str>, list: Option<&str>, created: Option<&str>| json!({ "id": ID, "campaign": campaign, "list_id": list, "timestamp_created": created });
    let into_campaign = json!({ "campaign": ID, "email": "a@b.example", "skip_if_in_workspace": true });
    let into_list = json!({ "list_id": ID, "email": "a@b.example" });
    for (inputs, answer, created) in [
        (&into_campaign, lead(Some(ID), None, Some(&now)), Some(true)),
        (&into_campaign, lead(Some(&ID.to_uppercase()), None, Some(&now)), Some(true)),
        (&into_campaign, lead(Some(OTHER), None, Some(&now)), Some(false)),
        (&into_campaign, lead(Some(OTHER), None, None), Some(false)),
        (&into_campaign, lead(Some(ID), None, Some(&old)), Some(false)),
        (&into_campaign, lead(None, Some(OTHER), Some(&old)), Some(false)),
        (&into_campaign, lead(Some(ID), None, None), None),
        (&into_list, lead(None, Some(ID), Some(&now)), Some(true)),
        (&into_list, lead(None, Some(OTHER), Some(&now)), Some(false)),
    ] {
        wire.vendor.answer_with(200, &answer);
        let envelope = wire.call("instantly_create_lead", inputs).await;
        check_created(&envelope, created, &answer);
        if created == Some(false) && answer["campaign"] == OTHER {
            assert!(envelope["skipped"].as_str().unwrap().contains(OTHER), "{envelope:?}");
        }
    }

    let mut wire = WireSession::overloop().await;
    for (tool, inputs) in [
        ("overloop_create_prospect", json!({ "email": "a@b.example", "return_existing": true })),
        ("overloop_create_organization", json!({ "name": "x", "return_existing": true })),
        ("overloop_create_exclusion_list_item", json!({ "value": "a@b.example", "item_type": "email" })),
    ] {
        for (status, created_at, created) in [
            (201, Some(&old), Some(true)),
            (201, None, Some(true)),
            (200, Some(&now), Some(true)),
            (200, Some(&old), Some(false)),
            (200, None, None),
        ] {
            let answer = json!({ "data": { "id": "1", "type": "x", "attributes": { "created_at": created_at } } });
            wire.vendor.answer_with(status, &answer);
            let envelope = wire.call(tool, &inputs).await;
            check_created(&envelope, created, &answer);
            let existing = created.map(|created| json!(!created));
            assert_eq!(envelope.get("existing"), existing.as_ref(), "{tool} {status}: {envelope:?}");
        }
    }

    let mut wire = WireSession::snov().await;
    let inputs = json!({ "email": "a@b.example", "list_id": 1 });
    for (added, updated, created) in
        [(true, false, Some(true)), (false, true, Some(false)), (false, false, Some(false))]
    {
        let answer = json!({ "success": true, "id": "x", "added": added, "updated": updated });
        wire.vendor.answer_with(200, &answer);
        check_created(&wire.call("snov_add_prospect_to_list", &inputs).await, created, &answer);
    }
}

fn check_created(envelope: &Map<String, Value>, created: Option<bool>, answer: &Value) {
    assert_eq!(envelope["success"], true, "{envelope:?}");
    assert_eq!(envelope.get("created").cloned(), created.map(Value::from), "{answer}: {envelope:?}");
    assert_eq!(envelope.contains_key("skipped"), created == Some(false), "{answer}: {envelope:?}");
}

/// The inputs that take several ids, addresses or names which an answer cannot leave out, with the reason.
const NOTHING_TO_MISS: &[(&str, &str)] = &[
    ("instantly_list_leads excluded_ids", "they are meant to be absent"),
    ("instantly_list_leads organization_user_ids", "a filter"),
    ("instantly_move_leads excluded_ids", "they are meant to stay"),
    ("instantly_move_leads ids", "the answer has addresses, and `warnings` says that they are fewer"),
    ("instantly_assign_leads ids", "the answer says only that it is under way"),
    ("instantly_assign_leads organization_user_ids", "the answer says only that it is under way"),
    ("instantly_delete_leads ids", "the answer is a count, and `warnings` says that it is smaller"),
    ("instantly_start_supersearch_import custom_flow", "an order"),
    ("instantly_start_supersearch_import signal_enrichment", "not ids"),
    ("instantly_create_enrichment custom_flow", "an order"),
    ("instantly_start_enrichment lead_ids", "the answer is an id"),
    ("instantly_create_ai_enrichment input_columns", "not ids"),
    ("* recipient_geo", "a filter"),
    ("* recipient_type", "a filter"),
    ("* recipient_esp", "a filter"),
    ("* filters", "a filter"),
    ("instantly_create_campaign sequences", "not ids"),
    ("instantly_add_custom_tags tag_ids", "the answer says only that it is done"),
    ("instantly_add_custom_tags resource_ids", "the answer says only that it is done"),
    ("instantly_remove_custom_tags tag_ids", "the answer says only that it is done"),
    ("instantly_remove_custom_tags resource_ids", "the answer says only that it is done"),
    ("instantly_patch_campaign sequences", "not ids"),
    ("instantly_enable_warmup emails", "the answer is a job"),
    ("instantly_enable_warmup excluded_emails", "the answer is a job"),
    ("instantly_disable_warmup emails", "the answer is a job"),
    ("instantly_disable_warmup excluded_emails", "the answer is a job"),
    ("instantly_create_subsequence sequences", "not ids"),
    ("instantly_update_subsequence sequences", "not ids"),
    ("instantly_get_campaign_analytics_overview ids", "the answer is a sum"),
    ("snov_start_prospects_search positions", "a filter"),
    ("instantly_update_campaign_options cc_list", "addresses, not ids; the answer repeats them"),
    ("instantly_update_campaign_options email_tag_list", "the answer repeats them"),
    ("instantly_update_campaign_options provider_routing_rules", "rules"),
    ("instantly_update_campaign_options bcc_list", "addresses, not ids; the answer repeats them"),
    ("snov_create_campaign email_accounts", "the answer repeats them, and `warnings` says where it differs"),
    ("snov_create_campaign linkedin_accounts", "the answer repeats them, and `warnings` says where it differs"),
    ("snov_update_campaign email_accounts", "the answer repeats them, and `warnings` says where it differs"),
    ("snov_update_campaign linkedin_accounts", "the answer repeats them, and `warnings` says where it differs"),
    ("snov_get_campaign_analytics campaign_ids", "the answer is a sum"),
    ("snov_get_campaign_analytics sender_emails", "the answer is a sum"),
    ("snov_get_campaign_analytics sender_linkedin", "the answer is a sum"),
    ("snov_get_campaign_analytics campaign_owners", "the answer is a sum"),
    ("snov_add_to_do_not_email_list items", "the answer names those that were there before"),
    ("snov_add_prospect_to_list phones", "the answer is an id"),
    ("overloop_create_campaign sending_days", "not ids"),
    ("overloop_create_campaign steps", "not ids"),
    ("overloop_update_campaign sending_days", "not ids"),
    ("* include", "related objects"),
    ("* expand", "related objects"),
    ("* filter", "a filter"),
    ("* sort", "an order"),
];

#[test]
fn every_call_that_takes_a_list_can_say_what_is_missing() {
    let exempt = |tool: &str, input: &str| {
        NOTHING_TO_MISS.iter().any(|(name, _)| *name == format!("{tool} {input}") || *name == format!("* {input}"))
    };
    for action in actions() {
        for (input, schema) in action.inputs() {
            if schema["type"] == "array" && !exempt(&action.tool, &input) {
                assert!(action.outputs().contains_key("missing"), "{}: `{input}` takes a list", action.tool);
            }
        }
    }
    for (name, _) in NOTHING_TO_MISS {
        let (tool, input) = name.split_once(' ').unwrap();
        assert!(tool == "*" || action(tool).inputs().contains_key(input), "{name}");
    }
}

#[tokio::test]
async fn what_an_answer_leaves_out_is_named() {
    let mut wire = WireSession::instantly().await;
    let page = json!({ "items": [{ "id": ID, "email": "A@b.example" }] });
    let both = json!({ "ids": [ID, OTHER], "contacts": ["a@B.example", "c@d.example"] });
    wire.vendor.answer_with(200, &page);
    assert_eq!(wire.call("instantly_list_leads", &both).await["missing"], json!([OTHER, "c@d.example"]));
    // More may follow.
    let mut unfinished = page.clone();
    unfinished["next_starting_after"] = json!(ID);
    wire.vendor.answer_with(200, &unfinished);
    assert_eq!(wire.call("instantly_list_leads", &both).await.get("missing"), None);

    wire.vendor.answer_with(200, json!({ "count": 1 }));
    let deleted = wire.call("instantly_delete_leads", &json!({ "campaign_id": ID, "ids": [ID, OTHER] })).await;
    assert!(deleted["warnings"][0].as_str().unwrap().contains("1 leads deleted"), "{deleted:?}");

    wire.vendor.answer_with(200, json!({ "id": ID, "email_list": ["one@ours.example"] }));
    let inputs = json!({ "campaign_id": ID, "email_list": ["one@ours.example", "two@ours.example"] });
    assert_eq!(wire.call("instantly_patch_campaign", &inputs).await["missing"], json!(["two@ours.example"]));

    let mut wire = WireSession::snov().await;
    wire.vendor.answer_with(200, json!({ "success": true, "a@b.example": { "sent": true } }));
    let inputs = json!({ "emails": ["a@b.example", "c@d.example"] });
    for tool in ["snov_verify_email", "snov_add_emails_for_verification"] {
        let envelope = wire.call(tool, &inputs).await;
        assert_eq!(envelope["missing"], json!(["c@d.example"]), "{tool}: {envelope:?}");
        assert_eq!(envelope["results"][1], json!({ "email": "c@d.example" }), "{tool}: {envelope:?}");
    }

    let mut wire = WireSession::overloop().await;
    let answer = json!({ "data": { "id": "1", "type": "prospects", "attributes": { "lists": ["Here"] } } });
    wire.vendor.answer_with(200, answer);
    let inputs = json!({ "prospect_id": "1", "lists": ["here", "There"] });
    assert_eq!(wire.call("overloop_update_prospect", &inputs).await["missing"], json!(["There"]));
}

#[tokio::test]
async fn an_activation_says_why_nothing_is_mailed() {
    let mut wire = WireSession::instantly().await;
    let inputs = json!({ "campaign_id": ID });
    let campaign = |status: i64, steps: &Value, mailboxes: &Value, tags: &Value| json!({ "id": ID, "status": status, "sequences": [{ "steps": steps }], "email_list": mailboxes, "email_tag_list": tags });
    let (none, step, mailbox) = (json!([]), json!([{ "type": "email" }]), json!(["a@ours.example"]));
    for (answer, warnings) in [
        (campaign(1, &step, &mailbox, &none), vec![]),
        (campaign(1, &step, &none, &json!(["tag"])), vec![]),
        (campaign(3, &step, &mailbox, &none), vec!["status 3"]),
        (campaign(1, &none, &none, &none), vec!["no steps", "no mailboxes"]),
        (json!({ "id": ID, "status": 1, "not_sending_status": 1 }), vec!["outside its schedule"]),
        // The campaign is read where the answer is a message only.
        (json!({ "message": "Campaign activated" }), vec!["no steps"]),
    ] {
        wire.vendor.answer_with(200, &answer).answer_first_reads_with(200, json!({ "id": ID, "sequences": [] }));
        let envelope = wire.call("instantly_activate_campaign", &inputs).await;
        let said: Vec<&str> = envelope
            .get("warnings")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        assert_eq!(said.len(), warnings.len(), "{answer}: {said:?}");
        assert!(said.iter().zip(&warnings).all(|(said, words)| said.contains(words)), "{answer}: {said:?}");
    }
}

#[tokio::test]
async fn analytics_of_no_campaign_say_which_they_cover() {
    let mut wire = WireSession::snov().await;
    let campaigns = json!([{ "id": 1, "campaign": "Spring" }, { "id": 2, "campaign": "Autumn" }]);
    wire.vendor.answer_next_json(&json!({ "emails_sent": 3 })).answer_next_json(&campaigns);
    let envelope = wire.call("snov_get_campaign_analytics", &json!({})).await;
    let note = envelope["note"].as_str().unwrap();
    assert!(note.contains("has 2: 1 (Spring), 2 (Autumn)"), "{note}");
    // That they cannot be read costs nothing but the names.
    wire.vendor.answer_next_json(&json!({ "emails_sent": 3 }));
    wire.vendor.answer_next(|| reply(404, "application/json", "{}"));
    let envelope = wire.call("snov_get_campaign_analytics", &json!({})).await;
    assert!(
        envelope["success"] == true && envelope["note"].as_str().unwrap().contains("every campaign"),
        "{envelope:?}"
    );
    wire.vendor.answer_with(200, json!({ "emails_sent": 3 }));
    assert_eq!(wire.call("snov_get_campaign_analytics", &json!({ "campaign_ids": [1] })).await.get("note"), None);
}

#[tokio::test]
async fn analytics_of_all_campaigns_of_instantly_say_so() {
    for (tool, input, answer) in [
        ("instantly_get_campaign_analytics_overview", "ids", json!({ "emails_sent_count": 3 })),
        ("instantly_get_daily_campaign_analytics", "campaign_id", json!([{ "date": "2026-01-01", "sent": 3 }])),
        ("instantly_get_campaign_step_analytics", "campaign_id", json!([{ "step": "0", "variant": "0", "sent": 3 }])),
    ] {
        let mut wire = WireSession::instantly().await;
        wire.vendor.answer_with(200, answer);
        let envelope = wire.call(tool, &json!({})).await;
        let note = envelope["note"].as_str().unwrap_or_else(|| panic!("{tool}: {envelope:?}"));
        assert!(note.contains("No campaign was named") && note.contains("every campaign"), "{tool}: {note}");
        let id = crate::vendors::ID;
        let of_one = if input == "ids" { json!({ input: [id] }) } else { json!({ input: id }) };
        assert_eq!(wire.call(tool, &of_one).await.get("note"), None, "{tool}");
    }
}
