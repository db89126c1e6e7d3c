//! Snov.io's limit: sixty requests a minute for the whole account, token requests included.

use serde_json::json;

use super::session_with;

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
    assert!(waited >= 3, "{waited} came after the last refusal");
}
