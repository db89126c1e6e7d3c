//! Large answers: they wait for each other, and nobody else waits for them.

use futures_util::future::join_all;
use reqwest::StatusCode;
use serde_json::{Value, json};

use super::http::{message, post, request};
use crate::support::{
    http_client,
    mock_vendor::MockVendor,
    program::{Serving, StdioSession, modern_meta, with_account},
};

/// A list of leads of about this many bytes.
fn leads(bytes: usize) -> Value {
    let lead =
        |at: usize| json!({ "id": at.to_string(), "email": "ada@example.com", "first_name": "\"x\"".repeat(3000) });
    json!({ "items": (0..bytes / 15_000).map(lead).collect::<Vec<_>>() })
}

#[tokio::test]
async fn large_answers_arrive_while_health_checks_are_answered() {
    const CALLS: u32 = 6;
    let vendor = MockVendor::start().await;
    let body = leads(8 * 1024 * 1024);
    let rows = body["items"].as_array().unwrap().len();
    vendor.answer_with(200, body);
    let serving = Serving::start(with_account(&vendor.url()), &["--max-result-bytes", "20000000"]).await;
    let client = http_client();
    let call = |id: u32| {
        let params = json!({ "name": "list_leads", "arguments": { "detail": "full", "max_items": 1000 }, "_meta": modern_meta() });
        let (client, serving) = (&client, &serving);
        async move {
            let accept = if id.is_multiple_of(2) { "application/json" } else { "application/json, text/event-stream" };
            let sent = post(client, serving, &request(id, "tools/call", params));
            let sent = sent.header("mcp-protocol-version", "2026-07-28").header("mcp-method", "tools/call");
            let mut sent = sent.header("mcp-name", "list_leads").build().unwrap();
            sent.headers_mut().insert("accept", accept.parse().unwrap());
            let result = message(client.execute(sent).await.unwrap()).await;
            let envelope = &result["result"]["structuredContent"];
            assert_eq!(envelope["success"], true, "{} {}", envelope["error_kind"], envelope["error"]);
            let text = result["result"]["content"][0]["text"].as_str().unwrap();
            assert_eq!(&serde_json::from_str::<Value>(text).unwrap(), envelope, "both forms are the same");
            envelope["leads"].as_array().or(envelope["items"].as_array()).unwrap().len()
        }
    };
    let health = async {
        for _ in 0..20 {
            let health = client.get(serving.url("/healthz")).send().await.unwrap();
            assert_eq!(health.status(), StatusCode::OK);
        }
    };
    let (read, ()) = tokio::join!(join_all((1..=CALLS).map(call)), health);
    assert!(read.iter().all(|read| *read == rows), "{read:?}");
}

#[tokio::test]
async fn a_large_answer_leaves_room_for_the_next() {
    let vendor = MockVendor::start().await;
    vendor.answer_with(200, leads(11 * 1024 * 1024));
    let mut session = StdioSession::initialized(with_account(&vendor.url()), "2025-11-25").await;
    // More than there is room for at once.
    for _ in 0..4 {
        session.begin_call("list_leads", json!({})).await;
    }
    for envelope in session.envelopes(4).await {
        assert_eq!(envelope["success"], true, "{} {}", envelope["error_kind"], envelope["error"]);
    }
}
