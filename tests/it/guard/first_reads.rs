//! What a write reads before it is sent can forbid it: a reply to oneself, steps that would be lost.

use serde_json::{Value, json};

use crate::support::{
    journal::{Journal, replies, reply_answer, reply_inputs},
    mock_vendor::MockVendor,
    program::StdioSession,
};

const REPLY: &str = "instantly_reply_to_email";
const PATCH: &str = "instantly_patch_campaign";

async fn session(vendor: &MockVendor, arguments: &[&str]) -> StdioSession {
    let mut command = Journal::new().command(vendor);
    command.env("OUTREACH_STORE", "memory").args(arguments);
    StdioSession::initialized(command, "2025-11-25").await
}

#[tokio::test]
async fn a_reply_to_ones_own_mail_is_refused_before_it_is_sent() {
    let vendor = MockVendor::start().await;
    vendor.answer_with(200, reply_answer("sent"));
    let mut session = session(&vendor, &[]).await;
    let own = reply_inputs("x")["eaccount"].as_str().unwrap().to_owned();
    for email in [
        json!({ "from_address_email": own.to_uppercase(), "eaccount": own, "ue_type": 2 }),
        json!({ "from_address_email": "other@ours.example", "eaccount": "other@ours.example" }),
        json!({ "from_address_email": "other@ours.example", "ue_type": 1 }),
        json!({ "from_address_email": "other@ours.example", "ue_type": 3 }),
        json!({ "ue_type": 4 }),
    ] {
        vendor.answer_first_reads_with(200, &email);
        let envelope = session.envelope(REPLY, reply_inputs("x")).await;
        assert_eq!(envelope["error_kind"], "invalid_input", "{email}: {envelope}");
        let error = envelope["error"].as_str().unwrap();
        assert!(error.contains("yourself") && error.contains("`allow_reply_to_self`"), "{error}");
    }
    assert_eq!(replies(&vendor), [""; 0]);
    let mut meant = reply_inputs("x");
    meant["allow_reply_to_self"] = json!(true);
    let before = vendor.first_reads().len();
    assert_eq!(session.envelope(REPLY, meant).await["success"], true);
    assert_eq!((replies(&vendor).len(), vendor.first_reads().len() - before), (1, 0));

    vendor.answer_first_reads_with(200, json!({ "from_address_email": "lead@theirs.example", "ue_type": 2 }));
    assert_eq!(session.envelope(REPLY, reply_inputs("y")).await["success"], true);
    // A mail that cannot be read is not answered, and a call that was carried out needs no read.
    vendor.answer_first_reads_with(404, "{}");
    let unread = session.envelope(REPLY, reply_inputs("z")).await;
    assert!(unread["error"].as_str().unwrap().contains("nothing was sent"), "{unread}");
    assert_eq!(session.envelope(REPLY, reply_inputs("y")).await["replayed"], true);
    assert_eq!(replies(&vendor), ["x", "y"]);
}

#[tokio::test]
async fn the_mail_that_is_answered_is_read_once_under_rules_and_with_confirmation() {
    let vendor = MockVendor::start().await;
    vendor.answer_with(200, reply_answer("sent"));
    let mut session = session(&vendor, &["--confirm", "send", "--deny-recipient", "@rival.example"]).await;
    let asked = session.envelope(REPLY, reply_inputs("x")).await;
    assert!(asked["preview"].as_str().unwrap().contains("lead@example.com"), "{asked}");
    assert_eq!(vendor.first_reads().len(), 1);
    let mut confirmed = reply_inputs("x");
    confirmed["confirm_token"] = asked["confirm_token"].clone();
    assert_eq!(session.envelope(REPLY, confirmed).await["success"], true);
    assert_eq!((vendor.first_reads().len(), vendor.requests().len()), (2, 1));
}

#[tokio::test]
async fn steps_are_not_dropped_by_accident() {
    let vendor = MockVendor::start().await;
    vendor.answer_with(200, json!({ "id": "1" }));
    let mut session = session(&vendor, &[]).await;
    let step = json!({ "delay": 1, "variants": [{ "subject": "s", "body": "b" }] });
    let inputs = |steps: usize| -> Value {
        json!({ "campaign_id": "f9cc070d-8dba-4341-b847-f083c358e460", "sequences": [{ "steps": vec![step.clone(); steps] }] })
    };
    vendor.answer_first_reads_with(200, json!({ "id": "1", "sequences": [{ "steps": [{}, {}, {}] }] }));
    for steps in [1, 2] {
        let envelope = session.envelope(PATCH, inputs(steps)).await;
        assert_eq!(envelope["error_kind"], "invalid_input", "{envelope}");
        let error = envelope["error"].as_str().unwrap();
        assert!(error.contains(&format!("has 3, and {steps}")) && error.contains("`replace_sequences`"), "{error}");
    }
    // A wording is not dropped either.
    let wordings = json!({ "variants": [{}, {}] });
    vendor.answer_first_reads_with(200, json!({ "id": "1", "sequences": [{ "steps": [wordings] }] }));
    let envelope = session.envelope(PATCH, inputs(1)).await;
    assert!(envelope["error"].as_str().unwrap().contains("of `variants` it has 2, and 1"), "{envelope}");
    vendor.answer_first_reads_with(200, json!({ "id": "1", "sequences": [{ "steps": [{}, {}, {}] }] }));
    assert_eq!(vendor.requests().len(), 0);
    assert_eq!(session.envelope(PATCH, inputs(3)).await["success"], true);
    let mut meant = inputs(1);
    meant["replace_sequences"] = json!(true);
    assert_eq!(session.envelope(PATCH, meant).await["success"], true);
    let seen = vendor.requests();
    assert!(seen.iter().all(|seen| seen.json().get("replace_sequences").is_none()), "{seen:?}");
    // Nothing is read where no steps are given.
    let before = vendor.first_reads().len();
    let other = json!({ "campaign_id": "f9cc070d-8dba-4341-b847-f083c358e460", "daily_limit": 5 });
    assert_eq!(session.envelope(PATCH, other).await["success"], true);
    assert_eq!(vendor.first_reads().len(), before);
}

#[tokio::test]
async fn an_interest_is_not_set_on_several_leads_unasked() {
    const TOOL: &str = "instantly_update_lead_interest_status";
    const CAMPAIGNS: [&str; 2] = ["0199a3c1-5b7e-7d20-8f4a-6c1e9d2b3a05", "0199a3c1-5b7e-7d20-8f4a-6c1e9d2b3a06"];
    let vendor = MockVendor::start().await;
    vendor.answer_with(202, json!({ "message": "submitted" }));
    let mut session = session(&vendor, &[]).await;
    let inputs = json!({ "lead_email": "ada@example.com", "interest_value": "meeting_booked" });
    let leads = CAMPAIGNS.map(|campaign| json!({ "id": "1", "campaign": campaign }));
    vendor.answer_first_reads_with(200, json!({ "items": leads }));
    let envelope = session.envelope(TOOL, inputs.clone()).await;
    assert_eq!(envelope["error_kind"], "invalid_input", "{envelope}");
    let error = envelope["error"].as_str().unwrap();
    for words in CAMPAIGNS.iter().chain(&["2 leads", "`campaign_id`", "Nothing was sent"]) {
        assert!(error.contains(words), "no {words} in {error}");
    }
    assert!(vendor.requests().is_empty());
    let before = vendor.first_reads().len();
    let mut clear = inputs.clone();
    clear["campaign_id"] = CAMPAIGNS[0].into();
    assert_eq!(session.envelope(TOOL, clear).await["success"], true);
    assert_eq!(vendor.first_reads().len(), before, "what is clear needs no read");
    for items in [json!([]), json!([leads[0]]), json!([leads[0], leads[0]])] {
        vendor.answer_first_reads_with(200, json!({ "items": items }));
        assert_eq!(session.envelope(TOOL, inputs.clone()).await["success"], true, "{items}");
    }
}

#[tokio::test]
async fn an_id_of_something_else_is_not_said_to_be_gone_only() {
    let vendor = MockVendor::start().await;
    let mut session = session(&vendor, &[]).await;
    vendor.answer_first_reads_with(404, "{}");
    let envelope = session.envelope(REPLY, reply_inputs("x")).await;
    assert_eq!(envelope["error_kind"], "not_found", "{envelope}");
    assert!(envelope["error"].as_str().unwrap().contains("may be that of something else"), "{envelope}");
    assert!(vendor.requests().is_empty());
}
