//! What a path leads to that is no file, and reads of small files that neither wait nor fill the memory.

use std::{
    fs::{self, File, Metadata},
    io::{self, Read},
    path::Path,
};

/// What this is, where it is no file: a pipe would wait for a writer, and a device may never end or keep nothing.
pub(super) fn other_than_a_file(metadata: &Metadata) -> Option<&'static str> {
    match metadata.file_type() {
        kind if kind.is_file() => None,
        kind if kind.is_dir() => Some("a directory"),
        #[cfg(unix)]
        kind if std::os::unix::fs::FileTypeExt::is_fifo(&kind) => Some("a pipe"),
        #[cfg(unix)]
        kind if std::os::unix::fs::FileTypeExt::is_socket(&kind) => Some("a socket"),
        _ => Some("a device"),
    }
}

/// The content of a file of at most `max_bytes`.
///
/// # Errors
///
/// Where it cannot be read, is no file, or is larger.
pub(crate) fn read_small_file(path: &Path, max_bytes: usize) -> io::Result<Vec<u8>> {
    // Looked at before it is opened, which waits for the writer of a pipe.
    if let Some(kind) = other_than_a_file(&fs::metadata(path)?) {
        return Err(io::Error::other(format!("it is {kind}, not a file")));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(max_bytes as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > max_bytes {
        return Err(io::Error::other(format!("it is larger than {} kB", max_bytes / 1024)));
    }
    Ok(bytes)
}
