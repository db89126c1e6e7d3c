//! Every action that says how its outcome is found: a call whose answer is lost is found again by that.

use serde_json::{Value, json};

use super::{journal, sandbox_with_fault};
use crate::{sandbox::examples::Examples, support::catalogue::actions};

/// Calls that the examples make themselves, to get what the others need, and so have inputs of their own here.
const OF_EXAMPLES: [&str; 4] =
    ["instantly_create_lead_list", "instantly_duplicate_subsequence", "instantly_move_leads", "instantly_verify_email"];

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
        let path = action.unlisted.path;
        let path = path.split_once('{').map_or_else(|| path.to_owned(), |(before, _)| format!("{before}*"));
        let request = format!("{} {path}", action.unlisted.method);
        let (_folder, journal) = journal();
        let mut session = sandbox_with_fault(&format!("{request}=drop*1"), &journal).await;
        let inputs = Examples::of(&mut session).await.inputs(&action.tool);
        let made = session.envelope(&action.tool, inputs.clone()).await;
        if made["error_kind"] != "outcome_unknown" {
            wrong.push(format!("{} {request}: {made}", action.tool));
            continue;
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
