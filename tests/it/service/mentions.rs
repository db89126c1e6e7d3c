//! Every text that a caller gets names tools that it can call, or says that it cannot: the descriptions, the schemas, the
//! instructions, the errors and the verdicts of `resolve_outcome`, under several policies.

use std::{
    collections::{BTreeSet, HashSet},
    sync::OnceLock,
};

use futures_util::{StreamExt, stream};
use serde_json::{Value, json};
use tokio::process::Command;

use crate::{
    support::{
        catalogue::{HELPERS, OUTREACH, OWN_TOOL, actions, vendors},
        mock_vendor::MockVendor,
        program::{StdioSession, with_account, with_all_vendors, with_overloop, with_snov},
    },
    vendors::cases,
};

/// A way to start the program, with arguments.
type Policy = (fn(&str) -> Command, &'static [&'static str]);

const POLICIES: &[Policy] = &[
    (with_all_vendors, &[]),
    (with_all_vendors, &["--read-only"]),
    (with_all_vendors, &["--permit", "create,update,spend,send,delete"]),
    (with_all_vendors, &["--exclude-tools", "*list_*,get_*,*search_result,resolve_outcome"]),
    (with_all_vendors, &["--tools", "*create_*,*add_*,*update_*,start_*"]),
    (with_all_vendors, &["--toolsets", "instantly.leads,overloop.prospects,snov.finder,snov.verifier"]),
    (with_account, &["--exclude-tools", "list_campaigns,activate_campaign"]),
    (with_overloop, &["--exclude-tools", "list_*"]),
    (with_snov, &["--exclude-tools", "list_*,get_balance,verify_email,start_prospects_search"]),
];

/// Status and body of a vendor's refusal.
fn failures() -> Vec<(u16, Value)> {
    let pointed = |field: &str, detail: &str| json!({ "errors": [{ "source": { "pointer": format!("/data/attributes/{field}") }, "detail": detail }] });
    vec![
        (400, json!({ "message": "you ran out of credits" })),
        (403, json!({})),
        (404, json!({})),
        (404, json!({ "message": "no such thing" })),
        (422, pointed("owner_id", "must exist")),
        (422, pointed("organization", "must exist")),
        (422, pointed("email", "has already been taken")),
        (200, json!({})),
        (200, json!({ "success": false, "message": "not found" })),
    ]
}

/// The names that look like those of tools, with what follows; `owner` is the vendor of a name without one.
fn mentions(text: &str, owner: Option<&str>) -> Vec<(String, String)> {
    // Made once: there are millions of words in all.
    static KNOWN: OnceLock<HashSet<&str>> = OnceLock::new();
    let known = KNOWN.get_or_init(|| actions().iter().map(|action| action.tool.as_str()).chain([OWN_TOOL]).collect());
    let vendors = vendors();
    let is_within = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find(is_within).map(|at| from + at) {
        let length = text[start..].find(|c| !is_within(c)).unwrap_or(text.len() - start);
        let (word, after) = (&text[start..start + length], &text[start + length..]);
        from = start + length;
        // The names of inputs and outputs.
        if text[..start].ends_with('"') && after.starts_with('"') {
            continue;
        }
        let is_like_a_tool = vendors.iter().any(|vendor| {
            let rest = word.strip_prefix(vendor).and_then(|rest| rest.strip_prefix('_'));
            rest.is_some_and(|rest| {
                ["list_", "get_", "add_", "create_", "find_", "start_", "update_", "delete_"]
                    .iter()
                    .any(|verb| rest.starts_with(verb))
            })
        });
        if known.contains(word) || is_like_a_tool {
            found.push((word.to_owned(), after.to_owned()));
        } else if let Some(name) = owner.map(|owner| format!("{owner}_{word}"))
            && known.contains(name.as_str())
        {
            found.push((name, after.to_owned()));
        }
    }
    found
}

struct Checked {
    what: String,
    listed: BTreeSet<String>,
    named: usize,
    marked: usize,
}

impl Checked {
    fn check(&mut self, text: &str, owner: Option<&str>) {
        // The operator's rules are quoted as they were typed.
        let text = text.split('`').filter(|part| !part.starts_with("--")).collect::<Vec<_>>().join("`");
        for (name, after) in mentions(&text, owner) {
            self.named += 1;
            let what = format!("{}: `{name}` in {text}", self.what);
            assert!(name == OWN_TOOL || actions().iter().any(|action| action.tool == name), "{what} is no tool");
            let after = after.trim_start_matches('`');
            let is_marked = after.starts_with(" (not enabled here)") || after.starts_with(" (not set up here)");
            // A refusal of the tool itself needs no mark.
            let says_itself = after.starts_with(" is not enabled here");
            assert!(says_itself || is_marked != self.listed.contains(&name), "{what}");
            self.marked += usize::from(is_marked);
        }
    }
}

/// A session, and the qualified names of the tools that can be called, with the texts about them.
async fn start(vendor: &MockVendor, (account, arguments): &Policy, what: &str) -> (StdioSession, Checked) {
    let mut command = account(&vendor.url());
    command.args(*arguments).env("OUTREACH_DUPLICATE_WINDOW", "15m");
    let mut session = StdioSession::start(command);
    let hello = session.request("initialize", json!({ "protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": { "name": "t", "version": "1" } })).await["result"].clone();
    session.send(&json!({ "jsonrpc": "2.0", "method": "notifications/initialized" })).await;
    let listed = session.request("tools/list", json!({})).await["result"].clone();
    let tools = listed["tools"].as_array().unwrap_or_else(|| panic!("{listed}")).clone();
    let only: Vec<&str> = vendors().into_iter().filter(|vendor| arguments_are_for(account, vendor)).collect();
    let qualified = |name: &str| {
        let of = actions().iter().filter(|action| action.tool == name || action.name == name);
        of.filter(|action| action.tool == name || only.contains(&action.vendor.as_str()))
            .map(|action| action.tool.clone())
            .next()
    };
    // Tools that are not listed can be called, too.
    let catalogue = session.request("resources/read", json!({ "uri": "outreach://catalogue" })).await;
    let text = catalogue["result"]["contents"][0]["text"].as_str().unwrap_or_else(|| panic!("{catalogue}"));
    let rows: Vec<Value> = serde_json::from_str(text).unwrap();
    let names = tools.iter().chain(&rows).map(|tool| tool["name"].as_str().unwrap());
    let names: BTreeSet<String> = names
        .filter(|name| !HELPERS.contains(name) && !OUTREACH.contains(name))
        .map(|name| if name == OWN_TOOL { name.to_owned() } else { qualified(name).unwrap() })
        .collect();
    let mut checked = Checked { what: what.to_owned(), listed: names, named: 0, marked: 0 };
    checked.check(hello["instructions"].as_str().unwrap_or_else(|| panic!("{hello}")), None);
    for tool in &tools {
        let name = tool["name"].as_str().unwrap();
        let tool_name = if name == OWN_TOOL || HELPERS.contains(&name) || OUTREACH.contains(&name) {
            None
        } else {
            qualified(name)
        };
        let owner = tool_name.as_deref().and_then(|name| name.split('_').next());
        checked.check(tool["description"].as_str().unwrap(), owner);
        checked.check(&tool["inputSchema"].to_string(), owner);
        checked.check(&tool["outputSchema"].to_string(), owner);
    }
    (session, checked)
}

/// Whether this way to start the program sets up an account at this vendor.
fn arguments_are_for(account: &fn(&str) -> Command, vendor: &str) -> bool {
    let command = account("http://x");
    let variables: Vec<String> =
        command.as_std().get_envs().map(|(name, _)| name.to_string_lossy().into_owned()).collect();
    variables.iter().any(|name| name.starts_with(&format!("{}_", vendor.to_uppercase())))
}

#[tokio::test]
async fn every_tool_that_a_text_names_exists_and_is_enabled_or_marked() {
    let runs = POLICIES.iter().flat_map(|policy| failures().into_iter().map(move |failure| (policy, failure)));
    let counts: Vec<(usize, usize)> = stream::iter(runs)
        .map(|(policy, (status, body))| async move {
            let vendor = MockVendor::start().await;
            vendor.answer_with(status, &body);
            let what = format!("{:?}, {status} {body}", policy.1);
            let (mut session, mut checked) = start(&vendor, policy, &what).await;
            let mut done = BTreeSet::new();
            for case in cases() {
                // The case with all inputs comes first.
                if !checked.listed.contains(case.tool) || !done.insert(case.tool) {
                    continue;
                }
                let mut inputs = case.inputs.clone();
                if inputs.get("wait_seconds").is_some() {
                    inputs["wait_seconds"] = json!(0);
                }
                // A second time: a call without an outcome is a duplicate then.
                for _ in 0..2 {
                    let envelope = session.envelope(case.tool, inputs.clone()).await;
                    if let Some(error) = envelope["error"].as_str() {
                        checked.check(error, case.tool.split('_').next());
                    }
                    for own in ["warnings", "note", "skipped"] {
                        checked.check(&envelope[own].to_string(), case.tool.split('_').next());
                    }
                }
            }
            if checked.listed.contains(OWN_TOOL) {
                let envelope = session.envelope(OWN_TOOL, json!({})).await;
                for result in envelope["results"].as_array().into_iter().flatten() {
                    checked.check(result["message"].as_str().unwrap(), None);
                }
            }
            for uri in ["instantly", "overloop", "snov"].map(|vendor| format!("outreach://enums/{vendor}")) {
                let read = session.request("resources/read", json!({ "uri": uri })).await;
                let text = read["result"]["contents"][0]["text"].as_str().unwrap_or("{}");
                let enums: Value = serde_json::from_str(text).unwrap();
                for numbers in enums["numbers"].as_array().into_iter().flatten() {
                    checked.check(&numbers["fields"].to_string(), enums["vendor"].as_str());
                }
            }
            let prompts = session.request("prompts/list", json!({})).await;
            for prompt in prompts["result"]["prompts"].as_array().into_iter().flatten() {
                checked.check(&prompt["description"].to_string(), None);
            }
            let journal = session.request("resources/read", json!({ "uri": "outreach://journal/recent" })).await;
            // Where nothing is ever written there is no such resource.
            let text = journal["result"]["contents"][0]["text"].as_str().unwrap_or("[]");
            let entries: Value = serde_json::from_str(text).unwrap();
            for error in entries.as_array().unwrap().iter().filter_map(|entry| entry["error"].as_str()) {
                checked.check(error, None);
            }
            (checked.named, checked.marked)
        })
        .buffer_unordered(6)
        .collect()
        .await;
    let named: usize = counts.iter().map(|(named, _)| named).sum();
    let marked: usize = counts.iter().map(|(_, marked)| marked).sum();
    println!("named {named}, of these marked {marked}");
    assert!(named > 2_500 && marked > 1_000, "{named} {marked}");
}
