//! What the list of tools costs a model: names, descriptions and input schemas, counted by a real tokenizer.

use serde_json::json;
use tokio::process::Command;

use crate::support::program::{StdioSession, with_account, with_all_vendors, with_overloop, with_snov};

const URL: &str = "http://127.0.0.1:9";

/// The number of listed tools, and of the tokens (o200k) that a model reads of them.
async fn cost(program: Command) -> (usize, usize) {
    let mut session = StdioSession::initialized(program, "2025-11-25").await;
    let tools = session.request("tools/list", json!({})).await["result"]["tools"].clone();
    let tools = tools.as_array().unwrap();
    let encoder = tiktoken_rs::o200k_base_singleton();
    let read = |tool: &serde_json::Value| {
        let seen =
            json!({ "name": tool["name"], "description": tool["description"], "parameters": tool["inputSchema"] });
        encoder.encode_ordinary(&seen.to_string()).len()
    };
    (tools.len(), tools.iter().map(read).sum())
}

#[tokio::test]
async fn a_lean_list_costs_less_than_3000_tokens_and_a_full_one_less_than_41200() {
    let programs: [fn(&str) -> Command; 4] = [with_all_vendors, with_account, with_overloop, with_snov];
    for program in programs {
        for confirm in ["", "send,spend,create,update,delete"] {
            let mut lean = program(URL);
            lean.args(["--tools-mode", "lean"]);
            if !confirm.is_empty() {
                lean.args(["--confirm", confirm]);
            }
            let (tools, tokens) = cost(lean).await;
            println!("lean: {tools} tools, {tokens} tokens");
            assert!(tools <= 12 && tokens <= 3000, "{tools} tools, {tokens} tokens");
        }
    }
    for (program, most) in programs.into_iter().zip([41_200, 19_400, 13_800, 14_500]) {
        let (tools, tokens) = cost(program(URL)).await;
        println!("full: {tools} tools, {tokens} tokens");
        assert!(tokens <= most, "{tools} tools, {tokens} tokens");
    }
}
