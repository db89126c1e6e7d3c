//! A journal in PostgreSQL: in a private server, where its programs are installed.

use std::{io::Write, path::PathBuf, process::Stdio, time::Duration};

use sqlx::{Connection, PgConnection};
use tempfile::TempDir;
use tokio::{
    process::{Child, Command},
    sync::oneshot,
};

use super::{existing, years};
use crate::{
    guard::{accounts, idempotency, limits, replays},
    mcp::hooks,
    support::{
        journal::{Journal, reply_answer, reply_inputs},
        mock_vendor::{MockVendor, answer_when_told},
        program::TIMEOUT,
    },
};

const REPLY: &str = "instantly_reply_to_email";

/// The server; it ends with the test.
struct Server {
    _process: Child,
    _folder: TempDir,
    url: String,
}

/// Where PostgreSQL's programs are: on the PATH, or where Debian puts them.
fn programs() -> Option<PathBuf> {
    let on_path = std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect::<Vec<_>>());
    let debian = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let folders = debian.map(|version| version.path().join("bin")).chain(on_path.into_iter().flatten());
    folders.into_iter().find(|folder| folder.join("initdb").exists() && folder.join("postgres").exists())
}

/// A command that runs as an unprivileged user where this is root, because PostgreSQL refuses to run as root.
fn unprivileged(program: PathBuf, is_root: bool) -> Command {
    if !is_root {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=65534", "--regid=65534", "--clear-groups", "--"]).arg(program);
    command
}

impl Server {
    async fn start() -> Option<Self> {
        use std::os::unix::fs::{MetadataExt, chown};
        let programs = programs()?;
        let folder = tempfile::tempdir().unwrap();
        let is_root = folder.path().metadata().unwrap().uid() == 0;
        if is_root {
            chown(folder.path(), Some(65534), Some(65534)).unwrap();
        }
        let data = folder.path().join("data");
        let mut initdb = unprivileged(programs.join("initdb"), is_root);
        initdb.args(["--auth=trust", "--username=journal", "--encoding=UTF8", "--no-sync", "-D"]).arg(&data);
        let made = initdb.env("LC_ALL", "C").current_dir(folder.path()).output().await.unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut postgres = unprivileged(programs.join("postgres"), is_root);
        postgres.arg("-D").arg(&data).args(["-h", "127.0.0.1", "-p", &port.to_string(), "-F", "-k", ""]);
        postgres.env("LC_ALL", "C").current_dir(folder.path()).kill_on_drop(true);
        let process = postgres.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let listens = async {
            while tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_err() {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        tokio::time::timeout(TIMEOUT, listens).await.expect("PostgreSQL listens");
        let url = format!("postgres://journal@127.0.0.1:{port}/postgres");
        Some(Self { _process: process, _folder: folder, url })
    }

    /// An empty database of this name.
    async fn journal(&self, name: &str) -> Journal {
        let create = async {
            loop {
                // A server that has just begun to listen may still refuse connections.
                if let Ok(mut connection) = PgConnection::connect(&self.url).await {
                    let create = sqlx::query(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}")));
                    create.execute(&mut connection).await.unwrap();
                    return connection.close().await.unwrap();
                }
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        };
        tokio::time::timeout(TIMEOUT, create).await.expect("PostgreSQL answers");
        Journal::at(&format!("{}/{name}", self.url.strip_suffix("/postgres").unwrap()))
    }
}

#[tokio::test]
async fn processes_on_one_postgresql_journal_send_once() {
    let Some(server) = Server::start().await else {
        // Written directly, because the test runner captures `eprintln!`.
        let mut out = std::io::stderr();
        writeln!(out, "\n!!!!!! SKIPPED: there is no PostgreSQL here; the journal in a server was NOT tried").unwrap();
        return;
    };
    idempotency::check_equal_calls_send_once(&server.journal("one").await, 1).await;
    idempotency::check_equal_calls_send_once(&server.journal("two").await, 2).await;
    idempotency::check_equal_calls_send_once(&server.journal("five").await, 5).await;
    idempotency::check_a_killed_process_leaves_its_call_unknown(&server.journal("killed").await).await;
    check_a_cut_session_leaves_its_process_alive(&server.journal("cut").await).await;
    limits::check_a_call_counts_under_each_of_its_effects(&server.journal("limits").await).await;
    replays::check_a_deletion_ends_the_replay(&server.journal("replays").await).await;
    accounts::check_keys_of_one_account(&server.journal("accounts").await).await;
    years::check_what_is_deleted(&server.journal("years").await).await;
    hooks::check_what_is_kept(&server.journal("hooks").await).await;
    existing::check(&server.journal("existing").await, include_str!("version_1/postgres.sql")).await;
}

/// A process whose sessions the server ends, once or several times, takes its lock again.
async fn check_a_cut_session_leaves_its_process_alive(journal: &Journal) {
    let vendor = MockVendor::start().await;
    vendor.answer_with(200, reply_answer("sent"));
    let mut one = journal.session(&vendor).await;
    let mut other = journal.session(&vendor).await;
    for (session, text) in [(&mut one, "one"), (&mut other, "other")] {
        assert_eq!(session.envelope(REPLY, reply_inputs(text)).await["success"], true);
    }
    for cut in 0..2 {
        journal
            .execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                 WHERE datname = current_database() AND pid <> pg_backend_pid()",
            )
            .await;
        if cut == 1 {
            // Nothing is called until it is noticed.
            tokio::time::sleep(Duration::from_secs(6)).await;
        }
        let (answer, answered) = oneshot::channel();
        vendor.answer_next(|| answer_when_told(answered));
        let requests = vendor.requests().len();
        let text = format!("after cut {cut}");
        let id = one.begin_call(REPLY, reply_inputs(&text)).await;
        vendor.wait_for_requests(requests + 1).await;
        // The other process waits for the call, instead of taking it for that of a process that has ended.
        let twin = other.begin_call(REPLY, reply_inputs(&text)).await;
        tokio::time::sleep(Duration::from_millis(500)).await;
        assert_eq!(journal.outcomes().await.last().map(String::as_str), Some("open"), "cut {cut}");
        answer.send(reply_answer("sent")).unwrap();
        assert_eq!(one.answer(id).await["result"]["structuredContent"]["success"], true, "cut {cut}");
        let replayed = other.answer(twin).await["result"]["structuredContent"].clone();
        assert_eq!(replayed["replayed"], true, "cut {cut}: {replayed}");
        assert_eq!(vendor.requests().len(), requests + 1);
    }
}
