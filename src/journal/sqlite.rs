//! The journal in an SQLite file that processes share, or in memory. Sets a damaged file aside.

use std::{
    fs, io,
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
    error::StoreError,
    file_watch::{FileWatch, suspect_path},
    inspect::{
        BUSY_TIMEOUT, HINT, check_is_file, check_is_no_other_file, check_is_the_one_in_use, check_none_is_set_aside,
        is_checked_later, is_damaged, quick_check,
    },
    latest,
    liveness::ProcessLock,
    migrations,
    private_file::{aside_path, create_private_folder, file_error, open_private_file},
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

    const COUNT_WEIGHTED: &'static str = "
        DROP TRIGGER entries_added;
        DROP TRIGGER entries_removed;
        DROP TRIGGER entries_changed;
        CREATE TRIGGER entries_added AFTER INSERT ON entries WHEN NEW.outcome IN ('open', 'ok', 'unknown') BEGIN
            INSERT INTO hourly (account, effect, hour, calls) VALUES (NEW.account, NEW.effect, NEW.at_ms / 3600000, NEW.counts)
                ON CONFLICT (account, effect, hour) DO UPDATE SET calls = calls + NEW.counts;
            INSERT INTO hourly (account, effect, hour, calls)
                SELECT NEW.account, NEW.also, NEW.at_ms / 3600000, NEW.counts WHERE NEW.also <> NEW.effect
                ON CONFLICT (account, effect, hour) DO UPDATE SET calls = calls + NEW.counts;
        END;
        CREATE TRIGGER entries_removed AFTER DELETE ON entries WHEN OLD.outcome IN ('open', 'ok', 'unknown') BEGIN
            UPDATE hourly SET calls = calls - OLD.counts
                WHERE account = OLD.account AND effect IN (OLD.effect, OLD.also) AND hour = OLD.at_ms / 3600000;
        END;
        CREATE TRIGGER entries_changed AFTER UPDATE OF outcome, at_ms ON entries
            WHEN (OLD.outcome IN ('open', 'ok', 'unknown')) <> (NEW.outcome IN ('open', 'ok', 'unknown'))
                OR OLD.at_ms <> NEW.at_ms
        BEGIN
            UPDATE hourly SET calls = calls - OLD.counts
                WHERE OLD.outcome IN ('open', 'ok', 'unknown')
                    AND account = OLD.account AND effect IN (OLD.effect, OLD.also) AND hour = OLD.at_ms / 3600000;
            INSERT INTO hourly (account, effect, hour, calls)
                SELECT NEW.account, NEW.effect, NEW.at_ms / 3600000, NEW.counts WHERE NEW.outcome IN ('open', 'ok', 'unknown')
                ON CONFLICT (account, effect, hour) DO UPDATE SET calls = calls + NEW.counts;
            INSERT INTO hourly (account, effect, hour, calls)
                SELECT NEW.account, NEW.also, NEW.at_ms / 3600000, NEW.counts
                    WHERE NEW.also <> NEW.effect AND NEW.outcome IN ('open', 'ok', 'unknown')
                ON CONFLICT (account, effect, hour) DO UPDATE SET calls = calls + NEW.counts;
        END;";

    const COUNT_THIRD: &'static str = "
        DROP TRIGGER entries_added;
        DROP TRIGGER entries_removed;
        DROP TRIGGER entries_changed;
        CREATE TRIGGER entries_added AFTER INSERT ON entries WHEN NEW.outcome IN ('open', 'ok', 'unknown') BEGIN
            INSERT INTO hourly (account, effect, hour, calls) VALUES (NEW.account, NEW.effect, NEW.at_ms / 3600000, NEW.counts)
                ON CONFLICT (account, effect, hour) DO UPDATE SET calls = calls + NEW.counts;
            INSERT INTO hourly (account, effect, hour, calls)
                SELECT NEW.account, NEW.also, NEW.at_ms / 3600000, NEW.counts WHERE NEW.also <> NEW.effect
                ON CONFLICT (account, effect, hour) DO UPDATE SET calls = calls + NEW.counts;
            INSERT INTO hourly (account, effect, hour, calls)
                SELECT NEW.account, NEW.further, NEW.at_ms / 3600000, NEW.counts WHERE NEW.further NOT IN (NEW.effect, NEW.also)
                ON CONFLICT (account, effect, hour) DO UPDATE SET calls = calls + NEW.counts;
        END;
        CREATE TRIGGER entries_removed AFTER DELETE ON entries WHEN OLD.outcome IN ('open', 'ok', 'unknown') BEGIN
            UPDATE hourly SET calls = calls - OLD.counts
                WHERE account = OLD.account AND effect IN (OLD.effect, OLD.also, OLD.further) AND hour = OLD.at_ms / 3600000;
        END;
        CREATE TRIGGER entries_changed AFTER UPDATE OF outcome, at_ms ON entries
            WHEN (OLD.outcome IN ('open', 'ok', 'unknown')) <> (NEW.outcome IN ('open', 'ok', 'unknown'))
                OR OLD.at_ms <> NEW.at_ms
        BEGIN
            UPDATE hourly SET calls = calls - OLD.counts
                WHERE OLD.outcome IN ('open', 'ok', 'unknown')
                    AND account = OLD.account AND effect IN (OLD.effect, OLD.also, OLD.further) AND hour = OLD.at_ms / 3600000;
            INSERT INTO hourly (account, effect, hour, calls)
                SELECT NEW.account, NEW.effect, NEW.at_ms / 3600000, NEW.counts WHERE NEW.outcome IN ('open', 'ok', 'unknown')
                ON CONFLICT (account, effect, hour) DO UPDATE SET calls = calls + NEW.counts;
            INSERT INTO hourly (account, effect, hour, calls)
                SELECT NEW.account, NEW.also, NEW.at_ms / 3600000, NEW.counts
                    WHERE NEW.also <> NEW.effect AND NEW.outcome IN ('open', 'ok', 'unknown')
                ON CONFLICT (account, effect, hour) DO UPDATE SET calls = calls + NEW.counts;
            INSERT INTO hourly (account, effect, hour, calls)
                SELECT NEW.account, NEW.further, NEW.at_ms / 3600000, NEW.counts
                    WHERE NEW.further NOT IN (NEW.effect, NEW.also) AND NEW.outcome IN ('open', 'ok', 'unknown')
                ON CONFLICT (account, effect, hour) DO UPDATE SET calls = calls + NEW.counts;
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
    check_is_no_other_file(path).await?;
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

/// When a large file is checked. A command that makes one call has ended by then.
const CHECK_PAUSE: Duration = Duration::from_secs(10);

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

/// Opens the journal in this file to read it. Creates none (`None` where there is none), and leaves a damaged one where it is.
pub(super) async fn open_existing_file(path: &Path, now_ms: i64) -> Result<Option<Arc<dyn Store>>, StoreError> {
    if !path.try_exists().map_err(|error| file_error(path, &error))? {
        check_none_is_set_aside(path)?;
        return Ok(None);
    }
    check_is_file(path)?;
    check_is_no_other_file(path).await?;
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
        // There may be no other folder to write to, as in the image.
        .pragma("temp_store", "MEMORY")
        .pragma("wal_autocheckpoint", checkpoint::MAX_LOG_PAGES)
        // That a statement was slow says nothing to who reads the log: the disk was busy.
        .disable_statement_logging()
}

/// Looks for damage on a connection of its own: a pool would try again until its time is up, and hide the error.
async fn check_file(path: &Path) -> Result<(), sqlx::Error> {
    quick_check(options(path).connect().await?).await
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
