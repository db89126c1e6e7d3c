mod claim;

use std::time::Duration;

use outreach_model::effect::Effect;

use super::{
    Blocking, Filter, Location, Outcome, Quota, RepeatRule, StoreUrl,
    decision::{ClaimDecision, ClaimRequest, blocked_by},
    location::open,
    record::{CallUnits, Ended, Entry, NewEntry},
};

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
        also: None,
        outcome,
        vendor_ref: None,
        error: None,
        resolved_at: None,
        earlier_error: None,
        replay_of: None,
        idempotency_key: None,
        arguments_hash: String::new(),
        arguments: None,
        request_hash: "r".to_owned(),
        answer: Some(r#"{"id":"7"}"#.to_owned()),
    }
}

#[test]
fn an_earlier_call_blocks_by_its_outcome_and_age() {
    const NOW: i64 = 1_000_000_000;
    let window = RepeatRule::After(Duration::from_secs(60));
    let found = |outcome, age_ms: i64| match blocked_by(entry(outcome, NOW - age_ms), "r", window, NOW) {
        None => "none",
        Some(Blocking::InFlight) => "in flight",
        Some(Blocking::Done { answer: Some(_), .. }) => "done",
        Some(Blocking::Unknown(_)) => "unknown",
        Some(_) => "other",
    };
    let table = [
        (Outcome::Open, 0, "in flight"),
        (Outcome::Open, 120_000, "in flight"),
        (Outcome::Ok, 0, "done"),
        (Outcome::Ok, 59_999, "done"),
        (Outcome::Ok, 60_000, "none"),
        (Outcome::Unknown, 59_999, "unknown"),
        (Outcome::Unknown, 60_000, "none"),
        (Outcome::Failed, 0, "none"),
        (Outcome::Refused, 0, "none"),
        (Outcome::Replayed, 0, "none"),
        // After the clock was set back.
        (Outcome::Ok, -86_400_000, "done"),
        (Outcome::Unknown, -1, "unknown"),
    ];
    for (outcome, age_ms, expected) in table {
        assert_eq!(found(outcome, age_ms), expected, "{outcome:?} {age_ms}");
    }
}

#[test]
fn an_idempotency_key_never_expires_and_means_one_request() {
    let year = 365 * 86_400_000;
    let found = |outcome, request: &str| blocked_by(entry(outcome, 0), request, RepeatRule::Never, year);
    assert!(matches!(found(Outcome::Ok, "r"), Some(Blocking::Done { .. })));
    assert!(matches!(found(Outcome::Unknown, "r"), Some(Blocking::Unknown(_))));
    assert!(matches!(found(Outcome::Ok, "another"), Some(Blocking::OtherArguments(_))));
    assert!(matches!(found(Outcome::Open, "another"), Some(Blocking::OtherArguments(_))));
}

#[test]
fn what_goes_on_is_held_up_by_what_is_unsettled_and_by_what_ran_beside_it() {
    const NOW: i64 = 1_000_000_000;
    let found = |outcome, age_ms: i64, took_ms: i64| {
        let repeat = RepeatRule::Settled { window: Duration::from_secs(60), made_ms: NOW - 50 };
        let earlier = super::Entry { took_ms: Some(took_ms), ..entry(outcome, NOW - age_ms) };
        match blocked_by(earlier, "another", repeat, NOW) {
            None => "none",
            Some(Blocking::InFlight) => "in flight",
            Some(Blocking::Overlapping(_)) => "overlapping",
            Some(Blocking::Unknown(_)) => "unknown",
            Some(_) => "other",
        }
    };
    for (outcome, age_ms, took_ms, expected) in [
        (Outcome::Open, 120_000, 0, "in flight"),
        (Outcome::Ok, 100, 50, "none"),
        (Outcome::Ok, 100, 51, "overlapping"),
        (Outcome::Ok, 10, 5, "overlapping"),
        (Outcome::Unknown, 59_999, 0, "unknown"),
        (Outcome::Unknown, 60_000, 0, "none"),
        (Outcome::Failed, 10, 5, "none"),
    ] {
        assert_eq!(found(outcome, age_ms, took_ms), expected, "{outcome:?} {age_ms} {took_ms}");
    }
}

/// A call that is recorded at this time.
fn call(at_ms: i64) -> NewEntry {
    NewEntry {
        id: uuid::Uuid::now_v7().to_string(),
        at_ms,
        account: "instantly:0".to_owned(),
        vendor: "instantly",
        tool: "reply_to_email",
        effect: Effect::Send,
        also: Vec::new(),
        counts: 1,
        intent: format!("at {at_ms}"),
        idempotency_key: None,
        request_hash: String::new(),
        arguments_hash: String::new(),
        arguments: None,
        outcome: Outcome::Open,
        error: None,
        replay_of: None,
    }
}

#[tokio::test]
async fn a_quota_holds_after_the_clock_was_set_back() {
    const DAY: i64 = 86_400_000;
    const NOW: i64 = 20_000 * DAY;
    let store = open(&Location::Memory, NOW).await.unwrap();
    let quotas = [Quota {
        text: "send=3/day".to_owned(),
        vendor: None,
        effect: Effect::Send,
        calls: 3,
        per: Duration::from_secs(24 * 60 * 60),
    }];
    let wait_ms = async |at_ms: i64| {
        let request = ClaimRequest {
            entry: call(at_ms),
            repeat: RepeatRule::Free,
            undone_by: &[],
            units: &CallUnits::default(),
            quotas: &quotas,
            token: None,
        };
        match store.claim(request).await.unwrap() {
            ClaimDecision::Recorded => None,
            ClaimDecision::QuotaExceeded { after_ms, .. } => Some(after_ms),
            _ => panic!("only the quota can refuse it"),
        }
    };
    for at_ms in [NOW, NOW + 1000, NOW + 2000] {
        assert_eq!(wait_ms(at_ms).await, None);
    }
    assert_eq!(wait_ms(NOW + 3000).await, Some(DAY - 3000), "until the first of them is a day old");
    // The clock is set back by an hour, and by ten days.
    assert_eq!(wait_ms(NOW - 3_600_000).await, Some(DAY));
    assert_eq!(wait_ms(NOW - 10 * DAY).await, Some(DAY));
    // A day later the first call no longer counts.
    assert_eq!(wait_ms(NOW + DAY).await, None);
    assert!(wait_ms(NOW + DAY).await.is_some());
}

/// What a quota counts and when it frees a place, in a journal of many entries, against a count of all of them.
#[tokio::test]
async fn a_quota_counts_exactly_over_hours_and_outcomes() {
    const HOUR: i64 = 3_600_000;
    const NOW: i64 = 20_000 * 24 * HOUR + 1_234_567;
    let store = open(&Location::Memory, NOW).await.unwrap();
    let mut counted: Vec<i64> = Vec::new();
    // Times over ten days, the same on each run, some of them equal; every third call fails later on, every fifth is unknown.
    for number in 0..300_i64 {
        let at_ms = NOW - (number * 7_919_327) % (240 * HOUR);
        let entry = call(at_ms);
        let (id, effect) = (entry.id.clone(), if number % 4 == 0 { Effect::Spend } else { Effect::Send });
        // One effect or the other of a call counts.
        let also: Vec<Effect> =
            (number % 2 == 0).then_some(Effect::Send).filter(|also| *also != effect).into_iter().collect();
        let is_counted = effect == Effect::Send || !also.is_empty();
        let entry = NewEntry { effect, also, ..entry };
        let request = ClaimRequest {
            entry,
            repeat: RepeatRule::Free,
            undone_by: &[],
            units: &CallUnits::default(),
            quotas: &[],
            token: None,
        };
        assert!(matches!(store.claim(request).await.unwrap(), ClaimDecision::Recorded));
        let outcome = match number {
            _ if number % 3 == 0 => Outcome::Failed,
            _ if number % 5 == 0 => Outcome::Unknown,
            _ => Outcome::Ok,
        };
        let ended = Ended { outcome, vendor_ref: None, error: None, answer: None, resolved: None, was_started: false };
        store.end(&id, at_ms + 10, ended).await.unwrap();
        let mut is_still_counted = outcome != Outcome::Failed;
        if number % 10 == 5 && outcome == Outcome::Unknown {
            assert!(store.resolve(&id, Outcome::Failed, None, Some("not there"), NOW).await.unwrap());
            is_still_counted = false;
        }
        if is_counted && is_still_counted {
            counted.push(at_ms);
        }
    }
    counted.sort_unstable();
    for hours in [12, 24, 7 * 24] {
        let window_ms = hours * HOUR;
        let within: Vec<i64> = counted.iter().copied().filter(|at| *at > NOW - window_ms).collect();
        let wait_ms = async |calls: usize| {
            let quotas = [Quota {
                text: String::new(),
                vendor: None,
                effect: Effect::Send,
                calls: calls as u32,
                per: Duration::from_millis(window_ms as u64),
            }];
            let entry = NewEntry { outcome: Outcome::Refused, ..call(NOW) };
            let request = ClaimRequest {
                entry,
                repeat: RepeatRule::Free,
                undone_by: &[],
                units: &CallUnits::default(),
                quotas: &quotas,
                token: None,
            };
            match store.claim(request).await.unwrap() {
                ClaimDecision::QuotaExceeded { after_ms, .. } => Some(after_ms),
                _ => None,
            }
        };
        assert_eq!(wait_ms(within.len() + 1).await, None, "{hours} h: one more is allowed than there are");
        for calls in [within.len(), within.len() / 2, 1] {
            let first = within[within.len() - calls];
            assert_eq!(wait_ms(calls).await, Some(first + window_ms - NOW), "{hours} h, {calls} of {}", within.len());
        }
    }
}

#[tokio::test]
async fn a_token_is_used_up_by_one_call() {
    let store = open(&Location::Memory, 0).await.unwrap();
    let claim = async |token: &str| {
        let request = ClaimRequest {
            entry: call(1),
            repeat: RepeatRule::Free,
            undone_by: &[],
            units: &CallUnits::default(),
            quotas: &[],
            token: Some(token),
        };
        store.claim(request).await.unwrap()
    };
    assert!(matches!(claim("a").await, ClaimDecision::Recorded));
    assert!(matches!(claim("a").await, ClaimDecision::UsedToken));
    assert!(matches!(claim("b").await, ClaimDecision::Recorded));
    assert_eq!(store.list(Filter::default()).await.unwrap().len(), 2);
}

/// Versions before 3.51.3 can corrupt a file in WAL mode when two connections write or checkpoint it at the same moment.
#[tokio::test]
async fn sqlite_is_recent_enough() {
    use sqlx::Connection;
    let mut connection = sqlx::SqliteConnection::connect("sqlite::memory:").await.unwrap();
    let version: String = sqlx::query_scalar("SELECT sqlite_version()").fetch_one(&mut connection).await.unwrap();
    let parts: Vec<u32> = version.split('.').map(|part| part.parse().unwrap()).collect();
    assert!(parts.as_slice() >= [3, 51, 3].as_slice(), "SQLite {version}");
}

/// `synchronous` decides whether a commit waits for the disk: 2 is FULL, 1 is NORMAL.
#[tokio::test]
async fn durability_is_set_per_commit() {
    use sqlx::{Connection, Sqlite, SqliteConnection};

    use super::backend::Backend;
    let mut connection = SqliteConnection::connect("sqlite::memory:").await.unwrap();
    for (durable, expected) in [(true, 2), (false, 1), (true, 2)] {
        Sqlite::set_durable(&mut connection, durable).await.unwrap();
        let mode: i64 = sqlx::query_scalar("PRAGMA synchronous").fetch_one(&mut connection).await.unwrap();
        assert_eq!(mode, expected);
    }
}

#[test]
fn store_urls_are_parsed() {
    let kind = |text: &str| match text.parse::<StoreUrl>() {
        Ok(StoreUrl::Memory) => "memory".to_owned(),
        Ok(StoreUrl::File(path)) => format!("file {}", path.display()),
        Ok(StoreUrl::Server(_)) => "server".to_owned(),
        Err(_) => "invalid".to_owned(),
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
        ("mysql://host/db", "invalid"),
        ("mysql+ssh://u:p@host/db", "invalid"),
        ("http://host/db", "invalid"),
        ("postgres:db", "invalid"),
        ("postgres://u:p@host:port/db", "invalid"),
        ("POSTGRES://u:p@host/db", "server"),
        ("journal.db:1", "file journal.db:1"),
        ("sqlite:", "invalid"),
        ("", "invalid"),
    ];
    for (text, expected) in table {
        assert_eq!(kind(text), expected, "{text}");
    }
}
