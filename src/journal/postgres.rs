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

    const COUNT_WEIGHTED: &'static str = "
        CREATE OR REPLACE FUNCTION count_entry() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP <> 'INSERT' THEN
                IF OLD.outcome IN ('open', 'ok', 'unknown') THEN
                    UPDATE hourly SET calls = calls - OLD.counts
                        WHERE account = OLD.account AND effect IN (OLD.effect, OLD.also) AND hour = OLD.at_ms / 3600000;
                END IF;
            END IF;
            IF TG_OP <> 'DELETE' THEN
                IF NEW.outcome IN ('open', 'ok', 'unknown') THEN
                    INSERT INTO hourly (account, effect, hour, calls)
                        SELECT DISTINCT NEW.account, named.effect, NEW.at_ms / 3600000, NEW.counts
                            FROM unnest(ARRAY[NEW.effect, NEW.also]) AS named (effect) WHERE named.effect IS NOT NULL
                        ON CONFLICT (account, effect, hour) DO UPDATE SET calls = hourly.calls + NEW.counts;
                END IF;
            END IF;
            RETURN NULL;
        END $$;";

    const COUNT_THIRD: &'static str = "
        CREATE OR REPLACE FUNCTION count_entry() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP <> 'INSERT' THEN
                IF OLD.outcome IN ('open', 'ok', 'unknown') THEN
                    UPDATE hourly SET calls = calls - OLD.counts
                        WHERE account = OLD.account AND effect IN (OLD.effect, OLD.also, OLD.further) AND hour = OLD.at_ms / 3600000;
                END IF;
            END IF;
            IF TG_OP <> 'DELETE' THEN
                IF NEW.outcome IN ('open', 'ok', 'unknown') THEN
                    INSERT INTO hourly (account, effect, hour, calls)
                        SELECT DISTINCT NEW.account, named.effect, NEW.at_ms / 3600000, NEW.counts
                            FROM unnest(ARRAY[NEW.effect, NEW.also, NEW.further]) AS named (effect) WHERE named.effect IS NOT NULL
                        ON CONFLICT (account, effect, hour) DO UPDATE SET calls = hourly.calls + NEW.counts;
                END IF;
            END IF;
            RETURN NULL;
        END $$;";

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

/// Whether a journal in this database works: its tables are there, or can be created. Changes nothing, and returns whether they are
/// there.
pub(super) async fn check(url: &SecretString) -> Result<bool, StoreError> {
    let mut connection = connect(&options(url)?).await?;
    let is_there: bool =
        sqlx::query_scalar("SELECT to_regclass('entries') IS NOT NULL").fetch_one(&mut connection).await?;
    if is_there {
        migrations::check_newest::<Postgres>(&mut connection).await?;
    } else {
        const SQL: &str = "SELECT COALESCE(has_schema_privilege(current_schema(), 'CREATE'), false)";
        let may_create: bool = sqlx::query_scalar(SQL).fetch_one(&mut connection).await?;
        if !may_create {
            return Err(StoreError::Failed("its user may not create tables in the database".to_owned()));
        }
    }
    connection.close().await?;
    Ok(is_there)
}

/// The parameters of an address that are known. Of any other, the driver logs the value.
const PARAMETERS: [&str; 19] = [
    "sslmode",
    "ssl-mode",
    "sslrootcert",
    "ssl-root-cert",
    "ssl-ca",
    "sslcert",
    "ssl-cert",
    "sslkey",
    "ssl-key",
    "statement-cache-capacity",
    "host",
    "hostaddr",
    "port",
    "dbname",
    "user",
    "application_name",
    "options",
    "channel_binding",
    "connect_timeout",
];

/// Parameters of other drivers that change nothing here, of which no one has to be warned.
const IGNORED: [&str; 2] = ["channel_binding", "connect_timeout"];

/// The address without parameters that the driver does not know, whose values may be secrets.
fn with_known_parameters(url: &SecretString) -> Option<String> {
    let mut url = url::Url::parse(url.expose_secret()).ok()?;
    let given: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    let is_known = |name: &str| PARAMETERS.contains(&name) || name.starts_with("options[");
    let known: Vec<_> = given.iter().filter(|(name, _)| is_known(name) && !IGNORED.contains(&name.as_str())).collect();
    if known.len() < given.len() {
        url.query_pairs_mut().clear().extend_pairs(known);
        if url.query() == Some("") {
            url.set_query(None);
        }
        for (name, _) in given.iter().filter(|(name, _)| !is_known(name)) {
            tracing::warn!("`{name}` is not a parameter of a PostgreSQL address, and is left out of that of `--store`");
        }
    }
    Some(url.into())
}

fn options(url: &SecretString) -> Result<PgConnectOptions, StoreError> {
    // Without the error of the parser, which may quote the password.
    PgConnectOptions::from_str(&with_known_parameters(url).unwrap_or_default())
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
