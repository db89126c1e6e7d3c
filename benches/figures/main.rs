//! The figures of `docs/performance.md`, taken on this machine: `cargo bench`; a part of them: `cargo bench -- brief`, `-- years`, `-- soak`,
//! `-- load`.
//!
//! The program runs as its clients run it, as a process of its own; the vendor is a stand-in on loopback that answers at
//! once. What the program adds to a call is the median through it less the median of the same HTTP call made directly.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod brief;
mod load;
mod soak;
mod years;

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::SocketAddr,
    process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, Stdio},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use axum::{Router, routing::any, serve::ListenerExt};
use serde_json::{Value, json};

const PROGRAM: &str = env!("CARGO_BIN_EXE_outreach-mcp");
const STARTS: usize = 30;
const CALLS: usize = 3000;
const LOAD: usize = 30_000;
const IN_FLIGHT: usize = 64;

fn main() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    if cfg!(feature = "synthetic-catalogue") {
        return large_catalogue();
    }
    // Cargo's own argument is `--bench`.
    let named: Vec<String> = std::env::args().skip(1).filter(|name| !name.starts_with('-')).collect();
    let is_wanted = |section: &str| named.is_empty() || named.iter().any(|name| name == section);
    if is_wanted("figures") {
        figures(&runtime);
    }
    if is_wanted("brief") {
        brief::run(&runtime);
    }
    if is_wanted("years") {
        let vendor = runtime.block_on(stand_in());
        years::run(&runtime, vendor);
    }
    if is_wanted("load") {
        load::run(&runtime);
    }
    if is_wanted("soak") {
        soak::run(&runtime);
    }
}

fn figures(runtime: &tokio::runtime::Runtime) {
    let vendor = runtime.block_on(stand_in());
    let all = Listed {
        start: median((0..STARTS).map(|_| start_to_tools_list(&mut every_vendor())).collect()),
        memory: idle_memory(&mut every_vendor()),
    };

    let start = median((0..STARTS).map(|_| start_to_tools_list(&mut program())).collect());
    let idle = idle_memory(&mut program());
    let asleep = runtime.block_on(calls(vendor));
    let awake = {
        let _loops = keep_awake();
        runtime.block_on(calls(vendor))
    };
    let journal = {
        let _loops = keep_awake();
        journal(vendor)
    };
    let load = Session::start(vendor).load();
    let pacing = runtime.block_on(pacing());
    let tools = tools(&mut every_vendor());
    let (tokens, heaviest) = tokens();
    let size = std::fs::metadata(PROGRAM).unwrap().len();

    println!("\n| What | Measured | Reach |\n|---|---|---|");
    row("start to first tools/list answer on stdio, median", format!("{:.2} ms", ms(start)), "10 ms");
    row("resident memory, idle, stdio", format!("{:.1} MB", idle / 1024.0), "12 MB");
    row(&format!("the same two with all three vendors, {} tools", tools.len()), all.text(), "10 ms, 14 MB");
    for ([direct, stdio, http], cores, goals) in
        [(awake, "cores awake", ["0.15 ms", "0.25 ms"]), (asleep, "cores asleep between", ["", ""])]
    {
        row(&format!("the same HTTP call made directly, p50, {cores}"), format!("{:.3} ms", ms(direct)), "");
        row(&format!("added to a call on stdio, p50, {cores}"), format!("{:.3} ms", ms(stdio) - ms(direct)), goals[0]);
        row(&format!("added to a call on HTTP, p50, {cores}"), format!("{:.3} ms", ms(http) - ms(direct)), goals[1]);
    }
    row(
        "added to a write by the journal, in a file, claim on the disk, p50; p99",
        format!("{:.3} ms; {:.3} ms", ms(journal.p50), ms(journal.p99)),
        "",
    );
    row(
        "the disk's own share of that: 4 KiB written and synced in the same folder, p50; p99",
        format!("{:.3} ms; {:.3} ms", ms(journal.sync.0), ms(journal.sync.1)),
        "",
    );
    row("calls a second of one core, stdio", format!("{:.0}", load.per_core), "5000");
    row("calls a second by the clock, client and stand-in beside it", format!("{:.0}", load.by_clock), "");
    row("resident memory after the load", format!("{:.1} MB", load.memory / 1024.0), "");
    row("200 calls queued for a minute and more: most requests in any 60 s", pacing.most.to_string(), "60");
    row(
        "the same: a call that cannot make its 50 s is told so after, longest",
        format!("{:.0} ms", ms(pacing.refused)),
        "",
    );
    row("tokens a tool, average; heaviest", format!("{tokens}; {heaviest}"), "330; 1500");
    row("binary, stripped", format!("{:.1} MB", size as f64 / 1e6), "20 MB");
}

/// What a catalogue of 350 tools costs a start, with some of them listed and with all.
fn large_catalogue() {
    let tools = Command::new(PROGRAM).env_clear().args(["tools", "--json"]).output().unwrap();
    let tools: Vec<Value> = serde_json::from_slice(&tools.stdout).unwrap();
    let (all, core) = (tools.len(), tools.iter().filter(|tool| tool["listed"] == true).count());
    println!("\n| What | Measured | Reach |\n|---|---|---|");
    for (listed, option, reach) in [
        (core, ("OUTREACH_TOOLSETS", ""), "10 ms, 14 MB"),
        (12, ("OUTREACH_TOOLS_MODE", "lean"), "10 ms, 14 MB"),
        (all, ("OUTREACH_TOOLSETS", "all"), "20 ms, 20 MB"),
    ] {
        let command = || {
            let mut command = every_vendor();
            command.env(option.0, option.1);
            command
        };
        let what = format!("{listed} of {all} tools listed: start to tools/list; memory idle");
        let start = median((0..STARTS).map(|_| start_to_tools_list(&mut command())).collect());
        row(&what, Listed { start, memory: idle_memory(&mut command()) }.text(), reach);
    }
}

/// What listing costs: from the start to the answer, and in kB of memory.
struct Listed {
    start: Duration,
    memory: f64,
}

impl Listed {
    fn text(&self) -> String {
        format!("{:.2} ms; {:.1} MB", ms(self.start), self.memory / 1024.0)
    }
}

fn row(what: &str, measured: String, reach: &str) {
    println!("| {what} | {measured} | {reach} |");
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn median(times: Vec<Duration>) -> Duration {
    p50_and_p99(times).0
}

fn p50_and_p99(mut times: Vec<Duration>) -> (Duration, Duration) {
    times.sort();
    (times[times.len() / 2], times[times.len() * 99 / 100])
}

/// Loops that give way to everything else, one a core, for as long as they are kept. A core of a virtual machine that has gone
/// to sleep takes about as long to wake as the whole call does, and every process that a call passes may have to wake one.
fn keep_awake() -> Vec<Awake> {
    let cores = std::thread::available_parallelism().unwrap().get();
    let idle = || Command::new("nice").args(["-n", "19", "sh", "-c", "while :; do :; done"]).spawn().unwrap();
    (0..cores).map(|_| Awake(idle())).collect()
}

struct Awake(Child);

impl Drop for Awake {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

/// A vendor that answers one small lead list at once.
async fn stand_in() -> SocketAddr {
    // A list to who asks for one; to who makes an object, one with an id.
    let lead = json!({ "id": "0199", "email": "ada@example.com", "first_name": "Ada", "status": 1 });
    let body = json!({ "items": [lead], "id": "01990000-0000-7000-8000-000000000000" }).to_string();
    let app = Router::new().fallback(any(move || {
        let body = body.clone();
        async move { ([("content-type", "application/json")], body) }
    }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let listener = listener.tap_io(|stream| stream.set_nodelay(true).unwrap());
    tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
    address
}

fn program() -> Command {
    let mut command = Command::new(PROGRAM);
    command.env_clear().env("OUTREACH_PACE", "0").env("INSTANTLY_API_KEY", "a-key-for-the-benchmark");
    // For trying other numbers of threads.
    command.envs(std::env::var("TOKIO_WORKER_THREADS").map(|threads| ("TOKIO_WORKER_THREADS", threads)));
    command
}

/// With keys of all vendors.
fn every_vendor() -> Command {
    let mut command = program();
    command.env("OVERLOOP_API_KEY", "a-key-for-the-benchmark");
    command.env("SNOV_CLIENT_ID", "an-id-for-the-benchmark").env("SNOV_CLIENT_SECRET", "a-secret-for-the-benchmark");
    command
}

fn initialize() -> Value {
    let params = json!({ "protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": { "name": "bench", "version": "1" } });
    json!({ "jsonrpc": "2.0", "id": 0, "method": "initialize", "params": params })
}

fn call(id: usize) -> Value {
    let params = json!({ "name": "list_leads", "arguments": { "limit": 1 } });
    json!({ "jsonrpc": "2.0", "id": id, "method": "tools/call", "params": params })
}

struct Session {
    child: Child,
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
}

impl Session {
    fn spawn(command: &mut Command) -> Self {
        Self::spawn_with(command, Stdio::null())
    }

    fn spawn_with(command: &mut Command, stderr: Stdio) -> Self {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(stderr).spawn().unwrap();
        let stdin = child.stdin.take().unwrap();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        Self { child, stdin, stdout }
    }

    /// Started, initialized, and its connection to the vendor open.
    fn start(vendor: SocketAddr) -> Self {
        Self::start_with(vendor, &mut program())
    }

    fn start_with(vendor: SocketAddr, program: &mut Command) -> Self {
        let mut session = Self::spawn(program.env("INSTANTLY_BASE_URL", format!("http://{vendor}")));
        session.send(&initialize());
        session.receive();
        session.send(&json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }));
        for id in 0..200 {
            session.send(&call(id));
            let answer = session.receive();
            assert!(answer.contains(r#""success":true"#), "{answer}");
        }
        session
    }

    fn send(&mut self, message: &Value) {
        self.stdin.write_all(format!("{message}\n").as_bytes()).unwrap();
    }

    fn receive(&mut self) -> String {
        let mut line = String::new();
        self.stdout.read_line(&mut line).unwrap();
        assert!(!line.is_empty(), "the program ended");
        line
    }

    fn load(mut self) -> Load {
        let (began, cpu) = (Instant::now(), self.cpu());
        for id in 0..IN_FLIGHT {
            self.send(&call(id));
        }
        for id in IN_FLIGHT..LOAD + IN_FLIGHT {
            self.receive();
            if id < LOAD {
                self.send(&call(id));
            }
        }
        let (took, cpu) = (began.elapsed(), self.cpu() - cpu);
        let memory = self.memory();
        self.end();
        Load { per_core: LOAD as f64 / cpu, by_clock: LOAD as f64 / took.as_secs_f64(), memory }
    }

    /// Processor time used so far, in seconds.
    fn cpu(&self) -> f64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
        let fields: Vec<&str> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
        // utime and stime, in ticks of a hundredth of a second.
        (fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap()) / 100.0
    }

    /// Resident memory, in kB.
    fn memory(&self) -> f64 {
        memory_of(self.child.id())
    }

    fn end(mut self) {
        drop(self.stdin);
        self.child.wait().unwrap();
    }
}

/// A process's resident memory, in kB.
fn memory_of(process: u32) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

struct Load {
    per_core: f64,
    by_clock: f64,
    memory: f64,
}

fn start_to_tools_list(program: &mut Command) -> Duration {
    let list = json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/list" });
    let messages =
        format!("{}\n{}\n{list}\n", initialize(), json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }));
    let began = Instant::now();
    let mut session = Session::spawn(program);
    session.stdin.write_all(messages.as_bytes()).unwrap();
    session.receive();
    let answer = session.receive();
    let took = began.elapsed();
    assert!(answer.contains("list_leads"));
    session.end();
    took
}

fn idle_memory(program: &mut Command) -> f64 {
    let mut session = Session::spawn(program);
    session.send(&initialize());
    session.receive();
    session.send(&json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/list" }));
    session.receive();
    std::thread::sleep(Duration::from_millis(300));
    let memory = session.memory();
    session.end();
    memory
}

/// The medians of one call made directly, on stdio and on HTTP, taken turn by turn so that all three meet the same machine.
async fn calls(vendor: SocketAddr) -> [Duration; 3] {
    let client = reqwest::Client::builder().no_proxy().tcp_nodelay(true).build().unwrap();
    let mut stdio = Session::start(vendor);
    let serving = Serving::start(vendor);
    let post = |body: String| {
        client
            .post(format!("{}/mcp", serving.url))
            .header("content-type", "application/json")
            .header("accept", "application/json, text/event-stream")
            .body(body)
    };
    let response = post(initialize().to_string()).send().await.unwrap();
    let session = response.headers()["mcp-session-id"].clone();
    response.bytes().await.unwrap();

    let mut times: [Vec<Duration>; 3] = Default::default();
    for at in 0..CALLS {
        let began = Instant::now();
        let request = client
            .post(format!("http://{vendor}/api/v2/leads/list"))
            .header("authorization", "Bearer a-key-for-the-benchmark")
            .header("content-type", "application/json")
            .body(r#"{"limit":1}"#);
        let answer = request.send().await.unwrap().bytes().await.unwrap();
        let _: Value = serde_json::from_slice(&answer).unwrap();
        times[0].push(began.elapsed());

        let began = Instant::now();
        // The vendor runs on a thread of its own, so this one may wait.
        stdio.send(&call(at));
        stdio.receive();
        times[1].push(began.elapsed());

        let began = Instant::now();
        let response = post(call(at).to_string()).header("mcp-session-id", &session).send().await.unwrap();
        let answer = response.text().await.unwrap();
        times[2].push(began.elapsed());
        assert!(answer.contains(r#""success":true"#), "{answer}");
    }
    stdio.end();
    times.map(median)
}

/// What a write takes longer than a read for being written down before and after it, in a file that outlives the process.
struct JournalCost {
    p50: Duration,
    p99: Duration,
    /// What the disk itself takes to sync as much, p50 and p99.
    sync: (Duration, Duration),
}

/// Writes and syncs 4 KiB at the end of a file, as SQLite does with its write-ahead log.
fn sync_times(folder: &std::path::Path) -> (Duration, Duration) {
    let mut file = std::fs::File::create(folder.join("synced")).unwrap();
    let times = (0..CALLS).map(|_| {
        let began = Instant::now();
        file.write_all(&[7; 4096]).unwrap();
        file.sync_data().unwrap();
        began.elapsed()
    });
    p50_and_p99(times.collect())
}

fn journal(vendor: SocketAddr) -> JournalCost {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("journal.db");
    let mut session = Session::start_with(vendor, program().env("OUTREACH_STORE", store));
    let mut times: [Vec<Duration>; 2] = Default::default();
    for at in 0..CALLS {
        let began = Instant::now();
        session.send(&call(at));
        session.receive();
        times[0].push(began.elapsed());

        // A name of its own: the same one again would be no write.
        let params = json!({ "name": "create_lead_list", "arguments": { "name": format!("List {at}") } });
        let began = Instant::now();
        session.send(&json!({ "jsonrpc": "2.0", "id": at, "method": "tools/call", "params": params }));
        let answer = session.receive();
        times[1].push(began.elapsed());
        assert!(answer.contains(r#""success":true"#), "{answer}");
    }
    session.end();
    let [read, write] = times.map(p50_and_p99);
    let sync = sync_times(folder.path());
    JournalCost { p50: write.0.saturating_sub(read.0), p99: write.1.saturating_sub(read.1), sync }
}

struct Pacing {
    most: usize,
    refused: Duration,
}

/// Snov.io's limit under 200 calls that are always in flight, for 75 s; the token's own request counts too.
async fn pacing() -> Pacing {
    const QUEUED: usize = 200;
    const TIME: Duration = Duration::from_secs(75);
    let seen: Arc<Mutex<Vec<Instant>>> = Arc::default();
    let noted = Arc::clone(&seen);
    let app = Router::new().fallback(any(move || {
        noted.lock().unwrap().push(Instant::now());
        let body =
            json!({ "access_token": "a-token-for-the-benchmark", "expires_in": 3600, "data": { "balance": "1" } });
        async move { ([("content-type", "application/json")], body.to_string()) }
    }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let vendor = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });

    let mut command = program();
    command
        .env_remove("INSTANTLY_API_KEY")
        .env_remove("OUTREACH_PACE")
        .env("SNOV_BASE_URL", format!("http://{vendor}"));
    command.env("SNOV_CLIENT_ID", "an-id-for-the-benchmark").env("SNOV_CLIENT_SECRET", "a-secret-for-the-benchmark");
    let mut session = Session::spawn(&mut command);
    session.send(&initialize());
    session.receive();
    session.send(&json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }));
    let balance = |id: usize| {
        let params = json!({ "name": "get_balance", "arguments": {} });
        json!({ "jsonrpc": "2.0", "id": id, "method": "tools/call", "params": params })
    };
    let began = Instant::now();
    let mut begun = Vec::new();
    let mut refused = Duration::ZERO;
    for id in 0..QUEUED {
        begun.push(Instant::now());
        session.send(&balance(id));
    }
    let mut ended = 0;
    while ended < begun.len() {
        let answer: Value = serde_json::from_str(&session.receive()).unwrap();
        ended += 1;
        let id = answer["id"].as_u64().unwrap() as usize;
        if answer["result"]["structuredContent"]["error_kind"] == "rate_limited" {
            if id < QUEUED {
                refused = refused.max(begun[id].elapsed());
            } else {
                // One that was told to come back later does not come back at once.
                std::thread::sleep(Duration::from_millis(5));
            }
        }
        if began.elapsed() < TIME {
            begun.push(Instant::now());
            session.send(&balance(begun.len() - 1));
        }
    }
    session.end();
    let seen = seen.lock().unwrap();
    let within =
        |from: &Instant| seen.iter().filter(|at| **at >= *from && **at < *from + Duration::from_secs(60)).count();
    Pacing { most: seen.iter().map(within).max().unwrap(), refused }
}

struct Serving {
    child: Child,
    url: String,
}

impl Serving {
    fn start(vendor: SocketAddr) -> Self {
        Self::start_unread(vendor, &mut program())
    }

    /// Started with a vendor at this address; what it writes to stderr is dropped.
    fn start_unread(vendor: SocketAddr, command: &mut Command) -> Self {
        let (serving, mut stderr) = Self::start_with(command.env("INSTANTLY_BASE_URL", format!("http://{vendor}")));
        std::thread::spawn(move || stderr.read_to_end(&mut Vec::new()));
        serving
    }

    /// Started, and what it writes to stderr from then on.
    fn start_with(command: &mut Command) -> (Self, BufReader<ChildStderr>) {
        command.args(["serve", "--listen", "127.0.0.1:0"]);
        let mut child = command.stdin(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stderr = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        while !line.starts_with("listening on") {
            line.clear();
            assert_ne!(stderr.read_line(&mut line).unwrap(), 0, "the server ended");
        }
        let url = line.split_whitespace().nth(2).unwrap().to_owned();
        (Self { child, url }, stderr)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// What `tools --json` lists.
fn tools(program: &mut Command) -> Vec<Value> {
    let output = program.args(["tools", "--json"]).output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

fn tokens() -> (usize, usize) {
    let tokens: Vec<usize> =
        tools(&mut program()).iter().map(|tool| tool["tokens"].as_u64().unwrap() as usize).collect();
    (tokens.iter().sum::<usize>() / tokens.len(), *tokens.iter().max().unwrap())
}
