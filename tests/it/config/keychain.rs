//! `login` and `logout`: keys in the system's keychain. Where GNOME Keyring is installed, it is the real one, on a bus of its own.

use std::{process::Stdio, time::Duration};

use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    process::Command,
};

use crate::support::{
    mock_vendor::MockVendor,
    program::{CLIENT_ID, KEY, TIMEOUT, command, output, run},
    terminal::has,
};

/// A session with a keychain that is unlocked, in which this script runs. `$outreach` is the binary.
fn session(home: &std::path::Path, vendor: &MockVendor, script: &str) -> Command {
    let mut session = Command::new("dbus-run-session");
    let script = format!(
        "printf pass | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1\noutreach='{}'\n{script}",
        env!("CARGO_BIN_EXE_outreach-mcp")
    );
    session.args(["--", "bash", "-c", &script]).env_clear().kill_on_drop(true);
    for (name, value) in command().as_std().get_envs() {
        session.env(name, value.unwrap_or_default());
    }
    session.env("HOME", home).env("XDG_RUNTIME_DIR", home).env("PATH", "/usr/bin:/bin").env("OUTREACH_PACE", "0");
    for vendor_id in ["INSTANTLY", "OVERLOOP", "SNOV"] {
        session.env(format!("{vendor_id}_BASE_URL"), vendor.url());
    }
    session
}

/// Runs a script in such a session.
async fn in_session(home: &std::path::Path, vendor: &MockVendor, script: &str) -> (String, String, i32) {
    let output = run(session(home, vendor, script)).await;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr), output.status.code().unwrap_or(-1))
}

#[tokio::test]
async fn a_key_is_kept_used_and_deleted() {
    if !has("dbus-run-session") || !has("gnome-keyring-daemon") || !has("bash") {
        return;
    }
    let vendor = MockVendor::start().await;
    vendor.answer_with(200, json!({ "items": [] }));
    let home = tempfile::tempdir().unwrap();
    let script = format!(
        "set -e
        echo {KEY} | $outreach login instantly
        printf '%s\\n' {CLIENT_ID} {KEY} | $outreach login snov --no-check
        $outreach config cursor
        $outreach doctor || true
        $outreach call instantly_list_leads
        $outreach logout instantly
        $outreach logout instantly
        $outreach call instantly_list_leads || true
        INSTANTLY_API_KEY={KEY} $outreach call instantly_list_leads"
    );
    let (stdout, stderr, code) = in_session(home.path(), &vendor, &script).await;
    assert_eq!(code, 0, "{stdout} {stderr}");
    let mut values = serde_json::Deserializer::from_str(&stdout).into_iter::<Value>().map(Result::unwrap);
    let mut next = || values.next().unwrap_or_else(|| panic!("{stdout} {stderr}"));
    assert_eq!(
        next(),
        json!({ "success": true, "vendor": "instantly", "kept": ["INSTANTLY_API_KEY"], "checked": true })
    );
    let snov = next();
    assert_eq!(snov["kept"], json!(["SNOV_CLIENT_ID", "SNOV_CLIENT_SECRET"]), "{snov}");
    let env = next()["mcpServers"]["outreach"]["env"].clone();
    let variables: Vec<&String> = env
        .as_object()
        .unwrap()
        .keys()
        .filter(|name| name.ends_with("_KEY") || name.starts_with("SNOV_CLIENT"))
        .collect();
    assert_eq!(variables, ["OVERLOOP_API_KEY"], "what the keychain has needs no variable");
    let doctor = next();
    let detail = doctor["vendors"][0]["detail"].as_str().unwrap();
    assert!(detail.contains("It used `INSTANTLY_API_KEY` in the system's keychain"), "{detail}");
    assert_eq!(next()["success"], true);
    assert_eq!(next()["deleted"], json!(["INSTANTLY_API_KEY"]));
    assert_eq!(next()["deleted"], json!([]));
    assert_eq!(next()["error_kind"], "not_configured");
    assert_eq!(next()["success"], true, "a variable needs no keychain");
    assert!(!stdout.contains(KEY) && !stderr.contains(KEY) && !stderr.contains(CLIENT_ID), "{stdout} {stderr}");
    let bearer = format!("Bearer {KEY}");
    let of_instantly = vendor.requests().into_iter().filter(|request| request.target.starts_with("/api/v2"));
    assert!(of_instantly.into_iter().all(|request| request.header("authorization") == Some(bearer.as_str())));
}

/// On a terminal, which shows what is typed unless the program keeps it from doing so.
#[tokio::test]
async fn what_is_typed_is_not_shown() {
    if ["dbus-run-session", "gnome-keyring-daemon", "bash", "script"].into_iter().any(|program| !has(program)) {
        return;
    }
    let vendor = MockVendor::start().await;
    vendor.answer_with(200, json!({ "items": [] }));
    let home = tempfile::tempdir().unwrap();
    let script =
        "printf 'Name> '; read -r name; $outreach login instantly; $outreach login snov --no-check; echo THE END";
    let script = format!("export outreach; exec script -qec \"{}\" /dev/null", script.replace('$', "\\$"));
    let mut session = session(home.path(), &vendor, &script);
    let mut child = session.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (mut stdin, mut stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let mut shown = String::new();
    for (prompt, typed) in [
        ("Name> ", "typed where it is shown"),
        ("Integrations, API Keys: ", KEY),
        ("Account settings, API: ", CLIENT_ID),
        ("API secret from Snov.io: Account settings, API: ", KEY),
        ("THE END", ""),
    ] {
        let mut part = [0; 1024];
        let is_asked = async {
            while !shown.contains(prompt) {
                let read = stdout.read(&mut part).await.unwrap();
                assert!(read > 0, "it ended before `{prompt}`: {shown}");
                shown.push_str(&String::from_utf8_lossy(&part[..read]));
            }
        };
        tokio::time::timeout(TIMEOUT, is_asked).await.unwrap_or_else(|_| panic!("no `{prompt}`: {shown}"));
        if typed.is_empty() {
            break;
        }
        // As a person does. `rpassword` prints the prompt, and then tells the terminal to show nothing.
        tokio::time::sleep(Duration::from_millis(700)).await;
        stdin.write_all(format!("{typed}\r").as_bytes()).await.unwrap();
    }
    assert!(shown.contains("typed where it is shown"), "{shown}");
    assert!(shown.contains("is kept in the system's keychain, and works"), "{shown}");
    assert!(!shown.contains(KEY) && !shown.contains(CLIENT_ID), "{shown}");
    assert!(!shown.contains("planted"), "not a part of it either: {shown}");
    let bearer = format!("Bearer {KEY}");
    assert!(vendor.requests().iter().all(|request| request.header("authorization") == Some(bearer.as_str())));
    assert!(!vendor.requests().is_empty());
}

#[tokio::test]
async fn a_key_that_is_refused_or_cannot_be_tried_is_not_kept() {
    if !has("dbus-run-session") || !has("gnome-keyring-daemon") || !has("bash") {
        return;
    }
    let vendor = MockVendor::start().await;
    vendor.answer_with(401, json!({ "message": "Unauthorized" }));
    let home = tempfile::tempdir().unwrap();
    for (script, words) in [
        (format!("echo {KEY} | $outreach login instantly"), "the vendor refuses the key"),
        (
            format!("echo {KEY} | INSTANTLY_BASE_URL=http://127.0.0.1:9 $outreach login instantly"),
            "the vendor cannot be reached",
        ),
        ("echo '<your key>' | $outreach login instantly".to_owned(), "is a placeholder"),
        ("echo 'planted key' | $outreach login instantly".to_owned(), "contains a space"),
        ("$outreach login instantly </dev/null".to_owned(), "is empty"),
    ] {
        let (stdout, stderr, code) = in_session(home.path(), &vendor, &script).await;
        assert!(code == 1 && stderr.contains(words), "{script}: {code} {stdout} {stderr}");
        assert!(!stderr.contains(KEY) && !stderr.contains("planted"), "{stderr}");
    }
    let state = home.path().join(".local/state/outreach-mcp");
    assert!(!state.join("keychain").exists());
}

#[tokio::test]
async fn without_a_keychain_the_other_ways_are_named() {
    let home = tempfile::tempdir().unwrap();
    let mut program = command();
    let bus = format!("unix:path={}/no-bus", home.path().display());
    program.env("HOME", home.path()).env("DBUS_SESSION_BUS_ADDRESS", bus);
    if cfg!(target_os = "linux") {
        let (_, stderr, code) = output(program, &["login", "snov"]).await;
        assert_eq!(code, 1, "{stderr}");
        for words in ["no keychain service", "SNOV_CLIENT_ID_FILE", "SNOV_CLIENT_SECRET_COMMAND"] {
            assert!(stderr.contains(words), "{stderr}");
        }
    }
    // One that held a key once.
    let state = home.path().join(".local/state/outreach-mcp");
    std::fs::create_dir_all(&state).unwrap();
    std::fs::write(state.join("keychain"), "INSTANTLY_API_KEY\n").unwrap();
    if cfg!(target_os = "linux") {
        let mut program = command();
        let bus = format!("unix:path={}/no-bus", home.path().display());
        program.env("HOME", home.path()).env("DBUS_SESSION_BUS_ADDRESS", bus);
        let (answer, _) = crate::support::program::call(program, "instantly_list_leads", json!({})).await;
        let error = answer["error"].as_str().unwrap();
        assert!(answer["error_kind"] == "not_configured" && error.contains("outreach-mcp login instantly"), "{error}");
    }
}
