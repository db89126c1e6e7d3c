//! What changes many things at once, or reaches people whom it does not name: limits count it, rules on recipients are applied to it,
//! and a person who is to agree is told what will happen. Against the sandbox.

use serde_json::{Value, json};

use crate::support::program::{StdioSession, command};

async fn session(arguments: &[&str]) -> StdioSession {
    let mut program = command();
    program.args(["--sandbox", "--pace", "0"]).args(arguments);
    StdioSession::initialized(program, "2025-11-25").await
}

fn denied<'a>(envelope: &'a Value, says: &str) -> &'a str {
    let kind = (&envelope["success"], &envelope["error_kind"], &envelope["retryable"]);
    assert_eq!(kind, (&json!(false), &json!("denied_by_policy"), &json!(false)), "{envelope}");
    let words = envelope["error"].as_str().unwrap();
    assert!(words.contains(says), "no {says:?}: {words}");
    words
}

/// The ids of two campaigns, the second of which is active, and how many leads the first has.
async fn campaigns(session: &mut StdioSession) -> (Value, Value, u64) {
    let found = session.envelope("instantly_list_campaigns", json!({ "limit": 100 })).await;
    let campaigns = found["campaigns"].as_array().unwrap().clone();
    let figures = session.envelope("instantly_get_campaign_analytics", json!({})).await;
    let rows = figures.as_object().unwrap().values().find_map(Value::as_array).unwrap();
    let leads =
        |id: &Value| rows.iter().find(|row| row["campaign_id"] == *id).and_then(|row| row["leads_count"].as_u64());
    let (first, leads) = campaigns
        .iter()
        .filter_map(|campaign| Some((campaign["id"].clone(), leads(&campaign["id"])?)))
        .find(|(_, leads)| (10..100).contains(leads))
        .unwrap();
    let active = campaigns.iter().find(|campaign| campaign["status"] == 1 && campaign["id"] != first).unwrap();
    (first, active["id"].clone(), leads)
}

async fn leads_of(session: &mut StdioSession, campaign: &Value, many: usize) -> Vec<Value> {
    let found = session.envelope("instantly_list_leads", json!({ "campaign": campaign, "limit": many })).await;
    found["leads"].as_array().unwrap().clone()
}

fn ids(leads: &[Value]) -> Value {
    leads.iter().map(|lead| lead["id"].clone()).collect()
}

#[tokio::test]
async fn limits_count_what_a_call_takes_and_not_the_call() {
    let mut session = session(&["--limit", "delete=4/day,send=4/day,spend=50/day"]).await;
    let (from, into, count) = campaigns(&mut session).await;
    let leads = leads_of(&mut session, &from, 6).await;
    let email = session.envelope("instantly_list_emails", json!({ "limit": 1 })).await["emails"][0].clone();
    let many = |count: u64, limit: u64| format!("counts as {count}, {} too many", count - limit);
    let filters = json!({ "locations": { "include": [{ "country": "Germany" }] } });
    for (tool, inputs, says) in [
        ("instantly_delete_leads", json!({ "campaign_id": from, "all": true }), many(count, 4)),
        ("instantly_delete_leads", json!({ "campaign_id": from, "status": 1 }), many(count, 4)),
        ("instantly_delete_leads", json!({ "campaign_id": from, "limit": 7 }), many(7, 4)),
        ("instantly_delete_leads", json!({ "campaign_id": from, "ids": ids(&leads[..5]) }), many(5, 4)),
        ("instantly_delete_campaign", json!({ "campaign_id": from }), many(count, 4)),
        ("instantly_move_leads", json!({ "campaign": from, "all": true, "to_campaign_id": into }), many(count, 4)),
        ("instantly_move_leads", json!({ "campaign": from, "ids": ids(&leads), "to_campaign_id": into }), many(6, 4)),
        ("instantly_move_leads", json!({ "search": "a", "to_campaign_id": into }), "pass `limit` or `ids`".to_owned()),
        (
            "instantly_start_supersearch_import",
            json!({ "search_filters": filters, "list_name": "x", "limit": 100 }),
            many(100, 50),
        ),
        (
            "instantly_forward_email",
            json!({
                "eaccount": email["eaccount"], "reply_to_uuid": email["id"], "subject": "s", "body_text": "b",
                "to_address_email_list": "a@x.example.com,b@x.example.com,c@x.example.com",
                "cc_address_email_list": "d@x.example.com, e@x.example.com",
            }),
            many(5, 4),
        ),
        (
            "instantly_create_enrichment",
            json!({ "resource_id": from, "type": "email_verification" }),
            "pass `limit`".to_owned(),
        ),
    ] {
        let envelope = session.envelope(tool, inputs.clone()).await;
        let words = denied(&envelope, &says);
        assert!(envelope.get("retry_after_s").is_none() && !words.contains("room again"), "{tool} {inputs}: {words}");
    }
    // What fits is counted as what it is.
    let some = json!({ "campaign_id": from, "ids": ids(&leads[..3]) });
    assert_eq!(session.envelope("instantly_delete_leads", some).await["count"], 3);
    let more = session.envelope("instantly_delete_leads", json!({ "campaign_id": from, "limit": 2 })).await;
    assert!(more["error"].as_str().unwrap().contains("leaves room for 1, and this call counts as 2"), "{more}");
    assert_eq!(more["retryable"], true, "{more}");
}

#[tokio::test]
async fn a_limit_of_none_has_no_room_later() {
    let mut session = session(&["--limit", "create=0/day"]).await;
    let envelope = session.envelope("instantly_create_lead_list", json!({ "name": "x" })).await;
    let words = denied(&envelope, "allows no such call");
    assert!(!words.contains("room again"), "{words}");
}

#[tokio::test]
async fn rules_on_recipients_hold_for_those_whom_a_call_does_not_name() {
    // Of another session of the same sandbox's contents.
    let mut free = session(&[]).await;
    let (from, into, _) = campaigns(&mut free).await;
    let lead = leads_of(&mut free, &from, 1).await[0].clone();
    let address = lead["email"].as_str().unwrap().to_owned();
    let domain = format!("@{}", address.rsplit('@').next().unwrap());
    for rule in [["--deny-recipient", domain.as_str()], ["--allow-recipient", "@nobody.example.org"]] {
        let mut session = session(&rule).await;
        let (from, into) = (&from, &into);
        let hook = session.envelope("instantly_list_webhooks", json!({})).await["webhooks"][0].clone();
        let subsequence =
            session.envelope("instantly_list_subsequences", json!({ "parent_campaign": from })).await["subsequences"]
                [0]
            .clone();
        let is_allow = rule[0] == "--allow-recipient";
        let mut calls = vec![
            ("instantly_move_leads", json!({ "campaign": from, "ids": [lead["id"]], "to_campaign_id": into })),
            ("instantly_move_leads", json!({ "campaign": from, "search": address, "to_campaign_id": into })),
            ("instantly_move_leads", json!({ "campaign": from, "all": true, "to_campaign_id": into })),
            ("instantly_update_lead", json!({ "lead_id": lead["id"], "lt_interest_status": 1 })),
            ("instantly_activate_campaign", json!({ "campaign_id": from })),
            ("instantly_enable_warmup", json!({ "emails": ["maya.lindqvist@example.com"] })),
        ];
        if subsequence.is_object() {
            let inputs = json!({ "lead_id": lead["id"], "subsequence_id": subsequence["id"] });
            calls.push(("instantly_move_lead_to_subsequence", inputs));
        }
        if is_allow {
            for (tool, mut inputs) in [
                ("instantly_test_webhook", json!({})),
                ("instantly_resume_webhook", json!({})),
                ("instantly_update_webhook", json!({ "event_type": "reply_received" })),
            ] {
                inputs["webhook_id"] = hook["id"].clone();
                calls.push((tool, inputs));
            }
        }
        for (tool, inputs) in calls {
            let envelope = session.envelope(tool, inputs.clone()).await;
            let words = denied(&envelope, "");
            let is_rule = words.contains(rule[0]) || words.contains("restricts recipients");
            assert!(is_rule, "{tool} {inputs}: {words}");
        }
        // What mails nobody goes on.
        let name = json!({ "lead_id": lead["id"], "first_name": "Ada" });
        assert_eq!(session.envelope("instantly_update_lead", name).await["success"], true);
    }
    // Somebody whom the rule lets through.
    let mut session = session(&["--deny-recipient", "@nobody.example.org"]).await;
    let inputs = json!({ "campaign": from, "ids": [lead["id"]], "to_campaign_id": into });
    let moved = session.envelope("instantly_move_leads", inputs).await;
    assert_eq!(moved["success"], true, "{moved}");
}

/// What a person is asked about a call.
async fn preview(session: &mut StdioSession, tool: &str, inputs: Value) -> String {
    let asked = session.envelope(tool, inputs.clone()).await;
    assert_eq!(asked["error_kind"], "confirmation_required", "{tool} {inputs}: {asked}");
    asked["preview"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_person_who_is_to_agree_sees_what_will_happen() {
    let mut session = session(&["--confirm", "update,send,delete,create"]).await;
    let (from, into, count) = campaigns(&mut session).await;
    let leads = leads_of(&mut session, &from, 2).await;
    let found = session.envelope("instantly_list_campaigns", json!({ "limit": 100 })).await;
    let campaign =
        found["campaigns"].as_array().unwrap().iter().find(|campaign| campaign["id"] == from).unwrap().clone();
    let whole = session.envelope("instantly_get_campaign", json!({ "campaign_id": from })).await;
    let first = async |session: &mut StdioSession, tool: &str, rows: &str| {
        session.envelope(tool, json!({})).await[rows][0].clone()
    };
    let entry = first(&mut session, "instantly_list_block_list_entries", "block_list_entries").await;
    let tag = first(&mut session, "instantly_list_custom_tags", "custom_tags").await;
    let hook = first(&mut session, "instantly_list_webhooks", "webhooks").await;
    let email = first(&mut session, "instantly_list_emails", "emails").await;
    let text = |of: &Value, field: &str| of[field].as_str().unwrap_or_else(|| panic!("{field} in {of}")).to_owned();
    let (name, leads_there) = (text(&campaign, "name"), format!("leads that it takes, at most: {count}"));
    let limit = whole["campaign"]["daily_limit"].as_i64().map(|limit| format!("`daily_limit` is now {limit}"));
    for (tool, inputs, says) in [
        (
            "instantly_delete_leads",
            json!({ "campaign_id": from, "all": true }),
            vec![name.clone(), leads_there.clone()],
        ),
        (
            "instantly_move_leads",
            json!({ "campaign": from, "all": true, "to_campaign_id": into }),
            vec![name.clone(), leads_there.clone()],
        ),
        ("instantly_delete_campaign", json!({ "campaign_id": from }), vec![name.clone(), leads_there]),
        (
            "instantly_merge_leads",
            json!({ "lead_id": leads[0]["id"], "destination_lead_id": leads[1]["id"] }),
            vec![text(&leads[0], "email"), text(&leads[1], "email")],
        ),
        (
            "instantly_delete_block_list_entry",
            json!({ "block_list_entry_id": entry["id"] }),
            vec![text(&entry, "bl_value")],
        ),
        ("instantly_delete_custom_tag", json!({ "custom_tag_id": tag["id"] }), vec![text(&tag, "label")]),
        ("instantly_test_webhook", json!({ "webhook_id": hook["id"] }), vec![text(&hook, "target_hook_url")]),
        (
            "instantly_forward_email",
            json!({
                "eaccount": email["eaccount"], "reply_to_uuid": email["id"], "subject": "s", "body_text": "b",
                "to_address_email_list": "a@x.example.com",
            }),
            vec![text(&email, "subject"), text(&email, "from_address_email")],
        ),
        (
            "instantly_patch_campaign",
            json!({ "campaign_id": from, "daily_limit": 77, "email_list": ["nobody@example.com"] }),
            vec![name, "`email_list` is now [".to_owned(), limit.unwrap_or_default()],
        ),
    ] {
        let shown = preview(&mut session, tool, inputs).await;
        for words in says {
            assert!(shown.contains(&words), "{tool}: no {words:?} in {shown}");
        }
    }
}

/// A read that fails holds up nothing.
#[tokio::test]
async fn what_cannot_be_read_is_said_to_the_person() {
    let faults = "GET /leads/*=500*9;GET /campaigns/analytics=500*9";
    let mut session = session(&["--confirm", "delete", "--sandbox-fault", faults]).await;
    let found = session.envelope("instantly_list_campaigns", json!({ "limit": 1 })).await;
    let campaign = found["campaigns"][0]["id"].clone();
    let leads = leads_of(&mut session, &campaign, 2).await;
    let merge = json!({ "lead_id": leads[0]["id"], "destination_lead_id": leads[1]["id"] });
    let shown = preview(&mut session, "instantly_merge_leads", merge).await;
    assert!(shown.contains("could not be read"), "{shown}");
    let all = json!({ "campaign_id": campaign, "all": true });
    let shown = preview(&mut session, "instantly_delete_leads", all).await;
    assert!(shown.contains("How many leads it takes is not known"), "{shown}");
}
