//! Inbox placement: `/inbox-placement-tests`, `/inbox-placement-analytics`, `/inbox-placement-reports`.

use serde_json::{Value, json};

use super::{ID, WireCase, check_requests, json_body, no_body};
use crate::support::wire::WireSession;

const ONE: &str = "/api/v2/inbox-placement-tests/f9cc070d-8dba-4341-b847-f083c358e460";

fn label() -> Value {
    json!({ "region": "North America", "sub_region": "US", "type": "Professional", "esp": "Google" })
}

fn schedule() -> Value {
    json!({ "days": { "2": true, "3": false }, "timing": { "from": "09:00", "to": "17:00" }, "timezone": "America/Chicago" })
}

fn fewest() -> Value {
    json!({
        "name": "My Inbox Placement Test", "type": 1, "sending_method": 1, "email_subject": "My Email Subject",
        "email_body": "Hi", "emails": ["john@doe.com"], "recipients_labels": [label()],
    })
}

pub fn cases() -> Vec<WireCase> {
    let automated = json!({
        "name": "My Inbox Placement Test", "type": 2, "sending_method": 1, "email_subject": "My Email Subject",
        "email_body": "Hi, this is my email body", "emails": ["john@doe.com"], "recipients_labels": [label()],
        "delivery_mode": 2, "text_only": true, "schedule": schedule(), "run_immediately": true, "tags": [ID],
        "campaign_id": ID, "test_code": "ptid_y8ujsCRs9972UH_LfKf3H", "description": "This is a test description",
    });
    let outside = json!({
        "name": "x", "type": 1, "sending_method": 2, "email_subject": "s", "email_body": "b", "emails": ["john@doe.com"],
        "schedule": schedule(),
    });
    let changed = json!({ "name": "x", "schedule": schedule(), "status": 1 });
    let paused = json!({ "status": 2 });
    let of = |change: &Value| {
        let mut inputs = change.clone();
        inputs["inbox_placement_test_id"] = json!(ID);
        inputs
    };
    let (from, to) = ("2026-03-01T00:00:00.000Z", "2026-03-31");
    let who = json!({ "date_from": from, "date_to": to, "recipient_geo": [1], "recipient_type": [2], "recipient_esp": [1, 12] });
    let with = |more: Value| {
        let mut inputs = who.clone();
        inputs.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        inputs
    };
    let post = |tool, inputs: &Value, path: &'static str| json_body(tool, inputs.clone(), "POST", path, inputs.clone());
    let get = |tool, inputs: Value, path: &'static str| no_body(tool, inputs, "GET", path);
    const STATS: &str = "/api/v2/inbox-placement-analytics/stats-by-test-id";
    const DAYS: &str = "/api/v2/inbox-placement-analytics/stats-by-date";
    const INSIGHTS: &str = "/api/v2/inbox-placement-analytics/deliverability-insights";
    let all_insights = with(json!({
        "test_id": ID, "previous_date_from": from, "previous_date_to": to, "show_previous": true,
    }));
    vec![
        get(
            "instantly_list_inbox_placement_tests",
            json!({ "limit": 10, "starting_after": ID, "search": "test", "status": 3, "sort_order": "desc" }),
            "/api/v2/inbox-placement-tests?limit=10&starting_after=f9cc070d-8dba-4341-b847-f083c358e460&search=test&status=3&sort_order=desc",
        ),
        get("instantly_list_inbox_placement_tests", json!({}), "/api/v2/inbox-placement-tests"),
        get(
            "instantly_get_inbox_placement_test",
            json!({ "inbox_placement_test_id": ID, "with_metadata": true }),
            "/api/v2/inbox-placement-tests/f9cc070d-8dba-4341-b847-f083c358e460?with_metadata=true",
        ),
        get("instantly_get_inbox_placement_test", json!({ "inbox_placement_test_id": ID }), ONE),
        post("instantly_create_inbox_placement_test", &automated, "/api/v2/inbox-placement-tests"),
        post("instantly_create_inbox_placement_test", &outside, "/api/v2/inbox-placement-tests"),
        post("instantly_create_inbox_placement_test", &fewest(), "/api/v2/inbox-placement-tests"),
        json_body("instantly_update_inbox_placement_test", of(&changed), "PATCH", ONE, changed),
        json_body("instantly_update_inbox_placement_test", of(&paused), "PATCH", ONE, paused),
        no_body("instantly_delete_inbox_placement_test", json!({ "inbox_placement_test_id": ID }), "DELETE", ONE),
        get(
            "instantly_list_inbox_placement_providers",
            json!({}),
            "/api/v2/inbox-placement-tests/email-service-provider-options",
        ),
        get(
            "instantly_list_inbox_placement_results",
            json!({
                "test_id": ID, "limit": 10, "starting_after": ID, "date_from": "2026-03-01", "date_to": to,
                "recipient_geo": "1", "recipient_type": "2", "recipient_esp": "12", "sender_email": "john@doe.com",
            }),
            "/api/v2/inbox-placement-analytics?test_id=f9cc070d-8dba-4341-b847-f083c358e460&limit=10&starting_after=f9cc070d-8dba-4341-b847-f083c358e460&date_from=2026-03-01\
             &date_to=2026-03-31&recipient_geo=1&recipient_type=2&recipient_esp=12&sender_email=john%40doe.com",
        ),
        get(
            "instantly_list_inbox_placement_results",
            json!({ "test_id": ID }),
            "/api/v2/inbox-placement-analytics?test_id=f9cc070d-8dba-4341-b847-f083c358e460",
        ),
        get(
            "instantly_get_inbox_placement_result",
            json!({ "inbox_placement_analytics_id": ID }),
            "/api/v2/inbox-placement-analytics/f9cc070d-8dba-4341-b847-f083c358e460",
        ),
        post(
            "instantly_get_inbox_placement_stats",
            &with(json!({ "test_ids": [ID], "sender_email": "john@doe.com" })),
            STATS,
        ),
        post("instantly_get_inbox_placement_stats", &json!({ "test_ids": [ID] }), STATS),
        post(
            "instantly_get_inbox_placement_stats_by_date",
            &with(json!({ "test_id": ID, "sender_email": "john@doe.com" })),
            DAYS,
        ),
        post("instantly_get_inbox_placement_stats_by_date", &json!({ "test_id": ID }), DAYS),
        post("instantly_get_deliverability_insights", &all_insights, INSIGHTS),
        post("instantly_get_deliverability_insights", &json!({ "test_id": ID }), INSIGHTS),
        get(
            "instantly_list_inbox_placement_reports",
            json!({
                "test_id": ID, "limit": 10, "starting_after": ID, "date_from": "2026-03-01", "date_to": to,
                "skip_spam_assassin_report": true, "skip_blacklist_report": true,
            }),
            "/api/v2/inbox-placement-reports?test_id=f9cc070d-8dba-4341-b847-f083c358e460&limit=10&starting_after=f9cc070d-8dba-4341-b847-f083c358e460&date_from=2026-03-01\
             &date_to=2026-03-31&skip_spam_assassin_report=true&skip_blacklist_report=true",
        ),
        get(
            "instantly_list_inbox_placement_reports",
            json!({ "test_id": ID }),
            "/api/v2/inbox-placement-reports?test_id=f9cc070d-8dba-4341-b847-f083c358e460",
        ),
        get(
            "instantly_get_inbox_placement_report",
            json!({ "inbox_placement_report_id": ID }),
            "/api/v2/inbox-placement-reports/f9cc070d-8dba-4341-b847-f083c358e460",
        ),
    ]
}

#[tokio::test]
async fn requests_are_as_documented() {
    check_requests(cases()).await;
}

#[tokio::test]
async fn a_test_that_cannot_run_is_refused() {
    let mut wire = WireSession::instantly().await;
    let changed = |change: Value| {
        let mut inputs = fewest();
        inputs.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        inputs
    };
    let at = |timezone: &str, from: &str, days: Value| json!({ "type": 2, "schedule": { "days": days, "timing": { "from": from }, "timezone": timezone } });
    let monday = || json!({ "1": true });
    for (inputs, named) in [
        (changed(json!({ "type": 2 })), "needs `schedule`"),
        (changed(json!({ "emails": [] })), "`emails` or `tags`"),
        (changed(at("Mars", "09:00", monday())), "`schedule.timezone`"),
        (changed(at("America/Chicago", "9", monday())), "`schedule.timing.from`"),
        (changed(at("America/Chicago", "09:00", json!({ "1": false }))), "`schedule.days`"),
        (changed(at("America/Chicago", "09:00", json!({ "7": true }))), "`schedule.days`"),
    ] {
        let error = wire.invalid_input("instantly_create_inbox_placement_test", &inputs).await;
        assert!(error.contains(named), "{inputs}: {error}");
    }
    let none =
        wire.invalid_input("instantly_update_inbox_placement_test", &json!({ "inbox_placement_test_id": ID })).await;
    assert!(none.contains("Nothing is to be changed"), "{none}");
}

#[tokio::test]
async fn what_differs_from_what_was_asked_and_what_is_empty_is_said() {
    let mut wire = WireSession::instantly().await;
    let mut inputs = fewest();
    inputs["type"] = json!(2);
    inputs["schedule"] = schedule();
    inputs["emails"] = json!(["a@ours.example", "b@ours.example"]);
    wire.vendor.answer_with(
        200,
        json!({ "id": ID, "emails": ["A@ours.example"], "status": 1, "not_sending_status": "daily_limits_hit" }),
    );
    let created = wire.call("instantly_create_inbox_placement_test", &inputs).await;
    assert_eq!(created["missing"], json!(["b@ours.example"]), "{created:?}");
    let warnings = created["warnings"].to_string();
    assert!(warnings.contains("sends again") && warnings.contains("daily_limits_hit"), "{warnings}");

    wire.vendor.answer_with(200, json!({ "id": ID, "status": 1 }));
    let paused = wire
        .call("instantly_update_inbox_placement_test", &json!({ "inbox_placement_test_id": ID, "status": "paused" }))
        .await;
    assert!(paused["warnings"][0].as_str().unwrap().contains("`status` 2"), "{paused:?}");

    wire.vendor.answer_with(200, json!([]));
    for tool in ["get_inbox_placement_stats_by_date", "get_deliverability_insights"] {
        let empty = wire.call(&format!("instantly_{tool}"), &json!({ "test_id": ID })).await;
        assert!(empty["note"].as_str().unwrap().contains("no results"), "{tool}: {empty:?}");
    }
    let empty = wire.call("instantly_get_inbox_placement_stats", &json!({ "test_ids": [ID] })).await;
    assert_eq!((&empty["missing"], empty.contains_key("note")), (&json!([ID]), true), "{empty:?}");
}
