//! Replacing a file that belongs to another program: all of it or nothing, with a copy of what was there.

use std::{
    ffi::OsString,
    fs::{self, Metadata},
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
};

use tempfile::{Builder, NamedTempFile};

use super::{Refused, WriteError, Written};

/// How often to start over when another program writes at the same time.
const ATTEMPTS: usize = 5;

/// As many symbolic links in a row as Linux follows.
const LINKS: usize = 40;

const BOM: &str = "\u{feff}";

/// Replaces the text of `path` with what `edit` makes of it; the text of a file that does not exist is empty. A byte order
/// mark is kept from `edit` and put back. `edit` runs again where the file has changed in the meantime.
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
            let folder = parent(&real);
            fs::create_dir_all(folder).map_err(|source| failed("create the folder", folder, source))?;
        } else if before.as_ref().is_some_and(|(_, was)| was.permissions().readonly()) {
            return Err(refused(Refused::ReadOnly));
        }
        let next = prepare(&real, &[bom.as_bytes(), new.as_bytes()], before.as_ref().map(|(_, was)| was))?;
        let copy = before.as_ref().map(|(bytes, _)| prepare(path, &[bytes], None)).transpose()?;

        // Everything slow is done. Whoever wrote since the file was read is not overwritten.
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
            // Best effort: the file is as it was, so the copy is of no use.
            let _ = fs::remove_file(&backup);
            return Err(failed("write", &real, error.error));
        }
        return Ok(Written { path: real, backup: Some(backup), changed: true });
    }
    Err(WriteError::Busy(real))
}

/// What a path leads to. A link is often how a file is shared between machines; replacing it would cut it off.
fn follow(path: &Path) -> Result<PathBuf, WriteError> {
    let mut real = path.to_owned();
    for _ in 0..LINKS {
        match fs::read_link(&real) {
            Ok(target) => real = parent(&real).join(target),
            // Not a link, or nothing there.
            Err(_) => return Ok(real),
        }
    }
    Err(failed("follow the links of", path, io::Error::other("too many of them")))
}

fn read(path: &Path) -> Result<Option<(Vec<u8>, Metadata)>, WriteError> {
    let was = match fs::metadata(path) {
        Ok(was) => was,
        Err(source) if source.kind() == ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(failed("read", path, source)),
    };
    // Before it is opened: a pipe would wait for a writer.
    if !was.is_file() {
        return Err(WriteError::Refused { path: path.to_owned(), refused: Refused::NotAFile });
    }
    let bytes = fs::read(path).map_err(|source| failed("read", path, source))?;
    Ok(Some((bytes, was)))
}

/// A file beside `path` that is complete and on disk, and goes away unless it is given a name. Only its owner may read it,
/// since it holds keys, unless it takes the place of a file that others could read.
fn prepare(path: &Path, parts: &[&[u8]], was: Option<&Metadata>) -> Result<NamedTempFile, WriteError> {
    let folder = parent(path);
    let write = || {
        let mut file = Builder::new().prefix(".outreach-mcp-").suffix(".tmp").tempfile_in(folder)?;
        for part in parts {
            file.write_all(part)?;
        }
        if let Some(was) = was {
            permit(file.as_file(), was)?;
        }
        file.as_file().sync_all()?;
        Ok(file)
    };
    write().map_err(|source| failed("write in the folder", folder, source))
}

/// Gives the copy its name, `<file>.<time>.bak`. An earlier one is never overwritten.
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

/// The owner and mode of `was`, so that the client can still read its file when this ran as another user.
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
        // One's own file of a group that one is not in: what that group could do, ours must not.
        mode &= !0o070;
    }
    file.set_permissions(fs::Permissions::from_mode(mode))
}

/// A file takes the access list of its folder.
#[cfg(not(unix))]
fn permit(_: &fs::File, _: &Metadata) -> io::Result<()> {
    Ok(())
}

/// The folder of a file; of a bare name, this one.
fn parent(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn failed(doing: &'static str, path: &Path, source: io::Error) -> WriteError {
    WriteError::Io { doing, path: path.to_owned(), source }
}
