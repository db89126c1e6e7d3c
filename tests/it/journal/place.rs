//! Where the journal may be: what is refused there, what is warned of, and what killed processes leave there.

use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt,
    path::Path,
};

use serde_json::json;
use tokio::process::Command;

use crate::support::{
    journal::{Journal, reply_answer, reply_inputs},
    mock_vendor::MockVendor,
    program::{StdioSession, call, command, output, with_account},
};

const REPLY: &str = "instantly_reply_to_email";

/// The names in the folder of the processes' locks.
fn locks(journal: &Journal) -> Vec<String> {
    let folder = format!("{}.processes", journal.path().display());
    let files = fs::read_dir(folder).unwrap();
    files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect()
}

#[tokio::test]
async fn the_locks_of_killed_processes_are_removed_and_those_of_running_ones_stay() {
    let (journal, vendor) = (Journal::new(), MockVendor::start().await);
    vendor.answer_with(200, reply_answer("sent"));
    let mut running = journal.session(&vendor).await;
    assert_eq!(running.envelope(REPLY, reply_inputs("running")).await["success"], true);
    let kept = locks(&journal);
    assert_eq!(kept.len(), 1, "{kept:?}");
    let started: Vec<StdioSession> = futures_util::future::join_all((0..5).map(async |number| {
        let mut session = journal.session(&vendor).await;
        let sent = session.envelope(REPLY, reply_inputs(&format!("{number}"))).await;
        assert_eq!(sent["success"], true, "{sent}");
        session
    }))
    .await;
    assert_eq!(locks(&journal).len(), 6);
    for session in started {
        session.kill().await;
    }
    assert_eq!(call(journal.command(&vendor), REPLY, reply_inputs("later")).await.0["success"], true);
    assert_eq!(locks(&journal), kept);
    assert_eq!(running.envelope(REPLY, reply_inputs("still running")).await["success"], true);
}

#[tokio::test]
async fn what_is_no_file_is_refused_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let (pipe, directory) = (folder.path().join("pipe"), folder.path().join("directory"));
    assert!(Command::new("mkfifo").arg(&pipe).status().await.unwrap().success());
    fs::create_dir(&directory).unwrap();
    let vendor = MockVendor::start().await;
    for (path, kind) in [
        (pipe.as_path(), "a pipe"),
        (&directory, "a directory"),
        (Path::new("/dev/null"), "a device"),
        (Path::new("/dev/zero"), "a device"),
    ] {
        let program = |program: Command| {
            let mut program = program;
            program.env("OUTREACH_STORE", path);
            program
        };
        let (refused, _) = call(program(with_account(&vendor.url())), REPLY, reply_inputs("x")).await;
        let error = refused["error"].as_str().unwrap();
        assert!(error.contains(kind) && error.contains(path.to_str().unwrap()), "{refused}");
        let (_, told, code) = output(program(command()), &["journal", "list"]).await;
        assert_eq!(code, 1, "{told}");
        assert!(told.contains(kind), "{told}");
        let (report, _, code) = output(program(command()), &["doctor"]).await;
        assert!(code == 1 && report.contains(kind) && report.contains(path.to_str().unwrap()), "{report}");
    }
    assert_eq!(vendor.requests().len(), 0);
}

#[tokio::test]
async fn an_address_that_is_no_journal_is_refused_without_its_password() {
    for address in [
        "mysql://user:planted-password@db.example/outreach",
        "mysql+ssh://user:planted-password@db.example/outreach",
        "redis://:planted-password@db.example",
        "https://user:planted-password@db.example/journal",
        "postgres:user:planted-password@db.example",
        "postgres://user:planted-password@db.example:port/outreach",
    ] {
        let mut by_variable = command();
        by_variable.env("OUTREACH_STORE", address);
        for (program, arguments) in [(command(), vec!["--store", address, "tools"]), (by_variable, vec!["tools"])] {
            let (text, told, code) = output(program, &arguments).await;
            assert_eq!((text.as_str(), code), ("", 2), "{address}: {told}");
            assert!(!told.contains("planted-password") && !told.contains("user:"), "{told}");
            assert!(told.contains("--store") || told.contains("OUTREACH_STORE"), "{told}");
            assert!(told.contains("`postgres://USER@HOST/DATABASE`"), "{told}");
        }
    }
}

/// The program warns of a journal, a key and a configuration file that other users can read, once, and of none that they cannot.
#[tokio::test]
async fn files_that_others_can_read_are_warned_of() {
    let (journal, vendor) = (Journal::new(), MockVendor::start().await);
    vendor.answer_with(200, reply_answer("sent"));
    assert_eq!(call(journal.command(&vendor), REPLY, reply_inputs("first")).await.0["success"], true);
    let folder = tempfile::tempdir().unwrap();
    let (key, config, plain) =
        (folder.path().join("key"), folder.path().join("config.toml"), folder.path().join("plain.toml"));
    fs::write(&key, "a-key-that-is-kept-in-a-file").unwrap();
    fs::write(&config, "overloop_api_key = \"a-key-that-is-kept-here\"\n").unwrap();
    fs::write(&plain, "read_only = true\n").unwrap();
    let files = [journal.path(), &key, &config, &plain];
    let told = async |mode: u32, config: &Path| {
        for file in files {
            fs::set_permissions(file, Permissions::from_mode(mode)).unwrap();
        }
        let mut program = journal.configure(command());
        program.env("INSTANTLY_API_KEY_FILE", &key).env("INSTANTLY_BASE_URL", vendor.url()).arg("--config").arg(config);
        let (_, told, code) = output(program, &["call", "instantly_list_leads", &json!({}).to_string()]).await;
        assert_eq!(code, 0, "{told}");
        told
    };
    vendor.answer_with(200, json!({ "items": [] }));
    assert_eq!(told(0o600, &config).await, "");
    for mode in [0o640, 0o604, 0o644] {
        let told = told(mode, &config).await;
        for file in [journal.path(), &key, &config] {
            let warnings = told.lines().filter(|line| line.contains(file.to_str().unwrap()) && line.contains("WARN"));
            assert_eq!(warnings.count(), 1, "{mode:o} {}: {told}", file.display());
        }
        assert!(told.contains("chmod 600"), "{told}");
    }
    let of_plain = told(0o644, &plain).await;
    assert!(!of_plain.contains(plain.to_str().unwrap()), "it holds no secret: {of_plain}");
    // It says what is permitted: nobody else may change that.
    for mode in [0o620, 0o602, 0o666] {
        let told = told(mode, &plain).await;
        let warned = |line: &&str| line.contains(plain.to_str().unwrap()) && line.contains("chmod go-w");
        assert_eq!(told.lines().filter(warned).count(), 1, "{mode:o}: {told}");
    }
}
