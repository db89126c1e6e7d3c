//! Requests in flight: a session has at most so many, each under an id of its own.

use futures_util::future::join_all;
use reqwest::StatusCode;
use serde_json::{Value, json};

use super::{
    http::{message, post, request},
    raw,
    sse::Session,
};
use crate::support::{
    http_client,
    mock_vendor::{MockVendor, answer_when_told, unending_answer},
    program::{Serving, StdioSession, initialize, modern_meta, with_account},
};

fn call(id: u32) -> Value {
    request(id, "tools/call", json!({ "name": "list_leads", "arguments": {} }))
}

async fn session(client: &reqwest::Client, serving: &Serving) -> String {
    let init = request(1, "initialize", initialize("2025-11-25"));
    let response = post(client, serving, &init).send().await.unwrap();
    response.headers()["mcp-session-id"].to_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_session_has_at_most_64_calls_in_flight() {
    let vendor = MockVendor::start().await;
    for _ in 0..64 {
        vendor.answer_next(unending_answer);
    }
    let serving = Serving::start(with_account(&vendor.url()), &[]).await;
    let client = http_client();
    let id = session(&client, &serving).await;
    let running =
        join_all((0..64).map(|at| post(&client, &serving, &call(at + 2)).header("mcp-session-id", &id).send()));
    let running = running.await;
    vendor.wait_for_requests(64).await;
    let refused = post(&client, &serving, &call(100)).header("mcp-session-id", &id).send().await.unwrap();
    let envelope = message(refused).await["result"]["structuredContent"].clone();
    assert_eq!(envelope["success"], false, "{envelope}");
    assert_eq!(envelope["error_kind"], "rate_limited", "{envelope}");
    assert_eq!(vendor.requests().len(), 64);
    // Another session has calls of its own.
    let other = session(&client, &serving).await;
    let result =
        message(post(&client, &serving, &call(2)).header("mcp-session-id", &other).send().await.unwrap()).await;
    assert_eq!(result["result"]["structuredContent"]["success"], true, "{result}");
    drop(running);
}

/// In however many sessions; a caller is who calls from one address.
#[tokio::test]
async fn a_caller_has_at_most_512_calls_in_flight() {
    const SESSIONS: usize = 8;
    let vendor = MockVendor::start().await;
    for _ in 0..SESSIONS * 64 {
        vendor.answer_next(unending_answer);
    }
    let serving = Serving::start(with_account(&vendor.url()), &[]).await;
    let client = http_client();
    let (mut running, mut ids) = (Vec::new(), Vec::new());
    for sessions in 1..=SESSIONS {
        let id = session(&client, &serving).await;
        ids.push(id.clone());
        let calls = (0..64).map(|at| post(&client, &serving, &call(at + 2)).header("mcp-session-id", &id).send());
        running.extend(join_all(calls).await);
        vendor.wait_for_requests(sessions * 64).await;
    }
    let asks = async |client: &reqwest::Client| {
        let id = session(client, &serving).await;
        let sent = post(client, &serving, &call(2)).header("mcp-session-id", &id).send().await.unwrap();
        message(sent).await["result"]["structuredContent"].clone()
    };
    let refused = asks(&client).await;
    assert_eq!((&refused["success"], &refused["error_kind"]), (&json!(false), &json!("rate_limited")), "{refused}");
    let error = refused["error"].as_str().unwrap();
    assert!(error.contains("512 calls of this address") && error.contains("Nothing was sent"), "{error}");
    // Without a session, too.
    let body = request(2, "tools/call", json!({ "name": "list_leads", "arguments": {}, "_meta": modern_meta() }));
    let sent = post(&client, &serving, &body).header("mcp-protocol-version", "2026-07-28");
    let sent = sent.header("mcp-method", "tools/call").header("mcp-name", "list_leads").send().await.unwrap();
    let refused = message(sent).await;
    assert_eq!(refused["result"]["structuredContent"]["error_kind"], "rate_limited", "{refused}");
    // Another address has calls of its own.
    if cfg!(target_os = "linux") {
        let other = reqwest::Client::builder().no_proxy().local_address(Some([127, 0, 0, 2].into())).build().unwrap();
        assert_eq!(asks(&other).await["success"], true);
    }
    assert_eq!(vendor.requests().len(), SESSIONS * 64 + usize::from(cfg!(target_os = "linux")));
    // A session that is ended makes room.
    client.delete(serving.url("/mcp")).header("mcp-session-id", ids.remove(0)).send().await.unwrap();
    let mut last = json!(null);
    for _ in 0..100 {
        last = asks(&client).await;
        if last["success"] == true {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("no room after a session has ended: {last}");
}

#[tokio::test]
async fn an_sse_client_that_reads_nothing_is_refused_after_a_while() {
    let vendor = MockVendor::start().await;
    let items: Vec<Value> =
        (0..100).map(|at| json!({ "id": at.to_string(), "first_name": "x".repeat(1000) })).collect();
    vendor.answer_with(200, json!({ "items": items }));
    let serving = Serving::start(with_account(&vendor.url()), &[]).await;
    let stream = raw::open(&serving, "GET /sse HTTP/1.1\r\nhost: localhost\r\n\r\n").await;
    let mut start = vec![0; 1000];
    let mut text = String::new();
    while !text.contains("sessionId=") {
        stream.readable().await.unwrap();
        if let Ok(read) = stream.try_read(&mut start) {
            text.push_str(&String::from_utf8_lossy(&start[..read]));
        }
    }
    let path = text.split_once("data: ").unwrap().1.lines().next().unwrap().to_owned();
    let client = http_client();
    let send = |body: Value| client.post(serving.url(&path)).body(body.to_string()).send();
    assert_eq!(send(request(1, "initialize", initialize("2024-11-05"))).await.unwrap().status(), StatusCode::ACCEPTED);
    send(json!({ "jsonrpc": "2.0", "method": "notifications/initialized" })).await.unwrap();
    let mut taken = 0;
    let refused = loop {
        let response = send(call(taken + 2)).await.unwrap();
        if response.status() != StatusCode::ACCEPTED {
            break response;
        }
        taken += 1;
        assert!(taken < 2000, "a client that reads nothing is taken for ever");
    };
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(refused.headers()["retry-after"], "1");
    assert!(vendor.requests().len() < 1000, "{} calls were made", vendor.requests().len());
}

#[tokio::test]
async fn an_id_in_flight_is_refused() {
    let vendor = MockVendor::start().await;
    let serving = Serving::start(with_account(&vendor.url()), &[]).await;
    let client = http_client();

    let (answer, told) = tokio::sync::oneshot::channel();
    vendor.answer_next(move || answer_when_told(told));
    let id = session(&client, &serving).await;
    let first = tokio::spawn(post(&client, &serving, &call(7)).header("mcp-session-id", &id).send());
    vendor.wait_for_requests(1).await;
    let second = post(&client, &serving, &call(7)).header("mcp-session-id", &id).send().await.unwrap();
    assert_eq!(second.status(), StatusCode::BAD_REQUEST);
    let error = message(second).await;
    assert_eq!(error["error"]["code"], -32600, "{error}");
    assert_eq!(error["id"], Value::Null, "{error}");
    answer.send(r#"{"items":[]}"#.to_owned()).unwrap();
    let result = message(first.await.unwrap().unwrap()).await;
    assert_eq!(result["result"]["structuredContent"]["success"], true, "{result}");
    // Free again once it is answered.
    let again = message(post(&client, &serving, &call(7)).header("mcp-session-id", &id).send().await.unwrap()).await;
    assert_eq!(again["result"]["structuredContent"]["success"], true, "{again}");

    let (answer, told) = tokio::sync::oneshot::channel();
    vendor.answer_next(move || answer_when_told(told));
    let mut sse = Session::open(&serving).await;
    sse.request(1, "initialize", initialize("2024-11-05")).await;
    let send = || client.post(&sse.endpoint).body(call(7).to_string()).send();
    assert_eq!(send().await.unwrap().status(), StatusCode::ACCEPTED);
    vendor.wait_for_requests(3).await;
    assert_eq!(send().await.unwrap().status(), StatusCode::BAD_REQUEST);
    answer.send(r#"{"items":[]}"#.to_owned()).unwrap();
    sse.next_answer(7).await;
    sse.request(7, "tools/call", json!({ "name": "list_leads", "arguments": {} })).await;
    assert_eq!(vendor.requests().len(), 4);
}

#[tokio::test]
async fn an_id_in_flight_is_refused_over_stdio() {
    let vendor = MockVendor::start().await;
    let (answer, told) = tokio::sync::oneshot::channel();
    vendor.answer_next(move || answer_when_told(told));
    let mut session = StdioSession::initialized(with_account(&vendor.url()), "2025-11-25").await;
    session.send(&call(7)).await;
    session.send(&call(7)).await;
    let refused = session.receive().await;
    assert_eq!(refused["error"]["code"], -32600, "{refused}");
    assert_eq!(refused["id"], Value::Null, "the id is that of the first call: {refused}");
    answer.send(r#"{"items":[]}"#.to_owned()).unwrap();
    let answer = session.answer(7).await;
    assert_eq!(answer["result"]["structuredContent"]["success"], true, "{answer}");
    // A cancelled call is not answered; its id is free.
    vendor.answer_next(unending_answer);
    session.send(&call(8)).await;
    vendor.wait_for_requests(2).await;
    session.cancel(8).await;
    session.send(&call(9)).await;
    session.answer(9).await;
    session.send(&call(8)).await;
    let answer = session.answer(8).await;
    assert_eq!(answer["result"]["structuredContent"]["success"], true, "{answer}");
}
