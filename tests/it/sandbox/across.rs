//! Questions across all vendors, asked by tool calls alone, over stdio in the sandbox: jobs, vendors that are down, what the operator
//! permits, confirmation, and a kill in the middle.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use super::session;
use crate::support::{
    catalogue::OUTREACH,
    program::{StdioSession, with_all_vendors},
    sandbox::{Seed, start_with},
};

pub(super) async fn agent() -> StdioSession {
    session(&["--pace", "0"]).await
}

pub(super) async fn done(agent: &mut StdioSession, tool: &str, inputs: Value) -> Value {
    let answer = agent.envelope(tool, inputs.clone()).await;
    assert_eq!(answer["success"], true, "{tool} {inputs}: {answer}");
    answer
}

pub(super) fn verdicts(answer: &Value, verdict: &str) -> usize {
    answer["results"].as_array().unwrap().iter().filter(|row| row["verdict"] == verdict).count()
}

/// How many leads a campaign has.
pub(super) async fn leads(agent: &mut StdioSession, campaign: &Value) -> u64 {
    let count = json!({ "campaign": campaign, "count_only": true });
    done(agent, "instantly_list_leads", count).await["count"].as_u64().unwrap()
}

pub(super) async fn draft(agent: &mut StdioSession) -> Value {
    let inputs = json!({ "status": "draft", "limit": 1 });
    done(agent, "instantly_list_campaigns", inputs).await["campaigns"][0]["id"].clone()
}

/// Is this person known, contacted, suppressed anywhere?
#[tokio::test]
async fn a_person_is_found_with_campaigns_contact_replies_and_suppression() {
    let mut agent = agent().await;
    let inputs = json!({ "filter": "FILTER_VAL_REPLIED", "limit": 1 });
    let lead = done(&mut agent, "instantly_list_leads", inputs).await["leads"][0].clone();
    let email = lead["email"].as_str().unwrap().to_owned();
    let found = done(&mut agent, "find_person", json!({ "email": email.to_uppercase() })).await;
    assert_eq!(
        (&found["known"], &found["asked"]),
        (&json!(true), &json!(["instantly", "overloop", "snov"])),
        "{found}"
    );
    let person = &found["people"][0];
    assert!(person["campaigns"][0]["name"].is_string() && person["campaigns"][0]["state"].is_string(), "{found}");
    assert!(person["last_contact"].is_string() && person["replies"].as_u64().unwrap() > 0, "{found}");
    assert!(found["notes"].to_string().contains("do-not-email lists cannot be read"), "{found}");
    let domain = email.split_once('@').unwrap().1.to_owned();
    done(&mut agent, "instantly_create_block_list_entry", json!({ "bl_value": domain })).await;
    let found = done(&mut agent, "find_person", json!({ "email": email })).await;
    let reason = json!({ "vendor": "instantly", "kind": "blocked_domain", "entry": domain });
    assert!(found["suppressed"].as_array().unwrap().contains(&reason), "{found}");
    let nobody = done(&mut agent, "find_person", json!({ "email": "nobody@example.org" })).await;
    assert_eq!((&nobody["known"], &nobody["people"]), (&json!(false), &json!([])), "{nobody}");
    let (first, last) = (&lead["first_name"], &lead["last_name"]);
    let named = done(&mut agent, "find_person", json!({ "first_name": first, "last_name": last })).await;
    assert!(named["people"].as_array().unwrap().iter().any(|person| person["email"] == lead["email"]), "{named}");
    assert!(named["notes"].to_string().contains("Snov.io finds people by their address alone"), "{named}");
}

/// A report of the period with a chart; what the job costs an agent.
#[tokio::test]
async fn a_report_with_a_chart_costs_less_than_8000_tokens() {
    let mut agent = agent().await;
    let inputs = json!({ "from": "2026-01-01", "to": "2026-12-31", "chart": true });
    let result = agent.call("campaign_report", inputs).await;
    let answer = &result["structuredContent"];
    assert_eq!(answer["success"], true, "{answer}");
    let tokens =
        tiktoken_rs::o200k_base_singleton().encode_ordinary(result["content"][0]["text"].as_str().unwrap()).len();
    println!("a report of three vendors: {tokens} tokens");
    assert!(tokens <= 8000, "{tokens}");
    let picture = &result["content"][1];
    assert_eq!((&picture["type"], &picture["mimeType"]), (&json!("image"), &json!("image/png")));
    let png = STANDARD.decode(picture["data"].as_str().unwrap()).unwrap();
    assert!(png.starts_with(b"\x89PNG\r\n\x1a\n") && png.len() < 600_000, "{} bytes", png.len());
    assert!(answer.get("picture_png").is_none() && answer["chart"].is_string(), "{answer}");
    let rows = answer["campaigns"].as_array().unwrap();
    let of = |vendor: &str| rows.iter().filter(|row| row["vendor"] == vendor).collect::<Vec<_>>();
    assert!(["instantly", "overloop", "snov"].iter().all(|vendor| !of(vendor).is_empty()), "{answer}");
    assert!(of("instantly").iter().all(|row| row.get("delivered").is_none() && row["sent"].is_u64()), "{answer}");
    assert!(of("snov").iter().all(|row| row["delivered"].is_u64()), "{answer}");
    assert!(of("overloop").iter().all(|row| row.get("sent").is_none()), "never 0 where it is not told: {answer}");
    let sent: u64 = rows.iter().filter_map(|row| row["sent"].as_u64()).sum();
    assert_eq!(answer["totals"]["sent"], sent, "{answer}");
    let unknown = answer["unknown"].as_array().unwrap().iter();
    assert_eq!(unknown.map(|row| &row["vendor"]).collect::<Vec<_>>(), ["instantly", "overloop"], "{answer}");

    let one = of("snov")[0];
    let inputs =
        json!({ "from": "2026-01-01", "to": "2026-12-31", "campaigns": [{ "vendor": "snov", "id": one["id"] }] });
    let only = done(&mut agent, "campaign_report", inputs).await;
    assert_eq!((&only["asked"], only["campaigns"].as_array().unwrap().len()), (&json!(["snov"]), 1), "{only}");
    let wrong = agent.envelope("campaign_report", json!({ "from": "2026-05-02", "to": "2026-05-01" })).await;
    assert!(wrong["error"].as_str().unwrap().contains("is after"), "{wrong}");
}

/// Stop everything to this domain.
#[tokio::test]
async fn a_domain_is_blocked_at_every_vendor_and_each_outcome_is_told() {
    let mut agent = agent().await;
    let inputs = json!({ "value": "@Leave-Us.example", "list_ids": [{ "vendor": "snov", "list_id": "8" }] });
    let outcomes = |answer: &Value| -> Vec<Value> {
        answer["outcomes"].as_array().unwrap().iter().map(|outcome| outcome["outcome"].clone()).collect()
    };
    let first = done(&mut agent, "suppress_everywhere", inputs.clone()).await;
    assert_eq!((outcomes(&first), &first["everywhere"]), (vec![json!("blocked"); 3], &json!(true)), "{first}");
    let again = done(&mut agent, "suppress_everywhere", inputs).await;
    assert_eq!(outcomes(&again), vec![json!("already"); 3], "{again}");
    let checked = json!({ "emails": ["anyone@leave-us.example", "other@example.org"] });
    let checked = done(&mut agent, "check_suppression", checked).await;
    assert_eq!(checked["results"][0]["sendable"], "no", "{checked}");
    assert_eq!(checked["results"][1]["sendable"], "unknown", "what cannot be read is not called sendable: {checked}");
    let vendors = json!({ "emails": ["other@example.org"], "vendors": ["instantly", "overloop"] });
    let checked = done(&mut agent, "check_suppression", vendors).await;
    assert_eq!(checked["results"][0]["sendable"], "yes", "{checked}");
    // On all lists there are, where none is named.
    let all = done(&mut agent, "suppress_everywhere", json!({ "value": "a@example.org" })).await;
    assert_eq!(all["everywhere"], true, "{all}");
    assert!(outcomes(&all).iter().all(|outcome| outcome == "blocked"), "{all}");
    let entries = done(&mut agent, "instantly_list_block_list_entries", json!({ "search": "leave-us.example" })).await;
    assert_eq!(entries["count"], 1, "{entries}");
}

#[tokio::test]
async fn addresses_are_found_for_free_first_and_paid_for_once() {
    let mut agent = agent().await;
    let person = json!({ "first_name": "Nobody", "last_name": "Here", "domain": "example.com" });
    let inputs = json!({ "people": [person], "emails": ["new.one@example.org", "invalid.two@example.org"] });
    let mut preview = inputs.clone();
    preview["dry_run"] = true.into();
    let planned = done(&mut agent, "find_and_verify", preview).await;
    let credits = |answer: &Value, of: &str| -> f64 {
        answer[of].as_array().unwrap().iter().filter_map(|one| one["credits"].as_f64()).sum()
    };
    assert_eq!(credits(&planned, "price"), 4.0, "{planned}");
    let first = done(&mut agent, "find_and_verify", inputs.clone()).await;
    let standings: Vec<&Value> = first["results"].as_array().unwrap().iter().map(|row| &row["standing"]).collect();
    assert_eq!(standings, ["valid", "valid", "invalid"], "{first}");
    assert!(credits(&first, "credits_used") >= 3.0, "{first}");
    let again = done(&mut agent, "find_and_verify", inputs).await;
    assert_eq!((credits(&again, "credits_used"), &again["results"]), (0.0, &first["results"]), "{again}");
}

#[tokio::test]
async fn the_inbox_has_the_newest_replies_of_all_vendors() {
    let mut agent = agent().await;
    let all = done(&mut agent, "inbox", json!({ "limit": 100 })).await;
    let replies = all["replies"].as_array().unwrap();
    for vendor in ["instantly", "overloop", "snov"] {
        assert!(replies.iter().any(|reply| reply["vendor"] == vendor), "{vendor}: {all}");
    }
    assert_eq!(all["count"], replies.len(), "{all}");
    // The call in `read_with` reads that reply.
    for vendor in ["instantly", "snov"] {
        let reply = replies.iter().find(|reply| reply["vendor"] == vendor).unwrap();
        let call = &reply["read_with"];
        let read = done(&mut agent, call["tool"].as_str().unwrap(), call["arguments"].clone()).await;
        assert!(read.to_string().contains(reply["from"].as_str().unwrap()), "{reply}: {read}");
    }
    assert!(replies.iter().all(|reply| reply["vendor"] != "overloop" || reply.get("read_with").is_none()), "{all}");
    // What is left out is told.
    let few = done(&mut agent, "inbox", json!({ "limit": 2 })).await;
    assert_eq!((&few["count"], &few["has_more"]), (&json!(2), &json!(true)), "{few}");
    assert_eq!(few["replies"], json!(replies[..2]), "{few}");
    let some = done(&mut agent, "inbox", json!({ "limit": 3, "since": "2026-05-01" })).await;
    assert_eq!((&some["count"], &some["replies"]), (&json!(3), &json!(replies[..3])), "{some}");
    let wrong = agent.envelope("inbox", json!({ "since": "yesterday" })).await;
    assert_eq!(wrong["error_kind"], "invalid_input", "{wrong}");
}

/// Stopping mail does not depend on looking first.
#[tokio::test]
async fn a_stop_goes_on_where_nothing_can_be_read() {
    let mut agent = session(&["--pace", "0", "--sandbox-fault", "GET *=503*999"]).await;
    let inputs = json!({ "value": "q@acme.example.com", "list_ids": [{ "vendor": "snov", "list_id": "8" }] });
    let stopped = done(&mut agent, "suppress_everywhere", inputs).await;
    assert_eq!(stopped["everywhere"], true, "{stopped}");
    for (outcome, looks) in stopped["outcomes"].as_array().unwrap().iter().zip([true, true, false]) {
        assert_eq!(outcome["outcome"], "blocked", "{stopped}");
        let warning = outcome["warning"].as_str().unwrap_or_default();
        assert_eq!(warning.contains("could not be looked first"), looks, "{stopped}");
    }
    // Where a read has to say on which lists, only that vendor fails.
    let unlisted = done(&mut agent, "suppress_everywhere", json!({ "value": "r@acme.example.com" })).await;
    let outcomes: Vec<&Value> = unlisted["outcomes"].as_array().unwrap().iter().map(|one| &one["outcome"]).collect();
    assert_eq!(outcomes, ["blocked", "blocked", "failed"], "{unlisted}");
}

#[tokio::test]
async fn a_vendor_that_is_down_is_named_and_the_others_answer() {
    let mut agent = session(&["--pace", "0", "--sandbox-fault", "* /public/*=500"]).await;
    let calls = [
        ("find_person", json!({ "email": "somebody@example.org" })),
        ("check_suppression", json!({ "emails": ["somebody@example.org"] })),
        ("campaign_report", json!({ "from": "2026-01-01", "to": "2026-12-31" })),
        ("inbox", json!({})),
    ];
    for (tool, inputs) in calls {
        let answer = done(&mut agent, tool, inputs).await;
        let failed = answer["failed"].as_array().unwrap();
        assert_eq!((failed.len(), &failed[0]["vendor"]), (1, &json!("overloop")), "{tool}: {answer}");
        assert!(failed[0]["error"].is_string() && failed[0]["hint"].is_string(), "{tool}: {answer}");
    }
    let checked = done(&mut agent, "check_suppression", json!({ "emails": ["x@rival.example.com"] })).await;
    assert_eq!(checked["results"][0]["sendable"], "unknown", "{checked}");
    let blocked = done(&mut agent, "suppress_everywhere", json!({ "value": "x@example.org" })).await;
    assert_eq!(blocked["outcomes"][0]["outcome"], "blocked", "{blocked}");
    // It was asked for all the same, and a 500 does not say that it was not done.
    assert_eq!(blocked["outcomes"][1]["outcome"], "unknown", "{blocked}");
    let only = json!({ "email": "somebody@example.org", "vendors": ["overloop"] });
    let none = agent.envelope("find_person", only).await;
    assert!(none["success"] == false && none["error"].as_str().unwrap().contains("No vendor answered"), "{none}");
    // Nobody is added while it is not known whether they are suppressed.
    let people = json!([{ "email": "other@example.org" }]);
    let inputs = json!({ "vendor": "instantly", "campaign_id": draft(&mut agent).await, "people": people, "already_verified": true });
    let held = agent.envelope("enrol_verified", inputs).await;
    assert_eq!((&held["success"], &held["results"][0]["verdict"]), (&json!(false), &json!("not_checked")), "{held}");
}

#[tokio::test]
async fn a_wrong_key_is_named_and_the_others_answer() {
    let sandbox = start_with(([127, 0, 0, 1], 0).into(), Vec::new(), Seed::default()).await.unwrap();
    let mut program = with_all_vendors(&sandbox.base_url());
    program.env("OVERLOOP_API_KEY", "revoked-key-0123456789-abcdefgh");
    let mut agent = StdioSession::initialized(program, "2025-11-25").await;
    let found = done(&mut agent, "find_person", json!({ "email": "somebody@example.org" })).await;
    assert_eq!(
        (&found["failed"][0]["vendor"], &found["failed"][0]["error_kind"]),
        (&json!("overloop"), &json!("unauthorized")),
        "{found}"
    );
    assert!(!found.to_string().contains("revoked-key"), "{found}");
    sandbox.stop().await;
}

#[tokio::test]
async fn a_read_only_server_looks_and_neither_spends_nor_adds() {
    let mut agent = session(&["--pace", "0", "--read-only"]).await;
    let listed = agent.request("tools/list", json!({})).await["result"]["tools"].clone();
    let names: Vec<&str> = listed.as_array().unwrap().iter().map(|tool| tool["name"].as_str().unwrap()).collect();
    let own: Vec<&str> = OUTREACH.into_iter().filter(|name| names.contains(name)).collect();
    assert_eq!(own, ["campaign_report", "check_suppression", "find_and_verify", "find_person", "inbox"]);
    let answer = agent.envelope("find_and_verify", json!({ "emails": ["new.one@example.org"] })).await;
    assert_eq!((&answer["success"], &answer["error_kind"]), (&json!(false), &json!("denied_by_policy")), "{answer}");
    let error = answer["error"].as_str().unwrap();
    assert!(error.contains("--read-only") && !error.contains("(not enabled here)"), "{answer}");
    let refused = agent.envelope("suppress_everywhere", json!({ "value": "x@example.org" })).await;
    assert_eq!(refused["error_kind"], "denied_by_policy", "{refused}");
}

#[tokio::test]
async fn mail_is_stopped_wherever_updates_are_permitted() {
    let mut agent = session(&["--pace", "0", "--permit", "update"]).await;
    let answer = done(&mut agent, "suppress_everywhere", json!({ "value": "x@example.org" })).await;
    let blocked = answer["outcomes"].as_array().unwrap().iter().filter(|one| one["outcome"] == "blocked").count();
    assert_eq!(blocked, 2, "{answer}");
}

/// The seven tools, as a model reads them.
#[tokio::test]
async fn the_toolset_costs_less_than_3000_tokens_and_can_be_chosen_alone() {
    let mut agent = session(&["--toolsets", "outreach", "--pace", "0"]).await;
    let listed = agent.request("tools/list", json!({})).await["result"]["tools"].clone();
    let tools = listed.as_array().unwrap();
    let encoder = tiktoken_rs::o200k_base_singleton();
    let own = tools.iter().filter(|tool| OUTREACH.contains(&tool["name"].as_str().unwrap()));
    let read = |tool: &Value| {
        let seen =
            json!({ "name": tool["name"], "description": tool["description"], "parameters": tool["inputSchema"] });
        encoder.encode_ordinary(&seen.to_string()).len()
    };
    let costs: Vec<usize> = own.map(read).collect();
    println!("the toolset outreach: {} tokens", costs.iter().sum::<usize>());
    assert!(costs.len() == OUTREACH.len() && costs.iter().sum::<usize>() < 3000, "{costs:?}");
    assert!(tools.iter().all(|tool| !tool["name"].as_str().unwrap().starts_with("instantly_")), "{listed}");
    // Its parts are called, although their toolsets are not chosen.
    done(&mut agent, "find_person", json!({ "email": "somebody@example.org" })).await;
}
