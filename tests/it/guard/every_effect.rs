//! Each effect of a call is seen by all rules: `--permit` without it refuses the call, `--limit` of none refuses it, `--confirm` asks.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use tokio::process::Command;

use crate::{
    support::{
        catalogue::{action, actions, effects_of, only_stops_mail},
        mock_vendor::MockVendor,
        program::{StdioSession, with_all_vendors},
    },
    vendors,
};

const WRITES: [&str; 5] = ["create", "update", "spend", "send", "delete"];

/// A session under one rule on this effect, and a vendor of its own.
async fn under(rule: &str, effect: &str) -> (MockVendor, StdioSession) {
    let vendor = MockVendor::start().await;
    vendor.answer_with(200, json!({ "id": vendors::ID, "success": true, "data": { "id": "1", "attributes": {} } }));
    vendor.has_fields(true);
    let mut command: Command = with_all_vendors(&vendor.url());
    match rule {
        "permit" => {
            let others: Vec<&str> = ["read"].into_iter().chain(WRITES).filter(|other| *other != effect).collect();
            command.args(["--permit", &others.join(",")]);
        }
        "limit" => {
            command.args(["--limit", &format!("{effect}=0/day")]);
        }
        _ => {
            command.args(["--confirm", effect]);
        }
    }
    (vendor, StdioSession::initialized(command, "2025-06-18").await)
}

/// Whether the rule on this effect holds up the call.
fn is_held_up(rule: &str, effect: &str, envelope: &Value) -> bool {
    let told = envelope["error"].as_str().unwrap_or_default();
    match rule {
        "confirm" => envelope["error_kind"] == "confirmation_required",
        "limit" => envelope["error_kind"] == "denied_by_policy" && told.contains(&format!("--limit {effect}=0/day")),
        _ => envelope["error_kind"] == "denied_by_policy" && told.contains("--permit"),
    }
}

#[tokio::test]
async fn all_rules_see_the_same_effects_of_a_call() {
    let mut calls: Vec<(String, Value)> = vendors::cases()
        .into_iter()
        .map(|case| (case.tool.to_owned(), case.inputs))
        .chain(vendors::effect_cases().into_iter().map(|(tool, inputs, _)| (tool.to_owned(), inputs)))
        .collect();
    let is_write = |tool: &str| {
        let action = actions().iter().find(|action| action.tool == tool).unwrap();
        !action.is_read() && !action.unlisted.suppresses
    };
    calls.retain(|(tool, inputs)| is_write(tool) && !only_stops_mail(tool, inputs.as_object().unwrap().clone()));
    // What runs on at the vendor is not waited for.
    for (tool, inputs) in &mut calls {
        if action(tool).inputs().contains_key("wait_seconds") {
            inputs["wait_seconds"] = json!(0);
        }
    }
    assert!(calls.len() > 200, "{}", calls.len());
    let mut wrong = Vec::new();
    for effect in WRITES {
        let mut held: Vec<Vec<bool>> = Vec::new();
        for rule in ["permit", "limit", "confirm"] {
            let (_vendor, mut session) = under(rule, effect).await;
            let mut of_rule = Vec::new();
            for (tool, inputs) in &calls {
                let envelope = session.envelope(tool, inputs.clone()).await;
                let is_held = is_held_up(rule, effect, &envelope);
                let own: BTreeSet<&str> = effects_of(tool, inputs.as_object().unwrap().clone()).into_iter().collect();
                if own.contains(effect) && !is_held {
                    wrong.push(format!("{rule} {effect}: {tool} {inputs}: {envelope}"));
                }
                of_rule.push(is_held);
            }
            held.push(of_rule);
        }
        for (at, (tool, inputs)) in calls.iter().enumerate() {
            let of_call: Vec<bool> = held.iter().map(|of_rule| of_rule[at]).collect();
            if of_call.iter().any(|is_held| *is_held != of_call[0]) {
                wrong.push(format!("{effect}: permit, limit, confirm {of_call:?}: {tool} {inputs}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} disagree:\n{}", wrong.len(), wrong.join("\n"));
}

#[tokio::test]
async fn what_creates_and_sends_has_both_effects() {
    let with = |rule: [&str; 2]| {
        let mut command = crate::support::program::command();
        command.args(["--sandbox", "--toolsets", "all"]).args(rule).env("OVERLOOP_GENERATION", "v2");
        StdioSession::initialized(command, "2025-06-18")
    };
    let new = |lists: bool| {
        let mut inputs = json!({ "email": "new.one@acme.example.com" });
        if lists {
            inputs["lists"] = json!(["Customers"]);
        }
        ("overloop_create_prospect", inputs)
    };
    let enroll = || ("overloop_enroll_prospect", json!({ "campaign_id": "1", "prospect_id": "9" }));
    let sourcing =
        || ("overloop_update_campaign", json!({ "campaign_id": "1", "search_criteria": { "job_titles": ["CTO"] } }));
    for (rule, (tool, inputs), kind) in [
        (["--confirm", "create"], new(false), "confirmation_required"),
        (["--limit", "create=0/day"], new(false), "denied_by_policy"),
        (["--permit", "read,send"], new(false), "denied_by_policy"),
        (["--permit", "read,create"], new(false), ""),
        (["--limit", "send=0/day"], new(false), ""),
        (["--confirm", "send"], new(false), ""),
        (["--permit", "read,create"], new(true), "denied_by_policy"),
        (["--limit", "send=0/day"], new(true), "denied_by_policy"),
        (["--limit", "create=0/day"], new(true), "denied_by_policy"),
        (["--confirm", "create"], new(true), "confirmation_required"),
        (["--permit", "read,send"], enroll(), "denied_by_policy"),
        (["--permit", "read,create"], enroll(), "denied_by_policy"),
        (["--limit", "create=0/day"], enroll(), "denied_by_policy"),
        (["--confirm", "create"], enroll(), "confirmation_required"),
        (["--permit", "read,update,send"], sourcing(), "denied_by_policy"),
        (["--limit", "create=0/day"], sourcing(), "denied_by_policy"),
        (["--confirm", "create"], sourcing(), "confirmation_required"),
    ] {
        let mut session = with(rule).await;
        let answer = session.envelope(tool, inputs.clone()).await;
        assert_eq!(answer["error_kind"].as_str().unwrap_or_default(), kind, "{rule:?} {tool} {inputs}: {answer}");
        if rule[0] == "--limit" && !kind.is_empty() {
            assert!(answer["error"].as_str().unwrap().contains("allows no such call"), "{rule:?}: {answer}");
        }
    }
}

#[tokio::test]
async fn a_limit_of_none_says_that_none_passes() {
    let mut command = crate::support::program::command();
    command.args(["--sandbox", "--toolsets", "all", "--limit", "send=0/day"]);
    let mut session = StdioSession::initialized(command, "2025-06-18").await;
    let leads = json!([{ "email": "a@theirs.example" }, { "email": "b@theirs.example" }]);
    let campaign = session.envelope("instantly_list_campaigns", json!({})).await["campaigns"][0]["id"].clone();
    let answer = session.envelope("instantly_add_leads", json!({ "campaign_id": campaign, "leads": leads })).await;
    let told = answer["error"].as_str().unwrap();
    assert!(told.contains("allows no such call") && !told.contains("smaller"), "{answer}");
}
