//! What calls do, in units: finds the calls that have one in common.

use std::cmp::Reverse;

use sqlx::{ColumnIndex, Encode, Executor, IntoArguments, QueryBuilder, Row, Type};

use super::{
    super::{
        backend::{Backend, Value},
        error::StoreError,
        record::{NewEntry, Outcome, WithUnits},
    },
    SqlStore,
};

/// How many units a statement binds: databases limit the number of parameters.
const AT_ONCE: usize = 1_000;

/// How many calls are told of.
const MAX_CALLS: usize = 3;

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
    /// [`super::Store::sharing`].
    pub(super) async fn read_sharing(
        connection: &mut DB::Connection,
        units: &[String],
        since_ms: i64,
    ) -> Result<Vec<WithUnits>, StoreError> {
        let mut found: Vec<(String, Vec<String>)> = Vec::new();
        for units in units.chunks(AT_ONCE) {
            let mut sql = QueryBuilder::new("SELECT entry, unit FROM units WHERE at_ms > ");
            sql.push_bind(since_ms).push(" AND unit IN (");
            let mut bound = sql.separated(", ");
            for unit in units {
                bound.push_bind(unit.clone());
            }
            sql.push(")");
            for row in sql.build().fetch_all(&mut *connection).await? {
                let (entry, unit): (String, String) = (row.try_get("entry")?, row.try_get("unit")?);
                match found.iter_mut().find(|(known, _)| *known == entry) {
                    Some((_, units)) => units.push(unit),
                    None => found.push((entry, vec![unit])),
                }
            }
        }
        let mut calls = Vec::new();
        for (id, units) in found {
            let Some(row) = Self::entry_of(&id).fetch_optional(&mut *connection).await? else { continue };
            let entry = Self::read_entry(&row)?;
            if let Some(rank) = rank(entry.outcome) {
                calls.push((rank, entry, units));
            }
        }
        calls.sort_by(|(rank, entry, _), (other_rank, other, _)| {
            (rank, Reverse(&entry.id)).cmp(&(other_rank, Reverse(&other.id)))
        });
        Ok(calls.into_iter().take(MAX_CALLS).map(|(_, entry, units)| (entry, units)).collect())
    }

    /// Records the units of a new call.
    pub(super) async fn insert_units(
        connection: &mut DB::Connection,
        entry: &NewEntry,
        units: &[String],
    ) -> Result<(), StoreError> {
        for units in units.chunks(AT_ONCE) {
            let mut sql = QueryBuilder::new("INSERT INTO units (unit, entry, at_ms) ");
            sql.push_values(units, |mut row, unit| {
                row.push_bind(unit.clone()).push_bind(entry.id.clone()).push_bind(entry.at_ms);
            });
            sql.build().execute(&mut *connection).await?;
        }
        Ok(())
    }
}

/// Which outcomes are told of, and in which order.
const fn rank(outcome: Outcome) -> Option<u8> {
    match outcome {
        Outcome::Open => Some(0),
        Outcome::Unknown => Some(1),
        Outcome::Ok => Some(2),
        Outcome::Failed | Outcome::Replayed | Outcome::Refused => None,
    }
}
