//! Campaigns, their steps, enrollments, sourcings and conversations, over the second generation.

use serde_json::{Value, json};

use super::{WireCase, json_body, no_body};
use crate::support::wire::WireSession;

const STEP: &str = "01994c2c-5d80-7220-a839-7b1dcdaf61b1";
const OTHER_STEP: &str = "01994c2c-5d80-7220-a839-7b1dcdaf61b2";

fn settings() -> Value {
    json!({
        "sender_id": "1547",
        "sending_days": ["monday", "friday"],
        "start_sending_minutes": 540,
        "end_sending_minutes": 1020,
        "only_allow_manual_enrollment": false,
        "automatically_reenroll": false,
        "automatically_send_messages": true,
        "automatically_send_follow_ups": true,
        "search_criteria": criteria(),
        "sourcing_limit": 200,
        "pitch_settings": {
            "website_url": "https://acme.example", "selling_description": "Growth analytics", "pain_points": "Slow reports",
            "benefits": "Dashboards", "proof_points": "200 clients", "campaign_intent": "Book a demo",
        },
        "message_personalization_settings": {
            "language": "portuguese (Brazil)", "formality": "friendly", "tone_of_voice": "straightforward", "length": "short",
        },
    })
}

fn criteria() -> Value {
    json!({
        "job_titles": ["CTO"],
        "locations": [{ "id": 22, "name": "Belgium", "type": "Country" }],
        "industries": [{ "id": 575, "name": "Information Technology" }],
        "company_sizes": ["11-50 employees"],
        "management_level": ["C-Level"],
        "departments": ["Engineering"],
        "prospect_keywords": ["saas"],
        "technologies": ["React"],
    })
}

/// Two objects in one.
fn with(mut one: Value, more: &Value) -> Value {
    one.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    one
}

pub fn cases() -> Vec<WireCase> {
    let list = json!({ "page": 2, "page_size": 1000, "sort": "-created_at" });
    let sent = |mut settings: Value| {
        settings["sender_id"] = json!(1547);
        settings
    };
    [of_campaigns(&list, sent), of_steps(&list), of_enrollments(&list), of_sourcings(&list), of_conversations(&list)]
        .into_iter()
        .flatten()
        .collect()
}

fn of_campaigns(list: &Value, sent: impl Fn(Value) -> Value) -> Vec<WireCase> {
    let new = json!({ "name": "Q1", "timezone": "Europe/Brussels" });
    let steps = json!([
        { "type": "delay", "config": { "days_delay": 1 } },
        { "type": "add_to_tags", "config": { "tag_ids": ["12"] } },
        { "type": "linkedin_visit_profile" },
        { "type": "hubspot", "extra_config": { "list": "A" } },
    ]);
    let written = json!([
        { "type": "delay", "config": { "days_delay": 1 } },
        { "type": "add_to_tags", "config": { "tag_ids": [12] } },
        { "type": "linkedin_visit_profile", "config": {} },
        { "type": "hubspot", "config": { "list": "A" } },
    ]);
    let sourced = json!({ "only_allow_manual_enrollment": false, "sourcing_id": STEP });
    vec![
        no_body(
            "overloop_list_campaigns",
            with(
                list.clone(),
                &json!({ "search": "Q1", "filter": { "status": "on" }, "expand": ["steps", "sourcing"] }),
            ),
            "GET",
            "/public/v2/campaigns?search=Q1&page=2&per_page=1000&sort=-created_at&filter%5Bstatus%5D=on&expand=steps%2Csourcing",
        ),
        no_body("overloop_list_campaigns", json!({}), "GET", "/public/v2/campaigns"),
        no_body(
            "overloop_get_campaign",
            json!({ "campaign_id": 42, "expand": ["steps"] }),
            "GET",
            "/public/v2/campaigns/42?expand=steps",
        ),
        no_body("overloop_get_campaign", json!({ "campaign_id": "42" }), "GET", "/public/v2/campaigns/42"),
        json_body(
            "overloop_create_campaign",
            with(with(new.clone(), &settings()), &json!({ "steps": steps })),
            "POST",
            "/public/v2/campaigns",
            sent(with(with(new.clone(), &settings()), &json!({ "steps": written }))),
        ),
        json_body(
            "overloop_create_campaign",
            with(new.clone(), &sourced),
            "POST",
            "/public/v2/campaigns",
            with(with(new.clone(), &sourced), &json!({ "automatically_reenroll": false })),
        ),
        json_body(
            "overloop_create_campaign",
            new.clone(),
            "POST",
            "/public/v2/campaigns",
            with(new.clone(), &json!({ "automatically_reenroll": false })),
        ),
        json_body(
            "overloop_update_campaign",
            with(with(new.clone(), &settings()), &json!({ "campaign_id": "42" })),
            "PATCH",
            "/public/v2/campaigns/42",
            sent(with(new, &settings())),
        ),
        json_body(
            "overloop_update_campaign",
            with(sourced.clone(), &json!({ "campaign_id": "42" })),
            "PATCH",
            "/public/v2/campaigns/42",
            sourced,
        ),
        json_body(
            "overloop_update_campaign",
            json!({ "campaign_id": 42, "name": "Q2" }),
            "PATCH",
            "/public/v2/campaigns/42",
            json!({ "name": "Q2" }),
        ),
        json_body(
            "overloop_start_campaign",
            json!({ "campaign_id": "42" }),
            "PATCH",
            "/public/v2/campaigns/42",
            json!({ "status": "on" }),
        ),
        json_body(
            "overloop_pause_campaign",
            json!({ "campaign_id": "42" }),
            "PATCH",
            "/public/v2/campaigns/42",
            json!({ "status": "off" }),
        ),
        no_body("overloop_delete_campaign", json!({ "campaign_id": "42" }), "DELETE", "/public/v2/campaigns/42"),
        no_body(
            "overloop_get_campaign_statistics",
            json!({ "campaign_id": "42" }),
            "GET",
            "/public/v2/campaigns/42/stats",
        ),
        no_body("overloop_list_step_types", json!({}), "GET", "/public/v2/campaigns/step_types"),
    ]
}

/// All settings that a step can have, and how they are sent.
fn every_setting() -> (Value, Value) {
    let config = json!({
        "days_delay": 1, "hours_delay": 2, "generate_with_ai": false, "subject": "Hi", "content": "Hello", "message": "Hey",
        "message_personalization_settings": {
            "language": "french", "formality": "formal", "tone_of_voice": "witty", "length": "long",
        },
        "records_segment": { "filters": { "groups": [] } }, "tag_ids": ["12"], "title": "Look", "owner_id": "1547",
        "automation_id": "42", "node_id": STEP, "remove_from_original": true, "recipient_id": "1547", "slack_id": "C12345",
    });
    let mut sent = config.clone();
    for (name, number) in [
        ("tag_ids", json!([12])),
        ("owner_id", json!(1547)),
        ("automation_id", json!(42)),
        ("recipient_id", json!(1547)),
    ] {
        sent[name] = number;
    }
    sent["extra"] = json!("x");
    (config, sent)
}

fn of_steps(list: &Value) -> Vec<WireCase> {
    let (config, sent) = every_setting();
    let inputs = json!({
        "campaign_id": "42", "type": "zapier", "config": config, "extra_config": { "extra": "x" }, "previous_step_id": STEP, "position": 1,
    });
    let body = json!({ "type": "zapier", "previous_step_id": STEP, "position": 1, "config": sent });
    vec![
        no_body(
            "overloop_list_campaign_steps",
            with(list.clone(), &json!({ "campaign_id": "42" })),
            "GET",
            "/public/v2/campaigns/42/steps?page=2&per_page=1000&sort=-created_at",
        ),
        no_body("overloop_list_campaign_steps", json!({ "campaign_id": "42" }), "GET", "/public/v2/campaigns/42/steps"),
        no_body(
            "overloop_get_campaign_step",
            json!({ "campaign_id": "42", "step_id": STEP }),
            "GET",
            "/public/v2/campaigns/42/steps/01994c2c-5d80-7220-a839-7b1dcdaf61b1",
        ),
        json_body(
            "overloop_create_campaign_step",
            inputs.clone(),
            "POST",
            "/public/v2/campaigns/42/steps",
            body.clone(),
        ),
        json_body(
            "overloop_create_campaign_step",
            json!({ "campaign_id": "42", "type": "linkedin_visit_profile" }),
            "POST",
            "/public/v2/campaigns/42/steps",
            json!({ "type": "linkedin_visit_profile", "config": {} }),
        ),
        json_body(
            "overloop_update_campaign_step",
            with(inputs, &json!({ "step_id": STEP, "previous_step_id": OTHER_STEP })),
            "PATCH",
            "/public/v2/campaigns/42/steps/01994c2c-5d80-7220-a839-7b1dcdaf61b1",
            with(body, &json!({ "previous_step_id": OTHER_STEP })),
        ),
        json_body(
            "overloop_update_campaign_step",
            json!({ "campaign_id": "42", "step_id": STEP, "position": 0 }),
            "PATCH",
            "/public/v2/campaigns/42/steps/01994c2c-5d80-7220-a839-7b1dcdaf61b1",
            json!({ "position": 0 }),
        ),
        no_body(
            "overloop_delete_campaign_step",
            json!({ "campaign_id": "42", "step_id": STEP }),
            "DELETE",
            "/public/v2/campaigns/42/steps/01994c2c-5d80-7220-a839-7b1dcdaf61b1",
        ),
    ]
}

fn of_enrollments(list: &Value) -> Vec<WireCase> {
    let all = json!({ "step_id": STEP, "reenroll": true, "start_at": "2026-04-01T09:00:00Z" });
    vec![
        no_body(
            "overloop_list_enrollments",
            with(
                list.clone(),
                &json!({ "campaign_id": "42", "filter": { "prospect_id": "29646", "status": "active" } }),
            ),
            "GET",
            "/public/v2/campaigns/42/enrollments?page=2&per_page=1000&sort=-created_at&filter%5Bprospect_id%5D=29646\
             &filter%5Bstatus%5D=active",
        ),
        no_body(
            "overloop_list_enrollments",
            json!({ "campaign_id": 42 }),
            "GET",
            "/public/v2/campaigns/42/enrollments",
        ),
        no_body(
            "overloop_get_enrollment",
            json!({ "campaign_id": "42", "enrollment_id": "9001" }),
            "GET",
            "/public/v2/campaigns/42/enrollments/9001",
        ),
        json_body(
            "overloop_enroll_prospect",
            with(json!({ "campaign_id": "42", "prospect_id": "29646" }), &all),
            "POST",
            "/public/v2/campaigns/42/enrollments",
            with(json!({ "prospect_id": "29646" }), &all),
        ),
        json_body(
            "overloop_enroll_prospect",
            json!({ "campaign_id": "42", "prospect_id": 29646 }),
            "POST",
            "/public/v2/campaigns/42/enrollments",
            json!({ "prospect_id": "29646", "reenroll": false }),
        ),
        json_body(
            "overloop_enroll_prospects",
            with(json!({ "campaign_id": "42", "prospect_ids": ["29646", "29647"] }), &all),
            "POST",
            "/public/v2/campaigns/42/enrollments/bulk",
            with(json!({ "prospect_ids": ["29646", "29647"] }), &all),
        ),
        json_body(
            "overloop_enroll_prospects",
            json!({ "campaign_id": "42", "prospect_ids": ["29646"] }),
            "POST",
            "/public/v2/campaigns/42/enrollments/bulk",
            json!({ "prospect_ids": ["29646"], "reenroll": false }),
        ),
        no_body(
            "overloop_disenroll_prospect",
            json!({ "campaign_id": "42", "enrollment_id": "9001" }),
            "DELETE",
            "/public/v2/campaigns/42/enrollments/9001",
        ),
    ]
}

fn of_sourcings(list: &Value) -> Vec<WireCase> {
    let new = json!({ "name": "Belgian CTOs", "search_criteria": criteria(), "sourcing_limit": 100 });
    let short = json!({ "name": "CTOs", "search_criteria": { "job_titles": ["CTO"] }, "sourcing_limit": 1 });
    let id = json!({ "sourcing_id": STEP });
    vec![
        no_body(
            "overloop_list_sourcings",
            with(list.clone(), &json!({ "search": "CTO" })),
            "GET",
            "/public/v2/sourcings?search=CTO&page=2&per_page=1000&sort=-created_at",
        ),
        no_body("overloop_list_sourcings", json!({}), "GET", "/public/v2/sourcings"),
        no_body(
            "overloop_get_sourcing",
            id.clone(),
            "GET",
            "/public/v2/sourcings/01994c2c-5d80-7220-a839-7b1dcdaf61b1",
        ),
        json_body("overloop_create_sourcing", new.clone(), "POST", "/public/v2/sourcings", new),
        json_body("overloop_create_sourcing", short.clone(), "POST", "/public/v2/sourcings", short),
        json_body(
            "overloop_update_sourcing",
            json!({ "sourcing_id": STEP, "name": "All CTOs", "sourcing_limit": 200 }),
            "PATCH",
            "/public/v2/sourcings/01994c2c-5d80-7220-a839-7b1dcdaf61b1",
            json!({ "name": "All CTOs", "sourcing_limit": 200 }),
        ),
        json_body(
            "overloop_update_sourcing",
            json!({ "sourcing_id": STEP, "name": "All CTOs" }),
            "PATCH",
            "/public/v2/sourcings/01994c2c-5d80-7220-a839-7b1dcdaf61b1",
            json!({ "name": "All CTOs" }),
        ),
        no_body(
            "overloop_delete_sourcing",
            id.clone(),
            "DELETE",
            "/public/v2/sourcings/01994c2c-5d80-7220-a839-7b1dcdaf61b1",
        ),
        no_body(
            "overloop_start_sourcing",
            id.clone(),
            "POST",
            "/public/v2/sourcings/01994c2c-5d80-7220-a839-7b1dcdaf61b1/start",
        ),
        no_body(
            "overloop_pause_sourcing",
            id.clone(),
            "POST",
            "/public/v2/sourcings/01994c2c-5d80-7220-a839-7b1dcdaf61b1/pause",
        ),
        no_body(
            "overloop_clone_sourcing",
            id,
            "POST",
            "/public/v2/sourcings/01994c2c-5d80-7220-a839-7b1dcdaf61b1/clone",
        ),
        json_body(
            "overloop_estimate_sourcing",
            json!({ "search_criteria": criteria() }),
            "POST",
            "/public/v2/sourcings/estimate",
            json!({ "search_criteria": criteria() }),
        ),
        json_body(
            "overloop_estimate_sourcing",
            json!({ "search_criteria": { "job_titles": ["CTO"] } }),
            "POST",
            "/public/v2/sourcings/estimate",
            json!({ "search_criteria": { "job_titles": ["CTO"] } }),
        ),
        no_body(
            "overloop_list_sourcing_options",
            json!({ "field": "locations", "q": "Bel" }),
            "GET",
            "/public/v2/sourcings/search_options?field=locations&q=Bel",
        ),
        no_body(
            "overloop_list_sourcing_options",
            json!({ "field": "company_sizes" }),
            "GET",
            "/public/v2/sourcings/search_options?field=company_sizes",
        ),
    ]
}

fn of_conversations(list: &Value) -> Vec<WireCase> {
    let id = json!({ "conversation_id": "77" });
    vec![
        no_body(
            "overloop_list_conversations",
            with(list.clone(), &json!({ "search": "Hello", "archived": true })),
            "GET",
            "/public/v2/conversations?search=Hello&page=2&per_page=1000&sort=-created_at&archived=true",
        ),
        no_body("overloop_list_conversations", json!({}), "GET", "/public/v2/conversations"),
        no_body("overloop_get_conversation", id.clone(), "GET", "/public/v2/conversations/77"),
        json_body(
            "overloop_update_conversation",
            json!({ "conversation_id": "77", "name": "Prices" }),
            "PATCH",
            "/public/v2/conversations/77",
            json!({ "name": "Prices" }),
        ),
        no_body("overloop_archive_conversation", id.clone(), "POST", "/public/v2/conversations/77/archive"),
        no_body("overloop_unarchive_conversation", id, "POST", "/public/v2/conversations/77/unarchive"),
        json_body(
            "overloop_assign_conversation",
            json!({ "conversation_id": "77", "owner_id": "1547" }),
            "POST",
            "/public/v2/conversations/77/assign",
            json!({ "owner_id": "1547" }),
        ),
    ]
}

#[tokio::test]
async fn what_overloop_would_refuse_or_not_notice_is_refused_before_it_is_sent() {
    let mut wire = WireSession::overloop().await;
    let campaign = |more: Value| with(json!({ "name": "Q1", "timezone": "Etc/UTC" }), &more);
    for (tool, inputs, says) in [
        ("overloop_create_campaign", json!({ "name": "Q1" }), "`timezone` is required"),
        ("overloop_create_campaign", campaign(json!({ "only_allow_manual_enrollment": false })), "needs `sourcing_id`"),
        (
            "overloop_create_campaign",
            campaign(json!({ "search_criteria": { "locations": ["Belgium"] } })),
            "overloop_list_sourcing_options, `field` locations",
        ),
        ("overloop_create_campaign", campaign(json!({ "search_criteria": {} })), "nobody in particular"),
        ("overloop_create_campaign", campaign(json!({ "sourcing_limit": 5 })), "pass `search_criteria` with it"),
        ("overloop_create_campaign", campaign(json!({ "start_sending_minutes": 545 })), "multiple of 15"),
        (
            "overloop_create_campaign",
            campaign(json!({ "start_sending_minutes": 600, "end_sending_minutes": 540 })),
            "must be later",
        ),
        (
            "overloop_create_campaign",
            campaign(json!({ "steps": [{ "type": "email", "config": { "subject": "Hi" } }] })),
            "`steps[0].config.content`",
        ),
        ("overloop_update_campaign", json!({ "campaign_id": "42" }), "nothing to change"),
        ("overloop_update_campaign", json!({ "campaign_id": "42", "status": "on" }), "`status` is not an input"),
        ("overloop_update_campaign_step", json!({ "campaign_id": "42", "step_id": STEP }), "nothing to change"),
        (
            "overloop_update_campaign_step",
            json!({ "campaign_id": "42", "step_id": STEP, "type": "delay", "config": { "days_delay": 0 } }),
            "10 minutes",
        ),
        (
            "overloop_create_campaign_step",
            json!({ "campaign_id": "42", "type": "linkedin_send_message", "config": { "content": "Hi" } }),
            "use `message`",
        ),
        ("overloop_update_sourcing", json!({ "sourcing_id": STEP }), "nothing to change"),
        (
            "overloop_create_sourcing",
            json!({ "name": "A", "search_criteria": { "job_titles": ["CTO"] } }),
            "`sourcing_limit` is required",
        ),
        (
            "overloop_estimate_sourcing",
            json!({ "search_criteria": { "industries": ["Software"] } }),
            "must be an object",
        ),
        (
            "overloop_enroll_prospects",
            json!({ "campaign_id": "42", "prospect_ids": (0..101).collect::<Vec<u32>>() }),
            "at most 100",
        ),
        (
            "overloop_enroll_prospect",
            json!({ "campaign_id": "42", "prospect_id": "1", "start_at": "tomorrow" }),
            "2026-04-01T09:00:00Z",
        ),
    ] {
        let error = wire.invalid_input(tool, &inputs).await;
        assert!(error.contains(says) && error.contains("Nothing was sent"), "{tool} {inputs}: {error}");
    }
}

#[tokio::test]
async fn a_step_is_not_added_after_one_of_another_campaign_and_one_that_hangs_alone_is_told() {
    let mut wire = WireSession::overloop().await;
    let steps = json!({
        "data": [{ "id": STEP, "type": "condition" }], "pagination": { "page": 1, "per_page": 1000, "total": 1, "total_pages": 1 },
    });
    wire.vendor.answer_first_reads_with(200, &steps);
    wire.vendor.answer_with(201, json!({ "data": { "id": "a-1", "type": "search_email" } }));
    let step = |more: Value| with(json!({ "campaign_id": "42", "type": "search_email" }), &more);
    let other = wire.invalid_input("overloop_create_campaign_step", &step(json!({ "previous_step_id": "b-2" }))).await;
    assert!(other.contains("no step of this campaign"), "{other}");
    for (more, says) in [
        (json!({}), Some("hangs alone")),
        (json!({ "previous_step_id": STEP }), Some("which branch")),
        (json!({ "previous_step_id": STEP, "position": 1 }), None),
    ] {
        let envelope = wire.call("overloop_create_campaign_step", &step(more)).await;
        assert_eq!(envelope["success"], true, "{envelope:?}");
        let warnings = envelope.get("warnings").cloned().unwrap_or_default().to_string();
        assert_eq!(says.is_some_and(|says| warnings.contains(says)), says.is_some(), "{envelope:?}");
        let is_told = warnings.contains("hangs alone") || warnings.contains("which branch");
        assert_eq!(is_told, says.is_some(), "{envelope:?}");
    }
}

#[tokio::test]
async fn an_answer_without_content_says_that_the_call_was_carried_out() {
    let mut wire = WireSession::overloop().await;
    wire.vendor.answer_with(204, "");
    for (tool, id, inputs) in [
        ("overloop_pause_campaign", "42", json!({ "campaign_id": "42" })),
        ("overloop_update_campaign", "42", json!({ "campaign_id": "42", "name": "A" })),
        ("overloop_update_campaign_step", STEP, json!({ "campaign_id": "42", "step_id": STEP, "position": 0 })),
        ("overloop_pause_sourcing", STEP, json!({ "sourcing_id": STEP })),
        ("overloop_archive_conversation", "77", json!({ "conversation_id": "77" })),
        ("overloop_delete_campaign", "42", json!({ "campaign_id": "42" })),
        ("overloop_disenroll_prospect", "9", json!({ "campaign_id": "42", "enrollment_id": "9" })),
    ] {
        let envelope = wire.call(tool, &inputs).await;
        assert_eq!((&envelope["success"], &envelope["id"]), (&json!(true), &json!(id)), "{tool}: {envelope:?}");
    }
    // What is made has an id, or it was not made.
    let made = wire.call("overloop_create_campaign", &json!({ "name": "A", "timezone": "Etc/UTC" })).await;
    assert_eq!(made["success"], false, "{made:?}");
}
