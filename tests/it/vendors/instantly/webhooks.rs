//! Webhooks: `/webhooks`, `/webhooks/{id}` and what is below; their events: `/webhook-events` and what is below.

use serde_json::{Value, json};

use super::{ID, WireCase, check_requests, json_body, no_body};
use crate::{
    support::{
        journal::Journal,
        mock_vendor::MockVendor,
        program::{StdioSession, with_account},
        wire::WireSession,
    },
    vendors::snov::PRIVATE_ADDRESSES,
};

const ONE: &str = "/api/v2/webhooks/f9cc070d-8dba-4341-b847-f083c358e460";
const URL: &str = "https://webhook.site/unique-url";
const SECRET: &str = "Bearer s3cr3t-of-the-receiver";

pub fn cases() -> Vec<WireCase> {
    let headers = json!({ "Authorization": "Basic dXNlcm5hbWU6cGFzc3dvcmQ=" });
    let mut all = json!({
        "target_hook_url": URL, "event_type": "email_sent", "campaign": ID, "name": "Zapier Positive Replies",
        "headers": headers,
    });
    let label = json!({ "target_hook_url": URL, "custom_interest_value": 1 });
    all["custom_interest_value"] = 1.into();
    let mut change = all.clone();
    change["webhook_id"] = ID.into();
    let changed = all.clone();
    let to_label = json!({ "event_type": "email_sent", "custom_interest_value": null, "campaign": null, "name": null, "headers": null });
    let mut change_to_label = to_label.clone();
    change_to_label["webhook_id"] = ID.into();
    let days = json!({ "from": "2026-04-01", "to": "2026-04-30" });
    vec![
        no_body(
            "instantly_list_webhooks",
            json!({ "limit": 10, "starting_after": ID, "campaign": ID, "event_type": "all_events" }),
            "GET",
            "/api/v2/webhooks?limit=10&starting_after=f9cc070d-8dba-4341-b847-f083c358e460&campaign=f9cc070d-8dba-4341-b847-f083c358e460&event_type=all_events",
        ),
        no_body("instantly_list_webhooks", json!({}), "GET", "/api/v2/webhooks"),
        no_body("instantly_get_webhook", json!({ "webhook_id": ID }), "GET", ONE),
        json_body("instantly_create_webhook", all.clone(), "POST", "/api/v2/webhooks", all),
        json_body("instantly_create_webhook", label.clone(), "POST", "/api/v2/webhooks", label),
        json_body("instantly_update_webhook", change, "PATCH", ONE, changed),
        json_body(
            "instantly_update_webhook",
            json!({ "webhook_id": ID, "name": "Zapier" }),
            "PATCH",
            ONE,
            json!({ "name": "Zapier" }),
        ),
        json_body("instantly_update_webhook", change_to_label, "PATCH", ONE, to_label),
        no_body("instantly_delete_webhook", json!({ "webhook_id": ID }), "DELETE", ONE),
        no_body(
            "instantly_test_webhook",
            json!({ "webhook_id": ID }),
            "POST",
            "/api/v2/webhooks/f9cc070d-8dba-4341-b847-f083c358e460/test",
        ),
        no_body(
            "instantly_resume_webhook",
            json!({ "webhook_id": ID }),
            "POST",
            "/api/v2/webhooks/f9cc070d-8dba-4341-b847-f083c358e460/resume",
        ),
        no_body("instantly_list_webhook_event_types", json!({}), "GET", "/api/v2/webhooks/event-types"),
        no_body(
            "instantly_list_webhook_events",
            json!({
                "limit": 10, "starting_after": ID, "success": false, "from": "2026-04-01", "to": "2026-04-30",
                "search": "lead@example.com",
            }),
            "GET",
            "/api/v2/webhook-events?limit=10&starting_after=f9cc070d-8dba-4341-b847-f083c358e460&success=false&from=2026-04-01&to=2026-04-30\
                 &search=lead%40example.com",
        ),
        no_body("instantly_list_webhook_events", json!({}), "GET", "/api/v2/webhook-events"),
        no_body(
            "instantly_get_webhook_event",
            json!({ "webhook_event_id": ID }),
            "GET",
            "/api/v2/webhook-events/f9cc070d-8dba-4341-b847-f083c358e460",
        ),
        no_body(
            "instantly_get_webhook_event_summary",
            days.clone(),
            "GET",
            "/api/v2/webhook-events/summary?from=2026-04-01&to=2026-04-30",
        ),
        no_body("instantly_get_webhook_event_summary", json!({}), "GET", "/api/v2/webhook-events/summary"),
        no_body(
            "instantly_get_daily_webhook_event_summary",
            days,
            "GET",
            "/api/v2/webhook-events/summary-by-date?from=2026-04-01&to=2026-04-30",
        ),
        no_body(
            "instantly_get_daily_webhook_event_summary",
            json!({}),
            "GET",
            "/api/v2/webhook-events/summary-by-date",
        ),
    ]
}

#[tokio::test]
async fn requests_are_as_documented() {
    check_requests(cases()).await;
}

#[tokio::test]
async fn events_go_to_a_public_address_alone() {
    let mut wire = WireSession::instantly().await;
    for url in
        PRIVATE_ADDRESSES.into_iter().chain(["example.com/hook", "ftp://example.com", "https://me:pw@example.com/"])
    {
        for (tool, inputs) in [
            ("instantly_create_webhook", json!({ "target_hook_url": url, "event_type": "email_sent" })),
            ("instantly_update_webhook", json!({ "webhook_id": ID, "target_hook_url": url })),
        ] {
            let error = wire.invalid_input(tool, &inputs).await;
            assert!(error.contains("`target_hook_url`") && !error.contains("pw@"), "{tool} {url}: {error}");
        }
    }
}

/// A webhook is told one event or one label, and payloads have names that no webhook is made for.
#[tokio::test]
async fn what_a_webhook_is_told_is_one_of_its_events() {
    let mut wire = WireSession::instantly().await;
    let with = |more: Value| {
        let mut inputs = json!({ "target_hook_url": URL });
        inputs.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        inputs
    };
    for (more, said) in [
        (json!({}), "`event_type` or `custom_interest_value` is required"),
        (json!({ "event_type": "link_clicked" }), "did you mean \"email_link_clicked\""),
        (json!({ "event_type": "auto_reply_received" }), "must be one of \"all_events\""),
        (json!({ "event_type": "email_sent", "headers": { "not a name": "x" } }), "none of an HTTP header"),
    ] {
        let error = wire.invalid_input("instantly_create_webhook", &with(more)).await;
        assert!(error.contains(said), "{error}");
    }
    let error = wire.invalid_input("instantly_update_webhook", &json!({ "webhook_id": ID })).await;
    assert!(error.contains("nothing to change"), "{error}");
}

/// In an answer, names of headers stay and values do not; who writes such an answer back is stopped.
#[tokio::test]
async fn values_of_headers_are_in_no_answer() {
    let mut wire = WireSession::instantly().await;
    let hook = json!({ "id": ID, "target_hook_url": URL, "headers": { "Authorization": SECRET, "X-Number": 7, "X-None": null } });
    let shown = json!({ "Authorization": "[redacted]", "X-Number": "[redacted]" });
    for (tool, inputs) in [
        ("instantly_get_webhook", json!({ "webhook_id": ID })),
        ("instantly_delete_webhook", json!({ "webhook_id": ID })),
        ("instantly_resume_webhook", json!({ "webhook_id": ID })),
        ("instantly_update_webhook", json!({ "webhook_id": ID, "name": "New" })),
    ] {
        wire.vendor.answer_with(200, &hook);
        let envelope = wire.call(tool, &inputs).await;
        assert_eq!(envelope["webhook"]["headers"], shown, "{tool}: {envelope:?}");
    }
    wire.vendor.answer_with(200, json!({ "items": [hook] }));
    let envelope = wire.call("instantly_list_webhooks", &json!({ "detail": "full" })).await;
    assert_eq!(envelope["webhooks"][0]["headers"], shown, "{envelope:?}");
    let error = wire.invalid_input("instantly_update_webhook", &json!({ "webhook_id": ID, "headers": shown })).await;
    assert!(error.contains("stands for a value that is not shown"), "{error}");
}

/// A header of a call is sent and shown nowhere: not in the answer, an error, a preview, the journal or the log.
#[tokio::test]
async fn a_header_that_is_set_is_in_no_output_journal_or_log() {
    let vendor = MockVendor::start().await;
    let journal = Journal::new();
    let inputs = json!({ "target_hook_url": URL, "event_type": "email_sent", "headers": { "Authorization": SECRET } });
    let secrets = [SECRET, "s3cr3t-of-the-receiver"];
    let hides = |text: &str, what: &str| {
        for secret in secrets {
            assert!(!text.contains(secret), "{what}: {text}");
        }
    };
    let mut session = journal.session(&vendor).await;
    let refused = json!({ "statusCode": 400, "error": "Bad Request", "message": format!("body/headers/Authorization {SECRET} is refused") });
    for (status, answer) in [
        (200, json!({ "id": ID, "target_hook_url": URL, "headers": { "Authorization": SECRET } })),
        (400, refused),
        (500, json!({ "message": format!("cannot store {SECRET}") })),
    ] {
        vendor.answer_with(status, &answer);
        let mut inputs = inputs.clone();
        inputs["name"] = status.to_string().into();
        let envelope = session.envelope("instantly_create_webhook", inputs).await;
        hides(&envelope.to_string(), "the answer");
    }
    assert_eq!(vendor.requests().last().unwrap().json()["headers"]["Authorization"], SECRET);
    for headers in [
        json!(SECRET),
        json!([SECRET]),
        json!({ "Authorization": [SECRET] }),
        json!({ "Authorization": { "a": SECRET } }),
    ] {
        let inputs = json!({ "target_hook_url": URL, "event_type": "email_sent", "headers": headers });
        let envelope = session.envelope("instantly_create_webhook", inputs).await;
        assert_eq!(envelope["error_kind"], "invalid_input", "{envelope}");
        hides(&envelope.to_string(), "an error of the inputs");
    }
    let entries = journal.column("arguments").await.concat();
    assert!(entries.contains("[redacted]"), "{entries}");
    hides(&entries, "the journal");
    let file = std::fs::read(journal.path()).unwrap();
    hides(&String::from_utf8_lossy(&file), "the journal's file");

    let mut program = with_account(&vendor.url());
    program.args(["--dry-run", "-vvv"]);
    let mut session = StdioSession::initialized(program, "2025-11-25").await;
    let log = session.read_log();
    let envelope = session.envelope("instantly_create_webhook", inputs).await;
    assert_eq!(envelope["request"]["body"]["headers"], json!({ "Authorization": "[redacted]" }), "{envelope}");
    hides(&envelope.to_string(), "a preview");
    drop(session);
    hides(&log.await.unwrap(), "the log");
}

/// That the receiver refuses is what a test is made to find out, and an event that failed is still an event.
#[tokio::test]
async fn a_failed_delivery_is_no_failed_call() {
    let mut wire = WireSession::instantly().await;
    wire.vendor.answer_with(200, json!({ "success": false, "message": "Webhook test failed", "response_time_ms": 250, "status_code": 504, "error": "Connection timeout" }));
    let tried = wire.call("instantly_test_webhook", &json!({ "webhook_id": ID })).await;
    assert_eq!((&tried["success"], &tried["delivered"]), (&json!(true), &json!(false)), "{tried:?}");
    assert_eq!((&tried["status_code"], &tried["delivery_error"]), (&json!(504), &json!("Connection timeout")));
    assert!(tried["warnings"].to_string().contains("instantly_update_webhook"), "{tried:?}");
    wire.vendor.answer_with(200, json!({ "id": ID, "success": false, "webhook_url": URL, "status_code": 500 }));
    let event = wire.call("instantly_get_webhook_event", &json!({ "webhook_event_id": ID })).await;
    assert_eq!((&event["success"], &event["webhook_event"]["success"]), (&json!(true), &json!(false)), "{event:?}");
    wire.vendor.answer_with(200, json!({ "success": false, "message": "not now" }));
    assert_eq!(wire.call("instantly_test_webhook", &json!({ "webhook_id": ID })).await["success"], false);
}

#[tokio::test]
async fn a_webhook_that_is_not_as_asked_for_is_told() {
    let mut wire = WireSession::instantly().await;
    wire.vendor
        .answer_with(200, json!({ "id": ID, "target_hook_url": URL, "event_type": "email_opened", "status": -1 }));
    let inputs = json!({ "webhook_id": ID, "event_type": "email_sent" });
    let warnings = wire.call("instantly_update_webhook", &inputs).await["warnings"].to_string();
    assert!(
        warnings.contains("`email_opened`, not `email_sent`") && warnings.contains("instantly_resume_webhook"),
        "{warnings}"
    );
}
