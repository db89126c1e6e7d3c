//! A journal that has been used for years: what a write costs beside 1,000,000 entries, and while old ones are deleted.
//!
//! `cargo bench -- years`; `OUTREACH_YEARS_ENTRIES` sets how many.

use std::{
    net::SocketAddr,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use serde_json::json;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, SqliteConnection, sqlite::SqliteConnectOptions};

use super::{Session, initialize, ms, p50_and_p99, program, row};

const ENTRIES: u32 = 1_000_000;
const WRITES: usize = 300;

/// So many entries, evenly over these days before now, with the account of the first entry.
fn filling(entries: u32, name: &str, from_days: u32, to_days: u32) -> String {
    format!(
        "WITH RECURSIVE numbers (number) AS (SELECT 0 UNION ALL SELECT number + 1 FROM numbers WHERE number < {entries} - 1),
            whole AS (SELECT account, unixepoch() * 1000 AS now_ms FROM entries LIMIT 1),
            times AS (SELECT number, account,
                now_ms - 86400000 * {from_days} + number * (86400000 * ({from_days} - {to_days}) / {entries}) AS at_ms
                FROM numbers, whole)
        INSERT INTO entries (id, at_ms, ended_ms, instance, account, vendor, tool, effect, intent, request_hash, arguments_hash,
            arguments, outcome, vendor_ref)
        SELECT printf('%012x-{name}-7000-8000-%012x', at_ms, number), at_ms, at_ms + 150,
            '01a200d9-58ec-7760-bb20-2e36c005ec3c', account, 'instantly', 'create_lead_list', 'create',
            hex(randomblob(32)), hex(randomblob(32)), hex(randomblob(32)), '{{\"name\":\"List ' || number || '\"}}', 'ok',
            'f9cc070d-8dba-4341-b847-f083c358e460'
        FROM times"
    )
}

async fn connect(store: &Path) -> SqliteConnection {
    SqliteConnectOptions::new().filename(store).connect().await.unwrap()
}

async fn execute(store: &Path, sql: &str) {
    let mut connection = connect(store).await;
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

async fn count_old(store: &Path) -> i64 {
    let mut connection = connect(store).await;
    let sql = "SELECT COUNT(*) FROM entries WHERE at_ms < unixepoch() * 1000 - 86400000 * CAST(100 AS BIGINT)";
    let old = sqlx::query_scalar(sql).fetch_one(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    old
}

fn write(session: &mut Session, name: &str) -> Duration {
    let params = json!({ "name": "create_lead_list", "arguments": { "name": name } });
    let began = Instant::now();
    session.send(&json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params }));
    let answer = session.receive();
    assert!(answer.contains(r#""success":true"#), "{answer}");
    began.elapsed()
}

/// A session that has made no write yet.
fn start(vendor: SocketAddr, store: &Path, limit: Option<&str>) -> Session {
    let mut command: Command = program();
    command.env("INSTANTLY_BASE_URL", format!("http://{vendor}")).env("OUTREACH_STORE", store);
    command.envs(limit.map(|limit| ("OUTREACH_LIMIT", limit)));
    let mut session = Session::spawn(&mut command);
    session.send(&initialize());
    session.receive();
    session.send(&json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }));
    session
}

/// The first write and the others, p50 and p99.
fn writes(mut session: Session, name: &str) -> (Duration, (Duration, Duration)) {
    let first = write(&mut session, &format!("{name} first"));
    let others = p50_and_p99((0..WRITES).map(|at| write(&mut session, &format!("{name} {at}"))).collect());
    session.end();
    (first, others)
}

pub(super) fn run(runtime: &tokio::runtime::Runtime, vendor: SocketAddr) {
    let entries = std::env::var("OUTREACH_YEARS_ENTRIES").map_or(ENTRIES, |entries| entries.parse().unwrap());
    let old = entries / 20;
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("journal.db");
    let empty = writes(start(vendor, &store, None), "empty");
    let began = Instant::now();
    runtime.block_on(execute(&store, &filling(entries, "0000", 7, 0)));
    eprintln!("filled in {:.0} s", began.elapsed().as_secs_f64());
    let size = std::fs::metadata(&store).unwrap().len();
    let full = writes(start(vendor, &store, None), "full");
    let limited = writes(start(vendor, &store, Some("create=2000000/week")), "limited");
    let refused = {
        let mut session = start(vendor, &store, Some(&format!("create={}/week", entries / 2)));
        let params = json!({ "name": "create_lead_list", "arguments": { "name": "refused" } });
        let call = json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params });
        let took = (0..20).map(|_| {
            let began = Instant::now();
            session.send(&call);
            assert!(session.receive().contains("is used up"));
            began.elapsed()
        });
        let took = p50_and_p99(took.collect()).0;
        session.end();
        took
    };

    runtime.block_on(execute(&store, &filling(old, "1111", 300, 200)));
    let mut session = start(vendor, &store, Some("create=2000000/week"));
    let (began, mut pruning) = (Instant::now(), Vec::new());
    while runtime.block_on(count_old(&store)) > 0 {
        assert!(began.elapsed() < Duration::from_secs(300), "the old entries are still there");
        let round = pruning.len();
        pruning.extend((0..100).map(|at| write(&mut session, &format!("pruning {round} {at}"))));
    }
    let pruned = began.elapsed();
    session.end();

    println!("\n| A journal of {entries} entries of one week | Measured | Reach |\n|---|---|---|");
    row("first write after the start", format!("{:.1} ms", ms(full.0)), "50 ms");
    row("the same with a limit a week", format!("{:.1} ms", ms(limited.0)), "50 ms");
    let both = |times: (Duration, Duration)| format!("{:.3} ms; {:.3} ms", ms(times.0), ms(times.1));
    row("a write in an empty journal, p50; p99", both(empty.1), "");
    row("a write, p50; p99", both(full.1), "");
    row("a write with a limit a week that counts them all, p50; p99", both(limited.1), "2 ms");
    row("a write that the limit refuses, p50", format!("{:.3} ms", ms(refused)), "");
    let longest = pruning.iter().max().copied().unwrap_or_default();
    row(
        &format!("a write while {old} old entries are deleted, p50; p99; longest"),
        format!("{}; {:.3} ms", both(p50_and_p99(pruning)), ms(longest)),
        "",
    );
    row("time until they are deleted", format!("{:.0} s", pruned.as_secs_f64()), "");
    row("size of the file", format!("{:.0} MB", size as f64 / 1e6), "");
}
