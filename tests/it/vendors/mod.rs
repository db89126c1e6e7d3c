//! The vendors' actions against the vendors' documents: the catalogue as a contract, each action's literal request, each
//! action's own answer, and the outputs for every shape of answer that a vendor has been seen to give.

mod answers;
mod catalogue;
mod contract;
mod echo;
mod effects;
mod hints;
mod ids;
mod instantly;
mod names;
mod overloop;
mod ranges;
mod remarks;
mod snov;

pub use effects::cases as effect_cases;

use std::{collections::BTreeSet, sync::OnceLock};

use serde_json::Value;

use crate::support::catalogue::actions;

/// The id of Instantly's documented examples.
pub const ID: &str = "f9cc070d-8dba-4341-b847-f083c358e460";

/// A call and its documented request.
#[derive(Clone)]
pub struct WireCase {
    pub tool: &'static str,
    pub inputs: Value,
    pub method: &'static str,
    pub target: &'static str,
    pub body: Option<Value>,
}

/// A case without a body.
pub fn no_body(tool: &'static str, inputs: Value, method: &'static str, target: &'static str) -> WireCase {
    WireCase { tool, inputs, method, target, body: None }
}

/// A case with a JSON body.
pub fn json_body(
    tool: &'static str,
    inputs: Value,
    method: &'static str,
    target: &'static str,
    body: Value,
) -> WireCase {
    WireCase { tool, inputs, method, target, body: Some(body) }
}

/// The cases of every vendor's actions.
pub fn cases() -> Vec<WireCase> {
    [instantly::cases(), overloop::cases(), snov::cases()].into_iter().flatten().collect()
}

/// The cases of a tool, the one with all inputs first. Making all cases takes a debug build time, so they are made once.
pub fn cases_of(tool: &str) -> impl Iterator<Item = WireCase> {
    static CASES: OnceLock<Vec<WireCase>> = OnceLock::new();
    CASES.get_or_init(cases).iter().filter(move |case| case.tool == tool).cloned()
}

/// Inputs of which a call has one.
const EXCLUSIVE: [(&str, &str, &str); 8] = [
    ("instantly_add_leads", "campaign_id", "list_id"),
    ("instantly_assign_leads", "campaign", "list_id"),
    ("instantly_create_lead", "campaign", "list_id"),
    ("instantly_delete_leads", "campaign_id", "list_id"),
    ("instantly_move_leads", "to_campaign_id", "to_list_id"),
    ("instantly_update_lead_interest_status", "campaign_id", "list_id"),
    ("overloop_create_campaign", "sourcing_id", "search_criteria"),
    ("overloop_update_campaign", "sourcing_id", "search_criteria"),
];

/// Reads that take the hash of a task in place of what they are about.
const BY_TASK: [&str; 3] = ["snov_find_email", "snov_get_prospect_by_url", "snov_verify_email"];

#[test]
fn every_action_has_a_case_with_all_inputs_and_one_with_the_fewest() {
    let cases = cases();
    for action in actions() {
        let tool = &action.tool;
        let mut known: BTreeSet<String> = action.inputs().keys().cloned().collect();
        // By the hash of a task another call is made, which `snov::generations` tests.
        if BY_TASK.contains(&tool.as_str()) {
            known.remove("task_hash");
        }
        let required = action.required();
        let given: Vec<BTreeSet<String>> = cases
            .iter()
            .filter(|case| case.tool == tool)
            .map(|case| case.inputs.as_object().unwrap().keys().cloned().collect())
            .collect();
        let is_all = |given: &BTreeSet<String>| {
            let without = |input: &str| known.iter().filter(|known| *known != input).cloned().collect::<BTreeSet<_>>();
            let exclusive = EXCLUSIVE.iter().find(|(of, ..)| of == tool);
            exclusive.map_or(*given == known, |(_, one, other)| *given == without(one) || *given == without(other))
        };
        // What selects all does not go with what names some.
        let is_in_parts = (tool.ends_with("able_warmup") || tool == "snov_get_warmup_statistics")
            && given.iter().flatten().cloned().collect::<BTreeSet<_>>() == known;
        assert!(is_in_parts || given.iter().any(is_all), "`{tool}` has a case with all of its inputs, {known:?}");
        // Beyond the inputs that its schema requires, an action may need one more of several.
        // How long a call waits says nothing of what it does.
        let counted = |given: &BTreeSet<String>| given.iter().filter(|input| *input != "wait_seconds").count();
        let fewest = given.iter().map(counted).min().unwrap();
        // A call on several needs what they are in, or where they go, and which of them.
        let of_several = ["instantly_delete_leads", "instantly_move_leads"].contains(&tool.as_str());
        let more = match tool.as_str() {
            _ if of_several => 2,
            // A first name, a last name and a domain, or a hash.
            "snov_find_email" => 3,
            _ => 1,
        };
        assert!(fewest <= required.len() + more, "`{tool}` has a case with its fewest inputs, {required:?}");
    }
    for case in &cases {
        assert!(actions().iter().any(|action| action.tool == case.tool), "`{}` is an action", case.tool);
    }
}
