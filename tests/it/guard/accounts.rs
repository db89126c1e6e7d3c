//! Keys of one account: what one of them has done is known with the others.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use tokio::process::Command;

use crate::support::{
    answers,
    journal::{Journal, replies, reply_answer, reply_inputs},
    mock_vendor::MockVendor,
    program::{KEY, StdioSession, command, output, with_account, with_all_vendors},
    sandbox::{Seed, start_with},
};

const REPLY: &str = "instantly_reply_to_email";
const CREATE_LIST: &str = "instantly_create_lead_list";
const OVERLOOP_LIST: &str = "overloop_create_list";

/// The keys, in the order in which they are used.
const KEYS: [&str; 3] = [KEY, "planted-key-after-it-0123456789", "planted-key-of-another-0123456789"];

async fn vendor() -> MockVendor {
    let vendor = MockVendor::start().await;
    vendor.answer_with(200, reply_answer("sent"));
    vendor
}

/// The binary with this key, for Instantly and Overloop.
fn with_key(mut command: Command, key: usize) -> Command {
    command.env("INSTANTLY_API_KEY", KEYS[key]).env("OVERLOOP_API_KEY", KEYS[key]);
    command
}

async fn session(journal: &Journal, vendor: &MockVendor, key: usize, arguments: &[&str]) -> StdioSession {
    let mut command = with_key(journal.command(vendor), key);
    command.args(arguments);
    StdioSession::initialized(command, "2025-11-25").await
}

async fn reply_with(journal: &Journal, vendor: &MockVendor, key: usize, text: &str) -> Value {
    let mut session = session(journal, vendor, key, &[]).await;
    let envelope = session.envelope(REPLY, reply_inputs(text)).await;
    assert_eq!(envelope["success"], true, "{envelope}");
    envelope
}

fn is_replayed(envelope: &Value) -> bool {
    envelope["replayed"] == true
}

/// The accounts that the command line `journal` names.
async fn accounts(journal: &Journal) -> BTreeSet<String> {
    let (text, stderr, code) = output(journal.configure(command()), &["journal", "export"]).await;
    assert_eq!(code, 0, "{stderr}");
    let entries = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    entries.map(|entry| entry["account"].as_str().unwrap().to_owned()).collect()
}

/// What holds for keys of one account in any journal; tested with PostgreSQL too.
pub async fn check_keys_of_one_account(journal: &Journal) {
    let vendor = vendor().await;
    vendor.account_is("workspace-1");
    let limit = ["--limit", "send=2/week"];
    let mut keyed = reply_inputs("keyed");
    keyed["idempotency_key"] = json!("once");
    let mut first = session(journal, &vendor, 0, &limit).await;
    assert_eq!(first.envelope(REPLY, keyed.clone()).await["success"], true);
    first.end().await;
    for key in [1, 2] {
        let mut rotated = session(journal, &vendor, key, &limit).await;
        let again = rotated.envelope(REPLY, keyed.clone()).await;
        assert!(is_replayed(&again), "{again}");
        let mut other = reply_inputs("another");
        other["idempotency_key"] = json!("once");
        let conflict = rotated.envelope(REPLY, other).await;
        assert_eq!(conflict["error_kind"], "conflict", "{conflict}");
        let further = rotated.envelope(REPLY, reply_inputs(&format!("mail of {key}"))).await;
        let expected = if key == 1 { json!(null) } else { json!("denied_by_policy") };
        assert_eq!(further["error_kind"], expected, "the limit goes on: {further}");
    }
    assert_eq!(replies(&vendor), ["keyed", "mail of 1"]);
    // A key is asked about once in a journal.
    assert_eq!(vendor.account_reads().len(), 3);
    assert!(is_replayed(&reply_with(journal, &vendor, 1, "mail of 1").await));
    assert_eq!(vendor.account_reads().len(), 3);
}

#[tokio::test]
async fn what_was_done_with_an_earlier_key_is_known_and_counted() {
    let journal = Journal::new();
    check_keys_of_one_account(&journal).await;
    let accounts = accounts(&journal).await;
    assert_eq!(accounts.len(), 1, "{accounts:?}");
    let names = journal.identities().await.concat();
    assert!(!names.contains("workspace-1") && !names.contains(KEY), "{names}");
}

#[tokio::test]
async fn two_keys_at_once_send_once() {
    for _ in 0..5 {
        let (vendor, journal) = (vendor().await, Journal::new());
        vendor.account_is("workspace-1");
        let mut sessions = [session(&journal, &vendor, 0, &[]).await, session(&journal, &vendor, 1, &[]).await];
        for session in &mut sessions {
            for _ in 0..3 {
                session.begin_call(REPLY, reply_inputs("mail")).await;
            }
        }
        let mut envelopes = sessions[0].envelopes(3).await;
        envelopes.extend(sessions[1].envelopes(3).await);
        assert!(envelopes.iter().all(|envelope| envelope["success"] == true), "{envelopes:?}");
        assert_eq!(envelopes.iter().filter(|envelope| is_replayed(envelope)).count(), 5, "{envelopes:?}");
        assert_eq!(replies(&vendor), ["mail"]);
        // Calls at once ask once.
        assert_eq!(vendor.account_reads().len(), 2);
    }
}

#[tokio::test]
async fn a_key_stands_for_its_account_where_the_vendor_does_not_tell() {
    let odd = [json!({}), json!([]), json!({ "id": null }), json!({ "id": " " }), json!({ "id": { "a": 1 } })];
    let answers = [(403, json!({ "message": "Missing scope" })), (404, json!({})), (500, json!({}))];
    for (status, body) in answers.into_iter().chain(odd.map(|body| (200, body))) {
        let (vendor, journal) = (vendor().await, Journal::new());
        vendor.answer_account_with(status, &body);
        for key in [0, 1] {
            let mut session = session(&journal, &vendor, key, &[]).await;
            for replayed in [false, true] {
                let sent = session.envelope(REPLY, reply_inputs("mail")).await;
                assert_eq!((&sent["success"], is_replayed(&sent)), (&json!(true), replayed), "{status} {body}: {sent}");
            }
        }
        assert_eq!(replies(&vendor).len(), 2, "{status} {body}");
        assert_eq!(vendor.account_reads().len(), 2, "once a process, {status} {body}");
        assert_eq!(accounts(&journal).await.len(), 2, "{status} {body}");
    }
}

#[tokio::test]
async fn accounts_do_not_mix() {
    let (vendor, journal) = (vendor().await, Journal::new());
    for (key, workspace) in [(0, "workspace-1"), (1, "workspace-2"), (2, "workspace-1")] {
        vendor.account_is(workspace);
        let sent = reply_with(&journal, &vendor, key, "mail").await;
        assert_eq!(is_replayed(&sent), key == 2, "{sent}");
    }
    assert_eq!(accounts(&journal).await.len(), 2);

    // The same id at another vendor.
    vendor.account_is("workspace-1").answer_with(200, answers::json(OVERLOOP_LIST));
    let inputs = json!({ "name": "Fair", "list_type": "prospects" });
    for key in [0, 1] {
        let command = with_key(journal.command_of_all(&vendor), key);
        let mut session = StdioSession::initialized(command, "2025-11-25").await;
        let made = session.envelope(OVERLOOP_LIST, inputs.clone()).await;
        assert_eq!((&made["success"], is_replayed(&made)), (&json!(true), key == 1), "{made}");
    }
    let accounts = accounts(&journal).await;
    let of = |vendor: &str| accounts.iter().filter(|account| account.starts_with(vendor)).count();
    assert_eq!((of("instantly:"), of("overloop:")), (2, 1), "{accounts:?}");
}

/// What a key has done while its account was not known, as by an earlier version, is not forgotten.
#[tokio::test]
async fn a_key_that_has_written_keeps_its_name() {
    let (vendor, journal) = (vendor().await, Journal::new());
    for key in [0, 1] {
        assert!(!is_replayed(&reply_with(&journal, &vendor, key, "mail").await));
    }
    vendor.account_is("workspace-1");
    for key in [0, 1, 2] {
        assert!(is_replayed(&reply_with(&journal, &vendor, key, "mail").await), "{key}");
    }
    assert_eq!(replies(&vendor).len(), 2);
    assert_eq!(accounts(&journal).await.len(), 2);
}

#[tokio::test]
async fn a_vendor_that_is_too_busy_to_tell_is_asked_again() {
    let (vendor, journal) = (vendor().await, Journal::new());
    vendor.account_is("workspace-1");
    reply_with(&journal, &vendor, 0, "mail").await;
    let mut session = session(&journal, &vendor, 1, &["--deny-recipient", "@rival.example"]).await;
    vendor.answer_account_with(429, json!({ "message": "Too many requests" }));
    // Nothing is sent, so that nothing is done under the key's own name.
    let denied = json!({ "email": "eva@rival.example", "campaign": "f9cc070d-8dba-4341-b847-f083c358e460" });
    let denied = session.envelope("instantly_create_lead", denied).await;
    assert_eq!(denied["error_kind"], "denied_by_policy", "{denied}");
    assert!(vendor.account_reads().len() > 1);
    vendor.account_is("workspace-1");
    assert!(is_replayed(&session.envelope(REPLY, reply_inputs("mail")).await));
}

#[tokio::test]
async fn the_outcome_of_a_call_with_an_earlier_key_is_looked_up() {
    let (vendor, journal) = (vendor().await, Journal::new());
    vendor.account_is("workspace-1").answer_with(500, "{}");
    let mut first = session(&journal, &vendor, 0, &[]).await;
    let lost = first.envelope(CREATE_LIST, json!({ "name": "Autumn" })).await;
    assert_eq!(lost["error_kind"], "outcome_unknown", "{lost}");
    first.end().await;
    vendor.answer_with(200, json!({ "items": [] }));
    let mut rotated = session(&journal, &vendor, 1, &[]).await;
    let looked = rotated.envelope("resolve_outcome", json!({})).await;
    assert_eq!(looked["count"], 1, "{looked}");
    let recent = rotated.request("resources/read", json!({ "uri": "outreach://journal/recent" })).await;
    assert!(recent.to_string().contains("Autumn"), "{recent}");
}

#[tokio::test]
async fn nothing_is_asked_for_reads_dry_runs_and_journals_in_memory() {
    let (vendor, journal) = (vendor().await, Journal::new());
    vendor.account_is("workspace-1");
    let mut dry = session(&journal, &vendor, 0, &["--dry-run"]).await;
    assert_eq!(dry.envelope(REPLY, reply_inputs("mail")).await["error_kind"], "denied_by_policy");
    vendor.answer_with(200, json!({ "items": [] }));
    let mut reads = session(&journal, &vendor, 0, &[]).await;
    assert_eq!(reads.envelope("instantly_list_lead_lists", json!({})).await["success"], true);
    vendor.answer_with(200, reply_answer("sent"));
    let mut memory = StdioSession::initialized(with_account(&vendor.url()), "2025-11-25").await;
    assert_eq!(memory.envelope(REPLY, reply_inputs("mail")).await["success"], true);
    assert_eq!(vendor.account_reads().len(), 0);
}

#[tokio::test]
async fn the_sandbox_tells_the_account_of_keys_and_is_a_new_one_at_each_start() {
    let sandbox = start_with(([127, 0, 0, 1], 0).into(), Vec::new(), Seed::default()).await.unwrap();
    let journal = Journal::new();
    for (tool, inputs) in [
        (CREATE_LIST, json!({ "name": "Autumn" })),
        (OVERLOOP_LIST, json!({ "name": "Autumn", "list_type": "prospects" })),
    ] {
        for key in [0, 1] {
            let command = with_key(journal.configure(with_all_vendors(&sandbox.base_url())), key);
            let mut session = StdioSession::initialized(command, "2025-11-25").await;
            let made = session.envelope(tool, inputs.clone()).await;
            assert_eq!((&made["success"], is_replayed(&made)), (&json!(true), key == 1), "{tool}: {made}");
        }
    }
    let shared = Journal::new();
    for _ in 0..2 {
        let mut command = shared.configure(command());
        command.arg("--sandbox");
        let mut session = StdioSession::initialized(command, "2025-11-25").await;
        let made = session.envelope(CREATE_LIST, json!({ "name": "Autumn" })).await;
        assert_eq!((&made["success"], is_replayed(&made)), (&json!(true), false), "{made}");
    }
    assert_eq!(accounts(&shared).await.len(), 2);
}
