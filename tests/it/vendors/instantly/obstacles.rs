//! Campaigns that cannot do what they seem to: what would mail nobody, or mail what nobody means, is refused or said.

use serde_json::{Value, json};

use super::ID;
use crate::support::{
    mock_vendor::MockVendor,
    program::{StdioSession, with_all_vendors},
    wire::WireSession,
};

const CREATE: &str = "instantly_create_campaign";
const PATCH: &str = "instantly_patch_campaign";
const ACTIVATE: &str = "instantly_activate_campaign";

/// A campaign that can send.
fn campaign() -> Value {
    json!({
        "name": "x",
        "campaign_schedule": { "start_date": "2099-01-01", "end_date": "2099-12-31", "schedules": [{
            "name": "x", "timing": { "from": "09:00", "to": "17:00" }, "days": { "1": true }, "timezone": "America/Chicago",
        }] },
        "sequences": [{ "steps": [
            { "delay": 1, "variants": [{ "subject": "s", "body": "b" }] },
            { "delay": 0, "variants": [{ "subject": "", "body": "<p>b</p>" }] },
        ] }],
        "email_list": ["a@ours.example"],
    })
}

fn with(pointer: &str, value: Value) -> Value {
    let mut campaign = campaign();
    *campaign.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = value;
    campaign
}

/// The same as a change of a campaign.
fn change(mut campaign: Value) -> Value {
    let fields = campaign.as_object_mut().unwrap();
    fields.shift_remove("name");
    fields.insert("campaign_id".to_owned(), ID.into());
    campaign
}

const WINDOW: &str = "/campaign_schedule/schedules/0";
const STEP: &str = "/sequences/0/steps/0";

fn at(base: &str, rest: &str) -> String {
    format!("{base}{rest}")
}

/// What is refused, and the words of the refusal.
fn wrong() -> Vec<(Value, &'static [&'static str])> {
    vec![
        (
            with(&at(WINDOW, "/timing"), json!({ "from": "17:00", "to": "09:00" })),
            &["`campaign_schedule.schedules[0].timing`", "`from` must be before `to`", "two windows"],
        ),
        (with(&at(WINDOW, "/timing"), json!({ "from": "9 AM", "to": "09:00" })), &["`from` must be before `to`"]),
        (
            with("/campaign_schedule/end_date", json!("2098-12-31")),
            &["`campaign_schedule.end_date` (2098-12-31) is before `start_date` (2099-01-01)"],
        ),
        (with(&at(STEP, "/delay"), json!(-1)), &["`sequences[0].steps[0].delay` must be at least 0, got -1"]),
        (with("/email_list", json!(["sales team"])), &["`email_list[0]` must be the id of a mailbox"]),
        (with("/email_list", json!(["a@ours.example", " "])), &["`email_list[1]` must not be empty"]),
        (with(&at(STEP, "/variants/0/body"), json!(" ")), &["`sequences[0].steps[0].variants[0].body` is blank"]),
        (with("/sequences/0/steps/1/variants/0/body", json!("<p>&nbsp;</p><br/>")), &["`sequences[0].steps[1]"]),
    ]
}

/// What a new campaign is refused for, and what a change of one is warned of, since it may be meant to stop it.
fn idle() -> Vec<(Value, &'static [&'static str])> {
    vec![
        (
            with(&at(WINDOW, "/days"), json!({ "1": false, "2": false })),
            &["`campaign_schedule.schedules[0].days` turns no day on"],
        ),
        (with(&at(WINDOW, "/days"), json!({ "monday": false })), &["turns no day on"]),
        (
            with(
                "/campaign_schedule",
                json!({ "end_date": "2020-01-31", "schedules": campaign()["campaign_schedule"]["schedules"] }),
            ),
            &["`campaign_schedule.end_date` (2020-01-31) is over"],
        ),
    ]
}

fn warnings(envelope: &serde_json::Map<String, Value>) -> Vec<String> {
    let warnings = envelope.get("warnings").and_then(Value::as_array).into_iter().flatten();
    warnings.map(|warning| warning.as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_campaign_that_can_send_nothing_is_not_created() {
    let mut wire = WireSession::instantly().await;
    for (inputs, says) in wrong().into_iter().chain(idle()) {
        let error = wire.invalid_input(CREATE, &inputs).await;
        for words in says {
            assert!(error.contains(words), "{inputs}: no {words:?} in {error}");
        }
        assert!(!error.contains(".."), "{error}");
    }
}

#[tokio::test]
async fn a_change_is_refused_for_what_nobody_means_and_warned_of_what_stops_the_campaign() {
    let mut wire = WireSession::instantly().await;
    wire.vendor.answer_with(200, json!({ "id": ID }));
    for (inputs, says) in wrong() {
        let error = wire.invalid_input(PATCH, &change(inputs.clone())).await;
        assert!(says.iter().all(|words| error.contains(words)), "{inputs}: {error}");
    }
    for (inputs, says) in idle() {
        let mut change = change(inputs);
        change.as_object_mut().unwrap().retain(|name, _| name.starts_with("campaign_"));
        let envelope = wire.call(PATCH, &change).await;
        assert_eq!(envelope["success"], true, "{envelope:?}");
        let said = warnings(&envelope);
        assert!(said.len() == 1 && says.iter().all(|words| said[0].contains(words)), "{change}: {said:?}");
    }
    for (inputs, says) in [
        (json!({ "email_list": [] }), Some("`email_list` names no mailbox")),
        (json!({ "daily_limit": 0 }), Some("`daily_limit` is 0")),
        (json!({ "daily_limit": 5 }), None),
        (json!({ "name": "y" }), None),
    ] {
        let mut inputs = inputs;
        inputs["campaign_id"] = ID.into();
        let said = warnings(&wire.call(PATCH, &inputs).await);
        assert_eq!(said.len(), usize::from(says.is_some()), "{inputs}: {said:?}");
        assert!(says.is_none_or(|says| said[0].contains(says)), "{inputs}: {said:?}");
    }
}

#[tokio::test]
async fn a_new_campaign_says_what_it_still_needs() {
    let mut wire = WireSession::instantly().await;
    wire.vendor.answer_with(200, json!({ "id": ID }));
    assert_eq!(warnings(&wire.call(CREATE, &campaign()).await), [""; 0]);
    let mut bare = campaign();
    bare.as_object_mut().unwrap().retain(|name, _| name == "name" || name == "campaign_schedule");
    let said = warnings(&wire.call(CREATE, &bare).await);
    assert!(said.len() == 2 && said[0].contains("`email_list`") && said[1].contains("`sequences`"), "{said:?}");
    for (inputs, says) in [
        (with(&at(STEP, "/variants/0/subject"), json!(" ")), "`sequences[0].steps[0].variants[0].subject` is blank"),
        (with(&at(STEP, "/variants/0"), json!({ "subject": "s", "body": "b", "v_disabled": true })), "all disabled"),
        (with("/email_list", json!([])), "`email_list` names no mailbox"),
    ] {
        let said = warnings(&wire.call(CREATE, &inputs).await);
        assert!(said.len() == 1 && said[0].contains(says), "{inputs}: {said:?}");
    }
}

#[tokio::test]
async fn all_mistakes_of_a_campaign_are_reported_at_once() {
    let mut wire = WireSession::instantly().await;
    let mut inputs = with(&at(WINDOW, "/timezone"), json!("Berlin"));
    *inputs.pointer_mut(&at(WINDOW, "/timing")).unwrap() = json!({ "from": "nine", "to": "late" });
    *inputs.pointer_mut(&at(WINDOW, "/days")).unwrap() = json!({ "Montag": true });
    inputs["campaign_schedule"]["start_date"] = json!("soon");
    inputs["name"] = json!("");
    inputs["unknown_input"] = json!(1);
    let error = wire.invalid_input(CREATE, &inputs).await;
    for words in [
        "`name` must not be empty",
        "`unknown_input` is not an input",
        "`campaign_schedule.start_date` must be a date",
        "timing.from` must be a time",
        "timing.to` must be a time",
        "1 more problems",
    ] {
        assert!(error.contains(words), "no {words:?} in {error}");
    }
    inputs.as_object_mut().unwrap().shift_remove("unknown_input");
    inputs["name"] = json!("x");
    let error = wire.invalid_input(CREATE, &inputs).await;
    for words in [
        "timing.to`",
        "`campaign_schedule.schedules[0].days` must name days",
        "[\"monday\", \"tuesday\"]",
        "`Europe/Berlin`",
    ] {
        assert!(error.contains(words), "no {words:?} in {error}");
    }
}

#[tokio::test]
async fn days_are_an_object_or_a_list_of_those_that_are_on() {
    let mut wire = WireSession::instantly().await;
    wire.vendor.answer_with(200, json!({ "id": ID }));
    for (days, sent) in [
        (json!(["monday", "Tue"]), json!({ "1": true, "2": true })),
        (json!([1, 5]), json!({ "1": true, "5": true })),
        (json!("[\"sunday\"]"), json!({ "0": true })),
        (json!({ "Monday": true, "6": false }), json!({ "1": true, "6": false })),
    ] {
        let seen = wire.request_of(CREATE, &with(&at(WINDOW, "/days"), days.clone())).await;
        assert_eq!(seen.json().pointer(&at(WINDOW, "/days")), Some(&sent), "{days}");
    }
    for days in [json!([]), json!(["someday"]), json!([[1]]), json!([true])] {
        let error = wire.invalid_input(CREATE, &with(&at(WINDOW, "/days"), days.clone())).await;
        assert!(error.contains("`campaign_schedule.schedules[0].days`"), "{days}: {error}");
    }
}

#[tokio::test]
async fn an_activation_says_what_its_fields_keep_from_being_sent() {
    let mut wire = WireSession::instantly().await;
    for (inputs, says) in wrong().into_iter().chain(idle()) {
        let mut answered = inputs.clone();
        answered["id"] = ID.into();
        answered["status"] = 1.into();
        if answered["sequences"][0]["steps"][0]["delay"] == -1 || answered["email_list"][1] == " " {
            continue;
        }
        wire.vendor.answer_with(200, &answered);
        let said = warnings(&wire.call(ACTIVATE, &json!({ "campaign_id": ID })).await);
        let is_said = said.len() == 1 && (says[0].contains("email_list") || said[0].contains(says[0]));
        assert!(is_said, "{inputs}: {said:?}");
    }
    let mut can_send = campaign();
    can_send["id"] = ID.into();
    can_send["status"] = 1.into();
    wire.vendor.answer_with(200, can_send);
    assert_eq!(warnings(&wire.call(ACTIVATE, &json!({ "campaign_id": ID })).await), [""; 0]);
}

/// Who agrees is shown which campaign it is and what is the matter with it.
#[tokio::test]
async fn the_preview_of_an_activation_names_the_campaign_and_says_why_it_mails_nobody() {
    let vendor = MockVendor::start().await;
    let mut read = campaign();
    read["id"] = ID.into();
    read["name"] = "Summer sale".into();
    read["email_list"] = json!([]);
    read["status"] = 0.into();
    vendor.answer_first_reads_with(200, read);
    let mut command = with_all_vendors(&vendor.url());
    command.args(["--confirm", "send"]);
    let mut session = StdioSession::initialized(command, "2025-06-18").await;
    let asked = session.envelope(ACTIVATE, json!({ "campaign_id": ID })).await;
    let preview = asked["preview"].as_str().unwrap_or_else(|| panic!("{asked}"));
    assert!(preview.contains(&format!("- campaign_id: \"{ID}\" (the id of a campaign: \"Summer sale\")")), "{preview}");
    assert!(preview.contains("no mailboxes") && !preview.contains("is a draft"), "{preview}");
    // What is not read is said to be an id, and of what.
    let lead = json!({ "campaign": ID, "email": "a@b.example" });
    let asked = session.envelope("instantly_create_lead", lead).await;
    assert!(asked["preview"].as_str().unwrap().contains("(the id of a campaign)"), "{asked}");
}
