//! MCP over Streamable HTTP: sessions, access, limits, shutdown, metrics.

use std::time::Duration;

use reqwest::{Client, Method, RequestBuilder, Response, StatusCode};
use rmcp::{ServiceExt, model::CallToolRequestParams, transport::StreamableHttpClientTransport};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::support::{
    catalogue::{listed_at, names},
    http_client,
    mock_vendor::{MockVendor, reply, unending_answer},
    program::{Serving, TIMEOUT, command, initialize, modern_meta, run, with_account},
};

pub fn post(client: &Client, serving: &Serving, body: &Value) -> RequestBuilder {
    client
        .post(serving.url("/mcp"))
        .header("accept", "application/json, text/event-stream")
        .header("content-type", "application/json")
        .body(body.to_string())
}

/// The JSON-RPC message in a response, as JSON or as an SSE event.
pub async fn message(response: Response) -> Value {
    let text = response.text().await.unwrap();
    let last = text.lines().filter_map(|line| line.strip_prefix("data: ")).rfind(|data| !data.is_empty());
    serde_json::from_str(last.unwrap_or(&text)).unwrap_or_else(|error| panic!("{error} in {text:?}"))
}

pub fn request(id: u32, method: &str, params: Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params })
}

#[tokio::test]
async fn clients_of_every_older_version_have_sessions() {
    let vendor = MockVendor::start().await;
    let serving = Serving::start(with_account(&vendor.url()), &[]).await;
    let client = http_client();
    for version in ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"] {
        let response = post(&client, &serving, &request(1, "initialize", initialize(version))).send().await.unwrap();
        let session = response.headers()["mcp-session-id"].to_str().unwrap().to_owned();
        assert_eq!(message(response).await["result"]["protocolVersion"], version);
        let in_session = |body: &Value| {
            post(&client, &serving, body).header("mcp-session-id", &session).header("mcp-protocol-version", version)
        };
        let ready = json!({ "jsonrpc": "2.0", "method": "notifications/initialized" });
        assert_eq!(in_session(&ready).send().await.unwrap().status(), StatusCode::ACCEPTED);
        let tools = message(in_session(&request(2, "tools/list", json!({}))).send().await.unwrap()).await;
        assert_eq!(
            names(&tools["result"]),
            listed_at("instantly"),
            "{version}: Instantly's actions and the server's own tool"
        );
        let call = json!({ "name": "list_leads", "arguments": { "limit": 1 } });
        let result = message(in_session(&request(3, "tools/call", call)).send().await.unwrap()).await;
        assert_eq!(result["result"]["structuredContent"]["success"], true, "{result}");
        let ended = client.delete(serving.url("/mcp")).header("mcp-session-id", &session).send().await.unwrap();
        assert_eq!(ended.status(), StatusCode::NO_CONTENT);
        let gone = in_session(&request(4, "tools/list", json!({}))).send().await.unwrap();
        assert_eq!(gone.status(), StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn clients_of_the_newest_version_need_no_session() {
    let vendor = MockVendor::start().await;
    let serving = Serving::start(with_account(&vendor.url()), &[]).await;
    let client = http_client();
    let modern = |body: &Value, method: &str| {
        post(&client, &serving, body)
            .header("mcp-protocol-version", "2026-07-28")
            .header("mcp-method", method.to_owned())
    };
    let found = message(
        modern(&request(1, "server/discover", json!({ "_meta": modern_meta() })), "server/discover")
            .send()
            .await
            .unwrap(),
    )
    .await;
    assert_eq!(
        found["result"]["serverInfo"]["name"]
            .as_str()
            .or(found["result"]["_meta"]["io.modelcontextprotocol/serverInfo"]["name"].as_str()),
        Some("outreach-mcp"),
        "{found}"
    );
    let tools = message(
        modern(&request(2, "tools/list", json!({ "_meta": modern_meta() })), "tools/list").send().await.unwrap(),
    )
    .await;
    assert_eq!(names(&tools["result"]), listed_at("instantly"), "Instantly's actions and the server's own tool");
    let call = request(3, "tools/call", json!({ "name": "list_leads", "arguments": {}, "_meta": modern_meta() }));
    let response = modern(&call, "tools/call").header("mcp-name", "list_leads").send().await.unwrap();
    assert!(response.headers().get("mcp-session-id").is_none());
    let result = message(response).await;
    assert_eq!(result["result"]["structuredContent"]["success"], true, "{result}");
}

#[tokio::test]
async fn the_rust_sdks_client_works() {
    let vendor = MockVendor::start().await;
    let serving = Serving::start(with_account(&vendor.url()), &[]).await;
    http_client();
    let client = ().serve(StreamableHttpClientTransport::from_uri(serving.url("/mcp"))).await.unwrap();
    let tools = client.list_all_tools().await.unwrap();
    let names: Vec<&str> = tools.iter().map(|tool| tool.name.as_ref()).collect();
    assert_eq!(names, listed_at("instantly"), "Instantly's actions and the server's own tool");
    let result = client.call_tool(CallToolRequestParams::new("list_lead_lists")).await.unwrap();
    assert_eq!(result.structured_content.unwrap()["success"], true);
    client.cancel().await.unwrap();
}

#[tokio::test]
async fn foreign_hosts_and_origins_are_refused() {
    let serving =
        Serving::start(command(), &["--allow-host", "mcp.example.com", "--allow-origin", "https://app.example.com"])
            .await;
    let client = http_client();
    let init = request(1, "initialize", initialize("2025-11-25"));
    let with =
        |name: &str, value: &str| post(&client, &serving, &init).header(name.to_owned(), value.to_owned()).send();
    let table = [
        ("host", "evil.com", false),
        ("host", "localhost.evil.com", false),
        ("host", "mcp.example.com", true),
        ("host", "mcp.example.com:443", true),
        ("host", "localhost", true),
        ("host", "[::1]:1234", true),
        ("origin", "http://evil.com", false),
        ("origin", "http://localhost.evil.com", false),
        ("origin", "null", false),
        ("origin", "http://localhost:3000", true),
        ("origin", "http://127.0.0.1", true),
        ("origin", "https://app.example.com", true),
        ("origin", "https://app.example.com.evil.com", false),
    ];
    for (name, value, allowed) in table {
        let status = with(name, value).await.unwrap().status();
        assert_eq!(status, if allowed { StatusCode::OK } else { StatusCode::FORBIDDEN }, "{name}: {value}");
    }
    // The older HTTP+SSE pair and the metrics need the token too.
    for path in ["/sse", "/metrics", "/messages?sessionId=x"] {
        let status = client.get(serving.url(path)).header("origin", "http://evil.com").send().await.unwrap().status();
        assert_eq!(status, StatusCode::FORBIDDEN, "{path}");
    }
}

#[tokio::test]
async fn every_path_but_the_health_checks_needs_the_token() {
    let token = "a-token-that-nobody-guesses";
    let mut program = command();
    program.env("OUTREACH_AUTH_TOKEN", token);
    let serving = Serving::start(program, &[]).await;
    let client = http_client();
    for path in ["/healthz", "/readyz"] {
        assert_eq!(client.get(serving.url(path)).send().await.unwrap().status(), StatusCode::OK);
    }
    for (method, path) in [
        (Method::POST, "/mcp"),
        (Method::GET, "/mcp"),
        (Method::GET, "/sse"),
        (Method::POST, "/messages"),
        (Method::GET, "/metrics"),
    ] {
        for wrong in [
            None,
            Some("Bearer wrong".to_owned()),
            Some(format!("Basic {token}")),
            Some(format!("Bearer {token}x")),
            Some("Bearer ".to_owned()),
        ] {
            let mut request = client.request(method.clone(), serving.url(path));
            if let Some(wrong) = &wrong {
                request = request.header("authorization", wrong);
            }
            let response = request.send().await.unwrap();
            assert_eq!(response.status(), StatusCode::UNAUTHORIZED, "{path} {wrong:?}");
            assert!(response.headers()["www-authenticate"].to_str().unwrap().starts_with("Bearer"));
            assert!(!response.text().await.unwrap().contains(token));
        }
    }
    let init = request(1, "initialize", initialize("2025-11-25"));
    let response =
        post(&client, &serving, &init).header("authorization", format!("bearer {token}")).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
}

#[tokio::test]
async fn listening_beyond_loopback_needs_a_token() {
    let mut program = command();
    program.args(["serve", "--listen", "0.0.0.0:0"]);
    let output = run(program).await;
    assert_eq!(output.status.code(), Some(2));
    let words = String::from_utf8(output.stderr).unwrap();
    assert!(words.contains("--auth-token") && words.contains("0.0.0.0"), "{words}");

    let mut program = command();
    program.args(["serve", "--listen", "0.0.0.0:0", "--auth-token", "short"]);
    let output = run(program).await;
    assert_eq!(output.status.code(), Some(2));
    assert!(!String::from_utf8(output.stderr).unwrap().contains("short`"), "a token is not repeated");
}

#[tokio::test]
async fn a_request_that_is_too_large_is_refused() {
    let serving = Serving::start(command(), &[]).await;
    let client = http_client();
    // Refused by its declared length: the server does not wait for the body.
    let head = "POST /mcp HTTP/1.1\r\nhost: localhost\r\naccept: application/json, text/event-stream\r\n\
                content-type: application/json\r\ncontent-length: 5000000\r\n\r\n";
    let mut stream = TcpStream::connect(serving.address).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut start = [0; 12];
    tokio::time::timeout(TIMEOUT, stream.read_exact(&mut start)).await.expect("an answer in time").unwrap();
    assert_eq!(String::from_utf8_lossy(&start), "HTTP/1.1 413");
    assert_eq!(client.get(serving.url("/healthz")).send().await.unwrap().status(), StatusCode::OK);
}

#[cfg(unix)]
#[tokio::test]
async fn a_stop_lets_running_calls_finish() {
    let vendor = MockVendor::start().await;
    let (answer_now, told) = tokio::sync::oneshot::channel::<()>();
    vendor.answer_next(move || {
        let body = futures_util::stream::once(async move {
            told.await.unwrap();
            Ok::<_, std::io::Error>(r#"{"items":[]}"#)
        });
        axum::response::Response::new(axum::body::Body::from_stream(body))
    });
    let mut serving = Serving::start(with_account(&vendor.url()), &[]).await;
    let client = http_client();
    let response = post(&client, &serving, &request(1, "initialize", initialize("2025-11-25"))).send().await.unwrap();
    let session = response.headers()["mcp-session-id"].to_str().unwrap().to_owned();
    drop(response);
    // An open stream must not delay the shutdown.
    let stream = client
        .get(serving.url("/mcp"))
        .header("accept", "text/event-stream")
        .header("mcp-session-id", &session)
        .send()
        .await
        .unwrap();
    let call = request(2, "tools/call", json!({ "name": "list_leads", "arguments": {} }));
    let running = tokio::spawn(post(&client, &serving, &call).header("mcp-session-id", &session).send());
    vendor.wait_for_requests(1).await;
    let pid = serving.child.id().unwrap().to_string();
    assert!(std::process::Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    // It accepts no new connection and waits for the call.
    let readiness = async {
        while http_client()
            .get(serving.url("/readyz"))
            .send()
            .await
            .is_ok_and(|answer| answer.status() == StatusCode::OK)
        {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(TIMEOUT, readiness).await.unwrap();
    assert!(serving.child.try_wait().unwrap().is_none(), "it waits");
    answer_now.send(()).unwrap();
    let result = message(running.await.unwrap().unwrap()).await;
    assert_eq!(result["result"]["structuredContent"]["success"], true, "{result}");
    let status = tokio::time::timeout(TIMEOUT, serving.child.wait()).await.unwrap().unwrap();
    assert_eq!(status.code(), Some(0));
    drop(stream);
}

#[tokio::test]
async fn a_client_that_disconnects_stops_its_stateless_call() {
    let vendor = MockVendor::start().await;
    vendor.answer_next(unending_answer);
    let serving = Serving::start(with_account(&vendor.url()), &[]).await;
    let client = http_client();
    let call = request(1, "tools/call", json!({ "name": "list_leads", "arguments": {}, "_meta": modern_meta() }));
    let sent = post(&client, &serving, &call)
        .header("mcp-protocol-version", "2026-07-28")
        .header("mcp-method", "tools/call")
        .header("mcp-name", "list_leads")
        .send();
    let sent = tokio::spawn(sent);
    vendor.wait_for_requests(1).await;
    sent.abort();
    let stopped = async {
        loop {
            let metrics = client.get(serving.url("/metrics")).send().await.unwrap().text().await.unwrap();
            if metrics.contains(r#"outcome="cancelled"} 1"#) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(TIMEOUT, stopped).await.expect("the call is cancelled");
}

#[tokio::test]
async fn metrics_count_calls_by_outcome() {
    let vendor = MockVendor::start().await;
    vendor.answer_next(|| reply(404, "application/json", r#"{"message":"Resource not found"}"#));
    let serving = Serving::start(with_account(&vendor.url()), &[]).await;
    http_client();
    let client = ().serve(StreamableHttpClientTransport::from_uri(serving.url("/mcp"))).await.unwrap();
    for _ in 0..3 {
        client.call_tool(CallToolRequestParams::new("list_leads")).await.unwrap();
    }
    let response = http_client().get(serving.url("/metrics")).send().await.unwrap();
    assert!(response.headers()["content-type"].to_str().unwrap().starts_with("application/openmetrics-text"));
    let text = response.text().await.unwrap();
    assert!(text.contains(r#"outreach_calls_total{vendor="instantly",tool="list_leads",outcome="ok"} 2"#), "{text}");
    assert!(text.contains(r#"outcome="not_found"} 1"#), "{text}");
    assert!(text.contains(r#"outreach_sessions{transport="streamable_http"} 1"#), "{text}");
    assert!(text.ends_with("# EOF\n"));
}

#[tokio::test]
async fn messages_and_sessions_that_are_invalid_are_refused() {
    let serving = Serving::start(command(), &[]).await;
    let client = http_client();
    for body in ["{no json", ""] {
        let post = client.post(serving.url("/mcp")).header("accept", "application/json, text/event-stream");
        let response = post.header("content-type", "application/json").body(body).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{body:?}");
        assert_eq!(message(response).await["error"]["code"], -32700, "{body:?}");
    }
    let plain = client.post(serving.url("/mcp")).header("content-type", "text/plain").body("{}").send().await.unwrap();
    assert!(plain.status().is_client_error());
    let ended = client.delete(serving.url("/mcp")).header("mcp-session-id", "nope").send().await.unwrap();
    assert_eq!(ended.status(), StatusCode::NOT_FOUND);
}
