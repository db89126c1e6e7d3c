//! Searches that run on at the vendor: polled, reported as progress, cancelled, resumed by their task hash.

use std::time::Duration;

use futures_util::future::join_all;
use serde_json::{Value, json};

use super::{answer, session, session_with};
use crate::support::{
    mock_vendor::{MockVendor, reply, unending_answer},
    program::TIMEOUT,
};

const HASH: &str = "6f15de14db954c761f8e7507547b3bd7";
const RESULT: &str = "/v2/domain-search/result/6f15de14db954c761f8e7507547b3bd7";

fn started() -> Value {
    let link = format!("https://api.snov.io{RESULT}");
    json!({ "data": [], "meta": { "domain": "snov.io", "task_hash": HASH }, "links": { "result": link } })
}

fn running(status: &str) -> Value {
    json!({ "data": [], "meta": { "domain": "snov.io", "task_hash": HASH }, "status": status })
}

fn completed() -> Value {
    json!({
        "data": { "company_name": "Snov.io", "city": "New York", "founded": "2017", "size": "51-200", "related_domains": ["snov.me"] },
        "meta": { "domain": "snov.io", "task_hash": HASH, "prospects_count": 196, "emails_count": 108, "generic_contacts_count": 9 },
        "links": {}, "status": "completed",
    })
}

/// The requests that the vendor has received: methods and targets.
fn asked(vendor: &MockVendor) -> Vec<String> {
    vendor.requests().iter().map(|seen| format!("{} {}", seen.method, seen.target)).collect()
}

fn inputs(wait_seconds: u64) -> Value {
    json!({ "domain": "snov.io", "wait_seconds": wait_seconds })
}

#[tokio::test]
async fn a_search_is_polled_until_it_is_completed() {
    let (vendor, mut session) = session().await;
    vendor
        .answer_next(answer(200, started()))
        .answer_next(answer(200, running("in progress")))
        .answer_next(answer(200, running("in_progress")));
    vendor.answer_with(200, completed());
    let envelope = session.envelope("start_domain_search", inputs(20)).await;
    assert_eq!(
        envelope,
        json!({
            "success": true, "untrusted_fields": ["$.company.company_name", "$.company.city"],
            "status": "completed", "task_hash": HASH,
            "company": { "company_name": "Snov.io", "city": "New York", "founded": "2017", "size": "51-200", "related_domains": ["snov.me"] },
            "prospects_count": 196, "emails_count": 108, "generic_contacts_count": 9,
            "credits_hint": "1 credit, nothing if nothing is found",
        })
    );
    let result = format!("GET {RESULT}");
    assert_eq!(asked(&vendor), ["POST /v2/domain-search/start", &result, &result, &result]);
}

#[tokio::test]
async fn after_wait_seconds_the_task_hash_is_returned_and_leads_to_the_result() {
    let (vendor, mut session) = session().await;
    vendor.answer_next(answer(200, started()));
    vendor.answer_with(200, running("in progress"));
    let in_progress = json!({
        "success": true, "status": "in_progress", "task_hash": HASH, "credits_hint": "1 credit, nothing if nothing is found",
    });
    assert_eq!(session.envelope("start_domain_search", inputs(1)).await, in_progress);
    assert_eq!(vendor.requests().len(), 2, "polled once, after a second");
    vendor.answer_next(answer(200, started()));
    assert_eq!(session.envelope("start_domain_search", inputs(0)).await, in_progress);
    assert_eq!(vendor.requests().len(), 3, "not polled at all");

    let resume = |wait| json!({ "task_hash": HASH, "wait_seconds": wait });
    let read = json!({ "success": true, "status": "in_progress", "task_hash": HASH });
    assert_eq!(session.envelope("get_domain_search_result", resume(0)).await, read);
    assert_eq!(vendor.requests().len(), 4);
    vendor.answer_next(answer(200, running("in_progress"))).answer_with(200, completed());
    let envelope = session.envelope("get_domain_search_result", resume(9)).await;
    assert_eq!((&envelope["status"], &envelope["prospects_count"]), (&json!("completed"), &json!(196)), "{envelope}");
    assert_eq!(vendor.requests().len(), 6);
    assert!(asked(&vendor)[3..].iter().all(|asked| *asked == format!("GET {RESULT}")));
}

/// The call timeout limits the polling, whatever `wait_seconds` says.
#[tokio::test]
async fn the_call_timeout_ends_the_polling() {
    let (vendor, mut session) = session_with(&["--call-timeout", "5s"]).await;
    vendor.answer_next(answer(200, started()));
    vendor.answer_with(200, running("in progress"));
    let envelope = session.envelope("start_domain_search", inputs(50)).await;
    assert_eq!((&envelope["status"], &envelope["task_hash"]), (&json!("in_progress"), &json!(HASH)), "{envelope}");
    let refused = session.envelope("start_domain_search", inputs(51)).await;
    assert_eq!(refused["error_kind"], "invalid_input", "{refused}");
}

/// A poll that fails must not lose a search that was paid for.
#[tokio::test]
async fn a_poll_that_fails_returns_the_task_hash() {
    type Question = Box<dyn FnOnce() -> axum::response::Response + Send>;
    let questions: Vec<(&str, Question)> = vec![
        ("500", Box::new(|| reply(500, "application/json", "{}"))),
        ("a page", Box::new(|| reply(200, "text/html", "<html>Sorry</html>"))),
        ("half", Box::new(|| reply(200, "application/json", "{\"data\":"))),
        ("another shape", Box::new(|| reply(200, "application/json", r#"{"status":"completed","data":"gone"}"#))),
        ("too many", Box::new(|| reply(429, "application/json", "{}"))),
        ("nothing", Box::new(unending_answer)),
    ];
    join_all(questions.into_iter().map(async |(what, question)| {
        let (vendor, mut session) = session_with(&["--call-timeout", "6s"]).await;
        vendor.answer_next(answer(200, started())).answer_next(question);
        vendor.answer_with(500, json!({}));
        let envelope = session.envelope("start_domain_search", inputs(2)).await;
        assert_eq!(
            (&envelope["status"], &envelope["task_hash"]),
            (&json!("in_progress"), &json!(HASH)),
            "{what}: {envelope}"
        );
        assert_eq!(asked(&vendor).iter().filter(|asked| asked.starts_with("POST")).count(), 1, "{what}: started once");
    }))
    .await;
}

#[tokio::test]
async fn a_search_that_the_vendor_ends_is_a_failure_that_names_the_task_hash() {
    let ends = [
        (404, json!({ "errors": { "code": 404, "title": "Sorry, but url or entity not found" } }), "not_found"),
        (200, json!({ "status": "not_enough_credits", "data": [], "meta": { "task_hash": HASH } }), "quota_exceeded"),
        (200, json!({ "status": "failed", "data": [], "meta": { "task_hash": HASH } }), "vendor_error"),
        (
            400,
            json!({ "errors": [{ "user_id": "Sorry, you ran out of credits, please order more credits" }] }),
            "quota_exceeded",
        ),
    ];
    join_all(ends.map(async |(status, body, kind)| {
        let (vendor, mut session) = session().await;
        vendor.answer_next(answer(200, started())).answer_with(status, &body);
        let envelope = session.envelope("start_domain_search", inputs(5)).await;
        assert_eq!(envelope["error_kind"], kind, "{body}: {envelope}");
        assert!(envelope["error"].as_str().unwrap().contains(HASH), "{body}: {envelope}");
        assert_eq!(vendor.requests().len(), 2, "{body}: not polled further");
    }))
    .await;
}

/// The inputs were accepted and paid for: they are not what is to be corrected.
#[tokio::test]
async fn a_result_that_cannot_be_read_names_the_tool_that_reads_it_and_the_task_hash() {
    let refusals = [
        (400, json!({ "errors": { "title": "Bad request" } })),
        (404, json!({ "message": "no such task" })),
        (409, json!({})),
        (422, json!({ "message": "domain is invalid" })),
        (200, json!({ "success": false, "message": "failed" })),
        (302, json!({})),
    ];
    join_all(refusals.map(async |(status, body)| {
        let (vendor, mut session) = session().await;
        vendor.answer_next(answer(200, started())).answer_with(status, &body);
        let envelope = session.envelope("start_domain_search", inputs(5)).await;
        let error = envelope["error"].as_str().unwrap_or_else(|| panic!("{status} {body}: {envelope}"));
        for words in ["snov_get_domain_search_result", HASH, "do not start it again", "Read the result again"] {
            assert!(error.contains(words), "{status} {body}: no {words:?} in {error}");
        }
        assert!(!error.contains("orrect") && !error.contains("Check"), "{status} {body}: {error}");
        assert_ne!(envelope["error_kind"], "invalid_input", "{status} {body}: {envelope}");
    }))
    .await;
}

#[tokio::test]
async fn a_start_without_a_task_hash_is_unknown_and_sent_once() {
    for body in [r#"{"data":[],"meta":{},"links":[]}"#, "{", "<html>"] {
        let (vendor, mut session) = session().await;
        vendor.answer_with(200, body);
        let envelope = session.envelope("start_domain_search", inputs(5)).await;
        assert_eq!(envelope["error_kind"], "outcome_unknown", "{body}: {envelope}");
        assert!(envelope["error"].as_str().unwrap().contains("snov_get_balance"), "{body}: {envelope}");
        assert_eq!(vendor.requests().len(), 1, "{body}");
    }
}

#[tokio::test]
async fn a_cancelled_search_is_no_longer_polled() {
    let (vendor, mut session) = session().await;
    vendor.answer_next(answer(200, started()));
    vendor.answer_with(200, running("in_progress"));
    let id = session.begin_call("start_domain_search", inputs(40)).await;
    vendor.wait_for_requests(2).await;
    session
        .send(&json!({ "jsonrpc": "2.0", "method": "notifications/cancelled", "params": { "requestId": id } }))
        .await;
    // An answer that comes after it shows that the cancellation has been read.
    session.request("ping", json!({})).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(vendor.requests().len(), 2, "a third poll would have been due after 1.5 s");
    // Nothing is left that would keep the process from ending.
    let (code, _) = session.end().await;
    assert_eq!(code, 0);
}

#[tokio::test]
async fn a_caller_with_a_progress_token_sees_progress_rise() {
    let (vendor, mut session) = session().await;
    vendor.answer_next(answer(200, started()));
    for _ in 0..2 {
        vendor.answer_next(answer(200, running("in progress")));
    }
    vendor.answer_with(200, completed());
    let params = json!({ "name": "start_domain_search", "arguments": inputs(30), "_meta": { "progressToken": 7 } });
    let id = session.begin("tools/call", params).await;
    let mut reports = Vec::new();
    let end = async {
        loop {
            let message = session.receive().await;
            if message["id"] == id {
                return message;
            }
            assert_eq!(message["method"], "notifications/progress", "{message}");
            assert_eq!(message["params"]["progressToken"], 7);
            assert!(message["params"]["message"].as_str().unwrap().contains("search"), "{message}");
            reports.push(message["params"]["progress"].as_f64().unwrap());
        }
    };
    let end = tokio::time::timeout(TIMEOUT, end).await.expect("it ends");
    assert_eq!(end["result"]["structuredContent"]["status"], "completed", "{end}");
    assert!(reports.len() >= 3 && reports.windows(2).all(|two| two[0] < two[1]), "{reports:?}");
}

/// The hash is one path segment, whatever it holds; the link's host and path are not followed.
#[tokio::test]
async fn of_a_result_link_only_the_hash_is_used() {
    let (vendor, mut session) = session().await;
    let elsewhere = json!({ "data": [], "links": { "result": "https://elsewhere.example/v9/steal/..%2F..%2Fx" } });
    vendor.answer_next(answer(200, elsewhere)).answer_with(200, completed());
    let envelope = session.envelope("start_domain_search", inputs(5)).await;
    assert_eq!(envelope["status"], "completed", "{envelope}");
    assert_eq!(asked(&vendor)[1], "GET /v2/domain-search/result/..%2F..%2Fx");
    let refused = session.envelope("get_domain_search_result", json!({ "task_hash": ".." })).await;
    assert_eq!(refused["error_kind"], "invalid_input", "{refused}");
}

#[tokio::test]
async fn an_invalid_domain_is_refused_before_it_costs_anything() {
    let (vendor, mut session) = session().await;
    vendor.answer_with(200, completed());
    for given in ["example", "jane@example.com", "Example Inc.", "exam ple.com", " "] {
        let envelope = session.envelope("start_domain_search", json!({ "domain": given })).await;
        assert_eq!(envelope["error_kind"], "invalid_input", "{given}: {envelope}");
    }
    assert_eq!(vendor.requests().len(), 0);
    for given in ["https://www.example.com/about?x=1", " www.example.com "] {
        assert_eq!(session.envelope("start_domain_search", json!({ "domain": given })).await["success"], true);
        assert_eq!(vendor.requests().last().unwrap().form(), [("domain".to_owned(), "www.example.com".to_owned())]);
    }
}
