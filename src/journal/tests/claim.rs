use std::{borrow::Cow, pin::pin, time::Duration};

use outreach_model::{effect::Effect, error::Failure, redact::Redactor};
use serde_json::{Map, Value, json};

use crate::journal::{
    Arguments, Blocking, CallFingerprint, CallUnits, Claim, Filter, InFlight, Journal, Location, Outcome, RepeatRule,
    WriteCall,
};

const WINDOW: Duration = Duration::from_secs(60);

fn journal() -> Journal {
    Journal::new(Location::Memory, Arguments::Full, WINDOW, Redactor::default())
}

fn fingerprint(name: &str) -> CallFingerprint {
    CallFingerprint {
        account: "instantly:0".to_owned(),
        name: name.to_owned(),
        request: String::new(),
        arguments: String::new(),
    }
}

async fn claim(journal: &Journal, fingerprint: &CallFingerprint) -> Claim {
    let call = WriteCall {
        vendor: "instantly",
        tool: "reply_to_email",
        effect: Effect::Send,
        also: Vec::new(),
        counts: 1,
        arguments: Cow::Owned(Value::Null),
        idempotency_key: None,
        fingerprint,
        undone_by: Vec::new(),
        units: CallUnits::default(),
    };
    journal.claim(&call, RepeatRule::After(WINDOW), &[], None).await.unwrap()
}

async fn granted(journal: &Journal, name: &str) -> InFlight {
    match claim(journal, &fingerprint(name)).await {
        Claim::Granted(in_flight) => in_flight,
        _ => panic!("`{name}` is refused"),
    }
}

async fn blocking(journal: &Journal, name: &str) -> Blocking {
    match claim(journal, &fingerprint(name)).await {
        Claim::Blocked(blocking) => *blocking,
        _ => panic!("`{name}` is not blocked"),
    }
}

fn success() -> Result<Map<String, Value>, Failure> {
    Ok(json!({ "id": "7" }).as_object().unwrap().clone())
}

/// The outcomes in the journal as soon as none is open.
async fn settled_outcomes(journal: &Journal) -> Vec<Outcome> {
    for _ in 0..500 {
        let entries = journal.store().await.unwrap().list(Filter::default()).await.unwrap();
        let outcomes: Vec<Outcome> = entries.iter().map(|entry| entry.outcome).collect();
        if !outcomes.contains(&Outcome::Open) {
            return outcomes;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("an entry stays open");
}

#[tokio::test]
async fn a_call_blocks_the_same_call_until_it_ends_and_then_answers_it() {
    let journal = journal();
    let in_flight = granted(&journal, "mail").await;
    assert!(matches!(blocking(&journal, "mail").await, Blocking::InFlight));
    in_flight.end(&success()).await;
    let Blocking::Done { entry, answer } = blocking(&journal, "mail").await else { panic!("the call is done") };
    assert_eq!(entry.vendor_ref.as_deref(), Some("7"));
    assert_eq!(answer, Some(success().unwrap()));
    drop(granted(&journal, "another").await);
}

#[tokio::test]
async fn a_call_that_is_dropped_becomes_unknown() {
    let journal = journal();
    drop(granted(&journal, "mail").await);
    assert_eq!(settled_outcomes(&journal).await, [Outcome::Unknown]);
}

#[tokio::test]
async fn an_outcome_is_recorded_though_its_caller_is_cancelled() {
    let journal = journal();
    let in_flight = granted(&journal, "mail").await;
    let end = success();
    {
        let mut ending = pin!(in_flight.end(&end));
        assert!(futures_util::poll!(&mut ending).is_pending(), "it waits for the store");
    }
    assert_eq!(settled_outcomes(&journal).await, [Outcome::Ok]);
}

#[tokio::test]
async fn a_claim_that_is_cancelled_leaves_no_open_entry() {
    let journal = journal();
    journal.store().await.unwrap();
    for polls in 1..40 {
        let fingerprint = fingerprint(&format!("mail {polls}"));
        let mut claiming = pin!(claim(&journal, &fingerprint));
        for _ in 0..polls {
            if futures_util::poll!(&mut claiming).is_ready() {
                break;
            }
            // SQLite runs on a thread of its own: the next poll finds its answer.
            std::thread::sleep(Duration::from_micros(300));
            tokio::task::yield_now().await;
        }
    }
    let outcomes = settled_outcomes(&journal).await;
    assert!(outcomes.iter().all(|outcome| [Outcome::Failed, Outcome::Unknown].contains(outcome)), "{outcomes:?}");
}
