//! The trait of a journal's database, and how its operations wait while it is busy.

use std::{
    future::Future,
    time::{Duration, Instant},
};

use futures_util::future::BoxFuture;
use outreach_model::undoing::Undoing;

use super::{
    decision::{ClaimDecision, ClaimRequest, LaterChange},
    error::StoreError,
    events::{Event, EventFilter, NewEvent},
    record::{Ended, Entry, Expiry, Filter, NewEntry, Outcome, Quota, Total, WithUnits},
};

/// The entries in a database that several processes may share. [`Store::claim`] decides and records in one transaction.
pub(crate) trait Store: Send + Sync {
    /// Decides on a call, and records it as open where it may be sent.
    fn claim<'a>(&'a self, request: ClaimRequest<'a>) -> BoxFuture<'a, Result<ClaimDecision, StoreError>>;
    /// Whether it still is the database that was opened, and answers. Changes nothing.
    fn check(&self) -> BoxFuture<'_, Result<(), StoreError>>;
    /// Records a call that was not sent.
    fn note(&self, entry: NewEntry) -> BoxFuture<'_, Result<(), StoreError>>;
    /// Records how a call ended.
    fn end<'a>(&'a self, id: &'a str, now_ms: i64, ended: Ended) -> BoxFuture<'a, Result<(), StoreError>>;
    /// The latest call with this intent that was or may have been carried out.
    fn latest<'a>(&'a self, intent: &'a str) -> BoxFuture<'a, Result<Option<Entry>, StoreError>>;
    /// The latest write of `entry`'s account after it that has changed what it made; where there is none, the latest that may have.
    fn later_change<'a>(
        &'a self,
        entry: &'a Entry,
        undone_by: &'a [Undoing],
    ) -> BoxFuture<'a, Result<Option<LaterChange>, StoreError>>;
    /// The calls since this time that have one of these units and were or may have been carried out, each with those units: first what is
    /// open, then what is unknown, the newest first.
    fn sharing<'a>(&'a self, units: &'a [String], since_ms: i64) -> BoxFuture<'a, Result<Vec<WithUnits>, StoreError>>;
    /// Sets the open entries of processes that have ended to unknown. Returns how many there were.
    fn settle_orphans(&self, now_ms: i64) -> BoxFuture<'_, Result<u64, StoreError>>;
    /// The secret that seals confirmation tokens: the same for all processes that share the journal.
    fn secret(&self) -> BoxFuture<'_, Result<Vec<u8>, StoreError>>;
    /// Uses up a confirmation token; one that was used before stays so.
    fn use_up_token<'a>(&'a self, token: &'a str, now_ms: i64) -> BoxFuture<'a, Result<bool, StoreError>>;
    /// The name of the account that a key opens, where that is recorded. `key` is the name that the key alone gives it.
    fn account_of<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Result<Option<String>, StoreError>>;
    /// Records which account a key opens, for good. Returns its name: that of the first key with this identity. A key that has
    /// written under its own name goes on with it, so that what it has done is known.
    fn identify<'a>(&'a self, key: &'a str, identity: &'a str) -> BoxFuture<'a, Result<String, StoreError>>;
    /// How many calls of an account a quota counts at this time.
    fn counted<'a>(&'a self, account: &'a str, quota: &'a Quota, now_ms: i64)
    -> BoxFuture<'a, Result<i64, StoreError>>;
    /// The time of a name that [`Store::set_mark`] has set, in Unix milliseconds.
    fn mark<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<i64>, StoreError>>;
    /// Sets the time of a name, for other processes.
    fn set_mark<'a>(&'a self, name: &'a str, at_ms: i64) -> BoxFuture<'a, Result<(), StoreError>>;
    fn get<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Option<Entry>, StoreError>>;
    /// Entries without their answers, newest first; oldest first with [`Filter::after`].
    fn list(&self, filter: Filter) -> BoxFuture<'_, Result<Vec<Entry>, StoreError>>;
    /// Calls per day, account, effect and outcome, newest day first.
    fn totals(&self, filter: Filter) -> BoxFuture<'_, Result<Vec<Total>, StoreError>>;
    /// Sets the outcome of an unknown entry, with the `reason` as its error; the error so far is kept beside. Returns whether it
    /// was still unknown.
    fn resolve<'a>(
        &'a self,
        id: &'a str,
        outcome: Outcome,
        vendor_ref: Option<String>,
        reason: Option<&'a str>,
        now_ms: i64,
    ) -> BoxFuture<'a, Result<bool, StoreError>>;
    /// Deletes what is expired, in small steps. Returns the number of deleted entries.
    fn prune(&self, expiry: Expiry) -> BoxFuture<'_, Result<u64, StoreError>>;
    /// Gives the space of everything deleted back to the system. Nobody can write meanwhile.
    fn compact(&self) -> BoxFuture<'_, Result<(), StoreError>>;
    /// Records a webhook's message, and drops the oldest beyond what is kept. Returns whether it was new.
    fn note_event<'a>(
        &'a self,
        account: &'a str,
        event: NewEvent,
        now_ms: i64,
    ) -> BoxFuture<'a, Result<bool, StoreError>>;
    /// Messages of webhooks, oldest first.
    fn events<'a>(&'a self, filter: &'a EventFilter) -> BoxFuture<'a, Result<Vec<Event>, StoreError>>;
    /// Before when entries were deleted, in Unix milliseconds; `None` where none were.
    fn pruned_before(&self) -> BoxFuture<'_, Result<Option<i64>, StoreError>>;
}

/// For how long an operation is repeated while the database is busy, and the pause in between.
const BUSY_LIMIT: Duration = Duration::from_secs(5);
const BUSY_PAUSE: Duration = Duration::from_millis(20);

/// Runs `attempt` until it ends with anything but [`StoreError::Busy`], or until the time is up.
pub(super) async fn retry_while_busy<T, F>(mut attempt: impl FnMut() -> F) -> Result<T, StoreError>
where
    F: Future<Output = Result<T, StoreError>>,
{
    let deadline = Instant::now() + BUSY_LIMIT;
    loop {
        match attempt().await {
            Err(StoreError::Busy(_)) if Instant::now() < deadline => tokio::time::sleep(BUSY_PAUSE).await,
            ended => return ended,
        }
    }
}
