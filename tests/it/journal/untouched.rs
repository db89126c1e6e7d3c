//! What is never changed: the files of other programs, and anything at all by `doctor`.

use std::{collections::BTreeMap, fs, path::Path, time::SystemTime};

use serde_json::{Value, json};
use tokio::process::Command;

use crate::support::{
    journal::{Journal, execute_on, reply_answer, reply_inputs},
    mock_vendor::MockVendor,
    program::{StdioSession, call, command, output, with_account},
};

const REPLY: &str = "instantly_reply_to_email";

/// Every file below a folder: its bytes, and when it was changed.
fn snapshot(folder: &Path) -> BTreeMap<String, (Vec<u8>, SystemTime)> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.insert(path.display().to_string(), (Vec::new(), path.metadata().unwrap().modified().unwrap()));
            files.extend(snapshot(&path));
        } else {
            files.insert(
                path.display().to_string(),
                (fs::read(&path).unwrap(), path.metadata().unwrap().modified().unwrap()),
            );
        }
    }
    files
}

/// The names of what changed between two snapshots.
fn changes(
    before: &BTreeMap<String, (Vec<u8>, SystemTime)>,
    after: &BTreeMap<String, (Vec<u8>, SystemTime)>,
) -> Vec<String> {
    let names: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    names.into_iter().filter(|name| before.get(*name) != after.get(*name)).cloned().collect()
}

fn with_store(store: &Path, vendor: &MockVendor) -> Command {
    let mut program = with_account(&vendor.url());
    program.env("OUTREACH_STORE", store).env("OUTREACH_DUPLICATE_WINDOW", "15m");
    program
}

#[tokio::test]
async fn an_sqlite_file_of_another_program_is_left_byte_for_byte() {
    for (kind, sql) in [
        ("with tables", "CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('mine');"),
        ("in WAL mode", "PRAGMA journal_mode = WAL; CREATE TABLE notes (text TEXT);"),
        ("with a table of our name", "CREATE TABLE entries (id TEXT); CREATE TABLE notes (text TEXT);"),
        (
            "of another program with migrations",
            "CREATE TABLE _sqlx_migrations (version BIGINT PRIMARY KEY); CREATE TABLE users (id TEXT);",
        ),
        ("with an application's number", "PRAGMA application_id = 252006673;"),
        ("with a version", "PRAGMA user_version = 7;"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("theirs.db");
        fs::write(&path, "").unwrap();
        execute_on(&path, sql).await;
        let vendor = MockVendor::start().await;
        let before = snapshot(folder.path());
        let named = path.to_str().unwrap();
        for new_journal in [&[][..], &["--new-journal"]] {
            let mut program = with_store(&path, &vendor);
            program.args(new_journal);
            let (refused, _) = call(program, REPLY, reply_inputs("x")).await;
            let error = refused["error"].as_str().unwrap();
            assert!(
                error.contains("is no journal") && error.contains(named) && error.contains("--store"),
                "{kind}: {error}"
            );
        }
        for arguments in [&["journal", "list"][..], &["journal", "prune", "--compact"], &["doctor"]] {
            let (text, stderr, code) = output(with_store(&path, &vendor), arguments).await;
            assert_eq!(code, 1, "{kind} {arguments:?}: {text}");
            assert!(format!("{text}{stderr}").contains("is no journal"), "{kind} {arguments:?}: {text} {stderr}");
        }
        assert_eq!(changes(&before, &snapshot(folder.path())), [""; 0], "{kind}");
        assert!(vendor.requests().iter().all(|request| request.method == "GET"), "{kind}: nothing was sent");
    }
}

/// A program that has its file open keeps what it has written in a log beside it.
#[tokio::test]
async fn an_sqlite_file_that_another_program_has_open_is_left_as_it_is() {
    use sqlx::{ConnectOptions, Connection, sqlite::SqliteConnectOptions};
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("theirs.db");
    fs::write(&path, "").unwrap();
    let mut theirs = SqliteConnectOptions::new().filename(&path).connect().await.unwrap();
    sqlx::raw_sql("PRAGMA journal_mode = WAL; CREATE TABLE notes (text TEXT);").execute(&mut theirs).await.unwrap();
    let log = folder.path().join("theirs.db-wal");
    assert!(log.metadata().unwrap().len() > 0);
    let vendor = MockVendor::start().await;
    let before = (fs::read(&path).unwrap(), fs::read(&log).unwrap());
    let (refused, _) = call(with_store(&path, &vendor), REPLY, reply_inputs("x")).await;
    assert!(refused["error"].as_str().unwrap().contains("is no journal"), "{refused}");
    assert_eq!(output(with_store(&path, &vendor), &["doctor"]).await.2, 1);
    assert!(before == (fs::read(&path).unwrap(), fs::read(&log).unwrap()));
    assert!(!folder.path().join("theirs.db.processes").exists());
    theirs.close().await.unwrap();
}

/// A damaged file that no server has used may be somebody's own too.
#[tokio::test]
async fn a_damaged_sqlite_file_that_was_no_journal_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("theirs.db");
    let mut bytes = b"SQLite format 3\0".to_vec();
    bytes.extend([0xa5; 8000]);
    fs::write(&path, &bytes).unwrap();
    let vendor = MockVendor::start().await;
    let before = snapshot(folder.path());
    let (refused, _) = call(with_store(&path, &vendor), REPLY, reply_inputs("x")).await;
    assert!(refused["error"].as_str().unwrap().contains("is no journal"), "{refused}");
    assert_eq!(output(with_store(&path, &vendor), &["doctor"]).await.2, 1);
    assert_eq!(changes(&before, &snapshot(folder.path())), [""; 0]);
}

/// A huge file takes neither time nor memory.
#[tokio::test]
async fn a_huge_file_that_is_no_journal_is_refused_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("huge");
    fs::File::create(&path).unwrap().set_len(1 << 36).unwrap();
    let vendor = MockVendor::start().await;
    let started = std::time::Instant::now();
    let (refused, _) = call(with_store(&path, &vendor), REPLY, reply_inputs("x")).await;
    assert!(refused["error"].as_str().unwrap().contains("is no journal"), "{refused}");
    assert!(started.elapsed() < std::time::Duration::from_secs(10), "{:?}", started.elapsed());
}

/// The part of `doctor` on the journal.
async fn doctor(program: Command) -> (Value, i32) {
    let (text, stderr, code) = output(program, &["doctor"]).await;
    let report: Value = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{stderr}"));
    (report["journal"].clone(), code)
}

#[tokio::test]
async fn doctor_changes_nothing() {
    let vendor = MockVendor::start().await;
    // Where there is none yet.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state").join("journal.db");
    let (journal, code) = doctor(with_store(&path, &vendor)).await;
    assert_eq!((&journal["state"], code), (&json!("works"), 0), "{journal}");
    assert!(journal["detail"].as_str().unwrap().contains("The first write creates it"), "{journal}");
    assert!(snapshot(folder.path()).is_empty());

    // One of an earlier version, which the first write brings up to date.
    let earlier = Journal::new();
    earlier.execute(include_str!("version_1/sqlite.sql")).await;
    earlier.execute(include_str!("version_1/entries.sql")).await;
    // One that was used, and one that another server has open.
    let (used, in_use) = (Journal::new(), Journal::new());
    vendor.answer_with(200, reply_answer("sent"));
    assert_eq!(call(used.command(&vendor), REPLY, reply_inputs("x")).await.0["success"], true);
    let mut session = in_use.session(&vendor).await;
    assert_eq!(session.envelope(REPLY, reply_inputs("x")).await["success"], true);
    vendor.answer_with(200, json!({ "items": [] }));
    for journal in [&earlier, &used, &in_use] {
        let folder = journal.path().parent().unwrap();
        let before = snapshot(folder);
        let (report, code) = doctor(journal.command(&vendor)).await;
        assert_eq!((&report["state"], code), (&json!("works"), 0), "{report}");
        // The index of the log is shared memory, where readers leave marks.
        let changed: Vec<String> =
            changes(&before, &snapshot(folder)).into_iter().filter(|name| !name.ends_with("-shm")).collect();
        assert_eq!(changed, [""; 0]);
    }
    assert_eq!(session.end().await.0, 0);
    assert_eq!(earlier.column("outcome").await.len(), 5);
}

#[cfg(unix)]
#[tokio::test]
async fn doctor_says_why_the_first_write_would_fail() {
    let vendor = MockVendor::start().await;
    let folder = tempfile::tempdir().unwrap();
    let (file, lost, later) = (folder.path().join("file"), folder.path().join("lost.db"), Journal::new());
    fs::write(&file, "no folder").unwrap();
    fs::create_dir(folder.path().join("lost.db.processes")).unwrap();
    call(later.command(&vendor), REPLY, reply_inputs("x")).await;
    later.execute("INSERT INTO _sqlx_migrations VALUES (9999, 'later', '2030-01-01', 1, X'00', 1)").await;
    for (path, words) in [
        (file.join("below").join("journal.db"), "ot a directory"),
        (folder.path().to_owned(), "a directory"),
        (lost, "was lost"),
        (later.path().to_owned(), "a later version"),
    ] {
        let (report, code) = doctor(with_store(&path, &vendor)).await;
        assert_eq!((&report["state"], code), (&json!("fails"), 1), "{}: {report}", path.display());
        assert!(report["detail"].as_str().unwrap().contains(words), "{}: {report}", path.display());
    }
    // Root may write anywhere.
    let damaged = Journal::new();
    let mut session = StdioSession::initialized(damaged.command(&vendor), "2025-11-25").await;
    for at in 0..20 {
        session.envelope(REPLY, reply_inputs(&format!("{at}"))).await;
    }
    assert_eq!(session.end().await.0, 0);
    // What is in its log would stand in for what is damaged.
    damaged.execute("PRAGMA wal_checkpoint(TRUNCATE)").await;
    let mut bytes = fs::read(damaged.path()).unwrap();
    let middle = bytes.len() / 4;
    bytes[middle..].fill(0xa5);
    fs::write(damaged.path(), bytes).unwrap();
    let before = snapshot(damaged.path().parent().unwrap());
    let (report, code) = doctor(damaged.command(&vendor)).await;
    assert_eq!((&report["state"], code), (&json!("fails"), 1), "{report}");
    assert!(report["detail"].as_str().unwrap().contains("is damaged"), "{report}");
    assert_eq!(changes(&before, &snapshot(damaged.path().parent().unwrap())), [""; 0]);
}

/// What the driver of PostgreSQL does not know, it logs with its value, which may be a secret.
#[tokio::test]
async fn parameters_of_a_store_are_not_logged() {
    let url = "postgres://nobody@127.0.0.1:1/none?sslkeypass=planted-value-1&channel_binding=require&token=planted-value-2&sslmode=disable";
    for arguments in
        [&["journal", "list"][..], &["-vvv", "journal", "list"], &["--log", "trace,sqlx=trace", "journal", "list"]]
    {
        let mut program = command();
        program.env("OUTREACH_STORE", url);
        let (text, stderr, code) = output(program, arguments).await;
        assert_eq!((text.as_str(), code), ("", 1), "{stderr}");
        assert!(!stderr.contains("planted"), "{stderr}");
        assert!(stderr.contains("`sslkeypass`") && stderr.contains("`token`"), "their names are told: {stderr}");
        assert!(!stderr.contains("channel_binding"), "{stderr}");
    }
}
