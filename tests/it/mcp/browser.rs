//! Web pages: which origins and host names are allowed, and the headers that browsers ask for (CORS).

use reqwest::{Method, StatusCode};
use serde_json::json;

use super::{
    http::{post, request},
    raw,
};
use crate::support::{
    http_client,
    program::{Serving, command, initialize, output},
};

const PAGE: &str = "https://app.example.com";
const TOKEN: &str = "a-token-that-nobody-guesses";

async fn serving() -> Serving {
    let mut program = command();
    program.env("OUTREACH_AUTH_TOKEN", TOKEN);
    Serving::start(program, &["--allow-host", "mcp.example.com,other.example.com:8443", "--allow-origin", PAGE]).await
}

#[tokio::test]
async fn a_host_is_compared_as_a_whole() {
    let serving = serving().await;
    let init = request(1, "initialize", initialize("2025-11-25")).to_string();
    let table = [
        ("POST /mcp HTTP/1.1\r\nhost: localhost", 200),
        ("POST /mcp HTTP/1.1\r\nhost: LOCALHOST:80", 200),
        ("POST /mcp HTTP/1.1\r\nhost: [::1]", 200),
        ("POST /mcp HTTP/1.1\r\nhost: [::1]:8080", 200),
        ("POST /mcp HTTP/1.1\r\nhost: mcp.example.com", 200),
        ("POST /mcp HTTP/1.1\r\nhost: mcp.example.com:8443", 200),
        ("POST /mcp HTTP/1.1\r\nhost: other.example.com:8443", 200),
        ("POST /mcp HTTP/1.1\r\nhost: other.example.com", 403),
        ("POST /mcp HTTP/1.1\r\nhost: evil.com", 403),
        ("POST /mcp HTTP/1.1\r\nhost: localhost.evil.com", 403),
        ("POST /mcp HTTP/1.1\r\nhost: [::1].evil.com", 403),
        ("POST /mcp HTTP/1.1\r\nhost: [::1]evil.com", 403),
        ("POST /mcp HTTP/1.1\r\nhost: localhost:80@evil.com", 403),
        ("POST /mcp HTTP/1.1\r\nhost: evil.com@localhost", 403),
        ("POST /mcp HTTP/1.1\r\nhost: localhost/", 403),
        ("POST /mcp HTTP/1.1\r\nhost: localhost:x", 403),
        ("POST /mcp HTTP/1.1\r\nhost: localhost\r\nhost: evil.com", 403),
        ("POST http://localhost/mcp HTTP/1.1\r\nhost: localhost", 403),
        ("POST http://evil.com/mcp HTTP/1.1\r\nhost: localhost", 403),
        ("POST http://localhost/mcp HTTP/1.1\r\nhost: evil.com", 403),
    ];
    for (lines, expected) in table {
        let sent = raw::post(&format!("{lines}\r\nauthorization: Bearer {TOKEN}"), &init);
        assert_eq!(raw::status(&serving, &sent).await, expected, "{lines}");
    }
}

#[tokio::test]
async fn an_origin_is_compared_as_a_whole() {
    let serving = serving().await;
    let init = request(1, "initialize", initialize("2025-11-25")).to_string();
    let table = [
        ("https://app.example.com", 200),
        ("https://app.example.com:443", 200),
        ("http://localhost:3000", 200),
        ("http://[::1]:3000", 200),
        ("http://app.example.com", 403),
        ("https://app.example.com:8443", 403),
        ("https://app.example.com.evil.com", 403),
        ("http://[::1].evil.com", 403),
        ("http://localhost:80@evil.com", 403),
        ("http://localhost/path", 403),
        ("http://user@localhost", 403),
        ("http://localhost.evil.com", 403),
        ("localhost", 403),
        ("file://localhost", 403),
        ("null", 403),
        ("http://localhost\r\norigin: http://evil.com", 403),
    ];
    for (origin, expected) in table {
        let lines =
            format!("POST /mcp HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {TOKEN}\r\norigin: {origin}");
        assert_eq!(raw::status(&serving, &raw::post(&lines, &init)).await, expected, "{origin}");
    }
}

#[tokio::test]
async fn hosts_and_origins_that_cannot_be_read_are_refused_at_start() {
    for (option, value) in [
        ("--allow-host", "https://mcp.example.com"),
        ("--allow-origin", "app.example.com"),
        ("--allow-origin", "*"),
        ("--allow-origin", "https://*.example.com"),
    ] {
        let (_, stderr, code) = output(command(), &["serve", "--listen", "127.0.0.1:0", option, value]).await;
        assert_eq!(code, 2, "{option}: {stderr}");
        assert!(stderr.contains(value) && stderr.contains(option), "{stderr}");
    }
}

const PATHS: [&str; 7] = ["/healthz", "/readyz", "/metrics", "/mcp", "/sse", "/messages?sessionId=x", "/nowhere"];

#[tokio::test]
async fn a_browser_is_told_before_it_sends_the_token() {
    let serving = serving().await;
    let client = http_client();
    let ask = |path: &str, origin: &str| {
        let ask = client.request(Method::OPTIONS, serving.url(path)).header("origin", origin.to_owned());
        ask.header("access-control-request-method", "POST")
            .header("access-control-request-headers", "authorization,content-type,mcp-protocol-version")
            .send()
    };
    for path in PATHS {
        let told = ask(path, PAGE).await.unwrap();
        assert_eq!(told.status(), StatusCode::NO_CONTENT, "{path}");
        let header = |name: &str| told.headers()[name].to_str().unwrap().to_ascii_lowercase();
        assert_eq!(header("access-control-allow-origin"), PAGE, "{path}");
        assert!(header("vary").contains("origin"), "{path}");
        for method in ["get", "post", "delete", "options"] {
            assert!(header("access-control-allow-methods").contains(method), "{path}: {method}");
        }
        for name in [
            "authorization",
            "content-type",
            "accept",
            "mcp-session-id",
            "mcp-protocol-version",
            "mcp-method",
            "mcp-name",
            "last-event-id",
        ] {
            assert!(header("access-control-allow-headers").split(',').any(|allowed| allowed == name), "{path}: {name}");
        }
        let foreign = ask(path, "https://evil.com").await.unwrap();
        assert_eq!(foreign.status(), StatusCode::FORBIDDEN, "{path}");
        assert!(!foreign.headers().contains_key("access-control-allow-origin"), "{path}");
    }
}

#[tokio::test]
async fn every_response_carries_the_headers_that_a_page_needs_to_read_it() {
    let serving = serving().await;
    let client = http_client();
    let mut seen = std::collections::BTreeSet::new();
    for path in PATHS {
        for method in [Method::GET, Method::POST, Method::DELETE] {
            for (token, body) in
                [(None, String::new()), (Some(TOKEN), "{no json".to_owned()), (Some(TOKEN), "x".repeat(5_000_000))]
            {
                for origin in [PAGE, "https://evil.com"] {
                    let mut sent = client.request(method.clone(), serving.url(path)).header("origin", origin);
                    sent = sent.header("content-type", "application/json").body(body.clone());
                    if let Some(token) = token {
                        sent = sent.bearer_auth(token);
                    }
                    // A body that is refused by its length may break the connection.
                    let Ok(response) = sent.send().await else { continue };
                    let case = format!("{method} {path} from {origin}: {}", response.status());
                    seen.insert(response.status().as_u16());
                    let allowed = response.headers().get("access-control-allow-origin");
                    assert_eq!(allowed.is_some(), origin == PAGE, "{case}");
                    assert!(response.headers()["vary"].to_str().unwrap().contains("origin"), "{case}");
                    if origin == PAGE {
                        let exposed = response.headers()["access-control-expose-headers"].to_str().unwrap();
                        assert!(exposed.contains("mcp-session-id") && exposed.contains("www-authenticate"), "{case}");
                    }
                }
            }
        }
    }
    for status in [200, 400, 401, 403, 404, 405, 413] {
        assert!(seen.contains(&status), "{status} is not among {seen:?}");
    }
    let init = request(1, "initialize", initialize("2025-11-25"));
    let opened = post(&client, &serving, &init).header("origin", PAGE).bearer_auth(TOKEN).send().await.unwrap();
    assert_eq!(opened.headers()["access-control-allow-origin"], PAGE);
    assert!(opened.headers().contains_key("mcp-session-id"), "{:?}", json!(init));
}
