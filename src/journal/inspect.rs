//! Looks at what is in the place of a journal's file, and changes nothing there.

use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
    time::Duration,
};

use sqlx::{ConnectOptions, Connection, Sqlite, SqliteConnection, sqlite::SqliteConnectOptions};

use super::{
    error::{StoreError, sqlite_code},
    file_kind::other_than_a_file,
    file_watch::{identities, is_complete, suspect_path},
    liveness::ProcessLock,
    migrations,
    private_file::{aside_prefix, file_error},
};

/// How long SQLite waits for a lock of another process.
pub(super) const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Whether a journal at this path works: it is there, or can be created. Returns whether it is there.
///
/// # Errors
///
/// Why the first write would fail.
pub(super) async fn check(path: &Path, new_journal: bool) -> Result<bool, StoreError> {
    check_is_file(path)?;
    let is_there = path.try_exists().map_err(|error| file_error(path, &error))?;
    if !new_journal {
        check_is_the_one_in_use(path).await?;
        if !is_there {
            check_none_is_set_aside(path)?;
        }
    }
    let absolute = std::path::absolute(path).map_err(|error| file_error(path, &error))?;
    let folder = absolute.ancestors().skip(1).find(|folder| folder.exists()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return Err(StoreError::Failed(format!("`{}` is not a directory", folder.display())));
    }
    check_is_writable(folder)?;
    if !is_there {
        check_takes_files(folder)?;
        return Ok(false);
    }
    check_is_no_other_file(path).await?;
    check_is_writable(path)?;
    if path.metadata().is_ok_and(|metadata| metadata.len() == 0) {
        return Ok(true);
    }
    let mut connection = unchanged(path).connect().await?;
    let newest = match tables(&mut connection).await {
        Ok(tables) if tables.is_empty() => Ok(()),
        _ => migrations::check_newest::<Sqlite>(&mut connection).await,
    };
    let checked = if is_checked_later(path) { connection.close().await } else { quick_check(connection).await };
    match checked {
        Err(error) if is_damaged(&error) && !new_journal => {
            Err(StoreError::Failed(format!("`{}` is damaged ({error}). {HINT}", path.display())))
        }
        Err(error) if !is_damaged(&error) => Err(error.into()),
        _ => newest.map(|()| true),
    }
}

/// Fails where this process may not write to a file, or create one in a folder.
fn check_is_writable(path: &Path) -> Result<(), StoreError> {
    #[cfg(unix)]
    {
        use rustix::fs::{Access, access};
        let wanted = if path.is_dir() { Access::WRITE_OK | Access::EXEC_OK } else { Access::WRITE_OK };
        access(path, wanted).map_err(|error| file_error(path, &error.into()))
    }
    #[cfg(not(unix))]
    {
        let metadata = path.metadata().map_err(|error| file_error(path, &error))?;
        let is_writable = path.is_dir() || !metadata.permissions().readonly();
        if is_writable { Ok(()) } else { Err(StoreError::Failed(format!("`{}` is read-only", path.display()))) }
    }
}

/// Fails where a folder takes no new file, whatever its permissions say, as that of a file system of the system's own. What is made to
/// find out has no name where the system can make such, and is gone at once.
fn check_takes_files(folder: &Path) -> Result<(), StoreError> {
    tempfile::tempfile_in(folder).map(drop).map_err(|error| file_error(folder, &error))
}

/// Reads the file on a connection that changes neither it nor anything beside it.
fn unchanged(path: &Path) -> SqliteConnectOptions {
    let log = PathBuf::from(format!("{}-wal", path.display()));
    let has_log = log.metadata().is_ok_and(|metadata| metadata.len() > 0);
    // What no write-ahead log belongs to is read as it is: otherwise SQLite creates an empty one.
    SqliteConnectOptions::new().filename(path).busy_timeout(BUSY_TIMEOUT).read_only(true).immutable(!has_log)
}

/// The tables that every version of the journal has.
const TABLES: [&str; 4] = ["entries", "gates", "secrets", "used_tokens"];

/// Fails where the file is somebody's own: it has never been a journal. It is not touched.
pub(super) async fn check_is_no_other_file(path: &Path) -> Result<(), StoreError> {
    const HEADER: &[u8] = b"SQLite format 3\0";
    let mut start = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(HEADER.len() as u64).read_to_end(&mut start));
    if read.is_err() || start.is_empty() {
        return Ok(());
    }
    let is_other = if start == HEADER {
        match is_of_another_program(path).await {
            Ok(is_other) => is_other,
            // A journal that is damaged, or a file that is no journal and is damaged.
            Err(error) => is_damaged(&error) && !ProcessLock::folder(path).exists(),
        }
    } else {
        !ProcessLock::folder(path).exists()
    };
    if !is_other {
        return Ok(());
    }
    Err(StoreError::Failed(format!(
        "`{}` is no journal, and it is left as it is. Name another file with `--store`",
        path.display()
    )))
}

/// Whether an SQLite file has other tables than a journal. One without tables is of no program yet, unless it says so.
async fn is_of_another_program(path: &Path) -> Result<bool, sqlx::Error> {
    let mut connection = unchanged(path).connect().await?;
    let mut numbers = Vec::new();
    for sql in ["PRAGMA application_id", "PRAGMA user_version"] {
        numbers.push(sqlx::query_scalar::<_, i64>(sql).fetch_one(&mut connection).await?);
    }
    let tables = tables(&mut connection).await?;
    connection.close().await?;
    let has = |table: &&str| tables.iter().any(|name| name == table);
    Ok(numbers != [0, 0] || (!tables.is_empty() && !TABLES.iter().all(has)))
}

/// The names of the tables and views in an SQLite file.
async fn tables(connection: &mut SqliteConnection) -> Result<Vec<String>, sqlx::Error> {
    const SQL: &str =
        "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND substr(name, 1, 7) <> 'sqlite_'";
    sqlx::query_scalar(SQL).fetch_all(connection).await
}

/// Fails where there is something else than a file. A pipe would wait for a writer, and a device keeps nothing.
pub(super) fn check_is_file(path: &Path) -> Result<(), StoreError> {
    match fs::metadata(path).ok().as_ref().and_then(other_than_a_file) {
        Some(kind) => Err(StoreError::Failed(format!("`{}` is {kind}, and the journal needs a file", path.display()))),
        None => Ok(()),
    }
}

/// Fails where running processes have other files open as this journal, or where it is empty though they use it: it was deleted,
/// replaced or cut, and what they sent is not in it.
pub(super) async fn check_is_the_one_in_use(path: &Path) -> Result<(), StoreError> {
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

/// Reading all of a larger file takes longer than a first write should.
const MAX_CHECKED_BYTES: u64 = 16 * 1024 * 1024;

/// Whether a file is too large to be read before its first use, and nothing tells of damage.
pub(super) fn is_checked_later(path: &Path) -> bool {
    let is_large = path.metadata().is_ok_and(|metadata| metadata.len() > MAX_CHECKED_BYTES);
    is_large && is_complete(path) && !suspect_path(path).exists()
}

/// Looks for damage, and closes the connection.
pub(super) async fn quick_check(mut connection: SqliteConnection) -> Result<(), sqlx::Error> {
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

pub(super) fn is_damaged(error: &sqlx::Error) -> bool {
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
pub(super) const HINT: &str = "Start once with `--new-journal` to begin another";

/// Fails where a journal of this name was set aside or has been lost: a new one would know nothing of what the damaged one recorded.
pub(super) fn check_none_is_set_aside(path: &Path) -> Result<(), StoreError> {
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
    // Another process may have created both since this one looked for the journal. It creates the journal first.
    if processes.exists() && !path.exists() {
        return Err(StoreError::Failed(format!(
            "it was lost: `{}` shows that there was one; what was sent is not known. {HINT}",
            processes.display()
        )));
    }
    Ok(())
}
