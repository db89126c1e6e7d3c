//! The sandbox's Overloop, over the binary.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::{examples::fewest_inputs, session};
use crate::support::{
    program::{StdioSession, with_overloop},
    sandbox::{Seed, start_with},
};

/// A step and the last step of the first campaign, and one of the second; sourcings.
const STEP: &str = "01994c2c-5d80-7220-a839-7b1dcdaf61bc";
const LAST_STEP: &str = "01994c2c-5d80-76c4-9d18-8009454f1ac8";
const OTHER_STEP: &str = "0199b851-e980-7584-933a-c916ab3cd3e7";
const SOURCING: &str = "0199a1c0-5d80-7220-a839-7b1dcdaf6201";

/// Inputs that the sandbox answers with a success.
pub fn inputs(tool: &str) -> Value {
    match tool.trim_start_matches("overloop_") {
        "get_prospect" => json!({ "prospect_id": 1, "include": ["organization"] }),
        "create_prospect" => {
            json!({ "email": "new@example.org", "lists": ["Fresh"], "custom_fields": { "c_fit_score": 7 } })
        }
        "update_prospect" => json!({ "prospect_id": "2", "city": "Ghent" }),
        "delete_prospect" => json!({ "prospect_id": "3" }),
        "create_organization" => json!({ "name": "Brand New" }),
        "update_organization" => json!({ "organization_id": "2", "city": "Ghent" }),
        "delete_organization" => json!({ "organization_id": "3" }),
        "create_list" => json!({ "name": "Newest", "list_type": "prospects" }),
        "update_list" => json!({ "list_id": "1", "name": "Directors" }),
        "delete_list" => json!({ "list_id": "2" }),
        "create_exclusion_list_item" => json!({ "value": "foe.example.com", "item_type": "domain" }),
        "search_prospects" => json!({ "search": "e", "page_size": 2 }),
        "get_prospect_by_email" => json!({ "email": "alma.aldercott@oxbow.example.net" }),
        "search_organizations" => json!({ "search": "a", "page_size": 2 }),
        "delete_exclusion_list_item" => json!({ "exclusion_list_item_id": "1" }),
        "get_user" => json!({ "user_id": "2" }),
        "create_campaign" => json!({
            "name": "Autumn", "timezone": "Europe/Brussels",
            "pitch_settings": { "selling_description": "Reports in a minute", "campaign_intent": "Book a demo" },
            "steps": [
                { "type": "email", "config": { "generate_with_ai": true } },
                { "type": "delay", "config": { "days_delay": 3 } },
                { "type": "email", "config": { "subject": "Re: {{ thread_subject }}", "content": "Did you see it?" } },
            ],
        }),
        "update_campaign" => json!({ "campaign_id": "1", "start_sending_minutes": 540 }),
        "delete_campaign" => json!({ "campaign_id": "3" }),
        "create_campaign_step" => json!({
            "campaign_id": "1", "type": "delay", "config": { "days_delay": 2 }, "previous_step_id": LAST_STEP,
        }),
        "update_campaign_step" => {
            json!({ "campaign_id": "1", "step_id": LAST_STEP, "config": { "subject": "Once more", "content": "Shall we talk?" } })
        }
        "delete_campaign_step" => json!({ "campaign_id": "2", "step_id": OTHER_STEP }),
        "enroll_prospect" => json!({ "campaign_id": "1", "prospect_id": "2", "reenroll": true }),
        "enroll_prospects" => json!({ "campaign_id": "1", "prospect_ids": ["3", "6"] }),
        "create_sourcing" => {
            json!({ "name": "CTOs", "search_criteria": { "job_titles": ["CTO"] }, "sourcing_limit": 50 })
        }
        "update_sourcing" => json!({ "sourcing_id": SOURCING, "sourcing_limit": 120 }),
        "delete_sourcing" => json!({ "sourcing_id": "0199a1c0-5d80-7220-a839-7b1dcdaf6202" }),
        "list_sourcing_options" => json!({ "field": "locations", "q": "bel" }),
        "update_conversation" => json!({ "conversation_id": "1", "name": "Prices" }),
        "update_lead" => json!({ "lead_id": "4", "city": "Ghent" }),
        _ => {
            let ids = [
                "prospect_id",
                "organization_id",
                "automation_id",
                "list_id",
                "lead_id",
                "campaign_id",
                "enrollment_id",
                "conversation_id",
                "owner_id",
            ]
            .map(|id| (id, json!("1")));
            let others = [
                ("step_id", json!(STEP)),
                ("name", json!("Brand New")),
                ("sourcing_id", json!(SOURCING)),
                ("search_criteria", json!({ "job_titles": ["CTO"] })),
            ];
            fewest_inputs(tool, &[&ids[..], &others[..]].concat())
        }
    }
}

#[tokio::test]
async fn overloop_prospects_are_created_found_changed_and_deleted() {
    let mut session = session(&[]).await;
    let person = json!({
        "email": "grace@example.org", "first_name": "Grace", "lists": ["Autumn fair"], "custom_fields": { "c_fit_score": 9 },
    });
    let created = session.envelope("overloop_create_prospect", person.clone()).await;
    assert_eq!(created["success"], true, "{created}");
    let id = &created["prospect"]["id"];
    let lists = session.envelope("overloop_list_lists", json!({ "page_size": 100 })).await;
    let named = |list: &Value| list["name"] == "Autumn fair";
    assert!(lists["lists"].as_array().unwrap().iter().any(named), "a list is created at its first use: {lists}");

    let again = session.envelope("overloop_create_prospect", person.clone()).await;
    assert_eq!(again["error_kind"], "conflict", "{again}");
    assert!(again["error"].as_str().unwrap().contains("email has already been taken"), "{again}");
    let mut existing = person;
    existing["return_existing"] = true.into();
    let existing = session.envelope("overloop_create_prospect", existing).await;
    assert_eq!(&existing["prospect"]["id"], id, "{existing}");

    let found =
        session.envelope("overloop_list_prospects", json!({ "filter": { "email": "grace@example.org" } })).await;
    assert_eq!((found["count"].clone(), found["prospects"][0]["id"].clone()), (json!(1), id.clone()), "{found}");
    let unknown = session.envelope("overloop_list_prospects", json!({ "filter": { "emial": "x" } })).await;
    assert!(
        unknown["error"].as_str().unwrap().contains("`email`"),
        "an unknown filter would answer everybody: {unknown}"
    );

    let updated = json!({ "prospect_id": id, "custom_fields": { "c_fit_score": 10 } });
    let updated = session.envelope("overloop_update_prospect", updated).await;
    assert_eq!(updated["prospect"]["custom_fields"]["c_fit_score"], 10, "{updated}");
    let lead = session.envelope("overloop_update_lead", json!({ "lead_id": id, "city": "Ghent" })).await;
    assert_eq!(lead["lead"]["city"], "Ghent", "leads are the same records as prospects: {lead}");
    let deleted = session.envelope("overloop_delete_prospect", json!({ "prospect_id": id })).await;
    assert_eq!(deleted, json!({ "success": true, "id": id, "deleted": true }));
    let gone = session.envelope("overloop_get_prospect", json!({ "prospect_id": id })).await;
    assert_eq!(gone["error_kind"], "not_found", "{gone}");
}

#[tokio::test]
async fn a_campaign_is_made_filled_started_and_stopped() {
    let mut session = session(&[]).await;
    let new = json!({
        "name": "Autumn", "timezone": "Etc/UTC", "steps": [{ "type": "email", "config": { "generate_with_ai": true } }],
    });
    let made = session.envelope("overloop_create_campaign", new).await;
    assert_eq!((&made["success"], &made["campaign"]["status"]), (&json!(true), &json!("off")), "{made}");
    assert!(made["warnings"].to_string().contains("selling_description"), "AI is told nothing to write about: {made}");
    let id = made["id"].clone();
    let many = json!({ "campaign_id": id, "prospect_ids": ["1", "2", "9999"] });
    let enrolled = session.envelope("overloop_enroll_prospects", many).await;
    assert_eq!((&enrolled["success"], &enrolled["missing"]), (&json!(true), &json!(["9999"])), "{enrolled}");
    let of_campaign = json!({ "campaign_id": id });
    let started = session.envelope("overloop_start_campaign", of_campaign.clone()).await;
    assert_eq!(started["campaign"]["status"], "on", "{started}");
    let figures = session.envelope("overloop_get_campaign_statistics", of_campaign.clone()).await;
    assert_eq!(figures["statistics"]["email"]["sent"], 2, "{figures}");
    let listed = session.envelope("overloop_list_enrollments", of_campaign.clone()).await;
    let out = json!({ "campaign_id": id, "enrollment_id": listed["enrollments"][0]["id"] });
    let ended = session.envelope("overloop_disenroll_prospect", out.clone()).await;
    assert_eq!(ended["success"], true, "{ended}");
    let read = session.envelope("overloop_get_enrollment", out).await;
    assert_eq!(read["enrollment"]["status"], "disenrolled", "{read}");
    let paused = session.envelope("overloop_pause_campaign", of_campaign.clone()).await;
    assert_eq!(paused["campaign"]["status"], "off", "{paused}");
    let automation = session.envelope("overloop_get_automation", json!({ "automation_id": id })).await;
    assert_eq!(automation["automation"]["status"], "off", "v1 reads the same campaign: {automation}");
}

#[tokio::test]
async fn ten_thousand_prospects_are_read_page_by_page() {
    const PROSPECTS: usize = 10_000;
    let sandbox = start_with(([127, 0, 0, 1], 0).into(), Vec::new(), Seed { prospects: PROSPECTS, ..Seed::default() })
        .await
        .unwrap();
    let mut session = StdioSession::initialized(with_overloop(&sandbox.base_url()), "2025-11-25").await;
    let mut ids = HashSet::new();
    let mut page = json!(1);
    loop {
        let answer =
            session.envelope("list_prospects", json!({ "page": page, "page_size": 100, "fields": ["id"] })).await;
        assert_eq!((answer["success"].clone(), answer["page"].clone()), (json!(true), page), "{answer}");
        assert_eq!(
            answer["last_page"],
            if ids.len() + 100 < PROSPECTS { json!(100) } else { answer["last_page"].clone() }
        );
        for prospect in answer["prospects"].as_array().unwrap() {
            assert!(ids.insert(prospect["id"].as_str().unwrap().to_owned()), "a prospect twice");
        }
        match answer.get("next_page") {
            Some(next) => page = next.clone(),
            None => break,
        }
    }
    assert_eq!(ids.len(), PROSPECTS);
    sandbox.stop().await;
}

#[tokio::test]
async fn a_write_without_an_answer_is_unknown_and_carried_out_once() {
    let mut session = session(&["--sandbox-fault", "POST /prospects=drop"]).await;
    let created = session.envelope("overloop_create_prospect", json!({ "email": "grace@example.org" })).await;
    assert_eq!(created["error_kind"], "outcome_unknown", "{created}");
    let found =
        session.envelope("overloop_list_prospects", json!({ "filter": { "email": "grace@example.org" } })).await;
    assert_eq!(found["count"], 1, "{found}");
}
