//! Times by name, of what processes tell each other.

use sqlx::{ColumnIndex, Encode, Executor, IntoArguments, Row, Type, query};

use super::{
    super::{
        backend::{Backend, Value},
        error::StoreError,
    },
    SqlStore,
};

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
    /// Sets the time of a name.
    pub(super) async fn write_mark(&self, name: &str, at_ms: i64) -> Result<(), StoreError> {
        const SET: &str =
            "INSERT INTO marks (name, at_ms) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET at_ms = excluded.at_ms";
        self.execute(query(SET).bind(name).bind(at_ms)).await.map(|_| ())
    }

    /// The time of a name; `None` where it has none.
    pub(super) async fn read_mark(&self, name: &str) -> Result<Option<i64>, StoreError> {
        let rows = self.fetch_all(query("SELECT at_ms FROM marks WHERE name = $1").bind(name)).await?;
        Ok(rows.first().map(|row| row.try_get("at_ms")).transpose()?)
    }
}
