//! What is Snov.io's own: access tokens, searches that run on at the vendor, and a narrow limit.

mod pacing;
mod searches;
mod tokens;

use serde_json::{Value, json};

use crate::support::{
    program::{Stdio_, with_snov},
    vendor::{Vendor, reply},
};

/// A vendor and a session with the binary that calls it.
async fn session() -> (Vendor, Stdio_) {
    session_with(&[]).await
}

async fn session_with(arguments: &[&str]) -> (Vendor, Stdio_) {
    let vendor = Vendor::start().await;
    vendor.answers(200, balance());
    let mut command = with_snov(&vendor.url());
    command.args(arguments);
    let session = Stdio_::initialized(command, "2025-11-25").await;
    (vendor, session)
}

/// The documents' example.
fn balance() -> Value {
    json!({ "success": true, "data": {
        "balance": "25000.00", "teamwork": false, "unique_recipients_used": 0, "limit_resets_in": 29, "expires_in": 359,
    } })
}

async fn call(session: &mut Stdio_, tool: &str, arguments: Value) -> Value {
    session.call(tool, arguments).await["structuredContent"].clone()
}

/// Begins a call without waiting for its end.
async fn begin(session: &mut Stdio_, tool: &str, arguments: Value) -> i64 {
    session.begin("tools/call", json!({ "name": tool, "arguments": arguments })).await
}

/// The envelopes of so many calls that were begun, in the order in which they end.
async fn ends(session: &mut Stdio_, calls: usize) -> Vec<Value> {
    let mut envelopes = Vec::new();
    while envelopes.len() < calls {
        let message = session.receive().await;
        if message.get("id").is_some() {
            envelopes.push(message["result"]["structuredContent"].clone());
        }
    }
    envelopes
}

/// An answer of this status and JSON.
fn answer(status: u16, body: Value) -> impl FnOnce() -> axum::response::Response + Send + 'static {
    move || reply(status, "application/json", body.to_string())
}
