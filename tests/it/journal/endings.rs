//! How the end of a call is recorded: from when it is known, whatever follows, and although the journal cannot be written.

use std::time::Duration;

use axum::response::Response;
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::support::{
    journal::{Journal, replies, reply_answer, reply_inputs},
    mock_vendor::{MockVendor, reply},
    program::{StdioSession, with_account, with_snov},
};

const HASH: &str = "6f15de14db954c761f8e7507547b3bd7";
const REPLY: &str = "instantly_reply_to_email";

/// Every action that starts a search, with two intents of it.
fn starts() -> Vec<(&'static str, Value, Value)> {
    let domain = |domain: &str| json!({ "domain": domain, "wait_seconds": 3 });
    let prospect = |hash: &str| json!({ "prospect_hash": hash, "wait_seconds": 3 });
    let rows = |name: &str, row: Value| json!({ name: [row], "wait_seconds": 3 });
    let person = |first: &str| json!({ "first_name": first, "last_name": "Doe", "domain": "one.example" });
    let company = |name: &str| json!({ "company": { "name": { "include": [name] } }, "wait_seconds": 3 });
    let reveal = |hash: &str| json!({ "reveal_hash": hash, "wait_seconds": 3 });
    vec![
        ("start_domain_search", domain("one.example"), domain("two.example")),
        ("start_prospects_search", domain("one.example"), domain("two.example")),
        ("start_domain_emails_search", domain("one.example"), domain("two.example")),
        ("start_generic_contacts_search", domain("one.example"), domain("two.example")),
        ("start_prospect_email_search", prospect("one"), prospect("two")),
        ("start_emails_by_name_search", rows("rows", person("Jane")), rows("rows", person("John"))),
        ("start_email_verification", rows("emails", json!("a@b.example")), rows("emails", json!("c@b.example"))),
        (
            "start_linkedin_profiles_search",
            rows("urls", json!("https://www.linkedin.com/in/one")),
            rows("urls", json!("https://www.linkedin.com/in/two")),
        ),
        ("start_company_domains_search", rows("names", json!("One")), rows("names", json!("Two"))),
        ("start_company_database_search", company("One"), company("Two")),
        ("start_database_email_search", reveal("one"), reveal("two")),
    ]
}

fn accepted() -> Response {
    let started =
        json!({ "data": [], "meta": { "task_hash": HASH }, "links": { "result": format!("/v2/result/{HASH}") } });
    reply(200, "application/json", started.to_string())
}

fn is_start(target: &str) -> bool {
    target.contains("/start")
}

#[tokio::test]
async fn a_search_that_was_started_is_ok_whatever_the_read_of_its_result_says() {
    let mut results: Vec<(u16, String)> = [302, 400, 401, 402, 403, 404, 409, 410, 422, 500, 503]
        .map(|status| (status, json!({ "message": "no" }).to_string()))
        .to_vec();
    for body in [
        json!({ "success": false }),
        json!({ "error": "no" }),
        json!({ "errors": [{ "user_id": "you ran out of credits" }] }),
        json!({ "status": "failed", "data": [], "meta": {} }),
        json!({ "status": "not_enough_credits", "data": [], "meta": {} }),
    ] {
        results.push((200, body.to_string()));
    }
    results.push((200, "<html>".to_owned()));
    let starts = starts();
    // Every result with one action, and every action with one result.
    let mut runs: Vec<_> = results.iter().map(|result| (&starts[0], result)).collect();
    runs.extend(starts.iter().skip(1).map(|start| (start, &results[5])));
    join_all(runs.into_iter().map(|((tool, inputs, other), (status, body))| async move {
        let what = format!("{tool}, {status} {body}");
        let (vendor, journal) = (MockVendor::start().await, Journal::new());
        let mut command = journal.configure(with_snov(&vendor.url()));
        command.args(["--limit", "spend=1/day"]);
        let mut session = StdioSession::initialized(command, "2025-11-25").await;
        vendor.answer_next(accepted).answer_with(*status, body);
        let envelope = session.envelope(tool, inputs.clone()).await;
        if envelope["success"] == true {
            assert_eq!(envelope["task_hash"], HASH, "{what}: {envelope}");
        } else {
            let error = envelope["error"].as_str().unwrap();
            assert!(error.starts_with("The search was started") && error.contains(HASH), "{what}: {error}");
        }
        assert_eq!(journal.outcomes().await, ["ok"], "{what}");
        assert_eq!(journal.column("vendor_ref").await, [HASH], "{what}");
        // The same call again starts nothing, and leads to the result.
        let again = session.envelope(tool, inputs.clone()).await;
        let told = again.to_string();
        assert!(told.contains(HASH), "{what}: {told}");
        // Another one is beyond the limit.
        let refused = session.envelope(tool, other.clone()).await;
        assert_eq!(refused["error_kind"], "denied_by_policy", "{what}: {refused}");
        let seen = vendor.requests();
        assert_eq!(seen.iter().filter(|seen| is_start(&seen.target)).count(), 1, "{what}: started once");
    }))
    .await;
}

/// From the moment of the vendor's answer: a process that ends while it polls leaves the entry `ok`.
#[tokio::test]
async fn a_search_that_was_started_is_ok_before_its_result_is_read() {
    let (vendor, journal) = (MockVendor::start().await, Journal::new());
    vendor.answer_next(accepted);
    vendor.answer_with(200, json!({ "status": "in progress", "data": [], "meta": { "task_hash": HASH } }));
    let session =
        || async { StdioSession::initialized(journal.configure(with_snov(&vendor.url())), "2025-11-25").await };
    let mut first = session().await;
    let inputs = || json!({ "domain": "one.example", "wait_seconds": 2 });
    first.begin_call("start_domain_search", inputs()).await;
    vendor.wait_for_requests(1).await;
    journal.wait_for_outcomes(&["ok"]).await;
    first.kill().await;
    let mut second = session().await;
    let again = second.envelope("start_domain_search", inputs()).await;
    assert_eq!((&again["success"], &again["task_hash"]), (&json!(true), &json!(HASH)), "{again}");
    let starts = vendor.requests().iter().filter(|seen| is_start(&seen.target)).count();
    assert_eq!(starts, 1);
}

/// What a search found replaces what was recorded when it was started.
#[tokio::test]
async fn the_result_of_a_search_is_recorded_when_it_is_there() {
    let (vendor, journal) = (MockVendor::start().await, Journal::new());
    vendor.answer_next(accepted);
    let found = json!({ "status": "completed", "data": { "company_name": "One" }, "meta": { "task_hash": HASH } });
    vendor.answer_with(200, found);
    let mut session = StdioSession::initialized(journal.configure(with_snov(&vendor.url())), "2025-11-25").await;
    let first = session.envelope("start_domain_search", json!({ "domain": "one.example" })).await;
    assert_eq!(first["company"]["company_name"], "One", "{first}");
    let answers = journal.column("answer").await;
    assert!(answers[0].contains("One"), "{answers:?}");
}

/// No entry can be changed any more, as on a full disk; new ones can be made.
const NO_UPDATES: &str = "CREATE TRIGGER full BEFORE UPDATE ON entries BEGIN SELECT RAISE(FAIL, 'disk full'); END";

async fn session_on(vendor: &MockVendor, journal: &Journal) -> StdioSession {
    let mut session = StdioSession::initialized(journal.configure(with_account(&vendor.url())), "2025-11-25").await;
    assert_eq!(session.envelope(REPLY, reply_inputs("first")).await["success"], true);
    journal.execute(NO_UPDATES).await;
    session
}

#[tokio::test]
async fn an_end_that_could_not_be_written_is_known_to_its_own_process_and_written_in_the_end() {
    let (vendor, journal) = (MockVendor::start().await, Journal::new());
    vendor.answer_with(200, reply_answer("sent"));
    let mut session = session_on(&vendor, &journal).await;
    assert_eq!(session.envelope(REPLY, reply_inputs("mail")).await["success"], true);
    assert_eq!(journal.outcomes().await, ["ok", "open"]);
    let again = session.envelope(REPLY, reply_inputs("mail")).await;
    assert_eq!((&again["success"], &again["replayed"]), (&json!(true), &json!(true)), "it is not running: {again}");
    // Longer than a number of attempts lasts.
    tokio::time::sleep(Duration::from_secs(28)).await;
    assert_eq!(journal.outcomes().await, ["ok", "open", "replayed"]);
    journal.execute("DROP TRIGGER full").await;
    journal.wait_for_outcomes(&["ok", "ok", "replayed"]).await;
    assert_eq!(replies(&vendor), ["first", "mail"]);
}

#[tokio::test]
async fn an_unknown_end_that_could_not_be_written_is_seen_by_resolve_outcome() {
    let (vendor, journal) = (MockVendor::start().await, Journal::new());
    vendor.answer_with(200, reply_answer("sent"));
    let mut session = session_on(&vendor, &journal).await;
    vendor.answer_next(|| reply(500, "application/json", "{}"));
    assert_eq!(session.envelope(REPLY, reply_inputs("mail")).await["error_kind"], "outcome_unknown");
    let list = |items: Value| json!({ "items": items }).to_string();
    vendor.answer_with(200, list(json!([])));
    let looked = session.envelope("resolve_outcome", json!({})).await;
    assert_eq!((&looked["count"], &looked["results"][0]["outcome"]), (&json!(1), &json!("unknown")), "{looked}");
    let again = session.envelope(REPLY, reply_inputs("mail")).await;
    assert_eq!((&again["error_kind"], &again["retryable"]), (&json!("duplicate"), &json!(false)), "{again}");
    // What the look-up finds out is told, and written when that is possible.
    let sent = json!({
        "id": "found", "ue_type": 3, "eaccount": "jane@ours.example", "subject": "Re", "body": { "text": "mail" },
        "timestamp_email": jiff::Timestamp::now().to_string(),
    });
    vendor.answer_with(200, list(json!([sent])));
    let looked = session.envelope("resolve_outcome", json!({ "entry": looked["results"][0]["entry"] })).await;
    assert_eq!(looked["results"][0]["outcome"], "ok", "{looked}");
    assert_eq!(looked["results"][0]["vendor_ref"], "found", "{looked}");
    journal.execute("DROP TRIGGER full").await;
    journal.wait_for_outcomes(&["ok", "ok", "refused"]).await;
}
