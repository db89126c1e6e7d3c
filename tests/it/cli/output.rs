//! What is written to standard output: quietly ended, checked, and harmless on a terminal.

use std::process::Stdio;

use serde_json::json;

use crate::support::{
    mock_vendor::MockVendor,
    program::{KEY, TIMEOUT, command},
    terminal::{on_a_terminal, run_in},
};

/// Every command that prints.
const PRINTING: [&[&str]; 12] = [
    &["--help"],
    &["--version"],
    &["help", "serve"],
    &["call", "--help-all"],
    &["--sandbox", "call", "instantly_list_leads"],
    &["--sandbox", "tools"],
    &["--sandbox", "tools", "instantly_list_leads"],
    &["--sandbox", "doctor"],
    &["schemas", "--check"],
    &["config", "cursor"],
    &["config", "codex"],
    &["completions", "bash"],
];

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_result_that_cannot_be_written_is_an_error() {
    for arguments in PRINTING {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut program = command();
        program.args(arguments).stdin(Stdio::null()).stdout(full).stderr(Stdio::piped());
        let output = tokio::time::timeout(TIMEOUT, program.spawn().unwrap().wait_with_output()).await.unwrap().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {stderr}");
        assert!(stderr.contains("cannot write to standard output"), "{arguments:?}: {stderr}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_reader_that_has_seen_enough_ends_a_command_quietly() {
    for arguments in PRINTING {
        let line = format!("set -o pipefail; outreach-mcp {} | true", arguments.join(" "));
        let (_, stderr, code) = run_in("bash", &[], &line).await;
        // `schemas --check` finds none in this directory's place, which is its own exit code.
        assert!(code == 0 || arguments[0] == "schemas", "{arguments:?}: {stderr}");
        assert_eq!(stderr, "", "{arguments:?}");
    }
}

#[tokio::test]
async fn a_vendors_control_characters_do_not_reach_a_terminal() {
    let vendor = MockVendor::start().await;
    let hostile = "a\u{9b}31mb\u{7f}c\u{202e}d\u{2066}e\u{1b}[2Jf\u{e0041}ü";
    vendor.answer_with(200, json!({ "items": [{ "id": "1", "first_name": hostile }] }));
    let line =
        format!("INSTANTLY_API_KEY={KEY} INSTANTLY_BASE_URL={} outreach-mcp call instantly_list_leads", vendor.url());
    let Some(shown) = on_a_terminal(200, &line).await else { return };
    assert!(shown.contains(r"a\u009b31mb\u007fc\u202ed\u2066e\u001b[2Jf\udb40\udc41ü"), "{shown}");
    // In a pipe, the text is what the vendor wrote.
    let (piped, ..) = run_in("bash", &[], &line).await;
    assert!(piped.contains("a\u{9b}31mb\u{7f}c\u{202e}d"), "{piped}");
}

#[tokio::test]
async fn a_long_call_shows_on_a_terminal_what_it_waits_for() {
    let vendor = MockVendor::start().await;
    vendor.answer_next(|| {
        std::thread::sleep(std::time::Duration::from_millis(1200));
        crate::support::mock_vendor::reply(200, "application/json", r#"{"items":[]}"#.to_owned())
    });
    let call =
        format!("INSTANTLY_API_KEY={KEY} INSTANTLY_BASE_URL={} outreach-mcp call instantly_list_leads", vendor.url());
    let Some(shown) = on_a_terminal(100, &format!("{call} >/dev/null; echo end")).await else { return };
    assert!(shown.contains("list_leads"), "{shown:?}");
    let (_, stderr, _) = run_in("bash", &[], &call).await;
    assert_eq!(stderr, "", "not in a pipe");
}
