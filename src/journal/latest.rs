//! The latest entry that must be in a journal's file, noted beside it: so that a loss while no process runs is noticed.
//!
//! What was committed lies in the write-ahead log until SQLite copies it into the main file. Where the log is removed or cut after a
//! process was killed, SQLite opens what is left without a word: an older main file, or one that an older part of the log is laid over.
//! The note names an entry that was on the disk before the note was written. Where that entry is missing, others are too, whatever
//! the reason; a backup that is put in the journal's place lacks what was sent since it was made, which its owner has to decide on
//! as well. A note that cannot be read says nothing: after a power loss it may be any.

use std::{
    fs::{self, File, OpenOptions},
    io::Write,
    path::{Path, PathBuf},
};

use outreach_model::hash::hash;
use serde_json::json;
use sqlx::{ConnectOptions, Connection, sqlite::SqliteConnectOptions};

use super::{
    error::{StoreError, sqlite_code},
    liveness::ProcessLock,
};

/// An entry that was committed durably.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Noted {
    id: String,
    at_ms: i64,
}

/// The note of the journal at `path`.
fn note_path(path: &Path) -> PathBuf {
    PathBuf::from(format!("{}.latest", path.display()))
}

/// Notes an entry that is committed durably. A failure leaves a loss unnoticed and nothing else.
pub(super) fn note(path: &Path, id: &str, at_ms: i64) {
    if let Err(error) = write(path, &Noted { id: id.to_owned(), at_ms }) {
        tracing::warn!("`{}` cannot be written: {error}", note_path(path).display());
    }
}

/// In one write, over what is there: a process that is killed leaves the note before or this one.
fn write(path: &Path, noted: &Noted) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let line = format!("{} {}", noted.id, noted.at_ms);
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
    let (id, at_ms) = (parts.next()?, parts.next()?.parse().ok()?);
    Some(Noted { id: id.to_owned(), at_ms })
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
    let _ = connection.close().await;
    if is_missing {
        lost("has lost entries (its log `-wal` was removed or cut, or an older copy was put in its place)")
    } else {
        Ok(())
    }
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
        write(&path, &Noted { id: "a-longer-entry".to_owned(), ..noted.clone() }).unwrap();
        write(&path, &noted).unwrap();
        assert_eq!(read(&path), Some(noted));
    }
}
