//! `--sandbox`: the binary against the stateful stand-ins of the vendors, in workflows and with faults.

mod across;
mod across_generations;
mod composed;
mod enrol;
mod enrol_rows;
pub mod examples;
mod generations;
mod honest;
mod inbox;
mod inputs;
mod instantly;
mod jobs;
mod overloop;
mod overloop_campaigns;
mod overloop_states;
mod snov;
mod snov_credits;
mod snov_states;

use serde_json::{Value, json};

use self::examples::{Examples, reply_to};
use crate::support::{
    catalogue::{all_everywhere, names},
    http_client,
    program::{Serving, StdioSession, command, initialize, with_all_vendors},
    sandbox::{Seed, start_with},
    wire::is_of_echo,
};

async fn session(arguments: &[&str]) -> StdioSession {
    let mut program = command();
    program.arg("--sandbox").args(arguments);
    StdioSession::initialized(program, "2025-11-25").await
}

#[tokio::test]
async fn instantly_lists_campaigns_and_leads_work_together() {
    let mut session = session(&[]).await;
    let lead_list = session.envelope("instantly_create_lead_list", json!({ "name": "Autumn fair" })).await;
    assert_eq!(lead_list["success"], true, "{lead_list}");
    let found = session.envelope("instantly_list_lead_lists", json!({ "search": "Autumn" })).await;
    assert_eq!(found["lead_lists"][0]["id"], lead_list["id"], "{found}");

    let campaign = json!({
        "name": "Autumn",
        "campaign_schedule": { "schedules": [{
            "name": "Office hours", "timing": { "from": "9:00", "to": "17:00" },
            "days": { "1": true, "2": true }, "timezone": "America/New_York",
        }] },
        "sequences": [{ "steps": [{ "delay": 2, "variants": [{ "subject": "Hi {{firstName}}", "body": "<p>Hi</p>" }] }] }],
        "email_list": "[\"maya.lindqvist@example.com\"]",
        "daily_limit": "40",
    });
    let campaign = session.envelope("instantly_create_campaign", campaign).await;
    assert_eq!((campaign["success"].clone(), campaign["status"].clone()), (json!(true), json!(0)), "{campaign}");
    assert_eq!(campaign["campaign"]["campaign_schedule"]["schedules"][0]["timezone"], "America/Detroit");
    assert_eq!(campaign["campaign"]["daily_limit"], 40);
    let id = &campaign["id"];

    let lead = json!({
        "campaign": id, "email": "grace@example.org", "first_name": "Grace", "custom_variables": { "team": "Navy", "rank": 1 },
    });
    let lead = session.envelope("instantly_create_lead", lead).await;
    assert_eq!(
        (lead["success"].clone(), lead["email_address"].clone()),
        (json!(true), json!("grace@example.org")),
        "{lead}"
    );
    let read = session.envelope("instantly_get_lead", json!({ "lead_id": lead["id"] })).await;
    assert_eq!(read["lead"]["payload"]["team"], "Navy", "{read}");

    let patched =
        session.envelope("instantly_patch_campaign", json!({ "campaign_id": id, "name": "Autumn fair" })).await;
    assert_eq!((patched["name"].clone(), patched["id"].clone()), (json!("Autumn fair"), id.clone()), "{patched}");
    let started = session.envelope("instantly_activate_campaign", json!({ "campaign_id": id })).await;
    assert_eq!(started["status"], 1, "{started}");

    let interest = json!({ "lead_email": "grace@example.org", "interest_value": 1 });
    let interest = session.envelope("instantly_update_lead_interest_status", interest).await;
    assert!(interest["message"].as_str().unwrap().contains("submitted"), "{interest}");

    let deleted = json!({ "campaign_id": id, "ids": [lead["id"]] });
    assert_eq!(session.envelope("instantly_delete_leads", deleted).await, json!({ "success": true, "count": 1 }));
    let gone = session.envelope("instantly_get_lead", json!({ "lead_id": lead["id"] })).await;
    assert_eq!(gone["error_kind"], "not_found", "{gone}");
}

/// What an agent that works on its own meets: every answer says where it is not what was asked for.
#[tokio::test]
async fn answers_say_where_they_are_not_what_was_asked_for() {
    let mut session = session(&["--pace", "0"]).await;
    let all = session.envelope("instantly_list_campaigns", json!({ "limit": 100 })).await;
    let named = |name: &str| {
        let campaigns = all["campaigns"].as_array().unwrap().iter();
        campaigns.into_iter().find(|campaign| campaign["name"] == name).unwrap().clone()
    };
    let (draft, other) = (named("Untitled draft"), named("Agency owners UK"));

    let started = session.envelope("instantly_activate_campaign", json!({ "campaign_id": draft["id"] })).await;
    let warnings = started["warnings"].to_string();
    for words in ["status 3", "no mailboxes", "no leads"] {
        assert!(warnings.contains(words), "{started}");
    }

    let leads = json!({ "campaign": other["id"], "limit": 1 });
    let there = session.envelope("instantly_list_leads", leads).await["leads"][0].clone();
    let again = json!({ "campaign": draft["id"], "email": there["email"], "skip_if_in_workspace": true });
    let skipped = session.envelope("instantly_create_lead", again).await;
    assert_eq!((&skipped["success"], &skipped["created"]), (&json!(true), &json!(false)), "{skipped}");
    assert!(skipped["skipped"].as_str().unwrap().contains(other["id"].as_str().unwrap()), "{skipped}");
    let new = json!({ "campaign": draft["id"], "email": "new.lead@example.org", "skip_if_in_workspace": true });
    let created = session.envelope("instantly_create_lead", new).await;
    assert_eq!((&created["created"], created.get("skipped")), (&json!(true), None), "{created}");

    let steps = json!([{ "steps": [{ "delay": 1, "variants": [{ "subject": "s", "body": "b" }] }] }]);
    let patch = json!({ "campaign_id": other["id"], "sequences": steps });
    let refused = session.envelope("instantly_patch_campaign", patch).await;
    assert!(refused["error"].as_str().unwrap().contains("has 3, and 1"), "{refused}");

    let emails = session.envelope("instantly_list_emails", json!({ "limit": 100 })).await;
    let own = emails["emails"].as_array().unwrap().iter().find(|email| email["ue_type"] == 1).unwrap();
    let refused = session.envelope("instantly_reply_to_email", reply_to(own)).await;
    assert!(refused["error"].as_str().unwrap().contains("yourself"), "{refused}");

    let person = json!({ "email": "twice@example.org", "return_existing": true });
    for (number, is_existing) in [(1, false), (2, true)] {
        // Vendors tell the time to the second: what is younger cannot be told from new.
        tokio::time::sleep(std::time::Duration::from_secs(2 * (number - 1))).await;
        // The key lets the same call through.
        let mut inputs = person.clone();
        inputs["idempotency_key"] = json!(format!("call {number}"));
        let prospect = session.envelope("overloop_create_prospect", inputs).await;
        assert_eq!(prospect["success"], true, "{prospect}");
        let existing = prospect.get("existing").and_then(Value::as_bool);
        assert!(existing.is_none_or(|existing| existing == is_existing), "{number}: {prospect}");
    }

    let past = session.envelope("overloop_list_prospects", json!({ "page": 999 })).await;
    assert!(past["note"].as_str().unwrap().contains("`page`"), "{past}");
    let covered = session.envelope("snov_get_campaign_analytics", json!({})).await;
    assert!(covered["note"].as_str().unwrap().contains("The account has"), "{covered}");
}

/// A received email, and how many emails its thread has.
async fn received(session: &mut StdioSession) -> (Value, u64) {
    let emails = session.envelope("instantly_list_emails", json!({ "limit": 100 })).await;
    let received = emails["emails"].as_array().unwrap().iter().find(|email| email["ue_type"] == 2).unwrap().clone();
    let count = thread(session, &received).await["count"].as_u64().unwrap();
    (received, count)
}

async fn thread(session: &mut StdioSession, email: &Value) -> Value {
    let search = format!("thread:{}", email["thread_id"].as_str().unwrap());
    session.envelope("instantly_list_emails", json!({ "search": search, "limit": 100 })).await
}

#[tokio::test]
async fn a_reply_appears_in_its_thread() {
    let mut session = session(&[]).await;
    let (email, before) = received(&mut session).await;
    let sent = session.envelope("instantly_reply_to_email", reply_to(&email)).await;
    assert_eq!(sent["success"], true, "{sent}");
    assert_eq!(sent["thread_id"], email["thread_id"]);
    let after = thread(&mut session, &email).await;
    assert_eq!(after["count"].as_u64().unwrap(), before + 1);
    assert!(after["emails"].as_array().unwrap().iter().any(|email| email["id"] == sent["id"]));
}

#[tokio::test]
async fn a_reply_without_an_answer_is_unknown_and_sent_once() {
    for fault in ["drop", "late:500", "late:502", "late:503", "late:504"] {
        let mut session = session(&["--pace", "0", "--sandbox-fault", &format!("POST /emails/reply={fault}")]).await;
        let (email, before) = received(&mut session).await;
        let sent = session.envelope("instantly_reply_to_email", reply_to(&email)).await;
        assert_eq!(sent["error_kind"], "outcome_unknown", "{fault}: {sent}");
        assert_eq!(sent["retryable"], false);
        assert!(sent["error"].as_str().unwrap().contains("instantly_list_emails"), "{sent}");
        assert_eq!(thread(&mut session, &email).await["count"].as_u64().unwrap(), before + 1, "{fault}: sent once");
    }
}

#[tokio::test]
async fn a_reply_refused_with_429_is_retried_and_sent_once() {
    let mut session = session(&["--pace", "0", "--sandbox-fault", "POST /emails/reply=429:0*2"]).await;
    let (email, before) = received(&mut session).await;
    let sent = session.envelope("instantly_reply_to_email", reply_to(&email)).await;
    assert_eq!(sent["success"], true, "{sent}");
    assert_eq!(thread(&mut session, &email).await["count"].as_u64().unwrap(), before + 1);
}

#[tokio::test]
async fn a_list_is_read_to_its_last_page() {
    let mut session = session(&[]).await;
    let mut ids = std::collections::HashSet::new();
    let mut cursor = Value::Null;
    loop {
        let page = session.envelope("instantly_list_leads", json!({ "limit": 100, "starting_after": cursor })).await;
        let leads = page["leads"].as_array().unwrap();
        assert_eq!(page["count"].as_u64().unwrap() as usize, leads.len());
        for lead in leads {
            assert!(ids.insert(lead["id"].as_str().unwrap().to_owned()), "a lead twice");
        }
        match page.get("next_starting_after") {
            Some(next) if !leads.is_empty() => cursor = next.clone(),
            _ => break,
        }
    }
    assert!(ids.len() > 300, "{}", ids.len());
}

#[tokio::test]
async fn every_tool_answers_as_its_output_schema_says() {
    let sandbox = start_with(([127, 0, 0, 1], 0).into(), Vec::new(), Seed::default()).await.unwrap();
    let account = async |number: usize| {
        let mut program = with_all_vendors(&sandbox.base_url());
        program.env("SNOV_CLIENT_ID", format!("client-{number}"));
        program.args(["--pace", "0", "--toolsets", "all"]);
        StdioSession::initialized(program, "2025-11-25").await
    };
    let mut session = account(0).await;
    let tools = session.request("tools/list", json!({})).await["result"]["tools"].clone();
    let mut examples = Examples::of(&mut session).await;
    assert_eq!(names(&json!({ "tools": tools })), all_everywhere(), "every action is called");
    for (number, tool) in tools.as_array().unwrap().iter().enumerate() {
        // The sandbox's Snov.io takes 60 calls a minute of an account.
        if number % 20 == 0 {
            session = account(number + 1).await;
        }
        let name = tool["name"].as_str().unwrap();
        for (arguments, success) in [(examples.inputs(name), true), (json!({ "no_such_input": 1 }), false)] {
            let mut envelope = session.envelope(name, arguments).await;
            if envelope["error_kind"] == "rate_limited" {
                // Snov.io can be called 60 times a minute; another sandbox has counted none.
                session = self::session(&["--pace", "0", "--toolsets", "all"]).await;
                examples = Examples::of(&mut session).await;
                envelope = session.envelope(name, examples.inputs(name)).await;
            }
            assert_eq!(envelope["success"], success, "{name}: {envelope}");
            if let Err(error) = jsonschema::validate(&tool["outputSchema"], &envelope) {
                panic!("{name}: {error} in {envelope}");
            }
            let mut warnings = envelope["warnings"].as_array().into_iter().flatten();
            let is_echo = warnings.all(|warning| !is_of_echo(warning.as_str().unwrap()));
            assert!(is_echo, "{name}: what the sandbox repeats is what was sent: {envelope}");
        }
    }
}

#[tokio::test]
async fn http_and_sse_clients_share_one_sandbox() {
    let mut program = command();
    program.arg("--sandbox");
    let serving = Serving::start(program, &[]).await;
    let client = http_client();
    let post = |body: Value| {
        client
            .post(serving.url("/mcp"))
            .header("accept", "application/json, text/event-stream")
            .header("content-type", "application/json")
            .body(body.to_string())
    };
    let init = json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": initialize("2025-06-18") });
    let response = post(init).send().await.unwrap();
    let session = response.headers()["mcp-session-id"].clone();
    let params = json!({ "name": "instantly_create_lead_list", "arguments": { "name": "Shared by all sessions" } });
    let call = json!({ "jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": params });
    let answer = post(call).header("mcp-session-id", session).send().await.unwrap().text().await.unwrap();
    assert!(answer.contains(r#""success":true"#), "{answer}");

    let mut sse = crate::mcp::sse::Session::open(&serving).await;
    sse.request(1, "initialize", initialize("2024-11-05")).await;
    let params = json!({ "name": "instantly_list_lead_lists", "arguments": { "search": "Shared by all" } });
    let found = sse.request(2, "tools/call", params).await;
    assert_eq!(found["result"]["structuredContent"]["count"], 1, "{found}");
}

#[tokio::test]
async fn an_unknown_sandbox_fault_is_refused() {
    let mut program = command();
    program.args(["--sandbox", "--sandbox-fault", "POST /emails/reply=explode", "tools"]);
    let output = crate::support::program::run(program).await;
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("drop"), "the error lists the faults");
}

/// The entries of Instantly's block list for exactly this value.
async fn entries_of(session: &mut StdioSession, value: &str) -> Vec<Value> {
    let found = session.envelope("instantly_list_block_list_entries", json!({ "search": value, "limit": 100 })).await;
    let entries = found["block_list_entries"].as_array().unwrap().iter();
    entries.filter(|entry| entry["bl_value"] == value).cloned().collect()
}

#[tokio::test]
async fn what_is_blocked_is_not_blocked_twice() {
    const ONE: &str = "instantly_create_block_list_entry";
    const MANY: &str = "instantly_add_block_list_entries";
    // At once in three processes, and after lost answers.
    let faults = ["--sandbox-fault", "POST /block-lists-entries=drop*1;POST /block-lists-entries/bulk-create=drop*1"];
    let mut session = session(&[&["--pace", "0"], &faults[..]].concat()).await;
    for (tool, inputs, values) in [
        (ONE, json!({ "bl_value": "q.example.com" }), vec!["q.example.com"]),
        (
            MANY,
            json!({ "bl_values": ["r.example.com", "R.example.com", "s.example.com"] }),
            vec!["r.example.com", "s.example.com"],
        ),
    ] {
        assert_eq!(session.envelope(tool, inputs.clone()).await["error_kind"], "outcome_unknown", "{tool}");
        for _ in 0..3 {
            session.begin_call(tool, inputs.clone()).await;
        }
        for envelope in session.envelopes(3).await {
            let is_there = envelope["created"] == false && envelope["skipped"].as_str().unwrap().contains("already");
            assert!(envelope["success"] == true && is_there, "{tool}: {envelope}");
        }
        for value in values {
            assert_eq!(entries_of(&mut session, value).await.len(), 1, "{value}");
        }
    }
    for at in 0..4 {
        session.begin_call(ONE, json!({ "bl_value": format!("{}.example.com", ["p", "P"][at % 2]) })).await;
    }
    let created = session.envelopes(4).await.iter().filter(|envelope| envelope["created"] == true).count();
    assert_eq!((created, entries_of(&mut session, "p.example.com").await.len()), (1, 1));

    // A second entry, as the app makes one, goes on blocking.
    let both = json!({ "bl_values": ["jane@t.example.com", "t.example.com"] });
    assert_eq!(session.envelope(MANY, both).await["success"], true);
    let id = entries_of(&mut session, "jane@t.example.com").await[0]["id"].clone();
    let freed = session.envelope("instantly_delete_block_list_entry", json!({ "block_list_entry_id": id })).await;
    assert!(freed["warnings"].to_string().contains("still blocked"), "{freed}");
    let id = entries_of(&mut session, "t.example.com").await[0]["id"].clone();
    let freed = session.envelope("instantly_delete_block_list_entry", json!({ "block_list_entry_id": id })).await;
    assert_eq!((&freed["success"], freed.get("warnings")), (&json!(true), None), "{freed}");
    let again = session.envelope(ONE, json!({ "bl_value": "t.example.com" })).await;
    assert_eq!(again["created"], true, "{again}");
}
