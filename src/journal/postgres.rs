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

    // The triggers are created before the entries are counted: creating them keeps others from writing until the commit.
    const COUNT: &'static str = "
        CREATE FUNCTION count_entry() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP <> 'INSERT' THEN
                IF OLD.outcome IN ('open', 'ok', 'unknown') THEN
                    UPDATE hourly SET calls = calls - 1
                        WHERE account = OLD.account AND effect IN (OLD.effect, OLD.also) AND hour = OLD.at_ms / 3600000;
                END IF;
            END IF;
            IF TG_OP <> 'DELETE' THEN
                IF NEW.outcome IN ('open', 'ok', 'unknown') THEN
                    INSERT INTO hourly (account, effect, hour, calls)
                        SELECT DISTINCT NEW.account, named.effect, NEW.at_ms / 3600000, 1
                            FROM unnest(ARRAY[NEW.effect, NEW.also]) AS named (effect) WHERE named.effect IS NOT NULL
                        ON CONFLICT (account, effect, hour) DO UPDATE SET calls = hourly.calls + 1;
                END IF;
            END IF;
            RETURN NULL;
        END $$;
        CREATE TRIGGER entries_added AFTER INSERT OR DELETE ON entries FOR EACH ROW EXECUTE PROCEDURE count_entry();
        CREATE TRIGGER entries_changed AFTER UPDATE OF outcome, at_ms ON entries FOR EACH ROW
            WHEN ((OLD.outcome IN ('open', 'ok', 'unknown')) <> (NEW.outcome IN ('open', 'ok', 'unknown'))
                OR OLD.at_ms <> NEW.at_ms)
            EXECUTE PROCEDURE count_entry();";

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

    /// PostgreSQL uses the space of deleted entries again by itself (autovacuum).
    fn reclaim(_: &mut PgConnection) -> BoxFuture<'_, Result<bool, sqlx::Error>> {
        std::future::ready(Ok(false)).boxed()
    }

    fn compact(connection: &mut PgConnection) -> BoxFuture<'_, Result<(), sqlx::Error>> {
        async move { sqlx::query("VACUUM entries").execute(connection).await.map(|_| ()) }.boxed()
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
pub(super) async fn open(url: &SecretString, now_ms: i64) -> Result<Arc<dyn Store>, StoreError> {
    let options = options(url)?;
    let mut connection = connect(&options).await?;
    // On a connection of its own: if the migration fails, its advisory lock ends with the connection.
    let migrated = migrations::run::<Postgres>(&mut connection).await;
    let closed = connection.close().await;
    migrated?;
    closed?;
    open_store(options, now_ms).await
}

/// Opens the journal in this database to read it; `None` where there are no tables.
pub(super) async fn open_existing(url: &SecretString, now_ms: i64) -> Result<Option<Arc<dyn Store>>, StoreError> {
    let mut connection = connect(&options(url)?).await?;
    let exists: bool =
        sqlx::query_scalar("SELECT to_regclass('entries') IS NOT NULL").fetch_one(&mut connection).await?;
    connection.close().await?;
    if exists { open(url, now_ms).await.map(Some) } else { Ok(None) }
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

async fn open_store(options: PgConnectOptions, now_ms: i64) -> Result<Arc<dyn Store>, StoreError> {
    let pool = PgPoolOptions::new().max_connections(CONNECTIONS).acquire_timeout(CONNECT_TIMEOUT);
    let pool: PgPool = pool.connect_with(options).await?;
    let lock = ProcessLock::on(&pool).await?;
    Ok(Arc::new(SqlStore::open(pool, lock, None, now_ms).await?))
}
