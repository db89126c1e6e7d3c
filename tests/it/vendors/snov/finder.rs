//! The finder.

use serde_json::{Value, json};

use super::{WireCase, answered, form, refused_by_the_vendor};
use crate::support::wire::WireSession;

fn names() -> Value {
    json!({ "first_name": "gavin", "last_name": "vanrooyen", "domain": "octagon.com" })
}

/// These inputs and how long is waited for a result.
fn waiting(mut inputs: Value) -> Value {
    inputs["wait_seconds"] = json!(0);
    inputs
}

const NAMES: &[(&str, &str)] = &[("firstName", "gavin"), ("lastName", "vanrooyen"), ("domain", "octagon.com")];

pub fn cases() -> Vec<WireCase> {
    let url = "https://www.linkedin.com/in/john-doe/?a=b&c=d";
    vec![
        form(
            "snov_get_email_count",
            json!({ "domain": "octagon.com" }),
            "/v1/get-domain-emails-count",
            &[("domain", "octagon.com")],
        ),
        form(
            "snov_get_email_count",
            json!({ "domain": " https://octagon.com/about " }),
            "/v1/get-domain-emails-count",
            &[("domain", "octagon.com")],
        ),
        form("snov_find_email", names(), "/v1/get-emails-from-names", NAMES),
        form("snov_add_names_to_find_emails", waiting(names()), "/v1/add-names-to-find-emails", NAMES),
        form(
            "snov_find_email",
            json!({ "first_name": "Zo\u{eb}", "last_name": "O'Neil & Co", "domain": "octagon.com" }),
            "/v1/get-emails-from-names",
            &[("firstName", "Zo\u{eb}"), ("lastName", "O'Neil & Co"), ("domain", "octagon.com")],
        ),
        form("snov_add_url_for_search", waiting(json!({ "url": url })), "/v1/add-url-for-search", &[("url", url)]),
        form("snov_get_prospect_by_url", json!({ "url": url }), "/v1/get-emails-from-url", &[("url", url)]),
        form(
            "snov_get_profile_by_email",
            json!({ "email": "lizi+x@octagon.com" }),
            "/v1/get-profile-by-email",
            &[("email", "lizi+x@octagon.com")],
        ),
    ]
}

#[tokio::test]
async fn an_invalid_domain_is_refused_before_it_costs_anything() {
    let mut wire = WireSession::snov().await;
    for tool in ["snov_find_email", "snov_add_names_to_find_emails", "snov_get_email_count"] {
        for domain in ["Octagon", "gavin@octagon.com", "octagon dot com."] {
            let inputs = match tool {
                "snov_get_email_count" => json!({ "domain": domain }),
                _ => json!({ "first_name": "Gavin", "last_name": "Vanrooyen", "domain": domain }),
            };
            let error = wire.invalid_input(tool, &inputs).await;
            assert!(error.contains("must be a domain") && error.contains(domain), "{tool} {domain}: {error}");
        }
    }
}

#[tokio::test]
async fn addresses_of_a_domain_are_counted() {
    let mut wire = WireSession::snov().await;
    for (answer, expected) in [
        (
            json!({ "success": true, "domain": "octagon.com", "webmail": false, "result": 1369 }),
            json!({ "success": true, "domain": "octagon.com", "webmail": false, "result": 1369 }),
        ),
        (
            json!({ "success": true, "domain": "gmail.com", "webmail": true, "result": 0 }),
            json!({ "success": true, "domain": "gmail.com", "webmail": true, "result": 0 }),
        ),
    ] {
        let envelope = answered(&mut wire, "snov_get_email_count", &json!({ "domain": "octagon.com" }), &answer).await;
        assert_eq!(envelope, expected);
    }
}

#[tokio::test]
async fn an_address_is_found_under_either_spelling_of_its_keys() {
    let mut wire = WireSession::snov().await;
    let found = json!({
        "success": true,
        "status": { "identifier": "complete", "description": "Emails search is completed" },
        "first_name": "Bapu", "last_name": "Sethi",
        "emails": [
            { "email": "b.sethi@octagon.com", "email_status": "valid" },
            { "email": "bapu@octagon.com", "email_status": "unknown" },
        ],
    });
    let status = json!({ "identifier": "complete", "description": "Emails search is completed" });
    let answer = |first: &str, last: &str, of_email: &str| {
        json!({
            "success": true,
            "data": {
                first: "Bapu", last: "Sethi", "domain": "octagon.com", "account_id": 7,
                "emails": [
                    { "email": "b.sethi@octagon.com", of_email: "valid" },
                    { "email": "bapu@octagon.com", of_email: "unknown" },
                ],
            },
            "params": { first: "bapu", last: "sethi", "domain": "octagon.com" },
            "status": status,
        })
    };
    for answer in [answer("firstName", "lastName", "emailStatus"), answer("first_name", "last_name", "email_status")] {
        assert_eq!(answered(&mut wire, "snov_find_email", &names(), &answer).await, found, "{answer}");
    }
}

#[tokio::test]
async fn an_address_that_is_not_found_is_a_success() {
    let mut wire = WireSession::snov().await;
    let of = |identifier: &str, data: Value| json!({ "success": true, "data": data, "status": { "identifier": identifier, "description": "d" } });
    let nobody = json!({ "firstName": "Bapu", "lastName": "Sethi", "emails": [] });
    for (answer, identifier, name) in [
        (of("not_found", nobody.clone()), "not_found", json!("Bapu")),
        (of("in_progress", nobody), "in_progress", json!("Bapu")),
        (of("in progress", json!([])), "in_progress", json!(null)),
        (of("not_found", json!({})), "not_found", json!(null)),
        (of("not_found", json!(null)), "not_found", json!(null)),
    ] {
        let envelope = answered(&mut wire, "snov_find_email", &names(), &answer).await;
        assert_eq!(envelope["success"], true, "{answer}");
        assert_eq!(envelope["status"], json!({ "identifier": identifier, "description": "d" }), "{answer}");
        assert_eq!(envelope["emails"], json!([]), "{answer}");
        assert_eq!(envelope.get("first_name").cloned().unwrap_or_default(), name, "{answer}");
    }
}

#[tokio::test]
async fn a_queued_search_says_what_it_costs() {
    let mut wire = WireSession::snov().await;
    let answer = json!({
        "success": true, "firstName": "bapu", "lastName": "sethi", "domain": "nexl.io", "userId": 666871, "sent": true,
        "accountId": 7,
    });
    let envelope = answered(&mut wire, "snov_add_names_to_find_emails", &names(), &answer).await;
    assert_eq!(envelope, json!({ "success": true, "sent": true, "credits_hint": "1 credit a call" }));

    let url = json!({ "url": "https://www.linkedin.com/in/john-doe/" });
    for answer in [json!({ "success": true }), json!([{ "success": true }])] {
        let envelope = answered(&mut wire, "snov_add_url_for_search", &url, &answer).await;
        assert_eq!(envelope, json!({ "success": true, "queued": true, "credits_hint": "1 credit a call" }));
    }
    let answer = json!({ "success": false, "message": "Wrong link" });
    refused_by_the_vendor(&mut wire, "snov_add_url_for_search", &url, &answer, "invalid_input", "Wrong link").await;
}

#[tokio::test]
async fn the_hourly_limit_says_when_to_retry() {
    let mut wire = WireSession::snov().await;
    let answer = json!({ "success": false, "message": "There are too many prospects processing. Please try later" });
    refused_by_the_vendor(
        &mut wire,
        "snov_add_names_to_find_emails",
        &names(),
        &answer,
        "rate_limited",
        "too many prospects",
    )
    .await;
    let envelope = answered(&mut wire, "snov_add_names_to_find_emails", &names(), &answer).await;
    assert_eq!(envelope["retryable"], true);
    assert_eq!(envelope["retry_after_s"], 600);
}
