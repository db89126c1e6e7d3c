//! Mailboxes: `/accounts`, their warm-up and analytics, `GET /account-campaign-mappings/{email}`.

use serde_json::{Value, json};

use super::{ID, WireCase, check_requests, json_body, no_body};
use crate::support::{catalogue::action, wire::WireSession};

const MAILBOX: &str = "jon+x@doe.com";

/// The inputs with how long the call waits, which is not sent.
fn waiting(inputs: &serde_json::Value) -> serde_json::Value {
    let mut inputs = inputs.clone();
    inputs["wait_seconds"] = 1.into();
    inputs
}

pub fn cases() -> Vec<WireCase> {
    let one = json!({ "email": MAILBOX });
    let changes = json!({
        "first_name": "John",
        "last_name": "Doe",
        "daily_limit": null,
        "sending_gap": 10,
        "enable_slow_ramp": false,
        "warmup": {
            "limit": 100,
            "increment": "disabled",
            "reply_rate": 0.1,
            "warmup_custom_ftag": "warmup",
            "advanced": {
                "warm_ctd": false, "open_rate": 0.95, "important_rate": 0.8, "read_emulation": true, "spam_save_rate": 0.02,
                "weekday_only": true,
            },
        },
        "signature": "Best regards, John Doe",
        "reply_to": "reply@example.com",
        "tracking_domain_name": "track.example.com",
        "skip_cname_check": true,
        "remove_tracking_domain": false,
        "inbox_placement_test_limit": 10,
    });
    let mut change = changes.clone();
    change["email"] = MAILBOX.into();
    let all = json!({
        "include_all_emails": true,
        "excluded_emails": ["user@example.com"],
        "filter": { "tag_id": ID, "filter": "ACC_FILTER_PAUSED" },
        "search": "gmail.com",
    });
    let some = json!({ "emails": ["user@example.com", "other@example.com"] });
    let days = json!({ "emails": ["user@example.com", "jon+x@doe.com"], "start_date": "2026-03-01", "end_date": "2026-04-01" });
    vec![
        no_body(
            "instantly_list_accounts",
            json!({
                "limit": 10,
                "starting_after": "2026-01-01T00:00:00.000Z&jon@doe.com",
                "search": "gmail.com",
                "status": -1,
                "provider_code": 2,
                "tag_ids": ID,
                "include_tags": true,
                "filter": "ACC_FILTER_W_ERROR",
            }),
            "GET",
            "/api/v2/accounts?limit=10&starting_after=2026-01-01T00%3A00%3A00.000Z%26jon%40doe.com&search=gmail.com&status=-1\
             &provider_code=2&tag_ids=f9cc070d-8dba-4341-b847-f083c358e460&include_tags=true&filter=ACC_FILTER_W_ERROR",
        ),
        no_body("instantly_list_accounts", json!({}), "GET", "/api/v2/accounts"),
        no_body("instantly_get_account", one.clone(), "GET", "/api/v2/accounts/jon%2Bx%40doe.com"),
        json_body("instantly_update_account", change, "PATCH", "/api/v2/accounts/jon%2Bx%40doe.com", changes),
        json_body(
            "instantly_update_account",
            json!({ "email": MAILBOX, "remove_tracking_domain": true }),
            "PATCH",
            "/api/v2/accounts/jon%2Bx%40doe.com",
            json!({ "remove_tracking_domain": true }),
        ),
        no_body("instantly_pause_account", one.clone(), "POST", "/api/v2/accounts/jon%2Bx%40doe.com/pause"),
        no_body("instantly_resume_account", one.clone(), "POST", "/api/v2/accounts/jon%2Bx%40doe.com/resume"),
        json_body("instantly_pause_accounts", some.clone(), "POST", "/api/v2/accounts/pause", some.clone()),
        no_body("instantly_mark_account_fixed", one.clone(), "POST", "/api/v2/accounts/jon%2Bx%40doe.com/mark-fixed"),
        json_body("instantly_enable_warmup", all.clone(), "POST", "/api/v2/accounts/warmup/enable", all.clone()),
        json_body("instantly_enable_warmup", waiting(&some), "POST", "/api/v2/accounts/warmup/enable", some.clone()),
        json_body("instantly_disable_warmup", all.clone(), "POST", "/api/v2/accounts/warmup/disable", all),
        json_body("instantly_disable_warmup", waiting(&some), "POST", "/api/v2/accounts/warmup/disable", some.clone()),
        json_body("instantly_get_warmup_analytics", some.clone(), "POST", "/api/v2/accounts/warmup-analytics", some),
        no_body(
            "instantly_get_daily_account_analytics",
            days,
            "GET",
            "/api/v2/accounts/analytics/daily?emails=user%40example.com&emails=jon%2Bx%40doe.com&start_date=2026-03-01\
             &end_date=2026-04-01",
        ),
        no_body(
            "instantly_get_daily_account_analytics",
            json!({ "emails": ["user@example.com"] }),
            "GET",
            "/api/v2/accounts/analytics/daily?emails=user%40example.com",
        ),
        json_body(
            "instantly_verify_account_vitals",
            json!({ "accounts": ["user@example.com"] }),
            "POST",
            "/api/v2/accounts/test/vitals",
            json!({ "accounts": ["user@example.com"] }),
        ),
        no_body(
            "instantly_get_tracking_domain_status",
            json!({ "host": "track.example.com" }),
            "GET",
            "/api/v2/accounts/ctd/status?host=track.example.com",
        ),
        no_body(
            "instantly_list_account_campaigns",
            json!({ "email": MAILBOX, "limit": 10, "starting_after": ID }),
            "GET",
            "/api/v2/account-campaign-mappings/jon%2Bx%40doe.com?limit=10&starting_after=f9cc070d-8dba-4341-b847-f083c358e460",
        ),
        no_body("instantly_list_account_campaigns", one, "GET", "/api/v2/account-campaign-mappings/jon%2Bx%40doe.com"),
    ]
}

#[tokio::test]
async fn requests_are_as_documented() {
    check_requests(cases()).await;
}

#[tokio::test]
async fn a_change_that_would_drop_warm_up_settings_is_refused_and_a_whole_one_is_sent() {
    let mut wire = WireSession::instantly().await;
    let warmup = json!({ "limit": 40, "reply_rate": 0.3, "note": null, "advanced": { "open_rate": 0.9, "weekday_only": false } });
    wire.vendor.answer_first_reads_with(200, json!({ "email": MAILBOX, "warmup": warmup }));
    wire.vendor.answer_with(200, json!({ "email": MAILBOX, "daily_limit": 30 }));
    for (change, lost) in [
        (json!({ "limit": 50 }), vec!["`reply_rate` 0.3", "`advanced` {"]),
        (
            json!({ "limit": 50, "reply_rate": 0.3, "advanced": { "open_rate": 0.9 } }),
            vec!["`advanced.weekday_only` false"],
        ),
        (json!({}), vec!["`limit` 40"]),
    ] {
        let error =
            wire.invalid_input("instantly_update_account", &json!({ "email": MAILBOX, "warmup": change })).await;
        assert!(lost.iter().all(|setting| error.contains(setting)), "{error}");
        assert!(error.contains("instantly_get_account"), "{error}");
    }
    let whole = json!({ "limit": 50, "reply_rate": 0.3, "advanced": { "open_rate": 0.9, "weekday_only": true } });
    let seen = wire.request_of("instantly_update_account", &json!({ "email": MAILBOX, "warmup": whole })).await;
    assert_eq!(seen.json(), json!({ "warmup": whole }));
    let envelope = wire.call("instantly_update_account", &json!({ "email": MAILBOX, "daily_limit": 500 })).await;
    assert!(envelope["warnings"][0].as_str().unwrap().contains("`daily_limit` is 30 now, not 500"), "{envelope:?}");
    let envelope = wire.call("instantly_update_account", &json!({ "email": MAILBOX, "daily_limit": 30 })).await;
    assert_eq!(envelope.get("warnings"), None, "{envelope:?}");
}

#[tokio::test]
async fn changes_that_say_nothing_or_two_things_are_refused() {
    let mut wire = WireSession::instantly().await;
    for (tool, inputs, says) in [
        ("update_account", json!({ "email": MAILBOX }), "nothing to change"),
        ("update_account", json!({ "email": MAILBOX, "skip_cname_check": true }), "nothing to change"),
        (
            "update_account",
            json!({ "email": MAILBOX, "tracking_domain_name": "t.example.com", "remove_tracking_domain": true }),
            "pass one of them",
        ),
        (
            "update_account",
            json!({ "email": MAILBOX, "signature": "x", "skip_cname_check": true }),
            "`tracking_domain_name`",
        ),
        ("update_account", json!({ "email": MAILBOX, "first_name": null }), "`first_name`"),
        ("update_account", json!({ "email": MAILBOX, "sending_gap": 1441 }), "1440"),
        ("enable_warmup", json!({}), "Say which mailboxes"),
        ("enable_warmup", json!({ "include_all_emails": false }), "Say which mailboxes"),
        ("enable_warmup", json!({ "emails": [] }), "`emails`"),
        ("disable_warmup", json!({ "emails": ["a@b.example"], "include_all_emails": true }), "one or the other"),
        ("disable_warmup", json!({ "emails": ["a@b.example"], "search": "x" }), "`search` narrows"),
        ("disable_warmup", json!({ "include_all_emails": true, "filter": {} }), "`filter`"),
        ("pause_accounts", json!({ "emails": vec!["a@b.example"; 101] }), "100"),
        ("get_daily_account_analytics", json!({}), "`emails`"),
        ("get_daily_account_analytics", json!({ "emails": vec!["a@b.example"; 201] }), "200"),
        (
            "get_daily_account_analytics",
            json!({ "emails": ["a@b.example"], "start_date": "2026-03-01", "end_date": "2026-04-02" }),
            "31 are allowed",
        ),
        (
            "get_daily_account_analytics",
            json!({ "emails": ["a@b.example"], "start_date": "2026-04-03T00:00:00Z", "end_date": "2026-04-02" }),
            "lies after",
        ),
        ("get_daily_account_analytics", json!({ "emails": ["a@b.example"], "end_date": "yesterday" }), "2026-03-31"),
    ] {
        let error = wire.invalid_input(&format!("instantly_{tool}"), &inputs).await;
        assert!(error.contains(says), "{tool} {inputs}: {error}");
    }
}

#[tokio::test]
async fn what_does_not_come_of_a_call_is_said() {
    let mut wire = WireSession::instantly().await;
    for (tool, status, says) in [
        ("pause_account", 2, None),
        ("pause_account", 1, Some("is not paused")),
        ("resume_account", 1, None),
        ("resume_account", 2, Some("still paused")),
        ("resume_account", -3, Some("instantly_mark_account_fixed")),
        ("mark_account_fixed", 1, None),
        ("mark_account_fixed", -1, Some("does not send")),
        ("mark_account_fixed", 3, Some("maintenance")),
    ] {
        wire.vendor.answer_with(200, json!({ "email": MAILBOX, "status": status }));
        let envelope = wire.call(&format!("instantly_{tool}"), &json!({ "email": MAILBOX })).await;
        let warning = envelope.get("warnings").map(|warnings| warnings[0].as_str().unwrap());
        assert_eq!(warning.is_some(), says.is_some(), "{tool} {status}: {envelope:?}");
        assert!(says.is_none_or(|says| warning.unwrap().contains(says)), "{tool} {status}: {envelope:?}");
    }
    let two = json!({ "emails": ["Maya@Example.com", "leo@example.net"] });
    for (tool, inputs, answer) in [
        (
            "pause_accounts",
            &two,
            json!({ "paused_emails": ["maya@example.com"], "failed_emails": ["leo@example.net"] }),
        ),
        ("get_warmup_analytics", &two, json!({ "aggregate_data": { "maya@example.com": { "sent": 1 } } })),
        (
            "get_daily_account_analytics",
            &two,
            json!([{ "date": "2026-04-01", "email_account": "maya@example.com", "sent": 1 }]),
        ),
        (
            "verify_account_vitals",
            &json!({ "accounts": two["emails"] }),
            json!({ "status": "success", "success_list": [{ "domain": "example.com", "allPass": true }], "failure_list": [] }),
        ),
    ] {
        wire.vendor.answer_with(200, answer);
        let envelope = wire.call(&format!("instantly_{tool}"), inputs).await;
        assert_eq!(envelope["missing"], json!(["leo@example.net"]), "{tool}: {envelope:?}");
    }
}

/// The vendor says `success: false` of the domain, not of the call.
#[tokio::test]
async fn a_tracking_domain_that_does_not_work_is_an_answer() {
    let mut wire = WireSession::instantly().await;
    wire.vendor.answer_with(200, json!({ "success": false, "ssl": false, "cname": false, "host": "t.example.com" }));
    let envelope = wire.call("instantly_get_tracking_domain_status", &json!({ "host": "t.example.com" })).await;
    assert_eq!(
        Value::Object(envelope),
        json!({ "success": true, "host": "t.example.com", "cname": false, "ssl": false })
    );
}

/// The vendor documents none in an answer; where one appears, it goes no further.
#[tokio::test]
async fn no_password_of_a_mailbox_is_answered() {
    let mut wire = WireSession::instantly().await;
    let secret = "hunter2-of-the-mailbox";
    let account = json!({
        "email": MAILBOX, "status": -1, "imap_password": secret, "smtp_password": secret, "smtp_username": secret, "token": secret,
        "warmup": { "limit": 1, "password": secret, "advanced": { "key": secret } },
        "status_message": { "code": "EAUTH", "pass": secret, "config": { "pass": secret } },
    });
    for tool in
        ["get_account", "update_account", "pause_account", "resume_account", "mark_account_fixed", "list_accounts"]
    {
        let is_list = tool == "list_accounts";
        wire.vendor.answer_with(200, if is_list { json!({ "items": [account] }) } else { account.clone() });
        let mut inputs = if is_list { json!({}) } else { json!({ "email": MAILBOX }) };
        match tool {
            "update_account" => inputs["first_name"] = "Jon".into(),
            _ if action(&format!("instantly_{tool}")).is_read() => inputs["detail"] = "full".into(),
            _ => {}
        }
        let envelope = Value::Object(wire.call(&format!("instantly_{tool}"), &inputs).await);
        assert_eq!(envelope["success"], true, "{envelope}");
        assert!(envelope.to_string().contains("EAUTH") && !envelope.to_string().contains(secret), "{tool}: {envelope}");
    }
}
