//! One intent has many spellings: they are carried out once, and other intents each.

use serde_json::{Map, Value, json};

use crate::{
    support::{
        answers,
        catalogue::{actions, check_schema, intent_of},
        journal::Journal,
        mock_vendor::MockVendor,
        program::StdioSession,
    },
    vendors::cases,
};

const ID: &str = "f9cc070d-8dba-4341-b847-f083c358e460";

/// The inputs with some of them changed; null removes one.
fn changed(inputs: &Value, changes: &Value) -> Value {
    let mut inputs = inputs.clone();
    for (name, value) in changes.as_object().unwrap() {
        match value {
            Value::Null => drop(inputs.as_object_mut().unwrap().remove(name)),
            value => inputs[name] = value.clone(),
        }
    }
    inputs
}

fn reply() -> Value {
    json!({ "eaccount": "jane@ours.example", "reply_to_uuid": ID, "subject": "Re: Café", "body_text": "Hello Zoë, see you." })
}

fn lead() -> Value {
    json!({ "email": "joe@theirs.example", "campaign": ID, "first_name": "Zoë" })
}

fn campaign() -> Value {
    json!({
        "name": "First",
        "campaign_schedule": { "schedules": [{ "name": "Day", "timing": { "from": "09:00", "to": "17:00" }, "days": { "1": true },
            "timezone": "Europe/Sarajevo" }] },
        "sequences": [{ "steps": [{ "delay": 2, "variants": [{ "subject": "Hi", "body": "Hello" }] }] }],
    })
}

fn with_days(days: &Value) -> Value {
    let mut schedule = campaign()["campaign_schedule"].clone();
    schedule["schedules"][0]["days"] = days.clone();
    schedule
}

fn campaign_with(step: Value) -> Value {
    changed(&campaign(), &json!({ "sequences": [{ "steps": [step] }] }))
}

/// Tools, inputs, and changes to them: each spells the same intent.
fn spellings() -> Vec<(&'static str, Value, Vec<Value>)> {
    vec![
        (
            "instantly_reply_to_email",
            reply(),
            vec![
                json!({ "eaccount": " Jane@Ours.Example" }),
                json!({ "reply_to_uuid": ID.to_uppercase() }),
                json!({ "subject": "Re: Cafe\u{301}" }),
                json!({ "body_text": "  Hello Zoe\u{308}, see you.\n" }),
                json!({ "body_text": null, "body_html": "<p>Hello <b>Zo</b>&#235;,<br/>see you.</p>" }),
                json!({ "body_text": null, "body_html": "<p>Hello&nbsp;Zo&euml;, see you.</p>&#8203;" }),
                json!({ "body_text": "Hello Zoë, see you.\u{200b}\u{feff}" }),
                json!({ "body_text": "Hel\u{ad}lo Zoë, see you.", "subject": "Re: Café\u{2060}" }),
                json!({ "body_html": "<p>Hello Zoë, see you.</p>" }),
                json!({ "body_html": "" }),
                json!({ "cc_address_email_list": "" }),
                json!({ "cc_address_email_list": null, "bcc_address_email_list": " " }),
            ],
        ),
        (
            "instantly_reply_to_email",
            changed(&reply(), &json!({ "cc_address_email_list": "a@theirs.example,b@theirs.example" })),
            vec![
                json!({ "cc_address_email_list": "A@theirs.example , b@Theirs.example," }),
                // A mail reaches the same people in whatever order they are listed.
                json!({ "cc_address_email_list": "b@theirs.example,a@theirs.example,b@theirs.example" }),
            ],
        ),
        (
            "instantly_create_lead",
            lead(),
            vec![
                json!({ "email": "Joe@Theirs.example " }),
                json!({ "campaign": ID.to_uppercase() }),
                json!({ "first_name": "Zoe\u{308}" }),
                json!({ "last_name": "", "custom_variables": {} }),
                json!({ "skip_if_in_workspace": false, "verify_leads_on_import": false }),
            ],
        ),
        (
            "instantly_create_lead",
            changed(&lead(), &json!({ "lt_interest_status": -4 })),
            vec![
                json!({ "lt_interest_status": "no_show" }),
                json!({ "lt_interest_status": "No Show" }),
                json!({ "lt_interest_status": null, "lt_interest_status_name": "no-show" }),
            ],
        ),
        (
            "instantly_create_lead_list",
            json!({ "name": "Café" }),
            vec![json!({ "name": " Cafe\u{301}" }), json!({ "has_enrichment_task": false })],
        ),
        (
            "instantly_create_campaign",
            campaign(),
            vec![
                campaign_with(
                    json!({ "delay": 2, "delay_unit": "days", "variants": [{ "subject": "Hi", "body": "Hello" }] }),
                ),
                campaign_with(
                    json!({ "type": "email", "delay": 2, "variants": [{ "subject": "Hi ", "body": "Hello", "v_disabled": false }] }),
                ),
                json!({ "email_list": [] }),
            ],
        ),
        (
            "instantly_create_campaign",
            campaign_with(json!({ "delay": 2, "variants": [{ "subject": "Hi", "body": "Tom &amp; I<br/>are here" }] })),
            [
                "Tom & I<br/>are here",
                "Tom&nbsp;&#38; I<br>are here",
                "Tom &amp; I<br/>are here\u{200b}",
                "Tom &amp I <br/> are here",
            ]
            .into_iter()
            .map(|body| campaign_with(json!({ "delay": 2, "variants": [{ "subject": "Hi", "body": body }] })))
            .collect(),
        ),
        (
            "instantly_create_campaign",
            changed(&campaign(), &json!({ "campaign_schedule": with_days(&json!({ "1": true, "2": true })) })),
            [json!({ "0": false, "1": true, "2": true }), json!(["tuesday", "monday"]), json!("monday, tuesday")]
                .map(|days| json!({ "campaign_schedule": with_days(&days) }))
                .to_vec(),
        ),
        (
            "instantly_send_test_email",
            json!({ "eaccount": "jane@ours.example", "to_address_email_list": "joe@ours.example", "subject": "Hi",
                "body_html": "<p>Hello Zoë</p>" }),
            vec![
                json!({ "eaccount": "JANE@ours.example" }),
                json!({ "subject": "Hi " }),
                json!({ "to_address_email_list": ["Joe@ours.example"] }),
                json!({ "body_html": "<p>Hello Zo&euml;</p> " }),
            ],
        ),
        (
            "overloop_create_prospect",
            json!({ "email": "joe@theirs.example", "lists": ["Hot", "Cold"] }),
            vec![json!({ "lists": ["Cold", "Hot"] }), json!({ "lists": ["Hot", "Cold ", "Hot"] })],
        ),
        (
            "overloop_create_prospect",
            json!({ "email": "joe@theirs.example", "first_name": "Zoë" }),
            vec![
                json!({ "email": "JOE@theirs.example" }),
                json!({ "first_name": "Zoe\u{308} " }),
                json!({ "return_existing": false, "lists": [], "jobtitle": "" }),
            ],
        ),
        (
            "snov_add_prospect_to_list",
            json!({ "list_id": 7, "email": "joe@theirs.example" }),
            vec![
                json!({ "email": "Joe@Theirs.Example", "update_contact": false, "full_name": " " }),
                json!({ "list_id": "7", "phones": [] }),
            ],
        ),
        (
            "snov_add_emails_for_verification",
            json!({ "emails": ["joe@theirs.example"] }),
            vec![
                json!({ "emails": [" JOE@theirs.example "] }),
                json!({ "emails": ["joe@theirs.example", "Joe@theirs.example"] }),
            ],
        ),
        (
            "snov_start_prospects_search",
            json!({ "domain": "theirs.example", "wait_seconds": 0 }),
            vec![
                json!({ "domain": "Theirs.Example", "page": 1 }),
                json!({ "domain": "www.theirs.example" }),
                json!({ "domain": "https://WWW.theirs.example/about" }),
            ],
        ),
    ]
}

/// Changes that each make another intent of the same inputs, and of one another.
fn other_intents() -> Vec<(&'static str, Value, Vec<Value>)> {
    vec![
        (
            "instantly_reply_to_email",
            reply(),
            vec![
                json!({ "body_text": "hello Zoë, see you." }),
                json!({ "body_text": "Hello Zoe, see you." }),
                json!({ "body_text": "HelloZoë, see you." }),
                json!({ "body_text": null, "body_html": "Hello Zoë, <a href=\"https://a.example\">see you</a>." }),
                json!({ "body_text": null, "body_html": "Hello Zoë, <a href=\"https://b.example\">see you</a>." }),
                json!({ "body_text": null, "body_html": "Hello Zoë, see you.<img src=\"https://a.example/p.gif\">" }),
                json!({ "body_html": "<p>Something else</p>" }),
                json!({ "subject": "RE: Café" }),
                json!({ "eaccount": "joe@ours.example" }),
                json!({ "cc_address_email_list": "a@theirs.example" }),
                json!({ "bcc_address_email_list": "a@theirs.example" }),
                json!({ "idempotency_key": "a key of one's own" }),
            ],
        ),
        (
            "instantly_create_lead",
            lead(),
            vec![
                json!({ "first_name": "zoë" }),
                json!({ "skip_if_in_workspace": true }),
                json!({ "custom_variables": { "a": "" } }),
                json!({ "custom_variables": { "a": "A" } }),
                json!({ "custom_variables": { "a": "a" } }),
                json!({ "campaign": null, "list_id": ID }),
                json!({ "lt_interest_status": "won" }),
                json!({ "lt_interest_status": "out_of_office" }),
            ],
        ),
        (
            "instantly_create_campaign",
            campaign(),
            vec![
                campaign_with(
                    json!({ "delay": 2, "delay_unit": "hours", "variants": [{ "subject": "Hi", "body": "Hello" }] }),
                ),
                campaign_with(
                    json!({ "delay": 2, "variants": [{ "subject": "Hi", "body": "Hello", "v_disabled": true }] }),
                ),
                campaign_with(json!({ "delay": 2, "variants": [{ "subject": "", "body": "Hello" }] })),
                json!({ "open_tracking": false }),
            ],
        ),
        (
            "overloop_create_prospect",
            json!({ "email": "joe@theirs.example" }),
            vec![
                json!({ "return_existing": true }),
                json!({ "email": "jo.e@theirs.example" }),
                json!({ "lists": ["A"] }),
                json!({ "lists": ["a"] }),
            ],
        ),
        (
            "snov_start_prospects_search",
            json!({ "domain": "theirs.example", "wait_seconds": 0 }),
            vec![json!({ "page": 2 }), json!({ "positions": ["CEO"] }), json!({ "positions": ["CTO"] })],
        ),
    ]
}

async fn session() -> (MockVendor, Journal, StdioSession) {
    let (vendor, journal) = (MockVendor::start().await, Journal::new());
    let command = journal.command_of_all(&vendor);
    let session = StdioSession::initialized(command, "2025-11-25").await;
    (vendor, journal, session)
}

fn writes(vendor: &MockVendor) -> usize {
    vendor.requests().iter().filter(|request| request.method != "GET").count()
}

#[tokio::test]
async fn every_spelling_of_an_intent_is_sent_once() {
    for (tool, inputs, spellings) in spellings() {
        for changes in spellings {
            let (vendor, _journal, mut session) = session().await;
            vendor.answer_with(200, answers::text(tool));
            let first = session.envelope(tool, inputs.clone()).await;
            assert_eq!(first["success"], true, "{tool} {inputs}: {first}");
            let again = session.envelope(tool, changed(&inputs, &changes)).await;
            assert_eq!(
                (&again["success"], &again["replayed"]),
                (&json!(true), &json!(true)),
                "{tool} {changes}: {again}"
            );
            assert_eq!(writes(&vendor), 1, "{tool} {changes} is sent once");
        }
    }
}

/// How a value is spelled otherwise.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Spelling {
    /// Addresses and UUIDs in capitals.
    Capitals,
    /// Blanks around texts.
    Blanks,
    /// Lists whose order means nothing the other way round.
    Order,
    /// Numbers and flags as text.
    Texts,
    /// One id or address, or a text of several, as a list.
    Lists,
    /// The defaults of what was left out.
    Defaults,
}

/// Lists of single values whose order means something.
const ORDERED: [&str; 1] = ["custom_flow"];

/// A value that was checked by this schema, spelled so.
fn respelled(schema: &Map<String, Value>, given: &Value, name: &str, spelling: Spelling) -> Value {
    let is = |mark: &str| schema.get(mark).and_then(Value::as_str);
    let form = schema.get("x-id").and_then(|id| id["form"].as_str());
    let is_address = is("x-mail").is_some() || matches!(is("x-role"), Some("recipients" | "sender"));
    match (given, spelling) {
        (Value::Object(fields), _) => {
            let Some(properties) = schema.get("properties").and_then(Value::as_object) else { return given.clone() };
            let mut fields = fields.clone();
            for (name, property) in properties {
                let property = property.as_object().unwrap();
                match (fields.get_mut(name), property.get("default")) {
                    (Some(given), _) => *given = respelled(property, given, name, spelling),
                    (None, Some(default)) if spelling == Spelling::Defaults => {
                        fields.insert(name.clone(), default.clone());
                    }
                    (None, _) => {}
                }
            }
            Value::Object(fields)
        }
        (Value::Array(items), _) => {
            let Some(item) = schema.get("items").and_then(Value::as_object) else { return given.clone() };
            let mut item = item.clone();
            // A role holds for everything within.
            if let Some(role) = schema.get("x-role") {
                item.entry("x-role").or_insert(role.clone());
            }
            let mut items: Vec<Value> = items.iter().map(|one| respelled(&item, one, name, spelling)).collect();
            let are_single = items.iter().all(|item| item.is_string() || item.is_number());
            if spelling == Spelling::Order && are_single && !ORDERED.contains(&name) {
                items.reverse();
            }
            Value::Array(items)
        }
        (Value::String(text), Spelling::Capitals)
            if matches!(form, Some("uuid" | "uuids")) || (is_address && text.contains('@')) =>
        {
            text.to_uppercase().into()
        }
        (Value::String(text), Spelling::Blanks) => format!(" {text} ").into(),
        (Value::String(text), Spelling::Lists) if form == Some("uuids") || is("x-mail") == Some("addresses") => {
            text.split(',').map(|one| one.trim().into()).collect::<Vec<Value>>().into()
        }
        (Value::String(_) | Value::Number(_), Spelling::Lists) if form.is_some() || is("x-mail").is_some() => {
            json!([given])
        }
        (Value::Number(_) | Value::Bool(_), Spelling::Texts) => given.to_string().into(),
        _ => given.clone(),
    }
}

/// Every call that doubles has one fingerprint in every spelling of its inputs, and its canonical spelling is a call. Whoever is refused a
/// spelling has nothing sent twice.
#[test]
fn every_call_that_doubles_has_one_fingerprint_in_every_spelling() {
    let spellings =
        [Spelling::Capitals, Spelling::Blanks, Spelling::Order, Spelling::Texts, Spelling::Lists, Spelling::Defaults];
    let (mut told, mut refused) = ([0; 6], Vec::new());
    for case in cases() {
        if !actions().iter().any(|action| action.tool == case.tool && action.unlisted.doubles) {
            continue;
        }
        let intent = |inputs: &Value| intent_of(case.tool, inputs.as_object().unwrap().clone());
        let first = intent(&case.inputs).unwrap_or_else(|failure| panic!("{}: {}", case.tool, failure.message));
        for (spelling, told) in spellings.into_iter().zip(&mut told) {
            let inputs = respelled(check_schema(case.tool), &case.inputs, "", spelling);
            if inputs == case.inputs {
                continue;
            }
            match intent(&inputs) {
                Ok(again) => {
                    assert_eq!(first, again, "{} {spelling:?}: {} and {inputs}", case.tool, case.inputs);
                    *told += 1;
                }
                Err(failure) => refused.push(format!("{} {spelling:?}: {}", case.tool, failure.message)),
            }
        }
    }
    assert!(told.iter().all(|told| *told >= 10), "{told:?} {refused:#?}");
    // A web address, a moment or a number in a text with blanks around it is no reason to refuse more.
    assert!(refused.len() <= 12, "{refused:#?}");
}

#[tokio::test]
async fn what_is_sent_is_spelled_as_it_was_given() {
    let (vendor, _journal, mut session) = session().await;
    vendor.answer_with(200, answers::text("instantly_reply_to_email"));
    let given = changed(&reply(), &json!({ "eaccount": "Jane@Ours.Example", "subject": " Re: Cafe\u{301} " }));
    assert_eq!(session.envelope("instantly_reply_to_email", given).await["success"], true);
    let sent = vendor.only_request().json();
    assert_eq!((&sent["eaccount"], &sent["subject"]), (&json!("Jane@Ours.Example"), &json!(" Re: Cafe\u{301} ")));
}

#[tokio::test]
async fn other_intents_are_each_sent() {
    for (tool, inputs, others) in other_intents() {
        let (vendor, _journal, mut session) = session().await;
        vendor.answer_with(200, answers::text(tool));
        let intents = [json!({})].into_iter().chain(others);
        for (at, changes) in intents.enumerate() {
            let envelope = session.envelope(tool, changed(&inputs, &changes)).await;
            assert_eq!(
                (&envelope["success"], envelope.get("replayed")),
                (&json!(true), None),
                "{tool} {changes}: {envelope}"
            );
            assert_eq!(writes(&vendor), at + 1, "{tool} {changes} is sent");
        }
    }
}

#[tokio::test]
async fn a_key_takes_another_spelling_of_its_call_for_the_same_call() {
    let (vendor, _journal, mut session) = session().await;
    vendor.answer_with(200, answers::text("instantly_reply_to_email"));
    let keyed = changed(&reply(), &json!({ "idempotency_key": "one" }));
    assert_eq!(session.envelope("instantly_reply_to_email", keyed.clone()).await["success"], true);
    let again = changed(&keyed, &json!({ "eaccount": "JANE@ours.example", "body_html": "Hello Zoë, see you." }));
    assert_eq!(session.envelope("instantly_reply_to_email", again).await["replayed"], true);
    let other = changed(&keyed, &json!({ "subject": "Other" }));
    assert_eq!(session.envelope("instantly_reply_to_email", other).await["error_kind"], "conflict");
    assert_eq!(writes(&vendor), 1);
    assert_eq!(session.envelope("instantly_reply_to_email", reply()).await.get("replayed"), None);
    assert_eq!(writes(&vendor), 2, "the same call without the key is another intent");
}
