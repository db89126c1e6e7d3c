//! The store over either database: the SQL that both share, and the transaction that decides on a call.

use std::{sync::Arc, time::Duration};

use futures_util::{
    TryStreamExt,
    future::{BoxFuture, FutureExt},
};
use jiff::Timestamp;
use outreach_model::{effect::Effect, vendor::Undoing};
use ring::rand::{SecureRandom, SystemRandom};
use sqlx::{
    ColumnIndex, Connection, Database, Encode, Executor, IntoArguments, Pool, QueryBuilder, Row, Type, query,
    query::Query,
};

use super::{
    backend::{Backend, Value},
    decision::{Blocking, ClaimRequest, Decision, blocked_by, may_undo, superseded},
    error::StoreError,
    file_watch::FileWatch,
    liveness::ProcessLock,
    record::{Ended, Entry, Filter, NewEntry, Outcome, Quota, Repeat, Total, saturating_ms},
    store::{Store, retry_while_busy},
};

/// The journal in a database.
pub(super) struct SqlStore<DB: Database> {
    pool: Pool<DB>,
    lock: ProcessLock,
    /// For a journal in a file.
    watch: Option<Arc<FileWatch>>,
}

/// A `SELECT` of whole entries, with an expression in place of their answers.
macro_rules! select_entries {
    ($answer:literal, $rest:literal) => {
        concat!(
            "SELECT id, at_ms, ended_ms, account, vendor, tool, effect, also, idempotency_key, request_hash, arguments_hash, ",
            "arguments, outcome, vendor_ref, error, replay_of, ",
            $answer,
            " FROM entries ",
            $rest
        )
    };
}

/// The length of the secret in bytes, before it is written in hex.
const SECRET_LEN: usize = 32;

const DAY_MS: i64 = 86_400_000;

/// Longer than any call runs.
const MAX_CALL_MS: i64 = DAY_MS;

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
    /// Opens the journal over tables that are up to date. Settles the entries of processes that have ended, and deletes
    /// answers and used tokens older than `retention`.
    pub(super) async fn open(
        pool: Pool<DB>,
        lock: ProcessLock,
        watch: Option<Arc<FileWatch>>,
        retention: Duration,
        now_ms: i64,
    ) -> Result<Self, StoreError> {
        let store = Self { pool, lock, watch };
        store.settle_orphans(now_ms).await?;
        let oldest = now_ms.saturating_sub(saturating_ms(retention));
        for sql in [
            "UPDATE entries SET answer = NULL WHERE answer IS NOT NULL AND at_ms < $1",
            "DELETE FROM used_tokens WHERE at_ms < $1",
        ] {
            store.execute(query(sql).bind(oldest)).await?;
        }
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
        Ok(DB::rows_affected(&statement.execute(&mut *connection).await?))
    }

    async fn fetch_all(&self, statement: Query<'_, DB, DB::Arguments>) -> Result<Vec<DB::Row>, StoreError> {
        let mut connection = self.pool.acquire().await?;
        Ok(statement.fetch_all(&mut *connection).await?)
    }

    async fn fetch_entry(&self, statement: Query<'_, DB, DB::Arguments>) -> Result<Option<Entry>, StoreError> {
        let mut connection = self.pool.acquire().await?;
        statement.fetch_optional(&mut *connection).await?.map(|row| Self::read_entry(&row)).transpose()
    }

    async fn decide(&self, request: &ClaimRequest<'_>) -> Result<Decision, StoreError> {
        self.lock.ensure_held().await?;
        let mut connection = self.pool.acquire().await?;
        let is_durable = must_be_durable(request.entry.effect);
        if is_durable {
            DB::set_durable(&mut connection, true).await?;
        }
        let mut transaction = connection.begin_with(DB::BEGIN).await?;
        // With the lock: waiting for it may have taken a while.
        let decided = match self.check_file() {
            Ok(()) => self.decide_in(&mut transaction, request).await,
            Err(error) => Err(error),
        };
        // Commit or roll back explicitly: a dropped transaction keeps its lock until its connection is used again.
        let ended = match &decided {
            Ok(Decision::Recorded) => transaction.commit().await,
            _ => transaction.rollback().await,
        };
        if ended.is_err() {
            // The state of the transaction is not known. Closing the connection releases its locks.
            let _ = connection.close().await;
        } else if is_durable {
            // A failure leaves the commits that follow slower, and safer.
            let _ = DB::set_durable(&mut connection, false).await;
        }
        let decision = decided?;
        ended?;
        Ok(decision)
    }

    async fn decide_in(
        &self,
        connection: &mut DB::Connection,
        request: &ClaimRequest<'_>,
    ) -> Result<Decision, StoreError> {
        let ClaimRequest { entry, repeat, undone_by, quotas, token } = request;
        DB::lock_account(connection, &entry.account).await?;
        if *repeat != Repeat::Free {
            let latest = Self::latest_of(&entry.intent).fetch_optional(&mut *connection).await?;
            let latest = latest.map(|row| Self::read_entry(&row)).transpose()?;
            let mut blocking = latest.and_then(|row| blocked_by(row, &entry.request_hash, *repeat, entry.at_ms));
            if let Some(Blocking::Done { entry: done, .. }) = &blocking
                && let Some(by) = Self::read_latest_after(connection, done, undone_by).await?
            {
                blocking = superseded(done.clone(), by, entry.effect, *repeat);
            }
            if let Some(blocking) = blocking {
                return Ok(Decision::Blocked(Box::new(blocking)));
            }
        }
        for quota in *quotas {
            if let Some(exceeded) = Self::check_quota(connection, entry, quota).await? {
                return Ok(exceeded);
            }
        }
        if let Some(token) = token {
            let used = query("INSERT INTO used_tokens (token, at_ms) VALUES ($1, $2) ON CONFLICT (token) DO NOTHING")
                .bind(*token)
                .bind(entry.at_ms)
                .execute(&mut *connection)
                .await?;
            if DB::rows_affected(&used) == 0 {
                return Ok(Decision::UsedToken);
            }
        }
        self.insert(entry).execute(&mut *connection).await?;
        Ok(Decision::Recorded)
    }

    async fn check_quota(
        connection: &mut DB::Connection,
        entry: &NewEntry,
        quota: &Quota,
    ) -> Result<Option<Decision>, StoreError> {
        let window_ms = saturating_ms(quota.per);
        // No upper bound on `at_ms`: after the clock was set back, entries that lie in the future still count.
        let row = query(
            "SELECT COUNT(*) AS calls, MIN(at_ms) AS first_ms FROM (\
             SELECT at_ms FROM entries WHERE account = $1 AND effect = $2 AND at_ms > $3 AND outcome IN ('open', 'ok', 'unknown') \
             UNION ALL \
             SELECT at_ms FROM entries WHERE account = $1 AND also = $2 AND at_ms > $3 AND outcome IN ('open', 'ok', 'unknown')\
             ) AS counted",
        )
        .bind(&entry.account)
        .bind(entry.effect.word())
        .bind(entry.at_ms.saturating_sub(window_ms))
        .fetch_one(&mut *connection)
        .await?;
        let calls: i64 = row.try_get("calls")?;
        if calls < i64::from(quota.calls) {
            return Ok(None);
        }
        let first_ms: Option<i64> = row.try_get("first_ms")?;
        let free_at_ms = first_ms.unwrap_or(entry.at_ms).saturating_add(window_ms);
        Ok(Some(Decision::QuotaExceeded {
            rule: format!("`--limit {}` is used up", quota.text),
            after_ms: free_at_ms.saturating_sub(entry.at_ms).clamp(0, window_ms),
        }))
    }

    fn latest_of(intent: &str) -> Query<'static, DB, DB::Arguments> {
        // Refused, replayed and failed entries are left out: nothing was done by them.
        const SQL: &str = select_entries!(
            "answer",
            "WHERE intent = $1 AND outcome IN ('open', 'ok', 'unknown') ORDER BY id DESC LIMIT 1"
        );
        query(SQL).bind(intent)
    }

    async fn read_latest_after(
        connection: &mut DB::Connection,
        entry: &Entry,
        undone_by: &[Undoing],
    ) -> Result<Option<Entry>, StoreError> {
        if undone_by.is_empty() {
            return Ok(None);
        }
        let mut sql = QueryBuilder::new(select_entries!(
            "CAST(NULL AS TEXT) AS answer",
            "WHERE outcome IN ('ok', 'unknown') AND account = "
        ));
        sql.push_bind(&entry.account).push(" AND id <> ").push_bind(&entry.id);
        // A write that was under way when the entry was made may have reached the vendor after it.
        // Bounds the search by an index: no call runs for so long.
        sql.push(" AND at_ms > ").push_bind(entry.at_ms.saturating_sub(MAX_CALL_MS));
        sql.push(" AND (id > ")
            .push_bind(&entry.id)
            .push(" OR ended_ms > ")
            .push_bind(entry.at_ms)
            .push(") AND tool IN (");
        let mut names = sql.separated(", ");
        for undoing in undone_by {
            names.push_bind(undoing.action);
        }
        sql.push(") ORDER BY id DESC");
        let mut rows = sql.build().fetch(&mut *connection);
        while let Some(row) = rows.try_next().await? {
            let later = Self::read_entry(&row)?;
            if may_undo(entry, &later, undone_by) {
                return Ok(Some(later));
            }
        }
        Ok(None)
    }

    fn insert(&self, entry: &NewEntry) -> Query<'static, DB, DB::Arguments> {
        query(
            "INSERT INTO entries (id, at_ms, instance, account, vendor, tool, effect, also, intent, idempotency_key, \
             request_hash, arguments_hash, arguments, outcome, error, replay_of) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
        )
        .bind(&entry.id)
        .bind(entry.at_ms)
        .bind(self.lock.instance())
        .bind(&entry.account)
        .bind(entry.vendor)
        .bind(entry.tool)
        .bind(entry.effect.word())
        .bind(entry.also.map(|effect| effect.word().to_owned()))
        .bind(&entry.intent)
        .bind(&entry.idempotency_key)
        .bind(&entry.request_hash)
        .bind(&entry.arguments_hash)
        .bind(&entry.arguments)
        .bind(entry.outcome.word())
        .bind(&entry.error)
        .bind(&entry.replay_of)
    }

    /// Appends a `WHERE` clause with the conditions of a filter.
    fn push_conditions(sql: &mut QueryBuilder<DB>, filter: &Filter) {
        sql.push(" WHERE 1 = 1");
        let texts = [
            (" AND vendor = ", filter.vendor.as_deref()),
            (" AND tool = ", filter.tool.as_deref()),
            (" AND effect = ", filter.effect.as_deref()),
            (" AND outcome = ", filter.outcome.map(Outcome::word)),
            (" AND account = ", filter.account.as_deref()),
            (" AND id > ", filter.after.as_deref()),
        ];
        for (condition, value) in texts {
            if let Some(value) = value {
                sql.push(condition).push_bind(value);
            }
        }
        for (condition, value) in [(" AND at_ms >= ", filter.since_ms), (" AND at_ms < ", filter.until_ms)] {
            if let Some(value) = value {
                sql.push(condition).push_bind(value);
            }
        }
    }

    async fn read_list(&self, filter: &Filter) -> Result<Vec<Entry>, StoreError> {
        // Answers are most of an entry's size, and no list shows them.
        let mut sql = QueryBuilder::new(select_entries!("CAST(NULL AS TEXT) AS answer", ""));
        Self::push_conditions(&mut sql, filter);
        sql.push(if filter.after.is_some() { " ORDER BY id ASC" } else { " ORDER BY id DESC" });
        if let Some(most) = filter.most {
            sql.push(" LIMIT ").push_bind(most);
        }
        self.fetch_all(sql.build()).await?.iter().map(Self::read_entry).collect()
    }

    async fn read_totals(&self, filter: &Filter) -> Result<Vec<Total>, StoreError> {
        // The day is computed in integers, because the databases have different functions for dates.
        let mut sql = QueryBuilder::new(
            "SELECT at_ms / 86400000 AS day, account, effect, outcome, COUNT(*) AS calls FROM entries",
        );
        Self::push_conditions(&mut sql, filter);
        sql.push(" GROUP BY at_ms / 86400000, account, effect, outcome ORDER BY day DESC, account, effect, outcome");
        let read_total = |row: &DB::Row| {
            let day: i64 = row.try_get("day")?;
            let midnight = rfc3339(day.saturating_mul(DAY_MS));
            Ok(Total {
                day: midnight.split('T').next().unwrap_or_default().to_owned(),
                account: row.try_get("account")?,
                effect: row.try_get("effect")?,
                outcome: row.try_get("outcome")?,
                calls: row.try_get("calls")?,
            })
        };
        self.fetch_all(sql.build()).await?.iter().map(read_total).collect()
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

    fn read_entry(row: &DB::Row) -> Result<Entry, StoreError> {
        let at_ms: i64 = row.try_get("at_ms")?;
        let ended_ms: Option<i64> = row.try_get("ended_ms")?;
        let outcome: String = row.try_get("outcome")?;
        let arguments: Option<String> = row.try_get("arguments")?;
        Ok(Entry {
            id: row.try_get("id")?,
            at: rfc3339(at_ms),
            at_ms,
            took_ms: ended_ms.map(|ended| ended.saturating_sub(at_ms).max(0)),
            account: row.try_get("account")?,
            vendor: row.try_get("vendor")?,
            tool: row.try_get("tool")?,
            effect: row.try_get("effect")?,
            also: row.try_get("also")?,
            // An outcome that a later version wrote counts as unknown: the call may have been carried out.
            outcome: Outcome::ALL.into_iter().find(|known| known.word() == outcome).unwrap_or(Outcome::Unknown),
            vendor_ref: row.try_get("vendor_ref")?,
            error: row.try_get("error")?,
            replay_of: row.try_get("replay_of")?,
            idempotency_key: row.try_get("idempotency_key")?,
            arguments_hash: row.try_get("arguments_hash")?,
            arguments: arguments.and_then(|text| serde_json::from_str(&text).ok()),
            request_hash: row.try_get("request_hash")?,
            answer: row.try_get("answer")?,
        })
    }
}

/// Whether the claim of a call must be on the disk before the call is sent: what it adds cannot be taken back.
const fn must_be_durable(effect: Effect) -> bool {
    matches!(effect, Effect::Send | Effect::Create | Effect::Spend)
}

fn rfc3339(ms: i64) -> String {
    Timestamp::from_millisecond(ms).map_or_else(|_| ms.to_string(), |at| at.to_string())
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
    fn claim<'a>(&'a self, request: ClaimRequest<'a>) -> BoxFuture<'a, Result<Decision, StoreError>> {
        async move { retry_while_busy(|| self.decide(&request)).await }.boxed()
    }

    fn note(&self, entry: NewEntry) -> BoxFuture<'_, Result<(), StoreError>> {
        async move { retry_while_busy(|| self.execute(self.insert(&entry))).await.map(|_| ()) }.boxed()
    }

    fn end<'a>(&'a self, id: &'a str, now_ms: i64, ended: Ended) -> BoxFuture<'a, Result<(), StoreError>> {
        async move {
            let Ended { outcome, vendor_ref, error, answer, was_started } = ended;
            // `unknown` too: the call of a process that others took for ended. What `resolve` has settled stays.
            let end = query(match was_started {
                false => {
                    "UPDATE entries SET outcome = $2, ended_ms = $3, vendor_ref = $4, error = $5, answer = $6 \
                     WHERE id = $1 AND outcome IN ('open', 'unknown')"
                }
                true => {
                    "UPDATE entries SET outcome = $2, ended_ms = $3, vendor_ref = $4, error = $5, answer = $6 \
                     WHERE id = $1 AND outcome IN ('open', 'unknown', 'ok')"
                }
            });
            let end = end.bind(id).bind(outcome.word()).bind(now_ms).bind(vendor_ref).bind(error).bind(answer);
            self.execute(end).await.map(|_| ())
        }
        .boxed()
    }

    fn latest<'a>(&'a self, intent: &'a str) -> BoxFuture<'a, Result<Option<Entry>, StoreError>> {
        self.fetch_entry(Self::latest_of(intent)).boxed()
    }

    fn latest_after<'a>(
        &'a self,
        entry: &'a Entry,
        undone_by: &'a [Undoing],
    ) -> BoxFuture<'a, Result<Option<Entry>, StoreError>> {
        async move {
            let mut connection = self.pool.acquire().await?;
            Self::read_latest_after(&mut connection, entry, undone_by).await
        }
        .boxed()
    }

    fn settle_orphans(&self, now_ms: i64) -> BoxFuture<'_, Result<u64, StoreError>> {
        self.settle_ended_processes(now_ms).boxed()
    }

    fn secret(&self) -> BoxFuture<'_, Result<Vec<u8>, StoreError>> {
        self.shared_secret().boxed()
    }

    fn use_up_token<'a>(&'a self, token: &'a str, now_ms: i64) -> BoxFuture<'a, Result<(), StoreError>> {
        let insert = "INSERT INTO used_tokens (token, at_ms) VALUES ($1, $2) ON CONFLICT (token) DO NOTHING";
        retry_while_busy(move || async move { self.execute(query(insert).bind(token).bind(now_ms)).await.map(|_| ()) })
            .boxed()
    }

    fn get<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Option<Entry>, StoreError>> {
        self.fetch_entry(query(select_entries!("answer", "WHERE id = $1")).bind(id)).boxed()
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
        reason: Option<&'static str>,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        async move {
            let resolve = query(
                "UPDATE entries SET outcome = $2, vendor_ref = COALESCE($3, vendor_ref), error = COALESCE($4, error) \
                 WHERE id = $1 AND outcome = 'unknown'",
            );
            let resolve = resolve.bind(id).bind(outcome.word()).bind(vendor_ref).bind(reason.map(str::to_owned));
            Ok(self.execute(resolve).await? > 0)
        }
        .boxed()
    }
}
