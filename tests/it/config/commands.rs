//! Keys that a command prints, such as a password manager's.

use serde_json::{Value, json};
use tokio::process::Command;

use crate::support::{
    mock_vendor::MockVendor,
    program::{KEY, call, command, output, with_account},
};

fn printing(vendor: &MockVendor, line: &str) -> Command {
    let mut program = with_account(&vendor.url());
    program.env_remove("INSTANTLY_API_KEY").env("INSTANTLY_API_KEY_COMMAND", line).env("PATH", "/usr/bin:/bin");
    program
}

#[cfg(unix)]
#[tokio::test]
async fn the_key_is_what_the_command_prints() {
    let vendor = MockVendor::start().await;
    vendor.answer_with(200, json!({ "items": [] }));
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("o.toml");
    let line = format!("printf '%s\\n' \"{KEY}\"; echo unlocked >&2; cat >/dev/null");
    let (answer, _) = call(printing(&vendor, &line), "instantly_list_leads", json!({})).await;
    assert_eq!(answer["success"], true, "{answer}");
    // From the configuration file, over a placeholder that a client has left in the variable.
    std::fs::write(&config, format!("instantly_api_key_command = \"echo {KEY}\"\n")).unwrap();
    let mut program = with_account(&vendor.url());
    program.env("INSTANTLY_API_KEY", "<your Instantly API key>").env("PATH", "/usr/bin:/bin");
    program.env("OUTREACH_CONFIG", &config);
    let (answer, _) = call(program, "instantly_list_leads", json!({})).await;
    assert_eq!(answer["success"], true, "{answer}");
    let authorized =
        vendor.requests().iter().all(|request| request.headers["authorization"] == format!("Bearer {KEY}"));
    assert!(authorized && vendor.requests().len() == 2);
}

#[cfg(unix)]
#[tokio::test]
async fn a_command_that_gives_no_key_is_explained_without_showing_it() {
    let vendor = MockVendor::start().await;
    for (line, words) in [
        ("exit 3 # SECRET-IN-LINE", "failed with exit code 3"),
        ("true # SECRET-IN-LINE", "printed nothing"),
        ("no-such-program-here SECRET-IN-LINE", "failed with exit code 127"),
        ("head -c 100000 /dev/zero # SECRET-IN-LINE", "printed more than"),
        ("printf 'a key' # SECRET-IN-LINE", "a space at position 2"),
        ("kill -9 $$ # SECRET-IN-LINE", "was stopped by a signal"),
    ] {
        let (answer, _) = call(printing(&vendor, line), "instantly_list_leads", json!({})).await;
        let error = answer["error"].as_str().unwrap();
        assert_eq!(answer["error_kind"], "not_configured", "{answer}");
        assert!(error.contains(words) && error.contains("INSTANTLY_API_KEY_COMMAND"), "{line}: {error}");
        assert!(!error.contains("SECRET-IN-LINE"), "{error}");
    }
    assert!(vendor.requests().is_empty());
}

#[tokio::test]
async fn a_key_is_said_in_one_way_and_the_clients_entry_keeps_it() {
    for other in ["INSTANTLY_API_KEY", "INSTANTLY_API_KEY_FILE"] {
        let mut program = command();
        program.env("INSTANTLY_API_KEY_COMMAND", "echo x").env(other, "/some/thing");
        let (_, stderr, code) = output(program, &["doctor"]).await;
        assert!(code == 2 && stderr.contains("INSTANTLY_API_KEY_COMMAND") && stderr.contains(other), "{stderr}");
    }
    let mut program = command();
    program.env("INSTANTLY_API_KEY_COMMAND", "op read op://Work/Instantly/key");
    let (entry, stderr, code) = output(program, &["config", "cursor"]).await;
    assert_eq!(code, 0, "{stderr}");
    let entry: Value = serde_json::from_str(&entry).unwrap();
    let env = &entry["mcpServers"]["outreach"]["env"];
    assert_eq!(env["INSTANTLY_API_KEY_COMMAND"], "op read op://Work/Instantly/key");
    assert!(env.get("INSTANTLY_API_KEY").is_none(), "{env}");
}
