//! The command `journal`: its filters, what each of its forms prints, and that it never creates or changes a journal.

use std::fs;

use serde_json::{Value, json};

use super::{
    LEAD_LIST, RECENT, create_list, files, journal, make_every_outcome, path_in_an_empty_folder, rows, with_journal,
};
use crate::support::{
    mock_vendor::MockVendor,
    program::{StdioSession, command, output, with_account},
};

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
    let text = "this is no database at all ".repeat(500);
    fs::write(&path, &text).unwrap();
    // What no server has ever used is somebody's own file.
    let vendor = MockVendor::start().await;
    let mut session = StdioSession::initialized(with_journal(with_account(&vendor.url()), &path), "2025-11-25").await;
    let refused = create_list(&mut session, "Autumn").await;
    assert!(refused["error"].as_str().unwrap().contains("is no journal, and it is left as it is"), "{refused}");
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
    drop(session);
    fs::create_dir(format!("{}.processes", path.display())).unwrap();
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
