//! Where a journal is kept.

use std::{
    path::PathBuf,
    str::FromStr,
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use etcetera::BaseStrategy;
use secrecy::{ExposeSecret, SecretString};
use sqlx::{
    AnyConnection, AnyPool, Connection, Row, SqlStr,
    any::AnyPoolOptions,
    migrate::{Migration, MigrationType, Migrator},
};

use super::{
    file,
    liveness::ProcessLock,
    sql::{MIGRATIONS, SqlStore},
    store::{BusyRetry, Store, StoreError},
};

/// Where a journal is kept.
#[derive(Clone, Debug)]
pub enum Location {
    /// In memory, for as long as the process lives.
    Memory,
    /// In a file of SQLite's, with this in its place where it is damaged only if the operator says so.
    File {
        /// The file.
        path: PathBuf,
        /// Whether a damaged one may be replaced.
        renew: bool,
    },
    /// In a PostgreSQL database.
    Server(SecretString),
    /// Nowhere, for this reason.
    Nowhere(String),
}

/// A `--store` as it is written.
#[derive(Clone, Debug)]
pub enum Given {
    /// `memory`.
    Memory,
    /// A path, or `sqlite:PATH`.
    File(PathBuf),
    /// `postgres://…`.
    Server(SecretString),
}

impl FromStr for Given {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        match text.split_once(':') {
            _ if text == "memory" => Ok(Self::Memory),
            Some(("postgres" | "postgresql", _)) => Ok(Self::Server(text.to_owned().into())),
            Some(("sqlite", rest)) => {
                let path = rest.strip_prefix("//").unwrap_or(rest);
                if path.is_empty() { Err(GRAMMAR.to_owned()) } else { Ok(Self::File(path.into())) }
            }
            // A drive's letter is no scheme.
            Some((scheme, _)) if scheme.len() > 1 && scheme.chars().all(|c| c.is_ascii_alphanumeric()) => {
                Err(GRAMMAR.to_owned())
            }
            _ if text.is_empty() => Err(GRAMMAR.to_owned()),
            _ => Ok(Self::File(text.into())),
        }
    }
}

const GRAMMAR: &str = "a file, `sqlite:FILE`, `postgres://USER@HOST/DATABASE`, or `memory`";

impl Location {
    /// The place that is given; without one the platform's folder for state, and memory for what is only tried out.
    pub fn new(given: Option<&Given>, renew: bool, sandbox: bool) -> Self {
        match given {
            Some(Given::Memory) => Self::Memory,
            Some(Given::File(path)) => Self::File { path: path.clone(), renew },
            Some(Given::Server(url)) => Self::Server(url.clone()),
            None if sandbox => Self::Memory,
            None => match etcetera::choose_base_strategy() {
                Ok(strategy) => {
                    let folder = strategy.state_dir().unwrap_or_else(|| strategy.data_dir());
                    Self::File { path: folder.join("outreach-mcp").join("journal.db"), renew }
                }
                Err(error) => Self::Nowhere(format!("there is no folder for it: {error}")),
            },
        }
    }
}

impl Given {
    /// What of it nobody may see.
    pub fn secrets(&self) -> Vec<SecretString> {
        let Self::Server(url) = self else { return Vec::new() };
        let password = url::Url::parse(url.expose_secret()).ok().and_then(|url| url.password().map(str::to_owned));
        let plain = password
            .as_deref()
            .map(|password| percent_encoding::percent_decode_str(password).decode_utf8_lossy().into_owned());
        [Some(url.expose_secret().to_owned()), password, plain].into_iter().flatten().map(SecretString::from).collect()
    }
}

/// Unix milliseconds.
pub fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// Opens the journal at this place, made up to date.
///
/// # Errors
///
/// Why it cannot be used.
pub async fn open(place: &Location, keep: Duration, now_ms: i64) -> Result<Arc<dyn Store>, StoreError> {
    let patience = BusyRetry::from_now();
    loop {
        if let Some(end) = patience.end(try_open(place, keep, now_ms).await).await {
            return end;
        }
    }
}

async fn try_open(place: &Location, keep: Duration, now_ms: i64) -> Result<Arc<dyn Store>, StoreError> {
    sqlx::any::install_default_drivers();
    let (pool, alive) = match place {
        Location::Nowhere(why) => return Err(StoreError(why.clone())),
        Location::Memory => {
            let pool = AnyPoolOptions::new().max_connections(1).idle_timeout(None).max_lifetime(None);
            (pool.connect("sqlite::memory:").await?, ProcessLock::alone())
        }
        Location::File { path, renew } => (file::open(path, *renew).await?, ProcessLock::beside(path)?),
        Location::Server(url) => {
            let pool = server(url, 4).await?;
            // Its lock is held by one of these connections, so that the others have to be there first.
            let alive = ProcessLock::on(&pool).await?;
            (pool, alive)
        }
    };
    migrate(&pool).await?;
    Ok(Arc::new(SqlStore::open(pool, alive, keep, now_ms).await?))
}

/// Opens the journal that there is at this place, for a look at it: none is begun where there is none yet, and a damaged one
/// stays where it is.
///
/// # Errors
///
/// Why it cannot be used.
pub async fn open_existing(
    place: &Location,
    keep: Duration,
    now_ms: i64,
) -> Result<Option<Arc<dyn Store>>, StoreError> {
    match place {
        Location::Memory => return Ok(None),
        Location::Nowhere(_) => {}
        Location::File { path, .. } => {
            if !path.try_exists().map_err(|error| file::io_error(path, &error))? {
                return file::set_aside(path).map_or(Ok(None), |aside| Err(file::was_set_aside(&aside)));
            }
            sqlx::any::install_default_drivers();
            let pool = file::look(path).await?;
            migrate(&pool).await?;
            return Ok(Some(Arc::new(SqlStore::open(pool, ProcessLock::beside(path)?, keep, now_ms).await?)));
        }
        Location::Server(url) => {
            sqlx::any::install_default_drivers();
            let pool = server(url, 1).await?;
            let row = sqlx::query("SELECT to_regclass('entries') IS NOT NULL").fetch_one(&pool).await?;
            let is_there: bool = row.try_get(0)?;
            pool.close().await;
            if !is_there {
                return Ok(None);
            }
        }
    }
    open(place, keep, now_ms).await.map(Some)
}

async fn server(url: &SecretString, connections: u32) -> Result<AnyPool, StoreError> {
    const PATIENCE: Duration = Duration::from_secs(10);
    // A pool tries what fails until its time is up, and says no more than that: one connection alone says why.
    let first = tokio::time::timeout(PATIENCE, AnyConnection::connect(url.expose_secret())).await;
    let first = first.map_err(|_| StoreError("the database does not answer in time".to_owned()))?;
    first.map_err(|error| unreachable(&error))?.close().await?;
    let options = AnyPoolOptions::new().max_connections(connections).acquire_timeout(PATIENCE);
    options.connect(url.expose_secret()).await.map_err(|error| unreachable(&error))
}

/// Without the URL, which may hold a password.
fn unreachable(error: &sqlx::Error) -> StoreError {
    match error {
        sqlx::Error::Configuration(_) => StoreError(format!("`--store` must be {GRAMMAR}")),
        other => StoreError(format!("the database does not answer: {other}")),
    }
}

/// How often a failed migration is tried again.
const FURTHER_LOOKS: usize = 3;

async fn migrate(pool: &AnyPool) -> Result<(), StoreError> {
    let migrations = MIGRATIONS.iter().map(|(version, name, sql)| {
        Migration::new(*version, (*name).into(), MigrationType::Simple, SqlStr::from_static(sql), false)
    });
    let migrator = Migrator { migrations: migrations.collect(), ..Migrator::DEFAULT };
    // A file has no lock for it: where another process is just as early, a further look finds it done.
    let mut ended = migrator.run(pool).await;
    for _ in 0..FURTHER_LOOKS {
        if ended.is_err() {
            tokio::time::sleep(Duration::from_millis(50)).await;
            ended = migrator.run(pool).await;
        }
    }
    ended.map_err(|error| StoreError(format!("it cannot be brought up to date: {error}")))
}
