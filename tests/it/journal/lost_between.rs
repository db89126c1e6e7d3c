//! A journal that loses its entries while no server runs, and what is no loss.

use std::{
    fs::{self, OpenOptions},
    path::{Path, PathBuf},
    time::Duration,
};

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::support::{
    journal::{Journal, replies, reply_answer, reply_inputs},
    mock_vendor::MockVendor,
    program::{StdioSession, output},
};

const REPLY: &str = "instantly_reply_to_email";

fn beside(path: &Path, suffix: &str) -> PathBuf {
    PathBuf::from(format!("{}{suffix}", path.display()))
}

fn cut(path: &Path, length: u64) {
    OpenOptions::new().write(true).open(path).unwrap().set_len(length).unwrap();
}

async fn vendor() -> MockVendor {
    let vendor = MockVendor::start().await;
    vendor.answer_with(200, reply_answer("sent"));
    vendor
}

async fn reply(session: &mut StdioSession, text: &str) -> Value {
    session.envelope(REPLY, reply_inputs(text)).await
}

/// How the server before ended, and what then happens to the files.
type Loss = (&'static str, bool, fn(&Path));

const LOSSES: [Loss; 6] = [
    ("cut to nothing after a stop", false, |path| cut(path, 0)),
    ("cut to nothing after a kill", true, |path| cut(path, 0)),
    ("emptied with all beside after a kill", true, |path| {
        cut(path, 0);
        fs::remove_file(beside(path, "-wal")).unwrap();
        fs::remove_file(beside(path, "-shm")).unwrap();
    }),
    ("without its log after a kill", true, |path| fs::remove_file(beside(path, "-wal")).unwrap()),
    ("with an empty log after a kill", true, |path| cut(&beside(path, "-wal"), 0)),
    ("with a log that is cut after a kill", true, |path| {
        let log = beside(path, "-wal");
        cut(&log, fs::metadata(&log).unwrap().len() / 2);
    }),
];

#[tokio::test]
async fn a_journal_that_lost_entries_between_two_servers_is_missed_until_the_operator_decides() {
    join_all(LOSSES.map(async |(what, is_killed, lose)| {
        let (vendor, journal) = (vendor().await, Journal::new());
        let mut server = journal.session(&vendor).await;
        for mail in ["first", "second", "third"] {
            assert_eq!(reply(&mut server, mail).await["success"], true, "{what}");
        }
        if is_killed {
            server.kill().await
        } else {
            assert_eq!(server.end().await.0, 0, "{what}")
        }
        lose(journal.path());
        // The next one too: nothing that the first has done makes it forget. Reading does not either.
        for _ in 0..2 {
            let (_, told, code) = output(journal.command(&vendor), &["journal", "list"]).await;
            assert!(code != 0 && told.contains("--new-journal"), "{what}: {code} {told}");
            let mut next = journal.session(&vendor).await;
            let refused = reply(&mut next, "third").await;
            assert_eq!(refused["error_kind"], "denied_by_policy", "{what}: {refused}");
            let words = refused["error"].as_str().unwrap();
            for part in ["journal", "while no server ran", "Nothing was sent", "--new-journal"] {
                assert!(words.contains(part), "{what}: {words}");
            }
            next.kill().await;
        }
        assert_eq!(replies(&vendor).len(), 3, "{what}");
        let mut command = journal.command(&vendor);
        command.arg("--new-journal");
        let mut meant = StdioSession::initialized(command, "2025-11-25").await;
        assert_eq!(reply(&mut meant, "fourth").await["success"], true, "{what}");
        meant.kill().await;
        let mut after = journal.session(&vendor).await;
        assert_eq!(reply(&mut after, "fourth").await["replayed"], true, "{what}");
    }))
    .await;
}

/// SQLite lays the valid part of an old log over a main file that has been brought up to date since.
#[tokio::test]
async fn the_beginning_of_an_old_log_over_a_newer_file_is_missed() {
    for part in [25, 50, 75, 90] {
        let (vendor, journal) = (vendor().await, Journal::new());
        let mut server = journal.session(&vendor).await;
        for mail in ["first", "second", "third"] {
            assert_eq!(reply(&mut server, mail).await["success"], true, "{part}");
        }
        server.kill().await;
        let log = beside(journal.path(), "-wal");
        let old = fs::read(&log).unwrap();
        // The last one that closes the file copies the log into it.
        journal.execute("SELECT 1").await;
        assert!(!log.exists());
        fs::write(&log, &old[..old.len() * part / 100]).unwrap();
        let mut next = journal.session(&vendor).await;
        let again = reply(&mut next, "third").await;
        let is_there = again["replayed"] == true;
        assert!(is_there || again["error_kind"] == "denied_by_policy", "{part}: {again}");
        assert_eq!(replies(&vendor).len(), 3, "{part}");
    }
}

/// Files that are put back are the journal again.
#[tokio::test]
async fn a_log_that_is_put_back_ends_the_refusal() {
    let (vendor, journal) = (vendor().await, Journal::new());
    let mut server = journal.session(&vendor).await;
    assert_eq!(reply(&mut server, "mail").await["success"], true);
    server.kill().await;
    let (log, away) = (beside(journal.path(), "-wal"), beside(journal.path(), ".away"));
    let main = fs::read(journal.path()).unwrap();
    fs::rename(&log, &away).unwrap();
    let mut next = journal.session(&vendor).await;
    assert_eq!(reply(&mut next, "mail").await["error_kind"], "denied_by_policy");
    next.kill().await;
    fs::write(journal.path(), main).unwrap();
    let _ = fs::remove_file(beside(journal.path(), "-shm"));
    fs::rename(&away, &log).unwrap();
    let mut next = journal.session(&vendor).await;
    assert_eq!(reply(&mut next, "mail").await["replayed"], true);
}

#[tokio::test]
async fn a_stop_and_a_pruned_journal_are_no_loss_and_a_backup_lacks_what_came_after_it() {
    let (vendor, journal) = (vendor().await, Journal::new());
    let path = journal.path();
    let mut server = journal.session(&vendor).await;
    assert_eq!(reply(&mut server, "kept").await["success"], true);
    assert_eq!(server.end().await.0, 0);
    // The last one that closes the file has SQLite remove the log, which is no loss.
    journal.execute("SELECT 1").await;
    assert!(!beside(path, "-wal").exists());
    let backup = fs::read(path).unwrap();
    let mut server = journal.session(&vendor).await;
    assert_eq!(reply(&mut server, "kept").await["replayed"], true);
    assert_eq!(reply(&mut server, "not in the backup").await["success"], true);
    server.kill().await;
    // Put in its place with its old times, over the file or instead of it.
    for replaces in [false, true] {
        for suffix in ["-wal", "-shm"] {
            let _ = fs::remove_file(beside(path, suffix));
        }
        if replaces {
            fs::write(beside(path, ".restored"), &backup).unwrap();
            fs::rename(beside(path, ".restored"), path).unwrap();
        } else {
            fs::write(path, &backup).unwrap();
            let old = std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
            OpenOptions::new().write(true).open(path).unwrap().set_modified(old).unwrap();
        }
        let mut server = journal.session(&vendor).await;
        let refused = reply(&mut server, "not in the backup").await;
        assert_eq!(refused["error_kind"], "denied_by_policy", "{replaces}: {refused}");
        assert!(refused["error"].as_str().unwrap().contains("an older copy was put in its place"), "{refused}");
        server.kill().await;
        let mut command = journal.command(&vendor);
        command.arg("--new-journal");
        let mut server = StdioSession::initialized(command, "2025-11-25").await;
        assert_eq!(reply(&mut server, "kept").await["replayed"], true, "{replaces}");
        assert_eq!(reply(&mut server, &format!("after {replaces}")).await["success"], true, "{replaces}");
        server.kill().await;
    }
    // What is deleted because it is old is no loss either.
    journal.execute("UPDATE entries SET at_ms = at_ms - 40 * 86400000").await;
    let (_, told, code) = output(journal.command(&vendor), &["--journal-keep", "30d", "journal", "prune"]).await;
    assert_eq!(code, 0, "{told}");
    // The note has the time that the entry had before it was made older here.
    journal.execute("UPDATE marks SET at_ms = at_ms + 40 * 86400000 WHERE name = 'pruned'").await;
    let mut server = journal.session(&vendor).await;
    assert_eq!(reply(&mut server, "new").await["success"], true);
    // Nor is a note that is torn, or gone.
    for note in [Some("torn"), None] {
        server.kill().await;
        match note {
            Some(text) => fs::write(beside(path, ".latest"), text).unwrap(),
            None => fs::remove_file(beside(path, ".latest")).unwrap(),
        }
        server = journal.session(&vendor).await;
        assert_eq!(reply(&mut server, "new").await["replayed"], true, "{note:?}");
    }
}

/// How many kills there are: `OUTREACH_TEST_KILLS`.
fn kills() -> usize {
    std::env::var("OUTREACH_TEST_KILLS").ok().and_then(|number| number.parse().ok()).unwrap_or(240)
}

/// Kills at every moment of starts and writes, one or two processes at once.
#[tokio::test]
async fn no_kill_is_taken_for_a_loss() {
    const JOURNALS: usize = 6;
    let vendor = vendor().await;
    join_all((0..JOURNALS).map(async |number| {
        let journal = Journal::new();
        let mut sent = 0;
        for round in 0..kills() / JOURNALS {
            let mut one = journal.session(&vendor).await;
            let mut other = if round % 3 == 0 { Some(journal.session(&vendor).await) } else { None };
            let mail = reply(&mut one, &format!("mail {number} {round}")).await;
            assert_eq!(mail["success"], true, "journal {number}, kill {round}: {mail}");
            sent += 1;
            for more in 0..round % 4 {
                one.begin_call(REPLY, reply_inputs(&format!("more {number} {round} {more}"))).await;
                if let Some(other) = &mut other {
                    other.begin_call(REPLY, reply_inputs(&format!("other {number} {round} {more}"))).await;
                }
            }
            // From before the claim to after the answer.
            tokio::time::sleep(Duration::from_micros((round as u64 * 797) % 9000)).await;
            one.kill().await;
            if let Some(other) = other {
                if round % 2 == 0 { other.kill().await } else { drop(other.end().await) }
            }
        }
        let mut last = journal.session(&vendor).await;
        let again = reply(&mut last, &format!("mail {number} 0")).await;
        assert_eq!((&again["success"], &again["replayed"]), (&json!(true), &json!(true)), "{again}");
        assert!(sent > 0);
    }))
    .await;
}
