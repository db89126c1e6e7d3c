//! What differs between SQLite and PostgreSQL.

use futures_util::future::BoxFuture;
use sqlx::{Database, Decode, Encode, Type};

/// A database that can keep a journal.
pub(super) trait Backend: Database {
    /// Begins the transaction that decides on a call.
    const BEGIN: &'static str;

    /// The triggers that keep the table `hourly`.
    const COUNT: &'static str;

    /// The triggers that take their place, for entries that say how many calls they count as.
    const COUNT_WEIGHTED: &'static str;

    /// Those that take their place, for entries that can have a third effect.
    const COUNT_THIRD: &'static str;

    /// Waits until no other transaction decides on a call of this account. The lock ends with the transaction.
    fn lock_account<'c>(
        connection: &'c mut Self::Connection,
        account: &'c str,
    ) -> BoxFuture<'c, Result<(), sqlx::Error>>;

    /// Sets whether the commits of this connection that follow are on the disk when they return, or may be lost with the machine.
    fn set_durable<'c>(connection: &'c mut Self::Connection, durable: bool) -> BoxFuture<'c, Result<(), sqlx::Error>>;

    /// Gives a little of the space of deleted entries back to the system, in milliseconds. Returns whether there is more.
    fn reclaim(connection: &mut Self::Connection) -> BoxFuture<'_, Result<bool, sqlx::Error>>;

    /// Gives all the space of deleted entries back to the system, which may take long. Others cannot write meanwhile.
    fn compact(connection: &mut Self::Connection) -> BoxFuture<'_, Result<(), sqlx::Error>>;

    fn rows_affected(result: &Self::QueryResult) -> u64;
}

/// A type that columns and parameters can have.
pub(super) trait Value<DB: Database>: Type<DB> + for<'v> Encode<'v, DB> + for<'v> Decode<'v, DB> {}

impl<DB: Database, T: Type<DB> + for<'v> Encode<'v, DB> + for<'v> Decode<'v, DB>> Value<DB> for T {}
