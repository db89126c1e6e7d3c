//! Ten minutes of mixed calls on stdio and HTTP: what memory does over time, and how long a step holds the runtime's thread.
//!
//! `cargo bench -- soak`; `OUTREACH_SOAK_MINUTES` sets how long (at least 3).

use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::PathBuf,
    process::{ChildStderr, Command, Stdio},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use axum::{Router, routing::any};
use serde_json::{Value, json};

use super::{Serving, Session, every_vendor, initialize, memory_of};

/// Rounds a second, on each transport. A round is [`calls_of`].
const ROUNDS_A_SECOND: u32 = 20;

/// The memory after the last minute may differ so much from that after the second.
const MAX_GROWTH: f64 = 0.1;

/// Switches the program's watchdog on.
const LOG: &str = "warn,outreach_mcp::watchdog=debug";

/// What the watchdog has logged of one process.
#[derive(Clone, Default)]
struct Steps(Arc<Mutex<Vec<String>>>);

impl Steps {
    fn read(&self, stderr: impl BufRead + Send + 'static) {
        let steps = self.clone();
        std::thread::spawn(move || {
            let lines = stderr.lines().map_while(Result::ok);
            lines.filter(|line| line.contains("watchdog")).for_each(|line| steps.0.lock().unwrap().push(line));
        });
    }

    /// The longest step of the process so far, in milliseconds, and how many were longer than 10 ms.
    fn longest(&self) -> (f64, usize) {
        let lines = self.0.lock().unwrap();
        let value = |line: &String, key: &str| -> Option<f64> {
            let rest = line.split(key).nth(1)?;
            rest.chars().take_while(char::is_ascii_digit).collect::<String>().parse().ok()
        };
        let of_minutes = lines.iter().filter_map(|line| value(line, "longest_us=")).map(|us| us / 1000.0);
        let long: Vec<f64> = lines.iter().filter_map(|line| value(line, "step_ms=")).collect();
        (of_minutes.chain(long.iter().copied()).fold(0.0, f64::max), long.len())
    }
}

/// The messages of a round: reads and writes at every vendor, inputs that are wrong, a vendor that refuses, lists, a resource.
fn calls_of(round: usize) -> Vec<Value> {
    let tool = |name: &str, arguments: Value| ("tools/call", json!({ "name": name, "arguments": arguments }));
    let messages = [
        tool("instantly_list_leads", json!({ "limit": 1 })),
        tool("instantly_create_lead_list", json!({ "name": format!("List {round}") })),
        tool("instantly_create_lead_list", json!({ "name": format!("List {round}") })),
        tool("overloop_list_prospects", json!({})),
        tool("overloop_create_list", json!({ "name": format!("List {round}"), "list_type": "prospects" })),
        tool("snov_get_balance", json!({})),
        tool("instantly_list_leads", json!({ "limit": "none" })),
        tool("instantly_get_campaign", json!({ "id": "refused" })),
        tool("no_such_tool", json!({})),
        tool("resolve_outcome", json!({ "entry": "none" })),
        ("tools/list", json!({})),
        ("resources/read", json!({ "uri": "outreach://journal/recent" })),
    ];
    // Lists and the resource are large and rare.
    let kept = if round.is_multiple_of(50) { messages.len() } else { messages.len() - 2 };
    let message = |(at, (method, params)): (usize, (&str, Value))| json!({ "jsonrpc": "2.0", "id": round * 100 + at, "method": method, "params": params });
    messages.into_iter().take(kept).enumerate().map(message).collect()
}

/// A vendor of every kind of answer. Its tokens are good for a minute or so, so that many are fetched.
async fn vendor() -> SocketAddr {
    let app = Router::new().fallback(any(|request: axum::extract::Request| async move {
        let path = request.uri().path().to_owned();
        let token = format!("a-token-for-the-soak-{:?}", Instant::now());
        let (status, body) = match path.as_str() {
            "/v1/oauth/access_token" => (200, json!({ "access_token": token, "expires_in": 70 })),
            _ if path.ends_with("/refused") => (404, json!({ "error": "not found" })),
            _ => (
                200,
                json!({ "id": "0199", "name": "List", "items": [{ "id": "0199", "email": "ada@example.com" }],
                               "data": { "balance": "1.00" } }),
            ),
        };
        (axum::http::StatusCode::from_u16(status).unwrap(), [("content-type", "application/json")], body.to_string())
    }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
    address
}

fn program(vendor: SocketAddr, store: &std::path::Path) -> Command {
    let mut command = every_vendor();
    for variable in ["INSTANTLY_BASE_URL", "OVERLOOP_BASE_URL", "SNOV_BASE_URL"] {
        command.env(variable, format!("http://{vendor}"));
    }
    command.env("OUTREACH_STORE", store).env("OUTREACH_LOG", LOG).env("OUTREACH_LIMIT", "create=100000000/week");
    command
}

/// One round over a session of its own on HTTP, now and then one that is left open.
async fn on_http(client: &reqwest::Client, url: &str, session: &mut Option<String>, round: usize) {
    let post = |body: &Value, session: Option<&String>| {
        let request = client.post(format!("{url}/mcp")).header("content-type", "application/json");
        let request = request.header("accept", "application/json, text/event-stream").body(body.to_string());
        match session {
            Some(session) => request.header("mcp-session-id", session),
            None => request,
        }
    };
    if session.is_none() {
        let response = post(&initialize(), None).send().await.unwrap();
        *session = Some(response.headers()["mcp-session-id"].to_str().unwrap().to_owned());
        response.bytes().await.unwrap();
    }
    for message in calls_of(round) {
        let answer = post(&message, session.as_ref()).send().await.unwrap().text().await.unwrap();
        assert!(answer.contains("jsonrpc"), "{message}: {answer}");
    }
    if round.is_multiple_of(20)
        && let Some(ended) = session.take()
    {
        let delete = client.delete(format!("{url}/mcp")).header("mcp-session-id", ended);
        assert!(delete.send().await.unwrap().status().is_success());
    }
}

pub(super) fn run(runtime: &tokio::runtime::Runtime) {
    let minutes: u64 = std::env::var("OUTREACH_SOAK_MINUTES").map_or(10, |minutes| minutes.parse().unwrap());
    assert!(minutes >= 3, "the memory after the second minute is compared with a later one");
    let vendor = runtime.block_on(vendor());
    let folder = tempfile::tempdir().unwrap();
    let (steps, http_steps) = (Steps::default(), Steps::default());

    // `memory` shows what each call leaves there.
    let store = |name: &str| std::env::var_os("OUTREACH_SOAK_STORE").map_or(folder.path().join(name), PathBuf::from);
    let mut command = program(vendor, &store("stdio.db"));
    let mut stdio = Session::spawn_with(&mut command, Stdio::piped());
    let stderr: ChildStderr = stdio.child.stderr.take().unwrap();
    steps.read(BufReader::new(stderr));
    stdio.send(&initialize());
    stdio.receive();
    stdio.send(&json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }));
    let (serving, stderr) = Serving::start_with(&mut program(vendor, &store("http.db")));
    http_steps.read(stderr);

    let client = reqwest::Client::builder().no_proxy().tcp_nodelay(true).build().unwrap();
    let (mut session, mut seen) = (None, Vec::new());
    let began = Instant::now();
    println!("\n| Minute | stdio: resident memory | HTTP: resident memory | calls |\n|---|---|---|---|");
    for round in 0.. {
        let due = began + Duration::from_secs(round as u64) / ROUNDS_A_SECOND;
        std::thread::sleep(due.saturating_duration_since(Instant::now()));
        let calls = calls_of(round);
        for call in &calls {
            stdio.send(call);
        }
        for _ in &calls {
            assert!(stdio.receive().contains("jsonrpc"));
        }
        runtime.block_on(on_http(&client, &serving.url, &mut session, round));
        if began.elapsed() >= Duration::from_secs(60) * (seen.len() as u32 + 1) {
            let memory = [stdio.child.id(), serving.child.id()].map(|id| memory_of(id) / 1024.0);
            println!("| {} | {:.2} MB | {:.2} MB | {} |", seen.len() + 1, memory[0], memory[1], (round + 1) * 20);
            seen.push(memory);
        }
        if seen.len() as u64 == minutes {
            break;
        }
    }
    // The last lines of the log.
    std::thread::sleep(Duration::from_millis(200));
    println!("\n| What | stdio | HTTP | Reach |\n|---|---|---|---|");
    let growth = [0, 1].map(|at| seen.last().unwrap()[at] / seen[1][at] - 1.0);
    println!(
        "| memory at the end against the second minute | {:+.1} % | {:+.1} % | 10 % |",
        growth[0] * 100.0,
        growth[1] * 100.0
    );
    let [(stdio_ms, stdio_over), (http_ms, http_over)] = [steps.longest(), http_steps.longest()];
    println!(
        "| longest step of the thread; steps over 10 ms | {stdio_ms:.1} ms; {stdio_over} | {http_ms:.1} ms; {http_over} | 10 ms; 0 |"
    );
    stdio.end();
    assert!(growth.iter().all(|growth| *growth <= MAX_GROWTH), "memory grows: {seen:?}");
}
