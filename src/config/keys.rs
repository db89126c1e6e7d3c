//! A vendor's credential in one of its ways: the key itself, a file that holds it, a command that prints it, the system's keychain.

use std::{
    ffi::{OsStr, OsString},
    path::Path,
};

use outreach_model::vendor::{Setting, Vendor};
use secrecy::SecretString;

use super::{command, credential::Credential, keychain, source::Source};
use crate::{
    client::keys::{KeyOrigin, MissingKeys, ReadKeys},
    journal::read_small_file,
};

/// Far more than a key or a token takes.
pub(super) const MAX_SECRET_BYTES: usize = 64 * 1024;

const NOT_UTF8: &str = "is not UTF-8 text, so it cannot be a key";

/// How a setting says what the key is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Way {
    Key,
    /// The file that holds it.
    File,
    /// The command that prints it, such as that of a password manager.
    Command,
    /// The system's keychain, where `outreach-mcp login` has put it.
    Keychain,
}

/// A credential, and the way in which it is set.
#[derive(Clone)]
pub(super) struct Key {
    pub(super) vendor: &'static Vendor,
    pub(super) setting: &'static Setting,
    pub(super) way: Way,
    /// What is set; empty for the keychain.
    pub(super) value: OsString,
    /// Where it is set; `None` where it is not, and for the keychain.
    pub(super) source: Option<Source>,
}

/// Why there is no key.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    pub(super) kind: FaultKind,
    /// In words.
    pub(super) problem: String,
    /// A clause.
    pub(super) advice: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FaultKind {
    Missing,
    Placeholder,
    Damaged,
}

impl Key {
    /// Whether it takes time to read, and may ask a person: it is read when a call needs it.
    pub(super) const fn is_slow(&self) -> bool {
        matches!(self.way, Way::Command | Way::Keychain)
    }

    /// What is set, as it is named in a sentence.
    fn set(&self) -> String {
        match (&self.source, self.way) {
            (_, Way::Keychain) => KEYCHAIN.to_owned(),
            (Some(source), _) => source.to_string(),
            (None, _) => format!("`{}`", self.setting.variable),
        }
    }

    /// The key, as it is named in a sentence.
    pub(super) fn named(&self) -> String {
        match self.way {
            Way::Key => self.set(),
            Way::File => format!("the key in the file that {} names", self.set()),
            Way::Command => format!("the key that the command in {} prints", self.set()),
            Way::Keychain => format!("`{}` in {KEYCHAIN}", self.setting.variable),
        }
    }

    /// What the key was read from, as the subject of a sentence.
    fn text(&self) -> String {
        match self.way {
            Way::Key => self.set(),
            Way::File => format!("the file that {} names", self.set()),
            Way::Command => format!("the output of the command in {}", self.set()),
            Way::Keychain => self.named(),
        }
    }

    fn fault(&self, kind: FaultKind, problem: String) -> Fault {
        let set = self.set();
        let advice = match (self.way, kind) {
            (Way::Key, FaultKind::Missing | FaultKind::Placeholder) => format!("set {set}"),
            (Way::Key, _) => format!("copy the key into {set} again"),
            (Way::File, _) => format!("correct {set}, or write the key alone into its file"),
            (Way::Command, _) => format!("correct the command in {set}: it has to print the key alone"),
            (Way::Keychain, _) => {
                format!("run `outreach-mcp login {}`, or set `{}`", self.vendor.id, self.setting.variable)
            }
        };
        Fault { kind, problem, advice }
    }

    /// Reads the key; with it comes what was left out around it.
    ///
    /// # Errors
    ///
    /// Why there is none. Neither the key nor the command is shown.
    pub(super) fn read(&self) -> Result<(SecretString, Vec<&'static str>), Fault> {
        let damaged = |problem: String| self.fault(FaultKind::Damaged, problem);
        let (set, text) = (self.set(), self.text());
        let credential = match self.way {
            Way::Key => {
                self.value.to_str().map(Credential::read).ok_or_else(|| damaged(format!("{set} {NOT_UTF8}")))?
            }
            Way::File => match read_file(&self.value) {
                Ok(Credential::Missing) => {
                    return Err(damaged(format!("{set} names {}, which is empty", file(&self.value))));
                }
                Ok(key) => key,
                Err(why) => return Err(damaged(format!("{set} names {}, which {why}", file(&self.value)))),
            },
            Way::Command => match command::output(&self.value, MAX_SECRET_BYTES).map(|text| Credential::read(&text)) {
                Ok(Credential::Missing) => return Err(damaged(format!("{set} names a command that printed nothing"))),
                Ok(key) => key,
                Err(why) => return Err(damaged(format!("{set} names a command that {why}"))),
            },
            Way::Keychain => match keychain::get(self.setting).map(|key| key.map(|key| Credential::read(&key))) {
                Ok(None | Some(Credential::Missing)) => {
                    return Err(damaged(format!("{set} does not hold `{}` any more", self.setting.variable)));
                }
                Ok(Some(key)) => key,
                Err(why) => return Err(damaged(format!("{set} cannot be read: {why}"))),
            },
        };
        match credential {
            Credential::Key(key, left_out) => Ok((key, left_out)),
            Credential::Missing => Err(self.fault(FaultKind::Missing, format!("{text} is not set"))),
            Credential::Placeholder(placeholder) => {
                let problem = format!("{text} holds the placeholder `{placeholder}` instead of a key");
                Err(self.fault(FaultKind::Placeholder, problem))
            }
            Credential::Damaged(why) => Err(damaged(format!("{text} {why}"))),
        }
    }
}

const KEYCHAIN: &str = "the system's keychain";

/// Reads a key from its file.
fn read_file(path: &OsStr) -> Result<Credential, String> {
    match read_small_file(Path::new(path), MAX_SECRET_BYTES) {
        Ok(bytes) => str::from_utf8(&bytes).map(Credential::read).map_err(|_| NOT_UTF8.to_owned()),
        Err(_) if path.to_string_lossy().starts_with('~') => {
            Err("cannot be read: only shells know `~`, so write the whole path".to_owned())
        }
        Err(error) => Err(format!("cannot be read: {error}")),
    }
}

/// A key's file, as it may be shown.
fn file(path: &OsStr) -> String {
    // A value that does not begin as a path does may be the key itself.
    let named = path.to_string_lossy();
    if Path::new(path).is_absolute() || named.starts_with(['.', '~']) {
        format!("`{named}`")
    } else {
        "a file".to_owned()
    }
}

/// A vendor's credentials, of which one or more take time to read.
#[derive(Clone)]
pub struct LaterKeys(pub(super) Vec<Key>);

impl LaterKeys {
    /// Where they come from.
    pub(crate) fn origin(&self) -> KeyOrigin {
        origin(&self.0)
    }
}

/// Where these credentials come from.
pub(super) fn origin(keys: &[Key]) -> KeyOrigin {
    let named: Vec<String> = keys.iter().map(Key::named).collect();
    KeyOrigin {
        named: named.join(" and "),
        is_setting: keys.iter().all(|key| key.way == Way::Key),
        has_file: keys.iter().any(|key| key.way == Way::File),
    }
}

impl ReadKeys for LaterKeys {
    fn read(&self) -> Result<Vec<SecretString>, MissingKeys> {
        let mut keys = Vec::new();
        for key in &self.0 {
            // The first that fails: a password manager that is locked is not asked again for the second.
            let (secret, left_out) = key.read().map_err(|fault| missing(&[fault], true))?;
            for what in left_out {
                tracing::warn!("{what} in {} are not part of the key", key.text());
            }
            keys.push(secret);
        }
        Ok(keys)
    }

    fn source(&self) -> String {
        let slow: Vec<String> = self
            .0
            .iter()
            .filter(|key| key.is_slow())
            .map(|key| match key.way {
                Way::Keychain => KEYCHAIN.to_owned(),
                _ => format!("the command in {}", key.set()),
            })
            .collect();
        let mut slow: Vec<&str> = slow.iter().map(String::as_str).collect();
        slow.dedup();
        capital(&slow.join(" and "))
    }
}

/// The faults of a vendor's credentials in words. `is_later`: they are read again without a new start.
pub(super) fn missing(faults: &[Fault], is_later: bool) -> MissingKeys {
    let join = |parts: Vec<&str>| parts.join("; ");
    let problem = join(faults.iter().map(|fault| fault.problem.as_str()).collect());
    let advice = capital(&join(faults.iter().map(|fault| fault.advice.as_str()).collect()));
    let then = if is_later { "." } else { ", and start the server again." };
    MissingKeys { problem, advice: format!("{advice}{then}") }
}

/// The key in a text that a person has typed.
///
/// # Errors
///
/// What is wrong with it, in words that follow what it is. The text is not shown.
pub(crate) fn typed_key(text: &str) -> Result<SecretString, String> {
    match Credential::read(text) {
        Credential::Key(key, _) => Ok(key),
        Credential::Missing => Err("is empty".to_owned()),
        Credential::Placeholder(_) => Err("is a placeholder".to_owned()),
        Credential::Damaged(why) => Err(why),
    }
}

/// A text that begins a sentence.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}
