//! Campaigns whole: made, read, changed, started and stopped; the texts of their mails; what their recipients did.

use serde_json::{Value, json};

use super::{WireCase, answered, json_body, no_body, refused_by_the_vendor};
use crate::support::{answers, wire::WireSession};

const STATES: [(&str, &str); 5] =
    [("start", "start"), ("pause", "pause"), ("resume", "resume"), ("complete", "complete"), ("archive", "archived")];

/// A flow with every kind of step.
fn flow() -> Value {
    json!({
        "entry": "mail",
        "steps": [
            { "_ref": "mail", "type": "email", "content_slots": 2, "subject": "Hello {{first_name}}", "next": "wait" },
            { "_ref": "wait", "type": "delay", "waiting_type": "days", "waiting_val": 3, "next": "opened" },
            { "_ref": "opened", "type": "trigger", "action": "open", "waiting_type": "hours", "waiting_val": 720, "yes": "skills", "no": "level" },
            { "_ref": "level", "type": "trigger", "action": "check_connection_level", "waiting_type": "minutes", "waiting_val": 1, "value": [1, 2], "yes": "end", "no": "mail_in" },
            { "_ref": "skills", "type": "linkedin", "action": "endorse_skills", "value": [3], "next": "end" },
            { "_ref": "mail_in", "type": "linkedin", "action": "in_mail", "subject": "Hi", "body": "<p>Hi</p>", "next": "sent" },
            { "_ref": "sent", "type": "trigger", "action": "linkedin_in_mail_sent", "waiting_type": "days", "waiting_val": 30, "yes": "end" },
            { "_ref": "end", "type": "goal", "goal_name": "Replied" },
        ],
    })
}

/// The same as the vendor takes it.
fn sent_flow() -> Value {
    let mut flow = flow();
    flow["steps"][4]["value"] = json!(3);
    flow
}

fn mail_flow() -> Value {
    json!({
        "entry": "mail",
        "steps": [
            { "_ref": "mail", "type": "email", "content_slots": 1, "next": "end" },
            { "_ref": "end", "type": "goal", "goal_name": "end" },
        ],
    })
}

fn whole() -> Value {
    json!({
        "title": "My top campaign", "priority": "high", "email_accounts": [649_079, 649_080], "linkedin_accounts": [31],
        "tracking": { "open": true, "link_click": false },
        "sending_settings": {
            "sending_priority": "first_email", "daily_sending_all": 10, "daily_sending_new_recipients": null,
            "skip_unverifiable": true, "skip_unverified": false, "skip_who_replied": true,
            "skip_company_domain_who_replied": false, "skip_recipients_without_variables_data": true,
            "skip_other_recipients_email_addresses": true, "skip_recipients_added_to_my_another_campaign": false,
            "skip_recipients_added_to_team_another_campaign": false, "one_click_unsubscribe": true,
            "delay_type": "random", "delay_from": 600, "delay_to": 900,
        },
        "recipients": { "list_id": 32, "black_list_id": 8 }, "schedule_id": 4,
        "start_campaign_at": "2027-03-25T09:00", "complete_campaign_at": "2027-03-28 06:00:00",
        "timezone": "America/New York", "complete_campaign_after_last_step": false, "archive_in_months": 3,
        "provider_matching": true,
        "deals": { "event": ["open", "reply"], "pipeline_id": 1_106_350, "stage_id": 10_001, "potential_value": 500, "currency": "EUR" },
        "sequence": flow(),
    })
}

/// The same as the vendor takes it.
fn sent_whole() -> Value {
    let mut body = whole();
    body["start_campaign_at"] = json!("2027-03-25 09:00:00");
    body["timezone"] = json!("America/New_York");
    body["sequence"] = sent_flow();
    // A new campaign has no limit that null could take away.
    body["sending_settings"].as_object_mut().unwrap().remove("daily_sending_new_recipients");
    body
}

/// A campaign of mails with what it must have.
fn fewest() -> Value {
    json!({
        "title": "Mails", "priority": "low", "email_accounts": [1], "tracking": {}, "sending_settings": {},
        "recipients": { "list_id": 32 }, "complete_campaign_after_last_step": true, "archive_in_months": 6,
        "provider_matching": false, "sequence": mail_flow(),
    })
}

/// A campaign on LinkedIn alone, which needs no mailbox.
fn on_linkedin() -> Value {
    json!({
        "title": "Visits", "priority": "low", "linkedin_accounts": [31], "recipients": { "list_id": 32 },
        "complete_campaign_after_last_step": true, "archive_in_months": 6,
        "sequence": { "entry": "a", "steps": [{ "_ref": "a", "type": "linkedin", "action": "visit" }] },
    })
}

pub fn cases() -> Vec<WireCase> {
    let content =
        json!({ "subject": "Hi", "body": "<p>Hi {{first_name}}</p>", "plain_text": false, "usage": "active" });
    let of_content = |more: Value| {
        let mut inputs = json!({ "campaign_id": 7, "step_id": "1773996379996", "content_id": 17_739_963_799_960_u64 });
        inputs.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        inputs
    };
    const CONTENT: &str = "/v2/campaigns/7/steps/1773996379996/content/17739963799960";
    let mut written = content.clone();
    written["content_id"] = json!(17_739_963_799_960_u64);
    let mut changed = whole();
    let mut sent_change = sent_whole();
    changed["campaign_id"] = json!(37_505);
    changed["replace_sequence"] = json!(true);
    sent_change["sending_settings"]["daily_sending_new_recipients"] = Value::Null;
    for of in [&mut changed, &mut sent_change] {
        of["schedule_id"] = Value::Null;
        of["recipients"]["black_list_id"] = Value::Null;
        of["sequence"]["steps"][0]["content"] =
            json!([{ "id": 17_739_963_799_960_u64, "plain_text": false, "usage": "active" }]);
    }
    let mut cases = vec![
        no_body("snov_get_campaign", json!({ "campaign_id": "37505" }), "GET", "/v2/campaigns/37505"),
        json_body("snov_create_campaign", whole(), "POST", "/v2/campaigns/create", sent_whole()),
        json_body("snov_create_campaign", fewest(), "POST", "/v2/campaigns/create", fewest()),
        json_body("snov_create_campaign", on_linkedin(), "POST", "/v2/campaigns/create", on_linkedin()),
        json_body("snov_update_campaign", changed, "PATCH", "/v2/campaigns/37505", sent_change),
        json_body(
            "snov_update_campaign",
            json!({ "campaign_id": 37_505, "title": "New" }),
            "PATCH",
            "/v2/campaigns/37505",
            json!({ "title": "New" }),
        ),
        no_body("snov_delete_campaign", json!({ "campaign_id": 37_505 }), "DELETE", "/v2/campaigns/37505"),
        no_body("snov_list_campaign_schedules", json!({}), "GET", "/v2/campaigns/schedules"),
        no_body("snov_get_step_content", of_content(json!({})), "GET", CONTENT),
        json_body(
            "snov_create_step_content",
            of_content(content.clone()),
            "POST",
            "/v2/campaigns/7/steps/1773996379996/content/create",
            written,
        ),
        json_body("snov_update_step_content", of_content(content.clone()), "PATCH", CONTENT, content),
        json_body(
            "snov_update_step_content",
            of_content(json!({ "usage": "pause" })),
            "PATCH",
            CONTENT,
            json!({ "usage": "pause" }),
        ),
        no_body("snov_delete_step_content", of_content(json!({})), "DELETE", CONTENT),
        no_body(
            "snov_check_campaign_recipients",
            json!({ "campaign_id": 7, "emails": ["a@example.com", "b+1@example.com", "A@example.com"] }),
            "GET",
            "/v2/campaigns/7/recipient?emails%5B%5D=a%40example.com&emails%5B%5D=b%2B1%40example.com",
        ),
        no_body(
            "snov_list_recipient_activity",
            json!({ "campaign_id": 7, "date_from": "2025-12-01", "date_to": "2026-01-01", "limit": 50, "offset": 100 }),
            "GET",
            "/v2/campaigns/7/recipients-activity?dateFrom=2025-12-01&dateTo=2026-01-01&limit=50&offset=100",
        ),
        no_body(
            "snov_list_recipient_activity",
            json!({ "campaign_id": 7, "date_from": "2025-12-01", "date_to": "2025-12-01" }),
            "GET",
            "/v2/campaigns/7/recipients-activity?dateFrom=2025-12-01&dateTo=2025-12-01",
        ),
        no_body(
            "snov_list_all_replies",
            json!({ "campaign_id": 7, "offset": 100 }),
            "GET",
            "/v2/campaigns/7/all-replies?offset=100",
        ),
        no_body("snov_list_all_replies", json!({ "campaign_id": 7 }), "GET", "/v2/campaigns/7/all-replies"),
    ];
    for (tool, action) in STATES {
        let tool: &'static str = match tool {
            "start" => "snov_start_campaign",
            "pause" => "snov_pause_campaign",
            "resume" => "snov_resume_campaign",
            "complete" => "snov_complete_campaign",
            _ => "snov_archive_campaign",
        };
        let inputs = json!({ "campaign_id": 37_505 });
        cases.push(json_body(tool, inputs, "POST", "/v2/campaigns/37505/action", json!({ "action": action })));
    }
    cases
}

/// The error of a call of create_campaign with these steps from the first.
async fn refused(wire: &mut WireSession, entry: &str, steps: Value) -> String {
    let mut inputs = whole();
    inputs["sequence"] = json!({ "entry": entry, "steps": steps });
    wire.invalid_input("snov_create_campaign", &inputs).await
}

#[tokio::test]
async fn a_flow_that_cannot_run_is_refused_and_each_place_named() {
    let mut wire = WireSession::snov().await;
    let goal = || json!({ "_ref": "end", "type": "goal", "goal_name": "end" });
    let mail = |more: Value| {
        let mut step = json!({ "_ref": "a", "type": "email", "content_slots": 1, "next": "end" });
        step.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        step
    };
    let trigger = |action: &str, more: Value| {
        let mut step = json!({ "_ref": "a", "type": "trigger", "action": action, "waiting_type": "days", "waiting_val": 1, "yes": "end" });
        step.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        step
    };
    let act = |action: &str, more: Value| {
        let mut step = json!({ "_ref": "a", "type": "linkedin", "action": action, "next": "end" });
        step.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        step
    };
    let delay = |unit: &str, value: u32| json!({ "_ref": "a", "type": "delay", "waiting_type": unit, "waiting_val": value, "next": "end" });
    for (entry, steps, words) in [
        ("b", json!([mail(json!({})), goal()]), "`sequence.entry` is `b`, which is the `_ref` of no step"),
        ("end", json!([mail(json!({})), goal()]), "must not be a goal"),
        ("a", json!([mail(json!({ "next": "x" })), goal()]), "`next`: `x`, which is the `_ref` of no step"),
        ("a", json!([mail(json!({})), mail(json!({})), goal()]), "has the `_ref` of another step"),
        ("a", json!([mail(json!({ "content_slots": null })), goal()]), "needs `content_slots`"),
        ("a", json!([mail(json!({ "content_slots": 16 })), goal()]), "content_slots` must be between 1 and 15"),
        ("a", json!([mail(json!({ "body": "Hi" })), goal()]), "snov_create_step_content"),
        ("a", json!([mail(json!({ "content": [{ "id": 1 }] })), goal()]), "which Snov.io makes"),
        ("a", json!([mail(json!({ "waiting_val": 3 })), goal()]), "has no `waiting_val`"),
        ("a", json!([mail(json!({})), { "_ref": "end", "type": "goal" }]), "needs `goal_name`"),
        (
            "a",
            json!([mail(json!({})), { "_ref": "end", "type": "goal", "goal_name": "x", "next": "a" }]),
            "last step of its branch",
        ),
        ("a", json!([delay("days", 31), goal()]), "waits for 31 days, and the most is 30"),
        ("a", json!([delay("hours", 721), goal()]), "the most is 720"),
        ("a", json!([delay("minutes", 43_201), goal()]), "must be between 1 and 43200"),
        ("a", json!([{ "_ref": "a", "type": "delay", "next": "end" }, goal()]), "needs `waiting_type`"),
        ("a", json!([trigger("visit", json!({})), goal()]), "whose actions are open, click, calendly"),
        ("a", json!([trigger("open", json!({ "yes": null })), goal()]), "needs `yes`, `no` or both"),
        ("a", json!([trigger("open", json!({ "next": "end" })), goal()]), "goes on with `yes` and `no`"),
        ("a", json!([trigger("check_connection_level", json!({})), goal()]), "one or two of 1, 2 and 3"),
        ("a", json!([trigger("check_connection_level", json!({ "value": [4] })), goal()]), "one or two of 1, 2 and 3"),
        ("a", json!([trigger("open", json!({ "value": [1] })), goal()]), "leave it out"),
        ("a", json!([act("open", json!({})), goal()]), "whose actions are visit, like"),
        ("a", json!([act("message", json!({ "body": "<p> </p>" })), goal()]), "needs `body`"),
        ("a", json!([act("in_mail", json!({ "body": "Hi" })), goal()]), "needs `subject`"),
        (
            "a",
            json!([act("in_mail", json!({ "body": "Hi", "subject": "Hi" })), goal()]),
            "a trigger with the action linkedin_in_mail_sent",
        ),
        (
            "a",
            json!([act("connected_on_linkedin", json!({})), goal()]),
            "a trigger with the action connected_on_linkedin",
        ),
        ("a", json!([act("endorse_skills", json!({})), goal()]), "one number from 1 to 5"),
        ("a", json!([act("endorse_skills", json!({ "value": [6] })), goal()]), "must be between 1 and 5"),
        (
            "a",
            json!([mail(json!({ "next": "b" })), { "_ref": "b", "type": "linkedin", "action": "like", "next": "a" }]),
            "goes in a circle",
        ),
    ] {
        let error = refused(&mut wire, entry, steps.clone()).await;
        assert!(error.contains(words), "{steps}: {error}");
    }
}

#[tokio::test]
async fn a_campaign_needs_what_its_steps_use() {
    let mut wire = WireSession::snov().await;
    for (field, value, words) in [
        ("email_accounts", Value::Null, "`email_accounts` is required, since the sequence has email steps"),
        ("email_accounts", json!([]), "`email_accounts` is required"),
        ("tracking", Value::Null, "`tracking` is required"),
        ("sending_settings", Value::Null, "`sending_settings` is required"),
        ("provider_matching", Value::Null, "`provider_matching` is required"),
        ("linkedin_accounts", Value::Null, "`linkedin_accounts` is required, since the sequence has linkedin steps"),
        ("email_accounts", json!([1, 1]), "two mailboxes"),
        ("archive_in_months", json!(4), "must be 1, 2, 3 or 6, got 4"),
        ("sending_settings", json!({ "delay_from": 900, "delay_to": 600 }), "must not be above `delay_to`"),
        ("start_campaign_at", json!("tomorrow"), "`start_campaign_at` must be a moment"),
        ("complete_campaign_at", json!("2027-03-25 09:00:00"), "must be after `start_campaign_at`"),
        ("timezone", json!("Mars/Olympus"), "`Mars/Olympus` is no IANA timezone"),
        ("deals", json!({ "event": [], "pipeline_id": 1, "stage_id": 1 }), "`deals.event` needs at least 1 item"),
        ("recipients", json!({ "black_list_id": 8 }), "`recipients.list_id` is required"),
        ("title", json!(" "), "`title` must not be empty"),
    ] {
        let mut inputs = whole();
        inputs[field] = value.clone();
        let error = wire.invalid_input("snov_create_campaign", &inputs).await;
        assert!(error.contains(words), "{field} {value}: {error}");
    }
    let answer: Value = serde_json::from_str(&answers::text("snov_create_campaign")).unwrap();
    let made = answered(&mut wire, "snov_create_campaign", &on_linkedin(), &answer).await;
    assert_eq!(made["success"], true, "{made}");
    assert_eq!(made.get("note"), None::<&Value>, "there are no mails to write: {made}");
}

#[tokio::test]
async fn a_new_campaign_says_which_texts_it_still_needs() {
    let mut wire = WireSession::snov().await;
    let answer: Value = serde_json::from_str(&answers::text("snov_create_campaign")).unwrap();
    let made = answered(&mut wire, "snov_create_campaign", &whole(), &answer).await;
    assert_eq!((&made["campaign"]["id"], &made["campaign"]["status"]), (&json!(37_505), &json!("new")), "{made}");
    let note = made["note"].as_str().unwrap();
    assert!(note.contains("write 2 with snov_create_step_content"), "{note}");
    let step = &made["campaign"]["sequence"]["steps"][0];
    assert_eq!(step["_ref"], "1773996379996", "{made}");
    assert_eq!(step["content"][0]["id"], 17_739_963_799_960_u64, "{made}");
    let mut inputs = fewest();
    inputs["title"] = json!("Other");
    let mut active = answer;
    active["data"]["status"] = json!("active");
    let made = answered(&mut wire, "snov_create_campaign", &inputs, &active).await;
    assert!(made["warnings"].to_string().contains("is no draft"), "{made}");
}

fn campaign(status: &str) -> Value {
    let mut answer: Value = serde_json::from_str(&answers::text("snov_get_campaign")).unwrap();
    answer["data"]["status"] = json!(status);
    answer
}

/// What becomes of a change of a campaign that is read first as this.
async fn changed(wire: &mut WireSession, before: &Value, inputs: Value) -> Value {
    wire.vendor.answer_first_reads_with(200, before);
    let mut inputs = inputs;
    inputs["campaign_id"] = json!(37_505);
    answered(wire, "snov_update_campaign", &inputs, before).await
}

#[tokio::test]
async fn a_new_flow_that_drops_steps_is_refused_unless_that_is_meant() {
    let mut wire = WireSession::snov().await;
    let before = campaign("paused");
    let mail = json!({
        "_ref": "1773996379996", "type": "email", "content_slots": 3, "content": [{ "id": 17_739_963_799_960_u64 }], "next": "new-end",
    });
    let flow = |first: &Value| json!({ "entry": "1773996379996", "steps": [first, { "_ref": "new-end", "type": "goal", "goal_name": "end" }] });
    let refused = changed(&mut wire, &before, json!({ "sequence": flow(&mail) })).await;
    let error = refused["error"].as_str().unwrap();
    assert!(error.contains("`1774364404811` (trigger)") && error.contains("`replace_sequence`: true"), "{refused}");
    assert!(!error.contains("1773996379996"), "{error}");
    let done = changed(&mut wire, &before, json!({ "sequence": flow(&mail), "replace_sequence": true })).await;
    assert_eq!(done["success"], true, "{done}");
    let warnings = done["warnings"].to_string();
    assert!(done["note"].as_str().unwrap().contains("replaces the whole flow"), "{done}");
    assert!(
        warnings.contains("deletes the steps `1774364404811` (trigger)")
            && warnings.contains("adds the steps `new-end`"),
        "{done}"
    );
    for (change, words) in [
        (json!({ "content": null }), "needs its `content`"),
        (
            json!({ "type": "delay", "waiting_type": "days", "waiting_val": 1, "content": null, "content_slots": null }),
            "is of type email and cannot become delay",
        ),
    ] {
        let mut first = mail.clone();
        first.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        first.as_object_mut().unwrap().retain(|_, value| !value.is_null());
        let refused = changed(&mut wire, &before, json!({ "sequence": flow(&first), "replace_sequence": true })).await;
        assert!(refused["error"].as_str().unwrap().contains(words), "{refused}");
    }
    let unknown = json!({ "entry": "5", "steps": [{ "_ref": "5", "type": "goal", "goal_name": "end" }, mail] });
    let mut unknown = unknown;
    unknown["entry"] = json!("1773996379996");
    unknown["steps"][1]["next"] = json!("5");
    let refused = changed(&mut wire, &before, json!({ "sequence": unknown, "replace_sequence": true })).await;
    assert!(
        refused["error"].as_str().unwrap().contains("`5` is a number and so means a step that exists"),
        "{refused}"
    );
}

#[tokio::test]
async fn what_is_locked_is_refused_once_a_campaign_has_started() {
    let mut wire = WireSession::snov().await;
    for (inputs, words) in [
        (json!({ "recipients": { "list_id": 5 } }), "`recipients` can be changed only while the campaign is new"),
        (
            json!({ "sending_settings": { "skip_unverified": true } }),
            "`sending_settings.skip_unverified` can be changed",
        ),
    ] {
        let refused = changed(&mut wire, &campaign("active"), inputs.clone()).await;
        assert!(refused["error"].as_str().unwrap().contains(words), "{refused}");
        assert_eq!(changed(&mut wire, &campaign("new"), inputs).await["success"], true);
    }
    let free = json!({ "deals": null, "sending_settings": { "daily_sending_all": null, "skip_who_replied": false } });
    let done = changed(&mut wire, &campaign("active"), free).await;
    assert_eq!(done["success"], true, "{done}");
    let sent = wire.vendor.requests().last().unwrap().json();
    assert_eq!(
        sent,
        json!({ "deals": null, "sending_settings": { "daily_sending_all": null, "skip_who_replied": false } })
    );
    for inputs in [json!({}), json!({ "replace_sequence": true })] {
        let mut inputs = inputs;
        inputs["campaign_id"] = json!(1);
        let error = wire.invalid_input("snov_update_campaign", &inputs).await;
        assert!(error.contains("nothing to change") || error.contains("only with `sequence`"), "{error}");
    }
    for null in [
        json!({ "title": null }),
        json!({ "start_campaign_at": null }),
        json!({ "sending_settings": { "skip_who_replied": null } }),
    ] {
        let mut inputs = null.clone();
        inputs["campaign_id"] = json!(1);
        let error = wire.invalid_input("snov_update_campaign", &inputs).await;
        assert!(error.contains("does not take null"), "{null}: {error}");
    }
}

#[tokio::test]
async fn a_change_of_state_says_which_status_the_campaign_has_now() {
    let mut wire = WireSession::snov().await;
    let inputs = json!({ "campaign_id": 37_505 });
    for (name, status) in [
        ("start", "active"),
        ("start", "scheduled"),
        ("pause", "paused"),
        ("resume", "Active"),
        ("complete", "complete"),
        ("archive", "archived"),
    ] {
        let tool = format!("snov_{name}_campaign");
        wire.vendor.answer_first_reads_with(200, campaign(status));
        let told = answered(&mut wire, &tool, &inputs, &json!({ "success": true })).await;
        let note = told["note"].as_str().unwrap_or_default();
        assert!(note.contains(&format!("`{}`", status.to_lowercase())), "{tool}: {told}");
    }
    wire.vendor.answer_first_reads_with(200, campaign("new"));
    let told = answered(&mut wire, "snov_start_campaign", &inputs, &json!({ "success": true })).await;
    assert!(told["warnings"].to_string().contains("the campaign's status is `new`"), "{told}");
    let mut empty = campaign("active");
    empty["data"]["email_accounts"] = json!([]);
    empty["data"]["sequence"]["steps"][0]["content"] = json!([]);
    wire.vendor.answer_first_reads_with(200, empty);
    let told = answered(&mut wire, "snov_start_campaign", &inputs, &json!({ "success": true })).await;
    let warnings = told["warnings"].to_string();
    assert!(warnings.contains("no mailbox to send them from") && warnings.contains("has no content"), "{told}");
}

#[tokio::test]
async fn a_refused_change_of_state_is_told_in_the_vendors_words() {
    let mut wire = WireSession::snov().await;
    let inputs = json!({ "campaign_id": 37_505 });
    let answer = json!({ "success": false, "errors": ["Campaign is already started"] });
    for (name, _) in STATES {
        let tool = format!("snov_{name}_campaign");
        refused_by_the_vendor(&mut wire, &tool, &inputs, &answer, "invalid_input", "already started").await;
    }
    refused_by_the_vendor(&mut wire, "snov_delete_campaign", &inputs, &answer, "invalid_input", "already started")
        .await;
}

#[tokio::test]
async fn a_text_that_is_blank_or_not_given_is_refused() {
    let mut wire = WireSession::snov().await;
    let place = json!({ "campaign_id": 1, "step_id": 2, "content_id": 3 });
    let error = wire.invalid_input("snov_update_step_content", &place).await;
    assert!(error.contains("nothing to change"), "{error}");
    let mut inputs = place;
    inputs["body"] = json!("<p>&nbsp;</p>");
    let error = wire.invalid_input("snov_update_step_content", &inputs).await;
    assert!(error.contains("`body` is blank"), "{error}");
    for (name, value) in [("subject", json!("Hi")), ("plain_text", json!(true)), ("usage", json!("active"))] {
        inputs[name] = value;
    }
    let error = wire.invalid_input("snov_create_step_content", &inputs).await;
    assert!(error.contains("`body` is blank"), "{error}");
    inputs["step_id"] = json!("new-1");
    let error = wire.invalid_input("snov_create_step_content", &inputs).await;
    assert!(error.contains("`step_id`") && error.contains("snov_get_campaign"), "{error}");
}

#[tokio::test]
async fn recipients_come_in_the_order_asked_and_those_not_answered_are_missing() {
    let mut wire = WireSession::snov().await;
    let answer = json!({ "data": [
        { "email": "jn@example.com", "exist": false, "status": null },
        { "email": "ADMIN@example.com", "exist": true, "status": "tocheck" },
    ] });
    let inputs = json!({ "campaign_id": 7, "emails": ["admin@example.com", "jn@example.com", "who@example.com"] });
    let told = answered(&mut wire, "snov_check_campaign_recipients", &inputs, &answer).await;
    assert_eq!(
        told,
        json!({
            "success": true, "missing": ["who@example.com"],
            "recipients": [
                { "email": "ADMIN@example.com", "exist": true, "status": "tocheck" },
                { "email": "jn@example.com", "exist": false },
            ],
        })
    );
    let many: Vec<String> = (0..101).map(|number| format!("a{number}@example.com")).collect();
    let error =
        wire.invalid_input("snov_check_campaign_recipients", &json!({ "campaign_id": 7, "emails": many })).await;
    assert!(error.contains("at most 100"), "{error}");
    let long = format!("{}@example.com", "a".repeat(60)) + "";
    let long = format!("{long}.{}", "b".repeat(40));
    let error =
        wire.invalid_input("snov_check_campaign_recipients", &json!({ "campaign_id": 7, "emails": [long] })).await;
    assert!(error.contains("`emails[0]`"), "{error}");
}

#[tokio::test]
async fn activity_goes_on_as_the_vendor_says_and_takes_a_month() {
    let mut wire = WireSession::snov().await;
    let inputs =
        |to: &str| json!({ "campaign_id": 7, "date_from": "2025-12-01", "date_to": to, "limit": 1, "max_items": 1 });
    let told = answered(
        &mut wire,
        "snov_list_recipient_activity",
        &inputs("2026-01-01"),
        &serde_json::from_str(&answers::text("snov_list_recipient_activity")).unwrap(),
    )
    .await;
    assert_eq!(
        (&told["activities"][0]["event_time"], &told["next_offset"]),
        (&json!("2025-12-15T10:58:52Z"), &json!(1)),
        "{told}"
    );
    let last = json!({ "data": [], "pagination": { "total": 0, "offset": 0, "limit": 1, "has_more": false } });
    let told = answered(&mut wire, "snov_list_recipient_activity", &inputs("2025-12-01"), &last).await;
    assert_eq!((&told["count"], told.get("next_offset")), (&json!(0), None), "{told}");
    for (to, words) in
        [("2026-01-02", "32 days after"), ("2025-11-30", "must not be after `date_to`"), ("soon", "`date_to`")]
    {
        let error = wire.invalid_input("snov_list_recipient_activity", &inputs(to)).await;
        assert!(error.contains(words), "{to}: {error}");
    }
}

#[tokio::test]
async fn replies_have_their_words_and_end_with_an_empty_page() {
    let mut wire = WireSession::snov().await;
    let inputs = json!({ "campaign_id": 7, "detail": "full", "max_items": 1 });
    let told = answered(
        &mut wire,
        "snov_list_all_replies",
        &inputs,
        &serde_json::from_str(&answers::text("snov_list_all_replies")).unwrap(),
    )
    .await;
    let row = &told["repliers"][0];
    assert_eq!(
        (&row["reply_type"], &row["received_at"], &row["replies"][0]["message"], &row["linkedin_profile"]),
        (
            &json!("email"),
            &json!("2026-04-29T10:09:42Z"),
            &json!("This is a reply"),
            &json!("https://www.linkedin.com/in/jane-doe")
        ),
        "{told}"
    );
    assert_eq!(told["next_offset"], 1, "{told}");
    let told = answered(&mut wire, "snov_list_all_replies", &inputs, &json!({ "data": [] })).await;
    assert_eq!((&told["count"], told.get("next_offset")), (&json!(0), None), "{told}");
}

/// All that a linkedin step can do and a trigger can wait for.
#[tokio::test]
async fn every_action_is_sent_where_it_belongs() {
    let mut wire = WireSession::snov().await;
    let goal = json!({ "_ref": "end", "type": "goal", "goal_name": "end" });
    let trigger = |action: &str| {
        let mut step = json!({ "_ref": "t", "type": "trigger", "action": action, "waiting_type": "days", "waiting_val": 1, "no": "end" });
        if action == "check_connection_level" {
            step["value"] = json!([3]);
        }
        step
    };
    let answer = answers::json("snov_create_campaign");
    for (action, follows) in [
        ("visit", "open"),
        ("like", "click"),
        ("follow", "calendly"),
        ("invite", "open"),
        ("message", "open"),
        ("in_mail", "linkedin_in_mail_sent"),
        ("connected_on_linkedin", "connected_on_linkedin"),
        ("check_connection_level", "check_connection_level"),
        ("endorse_skills", "open"),
    ] {
        let mut step = json!({ "_ref": "a", "type": "linkedin", "action": action, "next": "t" });
        match action {
            "invite" | "message" => step["body"] = json!("Hi"),
            "in_mail" => (step["body"], step["subject"]) = (json!("Hi"), json!("Hi")),
            "endorse_skills" => step["value"] = json!([5]),
            _ => {}
        }
        let mut inputs = on_linkedin();
        inputs["title"] = json!(action);
        inputs["sequence"] = json!({ "entry": "a", "steps": [step, trigger(follows), goal] });
        let made = answered(&mut wire, "snov_create_campaign", &inputs, &answer).await;
        assert_eq!(made["success"], true, "{action}: {made}");
        let sent = wire.vendor.requests().last().unwrap().json();
        assert_eq!(sent["sequence"]["steps"][0]["action"], action, "{sent}");
    }
}

#[tokio::test]
async fn a_step_that_nothing_leads_to_is_told() {
    let mut wire = WireSession::snov().await;
    let mut inputs = on_linkedin();
    inputs["sequence"]["steps"] = json!([
        { "_ref": "a", "type": "linkedin", "action": "visit" }, { "_ref": "b", "type": "goal", "goal_name": "end" },
    ]);
    let made = answered(&mut wire, "snov_create_campaign", &inputs, &answers::json("snov_create_campaign")).await;
    assert!(made["warnings"].to_string().contains("No step leads to `b`"), "{made}");
}
