//! The journal of writes: what it records and shows, files that fail or are damaged, and the store in PostgreSQL.

mod accounts;
mod command;
mod damage;
mod endings;
mod existing;
mod lost;
mod lost_between;
mod place;
mod postgres;
mod record;
mod untouched;
mod years;

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::process::Command;

use crate::support::{
    mock_vendor::{MockVendor, reply},
    program::{StdioSession, call, command, output, with_all_vendors},
};

const LEAD_LIST: &str = include_str!("../vendors/instantly/examples/lead_list.json");
const OVERLOOP_LIST: &str = include_str!("../vendors/overloop/examples/list.json");

/// The resource that shows a client the latest entries.
const RECENT: &str = "outreach://journal/recent";

/// An empty folder, and the path of a journal in it that does not exist yet.
fn path_in_an_empty_folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state").join("journal.db");
    (folder, path)
}

/// The command with its journal here and the default duplicate window.
fn with_journal(mut command: Command, path: &Path) -> Command {
    command.env("OUTREACH_STORE", path).env("OUTREACH_DUPLICATE_WINDOW", "15m");
    command
}

/// Runs `journal` with these arguments on this file.
async fn journal(path: &Path, arguments: &[&str]) -> (String, String, i32) {
    output(with_journal(command(), path), &[&["journal"], arguments].concat()).await
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error} in {line:?}"))).collect()
}

/// The rows that a successful `journal` command prints.
async fn rows(path: &Path, arguments: &[&str]) -> Vec<Value> {
    let (text, complaints, code) = journal(path, arguments).await;
    assert_eq!((code, complaints.as_str()), (0, ""), "{arguments:?}");
    lines(&text)
}

/// Every file in the journal's folder, by name.
fn files(path: &Path) -> Vec<(String, Vec<u8>)> {
    let Ok(entries) = fs::read_dir(path.parent().unwrap()) else { return Vec::new() };
    let files = entries.map(Result::unwrap).filter(|entry| entry.file_type().unwrap().is_file());
    let mut files: Vec<_> =
        files.map(|file| (file.file_name().into_string().unwrap(), fs::read(file.path()).unwrap())).collect();
    files.sort();
    files
}

/// Whether any file of the journal contains this text.
fn any_file_contains(path: &Path, text: &str) -> bool {
    let files = files(path);
    assert!(!files.is_empty(), "the journal has files");
    files.iter().any(|(_, bytes)| bytes.windows(text.len()).any(|window| window == text.as_bytes()))
}

async fn create_list(session: &mut StdioSession, name: &str) -> Value {
    session.call("create_lead_list", json!({ "name": name })).await["structuredContent"].clone()
}

/// Makes a journal with an entry of every final outcome.
async fn make_every_outcome(path: &Path) {
    let vendor = MockVendor::start().await;
    vendor.tells_account(true);
    let program = || {
        let mut program = with_journal(with_all_vendors(&vendor.url()), path);
        program.args(["--deny-recipient", "@blocked.example"]);
        program
    };
    vendor.answer_with(200, LEAD_LIST);
    let list = json!({ "name": "Autumn" });
    let (first, _) = call(program(), "instantly_create_lead_list", list.clone()).await;
    let (second, _) = call(program(), "instantly_create_lead_list", list).await;
    assert_eq!((&first["success"], &second["replayed"]), (&json!(true), &json!(true)), "{first} {second}");
    let blocked = json!({ "email": "eva@blocked.example", "campaign": "019e92a3-f840-701f-8e78-5e79eaccbcd7" });
    let (refused, _) = call(program(), "instantly_create_lead", blocked).await;
    assert_eq!(refused["error_kind"], "denied_by_policy", "{refused}");
    vendor.answer_with(200, OVERLOOP_LIST);
    let (made, _) = call(program(), "overloop_create_list", json!({ "name": "Fair", "list_type": "prospects" })).await;
    assert_eq!(made["success"], true, "{made}");
    vendor.answer_with(404, r#"{"errors":[{"code":"not_found","message":"Not here"}]}"#);
    let (failed, _) = call(program(), "overloop_delete_list", json!({ "list_id": "77" })).await;
    assert_eq!(failed["error_kind"], "not_found", "{failed}");
    vendor.answer_next(|| reply(503, "application/json", "{}"));
    let (unknown, _) = call(program(), "instantly_create_lead_list", json!({ "name": "Winter" })).await;
    assert_eq!(unknown["error_kind"], "outcome_unknown", "{unknown}");
}
