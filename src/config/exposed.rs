//! Finds files with secrets that other users of the machine can read, and a configuration file that they can write.

use std::path::{Path, PathBuf};

use outreach_vendors::catalogue;

use super::{declared::key, file::File, options::Options};
use crate::journal::StoreUrl;

/// The files in use that hold secrets, or what was written to people, and that other users can read. `auth_token_file` is an
/// option of `serve`.
pub(crate) fn exposed_files(options: &Options, file: &File, auth_token_file: Option<&Path>) -> Vec<PathBuf> {
    let settings = || catalogue::VENDORS.iter().flat_map(|vendor| vendor.credentials);
    let keys = settings().filter_map(|setting| {
        let variable = std::env::var_os(format!("{}_FILE", setting.variable)).filter(|path| !path.is_empty());
        variable.map(PathBuf::from).or_else(|| file.get(&format!("{}_file", key(setting))).map(PathBuf::from))
    });
    let has_secret = settings().any(|setting| file.all(&key(setting)).is_some())
        || file.all("auth_token").is_some()
        || file.get("store").is_some_and(|store| store.contains('@'));
    let config = file.path().filter(|_| has_secret).map(Path::to_owned);
    let journal = match &options.store {
        Some(StoreUrl::File(path)) => Some(path.clone()),
        Some(StoreUrl::Memory | StoreUrl::Server(_)) => None,
        None => crate::journal::default_path().ok(),
    };
    let files = keys.chain(config).chain(journal).chain(auth_token_file.map(Path::to_owned));
    let mut exposed: Vec<PathBuf> = files.filter(|path| is_exposed(path)).collect();
    exposed.sort();
    exposed.dedup();
    exposed
}

/// The configuration file, where other users can write it: they can permit what its owner has not, or have keys sent elsewhere.
pub(crate) fn writable_file(file: &File) -> Option<&Path> {
    file.path().filter(|path| has_mode(path, 0o022))
}

fn is_exposed(path: &Path) -> bool {
    has_mode(path, 0o044)
}

/// Whether it is a file with one of these permissions.
#[cfg(unix)]
fn has_mode(path: &Path, mode: u32) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().is_ok_and(|metadata| metadata.is_file() && metadata.permissions().mode() & mode != 0)
}

#[cfg(not(unix))]
fn has_mode(_: &Path, _: u32) -> bool {
    false
}
