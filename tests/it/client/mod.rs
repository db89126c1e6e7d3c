//! The HTTP client: retries and error texts, access tokens, rate limits, and searches that are polled for their result.

mod failures;
mod generations;
mod jobs;
mod polling;
mod proof;
mod rate_limit;
mod tokens;

use serde_json::{Value, json};

use crate::support::{
    mock_vendor::{MockVendor, reply},
    program::{StdioSession, with_snov},
};

/// A vendor and a session with the binary that calls it.
async fn session() -> (MockVendor, StdioSession) {
    session_with(&[]).await
}

async fn session_with(arguments: &[&str]) -> (MockVendor, StdioSession) {
    let vendor = MockVendor::start().await;
    vendor.answer_with(200, balance());
    let mut command = with_snov(&vendor.url());
    command.args(arguments);
    let session = StdioSession::initialized(command, "2025-11-25").await;
    (vendor, session)
}

/// The documented example of a balance.
fn balance() -> Value {
    json!({ "success": true, "data": {
        "balance": "25000.00", "teamwork": false, "unique_recipients_used": 0, "limit_resets_in": 29, "expires_in": 359,
    } })
}

/// An answer of this status and JSON.
fn answer(status: u16, body: Value) -> impl FnOnce() -> axum::response::Response + Send + 'static {
    move || reply(status, "application/json", body.to_string())
}
