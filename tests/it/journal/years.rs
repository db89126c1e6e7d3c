//! A journal that is used for years: what is deleted and what stays, and the space that comes back.

use std::time::Duration;

use serde_json::{Value, json};
use sqlx::{ConnectOptions, sqlite::SqliteConnectOptions};
use tokio::process::Command;

use crate::support::{
    journal::{Journal, reply_answer, reply_inputs},
    mock_vendor::MockVendor,
    program::{StdioSession, TIMEOUT, call, command, output},
};

const REPLY: &str = "instantly_reply_to_email";
const DAY_MS: i64 = 86_400_000;

fn now_ms() -> i64 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_millis() as i64
}

/// An entry as SQL: how it is called, how many days old it is, its outcome and its key.
fn entry(name: &str, days: i64, outcome: &str, key: Option<&str>) -> String {
    let at_ms = now_ms() - days * DAY_MS;
    let key = key.map_or("NULL".to_owned(), |key| format!("'{key}'"));
    format!(
        "INSERT INTO entries (id, at_ms, ended_ms, instance, account, vendor, tool, effect, intent, idempotency_key, request_hash,
            arguments_hash, arguments, outcome, error, answer)
         VALUES ('{name}', {at_ms}, {at_ms}, 'gone', 'instantly:0', 'instantly', 'reply_to_email', 'send', '{name}', {key}, 'r',
            'a', '{{\"text\":\"{name}\"}}', '{outcome}', NULL, '{{\"id\":\"{name}\"}}');"
    )
}

/// The rows that are in the journal's file itself, without its write-ahead log.
async fn rows_in_the_file(journal: &Journal) -> i64 {
    let options = SqliteConnectOptions::new().filename(journal.path()).immutable(true);
    let mut connection = options.connect().await.unwrap();
    sqlx::query_scalar("SELECT COUNT(*) FROM entries").fetch_one(&mut connection).await.unwrap_or_default()
}

/// No write does it: it takes as long as the disk does.
#[tokio::test]
async fn the_log_is_copied_into_the_file_beside_the_writes() {
    let (journal, vendor) = (Journal::new(), MockVendor::start().await);
    let mut session = session(&journal, &vendor, "first").await;
    for at in 0..40 {
        let sent = session.envelope(REPLY, reply_inputs(&format!("text {at}"))).await;
        assert_eq!(sent["success"], true, "{sent}");
    }
    let copied = async {
        while rows_in_the_file(&journal).await < 30 {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(TIMEOUT, copied).await.expect("it is copied while the server runs");
}

async fn ids(journal: &Journal) -> Vec<String> {
    let (text, _, code) = output(journal.configure(command()), &["journal", "export"]).await;
    assert_eq!(code, 0);
    let rows = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    rows.map(|row| row["id"].as_str().unwrap().to_owned()).filter(|id| id.len() < 30).collect()
}

/// A session whose journal is open, after one call.
async fn session(journal: &Journal, vendor: &MockVendor, text: &str) -> StdioSession {
    session_of(journal.command(vendor), vendor, text).await
}

async fn session_of(program: Command, vendor: &MockVendor, text: &str) -> StdioSession {
    vendor.answer_with(200, reply_answer("sent"));
    let mut session = StdioSession::initialized(program, "2025-11-25").await;
    let sent = session.envelope(REPLY, reply_inputs(text)).await;
    assert_eq!(sent["success"], true, "{sent}");
    session
}

/// What servers delete of an old journal by themselves, in either kind of store.
pub async fn check_what_is_deleted(journal: &Journal) {
    let vendor = MockVendor::start().await;
    session(journal, &vendor, "first").await.end().await;
    let mut sql = String::new();
    for outcome in ["ok", "failed", "refused", "replayed", "unknown"] {
        sql += &entry(&format!("old {outcome}"), 92, outcome, None);
        sql += &entry(&format!("young {outcome}"), 88, outcome, None);
        sql += &entry(&format!("key {outcome}"), 92, outcome, Some("k"));
    }
    sql += &entry("left open", 92, "open", None);
    journal.execute(&sql).await;
    let _session = session(journal, &vendor, "second").await;
    let kept = [
        "key ok",
        "key unknown",
        "left open",
        "old unknown",
        "young failed",
        "young ok",
        "young refused",
        "young replayed",
        "young unknown",
    ];
    let deleted = async {
        while ids(journal).await != kept {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };
    let in_time = tokio::time::timeout(TIMEOUT, deleted).await;
    assert!(in_time.is_ok(), "{:?} instead of {kept:?}", ids(journal).await);

    let show = async |id: &str| {
        let (text, _, _) = output(journal.configure(command()), &["journal", "show", id]).await;
        serde_json::from_str::<Value>(&text).unwrap()
    };
    let (keyed, unknown) = (show("key ok").await, show("old unknown").await);
    assert_eq!((&keyed["arguments"], &keyed["answer"]), (&Value::Null, &Value::Null), "{keyed}");
    assert_eq!(unknown["arguments"], json!({ "text": "old unknown" }), "it is needed to find out the outcome");
    assert_eq!(show("young ok").await["answer"], Value::Null, "answers are kept for a day");

    let (text, told, code) = output(journal.configure(command()), &["journal", "totals"]).await;
    assert_eq!(code, 0, "{told}");
    let since = told.split("from before ").nth(1).expect("since when it counts").split(' ').next().unwrap().to_owned();
    let days: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(
        !days.is_empty() && days.iter().all(|total| total["day"].as_str().unwrap() >= since.as_str()),
        "{since}: {text}"
    );
    let (_, told, _) = output(journal.configure(command()), &["journal", "totals", "--since", "24h"]).await;
    assert_eq!(told, "", "nothing was deleted of the last day");
}

#[tokio::test]
async fn old_calls_are_deleted_and_unknown_and_keyed_ones_stay() {
    check_what_is_deleted(&Journal::new()).await;
}

#[tokio::test]
async fn forever_deletes_nothing_and_prune_deletes_at_once() {
    let (journal, vendor) = (Journal::new(), MockVendor::start().await);
    session(&journal, &vendor, "first").await.end().await;
    journal.execute(&(entry("old", 400, "ok", None) + &entry("younger", 20, "ok", None))).await;
    let prune = async |keep: &str| {
        let arguments = ["journal", "prune", "--journal-keep", keep];
        let (text, told, code) = output(journal.configure(command()), &arguments).await;
        assert_eq!((told.as_str(), code), ("", 0), "{keep}");
        text
    };
    for keep in ["forever", "3y"] {
        assert_eq!(prune(keep).await, "0 calls deleted\n", "{keep}");
    }
    assert_eq!(ids(&journal).await, ["old", "younger"]);
    assert_eq!(prune("90d").await, "1 call deleted\n");
    assert_eq!(ids(&journal).await, ["younger"]);
    assert_eq!(prune("10d").await, "1 call deleted\n");
}

#[tokio::test]
async fn no_window_is_cut_short() {
    let (journal, vendor) = (Journal::new(), MockVendor::start().await);
    for (arguments, what) in [
        (&["--journal-keep", "6d", "--limit", "send=5/week"][..], "`--limit send=5/week`"),
        (&["--journal-keep", "2d", "--duplicate-window", "3d"], "`--duplicate-window 3d"),
        (&["--journal-keep", "5h"], "replays"),
    ] {
        let mut program = journal.command(&vendor);
        program.args(arguments);
        let (_, told, code) = output(program, &["call", REPLY, &reply_inputs("x").to_string()]).await;
        assert_eq!(code, 2, "{told}");
        assert!(
            told.contains("--journal-keep") && told.contains(what) && told.contains("hint: keep at least"),
            "{told}"
        );
    }
    assert_eq!(vendor.requests().len(), 0);
    // The default gives way to a longer window.
    let mut program = journal.command(&vendor);
    program.env("OUTREACH_DUPLICATE_WINDOW", "200d");
    vendor.answer_with(200, reply_answer("sent"));
    assert_eq!(call(program, REPLY, reply_inputs("x")).await.0["success"], true);
    journal.execute(&entry("old", 150, "ok", None)).await;
    let mut program = journal.configure(command());
    program.env("OUTREACH_DUPLICATE_WINDOW", "200d");
    assert_eq!(output(program, &["journal", "prune"]).await.0, "0 calls deleted\n");
}

/// The file becomes smaller while two servers use it, which neither takes for damage.
#[tokio::test]
async fn the_space_of_deleted_calls_is_given_back_while_servers_run() {
    let (journal, vendor) = (Journal::new(), MockVendor::start().await);
    let program = || {
        let mut program = journal.command(&vendor);
        program.args(["--journal-keep", "forever"]);
        program
    };
    let mut one = session_of(program(), &vendor, "one").await;
    let mut other = session_of(program(), &vendor, "other").await;
    let filling = "1234567890".repeat(200);
    let sql = entry("old {number}", 100, "ok", None)
        .replace("'old {number}'", "'old ' || number")
        .replace("old {number}", &filling);
    let sql = sql.replace(" VALUES (", " SELECT ").replace(");", " FROM numbers;");
    let numbers =
        "WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < 3000)";
    journal.execute(&format!("{numbers} {sql}")).await;
    for (session, text) in [(&mut one, "grown"), (&mut other, "grown too")] {
        assert_eq!(session.envelope(REPLY, reply_inputs(text)).await["success"], true);
    }
    let size = || std::fs::metadata(journal.path()).unwrap().len();
    journal.execute("PRAGMA wal_checkpoint(FULL)").await;
    let full = size();
    assert!(full > 10_000_000, "{full}");
    let (text, told, code) = output(journal.configure(command()), &["journal", "prune"]).await;
    assert_eq!((text.as_str(), code), ("3000 calls deleted\n", 0), "{told}");
    journal.execute("PRAGMA wal_checkpoint(FULL)").await;
    for (session, text) in [(&mut one, "smaller"), (&mut other, "smaller too")] {
        let sent = session.envelope(REPLY, reply_inputs(text)).await;
        assert_eq!(sent["success"], true, "{sent}");
    }
    assert!(size() < full / 10, "{full} -> {}", size());
}
