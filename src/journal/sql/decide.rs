//! The transaction that decides on a call.

use futures_util::TryStreamExt;
use outreach_model::{effect::Effect, undoing::Undoing};
use sqlx::{ColumnIndex, Connection, Encode, Executor, IntoArguments, QueryBuilder, Type, query, query::Query};

use super::{
    super::{
        backend::{Backend, Value},
        decision::{Blocking, ClaimDecision, ClaimRequest, LaterChange, blocked_by, later_change, sharing, superseded},
        error::StoreError,
        record::{DAY_MS, Entry, NewEntry, RepeatRule},
    },
    SqlStore,
    read::select_entries,
};

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
    pub(super) async fn decide(&self, request: &ClaimRequest<'_>) -> Result<ClaimDecision, StoreError> {
        self.lock.ensure_held().await?;
        let mut connection = self.pool.acquire().await?;
        let is_durable = must_be_durable(&request.entry);
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
            Ok(ClaimDecision::Recorded) => transaction.commit().await,
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
        self.wrote(1);
        if is_durable && let (ClaimDecision::Recorded, Some(watch)) = (&decision, &self.watch) {
            watch.note_latest(&request.entry.id, request.entry.at_ms);
        }
        Ok(decision)
    }

    pub(super) async fn decide_in(
        &self,
        connection: &mut DB::Connection,
        request: &ClaimRequest<'_>,
    ) -> Result<ClaimDecision, StoreError> {
        let ClaimRequest { entry, repeat, undone_by, units, quotas, token } = request;
        DB::lock_account(connection, &entry.account).await?;
        if *repeat != RepeatRule::Free {
            let latest = Self::latest_of(&entry.intent).fetch_optional(&mut *connection).await?;
            let latest = latest.map(|row| Self::read_entry(&row)).transpose()?;
            let mut blocking = latest.and_then(|row| blocked_by(row, &entry.request_hash, *repeat, entry.at_ms));
            if let Some(Blocking::Done { entry: done, .. }) = &blocking
                && let Some(change) = Self::read_later_change(connection, done, undone_by).await?
            {
                blocking = superseded(done.clone(), change, entry.effect, *repeat);
            }
            if let Some(blocking) = blocking {
                return Ok(ClaimDecision::Blocked(Box::new(blocking)));
            }
        }
        if !units.shared.is_empty()
            && let Some(since_ms) = repeat.shared_since_ms(entry.at_ms)
        {
            let others = Self::read_sharing(connection, &units.shared, since_ms).await?;
            let blocking = others.into_iter().find_map(|other| sharing(other, units));
            if let Some(blocking) = blocking {
                return Ok(ClaimDecision::Blocked(Box::new(blocking)));
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
                return Ok(ClaimDecision::UsedToken);
            }
        }
        self.insert(entry).execute(&mut *connection).await?;
        Self::insert_units(connection, entry, &units.recorded).await?;
        Ok(ClaimDecision::Recorded)
    }

    pub(super) fn latest_of(intent: &str) -> Query<'static, DB, DB::Arguments> {
        // Refused, replayed and failed entries are left out: nothing was done by them.
        const SQL: &str = select_entries!(
            "answer",
            "WHERE intent = $1 AND outcome IN ('open', 'ok', 'unknown') ORDER BY id DESC LIMIT 1"
        );
        query(SQL).bind(intent)
    }

    /// [`super::Store::later_change`].
    pub(super) async fn read_later_change(
        connection: &mut DB::Connection,
        entry: &Entry,
        undone_by: &[Undoing],
    ) -> Result<Option<LaterChange>, StoreError> {
        if undone_by.is_empty() {
            return Ok(None);
        }
        let mut sql = QueryBuilder::new(select_entries!("answer", "WHERE outcome IN ('ok', 'unknown') AND account = "));
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
        let mut possible = None;
        while let Some(row) = rows.try_next().await? {
            match later_change(entry, Self::read_entry(&row)?, undone_by) {
                Some(change) if change.is_certain => return Ok(Some(change)),
                Some(change) => possible = possible.or(Some(change)),
                None => {}
            }
        }
        Ok(possible)
    }

    pub(super) fn insert(&self, entry: &NewEntry) -> Query<'static, DB, DB::Arguments> {
        query(
            "INSERT INTO entries (id, at_ms, instance, account, vendor, tool, effect, intent, idempotency_key, request_hash, \
             arguments_hash, arguments, outcome, error, replay_of, also, further, counts) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
        )
        .bind(&entry.id)
        .bind(entry.at_ms)
        .bind(self.lock.instance())
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
        .bind(&entry.replay_of)
        .bind(word(entry.also.first()))
        .bind(word(entry.also.get(1)))
        .bind(i64::from(entry.counts))
    }
}

/// Whether the claim of a call must be on the disk before the call is sent: what it adds cannot be taken back.
fn must_be_durable(entry: &NewEntry) -> bool {
    entry.effect.adds() || entry.also.iter().any(|effect| effect.adds())
}

fn word(effect: Option<&Effect>) -> Option<String> {
    effect.map(|effect| effect.word().to_owned())
}
