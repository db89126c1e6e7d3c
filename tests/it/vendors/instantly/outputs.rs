//! Outputs for Instantly's answers: the documented keys and nothing else, whatever is null, missing or new.
//! The answers are the vendor's own examples.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{ID, WireCase, campaigns, cases, subsequences};
use crate::{
    support::{
        answers,
        catalogue::{action, actions_of},
        wire::WireSession,
    },
    vendors::contract::contract,
};

const LEAD: &str = include_str!("examples/lead.json");
const CAMPAIGN: &str = include_str!("examples/campaign.json");
const EMAIL: &str = include_str!("examples/email.json");
const ACCOUNT: &str = include_str!("examples/account.json");
const WORKSPACE_MEMBER: &str = include_str!("examples/workspace_member.json");
const WORKSPACE_GROUP_MEMBER: &str = include_str!("examples/workspace_group_member.json");
const SUBSEQUENCE: &str = include_str!("examples/subsequence.json");
const LEAD_LIST: &str = include_str!("examples/lead_list.json");
const LEAD_LABEL: &str = include_str!("examples/lead_label.json");
const WEBHOOK: &str = include_str!("examples/webhook.json");
const WEBHOOK_EVENT: &str = include_str!("examples/webhook_event.json");
const BLOCK_LIST_ENTRY: &str = include_str!("examples/block_list_entry.json");
const CUSTOM_TAG: &str = include_str!("examples/custom_tag.json");
const CUSTOM_TAG_MAPPING: &str = include_str!("examples/custom_tag_mapping.json");
const DELETED: &str = include_str!("examples/deleted.json");
const ADDED: &str = include_str!("../../answers/instantly/add_leads.json");
const JOB: &str = include_str!("../../answers/instantly/get_background_job.json");
const JOBS: &str = include_str!("../../answers/instantly/list_background_jobs.json");
const VERIFICATION_STATS: &str = include_str!("../../answers/instantly/get_lead_list_verification_stats.json");
const ASSIGNED: &str = include_str!("../../answers/instantly/assign_leads.json");
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
    cc_list bcc_list insert_unsubscribe_header allow_risky_contacts disable_bounce_protect owned_by organization match_lead_esp \
    provider_routing_rules limit_emails_per_company_override prioritize_new_leads auto_variant_select";
/// Only in an answer about one campaign.
const VARIABLES: &str = "custom_variables core_variables";
const EMAIL_KEYS: &str = "id timestamp_created timestamp_email message_id subject from_address_email \
    to_address_email_list cc_address_email_list bcc_address_email_list reply_to body organization_id campaign_id \
    subsequence_id list_id lead lead_id eaccount ue_type is_unread is_auto_reply i_status thread_id content_preview \
    attachment_json ai_interest_value step is_focused reminder_ts ai_assisted ai_agent_id";
const ACCOUNT_KEYS: &str = "email timestamp_created timestamp_updated first_name last_name status status_message autofix_failed \
    daily_limit sending_gap enable_slow_ramp warmup_status stat_warmup_score warmup timestamp_warmup_start provider_code \
    tracking_domain_name tracking_domain_status signature reply_to inbox_placement_test_limit daily_limit_max \
    warmup_limit_max setup_pending is_managed_account added_by modified_by organization";
const WORKSPACE_MEMBER_KEYS: &str = "id email user_id user_email name nickname role permissions accepted issuer_id workspace_id \
    timestamp_created";
const WORKSPACE_GROUP_MEMBER_KEYS: &str = "id admin_workspace_id admin_workspace_name sub_workspace_id sub_workspace_name status \
    timestamp_created timestamp_updated";
const SUBSEQUENCE_KEYS: &str = "id name status parent_campaign conditions sequences subsequence_schedule daily_limit_mode \
    daily_limit ignore_account_daily_limit auto_variant_select timestamp_created timestamp_leads_updated workspace";
const LEAD_LIST_KEYS: &str = "id organization_id has_enrichment_task owned_by name timestamp_created";
const LEAD_LABEL_KEYS: &str = "id timestamp_created created_by organization_id label interest_status_label interest_status \
    description use_with_ai";
/// Without `headers`, whose values are in no answer: see `webhooks`.
const WEBHOOK_KEYS: &str = "id organization campaign name target_hook_url event_type custom_interest_value status \
    timestamp_created timestamp_error";
const WEBHOOK_EVENT_KEYS: &str = "id timestamp_created timestamp_created_date organization_id payload success retry_count \
    will_retry webhook_url status_code error_message timestamp_next_retry retry_group_id retry_successful lead_email \
    response_time_ms";

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

static OBJECTS: &[Object] = &[
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
        one: "subsequence",
        many: "subsequences",
        keys: SUBSEQUENCE_KEYS,
        example: SUBSEQUENCE,
        beside: &[("id", "id"), ("name", "name"), ("status", "status")],
    },
    Object {
        one: "lead_list",
        many: "lead_lists",
        keys: LEAD_LIST_KEYS,
        example: LEAD_LIST,
        beside: &[("id", "id"), ("name", "name")],
    },
    Object {
        one: "lead_label",
        many: "lead_labels",
        keys: LEAD_LABEL_KEYS,
        example: LEAD_LABEL,
        beside: &[("id", "id"), ("label", "label"), ("interest_status", "interest_status")],
    },
    Object {
        one: "webhook",
        many: "webhooks",
        keys: WEBHOOK_KEYS,
        example: WEBHOOK,
        beside: &[
            ("id", "id"),
            ("target_hook_url", "target_hook_url"),
            ("event_type", "event_type"),
            ("status", "status"),
        ],
    },
    Object {
        one: "webhook_event",
        many: "webhook_events",
        keys: WEBHOOK_EVENT_KEYS,
        example: WEBHOOK_EVENT,
        beside: &[
            ("id", "id"),
            ("webhook_url", "webhook_url"),
            ("status_code", "status_code"),
            ("error_message", "error_message"),
        ],
    },
    Object {
        one: "account",
        many: "accounts",
        keys: ACCOUNT_KEYS,
        example: ACCOUNT,
        beside: &[("email", "email"), ("status", "status"), ("warmup_status", "warmup_status")],
    },
    Object {
        one: "workspace_member",
        many: "workspace_members",
        keys: WORKSPACE_MEMBER_KEYS,
        example: WORKSPACE_MEMBER,
        beside: &[("id", "id"), ("email", "email"), ("user_id", "user_id"), ("role", "role")],
    },
    Object {
        one: "workspace_group_member",
        many: "workspace_group_members",
        keys: WORKSPACE_GROUP_MEMBER_KEYS,
        example: WORKSPACE_GROUP_MEMBER,
        beside: &[("id", "id"), ("status", "status")],
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
        if !newer["status"].is_string() {
            newer["status"] = json!(77);
        }
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
        let second = pick(&json!({ "id": "2" }), object.keys);
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
                whole(json!([item, second]), 2, "a@b.example"),
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

/// The answer of the vendor, which is what the tool returns.
fn whole(answer: &str) -> Value {
    let mut whole = parsed(answer);
    whole["success"] = true.into();
    whole
}

/// Answers of the actions that answer no object: the tool, the status and the body of the answer, and the envelope.
fn answers_without_object() -> Vec<(&'static str, u16, String, Value)> {
    let jobs = json!({ "success": true, "jobs": parsed(JOBS)["items"], "count": 2, "next_starting_after": "6f2a90c1b7d34e5f8a1b2c3e" });
    let literal = [
        ("instantly_add_leads", 200, ADDED, whole(ADDED)),
        ("instantly_move_leads", 200, JOB, whole(JOB)),
        ("instantly_get_background_job", 200, JOB, whole(JOB)),
        ("instantly_list_background_jobs", 200, JOBS, jobs),
        ("instantly_get_lead_list_verification_stats", 200, VERIFICATION_STATS, whole(VERIFICATION_STATS)),
        ("instantly_assign_leads", 202, ASSIGNED, whole(ASSIGNED)),
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
        (
            "instantly_test_lead_label",
            200,
            r#"{"result":"Hot Lead","custom_labels_considered":["Hot Lead"],"new":1}"#,
            json!({ "success": true, "result": "Hot Lead", "custom_labels_considered": ["Hot Lead"] }),
        ),
        (
            "instantly_test_webhook",
            200,
            r#"{"success":true,"message":"Webhook test successful","response_time_ms":250,"status_code":200,"error":null}"#,
            json!({ "success": true, "delivered": true, "message": "Webhook test successful", "status_code": 200, "response_time_ms": 250 }),
        ),
        (
            "instantly_test_webhook",
            200,
            r#"{"success":false,"status_code":504,"error":"Connection timeout"}"#,
            json!({ "success": true, "delivered": false, "status_code": 504, "delivery_error": "Connection timeout" }),
        ),
        (
            "instantly_list_webhook_event_types",
            200,
            r#"{"event_types":[{"id":"email_sent","label":"Email Sent","type":"standard","new":1}]}"#,
            json!({ "success": true, "event_types": [{ "id": "email_sent", "label": "Email Sent", "type": "standard" }], "count": 1 }),
        ),
        (
            "instantly_get_webhook_event_summary",
            200,
            r#"{"total_events":3,"successful_events":2,"failed_events":1,"success_rate":66.67,"failure_rate":33.33}"#,
            json!({ "success": true, "total_events": 3, "successful_events": 2, "failed_events": 1, "success_rate": 66.67, "failure_rate": 33.33 }),
        ),
        (
            "instantly_get_daily_webhook_event_summary",
            200,
            r#"{"items":[{"date":"2026-04-01","total_events":2,"successful_events":1,"failed_events":1,"success_rate":50}]}"#,
            json!({ "success": true, "items": [{ "date": "2026-04-01", "total_events": 2, "successful_events": 1, "failed_events": 1, "success_rate": 50 }] }),
        ),
        ("instantly_mark_thread_read", 200, r#"{"success":true}"#, json!({ "success": true })),
        ("instantly_get_daily_account_analytics", 200, "[]", json!({ "success": true, "count": 0, "days": [] })),
    ];
    let literal = literal.map(|(tool, status, answer, outputs)| (tool, status, answer.to_owned(), outputs));
    let mut found = literal.to_vec();
    // What these answer becomes the outputs as it is.
    for tool in [
        "instantly_count_unread_emails",
        "instantly_send_test_email",
        "instantly_verify_email",
        "instantly_get_email_verification",
        "instantly_pause_accounts",
        "instantly_enable_warmup",
        "instantly_disable_warmup",
        "instantly_get_warmup_analytics",
        "instantly_verify_account_vitals",
        "instantly_get_tracking_domain_status",
        "instantly_get_workspace_plan",
        "instantly_get_admin_workspace",
    ] {
        let mut outputs = answers::json(tool);
        outputs["success"] = true.into();
        // What could be bought is left out.
        outputs.as_object_mut().unwrap().shift_remove("addons");
        found.push((tool, 200, answers::text(tool), outputs));
    }
    for (tool, rows) in [
        ("instantly_get_daily_account_analytics", "days"),
        ("instantly_list_account_campaigns", "account_campaigns"),
        ("instantly_list_audit_logs", "audit_logs"),
    ] {
        let answer = answers::json(tool);
        let items = answer.get("items").unwrap_or(&answer);
        let mut outputs = json!({ "success": true, "count": items.as_array().unwrap().len(), rows: items });
        if let Some(next) = answer.get("next_starting_after") {
            outputs["next_starting_after"] = next.clone();
        }
        found.push((tool, 200, answers::text(tool), outputs));
    }
    for tool in ["instantly_get_workspace", "instantly_update_workspace"] {
        let answer = answers::json(tool);
        let outputs = json!({ "success": true, "id": answer["id"], "name": answer["name"], "workspace": answer });
        found.push((tool, 200, answers::text(tool), outputs));
    }
    found.extend(campaigns::answers());
    found.extend(subsequences::answers());
    found
}

#[tokio::test]
async fn a_count_or_a_message_becomes_the_documented_output() {
    let mut wire = WireSession::instantly().await;
    for (tool, status, answer, expected) in answers_without_object() {
        wire.vendor.answer_with(status, &answer);
        let mut envelope = without_remarks(wire.call(tool, &inputs(tool)).await);
        envelope.shift_remove("note");
        envelope.shift_remove("credits_hint");
        assert_eq!(Value::Object(envelope), expected, "{tool} {answer}");
    }
}

/// The envelopes of tools for the files of `answers`: of those whose objects only they have.
fn whole_envelopes() -> Vec<(String, Value)> {
    let cases: Vec<Value> = serde_json::from_str(include_str!("examples/envelopes.json")).unwrap();
    cases.into_iter().map(|case| (case["tool"].as_str().unwrap().to_owned(), case["envelope"].clone())).collect()
}

#[tokio::test]
async fn an_answer_of_an_object_of_its_own_becomes_the_documented_outputs() {
    let mut wire = WireSession::instantly().await;
    for (tool, expected) in whole_envelopes() {
        wire.vendor.answer_with(200, crate::support::answers::text(&tool));
        let envelope = without_remarks(wire.call(&tool, &inputs(&tool)).await);
        assert_eq!(Value::Object(envelope), expected, "{tool}");
        let documented = contract(&tool).outputs;
        let given = expected.as_object().unwrap().keys().map(String::as_str);
        let given: BTreeSet<&str> = given.filter(|key| !["success", "credits_hint"].contains(key)).collect();
        assert!(given.iter().all(|key| documented.contains(key)), "{tool}: {given:?}");
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
    let (ones, pages, without_object, whole) = (ones(), pages(), answers_without_object(), whole_envelopes());
    for action in actions_of("instantly") {
        let with_object = ones.iter().chain(&pages).filter(|kind| kind.tool == action.tool).count();
        let mut without = BTreeSet::new();
        for (_, _, _, envelope) in without_object.iter().filter(|(tool, ..)| *tool == action.tool) {
            without.extend(envelope.as_object().unwrap().keys().map(String::as_str).filter(|key| *key != "success"));
        }
        let is_whole = whole.iter().any(|(tool, _)| *tool == action.tool);
        if with_object == 1 && without.is_empty() || with_object == 0 && is_whole {
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
    for object in OBJECTS {
        let has = |kinds: &[Kind]| kinds.iter().any(|kind| kind.object.one == object.one);
        // What has nothing beside it is answered in pages alone.
        assert!(
            (has(&ones) || object.beside.is_empty()) && has(&pages),
            "an action answers one `{}`, and one a page of them",
            object.one
        );
    }
}
