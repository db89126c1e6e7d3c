//! Rate limits: queued calls are sent at the paced rate, and calls that would wait past their deadline fail at once.

use std::time::{Duration, Instant};

use serde_json::json;

use super::session_with;
use crate::support::{
    mock_vendor::MockVendor,
    program::{StdioSession, with_account, with_overloop},
};

/// Snov.io's limit: sixty requests a minute for the whole account, token requests included.
#[tokio::test]
async fn of_two_hundred_calls_those_past_their_deadline_fail_at_once() {
    const CALLS: usize = 200;
    // A quarter of the limit at once, then one in 4/3 s: of 200 calls some 18 fit into the 5 s that a call may take.
    let (vendor, mut session) = session_with(&["--pace", "1", "--call-timeout", "5s"]).await;
    for _ in 0..CALLS {
        session.begin_call("get_balance", json!({})).await;
    }
    let envelopes = session.envelopes(CALLS).await;
    let succeeded: Vec<usize> = (0..CALLS).filter(|at| envelopes[*at]["success"] == true).collect();
    for envelope in envelopes.iter().filter(|envelope| envelope["success"] == false) {
        assert_eq!(
            (&envelope["error_kind"], &envelope["retryable"]),
            (&json!("rate_limited"), &json!(true)),
            "{envelope}"
        );
        assert!(envelope["retry_after_s"].as_u64().unwrap() >= 5, "{envelope}");
    }
    assert_eq!(vendor.requests().len(), succeeded.len());
    assert!((15..=19).contains(&succeeded.len()), "{}", succeeded.len());
    // They fail at once: before the queued calls end.
    let last_refused = (0..CALLS).rfind(|at| envelopes[*at]["success"] == false).unwrap();
    let waited = succeeded.iter().filter(|at| **at > last_refused).count();
    assert!(waited >= 3, "{waited} calls ended after the last failure");
}

#[tokio::test]
async fn a_call_that_would_wait_past_its_deadline_fails_at_once() {
    let vendor = MockVendor::start().await;
    let mut command = with_account(&vendor.url());
    // A burst of 5, then one in 4 s: a call that would wait longer than 2 s fails.
    command.env("OUTREACH_PACE", "1").args(["--call-timeout", "2s"]);
    let mut session = StdioSession::initialized(command, "2025-11-25").await;
    const CALLS: usize = 30;
    let mut ids = Vec::new();
    for _ in 0..CALLS {
        ids.push(session.begin("tools/call", json!({ "name": "list_emails", "arguments": {} })).await);
    }
    let mut refused = 0;
    for _ in ids {
        let envelope = session.receive().await["result"]["structuredContent"].clone();
        if envelope["success"] == false {
            assert_eq!(envelope["error_kind"], "rate_limited", "{envelope}");
            assert_eq!(envelope["retryable"], true);
            assert!(envelope["retry_after_s"].as_u64().unwrap() >= 3, "{envelope}");
            refused += 1;
        }
    }
    assert_eq!((refused, vendor.requests().len()), (CALLS - 5, 5));
    // Other paths have a limit of their own.
    assert_eq!(session.call("list_leads", json!({})).await["isError"], false);
}

#[tokio::test]
async fn queued_calls_are_sent_at_the_paced_rate() {
    let vendor = MockVendor::start().await;
    vendor.answer_with(200, json!({ "data": [] }));
    let mut command = with_overloop(&vendor.url());
    // Overloop's 600 a minute: a quarter at once, then one in 2/15 s.
    const CALLS: usize = 165;
    command.env("OUTREACH_PACE", "1").args(["--call-timeout", "10s"]);
    let mut session = StdioSession::initialized(command, "2025-11-25").await;
    let start = Instant::now();
    for _ in 0..CALLS {
        session.begin_call("list_users", json!({})).await;
    }
    let envelopes = session.envelopes(CALLS).await;
    let succeeded = envelopes.iter().filter(|envelope| envelope["success"] == true).count();
    assert_eq!((succeeded, vendor.requests().len()), (CALLS, CALLS));
    let took = start.elapsed();
    assert!(took >= Duration::from_millis(1900), "15 calls beyond the burst take 2 s, not {took:?}");
}
