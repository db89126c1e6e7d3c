//! The end of the server, and whether it is ready.

use std::process::Stdio;

use reqwest::StatusCode;
use serde_json::json;
use tokio::io::{AsyncBufReadExt, BufReader};

use crate::support::{
    http_client,
    journal::Journal,
    mock_vendor::{MockVendor, answer_when_told},
    program::{Serving, StdioSession, TIMEOUT, with_account},
};

#[cfg(unix)]
#[tokio::test]
async fn a_write_finishes_when_a_stdio_server_is_stopped() {
    let vendor = MockVendor::start().await;
    let (answer, told) = tokio::sync::oneshot::channel();
    vendor.answer_next(move || answer_when_told(told));
    let mut session = StdioSession::initialized(with_account(&vendor.url()), "2025-11-25").await;
    let call = session.begin_call("create_lead_list", json!({ "name": "A" })).await;
    vendor.wait_for_requests(1).await;
    let pid = session.child.id().unwrap().to_string();
    assert!(std::process::Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    // The signal has been handled once a further call is refused.
    loop {
        let answer = session.request("tools/call", json!({ "name": "list_leads", "arguments": {} })).await;
        if answer["error"]["message"].as_str().is_some_and(|message| message.contains("stopping")) {
            break;
        }
    }
    answer.send(json!({ "id": "0199", "name": "A" }).to_string()).unwrap();
    let answer = session.answer(call).await;
    assert_eq!(answer["result"]["structuredContent"]["success"], true, "{answer}");
    let status = tokio::time::timeout(TIMEOUT, session.child.wait()).await.expect("it ends in time").unwrap();
    assert_eq!(status.code(), Some(0));
}

#[tokio::test]
async fn a_server_without_a_journal_is_not_ready() {
    let vendor = MockVendor::start().await;
    let program = |store: &str| {
        let mut program = with_account(&vendor.url());
        program.env("OUTREACH_STORE", store);
        program
    };
    let unusable = "/dev/null/journal.db";
    let serving = Serving::start(program(unusable), &[]).await;
    let ready = |serving: &Serving| http_client().get(serving.url("/readyz")).send();
    let answer = ready(&serving).await.unwrap();
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.text().await.unwrap().contains("journal"));
    let healthy = http_client().get(serving.url("/healthz")).send().await.unwrap();
    assert_eq!(healthy.status(), StatusCode::OK);
    // Without tools that write, no journal is needed.
    let serving = Serving::start(program(unusable), &["--read-only"]).await;
    assert_eq!(ready(&serving).await.unwrap().status(), StatusCode::OK);

    let mut program = program(unusable);
    program.args(["serve", "--listen", "127.0.0.1:0"]).stdin(Stdio::null()).stdout(Stdio::null());
    let mut child = program.stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let told = async {
        while let Some(line) = lines.next_line().await.unwrap() {
            if line.contains("not ready") && line.contains("journal") {
                return;
            }
        }
        panic!("the log does not say why it is not ready");
    };
    tokio::time::timeout(TIMEOUT, told).await.expect("it is said at start");
}

/// A journal that is lost while the server runs: writes are refused from then on, and so the server is not ready until it is back.
#[cfg(unix)]
#[tokio::test]
async fn a_server_whose_journal_is_lost_is_not_ready_until_it_is_back() {
    let (vendor, journal) = (MockVendor::start().await, Journal::new());
    let serving = Serving::start(journal.command(&vendor), &[]).await;
    let ready = async || {
        let answer = http_client().get(serving.url("/readyz")).send().await.unwrap();
        (answer.status(), answer.text().await.unwrap())
    };
    assert_eq!(ready().await.0, StatusCode::OK);
    let aside = journal.path().with_extension("aside");
    std::fs::rename(journal.path(), &aside).unwrap();
    let (status, why) = ready().await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(why.contains("journal") && why.contains("writes are refused"), "{why}");
    std::fs::rename(&aside, journal.path()).unwrap();
    assert_eq!(ready().await.0, StatusCode::OK);
    std::fs::remove_file(journal.path()).unwrap();
    assert_eq!(ready().await.0, StatusCode::SERVICE_UNAVAILABLE);
}
