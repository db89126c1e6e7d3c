//! Access tokens of Snov.io: fetched once for all waiting calls, refreshed in time, and redacted like the key.

use futures_util::future::join_all;
use serde_json::{Value, json};

use super::{answer, balance, session};
use crate::support::{
    mock_vendor::{MockVendor, TOKEN, grant, reply, unending_answer},
    program::{CLIENT_ID, KEY, StdioSession, run, with_snov},
    raw_vendor::{RawVendor, Step},
};

#[tokio::test]
async fn the_token_request_is_as_documented() {
    let (vendor, mut session) = session().await;
    let envelope = session.envelope("get_balance", json!({})).await;
    assert_eq!(envelope["balance"], 25000, "{envelope}");
    let granted = vendor.token_requests();
    assert_eq!(granted.len(), 1);
    assert_eq!((granted[0].method.as_str(), granted[0].target.as_str()), ("POST", "/v1/oauth/access_token"));
    assert_eq!(granted[0].header("content-type"), Some("application/x-www-form-urlencoded"));
    assert_eq!(granted[0].header("authorization"), None);
    let form = [("grant_type", "client_credentials"), ("client_id", CLIENT_ID), ("client_secret", KEY)];
    assert_eq!(granted[0].form(), form.map(|(name, value)| (name.to_owned(), value.to_owned())));
    let seen = vendor.only_request();
    assert_eq!((seen.method.as_str(), seen.target.as_str()), ("GET", "/v1/get-balance"));
    assert_eq!(seen.header("authorization"), Some(format!("Bearer {TOKEN}").as_str()));
}

#[tokio::test]
async fn fifty_calls_at_once_fetch_one_token() {
    let (vendor, mut session) = session().await;
    for _ in 0..50 {
        session.begin_call("get_balance", json!({})).await;
    }
    let envelopes = session.envelopes(50).await;
    assert!(envelopes.iter().all(|envelope| envelope["success"] == true), "{envelopes:?}");
    assert_eq!((vendor.token_requests().len(), vendor.requests().len()), (1, 50));
}

#[tokio::test]
async fn a_rejected_token_is_fetched_again_once() {
    let (vendor, mut session) = session().await;
    const FIRST: &str = "the-first-token-0123456789";
    vendor.grant_next(|| grant(FIRST, 3600));
    assert_eq!(session.envelope("get_balance", json!({})).await["success"], true);
    // It is rejected in the middle of twenty calls, one of them a write: all of them succeed.
    vendor.reject_token(FIRST);
    for _ in 0..19 {
        session.begin_call("get_balance", json!({})).await;
    }
    vendor.answer_with(200, json!({ "success": true, "data": { "balance": "1" }, "meta": { "task_hash": "7" } }));
    session.begin_call("start_prospect_email_search", json!({ "prospect_hash": "abc", "wait_seconds": 0 })).await;
    let envelopes = session.envelopes(20).await;
    assert!(envelopes.iter().all(|envelope| envelope["success"] == true), "{envelopes:?}");
    assert_eq!(vendor.token_requests().len(), 2);
    // Each was carried out once, with the new token, however often it was rejected with the old one.
    let seen = vendor.requests();
    let fresh = format!("Bearer {TOKEN}");
    let (done, away): (Vec<_>, Vec<_>) =
        seen.iter().skip(1).partition(|seen| seen.header("authorization") == Some(fresh.as_str()));
    assert_eq!(done.len(), 20);
    assert!((1..=20).contains(&away.len()), "{}", away.len());
    assert_eq!(done.iter().filter(|seen| seen.method == "POST").count(), 1);
}

#[tokio::test]
async fn a_token_rejected_twice_ends_the_call() {
    let (vendor, mut session) = session().await;
    vendor.answer_with(401, json!({ "message": "Unauthenticated." }));
    let envelope = session.envelope("get_balance", json!({})).await;
    assert_eq!(
        (&envelope["error_kind"], &envelope["http_status"]),
        (&json!("unauthorized"), &json!(401)),
        "{envelope}"
    );
    let error = envelope["error"].as_str().unwrap();
    assert!(error.contains("`SNOV_CLIENT_ID`") && error.contains("`SNOV_CLIENT_SECRET`"), "{error}");
    assert_eq!((vendor.token_requests().len(), vendor.requests().len()), (2, 2));
}

#[tokio::test]
async fn an_expiring_token_is_fetched_again_in_time() {
    let (vendor, mut session) = session().await;
    vendor.grant_next(|| grant("a-token-of-one-second-012345", 1));
    assert_eq!(session.envelope("get_balance", json!({})).await["success"], true);
    tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
    assert_eq!(session.envelope("get_balance", json!({})).await["success"], true);
    assert_eq!(session.envelope("get_balance", json!({})).await["success"], true);
    assert_eq!((vendor.token_requests().len(), vendor.requests().len()), (2, 3));
    assert_eq!(vendor.requests()[1].header("authorization"), Some(format!("Bearer {TOKEN}").as_str()));
}

#[tokio::test]
async fn a_wrong_secret_is_reported_to_all_waiting_calls() {
    for (status, body) in [
        (401, json!({ "error": "invalid_client", "error_description": "Client authentication failed" })),
        (400, json!({ "error": "invalid_client", "message": "Client authentication failed" })),
        (403, json!({ "message": "No such client" })),
        (200, json!({ "success": false, "message": "No such client" })),
    ] {
        let (vendor, mut session) = session().await;
        vendor.grant_next(answer(status, body));
        for _ in 0..20 {
            session.begin_call("get_balance", json!({})).await;
        }
        let envelopes = session.envelopes(20).await;
        let refused: Vec<_> = envelopes.iter().filter(|envelope| envelope["success"] == false).collect();
        // A call that starts after the refusal fetches again: the secret may be right by then.
        assert!(!refused.is_empty() && vendor.token_requests().len() <= 2, "{status}: {envelopes:?}");
        for envelope in refused {
            assert_eq!(envelope["error_kind"], "unauthorized", "{status}: {envelope}");
            let error = envelope["error"].as_str().unwrap();
            assert!(error.contains("`SNOV_CLIENT_ID` and `SNOV_CLIENT_SECRET`"), "{status}: {error}");
            assert!(!error.contains(KEY) && !error.contains(CLIENT_ID), "{status}: {error}");
        }
        assert_eq!(session.envelope("get_balance", json!({})).await["success"], true, "{status}");
    }
}

/// Without a token nothing was sent, so even a search that costs is not in doubt.
#[tokio::test]
async fn a_failed_token_request_leaves_the_call_unsent() {
    let no_token = json!({ "token_type": "Bearer" }).to_string();
    let cases: Vec<(&str, u16, &'static str, String)> = vec![
        ("vendor_error", 500, "application/json", "{}".to_owned()),
        ("vendor_error", 200, "text/html", "<html>Sorry</html>".to_owned()),
        ("vendor_error", 200, "application/json", no_token),
        ("vendor_error", 200, "application/json", "{\"access".to_owned()),
        ("rate_limited", 429, "application/json", "{}".to_owned()),
        ("vendor_error", 503, "application/json", "{}".to_owned()),
    ];
    join_all(cases.into_iter().map(async |(kind, status, media_type, body)| {
        let (vendor, mut session) = session().await;
        for _ in 0..4 {
            let body = body.clone();
            vendor.grant_next(move || reply(status, media_type, body));
        }
        let envelope = session.envelope("start_domain_search", json!({ "domain": "example.com" })).await;
        assert_eq!(envelope["error_kind"], kind, "{status} {body}: {envelope}");
        assert_eq!(envelope["retryable"], true, "{status} {body}: {envelope}");
        assert_eq!(vendor.requests().len(), 0, "{status} {body}");
        // A temporary failure is retried, as of a read.
        assert_eq!(vendor.token_requests().len(), if matches!(status, 429 | 503) { 4 } else { 1 }, "{status} {body}");
    }))
    .await;
    let closed = RawVendor::start(vec![Step::Bytes(Vec::new())]).await;
    let mut session = StdioSession::initialized(with_snov(&closed.url()), "2025-11-25").await;
    let envelope = session.envelope("start_domain_search", json!({ "domain": "example.com" })).await;
    assert_eq!(envelope["error_kind"], "unreachable", "{envelope}");
}

#[tokio::test]
async fn a_token_request_outlives_the_call_that_began_it() {
    let (vendor, mut session) = session().await;
    let (release, held) = tokio::sync::oneshot::channel::<()>();
    vendor.grant_next(move || {
        // The head is sent at once, the body when it is released.
        let body = async move {
            let _ = held.await;
            let granted = json!({ "access_token": TOKEN, "token_type": "Bearer", "expires_in": 3600 }).to_string();
            Ok::<_, std::io::Error>(granted)
        };
        axum::response::Response::new(axum::body::Body::from_stream(futures_util::stream::once(body)))
    });
    let first = session.begin_call("get_balance", json!({})).await;
    while vendor.token_requests().is_empty() {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    session
        .send(&json!({ "jsonrpc": "2.0", "method": "notifications/cancelled", "params": { "requestId": first } }))
        .await;
    let second = session.begin_call("get_balance", json!({})).await;
    release.send(()).unwrap();
    let answer = session.answer(second).await;
    assert_eq!(answer["result"]["structuredContent"]["success"], true, "{answer}");
    assert_eq!((vendor.token_requests().len(), vendor.requests().len()), (1, 1));
}

#[tokio::test]
async fn a_token_that_does_not_come_ends_the_call_in_time() {
    let vendor = MockVendor::start().await;
    vendor.grant_next(unending_answer);
    let mut command = with_snov(&vendor.url());
    command.args(["--call-timeout", "1s"]);
    let mut session = StdioSession::initialized(command, "2025-11-25").await;
    let envelope = session.envelope("start_domain_search", json!({ "domain": "example.com" })).await;
    assert_eq!((&envelope["error_kind"], &envelope["retryable"]), (&json!("timeout"), &json!(true)), "{envelope}");
    assert!(envelope["error"].as_str().unwrap().contains("Nothing was sent"), "{envelope}");
    assert_eq!(vendor.requests().len(), 0);
}

/// Redacted like the key: in no answer, no error and no log.
#[tokio::test]
async fn a_token_is_in_no_answer_error_or_log() {
    for (status, body) in [
        (200, json!({ "success": true, "data": { "balance": "1", "teamwork": TOKEN } })),
        (200, json!({ "data": { "balance": TOKEN } })),
        (200, json!({ "success": false, "message": format!("bad token {TOKEN}") })),
        (400, json!({ "errors": [{ "user_id": format!("Bearer {TOKEN} with {KEY}") }] })),
        (401, json!({ "message": TOKEN })),
        (404, json!({ "errors": { "code": 404, "title": format!("{CLIENT_ID} {KEY}") } })),
        (500, json!({ "message": TOKEN })),
        (200, Value::from(TOKEN)),
    ] {
        let vendor = MockVendor::start().await;
        vendor.answer_with(status, &body);
        let mut command = with_snov(&vendor.url());
        command.args(["call", "get_balance"]).args(["--log", "trace,hyper=trace,reqwest=trace"]);
        let output = run(command).await;
        let seen = vendor.requests();
        assert_eq!(seen[0].header("authorization"), Some(format!("Bearer {TOKEN}").as_str()), "{body}");
        for text in [&output.stdout, &output.stderr] {
            let text = String::from_utf8_lossy(text);
            for secret in [TOKEN, KEY, CLIENT_ID] {
                assert!(!text.contains(&secret[..20]), "{status} {body}: {text}");
            }
        }
        assert!(!output.stdout.is_empty() && String::from_utf8_lossy(&output.stderr).contains("called"), "{body}");
    }
    // Nor is the secret shown where a refused token request quotes it.
    let vendor = MockVendor::start().await;
    vendor.grant_next(answer(401, json!({ "error_description": format!("{KEY} is no secret of {CLIENT_ID}") })));
    let mut command = with_snov(&vendor.url());
    command.args(["call", "get_balance", "-vvv"]);
    let output = run(command).await;
    let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(text.contains("[redacted]") && !text.contains(KEY) && !text.contains(CLIENT_ID), "{text}");
}

#[tokio::test]
async fn a_base_url_may_end_in_a_documented_prefix() {
    let vendor = MockVendor::start().await;
    vendor.answer_with(200, balance());
    for suffix in ["", "/", "/v1", "/v2/"] {
        let mut command = with_snov(&vendor.url());
        command.env("SNOV_BASE_URL", format!("{}{suffix}", vendor.url())).args(["call", "get_balance"]);
        let output = run(command).await;
        assert_eq!(output.status.code(), Some(0), "{suffix}: {}", String::from_utf8_lossy(&output.stdout));
    }
    assert!(vendor.requests().iter().all(|seen| seen.target == "/v1/get-balance"));
}
