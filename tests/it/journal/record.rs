//! What the journal records, what `journal` and the resource show of it, and what it never holds.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use rmcp::{ServiceExt, model::ReadResourceRequestParams, transport::StreamableHttpClientTransport};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::process::Command;

use crate::support::{
    http_client,
    mock_vendor::{MockVendor, reply},
    program::{KEY, Serving, StdioSession, call, command, output, with_account, with_all_vendors},
};

const LEAD_LIST: &str = include_str!("../vendors/instantly/examples/lead_list.json");
const OVERLOOP_LIST: &str = include_str!("../vendors/overloop/examples/list.json");

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

#[tokio::test]
async fn every_filter_of_journal_list_selects_what_it_names() {
    let (_folder, path) = path_in_an_empty_folder();
    make_every_outcome(&path).await;
    let all = rows(&path, &["list"]).await;
    let shown: Vec<[&str; 4]> =
        all.iter().map(|row| ["vendor", "tool", "effect", "outcome"].map(|key| row[key].as_str().unwrap())).collect();
    let latest_first = [
        ["instantly", "create_lead_list", "create", "unknown"],
        ["overloop", "delete_list", "delete", "failed"],
        ["overloop", "create_list", "create", "ok"],
        ["instantly", "create_lead", "send", "refused"],
        ["instantly", "create_lead_list", "create", "replayed"],
        ["instantly", "create_lead_list", "create", "ok"],
    ];
    assert_eq!(shown, latest_first);
    assert!(all[3]["error"].as_str().unwrap().contains("--deny-recipient"), "{}", all[3]);
    assert_eq!(
        (&all[5]["vendor_ref"], &all[4]["replay_of"]),
        (&json!("f9cc070d-8dba-4341-b847-f083c358e460"), &all[5]["id"])
    );
    assert_eq!(all[5]["arguments"], json!({ "name": "Autumn" }));

    let of_overloop = all[2]["account"].as_str().unwrap();
    let third = all[2]["at"].as_str().unwrap();
    let table: &[(&[&str], &[usize])] = &[
        (&["--vendor", "overloop"], &[1, 2]),
        (&["--vendor", "snov"], &[]),
        (&["--tool", "create_lead_list"], &[0, 4, 5]),
        (&["--tool", "instantly_create_lead_list"], &[0, 4, 5]),
        (&["--tool", "overloop_create_list"], &[2]),
        (&["--effect", "send"], &[3]),
        (&["--effect", "create"], &[0, 2, 4, 5]),
        (&["--outcome", "ok"], &[2, 5]),
        (&["--outcome", "failed"], &[1]),
        (&["--outcome", "unknown"], &[0]),
        (&["--outcome", "replayed"], &[4]),
        (&["--outcome", "refused"], &[3]),
        (&["--outcome", "open"], &[]),
        (&["--account", of_overloop], &[1, 2]),
        (&["--account", "overloop:nobody"], &[]),
        (&["--since", third], &[0, 1, 2]),
        (&["--until", third], &[3, 4, 5]),
        (&["--since", "24h"], &[0, 1, 2, 3, 4, 5]),
        (&["--until", "24h"], &[]),
        (&["--since", "2999-01-01"], &[]),
        (&["--last", "2"], &[0, 1]),
        (&["-n", "1"], &[0]),
        (&["--vendor", "instantly", "--outcome", "ok", "--effect", "create"], &[5]),
    ];
    for (filter, expected) in table {
        let found = rows(&path, &[&["list"], *filter].concat()).await;
        let expected: Vec<&Value> = expected.iter().map(|at| &all[*at]).collect();
        assert_eq!(found.iter().collect::<Vec<_>>(), expected, "{filter:?}");
    }
    for (wrong, hint) in [
        (["--tool", "creat_lead_list"], "create_lead_list"),
        (["--vendor", "instantli"], "instantly"),
        (["--outcome", "fine"], "failed"),
        (["--since", "yesterday"], "24h"),
    ] {
        let (_, complaints, code) = journal(&path, &[&["list"], &wrong[..]].concat()).await;
        assert_eq!(code, 2, "{wrong:?}");
        assert!(complaints.contains(hint), "{wrong:?}: {complaints}");
    }
}

#[tokio::test]
async fn journal_totals_count_what_export_lists() {
    let (_folder, path) = path_in_an_empty_folder();
    make_every_outcome(&path).await;
    let mut counted = std::collections::BTreeMap::new();
    for row in rows(&path, &["export"]).await {
        let day = row["at"].as_str().unwrap()[..10].to_owned();
        let text = |key: &str| row[key].as_str().unwrap().to_owned();
        *counted.entry((day, text("account"), text("effect"), text("outcome"))).or_insert(0) += 1;
    }
    let totals = rows(&path, &["totals"]).await;
    let text = |row: &Value, key: &str| row[key].as_str().unwrap().to_owned();
    let key = |row: &Value| (text(row, "day"), text(row, "account"), text(row, "effect"), text(row, "outcome"));
    let said: std::collections::BTreeMap<_, i64> =
        totals.iter().map(|row| (key(row), row["calls"].as_i64().unwrap())).collect();
    assert_eq!((said, totals.len()), (counted, 6));
    let days: Vec<_> = totals.iter().map(|row| text(row, "day")).collect();
    assert!(days.is_sorted_by(|a, b| a >= b), "newest first: {days:?}");
    let ok = rows(&path, &["totals", "--outcome", "ok", "--vendor", "overloop"]).await;
    assert_eq!(ok.len(), 1, "{ok:?}");
    assert_eq!((&ok[0]["effect"], &ok[0]["calls"]), (&json!("create"), &json!(1)));
}

#[tokio::test]
async fn journal_show_prints_an_entry_in_full() {
    let (_folder, path) = path_in_an_empty_folder();
    make_every_outcome(&path).await;
    for row in rows(&path, &["list"]).await {
        let id = row["id"].as_str().unwrap();
        let (text, _, code) = journal(&path, &["show", id]).await;
        let whole: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(code, 0);
        for (key, value) in row.as_object().unwrap() {
            assert_eq!(&whole[key], value, "{key}");
        }
        assert!(whole["request_hash"].as_str().is_some_and(|hash| hash.len() == 64), "{whole}");
        assert_eq!(whole["answer"].is_object(), row["outcome"] == "ok", "{whole}");
        assert!(text.lines().count() > 10, "indented JSON: {text}");
    }
    let (text, complaints, code) = journal(&path, &["show", "none"]).await;
    assert_eq!((text.as_str(), code), ("", 1));
    assert!(complaints.contains("`none`") && complaints.contains("journal list"), "{complaints}");
}

#[tokio::test]
async fn journal_export_prints_every_entry_oldest_first() {
    const CALLS: usize = 450;
    let (_folder, path) = path_in_an_empty_folder();
    let vendor = MockVendor::start().await;
    vendor.answer_with(200, LEAD_LIST);
    let mut session = StdioSession::initialized(with_journal(with_account(&vendor.url()), &path), "2025-11-25").await;
    for number in 0..CALLS {
        assert_eq!(create_list(&mut session, &format!("List {number}")).await["success"], true);
    }
    let exported = rows(&path, &["export"]).await;
    let names: Vec<_> = exported.iter().map(|row| row["arguments"]["name"].as_str().unwrap().to_owned()).collect();
    assert_eq!(names, (0..CALLS).map(|number| format!("List {number}")).collect::<Vec<_>>());
    let mut listed = rows(&path, &["list", "--last", "1000"]).await;
    listed.reverse();
    assert_eq!(exported, listed);
    assert_eq!(rows(&path, &["list"]).await.len(), 50, "`list` prints 50 entries by default");
    assert_eq!(rows(&path, &["export", "--outcome", "failed"]).await, Vec::<Value>::new());
}

#[tokio::test]
async fn processes_share_a_file_that_can_be_read_meanwhile() {
    let (_folder, path) = path_in_an_empty_folder();
    let vendor = MockVendor::start().await;
    vendor.answer_with(200, LEAD_LIST);
    let program = || with_journal(with_account(&vendor.url()), &path);
    let mut one = StdioSession::initialized(program(), "2025-11-25").await;
    let mut other = StdioSession::initialized(program(), "2025-11-25").await;
    // One creates the file first.
    assert_eq!(create_list(&mut one, "First").await["success"], true);
    let mut expected = BTreeSet::from(["First".to_owned()]);
    for number in 0..10 {
        let names = [format!("One {number}"), format!("Other {number}")];
        let (here, there) = tokio::join!(create_list(&mut one, &names[0]), create_list(&mut other, &names[1]));
        assert_eq!((&here["success"], &there["success"]), (&json!(true), &json!(true)), "{here} {there}");
        expected.extend(names);
        let listed = rows(&path, &["list"]).await;
        let names = listed.iter().map(|row| row["arguments"]["name"].as_str().unwrap().to_owned());
        assert_eq!(names.collect::<BTreeSet<_>>(), expected);
        assert!(listed.iter().all(|row| row["outcome"] == "ok"), "{listed:?}");
    }
    // A call of one is replayed by the other.
    assert_eq!(create_list(&mut other, "One 0").await["replayed"], true);
    assert_eq!(vendor.requests().len(), expected.len());
    assert_eq!((one.end().await.0, other.end().await.0), (0, 0));
    assert_eq!(rows(&path, &["list"]).await.len(), expected.len() + 1);
}

#[tokio::test]
async fn processes_that_create_the_journal_at_once_create_one() {
    let vendor = MockVendor::start().await;
    vendor.answer_with(200, LEAD_LIST);
    for _ in 0..3 {
        let (_folder, path) = path_in_an_empty_folder();
        let calls = (0..8).map(|number| {
            let program = with_journal(with_account(&vendor.url()), &path);
            call(program, "create_lead_list", json!({ "name": format!("List {number}") }))
        });
        for (envelope, _) in futures_util::future::join_all(calls).await {
            assert_eq!(envelope["success"], true, "{envelope}");
        }
        assert_eq!(rows(&path, &["list", "--outcome", "ok"]).await.len(), 8);
    }
}

#[tokio::test]
async fn a_running_call_is_open_until_its_process_is_gone() {
    let (_folder, path) = path_in_an_empty_folder();
    let vendor = MockVendor::start().await;
    vendor.answer_next(crate::support::mock_vendor::unending_answer);
    let mut session = StdioSession::initialized(with_journal(with_account(&vendor.url()), &path), "2025-11-25").await;
    session.begin("tools/call", json!({ "name": "create_lead_list", "arguments": { "name": "Slow" } })).await;
    vendor.wait_for_requests(1).await;
    for _ in 0..2 {
        let open = rows(&path, &["list"]).await;
        assert_eq!((open.len(), &open[0]["outcome"], &open[0]["took_ms"]), (1, &json!("open"), &Value::Null));
    }
    // The process that could have written the outcome is gone.
    session.child.kill().await.unwrap();
    let (text, ..) = journal(&path, &["list"]).await;
    let listed = lines(&text);
    assert_eq!((listed.len(), &listed[0]["outcome"]), (1, &json!("unknown")), "{listed:?}");
}

#[tokio::test]
async fn with_hash_mode_no_argument_is_stored() {
    const NAME: &str = "Esmeralda Quillfeather";
    let vendor = MockVendor::start().await;
    vendor.answer_with(200, LEAD_LIST);
    for (what, kept) in [("full", true), ("hash", false)] {
        let (_folder, path) = path_in_an_empty_folder();
        let mut program = with_journal(with_account(&vendor.url()), &path);
        program.args(["--journal-arguments", what]);
        let mut session = StdioSession::initialized(program, "2025-11-25").await;
        assert_eq!(create_list(&mut session, NAME).await["success"], true);
        assert_eq!(any_file_contains(&path, NAME), kept, "{what}, while it runs");
        assert_eq!(session.end().await.0, 0);
        assert_eq!(any_file_contains(&path, NAME), kept, "{what}, when it has ended");
        let row = rows(&path, &["list"]).await.remove(0);
        assert_eq!(row.get("arguments").is_some(), kept, "{row}");
        assert_eq!(row["arguments_hash"].as_str().unwrap().len(), 64);
    }
}

#[tokio::test]
async fn a_key_is_never_stored_or_shown() {
    let (_folder, path) = path_in_an_empty_folder();
    let vendor = MockVendor::start().await;
    let mut session = StdioSession::initialized(with_journal(with_account(&vendor.url()), &path), "2025-11-25").await;
    // In arguments, in answers and in failures.
    vendor
        .answer_with(200, LEAD_LIST.replace("My Lead List", KEY).replace("f9cc070d-8dba-4341-b847-f083c358e460", KEY));
    assert_eq!(create_list(&mut session, &format!("planted {KEY}")).await["success"], true);
    vendor.answer_with(400, json!({ "statusCode": 400, "error": "Bad Request", "message": format!("no {KEY}") }));
    assert_eq!(create_list(&mut session, "planted-twice").await["success"], false);
    let named = json!({ "name": "Third", "idempotency_key": KEY });
    session.call("create_lead_list", named).await;
    let wal = files(&path).iter().any(|(name, bytes)| name.ends_with("-wal") && !bytes.is_empty());
    assert!(wal, "the write-ahead log is in use");
    assert!(!any_file_contains(&path, KEY) && any_file_contains(&path, "planted"), "while it runs");
    let recent = session.request("resources/read", json!({ "uri": RECENT })).await.to_string();
    assert!(!recent.contains(KEY) && recent.contains("planted-twice"), "{recent}");
    assert_eq!(session.end().await.0, 0);
    assert!(!any_file_contains(&path, KEY) && any_file_contains(&path, "planted"), "when it has ended");
    for row in rows(&path, &["export"]).await {
        let (text, ..) = journal(&path, &["show", row["id"].as_str().unwrap()]).await;
        assert!(!row.to_string().contains(KEY) && !text.contains(KEY), "{row} {text}");
    }
    // A text that became a key after it was stored is redacted when it is shown.
    let mut later = with_journal(command(), &path);
    later.env("OVERLOOP_API_KEY", "planted-twice");
    let (text, ..) = output(later, &["journal", "list"]).await;
    assert!(text.contains("create_lead_list") && !text.contains("planted-twice"), "{text}");
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_can_read_the_files() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, path) = path_in_an_empty_folder();
    let vendor = MockVendor::start().await;
    vendor.answer_with(200, LEAD_LIST);
    let mut session = StdioSession::initialized(with_journal(with_account(&vendor.url()), &path), "2025-11-25").await;
    create_list(&mut session, "Autumn").await;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let folder = path.parent().unwrap();
    assert_eq!(mode(folder), 0o700);
    let mut seen = 0;
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let expected = if entry.file_type().unwrap().is_dir() { 0o700 } else { 0o600 };
        assert_eq!(mode(&entry.path()), expected, "{:?}", entry.path());
        seen += 1;
    }
    assert!(seen >= 3, "the file, its write-ahead log and the lock files: {seen}");
}

#[tokio::test]
async fn an_empty_file_becomes_a_journal() {
    let (_folder, path) = path_in_an_empty_folder();
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, "").unwrap();
    assert_eq!(rows(&path, &["list"]).await, Vec::<Value>::new());
    let vendor = MockVendor::start().await;
    vendor.answer_with(200, LEAD_LIST);
    let program = with_journal(with_account(&vendor.url()), &path);
    assert_eq!(call(program, "create_lead_list", json!({ "name": "Autumn" })).await.1, 0);
    assert_eq!(rows(&path, &["list"]).await.len(), 1);
}

#[tokio::test]
async fn reading_a_journal_that_does_not_exist_creates_none() {
    let (folder, path) = path_in_an_empty_folder();
    for what in ["list", "export", "totals"] {
        let (text, complaints, code) = journal(&path, &[what]).await;
        assert_eq!((text.as_str(), code), ("", 0), "{what}");
        assert!(complaints.contains("no journal yet") && complaints.contains("journal.db"), "{what}: {complaints}");
    }
    assert_eq!(journal(&path, &["show", "none"]).await.2, 1);
    assert!(fs::read_dir(folder.path()).unwrap().next().is_none(), "nothing was created");

    let mut sandbox = command();
    sandbox.env_remove("OUTREACH_STORE").arg("--sandbox");
    for program in [command(), sandbox] {
        let (text, complaints, code) = output(program, &["journal", "list"]).await;
        assert_eq!((text.as_str(), code), ("", 0));
        assert!(complaints.contains("in memory"), "{complaints}");
    }
}

#[tokio::test]
async fn reading_a_damaged_journal_names_it_and_leaves_it_unchanged() {
    let (_folder, path) = path_in_an_empty_folder();
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, "this is no database at all ".repeat(500)).unwrap();
    let before = files(&path);
    for arguments in [&["list"][..], &["export"], &["totals"], &["show", "x"], &["list", "--new-journal"]] {
        let (text, complaints, code) = journal(&path, arguments).await;
        assert_eq!((text.as_str(), code), ("", 1), "{arguments:?}");
        let named = path.display().to_string();
        assert!(complaints.contains(&named) && complaints.contains("--new-journal"), "{arguments:?}: {complaints}");
        assert_eq!(files(&path), before, "{arguments:?}");
    }
    let vendor = MockVendor::start().await;
    let mut session = StdioSession::initialized(with_journal(with_account(&vendor.url()), &path), "2025-11-25").await;
    let resource = session.request("resources/read", json!({ "uri": RECENT })).await;
    assert!(resource["error"]["message"].as_str().unwrap().contains("damaged"), "{resource}");
    assert_eq!(files(&path), before);
    // A write sets it aside; from then on `journal list` says so.
    assert_eq!(create_list(&mut session, "Autumn").await["error_kind"], "denied_by_policy");
    assert!(vendor.requests().is_empty());
    let (_, complaints, code) = journal(&path, &["list"]).await;
    assert_eq!(code, 1);
    assert!(complaints.contains(".damaged-") && complaints.contains("--new-journal"), "{complaints}");
}

#[tokio::test]
async fn a_client_reads_the_recent_entries_as_a_resource() {
    let (folder, path) = path_in_an_empty_folder();
    let vendor = MockVendor::start().await;
    vendor.answer_with(200, LEAD_LIST);
    for version in ["2024-11-05", "2025-11-25"] {
        let mut session = StdioSession::initialized(with_journal(with_account(&vendor.url()), &path), version).await;
        let listed = session.request("resources/list", json!({})).await["result"]["resources"].clone();
        assert_eq!(listed.as_array().unwrap().len(), 1, "{listed}");
        assert_eq!((&listed[0]["uri"], &listed[0]["mimeType"]), (&json!(RECENT), &json!("application/json")));
        let (contents, entries) =
            contents_and_entries(&session.request("resources/read", json!({ "uri": RECENT })).await["result"]);
        assert_eq!(
            (&contents["uri"], &contents["mimeType"], entries),
            (&json!(RECENT), &json!("application/json"), vec![])
        );
        assert!(fs::read_dir(folder.path()).unwrap().next().is_none(), "nothing was created");
        session.end().await;
    }
    let mut session = StdioSession::initialized(with_journal(with_account(&vendor.url()), &path), "2025-11-25").await;
    for number in 0..52 {
        create_list(&mut session, &format!("List {number}")).await;
    }
    let (_, entries) =
        contents_and_entries(&session.request("resources/read", json!({ "uri": RECENT })).await["result"]);
    assert_eq!(entries, rows(&path, &["list", "--last", "50"]).await);
    assert_eq!((entries.len(), &entries[0]["arguments"]["name"]), (50, &json!("List 51")));
    let unknown = session.request("resources/read", json!({ "uri": "outreach://journal" })).await;
    assert_eq!(unknown["error"]["code"], -32002, "{unknown}");
    assert!(unknown["error"]["message"].as_str().unwrap().contains(RECENT), "{unknown}");

    // Another process on the same file, over HTTP.
    let serving = Serving::start(with_journal(with_account(&vendor.url()), &path), &[]).await;
    http_client();
    let client = ().serve(StreamableHttpClientTransport::from_uri(serving.url("/mcp"))).await.unwrap();
    let listed = client.list_all_resources().await.unwrap();
    assert_eq!(listed.iter().map(|resource| resource.uri.as_str()).collect::<Vec<_>>(), [RECENT]);
    let read = client.read_resource(ReadResourceRequestParams::new(RECENT)).await.unwrap();
    assert_eq!(contents_and_entries(&serde_json::to_value(read).unwrap()).1, entries);
}

#[tokio::test]
async fn read_only_servers_have_no_journal_resource() {
    let mut program = command();
    program.arg("--read-only");
    let mut session = StdioSession::initialized(program, "2025-11-25").await;
    assert_eq!(session.request("resources/list", json!({})).await["result"]["resources"], json!([]));
    let resource = session.request("resources/read", json!({ "uri": RECENT })).await;
    assert_eq!(resource["error"]["code"], -32002, "{resource}");
}

/// The contents of a resource that was read, and the entries in it.
fn contents_and_entries(result: &Value) -> (Value, Vec<Value>) {
    let contents = result["contents"].as_array().unwrap_or_else(|| panic!("{result}"));
    assert_eq!(contents.len(), 1);
    let entries = serde_json::from_str(contents[0]["text"].as_str().unwrap()).unwrap();
    (contents[0].clone(), entries)
}
