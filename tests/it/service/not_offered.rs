//! What this server leaves out is told with its reason, and a call that has another name here with that name.

use serde_json::{Value, json};

use crate::support::program::{StdioSession, with_account, with_all_vendors};

async fn refusal(session: &mut StdioSession, name: &str) -> String {
    let answer = session.request("tools/call", json!({ "name": name, "arguments": {} })).await;
    assert_eq!(answer["error"]["code"], -32602, "{name}: {answer}");
    answer["error"]["message"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_call_that_is_left_out_is_told_with_the_reason() {
    let mut session = StdioSession::initialized(with_all_vendors("http://127.0.0.1:9"), "2025-11-25").await;
    for (name, reason) in [
        ("instantly_create_api_key", "could give itself every right"),
        ("create_api_key", "could give itself every right"),
        ("instantly_delete_account", "its warmup and its reputation"),
        ("instantly_delete_all_block_list_entries", "asked not to be mailed"),
        ("instantly_change_workspace_owner", "cannot be taken back"),
        ("instantly_create_sales_agent", "by rules of their own"),
    ] {
        let message = refusal(&mut session, name).await;
        assert!(message.contains("leaves it out") && message.contains(reason), "{message}");
        assert!(!message.contains("did you mean"), "{message}");
    }
    assert!(!refusal(&mut session, "snov_create_api_key").await.contains("leaves it out"));
}

#[tokio::test]
async fn a_call_of_another_name_is_told_its_tool() {
    for (program, prefix) in
        [(with_all_vendors("http://127.0.0.1:9"), "instantly_"), (with_account("http://127.0.0.1:9"), "")]
    {
        let mut session = StdioSession::initialized(program, "2025-11-25").await;
        for (name, tool) in [
            ("update_campaign", "patch_campaign"),
            ("start_campaign", "activate_campaign"),
            ("patch_webhook", "update_webhook"),
            ("bulk_delete_leads", "delete_leads"),
        ] {
            let message = refusal(&mut session, &format!("instantly_{name}")).await;
            assert!(message.contains(&format!("is the tool `{prefix}{tool}` here")), "{message}");
        }
    }
}

#[tokio::test]
async fn a_search_for_what_is_left_out_is_told_the_reason() {
    let mut program = with_account("http://127.0.0.1:9");
    program.args(["--tools-mode", "lean"]);
    let mut session = StdioSession::initialized(program, "2025-11-25").await;
    for (query, reason) in [
        ("make a new API key", "could give itself every right"),
        ("instantly_create_api_key", "could give itself every right"),
        ("buy a domain for cold mail", "charges a card"),
        ("set up an AI agent that answers", "by rules of their own"),
    ] {
        let answer = session.envelope("find_tools", json!({ "query": query })).await;
        let note = answer["note"].as_str().unwrap_or_default();
        assert!(note.contains("leaves it out at Instantly") && note.contains(reason), "{query}: {answer}");
    }
    let served = session.envelope("find_tools", json!({ "query": "list the leads of a campaign" })).await;
    assert_eq!(served.get("note"), None::<&Value>, "{served}");
}

#[tokio::test]
async fn a_search_that_names_a_vendor_is_told_nothing_of_another() {
    let mut program = with_all_vendors("http://127.0.0.1:9");
    program.args(["--tools-mode", "lean"]);
    let mut session = StdioSession::initialized(program, "2025-11-25").await;
    for (query, is_left_out) in
        [("instantly: make a new API key", true), ("overloop: make a new API key", false), ("make a new API key", true)]
    {
        let answer = session.envelope("find_tools", json!({ "query": query })).await.to_string();
        assert_eq!(answer.contains("leaves it out at Instantly"), is_left_out, "{query}: {answer}");
    }
}

/// The calls that docs/not-offered.md lists: vendor's prefix, method and path, name.
fn listed() -> Vec<(String, String, String)> {
    let page = include_str!("../../../docs/not-offered.md");
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `")?.strip_suffix("` |")?.split_once("` | `"));
    let parted =
        rows.filter_map(|(call, name)| Some((name.split_once('_')?.0.to_owned(), call.to_owned(), name.to_owned())));
    parted.collect()
}

#[tokio::test]
async fn every_call_that_is_left_out_is_known_by_its_name_by_other_verbs_and_by_its_path() {
    let mut session = StdioSession::initialized(with_all_vendors("http://127.0.0.1:9"), "2025-11-25").await;
    let listed = listed();
    assert!(listed.len() >= 104, "{}", listed.len());
    for (vendor, call, name) in listed {
        let bare = name.strip_prefix(&format!("{vendor}_")).unwrap();
        let mut names = vec![name.clone(), format!("{vendor}_{call}")];
        for (verb, other) in [("delete", "remove"), ("update", "patch"), ("list", "get"), ("create", "add")] {
            names.extend(bare.strip_prefix(&format!("{verb}_")).map(|of| format!("{vendor}_{other}_{of}")));
        }
        for asked in names {
            let message = refusal(&mut session, &asked).await;
            assert!(message.contains("leaves it out"), "{asked}: {message}");
        }
    }
    for asked in [
        "instantly_delete_workspace",
        "instantly_delete_workspace_domain",
        "instantly_initGoogleOAuth",
        "snov_create_warm_up",
    ] {
        assert!(refusal(&mut session, asked).await.contains("leaves it out"), "{asked}");
    }
}

#[tokio::test]
async fn what_no_call_of_a_vendor_does_is_told_with_where_it_is_done() {
    let mut session = StdioSession::initialized(with_all_vendors("http://127.0.0.1:9"), "2025-11-25").await;
    for (name, says) in [
        ("overloop_reply_to_conversation", "answered in Overloop's app"),
        ("overloop_create_automation", "in Overloop's app"),
        ("overloop_connect_mailbox", "connected in Overloop's app"),
        ("snov_delete_list", "lists are renamed and deleted in Snov.io's app"),
        ("snov_remove_lists", "lists are renamed and deleted in Snov.io's app"),
        ("snov_reply_to_email", "list_all_replies reads them"),
    ] {
        let message = refusal(&mut session, name).await;
        assert!(message.contains("documented API has no such call") && message.contains(says), "{name}: {message}");
        assert!(!message.contains("did you mean"), "{message}");
    }
    // Another word for what there is leads to it.
    for (name, tool) in
        [("instantly_remove_lead", "instantly_delete_lead"), ("snov_fetch_campaign", "snov_get_campaign")]
    {
        let message = refusal(&mut session, name).await;
        assert!(message.contains(&format!("did you mean `{tool}`")), "{message}");
    }
}

#[tokio::test]
async fn a_name_in_capital_letters_is_told_the_tool_and_a_long_one_is_cut() {
    let mut session = StdioSession::initialized(with_all_vendors("http://127.0.0.1:9"), "2025-11-25").await;
    for (name, tool) in [
        ("Instantly_List_Campaigns", "did you mean `instantly_list_campaigns`?"),
        ("OVERLOOP_CREATE_PROSPECT", "did you mean `overloop_create_prospect`?"),
    ] {
        let message = refusal(&mut session, name).await;
        assert!(message.contains(tool) && message.contains(name), "{message}");
    }
    let message = refusal(&mut session, &"Long".repeat(1_250)).await;
    assert!(message.contains("LongLong") && message.len() < 300, "{message}");
}
