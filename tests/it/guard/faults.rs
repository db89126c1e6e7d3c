//! Many intents through two processes on one journal, with a vendor that drops, fails and delays, callers that repeat, and
//! kills in between: the vendor sees every intent at most once. `OUTREACH_TEST_INTENTS` sets their number, `OUTREACH_TEST_SEED` the faults.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, atomic::AtomicUsize},
    time::Duration,
};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::State,
    http::Method,
    response::Response,
};
use serde_json::Value;
use tokio::sync::RwLock;

use super::many_intents::{Process, Random, count_one, cut, read, serve, setting, start_all};
use crate::support::{
    journal::{Journal, reply_answer, reply_inputs},
    mock_vendor::reply,
    program::with_account,
};

const AT_ONCE: usize = 40;

/// How many calls an intent may take until its end is known.
const MOST_CALLS: usize = 60;

/// How many requests the vendor has received for each text.
#[derive(Clone)]
struct RequestCounts {
    seed: u64,
    by_text: Arc<Mutex<HashMap<String, usize>>>,
}

async fn answer_with_faults(State(seen): State<RequestCounts>, method: Method, body: Bytes) -> Response {
    if method == Method::GET {
        // The email that is answered, which is read first.
        return reply(200, "application/json", r#"{"ue_type":2,"from_address_email":"lead@example.com"}"#);
    }
    let body: Value = serde_json::from_slice(&body).unwrap();
    let text = body["body"]["text"].as_str().unwrap().to_owned();
    *seen.by_text.lock().unwrap().entry(text.clone()).or_default() += 1;
    let number: u64 = text.rsplit(' ').next().unwrap().parse().unwrap();
    let mut random = Random::of(seen.seed, number);
    let fault = random.below(100);
    tokio::time::sleep(Duration::from_millis(if fault < 15 { 20 + random.below(300) } else { random.below(6) })).await;
    match fault {
        15..25 => cut(),
        25..30 => {
            let broken = [Ok("{\"id\":"), Err(std::io::Error::other("gone"))];
            Response::new(Body::from_stream(futures_util::stream::iter(broken)))
        }
        30..40 => reply(500, "application/json", r#"{"message":"Internal Server Error"}"#),
        _ => reply(200, "application/json", reply_answer(&format!("sent-{number}"))),
    }
}

#[derive(Default)]
struct Counts {
    calls: AtomicUsize,
    ok: AtomicUsize,
    replayed: AtomicUsize,
    unknown: AtomicUsize,
    still_running: AtomicUsize,
    refused: AtomicUsize,
    killed: AtomicUsize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Done,
    Unknown,
}

struct Run {
    seed: u64,
    journal: Journal,
    url: String,
    processes: [RwLock<Arc<Process>>; 2],
    counts: Counts,
}

impl Run {
    async fn ask(&self, process: u64, number: u64) -> Option<End> {
        let process = Arc::clone(&*self.processes[process as usize].read().await);
        count_one(&self.counts.calls);
        let Some(answer) = process.call("instantly_reply_to_email", reply_inputs(&format!("mail {number}"))).await
        else {
            count_one(&self.counts.killed);
            return None;
        };
        self.end_told_by(&answer, number)
    }

    /// The end that an answer tells of, if any.
    fn end_told_by(&self, answer: &Value, number: u64) -> Option<End> {
        if answer["success"] == true {
            assert_eq!(answer["id"], format!("sent-{number}"), "its own answer: {answer}");
            count_one(if answer["replayed"] == true { &self.counts.replayed } else { &self.counts.ok });
            return Some(End::Done);
        }
        match answer["error_kind"].as_str().unwrap() {
            "duplicate" if answer["retryable"] == true => count_one(&self.counts.still_running),
            "outcome_unknown" | "duplicate" => {
                count_one(&self.counts.unknown);
                return Some(End::Unknown);
            }
            "denied_by_policy" => {
                eprintln!("mail {number}: {answer}");
                count_one(&self.counts.refused);
            }
            other => panic!("mail {number}: {other}: {answer}"),
        }
        None
    }

    /// Repeats the call until its end is known, and then a few times more.
    async fn intent(&self, number: u64) -> End {
        let mut random = Random::of(!self.seed, number);
        let mut known = None;
        let mut further = 1 + random.below(3);
        for _ in 0..MOST_CALLS {
            let twin = random.below(4) == 0;
            let (one, other) = (random.below(2), random.below(2));
            let ends = if twin {
                let (one, other) = tokio::join!(self.ask(one, number), self.ask(other, number));
                vec![one, other]
            } else {
                vec![self.ask(one, number).await]
            };
            for end in ends.into_iter().flatten() {
                assert_eq!(*known.get_or_insert(end), end, "mail {number}: every later call tells the same end");
            }
            if let Some(end) = known {
                if further == 0 {
                    return end;
                }
                further -= 1;
            }
            tokio::time::sleep(Duration::from_millis(random.below(30))).await;
        }
        panic!("mail {number}: no end after {MOST_CALLS} calls");
    }

    async fn kill(&self, process: usize) {
        let mut process = self.processes[process].write().await;
        process.child.lock().unwrap().start_kill().unwrap();
        *process = Process::start(&self.journal, with_account(&self.url)).await;
    }
}

#[tokio::test]
async fn under_faults_and_kills_the_vendor_sees_every_intent_at_most_once() {
    let (intents, seed) = (setting("OUTREACH_TEST_INTENTS", 200), setting("OUTREACH_TEST_SEED", 20_260_728));
    assert!(intents >= 200, "200 intents are needed for both ends and some kills");
    let seen = RequestCounts { seed, by_text: Arc::default() };
    let url = serve(Router::new().fallback(answer_with_faults).with_state(seen.clone())).await;

    let journal = Journal::new();
    // Both at once, on a journal that does not exist yet.
    let (one, other) =
        tokio::join!(Process::start(&journal, with_account(&url)), Process::start(&journal, with_account(&url)),);
    let processes = [RwLock::new(one), RwLock::new(other)];
    let run = Arc::new(Run { seed, journal, url, processes, counts: Counts::default() });
    let mut tasks = start_all(intents, AT_ONCE, |number| {
        let run = Arc::clone(&run);
        async move { (number, run.intent(number).await) }
    });
    let mut ends = HashMap::new();
    let mut random = Random::of(seed, u64::MAX);
    let mut restarts = 0;
    let mut until_kill = 25 + random.below(50);
    while let Some(ended) = tasks.join_next().await {
        let (number, end) = ended.unwrap();
        ends.insert(number, end);
        until_kill -= 1;
        if until_kill == 0 {
            run.kill(random.below(2) as usize).await;
            restarts += 1;
            until_kill = 25 + random.below(50);
        }
    }

    // Once more for each, by processes that have carried out none of them.
    run.kill(0).await;
    run.kill(1).await;
    restarts += 2;
    for number in 0..intents {
        assert_eq!(run.ask(number % 2, number).await, Some(ends[&number]), "mail {number}");
    }
    let by_text = seen.by_text.lock().unwrap().clone();
    let requests: usize = by_text.values().sum();
    let done = ends.values().filter(|end| **end == End::Done).count();
    let counts = &run.counts;
    println!(
        "seed {seed}: intents {intents}, requests seen {requests}, intents done {done}, intents unknown {}\n\
         calls {}: ok {}, replayed {}, unknown {}, still running {}, refused {}, killed {}; restarts {restarts}",
        ends.len() - done,
        read(&counts.calls),
        read(&counts.ok),
        read(&counts.replayed),
        read(&counts.unknown),
        read(&counts.still_running),
        read(&counts.refused),
        read(&counts.killed),
    );
    for (text, times) in &by_text {
        assert_eq!(*times, 1, "{text}");
    }
    for (number, end) in &ends {
        assert!(
            *end == End::Unknown || by_text.contains_key(&format!("mail {number}")),
            "mail {number}: done, but the vendor has not seen it"
        );
    }
    assert!(done > 0 && done < ends.len(), "some are done and some unknown");
    assert!(restarts > 2 && read(&counts.killed) > 0, "some calls were cut off by a kill");
    assert_eq!(read(&counts.refused), 0, "no call was refused by the journal");
    let written = run.journal.outcomes().await;
    let entries = |outcome: &str| written.iter().filter(|entry| *entry == outcome).count();
    assert_eq!((entries("open"), entries("ok"), entries("unknown")), (0, done, ends.len() - done));
}
