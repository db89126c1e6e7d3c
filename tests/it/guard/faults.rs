//! Many intents through two processes on one journal, with a vendor that drops, fails and delays, callers that repeat, and
//! kills in between: the vendor sees every intent at most once. `OUTREACH_TEST_INTENTS` sets their number, `OUTREACH_TEST_SEED` the faults.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::State,
    http::Method,
    response::Response,
};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    process::{Child, ChildStdin, Command},
    sync::{RwLock, Semaphore, oneshot},
    task::JoinSet,
};

use crate::support::{
    journal::{Journal, reply_answer, reply_inputs},
    mock_vendor::reply,
    program::{StdioSession, TIMEOUT, with_account},
};

const AT_ONCE: usize = 40;

/// How many calls an intent may take until its end is known.
const MOST_CALLS: usize = 60;

/// SplitMix64: the same seed, the same run of faults.
pub struct Random(u64);

impl Random {
    pub fn of(seed: u64, what: u64) -> Self {
        let mut random = Self(seed ^ what.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        random.next();
        random
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }
}

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
        // Drops the connection before an answer, without a panic message in the test's output.
        15..25 => std::panic::resume_unwind(Box::new(())),
        25..30 => {
            let broken = [Ok("{\"id\":"), Err(std::io::Error::other("gone"))];
            Response::new(Body::from_stream(futures_util::stream::iter(broken)))
        }
        30..40 => reply(500, "application/json", r#"{"message":"Internal Server Error"}"#),
        _ => reply(200, "application/json", reply_answer(&format!("sent-{number}"))),
    }
}

/// Calls without an answer, by their ids.
type Waiting = HashMap<i64, oneshot::Sender<Value>>;

/// A process that answers many calls at once.
pub struct Process {
    child: Mutex<Child>,
    stdin: tokio::sync::Mutex<ChildStdin>,
    /// The waiting calls; `None` once the process has ended.
    waiting: Arc<Mutex<Option<Waiting>>>,
    next: AtomicI64,
}

impl Process {
    pub async fn start(journal: &Journal, command: Command) -> Arc<Self> {
        let mut session = StdioSession::initialized(journal.configure(command), "2025-11-25").await;
        let waiting = Arc::new(Mutex::new(Some(Waiting::new())));
        let answers = Arc::clone(&waiting);
        let mut log = session.child.stderr.take().unwrap();
        tokio::spawn(async move { log.read_to_string(&mut String::new()).await });
        let mut lines = session.lines;
        tokio::spawn(async move {
            // A killed process may leave half a line.
            while let Ok(Some(line)) = lines.next_line().await {
                let Ok(message) = serde_json::from_str::<Value>(&line) else { break };
                let waits = answers.lock().unwrap().as_mut().unwrap().remove(&message["id"].as_i64().unwrap());
                let _ = waits.unwrap().send(message["result"]["structuredContent"].clone());
            }
            *answers.lock().unwrap() = None;
        });
        let stdin = session.stdin.take().unwrap().into();
        Arc::new(Self { child: Mutex::new(session.child), stdin, waiting, next: AtomicI64::new(1000) })
    }

    /// The envelope of a reply with this text; `None` where the process has ended before.
    async fn reply(&self, text: &str) -> Option<Value> {
        self.call("instantly_reply_to_email", reply_inputs(text)).await
    }

    /// The envelope of a call; `None` where the process has ended before.
    pub async fn call(&self, tool: &str, arguments: Value) -> Option<Value> {
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        let (answer, answered) = oneshot::channel();
        self.waiting.lock().unwrap().as_mut()?.insert(id, answer);
        let params = json!({ "name": tool, "arguments": arguments });
        let line = format!("{}\n", json!({ "jsonrpc": "2.0", "id": id, "method": "tools/call", "params": params }));
        // A write to a dead process fails; the closed channel below tells the same.
        let _ = self.stdin.lock().await.write_all(line.as_bytes()).await;
        tokio::time::timeout(2 * TIMEOUT, answered).await.expect("an answer, or the process's end").ok()
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

fn count_one(count: &AtomicUsize) {
    count.fetch_add(1, Ordering::Relaxed);
}

impl Run {
    async fn ask(&self, process: u64, number: u64) -> Option<End> {
        let process = Arc::clone(&*self.processes[process as usize].read().await);
        count_one(&self.counts.calls);
        let Some(answer) = process.reply(&format!("mail {number}")).await else {
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

pub fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |value| value.parse().unwrap())
}

#[tokio::test]
async fn under_faults_and_kills_the_vendor_sees_every_intent_at_most_once() {
    let (intents, seed) = (setting("OUTREACH_TEST_INTENTS", 200), setting("OUTREACH_TEST_SEED", 20_260_728));
    assert!(intents >= 200, "200 intents are needed for both ends and some kills");
    let seen = RequestCounts { seed, by_text: Arc::default() };
    let app = Router::new().fallback(answer_with_faults).with_state(seen.clone());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });

    let journal = Journal::new();
    // Both at once, on a journal that does not exist yet.
    let (one, other) =
        tokio::join!(Process::start(&journal, with_account(&url)), Process::start(&journal, with_account(&url)),);
    let processes = [RwLock::new(one), RwLock::new(other)];
    let run = Arc::new(Run { seed, journal, url, processes, counts: Counts::default() });
    let room = Arc::new(Semaphore::new(AT_ONCE));
    let mut tasks = JoinSet::new();
    for number in 0..intents {
        let (run, room) = (Arc::clone(&run), Arc::clone(&room));
        tasks.spawn(async move {
            let _room = room.acquire().await.unwrap();
            (number, run.intent(number).await)
        });
    }
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
    let count = |count: &AtomicUsize| count.load(Ordering::Relaxed);
    let done = ends.values().filter(|end| **end == End::Done).count();
    let counts = &run.counts;
    println!(
        "seed {seed}: intents {intents}, requests seen {requests}, intents done {done}, intents unknown {}\n\
         calls {}: ok {}, replayed {}, unknown {}, still running {}, refused {}, killed {}; restarts {restarts}",
        ends.len() - done,
        count(&counts.calls),
        count(&counts.ok),
        count(&counts.replayed),
        count(&counts.unknown),
        count(&counts.still_running),
        count(&counts.refused),
        count(&counts.killed),
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
    assert!(restarts > 2 && count(&counts.killed) > 0, "some calls were cut off by a kill");
    assert_eq!(count(&counts.refused), 0, "no call was refused by the journal");
    let written = run.journal.outcomes().await;
    let entries = |outcome: &str| written.iter().filter(|entry| *entry == outcome).count();
    assert_eq!((entries("open"), entries("ok"), entries("unknown")), (0, done, ends.len() - done));
}
