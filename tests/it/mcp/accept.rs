//! The form of an answer follows from `Accept`, in every protocol version.

use reqwest::{Response, StatusCode};
use serde_json::{Value, json};

use super::{
    http::{message, request},
    raw,
};
use crate::support::{
    http_client,
    mock_vendor::{MockVendor, reply},
    program::{Serving, command, initialize, modern_meta, with_account},
};

const JSON: &str = "application/json";
const EVENTS: &str = "text/event-stream";

async fn post(serving: &Serving, accept: &str, headers: &[(&str, &str)], body: &Value) -> Response {
    let mut post = http_client().post(serving.url("/mcp")).header("content-type", JSON).header("accept", accept);
    for (name, value) in headers {
        post = post.header(*name, *value);
    }
    post.body(body.to_string()).send().await.unwrap()
}

#[tokio::test]
async fn an_answer_has_the_form_that_the_client_accepts() {
    let vendor = MockVendor::start().await;
    let serving = Serving::start(with_account(&vendor.url()), &[]).await;
    let init = request(1, "initialize", initialize("2025-11-25"));
    let table = [
        ("*/*", Some(JSON)),
        (JSON, Some(JSON)),
        ("application/json;q=0.9", Some(JSON)),
        ("application/*", Some(JSON)),
        (EVENTS, Some(EVENTS)),
        ("application/json, text/event-stream", Some(EVENTS)),
        ("text/event-stream, application/json", Some(EVENTS)),
        ("text/html", None),
        ("application/json;q=0", None),
    ];
    for (accept, form) in table {
        let opened = post(&serving, accept, &[], &init).await;
        let Some(form) = form else {
            assert_eq!(opened.status(), StatusCode::NOT_ACCEPTABLE, "{accept}");
            continue;
        };
        assert_eq!(opened.status(), StatusCode::OK, "{accept}");
        assert_eq!(opened.headers()["content-type"], form, "{accept}: initialize");
        let session = opened.headers()["mcp-session-id"].to_str().unwrap().to_owned();
        assert_eq!(message(opened).await["result"]["protocolVersion"], "2025-11-25", "{accept}");
        let in_session = [("mcp-session-id", session.as_str())];
        let ready = json!({ "jsonrpc": "2.0", "method": "notifications/initialized" });
        assert_eq!(post(&serving, accept, &in_session, &ready).await.status(), StatusCode::ACCEPTED, "{accept}");
        // A token for progress does not turn the answer into a stream.
        let params = json!({ "name": "list_leads", "arguments": {}, "_meta": { "progressToken": 1 } });
        let called = post(&serving, accept, &in_session, &request(2, "tools/call", params)).await;
        assert_eq!(called.headers()["content-type"], form, "{accept}: a call in a session");
        assert_eq!(message(called).await["result"]["structuredContent"]["success"], true, "{accept}");

        let modern = [("mcp-protocol-version", "2026-07-28"), ("mcp-method", "tools/call"), ("mcp-name", "list_leads")];
        let params = json!({ "name": "list_leads", "arguments": {}, "_meta": modern_meta() });
        let called = post(&serving, accept, &modern, &request(3, "tools/call", params)).await;
        assert_eq!(called.headers()["content-type"], form, "{accept}: a call without a session");
        assert_eq!(message(called).await["result"]["structuredContent"]["success"], true, "{accept}");
    }
}

#[tokio::test]
async fn a_client_without_accept_gets_json() {
    let serving = Serving::start(command(), &[]).await;
    let init = request(1, "initialize", initialize("2025-11-25")).to_string();
    let sent = raw::post("POST /mcp HTTP/1.1\r\nhost: localhost", &init);
    let response = raw::read_to_end(raw::open(&serving, &sent).await).await;
    assert!(response.starts_with("HTTP/1.1 200 "), "{response}");
    assert!(response.to_ascii_lowercase().contains("content-type: application/json\r\n"), "{response}");
    let stream = http_client().get(serving.url("/mcp")).header("accept", JSON).send().await.unwrap();
    assert_eq!(stream.status(), StatusCode::NOT_ACCEPTABLE, "a GET opens a stream");
}

#[tokio::test]
async fn nothing_but_the_result_is_sent_without_a_stream() {
    let vendor = MockVendor::start().await;
    let serving = Serving::start(with_account(&vendor.url()), &["--confirm", "create"]).await;
    let mut params = initialize("2025-11-25");
    params["capabilities"]["elicitation"] = json!({});
    let opened = post(&serving, JSON, &[], &request(1, "initialize", params)).await;
    let session = opened.headers()["mcp-session-id"].to_str().unwrap().to_owned();
    let in_session = [("mcp-session-id", session.as_str())];
    // A retry is a wait, which is reported as progress.
    vendor.answer_next(|| {
        let mut response = reply(429, "application/json", "{}");
        response.headers_mut().insert("retry-after", "1".parse().unwrap());
        response
    });
    let params = json!({ "name": "list_leads", "arguments": {}, "_meta": { "progressToken": 1 } });
    let called = post(&serving, JSON, &in_session, &request(2, "tools/call", params)).await;
    assert_eq!(called.headers()["content-type"], JSON);
    let result: Value = serde_json::from_str(&called.text().await.unwrap()).unwrap();
    assert_eq!(result["result"]["structuredContent"]["success"], true, "{result}");
    // The user cannot be asked, so that the model is told how to have the call confirmed.
    let params = json!({ "name": "create_lead_list", "arguments": { "name": "A" } });
    let called = post(&serving, JSON, &in_session, &request(3, "tools/call", params)).await;
    let result: Value = serde_json::from_str(&called.text().await.unwrap()).unwrap();
    assert_eq!(result["result"]["structuredContent"]["success"], false, "{result}");
    assert_eq!(vendor.requests().len(), 2, "the write was not sent");
}
