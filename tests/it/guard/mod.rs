//! What an operator enables, and what stands between an agent and the rest.

mod faults;
mod kill;
mod policy;

use serde_json::Value;
use tokio::process::Command;

use crate::support::{
    program::{CLIENT_ID, KEY, run, with_account},
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
