//! Deletes what is expired, a little at a time: no write waits for more than one of these steps.

use std::time::{Duration, Instant};

use sqlx::{ColumnIndex, Encode, Executor, IntoArguments, Row, Type, query, query::Query};

use super::{
    super::{
        backend::{Backend, Value},
        error::StoreError,
        record::Expiry,
        store::retry_while_busy,
    },
    SqlStore,
};

/// How many rows a step changes: the `LIMIT` of its statement. Each has a place of its own in the index of intents.
const STEP_ROWS: u64 = 16;

/// The pause between two steps: so many times as long as the step took, within these bounds.
const PAUSE_FACTOR: u32 = 4;
const MIN_PAUSE: Duration = Duration::from_millis(5);
const MAX_PAUSE: Duration = Duration::from_secs(1);

/// What may be deleted once it is old enough. A call that runs or whose outcome is unknown stays until it is settled. One that was
/// carried out under an `idempotency_key` stays for good, without its inputs: the key means the same call however much later.
macro_rules! deletable {
    () => {
        "outcome NOT IN ('open', 'unknown') AND (idempotency_key IS NULL OR outcome <> 'ok')"
    };
}

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
    /// Deletes what is expired. Returns the number of entries.
    pub(super) async fn delete_expired(&self, expiry: &Expiry) -> Result<u64, StoreError> {
        self.in_steps(|| {
            let sql = "UPDATE entries SET answer = NULL WHERE id IN \
                       (SELECT id FROM entries WHERE answer IS NOT NULL AND at_ms < $1 LIMIT 16)";
            query(sql).bind(expiry.answers_ms)
        })
        .await?;
        self.in_steps(|| {
            let sql = "DELETE FROM used_tokens WHERE token IN \
                       (SELECT token FROM used_tokens WHERE at_ms < $1 LIMIT 16)";
            query(sql).bind(expiry.answers_ms)
        })
        .await?;
        // Ids are in the order of time: the oldest are looked at, however many there are.
        self.in_steps(|| {
            let sql = "DELETE FROM events WHERE id IN (SELECT id FROM \
                       (SELECT id, at_ms FROM events ORDER BY id LIMIT 16) AS oldest WHERE at_ms < $1)";
            query(sql).bind(expiry.events_ms)
        })
        .await?;
        self.in_steps(|| {
            let sql =
                "DELETE FROM units WHERE (unit, entry) IN (SELECT unit, entry FROM units WHERE at_ms < $1 LIMIT 16)";
            query(sql).bind(expiry.answers_ms)
        })
        .await?;
        // A few for each account and hour.
        self.execute(query("DELETE FROM hourly WHERE hour < $1").bind(expiry.counters_ms / 3_600_000)).await?;
        let deleted = match expiry.entries_ms {
            Some(before_ms) => self.delete_entries(before_ms).await?,
            None => 0,
        };
        while self.step(|| self.reclaim()).await? {}
        Ok(deleted)
    }

    async fn delete_entries(&self, before_ms: i64) -> Result<u64, StoreError> {
        const ANY: &str = concat!("SELECT at_ms FROM entries WHERE at_ms < $1 AND ", deletable!(), " LIMIT 1");
        if self.fetch_all(query(ANY).bind(before_ms)).await?.is_empty() {
            return Ok(0);
        }
        // Before anything is gone: whoever counts from now on knows since when.
        let mark = "INSERT INTO marks (name, at_ms) VALUES ('pruned', $1) ON CONFLICT (name) DO UPDATE \
                    SET at_ms = excluded.at_ms WHERE marks.at_ms < excluded.at_ms";
        retry_while_busy(|| self.execute(query(mark).bind(before_ms))).await?;
        let mut deleted = 0;
        let mut from_ms = i64::MIN;
        // By time, so that what stays is passed once.
        while let Some((first_ms, to_ms)) = self.next_range(from_ms, before_ms).await? {
            deleted += self
                .in_steps(|| {
                    const DELETE: &str = concat!(
                        "DELETE FROM entries WHERE id IN (SELECT id FROM entries WHERE at_ms >= $1 AND at_ms <= $2 AND ",
                        deletable!(),
                        " LIMIT 16)"
                    );
                    query(DELETE).bind(first_ms).bind(to_ms)
                })
                .await?;
            self.in_steps(|| {
                let strip = "UPDATE entries SET arguments = NULL WHERE id IN (SELECT id FROM entries WHERE at_ms >= $1 AND at_ms <= $2 \
                             AND arguments IS NOT NULL AND outcome = 'ok' LIMIT 16)";
                query(strip).bind(first_ms).bind(to_ms)
            })
            .await?;
            self.step(|| self.reclaim()).await?;
            from_ms = to_ms.saturating_add(1);
        }
        Ok(deleted)
    }

    /// The times of the first entry from here on and of one about a step later, both before `before_ms`.
    async fn next_range(&self, from_ms: i64, before_ms: i64) -> Result<Option<(i64, i64)>, StoreError> {
        let select = "SELECT at_ms FROM entries WHERE at_ms >= $1 AND at_ms < $2 ORDER BY at_ms LIMIT 64";
        let rows = self.fetch_all(query(select).bind(from_ms).bind(before_ms)).await?;
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return Ok(None) };
        Ok(Some((first.try_get("at_ms")?, last.try_get("at_ms")?)))
    }

    /// Runs a statement that changes at most [`STEP_ROWS`] rows until none is left. Returns how many there were.
    async fn in_steps<'q>(&self, statement: impl Fn() -> Query<'q, DB, DB::Arguments>) -> Result<u64, StoreError> {
        let mut changed = 0;
        loop {
            let rows = self.step(|| self.execute(statement())).await?;
            changed += rows;
            if rows < STEP_ROWS {
                return Ok(changed);
            }
        }
    }

    /// Runs one step, and then leaves the database to others.
    async fn step<T, F>(&self, run: impl Fn() -> F) -> Result<T, StoreError>
    where
        F: Future<Output = Result<T, StoreError>>,
    {
        let began = Instant::now();
        let result = retry_while_busy(run).await?;
        tokio::time::sleep((began.elapsed() * PAUSE_FACTOR).clamp(MIN_PAUSE, MAX_PAUSE)).await;
        Ok(result)
    }

    /// Gives a little of the space of deleted entries back. Returns whether there is more.
    async fn reclaim(&self) -> Result<bool, StoreError> {
        let mut connection = self.pool.acquire().await?;
        self.check_file()?;
        Ok(DB::reclaim(&mut connection).await?)
    }

    /// Gives all the space of deleted entries back.
    pub(super) async fn rewrite(&self) -> Result<(), StoreError> {
        let mut connection = self.pool.acquire().await?;
        self.check_file()?;
        Ok(DB::compact(&mut connection).await?)
    }

    /// Before when entries were deleted, in Unix milliseconds; `None` where none were.
    pub(super) async fn deleted_before(&self) -> Result<Option<i64>, StoreError> {
        let rows = self.fetch_all(query("SELECT at_ms FROM marks WHERE name = 'pruned'")).await?;
        Ok(rows.first().map(|row| row.try_get("at_ms")).transpose()?)
    }
}
