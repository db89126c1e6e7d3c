//! The command line: what it prints, and how it ends.

use std::process::Stdio;

use serde_json::{Value, json};
use tokio::{io::AsyncWriteExt, process::Command};

use crate::support::{
    program::{KEY, call, command, run, with_account, with_overloop},
    vendor::{Vendor, reply},
};

async fn output(mut command: Command, arguments: &[&str]) -> (String, String, i32) {
    command.args(arguments);
    let output = run(command).await;
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

#[tokio::test]
async fn a_call_prints_its_envelope_and_exits_by_it() {
    let vendor = Vendor::start().await;
    let (envelope, code) = call(with_account(&vendor.url()), "list_leads", json!({ "limit": 1 })).await;
    assert_eq!((envelope, code), (json!({ "success": true, "leads": [], "count": 0 }), 0));
    vendor.answers(404, json!({ "statusCode": 404, "error": "Not Found", "message": "Resource not found" }));
    let (envelope, code) = call(with_account(&vendor.url()), "instantly_get_lead", json!({ "lead_id": "x" })).await;
    assert_eq!((envelope["error_kind"].as_str(), code), (Some("not_found"), 1));
}

#[tokio::test]
async fn inputs_come_from_standard_input_too() {
    let vendor = Vendor::start().await;
    let mut command = with_account(&vendor.url());
    command.args(["call", "list_leads", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(br#"{"limit": 7}"#).await.unwrap();
    let output = child.wait_with_output().await.unwrap();
    assert!(output.status.success());
    assert_eq!(vendor.only().json(), json!({ "limit": 7 }));
}

#[tokio::test]
async fn wrong_usage_exits_with_2_and_says_what_is_right() {
    let table: [(&[&str], &str); 8] = [
        (&["call"], "<TOOL>"),
        (&["call", "instantly_list_lead"], "instantly_list_leads"),
        (&["call", "instantly_list_leads", "{limit: 3}"], "no JSON object"),
        (&["call", "instantly_list_leads", "[1]"], "no JSON object"),
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
async fn help_tells_the_commands_and_no_secret() {
    let mut program = command();
    program.env("OUTREACH_AUTH_TOKEN", KEY).env("INSTANTLY_API_KEY", KEY);
    let (help, _, code) = output(program, &["serve", "--help"]).await;
    assert_eq!(code, 0);
    assert!(help.contains("--auth-token") && help.contains("OUTREACH_AUTH_TOKEN") && !help.contains(KEY), "{help}");
    let (help, ..) = output(command(), &["--help"]).await;
    for task in ["stdio", "serve", "call", "tools", "schemas", "doctor", "config", "sandbox", "completions"] {
        assert!(help.contains(&format!("\n  {task} ")), "{task}");
    }
}

#[tokio::test]
async fn completions_are_there_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let (script, _, code) = output(command(), &["completions", shell]).await;
        assert!(code == 0 && script.contains("tool-names"), "{shell}");
    }
}

#[tokio::test]
async fn tools_are_listed_with_what_they_weigh() {
    let (text, _, code) = output(command(), &["tools", "--json"]).await;
    assert_eq!(code, 0);
    let tools: Vec<Value> = serde_json::from_str(&text).unwrap();
    assert_eq!(tools.len(), outreach_mcp::catalogue::actions().count() + 1, "the vendors' and the server's own");
    for tool in tools {
        assert!(tool["tokens"].as_u64().unwrap() > 10 && tool["effect"].is_string() && tool["description"].is_string());
    }
}

#[tokio::test]
async fn schemas_are_written_and_drift_is_named() {
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
async fn the_doctor_names_the_fix() {
    let (text, _, code) = output(command(), &["doctor"]).await;
    let report: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((code, report["vendors"][0]["state"].as_str()), (1, Some("not set up")));
    assert!(report["vendors"][0]["detail"].as_str().unwrap().contains("INSTANTLY_API_KEY"));

    let vendor = Vendor::start().await;
    let (text, _, code) = output(with_account(&vendor.url()), &["doctor"]).await;
    assert_eq!((code, vendor.only().target.as_str()), (0, "/api/v2/lead-lists?limit=1"), "{text}");

    let overloop = Vendor::start().await;
    overloop.answers(200, json!({ "data": { "id": "1", "type": "companies" } }));
    let (text, _, code) = output(with_overloop(&overloop.url()), &["doctor"]).await;
    assert_eq!((code, overloop.only().target.as_str()), (0, "/public/v1/account"), "{text}");

    vendor.answers(
        401,
        json!({ "statusCode": 401, "error": "Unauthorized", "message": format!("Invalid API key {KEY}") }),
    );
    let (text, stderr, code) = output(with_account(&vendor.url()), &["doctor", "-vvv"]).await;
    assert_eq!(code, 1);
    assert!(text.contains("INSTANTLY_API_KEY") && text.contains("unauthorized"), "{text}");
    assert!(!text.contains(KEY) && !stderr.contains(KEY));
}

#[tokio::test]
async fn the_flag_beats_the_variable_and_the_variable_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("outreach-mcp.toml");
    std::fs::write(&file, "tool_names = \"bare\"\nsandbox = false\n").unwrap();
    let first = async |variable: Option<&str>, flag: Option<&str>| {
        let mut program = command();
        program.arg("--config").arg(&file);
        if let Some(variable) = variable {
            program.env("OUTREACH_TOOL_NAMES", variable);
        }
        let mut arguments = vec!["tools", "--json"];
        arguments.extend(flag.into_iter().flat_map(|flag| ["--tool-names", flag]));
        let (text, stderr, _) = output(program, &arguments).await;
        let tools: Vec<Value> = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{stderr}"));
        tools[0]["name"].as_str().unwrap().to_owned()
    };
    assert_eq!(first(None, None).await, "activate_campaign");
    assert_eq!(first(Some("qualified"), None).await, "instantly_activate_campaign");
    assert_eq!(first(Some("qualified"), Some("bare")).await, "activate_campaign");
}

#[tokio::test]
async fn the_file_holds_keys_and_addresses_too() {
    let vendor = Vendor::start().await;
    let folder = tempfile::tempdir().unwrap();
    let (file, key) = (folder.path().join("o.toml"), folder.path().join("key"));
    std::fs::write(&key, format!("{KEY}\n")).unwrap();
    let toml =
        format!("instantly_base_url = '{}'\ninstantly_api_key_file = '{}'\npace = 0\n", vendor.url(), key.display());
    std::fs::write(&file, toml).unwrap();
    let mut program = command();
    program.arg("--config").arg(&file);
    let (envelope, code) = call(program, "list_leads", json!({})).await;
    assert_eq!(code, 0, "{envelope}");
    assert_eq!(vendor.only().header("authorization"), Some(format!("Bearer {KEY}").as_str()));
}

#[tokio::test]
async fn mistakes_in_the_configuration_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("o.toml");
    let table = [
        ("tool_name = 'bare'", "tool_names"),
        ("tool_names = ", "TOML"),
        ("tool_names = { a = 1 }", "tool_names"),
        ("tool_names = 'short'", "qualified"),
        ("instantly_base_url = 'api.instantly.ai'", "INSTANTLY_BASE_URL"),
        ("instantly_base_url = 'ftp://api.instantly.ai'", "INSTANTLY_BASE_URL"),
        ("instantly_api_key_file = '/no/such/key'", "/no/such/key"),
    ];
    for (toml, words) in table {
        std::fs::write(&file, toml).unwrap();
        let (_, stderr, code) = output(command(), &["--config", file.to_str().unwrap(), "tools"]).await;
        assert_eq!(code, 2, "{toml}: {stderr}");
        assert!(stderr.contains(words), "{toml}: {stderr}");
    }
    let mut program = command();
    program.env("INSTANTLY_API_KEY", KEY).env("INSTANTLY_API_KEY_FILE", "/some/file");
    let (_, stderr, code) = output(program, &["tools"]).await;
    assert!(code == 2 && stderr.contains("INSTANTLY_API_KEY_FILE") && !stderr.contains(KEY), "{stderr}");
}

#[tokio::test]
async fn a_file_in_the_working_folder_is_not_looked_at() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("outreach-mcp.toml"),
        "instantly_base_url = 'http://attacker.invalid'\nnonsense = 1\n",
    )
    .unwrap();
    let mut program = command();
    program.current_dir(folder.path());
    let (_, stderr, code) = output(program, &["tools"]).await;
    assert_eq!(code, 0, "{stderr}");
}

#[tokio::test]
async fn empty_variables_and_placeholders_are_none() {
    for nothing in ["", "  ", "<your Instantly key>"] {
        let mut program = command();
        program.env("INSTANTLY_API_KEY", nothing).env("INSTANTLY_BASE_URL", "");
        program.env("OUTREACH_SANDBOX", "").env("OUTREACH_CONFIG", "").env("OUTREACH_PACE", "");
        let (envelope, _) = call(program, "instantly_list_leads", json!({})).await;
        assert_eq!(envelope["error_kind"], "not_configured", "{nothing:?}");
    }
}

#[tokio::test]
async fn a_key_that_is_none_is_said_to_be_so() {
    for key in
        ["planted\u{7}key-0123456789", "planted\nkey-0123456789", "planted key-0123456789", "plantéd-key-0123456789"]
    {
        let mut program = command();
        program.env("INSTANTLY_API_KEY", key);
        let (_, stderr, code) = output(program, &["tools"]).await;
        assert_eq!(code, 2, "{key:?}");
        assert!(stderr.contains("INSTANTLY_API_KEY") && !stderr.contains("0123456789"), "{stderr}");
    }
}

#[tokio::test]
async fn the_base_url_may_end_in_the_prefix() {
    let vendor = Vendor::start().await;
    for base in [
        vendor.url(),
        format!("{}/", vendor.url()),
        format!("{}/api/v2", vendor.url()),
        format!("{}/api/v2/", vendor.url()),
    ] {
        let (envelope, _) = call(with_account(&base), "list_leads", json!({})).await;
        assert_eq!(envelope["success"], true, "{base}: {envelope}");
    }
    assert!(vendor.seen().iter().all(|seen| seen.target == "/api/v2/leads/list"));
}

#[tokio::test]
async fn a_client_is_set_up_and_keeps_what_it_had() {
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

    let (snippet, ..) = output(command(), &["--sandbox", "config", "claude-desktop"]).await;
    let snippet: Value = serde_json::from_str(&snippet).unwrap();
    assert_eq!(snippet["mcpServers"]["outreach"]["args"], json!(["--sandbox"]));
}

#[tokio::test]
async fn nothing_is_logged_of_what_a_call_says() {
    let vendor = Vendor::start().await;
    vendor.then(|| reply(500, "text/plain", format!("key {KEY} of Ada Lovelace")));
    let mut program = with_account(&vendor.url());
    program.args(["-vvv", "call", "create_lead_list", r#"{"name": "A very private list"}"#]);
    let output = run(program).await;
    let log = String::from_utf8(output.stderr).unwrap();
    assert!(log.contains("create_lead_list") && log.contains("outcome_unknown"), "{log}");
    assert!(!log.contains("private") && !log.contains(KEY) && !log.contains("Lovelace"), "{log}");
    assert!(!String::from_utf8(output.stdout).unwrap().contains(KEY));
}
