//! Deletes what the journal no longer needs: how long that is, and the task that does it in the background.

use std::{
    str::FromStr,
    sync::{Arc, Weak},
    time::Duration,
};

use super::{
    events::EVENTS_KEPT_MS,
    record::{DAY_MS, Expiry, saturating_ms},
    store::Store,
};

/// How long entries are kept; `None` is forever.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Keep(pub(crate) Option<Duration>);

/// What an operator gets who says nothing.
const DEFAULT_KEEP: Duration = Duration::from_secs(90 * 24 * 60 * 60);

/// Longer than any quota looks back, in milliseconds: from then on its counters are of no use.
const COUNTERS_MS: i64 = 8 * DAY_MS;

impl Keep {
    /// The default, or longer where a window is longer.
    pub(crate) fn default_for(longest_window: Duration) -> Self {
        Self(Some(DEFAULT_KEEP.max(longest_window)))
    }
}

impl FromStr for Keep {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.trim() {
            "forever" => Ok(Self(None)),
            text => match humantime::parse_duration(text) {
                Ok(Duration::ZERO) => Err("0 would keep nothing; to delete nothing, say `forever`".to_owned()),
                Ok(keep) => Ok(Self(Some(keep))),
                Err(error) => Err(format!("{error}; expected a duration such as `90d`, or `forever`")),
            },
        }
    }
}

/// How long the journal keeps what.
#[derive(Clone, Copy, Debug)]
pub(super) struct Retention {
    /// Answers, for replays.
    pub(super) answers: Duration,
    pub(super) entries: Keep,
}

impl Retention {
    /// What is expired now. Entries expire by whole days in UTC, so that no day is counted in part.
    pub(super) fn expiry(&self, now_ms: i64) -> Expiry {
        let before = |kept: Duration| now_ms.saturating_sub(saturating_ms(kept));
        let midnight = |ms: i64| ms.div_euclid(DAY_MS).saturating_mul(DAY_MS);
        Expiry {
            answers_ms: before(self.answers),
            entries_ms: self.entries.0.map(|kept| midnight(before(kept))),
            counters_ms: now_ms.saturating_sub(COUNTERS_MS),
            events_ms: now_ms.saturating_sub(EVENTS_KEPT_MS),
        }
    }
}

/// How often a process looks for what is expired, and when for the first time: a command that makes one call does its part too.
const PAUSE: Duration = Duration::from_secs(60 * 60);
const FIRST_PAUSE: Duration = Duration::from_millis(100);

/// Deletes what is expired, for as long as the store is in use.
pub(super) async fn run(store: Weak<dyn Store>, retention: Retention, clock: fn() -> i64) {
    let mut pause = FIRST_PAUSE;
    loop {
        tokio::time::sleep(pause).await;
        pause = PAUSE;
        let Some(store) = store.upgrade() else { return };
        prune(&store, retention.expiry(clock())).await;
    }
}

async fn prune(store: &Arc<dyn Store>, expiry: Expiry) {
    match store.prune(expiry).await {
        Ok(0) => {}
        Ok(entries) => tracing::info!(entries, "entries older than `--journal-keep` were deleted from the journal"),
        // Nothing depends on it; the next look may succeed.
        Err(error) => tracing::warn!("what the journal no longer needs cannot be deleted yet: {error}"),
    }
}
