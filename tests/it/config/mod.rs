//! Configuration: flags, variables and the file, which of them wins, and mistakes in each.

mod commands;
mod files;
mod keychain;
mod keys;
mod sources;
mod token;

use serde_json::{Value, json};

use crate::support::{
    mock_vendor::MockVendor,
    program::{KEY, call, command, output, with_account},
};

#[tokio::test]
async fn a_flag_beats_a_variable_and_a_variable_beats_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("outreach-mcp.toml");
    std::fs::write(&file, "tool_names = \"bare\"\nsandbox = false\n").unwrap();
    let first = async |variable: Option<&str>, flag: Option<&str>| {
        let mut program = command();
        program.arg("--config").arg(&file);
        if let Some(variable) = variable {
            program.env("OUTREACH_TOOL_NAMES", variable);
        }
        let mut arguments = vec!["tools", "--json", "--toolsets", "all"];
        arguments.extend(flag.into_iter().flat_map(|flag| ["--tool-names", flag]));
        let (text, stderr, _) = output(program, &arguments).await;
        let tools: Vec<Value> = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{stderr}"));
        let names = tools.iter().map(|tool| tool["name"].as_str().unwrap());
        names.into_iter().find(|name| name.ends_with("activate_campaign")).unwrap().to_owned()
    };
    assert_eq!(first(None, None).await, "activate_campaign");
    assert_eq!(first(Some("qualified"), None).await, "instantly_activate_campaign");
    assert_eq!(first(Some("qualified"), Some("bare")).await, "activate_campaign");
}

#[tokio::test]
async fn the_file_may_hold_key_files_and_base_urls() {
    let vendor = MockVendor::start().await;
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
    assert_eq!(vendor.only_request().header("authorization"), Some(format!("Bearer {KEY}").as_str()));
}

#[tokio::test]
async fn mistakes_in_the_configuration_are_named_and_exit_with_2() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("o.toml");
    let table = [
        ("tool_name = 'bare'", "tool_names"),
        ("tool_names = ", "TOML"),
        ("tool_names = { a = 1 }", "tool_names"),
        ("tool_names = 'short'", "qualified"),
        ("instantly_base_url = 'api.instantly.ai'", "`instantly_base_url`"),
        ("instantly_base_url = 'ftp://api.instantly.ai'", "`instantly_base_url`"),
        ("instantly_api_key_file = { path = 'x' }", "`instantly_api_key_file`"),
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
async fn a_file_in_the_working_directory_is_not_read() {
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
async fn empty_variables_and_placeholders_count_as_unset() {
    for nothing in ["", "  ", "<your Instantly key>"] {
        let mut program = command();
        program.env("INSTANTLY_API_KEY", nothing).env("INSTANTLY_BASE_URL", "");
        program.env("OUTREACH_SANDBOX", "").env("OUTREACH_CONFIG", "").env("OUTREACH_PACE", "");
        let (envelope, _) = call(program, "instantly_list_leads", json!({})).await;
        assert_eq!(envelope["error_kind"], "not_configured", "{nothing:?}");
    }
}

#[tokio::test]
async fn a_base_url_may_end_in_the_vendors_path_prefix() {
    let vendor = MockVendor::start().await;
    for base in [
        vendor.url(),
        format!("{}/", vendor.url()),
        format!("{}/api/v2", vendor.url()),
        format!("{}/api/v2/", vendor.url()),
    ] {
        let (envelope, _) = call(with_account(&base), "list_leads", json!({})).await;
        assert_eq!(envelope["success"], true, "{base}: {envelope}");
    }
    assert!(vendor.requests().iter().all(|seen| seen.target == "/api/v2/leads/list"));
}
