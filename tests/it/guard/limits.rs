//! Limits on calls, allowed and denied recipients, and dry runs.

use serde_json::{Value, json};
use tokio::{process::Command, sync::oneshot};

use crate::support::{
    journal::{Journal, replies, reply_answer, reply_inputs},
    mock_vendor::{MockVendor, answer_when_told, reply},
    program::{KEY, StdioSession},
};

const REPLY: &str = "instantly_reply_to_email";
const ID: &str = "f9cc070d-8dba-4341-b847-f083c358e460";

async fn vendor() -> MockVendor {
    let vendor = MockVendor::start().await;
    vendor.answer_with(200, reply_answer("sent"));
    vendor
}

fn with(mut command: Command, arguments: &[&str]) -> Command {
    command.args(arguments);
    command
}

async fn session(command: Command) -> StdioSession {
    StdioSession::initialized(command, "2025-11-25").await
}

fn check_denied(envelope: &Value, rule: &str) {
    assert_eq!(
        (&envelope["success"], &envelope["error_kind"]),
        (&json!(false), &json!("denied_by_policy")),
        "{envelope}"
    );
    let words = envelope["error"].as_str().unwrap();
    assert!(words.contains(rule), "{rule} is named: {words}");
}

#[tokio::test]
async fn a_limit_holds_across_processes_and_restarts() {
    let (vendor, journal) = (vendor().await, Journal::new());
    let limited = || with(journal.command(&vendor), &["--limit", "send=3/day"]);
    let mut sessions = [session(limited()).await, session(limited()).await];
    for at in 0..10 {
        sessions[at % 2].begin_call(REPLY, reply_inputs(&format!("mail {at}"))).await;
    }
    let mut envelopes = sessions[0].envelopes(5).await;
    envelopes.extend(sessions[1].envelopes(5).await);
    assert_eq!(replies(&vendor).len(), 3);
    let (sent, refused): (Vec<Value>, Vec<Value>) =
        envelopes.into_iter().partition(|envelope| envelope["success"] == true);
    assert_eq!((sent.len(), refused.len()), (3, 7));
    for envelope in &refused {
        check_denied(envelope, "--limit send=3/day");
        let seconds = envelope["retry_after_s"].as_u64().unwrap();
        assert!((86_000..=86_400).contains(&seconds), "{envelope}");
    }
    drop(sessions);
    let mut later = session(limited()).await;
    check_denied(&later.envelope(REPLY, reply_inputs("one more")).await, "--limit send=3/day");
    let done = replies(&vendor)[0].clone();
    assert_eq!(later.envelope(REPLY, reply_inputs(&done)).await["replayed"], true, "a replay does not count");
    assert_eq!(replies(&vendor).len(), 3);
    // A process without the limit and one with another account are not held by it.
    let mut unlimited = session(journal.command(&vendor)).await;
    assert_eq!(unlimited.envelope(REPLY, reply_inputs("one more")).await["success"], true);
    let mut command = limited();
    command.env("INSTANTLY_API_KEY", "another-key-0123456789");
    assert_eq!(session(command).await.envelope(REPLY, reply_inputs("one more")).await["success"], true);
}

/// A running call counts, because it may be carried out.
#[tokio::test]
async fn running_and_unknown_calls_count_against_a_limit_and_failed_ones_do_not() {
    let (vendor, journal) = (vendor().await, Journal::new());
    let mut session = session(with(journal.command(&vendor), &["--limit", "send=2/day"])).await;
    for at in 0..3 {
        vendor.answer_next(|| reply(400, "application/json", r#"{"message":"no such email"}"#));
        assert_eq!(session.envelope(REPLY, reply_inputs(&format!("fails {at}"))).await["success"], false);
    }
    vendor.answer_next(|| reply(500, "application/json", "{}"));
    assert_eq!(session.envelope(REPLY, reply_inputs("unknown")).await["error_kind"], "outcome_unknown");
    let (answer, answered) = oneshot::channel();
    vendor.answer_next(|| answer_when_told(answered));
    session.begin_call(REPLY, reply_inputs("runs")).await;
    vendor.wait_for_requests(5).await;
    check_denied(&session.envelope(REPLY, reply_inputs("too many")).await, "--limit send=2/day");
    answer.send(reply_answer("sent")).unwrap();
    assert_eq!(session.envelopes(1).await[0]["success"], true);
    check_denied(&session.envelope(REPLY, reply_inputs("too many")).await, "--limit send=2/day");
    assert_eq!(vendor.requests().len(), 5);
}

#[tokio::test]
async fn a_limit_is_per_vendor_and_effect() {
    let (vendor, journal) = (vendor().await, Journal::new());
    let rules = ["--limit", "snov.create=1/hour,instantly.create=0/day,send=1/week"];
    let mut session = session(with(journal.command_of_all(&vendor), &rules)).await;
    vendor.answer_with(200, json!({ "id": 7, "data": { "id": "7", "type": "lists", "attributes": {} } }));
    let list = |name: &str| json!({ "name": name });
    check_denied(&session.envelope("instantly_create_lead_list", list("a")).await, "--limit instantly.create=0/day");
    assert_eq!(vendor.requests().len(), 0);
    for name in ["a", "b"] {
        let inputs = json!({ "name": name, "list_type": "prospects" });
        let free = session.envelope("overloop_create_list", inputs).await;
        assert_ne!(free["error_kind"], "denied_by_policy", "the limit of another vendor does not apply: {free}");
    }
    vendor.answer_with(200, json!({ "success": true, "data": { "id": 7 } }));
    assert_eq!(session.envelope("snov_create_list", list("a")).await["success"], true);
    let refused = session.envelope("snov_create_list", list("b")).await;
    check_denied(&refused, "--limit snov.create=1/hour");
    assert!(refused["retry_after_s"].as_u64().unwrap() <= 3600, "{refused}");
    // Creating a lead in a campaign is a create, too.
    let lead = json!({ "email": "joe@theirs.example", "campaign": ID });
    check_denied(&session.envelope("instantly_create_lead", lead).await, "--limit instantly.create=0/day");
    vendor.answer_with(200, reply_answer("sent"));
    assert_eq!(session.envelope(REPLY, reply_inputs("first")).await["success"], true);
    check_denied(&session.envelope(REPLY, reply_inputs("mail")).await, "--limit send=1/week");
}

/// A lead that is verified and added to a campaign sends and spends: limits on either count it.
pub async fn check_a_call_counts_under_each_of_its_effects(journal: &Journal) {
    let vendor = vendor().await;
    let lead = |at: usize, campaign: bool, verified: bool| {
        let mut lead = json!({ "email": format!("joe{at}@theirs.example"), "verify_leads_on_import": verified });
        if campaign {
            lead["campaign"] = json!(ID);
        }
        lead
    };
    let mut session = session(with(journal.command(&vendor), &["--limit", "spend=3/day,send=3/day"])).await;
    // Each with what it is: sent, verified, or both.
    for (at, (campaign, verified)) in [(true, true), (false, true), (true, false), (true, true)].into_iter().enumerate()
    {
        let envelope = session.envelope("instantly_create_lead", lead(at, campaign, verified)).await;
        assert_eq!(envelope["success"], true, "{at}: {envelope}");
    }
    // Three that spend and three that send: no more of either.
    for (campaign, verified, rule) in
        [(false, true, "--limit spend=3/day"), (true, false, "--limit send=3/day"), (true, true, "--limit s")]
    {
        let refused = session.envelope("instantly_create_lead", lead(10, campaign, verified)).await;
        check_denied(&refused, rule);
        assert!(refused["retry_after_s"].as_u64().unwrap() > 86_000, "{refused}");
    }
    assert_eq!(vendor.requests().len(), 4);
    let plain = session.envelope("instantly_create_lead", lead(10, false, false)).await;
    assert_eq!(plain["success"], true, "{plain}");
}

#[tokio::test]
async fn a_call_counts_under_each_of_its_effects() {
    check_a_call_counts_under_each_of_its_effects(&Journal::new()).await;
}

#[tokio::test]
async fn a_denied_recipient_is_refused_wherever_it_stands() {
    let (vendor, journal) = (vendor().await, Journal::new());
    let rules = ["--deny-recipient", "@competitor.example,boss@ours.example"];
    let mut session = session(with(journal.command_of_all(&vendor), &rules)).await;
    let mail = |field: &str, list: &str| {
        let mut inputs = reply_inputs("mail");
        inputs[field] = list.into();
        inputs
    };
    let denied = [
        ("instantly_create_lead", json!({ "email": "Jane@Competitor.example", "first_name": "Jane" })),
        ("instantly_create_lead", json!({ "email": "boss@ours.example", "campaign": ID })),
        (REPLY, mail("cc_address_email_list", "a@theirs.example,jane@competitor.example")),
        (REPLY, mail("cc_address_email_list", "a@theirs.example, jane@mail.competitor.example")),
        (REPLY, mail("bcc_address_email_list", "BOSS@ours.example")),
        ("overloop_create_prospect", json!({ "email": "jane@competitor.example" })),
        ("snov_add_prospect_to_list", json!({ "list_id": 1, "email": "jane@competitor.example" })),
        ("snov_add_emails_for_verification", json!({ "emails": ["a@theirs.example", "jane@competitor.example"] })),
        ("snov_start_domain_search", json!({ "domain": "https://www.competitor.example/about" })),
    ];
    let calls = denied.len();
    for (tool, inputs) in denied {
        let envelope = session.envelope(tool, inputs.clone()).await;
        check_denied(&envelope, "--deny-recipient");
        assert_eq!(vendor.requests().len(), 0, "{tool} {inputs}");
    }
    journal.wait_for_outcomes(&vec!["refused"; calls]).await;
    let harmless = json!({ "email": "jane@theirs.example", "company_name": "Not competitor.example, but nearly" });
    assert_eq!(session.envelope("instantly_create_lead", harmless).await["success"], true);
}

/// A reply names no recipient: they are those of the mail that it answers.
#[tokio::test]
async fn a_replys_recipients_are_read_from_the_mail_it_answers() {
    let (vendor, journal) = (vendor().await, Journal::new());
    let rules = ["--deny-recipient", "@competitor.example"];
    let mut session = session(with(journal.command(&vendor), &rules)).await;
    let answers = |from: &str, cc: &str| {
        let email = json!({ "id": ID, "eaccount": "jane@ours.example", "from_address_email": from, "cc_address_email_list": cc });
        vendor.answer_first_reads_with(200, email);
    };
    for (from, cc) in [("jane@competitor.example", ""), ("a@theirs.example", "b@theirs.example,c@competitor.example")] {
        answers(from, cc);
        check_denied(&session.envelope(REPLY, reply_inputs("mail")).await, "--deny-recipient");
    }
    // Where that mail cannot be read, nothing is sent.
    vendor.answer_first_reads_with(404, r#"{"message":"not found"}"#);
    assert_eq!(session.envelope(REPLY, reply_inputs("mail")).await["success"], false);
    assert_eq!(replies(&vendor), [""; 0]);
    answers("a@theirs.example", "");
    assert_eq!(session.envelope(REPLY, reply_inputs("mail")).await["success"], true);
    assert_eq!(replies(&vendor), ["mail"]);
}

#[tokio::test]
async fn with_allowed_recipients_all_others_are_refused() {
    let (vendor, journal) = (vendor().await, Journal::new());
    let rules = ["--allow-recipient", "theirs.example", "--deny-recipient", "boss@theirs.example"];
    let mut session = session(with(journal.command_of_all(&vendor), &rules)).await;
    for (email, rule) in [
        ("jane@elsewhere.example", "--allow-recipient"),
        ("jane@theirs.example.com", "--allow-recipient"),
        ("boss@theirs.example", "--deny-recipient"),
    ] {
        let envelope = session.envelope("instantly_create_lead", json!({ "email": email })).await;
        check_denied(&envelope, rule);
        assert!(envelope["error"].as_str().unwrap().contains(email), "{envelope}");
    }
    assert_eq!(vendor.requests().len(), 0);
    let allowed = session.envelope("instantly_create_lead", json!({ "email": "jane@mail.theirs.example" })).await;
    assert_eq!(allowed["success"], true, "{allowed}");
}

#[tokio::test]
async fn a_dry_run_previews_every_write_and_sends_none() {
    let (vendor, journal) = (vendor().await, Journal::new());
    let mut session = session(with(journal.command_of_all(&vendor), &["--dry-run"])).await;
    let url = vendor.url();
    let writes = [
        (REPLY, reply_inputs("mail"), "POST", format!("{url}/api/v2/emails/reply")),
        (
            "instantly_patch_campaign",
            json!({ "campaign_id": ID, "name": "x" }),
            "PATCH",
            format!("{url}/api/v2/campaigns/{ID}"),
        ),
        ("instantly_delete_leads", json!({ "list_id": ID, "ids": [ID] }), "DELETE", format!("{url}/api/v2/leads")),
        ("snov_create_list", json!({ "name": "x" }), "POST", format!("{url}/v1/lists")),
        ("snov_start_domain_search", json!({ "domain": "snov.io" }), "POST", format!("{url}/v2/domain-search/start")),
        ("overloop_delete_list", json!({ "list_id": "7" }), "DELETE", format!("{url}/public/v1/lists/7")),
    ];
    for (tool, inputs, method, address) in writes {
        let envelope = session.envelope(tool, inputs).await;
        check_denied(&envelope, "--dry-run");
        let request = &envelope["request"];
        assert_eq!((&request["method"], &request["url"]), (&json!(method), &json!(address)), "{tool}: {envelope}");
        assert!(!envelope.to_string().contains(KEY), "{tool}: the preview shows no key");
        assert!(!envelope["preview"].as_str().unwrap().is_empty(), "{tool}");
    }
    let shown = session.envelope(REPLY, reply_inputs("mail")).await["request"]["body"].clone();
    assert_eq!(shown["body"]["text"], "mail", "{shown}");
    let sent = vendor.requests();
    assert!(sent.iter().all(|sent| sent.method == "GET"), "nothing was sent but reads of what ids stand for: {sent:?}");
    vendor.answer_with(200, json!({ "items": [] }));
    assert_eq!(session.envelope("instantly_list_leads", json!({})).await["success"], true, "reads are carried out");
    assert_eq!(vendor.requests().len(), sent.len() + 1);
}

fn leads(campaign: &str, from: usize, many: usize) -> Value {
    let row = |at: usize| json!({ "email": format!("lead{at}@theirs.example") });
    json!({ "campaign_id": campaign, "leads": (from..from + many).map(row).collect::<Vec<_>>() })
}

/// As many calls of `create_lead` would.
#[tokio::test]
async fn a_call_that_adds_many_leads_counts_as_one_call_for_each() {
    let (vendor, journal) = (vendor().await, Journal::new());
    vendor.answer_with(200, json!({ "status": "success", "leads_uploaded": 1, "created_leads": [] }));
    let limited = || with(journal.command(&vendor), &["--limit", "send=5/day"]);
    let mut session = session(limited()).await;
    let add = "instantly_add_leads";
    let sent = || vendor.requests().iter().filter(|seen| seen.target == "/api/v2/leads/add").count();
    let never = session.envelope(add, leads(ID, 0, 6)).await;
    check_denied(&never, "never allows this call, which counts as 6");
    assert!(never["retryable"] == false && never.get("retry_after_s").is_none(), "{never}");
    assert_eq!(session.envelope(add, leads(ID, 0, 3)).await["success"], true);
    let refused = session.envelope(add, leads(ID, 10, 3)).await;
    check_denied(&refused, "leaves room for 2, and this call counts as 3");
    assert!((86_000..=86_400).contains(&refused["retry_after_s"].as_u64().unwrap()), "{refused}");
    assert_eq!(session.envelope(add, leads(ID, 20, 2)).await["success"], true);
    check_denied(&session.envelope(add, leads(ID, 30, 1)).await, "is used up");
    assert_eq!(sent(), 2);
}

#[tokio::test]
async fn each_row_of_a_call_is_held_to_the_rules_on_recipients() {
    let vendor = vendor().await;
    let command = with(crate::support::program::with_account(&vendor.url()), &["--deny-recipient", "@theirs.example"]);
    let mut session = session(command).await;
    let rows = json!([{ "email": "a@ours.example" }, { "email": "Eve@mail.theirs.example" }]);
    let envelope = session.envelope("instantly_add_leads", json!({ "list_id": ID, "leads": rows })).await;
    check_denied(&envelope, "`leads[1].email`");
    let rows = json!([{ "email": "a@ours.example", "custom_variables": { "cc": "eve@theirs.example" } }]);
    let envelope = session.envelope("instantly_add_leads", json!({ "list_id": ID, "leads": rows })).await;
    check_denied(&envelope, "custom_variables");
    assert_eq!(vendor.requests().len(), 0);
}
