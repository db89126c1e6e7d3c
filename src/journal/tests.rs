use std::time::Duration;

use outreach_model::effect::Effect;

use super::{CallFingerprint, Claim, Entry, Limit, Outcome, Repeat, before};

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

fn intent(request: &str) -> CallFingerprint {
    CallFingerprint {
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
        Some(Claim::InFlight) => "running",
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

/// A call that is written down at this time.
fn call(at_ms: i64) -> super::NewEntry {
    super::NewEntry {
        id: uuid::Uuid::now_v7().to_string(),
        at_ms,
        account: "instantly:0".to_owned(),
        vendor: "instantly",
        tool: "reply_to_email",
        effect: outreach_model::effect::Effect::Send,
        intent: format!("at {at_ms}"),
        idempotency_key: None,
        request_hash: String::new(),
        arguments_hash: String::new(),
        arguments: None,
        outcome: Outcome::Open,
        error: None,
        of: None,
    }
}

#[tokio::test]
async fn a_limit_holds_whatever_the_clock_does() {
    const DAY: i64 = 86_400_000;
    const NOW: i64 = 20_000 * DAY;
    let store = super::location::open(&super::Location::Memory, Duration::from_secs(60), NOW).await.unwrap();
    let limits = [Limit {
        text: "send=3/day".to_owned(),
        vendor: None,
        effect: Effect::Send,
        calls: 3,
        per: Duration::from_secs(24 * 60 * 60),
    }];
    let over = async |at_ms: i64| {
        let stands = |_| None;
        let begin = super::Begin { entry: call(at_ms), once: false, stands: &stands, limits: &limits, token: None };
        match store.begin(begin).await.unwrap() {
            super::Begun::Written => None,
            super::Begun::QuotaExceeded { after_ms, .. } => Some(after_ms),
            _ => panic!("nothing else stands against it"),
        }
    };
    for at_ms in [NOW, NOW + 1000, NOW + 2000] {
        assert_eq!(over(at_ms).await, None);
    }
    assert_eq!(over(NOW + 3000).await, Some(DAY - 3000), "until the first of them is a day old");
    // Set back by an hour, by ten days: what was sent was sent.
    assert_eq!(over(NOW - 3_600_000).await, Some(DAY));
    assert_eq!(over(NOW - 10 * DAY).await, Some(DAY));
    // A day later there is room for what the first one took.
    assert_eq!(over(NOW + DAY).await, None);
    assert!(over(NOW + DAY).await.is_some());
}

#[tokio::test]
async fn a_token_is_used_up_by_one_call() {
    let store = super::location::open(&super::Location::Memory, Duration::from_secs(60), 0).await.unwrap();
    let begin = async |token: &str| {
        let stands = |_| None;
        let begin = super::Begin { entry: call(1), once: false, stands: &stands, limits: &[], token: Some(token) };
        store.begin(begin).await.unwrap()
    };
    assert!(matches!(begin("a").await, super::Begun::Written));
    assert!(matches!(begin("a").await, super::Begun::UsedToken));
    assert!(matches!(begin("b").await, super::Begun::Written));
    assert_eq!(store.list(super::Filter::default()).await.unwrap().len(), 2);
}

#[test]
fn a_place_is_read_as_it_is_written() {
    use super::location::Given;
    let kind = |text: &str| match text.parse::<Given>() {
        Ok(Given::Memory) => "memory".to_owned(),
        Ok(Given::File(path)) => format!("file {}", path.display()),
        Ok(Given::Server(_)) => "server".to_owned(),
        Err(_) => "nothing".to_owned(),
    };
    let table = [
        ("memory", "memory"),
        ("/var/lib/j.db", "file /var/lib/j.db"),
        ("j.db", "file j.db"),
        (r"C:\journal.db", r"file C:\journal.db"),
        ("sqlite:j.db", "file j.db"),
        ("sqlite:///var/j.db", "file /var/j.db"),
        ("postgres://u:p@host/db", "server"),
        ("postgresql://host", "server"),
        ("mysql://host/db", "nothing"),
        ("sqlite:", "nothing"),
        ("", "nothing"),
    ];
    for (given, expected) in table {
        assert_eq!(kind(given), expected, "{given}");
    }
}
