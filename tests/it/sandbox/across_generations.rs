//! Questions across vendors with a key of Overloop that opens both generations of its API, v1 alone or v2 alone.

use serde_json::{Value, json};

use super::across::done;
use crate::support::program::{StdioSession, command};

async fn session(generation: &str) -> StdioSession {
    let mut program = command();
    program.arg("--sandbox").args(["--pace", "0", "--toolsets", "all"]);
    // Chosen by the operator, or found out of the key.
    match generation.strip_prefix("found ") {
        Some(opened) => {
            let closed = if opened == "v1" { "v2" } else { "v1" };
            program.args(["--sandbox-fault", &format!("* /public/{closed}/*=401")]);
        }
        None => {
            program.env("OVERLOOP_GENERATION", generation);
        }
    }
    StdioSession::initialized(program, "2025-11-25").await
}

/// A prospect in the campaign 1 of Overloop.
const ENROLLED: &str = "celia.oyelaran@elmstead.example.net";
/// On Overloop's exclusion list, with its domain.
const EXCLUDED: &str = "somebody@rival.example.com";

fn of_overloop(rows: &Value) -> Vec<&Value> {
    rows.as_array().unwrap().iter().filter(|row| row["vendor"] == "overloop").collect()
}

#[tokio::test]
async fn each_generation_answers_every_question() {
    for generation in ["auto", "v1", "v2", "found v1", "found v2"] {
        let mut agent = session(generation).await;
        let has_campaigns = !generation.ends_with("v1");
        let by_address = done(&mut agent, "find_person", json!({ "email": ENROLLED })).await;
        assert_eq!(by_address["failed"], json!([]), "{generation}: {by_address}");
        let person = of_overloop(&by_address["people"])[0];
        let campaign = json!([{ "id": "1", "name": "Spring fair follow-up", "state": "active" }]);
        assert_eq!(person["campaigns"], if has_campaigns { campaign } else { json!([]) }, "{generation}: {person}");

        let by_name = json!({ "first_name": "Celia", "last_name": "Oyelaran", "vendors": ["overloop"] });
        let by_name = done(&mut agent, "find_person", by_name).await;
        assert_eq!(by_name["people"][0]["email"], ENROLLED, "{generation}: {by_name}");

        let mut emails: Vec<String> = (0..20).map(|at| format!("p{at}@nowhere.example")).collect();
        emails.push(EXCLUDED.to_owned());
        let checked = json!({ "emails": emails, "vendors": ["overloop"] });
        let checked = done(&mut agent, "check_suppression", checked).await;
        assert_eq!(checked["failed"], json!([]), "{generation}: {checked}");
        let row = checked["results"].as_array().unwrap().iter().find(|row| row["email"] == EXCLUDED).unwrap();
        assert_eq!(row["sendable"], "no", "{generation}: {checked}");

        let inbox = done(&mut agent, "inbox", json!({ "vendors": ["overloop"] })).await;
        assert!(!inbox["replies"].as_array().unwrap().is_empty(), "{generation}: {inbox}");

        let report = done(&mut agent, "campaign_report", json!({ "vendors": ["overloop"] })).await;
        let rows = of_overloop(&report["campaigns"]);
        let sent: Vec<bool> = rows.iter().map(|row| row["since_start"]["sent"].is_number()).collect();
        assert!(!sent.is_empty() && sent.iter().all(|told| *told == has_campaigns), "{generation}: {report}");
        // What was sent since it began is in no period.
        assert!(report["totals"].get("sent").is_none(), "{generation}: {report}");
    }
}

/// One is a prospect already, one is in the campaign, one is new, one is kept out.
#[tokio::test]
async fn people_are_enrolled_in_a_campaign_of_overloop() {
    let mut agent = session("v2").await;
    let known = "alma.aldercott@oxbow.example.net";
    let people = json!([{ "email": known }, { "email": ENROLLED }, { "email": "new@nowhere.example", "first_name": "Nell" }, { "email": EXCLUDED }]);
    let inputs = json!({ "vendor": "overloop", "campaign_id": "1", "people": people, "already_verified": true });
    let mut dry = inputs.clone();
    dry["dry_run"] = json!(true);
    let planned = done(&mut agent, "enrol_verified", dry).await;
    let verdicts = |answer: &Value| -> Vec<String> {
        answer["results"].as_array().unwrap().iter().map(|row| row["verdict"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(verdicts(&planned), ["planned", "already_there", "planned", "suppressed"], "{planned}");
    let enrolled = done(&mut agent, "enrol_verified", inputs.clone()).await;
    assert_eq!(verdicts(&enrolled), ["added", "already_there", "added", "suppressed"], "{enrolled}");
    for email in [known, "new@nowhere.example"] {
        let person = done(&mut agent, "find_person", json!({ "email": email, "vendors": ["overloop"] })).await;
        assert_eq!(person["people"][0]["campaigns"][0]["id"], "1", "{person}");
    }
    let again = done(&mut agent, "enrol_verified", inputs).await;
    assert_eq!(verdicts(&again), ["already_there", "already_there", "already_there", "suppressed"], "{again}");
}

#[tokio::test]
async fn what_a_generation_cannot_do_is_said_before_anything_is_paid() {
    for (generation, target, says) in [
        ("v1", json!({ "campaign_id": "1" }), "pass `list_id`"),
        ("v2", json!({ "list_id": "CEO" }), "pass `campaign_id`"),
        ("found v1", json!({ "campaign_id": "1" }), "pass `list_id`"),
        ("found v2", json!({ "list_id": "CEO" }), "pass `campaign_id`"),
        ("v2", json!({ "campaign_id": "999" }), "overloop_list_campaigns"),
    ] {
        let mut agent = session(generation).await;
        let mut inputs = json!({ "vendor": "overloop", "people": [{ "email": "new@nowhere.example" }] });
        inputs.as_object_mut().unwrap().extend(target.as_object().unwrap().clone());
        let refused = agent.envelope("enrol_verified", inputs).await;
        assert_eq!(refused["success"], false, "{refused}");
        assert!(refused["error"].as_str().unwrap().contains(says), "{generation}: {refused}");
        assert!(refused.get("credits_used").is_none(), "{refused}");
    }
}

/// People are added elsewhere also where Overloop's key opens v2 alone: it says whom it excludes.
#[tokio::test]
async fn a_key_of_v2_alone_does_not_hold_others_back() {
    let mut agent = session("v2").await;
    let draft = super::across::draft(&mut agent).await;
    let people: Vec<Value> = (0..12).map(|at| json!({ "email": format!("p{at}@nowhere.example") })).collect();
    let inputs = json!({ "vendor": "instantly", "campaign_id": draft, "people": people, "already_verified": true });
    let added = done(&mut agent, "enrol_verified", inputs).await;
    assert_eq!(super::across::verdicts(&added, "added"), 12, "{added}");
}

/// Both calls are looked at before the first: nobody is left behind as a record that was not asked for.
#[tokio::test]
async fn nobody_is_made_a_prospect_who_cannot_be_enrolled() {
    const NEW: &str = "nora.new@acme.example.com";
    for (options, added) in [
        (["--permit", "read,send"], false),
        (["--limit", "overloop.send=0/day"], false),
        (["--limit", "overloop.create=0/day"], false),
        // The prospect is a create, and the enrollment the one send.
        (["--limit", "overloop.send=1/day"], true),
    ] {
        let mut program = command();
        program.args(["--sandbox", "--pace", "0", "--toolsets", "all"]).args(options).env("OVERLOOP_GENERATION", "v2");
        let mut agent = StdioSession::initialized(program, "2025-11-25").await;
        let inputs =
            json!({ "vendor": "overloop", "campaign_id": "1", "people": [{ "email": NEW }], "already_verified": true });
        let answer = agent.envelope("enrol_verified", inputs).await;
        assert_eq!(answer["added"] == 1, added, "{options:?}: {answer}");
        let known = agent.envelope("overloop_get_prospect_by_email", json!({ "email": NEW })).await;
        assert_eq!(known["success"] == true, added, "{options:?}: {known}");
    }
}

/// Also where the campaign is off: who starts it later may be under other rules.
#[tokio::test]
async fn rules_hold_for_whom_a_campaign_that_is_off_takes_in() {
    let mut program = command();
    program.args([
        "--sandbox",
        "--pace",
        "0",
        "--toolsets",
        "all",
        "--deny-recipient",
        "edith.dimitrov@orrery.example.com",
    ]);
    let mut agent = StdioSession::initialized(program, "2025-11-25").await;
    for (tool, whom) in [
        ("enroll_prospect", json!({ "prospect_id": "5" })),
        ("enroll_prospects", json!({ "prospect_ids": ["2", "5"] })),
    ] {
        let mut inputs = whom;
        inputs["campaign_id"] = json!("3");
        let refused = agent.envelope(&format!("overloop_{tool}"), inputs).await;
        assert_eq!(refused["error_kind"], "denied_by_policy", "{tool}: {refused}");
    }
    let other = json!({ "campaign_id": "3", "prospect_id": "2" });
    assert_eq!(agent.envelope("overloop_enroll_prospect", other).await["success"], true);
}

#[tokio::test]
async fn what_is_excluded_is_not_excluded_twice_and_a_deletion_says_what_still_excludes() {
    for generation in ["auto", "v2", "found v1", "found v2"] {
        let mut agent = session(generation).await;
        let inputs = json!({ "value": "z@acme.example.com", "item_type": "email" });
        for _ in 0..3 {
            agent.begin_call("overloop_create_exclusion_list_item", inputs.clone()).await;
        }
        let answers = agent.envelopes(3).await;
        let created = answers.iter().filter(|answer| answer["created"] == true).count();
        assert_eq!(created, 1, "{generation}: {answers:?}");
        let other_spelling = json!({ "value": "Z@Acme.example.com", "item_type": "email" });
        for again in [inputs, other_spelling] {
            let again = agent.envelope("overloop_create_exclusion_list_item", again).await;
            assert_eq!((&again["created"], &again["existing"]), (&json!(false), &json!(true)), "{generation}: {again}");
            assert_eq!(again["exclusion_list_item"]["value"], "z@acme.example.com", "{generation}: {again}");
        }
        let domain = json!({ "value": "acme.example.com", "item_type": "domain" });
        let domain = agent.envelope("overloop_create_exclusion_list_item", domain).await;
        assert_eq!(domain["created"], true, "it is another item: {generation}: {domain}");
        let mut delete = async |id: &Value| {
            agent.envelope("overloop_delete_exclusion_list_item", json!({ "exclusion_list_item_id": id })).await
        };
        let deleted = delete(&answers[0]["exclusion_list_item"]["id"]).await;
        if generation == "found v1" {
            assert!(deleted["error"].as_str().unwrap().contains("is of v2. Nothing was done"), "{deleted}");
            continue;
        }
        let warning = deleted["warnings"][0].as_str().unwrap_or_default();
        let id = &domain["exclusion_list_item"]["id"];
        assert!(warning.contains("`z@acme.example.com` is still excluded"), "{generation}: {deleted}");
        assert!(warning.contains(&format!("`{}`", id.as_str().unwrap())), "{generation}: {deleted}");
        let last = delete(id).await;
        assert_eq!((&last["deleted"], last.get("warnings")), (&json!(true), None), "{generation}: {last}");
    }
}

#[tokio::test]
async fn two_equal_items_exclude_until_both_are_deleted() {
    let mut program = command();
    let fault = "GET /public/v2/exclusion_list=422*3";
    program.args(["--sandbox", "--pace", "0", "--toolsets", "all", "--sandbox-fault", fault]);
    program.env("OVERLOOP_GENERATION", "v2");
    let mut agent = StdioSession::initialized(program, "2025-11-25").await;
    let inputs = json!({ "value": "z@acme.example.com", "item_type": "email" });
    let one = agent.envelope("overloop_create_exclusion_list_item", inputs.clone()).await;
    let other = agent.envelope("overloop_create_exclusion_list_item", inputs).await;
    let (one, other) = (&one["exclusion_list_item"]["id"], &other["exclusion_list_item"]["id"]);
    assert_ne!(one, other, "what cannot be read holds up no call that stops mail");
    let delete = json!({ "exclusion_list_item_id": one });
    let unread = agent.envelope("overloop_delete_exclusion_list_item", delete.clone()).await;
    assert_eq!(unread["success"], false, "{unread}");
    let deleted = agent.envelope("overloop_delete_exclusion_list_item", delete).await;
    assert!(deleted["warnings"].to_string().contains(other.as_str().unwrap()), "{deleted}");
}

/// Where Snov.io has v2 alone, which knows no addresses and no names, as where both are open.
#[tokio::test]
async fn snov_finds_and_verifies_for_credits_in_every_generation_and_once() {
    for generation in ["auto", "v1", "v2", "found v2"] {
        let mut program = command();
        program.args(["--sandbox", "--pace", "0", "--toolsets", "all"]);
        match generation {
            "found v2" => program.args(["--sandbox-fault", "* snov:v1=404"]),
            chosen => program.env("SNOV_GENERATION", chosen),
        };
        let mut agent = StdioSession::initialized(program, "2025-11-25").await;
        let emails = ["one@acme.example.com", "two@acme.example.com"];
        if generation != "v1" {
            // A part of what is asked for later is known, by the id of another start.
            done(&mut agent, "snov_start_email_verification", json!({ "emails": [emails[0]] })).await;
        }
        let person = json!({ "first_name": "Cy", "last_name": "Cole", "domain": "oxbow.example.net" });
        let inputs = json!({ "people": [person], "emails": emails, "vendors": ["snov"] });
        let mut dry = inputs.clone();
        dry["dry_run"] = json!(true);
        let to_verify = if generation == "v1" { 3.0 } else { 2.0 };
        let planned = done(&mut agent, "find_and_verify", dry).await;
        let credits: Vec<&Value> = planned["price"].as_array().unwrap().iter().map(|row| &row["credits"]).collect();
        assert_eq!(credits, [&json!(1.0), &json!(to_verify)], "{generation}: {planned}");
        let before = agent.envelope("snov_get_balance", json!({})).await["balance"].as_f64().unwrap();
        let found = done(&mut agent, "find_and_verify", inputs.clone()).await;
        assert_eq!(found["failed"], json!([]), "{generation}: {found}");
        for row in found["results"].as_array().unwrap() {
            assert!(row["email"].is_string() && row["standing"].is_string(), "{generation}: {found}");
        }
        let after = agent.envelope("snov_get_balance", json!({})).await["balance"].as_f64().unwrap();
        assert!((1.0..=to_verify + 1.0).contains(&(before - after)), "{generation}: {before} to {after}: {found}");
        let again = done(&mut agent, "find_and_verify", inputs).await;
        assert_eq!(again["results"], found["results"], "{generation}");
        // People whose address nobody has verified are added once it is.
        let people = json!([{ "email": "three@acme.example.com" }, { "email": emails[1] }]);
        let inputs = json!({ "vendor": "overloop", "campaign_id": "3", "people": people, "vendors": ["snov"] });
        let added = done(&mut agent, "enrol_verified", inputs).await;
        assert_eq!((&added["failed"], &added["price"][0]["calls"]), (&json!([]), &json!(1)), "{generation}: {added}");
        let left = agent.envelope("snov_get_balance", json!({})).await["balance"].as_f64().unwrap();
        assert_eq!(after - left, 1.0, "{generation}: {added}");
    }
}
