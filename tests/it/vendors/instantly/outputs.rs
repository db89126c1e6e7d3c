//! Outputs for Instantly's answers: the documented keys and nothing else, whatever is null, missing or new.
//! The answers are the vendor's own examples.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{ID, WireCase, cases};
use crate::{
    support::{
        catalogue::{action, actions_of},
        wire::WireSession,
    },
    vendors::contract::contract,
};

const LEAD: &str = include_str!("examples/lead.json");
const CAMPAIGN: &str = include_str!("examples/campaign.json");
const EMAIL: &str = include_str!("examples/email.json");
const LEAD_LIST: &str = include_str!("examples/lead_list.json");
const BLOCK_LIST_ENTRY: &str = include_str!("examples/block_list_entry.json");
const CUSTOM_TAG: &str = include_str!("examples/custom_tag.json");
const CUSTOM_TAG_MAPPING: &str = include_str!("examples/custom_tag_mapping.json");
const DELETED: &str = include_str!("examples/deleted.json");
const SUBMITTED: &str = include_str!("examples/submitted.json");

const LEAD_KEYS: &str = "id timestamp_created timestamp_updated organization campaign status email personalization website \
    last_name first_name company_name job_title phone email_open_count email_reply_count email_click_count \
    company_domain payload lt_interest_status list_id verification_status timestamp_last_contact timestamp_last_reply \
    timestamp_last_open timestamp_last_click timestamp_last_interest_change timestamp_last_touch subsequence_id \
    status_summary last_step_from last_step_id email_opened_step email_replied_step email_replied_variant \
    email_clicked_step assigned_to pl_value_lead enrichment_status is_website_visitor esg_code esp_code upload_method";
const CAMPAIGN_KEYS: &str = "id name pl_value status is_evergreen timestamp_created timestamp_updated email_gap \
    daily_limit daily_max_leads open_tracking stop_on_reply sequences campaign_schedule email_list email_tag_list \
    link_tracking text_only not_sending_status stop_on_auto_reply stop_for_company first_email_text_only random_wait_max \
    cc_list bcc_list insert_unsubscribe_header allow_risky_contacts disable_bounce_protect owned_by organization";
/// Only in an answer about one campaign.
const VARIABLES: &str = "custom_variables core_variables";
const EMAIL_KEYS: &str = "id timestamp_created timestamp_email message_id subject from_address_email \
    to_address_email_list cc_address_email_list bcc_address_email_list reply_to body organization_id campaign_id \
    subsequence_id list_id lead lead_id eaccount ue_type is_unread is_auto_reply i_status thread_id content_preview \
    attachment_json ai_interest_value step is_focused reminder_ts ai_assisted ai_agent_id";
const LEAD_LIST_KEYS: &str = "id organization_id has_enrichment_task owned_by name timestamp_created";

const BLOCK_LIST_ENTRY_KEYS: &str = "id bl_value is_domain timestamp_created organization_id";
const CUSTOM_TAG_KEYS: &str = "id label description timestamp_created timestamp_updated organization_id";
const CUSTOM_TAG_MAPPING_KEYS: &str = "id tag_id resource_id resource_type timestamp_created organization_id";

/// An object of Instantly's. The contract says which actions answer one, and which a page of them.
struct Object {
    /// The output that holds one.
    one: &'static str,
    /// The output that holds a page.
    many: &'static str,
    keys: &'static str,
    example: &'static str,
    /// Further outputs beside one, with the field of the object that each repeats.
    beside: &'static [(&'static str, &'static str)],
}

static OBJECTS: [Object; 7] = [
    Object {
        one: "lead",
        many: "leads",
        keys: LEAD_KEYS,
        example: LEAD,
        beside: &[
            ("id", "id"),
            ("email_address", "email"),
            ("first_name", "first_name"),
            ("last_name", "last_name"),
            ("campaign", "campaign"),
            ("status", "status"),
        ],
    },
    Object {
        one: "campaign",
        many: "campaigns",
        keys: CAMPAIGN_KEYS,
        example: CAMPAIGN,
        beside: &[("id", "id"), ("name", "name"), ("status", "status")],
    },
    Object {
        one: "email",
        many: "emails",
        keys: EMAIL_KEYS,
        example: EMAIL,
        beside: &[("id", "id"), ("subject", "subject"), ("thread_id", "thread_id")],
    },
    Object {
        one: "lead_list",
        many: "lead_lists",
        keys: LEAD_LIST_KEYS,
        example: LEAD_LIST,
        beside: &[("id", "id"), ("name", "name")],
    },
    Object {
        one: "block_list_entry",
        many: "block_list_entries",
        keys: BLOCK_LIST_ENTRY_KEYS,
        example: BLOCK_LIST_ENTRY,
        beside: &[("id", "id"), ("bl_value", "bl_value"), ("is_domain", "is_domain")],
    },
    Object {
        one: "custom_tag",
        many: "custom_tags",
        keys: CUSTOM_TAG_KEYS,
        example: CUSTOM_TAG,
        beside: &[("id", "id"), ("label", "label")],
    },
    Object {
        one: "custom_tag_mapping",
        many: "custom_tag_mappings",
        keys: CUSTOM_TAG_MAPPING_KEYS,
        example: CUSTOM_TAG_MAPPING,
        beside: &[],
    },
];

impl Object {
    /// The outputs of an action that answers one.
    fn outputs(&self) -> BTreeSet<&'static str> {
        self.beside.iter().map(|(output, _)| *output).chain([self.one]).collect()
    }

    /// The outputs of an action that answers a page.
    fn outputs_of_page(&self) -> BTreeSet<&'static str> {
        BTreeSet::from([self.many, "count", "next_starting_after"])
    }
}

/// An action that answers with one object, or with a page of them.
struct Kind {
    tool: &'static str,
    object: &'static Object,
}

/// The actions of which the contract documents these outputs of an object.
fn kinds(outputs: fn(&Object) -> BTreeSet<&'static str>) -> Vec<Kind> {
    let kinds = actions_of("instantly").filter_map(|action| {
        let agreed: BTreeSet<&str> = contract(&action.tool).outputs.into_iter().collect();
        let object = OBJECTS.iter().find(|object| outputs(object) == agreed)?;
        Some(Kind { tool: &action.tool, object })
    });
    kinds.collect()
}

/// The actions that answer with one object.
fn ones() -> Vec<Kind> {
    kinds(Object::outputs)
}

/// The actions that answer with a page.
fn pages() -> Vec<Kind> {
    kinds(Object::outputs_of_page)
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// These keys of an object, without those that are null, and without nulls within.
fn pick(object: &Value, keys: &str) -> Value {
    let kept = keys.split_whitespace().filter_map(|key| Some((key.to_owned(), object.get(key)?.clone())));
    let kept = kept.filter(|(_, value)| !value.is_null());
    Value::Object(kept.map(|(key, value)| (key, without_nulls(value))).collect())
}

fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let given = fields.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(given.map(|(key, value)| (key, without_nulls(value))).collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(without_nulls).collect()),
        other => other,
    }
}

/// The outputs without what they say of how they differ from what was asked for, which `remarks` tests.
fn without_remarks(mut envelope: Map<String, Value>) -> Map<String, Value> {
    envelope.retain(|output, _| !["created", "skipped", "warnings", "note", "missing"].contains(&output.as_str()));
    envelope
}

/// Inputs of the tool's first case.
fn inputs(tool: &str) -> Value {
    let WireCase { mut inputs, .. } = cases().into_iter().find(|case| case.tool == tool).unwrap();
    let action = action(tool);
    if let (Some(pages), Some(inputs)) = (action.unlisted.pages, inputs.as_object_mut()) {
        inputs.shift_remove(pages.cursor);
        pages.size.map(|size| inputs.shift_remove(size));
    }
    if action.is_read() {
        inputs["detail"] = json!("full");
    }
    inputs
}

impl Object {
    /// The expected envelope for an answer of one object.
    fn expected(&self, object: &Value) -> Map<String, Value> {
        let mut expected = Map::from_iter([("success".to_owned(), json!(true))]);
        let mut one = pick(object, self.keys);
        if self.one == "campaign" {
            one.as_object_mut().unwrap().extend(pick(object, VARIABLES).as_object().unwrap().clone());
        }
        expected.insert(self.one.to_owned(), one);
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
    for Kind { tool, object } in ones() {
        let example = parsed(object.example);
        wire.vendor.answer_with(200, &example);
        assert_eq!(without_remarks(wire.call(tool, &inputs(tool)).await), object.expected(&example), "{tool}");

        let mut newer = example.clone();
        newer["a_field_of_next_year"] = json!({ "deep": [1, null] });
        newer["custom_variables"] = json!({ "seats": 12 });
        newer["status"] = json!(77);
        newer["lt_interest_status"] = json!(12345);
        newer["ue_type"] = json!(9);
        newer["payload"] = json!({ "custom": { "nested": true }, "list": [1, "x"], "score": 0.25 });
        wire.vendor.answer_with(201, &newer);
        assert_eq!(without_remarks(wire.call(tool, &inputs(tool)).await), object.expected(&newer), "{tool}");

        let nulls: Map<String, Value> = object
            .keys
            .split_whitespace()
            .map(|key| (key.to_owned(), Value::Null))
            .chain([("id".into(), ID.into())])
            .collect();
        wire.vendor.answer_with(200, Value::Object(nulls.clone()));
        let expected = object.expected(&Value::Object(nulls));
        assert_eq!(without_remarks(wire.call(tool, &inputs(tool)).await), expected, "{tool}");

        wire.vendor.answer_with(200, json!({ "id": ID }));
        assert_eq!(without_remarks(wire.call(tool, &inputs(tool)).await), expected, "{tool}");
    }
}

#[tokio::test]
async fn a_page_becomes_the_documented_outputs() {
    let mut wire = WireSession::instantly().await;
    for Kind { tool, object } in pages() {
        let example = parsed(object.example);
        let item = pick(&example, object.keys);
        let page = |items: Value, next: Value| json!({ "items": items, "next_starting_after": next, "total": 9 });
        let given = |items: Value, count: usize| json!({ "success": true, object.many: items, "count": count });
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
            (page(json!([example]), json!(1_700_000_000)), whole(json!([item]), 1, "1700000000")),
            // A cursor may come with an empty last page: it leads nowhere.
            (page(json!([]), json!(ID)), given(json!([]), 0)),
            (page(Value::Null, json!(1_700_000_000)), given(json!([]), 0)),
            (json!({ "items": [] }), given(json!([]), 0)),
        ] {
            wire.vendor.answer_with(200, &answer);
            let envelope = wire.call(tool, &inputs(tool)).await;
            let envelope = without_remarks(envelope);
            assert_eq!(Value::Object(envelope), expected, "{tool} {answer}");
        }
    }
}

/// Answers of the actions that answer no object: the tool, the status and the body of the answer, and the envelope.
fn answers_without_object() -> [(&'static str, u16, &'static str, Value); 6] {
    [
        ("instantly_delete_leads", 200, DELETED, json!({ "success": true, "count": 5 })),
        ("instantly_delete_leads", 200, r#"{"count":0,"new":1}"#, json!({ "success": true, "count": 0 })),
        (
            "instantly_add_block_list_entries",
            200,
            r#"{"items":[{"id":"a","bl_value":"example.com"}],"valid_count":1,"invalid_count":0,"new":1}"#,
            json!({
                "success": true,
                "items": [{ "id": "a", "bl_value": "example.com" }],
                "valid_count": 1,
                "invalid_count": 0,
            }),
        ),
        (
            "instantly_delete_block_list_entries",
            200,
            r#"[{"id":"a","bl_value":"example.com","is_domain":null}]"#,
            json!({ "success": true, "block_list_entries": [{ "id": "a", "bl_value": "example.com" }], "count": 1 }),
        ),
        (
            "instantly_update_lead_interest_status",
            202,
            SUBMITTED,
            json!({ "success": true, "message": "Lead interest status update background job submitted" }),
        ),
        ("instantly_update_lead_interest_status", 202, r#"{"message":null}"#, json!({ "success": true })),
    ]
}

#[tokio::test]
async fn a_count_or_a_message_becomes_the_documented_output() {
    let mut wire = WireSession::instantly().await;
    for (tool, status, answer, expected) in answers_without_object() {
        wire.vendor.answer_with(status, answer);
        let mut envelope = without_remarks(wire.call(tool, &inputs(tool)).await);
        envelope.shift_remove("note");
        assert_eq!(Value::Object(envelope), expected, "{tool} {answer}");
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
        let envelope = wire.call("instantly_activate_campaign", &json!({ "campaign_id": ID })).await;
        assert_eq!(Value::Object(without_remarks(envelope)), json!({ "success": true, "id": ID }), "{answer:?}");
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
    let envelope = wire.call("instantly_get_lead", &json!({ "lead_id": crate::vendors::ID })).await;
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
    for kind in pages() {
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
    let envelope = wire.call("instantly_get_lead", &json!({ "lead_id": crate::vendors::ID })).await;
    assert_eq!(envelope.get("id"), Some(&json!("7")), "{envelope:?}");
}

/// No action's outputs go untested, and the tables above hold the outputs of the contract.
#[test]
fn every_actions_outputs_are_tested() {
    let (ones, pages, without_object) = (ones(), pages(), answers_without_object());
    for action in actions_of("instantly") {
        let with_object = ones.iter().chain(&pages).filter(|kind| kind.tool == action.tool).count();
        let mut without = BTreeSet::new();
        for (_, _, _, envelope) in without_object.iter().filter(|(tool, ..)| *tool == action.tool) {
            without.extend(envelope.as_object().unwrap().keys().map(String::as_str).filter(|key| *key != "success"));
        }
        if with_object == 1 && without.is_empty() {
            continue;
        }
        let agreed: BTreeSet<&str> = contract(&action.tool).outputs.into_iter().collect();
        assert_eq!(
            (with_object, without),
            (0, agreed),
            "{}: its outputs are those of an object in OBJECTS, or of its rows in `answers_without_object`",
            action.tool
        );
    }
    for object in &OBJECTS {
        let has = |kinds: &[Kind]| kinds.iter().any(|kind| kind.object.one == object.one);
        // What has nothing beside it is answered in pages alone.
        assert!(
            (has(&ones) || object.beside.is_empty()) && has(&pages),
            "an action answers one `{}`, and one a page of them",
            object.one
        );
    }
}
