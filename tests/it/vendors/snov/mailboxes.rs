//! Mailboxes, their warm-up, do-not-email lists and the CRM.

use serde_json::{Value, json};

use super::{WireCase, answered, json_body, no_body};
use crate::support::{answers, wire::WireSession};

pub fn cases() -> Vec<WireCase> {
    vec![
        no_body("snov_list_do_not_email_lists", json!({}), "GET", "/v2/blacklists"),
        no_body("snov_list_sender_accounts", json!({}), "GET", "/v2/sender-accounts/emails"),
        no_body(
            "snov_check_sender_account",
            json!({ "sender_account_id": 11_980 }),
            "GET",
            "/v2/sender-accounts/check-sender-status?sender_account_id=11980",
        ),
        no_body(
            "snov_list_warmups",
            json!({ "status": "active", "page": "2" }),
            "GET",
            "/v2/warm-up?status=active&page=2&per_page=100",
        ),
        no_body("snov_list_warmups", json!({}), "GET", "/v2/warm-up?per_page=100"),
        no_body("snov_get_warmup", json!({ "warmup_id": "123" }), "GET", "/v2/warm-up/123"),
        no_body(
            "snov_get_warmup_statistics",
            json!({ "warmup_id": 123, "period": "two_weeks" }),
            "GET",
            "/v2/warm-up/statistics/123?period=two_weeks",
        ),
        no_body(
            "snov_get_warmup_statistics",
            json!({ "warmup_id": 123, "date_from": "2026-05-30", "date_to": "2026-05-31" }),
            "GET",
            "/v2/warm-up/statistics/123?date_from=2026-05-30&date_to=2026-05-31",
        ),
        json_body(
            "snov_pause_warmup",
            json!({ "warmup_id": 123 }),
            "PATCH",
            "/v2/warm-up/123",
            json!({ "status": "paused" }),
        ),
        json_body(
            "snov_resume_warmup",
            json!({ "warmup_id": 123 }),
            "PATCH",
            "/v2/warm-up/123",
            json!({ "status": "active" }),
        ),
        no_body("snov_list_pipelines", json!({}), "GET", "/v2/pipelines"),
        no_body(
            "snov_list_pipeline_stages",
            json!({ "pipeline_id": 1_106_350 }),
            "GET",
            "/v2/pipelines/1106350/stages",
        ),
    ]
}

fn documented(tool: &str) -> Value {
    serde_json::from_str(&answers::text(tool)).unwrap()
}

#[tokio::test]
async fn lists_are_read_with_and_without_a_data_frame() {
    let mut wire = WireSession::snov().await;
    for (tool, rows, inputs) in [
        ("snov_list_do_not_email_lists", "do_not_email_lists", json!({})),
        ("snov_list_sender_accounts", "sender_accounts", json!({})),
        ("snov_list_campaign_schedules", "schedules", json!({})),
        ("snov_list_pipelines", "pipelines", json!({})),
        ("snov_list_pipeline_stages", "stages", json!({ "pipeline_id": 1 })),
    ] {
        let framed = documented(tool);
        let first = answered(&mut wire, tool, &inputs, &framed).await;
        assert_eq!((&first["count"], &first[rows][0]["id"]), (&json!(1), &framed["data"][0]["id"]), "{tool}: {first}");
        assert_eq!(answered(&mut wire, tool, &inputs, &framed["data"]).await, first, "{tool}");
        let none = answered(&mut wire, tool, &inputs, &json!({ "data": [] })).await;
        assert_eq!(none["count"], 0, "{tool}: {none}");
    }
}

#[tokio::test]
async fn a_connection_that_is_not_set_up_is_left_out() {
    let mut wire = WireSession::snov().await;
    let inputs = json!({ "sender_account_id": 1 });
    let answer = json!({ "data": { "smtp": { "status": "invalid", "errors": ["Connection refused"] }, "imap": null } });
    let told = answered(&mut wire, "snov_check_sender_account", &inputs, &answer).await;
    assert_eq!(told["smtp"], json!({ "status": "invalid", "errors": ["Connection refused"] }), "{told}");
    assert_eq!(told.get("imap"), None::<&Value>, "{told}");
    let fine = json!({ "data": { "smtp": { "status": "connected" }, "imap": [] } });
    let told = answered(&mut wire, "snov_check_sender_account", &inputs, &fine).await;
    assert_eq!(told, json!({ "success": true, "smtp": { "status": "connected" } }));
}

#[tokio::test]
async fn warmups_go_on_by_pages() {
    let mut wire = WireSession::snov().await;
    let first = documented("snov_list_warmups");
    let told = answered(&mut wire, "snov_list_warmups", &json!({ "max_items": 1 }), &first).await;
    assert_eq!((&told["count"], &told["warmups"][0]["email_account"]["id"]), (&json!(1), &json!(732_745)), "{told}");
    assert_eq!(told["next_page"], "2", "{told}");
    let mut last = first;
    last["meta"]["total_pages"] = json!(1);
    let told = answered(&mut wire, "snov_list_warmups", &json!({}), &last).await;
    assert_eq!(told.get("next_page"), None::<&Value>, "{told}");
    last["meta"] = Value::Null;
    last["data"] = json!([]);
    let told = answered(&mut wire, "snov_list_warmups", &json!({}), &last).await;
    assert_eq!((&told["count"], told.get("next_page")), (&json!(0), None), "{told}");
}

#[tokio::test]
async fn the_statistics_of_a_warmup_take_one_period() {
    let mut wire = WireSession::snov().await;
    for (more, words) in [
        (json!({}), "Pass `period`, or both"),
        (json!({ "date_from": "2026-05-30" }), "Pass both"),
        (json!({ "period": "month", "date_to": "2026-05-30" }), "not both"),
        (json!({ "date_from": "2026-05-31", "date_to": "2026-05-30" }), "must not be after"),
        (json!({ "period": "year" }), r#""two_weeks", "month""#),
    ] {
        let mut inputs = more;
        inputs["warmup_id"] = json!(1);
        let error = wire.invalid_input("snov_get_warmup_statistics", &inputs).await;
        assert!(error.contains(words), "{inputs}: {error}");
    }
    let inputs = json!({ "warmup_id": 1, "period": "month" });
    let empty = json!({ "data": { "daily_statistics": [], "provider_statistics": [], "deliverability": [], "is_calculated": false } });
    let told = answered(&mut wire, "snov_get_warmup_statistics", &inputs, &empty).await;
    assert_eq!(told, json!({ "success": true, "is_calculated": false }), "PHP writes an empty map as a list");
}
