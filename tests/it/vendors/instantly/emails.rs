//! Emails: `GET /emails`, `POST /emails/reply`.

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
            }),
            "GET",
            "/api/v2/emails?limit=100&starting_after=f9cc070d-8dba-4341-b847-f083c358e460\
             &search=thread%3A1%3F%23%2F%25&campaign_id=f9cc070d-8dba-4341-b847-f083c358e460\
             &list_id=f9cc070d-8dba-4341-b847-f083c358e460&i_status=-1\
             &eaccount=jon%40example.com%2Ceva%2Bx%40example.com&lead=jondoe%40example.com&is_unread=true",
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
