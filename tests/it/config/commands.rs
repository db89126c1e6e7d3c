//! Keys that a command prints, such as a password manager's.

use serde_json::{Value, json};
use tokio::process::Command;

use crate::support::{
    mock_vendor::MockVendor,
    program::{KEY, StdioSession, call, command, output, with_account},
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
    // What it leaves in the background keeps the pipe open, and is not waited for.
    let began = std::time::Instant::now();
    let line = format!("sleep 60 2>/dev/null & echo {KEY}");
    let (answer, _) = call(printing(&vendor, &line), "instantly_list_leads", json!({})).await;
    assert!(answer["success"] == true && began.elapsed().as_secs() < 20, "{:?}: {answer}", began.elapsed());
    // From the configuration file, over a placeholder that a client has left in the variable.
    std::fs::write(&config, format!("instantly_api_key_command = \"echo {KEY}\"\n")).unwrap();
    let mut program = with_account(&vendor.url());
    program.env("INSTANTLY_API_KEY", "<your Instantly API key>").env("PATH", "/usr/bin:/bin");
    program.env("OUTREACH_CONFIG", &config);
    let (answer, _) = call(program, "instantly_list_leads", json!({})).await;
    assert_eq!(answer["success"], true, "{answer}");
    let authorized =
        vendor.requests().iter().all(|request| request.headers["authorization"] == format!("Bearer {KEY}"));
    assert!(authorized && vendor.requests().len() == 3);
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
        // The variable itself may have a space; and to set the other one is an error.
        assert!(!error.contains("up: `INSTANTLY_API_KEY_COMMAND` contains"), "{error}");
        assert!(!error.contains("INSTANTLY_API_KEY`"), "{error}");
        assert!(error.contains("Correct the command in `INSTANTLY_API_KEY_COMMAND`"), "{error}");
        assert!(!error.contains("SECRET-IN-LINE"), "{error}");
    }
    assert!(vendor.requests().is_empty());
}

/// What a rejected key is told to be, by the way in which it is set.
#[cfg(unix)]
#[tokio::test]
async fn a_rejected_key_is_corrected_where_it_is_set() {
    let folder = tempfile::tempdir().unwrap();
    let key = folder.path().join("key");
    std::fs::write(&key, format!("{KEY}\n")).unwrap();
    let (file, print) = (key.to_str().unwrap(), format!("cat '{}'", key.display()));
    for (vendor, variable, tool) in [
        ("INSTANTLY", "INSTANTLY_API_KEY", "instantly_list_leads"),
        ("OVERLOOP", "OVERLOOP_API_KEY", "overloop_get_account"),
        ("SNOV", "SNOV_CLIENT_SECRET", "snov_get_balance"),
    ] {
        for (way, value, words) in [
            ("", KEY, format!("Set `{variable}`")),
            ("_FILE", file, format!("the key in the file that `{variable}_FILE` names")),
            ("_COMMAND", &print, format!("the key that the command in `{variable}_COMMAND` prints")),
        ] {
            let refusing = MockVendor::start().await;
            refusing.answer_with(401, json!({ "message": "Unauthorized" }));
            let mut program = command();
            program
                .env("PATH", "/usr/bin:/bin")
                .env("OUTREACH_PACE", "0")
                .env(format!("{vendor}_BASE_URL"), refusing.url());
            program.env(format!("{variable}{way}"), value);
            if vendor == "SNOV" {
                program.env("SNOV_CLIENT_ID", "planted-id-0123456789-abcdefgh");
                refusing.grant_next(|| crate::support::mock_vendor::reply(401, "application/json", "{}"));
            }
            let (answer, _) = call(program, tool, json!({})).await;
            let error = answer["error"].as_str().unwrap();
            assert_eq!(answer["error_kind"], "unauthorized", "{answer}");
            let words = if vendor == "SNOV" && way.is_empty() { "Set `SNOV_CLIENT_ID`".to_owned() } else { words };
            assert!(error.contains(&words), "{variable}{way}: {error}");
            assert!(way.is_empty() || !error.contains(&format!("Set `{variable}`")), "{error}");
            assert!(way != "_COMMAND" || error.contains("is asked again at the next call"), "{error}");
        }
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_rejected_key_is_read_again_at_most_once_a_minute() {
    let vendor = MockVendor::start().await;
    let folder = tempfile::tempdir().unwrap();
    let (key, runs) = (folder.path().join("key"), folder.path().join("runs"));
    std::fs::write(&key, "old-key-0123456789").unwrap();
    let line = format!("echo run >>'{}'; cat '{}'", runs.display(), key.display());
    let count = || std::fs::read_to_string(&runs).unwrap_or_default().lines().count();
    let mut session = StdioSession::initialized(printing(&vendor, &line), "2025-11-25").await;
    assert_eq!(count(), 0, "no call needs it yet");
    vendor.answer_with(401, json!({ "message": "Unauthorized" }));
    let refused = session.envelope("list_leads", json!({ "search": "a" })).await;
    assert!(refused["error"].as_str().unwrap().contains("is asked again at the next call"), "{refused}");
    std::fs::write(&key, KEY).unwrap();
    vendor.answer_with(200, json!({ "items": [] }));
    let taken = session.envelope("list_leads", json!({ "search": "b" })).await;
    assert_eq!((&taken["success"], count()), (&json!(true), 2), "{taken}");
    assert_eq!(vendor.requests().last().unwrap().header("authorization"), Some(format!("Bearer {KEY}").as_str()));
    vendor.answer_with(401, json!({ "message": "Unauthorized" }));
    for search in ["c", "d"] {
        let refused = session.envelope("list_leads", json!({ "search": search })).await;
        assert!(refused["error"].as_str().unwrap().contains("less than a minute ago"), "{refused}");
    }
    assert_eq!(count(), 2);
    let (_, log) = session.end().await;
    assert!(!log.contains(KEY) && !log.contains("old-key"), "{log}");
}

#[cfg(unix)]
#[tokio::test]
async fn a_command_is_run_by_the_call_that_needs_it_and_ends_with_the_program() {
    let vendor = MockVendor::start().await;
    vendor.answer_with(200, json!({ "items": [] }));
    let folder = tempfile::tempdir().unwrap();
    let pid = folder.path().join("pid");
    let line = format!("echo $$ >>'{}'; sleep 100; echo {KEY}", pid.display());
    let pages = folder.path().join("man");
    for words in
        [&["tools"][..], &["tools", "list_leads"], &["config", "cursor"], &["man", "--out", pages.to_str().unwrap()]]
    {
        let (_, stderr, code) = output(printing(&vendor, &line), words).await;
        assert_eq!(code, 0, "{words:?}: {stderr}");
    }
    let mut program = printing(&vendor, &line);
    program.arg("--call-timeout=1s");
    let mut session = StdioSession::initialized(program, "2025-11-25").await;
    assert!(!session.request("tools/list", json!({})).await["result"]["tools"].as_array().unwrap().is_empty());
    assert!(!pid.exists(), "nothing has needed it");
    for _ in 0..2 {
        let waiting = session.envelope("list_leads", json!({})).await;
        assert_eq!((&waiting["error_kind"], &waiting["retryable"]), (&json!("timeout"), &json!(true)), "{waiting}");
        assert!(waiting["error"].as_str().unwrap().contains("may wait for a person"), "{waiting}");
    }
    let started = std::fs::read_to_string(&pid).unwrap();
    assert_eq!(started.lines().count(), 1, "the second call waits for the command of the first");
    session.end().await;
    let group: i32 = started.trim().parse().unwrap();
    let is_gone = || {
        let group = rustix::process::Pid::from_raw(group).unwrap();
        rustix::process::test_kill_process_group(group).is_err()
    };
    let began = std::time::Instant::now();
    while !is_gone() {
        assert!(began.elapsed().as_secs() < 10, "what the command started is left");
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_late_key_is_taken_by_the_next_call() {
    let vendor = MockVendor::start().await;
    vendor.answer_with(200, json!({ "items": [] }));
    let mut program = printing(&vendor, &format!("sleep 3; echo {KEY}"));
    program.arg("--call-timeout=1s");
    let mut session = StdioSession::initialized(program, "2025-11-25").await;
    let mut last = Value::Null;
    for _ in 0..8 {
        last = session.envelope("list_leads", json!({})).await;
        if last["success"] == true {
            break;
        }
    }
    assert_eq!(last["success"], true, "{last}");
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
