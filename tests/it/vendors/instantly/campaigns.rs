//! Campaigns: the calls below `/campaigns`.

use serde_json::{Value, json};

use super::{ID, WireCase, check_requests, json_body, no_body};
use crate::support::{
    answers,
    mock_vendor::MockVendor,
    program::{StdioSession, with_account},
    wire::WireSession,
};

fn schedule() -> Value {
    json!({
        "start_date": "2099-03-31",
        "end_date": "2099-12-31",
        "schedules": [{
            "name": "My Schedule",
            "timing": { "from": "09:00", "to": "17:30" },
            "days": { "0": false, "1": true, "2": true, "3": true, "4": true, "5": true, "6": false },
            "timezone": "Etc/GMT+12",
        }],
    })
}

fn smallest_schedule() -> Value {
    json!({ "schedules": [{
        "name": "x",
        "timing": { "from": "00:00", "to": "23:59" },
        "days": { "1": true },
        "timezone": "America/Chicago",
    }] })
}

fn sequences() -> Value {
    json!([{ "steps": [
        {
            "type": "email",
            "delay": 2,
            "delay_unit": "days",
            "variants": [
                { "subject": "Hello {{firstName}}", "body": "Hey {{firstName}},<br/><br/>I hope you are doing well.", "v_disabled": true },
                { "subject": "Hi", "body": "<p>Hi</p>" },
            ],
        },
        { "type": "email", "delay": 0.5, "delay_unit": "hours", "variants": [{ "subject": "", "body": "Still there?" }] },
        { "type": "email", "delay": 30, "delay_unit": "minutes", "variants": [{ "subject": "", "body": "Bye" }] },
    ] }])
}

fn settings() -> Value {
    json!({
        "name": "My First Campaign",
        "campaign_schedule": schedule(),
        "sequences": sequences(),
        "email_list": ["john@doe.com", "jane@doe.com"],
        "daily_limit": 100,
        "daily_max_leads": 50,
        "open_tracking": true,
        "stop_on_reply": false,
        "link_tracking": true,
        "text_only": false,
        "email_gap": 10,
        "pl_value": 99.5,
    })
}

pub fn cases() -> Vec<WireCase> {
    let mut patch = settings();
    patch["campaign_id"] = ID.into();
    patch["replace_sequences"] = true.into();
    vec![
        no_body(
            "instantly_list_campaigns",
            json!({
                "limit": 10,
                "starting_after": ID,
                "search": "Summer Sale & \u{e9}",
                "tag_ids": "f9cc070d-8dba-4341-b847-f083c358e460,00000000-0000-4000-8000-000000000002",
                "ai_sales_agent_id": ID,
                "status": -99,
            }),
            "GET",
            "/api/v2/campaigns?limit=10&starting_after=f9cc070d-8dba-4341-b847-f083c358e460\
             &search=Summer+Sale+%26+%C3%A9&tag_ids=f9cc070d-8dba-4341-b847-f083c358e460%2C00000000-0000-4000-8000-000000000002\
             &ai_sales_agent_id=f9cc070d-8dba-4341-b847-f083c358e460&status=-99",
        ),
        no_body("instantly_list_campaigns", json!({}), "GET", "/api/v2/campaigns"),
        no_body("instantly_list_campaigns", json!({ "status": 0, "limit": null }), "GET", "/api/v2/campaigns?status=0"),
        json_body("instantly_create_campaign", settings(), "POST", "/api/v2/campaigns", settings()),
        json_body(
            "instantly_create_campaign",
            json!({ "name": "x", "campaign_schedule": smallest_schedule() }),
            "POST",
            "/api/v2/campaigns",
            json!({ "name": "x", "campaign_schedule": smallest_schedule() }),
        ),
        // The documents require `type`, which has one value.
        json_body(
            "instantly_create_campaign",
            json!({
                "name": "x",
                "campaign_schedule": smallest_schedule(),
                "sequences": [{ "steps": [{ "delay": 1, "variants": [{ "subject": "s", "body": "b" }] }] }],
            }),
            "POST",
            "/api/v2/campaigns",
            json!({
                "name": "x",
                "campaign_schedule": smallest_schedule(),
                "sequences": [{ "steps": [{ "type": "email", "delay": 1, "variants": [{ "subject": "s", "body": "b" }] }] }],
            }),
        ),
        json_body(
            "instantly_patch_campaign",
            patch,
            "PATCH",
            "/api/v2/campaigns/f9cc070d-8dba-4341-b847-f083c358e460",
            settings(),
        ),
        json_body(
            "instantly_patch_campaign",
            json!({ "campaign_id": ID, "open_tracking": false }),
            "PATCH",
            "/api/v2/campaigns/f9cc070d-8dba-4341-b847-f083c358e460",
            json!({ "open_tracking": false }),
        ),
        json_body(
            "instantly_patch_campaign",
            json!({ "campaign_id": ID, "email_list": [] }),
            "PATCH",
            "/api/v2/campaigns/f9cc070d-8dba-4341-b847-f083c358e460",
            json!({ "email_list": [] }),
        ),
        json_body(
            "instantly_patch_campaign",
            json!({ "campaign_id": ID, "sequences": [], "replace_sequences": true }),
            "PATCH",
            "/api/v2/campaigns/f9cc070d-8dba-4341-b847-f083c358e460",
            json!({ "sequences": [] }),
        ),
        no_body(
            "instantly_activate_campaign",
            json!({ "campaign_id": ID }),
            "POST",
            "/api/v2/campaigns/f9cc070d-8dba-4341-b847-f083c358e460/activate",
        ),
        json_body(
            "instantly_update_campaign_options",
            with_id(options()),
            "PATCH",
            "/api/v2/campaigns/f9cc070d-8dba-4341-b847-f083c358e460",
            options(),
        ),
        json_body(
            "instantly_update_campaign_options",
            json!({ "campaign_id": ID, "stop_on_auto_reply": null, "cc_list": [] }),
            "PATCH",
            "/api/v2/campaigns/f9cc070d-8dba-4341-b847-f083c358e460",
            json!({ "stop_on_auto_reply": null, "cc_list": [] }),
        ),
        json_body(
            "instantly_update_campaign_options",
            json!({ "campaign_id": ID, "is_evergreen": true }),
            "PATCH",
            "/api/v2/campaigns/f9cc070d-8dba-4341-b847-f083c358e460",
            json!({ "is_evergreen": true }),
        ),
        // What the mock vendor's campaign has, with the change.
        json_body(
            "instantly_update_campaign_step",
            json!({
                "campaign_id": ID, "step": 0, "variant": 0, "subject": "New", "body": "<p>Hi</p>", "v_disabled": false, "delay": 2,
                "delay_unit": "hours",
            }),
            "PATCH",
            "/api/v2/campaigns/f9cc070d-8dba-4341-b847-f083c358e460",
            json!({ "sequences": [{ "steps": [{
                "type": "email", "delay": 2, "delay_unit": "hours",
                "variants": [{ "subject": "New", "body": "<p>Hi</p>", "v_disabled": false }],
            }] }] }),
        ),
        json_body(
            "instantly_update_campaign_step",
            json!({ "campaign_id": ID, "step": 0, "subject": "New" }),
            "PATCH",
            "/api/v2/campaigns/f9cc070d-8dba-4341-b847-f083c358e460",
            json!({ "sequences": [{ "steps": [{
                "type": "email", "delay": 1, "variants": [{ "subject": "New", "body": "b" }],
            }] }] }),
        ),
        of_one("instantly_get_campaign", "GET", ""),
        of_one("instantly_pause_campaign", "POST", "/pause"),
        no_body(
            "instantly_get_campaign_analytics",
            json!({
                "ids": [ID, OTHER],
                "start_date": "2026-05-01",
                "end_date": "2026-06-01T00:00:00Z",
                "exclude_total_leads_count": true,
            }),
            "GET",
            "/api/v2/campaigns/analytics?ids=f9cc070d-8dba-4341-b847-f083c358e460&ids=00000000-0000-4000-8000-000000000002\
             &start_date=2026-05-01&end_date=2026-06-01T00%3A00%3A00Z&exclude_total_leads_count=true",
        ),
        no_body("instantly_get_campaign_analytics", json!({}), "GET", "/api/v2/campaigns/analytics"),
        no_body(
            "instantly_get_campaign_step_analytics",
            json!({
                "campaign_id": ID, "start_date": "2026-05-01", "end_date": "2026-06-01", "include_opportunities_count": true,
            }),
            "GET",
            "/api/v2/campaigns/analytics/steps?campaign_id=f9cc070d-8dba-4341-b847-f083c358e460&start_date=2026-05-01\
             &end_date=2026-06-01&include_opportunities_count=true",
        ),
        no_body("instantly_get_campaign_step_analytics", json!({}), "GET", "/api/v2/campaigns/analytics/steps"),
        no_body(
            "instantly_get_campaign_sending_status",
            json!({ "campaign_id": ID, "with_ai_summary": true }),
            "GET",
            "/api/v2/campaigns/f9cc070d-8dba-4341-b847-f083c358e460/sending-status?with_ai_summary=true",
        ),
        of_one("instantly_get_campaign_sending_status", "GET", "/sending-status"),
        no_body(
            "instantly_get_daily_campaign_analytics",
            json!({ "campaign_id": ID, "start_date": "2026-05-01", "end_date": "2026-06-01", "campaign_status": "paused" }),
            "GET",
            "/api/v2/campaigns/analytics/daily?campaign_id=f9cc070d-8dba-4341-b847-f083c358e460&start_date=2026-05-01\
             &end_date=2026-06-01&campaign_status=2",
        ),
        no_body("instantly_get_daily_campaign_analytics", json!({}), "GET", "/api/v2/campaigns/analytics/daily"),
        of_one("instantly_delete_campaign", "DELETE", ""),
        json_body(
            "instantly_duplicate_campaign",
            json!({ "campaign_id": ID, "name": "Second try" }),
            "POST",
            "/api/v2/campaigns/f9cc070d-8dba-4341-b847-f083c358e460/duplicate",
            json!({ "name": "Second try" }),
        ),
        json_body(
            "instantly_duplicate_campaign",
            json!({ "campaign_id": ID }),
            "POST",
            "/api/v2/campaigns/f9cc070d-8dba-4341-b847-f083c358e460/duplicate",
            json!({}),
        ),
        json_body(
            "instantly_add_campaign_variables",
            json!({ "campaign_id": ID, "variables": ["industry", "firstName"] }),
            "POST",
            "/api/v2/campaigns/f9cc070d-8dba-4341-b847-f083c358e460/variables",
            json!({ "variables": ["industry", "firstName"] }),
        ),
        no_body(
            "instantly_get_campaign_analytics_overview",
            json!({
                "ids": [ID], "start_date": "2026-05-01", "end_date": "2026-06-01", "campaign_status": 1, "expand_crm_events": true,
            }),
            "GET",
            "/api/v2/campaigns/analytics/overview?ids=f9cc070d-8dba-4341-b847-f083c358e460&start_date=2026-05-01\
             &end_date=2026-06-01&campaign_status=1&expand_crm_events=true",
        ),
        no_body("instantly_get_campaign_analytics_overview", json!({}), "GET", "/api/v2/campaigns/analytics/overview"),
        no_body(
            "instantly_list_campaigns_by_contact",
            json!({ "search": "jane+1@acme.example" }),
            "GET",
            "/api/v2/campaigns/search-by-contact?search=jane%2B1%40acme.example",
        ),
        no_body("instantly_count_launched_campaigns", json!({}), "GET", "/api/v2/campaigns/count-launched"),
        of_one("instantly_share_campaign", "POST", "/share"),
        of_one("instantly_export_campaign", "POST", "/export"),
        of_one("instantly_create_campaign_from_export", "POST", "/from-export"),
    ]
}

const OTHER: &str = "00000000-0000-4000-8000-000000000002";

/// A call about one campaign, with no input but its id.
fn of_one(tool: &'static str, method: &'static str, below: &str) -> WireCase {
    let path = format!("/api/v2/campaigns/f9cc070d-8dba-4341-b847-f083c358e460{below}");
    no_body(tool, json!({ "campaign_id": ID }), method, path.leak())
}

/// Answers that are no campaign and no page of them: the tool, the status, the body, and the envelope without remarks.
pub fn answers() -> Vec<(&'static str, u16, String, Value)> {
    let figures = json!({ "contacted_count": 240, "open_count_unique": 120, "reply_count_unique": 5, "new": 1 });
    let read = json!({
        "contacted_count": 240, "open_count_unique": 120, "reply_count_unique": 5, "open_rate_percent": 50.0,
        "reply_rate_percent": 2.1,
    });
    let nobody = json!({ "contacted_count": 0, "open_count_unique": 0 });
    let step = json!({ "step": "0", "variant": null, "sent": 30, "unique_replies": "1", "unique_opened": 10, "won": 1, "new": 1 });
    let step_read = json!({
        "step": "0", "sent": 30, "unique_replies": 1, "unique_opened": 10, "won": 1, "open_rate_percent": 33.3,
        "reply_rate_percent": 3.3,
    });
    let status = json!({
        "diagnostics": { "status": "out_of_schedule", "schedule_status": { "in_schedule": false }, "new": 1 },
        "summary": { "status": "out_of_schedule", "status_message": "Outside the schedule.", "ai_summary": null },
    });
    let status_read = json!({
        "success": true,
        "diagnostics": { "status": "out_of_schedule", "schedule_status": { "in_schedule": false } },
        "summary": { "status": "out_of_schedule", "status_message": "Outside the schedule." },
    });
    let row = |mut figures: Value| {
        figures["campaign_id"] = ID.into();
        figures
    };
    let rows =
        |name: &str, rows: Value| json!({ "success": true, name: rows, "count": rows.as_array().unwrap().len() });
    let overview = answers::json("instantly_get_campaign_analytics_overview");
    let mut overview_read = overview.clone();
    overview_read["success"] = true.into();
    for (rate, percent) in [("open", 50.0), ("reply", 7.5), ("click", 10.0), ("bounce", 2.9)] {
        overview_read[format!("{rate}_rate_percent")] = percent.into();
    }
    let analytics = "instantly_get_campaign_analytics";
    let (steps, daily) = ("instantly_get_campaign_step_analytics", "instantly_get_daily_campaign_analytics");
    let cases = [
        (analytics, json!([row(figures)]), rows("analytics", json!([row(read)]))),
        (
            analytics,
            json!([row(nobody.clone()), { "campaign_id": "another" }]),
            rows("analytics", json!([row(nobody)])),
        ),
        (analytics, json!([]), rows("analytics", json!([]))),
        (steps, json!([step]), rows("steps", json!([step_read]))),
        (steps, json!([]), rows("steps", json!([]))),
        (
            daily,
            json!([{ "date": "2026-05-04", "sent": 3, "new": {} }]),
            rows("days", json!([{ "date": "2026-05-04", "sent": 3 }])),
        ),
        (daily, json!([]), rows("days", json!([]))),
        ("instantly_get_campaign_sending_status", status, status_read),
        ("instantly_get_campaign_analytics_overview", overview, overview_read),
        (
            "instantly_list_campaigns_by_contact",
            json!({ "items": [{ "id": ID, "status": 1 }] }),
            rows("campaigns", json!([{ "id": ID, "status": 1 }])),
        ),
        ("instantly_list_campaigns_by_contact", json!({ "items": [] }), rows("campaigns", json!([]))),
        ("instantly_count_launched_campaigns", json!({ "count": 7 }), json!({ "success": true, "count": 7 })),
    ];
    let mut answers: Vec<_> =
        cases.into_iter().map(|(tool, answer, envelope)| (tool, 200, answer.to_string(), envelope)).collect();
    answers.push(("instantly_share_campaign", 204, String::new(), json!({ "success": true })));
    answers
}

#[tokio::test]
async fn requests_are_as_documented() {
    check_requests(cases()).await;
}

#[tokio::test]
async fn one_step_changes_and_all_others_stay() {
    let step = |text: &str| {
        json!({ "type": "email", "delay": 1, "new": { "x": null }, "variants": [
            { "subject": text, "body": text, "ai": 1 }, { "subject": "B", "body": text, "v_disabled": true },
        ] })
    };
    let sequences = json!([{ "steps": [step("one"), step("two"), step("three")], "new": 1 }]);
    let mut wire = WireSession::instantly().await;
    wire.vendor.answer_first_reads_with(200, json!({ "id": ID, "sequences": sequences }));
    wire.vendor.answer_with(200, json!({ "id": ID }));
    let tool = "instantly_update_campaign_step";
    let inputs = json!({ "campaign_id": ID, "step": 1, "variant": 0, "body": "<p>New</p>" });
    let sent = wire.request_of(tool, &inputs).await;
    let mut expected = sequences.clone();
    expected[0]["steps"][1]["variants"][0]["body"] = "<p>New</p>".into();
    assert_eq!(serde_json::from_slice::<Value>(&sent.body).unwrap(), json!({ "sequences": expected }));

    let before = wire.vendor.requests().len();
    for (inputs, says) in [
        (json!({ "step": 3, "delay": 2 }), "`step` 3 does not exist: there are 3 steps, 0 to 2"),
        (
            json!({ "step": 1, "variant": 2, "subject": "x" }),
            "`variant` 2 does not exist: of step 1 there are 2 wordings, 0 to 1",
        ),
        (json!({ "step": 1, "subject": "x" }), "`variant` is required"),
        (json!({ "step": 1, "variant": 0, "body": "<p> </p>" }), "is blank"),
        (json!({ "step": 1, "variant": 0 }), "nothing to change"),
    ] {
        let mut inputs = inputs;
        inputs["campaign_id"] = ID.into();
        let refused = wire.call(tool, &inputs).await;
        assert_eq!(refused["error_kind"], "invalid_input", "{inputs}: {refused:?}");
        let error = refused["error"].as_str().unwrap();
        assert!(error.contains(says) && error.contains("Nothing was sent"), "{inputs}: {error}");
    }
    wire.vendor.answer_first_reads_with(404, json!({ "message": "Not Found" }));
    let unread = wire.call(tool, &inputs).await;
    assert!(unread["error"].as_str().unwrap().contains("nothing was changed"), "{unread:?}");
    assert_eq!(wire.vendor.requests().len(), before, "nothing is sent");
}

#[tokio::test]
async fn a_dry_run_of_a_step_shows_the_whole_request() {
    let vendor = MockVendor::start().await;
    let mut program = with_account(&vendor.url());
    program.arg("--dry-run");
    let mut session = StdioSession::initialized(program, "2025-06-18").await;
    let inputs = json!({ "campaign_id": ID, "step": 0, "subject": "New" });
    let shown = session.envelope("instantly_update_campaign_step", inputs).await;
    let steps = json!([{ "type": "email", "delay": 1, "variants": [{ "subject": "New", "body": "b" }] }]);
    assert_eq!(shown["request"]["body"]["sequences"][0]["steps"], steps, "{shown}");
    assert!(shown["preview"].as_str().unwrap().contains("is \"s\" and becomes \"New\""), "{shown}");
    assert!(vendor.requests().is_empty());
}

/// Every option that most campaigns leave at the vendor's default.
fn options() -> Value {
    json!({
        "stop_on_auto_reply": true,
        "stop_for_company": true,
        "cc_list": ["boss@ours.example"],
        "bcc_list": ["crm@ours.example", "me@ours.example"],
        "insert_unsubscribe_header": true,
        "first_email_text_only": true,
        "allow_risky_contacts": false,
        "disable_bounce_protect": false,
        "email_tag_list": [OTHER],
        "match_lead_esp": true,
        "prioritize_new_leads": true,
        "is_evergreen": true,
        "random_wait_max": 10,
        "auto_variant_select": { "trigger": "reply_rate" },
        "limit_emails_per_company_override": { "mode": "custom", "daily_limit": 3, "scope": "per_campaign" },
        "provider_routing_rules": [{ "action": "do_not_send", "recipient_esp": ["google"], "sender_esp": ["outlook", "other"] }],
        "owned_by": OTHER,
    })
}

fn with_id(mut inputs: Value) -> Value {
    inputs["campaign_id"] = ID.into();
    inputs
}

#[tokio::test]
async fn a_setting_that_another_tool_takes_is_told_with_that_tool() {
    let mut wire = WireSession::instantly().await;
    for (name, value) in options().as_object().unwrap() {
        for tool in ["instantly_create_campaign", "instantly_patch_campaign"] {
            let mut inputs = json!({ "campaign_id": ID, "open_tracking": true });
            if tool.contains("create") {
                inputs = json!({ "name": "x", "campaign_schedule": smallest_schedule() });
            }
            inputs[name] = value.clone();
            let refused = wire.call(tool, &inputs).await;
            let error = refused["error"].as_str().unwrap();
            let says = format!("`{name}` is not an input here: set it with instantly_update_campaign_options");
            assert!(error.contains(&says) && error.contains("Nothing was sent"), "{tool}: {error}");
        }
    }
    for (inputs, says) in [
        (json!({}), "nothing to change"),
        (json!({ "stop_on_autoreply": true }), "did you mean `stop_on_auto_reply`?"),
        (json!({ "cc_list": ["Jane Doe"] }), "cc_list"),
        (json!({ "limit_emails_per_company_override": { "mode": "custom" } }), "daily_limit` is required"),
    ] {
        let refused = wire.call("instantly_update_campaign_options", &with_id(inputs.clone())).await;
        assert!(refused["error"].as_str().unwrap().contains(says), "{inputs}: {refused:?}");
    }
    assert!(wire.vendor.requests().is_empty(), "nothing is sent");
}

#[tokio::test]
async fn figures_are_those_of_the_campaigns_that_were_asked_for() {
    let mut wire = WireSession::instantly().await;
    wire.vendor
        .answer_with(200, json!([{ "campaign_id": ID }, { "campaign_id": "00000000-0000-4000-8000-000000000009" }]));
    let asked = wire.call("instantly_get_campaign_analytics", &json!({ "ids": [ID, OTHER] })).await;
    assert_eq!((&asked["analytics"], &asked["count"]), (&json!([{ "campaign_id": ID }]), &json!(1)), "{asked:?}");
    assert_eq!(asked["missing"], json!([OTHER]));
    wire.vendor.answer_with(200, json!([]));
    let none = wire.call("instantly_get_campaign_analytics", &json!({})).await;
    assert!(none["note"].as_str().unwrap().contains("No campaign has sent"), "{none:?}");
    wire.vendor.answer_with(200, json!({ "id": ID, "status": 1 }));
    let running = wire.call("instantly_pause_campaign", &json!({ "campaign_id": ID })).await;
    assert!(running["warnings"][0].as_str().unwrap().contains("still runs"), "{running:?}");
}
