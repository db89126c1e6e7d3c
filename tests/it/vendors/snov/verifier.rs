//! The verifier.

use serde_json::{Value, json};

use super::{WireCase, answered, form};
use crate::support::wire::WireSession;

const VERIFY: &str = "/v1/get-emails-verification-status";
const ADD: &str = "/v1/add-emails-to-verification";

pub fn cases() -> Vec<WireCase> {
    let two = json!({ "emails": ["gavin@octagon.com", " lizi+x@octagon.com "] });
    let two_sent = &[("emails[]", "gavin@octagon.com"), ("emails[]", "lizi+x@octagon.com")];
    vec![
        form("snov_verify_email", two.clone(), VERIFY, two_sent),
        form("snov_add_emails_for_verification", json!({ "emails": two["emails"], "wait_seconds": 0 }), ADD, two_sent),
        form("snov_verify_email", json!({ "emails": "[\"a@b.example\"]" }), VERIFY, &[("emails[]", "a@b.example")]),
    ]
}

#[tokio::test]
async fn a_list_is_sent_under_an_encoded_name() {
    let mut wire = WireSession::snov().await;
    wire.vendor.answer_with(200, json!({ "success": true }));
    let seen = wire.request_of("snov_verify_email", &json!({ "emails": ["a@b.example", "c+d@b.example"] })).await;
    assert_eq!(
        String::from_utf8(seen.body.clone()).unwrap(),
        "emails%5B%5D=a%40b.example&emails%5B%5D=c%2Bd%40b.example"
    );
}

#[tokio::test]
async fn an_invalid_address_is_refused_before_it_costs_anything() {
    let mut wire = WireSession::snov().await;
    for tool in ["snov_verify_email", "snov_add_emails_for_verification"] {
        for bad in ["octagon.com", "", "a@b.example c@d.example"] {
            let error = wire.invalid_input(tool, &json!({ "emails": ["a@b.example", bad] })).await;
            assert!(error.contains("`emails[1]` must be an address"), "{tool} {bad}: {error}");
        }
        let error = wire.invalid_input(tool, &json!({ "emails": [] })).await;
        assert!(error.contains("at least 1 item"), "{tool}: {error}");
    }
    let eleven: Vec<String> = (0..11).map(|number| format!("a{number}@b.example")).collect();
    let error = wire.invalid_input("snov_add_emails_for_verification", &json!({ "emails": eleven })).await;
    assert!(error.contains("at most 10 items, got 11"), "{error}");
}

#[tokio::test]
async fn verifications_come_in_the_order_asked() {
    let mut wire = WireSession::snov().await;
    let said = |address: &str, smtp_status: &str| {
        json!({
            "status": { "identifier": "complete", "description": "Done" },
            "data": {
                "email": address, "isValidFormat": true, "isDisposable": false, "isWebmail": 0, "isGibberish": false,
                "smtpStatus": smtp_status, "isCatchall": true, "isGreylist": false, "isBannedError": false,
                "isConnectionError": false,
            },
        })
    };
    let not_verified =
        |data: Value| json!({ "status": { "identifier": "not_verified", "description": "Not yet" }, "data": data });
    let answer = json!({
        "success": true,
        "empty@octagon.com": not_verified(json!([])),
        "object@octagon.com": not_verified(json!({})),
        "gavin@octagon.com": said("gavin@octagon.com", "valid"),
        "null@octagon.com": not_verified(json!(null)),
        "none@octagon.com": { "status": { "identifier": "not_verified", "description": "Not yet" } },
        "a_key_of_next_year": [1],
    });
    let emails = [
        "Gavin@Octagon.com",
        "left@out.example",
        "none@octagon.com",
        "object@octagon.com",
        "null@octagon.com",
        "empty@octagon.com",
    ];
    let envelope = answered(&mut wire, "snov_verify_email", &json!({ "emails": emails }), &answer).await;
    let waiting =
        |email: &str| json!({ "email": email, "status": { "identifier": "not_verified", "description": "Not yet" } });
    let expected = json!({
        "success": true,
        "missing": ["left@out.example"],
        "results": [
            {
                "email": "Gavin@Octagon.com",
                "status": { "identifier": "complete", "description": "Done" },
                "data": {
                    "email": "gavin@octagon.com", "is_valid_format": true, "is_disposable": false, "is_webmail": false,
                    "is_gibberish": false, "smtp_status": "valid", "is_catchall": true, "is_greylist": false,
                    "is_banned_error": false, "is_connection_error": false,
                },
            },
            { "email": "left@out.example" },
            waiting("none@octagon.com"),
            waiting("object@octagon.com"),
            waiting("null@octagon.com"),
            waiting("empty@octagon.com"),
        ],
    });
    assert_eq!(envelope, expected);
}

#[tokio::test]
async fn other_spellings_of_a_verification_are_read() {
    let mut wire = WireSession::snov().await;
    let answer =
        json!({ "success": true, "ana@xn--mller-kva.example": { "sent": true }, "bo@b.example": { "sent": false } });
    let inputs = json!({ "emails": ["ana@m\u{fc}ller.example", "bo@b.example", "bo@b.example"] });
    let envelope = answered(&mut wire, "snov_add_emails_for_verification", &inputs, &answer).await;
    let expected = json!({
        "success": true,
        "results": [
            { "email": "ana@m\u{fc}ller.example", "sent": true },
            { "email": "bo@b.example", "sent": false },
        ],
        "credits_hint": "1 credit an address",
    });
    assert_eq!(envelope, expected);
}

#[tokio::test]
async fn a_verification_that_cannot_be_read_names_its_address() {
    let mut wire = WireSession::snov().await;
    let answer = json!({ "success": true, "bo@b.example": { "sent": ["?"] } });
    let inputs = json!({ "emails": ["bo@b.example"] });
    let envelope = answered(&mut wire, "snov_add_emails_for_verification", &inputs, &answer).await;
    assert_eq!(envelope["success"], false);
    assert!(envelope["error"].as_str().unwrap().contains("bo@b.example"), "{envelope}");
}
