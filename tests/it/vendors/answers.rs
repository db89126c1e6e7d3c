//! Each action's own answer, written from the vendor's documents, becomes the documented outputs.

use std::collections::BTreeSet;

use futures_util::future::join_all;
use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use serde_json::{Value, json};

use super::{
    cases_of,
    contract::{Contract, contracts},
};
use crate::support::{
    answers,
    catalogue::{action, actions, vendors},
    wire::WireSession,
};

/// What the program adds to the outputs of the catalogue.
const ADDED: [&str; 10] = [
    "success",
    "untrusted_fields",
    "replayed",
    "credits_hint",
    "created",
    "skipped",
    "existing",
    "warnings",
    "note",
    "missing",
];

/// Inputs to which the answer in the file belongs.
fn inputs(tool: &str) -> Value {
    match tool {
        // A verification is answered by address.
        "snov_verify_email" | "snov_add_emails_for_verification" => {
            let answer = answers::json(tool);
            let addresses: Vec<&String> =
                answer.as_object().unwrap().keys().filter(|name| *name != "success").collect();
            json!({ "emails": addresses })
        }
        // As many rows as the answer has are a full page.
        "snov_list_prospects_in_list" => json!({ "list_id": 1_818_597, "per_page": 2 }),
        _ => {
            let case = cases_of(tool).next().unwrap();
            let mut inputs = case.inputs;
            let action = action(tool);
            // The answers are those to the first page, of any size.
            if let (Some(pages), Some(inputs)) = (action.unlisted.pages, inputs.as_object_mut()) {
                inputs.shift_remove(pages.cursor);
                pages.size.map(|size| inputs.shift_remove(size));
            }
            if action.is_read() {
                inputs["detail"] = json!("full");
            }
            if result_of(tool).is_some() {
                inputs["wait_seconds"] = json!(10);
                // A task of several rows is answered by what was asked for.
                for rows in ["rows", "emails", "urls", "names"] {
                    let asked = answers::json(tool)["meta"][rows].clone();
                    if asked.is_array() {
                        inputs[rows] = asked;
                    }
                }
            }
            if inputs.get("task_hash").is_some() {
                inputs["task_hash"] = answers::json(tool)["meta"]["task_hash"].clone();
            }
            inputs
        }
    }
}

/// The tool whose answer is polled after a start.
fn result_of(tool: &str) -> Option<String> {
    let result = format!("snov_get_{}_result", tool.strip_prefix("snov_start_")?);
    actions().iter().any(|action| action.tool == result).then_some(result)
}

/// The documented outputs that this answer cannot have.
fn left_out(tool: &str) -> &'static [&'static str] {
    match tool {
        // Only after a full page, which has 10,000 rows: see `snov::events`.
        "snov_list_campaign_replies"
        | "snov_list_campaign_opens"
        | "snov_list_campaign_clicks"
        | "snov_list_sent_emails" => &["next_offset"],
        // All of them are answered at once, without links.
        "overloop_list_custom_fields" => &["next_page", "last_page"],
        // Only where v2 answers: see `snov::generations`.
        "snov_add_emails_for_verification" => &["status", "task_hash"],
        "snov_add_names_to_find_emails" => &["status", "emails", "task_hash"],
        "snov_add_url_for_search" => &["status", "prospects", "task_hash"],
        "snov_get_prospect_by_url" => &["status"],
        // Only where a filter is none that the vendor knows: see `snov::database`.
        "snov_start_company_database_search"
        | "snov_get_company_database_search_result"
        | "snov_start_people_database_search"
        | "snov_get_people_database_search_result" => &["similar"],
        _ => &[],
    }
}

/// Every text, number and flag in it, in each of the forms in which an output may give it.
fn values(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Null => {}
        Value::Bool(flag) => {
            found.insert(flag.to_string());
        }
        Value::Number(number) => {
            found.insert(number.as_f64().unwrap().to_string());
            if let Some(moment) = number.as_i64().and_then(|seconds| Timestamp::from_second(seconds).ok()) {
                found.insert(moment.to_string());
            }
        }
        Value::String(text) => {
            found.insert(text.clone());
            found.extend(text.parse::<f64>().ok().map(|number| number.to_string()));
            found.extend(
                text.parse::<DateTime>()
                    .ok()
                    .map(|moment| moment.to_zoned(TimeZone::UTC).unwrap().timestamp().to_string()),
            );
            // The text in a quoted text, the last segment of a link, and the page of a link.
            found.extend(serde_json::from_str::<String>(text));
            found.extend(text.rsplit('/').next().map(str::to_owned));
            found.extend(
                text.split("page%5Bnumber%5D=").nth(1).and_then(|rest| rest.split('&').next()).map(str::to_owned),
            );
            found.extend(text.split("&page=").nth(1).map(str::to_owned));
        }
        Value::Array(items) => items.iter().for_each(|item| values(item, found)),
        Value::Object(object) => object.iter().for_each(|(key, value)| {
            found.insert(key.clone());
            values(value, found);
        }),
    }
}

/// Every text, number and flag in it, with its path.
fn leaves(value: &Value, path: &str, found: &mut Vec<(String, String)>) {
    match value {
        Value::Null => {}
        Value::Bool(flag) => found.push((path.to_owned(), flag.to_string())),
        Value::Number(number) => found.push((path.to_owned(), number.as_f64().unwrap().to_string())),
        Value::String(text) => found.push((path.to_owned(), text.clone())),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, item)| leaves(item, &format!("{path}[{at}]"), found));
        }
        Value::Object(object) => {
            object.iter().for_each(|(key, value)| leaves(value, &format!("{path}.{key}"), found));
        }
    }
}

/// Checks that the outputs are the documented ones, with the values of the vendor's answers.
fn check(tool: &str, documented: &[&str], outputs: &Value, inputs: &Value, answers: &[Value]) {
    let mut answered = BTreeSet::new();
    answers.iter().for_each(|answer| values(answer, &mut answered));
    for key in documented.iter().filter(|key| !left_out(tool).contains(key)) {
        assert!(outputs.get(key).is_some(), "{tool}: no `{key}` in {outputs}");
    }
    for (key, output) in outputs.as_object().unwrap() {
        // Added to a list that is answered without a number.
        let is_added_count = tool == "snov_list_custom_fields" && key == "count";
        if ADDED.contains(&key.as_str()) || is_added_count {
            continue;
        }
        assert!(documented.contains(&key.as_str()), "{tool}: `{key}` is not documented");
        match key.as_str() {
            "count" if documented.len() > 1 => {
                let items = outputs[documented.iter().find(|key| outputs[**key].is_array()).unwrap()].as_array();
                assert_eq!(output, &json!(items.unwrap().len()), "{tool}");
            }
            // They follow from the success alone.
            "deleted" | "queued" => assert_eq!(output, true, "{tool}"),
            "id" if tool == "snov_delete_webhook" => assert_eq!(output, &inputs["webhook_id"], "{tool}"),
            "id" if tool == "snov_delete_campaign" => assert_eq!(output, &inputs["campaign_id"], "{tool}"),
            "id" if tool == "snov_delete_step_content" => assert_eq!(output, &inputs["content_id"], "{tool}"),
            // Counted by the program, since the vendor says only which rows there are.
            "next_offset" if tool == "snov_list_all_replies" => assert_eq!(output, 1, "{tool}"),
            // Counted by the program: the page after the first, which is full.
            "next_page" if tool == "snov_list_prospects_in_list" || tool.contains("_database_search") => {
                assert_eq!(output, 2, "{tool}")
            }
            // A list that is answered at once is its own first page.
            "page" if tool == "overloop_list_custom_fields" => assert_eq!(output, 1, "{tool}"),
            _ => {
                let mut given = Vec::new();
                leaves(output, key, &mut given);
                let empty = output.as_array().is_some_and(Vec::is_empty);
                assert!(!given.is_empty() && !empty, "{tool}: `{key}` has no value in {outputs}");
                for (path, value) in given {
                    assert!(
                        answered.contains(&value) || value == "[redacted]" || path.ends_with("_percent"),
                        "{tool}: `{path}` is {value:?}, which the vendor has not answered"
                    );
                }
            }
        }
    }
}

/// Plays the answers of an action, and of the result that a start leads to, and checks the outputs.
async fn play(wire: &mut WireSession, contract: &Contract) {
    let tool = contract.tool();
    let inputs = inputs(&tool);
    let answers: Vec<Value> =
        [Some(tool.clone()), result_of(&tool)].into_iter().flatten().map(|tool| answers::json(&tool)).collect();
    for answer in &answers {
        wire.vendor.answer_next_json(answer);
    }
    let before = wire.vendor.requests().len();
    let outputs = Value::Object(wire.call(&tool, &inputs).await);
    assert_eq!(outputs["success"], true, "{tool}: {outputs}");
    let mut seen = wire.vendor.requests().split_off(before);
    // What a search for people is compared with.
    seen.retain(|seen| !seen.target.starts_with("/public/v2/sourcings/search_options") || tool.ends_with("options"));
    assert_eq!(seen.len(), answers.len(), "{tool}: one request for each answer");
    check(&tool, &contract.outputs, &outputs, &inputs, &answers);
}

#[tokio::test]
async fn every_actions_answer_becomes_its_documented_outputs() {
    // A start waits a second for its result, so each has a session of its own; the others share one for each vendor.
    let (starts, others): (Vec<Contract>, Vec<Contract>) =
        contracts().into_iter().partition(|contract| result_of(&contract.tool()).is_some());
    let mut sessions: Vec<Vec<Contract>> = starts.into_iter().map(|contract| vec![contract]).collect();
    sessions.extend(others.chunk_by(|one, next| one.vendor == next.vendor).map(<[Contract]>::to_vec));
    join_all(sessions.iter().map(async |contracts| {
        let mut wire = WireSession::of(contracts[0].vendor).await;
        for contract in contracts {
            play(&mut wire, contract).await;
        }
    }))
    .await;
}

#[test]
fn every_answer_file_belongs_to_an_action() {
    let tools: BTreeSet<String> = contracts().iter().map(|contract| contract.tool()).collect();
    let files: BTreeSet<String> = vendors().into_iter().flat_map(answers::tools_with_files).collect();
    assert_eq!(files, tools);
}
