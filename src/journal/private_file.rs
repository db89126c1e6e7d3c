//! Files and directories that only their owner may read.

use std::{
    fs::{self, File, OpenOptions},
    io,
    path::{Path, PathBuf},
};

use super::{error::StoreError, record::now_ms};

/// Creates a directory with mode 0700, and those above it, where they do not exist.
pub(super) fn create_private_folder(folder: &Path) -> Result<(), StoreError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|error| file_error(folder, &error))
}

/// Opens a file to append to; creates it with mode 0600 where it does not exist.
pub(super) fn open_private_file(path: &Path) -> Result<File, StoreError> {
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|error| file_error(path, &error))
}

/// What the names of files begin with that tell of a damaged or lost journal.
pub(super) fn aside_prefix(path: &Path) -> String {
    format!("{}.damaged-", path.file_name().unwrap_or_default().to_string_lossy())
}

/// Where a damaged journal is moved.
pub(super) fn aside_path(path: &Path) -> PathBuf {
    path.with_file_name(format!("{}{}", aside_prefix(path), now_ms()))
}

/// An error of the file system, with the path.
pub(super) fn file_error(path: &Path, error: &io::Error) -> StoreError {
    StoreError::Failed(format!("`{}`: {error}", path.display()))
}
