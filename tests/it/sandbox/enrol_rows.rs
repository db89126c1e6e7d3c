//! What `enrol_verified` says of each row: how somebody stands there who was there before, what of the row is not used, and who is added
//! by equal or overlapping calls at once.

use serde_json::{Value, json};

use super::{
    across::{agent, done, draft},
    session,
};
use crate::support::program::{StdioSession, command};

async fn overloop(options: &[&str]) -> StdioSession {
    let mut program = command();
    program.args(["--sandbox", "--pace", "0", "--toolsets", "all"]).args(options).env("OVERLOOP_GENERATION", "v2");
    StdioSession::initialized(program, "2025-11-25").await
}

fn into_campaign(people: Value) -> Value {
    json!({ "vendor": "overloop", "campaign_id": "1", "people": people, "already_verified": true })
}

/// In the campaign 1 of Overloop, and out of it.
const EXITED: &str = "hakim.thornbury@example.net";
const ENROLLED: &str = "celia.oyelaran@elmstead.example.net";

#[tokio::test]
async fn who_is_there_is_told_with_the_state_and_how_they_are_run_again() {
    let mut agent = overloop(&[]).await;
    let inputs = into_campaign(json!([{ "email": EXITED }, { "email": ENROLLED }]));
    let first = done(&mut agent, "enrol_verified", inputs.clone()).await;
    let row = |answer: &Value, at: usize| answer["results"][at].clone();
    assert_eq!(row(&first, 0)["state"], "exited", "{first}");
    assert_eq!(row(&first, 1)["state"], "active", "{first}");
    assert!(!row(&first, 1)["reason"].to_string().contains("reenroll"), "{first}");
    done(&mut agent, "overloop_disenroll_prospect", json!({ "campaign_id": "1", "enrollment_id": "1" })).await;
    let again = done(&mut agent, "enrol_verified", inputs).await;
    assert_eq!(
        (&row(&again, 1)["verdict"], &row(&again, 1)["state"]),
        (&json!("already_there"), &json!("disenrolled"))
    );
    for at in [0, 1] {
        let reason = row(&again, at)["reason"].as_str().unwrap().to_owned();
        assert!(reason.contains("overloop_enroll_prospect") && reason.contains("`reenroll`"), "{again}");
        assert!(reason.contains("check_suppression"), "no hint leads past a suppression: {again}");
    }
    // What it says is so.
    let reenroll = json!({ "campaign_id": "1", "prospect_id": "3", "reenroll": true });
    done(&mut agent, "overloop_enroll_prospect", reenroll).await;
    // Where nobody may enroll, no tool is named.
    let mut reader = overloop(&["--exclude-tools", "overloop_enroll_prospect"]).await;
    let untold = reader.envelope("enrol_verified", into_campaign(json!([{ "email": EXITED }]))).await;
    assert!(!untold.to_string().contains("overloop_enroll_prospect with"), "{untold}");
}

#[tokio::test]
async fn the_states_of_instantly_and_snov_are_told_too() {
    let mut agent = agent().await;
    let filters = [("FILTER_VAL_COMPLETED", "completed"), ("FILTER_VAL_UNSUBSCRIBED", "unsubscribed")];
    for (filter, state) in filters {
        let leads = done(&mut agent, "instantly_list_leads", json!({ "filter": filter, "limit": 100 })).await;
        let leads = leads["leads"].as_array().unwrap();
        let lead = leads.iter().find(|lead| lead["campaign"].is_string()).unwrap_or_else(|| panic!("{filter}"));
        let inputs = json!({
            "vendor": "instantly", "campaign_id": lead["campaign"], "people": [{ "email": lead["email"] }], "already_verified": true,
        });
        let answer = done(&mut agent, "enrol_verified", inputs).await;
        let row = &answer["results"][0];
        assert_eq!((&row["verdict"], &row["state"]), (&json!("already_there"), &json!(state)), "{answer}");
        assert!(row["reason"].is_string(), "{answer}");
    }
    let mut states = Vec::new();
    let campaigns = done(&mut agent, "snov_list_campaigns", json!({})).await["campaigns"].clone();
    for campaign in campaigns.as_array().unwrap().iter().take(4) {
        let list = json!({ "list_id": campaign["list_id"], "per_page": 5 });
        let prospects = done(&mut agent, "snov_list_prospects_in_list", list).await["prospects"].clone();
        let emails = prospects.as_array().unwrap().iter().filter_map(|row| row["emails"][0]["email"].as_str());
        let people: Vec<Value> = emails.map(|email| json!({ "email": email })).collect();
        let inputs = json!({
            "vendor": "snov", "campaign_id": campaign["id"].to_string(), "people": people, "already_verified": true,
        });
        let answer = done(&mut agent, "enrol_verified", inputs).await;
        for row in answer["results"].as_array().unwrap() {
            assert_eq!(row["verdict"], "already_there", "{answer}");
            states.extend(row["state"].as_str().map(str::to_owned));
        }
    }
    assert!(["active", "finished"].iter().all(|state| states.iter().any(|own| own == state)), "{states:?}");
}

#[tokio::test]
async fn what_of_a_row_is_not_used_is_said() {
    let mut agent = overloop(&[]).await;
    let people = json!([
        { "email": "o@acme.example.com", "company_name": "Acme Inc", "first_name": " ", "last_name": " Lovelace " },
        { "email": "alma.aldercott@oxbow.example.net", "first_name": "Zed" },
        { "email": "p@acme.example.com", "first_name": "Pia" },
    ]);
    let mut dry = into_campaign(people.clone());
    dry["dry_run"] = true.into();
    for inputs in [dry, into_campaign(people)] {
        let answer = done(&mut agent, "enrol_verified", inputs).await;
        let notes = |at: usize| answer["results"][at]["notes"].to_string();
        assert!(
            notes(0).contains("`company_name` is not used") && notes(0).contains("`first_name` is blank"),
            "{answer}"
        );
        assert!(notes(1).contains("`first_name` not used") && notes(1).contains("update_prospect"), "{answer}");
        assert!(!notes(2).contains("not used"), "{answer}");
    }
    let made = done(&mut agent, "overloop_get_prospect_by_email", json!({ "email": "o@acme.example.com" })).await;
    let prospect = &made["prospect"];
    assert_eq!((&prospect["last_name"], prospect["first_name"].as_str()), (&json!("Lovelace"), None), "{made}");
}

/// Three calls at once, of which two are equal and one overlaps.
#[tokio::test]
async fn calls_at_once_add_each_person_once_and_say_so() {
    const OWN: [&str; 9] = [
        "vendor",
        "campaign_id",
        "list_id",
        "people",
        "already_verified",
        "accept_catch_all",
        "dry_run",
        "vendors",
        "idempotency_key",
    ];
    const FIELDS: [&str; 6] = ["email", "first_name", "last_name", "company_name", "job_title", "phone"];
    for vendor in ["overloop", "instantly", "snov"] {
        let mut agent = overloop(&[]).await;
        let mut inputs = json!({ "vendor": vendor, "already_verified": true });
        match vendor {
            "overloop" => inputs["campaign_id"] = "1".into(),
            "instantly" => inputs["campaign_id"] = draft(&mut agent).await,
            _ => {
                let lists = done(&mut agent, "snov_list_lists", json!({})).await;
                inputs["list_id"] = lists["lists"][0]["id"].to_string().into();
            }
        }
        let one = json!([{ "email": "nora.new@acme.example.com" }, { "email": "two@acme.example.com" }]);
        let other =
            json!([{ "email": "NORA.new@acme.example.com", "first_name": "N" }, { "email": "three@acme.example.com" }]);
        for people in [&one, &one, &other] {
            inputs["people"] = people.clone();
            agent.begin_call("enrol_verified", inputs.clone()).await;
        }
        let answers = agent.envelopes(3).await;
        let added: u64 = answers.iter().filter_map(|answer| answer["added"].as_u64()).sum();
        assert_eq!(added, 3, "{vendor}: {answers:?}");
        for answer in &answers {
            assert_eq!(answer["success"], true, "{vendor}: {answer}");
            for row in answer["results"].as_array().unwrap() {
                let verdict = row["verdict"].as_str().unwrap();
                assert!(["added", "already_there"].contains(&verdict), "{vendor}: {row}");
                // Names in backticks are inputs of this tool, ids, or inputs of a tool that is named beside them.
                let reason = row["reason"].as_str().unwrap_or_default();
                for word in reason.split('`').skip(1).step_by(2) {
                    let is_own = OWN.contains(&word) || FIELDS.contains(&word);
                    assert!(is_own || reason.contains("overloop_enroll_prospect"), "{vendor}: {row}");
                }
            }
        }
    }
}

/// Somebody new is made a prospect, which mails nobody, and is enrolled, which does.
#[tokio::test]
async fn somebody_new_counts_as_one_send() {
    let people = json!([{ "email": "n1@acme.example.com" }, { "email": "n2@acme.example.com" }, { "email": "n3@acme.example.com" }]);
    for is_dry in [true, false] {
        let mut agent = overloop(&["--limit", "overloop.send=2/day"]).await;
        let mut inputs = into_campaign(people.clone());
        inputs["dry_run"] = is_dry.into();
        let answer = done(&mut agent, "enrol_verified", inputs).await;
        let verdicts: Vec<&Value> = answer["results"].as_array().unwrap().iter().map(|row| &row["verdict"]).collect();
        let expected = if is_dry { "planned" } else { "added" };
        assert_eq!(verdicts, [expected, expected, "over_limit"], "{answer}");
        // Nobody is left behind as a record that was not asked for.
        let third = json!({ "email": "n3@acme.example.com" });
        let known = agent.envelope("overloop_get_prospect_by_email", third).await;
        assert_eq!(known["success"], false, "{known}");
    }
}

#[tokio::test]
async fn a_record_that_is_left_over_is_named() {
    for status in [401, 422, 503] {
        let mut agent = overloop(&["--sandbox-fault", &format!("POST /public/v2/campaigns/*={status}")]).await;
        let people = json!([{ "email": "left.over@acme.example.com" }]);
        let answer = agent.envelope("enrol_verified", into_campaign(people)).await;
        assert_eq!(answer["success"], false, "{status}: {answer}");
        let known =
            done(&mut agent, "overloop_get_prospect_by_email", json!({ "email": "left.over@acme.example.com" })).await;
        let id = known["prospect"]["id"].as_str().unwrap_or_else(|| panic!("{known}"));
        let error = answer["error"].as_str().unwrap();
        assert!(error.contains("has a record of it now") && error.contains(&format!("`{id}`")), "{status}: {answer}");
        assert!(!error.contains("Nothing was"), "{status}: {answer}");
    }
}

/// No vendor documents whether a blocked domain keeps its subdomains from being mailed.
#[tokio::test]
async fn below_a_blocked_domain_it_is_unknown_who_may_be_mailed() {
    const BELOW: &str = "x@mail.sub.acme29.example.com";
    for vendor in ["instantly", "overloop"] {
        let mut agent = session(&["--pace", "0", "--toolsets", "all"]).await;
        let block = json!({ "value": "acme29.example.com", "vendors": [vendor] });
        done(&mut agent, "suppress_everywhere", block).await;
        let emails = json!([BELOW, "x@acme29.example.com", "x@other-acme29.example.com"]);
        let check = json!({ "emails": emails, "vendors": ["instantly", "overloop"] });
        let checked = done(&mut agent, "check_suppression", check).await;
        let sendable: Vec<&Value> = checked["results"].as_array().unwrap().iter().map(|row| &row["sendable"]).collect();
        assert_eq!(sendable, ["unknown", "no", "yes"], "{checked}");
        let reason = json!({ "vendor": vendor, "kind": "blocked_parent_domain", "entry": "acme29.example.com" });
        assert_eq!(checked["results"][0]["reasons"], json!([reason]), "{checked}");
        let found = done(&mut agent, "find_person", json!({ "email": BELOW })).await;
        assert!(found["suppressed"].as_array().unwrap().contains(&reason), "{found}");
        let people = json!([{ "email": BELOW }]);
        let inputs = json!({
            "vendor": "instantly", "campaign_id": draft(&mut agent).await, "people": people, "already_verified": true,
        });
        let held = done(&mut agent, "enrol_verified", inputs).await;
        assert_eq!(held["results"][0]["verdict"], "suppressed", "{held}");
    }
}
