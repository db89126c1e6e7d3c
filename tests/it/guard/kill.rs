//! The process is killed at every point of a send, and the same call is made again after a restart.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::oneshot;

use crate::support::{
    journal::{Journal, replies, reply_answer, reply_inputs},
    mock_vendor::{MockVendor, answer_when_told, unending_answer},
    program::StdioSession,
};

const REPLY: &str = "instantly_reply_to_email";

async fn begin(session: &mut StdioSession, text: &str) -> i64 {
    session.begin_call(REPLY, inputs(text)).await
}

/// Without the read that comes before a reply, so that a kill meets the reply.
fn inputs(text: &str) -> Value {
    let mut inputs = reply_inputs(text);
    inputs["allow_reply_to_self"] = json!(true);
    inputs
}

async fn envelope(session: &mut StdioSession, text: &str) -> Value {
    session.call(REPLY, inputs(text)).await["structuredContent"].clone()
}

/// A vendor that accepts replies, and a session that has sent one, so that the journal exists.
async fn started() -> (MockVendor, Journal, StdioSession) {
    let (vendor, journal) = (MockVendor::start().await, Journal::new());
    vendor.answer_with(200, reply_answer("sent"));
    let mut session = journal.session(&vendor).await;
    assert_eq!(envelope(&mut session, "first").await["success"], true);
    (vendor, journal, session)
}

/// Checks that nothing is sent again and the caller is told that the outcome is not known.
async fn check_unknown(vendor: &MockVendor, journal: &Journal, sent: &[&str]) {
    let mut session = journal.session(vendor).await;
    for _ in 0..2 {
        let answer = envelope(&mut session, "mail").await;
        assert_eq!((&answer["success"], &answer["error_kind"]), (&json!(false), &json!("duplicate")), "{answer}");
        assert_eq!(answer["retryable"], false, "{answer}");
        let words = answer["error"].as_str().unwrap();
        assert!(words.contains("not known") && words.contains("instantly_list_emails"), "{words}");
    }
    assert_eq!(replies(vendor), sent);
    journal.wait_for_outcomes(&["ok", "unknown", "refused", "refused"]).await;
    assert_eq!(session.end().await.0, 0);
}

#[tokio::test]
async fn killed_before_the_entry_is_written() {
    let (vendor, journal, mut session) = started().await;
    let lock = journal.lock().await;
    begin(&mut session, "mail").await;
    // It waits for the journal's lock.
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(replies(&vendor), ["first"]);
    session.kill().await;
    lock.release().await;
    assert_eq!(journal.outcomes().await, ["ok"], "there is no entry of the killed call");

    let mut session = journal.session(&vendor).await;
    let answer = envelope(&mut session, "mail").await;
    assert_eq!((&answer["success"], answer.get("replayed")), (&json!(true), None), "{answer}");
    assert_eq!(replies(&vendor), ["first", "mail"]);
    let again = envelope(&mut session, "mail").await;
    assert_eq!((&again["success"], &again["replayed"]), (&json!(true), &json!(true)), "{again}");
    assert_eq!(replies(&vendor), ["first", "mail"]);
}

#[tokio::test]
async fn killed_after_the_entry_is_written_and_before_the_request_is_sent() {
    let (vendor, journal) = (MockVendor::start().await, Journal::new());
    vendor.answer_with(200, reply_answer("sent"));
    let mut command = journal.command(&vendor);
    // The first is sent at once, the second waits for minutes.
    command.env("OUTREACH_PACE", "0.01").args(["--call-timeout", "1h"]);
    let mut session = StdioSession::initialized(command, "2025-11-25").await;
    assert_eq!(envelope(&mut session, "first").await["success"], true);
    begin(&mut session, "mail").await;
    journal.wait_for_outcomes(&["ok", "open"]).await;
    assert_eq!(replies(&vendor), ["first"], "it is queued by the rate limit");
    session.kill().await;
    assert_eq!(journal.outcomes().await, ["ok", "open"], "no outcome was written");
    check_unknown(&vendor, &journal, &["first"]).await;
}

#[tokio::test]
async fn killed_after_the_request_is_sent() {
    let (vendor, journal, mut session) = started().await;
    vendor.answer_next(unending_answer);
    begin(&mut session, "mail").await;
    vendor.wait_for_requests(2).await;
    session.kill().await;
    assert_eq!(journal.outcomes().await, ["ok", "open"]);
    check_unknown(&vendor, &journal, &["first", "mail"]).await;
}

#[tokio::test]
async fn killed_after_the_answer_and_before_the_outcome_is_written() {
    let (vendor, journal, mut session) = started().await;
    let (answer, answered) = oneshot::channel();
    vendor.answer_next(|| answer_when_told(answered));
    begin(&mut session, "mail").await;
    vendor.wait_for_requests(2).await;
    let lock = journal.lock().await;
    answer.send(reply_answer("sent")).unwrap();
    tokio::time::sleep(Duration::from_millis(500)).await;
    session.kill().await;
    lock.release().await;
    assert_eq!(journal.outcomes().await, ["ok", "open"]);
    check_unknown(&vendor, &journal, &["first", "mail"]).await;
}

/// The caller has its answer and the journal has no outcome, so a later call finds it unknown.
#[tokio::test]
async fn killed_after_the_caller_was_answered_and_before_the_outcome_is_written() {
    let (vendor, journal, mut session) = started().await;
    let (answer, answered) = oneshot::channel();
    vendor.answer_next(|| answer_when_told(answered));
    let id = begin(&mut session, "mail").await;
    vendor.wait_for_requests(2).await;
    let lock = journal.lock().await;
    answer.send(reply_answer("sent")).unwrap();
    let result = session.answer(id).await["result"]["structuredContent"].clone();
    assert_eq!((&result["success"], &result["id"]), (&json!(true), &json!("sent")), "{result}");
    session.kill().await;
    lock.release().await;
    assert_eq!(journal.outcomes().await, ["ok", "open"]);
    check_unknown(&vendor, &journal, &["first", "mail"]).await;
}

/// A busy journal loses no outcome: it is written as soon as it can be.
#[tokio::test]
async fn an_outcome_that_cannot_be_written_at_once_is_written_later() {
    let (vendor, journal, mut session) = started().await;
    let (answer, answered) = oneshot::channel();
    vendor.answer_next(|| answer_when_told(answered));
    let id = begin(&mut session, "mail").await;
    vendor.wait_for_requests(2).await;
    let lock = journal.lock().await;
    answer.send(reply_answer("sent")).unwrap();
    assert_eq!(session.answer(id).await["result"]["isError"], false);
    lock.release().await;
    journal.wait_for_outcomes(&["ok", "ok"]).await;
    assert_eq!(envelope(&mut session, "mail").await["replayed"], true);
    assert_eq!(replies(&vendor), ["first", "mail"]);
}

/// An outcome that was written before the kill is replayed after it.
#[tokio::test]
async fn killed_after_the_outcome_is_written() {
    let (vendor, journal, session) = started().await;
    session.kill().await;
    let mut session = journal.session(&vendor).await;
    let answer = envelope(&mut session, "first").await;
    assert_eq!((&answer["success"], &answer["replayed"], &answer["id"]), (&json!(true), &json!(true), &json!("sent")));
    assert_eq!(replies(&vendor), ["first"]);
}

/// A process that waits for another's call notices that the other is gone.
#[tokio::test]
async fn a_waiting_process_is_answered_when_the_sender_is_killed() {
    let (vendor, journal, mut session) = started().await;
    let mut beside = journal.session(&vendor).await;
    assert_eq!(envelope(&mut beside, "first").await["replayed"], true);
    vendor.answer_next(unending_answer);
    begin(&mut session, "mail").await;
    vendor.wait_for_requests(2).await;
    let waits = begin(&mut beside, "mail").await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(journal.outcomes().await, ["ok", "replayed", "open"], "it waits as long as the other process lives");
    session.kill().await;
    let answer = beside.answer(waits).await["result"]["structuredContent"].clone();
    assert_eq!(answer["error_kind"], "duplicate", "{answer}");
    assert!(answer["error"].as_str().unwrap().contains("not known"), "{answer}");
    assert_eq!(replies(&vendor), ["first", "mail"]);
}
