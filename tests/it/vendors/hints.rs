//! What is told to a model names only what there is.

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::{Value, json};

use super::cases;
use crate::support::{
    catalogue::{OUTREACH, actions, check_schema, vendors},
    mock_vendor::reply,
    wire::WireSession,
};

/// Every word that looks like the name of a tool, with and without its vendor.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|word| word.contains('_'))
}

const VERBS: [&str; 13] = [
    "activate", "add", "change", "create", "delete", "find", "get", "list", "patch", "reply", "start", "update",
    "verify",
];

/// Types of custom fields, which begin like a verb.
const TYPES: [&str; 7] = [
    "list_single",
    "list_multiple",
    "reply_rate",
    // Types of steps.
    "add_to_tags",
    "search_email",
    "enroll_campaign",
    "review",
];

/// The string literals of a source file, without its unit tests.
fn literals(source: &str) -> String {
    let source = source.split("#[cfg(test)]").next().unwrap();
    let lines = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines
        .flat_map(|line| line.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>())
        .collect::<Vec<_>>()
        .join("\n")
}

fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
        }
    }
}

#[test]
fn every_tool_that_a_message_names_with_its_vendor_exists() {
    let tools: BTreeSet<&str> = actions().iter().map(|action| action.tool.as_str()).collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["src", "crates/vendors/src", "crates/model/src"] {
        sources(&root.join(folder), &mut files);
    }
    let mut named = 0;
    for (path, source) in files {
        for word in words(&literals(&source)) {
            let action = vendors().into_iter().find_map(|vendor| word.strip_prefix(vendor)?.strip_prefix('_'));
            let Some(action) = action.filter(|action| VERBS.iter().any(|verb| action.starts_with(verb))) else {
                continue;
            };
            named += 1;
            assert!(tools.contains(word), "{path} names `{word}` ({action}), which is no tool");
        }
    }
    assert!(named > 20, "{named} names were checked");
}

#[test]
fn every_tool_that_a_description_or_a_verify_sentence_names_exists() {
    let mut named = 0;
    for action in actions() {
        let of_vendor = actions().iter().filter(|other| other.vendor == action.vendor);
        let names: BTreeSet<&str> = of_vendor.map(|other| other.name.as_str()).chain(OUTREACH).collect();
        let inputs = action.input_schema.to_string();
        let fields: BTreeSet<String> = actions()
            .iter()
            .filter(|other| other.vendor == action.vendor)
            .flat_map(|other| other.inputs().into_iter().map(|(input, _)| input))
            .collect();
        let text = format!(
            "{} {} {inputs} {}",
            action.description,
            action.unlisted.verify.unwrap_or_default(),
            action.output_schema
        );
        for word in words(&text) {
            let bare =
                word.strip_prefix(action.vendor.as_str()).and_then(|rest| rest.strip_prefix('_')).unwrap_or(word);
            // The names of fields and the values of enums are quoted as a whole.
            let is_key = text.contains(&format!("\"{bare}\"")) || TYPES.contains(&bare) || fields.contains(bare);
            if is_key || !VERBS.iter().any(|verb| bare.strip_prefix(verb).is_some_and(|rest| rest.starts_with('_'))) {
                continue;
            }
            named += 1;
            assert!(names.contains(bare), "{} names `{word}`, which is no tool of {}", action.tool, action.vendor);
        }
    }
    assert!(named > 40, "{named} names were checked");
}

/// The list that gives the ids of an input, where its name does not tell.
const LISTS: [(&str, &str, Option<&str>); 16] = [
    ("instantly", "campaign", Some("list_campaigns")),
    ("instantly", "list_id", Some("list_lead_lists")),
    ("instantly", "reply_to_uuid", None),
    ("instantly", "blocklist_id", None),
    ("instantly", "ai_sales_agent_id", None),
    ("instantly", "tag_ids", None),
    ("instantly", "ids", None),
    ("overloop", "owner_id", Some("list_users")),
    ("overloop", "email", Some("list_prospects")),
    ("overloop", "sender_id", Some("list_users")),
    ("overloop", "previous_step_id", Some("list_campaign_steps")),
    ("overloop", "step_id", Some("list_automation_steps")),
    ("snov", "prospect_id", Some("list_prospects_in_list")),
    ("snov", "id", None),
    ("snov", "task_hash", None),
    ("snov", "search_hash", None),
];

fn list_for(tool: &str, input: &str) -> Option<String> {
    let vendor = tool.split('_').next().unwrap_or_default();
    // Steps are of automations and of campaigns.
    if input == "step_id" && ["campaign", "enroll"].iter().any(|of| tool.contains(of)) {
        return Some("overloop_list_campaign_steps".to_owned());
    }
    let listed = LISTS.iter().find(|(of, name, _)| *of == vendor && *name == input);
    let list = match listed {
        Some((.., list)) => (*list)?.to_owned(),
        None => format!("list_{}s", input.strip_suffix("_id")?),
    };
    let tool = format!("{vendor}_{list}");
    actions().iter().any(|action| action.tool == tool).then_some(tool)
}

/// Over every call that has an input for ids.
#[tokio::test]
async fn where_nothing_is_found_the_list_that_gives_the_ids_is_named() {
    let mut named = 0;
    for vendor in vendors() {
        let mut wire = WireSession::of(vendor).await;
        wire.vendor.answer_with(404, json!({ "message": "no such record" }));
        for case in cases().into_iter().filter(|case| case.tool.starts_with(vendor)) {
            let action = actions().iter().find(|action| action.tool == case.tool).unwrap();
            let error = wire.call(case.tool, &case.inputs).await["error"].as_str().unwrap().to_owned();
            for input in action.path_inputs() {
                // What it means that nothing is found is said otherwise where that is not the id.
                if case.tool == "instantly_get_email_verification" {
                    continue;
                }
                assert!(error.contains(&format!("Check `{input}`")), "{}: {error}", case.tool);
                // A kind of id that no tool gives has no list, whatever the input is called.
                let kind = check_schema(case.tool)["properties"][input].get("x-id");
                if kind.is_some_and(|kind| kind["from"].is_null()) {
                    continue;
                }
                if let Some(list) = list_for(case.tool, input) {
                    named += 1;
                    assert!(error.contains(&format!("{list} gives the ids there are")), "{}: {error}", case.tool);
                }
            }
            assert!(!error.contains("a list call"), "{}: {error}", case.tool);
        }
    }
    assert!(named > 30, "{named}");
}

/// A tool that a hint names gives what the input takes: the one that its kind of id says, or one that its description names.
#[tokio::test]
async fn the_tool_that_a_hint_names_is_the_one_that_gives_the_id() {
    let mut named = 0;
    for vendor in vendors() {
        let mut wire = WireSession::of(vendor).await;
        wire.vendor.answer_with(404, json!({ "message": "no such record" }));
        for case in cases().into_iter().filter(|case| case.tool.starts_with(vendor)) {
            let action = actions().iter().find(|action| action.tool == case.tool).unwrap();
            let error = wire.call(case.tool, &case.inputs).await["error"].as_str().unwrap().to_owned();
            let hints = error.split("Check `").skip(1).filter_map(|hint| hint.split_once("`: "));
            for (input, hint) in hints {
                let tool = hint.split_whitespace().next().unwrap();
                // A sentence of the action's own may name several inputs.
                let is_one = action.inputs().contains_key(input);
                if !is_one || !hint.contains(" gives ") || !tool.starts_with(vendor) {
                    continue;
                }
                named += 1;
                let schema = &check_schema(case.tool)["properties"][input];
                let inputs = action.inputs();
                let description = inputs.get(input).and_then(|input| input["description"].as_str()).unwrap_or_default();
                let bare = tool.strip_prefix(vendor).unwrap().trim_start_matches('_');
                let is_of_kind = schema["x-id"]["from"] == tool || schema["items"]["x-id"]["from"] == tool;
                assert!(is_of_kind || description.contains(bare), "{} `{input}`: {tool} ({description})", case.tool);
            }
        }
    }
    assert!(named > 60, "{named}");
}

/// A sentence that forbids to repeat a call does not stand beside one that calls it harmless.
#[tokio::test]
async fn an_unknown_outcome_does_not_contradict_itself() {
    for vendor in vendors() {
        let mut wire = WireSession::of(vendor).await;
        wire.vendor.answer_with(500, json!({ "message": "broken" }));
        for case in cases().into_iter().filter(|case| case.tool.starts_with(vendor)) {
            let envelope = wire.call(case.tool, &case.inputs).await;
            let error = envelope["error"].as_str().unwrap();
            let forbids = error.contains("Do not repeat") || error.contains("do not make the call again");
            assert!(!(forbids && error.contains("harmless")), "{}: {error}", case.tool);
            assert!(!(error.contains("Nothing was changed") && error.contains("goes on")), "{}: {error}", case.tool);
        }
    }
}

#[tokio::test]
async fn a_name_that_several_have_is_answered_with_the_ids_of_all() {
    let mut wire = WireSession::instantly().await;
    let ids = [1, 2, 3, 4, 5, 6, 7].map(|at| format!("00000000-0000-4000-8000-00000000000{at}"));
    let rows = |count: usize| -> Vec<Value> {
        ids.iter().take(count).map(|id| json!({ "id": id, "name": "Spring", "status": 1 })).collect()
    };
    for (count, says) in [
        (1, vec!["knows a campaign `spring` by the id", &ids[0]]),
        (2, vec!["knows 2 by the name `spring`, with the ids", &ids[0], &ids[1], "look which is meant"]),
        (7, vec!["knows 7", &ids[4], "and 2 more"]),
    ] {
        wire.vendor.answer_with(200, json!({ "items": rows(count) }));
        let envelope = wire.call("instantly_activate_campaign", &json!({ "campaign_id": "spring" })).await;
        let error = envelope["error"].as_str().unwrap();
        assert!(says.iter().all(|words| error.contains(words)), "{count}: {error}");
    }
}

/// Over every input of Overloop's writes that holds an id of something else.
#[tokio::test]
async fn where_an_id_must_exist_the_list_that_gives_it_is_named() {
    let mut wire = WireSession::overloop().await;
    let mut named = 0;
    for case in cases().into_iter().filter(|case| case.tool.starts_with("overloop_")) {
        let action = actions().iter().find(|action| action.tool == case.tool).unwrap();
        for input in case.inputs.as_object().unwrap().keys().filter(|input| input.ends_with("_id")) {
            if action.is_read() || action.path_inputs().contains(&input.as_str()) {
                continue;
            }
            let list = list_for(case.tool, input).unwrap_or_else(|| panic!("{} `{input}` has a list", case.tool));
            let attribute = input.as_str();
            let relationship = attribute.trim_end_matches("_id");
            for (place, name) in [("attributes", attribute), ("relationships", relationship)] {
                let pointer = format!("/data/{place}/{name}");
                let body: Value = json!({ "errors": [{ "source": { "pointer": pointer }, "detail": "must exist" }] });
                wire.vendor.answer_next(move || reply(422, "application/vnd.api+json", body.to_string()));
                let error = wire.call(case.tool, &case.inputs).await["error"].as_str().unwrap().to_owned();
                assert!(error.contains(&format!("Take the id from {list}")), "{} {pointer}: {error}", case.tool);
                named += 1;
            }
        }
    }
    assert!(named >= 8, "{named}");
}

/// Snov.io's newest page has others in their place. What says for certain that they are gone is tested in `guard::generations`.
#[tokio::test]
async fn a_call_that_may_be_gone_says_how_the_generation_is_chosen() {
    let mut wire = WireSession::snov().await;
    let (names, addresses, profiles) =
        ("start_emails_by_name_search", "start_email_verification", "start_linkedin_profiles_search");
    let tools = [
        ("snov_find_email", names),
        ("snov_add_names_to_find_emails", names),
        ("snov_verify_email", addresses),
        ("snov_add_emails_for_verification", addresses),
        ("snov_add_url_for_search", profiles),
        ("snov_get_prospect_by_url", profiles),
    ];
    for (tool, instead) in tools {
        let inputs = cases().into_iter().find(|case| case.tool == tool).unwrap().inputs;
        for (status, body) in [(404, ""), (404, r#"{"message":"Not found"}"#), (410, "{}"), (405, "{}")] {
            let seen = wire.vendor.requests().len();
            wire.vendor.answer_next(move || reply(status, "application/json", body));
            let envelope = wire.call(tool, &inputs).await;
            assert_eq!(envelope["error_kind"], "vendor_error", "{tool} {body}: {envelope:?}");
            let error = envelope["error"].as_str().unwrap();
            assert!(error.contains("where a call is gone; `SNOV_GENERATION` chooses"), "{tool} {body}: {error}");
            assert!(error.contains(&format!("In v2 `snov_{instead}` does this")), "{tool} {body}: {error}");
            assert!(!error.contains("Check"), "{tool} {body}: {error}");
            assert_eq!(wire.vendor.requests().len(), seen + 1, "{tool} {body}: no other is asked");
        }
        wire.vendor.answer_next(|| reply(404, "application/json", r#"{"message":"no such profile"}"#));
        assert_eq!(wire.call(tool, &inputs).await["error_kind"], "not_found", "{tool}");
    }
}
