//! Instantly in the sandbox: what is there already, what a call covers, and what a person is told of it.

use serde_json::{Value, json};

use super::{entries_of, session};
use crate::support::program::StdioSession;

const MANY: &str = "instantly_add_block_list_entries";
const ONE: &str = "instantly_create_block_list_entry";

/// How many entries each of these has.
async fn counts(session: &mut StdioSession, values: &[&str]) -> Vec<usize> {
    let mut counts = Vec::new();
    for value in values {
        counts.push(entries_of(session, value).await.len());
    }
    counts
}

fn texts(envelope: &Value, list: &str, field: &str) -> Vec<String> {
    let rows = envelope[list].as_array().cloned().unwrap_or_default();
    rows.iter().map(|row| row[field].as_str().unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn of_a_set_that_is_partly_blocked_only_the_rest_is_added() {
    let fault = ["--sandbox-fault", "POST /block-lists-entries/bulk-create=drop*1"];
    let mut session = session(&[&["--pace", "0"], &fault[..]].concat()).await;
    let all =
        ["a@acme.example.com", "b@acme.example.com", "c@acme.example.com", "acme.example.com", "d@acme.example.com"];
    let [a, b, c, domain, d] = all;
    // After a lost answer.
    let lost = session.envelope(MANY, json!({ "bl_values": [a, b] })).await;
    assert_eq!(lost["error_kind"], "outcome_unknown", "{lost}");
    let more = session.envelope(MANY, json!({ "bl_values": [a, "B@acme.example.com", c] })).await;
    let warnings = more["warnings"].to_string();
    assert!(warnings.contains(a) && warnings.contains(b) && !warnings.contains(c), "{more}");
    assert_eq!(
        (texts(&more, "items", "bl_value"), more.get("missing")),
        (vec![c.into(), a.into(), b.into()], None),
        "{more}"
    );
    assert_eq!(more["valid_count"], 1, "{more}");
    // Sets that overlap, and one of their values alone, at once.
    session.begin_call(MANY, json!({ "bl_values": [c, domain] })).await;
    session.begin_call(MANY, json!({ "bl_values": [domain, d] })).await;
    session.begin_call(ONE, json!({ "bl_value": domain })).await;
    session.begin_call(MANY, json!({ "bl_values": [d, a] })).await;
    for envelope in session.envelopes(4).await {
        assert_eq!(envelope["success"], true, "{envelope}");
    }
    assert_eq!(counts(&mut session, &all).await, [1; 5]);
    // More than are searched for one by one.
    let many: Vec<String> = (0..60).map(|at| format!("{at}.many.example.com")).collect();
    let (first, second) = (&many[..40], &many[20..]);
    for values in [first, second] {
        let added = session.envelope(MANY, json!({ "bl_values": values })).await;
        assert_eq!((&added["success"], added["items"].as_array().unwrap().len()), (&json!(true), 40), "{added}");
    }
    let listed = json!({ "search": "many.example.com", "count_only": true });
    assert_eq!(session.envelope("instantly_list_block_list_entries", listed).await["count"], 60);
}

#[tokio::test]
async fn what_else_still_blocks_is_told_for_each_entry_that_is_deleted() {
    let mut session = session(&["--pace", "0"]).await;
    // As the app makes a second entry: the value of another is changed.
    let made = session
        .envelope(MANY, json!({ "bl_values": ["one.example.com", "two.example.com", "three.example.com"] }))
        .await;
    let ids: Vec<Value> = made["items"].as_array().unwrap().iter().map(|entry| entry["id"].clone()).collect();
    let twin = json!({ "block_list_entry_id": ids[1], "bl_value": "one.example.com" });
    assert_eq!(session.envelope("instantly_update_block_list_entry", twin).await["success"], true);
    let freed = session.envelope("instantly_delete_block_list_entries", json!({ "ids": [ids[0], ids[2]] })).await;
    let warnings = freed["warnings"].to_string();
    assert!(warnings.contains("`one.example.com` is still blocked"), "{freed}");
    assert!(warnings.contains(ids[1].as_str().unwrap()) && !warnings.contains("three.example.com"), "{freed}");
}

/// A change or a deletion of all leads of a place says so.
#[tokio::test]
async fn every_lead_of_a_place_is_taken_only_where_all_says_so() {
    let mut session = session(&["--confirm", "update,send,delete"]).await;
    let campaigns = session.envelope("instantly_list_campaigns", json!({ "limit": 2 })).await;
    let campaign = &campaigns["campaigns"][0];
    let into = &campaigns["campaigns"][1]["id"];
    let lists = session.envelope("instantly_list_lead_lists", json!({ "limit": 1 })).await;
    let list = &lists["lead_lists"][0];
    let users = session.envelope("instantly_list_workspace_members", json!({ "limit": 1 })).await;
    let user = &users["workspace_members"][0]["user_id"];
    for (tool, inputs, name) in [
        ("instantly_move_leads", json!({ "campaign": campaign["id"], "to_campaign_id": into }), &campaign["name"]),
        ("instantly_move_leads", json!({ "list_id": list["id"], "to_campaign_id": into }), &list["name"]),
        (
            "instantly_assign_leads",
            json!({ "campaign": campaign["id"], "organization_user_ids": [user] }),
            &campaign["name"],
        ),
        ("instantly_assign_leads", json!({ "list_id": list["id"], "organization_user_ids": [user] }), &list["name"]),
        ("instantly_delete_leads", json!({ "campaign_id": campaign["id"] }), &campaign["name"]),
        ("instantly_delete_leads", json!({ "list_id": list["id"] }), &list["name"]),
    ] {
        let refused = session.envelope(tool, inputs.clone()).await;
        let words = refused["error"].as_str().unwrap_or_default();
        assert!(
            refused["error_kind"] == "invalid_input" && words.contains("`all: true`"),
            "{tool} {inputs}: {refused}"
        );
        let mut all = inputs.clone();
        all["all"] = json!(true);
        let asked = session.envelope(tool, all.clone()).await;
        let preview = asked["preview"].as_str().unwrap_or_default();
        let is_told = preview.contains("leads that it takes, at most: ") && preview.contains(name.as_str().unwrap());
        assert!(asked["error_kind"] == "confirmation_required" && is_told, "{tool} {all}: {asked}");
        // Both say different things.
        all["ids"] = json!(["019df1c9-6180-7ee5-b890-41c98ac3d000"]);
        let refused = session.envelope(tool, all).await;
        assert!(refused["error"].as_str().unwrap_or_default().contains("one or the other"), "{tool}: {refused}");
    }
}

#[tokio::test]
async fn analytics_that_name_no_campaign_say_which_they_cover() {
    let mut session = session(&[]).await;
    let campaigns = session.envelope("instantly_list_campaigns", json!({ "limit": 100 })).await;
    let campaigns = campaigns["campaigns"].as_array().unwrap().clone();
    for (tool, input) in [
        ("instantly_get_campaign_analytics_overview", "ids"),
        ("instantly_get_daily_campaign_analytics", "campaign_id"),
        ("instantly_get_campaign_step_analytics", "campaign_id"),
    ] {
        let envelope = session.envelope(tool, json!({})).await;
        let note = envelope["note"].as_str().unwrap_or_default();
        assert!(note.contains(&format!("({})", campaigns.len())), "{tool}: {note}");
        for campaign in &campaigns {
            let named =
                format!("{} ({})", campaign["name"].as_str().unwrap(), campaign["status_name"].as_str().unwrap());
            assert!(note.contains(&named), "{tool} {named}: {note}");
        }
        let id = &campaigns[0]["id"];
        let given = if input == "ids" { json!({ "ids": [id] }) } else { json!({ "campaign_id": id }) };
        let envelope = session.envelope(tool, given).await;
        assert_eq!(envelope.get("note"), None, "{tool}: {envelope}");
    }
    let active =
        session.envelope("instantly_get_campaign_analytics_overview", json!({ "campaign_status": "active" })).await;
    let note = active["note"].as_str().unwrap_or_default();
    assert!(note.contains("with this `campaign_status` (2)") && !note.contains("draft"), "{note}");
    let rows = session.envelope("instantly_get_campaign_analytics", json!({})).await;
    let note = rows["note"].as_str().unwrap_or_default();
    assert!(note.contains("Untitled draft (draft)") && !note.contains("active"), "{note}");
    let without_ids = json!({ "fields": ["emails_sent_count"] });
    let rows = session.envelope("instantly_get_campaign_analytics", without_ids).await;
    assert!(rows["note"].as_str().unwrap_or_default().contains("2 of the 10 campaigns"), "{rows}");
}

#[tokio::test]
async fn a_state_that_is_reached_already_is_told_and_not_set_again() {
    let mut session = session(&["--pace", "0"]).await;
    let first = async |session: &mut StdioSession, tool: &str, rows: &str, inputs: Value, id: &str| {
        session.envelope(tool, inputs).await[rows][0][id].clone()
    };
    let campaign =
        first(&mut session, "instantly_list_campaigns", "campaigns", json!({ "status": "active" }), "id").await;
    let mailbox =
        first(&mut session, "instantly_list_accounts", "accounts", json!({ "status": "active" }), "email").await;
    let subsequence = first(&mut session, "instantly_list_subsequences", "subsequences", json!({}), "id").await;
    for (input, id, stop, start) in [
        ("campaign_id", campaign, "instantly_pause_campaign", "instantly_activate_campaign"),
        ("email", mailbox, "instantly_pause_account", "instantly_resume_account"),
        ("subsequence_id", subsequence, "instantly_pause_subsequence", "instantly_resume_subsequence"),
    ] {
        for (tool, state) in [(stop, "paused"), (start, "active")] {
            // It may be in that state now; after one call it is.
            session.envelope(tool, json!({ input: id })).await;
            let again = session.envelope(tool, json!({ input: id })).await;
            let note = again["note"].as_str().unwrap_or_default();
            let says = format!("was {state} already");
            assert!(
                again["success"] == true && note.contains(&says) && note.contains("Nothing was sent"),
                "{tool}: {again}"
            );
            assert_eq!(again["status_name"], state, "{tool}: {again}");
        }
        let stopped = session.envelope(stop, json!({ input: id })).await;
        assert_eq!(stopped.get("note"), None, "{stop}: {stopped}");
    }
}

#[tokio::test]
async fn a_person_is_told_whether_the_campaign_that_changes_is_active() {
    let mut session = session(&["--confirm", "update,send"]).await;
    let steps = json!([{ "steps": [{ "delay": 1, "variants": [{ "subject": "s", "body": "b" }] }] }]);
    for (status, says) in
        [("active", "is active: it mails by this change at once"), ("draft", "is a draft"), ("paused", "is paused")]
    {
        let found = session.envelope("instantly_list_campaigns", json!({ "status": status, "limit": 1 })).await;
        let id = &found["campaigns"][0]["id"];
        for (tool, mut inputs) in [
            ("instantly_update_campaign_options", json!({ "cc_list": ["boss@ours.example.com"] })),
            ("instantly_update_campaign_step", json!({ "step": 0, "delay": 9 })),
            ("instantly_patch_campaign", json!({ "sequences": steps, "replace_sequences": true })),
            ("instantly_patch_campaign", json!({ "daily_limit": 7 })),
        ] {
            inputs["campaign_id"] = id.clone();
            let asked = session.envelope(tool, inputs).await;
            let preview = asked["preview"].as_str().unwrap_or_default();
            // A draft may have no step that could be changed.
            let has_step = tool != "instantly_update_campaign_step" || status != "draft";
            assert!(!has_step || preview.contains(says), "{tool} {status}: {asked}");
        }
        let calm = json!({ "campaign_id": id, "stop_on_auto_reply": true });
        let preview = session.envelope("instantly_update_campaign_options", calm).await["preview"].to_string();
        assert!(
            preview.contains("This changes something.")
                && preview.contains("Nobody gets more mail by `stop_on_auto_reply`"),
            "{preview}"
        );
        let more = json!({ "campaign_id": id, "allow_risky_contacts": true });
        let preview = session.envelope("instantly_update_campaign_options", more).await["preview"].to_string();
        assert!(
            preview.contains("sends, or lets mail be sent") && !preview.contains("Nobody gets more mail"),
            "{preview}"
        );
    }
}

#[tokio::test]
async fn a_placement_test_takes_every_timezone_as_campaigns_do() {
    let mut session = session(&["--pace", "0"]).await;
    let schedule =
        |zone: &str| json!({ "days": { "1": true }, "timing": { "from": "09:00", "to": "10:00" }, "timezone": zone });
    let accounts = session.envelope("instantly_list_accounts", json!({ "limit": 1 })).await;
    let test = |zone: &str| {
        json!({
            "name": zone, "type": "automated", "sending_method": "from_instantly", "email_subject": "s", "email_body": "b",
            "emails": [accounts["accounts"][0]["email"]], "schedule": schedule(zone),
        })
    };
    let made = session.envelope("instantly_create_inbox_placement_test", test("America/Los_Angeles")).await;
    let sent = made["test"]["schedule"]["timezone"].as_str().unwrap_or_default().to_owned();
    let warnings = made["warnings"].to_string();
    assert!(made["success"] == true && sent != "America/Los_Angeles" && warnings.contains(&sent), "{made}");
    let change = json!({ "inbox_placement_test_id": made["id"], "schedule": schedule("Europe/Berlin") });
    let changed = session.envelope("instantly_update_inbox_placement_test", change).await;
    assert!(changed["success"] == true && !changed["test"]["schedule"]["timezone"].is_null(), "{changed}");
    for wrong in ["Nope/Zone", "EST"] {
        let refused = session.envelope("instantly_create_inbox_placement_test", test(wrong)).await;
        let says = refused["error"].as_str().unwrap_or_default();
        assert!(refused["error_kind"] == "invalid_input" && says.contains("schedule.timezone"), "{wrong}: {refused}");
    }
}
