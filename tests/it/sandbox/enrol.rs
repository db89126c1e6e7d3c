//! `enrol_verified` and `check_suppression`: nobody is added of whom a vendor was not asked, nothing is paid for in vain, and each
//! row has a verdict of its own.

use std::time::Duration;

use serde_json::{Value, json};

use super::{
    across::{agent, done, draft, leads, verdicts},
    session,
};
use crate::support::{
    journal::Journal,
    program::{StdioSession, with_all_vendors},
    sandbox::{Seed, start_with},
};

fn verdict_of<'a>(answer: &'a Value, email: &str) -> &'a Value {
    let rows = answer["results"].as_array().unwrap_or_else(|| panic!("{answer}"));
    rows.iter().find(|row| row["email"] == email).unwrap_or_else(|| panic!("{email}: {answer}"))
}

async fn balance(agent: &mut StdioSession) -> Value {
    done(agent, "snov_get_balance", json!({})).await["balance"].clone()
}

fn people(emails: &[&str]) -> Value {
    emails.iter().map(|email| json!({ "email": email })).collect()
}

/// Unsubscribed at Snov.io, which looks up one address a request.
const UNSUBSCRIBED: &str = "clara.doe@marlowe-estates.example.com";

/// The vendor's pace and a short call: not all of them are looked up at once.
#[tokio::test]
async fn nobody_is_added_of_whom_a_vendor_was_not_asked() {
    let mut agent = session(&["--call-timeout", "6s"]).await;
    let campaign = draft(&mut agent).await;
    let before = leads(&mut agent, &campaign).await;
    let mut emails: Vec<String> = (0..23).map(|at| format!("fill.{at}@nowhere.example")).collect();
    emails.push(UNSUBSCRIBED.to_owned());
    let rows: Vec<Value> = emails.iter().map(|email| json!({ "email": email })).collect();
    let inputs = json!({
        "vendor": "instantly", "campaign_id": campaign, "people": rows, "already_verified": true,
        // Whom it suppresses is asked of every vendor all the same.
        "vendors": ["instantly"],
    });
    let first = done(&mut agent, "enrol_verified", inputs.clone()).await;
    let (added, left) = (verdicts(&first, "added"), verdicts(&first, "not_checked"));
    assert!(added > 0 && left > 0 && added + left == 24, "{added} {left}: {first}");
    assert_eq!(leads(&mut agent, &campaign).await, before + added as u64, "{first}");
    let row = verdict_of(&first, UNSUBSCRIBED);
    assert_eq!(row["verdict"], "not_checked", "{first}");
    assert!(row["reason"].as_str().unwrap().contains("Snov.io"), "{row}");
    assert!(first["notes"].to_string().contains("Make the same call again"), "{first}");
    // Of those that were not asked, none is called sendable.
    let checked = done(&mut agent, "check_suppression", json!({ "emails": emails })).await;
    let row = verdict_of(&checked, UNSUBSCRIBED);
    let is_asked = row.get("not_asked").is_none();
    assert_eq!(row["sendable"], if is_asked { "no" } else { "unknown" }, "{checked}");
    let rows = checked["results"].as_array().unwrap();
    assert!(rows.iter().all(|row| row["sendable"] != "yes"), "{checked}");
    let mut last = first;
    for _ in 0..12 {
        if verdicts(&last, "not_checked") == 0 {
            break;
        }
        last = agent.envelope("enrol_verified", inputs.clone()).await;
    }
    assert_eq!(verdicts(&last, "not_checked"), 0, "the same call goes on: {last}");
    assert_eq!(verdict_of(&last, UNSUBSCRIBED)["verdict"], "suppressed", "{last}");
    assert_eq!(leads(&mut agent, &campaign).await, before + 23, "{last}");
}

/// What was remembered is forgotten once something changed.
#[tokio::test]
async fn what_was_looked_up_is_not_remembered_beyond_a_change() {
    let mut agent = agent().await;
    let blocked = |answer: &Value| answer["results"][0]["reasons"].to_string().contains("unsubscribed");
    let prospects = json!({ "email": UNSUBSCRIBED });
    let known = done(&mut agent, "snov_find_prospect_by_email", prospects).await;
    assert!(known["prospects"][0]["campaigns"].to_string().to_lowercase().contains("unsubscribed"), "{known}");
    let check = json!({ "emails": [UNSUBSCRIBED], "vendors": ["snov"] });
    let first = done(&mut agent, "check_suppression", check.clone()).await;
    assert!(blocked(&first), "{first}");
    let campaigns = done(&mut agent, "snov_list_campaigns", json!({})).await;
    for campaign in campaigns["campaigns"].as_array().unwrap() {
        let status = json!({ "email": UNSUBSCRIBED, "campaign_id": campaign["id"], "status": "Active" });
        agent.envelope("snov_change_recipient_status", status).await;
    }
    let again = done(&mut agent, "check_suppression", check).await;
    assert!(!blocked(&again), "{again}");
}

/// A campaign or list that is not there, a row that no rule lets through: found out before anything is paid for.
#[tokio::test]
async fn nothing_is_paid_for_what_cannot_be_added() {
    let mut agent = session(&["--pace", "0", "--deny-recipient", "ny1@fernleigh.example.com"]).await;
    let before = balance(&mut agent).await;
    let targets = [
        json!({ "vendor": "instantly", "campaign_id": "019df1c9-6180-7ee5-b890-41c98ac3d999" }),
        json!({ "vendor": "instantly", "campaign_id": "no-id" }),
        json!({ "vendor": "instantly", "list_id": "019df1c9-6180-7ee5-b890-41c98ac3d999" }),
        json!({ "vendor": "overloop", "list_id": "No such list" }),
        json!({ "vendor": "snov", "list_id": "999999" }),
        json!({ "vendor": "snov", "campaign_id": "999999" }),
    ];
    for target in targets {
        for is_dry in [true, false] {
            let mut inputs = target.clone();
            inputs["people"] = people(&["q1@fernleigh.example.com", "q2@fernleigh.example.com"]);
            inputs["dry_run"] = is_dry.into();
            let refused = agent.envelope("enrol_verified", inputs.clone()).await;
            assert_eq!(refused["success"], false, "{inputs}: {refused}");
            let error = refused["error"].as_str().unwrap();
            assert!(!error.contains("No vendor answered") && !error.contains("`campaign`"), "{inputs}: {refused}");
        }
    }
    // The operator's rule concerns its row alone, in a dry run, too.
    let campaign = draft(&mut agent).await;
    let emails = ["ny0@fernleigh.example.com", "ny1@fernleigh.example.com", "not an address"];
    let mut inputs =
        json!({ "vendor": "instantly", "campaign_id": campaign, "people": people(&emails), "dry_run": true });
    let planned = done(&mut agent, "enrol_verified", inputs.clone()).await;
    assert_eq!(verdict_of(&planned, emails[0])["verdict"], "planned", "{planned}");
    assert_eq!(verdict_of(&planned, emails[1])["verdict"], "denied", "{planned}");
    assert_eq!(planned["price"][0]["credits"], 1.0, "{planned}");
    // All of them denied: the call says so.
    inputs["people"] = people(&[emails[1]]);
    let denied = agent.envelope("enrol_verified", inputs).await;
    assert_eq!((&denied["success"], &denied["error_kind"]), (&json!(false), &json!("denied_by_policy")), "{denied}");
    assert!(denied["error"].as_str().unwrap().contains("`people[0].email`"), "{denied}");
    assert_eq!(balance(&mut agent).await, before);
}

#[tokio::test]
async fn each_row_has_a_verdict_of_its_own_at_every_vendor() {
    let mut agent = session(&["--pace", "0", "--deny-recipient", "ny1@fernleigh.example.com"]).await;
    let list = done(&mut agent, "snov_list_lists", json!({})).await["lists"][0]["id"].clone();
    let targets = [
        json!({ "vendor": "snov", "list_id": list.to_string() }),
        json!({ "vendor": "overloop", "list_id": "Belgium" }),
        json!({ "vendor": "instantly", "campaign_id": draft(&mut agent).await }),
    ];
    let emails = [
        "ny0@fernleigh.example.com",
        "ny1@fernleigh.example.com",
        "a@",
        "NY0@fernleigh.example.com",
        "ny2@fernleigh.example.com",
    ];
    for target in targets {
        let mut inputs = target.clone();
        inputs["people"] = people(&emails);
        inputs["already_verified"] = true.into();
        let answer = done(&mut agent, "enrol_verified", inputs).await;
        for (email, verdict) in emails.iter().zip(["added", "denied", "invalid", "duplicate", "added"]) {
            let row = verdict_of(&answer, email);
            assert_eq!(row["verdict"], verdict, "{target}: {answer}");
            let reason = row["reason"].as_str().unwrap_or_default();
            assert!(!reason.contains("leads[") && !reason.contains(".."), "{reason}");
        }
        let denied = verdict_of(&answer, emails[1])["reason"].as_str().unwrap().to_owned();
        assert!(denied.contains("`people[1].email`"), "{denied}");
    }
}

#[tokio::test]
async fn a_limit_adds_as_many_as_it_leaves_room_for() {
    let emails = ["ab0@example.org", "ab1@example.org", "ab2@example.org"];
    let mut agent = session(&["--pace", "0", "--limit", "send=2/day", "--limit", "spend=2/day"]).await;
    let campaign = draft(&mut agent).await;
    let before = balance(&mut agent).await;
    let mut inputs = json!({ "vendor": "instantly", "campaign_id": campaign, "people": people(&emails) });
    inputs["dry_run"] = true.into();
    let planned = done(&mut agent, "enrol_verified", inputs.clone()).await;
    assert_eq!((verdicts(&planned, "planned"), verdicts(&planned, "over_limit")), (2, 1), "{planned}");
    inputs["dry_run"] = false.into();
    let first = done(&mut agent, "enrol_verified", inputs.clone()).await;
    assert_eq!((verdicts(&first, "added"), verdicts(&first, "over_limit")), (2, 1), "{first}");
    assert!(verdict_of(&first, emails[2])["reason"].as_str().unwrap().contains("`--limit send=2/day`"), "{first}");
    assert_eq!(first["credits_used"][0]["credits"], 2.0, "{first}");
    let left = balance(&mut agent).await;
    assert_ne!(left, before);
    inputs["people"] = people(&[emails[2]]);
    let none = agent.envelope("enrol_verified", inputs).await;
    assert_eq!(
        (&none["success"], &none["error_kind"], &none["retryable"]),
        (&json!(false), &json!("denied_by_policy"), &json!(true)),
        "{none}"
    );
    assert_eq!(balance(&mut agent).await, left, "nothing is paid for beyond the limit");
}

/// What is not known is not called failed, and what has failed is not called a success.
#[tokio::test]
async fn a_call_whose_outcomes_are_lost_says_so() {
    let faults = [
        ("instantly", "POST /leads/add=drop*1"),
        ("overloop", "POST /public/v1/prospects=drop*1"),
        ("snov", "POST /v1/add-prospect-to-list=drop*1"),
    ];
    for (vendor, fault) in faults {
        let mut agent = session(&["--pace", "0", "--sandbox-fault", fault]).await;
        let target = match vendor {
            "instantly" => json!({ "vendor": vendor, "campaign_id": draft(&mut agent).await }),
            "overloop" => json!({ "vendor": vendor, "list_id": "Belgium" }),
            _ => {
                let lists = done(&mut agent, "snov_list_lists", json!({})).await;
                json!({ "vendor": vendor, "list_id": lists["lists"][0]["id"].to_string() })
            }
        };
        let mut inputs = target;
        inputs["people"] = people(&["lost.one@example.org"]);
        inputs["already_verified"] = true.into();
        let lost = agent.envelope("enrol_verified", inputs.clone()).await;
        assert_eq!(
            (&lost["success"], &lost["error_kind"], &lost["retryable"]),
            (&json!(false), &json!("outcome_unknown"), &json!(false)),
            "{fault}: {lost}"
        );
        assert_eq!(lost["results"][0]["verdict"], "unknown", "{fault}: {lost}");
        assert!(lost["error"].as_str().unwrap().contains("not known"), "{fault}: {lost}");
    }
    let mut agent = session(&["--pace", "0", "--sandbox-fault", "POST /v1/add-emails-to-verification=drop*1"]).await;
    let campaign = draft(&mut agent).await;
    let inputs = json!({ "vendor": "instantly", "campaign_id": campaign, "people": people(&["w1@example.org"]) });
    let lost = agent.envelope("enrol_verified", inputs).await;
    assert_eq!(lost["error_kind"], "outcome_unknown", "{lost}");
    assert!(lost["credits_used"][0].get("credits").is_none(), "what was charged is not known: {lost}");
}

/// A vendor that does not say whom it suppresses holds back everybody, and no hint leads past it.
#[tokio::test]
async fn no_hint_leads_past_a_suppression() {
    let mut agent = session(&["--pace", "0", "--sandbox-fault", "GET /public/v1/exclusion_list_items=500"]).await;
    let campaign = draft(&mut agent).await;
    let before = balance(&mut agent).await;
    let inputs = json!({ "vendor": "instantly", "campaign_id": campaign, "people": people(&["good.one@example.org"]) });
    for vendors in [json!(null), json!(["snov"]), json!(["instantly"])] {
        let mut inputs = inputs.clone();
        if !vendors.is_null() {
            inputs["vendors"] = vendors;
        }
        let held = agent.envelope("enrol_verified", inputs.clone()).await;
        assert_eq!(held["success"], false, "{inputs}: {held}");
        assert_eq!(held["results"][0]["verdict"], "not_checked", "{inputs}: {held}");
        assert_eq!(held["failed"][0]["vendor"], "overloop", "{inputs}: {held}");
        assert!(!held.to_string().contains("`vendors`"), "{held}");
    }
    assert_eq!(balance(&mut agent).await, before);
}

/// Verify these fifty, and add the good ones to the campaign.
#[tokio::test]
async fn the_good_ones_of_fifty_are_added_once_and_paid_for_once() {
    // The vendor's limit on requests would make the test as long as the look-ups.
    let seed = Seed { snov_requests: 1000, ..Seed::default() };
    let sandbox = start_with(([127, 0, 0, 1], 0).into(), Vec::new(), seed).await.unwrap();
    let mut program = with_all_vendors(&sandbox.base_url());
    program.args(["--pace", "0"]);
    let mut agent = StdioSession::initialized(program, "2025-11-25").await;
    let campaign = draft(&mut agent).await;
    let row = |at: usize| match at {
        0..5 => json!({ "email": format!("invalid.{at}@fifty.example.org") }),
        5..8 => json!({ "email": format!("person.{at}@competitor.example") }),
        _ => json!({ "email": format!("person.{at}@fifty.example.org"), "first_name": format!("P{at}") }),
    };
    let people: Vec<Value> = (0..50).map(row).collect();
    let inputs = json!({ "vendor": "instantly", "campaign_id": campaign, "people": people });
    let before = leads(&mut agent, &campaign).await;
    let credits = done(&mut agent, "snov_get_balance", json!({})).await["balance"].clone();
    let mut preview = inputs.clone();
    preview["dry_run"] = true.into();
    let planned = done(&mut agent, "enrol_verified", preview).await;
    assert_eq!((verdicts(&planned, "planned"), &planned["added"]), (47, &json!(0)), "{planned}");
    assert_eq!(planned["price"][0]["credits"], 47.0, "{planned}");
    assert_eq!(done(&mut agent, "snov_get_balance", json!({})).await["balance"], credits, "a dry run is free");

    let first = done(&mut agent, "enrol_verified", inputs.clone()).await;
    let counts = ["added", "invalid", "suppressed", "failed"].map(|verdict| verdicts(&first, verdict));
    assert_eq!((counts, &first["added"]), ([42, 5, 3, 0], &json!(42)), "{first}");
    assert_eq!(first["credits_used"][0]["credits"], 47.0, "{first}");
    let left = done(&mut agent, "snov_get_balance", json!({})).await["balance"].clone();

    let again = done(&mut agent, "enrol_verified", inputs).await;
    let counts = ["added", "already_there", "invalid", "suppressed"].map(|verdict| verdicts(&again, verdict));
    assert_eq!((counts, &again["credits_used"]), ([0, 42, 5, 3], &json!([])), "{again}");
    assert_eq!(done(&mut agent, "snov_get_balance", json!({})).await["balance"], left, "nothing is paid for twice");
    assert_eq!(leads(&mut agent, &campaign).await, before + 42);
    drop(agent);
    sandbox.stop().await;
}

#[tokio::test]
async fn people_are_added_at_every_vendor() {
    let mut agent = agent().await;
    let list = done(&mut agent, "snov_list_lists", json!({})).await["lists"][0]["id"].clone();
    let people = json!([{ "email": "one.new@example.org", "first_name": "One", "last_name": "New" }]);
    let targets = [
        json!({ "vendor": "snov", "list_id": list.to_string() }),
        json!({ "vendor": "overloop", "list_id": "Belgium" }),
        json!({ "vendor": "instantly", "campaign_id": draft(&mut agent).await }),
    ];
    for target in targets {
        for expected in ["added", "already_there"] {
            let mut inputs = target.clone();
            inputs["people"] = people.clone();
            inputs["already_verified"] = true.into();
            let answer = done(&mut agent, "enrol_verified", inputs).await;
            assert_eq!(answer["results"][0]["verdict"], expected, "{target}: {answer}");
        }
    }
    let unknown = json!({ "vendor": "overloop", "list_id": "No such list", "people": people });
    let refused = agent.envelope("enrol_verified", unknown).await;
    assert!(refused["error"].as_str().unwrap().contains("overloop_list_lists"), "{refused}");
}

#[tokio::test]
async fn the_whole_is_confirmed_once_and_another_plan_needs_another_token() {
    let mut agent = session(&["--pace", "0", "--confirm", "spend,send,create"]).await;
    let campaign = draft(&mut agent).await;
    let before = leads(&mut agent, &campaign).await;
    let people = json!([{ "email": "good.one@example.org" }, { "email": "good.two@example.org" }]);
    let mut inputs = json!({ "vendor": "instantly", "campaign_id": campaign, "people": people });
    let asked = agent.envelope("enrol_verified", inputs.clone()).await;
    assert_eq!(asked["error_kind"], "confirmation_required", "{asked}");
    let preview = asked["preview"].as_str().unwrap();
    for words in [
        "snov_add_emails_for_verification",
        "1 credit an address",
        "instantly_add_leads",
        "good.two@example.org",
        "2 people",
    ] {
        assert!(preview.contains(words), "{words}: {preview}");
    }
    inputs["confirm_token"] = asked["confirm_token"].clone();
    let mut other = inputs.clone();
    other["people"] = json!([{ "email": "somebody.else@example.org" }]);
    let refused = agent.envelope("enrol_verified", other).await;
    assert!(refused["error"].as_str().unwrap().contains("not for this call"), "{refused}");
    let added = done(&mut agent, "enrol_verified", inputs.clone()).await;
    assert_eq!(added["added"], 2, "{added}");
    assert_eq!(leads(&mut agent, &campaign).await, before + 2);
    // Nothing is left to do, so that nobody is asked.
    inputs.as_object_mut().unwrap().remove("confirm_token");
    assert_eq!(done(&mut agent, "enrol_verified", inputs).await["added"], 0);

    let block = json!({ "value": "stop@example.org" });
    let asked = agent.envelope("suppress_everywhere", block.clone()).await;
    let mut agreed = block;
    agreed["confirm_token"] = asked["confirm_token"].clone();
    assert_eq!(done(&mut agent, "suppress_everywhere", agreed).await["outcomes"][0]["outcome"], "blocked");
}

/// The process is killed while addresses are verified or people are added; the same call after a restart goes on.
#[tokio::test]
async fn a_call_that_was_killed_goes_on_where_it_stopped() {
    for fault in ["POST /v1/add-emails-to-verification=latency:1500ms*2", "POST /leads/add=latency:1500ms*1"] {
        let faults = vec![fault.parse().unwrap()];
        let seed = Seed { snov_requests: 1000, ..Seed::default() };
        let sandbox = start_with(([127, 0, 0, 1], 0).into(), faults, seed).await.unwrap();
        let journal = Journal::new();
        let start = || async {
            let mut program = journal.configure(with_all_vendors(&sandbox.base_url()));
            program.args(["--pace", "0"]);
            StdioSession::initialized(program, "2025-11-25").await
        };
        let mut agent = start().await;
        let campaign = draft(&mut agent).await;
        let before = done(&mut agent, "snov_get_balance", json!({})).await["balance"].clone();
        let people: Vec<Value> =
            (0..25).map(|at| json!({ "email": format!("person.{at}@killed.example.org") })).collect();
        let inputs = json!({ "vendor": "instantly", "campaign_id": campaign, "people": people });
        agent.begin_call("enrol_verified", inputs.clone()).await;
        tokio::time::sleep(Duration::from_millis(1200)).await;
        agent.kill().await;
        // What was on its way arrives.
        tokio::time::sleep(Duration::from_millis(1500)).await;
        let mut agent = start().await;
        let mut last = Value::Null;
        for _ in 0..3 {
            last = agent.envelope("enrol_verified", inputs.clone()).await;
        }
        let settled = verdicts(&last, "already_there") + verdicts(&last, "unknown");
        assert_eq!(settled, 25, "{fault}: {last}");
        let count = json!({ "campaign": campaign, "limit": 100, "fields": ["email"] });
        let leads = done(&mut agent, "instantly_list_leads", count).await;
        let mut emails: Vec<&str> =
            leads["leads"].as_array().unwrap().iter().map(|lead| lead["email"].as_str().unwrap()).collect();
        let all = emails.len();
        emails.sort_unstable();
        emails.dedup();
        assert_eq!(emails.len(), all, "{fault}: nobody is added twice");
        let after = done(&mut agent, "snov_get_balance", json!({})).await["balance"].clone();
        let number =
            |balance: &Value| balance.as_str().map_or_else(|| balance.as_f64().unwrap(), |text| text.parse().unwrap());
        assert!(number(&before) - number(&after) <= 25.0, "{fault}: {before} {after}");
        drop(agent);
        sandbox.stop().await;
    }
}
