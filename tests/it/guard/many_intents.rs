//! Many intents at once, through processes that can be killed, with faults that a seed decides: what the tests of it share.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, AtomicUsize, Ordering},
    },
};

use axum::Router;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    process::{Child, ChildStdin, Command},
    sync::{Semaphore, oneshot},
    task::JoinSet,
};

use crate::support::{
    journal::Journal,
    program::{StdioSession, TIMEOUT},
};

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

/// Calls without an answer, by their ids.
type Waiting = HashMap<i64, oneshot::Sender<Value>>;

/// A process that answers many calls at once.
pub struct Process {
    pub child: Mutex<Child>,
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

pub fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |value| value.parse().unwrap())
}

pub fn count_one(count: &AtomicUsize) {
    count.fetch_add(1, Ordering::Relaxed);
}

pub fn read(count: &AtomicUsize) -> usize {
    count.load(Ordering::Relaxed)
}

/// Cuts the connection, without a panic message in the test's output.
pub fn cut() -> ! {
    std::panic::resume_unwind(Box::new(()))
}

/// Serves the vendor that a test plays, and returns its address.
pub async fn serve(vendor: Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, vendor).await.unwrap() });
    url
}

/// Starts the intents with these numbers, so many at once.
pub fn start_all<F>(intents: u64, at_once: usize, intent: impl Fn(u64) -> F) -> JoinSet<F::Output>
where
    F: Future<Output: Send + 'static> + Send + 'static,
{
    let room = Arc::new(Semaphore::new(at_once));
    let mut tasks = JoinSet::new();
    for number in 0..intents {
        let (room, intent) = (Arc::clone(&room), intent(number));
        tasks.spawn(async move {
            let _room = room.acquire().await.unwrap();
            intent.await
        });
    }
    tasks
}
