//! Ten jobs of an agent at Instantly, each done by tool calls alone, over stdio in the sandbox. What a job did is then read back.

use serde_json::{Value, json};

use super::session;
use crate::support::program::StdioSession;

/// An agent in a workspace of its own.
async fn agent() -> StdioSession {
    session(&["--pace", "0"]).await
}

/// The answer to a call that succeeds.
async fn done(agent: &mut StdioSession, tool: &str, inputs: Value) -> Value {
    let answer = agent.envelope(tool, inputs.clone()).await;
    assert_eq!(answer["success"], true, "{tool} {inputs}: {answer}");
    answer
}

/// The first row of a list.
async fn first(agent: &mut StdioSession, tool: &str, rows: &str, inputs: Value) -> Value {
    let row = done(agent, tool, inputs).await[rows][0].clone();
    assert!(row.is_object(), "{tool} has no row");
    row
}

#[tokio::test]
async fn a_campaign_is_paused() {
    let mut agent = agent().await;
    let active = first(&mut agent, "instantly_list_campaigns", "campaigns", json!({ "status": "active" })).await;
    let paused = done(&mut agent, "instantly_pause_campaign", json!({ "campaign_id": active["id"] })).await;
    assert_eq!(paused["status_name"], "paused", "{paused}");
    let read = done(&mut agent, "instantly_get_campaign", json!({ "campaign_id": active["id"] })).await;
    assert_eq!(read["status_name"], "paused", "{read}");
}

#[tokio::test]
async fn mailboxes_are_listed_with_what_they_do() {
    let mut agent = agent().await;
    let all = done(&mut agent, "instantly_list_accounts", json!({ "max_items": 100 })).await;
    let accounts = all["accounts"].as_array().unwrap();
    assert!(!accounts.is_empty() && accounts.iter().all(|account| account["status_name"].is_string()), "{all}");
}

#[tokio::test]
async fn a_person_is_blocked_and_no_longer_added() {
    let mut agent = agent().await;
    let address = "left.alone@example.org";
    done(&mut agent, "instantly_create_block_list_entry", json!({ "bl_value": address })).await;
    let list = done(&mut agent, "instantly_list_block_list_entries", json!({ "search": address })).await;
    assert_eq!(list["count"], 1, "{list}");
    let campaign = first(&mut agent, "instantly_list_campaigns", "campaigns", json!({})).await;
    let rows = json!({ "campaign_id": campaign["id"], "leads": [{ "email": address }] });
    let added = done(&mut agent, "instantly_add_leads", rows).await;
    assert_eq!(added["leads_uploaded"], 0, "{added}");
    assert_eq!(added["in_blocklist"], 1, "{added}");
}

#[tokio::test]
async fn campaigns_are_compared_over_a_period() {
    let mut agent = agent().await;
    let campaign = first(&mut agent, "instantly_list_campaigns", "campaigns", json!({ "status": "active" })).await;
    let period = json!({ "ids": [campaign["id"]], "start_date": "2026-01-01", "end_date": "2026-12-31" });
    let answer = done(&mut agent, "instantly_get_campaign_analytics", period).await;
    assert_eq!(answer["analytics"][0]["campaign_id"], campaign["id"], "{answer}");
    assert!(answer["analytics"][0]["emails_sent_count"].is_u64(), "{answer}");
}

#[tokio::test]
async fn a_thread_is_marked_read() {
    let mut agent = agent().await;
    let unread = json!({ "is_unread": true, "count_only": true });
    let before = done(&mut agent, "instantly_list_emails", unread.clone()).await["count"].as_u64().unwrap();
    let mail = first(&mut agent, "instantly_list_emails", "emails", json!({ "is_unread": true })).await;
    done(&mut agent, "instantly_mark_thread_read", json!({ "thread_id": mail["thread_id"] })).await;
    let after = done(&mut agent, "instantly_list_emails", unread).await["count"].as_u64().unwrap();
    assert!(after < before, "{before} {after}");
}

#[tokio::test]
async fn leads_are_counted() {
    let mut agent = agent().await;
    let campaign = first(&mut agent, "instantly_list_campaigns", "campaigns", json!({})).await;
    let count = json!({ "campaign": campaign["id"], "count_only": true });
    let answer = done(&mut agent, "instantly_list_leads", count).await;
    assert!(answer["count"].as_u64().unwrap() > 0 && answer.get("leads").is_none(), "{answer}");
}

#[tokio::test]
async fn one_step_of_a_campaign_is_rewritten_and_the_others_stay() {
    let mut agent = agent().await;
    let listed = first(&mut agent, "instantly_list_campaigns", "campaigns", json!({ "status": "draft" })).await;
    let read = json!({ "campaign_id": listed["id"], "detail": "full" });
    let before = done(&mut agent, "instantly_get_campaign", read.clone()).await;
    let steps = before["campaign"]["sequences"][0]["steps"].as_array().unwrap().clone();
    let change = json!({ "campaign_id": listed["id"], "step": 1, "variant": 0, "subject": "A new subject" });
    done(&mut agent, "instantly_update_campaign_step", change).await;
    let after = done(&mut agent, "instantly_get_campaign", read).await;
    let mut wanted = steps;
    wanted[1]["variants"][0]["subject"] = "A new subject".into();
    assert_eq!(after["campaign"]["sequences"][0]["steps"], Value::Array(wanted), "{after}");
}

#[tokio::test]
async fn leads_are_added_in_bulk_and_those_left_out_are_named() {
    let mut agent = agent().await;
    let list = done(&mut agent, "instantly_create_lead_list", json!({ "name": "Spring" })).await;
    let rows = json!([{ "email": "ada@example.org" }, { "email": "ben@example.org" }, { "email": "ADA@example.org" }]);
    let added = done(&mut agent, "instantly_add_leads", json!({ "list_id": list["id"], "leads": rows })).await;
    assert_eq!(added["leads_uploaded"], 2, "{added}");
    assert_eq!(added["missing"], json!(["ADA@example.org"]), "{added}");
    let count = json!({ "list_id": list["id"], "count_only": true });
    assert_eq!(done(&mut agent, "instantly_list_leads", count).await["count"], 2);
}

#[tokio::test]
async fn a_lead_is_changed_and_moved() {
    let mut agent = agent().await;
    let campaigns = done(&mut agent, "instantly_list_campaigns", json!({ "limit": 2 })).await;
    let [from, to] = [0, 1].map(|at| campaigns["campaigns"][at]["id"].clone());
    let lead = first(&mut agent, "instantly_list_leads", "leads", json!({ "campaign": from })).await;
    let change = json!({ "lead_id": lead["id"], "job_title": "Head of Sales" });
    done(&mut agent, "instantly_update_lead", change).await;
    let read = done(&mut agent, "instantly_get_lead", json!({ "lead_id": lead["id"] })).await;
    assert_eq!(read["lead"]["job_title"], "Head of Sales", "{read}");
    let moved = json!({ "campaign": from, "ids": [lead["id"]], "to_campaign_id": to, "wait_seconds": 20 });
    let job = done(&mut agent, "instantly_move_leads", moved).await;
    assert_eq!(job["status"], "success", "{job}");
    let there = done(&mut agent, "instantly_list_leads", json!({ "campaign": to, "ids": [lead["id"]] })).await;
    assert_eq!(there["count"], 1, "{there}");
}

#[tokio::test]
async fn mail_is_found_by_its_lead_and_its_date() {
    let mut agent = agent().await;
    let some = first(&mut agent, "instantly_list_emails", "emails", json!({ "email_type": "received" })).await;
    let day = &some["timestamp_created"].as_str().unwrap()[..10];
    let search = json!({
        "lead": some["lead"],
        "min_timestamp_created": format!("{day}T00:00:00Z"),
        "max_timestamp_created": format!("{day}T23:59:59Z"),
    });
    let found = done(&mut agent, "instantly_list_emails", search).await;
    let found = found["emails"].as_array().unwrap();
    assert!(found.iter().any(|mail| mail["id"] == some["id"]), "{found:?}");
    assert!(found.iter().all(|mail| mail["timestamp_created"].as_str().unwrap().starts_with(day)), "{found:?}");
}
