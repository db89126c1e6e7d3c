//! Refusals over HTTP are JSON-RPC errors that say what to do, whichever path, method or session they are for.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::{
    http::{post, request},
    raw,
};
use crate::support::{
    http_client,
    program::{Serving, command, initialize, modern_meta},
};

/// The error of a response in full, whose body has to be one.
fn error_of(response: &str) -> Value {
    let (head, body) = response.split_once("\r\n\r\n").unwrap();
    assert!(head.to_ascii_lowercase().contains("content-type: application/json"), "{response}");
    let body: Value = serde_json::from_str(body.trim()).unwrap_or_else(|error| panic!("{error}: {response}"));
    assert_eq!(body["jsonrpc"], "2.0", "{response}");
    body["error"].clone()
}

#[tokio::test]
async fn every_refusal_is_an_error_in_words() {
    let serving = Serving::start(command(), &[]).await;
    let ping = request(1, "ping", json!({})).to_string();
    let modern = request(1, "ping", json!({ "_meta": modern_meta() })).to_string();
    let json = "content-type: application/json";
    let gone = "mcp-session-id: 0b1d5a63-8a0e-4d3c-9f5e-6f1f9f3b8a11";
    // The request, its headers and its body; the status and what the error names.
    let table: [(&str, &[&str], &str, u16, &str); 21] = [
        ("POST /mcp", &[json, gone], &ping, 404, "initialize"),
        ("POST /mcp", &[json, "mcp-session-id: nope"], &ping, 404, "initialize"),
        ("GET /mcp", &["accept: text/event-stream", gone], "", 404, "initialize"),
        ("DELETE /mcp", &[gone], "", 404, "initialize"),
        ("POST /mcp", &[json], &ping, 400, "Mcp-Session-Id"),
        ("GET /mcp", &["accept: text/event-stream"], "", 400, "Mcp-Session-Id"),
        ("DELETE /mcp", &[], "", 400, "Mcp-Session-Id"),
        ("GET /mcp", &["accept: text/event-stream", "mcp-protocol-version: 2026-07-28"], "", 405, "POST"),
        ("PUT /mcp", &[json], &ping, 405, "POST"),
        ("PATCH /mcp", &[], "", 405, "POST"),
        ("POST /mcp", &[json, "accept: text/html"], &ping, 406, "application/json"),
        ("POST /mcp", &[json, "accept: application/json;q=0"], &ping, 406, "application/json"),
        ("POST /mcp", &["content-type: text/plain"], &ping, 415, "application/json"),
        ("POST /mcp", &[json, "mcp-protocol-version: 2020-01-01"], &modern, 400, "2020-01-01"),
        ("POST /sse", &[json], &ping, 405, "Allow"),
        ("GET /messages?sessionId=x", &[], "", 405, "Allow"),
        ("POST /messages?sessionId=nope", &[json], &ping, 404, "GET /sse"),
        ("POST /messages", &[json], &ping, 400, "GET /sse"),
        ("POST /healthz", &[], "", 405, "Allow"),
        ("GET /nowhere", &[], "", 404, "/mcp"),
        ("GET http://evil.com/mcp", &[], "", 403, "proxy"),
    ];
    for (line, headers, body, status, names) in table {
        let lines = format!("{line} HTTP/1.1\r\nhost: localhost\r\n{}", headers.join("\r\n"));
        let sent = format!("{}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", lines.trim_end(), body.len());
        let response = raw::read_to_end(raw::open(&serving, &sent).await).await;
        assert!(response.starts_with(&format!("HTTP/1.1 {status} ")), "{line} {headers:?}: {response}");
        let error = error_of(&response);
        let message = error["message"].as_str().unwrap();
        assert!(message.contains(names), "{line} {headers:?}: {message}");
        if status == 405 {
            assert!(response.to_ascii_lowercase().contains("\r\nallow: "), "{line}: {response}");
        }
    }
    for lines in ["GET /mcp HTTP/1.1", "GET /mcp HTTP/1.1\r\nhost: a\r\nhost: b", "GET /mcp HTTP/1.1\r\nhost: a b"] {
        let response =
            raw::read_to_end(raw::open(&serving, &format!("{lines}\r\nconnection: close\r\n\r\n")).await).await;
        assert!(error_of(&response)["message"].as_str().unwrap().contains("`Host`"), "{lines}: {response}");
    }
}

#[tokio::test]
async fn what_is_no_message_is_refused_with_its_mistake_and_its_id() {
    let serving = Serving::start(command(), &[]).await;
    let client = http_client();
    let session = super::sse::Session::open(&serving).await;
    let table = [
        ("{no json", -32700, json!(null), "JSON"),
        ("", -32700, json!(null), "JSON"),
        ("[1, 2]", -32600, json!(null), "batch"),
        ("[]", -32600, json!(null), "batch"),
        ("\"text\"", -32600, json!(null), "object"),
        (r#"{"id":5,"method":"ping"}"#, -32600, json!(5), "`jsonrpc`"),
        (r#"{"jsonrpc":"2.0","id":"a","method":7}"#, -32600, json!("a"), "`method`"),
        (r#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#, -32600, json!(null), "`id`"),
    ];
    for (body, code, id, names) in table {
        for url in [serving.url("/mcp"), session.endpoint.clone()] {
            let post = client.post(&url).header("content-type", "application/json").body(body);
            let response = post.send().await.unwrap();
            assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{url} {body}");
            let error: Value = serde_json::from_str(&response.text().await.unwrap()).unwrap();
            assert_eq!((&error["error"]["code"], &error["id"]), (&json!(code), &id), "{url} {body}: {error}");
            assert!(error["error"]["message"].as_str().unwrap().contains(names), "{url} {body}: {error}");
        }
    }
}

#[tokio::test]
async fn a_session_that_was_ended_is_unknown() {
    let serving = Serving::start(command(), &[]).await;
    let client = http_client();
    let opened = post(&client, &serving, &request(1, "initialize", initialize("2025-11-25"))).send().await.unwrap();
    let session = opened.headers()["mcp-session-id"].to_str().unwrap().to_owned();
    drop(opened);
    let end = client.request(Method::DELETE, serving.url("/mcp")).header("mcp-session-id", &session);
    assert_eq!(end.send().await.unwrap().status(), StatusCode::NO_CONTENT);
    let ping = post(&client, &serving, &request(2, "ping", json!({}))).header("mcp-session-id", &session);
    let response = ping.send().await.unwrap();
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    let error: Value = serde_json::from_str(&response.text().await.unwrap()).unwrap();
    assert!(error["error"]["message"].as_str().unwrap().contains("initialize"), "{error}");
}
