//! The system's keychain: macOS Keychain, Windows Credential Manager, elsewhere the Secret Service over D-Bus (GNOME Keyring, KWallet,
//! KeePassXC).
//!
//! Which keys it holds is noted in a file beside the journal, without the keys. A program that starts thus asks no keychain, which may
//! ask a person to unlock it, unless a key is there.

use std::{collections::BTreeSet, fs, io, path::PathBuf, sync::Arc};

use keyring_core::{Entry, Error, api::CredentialStore};
use outreach_model::vendor::Setting;

use crate::journal::default_path;

/// The name under which the keys stand in the keychain.
const SERVICE: &str = "outreach-mcp";

/// Why the keychain cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum KeychainError {
    #[error("there is no keychain service that answers: {0}")]
    Unavailable(String),
    #[error("{0}")]
    Failed(String),
    #[error("cannot note it in `{}`: {error}", path.display())]
    Note { path: PathBuf, error: io::Error },
    #[error("cannot determine your home directory: {0}")]
    NoHome(String),
}

/// Whether the keychain holds this key, by the note of it.
pub(crate) fn is_kept(setting: &Setting) -> bool {
    noted().contains(setting.variable)
}

/// Looks whether there is a keychain.
///
/// # Errors
///
/// Where there is none.
pub(crate) fn check() -> Result<(), KeychainError> {
    store().map(|_| ())
}

/// The key; `None` where the keychain does not hold it.
///
/// # Errors
///
/// Where there is no keychain, or it is not unlocked.
pub(crate) fn get(setting: &Setting) -> Result<Option<String>, KeychainError> {
    get_in(&store()?, setting)
}

/// Keeps the key, in place of an earlier one.
///
/// # Errors
///
/// Where there is no keychain, it is not unlocked, or the note cannot be written.
pub(crate) fn set(setting: &Setting, key: &str) -> Result<(), KeychainError> {
    set_in(&store()?, setting, key)?;
    let mut kept = noted();
    kept.insert(setting.variable.to_owned());
    note(&kept)
}

/// Deletes the key. Returns whether there was one.
///
/// # Errors
///
/// As [`set`].
pub(crate) fn delete(setting: &Setting) -> Result<bool, KeychainError> {
    let was_there = delete_in(&store()?, setting)?;
    let mut kept = noted();
    kept.remove(setting.variable);
    note(&kept)?;
    Ok(was_there)
}

fn get_in(store: &Arc<CredentialStore>, setting: &Setting) -> Result<Option<String>, KeychainError> {
    match entry(store, setting)?.get_password() {
        Ok(key) => Ok(Some(key)),
        Err(Error::NoEntry) => Ok(None),
        Err(error) => Err(failed(&error)),
    }
}

fn set_in(store: &Arc<CredentialStore>, setting: &Setting, key: &str) -> Result<(), KeychainError> {
    entry(store, setting)?.set_password(key).map_err(|error| failed(&error))
}

fn delete_in(store: &Arc<CredentialStore>, setting: &Setting) -> Result<bool, KeychainError> {
    match entry(store, setting)?.delete_credential() {
        Ok(()) => Ok(true),
        Err(Error::NoEntry) => Ok(false),
        Err(error) => Err(failed(&error)),
    }
}

fn entry(store: &Arc<CredentialStore>, setting: &Setting) -> Result<Entry, KeychainError> {
    Entry::new_in_store(store, SERVICE, setting.variable).map_err(|error| failed(&error))
}

/// The keychain of this system.
fn store() -> Result<Arc<CredentialStore>, KeychainError> {
    #[cfg(target_os = "macos")]
    let store = apple_native_keyring_store::keychain::Store::new();
    #[cfg(windows)]
    let store = windows_native_keyring_store::Store::new();
    #[cfg(all(unix, not(target_os = "macos")))]
    let store = dbus_secret_service_keyring_store::Store::new();
    match store {
        Ok(store) => Ok(store),
        Err(error) => Err(KeychainError::Unavailable(words(&error))),
    }
}

fn failed(error: &Error) -> KeychainError {
    KeychainError::Failed(words(error))
}

/// An error without the bytes that some hold: they may be the key.
fn words(error: &Error) -> String {
    match error {
        Error::PlatformFailure(cause) | Error::NoStorageAccess(cause) => cause.to_string(),
        Error::BadEncoding(_) | Error::BadDataFormat(..) => "what it holds is not text".to_owned(),
        Error::Ambiguous(_) => "it holds several keys of this name".to_owned(),
        error => error.to_string(),
    }
}

fn path() -> Result<PathBuf, KeychainError> {
    default_path()
        .map(|journal| journal.with_file_name("keychain"))
        .map_err(|error| KeychainError::NoHome(error.to_string()))
}

/// The variables whose keys are kept.
fn noted() -> BTreeSet<String> {
    let text = path().ok().and_then(|path| fs::read_to_string(path).ok()).unwrap_or_default();
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn note(kept: &BTreeSet<String>) -> Result<(), KeychainError> {
    let path = path()?;
    let text: String = kept.iter().map(|variable| format!("{variable}\n")).collect();
    let written = match path.parent() {
        Some(folder) => fs::create_dir_all(folder).and_then(|()| fs::write(&path, text)),
        None => fs::write(&path, text),
    };
    written.map_err(|error| KeychainError::Note { path, error })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use keyring_core::{api::CredentialStore, mock};
    use outreach_vendors::catalogue;

    use super::{delete_in, get_in, set_in};

    #[test]
    fn a_key_is_kept_replaced_and_deleted() {
        let store: Arc<CredentialStore> = mock::Store::new().unwrap();
        let settings: Vec<_> = catalogue::VENDORS.iter().flat_map(|vendor| vendor.credentials).collect();
        for setting in &settings {
            assert_eq!(get_in(&store, setting).unwrap(), None);
            for key in ["first-key", "second-key"] {
                set_in(&store, setting, &format!("{key}-{}", setting.variable)).unwrap();
            }
        }
        for setting in settings {
            assert_eq!(get_in(&store, setting).unwrap(), Some(format!("second-key-{}", setting.variable)));
            assert!(delete_in(&store, setting).unwrap() && !delete_in(&store, setting).unwrap());
        }
    }
}
