//! The store over either database: the SQL that both share.

use std::sync::{Arc, atomic::AtomicU64};

use futures_util::future::{BoxFuture, FutureExt};
use outreach_model::undoing::Undoing;
use ring::rand::{SecureRandom, SystemRandom};
use sqlx::{ColumnIndex, Database, Encode, Executor, IntoArguments, Pool, Row, Type, query, query::Query};

use super::{
    backend::{Backend, Value},
    decision::{ClaimDecision, ClaimRequest, LaterChange},
    error::StoreError,
    events::{Event, EventFilter, NewEvent},
    file_watch::FileWatch,
    liveness::ProcessLock,
    record::{Ended, Entry, Expiry, Filter, NewEntry, Outcome, Quota, Total, WithUnits, saturating_ms},
    store::{Store, retry_while_busy},
};

mod accounts;
mod decide;
mod events;
mod marks;
mod prune;
mod quota;
mod read;
mod units;

/// The journal in a database.
pub(super) struct SqlStore<DB: Database> {
    pool: Pool<DB>,
    lock: ProcessLock,
    /// For a journal in a file.
    watch: Option<Arc<FileWatch>>,
    /// How many messages of webhooks this process has recorded.
    new_events: AtomicU64,
}

/// The length of the secret in bytes, before it is written in hex.
const SECRET_LEN: usize = 32;

impl<DB: Backend> SqlStore<DB>
where
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
    DB::Arguments: IntoArguments<DB>,
    for<'n> &'n str: ColumnIndex<DB::Row> + Encode<'n, DB> + Type<DB>,
    String: Value<DB>,
    Option<String>: Value<DB>,
    i64: Value<DB>,
    Option<i64>: Value<DB>,
{
    /// Opens the journal over tables that are up to date. Settles the entries of processes that have ended.
    pub(super) async fn open(
        pool: Pool<DB>,
        lock: ProcessLock,
        watch: Option<Arc<FileWatch>>,
        now_ms: i64,
    ) -> Result<Self, StoreError> {
        let store = Self { pool, lock, watch, new_events: AtomicU64::new(0) };
        store.settle_orphans(now_ms).await?;
        Ok(store)
    }

    /// Fails where the journal's file is no longer the one that this process has open.
    fn check_file(&self) -> Result<(), StoreError> {
        let Some(watch) = &self.watch else { return Ok(()) };
        match watch.check()? {
            Some(identities) => self.lock.note_files(&identities),
            None => Ok(()),
        }
    }

    /// Runs a statement as a transaction of its own. Returns the number of rows that it changed.
    async fn execute(&self, statement: Query<'_, DB, DB::Arguments>) -> Result<u64, StoreError> {
        let mut connection = self.pool.acquire().await?;
        self.check_file()?;
        let rows = DB::rows_affected(&statement.execute(&mut *connection).await?);
        self.wrote(rows);
        Ok(rows)
    }

    fn wrote(&self, rows: u64) {
        if let Some(watch) = &self.watch {
            watch.wrote(rows);
        }
    }

    async fn fetch_all(&self, statement: Query<'_, DB, DB::Arguments>) -> Result<Vec<DB::Row>, StoreError> {
        let mut connection = self.pool.acquire().await?;
        Ok(statement.fetch_all(&mut *connection).await?)
    }

    async fn fetch_entry(&self, statement: Query<'_, DB, DB::Arguments>) -> Result<Option<Entry>, StoreError> {
        let mut connection = self.pool.acquire().await?;
        statement.fetch_optional(&mut *connection).await?.map(|row| Self::read_entry(&row)).transpose()
    }

    async fn settle_ended_processes(&self, now_ms: i64) -> Result<u64, StoreError> {
        let open = self.fetch_all(query("SELECT DISTINCT instance FROM entries WHERE outcome = 'open'")).await?;
        let mut settled = 0;
        for row in open {
            let instance: String = row.try_get("instance")?;
            if self.lock.is_alive(&instance).await? {
                continue;
            }
            let settle = query(
                "UPDATE entries SET outcome = 'unknown', ended_ms = $2, error = 'its process ended while the call ran' \
                 WHERE outcome = 'open' AND instance = $1",
            );
            settled += self.execute(settle.bind(instance).bind(now_ms)).await?;
        }
        if settled > 0 {
            tracing::warn!(
                settled,
                "calls of a process that has ended are unknown now: `outreach-mcp journal list --outcome unknown`"
            );
        }
        Ok(settled)
    }

    async fn shared_secret(&self) -> Result<Vec<u8>, StoreError> {
        let mut generated = [0; SECRET_LEN];
        SystemRandom::new()
            .fill(&mut generated)
            .map_err(|_| StoreError::Failed("the system gives no random numbers".to_owned()))?;
        // The first process to insert its secret decides for all.
        let insert = query("INSERT INTO secrets (name, value) VALUES ('confirm', $1) ON CONFLICT (name) DO NOTHING");
        self.execute(insert.bind(outreach_model::hash::hex(&generated))).await?;
        let mut connection = self.pool.acquire().await?;
        let row = query("SELECT value FROM secrets WHERE name = 'confirm'").fetch_one(&mut *connection).await?;
        Ok(row.try_get::<String, _>("value")?.into_bytes())
    }
}

impl<DB: Backend> Store for SqlStore<DB>
where
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
    DB::Arguments: IntoArguments<DB>,
    for<'n> &'n str: ColumnIndex<DB::Row> + Encode<'n, DB> + Type<DB>,
    String: Value<DB>,
    Option<String>: Value<DB>,
    i64: Value<DB>,
    Option<i64>: Value<DB>,
{
    fn claim<'a>(&'a self, request: ClaimRequest<'a>) -> BoxFuture<'a, Result<ClaimDecision, StoreError>> {
        async move { retry_while_busy(|| self.decide(&request)).await }.boxed()
    }

    fn check(&self) -> BoxFuture<'_, Result<(), StoreError>> {
        async move {
            let mut connection = self.pool.acquire().await?;
            self.check_file()?;
            // A file of which the head alone is whole fails here.
            query("SELECT 1 FROM entries LIMIT 1").fetch_optional(&mut *connection).await?;
            Ok(())
        }
        .boxed()
    }

    fn note(&self, entry: NewEntry) -> BoxFuture<'_, Result<(), StoreError>> {
        async move { retry_while_busy(|| self.execute(self.insert(&entry))).await.map(|_| ()) }.boxed()
    }

    fn end<'a>(&'a self, id: &'a str, now_ms: i64, ended: Ended) -> BoxFuture<'a, Result<(), StoreError>> {
        async move {
            let Ended { outcome, vendor_ref, error, answer, resolved, was_started } = ended;
            let (resolved_ms, earlier_error) = resolved.map(|resolved| (resolved.at_ms, resolved.earlier_error)).unzip();
            // `unknown` too: the call of a process that others took for ended. What `resolve` has settled stays.
            let end = query(match was_started {
                false => {
                    "UPDATE entries SET outcome = $2, ended_ms = $3, vendor_ref = $4, error = $5, answer = $6, resolved_ms = $7, \
                     earlier_error = $8 WHERE id = $1 AND outcome IN ('open', 'unknown')"
                }
                true => {
                    "UPDATE entries SET outcome = $2, ended_ms = $3, vendor_ref = $4, error = $5, answer = $6, resolved_ms = $7, \
                     earlier_error = $8 WHERE id = $1 AND outcome IN ('open', 'unknown', 'ok')"
                }
            });
            let end = end.bind(id).bind(outcome.word()).bind(now_ms).bind(vendor_ref).bind(error).bind(answer);
            let end = end.bind(resolved_ms).bind(earlier_error.flatten());
            self.execute(end).await.map(|_| ())
        }
        .boxed()
    }

    fn latest<'a>(&'a self, intent: &'a str) -> BoxFuture<'a, Result<Option<Entry>, StoreError>> {
        self.fetch_entry(Self::latest_of(intent)).boxed()
    }

    fn later_change<'a>(
        &'a self,
        entry: &'a Entry,
        undone_by: &'a [Undoing],
    ) -> BoxFuture<'a, Result<Option<LaterChange>, StoreError>> {
        async move {
            let mut connection = self.pool.acquire().await?;
            Self::read_later_change(&mut connection, entry, undone_by).await
        }
        .boxed()
    }

    fn sharing<'a>(&'a self, units: &'a [String], since_ms: i64) -> BoxFuture<'a, Result<Vec<WithUnits>, StoreError>> {
        async move {
            if units.is_empty() {
                return Ok(Vec::new());
            }
            let mut connection = self.pool.acquire().await?;
            Self::read_sharing(&mut connection, units, since_ms).await
        }
        .boxed()
    }

    fn settle_orphans(&self, now_ms: i64) -> BoxFuture<'_, Result<u64, StoreError>> {
        self.settle_ended_processes(now_ms).boxed()
    }

    fn secret(&self) -> BoxFuture<'_, Result<Vec<u8>, StoreError>> {
        self.shared_secret().boxed()
    }

    fn use_up_token<'a>(&'a self, token: &'a str, now_ms: i64) -> BoxFuture<'a, Result<bool, StoreError>> {
        let insert = "INSERT INTO used_tokens (token, at_ms) VALUES ($1, $2) ON CONFLICT (token) DO NOTHING";
        retry_while_busy(move || async move {
            self.execute(query(insert).bind(token).bind(now_ms)).await.map(|added| added > 0)
        })
        .boxed()
    }

    fn account_of<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Result<Option<String>, StoreError>> {
        retry_while_busy(move || self.recorded_account(key)).boxed()
    }

    fn identify<'a>(&'a self, key: &'a str, identity: &'a str) -> BoxFuture<'a, Result<String, StoreError>> {
        retry_while_busy(move || self.record_account(key, identity)).boxed()
    }

    fn counted<'a>(
        &'a self,
        account: &'a str,
        quota: &'a Quota,
        now_ms: i64,
    ) -> BoxFuture<'a, Result<i64, StoreError>> {
        let since_ms = now_ms.saturating_sub(saturating_ms(quota.per));
        async move {
            let mut connection = self.pool.acquire().await?;
            Self::calls_since(&mut connection, account, quota, since_ms).await
        }
        .boxed()
    }

    fn mark<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<i64>, StoreError>> {
        retry_while_busy(move || self.read_mark(name)).boxed()
    }

    fn set_mark<'a>(&'a self, name: &'a str, at_ms: i64) -> BoxFuture<'a, Result<(), StoreError>> {
        retry_while_busy(move || self.write_mark(name, at_ms)).boxed()
    }

    fn get<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Option<Entry>, StoreError>> {
        self.fetch_entry(Self::entry_of(id)).boxed()
    }

    fn list(&self, filter: Filter) -> BoxFuture<'_, Result<Vec<Entry>, StoreError>> {
        async move { self.read_list(&filter).await }.boxed()
    }

    fn totals(&self, filter: Filter) -> BoxFuture<'_, Result<Vec<Total>, StoreError>> {
        async move { self.read_totals(&filter).await }.boxed()
    }

    fn resolve<'a>(
        &'a self,
        id: &'a str,
        outcome: Outcome,
        vendor_ref: Option<String>,
        reason: Option<&'a str>,
        now_ms: i64,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        async move {
            let resolve = query(
                "UPDATE entries SET outcome = $2, vendor_ref = COALESCE($3, vendor_ref), earlier_error = error, error = $4, \
                 resolved_ms = $5 WHERE id = $1 AND outcome = 'unknown'",
            );
            let resolve = resolve.bind(id).bind(outcome.word()).bind(vendor_ref).bind(reason.map(str::to_owned));
            let resolve = resolve.bind(now_ms);
            Ok(self.execute(resolve).await? > 0)
        }
        .boxed()
    }

    fn prune(&self, expiry: Expiry) -> BoxFuture<'_, Result<u64, StoreError>> {
        async move { self.delete_expired(&expiry).await }.boxed()
    }

    fn compact(&self) -> BoxFuture<'_, Result<(), StoreError>> {
        self.rewrite().boxed()
    }

    fn note_event<'a>(
        &'a self,
        account: &'a str,
        event: NewEvent,
        now_ms: i64,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        async move { retry_while_busy(|| self.insert_event(account, &event, now_ms)).await }.boxed()
    }

    fn events<'a>(&'a self, filter: &'a EventFilter) -> BoxFuture<'a, Result<Vec<Event>, StoreError>> {
        self.read_events(filter).boxed()
    }

    fn pruned_before(&self) -> BoxFuture<'_, Result<Option<i64>, StoreError>> {
        self.deleted_before().boxed()
    }
}
