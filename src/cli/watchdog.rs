//! Watches the runtime's thread: logs whenever something keeps it from the other calls.

use std::time::{Duration, Instant};

/// The target of its log lines: `--log warn,outreach_mcp::watchdog=debug`. Also written with `-vv`.
const TARGET: &str = "outreach_mcp::watchdog";

const PAUSE: Duration = Duration::from_millis(5);

/// What the thread may take for one step.
const MAX_STEP: Duration = Duration::from_millis(10);

/// How often the longest step is logged.
const REPORT: Duration = Duration::from_secs(60);

/// Starts the watchdog where its lines are logged; it costs 200 wake-ups a second.
pub(super) fn start() {
    if tracing::enabled!(target: TARGET, tracing::Level::DEBUG) {
        tokio::spawn(watch());
    }
}

async fn watch() {
    let (mut longest, mut reported) = (Duration::ZERO, Instant::now());
    loop {
        let (began, waited) = (Instant::now(), waited_for_a_core());
        tokio::time::sleep(PAUSE).await;
        // The timer's own granularity is a millisecond. What other processes took of the cores is not this one's doing.
        let granted = PAUSE + Duration::from_millis(1) + waited_for_a_core().saturating_sub(waited);
        let late = began.elapsed().saturating_sub(granted);
        longest = longest.max(late);
        if late > MAX_STEP {
            tracing::debug!(target: TARGET, step_ms = late.as_millis() as u64, "a step held the thread");
        }
        if reported.elapsed() >= REPORT {
            tracing::debug!(target: TARGET, longest_us = longest.as_micros() as u64, "the longest step of a minute");
            (longest, reported) = (Duration::ZERO, Instant::now());
        }
    }
}

/// How long this thread could have run and did not, because other threads had the cores. Zero where the system does not tell.
fn waited_for_a_core() -> Duration {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanos = stat.split_whitespace().nth(1).and_then(|nanos| nanos.parse().ok());
    Duration::from_nanos(nanos.unwrap_or_default())
}
