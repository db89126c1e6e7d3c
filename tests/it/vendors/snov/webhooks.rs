//! Webhooks.

use serde_json::{Value, json};

use super::{WireCase, json_body, no_body};
use crate::support::wire::WireSession;

pub fn cases() -> Vec<WireCase> {
    vec![
        no_body("snov_list_webhooks", json!({}), "GET", "/v2/webhooks"),
        json_body(
            "snov_create_webhook",
            json!({ "event_object": "campaign_email", "event_action": "sent", "endpoint_url": "https://example.com/hook?a=b" }),
            "POST",
            "/v2/webhooks",
            json!({ "event_object": "campaign_email", "event_action": "sent", "endpoint_url": "https://example.com/hook?a=b" }),
        ),
        json_body(
            "snov_update_webhook_status",
            json!({ "webhook_id": 14, "status": "deactivated" }),
            "PUT",
            "/v2/webhooks/14",
            json!({ "status": "deactivated" }),
        ),
        json_body(
            "snov_update_webhook_status",
            json!({ "webhook_id": "14", "status": "active" }),
            "PUT",
            "/v2/webhooks/14",
            json!({ "status": "active" }),
        ),
        no_body("snov_delete_webhook", json!({ "webhook_id": 14 }), "DELETE", "/v2/webhooks/14"),
    ]
}

fn hook(id: u32, status: &str) -> Value {
    json!({
        "id": id, "end_point": "https://example.com/hook", "event_object": "campaign_email", "event_action": "sent",
        "status": status, "created_at": 1_655_847_444,
    })
}

/// The same as the program outputs it.
fn hook_in_output(id: u32, status: &str) -> Value {
    let mut hook = hook(id, status);
    hook["created_at"] = json!("2022-06-21T21:37:24Z");
    hook
}

#[tokio::test]
async fn webhooks_are_read_with_and_without_a_data_frame() {
    let meta = json!({ "webhooks_count": 3, "user_id": 1_313_777 });
    let framed = json!({ "data": [{ "data": hook(8, "active") }, { "data": hook(14, "deactivated") }], "meta": meta });
    let bare = json!({ "data": [hook(8, "active"), hook(14, "deactivated")], "meta": meta });
    let mut wire = WireSession::snov().await;
    for answer in [framed, bare] {
        wire.vendor.answer_with(200, &answer);
        let envelope = Value::Object(wire.call("snov_list_webhooks", &json!({ "detail": "full" })).await);
        let webhooks = [hook_in_output(8, "active"), hook_in_output(14, "deactivated")];
        assert_eq!(
            envelope,
            json!({ "success": true, "webhooks": webhooks, "count": 2, "meta": { "webhooks_count": 3 } }),
            "{answer}"
        );
    }
    wire.vendor.answer_with(200, json!({ "data": [], "meta": { "webhooks_count": 0 } }));
    let envelope = Value::Object(wire.call("snov_list_webhooks", &json!({})).await);
    assert_eq!(envelope, json!({ "success": true, "webhooks": [], "count": 0, "meta": { "webhooks_count": 0 } }));
}

#[tokio::test]
async fn a_changed_webhook_is_returned_as_it_now_is() {
    let mut wire = WireSession::snov().await;
    let create =
        json!({ "event_object": "campaign_email", "event_action": "sent", "endpoint_url": "https://example.com/hook" });
    for (tool, inputs) in [
        ("snov_create_webhook", create),
        ("snov_update_webhook_status", json!({ "webhook_id": 17, "status": "active" })),
    ] {
        for answer in [
            json!({ "data": hook(17, "active"), "meta": { "user_id": 1_313_777 } }),
            json!({ "data": { "data": hook(17, "active") } }),
            hook(17, "active"),
        ] {
            wire.vendor.answer_with(200, &answer);
            let envelope = Value::Object(wire.call(tool, &inputs).await);
            assert_eq!(
                envelope,
                json!({ "success": true, "webhook": hook_in_output(17, "active") }),
                "{tool} {answer}"
            );
        }
    }
}

#[tokio::test]
async fn a_deletion_returns_the_deleted_id() {
    let mut wire = WireSession::snov().await;
    for (status, body) in [(200, r#"{"data":{"success":true}}"#), (200, "{}"), (204, "")] {
        wire.vendor.answer_with(status, body);
        let envelope = Value::Object(wire.call("snov_delete_webhook", &json!({ "webhook_id": 14 })).await);
        assert_eq!(envelope, json!({ "success": true, "id": 14, "deleted": true }), "{body}");
    }
    wire.vendor.answer_with(200, r#"{"data":{"success":false}}"#);
    let envelope = wire.call("snov_delete_webhook", &json!({ "webhook_id": 14 })).await;
    assert_eq!(envelope["success"], false, "{envelope:?}");
}

/// Addresses without TLS, and those of the vendor's own machine or of a private network.
pub const PRIVATE_ADDRESSES: [&str; 17] = [
    "http://example.com/hook",
    "https://localhost/hook",
    "https://hook.localhost./",
    "https://intern/hook",
    "https://db.internal/",
    "https://printer.local:8443/",
    "https://127.0.0.1/",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://10.1.2.3/",
    "https://192.168.0.1/",
    "https://169.254.169.254/latest/meta-data",
    "https://100.64.0.1/",
    "https://[::1]/",
    "https://[::ffff:10.0.0.1]/",
    "https://[fd00::1]/",
    "https://[fe80::1]/",
];

#[tokio::test]
async fn an_invalid_webhook_is_refused() {
    let mut wire = WireSession::snov().await;
    for url in PRIVATE_ADDRESSES.into_iter().chain([
        "example.com/hook",
        "ftp://example.com",
        "https://",
        "/hook",
        "mailto:a@example.com",
        "javascript:alert(1)",
    ]) {
        let inputs = json!({ "event_object": "campaign_email", "event_action": "sent", "endpoint_url": url });
        let error = wire.invalid_input("snov_create_webhook", &inputs).await;
        assert!(error.contains("`endpoint_url`") && error.contains(url), "{url}: {error}");
    }
    let inputs = json!({ "event_object": " ", "event_action": "sent", "endpoint_url": "https://example.com" });
    assert!(wire.invalid_input("snov_create_webhook", &inputs).await.contains("`event_object` must not be empty"));
    let error = wire.invalid_input("snov_update_webhook_status", &json!({ "webhook_id": 1, "status": "paused" })).await;
    assert!(error.contains(r#""active", "deactivated""#), "{error}");
    for id in [json!("../x"), json!(-1), json!(1.5), json!("")] {
        let error = wire.invalid_input("snov_delete_webhook", &json!({ "webhook_id": id })).await;
        assert!(error.contains("`webhook_id`"), "{id}: {error}");
    }
}

/// The pairs that the vendor's documents list, and no other.
#[tokio::test]
async fn an_event_that_there_is_not_is_refused_and_those_there_are_are_named() {
    let mut wire = WireSession::snov().await;
    let inputs = |object: &str, action: &str| json!({ "event_object": object, "event_action": action, "endpoint_url": "https://example.com/hook" });
    for (object, action, named) in [
        ("campaign_reply", "sent", "received, first_received, autoreply_received"),
        ("campaign_email", "received", "sent, first_sent, opened, bounced, clicked"),
        ("email_verification", "task_result", "verified"),
        ("campaign", "sent", "campaign_email"),
        ("campaign_email", "open", "opened"),
    ] {
        let error = wire.invalid_input("snov_create_webhook", &inputs(object, action)).await;
        assert!(error.contains(named), "{object} {action}: {error}");
    }
    for (object, action) in
        [("prospect", "unsubscribed"), ("company", "found_company_by_domain"), ("database_search", "task_result")]
    {
        wire.vendor.answer_with(200, json!({ "data": hook(17, "active") }));
        assert_eq!(
            wire.call("snov_create_webhook", &inputs(object, action)).await["success"],
            true,
            "{object} {action}"
        );
    }
}
