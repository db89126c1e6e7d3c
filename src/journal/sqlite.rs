//! The journal in an SQLite file that processes share, or in memory. Sets a damaged file aside.

use std::{
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
    sync::{Arc, Weak},
    time::Duration,
};

use futures_util::future::{BoxFuture, FutureExt};
use sqlx::{
    ConnectOptions, Connection, Sqlite, SqliteConnection, SqlitePool,
    sqlite::{
        SqliteAutoVacuum, SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteQueryResult,
        SqliteSynchronous,
    },
};

use super::{
    backend::Backend,
    checkpoint,
    error::{StoreError, sqlite_code},
    file_watch::{FileWatch, identities, is_complete, suspect_path},
    latest,
    liveness::ProcessLock,
    migrations,
    private_file::{aside_path, aside_prefix, create_private_folder, file_error, open_private_file},
    sql::SqlStore,
    store::Store,
};

impl Backend for Sqlite {
    /// Takes the only write lock of the file at once. A deferred transaction would take it at its first write, when what it has
    /// read may be out of date.
    const BEGIN: &'static str = "BEGIN IMMEDIATE";

    const COUNT: &'static str = "
        CREATE TRIGGER entries_added AFTER INSERT ON entries WHEN NEW.outcome IN ('open', 'ok', 'unknown') BEGIN
            INSERT INTO hourly (account, effect, hour, calls) VALUES (NEW.account, NEW.effect, NEW.at_ms / 3600000, 1)
                ON CONFLICT (account, effect, hour) DO UPDATE SET calls = calls + 1;
            INSERT INTO hourly (account, effect, hour, calls)
                SELECT NEW.account, NEW.also, NEW.at_ms / 3600000, 1 WHERE NEW.also <> NEW.effect
                ON CONFLICT (account, effect, hour) DO UPDATE SET calls = calls + 1;
        END;
        CREATE TRIGGER entries_removed AFTER DELETE ON entries WHEN OLD.outcome IN ('open', 'ok', 'unknown') BEGIN
            UPDATE hourly SET calls = calls - 1
                WHERE account = OLD.account AND effect IN (OLD.effect, OLD.also) AND hour = OLD.at_ms / 3600000;
        END;
        CREATE TRIGGER entries_changed AFTER UPDATE OF outcome, at_ms ON entries
            WHEN (OLD.outcome IN ('open', 'ok', 'unknown')) <> (NEW.outcome IN ('open', 'ok', 'unknown'))
                OR OLD.at_ms <> NEW.at_ms
        BEGIN
            UPDATE hourly SET calls = calls - 1
                WHERE OLD.outcome IN ('open', 'ok', 'unknown')
                    AND account = OLD.account AND effect IN (OLD.effect, OLD.also) AND hour = OLD.at_ms / 3600000;
            INSERT INTO hourly (account, effect, hour, calls)
                SELECT NEW.account, NEW.effect, NEW.at_ms / 3600000, 1 WHERE NEW.outcome IN ('open', 'ok', 'unknown')
                ON CONFLICT (account, effect, hour) DO UPDATE SET calls = calls + 1;
            INSERT INTO hourly (account, effect, hour, calls)
                SELECT NEW.account, NEW.also, NEW.at_ms / 3600000, 1
                    WHERE NEW.also <> NEW.effect AND NEW.outcome IN ('open', 'ok', 'unknown')
                ON CONFLICT (account, effect, hour) DO UPDATE SET calls = calls + 1;
        END;";

    fn lock_account<'c>(_: &'c mut SqliteConnection, _: &'c str) -> BoxFuture<'c, Result<(), sqlx::Error>> {
        // The write lock excludes the transactions of every account.
        std::future::ready(Ok(())).boxed()
    }

    fn set_durable<'c>(connection: &'c mut SqliteConnection, durable: bool) -> BoxFuture<'c, Result<(), sqlx::Error>> {
        let sql = if durable { "PRAGMA synchronous = FULL" } else { "PRAGMA synchronous = NORMAL" };
        async move { sqlx::query(sql).execute(connection).await.map(|_| ()) }.boxed()
    }

    fn reclaim(connection: &mut SqliteConnection) -> BoxFuture<'_, Result<bool, sqlx::Error>> {
        async move {
            let free = async |connection: &mut SqliteConnection| {
                sqlx::query_scalar::<_, i64>("PRAGMA freelist_count").fetch_one(connection).await
            };
            let before = free(connection).await?;
            sqlx::query("PRAGMA incremental_vacuum(64)").execute(&mut *connection).await?;
            let after = free(connection).await?;
            // A file of an earlier version gives nothing back; its free pages are used again.
            Ok(after > 0 && after < before)
        }
        .boxed()
    }

    /// Also makes a file of an earlier version one that gives space back later on.
    fn compact(connection: &mut SqliteConnection) -> BoxFuture<'_, Result<(), sqlx::Error>> {
        async move {
            for sql in ["PRAGMA auto_vacuum = INCREMENTAL", "VACUUM", "PRAGMA wal_checkpoint(FULL)"] {
                sqlx::query(sql).execute(&mut *connection).await?;
            }
            Ok(())
        }
        .boxed()
    }

    fn rows_affected(result: &SqliteQueryResult) -> u64 {
        result.rows_affected()
    }
}

/// How long SQLite waits for a lock of another process.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Opens a journal in memory.
pub(super) async fn open_memory(now_ms: i64) -> Result<Arc<dyn Store>, StoreError> {
    let options = SqliteConnectOptions::new().in_memory(true).auto_vacuum(SqliteAutoVacuum::Incremental);
    open_store(options, ProcessLock::unshared(), None, now_ms).await
}

/// Opens the journal in this file; creates the file and its folder where they do not exist.
///
/// A damaged file is renamed to `<file>.damaged-<ms>`. After that every start fails, until one with `new_journal` creates another.
pub(super) async fn open_file(path: &Path, new_journal: bool, now_ms: i64) -> Result<Arc<dyn Store>, StoreError> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        create_private_folder(folder)?;
    }
    check_is_file(path)?;
    check_is_no_other_file(path)?;
    if !new_journal {
        check_is_the_one_in_use(path).await?;
    }
    if new_journal {
        latest::forget(path);
    } else if path.exists() {
        latest::check(path).await?;
    } else {
        check_none_is_set_aside(path)?;
    }
    open_private_file(path)?;
    let suspect = suspect_path(path);
    let is_checked_later = is_checked_later(path);
    if !is_checked_later && let Err(error) = check_file(path).await {
        if !is_damaged(&error) {
            return Err(error.into());
        }
        let aside = set_aside(path).map_err(|error| file_error(path, &error))?;
        let _ = fs::remove_file(&suspect);
        latest::forget(path);
        let message = format!("the journal `{}` is damaged ({error}); it is now `{}`", path.display(), aside.display());
        tracing::error!("{message}");
        if !new_journal {
            return Err(StoreError::Failed(format!("{message}. {HINT}")));
        }
        open_private_file(path)?;
    }
    let watch = Arc::new(FileWatch::new(path)?);
    if is_checked_later {
        tokio::spawn(check_later(path.to_owned(), Arc::downgrade(&watch)));
    } else {
        // There need not be one.
        let _ = fs::remove_file(&suspect);
    }
    open_store(options(path), ProcessLock::beside(path)?, Some(watch), now_ms).await
}

/// Fails where the file is somebody's own: no database, and no server has used it as its journal. It is not touched.
fn check_is_no_other_file(path: &Path) -> Result<(), StoreError> {
    const HEADER: &[u8] = b"SQLite format 3\0";
    let mut start = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(HEADER.len() as u64).read_to_end(&mut start));
    if read.is_err() || start.is_empty() || start == HEADER || ProcessLock::folder(path).exists() {
        return Ok(());
    }
    Err(StoreError::Failed(format!(
        "`{}` is no journal, and it is left as it is. Name another file with `--store`",
        path.display()
    )))
}

/// Reading all of a larger file takes longer than a first write should.
const MAX_CHECKED_BYTES: u64 = 16 * 1024 * 1024;

/// When a large file is checked. A command that makes one call has ended by then.
const CHECK_PAUSE: Duration = Duration::from_secs(10);

/// Whether a file is too large to be read before its first use, and nothing tells of damage.
fn is_checked_later(path: &Path) -> bool {
    let is_large = path.metadata().is_ok_and(|metadata| metadata.len() > MAX_CHECKED_BYTES);
    is_large && is_complete(path) && !suspect_path(path).exists()
}

/// Looks for damage in a file that is in use already.
async fn check_later(path: PathBuf, watch: Weak<FileWatch>) {
    tokio::time::sleep(CHECK_PAUSE).await;
    let checked = check_file(&path).await;
    if let Err(error) = checked
        && is_damaged(&error)
        && let Some(watch) = watch.upgrade()
    {
        watch.damaged(&error.to_string());
    }
}

/// Fails where there is something else than a file. A pipe would wait for a writer, and a device keeps nothing.
fn check_is_file(path: &Path) -> Result<(), StoreError> {
    let Ok(metadata) = fs::metadata(path) else { return Ok(()) };
    let kind = match metadata.file_type() {
        kind if kind.is_file() => return Ok(()),
        kind if kind.is_dir() => "a directory",
        #[cfg(unix)]
        kind if std::os::unix::fs::FileTypeExt::is_fifo(&kind) => "a pipe",
        #[cfg(unix)]
        kind if std::os::unix::fs::FileTypeExt::is_socket(&kind) => "a socket",
        _ => "a device",
    };
    Err(StoreError::Failed(format!("`{}` is {kind}, and the journal needs a file", path.display())))
}

/// Fails where running processes have other files open as this journal, or where it is empty though they use it: it was deleted,
/// replaced or cut, and what they sent is not in it.
async fn check_is_the_one_in_use(path: &Path) -> Result<(), StoreError> {
    // A process that ends between the two looks takes its write-ahead log with it.
    const LOOKS: usize = 5;
    const PAUSE: Duration = Duration::from_millis(100);
    for look in 0..LOOKS {
        if look > 0 {
            tokio::time::sleep(PAUSE).await;
        }
        let in_use = ProcessLock::journals_in_use(path);
        let found = identities(path).filter(|_| path.metadata().is_ok_and(|metadata| metadata.len() > 0));
        if in_use.iter().all(|used| Some(used) == found.as_ref()) {
            return Ok(());
        }
    }
    Err(StoreError::Failed(format!(
        "`{}` is not the file that another server has open: it was deleted, replaced or cut while that server runs. Stop all servers \
         that use it; put its files back, or start once with `--new-journal` to begin another",
        path.display()
    )))
}

/// Opens the journal in this file to read it. Creates none (`None` where there is none), and leaves a damaged one where it is.
pub(super) async fn open_existing_file(path: &Path, now_ms: i64) -> Result<Option<Arc<dyn Store>>, StoreError> {
    if !path.try_exists().map_err(|error| file_error(path, &error))? {
        check_none_is_set_aside(path)?;
        return Ok(None);
    }
    check_is_file(path)?;
    latest::check(path).await?;
    let checked = if is_checked_later(path) { Ok(()) } else { check_file(path).await };
    checked.map_err(|error| match is_damaged(&error) {
        true => StoreError::Failed(format!("`{}` is damaged ({error}). {HINT}", path.display())),
        false => error.into(),
    })?;
    let watch = Arc::new(FileWatch::new(path)?);
    open_store(options(path), ProcessLock::beside(path)?, Some(watch), now_ms).await.map(Some)
}

async fn open_store(
    options: SqliteConnectOptions,
    lock: ProcessLock,
    watch: Option<Arc<FileWatch>>,
    now_ms: i64,
) -> Result<Arc<dyn Store>, StoreError> {
    // One connection: SQLite allows one writer, and a journal in memory ends with its connection. Nothing may close it, which
    // a cancelled test before use would.
    let pool = SqlitePoolOptions::new()
        .max_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .acquire_slow_threshold(Duration::MAX);
    let pool = match watch.clone() {
        None => pool,
        Some(watch) => pool.after_connect(move |_, _| {
            watch.connected();
            std::future::ready(Ok(())).boxed()
        }),
    };
    let pool = pool.connect_with(options.clone()).await?;
    migrate(&pool).await?;
    if let Some(watch) = &watch {
        tokio::spawn(checkpoint::run(options, watch.written()));
    }
    Ok(Arc::new(SqlStore::open(pool, lock, watch, now_ms).await?))
}

/// Brings the tables up to date in one transaction, so that processes which start at once do so one after the other.
async fn migrate(pool: &SqlitePool) -> Result<(), StoreError> {
    let mut connection = pool.acquire().await?;
    let mut transaction = connection.begin_with(Sqlite::BEGIN).await?;
    migrations::run::<Sqlite>(&mut *transaction).await?;
    Ok(transaction.commit().await?)
}

fn options(path: &Path) -> SqliteConnectOptions {
    // With WAL and `synchronous = NORMAL`, a commit outlives its process. It may be lost when the machine loses power, which the
    // claim of a call that adds something must not be: see `Backend::set_durable`.
    SqliteConnectOptions::new()
        .filename(path)
        .busy_timeout(BUSY_TIMEOUT)
        // For a new file: pages of deleted entries can be given back to the system.
        .auto_vacuum(SqliteAutoVacuum::Incremental)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Normal)
        .pragma("wal_autocheckpoint", checkpoint::MAX_LOG_PAGES)
        // That a statement was slow says nothing to who reads the log: the disk was busy.
        .disable_statement_logging()
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

/// Fails where a journal of this name was set aside or has been lost: a new one would know nothing of what the damaged one recorded.
fn check_none_is_set_aside(path: &Path) -> Result<(), StoreError> {
    let prefix = aside_prefix(path);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Ok(files) = fs::read_dir(folder) else { return Ok(()) };
    let aside = files.flatten().find(|file| file.file_name().to_string_lossy().starts_with(&prefix));
    if let Some(aside) = aside {
        let aside = aside.path();
        return Err(StoreError::Failed(format!(
            "it was damaged or lost (see `{}`); what was sent is not known. {HINT}",
            aside.display()
        )));
    }
    // It stays after the journal's last process; the journal does too, unless it was deleted.
    let processes = ProcessLock::folder(path);
    if processes.exists() {
        return Err(StoreError::Failed(format!(
            "it was lost: `{}` shows that there was one; what was sent is not known. {HINT}",
            processes.display()
        )));
    }
    Ok(())
}

/// Renames a damaged journal, with the files that SQLite keeps beside it. Returns its new path.
fn set_aside(path: &Path) -> io::Result<PathBuf> {
    let aside = aside_path(path);
    fs::rename(path, &aside)?;
    for suffix in ["-wal", "-shm"] {
        let with_suffix = |path: &Path| PathBuf::from(format!("{}{suffix}", path.display()));
        // They need not exist.
        let _ = fs::rename(with_suffix(path), with_suffix(&aside));
    }
    Ok(aside)
}
