//! Outputs for Instantly's answers: the documented keys and nothing else, whatever is null, missing or new.
//! The answers are the vendor's own examples.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::{ID, WireCase, cases};
use crate::{
    support::{catalogue::actions_of, wire::WireSession},
    vendors::contract::contract,
};

const LEAD: &str = include_str!("examples/lead.json");
const CAMPAIGN: &str = include_str!("examples/campaign.json");
const EMAIL: &str = include_str!("examples/email.json");
const LEAD_LIST: &str = include_str!("examples/lead_list.json");
const DELETED: &str = include_str!("examples/deleted.json");
const SUBMITTED: &str = include_str!("examples/submitted.json");

const LEAD_KEYS: &str = "id timestamp_created timestamp_updated organization campaign status email personalization website \
    last_name first_name company_name job_title phone email_open_count email_reply_count email_click_count \
    company_domain payload lt_interest_status";
const CAMPAIGN_KEYS: &str = "id name pl_value status is_evergreen timestamp_created timestamp_updated email_gap \
    daily_limit daily_max_leads open_tracking stop_on_reply sequences campaign_schedule";
const EMAIL_KEYS: &str = "id timestamp_created timestamp_email message_id subject from_address_email \
    to_address_email_list cc_address_email_list bcc_address_email_list reply_to body organization_id campaign_id \
    subsequence_id list_id lead lead_id eaccount ue_type is_unread is_auto_reply i_status thread_id content_preview";
const LEAD_LIST_KEYS: &str = "id organization_id has_enrichment_task owned_by name timestamp_created";

/// How an action answers: with one object, or with a page of them.
struct Kind {
    tool: &'static str,
    /// The output that holds the object or the page.
    under: &'static str,
    keys: &'static str,
    example: &'static str,
    /// Further outputs, with the field of the object that each repeats.
    beside: &'static [(&'static str, &'static str)],
}

const LEAD_BESIDE: &[(&str, &str)] = &[
    ("id", "id"),
    ("email_address", "email"),
    ("first_name", "first_name"),
    ("last_name", "last_name"),
    ("campaign", "campaign"),
    ("status", "status"),
];
const CAMPAIGN_BESIDE: &[(&str, &str)] = &[("id", "id"), ("name", "name"), ("status", "status")];
const EMAIL_BESIDE: &[(&str, &str)] = &[("id", "id"), ("subject", "subject"), ("thread_id", "thread_id")];
const LEAD_LIST_BESIDE: &[(&str, &str)] = &[("id", "id"), ("name", "name")];

const ONE: [Kind; 7] = [
    one("instantly_get_lead", "lead", LEAD_KEYS, LEAD, LEAD_BESIDE),
    one("instantly_create_lead", "lead", LEAD_KEYS, LEAD, LEAD_BESIDE),
    one("instantly_create_campaign", "campaign", CAMPAIGN_KEYS, CAMPAIGN, CAMPAIGN_BESIDE),
    one("instantly_patch_campaign", "campaign", CAMPAIGN_KEYS, CAMPAIGN, CAMPAIGN_BESIDE),
    one("instantly_activate_campaign", "campaign", CAMPAIGN_KEYS, CAMPAIGN, CAMPAIGN_BESIDE),
    one("instantly_reply_to_email", "email", EMAIL_KEYS, EMAIL, EMAIL_BESIDE),
    one("instantly_create_lead_list", "lead_list", LEAD_LIST_KEYS, LEAD_LIST, LEAD_LIST_BESIDE),
];

const PAGES: [Kind; 4] = [
    one("instantly_list_leads", "leads", LEAD_KEYS, LEAD, &[]),
    one("instantly_list_campaigns", "campaigns", CAMPAIGN_KEYS, CAMPAIGN, &[]),
    one("instantly_list_emails", "emails", EMAIL_KEYS, EMAIL, &[]),
    one("instantly_list_lead_lists", "lead_lists", LEAD_LIST_KEYS, LEAD_LIST, &[]),
];

const fn one(
    tool: &'static str,
    under: &'static str,
    keys: &'static str,
    example: &'static str,
    beside: &'static [(&'static str, &'static str)],
) -> Kind {
    Kind { tool, under, keys, example, beside }
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// These keys of an object, without those that are null.
fn pick(object: &Value, keys: &str) -> Value {
    let kept = keys.split_whitespace().filter_map(|key| Some((key.to_owned(), object.get(key)?.clone())));
    Value::Object(kept.filter(|(_, value)| !value.is_null()).collect())
}

/// Inputs of the tool's first case.
fn inputs(tool: &str) -> Value {
    let WireCase { inputs, .. } = cases().into_iter().find(|case| case.tool == tool).unwrap();
    inputs
}

impl Kind {
    /// The expected envelope for an answer of one object.
    fn expected(&self, object: &Value) -> Map<String, Value> {
        let mut expected = Map::from_iter([("success".to_owned(), json!(true))]);
        expected.insert(self.under.to_owned(), pick(object, self.keys));
        for (output, field) in self.beside {
            if let Some(value) = object.get(*field).filter(|value| !value.is_null()) {
                expected.insert((*output).to_owned(), value.clone());
            }
        }
        expected
    }
}

#[tokio::test]
async fn one_object_becomes_the_documented_outputs() {
    let mut wire = WireSession::instantly().await;
    for kind in ONE {
        let example = parsed(kind.example);
        wire.vendor.answer_with(200, &example);
        assert_eq!(wire.call(kind.tool, &inputs(kind.tool)).await, kind.expected(&example), "{}", kind.tool);

        let mut newer = example.clone();
        newer["a_field_of_next_year"] = json!({ "deep": [1, null] });
        newer["status"] = json!(77);
        newer["lt_interest_status"] = json!(12345);
        newer["ue_type"] = json!(9);
        newer["payload"] = json!({ "custom": { "nested": true }, "list": [1, "x"], "score": 0.25 });
        wire.vendor.answer_with(201, &newer);
        assert_eq!(wire.call(kind.tool, &inputs(kind.tool)).await, kind.expected(&newer), "{}", kind.tool);

        let nulls: Map<String, Value> = kind
            .keys
            .split_whitespace()
            .map(|key| (key.to_owned(), Value::Null))
            .chain([("id".into(), ID.into())])
            .collect();
        wire.vendor.answer_with(200, Value::Object(nulls.clone()));
        let expected = kind.expected(&Value::Object(nulls));
        assert_eq!(wire.call(kind.tool, &inputs(kind.tool)).await, expected, "{}", kind.tool);

        wire.vendor.answer_with(200, json!({ "id": ID }));
        assert_eq!(wire.call(kind.tool, &inputs(kind.tool)).await, expected, "{}", kind.tool);
    }
}

#[tokio::test]
async fn a_page_becomes_the_documented_outputs() {
    let mut wire = WireSession::instantly().await;
    for kind in PAGES {
        let example = parsed(kind.example);
        let item = pick(&example, kind.keys);
        let page = |items: Value, next: Value| json!({ "items": items, "next_starting_after": next, "total": 9 });
        let given = |items: Value, count: usize| json!({ "success": true, kind.under: items, "count": count });
        let whole = |items: Value, count: usize, next: &str| {
            let mut outputs = given(items, count);
            outputs["next_starting_after"] = next.into();
            outputs
        };
        for (answer, expected) in [
            (page(json!([example]), json!(ID)), whole(json!([item]), 1, ID)),
            (
                page(json!([example, { "id": "2" }]), json!("a@b.example")),
                whole(json!([item, { "id": "2" }]), 2, "a@b.example"),
            ),
            (page(json!([{ "id": null, "new": 1 }]), Value::Null), given(json!([{}]), 1)),
            (page(json!([]), json!("")), given(json!([]), 0)),
            // A cursor may come with an empty last page.
            (page(json!([]), json!(ID)), whole(json!([]), 0, ID)),
            (page(Value::Null, json!(1_700_000_000)), whole(json!([]), 0, "1700000000")),
            (json!({ "items": [] }), given(json!([]), 0)),
        ] {
            wire.vendor.answer_with(200, &answer);
            let envelope = wire.call(kind.tool, &inputs(kind.tool)).await;
            assert_eq!(Value::Object(envelope), expected, "{} {answer}", kind.tool);
        }
    }
}

#[tokio::test]
async fn a_count_or_a_message_becomes_the_documented_output() {
    let mut wire = WireSession::instantly().await;
    for (tool, status, answer, expected) in [
        ("instantly_delete_leads", 200, DELETED, json!({ "success": true, "count": 5 })),
        ("instantly_delete_leads", 200, r#"{"count":0,"new":1}"#, json!({ "success": true, "count": 0 })),
        (
            "instantly_update_lead_interest_status",
            202,
            SUBMITTED,
            json!({ "success": true, "message": "Lead interest status update background job submitted" }),
        ),
        ("instantly_update_lead_interest_status", 202, r#"{"message":null}"#, json!({ "success": true })),
    ] {
        wire.vendor.answer_with(status, answer);
        assert_eq!(Value::Object(wire.call(tool, &inputs(tool)).await), expected, "{tool} {answer}");
    }
}

/// Some activations are answered with a message only.
#[tokio::test]
async fn an_activation_without_a_campaign_in_its_answer_gives_the_id() {
    let mut wire = WireSession::instantly().await;
    for (status, answer) in
        [(200, r#"{"message":"Campaign activated"}"#), (200, "{}"), (200, "null"), (200, ""), (204, "")]
    {
        wire.vendor.answer_with(status, answer);
        let envelope = wire.call("instantly_activate_campaign", &json!({ "campaign_id": "7" })).await;
        assert_eq!(Value::Object(envelope), json!({ "success": true, "id": "7" }), "{answer:?}");
    }
}

/// A caller reads these, changes them and writes them back, so no unknown field may be lost.
#[tokio::test]
async fn sequences_and_schedules_are_passed_on_whole() {
    let sequences = json!([{ "steps": [{
        "type": "email", "delay": 1.5, "delay_unit": "fortnights", "pre_delay": 2, "new": { "x": [1] },
        "variants": [{ "subject": "", "body": "b", "v_disabled": false, "new": "y" }], "ai": true,
    }], "new": 1 }]);
    let schedule = json!({
        "start_date": "2026-01-01", "new": 2,
        "schedules": [{ "name": "n", "timing": { "from": "09:00", "to": "10:00" }, "days": { "0": true, "6": false }, "timezone": "Etc/GMT-13", "new": 3 }],
    });
    let mut wire = WireSession::instantly().await;
    wire.vendor.answer_with(200, json!({ "items": [{ "sequences": sequences, "campaign_schedule": schedule }] }));
    let envelope = wire.call("instantly_list_campaigns", &json!({})).await;
    assert_eq!(envelope["campaigns"], json!([{ "sequences": sequences, "campaign_schedule": schedule }]));
}

/// Numbers as strings, flags as numbers and the like are read and given out as documented.
#[tokio::test]
async fn values_of_a_neighbouring_type_are_read() {
    let mut wire = WireSession::instantly().await;
    wire.vendor.answer_with(
        200,
        json!({ "id": 7, "status": "-1", "phone": 491234, "email_open_count": 2.0, "campaign": null }),
    );
    let envelope = wire.call("instantly_get_lead", &json!({ "lead_id": "7" })).await;
    let lead = json!({ "id": "7", "status": -1, "phone": "491234", "email_open_count": 2 });
    assert_eq!(Value::Object(envelope), json!({ "success": true, "lead": lead, "id": "7", "status": -1 }));
    wire.vendor.answer_with(200, json!({ "items": [{ "is_unread": true, "is_auto_reply": "0" }] }));
    let envelope = wire.call("instantly_list_emails", &json!({})).await;
    assert_eq!(envelope["emails"], json!([{ "is_unread": 1, "is_auto_reply": 0 }]));
    wire.vendor.answer_with(200, json!({ "items": [{ "open_tracking": 1, "pl_value": "99.5", "daily_limit": "30" }] }));
    let envelope = wire.call("instantly_list_campaigns", &json!({})).await;
    assert_eq!(envelope["campaigns"], json!([{ "open_tracking": true, "pl_value": 99.5, "daily_limit": 30 }]));
}

/// An empty list is only reported where the vendor has answered one.
#[tokio::test]
async fn a_page_without_items_is_a_failure() {
    let mut wire = WireSession::instantly().await;
    for kind in PAGES {
        for answer in [r#"{"data":[]}"#, "{}", r#"{"message":"busy"}"#, r#"{"items":{}}"#, r#"{"items":"none"}"#] {
            wire.vendor.answer_with(200, answer);
            let envelope = wire.call(kind.tool, &json!({})).await;
            assert_eq!(envelope["error_kind"], "vendor_error", "{} {answer}", kind.tool);
            assert!(envelope["error"].as_str().unwrap().contains("items"), "{envelope:?}");
        }
    }
}

/// JavaScript may cut a string inside a surrogate pair and write the half; some servers prefix a byte order mark.
#[tokio::test]
async fn a_lone_surrogate_does_not_lose_the_page() {
    let mut wire = WireSession::instantly().await;
    for (written, read) in [
        (r"hi \ud83d", "hi \u{fffd}"),
        (r"\uDE80 hi", "\u{fffd} hi"),
        (r"\ud83d\ud83d\ude80", "\u{fffd}\u{1f680}"),
        (r"\ud83d\u0041\n", "\u{fffd}A\n"),
        (r#"\ud83d \\ud83d \\\ud83d \""#, "\u{fffd} \\ud83d \\\u{fffd} \""),
        (r"\ud83d\ude80", "\u{1f680}"),
    ] {
        wire.vendor.answer_with(200, format!(r#"{{"items":[{{"id":"1","content_preview":"{written}"}}]}}"#));
        let envelope = wire.call("instantly_list_emails", &json!({})).await;
        assert_eq!(envelope.get("emails"), Some(&json!([{ "id": "1", "content_preview": read }])), "{envelope:?}");
    }
    wire.vendor.answer_with(200, "\u{feff} {\"id\":\"7\"}");
    let envelope = wire.call("instantly_get_lead", &json!({ "lead_id": "7" })).await;
    assert_eq!(envelope.get("id"), Some(&json!("7")), "{envelope:?}");
}

/// No action's outputs go untested, and the tables above hold the outputs of the contract.
#[test]
fn every_actions_outputs_are_tested() {
    let mut tested = BTreeMap::from([
        ("instantly_delete_leads", BTreeSet::from(["count"])),
        ("instantly_update_lead_interest_status", BTreeSet::from(["message"])),
    ]);
    for kind in ONE {
        tested.insert(kind.tool, kind.beside.iter().map(|(output, _)| *output).chain([kind.under]).collect());
    }
    for kind in PAGES {
        tested.insert(kind.tool, BTreeSet::from([kind.under, "count", "next_starting_after"]));
    }
    for action in actions_of("instantly") {
        let agreed: BTreeSet<&str> = contract(&action.tool).outputs.into_iter().collect();
        assert_eq!(tested.get(action.tool.as_str()), Some(&agreed), "{}", action.tool);
    }
}
