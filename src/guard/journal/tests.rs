use std::time::Duration;

use super::{Claim, Entry, Outcome, Repeat, before};
use crate::guard::intent::Intent;

fn entry(outcome: Outcome, at_ms: i64) -> Entry {
    Entry {
        id: "1".to_owned(),
        at: String::new(),
        at_ms,
        took_ms: None,
        account: "instantly:0".to_owned(),
        vendor: "instantly".to_owned(),
        tool: "create_lead".to_owned(),
        effect: "create".to_owned(),
        outcome,
        vendor_ref: None,
        error: None,
        replay_of: None,
        idempotency_key: None,
        arguments_hash: String::new(),
        arguments: None,
        request_hash: "r".to_owned(),
        answer: Some(r#"{"id":"7"}"#.to_owned()),
    }
}

fn intent(request: &str) -> Intent {
    Intent {
        account: "instantly:0".to_owned(),
        name: String::new(),
        request: request.to_owned(),
        arguments: String::new(),
    }
}

#[test]
fn an_earlier_call_means_what_it_came_to() {
    const NOW: i64 = 1_000_000_000;
    let window = Repeat::After(Duration::from_secs(60));
    let means = |outcome, age_ms: i64| match before(entry(outcome, NOW - age_ms), &intent("r"), window, NOW) {
        None => "nothing",
        Some(Claim::Running) => "running",
        Some(Claim::Done { answer: Some(_), .. }) => "done",
        Some(Claim::Unknown(_)) => "unknown",
        Some(_) => "else",
    };
    let table = [
        (Outcome::Open, 0, "running"),
        (Outcome::Open, 120_000, "running"),
        (Outcome::Ok, 0, "done"),
        (Outcome::Ok, 59_999, "done"),
        (Outcome::Ok, 60_000, "nothing"),
        (Outcome::Unknown, 59_999, "unknown"),
        (Outcome::Unknown, 60_000, "nothing"),
        (Outcome::Failed, 0, "nothing"),
        (Outcome::Refused, 0, "nothing"),
        (Outcome::Replayed, 0, "nothing"),
        // A clock that was set back.
        (Outcome::Ok, -86_400_000, "done"),
        (Outcome::Unknown, -1, "unknown"),
    ];
    for (outcome, age_ms, expected) in table {
        assert_eq!(means(outcome, age_ms), expected, "{outcome:?} {age_ms}");
    }
}

#[test]
fn a_name_for_an_intent_holds_for_good_and_for_one_thing() {
    let year = 365 * 86_400_000;
    let named = |outcome, request: &str| before(entry(outcome, 0), &intent(request), Repeat::Never, year);
    assert!(matches!(named(Outcome::Ok, "r"), Some(Claim::Done { .. })));
    assert!(matches!(named(Outcome::Unknown, "r"), Some(Claim::Unknown(_))));
    assert!(matches!(named(Outcome::Ok, "another"), Some(Claim::OtherArguments(_))));
    assert!(matches!(named(Outcome::Open, "another"), Some(Claim::OtherArguments(_))));
}
