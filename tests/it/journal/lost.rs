//! A journal whose files are deleted, replaced or cut while a server uses them.

use std::{
    fs::{self, OpenOptions},
    io::{Seek, Write},
    path::{Path, PathBuf},
};

use serde_json::json;

use crate::support::{
    journal::{Journal, replies, reply_answer, reply_inputs},
    mock_vendor::MockVendor,
    program::StdioSession,
};

const REPLY: &str = "instantly_reply_to_email";

fn beside(path: &Path, suffix: &str) -> PathBuf {
    PathBuf::from(format!("{}{suffix}", path.display()))
}

fn replace_by(path: &Path, bytes: &[u8]) {
    let other = beside(path, ".other");
    fs::write(&other, bytes).unwrap();
    fs::rename(other, path).unwrap();
}

type Loss = fn(&Path);

const LOSSES: [(&str, Loss); 9] = [
    ("deleted", |path| fs::remove_file(path).unwrap()),
    ("deleted with all beside", |path| {
        for suffix in ["", "-wal", "-shm"] {
            fs::remove_file(beside(path, suffix)).unwrap();
        }
    }),
    ("renamed", |path| fs::rename(path, beside(path, ".old")).unwrap()),
    ("cut to nothing", |path| OpenOptions::new().write(true).open(path).unwrap().set_len(0).unwrap()),
    ("replaced by a copy", |path| replace_by(path, &fs::read(path).unwrap())),
    ("replaced by an empty file", |path| replace_by(path, b"")),
    ("overwritten at its head", |path| {
        let mut file = OpenOptions::new().write(true).open(path).unwrap();
        file.rewind().unwrap();
        file.write_all(b"no database, only text").unwrap();
    }),
    ("without its log", |path| fs::remove_file(beside(path, "-wal")).unwrap()),
    ("with a log that is cut", |path| {
        OpenOptions::new().write(true).open(beside(path, "-wal")).unwrap().set_len(0).unwrap();
    }),
];

#[tokio::test]
async fn a_journal_that_is_lost_while_a_server_runs_is_noticed_before_the_next_write() {
    futures_util::future::join_all(LOSSES.map(async |(what, lose)| {
        let (vendor, journal) = (MockVendor::start().await, Journal::new());
        vendor.answer_with(200, reply_answer("sent"));
        let mut server = journal.session(&vendor).await;
        assert_eq!(server.envelope(REPLY, reply_inputs("mail")).await["success"], true, "{what}");
        lose(journal.path());
        let refused = async |session: &mut StdioSession, text: &str, who: &str| {
            let envelope = session.envelope(REPLY, reply_inputs(text)).await;
            assert_eq!(envelope["error_kind"], "denied_by_policy", "{what}, {who}: {envelope}");
            let words = envelope["error"].as_str().unwrap();
            assert!(words.contains("journal") && words.contains("Nothing was sent"), "{what}, {who}: {words}");
            words.to_owned()
        };
        let words = refused(&mut server, "another mail", "the server").await;
        if what != "overwritten at its head" {
            assert!(words.contains("--new-journal"), "{what}: {words}");
        }
        // A process that starts now knows nothing of what the first one sent. With a log that is cut it may be told so by SQLite.
        if what != "with a log that is cut" {
            let mut new = journal.session(&vendor).await;
            refused(&mut new, "mail", "a new process").await;
            refused(&mut server, "mail", "the server, after another has started").await;
            new.kill().await;
        }
        assert_eq!(replies(&vendor), ["mail"], "{what}");
        if what.starts_with("deleted") || what == "renamed" {
            // Nor does one that starts when the server has ended.
            server.kill().await;
            let mut new = journal.session(&vendor).await;
            refused(&mut new, "mail", "a new process after the server's end").await;
            new.kill().await;
            let mut command = journal.command(&vendor);
            command.arg("--new-journal");
            let mut new = StdioSession::initialized(command, "2025-11-25").await;
            let sent = new.envelope(REPLY, reply_inputs("a new one")).await;
            assert_eq!((&sent["success"], sent.get("replayed")), (&json!(true), None), "{what}: {sent}");
        }
    }))
    .await;
}

/// A journal that is moved away and back is the same one.
#[tokio::test]
async fn a_journal_that_is_put_back_is_used_again() {
    let (vendor, journal) = (MockVendor::start().await, Journal::new());
    vendor.answer_with(200, reply_answer("sent"));
    let mut server = journal.session(&vendor).await;
    assert_eq!(server.envelope(REPLY, reply_inputs("mail")).await["success"], true);
    let away = beside(journal.path(), ".away");
    fs::rename(journal.path(), &away).unwrap();
    assert_eq!(server.envelope(REPLY, reply_inputs("other")).await["error_kind"], "denied_by_policy");
    fs::rename(&away, journal.path()).unwrap();
    assert_eq!(server.envelope(REPLY, reply_inputs("other")).await["success"], true);
    let mut new = journal.session(&vendor).await;
    assert_eq!(new.envelope(REPLY, reply_inputs("mail")).await["replayed"], true);
    assert_eq!(replies(&vendor), ["mail", "other"]);
}
