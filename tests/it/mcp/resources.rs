//! Resources: facts of the vendors, names of their numbers, all tools.

use serde_json::{Value, json};
use tokio::process::Command;

use crate::support::{
    catalogue::{actions, vendors},
    program::{StdioSession, with_account, with_all_vendors},
};

const URL: &str = "http://127.0.0.1:9";

async fn uris(program: Command) -> Vec<String> {
    let mut session = StdioSession::initialized(program, "2025-11-25").await;
    let answer = session.request("resources/list", json!({})).await;
    let resources = answer["result"]["resources"].as_array().unwrap_or_else(|| panic!("{answer}"));
    assert!(resources.iter().all(|resource| resource["mimeType"] == "application/json"), "{answer}");
    resources.iter().map(|resource| resource["uri"].as_str().unwrap().to_owned()).collect()
}

async fn read(program: Command, uri: &str) -> Value {
    let mut session = StdioSession::initialized(program, "2025-11-25").await;
    let answer = session.request("resources/read", json!({ "uri": uri })).await;
    let text = answer["result"]["contents"][0]["text"].as_str().unwrap_or_else(|| panic!("{answer}"));
    serde_json::from_str(text).unwrap()
}

#[tokio::test]
async fn resources_are_those_of_the_enabled_tools() {
    let of = |vendor: &str| format!("outreach://enums/{vendor}");
    let mut all = vec!["outreach://vendors".to_owned(), "outreach://catalogue".to_owned()];
    all.extend(vendors().into_iter().map(of));
    all.push("outreach://journal/recent".to_owned());
    assert_eq!(uris(with_all_vendors(URL)).await, all);
    let mut program = with_account(URL);
    program.arg("--read-only");
    assert_eq!(uris(program).await, ["outreach://vendors", "outreach://catalogue", "outreach://enums/instantly"]);
}

#[tokio::test]
async fn the_vendors_say_what_is_set_up_and_what_is_done_elsewhere() {
    let rows = read(with_account(URL), "outreach://vendors").await;
    for row in rows.as_array().unwrap() {
        assert_eq!(row["is_set_up"], row["vendor"] == "instantly", "{row}");
        assert!(!row["credentials"].as_array().unwrap().is_empty(), "{row}");
        assert!(row["done_elsewhere"][0].as_str().unwrap().contains("are connected"), "{row}");
        let toolsets = row["toolsets"].as_array().unwrap();
        let vendor = row["vendor"].as_str().unwrap();
        let of_it = actions().iter().filter(|action| action.vendor == vendor).count() as u64;
        assert_eq!(toolsets.iter().map(|toolset| toolset["actions"].as_u64().unwrap()).sum::<u64>(), of_it);
    }
    let instantly = rows.as_array().unwrap().iter().find(|row| row["vendor"] == "instantly").unwrap();
    assert!(
        instantly["rate_limits"].as_array().unwrap().contains(&json!("20 requests to /emails in 60 s")),
        "{instantly}"
    );
}

#[tokio::test]
async fn the_catalogue_has_every_tool_that_may_be_called_listed_or_not() {
    let mut program = with_all_vendors(URL);
    program.args(["--tools-mode", "lean", "--exclude-tools", "*webhook*"]);
    let rows = read(program, "outreach://catalogue").await;
    let rows = rows.as_array().unwrap();
    for action in actions() {
        let row = rows.iter().find(|row| row["name"] == action.tool);
        assert_eq!(row.is_none(), action.tool.contains("webhook"), "{}", action.tool);
        let Some(row) = row else { continue };
        assert_eq!((&row["effect"], &row["toolset"]), (&json!(action.effect), &json!(action.toolset)), "{row}");
        assert!(row["description"].as_str().is_some_and(|text| action.description.starts_with(text)), "{row}");
    }
    assert!(rows.iter().any(|row| row["listed"] == true) && rows.iter().any(|row| row["listed"] == false));
}

#[tokio::test]
async fn numbers_have_names_and_inputs_their_values() {
    let enums = read(with_all_vendors(URL), "outreach://enums/instantly").await;
    let of = |what: &str| {
        let numbers = enums["numbers"].as_array().unwrap();
        numbers.iter().find(|numbers| numbers["of"].as_str().unwrap().starts_with(what)).unwrap()["values"].clone()
    };
    assert_eq!(of("status of a campaign")["2"], "paused");
    assert_eq!(of("status of a lead")["-1"], "bounced");
    assert_eq!(of("interest of a lead")["-4"], "no_show");
    assert_eq!(of("kind of an email")["2"], "received");
    let campaigns = &enums["numbers"][0];
    let fields = campaigns["fields"].as_object().unwrap();
    assert_eq!(fields.keys().collect::<Vec<_>>(), ["campaign_status", "status"], "{campaigns}");
    let tools = |field: &str| fields[field].as_array().unwrap().iter().map(|tool| tool.as_str().unwrap());
    for tool in ["activate_campaign", "create_campaign", "list_campaigns", "patch_campaign", "list_subsequences"] {
        assert!(tools("status").any(|name| name == format!("instantly_{tool}")), "{tool}: {campaigns}");
    }
    assert!(
        tools("campaign_status").all(|name| name.ends_with("_analytics") || name.ends_with("_overview")),
        "{campaigns}"
    );
    assert_eq!(campaigns["meanings"]["bounce_protect"], "too much mail bounced", "{campaigns}");
    let interest = enums["numbers"].as_array().unwrap().iter().find(|row| row["of"] == "interest of a lead").unwrap();
    assert_eq!(interest["other_numbers"], "a custom label's number (list_lead_labels)", "{interest}");
    assert!(interest["fields"].get("interest_value").is_some_and(Value::is_array), "{interest}");
    for vendor in vendors() {
        let enums = read(with_all_vendors(URL), &format!("outreach://enums/{vendor}")).await;
        for input in enums["inputs"].as_array().unwrap() {
            assert!(input["input"].as_str().is_some_and(|name| !name.is_empty()), "{input}");
            assert!(!input["values"].as_array().unwrap().is_empty() && !input["tools"].as_array().unwrap().is_empty());
        }
        assert!(!enums["inputs"].as_array().unwrap().is_empty(), "{vendor}");
    }
}
