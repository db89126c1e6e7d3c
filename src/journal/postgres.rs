//! The journal in a PostgreSQL database that servers on several machines share.

use std::{str::FromStr, sync::Arc, time::Duration};

use futures_util::future::{BoxFuture, FutureExt};
use secrecy::{ExposeSecret, SecretString};
use sqlx::{
    Connection, PgConnection, PgPool, Postgres,
    postgres::{PgConnectOptions, PgPoolOptions, PgQueryResult},
};

use super::{backend::Backend, error::StoreError, liveness::ProcessLock, migrations, sql::SqlStore, store::Store};

impl Backend for Postgres {
    /// At this level each statement sees what was committed before it began, so that what follows [`Backend::lock_account`] sees
    /// the calls that were decided while it waited. A server may have another level as its default.
    const BEGIN: &'static str = "BEGIN ISOLATION LEVEL READ COMMITTED";

    /// Locks the account's row by changing it. The table of account locks is named `gates`.
    fn lock_account<'c>(connection: &'c mut PgConnection, account: &'c str) -> BoxFuture<'c, Result<(), sqlx::Error>> {
        const SQL: &str = "INSERT INTO gates (account, turns) VALUES ($1, 1) \
                           ON CONFLICT (account) DO UPDATE SET turns = gates.turns + 1";
        async move { sqlx::query(SQL).bind(account).execute(connection).await.map(|_| ()) }.boxed()
    }

    /// By PostgreSQL's own default, every commit is durable. An operator who has turned that off has chosen so.
    fn set_durable(_: &mut PgConnection, _: bool) -> BoxFuture<'_, Result<(), sqlx::Error>> {
        std::future::ready(Ok(())).boxed()
    }

    fn rows_affected(result: &PgQueryResult) -> u64 {
        result.rows_affected()
    }
}

/// Connections of a process, one of which holds its [`ProcessLock`].
const CONNECTIONS: u32 = 4;

/// How long a connection may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Opens the journal in this database; creates its tables where they do not exist.
pub(super) async fn open(url: &SecretString, retention: Duration, now_ms: i64) -> Result<Arc<dyn Store>, StoreError> {
    let options = options(url)?;
    let mut connection = connect(&options).await?;
    // On a connection of its own: if the migration fails, its advisory lock ends with the connection.
    let migrated = migrations::run(&mut connection).await;
    let closed = connection.close().await;
    migrated?;
    closed?;
    open_store(options, retention, now_ms).await
}

/// Opens the journal in this database to read it; `None` where there are no tables.
pub(super) async fn open_existing(
    url: &SecretString,
    retention: Duration,
    now_ms: i64,
) -> Result<Option<Arc<dyn Store>>, StoreError> {
    let mut connection = connect(&options(url)?).await?;
    let exists: bool =
        sqlx::query_scalar("SELECT to_regclass('entries') IS NOT NULL").fetch_one(&mut connection).await?;
    connection.close().await?;
    if exists { open(url, retention, now_ms).await.map(Some) } else { Ok(None) }
}

fn options(url: &SecretString) -> Result<PgConnectOptions, StoreError> {
    // Without the error of the parser, which may quote the password.
    PgConnectOptions::from_str(url.expose_secret())
        .map_err(|_| StoreError::Failed("`--store` must be `postgres://USER@HOST/DATABASE`".to_owned()))
}

/// Opens one connection: a pool would try again until its time is up, and hide the error.
async fn connect(options: &PgConnectOptions) -> Result<PgConnection, StoreError> {
    let connection = tokio::time::timeout(CONNECT_TIMEOUT, PgConnection::connect_with(options)).await;
    let connection = connection.map_err(|_| StoreError::Failed("the database does not answer in time".to_owned()))?;
    connection.map_err(|error| StoreError::Failed(format!("the database does not answer: {error}")))
}

async fn open_store(options: PgConnectOptions, retention: Duration, now_ms: i64) -> Result<Arc<dyn Store>, StoreError> {
    let pool = PgPoolOptions::new().max_connections(CONNECTIONS).acquire_timeout(CONNECT_TIMEOUT);
    let pool: PgPool = pool.connect_with(options).await?;
    let lock = ProcessLock::on(&pool).await?;
    Ok(Arc::new(SqlStore::open(pool, lock, None, retention, now_ms).await?))
}
