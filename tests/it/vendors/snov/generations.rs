//! The six calls of v1 in their form of v2: requests and answers as the vendor's newest page has them.

use serde_json::{Value, json};

use crate::support::{
    mock_vendor::MockVendor,
    program::{StdioSession, with_snov},
};

/// The hash in the documents' examples.
const HASH: &str = "005f2a45a0ac74f87b9d27ab19b8a5e3";

async fn on_v2(vendor: &MockVendor) -> StdioSession {
    let mut command = with_snov(&vendor.url());
    command.env("SNOV_GENERATION", "v2");
    StdioSession::initialized(command, "2025-11-25").await
}

#[tokio::test]
async fn starts_are_asked_as_documented() {
    let vendor = MockVendor::start().await;
    let mut session = on_v2(&vendor).await;
    let person = json!({ "first_name": "gavin", "last_name": "vanrooyen", "domain": "https://octagon.com/about" });
    let url = "https://www.linkedin.com/in/john-doe/?a=b";
    for (tool, inputs, path, body) in [
        (
            "add_names_to_find_emails",
            person,
            "/v2/emails-by-domain-by-name/start",
            r#"{"rows":[{"first_name":"gavin","last_name":"vanrooyen","domain":"octagon.com"}]}"#,
        ),
        (
            "add_emails_for_verification",
            json!({ "emails": ["gavin@octagon.com", "b+x@octagon.com", "GAVIN@octagon.com"] }),
            "/v2/email-verification/start",
            "emails%5B%5D=gavin%40octagon.com&emails%5B%5D=b%2Bx%40octagon.com",
        ),
        (
            "add_url_for_search",
            json!({ "url": url }),
            "/v2/li-profiles-by-urls/start",
            "urls%5B%5D=https%3A%2F%2Fwww.linkedin.com%2Fin%2Fjohn-doe%2F%3Fa%3Db",
        ),
    ] {
        // The hash in `data`, or at the top.
        for answer in [json!({ "data": { "task_hash": HASH }, "meta": {} }), json!({ "task_hash": HASH })] {
            vendor.answer_with(200, answer);
            let seen = vendor.requests().len();
            let mut inputs = inputs.clone();
            inputs["wait_seconds"] = json!(0);
            let started = session.envelope(tool, inputs).await;
            assert_eq!(started["task_hash"], HASH, "{tool}: {started}");
            assert_eq!(started["status"]["identifier"], "in_progress", "{tool}: {started}");
            let request = vendor.requests().split_off(seen).remove(0);
            assert_eq!((request.method.as_str(), request.target.as_str()), ("POST", path), "{tool}");
            assert_eq!(String::from_utf8(request.body.clone()).unwrap(), body, "{tool}");
        }
    }
    vendor.answer_with(200, json!({ "data": [], "meta": {} }));
    let without = session.envelope("add_emails_for_verification", json!({ "emails": ["a@b.example"] })).await;
    assert_eq!(without["error_kind"], "outcome_unknown", "an answer without a hash: {without}");
}

async fn read(tool: &str, mut inputs: Value, answer: &Value) -> Value {
    let vendor = MockVendor::start().await;
    let mut session = on_v2(&vendor).await;
    vendor.answer_with(200, answer);
    inputs["task_hash"] = json!(HASH);
    let envelope = session.envelope(tool, inputs).await;
    let request = vendor.only_request();
    assert_eq!(request.method, "GET", "{tool}");
    assert!(request.target.ends_with(&format!("/result?task_hash={HASH}")), "{tool}: {}", request.target);
    envelope
}

#[tokio::test]
async fn a_result_by_name_is_read_by_its_hash() {
    let answer = json!({
        "status": "completed",
        "data": [{ "people": "John Doe", "result": [
            { "email": "john@example.com", "smtp_status": "valid", "is_valid_format": true, "is_disposable": false,
              "is_webmail": false, "is_gibberish": false },
            { "email": "j.doe@example.com", "smtp_status": "Unknown", "unknown_status_reason": "Catchall" },
        ] }],
        "meta": { "rows": [{ "first_name": "John", "last_name": "Doe", "domain": "example.com" }], "task_hash": HASH },
    });
    let found = read("find_email", json!({}), &answer).await;
    assert_eq!(
        found,
        json!({
            "success": true, "untrusted_fields": ["$.first_name", "$.last_name"],
            "status": { "identifier": "complete" }, "first_name": "John", "last_name": "Doe",
            "emails": [
                { "email": "john@example.com", "email_status": "valid" },
                { "email": "j.doe@example.com", "email_status": "unknown", "unknown_status_reason": "catchall" },
            ],
        })
    );
    let none = json!({ "status": "completed", "data": [{ "people": "John Doe", "result": [] }], "meta": { "task_hash": HASH } });
    let none = read("find_email", json!({}), &none).await;
    assert_eq!((&none["status"]["identifier"], &none["emails"]), (&json!("not_found"), &json!([])), "{none}");
    let running = json!({ "status": "in_progress", "data": [], "meta": { "task_hash": HASH } });
    let running = read("find_email", json!({}), &running).await;
    assert_eq!(
        (&running["status"]["identifier"], &running["emails"]),
        (&json!("in_progress"), &json!([])),
        "{running}"
    );
    let unpaid = json!({ "status": "not_enough_credits", "data": [], "meta": { "task_hash": HASH } });
    let unpaid = read("find_email", json!({}), &unpaid).await;
    assert_eq!(unpaid["error_kind"], "quota_exceeded", "{unpaid}");
}

#[tokio::test]
async fn a_verification_is_read_by_its_hash_in_any_order() {
    let checks = |status: &str| json!({ "smtp_status": status, "is_valid_format": true, "is_disposable": false, "is_webmail": false, "is_gibberish": false });
    let mut banned = checks("unknown");
    banned["unknown_status_reason"] = json!("banned");
    let answer = json!({
        "status": "completed",
        "data": [{ "email": "b@example.com", "result": banned }, { "email": "a@example.com", "result": checks("valid") }],
        "meta": { "emails": ["a@example.com", "b@example.com"], "task_hash": HASH },
    });
    let row = |email: &str, status: &str| {
        json!({
            "email": email, "status": { "identifier": "complete" },
            "data": {
                "email": email, "is_valid_format": true, "is_disposable": false, "is_webmail": false, "is_gibberish": false,
                "smtp_status": status, "is_catchall": false, "is_greylist": false, "is_banned_error": status == "unknown",
                "is_connection_error": false,
            },
        })
    };
    let mut of_b = row("b@example.com", "unknown");
    of_b["data"]["unknown_status_reason"] = json!("banned");
    let both = read("verify_email", json!({ "emails": ["a@example.com", "b@example.com"] }), &answer).await;
    assert_eq!(both["results"], json!([row("a@example.com", "valid"), of_b]), "{both}");
    let all = read("verify_email", json!({}), &answer).await;
    assert_eq!(all["results"].as_array().unwrap().len(), 2, "{all}");
    let running =
        json!({ "status": "in_progress", "data": [], "meta": { "emails": ["a@example.com"], "task_hash": HASH } });
    let running = read("verify_email", json!({}), &running).await;
    assert_eq!(
        running["results"],
        json!([{ "email": "a@example.com", "status": { "identifier": "in_progress" } }]),
        "{running}"
    );
}

#[tokio::test]
async fn a_profile_is_read_by_its_hash_in_v1s_names() {
    let answer = json!({
        "status": "completed",
        "data": [{ "url": "https://www.linkedin.com/in/john-doe/", "result": {
            "name": "John Doe", "first_name": "John", "last_name": "Doe", "industry": "Logistics", "location": "Atlanta",
            "country": "United States", "skills": ["Planning"],
            "positions": [{
                "name": "Example Inc", "title": "CEO", "linkedin_url": "https://www.linkedin.com/company/example",
                "url": "https://example.com", "industry": "Logistics", "country": "United States", "location": "Atlanta",
                "specializations": ["Rail"],
            }],
        } }],
        "meta": { "urls": ["https://www.linkedin.com/in/john-doe/"], "task_hash": HASH },
    });
    let found = read("get_prospect_by_url", json!({}), &answer).await;
    assert_eq!(
        found["prospects"],
        json!([{
            "name": "John Doe", "first_name": "John", "last_name": "Doe", "industry": "Logistics",
            "country": "United States", "locality": "Atlanta", "source": "linkedIn",
            "source_page": "https://www.linkedin.com/in/john-doe/", "skills": ["Planning"],
            "current_jobs": [{
                "company_name": "Example Inc", "position": "CEO", "social_link": "https://www.linkedin.com/company/example",
                "site": "https://example.com", "industry": "Logistics", "country": "United States", "locality": "Atlanta",
            }],
        }]),
        "{found}"
    );
    let none =
        json!({ "status": "completed", "data": [{ "url": "https://x", "result": [] }], "meta": { "task_hash": HASH } });
    let none = read("get_prospect_by_url", json!({}), &none).await;
    assert_eq!((&none["status"]["identifier"], &none["prospects"]), (&json!("not_found"), &json!([])), "{none}");
}

#[tokio::test]
async fn a_read_takes_what_it_is_about_or_a_hash() {
    let vendor = MockVendor::start().await;
    let mut session = on_v2(&vendor).await;
    for (tool, inputs, words) in [
        ("verify_email", json!({}), "`emails` is required"),
        ("find_email", json!({ "first_name": "A" }), "`last_name` is required"),
        ("get_prospect_by_url", json!({}), "`url` is required"),
    ] {
        let refused = session.envelope(tool, inputs).await;
        assert_eq!(refused["error_kind"], "invalid_input", "{tool}: {refused}");
        assert!(refused["error"].as_str().unwrap().contains(words), "{tool}: {refused}");
    }
    assert_eq!(vendor.requests().len(), 0);
}
