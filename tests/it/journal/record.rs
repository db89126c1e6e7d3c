//! What the journal records, what a client sees of it, and what it never holds.

use std::{collections::BTreeSet, fs, path::Path};

use rmcp::{ServiceExt, model::ReadResourceRequestParams, transport::StreamableHttpClientTransport};
use serde_json::{Value, json};

use super::{
    LEAD_LIST, RECENT, any_file_contains, create_list, files, journal, lines, path_in_an_empty_folder, rows,
    with_journal,
};
use crate::support::{
    http_client,
    mock_vendor::MockVendor,
    program::{KEY, Serving, StdioSession, call, command, output, with_account},
};

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
    fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    assert_eq!(rows(&path, &["list"]).await, Vec::<Value>::new());
    let vendor = MockVendor::start().await;
    vendor.answer_with(200, LEAD_LIST);
    let program = with_journal(with_account(&vendor.url()), &path);
    assert_eq!(call(program, "create_lead_list", json!({ "name": "Autumn" })).await.1, 0);
    assert_eq!(rows(&path, &["list"]).await.len(), 1);
}

#[tokio::test]
async fn a_client_reads_the_recent_entries_as_a_resource() {
    let (folder, path) = path_in_an_empty_folder();
    let vendor = MockVendor::start().await;
    vendor.answer_with(200, LEAD_LIST);
    for version in ["2024-11-05", "2025-11-25"] {
        let mut session = StdioSession::initialized(with_journal(with_account(&vendor.url()), &path), version).await;
        let listed = session.request("resources/list", json!({})).await["result"]["resources"].clone();
        let listed = listed.as_array().unwrap();
        let recent: Vec<&Value> = listed.iter().filter(|resource| resource["uri"] == RECENT).collect();
        assert_eq!((recent.len(), &recent[0]["mimeType"]), (1, &json!("application/json")), "{listed:?}");
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
    assert!(listed.iter().any(|resource| resource.uri == RECENT), "{listed:?}");
    let read = client.read_resource(ReadResourceRequestParams::new(RECENT)).await.unwrap();
    assert_eq!(contents_and_entries(&serde_json::to_value(read).unwrap()).1, entries);
}

#[tokio::test]
async fn read_only_servers_have_no_journal_resource() {
    let mut program = command();
    program.arg("--read-only");
    let mut session = StdioSession::initialized(program, "2025-11-25").await;
    let listed = session.request("resources/list", json!({})).await["result"]["resources"].clone();
    assert!(listed.as_array().unwrap().iter().all(|resource| resource["uri"] != RECENT), "{listed}");
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
