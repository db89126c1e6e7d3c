//! The latest entry that must be in a journal's file, noted beside it: so that a loss while no process runs is noticed.
//!
//! What was committed lies in the write-ahead log until SQLite copies it into the main file. Where the log is removed or cut after a
//! process was killed, SQLite opens the older main file without a word. The note names an entry that was on the disk before the
//! note was written, and the main file as it was then. Where the main file is still exactly that one and the entry is missing, the
//! log was lost. Where the main file was changed since, SQLite has copied the entry into it, or somebody has put a backup in its
//! place, which is theirs to decide. A note that cannot be read says nothing: after a power loss it may be any.

use std::{
    fs::{self, File, Metadata, OpenOptions},
    io::Write,
    path::{Path, PathBuf},
};

use outreach_model::hash::hash;
use serde_json::json;
use sqlx::{ConnectOptions, Connection, sqlite::SqliteConnectOptions};

use super::{
    error::{StoreError, sqlite_code},
    liveness::ProcessLock,
    private_file::file_error,
};

/// An entry that was committed durably.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Noted {
    id: String,
    at_ms: i64,
    /// The main file when it was noted; empty where the system does not tell, or where the loss is known already.
    main: String,
}

/// The note of the journal at `path`.
fn note_path(path: &Path) -> PathBuf {
    PathBuf::from(format!("{}.latest", path.display()))
}

/// A main file and its state: any change of content, length, name or rights makes it another one.
#[cfg(unix)]
fn state(metadata: &Metadata) -> Option<String> {
    use std::os::unix::fs::MetadataExt;
    let at = format!("{}.{}", metadata.ctime(), metadata.ctime_nsec());
    Some(format!("{}:{}:{}:{at}", metadata.dev(), metadata.ino(), metadata.len()))
}

#[cfg(not(unix))]
fn state(_: &Metadata) -> Option<String> {
    None
}

/// What stands for the main file where a loss was found.
const LOST: &str = "lost";

/// Notes an entry that is committed durably. A failure leaves a loss unnoticed and nothing else.
pub(super) fn note(path: &Path, id: &str, at_ms: i64) {
    let Some(main) = fs::metadata(path).ok().and_then(|metadata| state(&metadata)) else { return };
    if let Err(error) = write(path, &Noted { id: id.to_owned(), at_ms, main }) {
        tracing::warn!("`{}` cannot be written: {error}", note_path(path).display());
    }
}

/// In one write, over what is there: a process that is killed leaves the note before or this one.
fn write(path: &Path, noted: &Noted) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let line = format!("{} {} {}", noted.id, noted.at_ms, noted.main);
    let mut file: File = options.open(note_path(path))?;
    file.write_all(format!("{line}\n{}\n", hash(&json!(line))).as_bytes())
}

fn read(path: &Path) -> Option<Noted> {
    let text = fs::read_to_string(note_path(path)).ok()?;
    let mut lines = text.lines();
    let line = lines.next()?;
    if lines.next()? != hash(&json!(line)) {
        return None;
    }
    let mut parts = line.split(' ');
    let (id, at_ms, main) = (parts.next()?, parts.next()?.parse().ok()?, parts.next()?);
    Some(Noted { id: id.to_owned(), at_ms, main: main.to_owned() })
}

/// Begins anew: what is there now is all that is expected.
pub(super) fn forget(path: &Path) {
    // There need not be one.
    let _ = fs::remove_file(note_path(path));
}

/// Fails where the journal's file has lost what was in it. It is to be asked before anything opens the file, which may change it.
/// The journal is not at fault where it cannot be opened here: whatever is wrong is found later on.
pub(super) async fn check(path: &Path) -> Result<(), StoreError> {
    let Ok(metadata) = fs::metadata(path) else { return Ok(()) };
    let lost = |what: &str| {
        Err(StoreError::Failed(format!(
            "`{}` {what} while no server ran, so that what was sent is not known. Put its files back, or start once with \
             `--new-journal` to go on with what is left",
            path.display()
        )))
    };
    // The folder is made by those that have written the file's header.
    if metadata.len() == 0 && ProcessLock::folder(path).exists() {
        return lost("was emptied");
    }
    let Some(noted) = read(path) else { return Ok(()) };
    let is_known = noted.main == LOST;
    if !is_known && Some(&noted.main) != state(&metadata).as_ref() {
        return Ok(());
    }
    let options = SqliteConnectOptions::new().filename(path).create_if_missing(false);
    let Ok(mut connection) = options.connect().await else { return Ok(()) };
    let sql = "SELECT EXISTS (SELECT 1 FROM entries WHERE id = $1) \
               OR EXISTS (SELECT 1 FROM marks WHERE name = 'pruned' AND at_ms > $2)";
    let found: Result<bool, _> =
        sqlx::query_scalar(sql).bind(&noted.id).bind(noted.at_ms).fetch_one(&mut connection).await;
    let is_missing = match found {
        Ok(is_there) => !is_there,
        // There is no such table: all of them were in the log.
        Err(sqlx::Error::Database(error)) => sqlite_code(error.as_ref()) == Some(1),
        Err(_) => false,
    };
    if is_missing && !is_known {
        // Closing may copy what is left of the log into the main file, which is then another one.
        let known = Noted { main: LOST.to_owned(), ..noted };
        write(path, &known).map_err(|error| file_error(&note_path(path), &error))?;
    }
    let _ = connection.close().await;
    if is_missing { lost("has lost entries: its log (`-wal`) was removed or cut") } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::{Noted, forget, note, note_path, read, write};

    #[test]
    fn a_note_that_is_torn_says_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.db");
        std::fs::write(&path, "x").unwrap();
        note(&path, "an-entry", 17);
        let noted = read(&path).unwrap();
        assert_eq!((noted.id.as_str(), noted.at_ms), ("an-entry", 17));
        let text = std::fs::read_to_string(note_path(&path)).unwrap();
        for torn in [0, 1, text.len() / 2, text.len() - 2] {
            std::fs::write(note_path(&path), &text[..torn]).unwrap();
            assert_eq!(read(&path), None, "{torn}");
        }
        std::fs::write(note_path(&path), text.replace("17", "18")).unwrap();
        assert_eq!(read(&path), None);
        forget(&path);
        assert_eq!(read(&path), None);
        // A shorter note over a longer one.
        write(&path, &Noted { main: "a:longer:one".to_owned(), ..noted.clone() }).unwrap();
        let shorter = Noted { main: "lost".to_owned(), ..noted };
        write(&path, &shorter).unwrap();
        assert_eq!(read(&path), Some(shorter));
    }
}
