//! The maximum of sessions: those that are idle give way.

use reqwest::{Client, StatusCode};
use serde_json::json;

use super::{
    http::{message, post, request},
    sse::Session,
};
use crate::support::{
    http_client,
    mock_vendor::{MockVendor, unending_answer},
    program::{Serving, command, initialize, modern_meta, with_account},
};

async fn open(client: &Client, serving: &Serving) -> reqwest::Response {
    let init = request(1, "initialize", initialize("2025-11-25"));
    post(client, serving, &init).send().await.unwrap()
}

fn id(response: &reqwest::Response) -> String {
    response.headers()["mcp-session-id"].to_str().unwrap().to_owned()
}

#[tokio::test]
async fn abandoned_sessions_give_way_to_new_ones() {
    let serving = Serving::start(command(), &["--max-sessions", "20"]).await;
    let client = http_client();
    let used = id(&open(&client, &serving).await);
    let list = request(2, "tools/list", json!({}));
    let in_use = async || {
        let response = post(&client, &serving, &list).header("mcp-session-id", &used).send().await.unwrap();
        response.status()
    };
    assert_eq!(in_use().await, StatusCode::OK);
    let first = id(&open(&client, &serving).await);
    for _ in 0..60 {
        assert_eq!(open(&client, &serving).await.status(), StatusCode::OK, "a new client is served at once");
    }
    assert_eq!(in_use().await, StatusCode::OK, "a session in use does not give way to those that are not");
    let gone = post(&client, &serving, &list).header("mcp-session-id", &first).send().await.unwrap();
    assert_eq!(gone.status(), StatusCode::NOT_FOUND);
    let metrics = client.get(serving.url("/metrics")).send().await.unwrap().text().await.unwrap();
    assert!(metrics.contains(r#"outreach_sessions{transport="streamable_http"} 20"#), "{metrics}");
}

#[tokio::test]
async fn sessions_with_running_calls_do_not_give_way() {
    let vendor = MockVendor::start().await;
    vendor.answer_next(unending_answer);
    let serving = Serving::start(with_account(&vendor.url()), &["--max-sessions", "1"]).await;
    let client = http_client();
    let session = id(&open(&client, &serving).await);
    let call = request(2, "tools/call", json!({ "name": "list_leads", "arguments": {} }));
    let running = post(&client, &serving, &call).header("mcp-session-id", &session).send().await.unwrap();
    vendor.wait_for_requests(1).await;
    let full = open(&client, &serving).await;
    assert_eq!(full.status(), StatusCode::SERVICE_UNAVAILABLE);
    let wait: u64 = full.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=51).contains(&wait), "a call takes at most 50 s: {wait}");
    // Clients without a session do not count.
    let modern = request(2, "tools/list", json!({ "_meta": modern_meta() }));
    let response = post(&client, &serving, &modern)
        .header("mcp-protocol-version", "2026-07-28")
        .header("mcp-method", "tools/list");
    assert_eq!(response.send().await.unwrap().status(), StatusCode::OK);
    let cancel = json!({ "jsonrpc": "2.0", "method": "notifications/cancelled", "params": { "requestId": 2 } });
    post(&client, &serving, &cancel).header("mcp-session-id", &session).send().await.unwrap();
    drop(running);
    let opened = async {
        while open(&client, &serving).await.status() != StatusCode::OK {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(crate::support::program::TIMEOUT, opened).await.expect("an idle session gives way");
}

#[tokio::test]
async fn idle_sse_sessions_give_way_to_new_ones() {
    let serving = Serving::start(command(), &["--max-sessions", "3"]).await;
    let mut used = Session::open(&serving).await;
    used.request(1, "initialize", initialize("2024-11-05")).await;
    let mut others = Vec::new();
    for _ in 0..6 {
        others.push(Session::open(&serving).await);
    }
    used.request(2, "ping", json!({})).await;
    let gone = http_client().post(&others[0].endpoint).body("{}").send().await.unwrap();
    assert_eq!(gone.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_client_cannot_say_much_of_itself() {
    let serving = Serving::start(command(), &[]).await;
    let client = http_client();
    let mut params = initialize("2025-11-25");
    params["clientInfo"]["title"] = "x".repeat(60_000).into();
    let fits = post(&client, &serving, &request(1, "initialize", params.clone())).send().await.unwrap();
    assert_eq!(fits.status(), StatusCode::OK);
    params["clientInfo"]["title"] = "x".repeat(70_000).into();
    let large = request(1, "initialize", params);
    let refused = post(&client, &serving, &large).send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::PAYLOAD_TOO_LARGE);
    let error = message(refused).await;
    assert!(error["error"]["message"].as_str().unwrap().contains("initialize"), "{error}");
    let session = Session::open(&serving).await;
    let refused = client.post(&session.endpoint).body(large.to_string()).send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::PAYLOAD_TOO_LARGE);
}
