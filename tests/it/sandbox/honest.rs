//! What an answer claims is so, and what is given in vain is said: what vendors take without a word.

use serde_json::{Value, json};

use super::session;
use crate::support::program::StdioSession;

/// An id of nothing.
const NOBODY: &str = "0b1b7c5e-1111-4222-8333-944455556666";

/// The calls of one session.
struct Calls(StdioSession);

impl Calls {
    async fn new() -> Self {
        Self(session(&["--pace", "0"]).await)
    }

    async fn ok(&mut self, tool: &str, inputs: Value) -> Value {
        let envelope = self.0.envelope(&format!("instantly_{tool}"), inputs.clone()).await;
        assert_eq!(envelope["success"], true, "{tool} {inputs}: {envelope}");
        envelope
    }

    /// The words of an error.
    async fn error(&mut self, tool: &str, inputs: Value) -> String {
        let envelope = self.0.envelope(&format!("instantly_{tool}"), inputs.clone()).await;
        assert_eq!(envelope["success"], false, "{tool} {inputs}: {envelope}");
        envelope["error"].as_str().unwrap().to_owned()
    }

    async fn campaign(&mut self, name: &str) -> String {
        let all = self.ok("list_campaigns", json!({ "limit": 100 })).await;
        let campaigns = all["campaigns"].as_array().unwrap();
        let named = campaigns.iter().find(|campaign| campaign["name"] == name);
        named.unwrap_or_else(|| panic!("{all}"))["id"].as_str().unwrap().to_owned()
    }

    async fn list(&mut self) -> String {
        let all = self.ok("list_lead_lists", json!({})).await;
        all["lead_lists"][0]["id"].as_str().unwrap().to_owned()
    }
}

/// The warnings of an answer as one text.
fn warnings(envelope: &Value) -> String {
    envelope.get("warnings").map(Value::to_string).unwrap_or_default()
}

#[tokio::test]
async fn a_campaign_and_a_list_at_once_are_refused() {
    let mut calls = Calls::new().await;
    let (campaign, list) = (calls.campaign("Untitled draft").await, calls.list().await);
    for (tool, inputs) in [
        ("create_lead", json!({ "campaign": campaign, "list_id": list, "email": "both@example.org" })),
        ("delete_leads", json!({ "campaign_id": campaign, "list_id": list, "all": true })),
        ("assign_leads", json!({ "campaign": campaign, "list_id": list, "organization_user_ids": [NOBODY] })),
        (
            "update_lead_interest_status",
            json!({ "campaign_id": campaign, "list_id": list, "lead_email": "a@example.org", "interest_value": 1 }),
        ),
    ] {
        let error = calls.error(tool, inputs).await;
        assert!(error.contains("`list_id`") && error.contains("Nothing was sent"), "{tool}: {error}");
    }
}

#[tokio::test]
async fn what_is_left_out_of_many_leads_has_one_reason_each_and_no_flag_that_was_not_given() {
    let mut calls = Calls::new().await;
    let campaign = calls.campaign("Agency owners UK").await;
    let there = calls.ok("list_leads", json!({ "campaign": campaign, "limit": 1 })).await["leads"][0].clone();
    let leads =
        json!([{ "email": there["email"] }, { "email": "new.one@example.org" }, { "email": "New.One@example.org" }]);
    let added = calls.ok("add_leads", json!({ "campaign_id": campaign, "leads": leads })).await;
    let said = warnings(&added);
    assert!(said.contains("1 of 3") && said.contains("1 there already") && said.contains("1 twice"), "{added}");
    assert!(!said.contains("skip_if") && !said.contains("count twice"), "{added}");
}

#[tokio::test]
async fn ids_of_nobody_are_named_where_the_vendor_takes_them() {
    let mut calls = Calls::new().await;
    let campaign = calls.campaign("Untitled draft").await;
    let nobody = "nobody@example.com";
    let lead = calls.ok("create_lead", json!({ "campaign": campaign, "email": "new.lead@example.org" })).await;
    assert!(warnings(&lead).contains("is a draft"), "a lead of a campaign that is not active: {lead}");
    let id = &lead["id"];
    for (tool, inputs, named) in [
        ("assign_leads", json!({ "campaign": campaign, "all": true, "organization_user_ids": [NOBODY] }), NOBODY),
        ("update_lead", json!({ "lead_id": id, "assigned_to": NOBODY }), NOBODY),
        ("create_lead_list", json!({ "name": "Of nobody", "owned_by": NOBODY }), NOBODY),
        ("patch_campaign", json!({ "campaign_id": campaign, "email_list": [nobody] }), nobody),
        ("activate_campaign", json!({ "campaign_id": campaign }), nobody),
        ("enable_warmup", json!({ "emails": [nobody] }), nobody),
    ] {
        let envelope = calls.ok(tool, inputs).await;
        assert!(warnings(&envelope).contains(named), "{tool}: {envelope}");
    }
    // One that there is goes without a word.
    let members = calls.ok("list_workspace_members", json!({})).await;
    let user = &members["members"][0]["user_id"];
    let known = calls.ok("update_lead", json!({ "lead_id": id, "assigned_to": user })).await;
    assert!(!warnings(&known).contains("assigned_to"), "{known}");
}

#[tokio::test]
async fn what_comes_of_nothing_is_said() {
    let mut calls = Calls::new().await;
    let (draft, other, list) =
        (calls.campaign("Untitled draft").await, calls.campaign("Agency owners UK").await, calls.list().await);
    let blocked = calls.ok("create_block_list_entry", json!({ "bl_value": "blocked.example" })).await;
    assert!(blocked["id"].is_string(), "{blocked}");
    let lead = calls.ok("create_lead", json!({ "list_id": list, "email": "jo@blocked.example" })).await;
    assert!(warnings(&lead).contains("block list"), "{lead}");
    let moved = calls.ok("move_leads", json!({ "campaign": other, "search": "zzzzqq", "to_campaign_id": draft })).await;
    assert!(moved["note"].as_str().is_some_and(|note| note.contains("No lead matched")), "{moved}");
    let stats = calls.ok("get_inbox_placement_stats", json!({ "test_ids": [other] })).await;
    assert!(stats["missing"].to_string().contains(&other), "{stats}");
    let label = calls
        .ok("create_webhook", json!({ "target_hook_url": "https://hooks.example.com/l", "custom_interest_value": 99 }))
        .await;
    assert!(warnings(&label).contains("no lead label"), "{label}");
    let subsequence = json!({ "parent_campaign": other, "name": "Of no label", "conditions": { "crm_status": [77] } });
    let subsequence = calls.ok("create_subsequence", subsequence).await;
    assert!(warnings(&subsequence).contains("no lead label"), "{subsequence}");
    let leads = calls.ok("list_leads", json!({ "campaign": other, "limit": 1 })).await;
    let lead = &leads["leads"][0]["id"];
    let deleted = calls.ok("delete_leads", json!({ "campaign_id": other, "ids": [lead, lead] })).await;
    assert!(warnings(&deleted).contains("more than once") && deleted["count"] == 1, "{deleted}");
    assert!(!warnings(&deleted).contains("are no leads"), "{deleted}");
}

#[tokio::test]
async fn what_the_vendor_would_take_in_vain_is_refused() {
    let mut calls = Calls::new().await;
    let campaign = calls.campaign("Agency owners UK").await;
    let label =
        calls.ok("create_lead_label", json!({ "label": "Callback", "interest_status_label": "positive" })).await;
    let email = calls.ok("list_emails", json!({ "limit": 1 })).await["emails"][0].clone();
    let forward = |changes: Value| {
        let mut inputs = json!({
            "eaccount": email["eaccount"], "reply_to_uuid": email["id"], "to_address_email_list": "col@example.org",
            "subject": "Fwd: it", "include_original_body": true,
        });
        inputs.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        inputs
    };
    let number = &label["interest_status"];
    let test = json!({
        "name": "t", "type": 1, "sending_method": 1, "email_subject": "s", "email_body": "b",
        "emails": ["maya.lindqvist@example.com"], "run_immediately": false,
    });
    let conditions = json!({ "reply_contains": "x" });
    let subsequence = |settings: Value| {
        let mut inputs = json!({ "parent_campaign": campaign, "name": "n", "conditions": conditions });
        inputs.as_object_mut().unwrap().extend(settings.as_object().unwrap().clone());
        inputs
    };
    for (tool, inputs, says) in [
        ("list_background_jobs", json!({ "status": "nope" }), "`nope`"),
        ("update_workspace", json!({ "org_logo_url": "javascript:x" }), "`org_logo_url`"),
        ("get_tracking_domain_status", json!({ "host": "https://track.example.com/y" }), "pass `track.example.com`"),
        ("verify_email", json!({ "email": "q@q.example", "webhook_url": "http://localhost/x" }), "`webhook_url`"),
        ("forward_email", forward(json!({ "to_address_email_list": "col" })), "`col`"),
        ("forward_email", forward(json!({ "to_address_email_list": "a@x.example; b@y.example" })), "commas"),
        ("forward_email", forward(json!({ "forwarded_attachments": "nope" })), "`forwarded_attachments`"),
        (
            "forward_email",
            forward(json!({ "forwarded_attachments": "[{\"url\":\"https://x.example\"}]" })),
            "`filename`",
        ),
        ("delete_lead_label", json!({ "lead_label_id": label["id"], "reassigned_status": number }), "itself"),
        ("create_inbox_placement_test", test, "`run_immediately`"),
        (
            "create_subsequence",
            subsequence(json!({ "daily_limit": 5, "daily_limit_mode": "inherit" })),
            "`daily_limit`",
        ),
        ("create_subsequence", subsequence(json!({ "daily_limit_mode": "custom" })), "`daily_limit`"),
        ("update_lead", json!({ "lead_id": NOBODY, "lt_interest_status": -6 }), "`lt_interest_status`"),
        ("update_webhook", json!({ "webhook_id": NOBODY, "event_type": null }), "`event_type`"),
    ] {
        let error = calls.error(tool, inputs).await;
        assert!(error.contains(says), "{tool}: {error}");
    }
}

#[tokio::test]
async fn a_refusal_says_what_is_wrong_and_what_to_do() {
    let mut calls = Calls::new().await;
    let error = calls.error("get_email_verification", json!({ "email": "zz@zz.example" })).await;
    assert!(error.contains("never verified") && error.contains("verify_email"), "{error}");
    let nobody = json!({ "lead_email": "nobody@x.example", "interest_value": 1 });
    let error = calls.error("update_lead_interest_status", nobody).await;
    assert!(error.contains("No lead has this address"), "{error}");
    let merge = json!({ "lead_id": NOBODY, "destination_lead_id": "0b1b7c5e-1111-4222-8333-944455556667" });
    let error = calls.error("merge_leads", merge).await;
    assert!(error.contains("was carried out"), "{error}");
    let emails = calls.ok("list_emails", json!({ "email_type": "received", "limit": 1 })).await;
    let email = &emails["emails"][0];
    let accounts = calls.ok("list_accounts", json!({})).await;
    let mut others = accounts["accounts"].as_array().unwrap().iter().map(|account| &account["email"]);
    let other = others.find(|other| *other != &email["eaccount"]).unwrap();
    for eaccount in [other.clone(), json!("nobody@example.com")] {
        let reply = json!({ "eaccount": eaccount, "reply_to_uuid": email["id"], "subject": "Re", "body_text": "Hi" });
        let envelope = calls.0.envelope("instantly_reply_to_email", reply).await;
        if envelope["success"] == false {
            let right = email["eaccount"].as_str().unwrap();
            assert!(envelope["error"].as_str().unwrap().contains(right), "{envelope}");
        }
    }
}

#[tokio::test]
async fn a_tag_is_renamed_without_its_description() {
    let mut calls = Calls::new().await;
    let tag = calls.ok("create_custom_tag", json!({ "label": "Old", "description": "Kept" })).await;
    let renamed = calls.ok("update_custom_tag", json!({ "custom_tag_id": tag["id"], "label": "New" })).await;
    let found = calls.ok("get_custom_tag", json!({ "custom_tag_id": tag["id"] })).await;
    assert_eq!(found["custom_tag"]["description"], "Kept", "{renamed} {found}");
    assert_eq!(found["custom_tag"]["label"], "New", "{renamed} {found}");
}

#[tokio::test]
async fn leads_that_are_not_there_are_told_where_they_are_assigned() {
    let mut agent = session(&["--pace", "0"]).await;
    let leads = agent.envelope("instantly_list_leads", json!({ "limit": 1, "fields": ["id"] })).await;
    let there = leads["leads"][0]["id"].clone();
    let users = agent.envelope("instantly_list_workspace_members", json!({ "limit": 1 })).await;
    let nobody = "019df1c9-6180-7ee5-b890-41c98ac3d000";
    let inputs = json!({ "ids": [there, nobody], "organization_user_ids": [users["workspace_members"][0]["user_id"]] });
    let assigned = agent.envelope("instantly_assign_leads", inputs).await;
    let warnings = assigned["warnings"].to_string();
    assert!(assigned["success"] == true && warnings.contains(nobody), "{assigned}");
    assert!(!warnings.contains(there.as_str().unwrap()), "{assigned}");
}
