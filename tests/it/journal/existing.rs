//! Journals that an earlier version wrote are read and continued.

use serde_json::{Value, json};

use crate::support::{
    journal::{self, Journal, replies, reply_answer},
    mock_vendor::MockVendor,
    program::output,
};

const REPLY: &str = "instantly_reply_to_email";

/// The entries that version 0.1.0 wrote.
const ENTRIES: &str = include_str!("version_1/entries.sql");

/// When the last of them was written, in Unix milliseconds.
const WRITTEN_MS: i64 = 1_795_806_746_652;

/// Inputs of a reply to the one email that all entries are of.
fn reply_inputs(text: &str) -> Value {
    let mut inputs = journal::reply_inputs(text);
    inputs["reply_to_uuid"] = json!(crate::vendors::ID);
    inputs
}

fn keyed(text: &str) -> Value {
    let mut inputs = reply_inputs(text);
    inputs["idempotency_key"] = json!("k1");
    inputs
}

async fn listed_outcomes(journal: &Journal, vendor: &MockVendor) -> Vec<String> {
    let (text, complaints, code) = output(journal.command(vendor), &["journal", "export"]).await;
    assert_eq!(code, 0, "{complaints}");
    let entries = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    entries.map(|entry| entry["outcome"].as_str().unwrap().to_owned()).collect()
}

/// Fills an empty database with a journal of version 0.1.0 whose tables are these, and continues it.
pub async fn check(journal: &Journal, tables: &str) {
    journal.execute(tables).await;
    journal.execute(ENTRIES).await;
    // As if it had been written a second ago: within the duplicate window.
    let now_ms = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_millis() as i64;
    let shift = now_ms - WRITTEN_MS - 1000;
    journal.execute(&format!("UPDATE entries SET at_ms = at_ms + {shift}, ended_ms = ended_ms + {shift}")).await;

    let vendor = MockVendor::start().await;
    vendor.answer_with(200, reply_answer("another"));
    // The process that left the last entry open has ended.
    assert_eq!(listed_outcomes(journal, &vendor).await, ["ok", "replayed", "ok", "refused", "unknown"]);
    let mut session = journal.session(&vendor).await;
    for inputs in [reply_inputs("mail"), keyed("keyed")] {
        let replay = session.envelope(REPLY, inputs).await;
        assert_eq!((&replay["replayed"], &replay["id"]), (&json!(true), &json!("sent")), "{replay}");
    }
    assert_eq!(session.envelope(REPLY, keyed("other")).await["error_kind"], "conflict");
    let unknown = session.envelope(REPLY, reply_inputs("interrupted")).await;
    assert_eq!(unknown["error_kind"], "duplicate", "{unknown}");
    assert!(unknown["error"].as_str().unwrap().contains("not known"), "{unknown}");
    assert_eq!(replies(&vendor), [""; 0], "nothing of it is sent again");

    let new = session.envelope(REPLY, reply_inputs("new")).await;
    assert_eq!((&new["success"], &new["id"]), (&json!(true), &json!("another")), "{new}");
    assert_eq!(replies(&vendor), ["new"]);
    assert_eq!(session.end().await.0, 0);
    let outcomes = ["ok", "replayed", "ok", "refused", "unknown", "replayed", "replayed", "refused", "refused", "ok"];
    assert_eq!(listed_outcomes(journal, &vendor).await, outcomes);
}

#[tokio::test]
async fn a_sqlite_journal_of_version_1_is_continued() {
    check(&Journal::new(), include_str!("version_1/sqlite.sql")).await;
}
