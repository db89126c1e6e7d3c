//! Background jobs that run on at the vendor: waited for, reported as progress, cancelled, read on by their id.

use std::time::Duration;

use futures_util::future::join_all;
use serde_json::{Value, json};

use super::answer;
use crate::support::{
    journal::Journal,
    mock_vendor::{MockVendor, reply},
    program::{StdioSession, TIMEOUT, with_account},
};

const ID: &str = "f9cc070d-8dba-4341-b847-f083c358e460";
const OTHER: &str = "0b1b7c5e-1111-4222-8333-944455556666";
const JOB: &str = "6f2a90c1b7d34e5f8a1b2c3d";

async fn session() -> (MockVendor, StdioSession) {
    let vendor = MockVendor::start().await;
    let session = StdioSession::initialized(with_account(&vendor.url()), "2025-11-25").await;
    (vendor, session)
}

fn job(status: &str, progress: u32) -> Value {
    json!({ "id": JOB, "type": "move-leads", "entity_id": ID, "entity_type": "list", "progress": progress, "status": status })
}

fn moved(emails: &[&str]) -> Value {
    let mut job = job("success", 100);
    job["data"] = json!({ "moved_lead_emails": emails });
    job
}

fn inputs(wait_seconds: u64) -> Value {
    json!({ "campaign": ID, "to_list_id": ID, "contacts": ["a@b.example", "c@d.example"], "wait_seconds": wait_seconds })
}

fn asked(vendor: &MockVendor) -> Vec<String> {
    vendor.requests().iter().map(|seen| format!("{} {}", seen.method, seen.target)).collect()
}

#[tokio::test]
async fn a_job_is_waited_for_until_it_ends() {
    let (vendor, mut session) = session().await;
    // A state that no document has is no end.
    vendor.answer_next(answer(200, job("pending", 0))).answer_next(answer(200, job("reticulating", 50)));
    vendor.answer_with(200, moved(&["A@b.example"]));
    let envelope = session.envelope("instantly_move_leads", inputs(20)).await;
    assert_eq!(
        envelope,
        json!({
            "success": true, "missing": ["c@d.example"], "id": JOB, "status": "success", "progress": 100, "type": "move-leads",
            "entity_id": ID, "entity_type": "list", "data": { "moved_lead_emails": ["A@b.example"] },
        })
    );
    let poll = format!("GET /api/v2/background-jobs/{JOB}");
    assert_eq!(asked(&vendor), ["POST /api/v2/leads/move", &poll, &poll]);
    let body = vendor.requests()[0].json();
    assert!(body.get("wait_seconds").is_none(), "{body}");
}

#[tokio::test]
async fn after_wait_seconds_the_answer_says_how_the_job_stands_and_how_to_read_on() {
    let (vendor, mut session) = session().await;
    vendor.answer_next(answer(200, job("pending", 0)));
    let started = session.envelope("instantly_move_leads", inputs(0)).await;
    assert_eq!(
        (&started["success"], &started["status"], &started["progress"]),
        (&json!(true), &json!("pending"), &json!(0))
    );
    let note = started["note"].as_str().unwrap();
    for words in ["`pending`, 0 % done", "instantly_get_background_job", JOB, "Do not make the same call again"] {
        assert!(note.contains(words), "{words}: {note}");
    }
    assert_eq!(vendor.requests().len(), 1);

    // Read on, with what was asked for.
    vendor.answer_next(answer(200, job("in-progress", 10))).answer_with(200, moved(&[]));
    let read = json!({ "background_job_id": JOB, "data_fields": "moved_leads", "wait_seconds": 9 });
    let read = session.envelope("instantly_get_background_job", read).await;
    assert_eq!((&read["status"], read.get("note")), (&json!("success"), None), "{read}");
    let poll = format!("GET /api/v2/background-jobs/{JOB}?data_fields=moved_leads");
    assert_eq!(asked(&vendor)[1..], [poll.clone(), poll]);

    vendor.answer_with(200, job("in-progress", 10));
    let running =
        session.envelope("instantly_get_background_job", json!({ "background_job_id": JOB, "wait_seconds": 0 })).await;
    let note = running["note"].as_str().unwrap();
    assert!(note.contains("10 % done") && !note.contains("Do not make"), "{running}");
}

#[tokio::test]
async fn a_job_that_failed_is_said_to_have() {
    for status in ["failed", "error", "cancelled", "Canceled"] {
        let (vendor, mut session) = session().await;
        vendor.answer_next(answer(200, job("pending", 0))).answer_with(200, job(status, 40));
        let envelope = session.envelope("instantly_move_leads", inputs(5)).await;
        let warning = envelope["warnings"][0].as_str().unwrap_or_else(|| panic!("{status}: {envelope}"));
        assert!(warning.contains("without success") && warning.contains("40 % done"), "{status}: {warning}");
        assert_eq!(vendor.requests().len(), 2, "{status}: not asked again");
    }
}

/// What was started is never lost by a read that fails.
#[tokio::test]
async fn a_read_of_a_job_that_fails_leaves_its_latest_state_or_names_how_to_read_on() {
    join_all([(500, "{}", true), (200, "<html>", true), (200, "[]", true), (404, "{}", false)].map(
        async |(status, body, is_success)| {
            let vendor = MockVendor::start().await;
            let mut command = with_account(&vendor.url());
            command.args(["--call-timeout", "6s"]);
            let mut session = StdioSession::initialized(command, "2025-11-25").await;
            vendor.answer_next(answer(200, job("pending", 0)));
            vendor.answer_with(status, body);
            let envelope = session.envelope("instantly_move_leads", inputs(2)).await;
            assert_eq!(envelope["success"], is_success, "{status} {body}: {envelope}");
            let told = envelope.to_string();
            assert!(told.contains(JOB) && told.contains("instantly_get_background_job"), "{status} {body}: {told}");
            assert_eq!(asked(&vendor).iter().filter(|asked| asked.starts_with("POST")).count(), 1, "{status} {body}");
        },
    ))
    .await;
}

#[tokio::test]
async fn a_caller_with_a_progress_token_sees_how_far_a_job_is() {
    let (vendor, mut session) = session().await;
    vendor.answer_next(answer(200, job("pending", 0))).answer_next(answer(200, job("in-progress", 50)));
    vendor.answer_with(200, job("success", 100));
    let params = json!({ "name": "instantly_move_leads", "arguments": inputs(30), "_meta": { "progressToken": 7 } });
    let id = session.begin("tools/call", params).await;
    let mut reports = Vec::new();
    let end = async {
        loop {
            let message = session.receive().await;
            if message["id"] == id {
                return message;
            }
            reports.push(message["params"]["message"].as_str().unwrap().to_owned());
        }
    };
    let end = tokio::time::timeout(TIMEOUT, end).await.expect("it ends");
    assert_eq!(end["result"]["structuredContent"]["status"], "success", "{end}");
    assert!(reports.iter().any(|report| report.contains("`in-progress`, 50 % done")), "{reports:?}");
}

/// The call was carried out, whatever becomes of the wait: the same call again reads on, with any other wait.
#[tokio::test]
async fn a_move_whose_wait_was_cancelled_is_recorded_and_the_same_call_reads_on() {
    // A move to a list is made again, unless it has a name.
    let named = |seconds: u64| {
        let mut inputs = inputs(seconds);
        inputs["idempotency_key"] = "move 1".into();
        inputs
    };
    let (vendor, journal) = (MockVendor::start().await, Journal::new());
    vendor.answer_next(answer(200, job("pending", 0)));
    vendor.answer_with(200, job("in-progress", 10));
    let command = journal.configure(with_account(&vendor.url()));
    let mut session = StdioSession::initialized(command, "2025-11-25").await;
    let id = session.begin_call("instantly_move_leads", named(40)).await;
    vendor.wait_for_requests(2).await;
    session
        .send(&json!({ "jsonrpc": "2.0", "method": "notifications/cancelled", "params": { "requestId": id } }))
        .await;
    session.request("ping", json!({})).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(vendor.requests().len(), 2, "no longer asked");
    assert_eq!(journal.outcomes().await, ["ok"]);
    assert_eq!(journal.column("vendor_ref").await, [JOB]);
    let again = session.envelope("instantly_move_leads", named(0)).await;
    assert_eq!((&again["replayed"], &again["progress"]), (&json!(true), &json!(10)), "{again}");
    assert!(
        again["note"].as_str().unwrap().contains("read") || again["note"].as_str().unwrap().contains("Read"),
        "{again}"
    );
    vendor.answer_with(200, moved(&["a@b.example", "c@d.example"]));
    let done = session.envelope("instantly_move_leads", named(3)).await;
    assert_eq!(
        (&done["replayed"], &done["status"], done.get("note")),
        (&json!(true), &json!("success"), None),
        "{done}"
    );
    assert_eq!(asked(&vendor).iter().filter(|asked| asked.starts_with("POST")).count(), 1);
}

#[tokio::test]
async fn an_answer_without_a_job_is_unknown_and_sent_once() {
    for body in ["{", "{}", r#"{"message":"ok"}"#] {
        let vendor = MockVendor::start().await;
        let mut session = StdioSession::initialized(with_account(&vendor.url()), "2025-11-25").await;
        let body = body.to_owned();
        vendor.answer_next(move || reply(200, "application/json", body));
        let envelope = session.envelope("instantly_move_leads", inputs(5)).await;
        assert_eq!(envelope["error_kind"], "outcome_unknown", "{envelope}");
        assert!(envelope["error"].as_str().unwrap().contains("instantly_list_background_jobs"), "{envelope}");
        assert_eq!(vendor.requests().len(), 1);
    }
}

/// A call on many says which, and where they go.
#[tokio::test]
async fn a_move_without_a_selection_or_with_two_targets_is_refused() {
    let (vendor, mut session) = session().await;
    for (inputs, words) in [
        (json!({ "to_list_id": ID }), "every lead of the workspace"),
        (json!({ "to_list_id": ID, "filter": "FILTER_VAL_BOUNCED" }), "every lead of the workspace"),
        (json!({ "to_list_id": ID, "ids": [OTHER] }), "pass its id as `campaign` or `list_id`"),
        (json!({ "campaign": ID }), "`to_campaign_id` and `to_list_id`"),
        (json!({ "campaign": ID, "to_list_id": ID, "to_campaign_id": OTHER }), "not both"),
        (json!({ "campaign": ID, "to_campaign_id": ID.to_uppercase() }), "the same"),
        (json!({ "campaign": ID, "to_list_id": ID, "ids": [] }), "`ids`"),
        (json!({ "campaign": ID, "to_list_id": ID, "wait_seconds": 51 }), "`wait_seconds`"),
    ] {
        let envelope = session.envelope("instantly_move_leads", inputs.clone()).await;
        assert_eq!(envelope["error_kind"], "invalid_input", "{inputs}: {envelope}");
        assert!(envelope["error"].as_str().unwrap().contains(words), "{inputs}: {envelope}");
    }
    assert_eq!(vendor.requests().len(), 0);
}
