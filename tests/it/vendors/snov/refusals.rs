//! Snov.io's error answers, in every known shape and with every status.

use futures_util::future::join_all;
use serde_json::{Map, Value, json};

use crate::support::{
    mock_vendor::{TOKEN, reply},
    program::{CLIENT_ID, KEY},
    wire::WireSession,
};

/// The expected failure.
struct End {
    kind: &'static str,
    words: &'static str,
    /// `Some` where it is retryable, with the seconds to wait where they are known.
    retry: Option<Option<u64>>,
}

const fn final_failure(kind: &'static str, words: &'static str) -> End {
    End { kind, words, retry: None }
}

const fn retryable_failure(kind: &'static str, words: &'static str, seconds: Option<u64>) -> End {
    End { kind, words, retry: Some(seconds) }
}

const NO_CREDITS: &str = "Sorry, you ran out of credits, please order more credits";
const TOO_MANY: &str = "There are too many prospects processing. Please try later";
const PAGE: &str = "<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><h1>nginx</h1></body></html>";

/// A read, two writes and a search; the last says whether it is a read.
fn calls() -> [(&'static str, Value, bool); 4] {
    let hook =
        json!({ "event_object": "campaign_email", "event_action": "sent", "endpoint_url": "https://example.com/hook" });
    [
        ("snov_get_campaign_progress", json!({ "campaign_id": 1 }), true),
        ("snov_create_webhook", hook, false),
        (
            "snov_change_recipient_status",
            json!({ "email": "a@example.com", "campaign_id": 1, "status": "Active" }),
            false,
        ),
        ("snov_start_domain_search", json!({ "domain": "example.com", "wait_seconds": 0 }), false),
    ]
}

fn check(what: &str, envelope: &Map<String, Value>, status: u16, end: &End) {
    let error = envelope["error"].as_str().unwrap_or_else(|| panic!("{what}: {envelope:?}"));
    assert_eq!(envelope["error_kind"], end.kind, "{what}: {envelope:?}");
    assert_eq!(envelope["http_status"], status, "{what}: {envelope:?}");
    assert_eq!(envelope["retryable"], end.retry.is_some(), "{what}: {envelope:?}");
    assert_eq!(envelope.get("retry_after_s"), end.retry.flatten().map(Value::from).as_ref(), "{what}: {envelope:?}");
    assert!(error.contains(end.words), "{what}: {error}");
    assert!(!error.contains('<') && !error.contains("nginx"), "{what}: {error}");
    for secret in [KEY, CLIENT_ID, TOKEN] {
        assert!(!error.contains(secret), "{what}: {error}");
    }
}

/// Errors that mean the same for reads and writes: nothing was done.
#[tokio::test]
async fn every_known_error_shape_becomes_its_error_kind() {
    let errors = |said: Value| json!({ "errors": said }).to_string();
    let no = |key: &str, said: Value| json!({ "success": false, key: said }).to_string();
    let missing = || errors(json!({ "code": 404, "title": "Sorry, but url or entity not found", "source": "" }));
    let table = [
        // An unknown path or entity.
        (404, missing(), final_failure("not_found", "(404): Sorry, but url or entity not found.")),
        (404, PAGE.to_owned(), final_failure("not_found", "(404).")),
        (404, String::new(), final_failure("not_found", "(404).")),
        // Out of credits, in the words of v1, of v2 and of a task.
        (400, no("message", json!(NO_CREDITS)), final_failure("quota_exceeded", "you ran out of credits")),
        (400, no("message", json!(NO_CREDITS)), final_failure("quota_exceeded", "`snov_get_balance`")),
        (200, no("message", json!(NO_CREDITS)), final_failure("quota_exceeded", "you ran out of credits")),
        (
            400,
            errors(json!([{ "user_id": NO_CREDITS }])),
            final_failure("quota_exceeded", "(400): Sorry, you ran out of credits"),
        ),
        (
            200,
            errors(json!([{ "user_id": NO_CREDITS }])),
            final_failure("quota_exceeded", "(200): Sorry, you ran out of credits"),
        ),
        (200, r#"{"status":"not_enough_credits"}"#.to_owned(), final_failure("quota_exceeded", "not_enough_credits")),
        (
            200,
            r#"{"status":"not enough credits","data":[]}"#.to_owned(),
            final_failure("quota_exceeded", "not enough credits"),
        ),
        (402, String::new(), final_failure("quota_exceeded", "(402)")),
        // The hourly limit, whose status the documents do not state.
        (
            200,
            no("message", json!(TOO_MANY)),
            retryable_failure("rate_limited", "too many prospects processing", Some(600)),
        ),
        (400, no("message", json!(TOO_MANY)), retryable_failure("rate_limited", "ten minutes", Some(600))),
        (403, errors(json!(TOO_MANY)), retryable_failure("rate_limited", "ten minutes", Some(600))),
        // Not found, with a status of success.
        (
            200,
            no("message", json!("We couldn't find profile with this url")),
            final_failure("not_found", "find profile with this url"),
        ),
        (
            200,
            no("result", json!("We couldn't find profile with this email")),
            final_failure("not_found", "profile with this email"),
        ),
        (
            200,
            no("errors", json!("Prospect with email 'x@y.z' not found")),
            final_failure("not_found", "'x@y.z' not found"),
        ),
        (
            400,
            no("message", json!("We couldn't find profile with this url")),
            final_failure("not_found", "find profile with this url"),
        ),
        (
            422,
            errors(json!({ "schedule_id": ["Schedule not found"] })),
            final_failure("not_found", "schedule_id: Schedule not found"),
        ),
        // `success: false` with one reason, with several, with none; as an object and in a list of one.
        (
            200,
            no("errors", json!(["Campaign is archived", "Try another"])),
            final_failure("invalid_input", "Campaign is archived; Try another"),
        ),
        (
            200,
            no("errors", json!("Recipient is Finished")),
            final_failure("invalid_input", "(200): Recipient is Finished."),
        ),
        (200, no("message", json!("Wrong status")), final_failure("invalid_input", "(200): Wrong status.")),
        (200, format!("[{}]", no("message", json!("Wrong list"))), final_failure("invalid_input", "Wrong list")),
        (200, r#"{"success":false}"#.to_owned(), final_failure("invalid_input", "it gave no reason")),
        (200, r#"{"success":"false","message":"No"}"#.to_owned(), final_failure("invalid_input", "(200): No.")),
        (200, r#"{"success":0,"error":"No"}"#.to_owned(), final_failure("invalid_input", "(200): No.")),
        (200, r#"{"data":{"success":false}}"#.to_owned(), final_failure("invalid_input", "it gave no reason")),
        (200, missing(), final_failure("not_found", "url or entity not found")),
        (
            200,
            "{\"success\":false,\"message\":\"N\u{0}o\\u0000\"}".to_owned(),
            final_failure("invalid_input", "(200): No."),
        ),
        // Validation errors, field by field.
        (
            422,
            errors(json!({ "event_action": ["is invalid"], "endpoint_url": ["is taken"] })),
            final_failure("invalid_input", "event_action: is invalid; endpoint_url: is taken"),
        ),
        (
            422,
            errors(json!([{ "message": "Unsupported filter" }])),
            final_failure("invalid_input", "(422): Unsupported filter. Correct"),
        ),
        (
            422,
            r#"{"message":"The given data was invalid.","errors":{}}"#.to_owned(),
            final_failure("invalid_input", "The given data was invalid"),
        ),
        (400, String::new(), final_failure("invalid_input", "(400). Correct the inputs")),
        (400, "Bad <b>request</b>".to_owned(), final_failure("invalid_input", "(400): Bad request.")),
        // Plan, path and conflict.
        (403, no("message", json!("Forbidden")), final_failure("forbidden", "Starter plan")),
        (403, PAGE.to_owned(), final_failure("forbidden", "Starter plan")),
        (405, PAGE.to_owned(), final_failure("vendor_error", "SNOV_BASE_URL")),
        (409, no("message", json!("Already exists")), final_failure("conflict", "Already exists")),
        (200, no("message", json!("This webhook already exists")), final_failure("conflict", "already exists")),
    ];
    let mut wire = WireSession::snov().await;
    for (status, body, end) in table {
        wire.vendor.answer_with(status, &body);
        for (tool, inputs, _) in calls() {
            let before = wire.vendor.requests().len();
            let envelope = wire.call(tool, &inputs).await;
            check(&format!("{tool} {status} {body}"), &envelope, status, &end);
            assert_eq!(wire.vendor.requests().len(), before + 1, "{tool} {status}: sent once");
        }
    }
}

/// A 401 has no documented body, so the token is fetched again once.
#[tokio::test]
async fn a_token_refused_twice_names_the_credentials() {
    let mut wire = WireSession::snov().await;
    for body in [String::new(), PAGE.to_owned(), json!({ "message": format!("Unauthenticated {TOKEN}") }).to_string()] {
        wire.vendor.answer_with(401, &body);
        for (tool, inputs, _) in calls() {
            let before = (wire.vendor.requests().len(), wire.vendor.token_requests().len());
            let envelope = wire.call(tool, &inputs).await;
            check(&format!("{tool} {body}"), &envelope, 401, &final_failure("unauthorized", "SNOV_CLIENT_SECRET"));
            assert_eq!(wire.vendor.requests().len(), before.0 + 2, "{tool}");
            assert!(wire.vendor.token_requests().len() > before.1, "{tool}");
        }
    }
}

/// The account's rate limit, of whose answer only the status is known.
#[tokio::test]
async fn a_429_says_when_to_retry() {
    // A pause beyond the call's deadline is not waited for.
    let headers = [(None, 60, 4), (Some("100"), 100, 1)];
    let runs = headers.into_iter().flat_map(|header| calls().map(|caller| (header, caller)));
    join_all(runs.map(async |((header, seconds, times), (tool, inputs, _))| {
        let mut wire = WireSession::snov().await;
        for _ in 0..times {
            wire.vendor.answer_next(move || {
                let mut answer = reply(429, "application/json", "");
                if let Some(header) = header {
                    answer.headers_mut().insert("retry-after", header.parse().unwrap());
                }
                answer
            });
        }
        let envelope = wire.call(tool, &inputs).await;
        let end = retryable_failure("rate_limited", "Nothing was done", Some(seconds));
        check(&format!("{tool} {header:?}"), &envelope, 429, &end);
        assert_eq!(wire.vendor.requests().len(), times, "{tool} {header:?}");
    }))
    .await;
}

/// A read has changed nothing; the outcome of a write is unknown.
#[tokio::test]
async fn a_server_error_is_retried_or_unknown() {
    let runs = [500, 502, 504].into_iter().flat_map(|status| calls().map(|caller| (status, caller)));
    join_all(runs.map(async |(status, (tool, inputs, read))| {
        let mut wire = WireSession::snov().await;
        wire.vendor.answer_with(status, PAGE);
        let envelope = wire.call(tool, &inputs).await;
        let end = if read {
            retryable_failure("vendor_error", "Nothing was changed", None)
        } else {
            // Of what sets a state, the sentence says that it may be repeated.
            let is_harmless = tool == "snov_change_recipient_status";
            let words = if is_harmless { "does no more than once" } else { "Do not repeat it blindly" };
            final_failure("outcome_unknown", words)
        };
        check(&format!("{tool} {status}"), &envelope, status, &end);
        let times = if read && status != 500 { 4 } else { 1 };
        assert_eq!(wire.vendor.requests().len(), times, "{tool} {status}");
    }))
    .await;
}

/// A 200 whose body cannot be read.
#[tokio::test]
async fn an_unreadable_answer_is_a_failure() {
    let mut wire = WireSession::snov().await;
    for (body, words) in [(PAGE, "web page"), ("{\"data\":", "cannot be read"), ("\"yes\"", "cannot be read")] {
        wire.vendor.answer_with(200, body);
        for (tool, inputs, read) in calls() {
            let envelope = wire.call(tool, &inputs).await;
            let end = if read {
                retryable_failure("vendor_error", words, None)
            } else {
                final_failure("outcome_unknown", words)
            };
            check(&format!("{tool} {body}"), &envelope, 200, &end);
        }
    }
}
