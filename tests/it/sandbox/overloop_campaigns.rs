//! The sandbox's Overloop: campaigns, whom they reach and what they lack, over the binary.

use serde_json::{Value, json};

use super::session;
use crate::support::program::StdioSession;

/// The first campaign is on; its steps are a mail by AI, a delay and another mail.
const UPDATE: &str = "overloop_update_campaign_step";
const SOURCING: &str = "0199a1c0-5d80-7220-a839-7b1dcdaf6201";

async fn steps(session: &mut StdioSession, campaign: &str) -> Vec<Value> {
    let inputs = json!({ "campaign_id": campaign, "detail": "full" });
    session.envelope("overloop_list_campaign_steps", inputs).await["steps"].as_array().unwrap().clone()
}

fn says(envelope: &Value, at: &str, words: &str) {
    assert!(envelope[at].to_string().contains(words), "`{at}` says `{words}`: {envelope}");
}

#[tokio::test]
async fn a_step_keeps_what_a_change_does_not_name_and_leads_somewhere() {
    let mut session = session(&["--pace", "0"]).await;
    let all = steps(&mut session, "1").await;
    let ids: Vec<&str> = all.iter().map(|step| step["id"].as_str().unwrap()).collect();
    let step = |at: usize, mut more: Value| {
        more["campaign_id"] = json!("1");
        more["step_id"] = json!(ids[at]);
        more
    };
    let written = json!({ "config": { "subject": "Our fair", "content": "Shall we meet?" } });
    let written = session.envelope(UPDATE, step(0, written)).await;
    assert_eq!(written["step"]["config"].get("generate_with_ai"), None, "somebody wrote it: {written}");
    for (config, kept) in [
        (json!({ "content": "Shall we talk?" }), ("subject", "Our fair")),
        (json!({ "subject": "The fair" }), ("content", "Shall we talk?")),
    ] {
        let changed = session.envelope(UPDATE, step(0, json!({ "config": config }))).await;
        assert_eq!(changed["step"]["config"][kept.0], kept.1, "{config}: {changed}");
    }
    let longer = session.envelope(UPDATE, step(1, json!({ "config": { "hours_delay": 5 } }))).await;
    assert_eq!(longer["step"]["config"], json!({ "days_delay": 3, "hours_delay": 5 }), "{longer}");
    for (at, change, words) in [
        (0, json!({ "config": {} }), "nothing to change"),
        (0, json!({ "config": { "message_personalization_settings": {} } }), "nothing to change"),
        (0, json!({ "config": { "subject": null } }), "`config.subject` does not take null"),
        (0, json!({ "config": { "subject": null, "content": "Hi" } }), "`config.subject` does not take null"),
        (0, json!({ "config": { "days_delay": 3 } }), "no setting of a step of type `email`"),
        (0, json!({ "config": { "content": " " } }), "An email needs"),
        (0, json!({ "config": { "content": "<p> </p>" } }), "with words"),
        (2, json!({ "config": { "content": "no subject" } }), "`config.subject`"),
        (1, json!({ "config": { "days_delay": 0, "hours_delay": 0 } }), "10 minutes"),
        (0, json!({ "previous_step_id": ids[0] }), "the step itself"),
        (0, json!({ "previous_step_id": ids[2] }), "in a circle"),
        (0, json!({ "previous_step_id": "none" }), "no step of this campaign"),
        (1, json!({ "type": "goto_step", "config": { "node_id": ids[1] } }), "the step itself"),
        (1, json!({ "type": "goto_step", "config": { "node_id": "none" } }), "no step of this campaign"),
        (1, json!({ "type": "enroll_campaign", "config": { "automation_id": "999" } }), "the id of no campaign"),
        (
            1,
            json!({ "type": "enroll_campaign", "config": { "automation_id": "2", "node_id": ids[0] } }),
            "no step of the campaign 2",
        ),
    ] {
        let refused = session.envelope(UPDATE, step(at, change.clone())).await;
        assert_eq!(refused["error_kind"], "invalid_input", "{change}: {refused}");
        says(&refused, "error", words);
        says(&refused, "error", "Nothing was sent");
    }
    for (more, words) in [
        (json!({ "type": "goto_step", "config": { "node_id": "none" } }), "no step of this campaign"),
        (json!({ "type": "enroll_campaign", "config": { "automation_id": "999" } }), "the id of no campaign"),
    ] {
        let mut inputs = more.clone();
        inputs["campaign_id"] = json!("1");
        inputs["previous_step_id"] = json!(ids[2]);
        says(&session.envelope("overloop_create_campaign_step", inputs).await, "error", words);
        let inputs = json!({ "name": "A", "timezone": "Etc/UTC", "steps": [more] });
        let made = session.envelope("overloop_create_campaign", inputs).await;
        assert!(words.contains("step") || made["error"].as_str().unwrap().contains(words), "{made}");
    }
    let deleted = session.envelope("overloop_delete_campaign_step", step(1, json!({}))).await;
    says(&deleted, "warnings", &format!("`{}` (email) hung on this one", ids[2]));
    says(&deleted, "warnings", ids[0]);
    let left = steps(&mut session, "1").await;
    assert_eq!(left[0]["config"]["content"], "Shall we talk?", "{left:?}");
}

#[tokio::test]
async fn a_change_of_a_campaign_keeps_what_it_leaves_out_of_an_object_and_makes_no_second_sourcing() {
    let mut session = session(&["--pace", "0"]).await;
    let change = |mut more: Value| {
        more["campaign_id"] = json!("3");
        more
    };
    for (part, value) in [("selling_description", "Reports"), ("campaign_intent", "Book a demo")] {
        let changed =
            session.envelope("overloop_update_campaign", change(json!({ "pitch_settings": { part: value } }))).await;
        assert_eq!(changed["campaign"]["pitch_settings"][part], value, "{changed}");
    }
    let campaign = session.envelope("overloop_get_campaign", json!({ "campaign_id": "3" })).await;
    assert_eq!(campaign["campaign"]["pitch_settings"]["selling_description"], "Reports", "{campaign}");

    let criteria = json!({ "search_criteria": { "job_titles": ["CTO"] }, "sourcing_limit": 10 });
    for _ in 0..3 {
        session.begin_call("overloop_update_campaign", change(criteria.clone())).await;
    }
    let envelopes = session.envelopes(3).await;
    assert!(envelopes.iter().all(|envelope| envelope["success"] == true), "{envelopes:?}");
    assert_eq!(
        envelopes.iter().filter(|envelope| envelope["note"].to_string().contains("already")).count(),
        2,
        "{envelopes:?}"
    );
    let mut named = criteria.clone();
    named["name"] = json!("Webinar");
    let renamed = session.envelope("overloop_update_campaign", change(named)).await;
    assert_eq!(renamed["campaign"]["name"], "Webinar", "{renamed}");
    says(&renamed, "warnings", "no second one is made");
    let mut more = criteria;
    more["sourcing_limit"] = json!(20);
    says(&session.envelope("overloop_update_campaign", change(more)).await, "error", "overloop_update_sourcing");
    let all = session.envelope("overloop_list_sourcings", json!({ "search": "Webinar" })).await;
    assert_eq!(all["count"], 1, "{all}");
    let others = json!({ "search_criteria": { "job_titles": ["CEO"] } });
    says(&session.envelope("overloop_update_campaign", change(others)).await, "warnings", "overloop_pause_sourcing");
}

#[tokio::test]
async fn a_start_says_what_the_campaign_lacks_and_is_not_sent_where_it_is_on() {
    let mut session = session(&["--pace", "0", "--limit", "send=2/day"]).await;
    for _ in 0..3 {
        let on = session.envelope("overloop_start_campaign", json!({ "campaign_id": "1" })).await;
        assert_eq!(on["success"], true, "no limit counts it: {on}");
        says(&on, "note", "on already. Nothing was sent");
    }
    let mut session = super::session(&["--pace", "0"]).await;
    let all = steps(&mut session, "3").await;
    // A step as somebody leaves it in the app.
    let note = json!({ "campaign_id": "3", "step_id": all[1]["id"], "type": "email", "extra_config": { "generate_with_ai": true } });
    assert_eq!(session.envelope(UPDATE, note).await["success"], true);
    let deleted =
        session.envelope("overloop_delete_campaign_step", json!({ "campaign_id": "3", "step_id": all[2]["id"] })).await;
    assert_eq!(deleted["success"], true, "{deleted}");
    let settings = json!({
        "campaign_id": "3", "sender_id": "3", "start_sending_minutes": 1200, "automatically_send_messages": false,
    });
    let changed = session.envelope("overloop_update_campaign", settings).await;
    for words in ["these hours never come", "does not work", "is disabled"] {
        says(&changed, "warnings", words);
    }
    let started = session.envelope("overloop_start_campaign", json!({ "campaign_id": "3" })).await;
    for words in [
        "selling_description",
        "which is not there: nobody comes to it",
        "these hours never come",
        "reviewed",
        "Nobody is in the campaign yet",
        "does not work",
        "is disabled",
    ] {
        says(&started, "warnings", words);
    }
    // What was known of the campaign before is not taken for what it is now.
    let enrolled =
        session.envelope("overloop_enroll_prospect", json!({ "campaign_id": "3", "prospect_id": "2" })).await;
    says(&enrolled, "warnings", "The campaign is on");
    session.envelope("overloop_pause_campaign", json!({ "campaign_id": "3" })).await;
    let enrolled =
        session.envelope("overloop_enroll_prospect", json!({ "campaign_id": "3", "prospect_id": "5" })).await;
    assert!(!enrolled["warnings"].to_string().contains("is on"), "{enrolled}");
}

#[tokio::test]
async fn rules_on_recipients_hold_for_prospects_and_campaigns_that_are_named_by_ids() {
    const ALMA: &str = "alma.aldercott@oxbow.example.net";
    let calls = [
        ("overloop_enroll_prospect", json!({ "campaign_id": "1", "prospect_id": "1" }), false),
        ("overloop_enroll_prospects", json!({ "campaign_id": "1", "prospect_ids": ["2", "1"] }), false),
        ("overloop_update_prospect", json!({ "prospect_id": "1", "lists": ["CEO"] }), false),
        ("overloop_update_lead", json!({ "lead_id": "1", "custom_fields": { "c_fit_score": 3 } }), false),
        ("overloop_enroll_prospect", json!({ "campaign_id": "3", "prospect_id": "1" }), false),
        // Nobody is in it.
        ("overloop_start_campaign", json!({ "campaign_id": "3" }), true),
        ("overloop_enroll_prospects", json!({ "campaign_id": "1", "prospect_ids": ["2", "5"] }), true),
        ("overloop_enroll_prospects", json!({ "campaign_id": "1", "prospect_ids": ["99999"] }), false),
        ("overloop_update_prospect", json!({ "prospect_id": "2", "lists": ["CEO"] }), true),
        ("overloop_update_campaign", json!({ "campaign_id": "1", "name": "Fair" }), true),
        (
            "overloop_update_campaign",
            json!({ "campaign_id": "1", "search_criteria": { "job_titles": ["CTO"] } }),
            false,
        ),
    ];
    let mut denying = session(&["--pace", "0", "--deny-recipient", ALMA]).await;
    for (tool, inputs, passes) in calls {
        let envelope = denying.envelope(tool, inputs.clone()).await;
        assert_eq!(envelope["success"], passes, "{tool} {inputs}: {envelope}");
        assert!(passes || envelope["error_kind"] == "denied_by_policy", "{tool} {inputs}: {envelope}");
    }
    let mut allowing = session(&["--pace", "0", "--allow-recipient", "@oxbow.example.net"]).await;
    for (tool, inputs, passes) in [
        ("overloop_enroll_prospect", json!({ "campaign_id": "1", "prospect_id": "1" }), true),
        ("overloop_enroll_prospect", json!({ "campaign_id": "1", "prospect_id": "2" }), false),
        ("overloop_update_campaign", json!({ "campaign_id": "1", "name": "Fair" }), false),
        ("overloop_update_lead", json!({ "lead_id": "1", "lists": ["CEO"] }), true),
    ] {
        let envelope = allowing.envelope(tool, inputs.clone()).await;
        assert_eq!(envelope["success"], passes, "{tool} {inputs}: {envelope}");
    }
}

#[tokio::test]
async fn enrolling_says_who_was_in_who_is_not_there_and_whom_nothing_reaches() {
    let fault = ["--pace", "0", "--sandbox-fault", "POST /campaigns/2/enrollments/bulk=drop*1"];
    let mut session = session(&fault).await;
    let many = json!({ "campaign_id": "1", "prospect_ids": ["99999", "1", "3", "12", "6"] });
    let enrolled = session.envelope("overloop_enroll_prospects", many).await;
    assert_eq!(enrolled["missing"], json!(["99999"]), "{enrolled}");
    for words in ["before this call: `3` (active)", "mails them nothing: `12`", "Without a mail address", "`6`"] {
        says(&enrolled, "warnings", words);
    }
    let one = session
        .envelope("overloop_enroll_prospect", json!({ "campaign_id": "1", "prospect_id": "8", "reenroll": true }))
        .await;
    says(&one, "warnings", "begins once more");
    // Who is on the way is not started a second time, by whichever tool.
    for (tool, whom) in [
        ("enroll_prospect", json!({ "prospect_id": "8" })),
        ("enroll_prospects", json!({ "prospect_ids": ["2", "8"] })),
    ] {
        let mut inputs = whom;
        inputs["campaign_id"] = json!("1");
        inputs["reenroll"] = json!(true);
        inputs["start_at"] = json!("2099-01-01T00:00:00Z");
        let twice = session.envelope(&format!("overloop_{tool}"), inputs).await;
        assert_eq!(twice["success"], false, "{twice}");
        says(&twice, "error", "`8` (active)");
    }
    let one = session.envelope("overloop_enroll_prospect", json!({ "campaign_id": "3", "prospect_id": "12" })).await;
    says(&one, "warnings", "Excluded");

    let lost = session
        .envelope("overloop_enroll_prospects", json!({ "campaign_id": "2", "prospect_ids": ["5", "99999"] }))
        .await;
    assert_eq!(lost["error_kind"], "outcome_unknown", "{lost}");
    let found = session.envelope("resolve_outcome", json!({})).await["results"][0].clone();
    for _ in 0..2 {
        let found = session.envelope("resolve_outcome", json!({ "entry": found["entry"] })).await["results"][0].clone();
        assert_eq!(found["outcome"], "ok", "{found}");
        says(&found, "message", "not there are `99999`");
    }
}

/// Three calls at once find nobody on the way at first; one begins, and the others look again.
#[tokio::test]
async fn calls_at_once_begin_a_campaign_once_for_a_prospect() {
    let mut session = session(&["--pace", "0", "--duplicate-window", "15m"]).await;
    let one = json!({ "campaign_id": "1", "prospect_id": "30", "reenroll": true });
    let mut later = one.clone();
    later["start_at"] = json!("2099-01-01T00:00:00Z");
    let many = json!({ "campaign_id": "1", "prospect_ids": ["30", "31"], "reenroll": true });
    for (tool, inputs) in [("enroll_prospect", one), ("enroll_prospects", many), ("enroll_prospect", later)] {
        session.begin_call(&format!("overloop_{tool}"), inputs).await;
    }
    let answers = session.envelopes(3).await;
    let listed = json!({ "campaign_id": "1", "max_items": 500 });
    let enrollments = session.envelope("overloop_list_enrollments", listed).await["enrollments"].clone();
    let of_30 = enrollments.as_array().unwrap().iter().filter(|enrollment| enrollment["prospect_id"] == "30").count();
    assert_eq!(of_30, 1, "{answers:?}");
}

#[tokio::test]
async fn a_dry_run_shows_what_the_ids_are_of_as_a_confirmation_does() {
    let mut session = session(&["--pace", "0", "--dry-run"]).await;
    let all = steps(&mut session, "1").await;
    for (tool, inputs, words) in [
        (
            "overloop_enroll_prospects",
            json!({ "campaign_id": "1", "prospect_ids": ["2", "1"] }),
            &["alma.aldercott@", "Spring fair"][..],
        ),
        (
            UPDATE,
            json!({ "campaign_id": "1", "step_id": all[1]["id"], "config": { "days_delay": 9 } }),
            &["is 3 and becomes 9"],
        ),
        (
            "overloop_delete_campaign_step",
            json!({ "campaign_id": "1", "step_id": all[1]["id"] }),
            &["type \"delay\"", "hung on this one"],
        ),
        ("overloop_disenroll_prospect", json!({ "campaign_id": "1", "enrollment_id": "1" }), &["celia.oyelaran@"]),
        (
            "overloop_delete_campaign",
            json!({ "campaign_id": "1" }),
            &["Enrollments in the campaign: 20", "status \"on\""],
        ),
        ("overloop_delete_sourcing", json!({ "sourcing_id": SOURCING }), &["No campaign takes people from it"]),
        ("overloop_start_sourcing", json!({ "sourcing_id": SOURCING }), &["sourcing_limit 100", "at most: 100"]),
        ("overloop_start_campaign", json!({ "campaign_id": "3" }), &["selling_description"]),
    ] {
        let shown = session.envelope(tool, inputs).await;
        for words in words {
            assert!(shown["preview"].as_str().unwrap().contains(words), "{tool} shows `{words}`: {shown}");
        }
    }
}

#[tokio::test]
async fn what_overloop_takes_without_a_word_is_told() {
    let mut session = session(&["--pace", "0"]).await;
    for (tool, criteria, words) in [
        ("overloop_estimate_sourcing", json!({ "company_sizes": ["nope", "11-50 employees"] }), "`nope` is not as"),
        ("overloop_estimate_sourcing", json!({ "industries": [{ "id": 999, "name": "Nothing" }] }), "`Nothing`"),
        (
            "overloop_estimate_sourcing",
            json!({ "locations": [{ "id": 1, "name": "Belgium", "type": "City" }] }),
            "`Belgium`",
        ),
        ("overloop_create_sourcing", json!({ "departments": ["Nobody"] }), "`Nobody`"),
        ("overloop_create_campaign", json!({ "management_level": ["Boss"] }), "`Boss`"),
        ("overloop_update_campaign", json!({ "technologies": ["Abacus"] }), "`Abacus`"),
    ] {
        let mut inputs = json!({ "search_criteria": criteria });
        match tool {
            "overloop_create_sourcing" => {
                inputs = json!({ "name": "A", "sourcing_limit": 5, "search_criteria": criteria })
            }
            "overloop_create_campaign" => {
                inputs = json!({ "name": "A", "timezone": "Etc/UTC", "search_criteria": criteria })
            }
            "overloop_update_campaign" => inputs["campaign_id"] = json!("3"),
            _ => {}
        }
        says(&session.envelope(tool, inputs).await, "warnings", words);
    }
    let known = json!({ "search_criteria": {
        "company_sizes": ["11-50 employees"], "industries": [{ "id": 575, "name": "Information Technology" }], "technologies": ["React"],
    } });
    let known = session.envelope("overloop_estimate_sourcing", known).await;
    assert_eq!(known.get("warnings"), None, "{known}");
    for (tool, inputs, words) in [
        ("overloop_list_campaigns", json!({ "sort": "bogus" }), Some("`bogus`")),
        ("overloop_list_campaigns", json!({ "sort": "-created_at,name" }), None),
        ("overloop_list_campaigns", json!({ "search": "zzz" }), Some("Nothing matches `search`")),
        ("overloop_search_prospects", json!({ "search": "zzzzz" }), Some("Nothing matches `search`")),
        ("overloop_list_campaigns", json!({ "filter": { "status": "archived" } }), Some("Nothing matches `filter`")),
    ] {
        let listed = session.envelope(tool, inputs.clone()).await;
        match words {
            Some(words) => says(&listed, "note", words),
            None => assert_eq!(listed.get("note"), None, "{inputs}: {listed}"),
        }
    }
}
