//! What callers get of the vendor's answers: the documented keys and nothing else, whatever is null, missing or new.
//! The answers are the vendor's own examples.

use std::collections::{BTreeMap, BTreeSet};

use outreach_mcp::catalogue;
use serde_json::{Map, Value, json};

use super::{Case, ID, cases};
use crate::support::bench::Bench;

const LEAD: &str = include_str!("../answers/lead.json");
const CAMPAIGN: &str = include_str!("../answers/campaign.json");
const EMAIL: &str = include_str!("../answers/email.json");
const LEAD_LIST: &str = include_str!("../answers/lead_list.json");
const DELETED: &str = include_str!("../answers/deleted.json");
const SUBMITTED: &str = include_str!("../answers/submitted.json");

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
    /// The output that holds it.
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

/// Inputs that the tool takes.
fn inputs(tool: &str) -> Value {
    let Case { inputs, .. } = cases().into_iter().find(|case| case.tool == tool).unwrap();
    inputs
}

impl Kind {
    /// What callers get of an answer of one object.
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
    let mut bench = Bench::start().await;
    for kind in ONE {
        let example = parsed(kind.example);
        bench.vendor.answers(200, &example);
        assert_eq!(bench.call(kind.tool, &inputs(kind.tool)).await, kind.expected(&example), "{}", kind.tool);

        let mut newer = example.clone();
        newer["a_field_of_next_year"] = json!({ "deep": [1, null] });
        newer["status"] = json!(77);
        newer["lt_interest_status"] = json!(12345);
        newer["ue_type"] = json!(9);
        newer["payload"] = json!({ "custom": { "nested": true }, "list": [1, "x"], "score": 0.25 });
        bench.vendor.answers(201, &newer);
        assert_eq!(bench.call(kind.tool, &inputs(kind.tool)).await, kind.expected(&newer), "{}", kind.tool);

        let nulls: Map<String, Value> = kind
            .keys
            .split_whitespace()
            .map(|key| (key.to_owned(), Value::Null))
            .chain([("id".into(), ID.into())])
            .collect();
        bench.vendor.answers(200, Value::Object(nulls.clone()));
        let expected = kind.expected(&Value::Object(nulls));
        assert_eq!(bench.call(kind.tool, &inputs(kind.tool)).await, expected, "{}", kind.tool);

        bench.vendor.answers(200, json!({ "id": ID }));
        assert_eq!(bench.call(kind.tool, &inputs(kind.tool)).await, expected, "{}", kind.tool);
    }
}

#[tokio::test]
async fn a_page_becomes_the_documented_outputs() {
    let mut bench = Bench::start().await;
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
            bench.vendor.answers(200, &answer);
            let envelope = bench.call(kind.tool, &inputs(kind.tool)).await;
            assert_eq!(Value::Object(envelope), expected, "{} {answer}", kind.tool);
        }
    }
}

#[tokio::test]
async fn a_count_or_a_message_is_all_there_is() {
    let mut bench = Bench::start().await;
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
        bench.vendor.answers(status, answer);
        assert_eq!(Value::Object(bench.call(tool, &inputs(tool)).await), expected, "{tool} {answer}");
    }
}

/// Some answers to a start are only a message.
#[tokio::test]
async fn a_started_campaign_that_is_not_answered_is_named_by_its_id() {
    let mut bench = Bench::start().await;
    for (status, answer) in
        [(200, r#"{"message":"Campaign activated"}"#), (200, "{}"), (200, "null"), (200, ""), (204, "")]
    {
        bench.vendor.answers(status, answer);
        let envelope = bench.call("instantly_activate_campaign", &json!({ "campaign_id": "7" })).await;
        assert_eq!(Value::Object(envelope), json!({ "success": true, "id": "7" }), "{answer:?}");
    }
}

/// What a caller reads, changes and writes back must not lose what it does not know.
#[tokio::test]
async fn a_sequence_and_a_schedule_are_given_whole() {
    let sequences = json!([{ "steps": [{
        "type": "email", "delay": 1.5, "delay_unit": "fortnights", "pre_delay": 2, "new": { "x": [1] },
        "variants": [{ "subject": "", "body": "b", "v_disabled": false, "new": "y" }], "ai": true,
    }], "new": 1 }]);
    let schedule = json!({
        "start_date": "2026-01-01", "new": 2,
        "schedules": [{ "name": "n", "timing": { "from": "09:00", "to": "10:00" }, "days": { "0": true, "6": false }, "timezone": "Etc/GMT-13", "new": 3 }],
    });
    let mut bench = Bench::start().await;
    bench.vendor.answers(200, json!({ "items": [{ "sequences": sequences, "campaign_schedule": schedule }] }));
    let envelope = bench.call("instantly_list_campaigns", &json!({})).await;
    assert_eq!(envelope["campaigns"], json!([{ "sequences": sequences, "campaign_schedule": schedule }]));
}

/// Numbers as texts, flags as numbers and the like are read, and given out as documented.
#[tokio::test]
async fn what_is_of_a_neighbouring_type_is_read() {
    let mut bench = Bench::start().await;
    bench
        .vendor
        .answers(200, json!({ "id": 7, "status": "-1", "phone": 491234, "email_open_count": 2.0, "campaign": null }));
    let envelope = bench.call("instantly_get_lead", &json!({ "lead_id": "7" })).await;
    let lead = json!({ "id": "7", "status": -1, "phone": "491234", "email_open_count": 2 });
    assert_eq!(Value::Object(envelope), json!({ "success": true, "lead": lead, "id": "7", "status": -1 }));
    bench.vendor.answers(200, json!({ "items": [{ "is_unread": true, "is_auto_reply": "0" }] }));
    let envelope = bench.call("instantly_list_emails", &json!({})).await;
    assert_eq!(envelope["emails"], json!([{ "is_unread": 1, "is_auto_reply": 0 }]));
    bench.vendor.answers(200, json!({ "items": [{ "open_tracking": 1, "pl_value": "99.5", "daily_limit": "30" }] }));
    let envelope = bench.call("instantly_list_campaigns", &json!({})).await;
    assert_eq!(envelope["campaigns"], json!([{ "open_tracking": true, "pl_value": 99.5, "daily_limit": 30 }]));
}

/// "Nothing found" is only said where the vendor has said so.
#[tokio::test]
async fn a_page_without_items_is_no_empty_page() {
    let mut bench = Bench::start().await;
    for kind in PAGES {
        for answer in [r#"{"data":[]}"#, "{}", r#"{"message":"busy"}"#, r#"{"items":{}}"#, r#"{"items":"none"}"#] {
            bench.vendor.answers(200, answer);
            let envelope = bench.call(kind.tool, &json!({})).await;
            assert_eq!(envelope["error_kind"], "vendor_error", "{} {answer}", kind.tool);
            assert!(envelope["error"].as_str().unwrap().contains("items"), "{envelope:?}");
        }
    }
}

/// JavaScript cuts a text in the middle of an emoji and writes the half as it is; some servers put a mark in front.
#[tokio::test]
async fn half_a_character_costs_no_page() {
    let mut bench = Bench::start().await;
    for (written, read) in [
        (r"hi \ud83d", "hi \u{fffd}"),
        (r"\uDE80 hi", "\u{fffd} hi"),
        (r"\ud83d\ud83d\ude80", "\u{fffd}\u{1f680}"),
        (r"\ud83d\u0041\n", "\u{fffd}A\n"),
        (r#"\ud83d \\ud83d \\\ud83d \""#, "\u{fffd} \\ud83d \\\u{fffd} \""),
        (r"\ud83d\ude80", "\u{1f680}"),
    ] {
        bench.vendor.answers(200, format!(r#"{{"items":[{{"id":"1","content_preview":"{written}"}}]}}"#));
        let envelope = bench.call("instantly_list_emails", &json!({})).await;
        assert_eq!(envelope.get("emails"), Some(&json!([{ "id": "1", "content_preview": read }])), "{envelope:?}");
    }
    bench.vendor.answers(200, "\u{feff} {\"id\":\"7\"}");
    let envelope = bench.call("instantly_get_lead", &json!({ "lead_id": "7" })).await;
    assert_eq!(envelope.get("id"), Some(&json!("7")), "{envelope:?}");
}

/// No action's outputs go untested, and none promises more or less than is documented.
#[test]
fn every_action_promises_the_documented_outputs() {
    fn promised(keys: Vec<&str>) -> BTreeSet<String> {
        let failure = "success error error_kind retryable http_status retry_after_s".split(' ');
        failure.chain(keys).map(str::to_owned).collect()
    }
    let mut documented = BTreeMap::from([
        ("instantly_delete_leads", promised(vec!["count"])),
        ("instantly_update_lead_interest_status", promised(vec!["message"])),
    ]);
    for kind in ONE {
        let beside = kind.beside.iter().map(|(output, _)| *output);
        documented.insert(kind.tool, promised(beside.chain([kind.under]).collect()));
    }
    for kind in PAGES {
        documented.insert(kind.tool, promised(vec![kind.under, "count", "next_starting_after"]));
    }
    for (vendor, _, entry) in catalogue::actions().filter(|(vendor, ..)| vendor.id == "instantly") {
        let tool = format!("{}_{}", vendor.id, entry.about.name);
        let schema = (entry.output_schema)();
        let names: BTreeSet<String> = schema.get("properties").unwrap().as_object().unwrap().keys().cloned().collect();
        assert_eq!(documented.get(tool.as_str()), Some(&names), "{tool}");
    }
}
