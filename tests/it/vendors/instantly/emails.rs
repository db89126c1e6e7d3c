//! Emails: `/emails` and `/email-verification`.

use serde_json::json;

use super::{ID, WireCase, check_requests, json_body, no_body};

pub fn cases() -> Vec<WireCase> {
    vec![
        no_body(
            "instantly_list_emails",
            json!({
                "limit": 100,
                "starting_after": ID,
                "search": "thread:1?#/%",
                "campaign_id": ID,
                "list_id": ID,
                "i_status": -1,
                "eaccount": "jon@example.com,eva+x@example.com",
                "lead": "jondoe@example.com",
                "is_unread": true,
                "min_timestamp_created": "1970-01-01T00:00:00.000Z",
                "max_timestamp_created": "2027-01-01T00:00:00.000Z",
                "email_type": "received",
                "latest_of_thread": true,
                "company_domain": "example.com",
                "mode": "emode_focused",
                "sort_order": "asc",
                "scheduled_only": true,
                "has_reminder": false,
                "marked_as_done": true,
                "assigned_to": ID,
            }),
            "GET",
            "/api/v2/emails?limit=100&starting_after=f9cc070d-8dba-4341-b847-f083c358e460\
             &search=thread%3A1%3F%23%2F%25&campaign_id=f9cc070d-8dba-4341-b847-f083c358e460\
             &list_id=f9cc070d-8dba-4341-b847-f083c358e460&i_status=-1\
             &eaccount=jon%40example.com%2Ceva%2Bx%40example.com&lead=jondoe%40example.com&is_unread=true\
             &min_timestamp_created=1970-01-01T00%3A00%3A00.000Z&max_timestamp_created=2027-01-01T00%3A00%3A00.000Z\
             &email_type=received&latest_of_thread=true&company_domain=example.com&mode=emode_focused&sort_order=asc\
             &scheduled_only=true&has_reminder=false&marked_as_done=true\
             &assigned_to=f9cc070d-8dba-4341-b847-f083c358e460",
        ),
        no_body("instantly_list_emails", json!({}), "GET", "/api/v2/emails"),
        no_body("instantly_list_emails", json!({ "is_unread": false }), "GET", "/api/v2/emails?is_unread=false"),
        json_body(
            "instantly_reply_to_email",
            json!({
                "eaccount": "jondoe@example.com",
                "reply_to_uuid": ID,
                "subject": "Re: Your inquiry",
                "body_text": "Hello, how are you?",
                "body_html": "Hello, how are you?<br/><br/>Looking forward to hearing from you.",
                "cc_address_email_list": "cc@example.com,cc2@example.com",
                "bcc_address_email_list": "bcc@example.com",
                "allow_reply_to_self": true,
            }),
            "POST",
            "/api/v2/emails/reply",
            json!({
                "eaccount": "jondoe@example.com",
                "reply_to_uuid": ID,
                "subject": "Re: Your inquiry",
                "body": {
                    "text": "Hello, how are you?",
                    "html": "Hello, how are you?<br/><br/>Looking forward to hearing from you.",
                },
                "cc_address_email_list": "cc@example.com,cc2@example.com",
                "bcc_address_email_list": "bcc@example.com",
            }),
        ),
        json_body(
            "instantly_reply_to_email",
            json!({ "eaccount": "j@d.example", "reply_to_uuid": ID, "subject": "Re", "body_text": "Yes\nNo" }),
            "POST",
            "/api/v2/emails/reply",
            json!({ "eaccount": "j@d.example", "reply_to_uuid": ID, "subject": "Re", "body": { "text": "Yes\nNo" } }),
        ),
        json_body(
            "instantly_reply_to_email",
            json!({ "eaccount": "j@d.example", "reply_to_uuid": ID, "subject": "Re", "body_html": "<p>Yes</p>", "body_text": null }),
            "POST",
            "/api/v2/emails/reply",
            json!({ "eaccount": "j@d.example", "reply_to_uuid": ID, "subject": "Re", "body": { "html": "<p>Yes</p>" } }),
        ),
        no_body(
            "instantly_get_email",
            json!({ "email_id": ID }),
            "GET",
            "/api/v2/emails/f9cc070d-8dba-4341-b847-f083c358e460",
        ),
        no_body("instantly_count_unread_emails", json!({}), "GET", "/api/v2/emails/unread/count"),
        no_body(
            "instantly_mark_thread_read",
            json!({ "thread_id": "1?#/%" }),
            "POST",
            "/api/v2/emails/threads/1%3F%23%2F%25/mark-as-read",
        ),
        json_body(
            "instantly_forward_email",
            json!({
                "eaccount": "jondoe@example.com",
                "reply_to_uuid": ID,
                "to_address_email_list": "recipient@example.com",
                "subject": "Fwd: Interesting update",
                "body_text": "Sharing this with you.",
                "body_html": "Sharing this with you.<br/><br/>Let me know what you think.",
                "include_original_body": true,
                "cc_address_email_list": "cc@example.com",
                "bcc_address_email_list": "bcc@example.com",
                "reply_to": "reply@example.com",
                "forwarded_attachments": "[{\"filename\":\"attachment.pdf\",\"url\":\"https://cdn.instantly.ai/example-attachment/file.pdf\"}]",
                "assigned_to": ID,
            }),
            "POST",
            "/api/v2/emails/forward",
            json!({
                "eaccount": "jondoe@example.com",
                "reply_to_uuid": ID,
                "to_address_email_list": "recipient@example.com",
                "subject": "Fwd: Interesting update",
                "body": {
                    "text": "Sharing this with you.",
                    "html": "Sharing this with you.<br/><br/>Let me know what you think.",
                },
                "include_original_body": true,
                "cc_address_email_list": "cc@example.com",
                "bcc_address_email_list": "bcc@example.com",
                "reply_to": "reply@example.com",
                "forwarded_attachments": "[{\"filename\":\"attachment.pdf\",\"url\":\"https://cdn.instantly.ai/example-attachment/file.pdf\"}]",
                "assigned_to": ID,
            }),
        ),
        json_body(
            "instantly_forward_email",
            json!({
                "eaccount": "j@d.example",
                "reply_to_uuid": ID,
                "to_address_email_list": "a@b.example,c@d.example",
                "subject": "Fwd",
                "body_text": "For you",
            }),
            "POST",
            "/api/v2/emails/forward",
            json!({
                "eaccount": "j@d.example",
                "reply_to_uuid": ID,
                "to_address_email_list": "a@b.example,c@d.example",
                "subject": "Fwd",
                "body": { "text": "For you" },
            }),
        ),
        json_body(
            "instantly_send_test_email",
            json!({
                "eaccount": "jondoe@example.com",
                "to_address_email_list": "recipient@example.com,recipient2@example.com",
                "subject": "Test email subject",
                "body_html": "This is a test email.<br/><br/>Second line.",
            }),
            "POST",
            "/api/v2/emails/test",
            json!({
                "eaccount": "jondoe@example.com",
                "to_address_email_list": "recipient@example.com,recipient2@example.com",
                "subject": "Test email subject",
                "body": { "html": "This is a test email.<br/><br/>Second line." },
            }),
        ),
        json_body(
            "instantly_update_email",
            json!({ "email_id": ID, "is_unread": 1, "reminder_ts": "1970-01-01T00:00:00.000Z" }),
            "PATCH",
            "/api/v2/emails/f9cc070d-8dba-4341-b847-f083c358e460",
            json!({ "is_unread": 1, "reminder_ts": "1970-01-01T00:00:00.000Z" }),
        ),
        json_body(
            "instantly_update_email",
            json!({ "email_id": ID, "reminder_ts": null }),
            "PATCH",
            "/api/v2/emails/f9cc070d-8dba-4341-b847-f083c358e460",
            json!({ "reminder_ts": null }),
        ),
        no_body(
            "instantly_delete_email",
            json!({ "email_id": ID }),
            "DELETE",
            "/api/v2/emails/f9cc070d-8dba-4341-b847-f083c358e460",
        ),
        json_body(
            "instantly_verify_email",
            json!({ "email": "example@example.com", "webhook_url": "https://example.com/webhook", "wait_seconds": 1 }),
            "POST",
            "/api/v2/email-verification",
            json!({ "email": "example@example.com", "webhook_url": "https://example.com/webhook" }),
        ),
        json_body(
            "instantly_verify_email",
            json!({ "email": "example@example.com" }),
            "POST",
            "/api/v2/email-verification",
            json!({ "email": "example@example.com" }),
        ),
        no_body(
            "instantly_get_email_verification",
            json!({ "email": "user+x@example.com", "wait_seconds": 0 }),
            "GET",
            "/api/v2/email-verification/user%2Bx%40example.com",
        ),
    ]
}

#[tokio::test]
async fn requests_are_as_documented() {
    check_requests(cases()).await;
}

#[tokio::test]
async fn a_reply_without_words_or_with_a_broken_header_is_not_sent() {
    let mut wire = crate::support::wire::WireSession::instantly().await;
    for (input, value, says) in [
        ("subject", "Re\r\nBcc: jane@rival.example", "`subject` holds a line break"),
        ("body_html", "<p></p>", "no words"),
        ("body_html", "  <br/>&nbsp;", "no words"),
    ] {
        let mut inputs =
            serde_json::json!({ "eaccount": "a@b.example", "reply_to_uuid": crate::vendors::ID, "subject": "Re" });
        inputs["body_html"] = "<p>Hi</p>".into();
        inputs[input] = value.into();
        let envelope = wire.call("instantly_reply_to_email", &inputs).await;
        assert_eq!(envelope["error_kind"], "invalid_input", "{envelope:?}");
        assert!(envelope["error"].as_str().unwrap().contains(says), "{envelope:?}");
    }
    assert!(wire.vendor.requests().is_empty());
}

#[tokio::test]
async fn a_test_mail_that_was_not_sent_is_a_failure() {
    let mut wire = crate::support::wire::WireSession::instantly().await;
    wire.vendor.answer_with(200, r#"{"error":"ACC_AUTH_ERROR"}"#);
    let inputs = json!({ "eaccount": "a@b.example", "to_address_email_list": "c@d.example", "subject": "Test", "body_html": "Hi" });
    let envelope = wire.call("instantly_send_test_email", &inputs).await;
    assert_eq!(envelope["success"], false, "{envelope:?}");
    assert!(envelope["error"].as_str().unwrap().contains("ACC_AUTH_ERROR"), "{envelope:?}");
}

#[tokio::test]
async fn nothing_to_forward_and_nothing_to_change_are_refused() {
    let mut wire = crate::support::wire::WireSession::instantly().await;
    let forward = json!({ "eaccount": "a@b.example", "reply_to_uuid": ID, "to_address_email_list": "c@d.example", "subject": "Fwd" });
    for (tool, inputs, says) in [
        ("instantly_forward_email", forward, "include_original_body"),
        ("instantly_update_email", json!({ "email_id": ID }), "is_unread"),
    ] {
        let envelope = wire.call(tool, &inputs).await;
        assert_eq!(envelope["error_kind"], "invalid_input", "{envelope:?}");
        assert!(envelope["error"].as_str().unwrap().contains(says), "{envelope:?}");
    }
    assert!(wire.vendor.requests().is_empty());
}

#[tokio::test]
async fn a_pending_verification_is_waited_for_and_paid_once() {
    let mut wire = crate::support::wire::WireSession::instantly().await;
    let finding = |status: &str| json!({ "email": "c@d.example", "verification_status": status, "credits_used": 1 });
    wire.vendor.answer_with(200, finding("verified").to_string());
    wire.vendor.answer_next_json(&finding("pending"));
    let envelope = wire.call("instantly_verify_email", &json!({ "email": "c@d.example" })).await;
    assert_eq!(envelope["verification_status"], "verified", "{envelope:?}");
    let seen: Vec<String> =
        wire.vendor.requests().iter().map(|seen| format!("{} {}", seen.method, seen.target)).collect();
    assert_eq!(seen, ["POST /api/v2/email-verification", "GET /api/v2/email-verification/c%40d.example"]);
}
