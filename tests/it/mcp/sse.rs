//! The HTTP+SSE pair of protocol 2024-11-05.

use futures_util::{Stream, StreamExt};
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};

use crate::support::{
    catalogue::{listed_at, names},
    http_client,
    mock_vendor::MockVendor,
    program::{Serving, TIMEOUT, command, initialize, with_account},
};

/// A session: its stream of events, and the address that messages go to.
pub struct Session {
    events: std::pin::Pin<Box<dyn Stream<Item = (String, String)> + Send>>,
    pub endpoint: String,
    client: Client,
}

impl Session {
    pub async fn open(serving: &Serving) -> Self {
        let client = http_client();
        let response = client.get(serving.url("/sse")).header("accept", "text/event-stream").send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        let mut events = Box::pin(events(response));
        let (event, path) = next(&mut events).await;
        assert_eq!(event, "endpoint");
        Self { events, endpoint: serving.url(&path), client }
    }

    async fn post(&self, message: &Value) -> StatusCode {
        let request =
            self.client.post(&self.endpoint).header("content-type", "application/json").body(message.to_string());
        request.send().await.unwrap().status()
    }

    pub async fn request(&mut self, id: u32, method: &str, params: Value) -> Value {
        let message = json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params });
        assert_eq!(self.post(&message).await, StatusCode::ACCEPTED);
        self.next_answer(id).await
    }

    /// The next message, which is the answer to this request.
    pub async fn next_answer(&mut self, id: u32) -> Value {
        let (event, data) = next(&mut self.events).await;
        assert_eq!(event, "message");
        let answer: Value = serde_json::from_str(&data).unwrap();
        assert_eq!(answer["id"], id);
        answer
    }
}

async fn next(events: &mut (impl Stream<Item = (String, String)> + Unpin)) -> (String, String) {
    tokio::time::timeout(TIMEOUT, events.next()).await.expect("an event in time").expect("an event before the end")
}

/// The events of a stream: name and data.
fn events(response: reqwest::Response) -> impl Stream<Item = (String, String)> + Send {
    let state = (response.bytes_stream_(), String::new());
    futures_util::stream::unfold(state, |(mut chunks, mut text)| async move {
        loop {
            if let Some((event, rest)) = text.split_once("\n\n") {
                let field = |name: &str| {
                    event.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().trim().to_owned()
                };
                let parsed = (field("event:"), field("data:"));
                text = rest.to_owned();
                if !parsed.0.is_empty() {
                    return Some((parsed, (chunks, text)));
                }
                continue;
            }
            text.push_str(&String::from_utf8(chunks.next().await?).unwrap());
        }
    })
}

/// The body chunk by chunk, without the client's `stream` feature.
trait Chunks {
    fn bytes_stream_(self) -> std::pin::Pin<Box<dyn Stream<Item = Vec<u8>> + Send>>;
}

impl Chunks for reqwest::Response {
    fn bytes_stream_(self) -> std::pin::Pin<Box<dyn Stream<Item = Vec<u8>> + Send>> {
        Box::pin(futures_util::stream::unfold(self, |mut response| async move {
            let chunk = response.chunk().await.ok().flatten()?;
            Some((chunk.to_vec(), response))
        }))
    }
}

#[tokio::test]
async fn a_session_lists_and_calls() {
    let vendor = MockVendor::start().await;
    let serving = Serving::start(with_account(&vendor.url()), &[]).await;
    let mut session = Session::open(&serving).await;
    let answer = session.request(1, "initialize", initialize("2024-11-05")).await;
    assert_eq!(answer["result"]["protocolVersion"], "2024-11-05");
    assert_eq!(
        session.post(&json!({ "jsonrpc": "2.0", "method": "notifications/initialized" })).await,
        StatusCode::ACCEPTED
    );
    let tools = session.request(2, "tools/list", json!({})).await;
    assert_eq!(names(&tools["result"]), listed_at("instantly"), "Instantly's actions and the server's own tool");
    let result = session.request(3, "tools/call", json!({ "name": "list_leads", "arguments": { "limit": 2 } })).await;
    assert_eq!(result["result"]["structuredContent"]["success"], true, "{result}");
    let failed = session.request(4, "tools/call", json!({ "name": "get_lead", "arguments": {} })).await;
    assert_eq!(failed["result"]["structuredContent"]["error_kind"], "invalid_input");
}

#[tokio::test]
async fn a_hundred_sessions_stay_separate() {
    let vendor = MockVendor::start().await;
    let serving = Serving::start(with_account(&vendor.url()), &["--threads", "2"]).await;
    let sessions = (0..100).map(|_| async {
        let mut session = Session::open(&serving).await;
        session.request(1, "initialize", initialize("2024-11-05")).await;
        session.request(2, "tools/call", json!({ "name": "list_leads", "arguments": {} })).await;
        session.endpoint.clone()
    });
    let endpoints = futures_util::future::join_all(sessions).await;
    assert_eq!(endpoints.iter().collect::<std::collections::HashSet<_>>().len(), 100);
    assert_eq!(vendor.requests().len(), 100);
}

#[tokio::test]
async fn messages_and_sessions_that_are_invalid_are_refused() {
    let serving = Serving::start(command(), &[]).await;
    let client = http_client();
    let post = |path: &str, body: &'static str| client.post(serving.url(path)).body(body).send();
    assert_eq!(post("/messages?sessionId=nope", "{}").await.unwrap().status(), StatusCode::NOT_FOUND);
    assert_eq!(post("/messages", "{}").await.unwrap().status(), StatusCode::BAD_REQUEST);
    let session = Session::open(&serving).await;
    let bad = session.client.post(&session.endpoint).body("no json").send().await.unwrap();
    assert_eq!(bad.status(), StatusCode::BAD_REQUEST);
    let large = session.client.post(&session.endpoint).body("x".repeat(5_000_000)).send().await;
    assert!(large.is_err() || large.unwrap().status() == StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_session_ends_with_its_stream() {
    let serving = Serving::start(command(), &[]).await;
    let session = Session::open(&serving).await;
    let endpoint = session.endpoint.clone();
    drop(session);
    let ended = async {
        while http_client().post(&endpoint).body("{}").send().await.unwrap().status() != StatusCode::NOT_FOUND {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(TIMEOUT, ended).await.expect("the session ends");
}
