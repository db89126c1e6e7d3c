//! A journal in a database. The SQL is the same for SQLite and PostgreSQL; what differs (where it is, who is alive) is in
//! [`place`](super::location).

use std::time::Duration;

use futures_util::future::{BoxFuture, FutureExt};
use jiff::Timestamp;
use ring::rand::{SecureRandom, SystemRandom};
use sqlx::{Any, AnyPool, AssertSqlSafe, Connection, Row, Transaction, any::AnyRow, query::Query};

use super::{
    Ended,
    liveness::ProcessLock,
    store::{Begin, Begun, BusyRetry, Entry, Filter, NewEntry, Outcome, Store, StoreError, Total},
};

/// What the tables are made by, in order. A line is never changed: what is to be different comes in a further one.
pub const MIGRATIONS: &[(i64, &str, &str)] = &[(
    1,
    "entries",
    "CREATE TABLE entries (
        id TEXT PRIMARY KEY,
        at_ms BIGINT NOT NULL,
        ended_ms BIGINT,
        instance TEXT NOT NULL,
        account TEXT NOT NULL,
        vendor TEXT NOT NULL,
        tool TEXT NOT NULL,
        effect TEXT NOT NULL,
        intent TEXT NOT NULL,
        idempotency_key TEXT,
        request_hash TEXT NOT NULL,
        arguments_hash TEXT NOT NULL,
        arguments TEXT,
        outcome TEXT NOT NULL,
        vendor_ref TEXT,
        error TEXT,
        replay_of TEXT,
        answer TEXT
    );
    CREATE INDEX entries_by_intent ON entries (intent, id);
    CREATE INDEX entries_by_account ON entries (account, effect, at_ms);
    CREATE INDEX entries_by_time ON entries (at_ms);
    CREATE INDEX entries_open ON entries (outcome, instance);
    CREATE TABLE gates (account TEXT PRIMARY KEY, turns BIGINT NOT NULL);
    CREATE TABLE used_tokens (token TEXT PRIMARY KEY, at_ms BIGINT NOT NULL);
    CREATE TABLE secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL);",
)];

/// Reads entries, with what is to stand for their answers.
macro_rules! select {
    ($answer:literal, $rest:literal) => {
        concat!(
            "SELECT id, at_ms, ended_ms, account, vendor, tool, effect, idempotency_key, request_hash, arguments_hash, ",
            "arguments, outcome, vendor_ref, error, replay_of, ",
            $answer,
            " FROM entries ",
            $rest
        )
    };
}

/// The secret's length in bytes: that of the digest that it keys.
const SECRET: usize = 32;

/// The journal in a database.
pub struct SqlStore {
    pool: AnyPool,
    alive: ProcessLock,
}

impl SqlStore {
    /// The journal behind these connections; what processes that are gone left open becomes unknown, and answers that are too
    /// old to be given again are let go.
    ///
    /// # Errors
    ///
    /// Where the database does not do what it should.
    pub async fn open(pool: AnyPool, alive: ProcessLock, keep: Duration, now_ms: i64) -> Result<Self, StoreError> {
        let store = Self { pool, alive };
        store.settle_orphans(now_ms).await?;
        let old = now_ms.saturating_sub(i64::try_from(keep.as_millis()).unwrap_or(i64::MAX));
        sqlx::query("UPDATE entries SET answer = NULL WHERE answer IS NOT NULL AND at_ms < $1")
            .bind(old)
            .execute(&store.pool)
            .await?;
        sqlx::query("DELETE FROM used_tokens WHERE at_ms < $1").bind(old).execute(&store.pool).await?;
        Ok(store)
    }

    async fn decide(&self, begin: &Begin<'_>) -> Result<Begun, StoreError> {
        let mut connection = self.pool.acquire().await?;
        let mut transaction = connection.begin().await?;
        let decided = self.decide_in(&mut transaction, begin).await;
        // Said outright in every case, for what is left to be undone later keeps everybody else waiting.
        let ended = match &decided {
            Ok(Begun::Written) => transaction.commit().await,
            _ => transaction.rollback().await,
        };
        if ended.is_err() {
            // Nobody knows how things stand on a connection that cannot even undo. Closed, it holds nothing.
            let _ = connection.close().await;
        }
        let begun = decided?;
        ended?;
        Ok(begun)
    }

    async fn decide_in(&self, transaction: &mut Transaction<'_, Any>, begin: &Begin<'_>) -> Result<Begun, StoreError> {
        let Begin { entry, once, stands, limits, token } = begin;
        // The first statement writes, so that whoever shares the journal waits here for its turn with this account.
        sqlx::query("INSERT INTO gates (account, turns) VALUES ($1, 1) ON CONFLICT (account) DO UPDATE SET turns = gates.turns + 1")
            .bind(&entry.account)
            .execute(&mut **transaction)
            .await?;
        if *once {
            let latest = latest(&entry.intent).fetch_optional(&mut **transaction).await?;
            if let Some(claim) = latest.map(|row| read(&row)).transpose()?.and_then(stands) {
                return Ok(Begun::Stands(Box::new(claim)));
            }
        }
        for limit in *limits {
            let per = i64::try_from(limit.per.as_millis()).unwrap_or(i64::MAX);
            // What a clock that was set back makes lie ahead counts too: a limit is never widened by it.
            let row = sqlx::query(
                "SELECT COUNT(*), MIN(at_ms) FROM entries WHERE account = $1 AND effect = $2 AND at_ms > $3 \
                 AND outcome IN ('open', 'ok', 'unknown')",
            )
            .bind(&entry.account)
            .bind(entry.effect.word())
            .bind(entry.at_ms.saturating_sub(per))
            .fetch_one(&mut **transaction)
            .await?;
            let (calls, first): (i64, Option<i64>) = (row.try_get(0)?, row.try_get(1)?);
            if calls >= i64::from(limit.calls) {
                let free = first.unwrap_or(entry.at_ms).saturating_add(per);
                let rule = format!("`--limit {}` is used up", limit.text);
                return Ok(Begun::QuotaExceeded { rule, after_ms: free.saturating_sub(entry.at_ms).clamp(0, per) });
            }
        }
        if let Some(token) = token {
            let used =
                sqlx::query("INSERT INTO used_tokens (token, at_ms) VALUES ($1, $2) ON CONFLICT (token) DO NOTHING")
                    .bind(token)
                    .bind(entry.at_ms)
                    .execute(&mut **transaction)
                    .await?;
            if used.rows_affected() == 0 {
                return Ok(Begun::UsedToken);
            }
        }
        insert(entry, self.alive.instance()).execute(&mut **transaction).await?;
        Ok(Begun::Written)
    }

    async fn orphans(&self, now_ms: i64) -> Result<u64, StoreError> {
        let rows =
            sqlx::query("SELECT DISTINCT instance FROM entries WHERE outcome = 'open'").fetch_all(&self.pool).await?;
        let mut settled = 0;
        for row in rows {
            let instance: String = row.try_get(0)?;
            if self.alive.is_alive(&instance).await? {
                continue;
            }
            let done = sqlx::query(
                "UPDATE entries SET outcome = 'unknown', ended_ms = $2, error = 'the process that ran it ended before it did' \
                 WHERE outcome = 'open' AND instance = $1",
            )
            .bind(instance)
            .bind(now_ms)
            .execute(&self.pool)
            .await?;
            settled += done.rows_affected();
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
        let mut fresh = [0; SECRET];
        SystemRandom::new()
            .fill(&mut fresh)
            .map_err(|_| StoreError("the system gives no random numbers".to_owned()))?;
        // Whoever is first decides for all.
        sqlx::query("INSERT INTO secrets (name, value) VALUES ('confirm', $1) ON CONFLICT (name) DO NOTHING")
            .bind(outreach_model::hash::hex(&fresh))
            .execute(&self.pool)
            .await?;
        let row = sqlx::query("SELECT value FROM secrets WHERE name = 'confirm'").fetch_one(&self.pool).await?;
        Ok(row.try_get::<String, _>(0)?.into_bytes())
    }

    async fn entries(&self, filter: Filter) -> Result<Vec<Entry>, StoreError> {
        let (wheres, most) = (conditions(), filter.most.unwrap_or(i64::MAX));
        // Answers are what makes entries large, and nobody looks for one in a list.
        const NO_ANSWERS: &str = select!("CAST(NULL AS TEXT) AS answer", "");
        let order = if filter.after.is_some() { "ASC" } else { "DESC" };
        let text = format!("{NO_ANSWERS}WHERE {wheres} ORDER BY id {order} LIMIT $9");
        let rows = bound(sqlx::query(AssertSqlSafe(text)), &filter).bind(most).fetch_all(&self.pool).await?;
        rows.iter().map(read).collect()
    }

    async fn counted(&self, filter: Filter) -> Result<Vec<Total>, StoreError> {
        // Days are counted in the database by what its integers can: no two of them agree on dates.
        let text = format!(
            "SELECT at_ms / 86400000 AS day, account, effect, outcome, COUNT(*) AS calls FROM entries WHERE {} \
             GROUP BY at_ms / 86400000, account, effect, outcome ORDER BY day DESC, account, effect, outcome",
            conditions()
        );
        let rows = bound(sqlx::query(AssertSqlSafe(text)), &filter).fetch_all(&self.pool).await?;
        let total = |row: &AnyRow| {
            let day: i64 = row.try_get(0)?;
            let day = rfc3339(day.saturating_mul(86_400_000));
            Ok(Total {
                day: day.split('T').next().unwrap_or_default().to_owned(),
                account: row.try_get(1)?,
                effect: row.try_get(2)?,
                outcome: row.try_get(3)?,
                calls: row.try_get(4)?,
            })
        };
        rows.iter().map(total).collect()
    }
}

type Sql<'q> = Query<'q, Any, <Any as sqlx::Database>::Arguments>;

fn latest(intent: &str) -> Sql<'_> {
    // Refused and replayed ones say nothing about what was done, nor do failed ones.
    const LATEST: &str =
        select!("answer", "WHERE intent = $1 AND outcome IN ('open', 'ok', 'unknown') ORDER BY id DESC LIMIT 1");
    sqlx::query(LATEST).bind(intent)
}

fn insert<'q>(entry: &'q NewEntry, instance: &'q str) -> Sql<'q> {
    sqlx::query(
        "INSERT INTO entries (id, at_ms, instance, account, vendor, tool, effect, intent, idempotency_key, request_hash, \
         arguments_hash, arguments, outcome, error, replay_of) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
    )
    .bind(&entry.id)
    .bind(entry.at_ms)
    .bind(instance)
    .bind(&entry.account)
    .bind(entry.vendor)
    .bind(entry.tool)
    .bind(entry.effect.word())
    .bind(&entry.intent)
    .bind(&entry.idempotency_key)
    .bind(&entry.request_hash)
    .bind(&entry.arguments_hash)
    .bind(&entry.arguments)
    .bind(entry.outcome.word())
    .bind(&entry.error)
    .bind(&entry.of)
}

/// The conditions of a filter: what it does not say holds for all.
fn conditions() -> &'static str {
    "($1 = '' OR vendor = $1) AND ($2 = '' OR tool = $2) AND ($3 = '' OR effect = $3) AND ($4 = '' OR outcome = $4) \
     AND ($5 = '' OR account = $5) AND at_ms >= $6 AND at_ms < $7 AND id > $8"
}

fn bound<'q>(query: Sql<'q>, filter: &Filter) -> Sql<'q> {
    let text = |given: &Option<String>| given.clone().unwrap_or_default();
    query
        .bind(text(&filter.vendor))
        .bind(text(&filter.tool))
        .bind(text(&filter.effect))
        .bind(filter.outcome.map(Outcome::word).unwrap_or_default().to_owned())
        .bind(text(&filter.account))
        .bind(filter.since_ms.unwrap_or(i64::MIN))
        .bind(filter.until_ms.unwrap_or(i64::MAX))
        .bind(text(&filter.after))
}

fn read(row: &AnyRow) -> Result<Entry, StoreError> {
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
        // A word of a later version: what is not understood may have been done.
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

fn rfc3339(ms: i64) -> String {
    Timestamp::from_millisecond(ms).map_or_else(|_| ms.to_string(), |at| at.to_string())
}

impl Store for SqlStore {
    fn begin<'a>(&'a self, begin: Begin<'a>) -> BoxFuture<'a, Result<Begun, StoreError>> {
        async move {
            let patience = BusyRetry::from_now();
            loop {
                if let Some(end) = patience.end(self.decide(&begin).await).await {
                    return end;
                }
            }
        }
        .boxed()
    }

    fn note(&self, entry: NewEntry) -> BoxFuture<'_, Result<(), StoreError>> {
        async move {
            let patience = BusyRetry::from_now();
            loop {
                let noted = insert(&entry, self.alive.instance()).execute(&self.pool).await;
                if let Some(end) = patience.end(noted.map(|_| ()).map_err(StoreError::from)).await {
                    return end;
                }
            }
        }
        .boxed()
    }

    fn end<'a>(&'a self, id: &'a str, now_ms: i64, ended: Ended) -> BoxFuture<'a, Result<(), StoreError>> {
        async move {
            let Ended { outcome, vendor_ref, error, answer } = ended;
            // One that was taken for an orphan's is corrected; one that a person has settled is not.
            sqlx::query(
                "UPDATE entries SET outcome = $2, ended_ms = $3, vendor_ref = $4, error = $5, answer = $6 \
                 WHERE id = $1 AND outcome IN ('open', 'unknown')",
            )
            .bind(id)
            .bind(outcome.word())
            .bind(now_ms)
            .bind(vendor_ref)
            .bind(error)
            .bind(answer)
            .execute(&self.pool)
            .await?;
            Ok(())
        }
        .boxed()
    }

    fn latest<'a>(&'a self, intent: &'a str) -> BoxFuture<'a, Result<Option<Entry>, StoreError>> {
        async move { latest(intent).fetch_optional(&self.pool).await?.map(|row| read(&row)).transpose() }.boxed()
    }

    fn settle_orphans(&self, now_ms: i64) -> BoxFuture<'_, Result<u64, StoreError>> {
        self.orphans(now_ms).boxed()
    }

    fn secret(&self) -> BoxFuture<'_, Result<Vec<u8>, StoreError>> {
        self.shared_secret().boxed()
    }

    fn get<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Option<Entry>, StoreError>> {
        async move {
            sqlx::query(select!("answer", "WHERE id = $1"))
                .bind(id)
                .fetch_optional(&self.pool)
                .await?
                .map(|row| read(&row))
                .transpose()
        }
        .boxed()
    }

    fn list(&self, filter: Filter) -> BoxFuture<'_, Result<Vec<Entry>, StoreError>> {
        self.entries(filter).boxed()
    }

    fn totals(&self, filter: Filter) -> BoxFuture<'_, Result<Vec<Total>, StoreError>> {
        self.counted(filter).boxed()
    }

    fn resolve<'a>(
        &'a self,
        id: &'a str,
        outcome: Outcome,
        vendor_ref: Option<String>,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        async move {
            let done = sqlx::query(
                "UPDATE entries SET outcome = $2, vendor_ref = COALESCE($3, vendor_ref) WHERE id = $1 AND outcome = 'unknown'",
            )
            .bind(id)
            .bind(outcome.word())
            .bind(vendor_ref)
            .execute(&self.pool)
            .await?;
            Ok(done.rows_affected() > 0)
        }
        .boxed()
    }
}
