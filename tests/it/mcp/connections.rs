//! Connections: silent ones harm nobody, and are closed.

use std::time::Duration;

use reqwest::StatusCode;
use serde_json::json;

use super::{
    http::{message, post, request},
    raw,
};
use crate::support::{
    http_client,
    mock_vendor::MockVendor,
    program::{Serving, command, initialize, with_account, with_descriptors},
};

const HALF_A_HEAD: &str = "POST /mcp HTTP/1.1\r\nhost: local";

#[tokio::test]
async fn silent_connections_do_not_shut_out_clients() {
    let vendor = MockVendor::start().await;
    let with_few_files = with_descriptors(with_account(&vendor.url()), 128);
    let with_option = with_account(&vendor.url());
    for (program, arguments) in [(with_few_files, vec![]), (with_option, vec!["--max-connections", "100"])] {
        let serving = Serving::start(program, &arguments).await;
        let client = |id: u32| {
            let serving = &serving;
            async move {
                let client = http_client();
                let init = post(&client, serving, &request(1, "initialize", initialize("2025-11-25")));
                let response = init.send().await.unwrap();
                let session = response.headers()["mcp-session-id"].clone();
                for call in 2..8 {
                    let body = request(call, "tools/call", json!({ "name": "list_leads", "arguments": {} }));
                    let sent = post(&client, serving, &body).header("mcp-session-id", &session).send().await;
                    let result = message(sent.unwrap_or_else(|error| panic!("client {id}: {error:?}"))).await;
                    assert_eq!(result["result"]["structuredContent"]["success"], true, "client {id}: {result}");
                }
            }
        };
        let silent = async {
            let mut open = Vec::new();
            for count in 0..600 {
                let bytes = if count % 2 == 0 { HALF_A_HEAD } else { "" };
                open.push(raw::open(&serving, bytes).await);
            }
            let health = http_client().get(serving.url("/healthz")).send().await.unwrap();
            assert_eq!(health.status(), StatusCode::OK);
            open
        };
        let clients = futures_util::future::join_all((0..10).map(client));
        let (open, _) = tokio::join!(silent, clients);
        client(10).await;
        drop(open);
    }
}

#[tokio::test]
async fn connections_that_are_all_in_use_leave_room_for_health_checks() {
    let serving = Serving::start(command(), &["--max-connections", "24"]).await;
    let client = http_client();
    let mut streams = Vec::new();
    for _ in 0..8 {
        let stream = client.get(serving.url("/sse")).send().await.unwrap();
        assert_eq!(stream.status(), StatusCode::OK);
        streams.push(stream);
    }
    let refused = http_client().get(serving.url("/sse")).send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(refused.headers()["retry-after"], "1");
    for path in ["/healthz", "/readyz"] {
        assert_eq!(http_client().get(serving.url(path)).send().await.unwrap().status(), StatusCode::OK, "{path}");
    }
    streams.clear();
    let again = async {
        while http_client().get(serving.url("/sse")).send().await.unwrap().status() != StatusCode::OK {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), again).await.expect("a connection is free again");
}

#[tokio::test]
async fn heads_and_bodies_that_do_not_come_are_not_waited_for() {
    let serving = Serving::start(command(), &[]).await;
    let head = raw::open(&serving, HALF_A_HEAD).await;
    let nothing = raw::open(&serving, "").await;
    let body = "POST /mcp HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{";
    let body = raw::open(&serving, body).await;
    let read = |stream| tokio::time::timeout(Duration::from_secs(60), raw::read_to_end_slowly(stream));
    let (head, nothing, body) = tokio::join!(read(head), read(nothing), read(body));
    assert_eq!(head.unwrap(), "", "half a head is not answered");
    assert_eq!(nothing.unwrap(), "");
    assert!(body.unwrap().starts_with("HTTP/1.1 408 "), "a body that does not come is answered");
}
