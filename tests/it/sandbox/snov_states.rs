//! Changes of a state at Snov.io: made again they say that it is so already; a person is shown what they are about; nobody is told
//! afterwards how it was before.

use serde_json::{Value, json};

use super::session;
use crate::support::program::StdioSession;

const ACTIVE: u64 = 7_100_007;
const PAUSED: u64 = 7_100_008;
const NEW: u64 = 7_100_010;

async fn called(session: &mut StdioSession, tool: &str, inputs: &Value) -> Value {
    session.envelope(&format!("snov_{tool}"), inputs.clone()).await
}

#[tokio::test]
async fn a_state_that_is_reached_already_is_a_success_that_sends_nothing() {
    let of = |id: u64| json!({ "campaign_id": id });
    let warmup = json!({ "warmup_id": 501 });
    for (tool, inputs, path, word) in [
        ("start_campaign", of(NEW), "POST /v2/campaigns/*", "active"),
        ("pause_campaign", of(ACTIVE), "POST /v2/campaigns/*", "paused"),
        ("resume_campaign", of(PAUSED), "POST /v2/campaigns/*", "active"),
        ("complete_campaign", of(ACTIVE), "POST /v2/campaigns/*", "completed"),
        ("archive_campaign", of(NEW), "POST /v2/campaigns/*", "archived"),
        ("pause_warmup", warmup, "PATCH /v2/warm-up/*", "paused"),
    ] {
        // The answer is lost, and what was asked for is carried out.
        let fault = format!("{path}=drop*1");
        let mut session = session(&["--sandbox-fault", &fault, "--limit", "send=1/day"]).await;
        let lost = called(&mut session, tool, &inputs).await;
        assert_eq!(lost["error_kind"], "outcome_unknown", "{tool}: {lost}");
        for _ in 0..2 {
            let again = called(&mut session, tool, &inputs).await;
            let note = again["note"].as_str().unwrap_or_default();
            assert_eq!(again["success"], true, "{tool}: {again}");
            assert!(
                note.contains(word) && note.contains("already") && note.contains("Nothing was sent"),
                "{tool}: {again}"
            );
        }
    }
    // A state that it cannot come to is refused as before.
    let mut session = session(&[]).await;
    let started = called(&mut session, "start_campaign", &of(NEW)).await;
    assert_eq!(started["note"], "The campaign's status is `active` now.", "{started}");
    let refused = called(&mut session, "start_campaign", &of(PAUSED)).await;
    assert_eq!(refused["error_kind"], "invalid_input", "{refused}");
    let paused = called(&mut session, "pause_warmup", &json!({ "warmup_id": 501 })).await;
    assert_eq!((&paused["success"], paused.get("note")), (&json!(true), None), "{paused}");
    let resumed = called(&mut session, "resume_warmup", &json!({ "warmup_id": 501 })).await;
    assert_eq!((&resumed["success"], resumed.get("note")), (&json!(true), None), "{resumed}");
}

#[tokio::test]
async fn instantlys_changes_of_a_state_can_be_made_again_too() {
    let mut session = session(&[]).await;
    let all = session.envelope("instantly_list_campaigns", json!({ "limit": 100 })).await;
    let active = all["campaigns"].as_array().unwrap().iter().find(|campaign| campaign["status"] == 1).unwrap();
    let campaign = json!({ "campaign_id": active["id"] });
    for tool in ["instantly_pause_campaign", "instantly_activate_campaign"] {
        for _ in 0..2 {
            let done = session.envelope(tool, campaign.clone()).await;
            assert_eq!(done["success"], true, "{tool}: {done}");
        }
    }
    let mailbox =
        session.envelope("instantly_list_accounts", json!({ "limit": 1 })).await["accounts"][0]["email"].clone();
    for tool in ["instantly_pause_account", "instantly_resume_account"] {
        for _ in 0..2 {
            let done = session.envelope(tool, json!({ "email": mailbox })).await;
            assert_eq!(done["success"], true, "{tool}: {done}");
        }
    }
}

#[tokio::test]
async fn a_change_of_the_recipients_does_not_name_the_list_of_before() {
    let mut session = session(&[]).await;
    let inputs = json!({ "campaign_id": NEW, "recipients": { "list_id": 7_100_001 } });
    let changed = called(&mut session, "update_campaign", &inputs).await;
    assert_eq!(changed["campaign"]["recipients"]["list_id"], 7_100_001, "{changed}");
    assert!(!changed["warnings"].to_string().contains("7100004"), "{changed}");
}

#[tokio::test]
async fn a_person_who_is_to_agree_is_shown_what_a_change_is_about() {
    let whole = session(&[]).await.envelope("snov_get_campaign", json!({ "campaign_id": NEW })).await;
    let step = &whole["campaign"]["sequence"]["steps"][0];
    let content = json!({ "campaign_id": NEW, "step_id": step["_ref"], "content_id": step["content"][0]["id"] });
    let text = session(&[]).await.envelope("snov_get_step_content", content.clone()).await;
    let subject = text["content"]["subject"].as_str().unwrap().to_owned();
    let written = |more: Value| {
        let mut inputs = content.clone();
        inputs.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        inputs
    };
    let list = "the list 7100004, `Key accounts`, of 24 prospects";
    let new = json!({ "campaign_id": NEW });
    let cases: Vec<(&str, Value, Vec<&str>)> = vec![
        ("start_campaign", new.clone(), vec!["`Key accounts`", "status", list]),
        ("delete_campaign", new.clone(), vec!["`Key accounts`", list]),
        ("archive_campaign", new, vec![list]),
        (
            "resume_campaign",
            json!({ "campaign_id": PAUSED }),
            vec!["`Webinar invitation`", "paused", "of 24 prospects"],
        ),
        (
            "update_campaign",
            json!({ "campaign_id": NEW, "recipients": { "list_id": 7_100_001 } }),
            vec!["`Key accounts`", list],
        ),
        (
            "add_prospect_to_list",
            json!({ "email": "new@example.org", "list_id": 7_100_001 }),
            vec!["the list 7100001, `Spring fair visitors`, of 24 prospects"],
        ),
        ("pause_warmup", json!({ "warmup_id": 501 }), vec!["maya@", "active"]),
        ("delete_step_content", content.clone(), vec![&subject]),
        ("update_step_content", written(json!({ "subject": "Other" })), vec![&subject]),
        (
            "create_step_content",
            written(json!({ "subject": "Other", "body": "Text", "plain_text": true, "usage": "active" })),
            vec![&subject],
        ),
    ];
    let mut session = session(&["--confirm", "send,update,delete,create"]).await;
    for (tool, inputs, shown) in cases {
        let asked = called(&mut session, tool, &inputs).await;
        assert_eq!(asked["error_kind"], "confirmation_required", "{tool}: {asked}");
        let preview = asked["preview"].as_str().unwrap();
        for word in shown {
            assert!(preview.contains(word), "{tool}, {word}: {preview}");
        }
    }
}

#[tokio::test]
async fn what_only_stops_mail_counts_each_of_its_rows_against_what_follows() {
    let mut session = session(&["--limit", "create=3/day"]).await;
    let lists = called(&mut session, "list_do_not_email_lists", &json!({})).await;
    let items = json!(["a@example.org", "b@example.org", "c.example.org"]);
    let list = &lists["do_not_email_lists"][0]["id"];
    // It is not held up itself: it reaches nobody.
    for _ in 0..2 {
        let added = called(&mut session, "add_to_do_not_email_list", &json!({ "items": items, "list_id": list })).await;
        assert_eq!(added["success"], true, "{added}");
    }
    let refused = called(&mut session, "create_list", &json!({ "name": "One more" })).await;
    assert_eq!(refused["error_kind"], "denied_by_policy", "{refused}");
}

#[tokio::test]
async fn a_result_that_cannot_be_read_now_is_not_told_to_be_called_again() {
    for (tool, inputs) in [
        ("start_email_verification", json!({ "emails": ["gavin@octagon.example.com"], "wait_seconds": 4 })),
        (
            "start_emails_by_name_search",
            json!({ "rows": [{ "first_name": "Alma", "last_name": "Delorme", "domain": "octagon.example.com" }], "wait_seconds": 4 }),
        ),
    ] {
        let mut session = session(&["--sandbox-fault", "GET snov:v2=429*40"]).await;
        for _ in 0..2 {
            let told = called(&mut session, tool, &inputs).await.to_string();
            assert!(!(told.contains("Nothing was done") && told.contains("do not start it again")), "{tool}: {told}");
        }
    }
}

#[tokio::test]
async fn an_answer_says_what_its_generation_costs() {
    let person = json!({ "first_name": "Alma", "last_name": "Delorme", "domain": "octagon.example.com" });
    for (fault, hint) in [("* snov:v1=404", "1 credit an address found"), ("* snov:v2=404", "1 credit a call")] {
        let mut session = session(&["--sandbox-fault", fault]).await;
        let found = called(&mut session, "add_names_to_find_emails", &person).await;
        assert_eq!(found["credits_hint"], hint, "{found}");
    }
    let mut session = session(&["--sandbox-fault", "* snov:v1=404"]).await;
    let url = json!({ "url": "https://www.linkedin.com/in/gavin-eastwick-12" });
    let found = called(&mut session, "add_url_for_search", &url).await;
    assert_eq!((&found["queued"], &found["status"]["identifier"]), (&json!(false), &json!("complete")), "{found}");
}

#[tokio::test]
async fn a_profile_of_a_prospect_must_be_a_url() {
    let mut session = session(&[]).await;
    let inputs = json!({ "social_links": { "linkedin": "x" }, "list_id": 7_100_001 });
    let refused = called(&mut session, "add_prospect_to_list", &inputs).await;
    assert_eq!(refused["error_kind"], "invalid_input", "{refused}");
    assert!(refused["error"].as_str().unwrap().contains("URL of a profile"), "{refused}");
}

#[tokio::test]
async fn inputs_beside_a_task_hash_that_are_of_something_else_are_told() {
    let mut session = session(&["--sandbox-fault", "* snov:v1=404"]).await;
    let gavin = json!({ "url": "https://www.linkedin.com/in/gavin-eastwick-12" });
    let alma = json!({ "first_name": "Alma", "last_name": "Delorme", "domain": "octagon.example.com" });
    let emails = json!({ "emails": ["gavin@octagon.example.com"] });
    let hash = async |session: &mut StdioSession, start: &str, inputs: &Value| {
        called(session, start, inputs).await["task_hash"].clone()
    };
    let of = hash(&mut session, "add_names_to_find_emails", &alma).await;
    let other = json!({ "task_hash": of, "first_name": "Eva", "last_name": "Ulm", "domain": "octagon.example.com" });
    let read = called(&mut session, "find_email", &other).await;
    assert!(read["warnings"][0].as_str().unwrap().contains("is of Alma Delorme, not of Eva Ulm"), "{read}");
    assert_eq!(read["first_name"], "Alma", "{read}");
    let of = hash(&mut session, "add_url_for_search", &gavin).await;
    let other = json!({ "task_hash": of, "url": "https://www.linkedin.com/in/eva-ulm" });
    let read = called(&mut session, "get_prospect_by_url", &other).await;
    assert!(read["warnings"][0].as_str().unwrap().contains("gavin-eastwick"), "{read}");
    let of = hash(&mut session, "add_emails_for_verification", &emails).await;
    let other = json!({ "task_hash": of, "emails": ["unrelated@z.example.com"] });
    let read = called(&mut session, "verify_email", &other).await;
    assert_eq!((&read["results"], &read["missing"]), (&json!([]), &json!(["unrelated@z.example.com"])), "{read}");
}

#[tokio::test]
async fn a_campaign_that_is_given_a_mailbox_that_cannot_send_says_so() {
    let mut session = session(&[]).await;
    let all = called(&mut session, "list_sender_accounts", &json!({})).await;
    let accounts = all["sender_accounts"].as_array().unwrap();
    let id = |valid: bool| {
        accounts.iter().find(|account| account["valid"] == valid).unwrap_or_else(|| panic!("{all}"))["id"].clone()
    };
    for (valid, is_told) in [(true, false), (false, true)] {
        let inputs = json!({ "campaign_id": NEW, "email_accounts": [id(valid)] });
        let changed = called(&mut session, "update_campaign", &inputs).await;
        assert_eq!(changed["success"], true, "{changed}");
        assert_eq!(changed["warnings"].to_string().contains("cannot send from it"), is_told, "{changed}");
    }
}

#[tokio::test]
async fn a_refused_change_of_a_state_names_the_call_that_is_meant() {
    let mut session = session(&["--pace", "0"]).await;
    for (tool, id, words) in [
        ("start_campaign", PAUSED, "`paused`: resume it with `snov_resume_campaign`"),
        ("resume_campaign", NEW, "`new`: begin it with `snov_start_campaign`"),
        ("pause_campaign", NEW, "nothing to pause"),
        ("complete_campaign", NEW, "`snov_delete_campaign`"),
        ("archive_campaign", ACTIVE, "`snov_pause_campaign` or for good with `snov_complete_campaign`"),
        ("delete_campaign", ACTIVE, "end it first with `snov_complete_campaign`"),
        ("delete_campaign", PAUSED, "end it first with `snov_complete_campaign`"),
    ] {
        let refused = called(&mut session, tool, &json!({ "campaign_id": id })).await;
        assert_eq!(refused["error_kind"], "invalid_input", "{tool}: {refused}");
        let error = refused["error"].as_str().unwrap().replace('`', "");
        assert!(error.contains(&words.replace('`', "")), "{tool}: {error}");
    }
}

/// The addresses on the list of the new campaign.
async fn people_of_the_new_campaign() -> Vec<String> {
    let mut session = session(&[]).await;
    let campaign = called(&mut session, "get_campaign", &json!({ "campaign_id": NEW })).await;
    let list = json!({ "list_id": campaign["campaign"]["recipients"]["list_id"], "max_items": 100 });
    let people = called(&mut session, "list_prospects_in_list", &list).await;
    let people = people["prospects"].as_array().unwrap().iter();
    people.filter_map(|person| Some(person["emails"].get(0)?["email"].as_str()?.to_owned())).collect()
}

#[tokio::test]
async fn under_a_rule_a_campaign_starts_where_its_whole_list_may_be_reached() {
    let people = people_of_the_new_campaign().await;
    assert!(people.len() > 10, "{people:?}");
    let last = people.last().unwrap().as_str();
    let domain = format!("@{}", last.split_once('@').unwrap().1);
    let new = json!({ "campaign_id": NEW });
    let mailboxes = json!({ "campaign_id": NEW, "email_accounts": [11_981] });
    let other_list = json!({ "campaign_id": NEW, "recipients": { "list_id": 7_100_001 } });
    for (rule, tool, inputs, is_done) in [
        (["--deny-recipient", "nobody@elsewhere.example"], "start_campaign", &new, true),
        (["--deny-recipient", last], "start_campaign", &new, false),
        (["--deny-recipient", &domain], "start_campaign", &new, false),
        (["--allow-recipient", &people[0]], "start_campaign", &new, false),
        (["--deny-recipient", last], "resume_campaign", &new, false),
        (["--deny-recipient", last], "update_campaign", &mailboxes, false),
        (["--deny-recipient", "nobody@elsewhere.example"], "update_campaign", &mailboxes, true),
        // The list that it gets counts, not the one that it has.
        (["--deny-recipient", last], "update_campaign", &other_list, true),
        (["--allow-recipient", &people[0]], "update_campaign", &other_list, false),
    ] {
        let mut session = session(&["--pace", "0", rule[0], rule[1]]).await;
        let envelope = called(&mut session, tool, inputs).await;
        let case = format!("{rule:?} {tool} {inputs}: {envelope}");
        assert_eq!(envelope["success"], is_done, "{case}");
        if !is_done {
            assert_eq!(envelope["error_kind"], "denied_by_policy", "{case}");
            assert!(envelope["error"].as_str().unwrap().contains(rule[0]), "{case}");
        }
    }
    for fault in ["GET /v2/campaigns/*=500", "POST /v1/prospect-list=500"] {
        let rule = ["--pace", "0", "--deny-recipient", "nobody@elsewhere.example", "--sandbox-fault", fault];
        let refused = called(&mut session(&rule).await, "start_campaign", &new).await;
        assert_eq!(refused["error_kind"], "denied_by_policy", "{fault}: {refused}");
        assert!(refused["error"].as_str().unwrap().contains("1,000 people"), "{fault}: {refused}");
    }
}

#[tokio::test]
async fn a_person_is_shown_whom_a_hash_is_paid_for_and_for_how_many_a_call_is() {
    let mut session = session(&["--pace", "0", "--confirm", "spend"]).await;
    let search = json!({ "prospect": { "job_titles": { "include": ["CEO"] } }, "wait_seconds": 20 });
    let found = called(&mut session, "start_people_database_search", &search).await;
    let person = &found["prospects"][0];
    let hash = json!({ "reveal_hash": person["reveal_hash"] });
    let preview = called(&mut session, "start_database_email_search", &hash).await["preview"].clone();
    for shown in ["first_name", "last_name", "job_title"] {
        let shown = person[shown].as_str().unwrap_or_else(|| panic!("{found}"));
        assert!(preview.as_str().unwrap().contains(shown), "{shown}: {preview}");
    }
    assert!(preview.as_str().unwrap().contains("1 credit a person with an address"), "{preview}");
    // Nothing is said of whom no answer named.
    let unknown = called(&mut session, "start_database_email_search", &json!({ "reveal_hash": "abcdef0123" })).await;
    assert!(!unknown["preview"].as_str().unwrap().contains("as a search answered"), "{unknown}");
    let three = json!({ "emails": ["a@acme.example.com", "b@acme.example.com", "A@acme.example.com."] });
    let preview = called(&mut session, "start_email_verification", &three).await["preview"].clone();
    assert!(preview.as_str().unwrap().contains("1 credit an address; it is for 2 of them at most"), "{preview}");
}
