//! The program's list of actions against the contract, and what holds for every action alike.

use std::{collections::BTreeSet, path::Path};

use serde_json::Value;

use super::{
    cases,
    contract::{contract, contracts},
};
use crate::support::catalogue::{READING_OUTPUTS, actions, actions_of, check_schema, repeated, vendors};

/// Effects, the least harmful first.
const EFFECTS: [&str; 6] = ["read", "create", "update", "spend", "send", "delete"];

/// The keys of every failure, `success` included.
const FAILURE: [&str; 6] = ["success", "error", "error_kind", "retryable", "http_status", "retry_after_s"];

#[test]
fn actions_effects_and_outputs_are_those_of_the_contract() {
    let contracts = contracts();
    for vendor in vendors() {
        let agreed = contracts.iter().filter(|contract| contract.vendor == vendor);
        let agreed: Vec<_> = agreed.map(|contract| (contract.action, contract.effect, contract.min_effect)).collect();
        let program: Vec<_> = actions_of(vendor)
            .map(|action| (action.name.as_str(), action.effect.as_str(), action.unlisted.min_effect))
            .collect();
        assert_eq!(program, agreed, "{vendor}");
    }
    assert_eq!(actions().len(), contracts.len());
    for contract in &contracts {
        let severity = |effect: &str| EFFECTS.iter().position(|known| *known == effect).expect("an effect");
        assert!(severity(contract.min_effect) <= severity(contract.effect), "{contract:?}");
    }
    for action in actions() {
        let contract = contract(&action.tool);
        let program: BTreeSet<&str> = action.outputs().keys().map(String::as_str).collect();
        let of_reading = READING_OUTPUTS.into_iter().filter(|output| match *output {
            "truncated" | "shortened" => action.is_read(),
            _ => action.is_list(),
        });
        // What an answer repeats of the inputs can differ from them.
        // So can be said of ids: that one is of nothing, or was given twice.
        let is_told_of = !action.is_read() && has_ids_to_tell_of(&Value::Object(check_schema(&action.tool).clone()));
        let of_echo = (is_told_of || !repeated(&action.tool).is_empty()).then_some("warnings");
        let added = contract.added.into_iter().chain(of_echo);
        let agreed = contract.outputs.into_iter().chain(added).chain(FAILURE).chain(of_reading).collect();
        assert_eq!(program, agreed, "{}", action.tool);
    }
}

/// Whether inputs of this schema take ids that are compared, or a list of ids or addresses.
fn has_ids_to_tell_of(schema: &Value) -> bool {
    let properties = schema["properties"].as_object().into_iter().flatten();
    properties.map(|(_, property)| property).any(|property| {
        let items = &property["items"];
        property["x-id"]["compared"] == true
            || ["x-id", "x-mail"].iter().any(|mark| items.get(mark).is_some())
            || has_ids_to_tell_of(items)
            || has_ids_to_tell_of(property)
    })
}

#[test]
fn every_wire_case_has_the_method_and_path_of_the_contract() {
    for case in cases() {
        let contract = contract(case.tool);
        assert_eq!(case.method, contract.method, "{}", case.tool);
        assert!(contract.has_target(case.target), "{}: {} is not {}", case.tool, case.target, contract.full_path());
    }
}

#[test]
fn descriptions_end_and_titles_are_short() {
    for action in actions() {
        assert!(action.description.ends_with('.'), "{}", action.tool);
        assert!(!action.title.is_empty() && action.title.len() <= 40, "{}", action.tool);
        assert!(action.unlisted.docs.starts_with("https://"), "{}", action.tool);
    }
}

#[test]
fn every_write_names_a_tool_that_shows_whether_it_was_carried_out() {
    for action in actions() {
        assert_eq!(action.unlisted.verify.is_none(), action.is_read(), "{}", action.tool);
        if let Some(verify) = action.unlisted.verify {
            assert!(actions().iter().any(|other| verify.contains(&other.tool)), "{}: {verify}", action.tool);
        }
    }
}

#[test]
fn pages_name_inputs_and_outputs_that_the_action_has() {
    for action in actions() {
        let inputs = action.inputs();
        // A list whose inputs are all required is answered whole.
        // These take a size, and name no place to go on at.
        let without_place =
            ["instantly_list_enrichment_history", "instantly_list_signal_keywords", "overloop_list_sourcing_options"];
        if without_place.contains(&&*action.tool) {
            continue;
        }
        let has_pages = action.is_list() && inputs.len() != action.required().len();
        assert_eq!(action.unlisted.pages.is_some(), has_pages, "{}", action.tool);
        let Some(pages) = action.unlisted.pages else { continue };
        for input in std::iter::once(pages.cursor).chain(pages.size) {
            assert!(inputs.contains_key(input), "{}: {input}", action.tool);
        }
        for output in [pages.items, pages.next, "count"] {
            assert!(action.outputs().contains_key(output), "{}: {output}", action.tool);
        }
    }
}

#[test]
fn annotations_and_the_key_follow_from_what_a_call_does() {
    for action in actions() {
        let (hints, effect) = (&action.annotations, action.effect.as_str());
        assert_eq!(hints["readOnlyHint"], effect == "read", "{}", action.tool);
        assert_eq!(hints["openWorldHint"], true, "{}", action.tool);
        let is_irreversible =
            ["snov_add_to_do_not_email_list", "overloop_create_exclusion_list_item"].contains(&&*action.tool);
        let can_destroy = ["update", "send", "delete"].into_iter().any(|effect| action.may(effect));
        let is_destructive = can_destroy || is_irreversible;
        assert_eq!(hints["destructiveHint"], is_destructive, "{}", action.tool);
        let is_idempotent = !action.unlisted.doubles && !GOING_ON.contains(&action.tool.as_str());
        assert_eq!(hints["idempotentHint"], is_idempotent, "{}", action.tool);
        let has_key = action.input_schema["properties"].get("idempotency_key").is_some();
        assert_eq!(
            has_key,
            !is_idempotent && effect != "read",
            "{}: a key is of use only where twice is more",
            action.tool
        );
    }
}

/// What goes on takes further things each time, or happens once more. Stated apart from the program, action by action.
const GOING_ON: &[&str] = &["instantly_delete_leads", "instantly_assign_leads", "instantly_test_webhook"];

/// What takes at most so many and sets a state takes others the next time.
#[test]
fn a_write_that_takes_at_most_so_many_goes_on() {
    let found: BTreeSet<&str> =
        actions().iter().filter(|action| action.unlisted.goes_on).map(|action| action.tool.as_str()).collect();
    assert_eq!(found, GOING_ON.iter().copied().collect());
    for action in actions().iter().filter(|action| !action.is_read() && !action.unlisted.doubles) {
        // Of a mailbox, it is a setting.
        let takes_some = action.inputs().contains_key("limit") && action.tool != "instantly_update_account";
        assert!(!takes_some || action.unlisted.goes_on, "{}", action.tool);
    }
}

/// What doubles is a mail, a record or a charge. Stated apart from the program, action by action.
const DOUBLING: &[&str] = &[
    "instantly_create_lead",
    "instantly_add_leads",
    "instantly_move_leads",
    "instantly_move_lead_to_subsequence",
    "instantly_create_campaign",
    "instantly_duplicate_campaign",
    "instantly_create_campaign_from_export",
    "instantly_reply_to_email",
    "instantly_forward_email",
    "instantly_send_test_email",
    "instantly_verify_email",
    "instantly_create_lead_list",
    "instantly_create_inbox_placement_test",
    "instantly_start_supersearch_import",
    "instantly_create_enrichment",
    "instantly_start_enrichment",
    "instantly_create_ai_enrichment",
    "instantly_create_lead_label",
    "instantly_create_webhook",
    "instantly_create_subsequence",
    "instantly_duplicate_subsequence",
    "overloop_create_prospect",
    "overloop_create_organization",
    "overloop_create_list",
    "overloop_create_campaign",
    "overloop_create_campaign_step",
    "overloop_enroll_prospect",
    "overloop_enroll_prospects",
    "overloop_create_sourcing",
    "overloop_clone_sourcing",
    "overloop_start_sourcing",
    "snov_start_domain_search",
    "snov_start_prospects_search",
    "snov_start_prospect_email_search",
    "snov_start_domain_emails_search",
    "snov_start_generic_contacts_search",
    "snov_add_names_to_find_emails",
    "snov_add_url_for_search",
    "snov_get_profile_by_email",
    "snov_add_emails_for_verification",
    "snov_start_emails_by_name_search",
    "snov_start_email_verification",
    "snov_start_linkedin_profiles_search",
    "snov_start_company_domains_search",
    "snov_start_company_database_search",
    "snov_start_database_email_search",
    "snov_create_campaign",
    "snov_add_prospect_to_list",
    "snov_create_list",
    "snov_create_webhook",
];

#[test]
fn only_what_mails_records_or_charges_again_doubles() {
    let doubling: BTreeSet<&str> =
        actions().iter().filter(|action| action.unlisted.doubles).map(|action| action.tool.as_str()).collect();
    assert_eq!(doubling, DOUBLING.iter().copied().collect());
}

#[test]
fn every_write_says_in_one_clause_why_its_effect_is_the_worst() {
    for action in actions() {
        let why = action.unlisted.why;
        assert_eq!(why.is_empty(), action.is_read(), "{}: {why}", action.tool);
        let is_clause = !why.ends_with('.') && !why.contains('|') && why.len() <= 140;
        assert!(is_clause, "{}: {why}", action.tool);
    }
}

#[test]
fn tools_take_few_tokens() {
    let tokens: Vec<u64> = actions().iter().map(|action| action.tokens).collect();
    let average = tokens.iter().sum::<u64>() / tokens.len() as u64;
    // An estimate; `service::tokens` counts with a tokenizer.
    assert!(average <= 430, "{average} tokens a tool");
    for action in actions() {
        // What is not listed is read only where it is looked up.
        let most = if action.unlisted.is_listed { 1500 } else { 3700 };
        assert!(action.tokens <= most, "{}: {}", action.tool, action.tokens);
    }
}

/// Rust files below a folder.
fn sources(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(std::fs::read_to_string(path).unwrap());
        }
    }
}

const V2_OF_OVERLOOP: &str = "https://apidoc-v2.overloop.ai/";

#[test]
fn each_actions_file_links_to_the_vendors_page() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/vendors/src"), &mut files);
    for action in actions() {
        let (name, docs) = (format!("name: \"{}\"", action.name), format!("\"{}\"", action.unlisted.docs));
        let of_action = files.iter().filter(|text| {
            // Of the second generation of Overloop's API one page is known.
            let of_v2 = action.unlisted.docs == V2_OF_OVERLOOP && text.contains("v2::DOCS");
            text.contains(&name) && (text.contains(&docs) || of_v2)
        });
        assert_eq!(of_action.count(), 1, "{}: {docs}", action.tool);
    }
}

#[test]
fn an_output_that_holds_untrusted_text_is_said_to() {
    // Those of the contract that add `untrusted_fields` have it as a list of texts.
    for action in actions() {
        let Some(schema) = action.outputs().get("untrusted_fields") else { continue };
        assert_eq!((&schema["type"], &schema["items"]["type"]), (&Value::from("array"), &Value::from("string")));
    }
}
