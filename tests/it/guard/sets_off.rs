//! What a list or campaign does by itself with each lead that is added counts as done by the call that adds it.

use serde_json::{Value, json};

use crate::support::{journal::Journal, mock_vendor::MockVendor, program::StdioSession};

const LEAD: &str = "instantly_create_lead";

/// A place of its own: what is read of one is remembered for a while.
fn place(number: u32) -> String {
    format!("f9cc070d-8dba-4341-b847-{number:012}")
}

fn lead(field: &str, number: u32) -> Value {
    json!({ "email": format!("jane{number}@theirs.example"), field: place(number) })
}

async fn vendor() -> MockVendor {
    let vendor = MockVendor::start().await;
    vendor.answer_with(200, json!({ "id": place(0), "email": "jane@theirs.example" }));
    vendor
}

async fn session(vendor: &MockVendor, journal: &Journal, arguments: &[&str]) -> StdioSession {
    let mut command = journal.command(vendor);
    command.args(arguments);
    StdioSession::initialized(command, "2025-11-25").await
}

#[tokio::test]
async fn a_lead_that_would_be_enriched_needs_the_permit_to_spend() {
    let (vendor, journal) = (vendor().await, Journal::new());
    let mut session = session(&vendor, &journal, &["--permit", "read,create,send"]).await;
    for (at, (field, status, read, words)) in [
        ("list_id", 200, json!({ "has_enrichment_task": true }), Some("is enriched")),
        ("list_id", 200, json!({ "has_enrichment_task": false }), None),
        ("list_id", 200, json!({ "has_enrichment_task": null }), None),
        ("list_id", 404, json!({ "message": "no such list" }), None),
        ("list_id", 403, json!({ "message": "scope" }), Some("cannot be read")),
        ("list_id", 200, json!({ "id": "l-1", "name": "A list" }), None),
        ("list_id", 200, json!({ "has_enrichment_task": "true" }), Some("cannot be read")),
        ("list_id", 200, json!({ "has_enrichment_task": 1 }), Some("cannot be read")),
        ("list_id", 200, json!("nonsense"), Some("cannot be read")),
        ("list_id", 200, json!([]), Some("cannot be read")),
        ("list_id", 200, json!({}), Some("cannot be read")),
        ("campaign", 200, json!([{ "auto_update": true }]), Some("cannot be read")),
        ("campaign", 200, json!(null), Some("cannot be read")),
        ("campaign", 200, json!({ "exists": true, "auto_update": true }), Some("is enriched")),
        ("campaign", 200, json!({ "exists": true, "auto_update": false }), None),
        ("campaign", 200, json!({ "exists": false }), None),
        ("campaign", 404, json!({ "message": "none" }), None),
        ("campaign", 403, json!({ "message": "scope" }), Some("cannot be read")),
    ]
    .into_iter()
    .enumerate()
    {
        vendor.answer_first_reads_with(status, &read);
        let before = vendor.requests().len();
        let envelope = session.envelope(LEAD, lead(field, at as u32)).await;
        let sent = vendor.requests().len() - before;
        match words {
            Some(words) => {
                assert_eq!(envelope["error_kind"], "denied_by_policy", "{field} {status} {read}: {envelope}");
                let error = envelope["error"].as_str().unwrap();
                assert!(error.contains(words) && error.contains("credits"), "{error}");
                assert_eq!(sent, 0, "{field} {status} {read}");
            }
            None => {
                assert_eq!(envelope["success"], true, "{field} {status} {read}: {envelope}");
                assert_eq!(sent, 1, "{field} {status} {read}");
            }
        }
    }
    // Once for a place, and for a lead without one not at all.
    let of_places = || {
        let is_of_place = |target: &str| !target.starts_with("/api/v2/block-lists-entries");
        vendor.first_reads().iter().filter(|read| is_of_place(&read.target)).count()
    };
    let reads = of_places();
    vendor.answer_first_reads_with(200, json!({ "id": "l-1" }));
    for email in ["a@theirs.example", "b@theirs.example"] {
        let inputs = json!({ "email": email, "list_id": place(100) });
        assert_eq!(session.envelope(LEAD, inputs).await["success"], true);
    }
    assert_eq!(session.envelope(LEAD, json!({ "email": "c@theirs.example" })).await["success"], true);
    assert_eq!(of_places(), reads + 1);
}

#[tokio::test]
async fn a_lead_that_is_enriched_counts_against_the_limit_on_credits_and_is_confirmed_as_a_spend() {
    let (vendor, journal) = (vendor().await, Journal::new());
    vendor.answer_first_reads_with(200, json!({ "has_enrichment_task": true, "auto_update": true }));
    let mut limited = session(&vendor, &journal, &["--limit", "spend=2/day"]).await;
    let enriched = limited.envelope(LEAD, lead("list_id", 1)).await;
    assert_eq!(enriched["success"], true, "{enriched}");
    assert!(enriched["warnings"].to_string().contains("spends credits"), "the answer says so too: {enriched}");
    assert_eq!(limited.envelope(LEAD, lead("campaign", 2)).await["success"], true, "a send that spends too");
    for field in ["list_id", "campaign"] {
        let refused = limited.envelope(LEAD, lead(field, 3)).await;
        assert!(refused["error"].as_str().unwrap().contains("--limit spend=2/day"), "{refused}");
    }
    assert_eq!(journal.column("effect").await, ["spend", "send", "spend", "send"]);
    assert_eq!(journal.column("also").await, ["create", "spend", "create", "spend"]);
    assert_eq!(journal.column("further").await, ["", "create", "", "create"]);

    let mut confirmed = session(&vendor, &journal, &["--confirm", "spend"]).await;
    for field in ["list_id", "campaign"] {
        let asked = confirmed.envelope(LEAD, lead(field, 4)).await;
        assert_eq!(asked["error_kind"], "confirmation_required", "{asked}");
        assert!(asked["preview"].as_str().unwrap().contains("is enriched, which spends credits"), "{asked}");
        let mut agreed = lead(field, 4);
        agreed["confirm_token"] = asked["confirm_token"].clone();
        let envelope = confirmed.envelope(LEAD, agreed).await;
        assert_eq!(envelope["success"], true, "{envelope}");
    }
    assert_eq!(vendor.requests().len(), 4);
}
