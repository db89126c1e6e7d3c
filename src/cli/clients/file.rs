//! Replaces a file that belongs to another program: atomically, and with a backup.

use std::{
    ffi::OsString,
    fs::{self, Metadata},
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
};

use tempfile::{Builder, NamedTempFile};

use super::error::{Refused, WriteError};

/// A successful write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    /// The file that contains the entry. If the given path is a symbolic link, this is its target.
    pub(crate) path: PathBuf,
    /// A copy of the previous file, next to the given path; `None` if the file is new or did not change.
    pub(crate) backup: Option<PathBuf>,
    pub(crate) changed: bool,
}

/// How often to retry when another program changes the file at the same time.
const ATTEMPTS: usize = 5;

/// Far more than any client's file has.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// How many symbolic links in a row are followed, as on Linux.
const MAX_LINKS: usize = 40;

const BOM: &str = "\u{feff}";

/// Replaces the text of the file with the result of `edit`, which receives an empty text if the file does not exist. A byte
/// order mark is not part of the text and is kept. `edit` runs again if another program changed the file in the meantime.
///
/// # Errors
///
/// Where `edit` refuses, or the file cannot be read or replaced. It is then left unchanged.
pub(super) fn replace(
    path: &Path,
    mut edit: impl FnMut(&str) -> Result<String, Refused>,
) -> Result<Written, WriteError> {
    let real = follow(path)?;
    for _ in 0..ATTEMPTS {
        let before = read(&real)?;
        let old = before.as_ref().map_or(&[][..], |(bytes, _)| bytes);
        let refused = |refused| WriteError::Refused { path: real.clone(), refused };
        let text = str::from_utf8(old).map_err(|_| refused(Refused::NotUtf8))?;
        let (bom, text) = text.strip_prefix(BOM).map_or(("", text), |text| (BOM, text));
        let new = edit(text).map_err(refused)?;
        if before.is_some() && new == text {
            return Ok(Written { path: real, backup: None, changed: false });
        }
        if before.is_none() {
            let directory = parent(&real);
            fs::create_dir_all(directory).map_err(|source| failed("create the directory", directory, source))?;
        } else if before.as_ref().is_some_and(|(_, was)| was.permissions().readonly()) {
            return Err(refused(Refused::ReadOnly));
        }
        let next = prepare(&real, &[bom.as_bytes(), new.as_bytes()], before.as_ref().map(|(_, was)| was))?;
        let copy = before.as_ref().map(|(bytes, _)| prepare(path, &[bytes], None)).transpose()?;

        // Both new files are complete. If another program has written since the file was read, start over.
        if read(&real)?.map(|(bytes, _)| bytes) != before.as_ref().map(|(bytes, _)| bytes.clone()) {
            continue;
        }
        let Some(copy) = copy else {
            match next.persist_noclobber(&real) {
                Ok(_) => return Ok(Written { path: real, backup: None, changed: true }),
                Err(error) if error.error.kind() == ErrorKind::AlreadyExists => continue,
                Err(error) => return Err(failed("write", &real, error.error)),
            }
        };
        let backup = keep(copy, path)?;
        if let Err(error) = next.persist(&real) {
            // The file is unchanged, so the backup is not needed. Failing to remove it does no harm.
            let _ = fs::remove_file(&backup);
            return Err(failed("write", &real, error.error));
        }
        return Ok(Written { path: real, backup: Some(backup), changed: true });
    }
    Err(WriteError::Busy(real))
}

/// The file that a path refers to. Symbolic links are kept: people use them to share configuration between machines.
fn follow(path: &Path) -> Result<PathBuf, WriteError> {
    let mut real = path.to_owned();
    for _ in 0..MAX_LINKS {
        match fs::read_link(&real) {
            Ok(target) => real = parent(&real).join(target),
            // Not a link, or it does not exist.
            Err(_) => return Ok(real),
        }
    }
    Err(failed("follow the links of", path, io::Error::other("too many links")))
}

fn read(path: &Path) -> Result<Option<(Vec<u8>, Metadata)>, WriteError> {
    let was = match fs::metadata(path) {
        Ok(was) => was,
        Err(source) if source.kind() == ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(failed("read", path, source)),
    };
    // Checked before opening: reading from a pipe would block.
    if !was.is_file() {
        return Err(WriteError::Refused { path: path.to_owned(), refused: Refused::NotAFile });
    }
    if was.len() > MAX_BYTES {
        return Err(WriteError::Refused { path: path.to_owned(), refused: Refused::TooLarge });
    }
    let bytes = fs::read(path).map_err(|source| failed("read", path, source))?;
    Ok(Some((bytes, was)))
}

/// Writes a temporary file next to `path` and syncs it to disk. It is deleted unless it is persisted under a name. Since it
/// contains keys, only its owner may read it, unless it replaces a file with other permissions.
fn prepare(path: &Path, parts: &[&[u8]], was: Option<&Metadata>) -> Result<NamedTempFile, WriteError> {
    let directory = parent(path);
    let write = || {
        let mut file = Builder::new().prefix(".outreach-mcp-").suffix(".tmp").tempfile_in(directory)?;
        for part in parts {
            file.write_all(part)?;
        }
        if let Some(was) = was {
            permit(file.as_file(), was)?;
        }
        file.as_file().sync_all()?;
        Ok(file)
    };
    write().map_err(|source| failed("write to the directory", directory, source))
}

/// Names the backup `<file>.<time>.bak`. An earlier backup is never overwritten.
fn keep(copy: NamedTempFile, path: &Path) -> Result<PathBuf, WriteError> {
    let time = jiff::Timestamp::now().strftime("%Y%m%dT%H%M%SZ").to_string();
    let mut copy = copy;
    let mut number = 1;
    loop {
        let mut name = OsString::from(path.file_name().unwrap_or_default());
        name.push(if number == 1 { format!(".{time}.bak") } else { format!(".{time}-{number}.bak") });
        let backup = path.with_file_name(name);
        match copy.persist_noclobber(&backup) {
            Ok(_) => return Ok(backup),
            Err(error) if error.error.kind() == ErrorKind::AlreadyExists => copy = error.file,
            Err(error) => return Err(failed("write", &backup, error.error)),
        }
        number += 1;
    }
}

/// Sets the owner and mode of `was`, so that the client can still read its file if this runs as another user.
#[cfg(unix)]
fn permit(file: &fs::File, was: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};

    let is = file.metadata()?;
    let mut mode = was.mode() & 0o7777;
    if (is.uid(), is.gid()) != (was.uid(), was.gid())
        && let Err(error) = fchown(file, Some(was.uid()), Some(was.gid()))
    {
        if is.uid() != was.uid() {
            return Err(error);
        }
        // The group could not be kept, and the permissions were meant for that group.
        mode &= !0o070;
    }
    file.set_permissions(fs::Permissions::from_mode(mode))
}

/// On Windows a file inherits the permissions of its directory.
#[cfg(not(unix))]
fn permit(_: &fs::File, _: &Metadata) -> io::Result<()> {
    Ok(())
}

/// The directory of a file; for a bare name, the working directory.
fn parent(path: &Path) -> &Path {
    path.parent().filter(|directory| !directory.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn failed(action: &'static str, path: &Path, source: io::Error) -> WriteError {
    WriteError::Io { action, path: path.to_owned(), source }
}
