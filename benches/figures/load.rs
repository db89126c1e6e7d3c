//! The server under load and ill will: silent connections, abandoned sessions, large answers. `cargo bench -- load` runs this alone.

use std::{
    process::Command,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use axum::{Router, body::Bytes, routing::any};
use reqwest::{Client, StatusCode};
use serde_json::json;
use tokio::{io::AsyncWriteExt, net::TcpStream};

use super::{Serving, call, initialize, ms, program, row, stand_in};

const CONNECTIONS: usize = 20_000;
const CLIENTS: usize = 100;
const CALLS_OF_CLIENT: usize = 50;
const ABANDONED: usize = 1000;
const LARGE_ANSWERS: usize = 20;
const LARGE_BYTES: usize = 40 * 1000 * 1000;

/// Prints the figures.
pub fn run(runtime: &tokio::runtime::Runtime) {
    println!("\n| What | Measured | Reach |\n|---|---|---|");
    runtime.block_on(silent_connections());
    runtime.block_on(abandoned_sessions());
    runtime.block_on(large_answers(false));
    runtime.block_on(large_answers(true));
}

fn client() -> Client {
    Client::builder().no_proxy().tcp_nodelay(true).timeout(Duration::from_secs(900)).build().unwrap()
}

fn command() -> Command {
    let mut command = program();
    if cfg!(debug_assertions) {
        // Decoding takes many times as long.
        command.env("OUTREACH_CALL_TIMEOUT", "600s");
    }
    command
}

fn post(client: &Client, url: &str, body: String) -> reqwest::RequestBuilder {
    let post = client.post(format!("{url}/mcp")).header("content-type", "application/json");
    post.header("accept", "application/json, text/event-stream").body(body)
}

/// Resident memory of a process, in MB: `VmRSS` now, `VmHWM` at most.
fn memory(pid: u32, field: &str) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with(field)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
}

/// Asks for `/healthz` over and over, until told to stop: the longest answer, and how many failed.
async fn watch_health(url: String, stop: Arc<AtomicBool>) -> (Duration, usize) {
    let (client, mut longest, mut failed) = (client(), Duration::ZERO, 0);
    while !stop.load(Ordering::Relaxed) {
        let began = Instant::now();
        let answer = client.get(format!("{url}/healthz")).send().await;
        failed += usize::from(!answer.is_ok_and(|answer| answer.status() == StatusCode::OK));
        longest = longest.max(began.elapsed());
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    (longest, failed)
}

/// The same on a thread of its own: this one has its hands full with the clients.
fn watch_health_apart(url: &str, stop: &Arc<AtomicBool>) -> std::thread::JoinHandle<(Duration, usize)> {
    let (url, stop) = (url.to_owned(), Arc::clone(stop));
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(watch_health(url, stop))
    })
}

/// Lets this process open as many files as the system allows, and returns how many connections it can make.
fn connections() -> usize {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let wanted = CONNECTIONS as u64 + 1000;
        let most = getrlimit(Resource::Nofile).maximum.unwrap_or(wanted);
        // Only root may raise the upper limit.
        let _ = setrlimit(Resource::Nofile, Rlimit { current: Some(wanted), maximum: Some(wanted.max(most)) })
            .or_else(|_| setrlimit(Resource::Nofile, Rlimit { current: Some(most), maximum: Some(most) }));
        let files = getrlimit(Resource::Nofile).current.unwrap_or(wanted) as usize;
        CONNECTIONS.min(files.saturating_sub(1000))
    }
    #[cfg(not(unix))]
    CONNECTIONS
}

async fn silent_connections() {
    let connections = connections();
    let serving = Serving::start_unread(stand_in().await, &mut command());
    let address = serving.url.trim_start_matches("http://").to_owned();
    let stop = Arc::new(AtomicBool::new(false));
    let health = watch_health_apart(&serving.url, &stop);
    let failed = Arc::new(AtomicUsize::new(0));
    let clients: Vec<_> = (0..CLIENTS)
        .map(|_| {
            let (url, failed, stop) = (serving.url.clone(), Arc::clone(&failed), Arc::clone(&stop));
            tokio::spawn(async move {
                let client = client();
                let opened = post(&client, &url, initialize().to_string()).send().await.unwrap();
                let session = opened.headers()["mcp-session-id"].clone();
                let mut made = 0;
                while made < CALLS_OF_CLIENT || !stop.load(Ordering::Relaxed) {
                    let sent = post(&client, &url, call(made + 1).to_string()).header("mcp-session-id", &session);
                    let answer = async { sent.send().await?.text().await }.await;
                    let is_success = answer.is_ok_and(|answer| answer.contains(r#""success":true"#));
                    failed.fetch_add(usize::from(!is_success), Ordering::Relaxed);
                    made += 1;
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
                made
            })
        })
        .collect();
    let mut open = Vec::with_capacity(connections);
    for at in 0..connections {
        let mut stream = TcpStream::connect(&address).await.unwrap();
        let head: &[u8] = if at % 2 == 0 {
            b"POST /mcp HTTP/1.1\r\nhost: local"
        } else {
            b"GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n"
        };
        // It may have been closed already, in favour of a later one.
        let _ = stream.write_all(head).await;
        open.push(stream);
    }
    tokio::time::sleep(Duration::from_secs(3)).await;
    let memory = memory(serving.child.id(), "VmRSS");
    stop.store(true, Ordering::Relaxed);
    let mut made = 0;
    for client in clients {
        made += client.await.unwrap();
    }
    let (longest, unhealthy) = health.join().unwrap();
    row(
        &format!(
            "{connections} connections, half of them with half a head, while {CLIENTS} clients make {made} calls: calls that fail"
        ),
        failed.load(Ordering::Relaxed).to_string(),
        "0",
    );
    row(
        "the same: longest answer of `/healthz`; failed ones",
        format!("{:.0} ms; {unhealthy}", ms(longest)),
        "100 ms; 0",
    );
    row("the same: resident memory", format!("{memory:.0} MB"), "");
    drop(open);
}

async fn abandoned_sessions() {
    let serving = Serving::start_unread(stand_in().await, &mut command());
    let client = client();
    for _ in 0..ABANDONED {
        let opened = post(&client, &serving.url, initialize().to_string()).send().await.unwrap();
        assert_eq!(opened.status(), StatusCode::OK);
    }
    let began = Instant::now();
    let opened = post(&client, &serving.url, initialize().to_string()).send().await.unwrap();
    assert_eq!(opened.status(), StatusCode::OK);
    opened.bytes().await.unwrap();
    let took = began.elapsed();
    row(
        &format!("{ABANDONED} sessions abandoned: the next client has one after"),
        format!("{:.1} ms", ms(took)),
        "at once",
    );
    row("the same: resident memory", format!("{:.0} MB", memory(serving.child.id(), "VmRSS")), "");
}

/// 20 large answers of the vendor at once: cut to what an agent can read, as by default, or handed on whole.
async fn large_answers(is_whole: bool) {
    let lead = json!({ "id": "0199", "email": "ada@example.com", "first_name": "Ada", "last_name": "Lovelace",
        "company_name": "Analytical Engines", "payload": { "city": "London", "note": "x".repeat(700) } })
    .to_string();
    let leads = vec![lead.as_str(); LARGE_BYTES / (lead.len() + 1)].join(",");
    let body = Bytes::from(format!(r#"{{"items":[{leads}]}}"#));
    let size = body.len();
    let app = Router::new().fallback(any(move || {
        let body = body.clone();
        async move { ([("content-type", "application/json")], body) }
    }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let vendor = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });

    let mut command = command();
    if is_whole {
        command.env("OUTREACH_MAX_RESULT_BYTES", "100000000").env("OUTREACH_MAX_ITEMS_CAP", "1000000");
    }
    let serving = Serving::start_unread(vendor, &mut command);
    let stop = Arc::new(AtomicBool::new(false));
    let health = watch_health_apart(&serving.url, &stop);
    let client = client();
    let opened = post(&client, &serving.url, initialize().to_string()).send().await.unwrap();
    let session = opened.headers()["mcp-session-id"].clone();
    drop(opened);
    let began = Instant::now();
    let calls = (0..LARGE_ANSWERS).map(|at| {
        let mut arguments = json!({ "limit": 1 });
        if is_whole {
            arguments = json!({ "detail": "full", "max_items": 1_000_000 });
        }
        let params = json!({ "name": "list_leads", "arguments": arguments });
        let call = json!({ "jsonrpc": "2.0", "id": at + 1, "method": "tools/call", "params": params });
        let sent = post(&client, &serving.url, call.to_string()).header("mcp-session-id", &session);
        async move {
            let mut answer = sent.send().await.unwrap();
            let (mut read, mut start) = (0, Vec::new());
            while let Some(chunk) = answer.chunk().await.unwrap() {
                read += chunk.len();
                if start.len() < 4096 {
                    start.extend_from_slice(&chunk);
                }
            }
            (read > LARGE_BYTES) == is_whole && String::from_utf8_lossy(&start).contains("success")
        }
    });
    let read = futures_util::future::join_all(calls).await;
    let took = began.elapsed();
    stop.store(true, Ordering::Relaxed);
    let (longest, unhealthy) = health.join().unwrap();
    let answered = read.iter().filter(|read| **read).count();
    row(
        &format!(
            "{LARGE_ANSWERS} answers of {} MB at once, handed on {}: answered; after",
            size / 1_000_000,
            if is_whole { "whole" } else { "cut, as by default" }
        ),
        format!("{answered}; {:.1} s", took.as_secs_f64()),
        "all",
    );
    row("the same: most resident memory", format!("{:.0} MB", memory(serving.child.id(), "VmHWM")), "400 MB");
    row(
        "the same: longest answer of `/healthz`; failed ones",
        format!("{:.0} ms; {unhealthy}", ms(longest)),
        "200 ms; 0",
    );
}
