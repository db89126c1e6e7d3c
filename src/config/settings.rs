//! Reads the vendors' settings: credentials and base URLs, from environment variables and the configuration file.

use std::{
    ffi::{OsStr, OsString},
    io,
    path::Path,
};

use outreach_model::{
    generation::Generation,
    vendor::{Setting, Vendor},
};
use secrecy::{ExposeSecret, SecretString};
use url::{Host, Url};

use super::{
    credential::{Credential, bare, is_placeholder},
    declared::key,
    error::ConfigError,
    file::File,
    options::ServeOptions,
    source::Source,
};
use crate::journal::read_small_file;

/// The vendors' settings. A variable takes precedence over the file.
pub struct Settings<'a> {
    pub(crate) file: &'a File,
    /// Whether a base URL may be `http://` on another machine.
    pub(crate) allow_http: bool,
}

/// A vendor's credentials as far as they are set.
pub enum Credentials {
    /// All of them, and what was left out around them, a sentence each.
    Complete(Vec<SecretString>, Vec<String>),
    /// Some cannot be used.
    Incomplete(Incomplete),
}

/// Why a vendor's credentials cannot be used.
#[derive(Clone)]
pub struct Incomplete {
    /// The settings that have to be set, in the order of the vendor's.
    pub settings: Vec<&'static Setting>,
    /// What is wrong with each of them, in words; empty where none of the credentials is set.
    pub problems: Vec<String>,
    /// Whether the vendor was meant to be set up: a part of its credentials is there, or a key that is damaged.
    pub is_mistake: bool,
}

impl Incomplete {
    /// Whether the vendor is hardly meant to be left out. The placeholders that `outreach-mcp config` writes are: people fill in
    /// those of the vendors that they use.
    pub fn is_hardly_meant(&self) -> bool {
        self.is_mistake || self.problems.iter().any(|problem| !problem.contains("`<"))
    }
}

impl Settings<'_> {
    /// A vendor's base URL: as configured, or the vendor's own.
    ///
    /// # Errors
    ///
    /// Where it is not an `http` or `https` URL that consists of scheme, host, port and path alone, or is `http` to another
    /// machine and that is not allowed.
    pub fn base_url(&self, vendor: &Vendor) -> Result<String, ConfigError> {
        let setting = &vendor.base_url;
        let example = setting.default.unwrap_or_default();
        let Some((given, source)) = self.plain(setting) else { return Ok(example.to_owned()) };
        let wrong = |why: String| ConfigError::BaseUrl { source_: source.clone(), why, example };
        let url = Url::parse(&given).map_err(|error| wrong(error.to_string()))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(wrong("the scheme must be http or https".to_owned()));
        }
        if url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() || url.password().is_some() {
            return Err(wrong("user information, query and fragment are not allowed".to_owned()));
        }
        if url.scheme() == "http" && !self.allow_http && !is_this_machine(&url) {
            let host = url.host_str().unwrap_or_default().to_owned();
            return Err(ConfigError::PlainHttp { source_: source, host });
        }
        Ok(given)
    }

    /// The generation of a vendor's API that the operator has chosen; `None` for `auto`.
    ///
    /// # Errors
    ///
    /// Where there is no such generation.
    pub fn generation(&self, vendor: &Vendor) -> Result<Option<Generation>, ConfigError> {
        let Some(generations) = &vendor.generations else { return Ok(None) };
        let Some((given, source)) = self.plain(&generations.setting) else { return Ok(None) };
        let [first, next] = generations.names;
        match given.to_lowercase().as_str() {
            AUTO => Ok(None),
            name => match generations.named(name) {
                Some(generation) => Ok(Some(generation)),
                None => {
                    let why = format!("`{given}` is not valid\nhint: possible values are {AUTO}, {first}, {next}");
                    Err(ConfigError::Value { source_: source, why })
                }
            },
        }
    }

    /// The credentials of a vendor.
    ///
    /// # Errors
    ///
    /// Where one is set twice.
    pub fn credentials(&self, vendor: &'static Vendor) -> Result<Credentials, ConfigError> {
        let (mut keys, mut notes, mut is_any_set) = (Vec::new(), Vec::new(), false);
        let mut incomplete = Incomplete { settings: Vec::new(), problems: Vec::new(), is_mistake: false };
        for setting in vendor.credentials {
            let (source, credential) = match self.secret(setting)? {
                Some((source, credential)) => (source.to_string(), credential),
                None => (format!("`{}`", setting.variable), Credential::Missing),
            };
            match credential {
                Credential::Key(key, left_out) => {
                    keys.push(key);
                    notes.extend(left_out.iter().map(|what| format!("{what} in {source} are not part of the key")));
                }
                Credential::Missing => {
                    incomplete.settings.push(setting);
                    incomplete.problems.push(format!("{source} is not set"));
                }
                Credential::Placeholder(placeholder) => {
                    is_any_set = true;
                    incomplete.settings.push(setting);
                    incomplete
                        .problems
                        .push(format!("{source} holds the placeholder `{placeholder}` instead of a key"));
                }
                Credential::Damaged(why) => {
                    (is_any_set, incomplete.is_mistake) = (true, true);
                    incomplete.settings.push(setting);
                    incomplete.problems.push(format!("{source} {why}"));
                }
            }
        }
        if incomplete.settings.is_empty() {
            return Ok(Credentials::Complete(keys, notes));
        }
        incomplete.is_mistake |= !keys.is_empty();
        if !is_any_set && keys.is_empty() {
            incomplete.problems.clear();
        }
        Ok(Credentials::Incomplete(incomplete))
    }

    fn plain(&self, setting: &Setting) -> Option<(String, Source)> {
        let (value, source) = self.given(setting.variable, &key(setting))?;
        let value = value.into_string().unwrap_or_else(|value| value.to_string_lossy().into_owned());
        let value = bare(&value).0;
        (!value.is_empty() && !is_placeholder(value)).then(|| (value.to_owned(), source))
    }

    fn secret(&self, setting: &Setting) -> Result<Option<(Source, Credential)>, ConfigError> {
        let own = self.given(setting.variable, &key(setting));
        let file = self.given(&format!("{}_FILE", setting.variable), &format!("{}_file", key(setting)));
        let is_real = |(value, _): &(OsString, Source)| !value.to_str().is_some_and(is_placeholder);
        let is_variable = |source: &Source| matches!(source, Source::Variable(_));
        // A placeholder gives way to a key's file.
        let file = file.filter(is_real);
        let own = own.filter(|own| file.is_none() || is_real(own));
        match (own, file) {
            (Some((_, own)), Some((_, file))) if is_variable(&own) == is_variable(&file) => {
                Err(ConfigError::SetTwice(own, file))
            }
            // A variable takes precedence over the file, whichever of the two it is.
            (Some((_, own)), Some((path, source))) if !is_variable(&own) => {
                let key = read_key(&path);
                Ok(Some((source, key)))
            }
            (Some((value, source)), _) => {
                let damaged = || Credential::Damaged(NOT_UTF8.to_owned());
                Ok(Some((source, value.to_str().map_or_else(damaged, Credential::read))))
            }
            (None, Some((path, source))) => {
                let key = read_key(&path);
                Ok(Some((source, key)))
            }
            (None, None) => Ok(None),
        }
    }

    /// The value of a setting and where it is set. Empty values count as unset: MCP clients pass them on for settings that the
    /// user left out.
    fn given(&self, variable: &str, key: &str) -> Option<(OsString, Source)> {
        let is_empty = |value: &OsString| value.to_str().is_some_and(|value| value.trim().is_empty());
        let from_variable = std::env::var_os(variable).filter(|value| !is_empty(value));
        let from_file = || Some((OsString::from(self.file.get(key)?), self.file.source(key)?.clone()));
        let from_file = from_file().filter(|(value, _)| !is_empty(value));
        match from_variable {
            // The entry in a client's configuration still has its placeholder.
            Some(value) if from_file.is_some() && value.to_str().is_some_and(is_placeholder) => from_file,
            Some(value) => Some((value, Source::Variable(variable.to_owned()))),
            None => from_file,
        }
    }
}

/// That the generation is found out.
const AUTO: &str = "auto";

const NOT_UTF8: &str = "is not UTF-8 text, so it cannot be a key: copy the key again";

/// Far more than a key or a token takes.
const MAX_SECRET_BYTES: usize = 64 * 1024;

/// Reads a key from its file. A file that cannot be read is a damaged key: the other vendors work without it.
fn read_key(path: &OsStr) -> Credential {
    let path = Path::new(path);
    // A value that does not begin as a path does may be the key itself.
    let named = path.display().to_string();
    let is_path = path.is_absolute() || named.starts_with(['.', '~']);
    let file = if is_path { format!("`{named}`") } else { "a file".to_owned() };
    let damaged = |why: String| Credential::Damaged(format!("names {file}{why}"));
    match read_small_file(path, MAX_SECRET_BYTES) {
        Ok(bytes) => match str::from_utf8(&bytes).map(Credential::read) {
            Ok(Credential::Missing) => damaged(", which is empty: write the key into it".to_owned()),
            Ok(key) => key,
            Err(_) => damaged(format!(", which {NOT_UTF8}")),
        },
        Err(_) if named.starts_with('~') => {
            damaged(", which cannot be read: only shells know `~`, so write the whole path".to_owned())
        }
        Err(error) => damaged(format!(", which cannot be read: {error}")),
    }
}

/// Whether a URL leads to this machine.
fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => {
            address.is_loopback() || address.to_ipv4_mapped().is_some_and(|address| address.is_loopback())
        }
        None => false,
    }
}

/// A token for clients, and what was left out around it, a sentence each.
pub(crate) type Token = (SecretString, Vec<String>);

/// Reads the token that clients of the server have to send, from its option or from its file.
///
/// # Errors
///
/// Where the file cannot be read or is empty, and where the token is a placeholder, which anyone could guess, or has a character that
/// no header can carry.
pub(crate) fn read_token(options: &ServeOptions) -> Result<Option<Token>, ConfigError> {
    let (option, text) = match (&options.auth_token_file, &options.auth_token) {
        (Some(path), _) => {
            let text = read_small_file(path, MAX_SECRET_BYTES)
                .and_then(|bytes| String::from_utf8(bytes).map_err(|_| io::Error::other("it is not UTF-8 text")));
            let text = text.map_err(|error| ConfigError::Read { path: path.clone(), error })?;
            ("--auth-token-file", text)
        }
        (None, Some(token)) => ("--auth-token", token.expose_secret().to_owned()),
        (None, None) => return Ok(None),
    };
    match Credential::read(&text) {
        Credential::Key(token, left_out) => {
            let notes = left_out.iter().map(|what| format!("`{option}`: {what} around the token are not part of it"));
            Ok(Some((token, notes.collect())))
        }
        Credential::Missing => Err(ConfigError::EmptyToken(option)),
        Credential::Placeholder(_) => Err(ConfigError::PlaceholderToken(option)),
        Credential::Damaged(why) => Err(ConfigError::DamagedToken { option, why }),
    }
}
