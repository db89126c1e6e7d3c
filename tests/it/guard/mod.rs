//! What an operator enables, and what stands between an agent and the rest.

mod confirm;
mod faults;
mod journal;
mod kill;
mod limits;
mod once;
mod policy;
mod resolve;
mod server;
mod store;

use serde_json::{Value, json};
use tokio::process::Command;

use crate::support::{
    program::{CLIENT_ID, KEY, Stdio_, run, with_account},
    vendor::Vendor,
};

/// The binary with an account at every vendor, all at this one.
fn with_all(vendor: &Vendor) -> Command {
    let mut command = with_account(&vendor.url());
    command.env("OVERLOOP_API_KEY", KEY).env("OVERLOOP_BASE_URL", vendor.url());
    command.env("SNOV_CLIENT_ID", CLIENT_ID).env("SNOV_CLIENT_SECRET", KEY).env("SNOV_BASE_URL", vendor.url());
    command
}

/// What it prints, what it complains of, and how it ends.
async fn output(mut command: Command, arguments: &[&str]) -> (String, String, i32) {
    command.args(arguments);
    let output = run(command).await;
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

/// The names of the tools that it lists.
async fn listed(mut command: Command, arguments: &[&str]) -> Vec<String> {
    command.args(arguments);
    let (text, complaints, code) = output(command, &["tools", "--json"]).await;
    assert_eq!(code, 0, "{arguments:?}: {complaints}");
    let tools: Vec<Value> = serde_json::from_str(&text).unwrap();
    tools.iter().map(|tool| tool["name"].as_str().unwrap().to_owned()).collect()
}

/// A call's envelope.
async fn call(session: &mut Stdio_, tool: &str, inputs: Value) -> Value {
    session.call(tool, inputs).await["structuredContent"].clone()
}

/// Begins a call without waiting for its end.
async fn begin(session: &mut Stdio_, tool: &str, inputs: Value) -> i64 {
    session.begin("tools/call", json!({ "name": tool, "arguments": inputs })).await
}

/// The envelopes of so many calls that were begun, in the order in which they end.
async fn ends(session: &mut Stdio_, calls: usize) -> Vec<Value> {
    let mut envelopes = Vec::new();
    while envelopes.len() < calls {
        let message = session.receive().await;
        if message.get("result").is_some() {
            envelopes.push(message["result"]["structuredContent"].clone());
        }
    }
    envelopes
}

/// The client gives a call up.
async fn cancel(session: &mut Stdio_, id: i64) {
    let cancelled = json!({ "jsonrpc": "2.0", "method": "notifications/cancelled", "params": { "requestId": id } });
    session.send(&cancelled).await;
}

/// The process is killed, and gone.
async fn kill(mut session: Stdio_) {
    session.child.start_kill().unwrap();
    session.child.wait().await.unwrap();
}
