//! Every action that says how its outcome is found: a call whose answer is lost is found again by that.

use serde_json::{Value, json};

use super::{journal, sandbox_with_fault};
use crate::{sandbox::examples::Examples, support::catalogue::actions};

/// Calls that the examples make themselves, to get what the others need, and so have inputs of their own here.
const OF_EXAMPLES: [&str; 4] =
    ["instantly_create_lead_list", "instantly_duplicate_subsequence", "instantly_move_leads", "instantly_verify_email"];

/// How many calls of these the examples make before, with other inputs: they are let through.
const MADE_BEFORE: [(&str, u32); 3] =
    [("snov_create_campaign", 5), ("snov_add_names_to_find_emails", 1), ("snov_add_emails_for_verification", 1)];

/// The inputs of a call: not those with which the examples have made it.
fn inputs_of(examples: &Examples, tool: &str) -> Value {
    let mut inputs = examples.inputs(tool);
    match tool {
        "snov_add_names_to_find_emails" => inputs["first_name"] = json!("Nora"),
        "snov_add_emails_for_verification" => inputs["emails"] = json!(["nora@example.com"]),
        _ => {}
    }
    inputs
}

/// Calls whose row the vendor does not tell from others, so that they stay unknown: each with why.
const UNKNOWN: [(&str, &str); 2] = [
    ("instantly_duplicate_campaign", "the example gives the copy no name"),
    ("instantly_create_ai_enrichment", "a list of those that run now does not show one that has ended"),
];

#[tokio::test]
async fn a_call_whose_answer_is_lost_is_found() {
    let found = actions().iter().filter(|action| action.unlisted.has_lookup && action.effect != "read");
    let mut wrong = Vec::new();
    let mut looked_up = 0;
    for action in found.filter(|action| !OF_EXAMPLES.contains(&action.tool.as_str())) {
        // A `*` stands for all that follows.
        // The whole path: vendors have some below their prefixes in common.
        let prefix = if action.vendor == "instantly" { "/api/v2" } else { "" };
        let path = format!("{prefix}{}", action.unlisted.path);
        let path = path.split_once('{').map_or_else(|| path.clone(), |(before, _)| format!("{before}*"));
        let request = format!("{} {path}", action.unlisted.method);
        let before = MADE_BEFORE.iter().find(|(tool, _)| *tool == action.tool).map_or(0, |(_, before)| *before);
        let (_folder, journal) = journal();
        let mut session = sandbox_with_fault(&format!("{request}=drop,after:{before}*1"), &journal).await;
        let mut inputs = inputs_of(&Examples::of(&mut session).await, &action.tool);
        if action.tool == "instantly_activate_campaign" {
            // One that is active already is not activated again.
            let paused = json!({ "status": "paused", "limit": 1 });
            inputs["campaign_id"] =
                session.envelope("instantly_list_campaigns", paused).await["campaigns"][0]["id"].clone();
        }
        let made = session.envelope(&action.tool, inputs.clone()).await;
        if made["error_kind"] != "outcome_unknown" {
            wrong.push(format!("{} {request}: {made}", action.tool));
            continue;
        }
        if action.tool == "snov_add_names_to_find_emails" {
            // The search goes on at first: nothing is known of it yet.
            let looked = session.envelope("resolve_outcome", json!({})).await;
            assert_eq!(looked["results"][0]["outcome"], "unknown", "{looked}");
        }
        let looked = session.envelope("resolve_outcome", json!({})).await;
        looked_up += 1;
        let expected = if UNKNOWN.iter().any(|(tool, _)| *tool == action.tool) { "unknown" } else { "ok" };
        if looked["results"][0]["outcome"] != expected {
            wrong.push(format!("{} {inputs}: {looked}", action.tool));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(looked_up > 15, "{looked_up} were looked up");
}

/// The call that the examples make themselves.
#[tokio::test]
async fn a_move_whose_answer_is_lost_is_found() {
    let (_folder, journal) = journal();
    let mut session = sandbox_with_fault("POST /leads/move=drop*1", &journal).await;
    let campaigns = session.envelope("instantly_list_campaigns", json!({ "limit": 100 })).await;
    let from: &Value = &campaigns["campaigns"][0]["id"];
    let to = session.envelope("instantly_list_lead_lists", json!({})).await["lead_lists"][0]["id"].clone();
    let leads = session.envelope("instantly_list_leads", json!({ "campaign": from, "limit": 1 })).await;
    let inputs = json!({ "campaign": from, "ids": [leads["leads"][0]["id"]], "to_list_id": to });
    let made = session.envelope("instantly_move_leads", inputs).await;
    assert_eq!(made["error_kind"], "outcome_unknown", "{made}");
    let looked = session.envelope("resolve_outcome", json!({})).await;
    assert_eq!(looked["results"][0]["outcome"], "ok", "{looked}");
}
