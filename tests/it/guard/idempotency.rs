//! Sends, creates and spends are carried out once, in one process and in several that share a journal.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::oneshot;

use crate::support::{
    journal::{Journal, replies, reply_answer, reply_inputs},
    mock_vendor::{MockVendor, answer_when_told, reply, unending_answer},
    program::{StdioSession, with_snov},
};

const REPLY: &str = "instantly_reply_to_email";
const LEAD: &str = "instantly_create_lead";

fn keyed(text: &str, key: &str) -> Value {
    let mut inputs = reply_inputs(text);
    inputs["idempotency_key"] = key.into();
    inputs
}

async fn vendor() -> MockVendor {
    let vendor = MockVendor::start().await;
    vendor.answer_with(200, reply_answer("sent"));
    vendor
}

/// A vendor that accepts replies, and a session on a new journal with these arguments.
async fn session_with(arguments: &[&str]) -> (MockVendor, Journal, StdioSession) {
    let (vendor, journal) = (vendor().await, Journal::new());
    let mut command = journal.command(&vendor);
    command.args(arguments);
    let session = StdioSession::initialized(command, "2025-11-25").await;
    (vendor, journal, session)
}

async fn session() -> (MockVendor, Journal, StdioSession) {
    session_with(&[]).await
}

fn check_done(envelope: &Value, replayed: bool) {
    assert_eq!((&envelope["success"], &envelope["id"]), (&json!(true), &json!("sent")), "{envelope}");
    assert_eq!(envelope.get("replayed"), replayed.then_some(&json!(true)), "{envelope}");
}

fn check_failed<'a>(envelope: &'a Value, kind: &str, says: &str) -> &'a str {
    assert_eq!((&envelope["success"], &envelope["error_kind"]), (&json!(false), &json!(kind)), "{envelope}");
    let words = envelope["error"].as_str().unwrap();
    assert!(words.contains(says), "{words}");
    words
}

/// Makes 20 equal calls in so many processes while the vendor holds its answer: one request, the same answer for all.
pub async fn check_equal_calls_send_once(journal: &Journal, processes: usize) {
    const CALLS: usize = 20;
    let vendor = vendor().await;
    let (answer, answered) = oneshot::channel();
    vendor.answer_next(|| answer_when_told(answered));
    let mut sessions = Vec::new();
    for _ in 0..processes {
        sessions.push(journal.session(&vendor).await);
    }
    for at in 0..CALLS {
        sessions[at % processes].begin_call(REPLY, reply_inputs("mail")).await;
    }
    vendor.wait_for_requests(1).await;
    // Time for a second request, if one could be sent.
    tokio::time::sleep(Duration::from_millis(300)).await;
    answer.send(reply_answer("sent")).unwrap();
    let mut envelopes = Vec::new();
    for session in &mut sessions {
        envelopes.extend(session.envelopes(CALLS / processes).await);
    }
    assert_eq!(replies(&vendor), ["mail"]);
    assert_eq!(envelopes.len(), CALLS);
    let (replayed, own): (Vec<Value>, Vec<Value>) =
        envelopes.into_iter().partition(|envelope| envelope.get("replayed").is_some());
    assert_eq!(own.len(), 1, "exactly one call has sent it");
    check_done(&own[0], false);
    for mut other in replayed {
        check_done(&other, true);
        for name in ["replayed", "replayed_from", "replay_note"] {
            assert!(other.as_object_mut().unwrap().remove(name).is_some(), "{name} is missing");
        }
        assert_eq!(other, own[0]);
    }
}

/// Kills a process while another waits for its call: nothing is sent a second time.
pub async fn check_a_killed_process_leaves_its_call_unknown(journal: &Journal) {
    let vendor = vendor().await;
    let (mut one, mut other) = (journal.session(&vendor).await, journal.session(&vendor).await);
    vendor.answer_next(unending_answer);
    one.begin_call(REPLY, reply_inputs("mail")).await;
    vendor.wait_for_requests(1).await;
    other.begin_call(REPLY, reply_inputs("mail")).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    one.kill().await;
    check_failed(&other.envelopes(1).await[0], "duplicate", "not known");
    let mut third = journal.session(&vendor).await;
    check_failed(&third.envelope(REPLY, reply_inputs("mail")).await, "duplicate", "not known");
    assert_eq!(replies(&vendor), ["mail"]);
    check_done(&third.envelope(REPLY, keyed("mail", "another")).await, false);
    assert_eq!(replies(&vendor), ["mail", "mail"], "another key is another intent");
}

#[tokio::test]
async fn twenty_identical_calls_at_once_send_once() {
    check_equal_calls_send_once(&Journal::new(), 1).await;
}

#[tokio::test]
async fn twenty_identical_calls_in_two_processes_send_once() {
    check_equal_calls_send_once(&Journal::new(), 2).await;
}

#[tokio::test]
async fn a_killed_process_leaves_its_call_unknown() {
    check_a_killed_process_leaves_its_call_unknown(&Journal::new()).await;
}

#[tokio::test]
async fn twenty_processes_that_create_the_journal_at_once_send_once() {
    let (vendor, journal) = (vendor().await, Journal::new());
    let calls = (0..20).map(|_| crate::support::program::call(journal.command(&vendor), REPLY, reply_inputs("mail")));
    let envelopes = futures_util::future::join_all(calls).await;
    assert_eq!(replies(&vendor), ["mail"]);
    let own = envelopes.iter().filter(|(envelope, _)| envelope.get("replayed").is_none()).count();
    assert_eq!(own, 1, "{envelopes:?}");
    for (envelope, code) in &envelopes {
        assert_eq!((&envelope["id"], code), (&json!("sent"), &0), "{envelope}");
    }
}

/// Arguments that give the same request are the same intent.
#[tokio::test]
async fn equal_arguments_in_another_spelling_are_the_same_intent() {
    let (vendor, _journal, mut session) = session().await;
    check_done(&session.envelope(REPLY, reply_inputs("mail")).await, false);
    let mut with_null = reply_inputs("mail");
    with_null["cc_address_email_list"] = Value::Null;
    let mut other_order = json!({ "body_text": "mail" });
    other_order.as_object_mut().unwrap().extend(reply_inputs("mail").as_object().unwrap().clone());
    for inputs in [with_null, other_order, json!(reply_inputs("mail").to_string())] {
        check_done(&session.envelope("reply_to_email", inputs).await, true);
    }
    // White space around a text changes nothing that it says.
    check_done(&session.envelope(REPLY, reply_inputs("mail ")).await, true);
    assert_eq!(replies(&vendor), ["mail"]);
    check_done(&session.envelope(REPLY, reply_inputs("mails")).await, false);
    assert_eq!(replies(&vendor), ["mail", "mails"]);
}

#[tokio::test]
async fn an_idempotency_key_names_the_intent() {
    let (vendor, journal, mut session) = session().await;
    check_done(&session.envelope(REPLY, keyed("mail", "key 1")).await, false);
    check_done(&session.envelope(REPLY, keyed("mail", "key 1")).await, true);
    check_failed(&session.envelope(REPLY, keyed("other mail", "key 1")).await, "conflict", "idempotency_key");
    assert_eq!(replies(&vendor), ["mail"]);
    check_done(&session.envelope(REPLY, keyed("mail", "key 2")).await, false);
    check_done(&session.envelope(REPLY, keyed("other mail", "key 3")).await, false);
    assert_eq!(replies(&vendor), ["mail", "mail", "other mail"]);
    journal.wait_for_outcomes(&["ok", "replayed", "refused", "ok", "ok"]).await;
    let wrong = session.envelope(REPLY, keyed("mail", " ")).await;
    check_failed(&wrong, "invalid_input", "idempotency_key");
    assert_eq!(replies(&vendor).len(), 3);
}

#[tokio::test]
async fn a_key_outlasts_the_duplicate_window_and_equal_arguments_do_not() {
    let (vendor, journal, mut session) = session_with(&["--duplicate-window", "1s"]).await;
    check_done(&session.envelope(REPLY, reply_inputs("mail")).await, false);
    check_done(&session.envelope(REPLY, keyed("keyed", "key")).await, false);
    tokio::time::sleep(Duration::from_millis(1100)).await;
    check_done(&session.envelope(REPLY, reply_inputs("mail")).await, false);
    check_done(&session.envelope(REPLY, keyed("keyed", "key")).await, true);
    check_failed(&session.envelope(REPLY, keyed("other", "key")).await, "conflict", "idempotency_key");
    assert_eq!(replies(&vendor), ["mail", "keyed", "mail"]);
    drop(session);
    let mut later = journal.session(&vendor).await;
    check_done(&later.envelope(REPLY, keyed("keyed", "key")).await, true);
    assert_eq!(replies(&vendor).len(), 3);
}

#[tokio::test]
async fn a_failed_call_may_be_repeated() {
    let (vendor, journal, mut session) = session().await;
    vendor.answer_next(|| reply(400, "application/json", r#"{"message":"no such email"}"#));
    let failed = session.envelope(REPLY, reply_inputs("mail")).await;
    assert_eq!(failed["success"], false, "{failed}");
    check_done(&session.envelope(REPLY, reply_inputs("mail")).await, false);
    check_done(&session.envelope(REPLY, reply_inputs("mail")).await, true);
    vendor.answer_next(|| reply(400, "application/json", r#"{"message":"no such email"}"#));
    assert_eq!(session.envelope(REPLY, keyed("mail", "key")).await["success"], false);
    check_done(&session.envelope(REPLY, keyed("mail", "key")).await, false);
    assert_eq!(replies(&vendor).len(), 4);
    journal.wait_for_outcomes(&["failed", "ok", "replayed", "failed", "ok"]).await;
}

/// Waiting calls do not fail with the running one: the next of them is sent.
#[tokio::test]
async fn when_the_running_call_fails_the_next_waiting_one_is_sent() {
    let (vendor, _journal, mut session) = session().await;
    let (answer, answered) = oneshot::channel();
    vendor.answer_next(|| {
        let mut failure = answer_when_told(answered);
        *failure.status_mut() = axum::http::StatusCode::BAD_REQUEST;
        failure
    });
    for _ in 0..5 {
        session.begin_call(REPLY, reply_inputs("mail")).await;
    }
    vendor.wait_for_requests(1).await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    answer.send(r#"{"message":"no such email"}"#.to_owned()).unwrap();
    let envelopes = session.envelopes(5).await;
    let count = |test: fn(&Value) -> bool| envelopes.iter().filter(|envelope| test(envelope)).count();
    assert_eq!(count(|envelope| envelope["success"] == false), 1, "{envelopes:?}");
    assert_eq!(count(|envelope| envelope["replayed"] == true), 3, "{envelopes:?}");
    assert_eq!(replies(&vendor), ["mail", "mail"], "the failed request and one more");
}

#[tokio::test]
async fn accounts_share_no_intents() {
    let (vendor, journal, mut session) = session().await;
    check_done(&session.envelope(REPLY, keyed("mail", "key")).await, false);
    check_done(&session.envelope(REPLY, reply_inputs("mail")).await, false);
    let mut command = journal.command(&vendor);
    command.env("INSTANTLY_API_KEY", "another-key-0123456789");
    let mut other = StdioSession::initialized(command, "2025-11-25").await;
    for inputs in [keyed("mail", "key"), reply_inputs("mail")] {
        check_done(&other.envelope(REPLY, inputs.clone()).await, false);
        check_done(&other.envelope(REPLY, inputs).await, true);
    }
    assert_eq!(replies(&vendor).len(), 4);
}

#[tokio::test]
async fn updates_and_deletes_are_sent_each_time() {
    let (vendor, journal, mut session) = session().await;
    let id = "f9cc070d-8dba-4341-b847-f083c358e460";
    vendor.answer_with(200, json!({ "id": id, "count": 1 }));
    for (tool, inputs) in [
        ("instantly_patch_campaign", json!({ "campaign_id": id, "name": "x" })),
        ("instantly_delete_lead", json!({ "lead_id": id })),
    ] {
        let before = vendor.requests().len();
        for _ in 0..2 {
            let envelope = session.envelope(tool, inputs.clone()).await;
            assert_eq!((&envelope["success"], envelope.get("replayed")), (&json!(true), None), "{tool}: {envelope}");
        }
        assert_eq!(vendor.requests().len(), before + 2, "{tool}");
        let mut keyed = inputs;
        keyed["idempotency_key"] = "key".into();
        check_failed(&session.envelope(tool, keyed).await, "invalid_input", "idempotency_key");
    }
    journal.wait_for_outcomes(&["ok"; 4]).await;
}

/// A create is sent once too; with a campaign it is a send and another intent.
#[tokio::test]
async fn a_create_is_sent_once() {
    let (vendor, _journal, mut session) = session().await;
    let plain = json!({ "email": "joe@theirs.example" });
    let with_campaign = json!({ "email": "joe@theirs.example", "campaign": "f9cc070d-8dba-4341-b847-f083c358e460" });
    for inputs in [plain, with_campaign] {
        check_done(&session.envelope(LEAD, inputs.clone()).await, false);
        check_done(&session.envelope(LEAD, inputs).await, true);
    }
    assert_eq!(vendor.requests().len(), 2);
}

#[tokio::test]
async fn a_call_of_unknown_outcome_is_not_sent_again() {
    let (vendor, journal, mut session) = session().await;
    vendor.answer_next(|| reply(500, "application/json", "{}"));
    check_failed(&session.envelope(REPLY, reply_inputs("mail")).await, "outcome_unknown", "instantly_list_emails");
    for _ in 0..2 {
        let again = session.envelope(REPLY, reply_inputs("mail")).await;
        let words = check_failed(&again, "duplicate", "instantly_list_emails");
        assert!(words.contains("`resolve_outcome`") && words.contains("idempotency_key"), "{words}");
        assert_eq!(again["retryable"], false);
    }
    assert_eq!(replies(&vendor), ["mail"]);
    journal.wait_for_outcomes(&["unknown", "refused", "refused"]).await;
}

#[tokio::test]
async fn a_cancelled_send_has_an_unknown_outcome() {
    let (vendor, journal, mut session) = session().await;
    vendor.answer_next(unending_answer);
    let id = session.begin_call(REPLY, reply_inputs("mail")).await;
    vendor.wait_for_requests(1).await;
    session.cancel(id).await;
    journal.wait_for_outcomes(&["unknown"]).await;
    check_failed(&session.envelope(REPLY, reply_inputs("mail")).await, "duplicate", "not known");
    assert_eq!(replies(&vendor), ["mail"]);
}

/// A waiting call that is cancelled has sent nothing and does not affect the running one.
#[tokio::test]
async fn a_cancelled_waiting_call_changes_nothing() {
    let (vendor, journal, mut session) = session().await;
    let (answer, answered) = oneshot::channel();
    vendor.answer_next(|| answer_when_told(answered));
    let first = session.begin_call(REPLY, reply_inputs("mail")).await;
    vendor.wait_for_requests(1).await;
    let waits = session.begin_call(REPLY, reply_inputs("mail")).await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    session.cancel(waits).await;
    answer.send(reply_answer("sent")).unwrap();
    check_done(&session.answer(first).await["result"]["structuredContent"], false);
    check_done(&session.envelope(REPLY, reply_inputs("mail")).await, true);
    assert_eq!(replies(&vendor), ["mail"]);
    journal.wait_for_outcomes(&["ok", "replayed"]).await;
}

#[tokio::test]
async fn a_waiting_call_ends_at_its_own_timeout() {
    let (vendor, journal, mut one) = session().await;
    let mut command = journal.command(&vendor);
    command.args(["--call-timeout", "1s"]);
    let mut other = StdioSession::initialized(command, "2025-11-25").await;
    vendor.answer_next(unending_answer);
    one.begin_call(REPLY, reply_inputs("mail")).await;
    vendor.wait_for_requests(1).await;
    let envelope = other.envelope(REPLY, reply_inputs("mail")).await;
    check_failed(&envelope, "duplicate", "still running");
    assert_eq!(envelope["retryable"], true, "{envelope}");
    assert_eq!(replies(&vendor), ["mail"]);
}

/// A repeated search is resumed, not started and paid again, whatever its `wait_seconds`.
#[tokio::test]
async fn a_paid_search_whose_wait_is_cancelled_is_started_once() {
    let (vendor, journal) = (MockVendor::start().await, Journal::new());
    let hash = "6f15de14db954c761f8e7507547b3bd7";
    let meta = json!({ "domain": "snov.io", "task_hash": hash });
    let started = json!({ "data": [], "meta": meta, "links": { "result": format!("https://api.snov.io/v2/domain-search/result/{hash}") } });
    vendor.answer_next(move || reply(200, "application/json", started.to_string()));
    vendor.answer_with(200, json!({ "data": [], "meta": meta, "status": "in_progress" }));
    let mut session = StdioSession::initialized(journal.configure(with_snov(&vendor.url())), "2025-11-25").await;
    let inputs = |wait_seconds: u64| json!({ "domain": "snov.io", "wait_seconds": wait_seconds });
    let id = session.begin_call("snov_start_domain_search", inputs(40)).await;
    vendor.wait_for_requests(2).await;
    session.cancel(id).await;
    journal.wait_for_outcomes(&["ok"]).await;
    // Each of them asks for the result again, and waits no longer than it says.
    for wait_seconds in [1, 0] {
        let again = session.envelope("snov_start_domain_search", inputs(wait_seconds)).await;
        assert_eq!((&again["success"], &again["replayed"]), (&json!(true), &json!(true)), "{again}");
        assert_eq!(again["task_hash"], hash, "{again}");
    }
    assert_eq!(vendor.requests().iter().filter(|seen| seen.method == "POST").count(), 1, "started once");
}

/// What goes on where the call before it ended: inputs of each such action.
fn going_on() -> [(&'static str, Value, Value); 4] {
    const ID: &str = "f9cc070d-8dba-4341-b847-f083c358e460";
    const OTHER: &str = "f9cc070d-8dba-4341-b847-f083c358e461";
    let moved = json!({ "list_id": ID, "to_list_id": OTHER, "limit": 2, "wait_seconds": 0 });
    let job = json!({ "id": ID, "type": "move-leads", "status": "pending" });
    [
        ("instantly_delete_leads", json!({ "campaign_id": ID, "limit": 2 }), json!({ "count": 2 })),
        (
            "instantly_assign_leads",
            json!({ "organization_user_ids": [ID], "campaign": ID, "limit": 2 }),
            json!({ "status": "accepted" }),
        ),
        ("instantly_test_webhook", json!({ "webhook_id": ID }), json!({ "success": true, "status_code": 200 })),
        // Of an action that doubles, a call that only overwrites.
        ("instantly_move_leads", moved, job),
    ]
}

#[tokio::test]
async fn what_goes_on_is_sent_each_time_but_not_after_a_lost_answer() {
    for (tool, inputs, answer) in going_on() {
        let (vendor, _journal, mut session) = session().await;
        vendor.answer_with(200, &answer);
        for round in 1..=2 {
            let done = session.envelope(tool, inputs.clone()).await;
            assert_eq!((&done["success"], done.get("replayed")), (&json!(true), None), "{tool}: {done}");
            assert_eq!(vendor.requests().len(), round, "{tool}");
        }
        vendor.answer_next(|| reply(500, "application/json", "{}"));
        check_failed(&session.envelope(tool, inputs.clone()).await, "outcome_unknown", "not known");
        let again = session.envelope(tool, inputs.clone()).await;
        let words = check_failed(&again, "duplicate", "new `idempotency_key`");
        assert!(!words.contains("harmless"), "{tool}: {words}");
        assert_eq!(vendor.requests().len(), 3, "{tool}: {again}");
        let mut meant = inputs.clone();
        meant["idempotency_key"] = json!("further ones");
        let anew = session.envelope(tool, meant.clone()).await;
        assert_eq!((&anew["success"], anew.get("replayed")), (&json!(true), None), "{tool}: {anew}");
        let once = session.envelope(tool, meant).await;
        assert_eq!((&once["success"], &once["replayed"]), (&json!(true), &json!(true)), "{tool}: {once}");
        // Other inputs are another call.
        if inputs.get("limit").is_some() {
            let mut other = inputs.clone();
            other["limit"] = json!(3);
            assert_eq!(session.envelope(tool, other).await["success"], true, "{tool}");
        }
    }
}

/// Three at once, in one process and in three.
#[tokio::test]
async fn what_goes_on_is_carried_out_once_where_it_is_called_several_times_at_once() {
    for (tool, inputs, answer) in going_on() {
        for processes in [1, 3] {
            let (vendor, journal) = (vendor().await, Journal::new());
            let (tell, told) = oneshot::channel();
            vendor.answer_with(200, &answer).answer_next(|| answer_when_told(told));
            let mut sessions = Vec::new();
            for _ in 0..processes {
                sessions.push(journal.session(&vendor).await);
            }
            for at in 0..3 {
                sessions[at % processes].begin_call(tool, inputs.clone()).await;
            }
            vendor.wait_for_requests(1).await;
            tokio::time::sleep(Duration::from_millis(300)).await;
            tell.send(answer.to_string()).unwrap();
            let mut envelopes = Vec::new();
            for session in &mut sessions {
                envelopes.extend(session.envelopes(3 / processes).await);
            }
            let (done, refused): (Vec<Value>, Vec<Value>) =
                envelopes.into_iter().partition(|envelope| envelope["success"] == true);
            assert_eq!((done.len(), refused.len(), vendor.requests().len()), (1, 2, 1), "{tool}: {done:?} {refused:?}");
            for refused in &refused {
                check_failed(refused, "duplicate", "make the same call again");
                assert_eq!(refused["retryable"], false, "{refused}");
            }
            let next = sessions[0].envelope(tool, inputs.clone()).await;
            assert_eq!((&next["success"], next.get("replayed")), (&json!(true), None), "{tool}: {next}");
        }
    }
}
