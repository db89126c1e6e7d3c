//! The commands: what they print, and their exit codes.

mod completions;
mod config_entry;
mod health;
mod mistakes;
mod output;
mod tables;
mod tools;

use std::process::Stdio;

use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;

use crate::support::{
    catalogue::{HELPERS, OUTREACH, actions},
    mock_vendor::{MockVendor, reply},
    program::{KEY, call, command, output, run, with_account, with_overloop},
};

#[tokio::test]
async fn call_prints_the_envelope_and_exits_with_its_outcome() {
    let vendor = MockVendor::start().await;
    let (envelope, code) = call(with_account(&vendor.url()), "list_leads", json!({ "limit": 1 })).await;
    assert_eq!((envelope, code), (json!({ "success": true, "leads": [], "count": 0, "has_more": false }), 0));
    vendor.answer_with(404, json!({ "statusCode": 404, "error": "Not Found", "message": "Resource not found" }));
    let (envelope, code) =
        call(with_account(&vendor.url()), "instantly_get_lead", json!({ "lead_id": crate::vendors::ID })).await;
    assert_eq!((envelope["error_kind"].as_str(), code), (Some("not_found"), 1));
}

#[tokio::test]
async fn call_reads_arguments_from_standard_input() {
    let vendor = MockVendor::start().await;
    let mut command = with_account(&vendor.url());
    command.args(["call", "list_leads", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(br#"{"limit": 7}"#).await.unwrap();
    let output = child.wait_with_output().await.unwrap();
    assert!(output.status.success());
    assert_eq!(vendor.only_request().json(), json!({ "limit": 7 }));
}

#[tokio::test]
async fn wrong_usage_exits_with_2_and_names_the_right_form() {
    let table: [(&[&str], &str); 8] = [
        (&["call"], "<TOOL>"),
        (&["call", "instantly_list_lead"], "instantly_list_leads"),
        (&["call", "instantly_list_leads", "{limit: 3}"], "not a JSON object"),
        (&["call", "instantly_list_leads", "[1]"], "not a JSON object"),
        (&["clal"], "call"),
        (&["--tool-names", "short"], "qualified"),
        (&["--log", "loud", "tools"], "trace"),
        (&["--config", "/no/such/file.toml", "tools"], "/no/such/file.toml"),
    ];
    for (arguments, words) in table {
        let (stdout, stderr, code) = output(command(), arguments).await;
        assert_eq!(code, 2, "{arguments:?}: {stderr}");
        assert!(stderr.contains(words), "{arguments:?}: {stderr}");
        assert_eq!(stdout, "", "{arguments:?}");
    }
}

#[tokio::test]
async fn help_lists_the_commands_and_shows_no_secret() {
    let mut program = command();
    program.env("OUTREACH_AUTH_TOKEN", KEY).env("INSTANTLY_API_KEY", KEY);
    let (help, _, code) = output(program, &["serve", "--help"]).await;
    assert_eq!(code, 0);
    assert!(!help.contains("--deny-recipient") && help.contains("--help-all"), "{help}");
    assert!(help.contains("--auth-token") && help.contains("OUTREACH_AUTH_TOKEN") && !help.contains(KEY), "{help}");
    let (help, ..) = output(command(), &["--help"]).await;
    for task in ["stdio", "serve", "call", "tools", "schemas", "doctor", "config", "sandbox", "completions"] {
        assert!(help.contains(&format!("\n  {task} ")), "{task}");
        let (own, ..) = output(command(), &[task, "--help"]).await;
        assert!(!own.contains("--deny-recipient") && own.contains("--help-all"), "{task}: {own}");
        let (all, _, code) = output(command(), &[task, "--help-all"]).await;
        assert!(
            code == 0 && all.contains("--deny-recipient") && all.contains("OUTREACH_DENY_RECIPIENT"),
            "{task}: {all}"
        );
    }
}

#[tokio::test]
async fn tools_json_has_effect_tokens_and_description_of_each_tool() {
    let (text, _, code) = output(command(), &["tools", "--json"]).await;
    assert_eq!(code, 0);
    let tools: Vec<Value> = serde_json::from_str(&text).unwrap();
    assert_eq!(
        tools.len(),
        actions().len() + 1 + HELPERS.len() + OUTREACH.len(),
        "every action, `resolve_outcome` and what calls the unlisted"
    );
    for tool in tools {
        assert!(tool["tokens"].as_u64().unwrap() > 10 && tool["effect"].is_string() && tool["description"].is_string());
    }
}

#[tokio::test]
async fn schemas_writes_the_files_and_check_names_those_that_differ() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    let (_, stderr, code) = output(command(), &["schemas", "--out", path]).await;
    assert_eq!(code, 0, "{stderr}");
    assert_eq!(output(command(), &["schemas", "--out", path, "--check"]).await.2, 0);
    let leads = folder.path().join("instantly/list_leads.json");
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(&leads).unwrap()).unwrap();
    for key in ["name", "title", "description", "annotations", "inputSchema", "outputSchema"] {
        assert!(schema.get(key).is_some(), "{key}");
    }
    std::fs::write(&leads, "{}").unwrap();
    std::fs::write(folder.path().join("instantly/gone.json"), "{}").unwrap();
    let (text, _, code) = output(command(), &["schemas", "--out", path, "--check"]).await;
    assert_eq!(code, 1);
    assert!(
        text.contains("list_leads.json") && text.contains("gone.json") && !text.contains("get_lead.json"),
        "{text}"
    );
}

#[tokio::test]
async fn doctor_names_the_fix() {
    let (text, _, code) = output(command(), &["doctor"]).await;
    let report: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((code, report["vendors"][0]["state"].as_str()), (1, Some("not set up")));
    assert!(report["vendors"][0]["detail"].as_str().unwrap().contains("INSTANTLY_API_KEY"));

    let vendor = MockVendor::start().await;
    let (text, _, code) = output(with_account(&vendor.url()), &["doctor"]).await;
    assert_eq!((code, vendor.only_request().target.as_str()), (0, "/api/v2/lead-lists?limit=1"), "{text}");

    let overloop = MockVendor::start().await;
    overloop.answer_with(200, json!({ "data": { "id": "1", "type": "companies" } }));
    let (text, _, code) = output(with_overloop(&overloop.url()), &["doctor"]).await;
    // The account by itself, and what each generation of the API says to the key.
    let asked: Vec<String> = overloop.requests().iter().map(|request| request.target.clone()).collect();
    assert_eq!((code, asked.iter().all(|target| target.ends_with("/account"))), (0, true), "{asked:?} {text}");

    vendor.answer_with(
        401,
        json!({ "statusCode": 401, "error": "Unauthorized", "message": format!("Invalid API key {KEY}") }),
    );
    let (text, stderr, code) = output(with_account(&vendor.url()), &["doctor", "-vvv"]).await;
    assert_eq!(code, 1);
    assert!(text.contains("INSTANTLY_API_KEY") && text.contains("unauthorized"), "{text}");
    assert!(!text.contains(KEY) && !stderr.contains(KEY));
}

#[tokio::test]
async fn config_write_merges_the_clients_file_and_backs_it_up() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join(".cursor/mcp.json");
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(&file, "{\n  // mine\n  \"mcpServers\": {\n    \"other\": { \"command\": \"x\" }\n  }\n}\n")
        .unwrap();
    let mut program = command();
    program.env("HOME", home.path()).env("INSTANTLY_API_KEY", KEY);
    let (text, stderr, code) = output(program, &["config", "cursor", "--write"]).await;
    assert_eq!(code, 0, "{stderr}");
    let report: Value = serde_json::from_str(&text).unwrap();
    assert!(std::path::Path::new(report["backup"].as_str().unwrap()).exists());
    let written = std::fs::read_to_string(&file).unwrap();
    assert!(
        written.contains("// mine") && written.contains("\"other\"") && written.contains("\"outreach\""),
        "{written}"
    );
    assert!(!written.contains(KEY) && written.contains("INSTANTLY_API_KEY"), "{written}");

    let mut program = command();
    program.env_remove("OUTREACH_STORE").env_remove("OUTREACH_DUPLICATE_WINDOW");
    let (snippet, ..) = output(program, &["--sandbox", "config", "claude-desktop"]).await;
    let snippet: Value = serde_json::from_str(&snippet).unwrap();
    assert_eq!(snippet["mcpServers"]["outreach"]["args"], json!(["--sandbox"]));
}

#[tokio::test]
async fn the_log_holds_no_arguments_and_no_answer() {
    let vendor = MockVendor::start().await;
    vendor.answer_next(|| reply(500, "text/plain", format!("key {KEY} of Ada Lovelace")));
    let mut program = with_account(&vendor.url());
    program.args(["-vvv", "call", "create_lead_list", r#"{"name": "A very private list"}"#]);
    let output = run(program).await;
    let log = String::from_utf8(output.stderr).unwrap();
    assert!(log.contains("create_lead_list") && log.contains("outcome_unknown"), "{log}");
    assert!(!log.contains("private") && !log.contains(KEY) && !log.contains("Lovelace"), "{log}");
    assert!(!String::from_utf8(output.stdout).unwrap().contains(KEY));
}
