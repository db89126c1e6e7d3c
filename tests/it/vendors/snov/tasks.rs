//! The tasks of several rows: addresses by names, verifications, LinkedIn profiles, domains of companies.

use futures_util::future::join_all;
use serde_json::{Value, json};

use super::{WireCase, answered, form, json_body, no_body, refused_by_the_vendor};
use crate::support::wire::WireSession;

const HASH: &str = "005ffad65aad581943cf65a45112ca7a";

/// Starts, the results they lead to, the path of both, and the fewest inputs of the start.
fn tasks() -> [(&'static str, &'static str, &'static str, Value); 4] {
    [
        (
            "snov_start_emails_by_name_search",
            "snov_get_emails_by_name_search_result",
            "emails-by-domain-by-name",
            json!({ "rows": [person("John", "yourdomain.com"), person("Jane", "yourdomain.com")] }),
        ),
        (
            "snov_start_email_verification",
            "snov_get_email_verification_result",
            "email-verification",
            json!({ "emails": ["a@b.example", "c@d.example"] }),
        ),
        (
            "snov_start_linkedin_profiles_search",
            "snov_get_linkedin_profiles_search_result",
            "li-profiles-by-urls",
            json!({ "urls": ["https://www.linkedin.com/in/john-doe/", "https://www.linkedin.com/in/jane-doe/"] }),
        ),
        (
            "snov_start_company_domains_search",
            "snov_get_company_domains_search_result",
            "company-domain-by-name",
            json!({ "names": ["Snov.io", "Sendpulse"] }),
        ),
    ]
}

fn person(first: &str, domain: &str) -> Value {
    json!({ "first_name": first, "last_name": "Doe", "domain": domain })
}

fn with_wait(inputs: &Value, seconds: u64) -> Value {
    let mut inputs = inputs.clone();
    inputs["wait_seconds"] = seconds.into();
    inputs
}

pub fn cases() -> Vec<WireCase> {
    let resume = || json!({ "task_hash": HASH, "wait_seconds": 0 });
    vec![
        json_body(
            "snov_start_emails_by_name_search",
            json!({
                "rows": [person("John", "https://yourdomain.com/about"), person("john", "yourdomain.com"), person("Jane", "other.example")],
                "wait_seconds": 0,
            }),
            "POST",
            "/v2/emails-by-domain-by-name/start",
            // A row that comes twice is sent once.
            json!({ "rows": [person("John", "yourdomain.com"), person("Jane", "other.example")] }),
        ),
        json_body(
            "snov_start_emails_by_name_search",
            json!({ "rows": [person("John", "yourdomain.com")], "wait_seconds": 0 }),
            "POST",
            "/v2/emails-by-domain-by-name/start",
            json!({ "rows": [person("John", "yourdomain.com")] }),
        ),
        no_body(
            "snov_get_emails_by_name_search_result",
            resume(),
            "GET",
            "/v2/emails-by-domain-by-name/result?task_hash=005ffad65aad581943cf65a45112ca7a",
        ),
        form(
            "snov_start_email_verification",
            json!({ "emails": ["gavin@octagon.com", " lizi+x@octagon.com ", "GAVIN@octagon.com"], "wait_seconds": 0 }),
            "/v2/email-verification/start",
            &[("emails[]", "gavin@octagon.com"), ("emails[]", "lizi+x@octagon.com")],
        ),
        form(
            "snov_start_email_verification",
            json!({ "emails": ["gavin@octagon.com"], "wait_seconds": 0 }),
            "/v2/email-verification/start",
            &[("emails[]", "gavin@octagon.com")],
        ),
        no_body(
            "snov_get_email_verification_result",
            resume(),
            "GET",
            "/v2/email-verification/result?task_hash=005ffad65aad581943cf65a45112ca7a",
        ),
        form(
            "snov_start_linkedin_profiles_search",
            json!({ "urls": ["https://www.linkedin.com/in/john-doe/", "https://de.linkedin.com/in/jane"], "wait_seconds": 0 }),
            "/v2/li-profiles-by-urls/start",
            &[("urls[]", "https://www.linkedin.com/in/john-doe/"), ("urls[]", "https://de.linkedin.com/in/jane")],
        ),
        form(
            "snov_start_linkedin_profiles_search",
            json!({ "urls": ["https://www.linkedin.com/in/john-doe/"], "wait_seconds": 0 }),
            "/v2/li-profiles-by-urls/start",
            &[("urls[]", "https://www.linkedin.com/in/john-doe/")],
        ),
        no_body(
            "snov_get_linkedin_profiles_search_result",
            resume(),
            "GET",
            "/v2/li-profiles-by-urls/result?task_hash=005ffad65aad581943cf65a45112ca7a",
        ),
        form(
            "snov_start_company_domains_search",
            json!({ "names": ["Snov.io", "Müller & Co.", "snov.io"], "wait_seconds": 0 }),
            "/v2/company-domain-by-name/start",
            &[("names[]", "Snov.io"), ("names[]", "Müller & Co.")],
        ),
        form(
            "snov_start_company_domains_search",
            json!({ "names": ["Snov.io"], "wait_seconds": 0 }),
            "/v2/company-domain-by-name/start",
            &[("names[]", "Snov.io")],
        ),
        no_body(
            "snov_get_company_domains_search_result",
            resume(),
            "GET",
            "/v2/company-domain-by-name/result?task_hash=005ffad65aad581943cf65a45112ca7a",
        ),
    ]
}

#[tokio::test]
async fn each_start_polls_its_own_result_and_every_place_of_the_hash_is_read() {
    let starts = [
        json!({ "data": { "task_hash": HASH }, "meta": { "emails": ["a@b.example"] } }),
        json!({ "task_hash": HASH }),
        json!({ "data": [], "meta": { "task_hash": HASH } }),
        json!({ "data": [], "links": { "result": format!("https://api.snov.io/v2/x/result?task_hash={HASH}") } }),
    ];
    join_all(tasks().into_iter().zip(starts).map(async |((start, _, path, inputs), answer)| {
        let mut wire = WireSession::snov().await;
        wire.vendor.answer_next_json(&answer);
        wire.vendor.answer_next_json(&json!({ "status": "in_progress", "data": [], "meta": { "task_hash": HASH } }));
        wire.vendor.answer_with(200, json!({ "status": "completed", "data": [], "meta": { "task_hash": HASH } }));
        let envelope = wire.call(start, &with_wait(&inputs, 10)).await;
        assert_eq!((&envelope["status"], &envelope["task_hash"]), (&json!("completed"), &json!(HASH)), "{envelope:?}");
        // Of what has no row, there is one all the same, and it is said to be missing.
        assert_eq!(envelope["results"].as_array().unwrap().len(), 2, "{envelope:?}");
        assert_eq!(envelope["missing"].as_array().unwrap().len(), 2, "{envelope:?}");
        let asked: Vec<String> =
            wire.vendor.requests().iter().map(|seen| format!("{} {}", seen.method, seen.target)).collect();
        let result = format!("GET /v2/{path}/result?task_hash={HASH}");
        assert_eq!(asked, [format!("POST /v2/{path}/start"), result.clone(), result], "{start}");
    }))
    .await;
}

#[tokio::test]
async fn a_task_that_runs_on_answers_its_hash_alone() {
    let mut wire = WireSession::snov().await;
    for (start, result, _, inputs) in tasks() {
        wire.vendor.answer_with(200, json!({ "data": { "task_hash": HASH }, "meta": {} }));
        let mut envelope = wire.call(start, &with_wait(&inputs, 0)).await;
        assert!(envelope.remove("credits_hint").is_some(), "{start}");
        let running = json!({ "success": true, "status": "in_progress", "task_hash": HASH });
        assert_eq!(Value::Object(envelope), running, "{start}");
        let answer = json!({ "status": "in_progress", "data": [], "meta": { "task_hash": HASH } });
        assert_eq!(
            answered(&mut wire, result, &json!({ "task_hash": HASH, "wait_seconds": 0 }), &answer).await,
            running
        );
    }
}

/// The outputs of a result with these rows and this `meta`.
async fn results(wire: &mut WireSession, tool: &str, data: Value, mut meta: Value) -> Value {
    meta["task_hash"] = HASH.into();
    let answer = json!({ "status": "completed", "data": data, "meta": meta });
    answered(wire, tool, &json!({ "task_hash": HASH, "wait_seconds": 0 }), &answer).await
}

#[tokio::test]
async fn people_are_matched_by_their_names_and_domains() {
    let mut wire = WireSession::snov().await;
    let found = |people: &str, addresses: &[&str]| {
        let result: Vec<Value> = addresses
            .iter()
            .map(|email| json!({ "email": email, "smtp_status": "valid", "is_valid_format": true }))
            .collect();
        json!({ "people": people, "result": result })
    };
    let rows = json!([
        person("John", "one.example"),
        person("John", "two.example"),
        person("Jane", "one.example"),
        person("Zoë", "one.example"),
    ]);
    let data = json!([
        found("jane  doe", &[]),
        found("John Doe", &["john@two.example"]),
        found("John Doe", &["john@one.example"]),
        found("Somebody Else", &["else@one.example"]),
    ]);
    let envelope = results(&mut wire, "snov_get_emails_by_name_search_result", data, json!({ "rows": rows })).await;
    let row = |name: &str, domain: &str, email: Option<&str>| {
        let emails: Vec<Value> = email
            .into_iter()
            .map(|email| json!({ "email": email, "smtp_status": "valid", "is_valid_format": true }))
            .collect();
        json!({ "name": name, "domain": domain, "emails": emails })
    };
    let mut other = row("Somebody Else", "", Some("else@one.example"));
    other.as_object_mut().unwrap().shift_remove("domain");
    let expected = [
        row("John Doe", "one.example", Some("john@one.example")),
        row("John Doe", "two.example", Some("john@two.example")),
        row("Jane Doe", "one.example", None),
        row("Zoë Doe", "one.example", None),
        other,
    ];
    assert_eq!(envelope["results"], json!(expected), "{envelope}");
    assert_eq!(envelope["missing"], json!(["Zoë Doe (one.example)"]), "{envelope}");
}

#[tokio::test]
async fn verifications_come_in_the_order_asked() {
    let mut wire = WireSession::snov().await;
    let said = |email: &str, status: &str, reason: Option<&str>| {
        let mut result = json!({ "smtp_status": status, "is_valid_format": 1, "is_webmail": "false" });
        reason.into_iter().for_each(|reason| result["unknown_status_reason"] = reason.into());
        json!({ "email": email, "result": result })
    };
    let data = json!([
        said("c@d.example", "Unknown", Some("Catchall")),
        { "email": "e@f.example", "result": [] },
        said("A@B.example", "valid", None),
    ]);
    let emails = json!(["a@b.example", "c@d.example", "e@f.example", "g@h.example"]);
    let rows = json!([
        { "email": "a@b.example", "smtp_status": "valid", "is_valid_format": true, "is_webmail": false },
        {
            "email": "c@d.example", "smtp_status": "unknown", "is_valid_format": true, "is_webmail": false,
            "unknown_status_reason": "catchall",
        },
        { "email": "e@f.example" },
        { "email": "g@h.example" },
    ]);
    let envelope =
        results(&mut wire, "snov_get_email_verification_result", data.clone(), json!({ "emails": emails })).await;
    assert_eq!((&envelope["results"], &envelope["missing"]), (&rows, &json!(["g@h.example"])), "{envelope}");
    // Without what was asked, the rows come as the vendor has them.
    let envelope = results(&mut wire, "snov_get_email_verification_result", data.clone(), json!({})).await;
    assert_eq!(envelope["results"][0]["email"], "c@d.example", "{envelope}");
    // A start knows itself what it asked for.
    wire.vendor.answer_with(200, json!({ "status": "completed", "data": data, "meta": { "task_hash": HASH } }));
    let envelope = wire.call("snov_start_email_verification", &json!({ "emails": emails, "wait_seconds": 0 })).await;
    assert_eq!((&envelope["results"], &envelope["missing"]), (&rows, &json!(["g@h.example"])), "{envelope:?}");
}

#[tokio::test]
async fn profiles_and_domains_that_are_not_found_have_a_row_without_them() {
    let mut wire = WireSession::snov().await;
    let urls = json!(["https://www.linkedin.com/in/john-doe/", "https://linkedin.com/in/nobody"]);
    let data = json!([
        { "url": "https://www.linkedin.com/in/nobody/", "result": [] },
        {
            "url": "https://www.linkedin.com/in/john-doe",
            "result": { "name": "John Doe", "positions": [{ "name": "TikTok", "title": "Influencer" }] },
        },
    ]);
    let envelope = results(&mut wire, "snov_get_linkedin_profiles_search_result", data, json!({ "urls": urls })).await;
    let profile = json!({ "name": "John Doe", "positions": [{ "name": "TikTok", "title": "Influencer" }] });
    assert_eq!(envelope["results"], json!([{ "url": urls[0], "profile": profile }, { "url": urls[1] }]), "{envelope}");
    assert_eq!(envelope.get("missing"), None, "{envelope}");

    let data = json!([{ "name": "sendpulse", "result": [] }, { "name": "Snov.io", "result": { "domain": "snov.io" } }]);
    let meta = json!({ "names": ["Snov.io", "Sendpulse"] });
    let envelope = results(&mut wire, "snov_get_company_domains_search_result", data, meta).await;
    let rows = json!([{ "name": "Snov.io", "domain": "snov.io" }, { "name": "Sendpulse" }]);
    assert_eq!(envelope["results"], rows, "{envelope}");
}

#[tokio::test]
async fn a_task_without_credits_is_quota_exceeded() {
    let mut wire = WireSession::snov().await;
    for (_, result, ..) in tasks() {
        for answer in [
            json!({ "status": "not_enough_credits" }),
            json!({ "status": "not_enough_credits", "data": [], "meta": { "task_hash": HASH } }),
            json!({ "errors": [{ "user_id": "Sorry, you ran out of credits, please order more credits" }] }),
        ] {
            let inputs = json!({ "task_hash": HASH, "wait_seconds": 0 });
            refused_by_the_vendor(&mut wire, result, &inputs, &answer, "quota_exceeded", "credits").await;
        }
    }
}

#[tokio::test]
async fn rows_that_cannot_be_found_are_refused_before_they_cost_anything() {
    let mut wire = WireSession::snov().await;
    for (start, _, _, inputs) in tasks() {
        let (name, rows) = inputs.as_object().unwrap().iter().next().unwrap();
        let eleven = vec![rows[0].clone(); 11];
        for (wrong, words) in [(json!([]), "at least 1 item"), (json!(eleven), "at most 10 items, got 11")] {
            let error = wire.invalid_input(start, &json!({ name: wrong })).await;
            assert!(error.contains(words), "{start}: {error}");
        }
    }
    for (tool, inputs, words) in [
        ("snov_start_linkedin_profiles_search", json!({ "urls": ["https://x.com/jd"] }), "URL of a LinkedIn profile"),
        ("snov_start_linkedin_profiles_search", json!({ "urls": ["jd"] }), "`urls[0]` must be"),
        ("snov_start_company_domains_search", json!({ "names": ["a", " "] }), "`names[1]`"),
        ("snov_start_email_verification", json!({ "emails": ["octagon.com"] }), "`emails[0]` must be an address"),
        ("snov_start_emails_by_name_search", json!({ "rows": [person("John", "no domain")] }), "domain"),
    ] {
        let error = wire.invalid_input(tool, &inputs).await;
        assert!(error.contains(words), "{tool}: {error}");
    }
}
