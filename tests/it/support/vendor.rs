//! A vendor that records what it is asked and answers what it is told.

use std::{
    collections::VecDeque,
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::{Request, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::program::LONG;

/// A request as it came in.
#[derive(Clone, Debug)]
pub struct Seen {
    pub method: String,
    /// Path and query, as they stood on the wire.
    pub target: String,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Seen {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("a JSON body")
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

/// What it answers with.
pub type Answer = Box<dyn FnOnce() -> Response + Send>;

#[derive(Clone, Default)]
struct Shared {
    seen: Arc<Mutex<Vec<Seen>>>,
    answers: Arc<Mutex<VecDeque<Answer>>>,
    usual: Arc<Mutex<(u16, String)>>,
}

/// The vendor; it ends with the test's runtime.
pub struct Vendor {
    pub address: SocketAddr,
    shared: Shared,
}

impl Vendor {
    pub async fn start() -> Self {
        let shared = Shared::default();
        *shared.usual.lock().unwrap() = (200, json!({ "items": [] }).to_string());
        let app = Router::new().fallback(answer).with_state(shared.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        Self { address, shared }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What it answers from now on.
    pub fn answers(&self, status: u16, body: impl ToString) -> &Self {
        *self.shared.usual.lock().unwrap() = (status, body.to_string());
        self
    }

    /// What it answers next, once; these come before the usual answer.
    pub fn then(&self, answer: impl FnOnce() -> Response + Send + 'static) -> &Self {
        self.shared.answers.lock().unwrap().push_back(Box::new(answer));
        self
    }

    /// Everything it was asked so far.
    pub fn seen(&self) -> Vec<Seen> {
        self.shared.seen.lock().unwrap().clone()
    }

    /// Waits until it was asked this often.
    pub async fn until_seen(&self, requests: usize) {
        let seen = async {
            while self.seen().len() < requests {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(LONG, seen).await.expect("it is asked");
        assert_eq!(self.seen().len(), requests);
    }

    /// The one request it was asked.
    pub fn only(&self) -> Seen {
        let mut seen = self.seen();
        assert_eq!(seen.len(), 1, "one request, got {seen:#?}");
        seen.remove(0)
    }
}

async fn answer(State(shared): State<Shared>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    let target = parts.uri.path_and_query().unwrap().to_string();
    shared.seen.lock().unwrap().push(Seen {
        method: parts.method.to_string(),
        target,
        headers: parts.headers,
        body: body.to_vec(),
    });
    let next = shared.answers.lock().unwrap().pop_front();
    if let Some(answer) = next {
        return answer();
    }
    let (status, body) = shared.usual.lock().unwrap().clone();
    reply(status, "application/json", body)
}

/// An answer that never comes to its end.
pub fn never() -> Response {
    Response::new(Body::from_stream(futures::stream::pending::<Result<Bytes, std::io::Error>>()))
}

/// An answer of this status, type and body.
pub fn reply(status: u16, content_type: &'static str, body: impl Into<Bytes>) -> Response {
    (StatusCode::from_u16(status).unwrap(), [("content-type", content_type)], Body::from(body.into())).into_response()
}
