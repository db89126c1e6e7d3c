//! `resolve_outcome`: looks up at the vendor whether a call without an answer was carried out, and settles its entry.

mod absence;
mod every_lookup;

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::process::Command;

use crate::support::{
    journal::{age_entries, column_of},
    mock_vendor::{MockVendor, reply},
    program::{StdioSession, call, command, listed_tools, output, with_account, with_all_vendors},
};

/// A journal in a file of its own.
fn journal() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.db");
    (folder, path)
}

/// The command with this journal, the default duplicate window and no pacing.
fn with_journal(mut program: Command, journal: &Path) -> Command {
    program.env("OUTREACH_STORE", journal).env("OUTREACH_DUPLICATE_WINDOW", "15m").env("OUTREACH_PACE", "0");
    program
}

async fn sandbox_with_fault(fault: &str, journal: &Path) -> StdioSession {
    let mut program = with_journal(command(), journal);
    program.args(["--sandbox", "--sandbox-fault", fault]);
    StdioSession::initialized(program, "2025-11-25").await
}

/// The entry id that a `duplicate` error names.
fn entry_in_error(failure: &Value) -> String {
    assert_eq!(failure["error_kind"], "duplicate", "{failure}");
    let words = failure["error"].as_str().unwrap();
    let after = words.split_once("`resolve_outcome` with `entry` `").unwrap_or_else(|| panic!("{words}")).1;
    after.split('`').next().unwrap().to_owned()
}

/// A received mail, and the inputs of a reply to it.
async fn received_email_and_reply(session: &mut StdioSession) -> (Value, Value) {
    let emails = session.envelope("instantly_list_emails", json!({ "limit": 100 })).await;
    let email = emails["emails"].as_array().unwrap().iter().find(|email| email["ue_type"] == 2).unwrap().clone();
    let reply = json!({
        "eaccount": email["eaccount"], "reply_to_uuid": email["id"], "subject": "Re: hello", "body_html": "Thanks.<br/>Maya",
    });
    (email, reply)
}

async fn emails_in_thread(session: &mut StdioSession, email: &Value) -> u64 {
    let search = format!("thread:{}", email["thread_id"].as_str().unwrap());
    session.envelope("instantly_list_emails", json!({ "search": search, "limit": 100 })).await["count"]
        .as_u64()
        .unwrap()
}

#[tokio::test]
async fn a_reply_that_was_sent_is_found_and_not_sent_again() {
    let (_folder, journal) = journal();
    let mut session = sandbox_with_fault("POST /emails/reply=drop*1", &journal).await;
    let (email, reply) = received_email_and_reply(&mut session).await;
    let before = emails_in_thread(&mut session, &email).await;
    assert_eq!(session.envelope("instantly_reply_to_email", reply.clone()).await["error_kind"], "outcome_unknown");
    let entry = entry_in_error(&session.envelope("instantly_reply_to_email", reply.clone()).await);

    let looked = session.envelope("resolve_outcome", json!({ "entry": entry })).await;
    let tools = session.request("tools/list", json!({})).await["result"]["tools"].clone();
    let tool = tools.as_array().unwrap().iter().find(|tool| tool["name"] == "resolve_outcome").unwrap();
    jsonschema::validate(&tool["outputSchema"], &looked).unwrap();
    let result = &looked["results"][0];
    assert_eq!((&looked["success"], &looked["count"]), (&json!(true), &json!(1)), "{looked}");
    assert_eq!((&result["entry"], &result["outcome"]), (&json!(entry), &json!("ok")), "{looked}");
    assert_eq!(result["tool"], "instantly_reply_to_email");
    let id = result["vendor_ref"].as_str().unwrap();
    let emails = session.envelope("instantly_list_emails", json!({ "limit": 5 })).await;
    assert!(emails["emails"].as_array().unwrap().iter().any(|email| email["id"] == id), "it is the mail's: {id}");

    let again = session.envelope("instantly_reply_to_email", reply.clone()).await;
    assert_eq!(again["error_kind"], "duplicate", "{again}");
    let words = again["error"].as_str().unwrap();
    assert!(words.contains("was carried out") && words.contains(id), "{words}");
    assert_eq!(emails_in_thread(&mut session, &email).await, before + 1, "it was sent once");
    // Looking it up again gives the same, and no unknown entry is left.
    let again = session.envelope("resolve_outcome", json!({ "entry": entry })).await;
    assert_eq!(again, looked);
    let rest = session.envelope("resolve_outcome", json!({})).await;
    assert_eq!(rest, json!({ "success": true, "results": [], "count": 0 }));
}

/// What the journal shows of a call that was unknown at first.
#[tokio::test]
async fn a_call_that_was_found_shows_the_vendors_id_and_no_error() {
    let (_folder, journal) = journal();
    let mut session = sandbox_with_fault("POST /lead-lists=drop*1", &journal).await;
    let made = session.envelope("instantly_create_lead_list", json!({ "name": "Fair" })).await;
    assert_eq!(made["error_kind"], "outcome_unknown", "{made}");
    let row = async || {
        let (text, _, _) = output(with_journal(command(), &journal), &["journal", "list"]).await;
        serde_json::from_str::<Value>(text.lines().next().unwrap()).unwrap()
    };
    let unknown = row().await;
    let error = unknown["error"].as_str().expect("why it is unknown").to_owned();
    let looked = session.envelope("resolve_outcome", json!({})).await;
    let found = row().await;
    assert_eq!((&found["id"], &found["outcome"]), (&unknown["id"], &json!("ok")));
    assert_eq!(found["vendor_ref"], looked["results"][0]["vendor_ref"], "{found}");
    assert_eq!((&found["error"], &found["earlier_error"]), (&Value::Null, &json!(error)), "{found}");
    assert!(found["resolved_at"].as_str() > found["at"].as_str(), "{found}");
}

#[tokio::test]
async fn every_vendors_created_record_is_found_and_an_absent_one_fails_after_ten_minutes() {
    let table = [
        ("POST /lead-lists", "instantly_create_lead_list", json!({ "name": "Fair, autumn" })),
        ("POST /leads", "instantly_create_lead", json!({ "email": "new@example.org", "first_name": "New" })),
        (
            "POST /lead-labels",
            "instantly_create_lead_label",
            json!({ "label": "Asked for a demo", "interest_status_label": "positive" }),
        ),
        (
            "POST /webhooks",
            "instantly_create_webhook",
            json!({ "target_hook_url": "https://hook.example/x", "event_type": "reply_received", "headers": { "X-Key": "k" } }),
        ),
        (
            "POST /supersearch-enrichment/enrich-leads-from-supersearch",
            "instantly_start_supersearch_import",
            json!({ "search_filters": { "title": { "include": ["CEO"] } }, "limit": 2, "list_name": "CEOs, autumn" }),
        ),
        (
            "POST /inbox-placement-tests",
            "instantly_create_inbox_placement_test",
            json!({
                "name": "Before the fair", "type": 1, "sending_method": 1, "email_subject": "A question", "email_body": "Hello",
                "emails": ["maya@example.com"],
            }),
        ),
        ("POST /lists", "overloop_create_list", json!({ "name": "Fair", "list_type": "prospects" })),
        ("POST /prospects", "overloop_create_prospect", json!({ "email": "new@example.org" })),
        ("POST /organizations", "overloop_create_organization", json!({ "name": "Fair: the firm" })),
        (
            "POST /exclusion_list_items",
            "overloop_create_exclusion_list_item",
            json!({ "value": "never.example", "item_type": "domain" }),
        ),
        ("POST /campaigns", "overloop_create_campaign", json!({ "name": "Autumn", "timezone": "Etc/UTC" })),
        ("POST /campaigns/*", "overloop_create_campaign_step", json!({ "campaign_id": "3", "type": "search_email" })),
        ("POST /campaigns/*", "overloop_enroll_prospect", json!({ "campaign_id": "3", "prospect_id": "7" })),
        ("POST /campaigns/*", "overloop_enroll_prospects", json!({ "campaign_id": "3", "prospect_ids": ["7", "8"] })),
        (
            "POST /sourcings",
            "overloop_create_sourcing",
            json!({ "name": "CTOs", "search_criteria": { "job_titles": ["CTO"] }, "sourcing_limit": 5 }),
        ),
        ("POST /v1/lists", "snov_create_list", json!({ "name": "Fair" })),
        (
            "POST /v2/webhooks",
            "snov_create_webhook",
            json!({ "event_object": "campaign_email", "event_action": "sent", "endpoint_url": "https://hook.example/x" }),
        ),
        (
            "POST /v2/campaigns/create",
            "snov_create_campaign",
            json!({
                "title": "Fair, autumn", "priority": "low", "linkedin_accounts": [31], "recipients": { "list_id": 7_100_001 },
                "complete_campaign_after_last_step": true, "archive_in_months": 6,
                "sequence": { "entry": "1", "steps": [{ "_ref": "1", "type": "linkedin", "action": "visit" }] },
            }),
        ),
    ];
    for (request, tool, inputs) in table {
        for (fault, expected) in [("drop", "ok"), ("refuse", "failed")] {
            let (_folder, journal) = journal();
            let mut session = sandbox_with_fault(&format!("{request}={fault}*1"), &journal).await;
            let made = session.envelope(tool, inputs.clone()).await;
            assert_eq!(made["error_kind"], "outcome_unknown", "{tool} {fault}: {made}");
            let mut expected = expected;
            if fault == "refuse" {
                age_entries(&journal).await;
                // The absence of what can send proves nothing.
                if ["send", "spend"].contains(&column_of(&journal, "effect").await[0].as_str()) {
                    expected = "unknown";
                }
            }
            let looked = session.envelope("resolve_outcome", json!({})).await;
            let result = &looked["results"][0];
            assert_eq!((&result["outcome"], &result["tool"]), (&json!(expected), &json!(tool)), "{fault}: {looked}");
            assert_eq!(result["vendor_ref"].is_string(), expected == "ok", "{tool}: {looked}");
        }
    }
}

#[tokio::test]
async fn a_listed_prospect_and_a_running_campaign_settle_their_calls_as_ok() {
    let (_folder, journal) = journal();
    let mut session =
        sandbox_with_fault("POST /v1/add-prospect-to-list=drop*1;POST /campaigns/*=drop*1", &journal).await;
    let lists = session.envelope("snov_list_lists", json!({})).await;
    let list = lists["lists"].as_array().unwrap().iter().find(|list| list["is_deleted"] != true).unwrap()["id"].clone();
    let adding = json!({ "email": "new@example.org", "full_name": "New One", "list_id": list });
    assert_eq!(session.envelope("snov_add_prospect_to_list", adding).await["error_kind"], "outcome_unknown");
    let drafts = session.envelope("instantly_list_campaigns", json!({ "status": 2 })).await;
    let campaign = drafts["campaigns"][0]["id"].clone();
    let starting = json!({ "campaign_id": campaign });
    let started = session.envelope("instantly_activate_campaign", starting).await;
    assert_eq!(started["error_kind"], "outcome_unknown", "{started}");
    let looked = session.envelope("resolve_outcome", json!({})).await;
    assert_eq!(looked["count"], 2, "{looked}");
    assert!(looked["results"].as_array().unwrap().iter().all(|result| result["outcome"] == "ok"), "{looked}");
    assert_eq!(looked["results"][0]["vendor_ref"], campaign, "the latest comes first");
}

/// Makes a call whose outcome is unknown.
async fn make_unknown_call(vendor: &MockVendor, journal: &Path, tool: &str, inputs: Value) {
    vendor.answer_next(|| reply(500, "application/json", "{}"));
    let (made, _) = call(with_journal(with_account(&vendor.url()), journal), tool, inputs).await;
    assert_eq!(made["error_kind"], "outcome_unknown", "{made}");
}

/// Calls `resolve_outcome` from the command line.
async fn resolve_outcome(vendor: &MockVendor, journal: &Path) -> Value {
    let (looked, code) = call(with_journal(with_account(&vendor.url()), journal), "resolve_outcome", json!({})).await;
    assert_eq!(code, 0, "{looked}");
    looked
}

#[tokio::test]
async fn only_a_complete_look_up_settles_a_call_as_failed() {
    let (_folder, journal) = journal();
    let vendor = MockVendor::start().await;
    make_unknown_call(&vendor, &journal, "create_lead_list", json!({ "name": "Fair" })).await;
    age_entries(&journal).await;
    let outcome = |looked: &Value| looked["results"][0]["outcome"].as_str().unwrap().to_owned();

    // A list with a further page could hold it there.
    vendor.answer_with(200, json!({ "items": [{ "id": "x", "name": "Other" }], "next_starting_after": "more" }));
    let looked = resolve_outcome(&vendor, &journal).await;
    assert_eq!(outcome(&looked), "unknown", "{looked}");
    assert!(looked["results"][0]["message"].as_str().unwrap().contains("instantly_list_lead_lists"), "{looked}");
    let asked: Vec<String> =
        vendor.requests().iter().skip(1).map(|seen| format!("{} {}", seen.method, seen.target)).collect();
    assert!(
        asked.len() > 1 && asked.iter().all(|asked| asked.starts_with("GET ") && asked.contains("search=Fair")),
        "{asked:?}"
    );
    assert!(asked[1].contains("starting_after=more"), "{asked:?}");

    // A refused look-up shows nothing.
    vendor.answer_with(401, json!({ "message": "Unauthorized" }));
    let looked = resolve_outcome(&vendor, &journal).await;
    assert_eq!(outcome(&looked), "unknown", "{looked}");
    assert!(looked["results"][0]["message"].as_str().unwrap().contains("could not be looked up"), "{looked}");

    // A record of that name without a creation time.
    vendor.answer_with(200, json!({ "items": [{ "id": "x", "name": "Fair" }] }));
    assert_eq!(outcome(&resolve_outcome(&vendor, &journal).await), "unknown");

    vendor.answer_with(200, json!({ "items": [{ "id": "x", "name": "Other" }] }));
    assert_eq!(outcome(&resolve_outcome(&vendor, &journal).await), "failed");
}

#[tokio::test]
async fn a_record_of_another_call_does_not_settle_this_one() {
    let (_folder, journal) = journal();
    let vendor = MockVendor::start().await;
    let list = json!({ "id": "first", "name": "Fair", "timestamp_created": "2999-01-01T00:00:00Z" });
    let made = list.to_string();
    vendor.answer_next(move || reply(200, "application/json", made));
    let (first, _) =
        call(with_journal(with_account(&vendor.url()), &journal), "create_lead_list", json!({ "name": "Fair" })).await;
    assert_eq!(first["id"], "first", "{first}");
    make_unknown_call(
        &vendor,
        &journal,
        "create_lead_list",
        json!({ "name": "Fair", "idempotency_key": "a second one" }),
    )
    .await;
    age_entries(&journal).await;
    vendor.answer_with(200, json!({ "items": [list] }));
    let looked = resolve_outcome(&vendor, &journal).await;
    assert_eq!(looked["results"][0]["outcome"], "failed", "{looked}");
}

#[tokio::test]
async fn an_outcome_that_cannot_be_looked_up_says_where_a_person_can_look() {
    let vendor = MockVendor::start().await;
    for (hashed, tool, inputs, words) in [
        (false, "patch_campaign", json!({ "campaign_id": crate::vendors::ID, "name": "n" }), "instantly_get_campaign"),
        (false, "create_lead", json!({ "first_name": "Ada" }), "instantly_list_leads"),
        (true, "create_lead_list", json!({ "name": "Fair" }), "keeps no arguments"),
    ] {
        let (_folder, journal) = journal();
        vendor.answer_next(|| reply(500, "application/json", "{}"));
        let mut program = with_journal(with_account(&vendor.url()), &journal);
        program.args(["--journal-arguments", if hashed { "hash" } else { "full" }]);
        assert_eq!(call(program, tool, inputs).await.0["error_kind"], "outcome_unknown");
        age_entries(&journal).await;
        let before = vendor.requests().len();
        let looked = resolve_outcome(&vendor, &journal).await;
        let result = &looked["results"][0];
        assert_eq!((&result["outcome"], result.get("retry_after_s")), (&json!("unknown"), None), "{looked}");
        assert!(result["message"].as_str().unwrap().contains(words), "{looked}");
        assert_eq!(vendor.requests().len(), before, "{tool}: the vendor was not asked");
    }
}

#[tokio::test]
async fn an_entry_is_resolved_only_with_its_own_account() {
    let (_folder, journal) = journal();
    let vendor = MockVendor::start().await;
    make_unknown_call(&vendor, &journal, "create_lead_list", json!({ "name": "Fair" })).await;
    let looked = resolve_outcome(&vendor, &journal).await;
    let entry = looked["results"][0]["entry"].clone();
    let before = vendor.requests().len();
    let other = || {
        let mut program = with_journal(with_account(&vendor.url()), &journal);
        program.env("INSTANTLY_API_KEY", "the-key-of-another-account-0123456789");
        program
    };
    let (all, _) = call(other(), "resolve_outcome", json!({})).await;
    assert_eq!(all["count"], 0, "{all}");
    for id in [entry, json!("no such entry")] {
        let (one, code) = call(other(), "resolve_outcome", json!({ "entry": id })).await;
        assert_eq!((&one["error_kind"], code), (&json!("not_found"), 1), "{one}");
    }
    let (wrong, _) = call(other(), "resolve_outcome", json!({ "entri": "x" })).await;
    assert_eq!(wrong["error_kind"], "invalid_input", "{wrong}");
    assert_eq!(vendor.requests().len(), before, "the vendor was not asked");
}

#[tokio::test]
async fn resolve_outcome_is_listed_where_deduplicated_writes_are_enabled() {
    let vendor = MockVendor::start().await;
    let table: [(&[&str], Option<&str>); 9] = [
        (&[], None),
        (&["--toolsets", "instantly.emails"], None),
        (&["--tools", "reply_to_email,resolve_*"], None),
        (&["--permit", "read,create"], None),
        (&["--tools", "reply_to_email"], Some("--tools \"reply_to_email\"")),
        (&["--exclude-tools", "resolve_outcome"], Some("--exclude-tools \"resolve_outcome\"")),
        (&["--read-only"], Some("--read-only")),
        (&["--toolsets", "overloop.users"], Some("--toolsets overloop.users")),
        (&["--permit", "send"], Some("--permit send")),
    ];
    for (arguments, rule) in table {
        let is_listed =
            listed_tools(with_all_vendors(&vendor.url()), arguments).await.contains(&"resolve_outcome".to_owned());
        assert_eq!(is_listed, rule.is_none(), "{arguments:?}");
        let mut program = with_all_vendors(&vendor.url());
        program.args(arguments);
        let mut session = StdioSession::initialized(program, "2025-11-25").await;
        let tools = session.request("tools/list", json!({})).await["result"]["tools"].clone();
        let tool = tools.as_array().unwrap().iter().find(|tool| tool["name"] == "resolve_outcome");
        assert_eq!(tool.is_some(), rule.is_none(), "{arguments:?}");
        let answered = session.envelope("resolve_outcome", json!({})).await;
        match (tool, rule) {
            (_, Some(rule)) => {
                assert_eq!(answered["error_kind"], "denied_by_policy", "{arguments:?}: {answered}");
                assert!(answered["error"].as_str().unwrap().contains(rule), "{arguments:?}: {answered}");
            }
            (Some(tool), _) => {
                let hints = json!({
                    "title": tool["title"], "readOnlyHint": false, "destructiveHint": false, "idempotentHint": true, "openWorldHint": true,
                });
                assert_eq!(tool["annotations"], hints);
                assert_eq!(answered, json!({ "success": true, "results": [], "count": 0 }), "{arguments:?}");
            }
            _ => {}
        }
    }
    assert!(vendor.requests().is_empty(), "there was nothing to ask a vendor for");
}
