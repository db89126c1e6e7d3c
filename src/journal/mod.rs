//! The journal: records every call that is not a read, so that a call which adds something is not carried out twice.
//!
//! A write is recorded before it is sent, and its outcome when it ends. Whether it may be sent is decided in the
//! transaction that records it, so that several processes can share a journal. In reading order:
//!
//! - `record`: calls, entries, filters and totals, as plain data.
//! - `decision`: how an earlier call with the same intent blocks a new one.
//! - `store`: the trait of a journal's database, `error` why it failed; `sql` implements it over a `backend`.
//! - `sqlite`, `postgres`: the two backends. They use `migrations`, `liveness`, `inspect`, `file_kind`, `file_watch`, `latest`,
//!   `checkpoint` and `private_file`.
//! - `events`: what vendors told by webhooks, which the same database keeps.
//! - `location`: where the journal is kept; `upkeep`: for how long.
//! - `claim`: a call that may be sent, until its outcome is recorded; `unwritten`: outcomes that could not be recorded yet.
//! - `Journal`: what the other layers use.

mod backend;
mod checkpoint;
mod claim;
mod decision;
mod error;
mod events;
mod file_kind;
mod file_watch;
mod inspect;
mod latest;
mod liveness;
mod location;
mod migrations;
mod postgres;
mod private_file;
mod record;
mod sql;
mod sqlite;
mod store;
mod unwritten;
mod upkeep;

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use outreach_model::{error::Failure, redact::Redactor};
use ring::hmac;
use serde_json::Value;
use tokio::sync::OnceCell;

pub(crate) use self::{
    claim::{Claim, InFlight},
    decision::Blocking,
    error::StoreError,
    events::{Event, EventFilter, NewEvent},
    file_kind::read_small_file,
    location::{Location, StoreUrl, default_path},
    record::{
        CallFingerprint, CallUnits, Entry, Filter, Outcome, Quota, RepeatRule, Total, WriteCall, now_ms, rfc3339,
    },
    store::Store,
    upkeep::Keep,
};
use self::{
    decision::{ClaimRequest, blocked_by, sharing, superseded},
    record::{Ended, Expiry, NewEntry, Resolved},
    unwritten::{PendingEnd, Unwritten},
    upkeep::Retention,
};

/// The minimum time for which answers are kept for replays. It is longer where the duplicate window is longer.
pub(crate) const MIN_RETENTION: Duration = Duration::from_secs(24 * 60 * 60);

/// What the journal keeps of a call's arguments.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Arguments {
    /// The arguments
    #[default]
    Full,
    /// Only their hash
    Hash,
}

/// The journal. Its store is opened by the first call that needs it.
pub(crate) struct Journal {
    location: Location,
    arguments: Arguments,
    retention: Retention,
    /// Whether this process deletes what is expired.
    keeps_up: bool,
    is_kept_up: AtomicBool,
    redactor: Redactor,
    clock: fn() -> i64,
    store: OnceCell<Arc<dyn Store>>,
    unwritten: Unwritten,
}

impl Journal {
    pub(crate) fn new(
        location: Location,
        arguments: Arguments,
        duplicate_window: Duration,
        redactor: Redactor,
    ) -> Self {
        let retention = Retention { answers: duplicate_window.max(MIN_RETENTION), entries: Keep(None) };
        Self {
            location,
            arguments,
            retention,
            keeps_up: false,
            is_kept_up: AtomicBool::new(false),
            redactor,
            clock: now_ms,
            store: OnceCell::new(),
            unwritten: Unwritten::default(),
        }
    }

    /// The same, and this process deletes entries older than this, and answers and tokens of no more use.
    pub(crate) fn keeping(self, entries: Keep) -> Self {
        Self { retention: Retention { entries, ..self.retention }, keeps_up: true, ..self }
    }

    /// What is expired now.
    pub(crate) fn expiry(&self) -> Expiry {
        self.retention.expiry(self.now())
    }

    /// The time in Unix milliseconds.
    pub(crate) fn now(&self) -> i64 {
        (self.clock)()
    }

    /// Where the journal is kept, in words, without secrets.
    pub(crate) fn location(&self) -> String {
        match &self.location {
            Location::Memory => "memory, for as long as the program runs".to_owned(),
            Location::File { path, .. } => format!("`{}`", path.display()),
            Location::Server(_) => "the PostgreSQL database of `--store`".to_owned(),
            Location::Unavailable(_) => "no place".to_owned(),
        }
    }

    /// The store; opens it, and creates it where there is none.
    pub(crate) async fn store(&self) -> Result<&Arc<dyn Store>, StoreError> {
        let store = self.store.get_or_try_init(|| location::open(&self.location, self.now())).await?;
        if self.keeps_up && !self.is_kept_up.swap(true, Ordering::Relaxed) {
            tokio::spawn(upkeep::run(Arc::downgrade(store), self.retention, self.clock));
        }
        Ok(store)
    }

    /// The store, to read it; `None` where nothing was written yet.
    pub(crate) async fn existing(&self) -> Result<Option<&Arc<dyn Store>>, StoreError> {
        let open = || async {
            let found = location::open_existing(&self.location, self.now()).await.map_err(Some)?;
            found.ok_or(None)
        };
        match self.store.get_or_try_init(open).await {
            Ok(store) => Ok(Some(store)),
            Err(None) => Ok(None),
            Err(Some(error)) => Err(error),
        }
    }

    /// Records what a vendor told by a webhook. Returns whether it is new: vendors send what was not acknowledged again.
    pub(crate) async fn note_event(&self, account: &str, event: NewEvent) -> Result<bool, StoreError> {
        let body = self.redactor.text(&event.body).into_owned();
        self.store().await?.note_event(account, NewEvent { body, ..event }, self.now()).await
    }

    /// What vendors told by webhooks, in the order in which it came.
    pub(crate) async fn events(&self, filter: &EventFilter) -> Result<Vec<Event>, StoreError> {
        match self.existing().await? {
            Some(store) => store.events(filter).await,
            None => Ok(Vec::new()),
        }
    }

    /// Whether the journal works: it is there, or can be created. Changes nothing, and returns whether it is there.
    ///
    /// # Errors
    ///
    /// Why the first write would fail.
    pub(crate) async fn check(&self) -> Result<bool, StoreError> {
        location::check(&self.location).await
    }

    /// An entry or total as JSON, redacted again: a value may have become a secret since it was written.
    pub(crate) fn shown(&self, entry: &impl serde::Serialize) -> Value {
        self.redactor.value(serde_json::to_value(entry).unwrap_or_default())
    }

    /// The key that seals confirmation tokens: the same for all processes that share the journal.
    pub(crate) async fn key(&self) -> Result<hmac::Key, Failure> {
        let secret = self.store().await?.secret().await?;
        Ok(hmac::Key::new(hmac::HMAC_SHA256, &secret))
    }

    /// Whether it outlives the process or is shared with others.
    pub(crate) const fn is_lasting(&self) -> bool {
        !matches!(self.location, Location::Memory)
    }

    /// Uses up a confirmation token without a call.
    pub(crate) async fn use_up_token(&self, token: &str) -> Result<bool, Failure> {
        Ok(self.store().await?.use_up_token(token, self.now()).await?)
    }

    /// Returns the earlier call that blocks this one, if any; records nothing.
    pub(crate) async fn find_blocking(
        &self,
        call: &WriteCall<'_>,
        repeat: RepeatRule,
    ) -> Result<Option<Blocking>, Failure> {
        if repeat == RepeatRule::Free {
            return Ok(None);
        }
        let (store, fingerprint) = (self.store().await?, call.fingerprint);
        let latest = store.latest(&fingerprint.name).await?;
        let latest = latest.map(|entry| self.unwritten.applied_to(entry));
        let mut found = latest.and_then(|entry| blocked_by(entry, &fingerprint.request, repeat, self.now()));
        if let Some(Blocking::Done { entry, .. }) = &found
            && let Some(change) = store.later_change(entry, &call.undone_by).await?
        {
            found = superseded(entry.clone(), change, call.effect, repeat);
        }
        if found.is_none()
            && let Some(since_ms) = repeat.shared_since_ms(self.now())
        {
            let others = store.sharing(&call.units.shared, since_ms).await?;
            let mut others = others.into_iter().map(|(entry, units)| (self.unwritten.applied_to(entry), units));
            found = others.find_map(|other| sharing(other, &call.units));
        }
        if let Some(Blocking::InFlight) = found {
            self.settle_orphans().await?;
        }
        Ok(found)
    }

    /// Tries to write the ends of this process's calls that could not be written before, and settles the calls of processes that
    /// have ended: what is open after it runs.
    ///
    /// # Errors
    ///
    /// If the store cannot be opened. One that cannot be written is no error.
    pub(crate) async fn settle(&self) -> Result<(), StoreError> {
        let store = self.store().await?;
        for id in self.unwritten.ids() {
            if claim::write_pending(store.as_ref(), &self.unwritten, &id).await.is_err() {
                break;
            }
        }
        if let Err(error) = store.settle_orphans(self.now()).await {
            tracing::warn!("calls of processes that have ended cannot be settled: {error}");
        }
        Ok(())
    }

    /// The entry with this id, with its end where that could not be written yet.
    pub(crate) async fn entry(&self, id: &str) -> Result<Option<Entry>, StoreError> {
        let entry = self.store().await?.get(id).await?;
        Ok(entry.map(|entry| self.unwritten.applied_to(entry)))
    }

    /// The newest entries of these accounts whose outcome is unknown, also those for which that could not be written yet.
    pub(crate) async fn unknown_of(
        &self,
        accounts: &[String],
        since_ms: i64,
        most: i64,
    ) -> Result<Vec<Entry>, StoreError> {
        let store = self.store().await?;
        let filter =
            Filter { outcome: Some(Outcome::Unknown), since_ms: Some(since_ms), most: Some(most), ..Filter::default() };
        let mut entries = recent_of(store.as_ref(), accounts, filter).await?;
        for id in self.unwritten.ids() {
            let Some(entry) = self.entry(&id).await? else { continue };
            let is_known = entries.iter().any(|other| other.id == entry.id);
            if entry.outcome == Outcome::Unknown && accounts.contains(&entry.account) && !is_known {
                entries.push(entry);
            }
        }
        entries.sort_by(|one, other| other.id.cmp(&one.id));
        entries.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        Ok(entries)
    }

    /// Settles an entry whose outcome is unknown, with the reason where one is to be kept. Returns the entry as it is then.
    pub(crate) async fn resolve(
        &self,
        entry: Entry,
        outcome: Outcome,
        vendor_ref: Option<String>,
        reason: Option<&str>,
    ) -> Result<Entry, StoreError> {
        if let Some(pending) = self.unwritten.get(&entry.id) {
            let resolved = Resolved { at_ms: self.now(), earlier_error: pending.ended.error.clone() };
            let error = reason.map(str::to_owned);
            let ended = Ended { outcome, vendor_ref, error, resolved: Some(resolved), ..pending.ended.clone() };
            self.unwritten.put(&entry.id, PendingEnd { ended, at_ms: pending.at_ms });
        } else {
            self.store().await?.resolve(&entry.id, outcome, vendor_ref, reason, self.now()).await?;
        }
        // Read again: another process may have settled it in the meantime.
        Ok(self.entry(&entry.id).await?.unwrap_or(entry))
    }

    /// Settles the calls of processes that have ended, so that nobody waits for them.
    async fn settle_orphans(&self) -> Result<(), StoreError> {
        self.store().await?.settle_orphans(self.now()).await.map(|_| ())
    }

    /// Records a call as open, if no earlier call blocks it, the quotas allow it, and its confirmation token is unused.
    ///
    /// # Errors
    ///
    /// If the store fails: the call must not be sent then.
    pub(crate) async fn claim(
        &self,
        call: &WriteCall<'_>,
        repeat: RepeatRule,
        quotas: &[Quota],
        token: Option<&str>,
    ) -> Result<Claim, Failure> {
        let store = self.store().await?;
        let entry = self.new_entry(call, Outcome::Open);
        let redactor = self.redactor.clone();
        let in_flight =
            InFlight::new(entry.id.clone(), Arc::clone(store), redactor, self.clock, self.unwritten.clone());
        let decision = store
            .claim(ClaimRequest { entry, repeat, undone_by: &call.undone_by, units: &call.units, quotas, token })
            .await?;
        let claim = in_flight.decided(decision);
        if let Claim::Blocked(blocking) = &claim
            && let Blocking::InFlight = **blocking
            && let Some(blocking) = self.find_blocking(call, repeat).await?
        {
            return Ok(Claim::Blocked(Box::new(blocking)));
        }
        Ok(claim)
    }

    /// How many calls of an account a quota counts now.
    pub(crate) async fn counted(&self, account: &str, quota: &Quota) -> Result<i64, StoreError> {
        self.store().await?.counted(account, quota, self.now()).await
    }

    /// Records a call that was not sent, with the rule that refused it.
    pub(crate) async fn refused(&self, call: &WriteCall<'_>, rule: &str) -> Result<(), Failure> {
        self.note(NewEntry { error: Some(rule.to_owned()), ..self.new_entry(call, Outcome::Refused) }).await
    }

    /// Whether it keeps what calls are made with.
    pub(crate) fn keeps_arguments(&self) -> bool {
        matches!(self.arguments, Arguments::Full)
    }

    /// Records a call that was answered with the answer of an earlier entry.
    pub(crate) async fn replayed(&self, call: &WriteCall<'_>, replay_of: &str) -> Result<(), Failure> {
        self.note(NewEntry { replay_of: Some(replay_of.to_owned()), ..self.new_entry(call, Outcome::Replayed) }).await
    }

    async fn note(&self, entry: NewEntry) -> Result<(), Failure> {
        Ok(self.store().await?.note(entry).await?)
    }

    fn new_entry(&self, call: &WriteCall<'_>, outcome: Outcome) -> NewEntry {
        let arguments = match self.arguments {
            Arguments::Full => Some(self.redactor.text(&call.arguments.to_string()).into_owned()),
            Arguments::Hash => None,
        };
        NewEntry {
            id: uuid::Uuid::now_v7().to_string(),
            at_ms: self.now(),
            account: call.fingerprint.account.clone(),
            vendor: call.vendor,
            tool: call.tool,
            effect: call.effect,
            also: call.also.clone(),
            counts: call.counts,
            intent: call.fingerprint.name.clone(),
            idempotency_key: call.idempotency_key.map(|key| self.redactor.text(key).into_owned()),
            request_hash: call.fingerprint.request.clone(),
            arguments_hash: call.fingerprint.arguments.clone(),
            arguments,
            outcome,
            error: None,
            replay_of: None,
        }
    }
}

/// The newest entries of these accounts that pass the filter, newest first, without their answers.
pub(crate) async fn recent_of(
    store: &dyn Store,
    accounts: &[String],
    filter: Filter,
) -> Result<Vec<Entry>, StoreError> {
    let mut entries = Vec::new();
    for account in accounts {
        entries.extend(store.list(Filter { account: Some(account.clone()), ..filter.clone() }).await?);
    }
    entries.sort_by(|one, other| other.id.cmp(&one.id));
    if let Some(most) = filter.most {
        entries.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    }
    Ok(entries)
}

#[cfg(test)]
mod tests;
