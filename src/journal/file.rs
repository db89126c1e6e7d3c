//! A journal in a file of SQLite's: private, shared by processes, and set aside where it is damaged.

use std::{
    fs::{self, File, OpenOptions},
    io,
    path::{Path, PathBuf},
};

use sqlx::{AnyConnection, AnyPool, Connection, Row, any::AnyPoolOptions};

use super::{location::now_ms, store::StoreError};

/// The file, opened; begun where there is none.
///
/// # Errors
///
/// Where it cannot be, or is damaged: then it is set aside, and another is begun only if the operator says so.
pub async fn open(path: &Path, renew: bool) -> Result<AnyPool, StoreError> {
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

/// Why nothing is written after that.
pub fn was_set_aside(aside: &Path) -> StoreError {
    StoreError(format!("it was damaged and set aside as `{}`; what was sent is not known. {BEGIN}", aside.display()))
}

/// The file that there is, opened for a look: a damaged one stays where it is.
///
/// # Errors
///
/// Where it cannot be opened, or is damaged.
pub async fn look(path: &Path) -> Result<AnyPool, StoreError> {
    connect(path).await.map_err(|error| match is_damaged(&error) {
        true => StoreError(format!("`{}` is damaged ({error}). {BEGIN}", path.display())),
        false => error.into(),
    })
}

async fn connect(path: &Path) -> Result<AnyPool, sqlx::Error> {
    let escaped =
        percent_encoding::utf8_percent_encode(&path.to_string_lossy(), outreach_model::request::SEGMENT).to_string();
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
    for pragma in ["PRAGMA busy_timeout = 5000", "PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL"] {
        sqlx::query(pragma).execute(&mut *connection).await?;
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
pub fn set_aside(path: &Path) -> Option<PathBuf> {
    let prefix = aside_prefix(path);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let entries = fs::read_dir(folder).ok()?;
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

/// What a file has against it.
pub fn io_error(path: &Path, error: &io::Error) -> StoreError {
    StoreError(format!("`{}`: {error}", path.display()))
}

/// Makes a folder that is nobody else's.
///
/// # Errors
///
/// Where it cannot be made.
pub fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Opens a file that is nobody else's; makes it where there is none.
///
/// # Errors
///
/// Where it cannot be.
pub fn private_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
