//! Why the journal's store failed, and what a caller is told of it.

use outreach_model::error::{ErrorKind, Failure};
use sqlx::sqlite::SqliteError;

/// Why a store failed.
#[derive(Clone, Debug, thiserror::Error)]
pub(crate) enum StoreError {
    /// Another process holds an SQLite lock. Nothing was done.
    #[error("{0}")]
    Busy(String),
    #[error("{0}")]
    Failed(String),
}

impl StoreError {
    /// Wraps the message of an error, and keeps whether the database was busy.
    pub(super) fn wrap(message: String, source: &sqlx::Error) -> Self {
        if is_busy(source) { Self::Busy(message) } else { Self::Failed(message) }
    }
}

/// Whether another process holds a lock of SQLite's. SQLite waits for most locks by itself (`busy_timeout`), but fails
/// at once where waiting could deadlock, where another connection recovers the file, and where two processes create the
/// file.
fn is_busy(error: &sqlx::Error) -> bool {
    let sqlx::Error::Database(error) = error else { return false };
    error.try_downcast_ref::<SqliteError>().is_some()
        && matches!(sqlite_code(error.as_ref()), Some(SQLITE_BUSY | SQLITE_PROTOCOL))
}

const SQLITE_BUSY: i32 = 5;
const SQLITE_PROTOCOL: i32 = 15;

/// SQLite's primary result code.
pub(super) fn sqlite_code(error: &dyn sqlx::error::DatabaseError) -> Option<i32> {
    let extended: i32 = error.code()?.parse().ok()?;
    Some(extended & 0xff)
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let message = match &error {
            sqlx::Error::Database(error) => error.message().to_owned(),
            sqlx::Error::PoolTimedOut => "it is busy".to_owned(),
            other => other.to_string(),
        };
        Self::wrap(message, &error)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::new(
            ErrorKind::DeniedByPolicy,
            format!(
                "The journal of writes cannot be used ({error}), and no write is sent without it. Nothing was sent; the operator has to \
                 repair it (`--store`), or use a journal that is lost on restart (`--store memory`)."
            ),
        )
    }
}
