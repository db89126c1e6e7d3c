//! Which account a key opens: the keys of one account write under one name.

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
    /// The name that is recorded for an identity or for a key.
    pub(super) async fn recorded_account(&self, identity: &str) -> Result<Option<String>, StoreError> {
        let rows = self.fetch_all(query("SELECT account FROM accounts WHERE identity = $1").bind(identity)).await?;
        Ok(rows.first().map(|row| row.try_get("account")).transpose()?)
    }

    /// Records the account of a key. Whichever process comes first decides for all, for the identity and for the key; each
    /// statement may be repeated.
    pub(super) async fn record_account(&self, key: &str, identity: &str) -> Result<String, StoreError> {
        const WRITTEN: &str =
            "SELECT id FROM entries WHERE account = $1 AND outcome IN ('open', 'ok', 'unknown') LIMIT 1";
        let has_written = !self.fetch_all(query(WRITTEN).bind(key)).await?.is_empty();
        let account = self.insert_account(identity, key).await?;
        self.insert_account(key, if has_written { key } else { &account }).await
    }

    /// Records a name where none is recorded, and returns the one that is.
    async fn insert_account(&self, identity: &str, account: &str) -> Result<String, StoreError> {
        const INSERT: &str =
            "INSERT INTO accounts (identity, account) VALUES ($1, $2) ON CONFLICT (identity) DO NOTHING";
        self.execute(query(INSERT).bind(identity).bind(account)).await?;
        let recorded = self.recorded_account(identity).await?;
        recorded.ok_or_else(|| StoreError::Failed("a row that was written is missing".to_owned()))
    }
}
