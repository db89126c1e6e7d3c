//! The sandbox's Overloop: what a call sets off that it does not say, what was so already, and one intent in several spellings.

use serde_json::{Value, json};

use super::session;
use crate::support::program::{StdioSession, command};

const SOURCING: &str = "0199a1c0-5d80-7220-a839-7b1dcdaf6201";

fn says(envelope: &Value, at: &str, words: &str) {
    assert!(envelope[at].to_string().contains(words), "`{at}` says `{words}`: {envelope}");
}

#[tokio::test]
async fn search_criteria_say_before_and_after_what_they_do_to_a_campaign() {
    let change = |criteria: Value| json!({ "campaign_id": "1", "search_criteria": criteria });
    let titles = json!({ "job_titles": ["CTO", "CEO"] });
    let mut dry = session(&["--pace", "0", "--dry-run"]).await;
    let shown = dry.envelope("overloop_update_campaign", change(titles.clone())).await;
    for words in ["makes a new sourcing", "pass `sourcing_limit`", "whoever that finds enters by itself"] {
        says(&shown, "preview", words);
    }
    let mut agent = session(&["--pace", "0"]).await;
    let made = agent.envelope("overloop_update_campaign", change(titles)).await;
    for words in ["makes a new sourcing", "pass `sourcing_limit`", "whoever that finds enters by itself"] {
        says(&made, "warnings", words);
    }
    for words in ["`sourcing_limit` 100", "`status`", "`only_allow_manual_enrollment` false"] {
        says(&made, "note", words);
    }
    // The same people in another spelling.
    let same = json!({ "job_titles": [" ceo", "Cto", "CTO"] });
    let same = agent.envelope("overloop_update_campaign", change(same)).await;
    says(&same, "note", "already");
    assert_eq!(same["campaign"]["sourcing_id"], made["campaign"]["sourcing_id"], "{same}");
    // The limit of the sourcing before stays.
    let limit = json!({ "sourcing_id": made["campaign"]["sourcing_id"], "sourcing_limit": 7 });
    agent.envelope("overloop_update_sourcing", limit).await;
    let others = agent.envelope("overloop_update_campaign", change(json!({ "job_titles": ["CFO"] }))).await;
    says(&others, "note", "`sourcing_limit` 7");
    says(&others, "warnings", "for 7 people at most");
    assert!(!others["warnings"].to_string().contains("enters by itself"), "it was so before: {others}");
    let new = json!({ "name": "A", "timezone": "Etc/UTC", "search_criteria": { "job_titles": ["CFO"] } });
    let new = agent.envelope("overloop_create_campaign", new).await;
    says(&new, "warnings", "`sourcing_limit` is not given");
    for nothing in [json!({ "pitch_settings": {} }), json!({ "message_personalization_settings": {} })] {
        let mut inputs = nothing;
        inputs["campaign_id"] = json!("1");
        says(&agent.envelope("overloop_update_campaign", inputs).await, "error", "nothing to change");
    }
    let null = json!({ "campaign_id": "1", "name": "A", "pitch_settings": { "benefits": null } });
    says(
        &agent.envelope("overloop_update_campaign", null).await,
        "error",
        "`pitch_settings.benefits` does not take null",
    );
}

#[tokio::test]
async fn a_default_that_is_said_is_the_same_intent() {
    let mut agent = session(&["--pace", "0", "--duplicate-window", "15m"]).await;
    for (tool, inputs, name) in [
        ("overloop_create_campaign", json!({ "name": "A", "timezone": "Etc/UTC" }), "automatically_reenroll"),
        ("overloop_enroll_prospect", json!({ "campaign_id": "1", "prospect_id": "1" }), "reenroll"),
        ("overloop_enroll_prospects", json!({ "campaign_id": "1", "prospect_ids": ["2", "5"] }), "reenroll"),
    ] {
        let first = agent.envelope(tool, inputs.clone()).await;
        assert_eq!((&first["success"], first.get("replayed")), (&json!(true), None), "{tool}: {first}");
        let mut said = inputs;
        said[name] = json!(false);
        let again = agent.envelope(tool, said.clone()).await;
        assert_eq!(again["replayed"], true, "{tool}: {again}");
        said[name] = json!(true);
        let other = agent.envelope(tool, said).await;
        assert_eq!(other.get("replayed"), None, "{tool}: {other}");
    }
}

#[tokio::test]
async fn a_timezone_is_one_of_ianas_at_each_vendor() {
    let mut agent = session(&["--pace", "0"]).await;
    for (zone, words) in [
        ("EST", "`America/New_York`"),
        ("est", "`America/New_York`"),
        ("Nope/Zone", "no IANA timezone"),
        ("Berlin", "`Europe/Berlin`"),
    ] {
        for (tool, inputs) in [
            ("overloop_create_campaign", json!({ "name": "A", "timezone": zone })),
            ("overloop_update_campaign", json!({ "campaign_id": "1", "timezone": zone })),
            ("snov_update_campaign", json!({ "campaign_id": 1, "timezone": zone })),
        ] {
            let refused = agent.envelope(tool, inputs).await;
            assert_eq!(refused["error_kind"], "invalid_input", "{tool} {zone}: {refused}");
            says(&refused, "error", words);
            says(&refused, "error", "Nothing was sent");
        }
    }
    for zone in ["Etc/UTC", "UTC", "America/New_York", "US/Eastern"] {
        let taken = agent.envelope("overloop_update_campaign", json!({ "campaign_id": "3", "timezone": zone })).await;
        assert_eq!(taken["success"], true, "{zone}: {taken}");
    }
}

#[tokio::test]
async fn a_change_to_a_state_that_is_reached_says_so_and_sends_nothing() {
    let mut agent = session(&["--pace", "0"]).await;
    let of_sourcing = || json!({ "sourcing_id": SOURCING });
    for (tool, inputs, words) in [
        ("overloop_pause_campaign", json!({ "campaign_id": "1" }), "off already. Nothing was sent"),
        ("overloop_archive_conversation", json!({ "conversation_id": "1" }), "in the archive before. Nothing was sent"),
        ("overloop_unarchive_conversation", json!({ "conversation_id": "1" }), "not in the archive before"),
        ("overloop_start_sourcing", of_sourcing(), "runs already"),
        ("overloop_pause_sourcing", of_sourcing(), "paused already"),
    ] {
        let first = agent.envelope(tool, inputs.clone()).await;
        assert_eq!(first["success"], true, "{tool}: {first}");
        assert!(!first["note"].to_string().contains("Nothing was sent"), "{tool}: {first}");
        let again = agent.envelope(tool, inputs).await;
        assert_eq!((&again["success"], &again["id"]), (&json!(true), &first["id"]), "{tool}: {again}");
        says(&again, "note", words);
    }
}

#[tokio::test]
async fn a_variable_that_is_not_ended_is_told_where_a_step_goes_live() {
    let mut agent = session(&["--pace", "0"]).await;
    let steps = agent.envelope("overloop_list_campaign_steps", json!({ "campaign_id": "1" })).await;
    let open = "Hi {{ prospect_firstname";
    let config = json!({ "subject": open, "content": "Shall we meet, {{ prospect_firstname | default: 'you' }}?" });
    let step = json!({ "campaign_id": "1", "step_id": steps["steps"][0]["id"], "config": config });
    let new =
        json!({ "campaign_id": "1", "previous_step_id": steps["steps"][2]["id"], "type": "email", "config": config });
    let campaign = json!({ "name": "A", "timezone": "Etc/UTC", "steps": [{ "type": "email", "config": config }] });
    for (tool, inputs) in [
        ("overloop_update_campaign_step", step),
        ("overloop_create_campaign_step", new),
        ("overloop_create_campaign", campaign),
    ] {
        let made = agent.envelope(tool, inputs.clone()).await;
        assert_eq!(made["success"], true, "{tool}: {made}");
        assert_eq!(made["warnings"].to_string().matches("{{ prospect_firstname`").count(), 1, "{tool}: {made}");
        if tool == "overloop_create_campaign" {
            let started = agent.envelope("overloop_start_campaign", json!({ "campaign_id": made["id"] })).await;
            says(&started, "warnings", "{{ prospect_firstname`");
        }
    }
}

#[tokio::test]
async fn enrollments_are_filtered_and_a_filter_that_is_ignored_is_told() {
    let mut agent = session(&["--pace", "0"]).await;
    let of = |filter: Value| json!({ "campaign_id": "1", "filter": filter });
    let one = agent.envelope("overloop_list_enrollments", of(json!({ "prospect_id": "3" }))).await;
    assert_eq!(
        (&one["count"], &one["enrollments"][0]["prospect_id"], one.get("note")),
        (&json!(1), &json!("3"), None),
        "{one}"
    );
    let active =
        agent.envelope("overloop_list_enrollments", of(json!({ "status": "active", "prospect_id": "3" }))).await;
    assert_eq!((&active["count"], active.get("note")), (&json!(1), None), "{active}");
    let ignored = agent.envelope("overloop_list_enrollments", of(json!({ "status": "disenrolled" }))).await;
    says(&ignored, "note", "Overloop ignored `filter.status`");
}

#[tokio::test]
async fn a_brief_row_of_a_list_is_shorter_than_a_full_one() {
    let mut agent = session(&["--pace", "0"]).await;
    for (tool, inputs, rows, keeps) in [
        ("list_prospects", json!({}), "prospects", &["id", "email", "replied", "excluded", "last_emailed_at"][..]),
        ("search_prospects", json!({}), "prospects", &["id", "email"]),
        ("list_leads", json!({}), "leads", &["id", "email"]),
        ("list_organizations", json!({}), "organizations", &["id", "name"]),
        ("search_organizations", json!({}), "organizations", &["id", "name"]),
        ("list_automations", json!({}), "automations", &["id", "name", "status", "automation_type"]),
        ("list_automation_steps", json!({ "automation_id": "1" }), "steps", &["id", "step_type"]),
        ("list_campaigns", json!({}), "campaigns", &["id", "name", "status", "sender_id"]),
        ("list_campaign_steps", json!({ "campaign_id": "1" }), "steps", &["id", "type", "config"]),
        ("list_enrollments", json!({ "campaign_id": "1" }), "enrollments", &["id", "prospect_id", "status"]),
        ("list_users", json!({}), "users", &["id", "name", "email", "role"]),
    ] {
        let tool = format!("overloop_{tool}");
        let brief = agent.envelope(&tool, inputs.clone()).await;
        let mut full = inputs;
        full["detail"] = json!("full");
        let full = agent.envelope(&tool, full).await;
        let (brief, full) = (&brief[rows], &full[rows]);
        let (short, long) = (brief.to_string().len(), full.to_string().len());
        assert!(short * 10 < long * 9, "{tool}: {short} of {long} bytes: {brief}");
        for field in keeps {
            assert_eq!(brief[0].get(field).is_some(), full[0].get(field).is_some(), "{tool} {field}: {brief}");
        }
    }
}

#[tokio::test]
async fn a_chosen_generation_lists_the_tools_that_work_in_it() {
    for (generation, mode, listed, left_out) in [
        (
            "v2",
            "full",
            &[
                "list_campaigns",
                "start_campaign",
                "pause_campaign",
                "enroll_prospect",
                "enroll_prospects",
                "list_prospects",
            ][..],
            &["list_automations", "get_automation", "list_automation_steps", "get_automation_step", "clone_sourcing"][..],
        ),
        ("v1", "full", &["list_automations", "list_prospects"], &["list_campaigns", "start_campaign"]),
        ("auto", "full", &["list_automations", "list_prospects"], &["list_campaigns", "start_campaign"]),
        ("v2", "lean", &["get_prospect"], &["list_automations"]),
    ] {
        let mut program = command();
        program.args(["--sandbox", "--tools-mode", mode, "--toolsets", "overloop"]);
        program.env("OVERLOOP_GENERATION", generation);
        let mut agent = StdioSession::initialized(program, "2025-11-25").await;
        let tools = agent.request("tools/list", json!({})).await["result"]["tools"].clone();
        let names: Vec<&str> = tools.as_array().unwrap().iter().map(|tool| tool["name"].as_str().unwrap()).collect();
        let has = |tool: &str| names.iter().any(|name| *name == tool || *name == format!("overloop_{tool}"));
        for tool in listed {
            assert!(has(tool), "{generation} {mode} lists {tool}: {names:?}");
        }
        for tool in left_out {
            assert!(!has(tool), "{generation} {mode} leaves out {tool}: {names:?}");
        }
    }
}
