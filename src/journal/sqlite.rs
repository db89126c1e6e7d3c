//! The journal in an SQLite file that processes share, or in memory. Sets a damaged file aside.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use futures_util::future::{BoxFuture, FutureExt};
use sqlx::{
    ConnectOptions, Connection, Sqlite, SqliteConnection, SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteQueryResult, SqliteSynchronous},
};

use super::{
    backend::Backend,
    liveness::ProcessLock,
    migrations,
    private_file::{create_private_folder, file_error, open_private_file},
    record::now_ms,
    sql::SqlStore,
    store::{Store, StoreError, sqlite_code},
};

impl Backend for Sqlite {
    /// Takes the only write lock of the file at once. A deferred transaction would take it at its first write, when what it has
    /// read may be out of date.
    const BEGIN: &'static str = "BEGIN IMMEDIATE";

    fn lock_account<'c>(_: &'c mut SqliteConnection, _: &'c str) -> BoxFuture<'c, Result<(), sqlx::Error>> {
        // The write lock excludes the transactions of every account.
        std::future::ready(Ok(())).boxed()
    }

    fn rows_affected(result: &SqliteQueryResult) -> u64 {
        result.rows_affected()
    }
}

/// How long SQLite waits for a lock of another process.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Opens a journal in memory.
pub(super) async fn open_memory(retention: Duration, now_ms: i64) -> Result<Arc<dyn Store>, StoreError> {
    let options = SqliteConnectOptions::new().in_memory(true);
    open_store(options, ProcessLock::unshared(), retention, now_ms).await
}

/// Opens the journal in this file; creates the file and its folder where they do not exist.
///
/// A damaged file is renamed to `<file>.damaged-<ms>`. After that every start fails, until one with `new_journal` creates another.
pub(super) async fn open_file(
    path: &Path,
    new_journal: bool,
    retention: Duration,
    now_ms: i64,
) -> Result<Arc<dyn Store>, StoreError> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        create_private_folder(folder)?;
    }
    if !path.exists() && !new_journal {
        check_none_is_set_aside(path)?;
    }
    open_private_file(path)?;
    if let Err(error) = check_file(path).await {
        if !is_damaged(&error) {
            return Err(error.into());
        }
        let aside = set_aside(path).map_err(|error| file_error(path, &error))?;
        let message = format!("the journal `{}` is damaged ({error}); it is now `{}`", path.display(), aside.display());
        tracing::error!("{message}");
        if !new_journal {
            return Err(StoreError::Failed(format!("{message}. {HINT}")));
        }
        open_private_file(path)?;
    }
    open_store(options(path), ProcessLock::beside(path)?, retention, now_ms).await
}

/// Opens the journal in this file to read it. Creates none (`None` where there is none), and leaves a damaged one where it is.
pub(super) async fn open_existing_file(
    path: &Path,
    retention: Duration,
    now_ms: i64,
) -> Result<Option<Arc<dyn Store>>, StoreError> {
    if !path.try_exists().map_err(|error| file_error(path, &error))? {
        check_none_is_set_aside(path)?;
        return Ok(None);
    }
    check_file(path).await.map_err(|error| match is_damaged(&error) {
        true => StoreError::Failed(format!("`{}` is damaged ({error}). {HINT}", path.display())),
        false => error.into(),
    })?;
    open_store(options(path), ProcessLock::beside(path)?, retention, now_ms).await.map(Some)
}

async fn open_store(
    options: SqliteConnectOptions,
    lock: ProcessLock,
    retention: Duration,
    now_ms: i64,
) -> Result<Arc<dyn Store>, StoreError> {
    // One connection: SQLite allows one writer, and a journal in memory ends with its connection. Nothing may close it, which
    // a cancelled test before use would.
    let pool =
        SqlitePoolOptions::new().max_connections(1).idle_timeout(None).max_lifetime(None).test_before_acquire(false);
    let pool = pool.connect_with(options).await?;
    migrate(&pool).await?;
    Ok(Arc::new(SqlStore::open(pool, lock, retention, now_ms).await?))
}

/// Brings the tables up to date in one transaction, so that processes which start at once do so one after the other.
async fn migrate(pool: &SqlitePool) -> Result<(), StoreError> {
    let mut connection = pool.acquire().await?;
    let mut transaction = connection.begin_with(Sqlite::BEGIN).await?;
    migrations::run(&mut *transaction).await?;
    Ok(transaction.commit().await?)
}

fn options(path: &Path) -> SqliteConnectOptions {
    // With WAL and `synchronous = NORMAL`, a commit outlives its process. It may be lost when the machine loses power.
    SqliteConnectOptions::new()
        .filename(path)
        .busy_timeout(BUSY_TIMEOUT)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Normal)
}

/// Looks for damage on a connection of its own: a pool would try again until its time is up, and hide the error.
async fn check_file(path: &Path) -> Result<(), sqlx::Error> {
    let mut connection = options(path).connect().await?;
    let checked = sqlx::query_scalar("PRAGMA quick_check(1)").fetch_one(&mut connection).await;
    // A damaged file may fail to close as well: the first error says more.
    let closed = connection.close().await;
    let report: String = checked?;
    if report != "ok" {
        return Err(sqlx::Error::Protocol(format!("{MALFORMED}{report}")));
    }
    closed
}

/// What the error of a failed `quick_check` begins with.
const MALFORMED: &str = "malformed: ";

fn is_damaged(error: &sqlx::Error) -> bool {
    const SQLITE_CORRUPT: i32 = 11;
    const SQLITE_NOTADB: i32 = 26;
    match error {
        sqlx::Error::Database(error) => {
            matches!(sqlite_code(error.as_ref()), Some(SQLITE_CORRUPT | SQLITE_NOTADB))
        }
        sqlx::Error::Protocol(message) => message.starts_with(MALFORMED),
        _ => false,
    }
}

/// What the operator does about a damaged journal.
const HINT: &str = "Start once with `--new-journal` to begin another";

fn aside_prefix(path: &Path) -> String {
    format!("{}.damaged-", path.file_name().unwrap_or_default().to_string_lossy())
}

/// Fails where a journal of this name was set aside: a new one would know nothing of what the damaged one recorded.
fn check_none_is_set_aside(path: &Path) -> Result<(), StoreError> {
    let prefix = aside_prefix(path);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Ok(files) = fs::read_dir(folder) else { return Ok(()) };
    let aside = files.flatten().find(|file| file.file_name().to_string_lossy().starts_with(&prefix));
    aside.map_or(Ok(()), |aside| {
        let aside = aside.path();
        Err(StoreError::Failed(format!(
            "it was damaged and set aside as `{}`; what was sent is not known. {HINT}",
            aside.display()
        )))
    })
}

/// Renames a damaged journal, with the files that SQLite keeps beside it. Returns its new path.
fn set_aside(path: &Path) -> io::Result<PathBuf> {
    let aside = path.with_file_name(format!("{}{}", aside_prefix(path), now_ms()));
    fs::rename(path, &aside)?;
    for suffix in ["-wal", "-shm"] {
        let with_suffix = |path: &Path| PathBuf::from(format!("{}{suffix}", path.display()));
        // They need not exist.
        let _ = fs::rename(with_suffix(path), with_suffix(&aside));
    }
    Ok(aside)
}
