//! What a call can do at worst, where its inputs decide.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::ID;
use crate::support::catalogue::{actions, effect_of, effects_of};

/// Tool, inputs, and the effect of a call with them.
pub fn cases() -> Vec<(&'static str, Value, &'static str)> {
    let step = json!([{ "steps": [{ "delay": 1, "variants": [{ "subject": "Hi", "body": "Hi" }] }] }]);
    let window = json!({
        "name": "w", "timing": { "from": "09:00", "to": "17:00" }, "days": { "1": true }, "timezone": "Europe/Belgrade",
    });
    let patched = |field: &str, value: Value| json!({ "campaign_id": ID, field: value });
    let lead = |field: &str, value: Value| json!({ "email": "jane@theirs.example", field: value });
    let prospect = |id: &str, field: &str, value: Value| json!({ id: "1", field: value });
    let added = |place: &str, verify: bool| json!({ place: ID, "leads": [{ "email": "jane@theirs.example" }], "verify_leads_on_import": verify });
    let mut cases = vec![
        ("instantly_create_lead", lead("first_name", json!("Jane")), "create"),
        ("instantly_create_lead", lead("list_id", json!(ID)), "create"),
        ("instantly_create_lead", lead("verify_leads_on_import", json!(false)), "create"),
        ("instantly_create_lead", lead("verify_leads_on_import", json!(true)), "spend"),
        ("instantly_create_lead", lead("verify_leads_for_lead_finder", json!(true)), "spend"),
        ("instantly_create_lead", lead("campaign", json!(ID)), "send"),
        (
            "instantly_create_lead",
            json!({ "email": "jane@theirs.example", "campaign": ID, "verify_leads_on_import": true }),
            "send",
        ),
        ("instantly_add_leads", added("list_id", false), "create"),
        ("instantly_add_leads", added("list_id", true), "spend"),
        ("instantly_add_leads", added("campaign_id", false), "send"),
        ("instantly_add_leads", added("campaign_id", true), "send"),
        ("instantly_update_lead", json!({ "lead_id": ID, "custom_variables": { "a": 1 } }), "update"),
        ("instantly_update_lead", json!({ "lead_id": ID, "lt_interest_status": "won" }), "send"),
        ("instantly_move_leads", json!({ "campaign": ID, "all": true, "to_list_id": ID }), "update"),
        (
            "instantly_move_leads",
            json!({ "campaign": ID, "all": true, "to_list_id": ID, "copy_leads": true }),
            "create",
        ),
        ("instantly_move_leads", json!({ "list_id": ID, "all": true, "to_campaign_id": ID }), "send"),
        (
            "instantly_move_leads",
            json!({ "list_id": ID, "all": true, "to_campaign_id": ID, "copy_leads": true }),
            "send",
        ),
        ("instantly_update_lead_list", json!({ "lead_list_id": ID, "has_enrichment_task": true }), "spend"),
        ("instantly_update_lead_list", json!({ "lead_list_id": ID, "has_enrichment_task": null }), "update"),
        ("instantly_update_lead_list", json!({ "lead_list_id": ID, "name": "x" }), "update"),
        ("instantly_create_lead_list", json!({ "name": "x" }), "create"),
        ("instantly_create_lead_list", json!({ "name": "x", "has_enrichment_task": false }), "create"),
        ("instantly_create_lead_list", json!({ "name": "x", "has_enrichment_task": true }), "spend"),
        (
            "instantly_update_lead_interest_status",
            json!({ "lead_email": "j@theirs.example", "interest_value": 1 }),
            "send",
        ),
        ("instantly_patch_campaign", patched("name", json!("x")), "update"),
        ("instantly_patch_campaign", patched("open_tracking", json!(true)), "update"),
        ("instantly_patch_campaign", patched("stop_on_reply", json!(true)), "update"),
        ("instantly_patch_campaign", patched("stop_on_reply", json!(false)), "send"),
        ("instantly_patch_campaign", patched("sequences", step), "send"),
        ("instantly_patch_campaign", patched("email_list", json!(["me@ours.example"])), "send"),
        ("instantly_patch_campaign", patched("campaign_schedule", json!({ "schedules": [window] })), "send"),
        ("instantly_patch_campaign", patched("daily_limit", json!(1)), "send"),
        ("instantly_patch_campaign", patched("daily_max_leads", json!(1)), "send"),
        ("instantly_patch_campaign", patched("email_gap", json!(1)), "send"),
        ("instantly_update_campaign_options", patched("owned_by", json!(ID)), "update"),
        ("instantly_update_campaign_options", patched("cc_list", json!(["me@ours.example"])), "send"),
        ("instantly_update_campaign_options", patched("stop_on_auto_reply", json!(false)), "send"),
        (
            "instantly_add_custom_tags",
            json!({ "tag_ids": [ID], "resource_type": "campaign", "resource_ids": [ID] }),
            "update",
        ),
        (
            "instantly_add_custom_tags",
            json!({ "tag_ids": [ID], "resource_type": 1, "resource_ids": ["me@ours.example"] }),
            "send",
        ),
        ("overloop_create_prospect", json!({ "first_name": "Jane" }), "create"),
        ("overloop_create_prospect", json!({ "first_name": "Jane", "lists": ["Hot"] }), "send"),
        (
            "snov_create_webhook",
            json!({ "event_object": "prospect", "event_action": "unsubscribed", "endpoint_url": "https://example.com/hook" }),
            "send",
        ),
        ("snov_update_webhook_status", json!({ "webhook_id": 1, "status": "active" }), "send"),
        ("snov_update_webhook_status", json!({ "webhook_id": 1, "status": "deactivated" }), "update"),
    ];
    for (tool, id) in [("overloop_update_prospect", "prospect_id"), ("overloop_update_lead", "lead_id")] {
        cases.push((tool, prospect(id, "city", json!("Belgrade")), "update"));
        cases.push((tool, prospect(id, "lists", json!(["Hot"])), "send"));
        cases.push((tool, prospect(id, "email", json!("jane@theirs.example")), "send"));
        cases.push((tool, prospect(id, "custom_fields", json!({ "c_tier": "gold" })), "send"));
    }
    let changed = |field: &str, value: Value| json!({ "campaign_id": 1, field: value });
    let flow = json!({ "entry": "a", "steps": [{ "_ref": "a", "type": "goal", "goal_name": "x" }, { "_ref": "b", "type": "email", "content_slots": 1 }] });
    let mut flow = flow;
    flow["entry"] = json!("b");
    for (field, value, effect) in [
        ("title", json!("x"), "update"),
        ("tracking", json!({ "open": true }), "update"),
        ("priority", json!("low"), "update"),
        ("archive_in_months", json!(1), "update"),
        ("deals", Value::Null, "update"),
        ("sending_settings", json!({ "daily_sending_all": null }), "send"),
        ("email_accounts", json!([1]), "send"),
        ("recipients", json!({ "list_id": 1 }), "send"),
        ("schedule_id", Value::Null, "send"),
        ("timezone", json!("UTC"), "send"),
        ("sequence", flow.clone(), "send"),
    ] {
        cases.push(("snov_update_campaign", changed(field, value), effect));
    }
    let replacing = json!({ "campaign_id": 1, "sequence": flow, "replace_sequence": true });
    cases.push(("snov_update_campaign", replacing, "delete"));
    for (status, effect) in [("Active", "send"), ("Paused", "update"), ("Unsubscribed", "update")] {
        let inputs = json!({ "email": "jane@theirs.example", "campaign_id": 1, "status": status });
        cases.push(("snov_change_recipient_status", inputs, effect));
    }
    cases
}

#[test]
fn inputs_decide_the_effect() {
    for (tool, inputs, expected) in cases() {
        let effect = effect_of(tool, inputs.as_object().unwrap().clone());
        let effect = effect.unwrap_or_else(|failure| panic!("{tool} {inputs}: {}", failure.message));
        assert_eq!(effect, expected, "{tool} {inputs}");
    }
}

/// A call of every action is one of the effects that are stated, and each stated effect has a call.
#[test]
fn each_effect_that_an_action_states_is_given_by_some_inputs() {
    let (own, wire) = (cases(), super::cases());
    for action in actions() {
        let tool = action.tool.as_str();
        let wire = wire.iter().filter(|case| case.tool == tool).map(|case| &case.inputs);
        let inputs = own.iter().filter(|(of, ..)| *of == tool).map(|(_, inputs, _)| inputs).chain(wire);
        let given = inputs.flat_map(|inputs| effects_of(tool, inputs.as_object().unwrap().clone()));
        // What a place sets off, its inputs do not say.
        let given: BTreeSet<&str> = given.chain(action.unlisted.sets_off).collect();
        let stated: BTreeSet<&str> = action.unlisted.effects.iter().copied().collect();
        assert_eq!(given, stated, "{tool}");
    }
}

#[test]
fn a_blank_campaign_or_list_of_a_lead_is_refused() {
    for field in ["campaign", "list_id"] {
        for blank in ["", " ", "\t"] {
            let inputs = json!({ "email": "jane@theirs.example", field: blank });
            let failure = effect_of("instantly_create_lead", inputs.as_object().unwrap().clone()).unwrap_err();
            assert!(failure.message.contains(&format!("`{field}`")), "{}", failure.message);
        }
    }
}
