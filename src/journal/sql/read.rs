//! Reads entries and totals.

use sqlx::{ColumnIndex, Encode, Executor, IntoArguments, QueryBuilder, Row, Type, query, query::Query};

use super::{
    super::{
        backend::{Backend, Value},
        error::StoreError,
        record::{DAY_MS, Entry, Filter, Outcome, Total, rfc3339},
    },
    SqlStore,
};

/// A `SELECT` of whole entries, with an expression in place of their answers.
macro_rules! select_entries {
    ($answer:literal, $rest:literal) => {
        concat!(
            "SELECT id, at_ms, ended_ms, account, vendor, tool, effect, also, further, idempotency_key, request_hash, arguments_hash, ",
            "arguments, outcome, vendor_ref, error, resolved_ms, earlier_error, replay_of, ",
            $answer,
            " FROM entries ",
            $rest
        )
    };
}

pub(super) use select_entries;

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
    pub(super) fn entry_of(id: &str) -> Query<'static, DB, DB::Arguments> {
        const SQL: &str = select_entries!("answer", "WHERE id = $1");
        query(SQL).bind(id)
    }

    /// Appends a `WHERE` clause with the conditions of a filter.
    fn push_conditions(sql: &mut QueryBuilder<DB>, filter: &Filter) {
        sql.push(" WHERE 1 = 1");
        let texts = [
            (" AND vendor = ", filter.vendor.clone()),
            (" AND tool = ", filter.tool.clone()),
            (" AND effect = ", filter.effect.clone()),
            (" AND account = ", filter.account.clone()),
            (" AND id > ", filter.after.clone()),
        ];
        Self::push_given(sql, texts);
        // Written out, so that the indexes of one outcome serve.
        if let Some(outcome) = filter.outcome {
            sql.push(" AND outcome = '").push(outcome.word()).push("'");
        }
        Self::push_given(sql, [(" AND at_ms >= ", filter.since_ms), (" AND at_ms < ", filter.until_ms)]);
    }

    /// Appends the conditions that have a value.
    pub(super) fn push_given<T: Value<DB>>(
        sql: &mut QueryBuilder<DB>,
        conditions: impl IntoIterator<Item = (&'static str, Option<T>)>,
    ) {
        for (condition, value) in conditions {
            if let Some(value) = value {
                sql.push(condition).push_bind(value);
            }
        }
    }

    pub(super) async fn read_list(&self, filter: &Filter) -> Result<Vec<Entry>, StoreError> {
        // Answers are most of an entry's size, and no list shows them.
        let mut sql = QueryBuilder::new(select_entries!("CAST(NULL AS TEXT) AS answer", ""));
        Self::push_conditions(&mut sql, filter);
        sql.push(if filter.after.is_some() { " ORDER BY id ASC" } else { " ORDER BY id DESC" });
        if let Some(most) = filter.most {
            sql.push(" LIMIT ").push_bind(most);
        }
        self.fetch_all(sql.build()).await?.iter().map(Self::read_entry).collect()
    }

    pub(super) async fn read_totals(&self, filter: &Filter) -> Result<Vec<Total>, StoreError> {
        // The day is computed in integers, because the databases have different functions for dates.
        let mut sql = QueryBuilder::new(
            "SELECT at_ms / 86400000 AS day, account, effect, outcome, COUNT(*) AS calls FROM entries",
        );
        // Of days that were deleted, single entries may be left: no count would be true.
        let since_ms = filter.since_ms.max(self.deleted_before().await?);
        Self::push_conditions(&mut sql, &Filter { since_ms, ..filter.clone() });
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

    pub(super) fn read_entry(row: &DB::Row) -> Result<Entry, StoreError> {
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
            also: further(row.try_get("also")?, row.try_get("further")?),
            // An outcome that a later version wrote counts as unknown: the call may have been carried out.
            outcome: Outcome::ALL.into_iter().find(|known| known.word() == outcome).unwrap_or(Outcome::Unknown),
            vendor_ref: row.try_get("vendor_ref")?,
            error: row.try_get("error")?,
            resolved_at: row.try_get::<Option<i64>, _>("resolved_ms")?.map(rfc3339),
            earlier_error: row.try_get("earlier_error")?,
            replay_of: row.try_get("replay_of")?,
            idempotency_key: row.try_get("idempotency_key")?,
            arguments_hash: row.try_get("arguments_hash")?,
            arguments: arguments.and_then(|text| serde_json::from_str(&text).ok()),
            request_hash: row.try_get("request_hash")?,
            answer: row.try_get("answer")?,
        })
    }
}

/// The further effects of a call, as one text.
fn further(also: Option<String>, further: Option<String>) -> Option<String> {
    let words: Vec<String> = also.into_iter().chain(further).collect();
    (!words.is_empty()).then(|| words.join(", "))
}
