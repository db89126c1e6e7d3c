//! Where a journal is kept, and who of those that share it is still alive.

use std::{
    fs::{self, File, OpenOptions},
    io,
    path::{Path, PathBuf},
    str::FromStr,
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use etcetera::BaseStrategy;
use ring::digest::{SHA256, digest};
use secrecy::{ExposeSecret, SecretString};
use sqlx::{
    AnyConnection, AnyPool, Connection, Row,
    any::AnyPoolOptions,
    migrate::{Migration, MigrationType, Migrator},
};
use tokio::sync::Mutex;

use super::{
    sql::{MIGRATIONS, SqlStore},
    store::{Store, StoreError},
};

/// Where a journal is kept.
#[derive(Clone, Debug)]
pub enum Place {
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

impl Place {
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
pub async fn open(place: &Place, keep: Duration, now_ms: i64) -> Result<Arc<dyn Store>, StoreError> {
    sqlx::any::install_default_drivers();
    let (pool, alive) = match place {
        Place::Nowhere(why) => return Err(StoreError(why.clone())),
        Place::Memory => {
            let pool = AnyPoolOptions::new().max_connections(1).idle_timeout(None).max_lifetime(None);
            (pool.connect("sqlite::memory:").await?, Alive::alone())
        }
        Place::File { path, renew } => (file(path, *renew).await?, Alive::beside(path)?),
        Place::Server(url) => {
            let options = AnyPoolOptions::new().max_connections(4).acquire_timeout(Duration::from_secs(10));
            let pool = options.connect(url.expose_secret()).await.map_err(|error| unreachable(&error))?;
            migrate(&pool).await?;
            let alive = Alive::on(&pool).await?;
            return Ok(Arc::new(SqlStore::open(pool, alive, keep, now_ms).await?));
        }
    };
    // SQLite has no lock for it: where another process was just as early, a further look finds it done.
    let mut migrated = migrate(&pool).await;
    for _ in 0..3 {
        if migrated.is_err() {
            tokio::time::sleep(Duration::from_millis(50)).await;
            migrated = migrate(&pool).await;
        }
    }
    migrated?;
    Ok(Arc::new(SqlStore::open(pool, alive, keep, now_ms).await?))
}

/// Opens the journal that there is at this place, for a look at it: none is begun where there is none yet, and a damaged one
/// stays where it is.
///
/// # Errors
///
/// Why it cannot be used.
pub async fn open_existing(place: &Place, keep: Duration, now_ms: i64) -> Result<Option<Arc<dyn Store>>, StoreError> {
    match place {
        Place::Memory => return Ok(None),
        Place::Nowhere(_) => {}
        Place::File { path, .. } => {
            if !path.try_exists().map_err(|error| io_error(path, &error))? {
                return set_aside(path).map_or(Ok(None), |aside| Err(was_set_aside(&aside)));
            }
            sqlx::any::install_default_drivers();
            let pool = connect(path).await.map_err(|error| match is_damaged(&error) {
                true => StoreError(format!("`{}` is damaged ({error}). {BEGIN}", path.display())),
                false => error.into(),
            })?;
            migrate(&pool).await?;
            return Ok(Some(Arc::new(SqlStore::open(pool, Alive::beside(path)?, keep, now_ms).await?)));
        }
        Place::Server(url) => {
            sqlx::any::install_default_drivers();
            let pool = AnyPoolOptions::new().max_connections(1).acquire_timeout(Duration::from_secs(10));
            let pool = pool.connect(url.expose_secret()).await.map_err(|error| unreachable(&error))?;
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

/// Without the URL, which may hold a password.
fn unreachable(error: &sqlx::Error) -> StoreError {
    match error {
        sqlx::Error::Configuration(_) => StoreError(format!("`--store` must be {GRAMMAR}")),
        other => StoreError(format!("the database does not answer: {other}")),
    }
}

async fn migrate(pool: &AnyPool) -> Result<(), StoreError> {
    let migrations = MIGRATIONS.iter().map(|(version, name, sql)| {
        Migration::new(*version, (*name).into(), MigrationType::Simple, (*sql).into(), false)
    });
    let migrator = Migrator { migrations: migrations.collect(), ..Migrator::DEFAULT };
    let mut ended = migrator.run(pool).await;
    if ended.is_err() {
        // For a file there is no lock: another process may have been first with the same, and then there is nothing left to do.
        ended = migrator.run(pool).await;
    }
    ended.map_err(|error| StoreError(format!("it cannot be brought up to date: {error}")))
}

async fn file(path: &Path, renew: bool) -> Result<AnyPool, StoreError> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder {
        private_folder(folder).map_err(|error| io_error(folder, &error))?;
    }
    if !path.exists()
        && !renew
        && let Some(aside) = set_aside(path)
    {
        return Err(was_set_aside(&aside));
    }
    private_file(path).map_err(|error| io_error(path, &error))?;
    match connect(path).await {
        Ok(pool) => Ok(pool),
        Err(error) if is_damaged(&error) => {
            let aside = move_aside(path).map_err(|error| io_error(path, &error))?;
            let words =
                format!("the journal `{}` is damaged ({error}); it is now `{}`", path.display(), aside.display());
            tracing::error!("{words}");
            if !renew {
                return Err(StoreError(format!("{words}. {BEGIN}")));
            }
            private_file(path).map_err(|error| io_error(path, &error))?;
            connect(path).await.map_err(|error| StoreError(error.to_string()))
        }
        Err(error) => Err(error.into()),
    }
}

/// What an operator does about a damaged one.
const BEGIN: &str = "Start once with `--new-journal` to begin another";

fn was_set_aside(aside: &Path) -> StoreError {
    StoreError(format!("it was damaged and set aside as `{}`; what was sent is not known. {BEGIN}", aside.display()))
}

async fn connect(path: &Path) -> Result<AnyPool, sqlx::Error> {
    let escaped = percent_encoding::utf8_percent_encode(&path.to_string_lossy(), crate::request::SEGMENT).to_string();
    let url = format!("sqlite://{}?mode=rw", escaped.replace("%2F", "/"));
    // A pool would try a damaged file again and again, and say no more than that it took too long.
    let mut first = AnyConnection::connect(&url).await?;
    let looked = look_over(&mut first).await;
    // A damaged one may not close cleanly; what was found says more.
    let closed = first.close().await;
    looked.and(closed)?;
    let options = AnyPoolOptions::new().max_connections(1).idle_timeout(None).max_lifetime(None);
    options.after_connect(|connection, _| Box::pin(make_ready(connection))).connect(&url).await
}

async fn look_over(connection: &mut AnyConnection) -> Result<(), sqlx::Error> {
    make_ready(connection).await?;
    let found: String = sqlx::query("PRAGMA quick_check(1)").fetch_one(connection).await?.try_get(0)?;
    if found == "ok" { Ok(()) } else { Err(sqlx::Error::Protocol(format!("malformed: {found}"))) }
}

async fn make_ready(connection: &mut AnyConnection) -> Result<(), sqlx::Error> {
    // Several processes may share the file: each waits its turn. What is committed outlives the process, which is what it has to.
    for pragma in ["busy_timeout = 5000", "journal_mode = WAL", "synchronous = NORMAL"] {
        sqlx::query(&format!("PRAGMA {pragma}")).execute(&mut *connection).await?;
    }
    Ok(())
}

/// SQLite's SQLITE_CORRUPT and SQLITE_NOTADB.
fn is_damaged(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Database(error) => {
            let code = error.code().and_then(|code| code.parse::<i32>().ok()).map(|code| code & 0xff);
            matches!(code, Some(11 | 26))
        }
        sqlx::Error::Protocol(words) => words.starts_with("malformed"),
        _ => false,
    }
}

fn aside_prefix(path: &Path) -> String {
    format!("{}.damaged-", path.file_name().unwrap_or_default().to_string_lossy())
}

/// A journal that was set aside, where there is one.
fn set_aside(path: &Path) -> Option<PathBuf> {
    let prefix = aside_prefix(path);
    let entries = fs::read_dir(path.parent()?).ok()?;
    let found = entries.filter_map(Result::ok).find(|entry| entry.file_name().to_string_lossy().starts_with(&prefix));
    found.map(|entry| entry.path())
}

fn move_aside(path: &Path) -> io::Result<PathBuf> {
    let aside = path.with_file_name(format!("{}{}", aside_prefix(path), now_ms()));
    fs::rename(path, &aside)?;
    for suffix in ["-wal", "-shm"] {
        let with = |path: &Path| PathBuf::from(format!("{}{suffix}", path.display()));
        // There need not be any.
        let _ = fs::rename(with(path), with(&aside));
    }
    Ok(aside)
}

fn io_error(path: &Path, error: &io::Error) -> StoreError {
    StoreError(format!("`{}`: {error}", path.display()))
}

fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn private_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// This process among those that share a journal, and how the others are looked after. An operating system lets go of what a
/// process held however the process ended, so that no clock and no heartbeat is needed.
pub struct Alive {
    instance: String,
    held: Held,
}

enum Held {
    /// Nobody shares it.
    Nothing,
    /// A lock on a file of its own, in this folder.
    Lock { folder: PathBuf, _lock: File },
    /// A lock of a session with the server, which this connection holds.
    Session { pool: AnyPool, _lock: Mutex<sqlx::pool::PoolConnection<sqlx::Any>> },
}

impl Alive {
    fn instance_id() -> String {
        uuid::Uuid::now_v7().to_string()
    }

    fn alone() -> Self {
        Self { instance: Self::instance_id(), held: Held::Nothing }
    }

    fn beside(path: &Path) -> Result<Self, StoreError> {
        let folder = PathBuf::from(format!("{}.processes", path.display()));
        private_folder(&folder).map_err(|error| io_error(&folder, &error))?;
        let instance = Self::instance_id();
        let own = folder.join(&instance);
        let file = private_file(&own).map_err(|error| io_error(&own, &error))?;
        file.try_lock().map_err(|error| StoreError(format!("`{}` cannot be locked: {error}", own.display())))?;
        Ok(Self { instance, held: Held::Lock { folder, _lock: file } })
    }

    async fn on(pool: &AnyPool) -> Result<Self, StoreError> {
        let instance = Self::instance_id();
        let mut session = pool.acquire().await?;
        // Nobody else has this number, so there is nothing to wait for.
        let row =
            sqlx::query("SELECT pg_try_advisory_lock($1)").bind(number(&instance)).fetch_one(&mut *session).await?;
        if !row.try_get::<bool, _>(0)? {
            return Err(StoreError("the server gives no lock to this process".to_owned()));
        }
        Ok(Self { instance, held: Held::Session { pool: pool.clone(), _lock: Mutex::new(session) } })
    }

    /// The name of this process.
    pub fn instance(&self) -> &str {
        &self.instance
    }

    /// Whether a process that shares the journal is still there.
    ///
    /// # Errors
    ///
    /// Where that cannot be told.
    pub async fn is_alive(&self, instance: &str) -> Result<bool, StoreError> {
        if instance == self.instance {
            return Ok(true);
        }
        match &self.held {
            Held::Nothing => Ok(false),
            Held::Lock { folder, .. } => {
                let path = folder.join(instance);
                let Ok(file) = OpenOptions::new().append(true).open(&path) else { return Ok(false) };
                let gone = file.try_lock().is_ok();
                if gone {
                    // Nobody will look for it again.
                    let _ = fs::remove_file(&path);
                }
                Ok(!gone)
            }
            Held::Session { pool, .. } => {
                let mut other = pool.acquire().await?;
                let row = sqlx::query("SELECT pg_try_advisory_lock($1)")
                    .bind(number(instance))
                    .fetch_one(&mut *other)
                    .await?;
                let gone: bool = row.try_get(0)?;
                if gone {
                    sqlx::query("SELECT pg_advisory_unlock($1)").bind(number(instance)).fetch_one(&mut *other).await?;
                }
                Ok(!gone)
            }
        }
    }
}

impl Drop for Alive {
    fn drop(&mut self) {
        if let Held::Lock { folder, .. } = &self.held {
            // Left behind it would only lie about until somebody looks.
            let _ = fs::remove_file(folder.join(&self.instance));
        }
    }
}

/// A server's locks have numbers.
fn number(instance: &str) -> i64 {
    let digest = digest(&SHA256, instance.as_bytes());
    digest.as_ref().first_chunk().copied().map(i64::from_be_bytes).unwrap_or_default()
}
