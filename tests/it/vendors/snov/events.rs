//! Campaign events: replies, opens, clicks and sent emails.

use serde_json::{Value, json};

use super::{WireCase, no_body};
use crate::support::wire::WireSession;

/// Tools, the outputs that hold the events, and the vendor's methods.
const LISTS: [(&str, &str, &str); 4] = [
    ("snov_list_campaign_replies", "replies", "get-emails-replies"),
    ("snov_list_campaign_opens", "opens", "get-emails-opened"),
    ("snov_list_campaign_clicks", "clicks", "get-emails-clicked"),
    ("snov_list_sent_emails", "emails", "emails-sent"),
];

pub fn cases() -> Vec<WireCase> {
    let all = || json!({ "campaign_id": 1_234_567, "offset": 10_000 });
    let fewest = || json!({ "campaign_id": 1_234_567 });
    vec![
        no_body(LISTS[0].0, all(), "GET", "/v1/get-emails-replies?campaignId=1234567&offset=10000"),
        no_body(LISTS[0].0, fewest(), "GET", "/v1/get-emails-replies?campaignId=1234567"),
        no_body(LISTS[1].0, all(), "GET", "/v1/get-emails-opened?campaignId=1234567&offset=10000"),
        no_body(LISTS[1].0, fewest(), "GET", "/v1/get-emails-opened?campaignId=1234567"),
        no_body(LISTS[2].0, all(), "GET", "/v1/get-emails-clicked?campaignId=1234567&offset=10000"),
        no_body(LISTS[2].0, fewest(), "GET", "/v1/get-emails-clicked?campaignId=1234567"),
        no_body(LISTS[3].0, all(), "GET", "/v1/emails-sent?campaignId=1234567&offset=10000"),
        no_body(LISTS[3].0, fewest(), "GET", "/v1/emails-sent?campaignId=1234567"),
    ]
}

/// The documented example, as the vendor writes it: with an invalid escape, and with strings quoted twice.
const EVENT: &str = r#"[ { "visitedAt": { "date": "2020-07-14 13:10:46.000000", "timezone_type": 3, "timezone": "UTC" },
    "campaignId": 1234567, "campaign": "My top campaign", "prospectId": "7a941739b09f1187", "prospectFirstName": "John",
    "prospectLastName": "Doe", "prospectName": "John Doe", "sourcePage": null, "source": "copy", "locality": null,
    "industry": "Airlines/Aviation", "country": null, "prospectEmail": "john@example.com", "hash": "6745f8162ecadbe3",
    "emailSubject": "\"Special content for you\"", "emailBody": "\"<\p>Lorem ipsum.<\/p>\"", "skills": "", "links": null,
    "customFields": null, "id": "f676edc5de58f341", "customField_fdfd": "", "customField_рпа": "да" } ]"#;

fn event() -> Value {
    json!({
        "visited_at": "2020-07-14T13:10:46Z", "campaign_id": 1_234_567, "campaign": "My top campaign",
        "prospect_id": "7a941739b09f1187", "prospect_first_name": "John", "prospect_last_name": "Doe",
        "prospect_name": "John Doe", "source": "copy", "industry": "Airlines/Aviation", "prospect_email": "john@example.com",
        "hash": "6745f8162ecadbe3", "email_subject": "Special content for you", "email_body": "<p>Lorem ipsum.</p>",
        "custom_fields": { "fdfd": "", "рпа": "да" }, "id": "f676edc5de58f341",
    })
}

#[tokio::test]
async fn the_documents_examples_are_read() {
    let sent = json!([{
        "sentDate": { "date": "2020-07-06 06:58:10.000000", "timezone_type": 3, "timezone": "UTC" }, "userName": "John Doe",
        "userEmail": "john@example.com", "campaign": "Test", "hash": "be8fd412b793c15c", "id": "010f091d81860753",
    }]);
    let email = json!({
        "sent_date": "2020-07-06T06:58:10Z", "user_name": "John Doe", "user_email": "john@example.com", "campaign": "Test",
        "hash": "be8fd412b793c15c", "id": "010f091d81860753",
    });
    let mut wire = WireSession::snov().await;
    for (tool, items, method) in LISTS {
        let (answer, item) = match items {
            "emails" => (sent.to_string(), email.clone()),
            _ => (EVENT.to_owned(), event()),
        };
        wire.vendor.answer_with(200, answer);
        let envelope = Value::Object(wire.call(tool, &json!({ "campaign_id": 1, "detail": "full" })).await);
        assert_eq!(envelope, json!({ "success": true, items: [item], "count": 1 }), "{method}");
        for answer in ["[]", "null", ""] {
            wire.vendor.answer_with(200, answer);
            let mut envelope = wire.call(tool, &json!({ "campaign_id": 1, "offset": 10_000 })).await;
            assert!(envelope.shift_remove("note").is_some(), "{envelope:?}");
            assert_eq!(
                Value::Object(envelope),
                json!({ "success": true, items: [], "count": 0 }),
                "{method} {answer:?}"
            );
        }
    }
}

#[tokio::test]
async fn custom_fields_are_read_from_both_places() {
    let mut wire = WireSession::snov().await;
    for (answer, custom_fields) in [
        (json!({}), json!({})),
        (json!({ "customFields": [] }), json!({})),
        (
            json!({ "customFields": { "Phone": "1", "age": 7, "vip": true, "none": null } }),
            json!({ "Phone": "1", "age": 7, "vip": true }),
        ),
        (json!({ "customFields": { "a": "b" }, "customField_c": "d" }), json!({ "a": "b", "c": "d" })),
        (json!({ "customFields": [{ "name": "a", "value": 1 }, { "b": "c" }] }), json!({ "a": 1, "b": "c" })),
        (
            json!({ "customFields": [{ "label": "company", "key": "customFields['company']", "value": "x" }] }),
            json!({ "company": "x" }),
        ),
        (json!({ "customField_": "x", "customField_two words": "y" }), json!({ "": "x", "two words": "y" })),
        (json!({ "customField_list": [1, "b"] }), json!({ "list": "[1,\"b\"]" })),
    ] {
        wire.vendor.answer_with(200, json!([answer]));
        let envelope = wire.call("snov_list_campaign_opens", &json!({ "campaign_id": 1, "detail": "full" })).await;
        assert_eq!(envelope["opens"], json!([{ "custom_fields": custom_fields }]), "{answer}");
    }
}

#[tokio::test]
async fn other_spellings_of_the_keys_are_read() {
    let mut wire = WireSession::snov().await;
    let answer = json!([
        { "visitedAt": 1_594_732_246, "campaignId": "1234567", "id": 5, "skills": ["Rust", "SQL"], "links": [{ "link": "https://x.example" }] },
        { "visitedAt": null, "campaignId": null, "skills": "Rust", "links": [] },
    ]);
    wire.vendor.answer_with(200, answer);
    let envelope = wire.call("snov_list_campaign_clicks", &json!({ "campaign_id": 1, "detail": "full" })).await;
    let expected = json!([
        {
            "visited_at": "2020-07-14T13:10:46Z", "campaign_id": 1_234_567, "id": "5", "skills": ["Rust", "SQL"],
            "links": ["https://x.example"], "custom_fields": {},
        },
        { "skills": ["Rust"], "custom_fields": {} },
    ]);
    assert_eq!(envelope["clicks"], expected);
}

/// The vendor answers 10000 rows at most and does not say whether there are more. A call answers 20 of them.
#[tokio::test]
async fn a_page_is_cut_and_its_end_has_a_next_offset() {
    let mut wire = WireSession::snov().await;
    for (tool, items, _) in LISTS {
        for (rows, inputs, next) in [
            (20, json!({ "campaign_id": 1 }), None),
            (21, json!({ "campaign_id": 1 }), Some(20)),
            (10_000, json!({ "campaign_id": 1, "offset": 20_000 }), Some(20_020)),
        ] {
            wire.vendor.answer_with(200, json!(vec![json!({ "id": "x" }); rows]));
            let envelope = wire.call(tool, &inputs).await;
            assert_eq!(envelope["count"], 20, "{tool}");
            assert_eq!(envelope[items].as_array().unwrap().len(), 20, "{tool}");
            assert_eq!(envelope.get("next_offset"), next.map(|next| json!(next)).as_ref(), "{tool} {rows} {inputs}");
        }
    }
}

#[tokio::test]
async fn a_negative_offset_is_refused() {
    let mut wire = WireSession::snov().await;
    for (tool, ..) in LISTS {
        let error = wire.invalid_input(tool, &json!({ "campaign_id": 1, "offset": -1 })).await;
        assert!(error.contains("`offset`"), "{tool}: {error}");
        let error = wire.invalid_input(tool, &json!({})).await;
        assert!(error.contains("`campaign_id` is required"), "{tool}: {error}");
    }
}
