//! Journals that cannot be created, written or read, and damaged journals.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tokio::{process::Command, sync::oneshot};

use crate::support::{
    journal::{Journal, replies, reply_answer, reply_inputs},
    mock_vendor::{MockVendor, answer_when_told},
    program::{self, StdioSession},
};

const REPLY: &str = "instantly_reply_to_email";
const READ: &str = "instantly_list_leads";

async fn vendor() -> MockVendor {
    let vendor = MockVendor::start().await;
    vendor.answer_with(200, reply_answer("sent"));
    vendor
}

fn check_refused(envelope: &Value) -> &str {
    assert_eq!(
        (&envelope["success"], &envelope["error_kind"]),
        (&json!(false), &json!("denied_by_policy")),
        "{envelope}"
    );
    let words = envelope["error"].as_str().unwrap();
    assert!(words.contains("journal") && words.contains("Nothing was sent"), "{words}");
    words
}

/// Checks that writes are refused and reads are carried out; gives the error text of a write.
async fn check_reads_only(command: impl Fn() -> Command, vendor: &MockVendor) -> String {
    let before = vendor.requests().len();
    let mut session = StdioSession::initialized(command(), "2025-11-25").await;
    let words = check_refused(&session.envelope(REPLY, reply_inputs("mail")).await).to_owned();
    check_refused(&session.envelope(REPLY, reply_inputs("mail")).await);
    assert_eq!(vendor.requests().len(), before, "nothing was sent");
    vendor.answer_with(200, json!({ "items": [] }));
    assert_eq!(session.envelope(READ, json!({})).await["success"], true, "reads need no journal");
    vendor.answer_with(200, reply_answer("sent"));
    assert_eq!(vendor.requests().len(), before + 1);
    words
}

/// A path below a file cannot be created, not even by root.
#[tokio::test]
async fn where_the_journal_cannot_be_created_no_write_is_sent() {
    let (vendor, folder) = (vendor().await, tempfile::tempdir().unwrap());
    let file = folder.path().join("file");
    std::fs::write(&file, "no folder").unwrap();
    let store = file.join("below").join("journal.db");
    let command = || {
        let mut command = program::with_account(&vendor.url());
        command.env("OUTREACH_STORE", &store);
        command
    };
    let words = check_reads_only(command, &vendor).await;
    assert!(words.contains(file.to_str().unwrap()), "the path is named: {words}");
    // The same for a folder in place of the file, and for a server that does not exist.
    for store in [folder.path().to_str().unwrap(), "postgres://nobody:planted-secret@127.0.0.1:1/none"] {
        let command = || {
            let mut command = program::with_account(&vendor.url());
            command.env("OUTREACH_STORE", store).args(["--call-timeout", "20s"]);
            command
        };
        let words = check_reads_only(command, &vendor).await;
        assert!(!words.contains("planted-secret"), "{words}");
    }
    assert_eq!(replies(&vendor), [""; 0]);
}

/// The binary in a process that cannot make a file larger than so many KiB, as on a full disk.
fn on_a_full_disk(journal: &Journal, vendor: &MockVendor, kib: u64) -> Command {
    let mut command = Command::new("bash");
    // The limit's signal is ignored, so that a write fails as on a full disk.
    let script = format!("trap '' XFSZ; ulimit -f {kib}; exec '{}'", env!("CARGO_BIN_EXE_outreach-mcp"));
    command.args(["-c", &script]).env_clear().env("PATH", std::env::var_os("PATH").unwrap()).kill_on_drop(true);
    command.env("INSTANTLY_API_KEY", program::KEY).env("INSTANTLY_BASE_URL", vendor.url()).env("OUTREACH_PACE", "0");
    journal.configure(command)
}

fn size(path: &Path) -> u64 {
    path.metadata().map_or(0, |metadata| metadata.len())
}

fn write_ahead_log(journal: &Journal) -> PathBuf {
    PathBuf::from(format!("{}-wal", journal.path().display()))
}

#[tokio::test]
async fn on_a_full_disk_no_further_write_is_sent() {
    let (vendor, journal) = (vendor().await, Journal::new());
    // Another process keeps the file open, so that no close moves its write-ahead log.
    let mut keeper = journal.session(&vendor).await;
    assert_eq!(keeper.envelope(REPLY, reply_inputs("first")).await["success"], true);
    let room = size(journal.path()).max(size(&write_ahead_log(&journal))) / 1024 + 8;
    let mut session = StdioSession::initialized(on_a_full_disk(&journal, &vendor, room), "2025-11-25").await;
    let mut sent = 1;
    let refused = loop {
        let envelope = session.envelope(REPLY, reply_inputs(&format!("mail {sent}"))).await;
        if envelope["success"] != true {
            break envelope;
        }
        sent += 1;
        assert!(sent < 1000, "the disk is full before 1,000 mails");
    };
    check_refused(&refused);
    assert_eq!(replies(&vendor).len(), sent, "a refused call is not sent");
    // A call that was carried out may be replayed; it is not sent again.
    let first = session.envelope(REPLY, reply_inputs("first")).await;
    assert!(first["replayed"] == true || first["error_kind"] == "denied_by_policy", "{first}");
    assert_eq!(replies(&vendor).len(), sent);
    vendor.answer_with(200, json!({ "items": [] }));
    assert_eq!(session.envelope(READ, json!({})).await["success"], true);
    // A process with room finds that nothing was lost.
    vendor.answer_with(200, reply_answer("sent"));
    for at in 1..sent {
        let again = keeper.envelope(REPLY, reply_inputs(&format!("mail {at}"))).await;
        assert!(again["replayed"] == true || again["error_kind"] == "duplicate", "{at}: {again}");
    }
    assert_eq!(replies(&vendor).len(), sent);
    let next = keeper.envelope(REPLY, reply_inputs(&format!("mail {sent}"))).await;
    assert_eq!((&next["success"], next.get("replayed")), (&json!(true), None), "{next}");
}

/// The mail was sent, so its caller is told, although the outcome cannot be written.
#[tokio::test]
async fn an_answer_is_returned_though_its_outcome_cannot_be_written() {
    let (vendor, journal) = (vendor().await, Journal::new());
    let mut session = journal.session(&vendor).await;
    assert_eq!(session.envelope(REPLY, reply_inputs("first")).await["success"], true);
    let (answer, answered) = oneshot::channel();
    vendor.answer_next(|| answer_when_told(answered));
    let id = session.begin_call(REPLY, reply_inputs("mail")).await;
    vendor.wait_for_requests(2).await;
    let lock = journal.lock().await;
    answer.send(reply_answer("sent")).unwrap();
    let envelope = session.answer(id).await["result"]["structuredContent"].clone();
    assert_eq!((&envelope["success"], &envelope["id"]), (&json!(true), &json!("sent")), "{envelope}");
    check_refused(&session.envelope(REPLY, reply_inputs("another")).await);
    lock.release().await;
    assert_eq!(replies(&vendor), ["first", "mail"]);
}

/// Damages a journal of 40 entries and checks everything that follows.
async fn check_damaged_journal(damage: impl FnOnce(&Path)) {
    let (vendor, journal) = (vendor().await, Journal::new());
    let mut session = journal.session(&vendor).await;
    for at in 0..40 {
        assert_eq!(session.envelope(REPLY, reply_inputs(&format!("mail {at}"))).await["success"], true);
    }
    assert_eq!(session.end().await.0, 0);
    // The last close moves the write-ahead log into the file.
    assert_eq!(journal.outcomes().await, ["ok"; 40]);
    assert_eq!(size(&write_ahead_log(&journal)), 0);
    damage(journal.path());

    let mut session = journal.session(&vendor).await;
    let words = check_refused(&session.envelope(REPLY, reply_inputs("mail 1")).await).to_owned();
    assert!(words.contains("damaged") && words.contains("--new-journal"), "{words}");
    let (_, log) = session.end().await;
    assert!(log.contains("ERROR") && log.contains("damaged"), "the damage is logged as an error: {log}");
    let aside = || {
        let files = std::fs::read_dir(journal.path().parent().unwrap()).unwrap().flatten();
        let names = files.map(|file| file.file_name().into_string().unwrap());
        let side = |name: &String| name.ends_with("-wal") || name.ends_with("-shm");
        names.filter(|name| name.starts_with("journal.db.damaged-") && !side(name)).count()
    };
    assert_eq!(aside(), 1, "the damaged file is kept beside");
    for _ in 0..2 {
        let words = check_reads_only(|| journal.command(&vendor), &vendor).await;
        assert!(words.contains("--new-journal"), "{words}");
    }
    assert_eq!(replies(&vendor).len(), 40);

    let renewed = || {
        let mut command = journal.command(&vendor);
        command.arg("--new-journal");
        command
    };
    let mut session = StdioSession::initialized(renewed(), "2025-11-25").await;
    let sent = session.envelope(REPLY, reply_inputs("a new one")).await;
    assert_eq!((&sent["success"], sent.get("replayed")), (&json!(true), None), "{sent}");
    assert_eq!(session.end().await.0, 0);
    // From then on it works like any other, with and without the option.
    for command in [journal.command(&vendor), renewed()] {
        let mut session = StdioSession::initialized(command, "2025-11-25").await;
        assert_eq!(session.envelope(REPLY, reply_inputs("a new one")).await["replayed"], true);
        assert_eq!(session.end().await.0, 0);
    }
    assert_eq!((replies(&vendor).len(), aside()), (41, 1));
}

#[tokio::test]
async fn a_journal_of_garbage_is_set_aside() {
    check_damaged_journal(|path| {
        std::fs::write(path, b"this is no database, it only stands where one stood\n".repeat(500)).unwrap()
    })
    .await;
}

#[tokio::test]
async fn a_journal_that_was_cut_off_is_set_aside() {
    check_damaged_journal(|path| {
        let file = std::fs::OpenOptions::new().write(true).open(path).unwrap();
        file.set_len(size(path) / 2 / 4096 * 4096).unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_journal_with_a_hole_is_set_aside() {
    check_damaged_journal(|path| {
        let mut bytes = std::fs::read(path).unwrap();
        let middle = bytes.len() / 4;
        bytes[middle..].fill(0xa5);
        std::fs::write(path, bytes).unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_large_journal_of_garbage_is_set_aside() {
    check_damaged_journal(|path| std::fs::write(path, b"this is no database either\n".repeat(1_000_000)).unwrap())
        .await;
}

/// A file that takes long to read is looked through while it is in use; what is found is acted on at once and by the next start.
#[tokio::test]
async fn damage_deep_in_a_large_journal_is_found_while_it_is_used() {
    let (vendor, journal) = (vendor().await, Journal::new());
    let mut session = journal.session(&vendor).await;
    assert_eq!(session.envelope(REPLY, reply_inputs("mail")).await["success"], true);
    assert_eq!(session.end().await.0, 0);
    let filling = "CREATE TABLE filling AS WITH RECURSIVE numbers (number) AS
        (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < 6000) SELECT number, hex(zeroblob(2000)) FROM numbers";
    journal.execute(filling).await;
    assert!(size(journal.path()) > 20_000_000);
    let mut bytes = std::fs::read(journal.path()).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 100_000].fill(0xa5);
    std::fs::write(journal.path(), bytes).unwrap();

    let mut session = journal.session(&vendor).await;
    assert_eq!(session.envelope(REPLY, reply_inputs("before")).await["success"], true);
    let found = async {
        loop {
            let next = session.envelope(REPLY, reply_inputs("mail 2")).await;
            if next["error_kind"] == "denied_by_policy" {
                return next["error"].as_str().unwrap().to_owned();
            }
            tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        }
    };
    let words = tokio::time::timeout(program::TIMEOUT, found).await.expect("the damage is found in time");
    assert!(words.contains("is damaged"), "{words}");
    assert_eq!(session.end().await.0, 0);
    let words = check_reads_only(|| journal.command(&vendor), &vendor).await;
    assert!(words.contains("--new-journal"), "{words}");
}

/// An empty file holds nothing that could be lost, so it is used like a new one.
#[tokio::test]
async fn an_empty_file_becomes_a_journal() {
    let (vendor, journal) = (vendor().await, Journal::new());
    std::fs::write(journal.path(), "").unwrap();
    let mut session = journal.session(&vendor).await;
    assert_eq!(session.envelope(REPLY, reply_inputs("mail")).await["success"], true);
    assert_eq!(session.envelope(REPLY, reply_inputs("mail")).await["replayed"], true);
}

#[tokio::test]
async fn a_journal_that_was_deleted_between_two_servers_is_missed() {
    let (vendor, folder) = (vendor().await, tempfile::tempdir().unwrap());
    let store = folder.path().join("journal.db");
    let command = || {
        let mut command = program::with_account(&vendor.url());
        command.env("OUTREACH_STORE", &store);
        command
    };
    let mut session = StdioSession::initialized(command(), "2025-11-25").await;
    assert_eq!(session.envelope(REPLY, reply_inputs("mail")).await["success"], true);
    session.end().await;
    for suffix in ["", "-wal", "-shm"] {
        // The two others are there only while a process has the journal open.
        let _ = std::fs::remove_file(folder.path().join(format!("journal.db{suffix}")));
    }
    let words = check_reads_only(command, &vendor).await;
    assert!(words.contains("was lost") && words.contains("--new-journal"), "{words}");
    let mut meant = command();
    meant.arg("--new-journal");
    let mut session = StdioSession::initialized(meant, "2025-11-25").await;
    assert_eq!(session.envelope(REPLY, reply_inputs("mail")).await["success"], true);
}
