//! Counts the calls that a quota limits.

use futures_util::TryStreamExt;
use sqlx::{ColumnIndex, Encode, Executor, IntoArguments, Row, Type, query};

use super::{
    super::{
        backend::{Backend, Value},
        decision::ClaimDecision,
        error::StoreError,
        record::{NewEntry, Quota, saturating_ms},
    },
    SqlStore,
};

/// What the table `hourly` counts by.
const HOUR_MS: i64 = 3_600_000;

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
    pub(super) async fn check_quota(
        connection: &mut DB::Connection,
        entry: &NewEntry,
        quota: &Quota,
    ) -> Result<Option<ClaimDecision>, StoreError> {
        let window_ms = saturating_ms(quota.per);
        let since_ms = entry.at_ms.saturating_sub(window_ms);
        let (allowed, counts) = (i64::from(quota.calls), i64::from(entry.counts));
        if counts > allowed {
            let rule = if allowed == 0 || counts == 1 {
                format!("`--limit {}` allows no such call", quota.text)
            } else {
                format!(
                    "`--limit {}` never allows this call, which counts as {counts}, {} too many: make several smaller ones",
                    quota.text,
                    counts - allowed
                )
            };
            return Ok(Some(ClaimDecision::LargerThanQuota { rule }));
        }
        if Self::calls_of_hours(connection, entry, quota, since_ms).await? + counts <= allowed {
            return Ok(None);
        }
        let calls = Self::calls_since(connection, &entry.account, quota, since_ms).await?;
        let too_many = calls + counts - 1 - allowed;
        if too_many < 0 {
            return Ok(None);
        }
        // The call with which enough of them have left the window.
        let first_ms = Self::time_of(connection, entry, quota, since_ms, too_many).await?;
        let free_at_ms = first_ms.unwrap_or(entry.at_ms).saturating_add(window_ms);
        Ok(Some(ClaimDecision::QuotaExceeded {
            rule: if counts == 1 {
                format!("`--limit {}` is used up", quota.text)
            } else {
                format!(
                    "`--limit {}` leaves room for {}, and this call counts as {counts}",
                    quota.text,
                    (allowed - calls).max(0)
                )
            },
            after_ms: free_at_ms.saturating_sub(entry.at_ms).clamp(0, window_ms),
        }))
    }

    /// How many calls of the account the quota counts in whole hours, from the hour in which this time is: at least as many as
    /// after it. That is seldom too many, and saves counting the calls of the first hour one by one.
    async fn calls_of_hours(
        connection: &mut DB::Connection,
        entry: &NewEntry,
        quota: &Quota,
        since_ms: i64,
    ) -> Result<i64, StoreError> {
        let row = query(
            "SELECT CAST(COALESCE(SUM(calls), 0) AS BIGINT) AS calls FROM hourly WHERE account = $1 AND effect = $2 AND hour >= $3",
        )
        .bind(&entry.account)
        .bind(quota.effect.word())
        .bind(since_ms.div_euclid(HOUR_MS))
        .fetch_one(&mut *connection)
        .await?;
        Ok(row.try_get("calls")?)
    }

    /// How many calls of the account the quota counts after this time. Whole hours come from their counters, so that it makes no
    /// difference how many calls there are.
    ///
    /// There is no upper bound: after the clock was set back, entries that lie in the future still count.
    pub(super) async fn calls_since(
        connection: &mut DB::Connection,
        account: &str,
        quota: &Quota,
        since_ms: i64,
    ) -> Result<i64, StoreError> {
        let first_hour = since_ms.div_euclid(HOUR_MS) + 1;
        let row = query(
            "SELECT CAST(
                (SELECT COALESCE(SUM(calls), 0) FROM hourly WHERE account = $1 AND effect = $2 AND hour >= $3)
                + (SELECT COALESCE(SUM(counts), 0) FROM entries WHERE account = $1 AND effect = $2 AND at_ms > $4 AND at_ms < $5
                    AND outcome IN ('open', 'ok', 'unknown'))
                + (SELECT COALESCE(SUM(counts), 0) FROM entries WHERE account = $1 AND also = $2 AND at_ms > $4 AND at_ms < $5
                    AND also IS NOT NULL AND outcome IN ('open', 'ok', 'unknown'))
                + (SELECT COALESCE(SUM(counts), 0) FROM entries WHERE account = $1 AND further = $2 AND at_ms > $4 AND at_ms < $5
                    AND further IS NOT NULL AND outcome IN ('open', 'ok', 'unknown'))
            AS BIGINT) AS calls",
        )
        .bind(account)
        .bind(quota.effect.word())
        .bind(first_hour)
        .bind(since_ms)
        .bind(first_hour.saturating_mul(HOUR_MS))
        .fetch_one(&mut *connection)
        .await?;
        Ok(row.try_get("calls")?)
    }

    /// When the call was made that follows so many that the quota counts after this time. Passes whole hours by their counters.
    async fn time_of(
        connection: &mut DB::Connection,
        entry: &NewEntry,
        quota: &Quota,
        since_ms: i64,
        follows: i64,
    ) -> Result<Option<i64>, StoreError> {
        let (mut follows, mut from_ms) = (follows, since_ms.saturating_add(1));
        let first_hour = since_ms.div_euclid(HOUR_MS) + 1;
        let hours =
            query("SELECT hour, calls FROM hourly WHERE account = $1 AND effect = $2 AND hour >= $3 ORDER BY hour")
                .bind(&entry.account)
                .bind(quota.effect.word())
                .bind(first_hour)
                .fetch_all(&mut *connection)
                .await?;
        // What lies between `since_ms` and the first whole hour.
        let mut calls = Self::calls_since(connection, &entry.account, quota, since_ms).await?;
        for row in &hours {
            calls -= row.try_get::<i64, _>("calls")?;
        }
        let mut hours = hours.iter();
        while follows >= calls {
            let Some(row) = hours.next() else { break };
            follows -= calls;
            from_ms = row.try_get::<i64, _>("hour")?.saturating_mul(HOUR_MS);
            calls = row.try_get("calls")?;
        }
        let mut rows = query(
            "SELECT at_ms, counts FROM (
                SELECT at_ms, counts FROM entries WHERE account = $1 AND effect = $2 AND at_ms >= $3
                    AND outcome IN ('open', 'ok', 'unknown')
                UNION ALL
                SELECT at_ms, counts FROM entries WHERE account = $1 AND also = $2 AND at_ms >= $3
                    AND also IS NOT NULL AND outcome IN ('open', 'ok', 'unknown')
                UNION ALL
                SELECT at_ms, counts FROM entries WHERE account = $1 AND further = $2 AND at_ms >= $3
                    AND further IS NOT NULL AND outcome IN ('open', 'ok', 'unknown')
            ) AS counted ORDER BY at_ms",
        )
        .bind(&entry.account)
        .bind(quota.effect.word())
        .bind(from_ms)
        .fetch(&mut *connection);
        while let Some(row) = rows.try_next().await? {
            follows -= row.try_get::<i64, _>("counts")?;
            if follows < 0 {
                return Ok(Some(row.try_get("at_ms")?));
            }
        }
        Ok(None)
    }
}
