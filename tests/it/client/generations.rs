//! A vendor that is down says nothing of its generations: a write that it may have carried out is made in one of them alone. The vendor
//! here opens v2 of Overloop's API, so that a write that was made again would be seen there.

use std::sync::{Arc, Mutex};

use axum::{Router, extract::Request, response::Response};
use futures_util::future::join_all;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::support::{
    mock_vendor::reply,
    program::{StdioSession, with_overloop},
};

const JSON: &str = "application/json";

/// What the vendor answers to a request: status, media type and body.
type Said = (u16, &'static str, &'static str);

const DOWN: [Said; 3] = [
    (503, JSON, r#"{"errors":[{"code":"maintenance","message":"We are back in an hour"}]}"#),
    (503, "text/html", "<!DOCTYPE html><html><head><title>Maintenance</title></head><body>Back soon</body></html>"),
    (503, "text/plain", ""),
];
const UNAUTHORIZED: Said = (401, JSON, r#"{"errors":[{"code":"unauthorized","message":"Your API key is wrong."}]}"#);
const WEBSITE: Said = (200, "text/html", "<!DOCTYPE html><html><body>Overloop</body></html>");

/// A vendor whose v1 answers a write and a read of the account so, and whose v2 does all that it is asked; with the writes it received.
async fn vendor(write: Said, account: Said) -> (String, Arc<Mutex<Vec<String>>>) {
    let writes = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&writes);
    let answer = move |request: Request| {
        let (method, path) = (request.method().as_str(), request.uri().path());
        if method != "GET" {
            seen.lock().unwrap().push(format!("{method} {path}"));
        }
        let (status, media_type, body) = match (method, path) {
            (_, "/public/v1/account") => account,
            (method, path) if path.starts_with("/public/v1/") && method != "GET" => write,
            (_, path) if path.starts_with("/public/v1/") => UNAUTHORIZED,
            _ => (200, JSON, r#"{"data":{"id":1,"name":"Ours","email":"grace@example.org"}}"#),
        };
        let said: Response = reply(status, media_type, body.to_owned());
        async { said }
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, Router::new().fallback(answer)).await.unwrap() });
    (url, writes)
}

/// The writes that the vendor receives of one call, and its envelope.
async fn made(write: Said, account: Said, tool: &str, inputs: &Value) -> (Vec<String>, Value) {
    let (url, writes) = vendor(write, account).await;
    let mut command = with_overloop(&url);
    command.args(["--call-timeout", "8s"]);
    let mut session = StdioSession::initialized(command, "2025-11-25").await;
    let envelope = session.envelope(tool, inputs.clone()).await;
    let writes = writes.lock().unwrap().clone();
    (writes, envelope)
}

/// Writes that both generations have, with the request in v1.
fn writes() -> [(&'static str, Value, &'static str); 3] {
    [
        ("overloop_create_prospect", json!({ "email": "grace@example.org" }), "POST /public/v1/prospects"),
        ("overloop_update_prospect", json!({ "prospect_id": "1", "jobtitle": "CTO" }), "PATCH /public/v1/prospects/1"),
        ("overloop_delete_list", json!({ "list_id": "1" }), "DELETE /public/v1/lists/1"),
    ]
}

#[tokio::test]
async fn a_write_that_meets_a_503_is_not_made_in_the_other_generation() {
    for (tool, inputs, request) in writes() {
        for down in DOWN {
            for account in [UNAUTHORIZED, down] {
                let (writes, envelope) = made(down, account, tool, &inputs).await;
                assert_eq!(writes, [request], "{tool} {down:?} {account:?}: {envelope}");
                assert_eq!(envelope["success"], false, "{tool} {down:?}: {envelope}");
            }
        }
    }
}

#[tokio::test]
async fn a_refused_write_is_not_made_in_the_other_generation_while_the_account_cannot_be_read() {
    let said = || [UNAUTHORIZED, WEBSITE].into_iter().flat_map(|refused| DOWN.map(|down| (refused, down)));
    let runs = writes().into_iter().flat_map(|write| said().map(move |said| (write.clone(), said)));
    // At once: each waits for an account that stays down.
    join_all(runs.map(async |((tool, inputs, request), (refused, down))| {
        let (writes, envelope) = made(refused, down, tool, &inputs).await;
        assert_eq!(writes, [request], "{tool} {refused:?} {down:?}: {envelope}");
        assert_eq!(envelope["success"], false, "{tool} {refused:?} {down:?}: {envelope}");
    }))
    .await;
}

/// That the tests above would see it: where v1 says that it is not open to the key, the write is made in v2.
#[tokio::test]
async fn a_write_is_made_in_v2_where_the_key_opens_v2_alone() {
    for (tool, inputs, request) in writes() {
        for refused in [UNAUTHORIZED, WEBSITE] {
            let (writes, envelope) = made(refused, UNAUTHORIZED, tool, &inputs).await;
            assert_eq!(envelope["success"], true, "{tool}: {envelope}");
            assert_eq!(writes, [request.to_owned(), request.replace("v1", "v2")], "{tool} {refused:?}: {envelope}");
        }
    }
}
