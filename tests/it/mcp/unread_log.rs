//! A client that starts the server with a pipe for its log and never reads it.

use std::time::Duration;

use serde_json::json;
use tokio::{io::AsyncReadExt, process::Command};

use crate::support::{
    mock_vendor::MockVendor,
    program::{StdioSession, TIMEOUT, with_account},
};

const CALLS: usize = 2000;

/// A session with a detailed log that nobody reads, after so many calls that the pipe and every buffer are full.
async fn session_with_a_full_log() -> StdioSession {
    let vendor = MockVendor::start().await;
    let mut command = with_account(&vendor.url());
    command.arg("-vv");
    let mut session = StdioSession::initialized(command, "2025-11-25").await;
    for call in 0..CALLS {
        let envelope = session.envelope("list_leads", json!({ "limit": 1 })).await;
        assert_eq!(envelope["success"], true, "call {call}: {envelope}");
    }
    // More lines than the queue holds, from calls that cost little.
    for _ in 0..CALLS {
        session.begin_call("list_leads", json!({ "limit": "none" })).await;
    }
    session.envelopes(CALLS).await;
    session
}

async fn check_it_ends(session: &mut StdioSession) {
    let status = tokio::time::timeout(Duration::from_secs(5), session.child.wait()).await;
    status.expect("the process ends although nobody reads its log").unwrap();
}

#[tokio::test]
async fn a_log_that_nobody_reads_keeps_neither_calls_nor_the_end_of_input() {
    let mut session = session_with_a_full_log().await;
    drop(session.stdin.take());
    check_it_ends(&mut session).await;
}

#[tokio::test]
async fn a_log_that_nobody_reads_does_not_keep_a_signal_from_ending_the_server() {
    let mut session = session_with_a_full_log().await;
    let pid = session.child.id().unwrap().to_string();
    Command::new("kill").args(["-TERM", &pid]).status().await.unwrap();
    check_it_ends(&mut session).await;
}

#[tokio::test]
async fn a_log_that_is_read_late_says_how_many_lines_were_dropped() {
    let mut session = session_with_a_full_log().await;
    let mut stderr = session.child.stderr.take().unwrap();
    let mut log = Vec::new();
    let reads = async {
        let mut part = [0; 65536];
        while !String::from_utf8_lossy(&log).contains("lines of the log were dropped here") {
            let read = stderr.read(&mut part).await.unwrap();
            assert!(read > 0, "the log ends without saying it");
            log.extend_from_slice(&part[..read]);
        }
    };
    tokio::time::timeout(TIMEOUT, reads).await.expect("the log says how many lines were dropped");
}
