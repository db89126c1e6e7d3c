//! What Snov.io charges for once: one intent in several spellings is started once, and the free reads know every start of it, whichever
//! tool made it, also where its answer was lost.

use futures_util::future::join_all;
use serde_json::{Value, json};
use tokio::process::Command;

use crate::support::{
    journal::Journal,
    program::{StdioSession, with_snov},
    sandbox::{Sandbox, Seed, start_with},
};

const NO_V1: &str = "* snov:v1=404";
const NO_V2: &str = "* snov:v2=404";

/// A vendor with these faults, a journal, and a session that uses both.
struct World {
    _sandbox: Sandbox,
    _journal: Journal,
    session: StdioSession,
}

impl World {
    async fn with(faults: &[&str]) -> Self {
        let faults = faults.iter().map(|fault| fault.parse().unwrap()).collect();
        let sandbox = start_with(([127, 0, 0, 1], 0).into(), faults, Seed::default()).await.unwrap();
        let journal = Journal::new();
        let command: Command = journal.configure(with_snov(&sandbox.base_url()));
        let session = StdioSession::initialized(command, "2025-11-25").await;
        Self { _sandbox: sandbox, _journal: journal, session }
    }

    async fn ok(&mut self, tool: &str, inputs: Value) -> Value {
        let answer = self.session.envelope(tool, inputs.clone()).await;
        assert_eq!(answer["success"], true, "{tool} {inputs}: {answer}");
        answer
    }

    /// The words of a refusal.
    async fn told(&mut self, tool: &str, inputs: Value) -> String {
        let answer = self.session.envelope(tool, inputs.clone()).await;
        assert_eq!(answer["success"], false, "{tool} {inputs}: {answer}");
        answer["error"].as_str().unwrap().to_owned()
    }

    async fn balance(&mut self) -> f64 {
        self.session.envelope("get_balance", json!({})).await["balance"].as_f64().unwrap()
    }
}

const PROFILES: [&str; 6] = [
    "https://www.linkedin.com/in/gavin-eastwick-12",
    "https://www.linkedin.com/in/gavin-eastwick-12/",
    "https://www.linkedin.com/in/gavin-eastwick-12?utm=1#top",
    "http://linkedin.com/in/gavin-eastwick-12",
    "linkedin.com/in/Gavin-Eastwick-12",
    "https://UK.linkedin.com/in/gavin-eastwick-12",
];

fn person(first: &str, last: &str, domain: &str) -> Value {
    json!({ "first_name": first, "last_name": last, "domain": domain })
}

fn people() -> Vec<Value> {
    [
        ("Alma", "Delorme", "octagon.example.com"),
        ("ALMA", " delorme ", "https://www.Octagon.example.com/about"),
        ("alma", "Delorme", "octagon.example.com"),
    ]
    .map(|(first, last, domain)| person(first, last, domain))
    .to_vec()
}

/// A start, and the spellings of one intent.
fn spelt() -> Vec<(&'static str, Vec<Value>)> {
    let addresses = ["gavin@octagon.example.com", " Gavin@Octagon.example.com"];
    let two = [person("Eva", "Ulm", "octagon.example.com"), people()[0].clone()];
    let turned = [people()[1].clone(), two[0].clone()];
    vec![
        ("add_url_for_search", PROFILES.map(|url| json!({ "url": url })).to_vec()),
        ("add_names_to_find_emails", people()),
        ("add_emails_for_verification", addresses.map(|email| json!({ "emails": [email] })).to_vec()),
        ("start_linkedin_profiles_search", PROFILES.map(|url| json!({ "urls": [url] })).to_vec()),
        ("start_emails_by_name_search", people().into_iter().map(|row| json!({ "rows": [row] })).collect()),
        ("start_emails_by_name_search", vec![json!({ "rows": two }), json!({ "rows": turned })]),
        (
            "start_company_domains_search",
            ["Abelmann Partners", "abelmann  partners ", "ABELMANN PARTNERS"]
                .map(|name| json!({ "names": [name] }))
                .to_vec(),
        ),
    ]
}

#[tokio::test]
async fn one_intent_is_charged_once_however_it_is_spelt() {
    let cases =
        [&[][..], &[NO_V1][..]].into_iter().flat_map(|faults| spelt().into_iter().map(move |case| (faults, case)));
    let cases = cases.map(async |(faults, (start, spellings))| {
        let mut world = World::with(faults).await;
        let before = world.balance().await;
        world.ok(start, spellings[0].clone()).await;
        let after = world.balance().await;
        assert!(after < before, "{start} costs");
        for spelling in &spellings[1..] {
            let again = world.ok(start, spelling.clone()).await;
            assert_eq!(again["replayed"], true, "{start} {spelling}: {again}");
        }
        assert_eq!(world.balance().await, after, "{start} {faults:?}");
    });
    join_all(cases).await;
}

#[tokio::test]
async fn the_free_reads_know_a_start_of_either_kind_in_any_spelling() {
    let others = [person("Eva", "Ulm", "octagon.example.com"), person("Alma", "Delorme", "hexagon.example.com")];
    let rows = [vec![people()[0].clone()], others.to_vec()].concat();
    let addresses = ["eva@octagon.example.com", "gavin@octagon.example.com"];
    let profiles = [PROFILES[0], "https://www.linkedin.com/in/eva-ulm-12"];
    let by_name =
        |answer: &Value| answer.pointer("/emails/0/email") == Some(&json!("alma.delorme@octagon.example.com"));
    let by_url = |answer: &Value| {
        answer["prospects"].as_array().is_some_and(|found| found.len() == 1 && found[0]["name"] == "Gavin Eastwick")
    };
    let by_address = |answer: &Value| answer.pointer("/results/0/data/smtp_status") == Some(&json!("valid"));
    type Holds<'a> = &'a dyn Fn(&Value) -> bool;
    let cases: Vec<(&str, Value, &str, Vec<Value>, Holds<'_>)> = vec![
        ("add_names_to_find_emails", people()[0].clone(), "find_email", people(), &by_name),
        ("start_emails_by_name_search", json!({ "rows": rows }), "find_email", people(), &by_name),
        (
            "add_url_for_search",
            json!({ "url": PROFILES[0] }),
            "get_prospect_by_url",
            PROFILES.map(|url| json!({ "url": url })).to_vec(),
            &by_url,
        ),
        (
            "start_linkedin_profiles_search",
            json!({ "urls": profiles }),
            "get_prospect_by_url",
            PROFILES.map(|url| json!({ "url": url })).to_vec(),
            &by_url,
        ),
        (
            "add_emails_for_verification",
            json!({ "emails": addresses }),
            "verify_email",
            vec![json!({ "emails": ["Gavin@octagon.example.com"] })],
            &by_address,
        ),
        (
            "start_email_verification",
            json!({ "emails": addresses }),
            "verify_email",
            vec![json!({ "emails": ["Gavin@octagon.example.com"] })],
            &by_address,
        ),
    ];
    for (start, inputs, read, asked, holds) in cases {
        let mut world = World::with(&[NO_V1]).await;
        world.ok(start, inputs).await;
        let after = world.balance().await;
        for asked in asked {
            let answer = world.ok(read, asked.clone()).await;
            assert!(holds(&answer), "{start}, then {read} {asked}: {answer}");
        }
        assert_eq!(world.balance().await, after, "{read} is free");
    }
}

#[tokio::test]
async fn a_start_whose_answer_was_lost_is_known_to_the_free_read_which_does_not_send_to_paying_again() {
    let emails = json!({ "emails": ["a1@octagon.example.com", "a2@octagon.example.com"] });
    let url = json!({ "url": PROFILES[0] });
    for (start, inputs, read, asked) in [
        ("add_emails_for_verification", emails.clone(), "verify_email", emails.clone()),
        ("start_email_verification", emails.clone(), "verify_email", emails),
        ("add_names_to_find_emails", people()[0].clone(), "find_email", people()[1].clone()),
        ("start_emails_by_name_search", json!({ "rows": people()[..1] }), "find_email", people()[1].clone()),
        ("add_url_for_search", url.clone(), "get_prospect_by_url", url.clone()),
        ("start_linkedin_profiles_search", json!({ "urls": [PROFILES[1]] }), "get_prospect_by_url", url),
    ] {
        let mut world = World::with(&[NO_V1, "POST snov:v2=drop*1"]).await;
        let lost = world.session.envelope(start, inputs.clone()).await;
        assert_eq!(lost["error_kind"], "outcome_unknown", "{start}: {lost}");
        let after = world.balance().await;
        let entry = world.session.envelope("resolve_outcome", json!({})).await["results"][0].clone();
        assert_eq!(entry["outcome"], "unknown", "{start}: {entry}");
        // Nothing sends to a read that cannot know it, nor to a start that charges again.
        let again = world.told(start, inputs).await;
        for said in [lost["error"].as_str().unwrap(), entry["message"].as_str().unwrap(), &again] {
            assert!(said.contains("snov_get_balance"), "{start}: {said}");
            assert!(
                !said.contains(&format!("Ask snov_{read}")) && !said.contains("Nothing was started"),
                "{start}: {said}"
            );
        }
        let told = world.told(read, asked).await;
        let number = entry["entry"].as_str().unwrap();
        assert!(
            told.contains(number) && told.contains("unknown outcome") && told.contains("snov_get_balance"),
            "{read}: {told}"
        );
        assert!(told.contains(&format!("snov_{start}")) && !told.contains("for 1 credit"), "{read}: {told}");
        assert_eq!(world.balance().await, after, "{start}");
    }
}

#[tokio::test]
async fn a_read_of_more_than_was_started_names_the_start_and_its_part() {
    let mut world = World::with(&[NO_V1]).await;
    let started = json!({ "emails": ["gavin@octagon.example.com", "eva@octagon.example.com"] });
    let hash = world.ok("add_emails_for_verification", started).await["task_hash"].clone();
    let more = json!({ "emails": ["gavin@octagon.example.com", "new@octagon.example.com"] });
    let told = world.told("verify_email", more).await;
    assert!(
        told.contains(hash.as_str().unwrap()) && told.contains("1 of these addresses (gavin@octagon.example.com)"),
        "{told}"
    );
    assert!(told.contains("start only the rest") && !told.contains("new@"), "{told}");
}

#[tokio::test]
async fn where_neither_generation_has_a_call_a_read_sends_to_none() {
    for (start, inputs, read) in [
        ("add_emails_for_verification", json!({ "emails": ["gavin@octagon.example.com"] }), "verify_email"),
        ("add_names_to_find_emails", people()[0].clone(), "find_email"),
        ("add_url_for_search", json!({ "url": PROFILES[0] }), "get_prospect_by_url"),
    ] {
        let mut world = World::with(&[NO_V1, NO_V2]).await;
        let refused = world.told(start, inputs.clone()).await;
        assert!(refused.contains("neither in v1 nor in v2"), "{start}: {refused}");
        for _ in 0..2 {
            let told = world.told(read, inputs.clone()).await;
            assert!(
                told.contains("neither in v1 nor in v2") && !told.contains(&format!("snov_{start}")),
                "{read}: {told}"
            );
        }
    }
}

#[tokio::test]
async fn the_url_of_a_profile_needs_no_scheme_and_what_is_none_is_refused() {
    for (tool, input) in [("add_url_for_search", "url"), ("start_linkedin_profiles_search", "urls")] {
        // What one of them was charged for, the other does not search for.
        let mut world = World::with(&[NO_V1]).await;
        let given = |url: &str| if input == "urls" { json!({ input: [url] }) } else { json!({ input: url }) };
        let found = world.ok(tool, given("linkedin.com/in/gavin-eastwick-12")).await;
        assert!(found.to_string().contains("Gavin"), "{tool}: {found}");
        for wrong in ["x", "not a url", "ftp://linkedin.com/in/x"] {
            let told = world.told(tool, given(wrong)).await;
            assert!(told.contains("https://www.linkedin.com/in/name"), "{tool} {wrong}: {told}");
        }
    }
}

/// What v2 was paid for, v1 knows nothing of: while both answer, a start is read where it was made.
#[tokio::test]
async fn a_start_is_read_in_the_generation_that_made_it() {
    let (profile, email) = (PROFILES[0], "gavin@octagon.example.com");
    let row = people()[0].clone();
    let cases = [
        (
            "start_emails_by_name_search",
            json!({ "rows": [row] }),
            "get_emails_by_name_search_result",
            ("add_names_to_find_emails", row.clone()),
            ("find_email", row),
            "/emails/0/email",
        ),
        (
            "start_email_verification",
            json!({ "emails": [email] }),
            "get_email_verification_result",
            ("add_emails_for_verification", json!({ "emails": [email] })),
            ("verify_email", json!({ "emails": [email] })),
            "/results/0/data/smtp_status",
        ),
        (
            "start_linkedin_profiles_search",
            json!({ "urls": [profile] }),
            "get_linkedin_profiles_search_result",
            ("add_url_for_search", json!({ "url": profile })),
            ("get_prospect_by_url", json!({ "url": profile })),
            "/prospects/0",
        ),
    ];
    for (start, inputs, result, (add, of_add), (read, of_read), found) in cases {
        let mut world = World::with(&[]).await;
        let started = world.ok(start, inputs).await;
        let hash = started["task_hash"].as_str().unwrap();
        let known = world.ok(read, of_read).await;
        assert!(known.pointer(found).is_some_and(|value| !value.is_null()), "{start}, {read}: {known}");
        let refused = world.told(add, of_add).await;
        let read_with = format!("`snov_{result}` with `task_hash` `{hash}`");
        assert!(refused.contains(&read_with), "{start}, {add}: {refused}");
    }
    // A part of what is read was started there: v1 would call it not verified.
    let mut world = World::with(&[]).await;
    world.ok("start_email_verification", json!({ "emails": [email] })).await;
    let part = world.told("verify_email", json!({ "emails": [email, "eva@octagon.example.com"] })).await;
    assert!(part.contains(email) && part.contains("Read these by themselves"), "{part}");
    // A later start in v1 is read there, and is the one that the refusal means.
    let mut again = json!({ "emails": [email] });
    again["idempotency_key"] = json!("anew");
    world.ok("add_emails_for_verification", again).await;
    let known = world.ok("verify_email", json!({ "emails": [email] })).await;
    assert_eq!(known["results"][0]["email"], email, "{known}");
    let refused = world.told("start_email_verification", json!({ "emails": [email, "eva@octagon.example.com"] })).await;
    assert!(refused.contains("`snov_verify_email` with these addresses"), "{refused}");
}
