//! Six tools of Snov.io, each on the generation of its API that answers: v1 alone, v2 alone, v1 until it goes in mid-run. The sandbox
//! counts the credits: nothing is charged twice.

use serde_json::{Value, json};
use tokio::process::Command;

use crate::support::{
    journal::Journal,
    mock_vendor::MockVendor,
    program::{StdioSession, output, with_snov},
    sandbox::{Sandbox, Seed, start_with},
};

const NO_V1: &str = "* snov:v1=404";
const NO_V2: &str = "* snov:v2=404";

const ADDRESS: &str = "gavin@octagon.example.com";
const PROFILE: &str = "https://www.linkedin.com/in/gavin-eastwick-12/";

fn person() -> Value {
    json!({ "first_name": "Alma", "last_name": "Delorme", "domain": "octagon.example.com" })
}

/// The start, the read of what it started, and the inputs that both take.
fn pairs() -> [(&'static str, &'static str, Value); 3] {
    [
        ("add_emails_for_verification", "verify_email", json!({ "emails": [ADDRESS] })),
        ("add_names_to_find_emails", "find_email", person()),
        ("add_url_for_search", "get_prospect_by_url", json!({ "url": PROFILE })),
    ]
}

/// A vendor with these faults, a journal, and the sessions that use both.
struct World {
    sandbox: Sandbox,
    journal: Journal,
}

impl World {
    async fn with(faults: &[&str]) -> Self {
        let faults = faults.iter().map(|fault| fault.parse().unwrap()).collect();
        let sandbox = start_with(([127, 0, 0, 1], 0).into(), faults, Seed::default()).await.unwrap();
        Self { sandbox, journal: Journal::new() }
    }

    fn command(&self) -> Command {
        self.journal.configure(with_snov(&self.sandbox.base_url()))
    }

    async fn session(&self) -> StdioSession {
        StdioSession::initialized(self.command(), "2025-11-25").await
    }

    async fn forced(&self, generation: &str) -> StdioSession {
        let mut command = self.command();
        command.env("SNOV_GENERATION", generation);
        StdioSession::initialized(command, "2025-11-25").await
    }
}

async fn balance(session: &mut StdioSession) -> f64 {
    session.envelope("get_balance", json!({})).await["balance"].as_f64().unwrap()
}

/// The inputs and a further one.
fn and(inputs: &Value, name: &str, value: impl Into<Value>) -> Value {
    let mut inputs = inputs.clone();
    inputs[name] = value.into();
    inputs
}

/// The result that an answer of a start or a read holds; null where it has none.
fn result_in(answer: &Value) -> Value {
    let places = ["/results/0/data/smtp_status", "/emails/0/email", "/prospects/0/name"];
    places.into_iter().find_map(|place| answer.pointer(place)).cloned().unwrap_or_default()
}

/// How a start or a read says that it stands; null where it does not.
fn state_in(answer: &Value) -> Value {
    let places = ["/status/identifier", "/results/0/status/identifier"];
    places.into_iter().find_map(|place| answer.pointer(place)).cloned().unwrap_or_default()
}

fn expected(read: &str) -> Value {
    match read {
        "verify_email" => json!("valid"),
        "find_email" => json!("alma.delorme@octagon.example.com"),
        _ => json!("Gavin Eastwick"),
    }
}

#[tokio::test]
async fn on_v1_alone_a_start_queues_and_a_read_answers() {
    let world = World::with(&[NO_V2]).await;
    let mut session = world.session().await;
    for (start, read, inputs) in pairs() {
        let before = balance(&mut session).await;
        let started = session.envelope(start, inputs.clone()).await;
        assert_eq!((&started["success"], started.get("task_hash")), (&json!(true), None), "{start}: {started}");
        assert_eq!(result_in(&started), json!(null), "{start}: {started}");
        let mut answer = Value::Null;
        for _ in 0..3 {
            answer = session.envelope(read, inputs.clone()).await;
            assert_eq!(answer["success"], true, "{read}: {answer}");
        }
        assert_eq!(
            result_in(&answer).as_str().unwrap().to_lowercase(),
            expected(read).as_str().unwrap().to_lowercase()
        );
        assert_eq!(balance(&mut session).await, before - 1.0, "{start}");
        let by_hash = session.envelope(read, json!({ "task_hash": "no-such-hash" })).await;
        assert_eq!(by_hash["error_kind"], "not_found", "{read}: {by_hash}");
    }
}

#[tokio::test]
async fn on_v2_alone_a_start_answers_and_a_read_knows_it() {
    let world = World::with(&[NO_V1]).await;
    let mut session = world.session().await;
    for (start, read, inputs) in pairs() {
        let before = balance(&mut session).await;
        for _ in 0..2 {
            let none = session.envelope(read, inputs.clone()).await;
            assert_eq!(none["error_kind"], "not_found", "{read}: {none}");
            let words = none["error"].as_str().unwrap();
            assert!(words.contains(&format!("snov_{start}")) && words.contains("1 credit"), "{read}: {words}");
            assert!(words.contains("task_hash") && words.contains("Nothing was started"), "{read}: {words}");
        }
        assert_eq!(balance(&mut session).await, before, "{read} starts nothing");
        let started = session.envelope(start, inputs.clone()).await;
        assert_eq!(state_in(&started), "complete", "{start}: {started}");
        assert_eq!(result_in(&started), expected(read), "{start}: {started}");
        let hash = started["task_hash"].as_str().unwrap();
        let by_inputs = session.envelope(read, inputs.clone()).await;
        let by_hash = session.envelope(read, json!({ "task_hash": hash })).await;
        for answer in [by_inputs, by_hash] {
            assert_eq!(
                (state_in(&answer), result_in(&answer)),
                (json!("complete"), expected(read)),
                "{read}: {answer}"
            );
        }
        let again = session.envelope(start, inputs.clone()).await;
        assert_eq!(again["replayed"], true, "{start}: {again}");
        assert_eq!(balance(&mut session).await, before - 1.0, "{start} is charged once");
    }
    // Another process knows the starts too.
    session.end().await;
    let mut other = world.session().await;
    for (_, read, inputs) in pairs() {
        assert_eq!(result_in(&other.envelope(read, inputs).await), expected(read), "{read}");
    }
}

#[tokio::test]
async fn what_runs_on_is_read_by_its_hash_and_charged_once() {
    let world = World::with(&[NO_V1]).await;
    let mut session = world.session().await;
    for (start, read, inputs) in pairs() {
        let before = balance(&mut session).await;
        let started = session.envelope(start, and(&inputs, "wait_seconds", 0)).await;
        assert_eq!(
            (&started["success"], state_in(&started)),
            (&json!(true), json!("in_progress")),
            "{start}: {started}"
        );
        let hash = json!({ "task_hash": started["task_hash"] });
        let running = session.envelope(read, hash.clone()).await;
        assert_eq!((state_in(&running), result_in(&running)), (json!("in_progress"), json!(null)), "{read}: {running}");
        session.envelope(read, hash.clone()).await;
        assert_eq!(result_in(&session.envelope(read, hash).await), expected(read), "{read}");
        // A repeat reads the result, whatever the first call had to say.
        let again = session.envelope(start, inputs.clone()).await;
        assert_eq!((&again["replayed"], result_in(&again)), (&json!(true), expected(read)), "{start}: {again}");
        assert_eq!(balance(&mut session).await, before - 1.0, "{start}");
    }
}

#[tokio::test]
async fn v1_that_goes_between_a_start_and_its_read_charges_nothing_twice() {
    for (start, read, inputs) in pairs() {
        let world = World::with(&["* snov:v1=404,after:1"]).await;
        let mut session = world.session().await;
        let before = balance(&mut session).await;
        let started = session.envelope(start, inputs.clone()).await;
        assert_eq!((&started["success"], started.get("task_hash")), (&json!(true), None), "{start}: {started}");
        let lost = session.envelope(read, inputs.clone()).await;
        assert_eq!(lost["error_kind"], "not_found", "{read}: {lost}");
        let words = lost["error"].as_str().unwrap();
        assert!(words.contains("A start of ") && words.contains("idempotency_key"), "{read}: {words}");
        // The same intent, whichever generation would be asked now.
        let again = session.envelope(start, inputs.clone()).await;
        assert_eq!(again["replayed"], true, "{start}: {again}");
        assert_eq!(balance(&mut session).await, before - 1.0, "{start}");
        let meant = session.envelope(start, and(&inputs, "idempotency_key", "once more")).await;
        assert_eq!(result_in(&meant), expected(read), "{start}: {meant}");
        assert_eq!(result_in(&session.envelope(read, inputs.clone()).await), expected(read), "{read}");
        assert_eq!(balance(&mut session).await, before - 2.0, "{start}: two that were meant");
    }
}

#[tokio::test]
async fn the_generation_is_remembered_for_each_family_and_by_other_processes() {
    // v1's verifier is gone for one request: who asked it again would see it answer.
    let world =
        World::with(&["POST /v1/add-emails-to-verification=404*1", "POST /v1/get-emails-verification-status=500"])
            .await;
    let [(start, read, inputs), (_, find, person), _] = pairs();
    let mut first = world.session().await;
    assert_eq!(result_in(&first.envelope(start, inputs.clone()).await), expected(read));
    assert_eq!(result_in(&first.envelope(read, inputs.clone()).await), expected(read));
    assert_eq!(first.envelope(find, person).await["status"]["identifier"], "not_found", "v1's finder is there");
    first.end().await;
    let mut second = world.session().await;
    assert_eq!(result_in(&second.envelope(read, inputs.clone()).await), expected(read));
    let further = second.envelope(start, json!({ "emails": ["eva@octagon.example.com"] })).await;
    assert!(further["task_hash"].is_string(), "{further}");
}

#[tokio::test]
async fn only_a_404_that_did_nothing_leads_to_the_other_generation() {
    let (start, _, inputs) = pairs()[0].clone();
    for (fault, kind) in [
        ("POST /v1/add-emails-to-verification=500", "outcome_unknown"),
        ("POST /v1/add-emails-to-verification=late:502", "outcome_unknown"),
        ("POST /v1/add-emails-to-verification=drop", "outcome_unknown"),
        ("POST /v1/add-emails-to-verification=garbage", "outcome_unknown"),
        ("POST /v1/add-emails-to-verification=html", "outcome_unknown"),
        ("POST /v1/add-emails-to-verification=403", "forbidden"),
        ("POST /v1/add-emails-to-verification=422", "invalid_input"),
    ] {
        let world = World::with(&[fault]).await;
        let mut session = world.session().await;
        let before = balance(&mut session).await;
        let failed = session.envelope(start, inputs.clone()).await;
        assert_eq!(failed["error_kind"], kind, "{fault}: {failed}");
        let carried_out = fault.contains("late") || fault.contains("drop");
        assert_eq!(balance(&mut session).await, before - f64::from(u8::from(carried_out)), "{fault}");
        if kind == "outcome_unknown" {
            let again = session.envelope(start, inputs.clone()).await;
            assert_eq!(again["error_kind"], "duplicate", "{fault}: {again}");
            assert_eq!(balance(&mut session).await, before - f64::from(u8::from(carried_out)), "{fault}");
        }
    }
    let vendor = MockVendor::start().await;
    let mut session = StdioSession::initialized(with_snov(&vendor.url()), "2025-11-25").await;
    for (status, body) in [
        (200, r#"{"success":false,"message":"Url or entity not found"}"#),
        (404, r#"{"message":"There is no such address"}"#),
        (404, ""),
        (410, r#"{"errors":{"code":410,"title":"Sorry, but url or entity not found"}}"#),
    ] {
        vendor.answer_with(status, body);
        let seen = vendor.requests().len();
        let failed = session.envelope(start, inputs.clone()).await;
        assert_eq!((failed["success"].clone(), vendor.requests().len()), (json!(false), seen + 1), "{body}: {failed}");
    }
    for body in
        [r#"{"errors":{"code":404,"title":"Sorry, but url or entity not found"}}"#, "<!DOCTYPE html><html></html>"]
    {
        vendor.answer_with(404, body);
        let seen = vendor.requests().len();
        let failed = session.envelope(start, inputs.clone()).await;
        assert_eq!(failed["error_kind"], "vendor_error", "{failed}");
        let targets: Vec<String> = vendor.requests().split_off(seen).iter().map(|seen| seen.target.clone()).collect();
        assert_eq!(targets, ["/v1/add-emails-to-verification", "/v2/email-verification/start"], "{body}");
    }
}

#[tokio::test]
async fn a_lost_answer_of_v2s_start_is_unknown_and_not_charged_again() {
    for (start, path) in [
        ("add_emails_for_verification", "email-verification"),
        ("add_names_to_find_emails", "emails-by-domain-by-name"),
        ("add_url_for_search", "li-profiles-by-urls"),
    ] {
        let (_, read, inputs) = pairs().into_iter().find(|(known, ..)| *known == start).unwrap();
        let world = World::with(&[NO_V1, &format!("POST /v2/{path}/start=drop*1")]).await;
        let mut session = world.session().await;
        let before = balance(&mut session).await;
        let lost = session.envelope(start, inputs.clone()).await;
        assert_eq!(lost["error_kind"], "outcome_unknown", "{start}: {lost}");
        let again = session.envelope(start, inputs.clone()).await;
        assert_eq!(again["error_kind"], "duplicate", "{start}: {again}");
        let none = session.envelope(read, inputs).await;
        assert_eq!(none["error_kind"], "not_found", "{read}: {none}");
        let looked = session.envelope("resolve_outcome", json!({})).await;
        assert_eq!(looked["results"][0]["outcome"], "unknown", "{looked}");
        assert_eq!(balance(&mut session).await, before - 1.0, "{start}");
    }
}

/// v1 shows what it was asked; what v2 was asked nothing shows.
#[tokio::test]
async fn a_lost_answer_of_v1s_start_is_looked_up_by_the_free_read() {
    for (start, path) in [
        ("add_emails_for_verification", "add-emails-to-verification"),
        ("add_names_to_find_emails", "add-names-to-find-emails"),
    ] {
        let (_, read, inputs) = pairs().into_iter().find(|(known, ..)| *known == start).unwrap();
        for fault in ["drop", "refuse"] {
            let world = World::with(&[&format!("POST /v1/{path}={fault}*1")]).await;
            let mut session = world.session().await;
            let lost = session.envelope(start, inputs.clone()).await;
            assert_eq!(lost["error_kind"], "outcome_unknown", "{start}: {lost}");
            // While it searches there is nothing to see.
            session.envelope(read, inputs.clone()).await;
            let looked = session.envelope("resolve_outcome", json!({})).await;
            let expected = if fault == "drop" { "ok" } else { "unknown" };
            assert_eq!(looked["results"][0]["outcome"], expected, "{start} {fault}: {looked}");
            let again = session.envelope(start, inputs.clone()).await;
            assert_eq!(again["error_kind"], "duplicate", "{start} {fault}: {again}");
        }
    }
}

#[tokio::test]
async fn killed_between_start_and_result_the_start_is_known() {
    for (start, read, inputs) in pairs() {
        let world = World::with(&[NO_V1]).await;
        let mut session = world.session().await;
        let before = balance(&mut session).await;
        // So that the journal is there.
        assert_eq!(session.envelope("create_list", json!({ "name": "Fair" })).await["success"], true);
        session.begin_call(start, inputs.clone()).await;
        world.journal.wait_for_outcomes(&["ok", "ok"]).await;
        session.kill().await;
        let mut session = world.session().await;
        let again = session.envelope(start, inputs.clone()).await;
        assert_eq!((&again["replayed"], result_in(&again)), (&json!(true), expected(read)), "{start}: {again}");
        assert_eq!(result_in(&session.envelope(read, inputs).await), expected(read), "{read}");
        assert_eq!(balance(&mut session).await, before - 1.0, "{start}");
    }
}

/// What is confirmed is the call, whichever generation is asked then.
#[tokio::test]
async fn a_confirmation_holds_when_v1_goes_before_the_call() {
    let (start, read, inputs) = pairs()[0].clone();
    let world = World::with(&["* snov:v1=404,after:1"]).await;
    let mut command = world.command();
    command.args(["--confirm", "spend"]);
    let mut session = StdioSession::initialized(command, "2025-11-25").await;
    let before = balance(&mut session).await;
    let asked = session.envelope(start, inputs.clone()).await;
    assert_eq!(asked["error_kind"], "confirmation_required", "{asked}");
    assert!(asked["preview"].as_str().unwrap().contains("1 credit an address"), "{asked}");
    // Takes the one call that v1 still answers.
    assert_eq!(session.envelope(read, inputs.clone()).await["results"][0]["status"]["identifier"], "not_verified");
    let confirmed = session.envelope(start, and(&inputs, "confirm_token", asked["confirm_token"].clone())).await;
    assert_eq!(result_in(&confirmed), expected(read), "{confirmed}");
    let again = session.envelope(start, and(&inputs, "confirm_token", asked["confirm_token"].clone())).await;
    assert_eq!(again["replayed"], true, "{again}");
    assert_eq!(balance(&mut session).await, before - 1.0);
}

#[tokio::test]
async fn a_start_is_found_where_the_journal_keeps_no_arguments() {
    let world = World::with(&[NO_V1]).await;
    let mut command = world.command();
    command.args(["--journal-arguments", "hash"]);
    let mut session = StdioSession::initialized(command, "2025-11-25").await;
    for (start, read, inputs) in pairs() {
        session.envelope(start, inputs.clone()).await;
        assert_eq!(result_in(&session.envelope(read, inputs).await), expected(read), "{read}");
    }
    let spelled = json!({ "first_name": " Alma", "last_name": "Delorme", "domain": "https://octagon.example.com/" });
    assert_eq!(result_in(&session.envelope("find_email", spelled).await), expected("find_email"));
}

#[tokio::test]
async fn the_operator_can_choose_the_generation() {
    for (start, read, inputs) in pairs() {
        let both = World::with(&[]).await;
        let mut v2 = both.forced("v2").await;
        assert_eq!(result_in(&v2.envelope(start, inputs.clone()).await), expected(read), "{start}");
        assert_eq!(result_in(&v2.envelope(read, inputs.clone()).await), expected(read), "{read}");
        let gone = World::with(&[NO_V1]).await;
        let mut v1 = gone.forced("V1").await;
        let before = balance(&mut v1).await;
        for tool in [start, read] {
            let failed = v1.envelope(tool, inputs.clone()).await;
            assert_eq!(failed["error_kind"], "vendor_error", "{tool}: {failed}");
            assert!(failed["error"].as_str().unwrap().contains("`SNOV_GENERATION`"), "{tool}: {failed}");
        }
        let by_hash = v1.envelope(read, json!({ "task_hash": "a-hash" })).await;
        assert_eq!(by_hash["error_kind"], "invalid_input", "{read}: {by_hash}");
        assert_eq!(balance(&mut v1).await, before);
        let neither = World::with(&[NO_V1, NO_V2]).await;
        let failed = neither.session().await.envelope(start, inputs.clone()).await;
        assert_eq!(failed["error_kind"], "vendor_error", "{start}: {failed}");
        assert!(failed["error"].as_str().unwrap().contains("neither in v1 nor in v2"), "{start}: {failed}");
    }
    let world = World::with(&[]).await;
    let mut command = world.command();
    command.env("SNOV_GENERATION", "v3");
    let (_, stderr, code) = output(command, &["tools"]).await;
    assert!(code != 0 && stderr.contains("SNOV_GENERATION") && stderr.contains("auto, v1, v2"), "{stderr}");
}

#[tokio::test]
async fn v2_answers_many_and_says_who_is_missing() {
    let world = World::with(&[NO_V1]).await;
    let mut session = world.session().await;
    let emails = [
        "gavin@octagon.example.com",
        "CATCHALL@octagon.example.com",
        "grey@octagon.example.com",
        "bad@octagon.example.com",
    ];
    let started = session.envelope("add_emails_for_verification", json!({ "emails": emails })).await;
    let rows = started["results"].as_array().unwrap();
    let said: Vec<[&str; 3]> = rows
        .iter()
        .map(|row| {
            let text = |place: &str| row.pointer(place).and_then(Value::as_str).unwrap_or_default();
            [text("/email"), text("/data/smtp_status"), text("/data/unknown_status_reason")]
        })
        .collect();
    let expected = [
        [emails[0], "valid", ""],
        [emails[1], "unknown", "catchall"],
        [emails[2], "unknown", "greylist"],
        [emails[3], "not_valid", ""],
    ];
    assert_eq!(said, expected, "in the order asked: {started}");
    assert_eq!((&rows[1]["data"]["is_catchall"], &rows[2]["data"]["is_greylist"]), (&json!(true), &json!(true)));
    // Some of them are read by that start as well.
    let some = session.envelope("verify_email", json!({ "emails": [emails[3].to_uppercase()] })).await;
    assert_eq!(some["results"].as_array().unwrap().len(), 1, "{some}");
    assert_eq!(some["results"][0]["data"]["smtp_status"], "not_valid", "{some}");
    let with_hash = json!({ "emails": [emails[0], "eva@octagon.example.com"], "task_hash": started["task_hash"] });
    let missing = session.envelope("verify_email", with_hash).await;
    assert_eq!(missing["missing"], json!(["eva@octagon.example.com"]), "{missing}");

    let nobody = json!({ "first_name": "Alma", "last_name": "Delorme", "domain": "nothing.example.com" });
    let before = balance(&mut session).await;
    let none = session.envelope("add_names_to_find_emails", nobody.clone()).await;
    assert_eq!((state_in(&none), &none["emails"]), (json!("not_found"), &json!([])), "{none}");
    assert_eq!(state_in(&session.envelope("find_email", nobody).await), "not_found");
    assert_eq!(balance(&mut session).await, before, "nobody was found");
    let x = session.envelope("add_url_for_search", json!({ "url": "https://x.com/gavin" })).await;
    assert_eq!(x["error_kind"], "invalid_input", "{x}");
    assert!(x["error"].as_str().unwrap().contains("LinkedIn"), "{x}");
    assert_eq!(balance(&mut session).await, before, "nothing was sent");
}

#[tokio::test]
async fn doctor_says_which_generation_answers_and_spends_nothing() {
    for (faults, said) in [
        (vec![], "finder v1, verifier v1, profiles v1"),
        (vec![NO_V1], "finder v2, verifier v2, profiles v2"),
        (vec!["* /v1/get-emails-verification-status=404"], "finder v1, verifier v2, profiles v1"),
    ] {
        let world = World::with(&faults).await;
        let before = balance(&mut world.session().await).await;
        let (text, stderr, code) = output(world.command(), &["doctor"]).await;
        assert!(code == 0 && text.contains(said), "{faults:?}: {text} {stderr}");
        assert_eq!(balance(&mut world.session().await).await, before);
    }
    let world = World::with(&[]).await;
    let mut command = world.command();
    command.env("SNOV_GENERATION", "v2");
    let (text, ..) = output(command, &["doctor"]).await;
    assert!(text.contains("`SNOV_GENERATION` has it asked in v2"), "{text}");
}
