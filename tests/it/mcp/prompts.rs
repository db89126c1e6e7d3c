//! Prompts: jobs that name only tools which are enabled, and the completion of their arguments.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use tokio::process::Command;

use crate::support::{
    catalogue::{actions, names, vendors},
    mock_vendor::MockVendor,
    program::{StdioSession, command, with_account, with_all_vendors},
};

const VERSION: &str = "2025-11-25";

const PROMPTS: [&str; 4] = ["find_and_verify", "launch_checklist", "triage_replies", "weekly_report"];

/// Values for every argument that a prompt must have.
fn arguments(prompt: &str) -> Value {
    match prompt {
        "launch_checklist" => json!({ "campaign": "c-1" }),
        "find_and_verify" => json!({ "domain": "example.com" }),
        _ => json!({}),
    }
}

async fn listed(session: &mut StdioSession) -> Vec<Value> {
    let answer = session.request("prompts/list", json!({})).await;
    answer["result"]["prompts"].as_array().unwrap_or_else(|| panic!("{answer}")).clone()
}

async fn get(session: &mut StdioSession, prompt: &str, arguments: Value) -> Value {
    session.request("prompts/get", json!({ "name": prompt, "arguments": arguments })).await
}

fn text(answer: &Value) -> String {
    answer["result"]["messages"][0]["content"]["text"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned()
}

/// The tools that a text names, whatever is enabled: actions with and without their vendor, and the program's own tools.
fn tools_in(text: &str) -> BTreeSet<String> {
    let is_tool = |word: &&str| {
        actions().iter().any(|action| action.tool == *word || action.name == *word)
            || ["find_tools", "call_read_tool", "call_write_tool", "resolve_outcome"].contains(word)
    };
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    words.filter(is_tool).map(str::to_owned).collect()
}

/// Every prompt that is listed renders with names of enabled tools alone; every other says what to enable.
async fn check(program: Command, what: &str) {
    let mut session = StdioSession::initialized(program, VERSION).await;
    let tools = session.request("tools/list", json!({})).await["result"].clone();
    let mut enabled: BTreeSet<String> = names(&tools).into_iter().map(str::to_owned).collect();
    // Where no toolset is named, or a vendor as a whole, those that are not listed can be called too.
    if what == "all" {
        enabled.extend(actions().iter().map(|action| action.tool.clone()));
    } else if let Some(vendor) = what.strip_prefix("reads of ") {
        let reads = actions().iter().filter(|action| action.is_read() && action.vendor == vendor);
        enabled.extend(reads.map(|action| action.tool.clone()));
    }
    let prompts = listed(&mut session).await;
    let prompts: Vec<&str> = prompts.iter().map(|prompt| prompt["name"].as_str().unwrap()).collect();
    for prompt in PROMPTS {
        let answer = get(&mut session, prompt, arguments(prompt)).await;
        if prompts.contains(&prompt) {
            let text = text(&answer);
            let named = tools_in(&text);
            assert!(
                !named.is_empty() && named.is_subset(&enabled),
                "{what}: {prompt}: {named:?} of {enabled:?}\n{text}"
            );
            assert!(!text.contains(['{', '$', '[']), "{what}: {prompt}: {text}");
        } else {
            let error = answer["error"]["message"].as_str().unwrap_or_else(|| panic!("{what}: {prompt}: {answer}"));
            assert_eq!(answer["error"]["code"], -32602, "{what}: {answer}");
            assert!(
                error.contains("not enabled") && error.contains("--") || error.contains("set `"),
                "{what}: {error}"
            );
        }
    }
}

#[tokio::test]
async fn prompts_name_only_enabled_tools_with_every_toolset_off_in_turn() {
    let url = "http://127.0.0.1:9";
    let toolsets: BTreeSet<&str> = actions().iter().map(|action| action.toolset.as_str()).collect();
    check(with_all_vendors(url), "all").await;
    for off in &toolsets {
        let mut program = with_all_vendors(url);
        let rest: Vec<&str> = toolsets.iter().filter(|toolset| *toolset != off).copied().collect();
        program.args(["--toolsets", &rest.join(",")]);
        check(program, &format!("without {off}")).await;
        let mut program = with_all_vendors(url);
        program.args(["--toolsets", off]);
        check(program, &format!("{off} alone")).await;
    }
    for vendor in vendors() {
        let mut program = with_all_vendors(url);
        program.args(["--toolsets", vendor, "--read-only"]);
        check(program, &format!("reads of {vendor}")).await;
    }
    check(with_account(url), "one vendor").await;
}

#[tokio::test]
async fn prompts_are_listed_with_their_arguments() {
    let mut session = StdioSession::initialized(with_all_vendors("http://127.0.0.1:9"), VERSION).await;
    let prompts = listed(&mut session).await;
    let mut names: Vec<&str> = prompts.iter().map(|prompt| prompt["name"].as_str().unwrap()).collect();
    names.sort_unstable();
    assert_eq!(names, PROMPTS);
    for prompt in &prompts {
        assert!(prompt["title"].is_string() && prompt["description"].is_string(), "{prompt}");
        for argument in prompt["arguments"].as_array().unwrap() {
            assert!(argument["description"].as_str().is_some_and(|text| text.len() > 10), "{argument}");
            assert!(argument["required"].is_boolean(), "{argument}");
        }
    }
}

#[tokio::test]
async fn arguments_are_filled_in_and_checked() {
    let mut session = StdioSession::initialized(with_all_vendors("http://127.0.0.1:9"), VERSION).await;
    let filled =
        get(&mut session, "triage_replies", json!({ "campaign": "c-17", "max": "7", "vendor": "instantly" })).await;
    let text = text(&filled);
    assert!(text.contains("c-17") && text.contains("Look at 7 replies") && !text.contains("Snov"), "{text}");
    assert!(text.contains("`instantly_list_emails`"), "{text}");
    for (prompt, arguments, expected) in [
        ("launch_checklist", json!({}), "`campaign` is required"),
        ("launch_checklist", json!({ "campaign": "  " }), "`campaign` is required"),
        ("triage_replies", json!({ "campain": "x" }), "did you mean `campaign`"),
        ("triage_replies", json!({ "vendor": "acme" }), "`instantly`, `overloop`, `snov`"),
        ("find_and_verify", json!({ "domain": "example.com", "vendor": "overloop" }), "cannot be done at `overloop`"),
        ("no_such_prompt", json!({}), "`weekly_report`"),
    ] {
        let answer = get(&mut session, prompt, arguments).await;
        assert_eq!(answer["error"]["code"], -32602, "{answer}");
        assert!(answer["error"]["message"].as_str().unwrap().contains(expected), "{answer}");
    }
}

#[tokio::test]
async fn a_prompt_says_how_unlisted_tools_are_called() {
    let mut program = with_all_vendors("http://127.0.0.1:9");
    program.args(["--tools-mode", "lean"]);
    let mut session = StdioSession::initialized(program, VERSION).await;
    let answer = get(&mut session, "weekly_report", json!({})).await;
    let text = text(&answer);
    assert!(text.contains("`find_tools`") && text.contains("`call_read_tool`"), "{text}");
}

async fn complete(
    session: &mut StdioSession,
    prompt: &str,
    argument: &str,
    typed: &str,
    context: Value,
) -> Vec<String> {
    let params = json!({
        "ref": { "type": "ref/prompt", "name": prompt },
        "argument": { "name": argument, "value": typed },
        "context": { "arguments": context },
    });
    let answer = session.request("completion/complete", params).await;
    let values = answer["result"]["completion"]["values"].as_array().unwrap_or_else(|| panic!("{answer}"));
    values.iter().map(|value| value.as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn ids_are_completed_by_one_read_that_is_kept() {
    let vendor = MockVendor::start().await;
    let mut session = StdioSession::initialized(with_account(&vendor.url()), VERSION).await;
    vendor.answer_with(200, json!({ "items": [{ "id": "0a", "name": "Autumn" }, { "id": "1b", "name": "Winter" }] }));
    for (typed, expected) in [("", vec!["0a", "1b"]), ("1", vec!["1b"]), ("autu", vec!["0a"]), ("x", vec![])] {
        assert_eq!(complete(&mut session, "launch_checklist", "campaign", typed, json!({})).await, expected, "{typed}");
    }
    assert_eq!(vendor.requests().len(), 1, "{:#?}", vendor.requests());
    assert_eq!(complete(&mut session, "find_and_verify", "list", "", json!({})).await, ["0a", "1b"]);
    assert_eq!(complete(&mut session, "weekly_report", "vendor", "in", json!({})).await, ["instantly"]);
    for (prompt, argument) in [("weekly_report", "since"), ("no_such_prompt", "campaign"), ("weekly_report", "none")] {
        assert!(complete(&mut session, prompt, argument, "", json!({})).await.is_empty());
    }
}

#[tokio::test]
async fn a_completion_that_fails_is_empty_and_asks_only_what_is_enabled() {
    let vendor = MockVendor::start().await;
    let mut session = StdioSession::initialized(with_account(&vendor.url()), VERSION).await;
    vendor.answer_with(401, json!({ "error": "Unauthorized" }));
    assert!(complete(&mut session, "launch_checklist", "campaign", "", json!({})).await.is_empty());
    let asked = vendor.requests().len();
    assert!(asked > 0);
    let mut program = with_all_vendors(&vendor.url());
    program.args(["--toolsets", "snov.search,overloop.users"]);
    let mut session = StdioSession::initialized(program, VERSION).await;
    assert!(complete(&mut session, "launch_checklist", "campaign", "", json!({})).await.is_empty());
    assert_eq!(vendor.requests().len(), asked);
}

#[tokio::test]
async fn the_sandbox_completes_ids_of_every_vendor() {
    let mut program = command();
    program.arg("--sandbox");
    let mut session = StdioSession::initialized(program, VERSION).await;
    let all = complete(&mut session, "launch_checklist", "campaign", "", json!({})).await;
    let mut sum = 0;
    for vendor in vendors() {
        let ids = complete(&mut session, "launch_checklist", "campaign", "", json!({ "vendor": vendor })).await;
        assert!(!ids.is_empty(), "{vendor}");
        sum += ids.len();
    }
    assert_eq!(all.len(), sum.min(100));
}
