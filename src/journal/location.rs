//! Where the journal is kept, and how `--store` names the place.

use std::{path::PathBuf, str::FromStr, sync::Arc};

use etcetera::BaseStrategy;
use secrecy::{ExposeSecret, SecretString};

use super::{
    error::StoreError,
    inspect, postgres, sqlite,
    store::{Store, retry_while_busy},
};

/// Where a journal is kept.
#[derive(Clone, Debug)]
pub(crate) enum Location {
    /// In memory, until the process ends.
    Memory,
    /// In an SQLite file.
    File {
        path: PathBuf,
        /// Whether a new journal may replace a damaged one.
        new_journal: bool,
    },
    /// In the PostgreSQL database of this URL.
    Server(SecretString),
    /// Nowhere, for this reason: every write is refused.
    Unavailable(String),
}

/// The value of `--store`.
#[derive(Clone, Debug)]
pub(crate) enum StoreUrl {
    /// `memory`.
    Memory,
    /// A path, or `sqlite:PATH`.
    File(PathBuf),
    /// `postgres://…`.
    Server(SecretString),
}

impl FromStr for StoreUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        match text.split_once(':') {
            _ if text == "memory" => Ok(Self::Memory),
            Some((scheme, rest)) if matches!(scheme.to_ascii_lowercase().as_str(), "postgres" | "postgresql") => {
                // What the URL holds may be a password.
                let url = url::Url::parse(text).ok().filter(|_| rest.starts_with("//"));
                // A password there is shown where the address is.
                if url.as_ref().is_some_and(|url| url.query_pairs().any(|(name, _)| name.contains("password"))) {
                    return Err("a password among the parameters of the address is not read; write it as \
                                `postgres://USER:PASSWORD@HOST/DATABASE`"
                        .to_owned());
                }
                if url.is_some() { Ok(Self::Server(text.to_owned().into())) } else { Err(not_a_url()) }
            }
            Some(("sqlite", rest)) => {
                let path = rest.strip_prefix("//").unwrap_or(rest);
                if path.is_empty() { Err(format!("expected {GRAMMAR}")) } else { Ok(Self::File(path.into())) }
            }
            // A single letter is a Windows drive, not a scheme.
            Some((scheme, rest))
                if is_scheme(scheme) || (rest.starts_with("//") && scheme.chars().all(is_of_a_scheme)) =>
            {
                Err(format!("a journal cannot be kept at a `{scheme}:` address; expected {GRAMMAR}"))
            }
            _ if text.is_empty() => Err(format!("expected {GRAMMAR}")),
            _ => Ok(Self::File(text.into())),
        }
    }
}

/// Whether this looks like the scheme of a URL, whatever follows it.
fn is_scheme(text: &str) -> bool {
    text.len() > 1 && text.chars().all(|c| c.is_ascii_alphanumeric())
}

/// Whether the scheme of a URL can have this character.
const fn is_of_a_scheme(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.')
}

fn not_a_url() -> String {
    format!("the address of the PostgreSQL database is not a valid URL; expected {GRAMMAR}")
}

const GRAMMAR: &str = "a file, `sqlite:FILE`, `postgres://USER@HOST/DATABASE`, or `memory`";

impl Location {
    /// The location that `--store` names. Without one: memory in the sandbox, and otherwise a file in the platform's
    /// folder for state.
    pub(crate) fn new(store: Option<&StoreUrl>, new_journal: bool, sandbox: bool) -> Self {
        match store {
            Some(StoreUrl::Memory) => Self::Memory,
            Some(StoreUrl::File(path)) => Self::File { path: path.clone(), new_journal },
            Some(StoreUrl::Server(url)) => Self::Server(url.clone()),
            None if sandbox => Self::Memory,
            None => match default_path() {
                Ok(path) => Self::File { path, new_journal },
                Err(error) => Self::Unavailable(format!("there is no folder for it: {error}")),
            },
        }
    }
}

/// Where the journal is kept if nothing else is said: a file in the platform's folder for state.
///
/// # Errors
///
/// Where there is no home directory.
pub(crate) fn default_path() -> Result<PathBuf, etcetera::HomeDirError> {
    let strategy = etcetera::choose_base_strategy()?;
    let folder = strategy.state_dir().unwrap_or_else(|| strategy.data_dir());
    Ok(folder.join("outreach-mcp").join("journal.db"))
}

impl StoreUrl {
    /// The texts to redact: the URL, and its password as written and decoded.
    pub(crate) fn secrets(&self) -> Vec<SecretString> {
        let Self::Server(url) = self else { return Vec::new() };
        let password = url::Url::parse(url.expose_secret()).ok().and_then(|url| url.password().map(str::to_owned));
        let decoded = password
            .as_deref()
            .map(|password| percent_encoding::percent_decode_str(password).decode_utf8_lossy().into_owned());
        let secrets = [Some(url.expose_secret().to_owned()), password, decoded];
        secrets.into_iter().flatten().map(SecretString::from).collect()
    }
}

/// Opens the journal at this location, and creates it where there is none.
pub(super) async fn open(location: &Location, now_ms: i64) -> Result<Arc<dyn Store>, StoreError> {
    retry_while_busy(|| async {
        match location {
            Location::Unavailable(why) => Err(StoreError::Failed(why.clone())),
            Location::Memory => sqlite::open_memory(now_ms).await,
            Location::File { path, new_journal } => sqlite::open_file(path, *new_journal, now_ms).await,
            Location::Server(url) => postgres::open(url, now_ms).await,
        }
    })
    .await
}

/// Whether a journal at this location works. Creates and changes none, and returns whether it is there.
pub(super) async fn check(location: &Location) -> Result<bool, StoreError> {
    retry_while_busy(|| async {
        match location {
            Location::Unavailable(why) => Err(StoreError::Failed(why.clone())),
            Location::Memory => Ok(true),
            Location::File { path, new_journal } => inspect::check(path, *new_journal).await,
            Location::Server(url) => postgres::check(url).await,
        }
    })
    .await
}

/// Opens the journal at this location to read it. Creates none (`None` where there is none), and leaves a damaged file
/// where it is.
pub(super) async fn open_existing(location: &Location, now_ms: i64) -> Result<Option<Arc<dyn Store>>, StoreError> {
    retry_while_busy(|| async {
        match location {
            Location::Unavailable(why) => Err(StoreError::Failed(why.clone())),
            Location::Memory => Ok(None),
            Location::File { path, .. } => sqlite::open_existing_file(path, now_ms).await,
            Location::Server(url) => postgres::open_existing(url, now_ms).await,
        }
    })
    .await
}
