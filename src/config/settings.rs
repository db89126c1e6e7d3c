//! Reads the vendors' settings: credentials and base URLs, from environment variables and the configuration file.

use std::{ffi::OsString, io};

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
    keychain,
    keys::{Fault, FaultKind, Key, LaterKeys, MAX_SECRET_BYTES, Way, missing, origin},
    options::ServeOptions,
    source::Source,
};
use crate::{
    client::keys::{KeyOrigin, MissingKeys},
    journal::read_small_file,
};

/// The vendors' settings. A variable takes precedence over the file.
pub struct Settings<'a> {
    pub(crate) file: &'a File,
    /// Whether a base URL may be `http://` on another machine.
    pub(crate) allow_http: bool,
}

/// A vendor's credentials as far as they are set.
pub enum Credentials {
    /// All of them.
    Complete(CompleteKeys),
    /// All are set, and are read when a call needs them.
    Later(LaterKeys),
    /// Some cannot be used.
    Incomplete(Incomplete),
}

/// A vendor's credentials.
pub struct CompleteKeys {
    /// In the order of the vendor's settings.
    pub secrets: Vec<SecretString>,
    /// What was left out around them, a sentence each.
    pub notes: Vec<String>,
    /// Where they come from.
    pub origin: KeyOrigin,
}

/// Why a vendor's credentials cannot be used.
#[derive(Clone)]
pub struct Incomplete {
    /// The settings that have to be set, in the order of the vendor's.
    pub settings: Vec<&'static Setting>,
    /// What is wrong with each of them, in words; empty where none of the credentials is set.
    pub problems: Vec<String>,
    /// The same with what to do about it.
    pub missing: MissingKeys,
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
        let mut keys = Vec::new();
        for setting in vendor.credentials {
            keys.push(self.key(vendor, setting)?);
        }
        let (mut secrets, mut notes, mut faults) = (Vec::new(), Vec::new(), Vec::new());
        // One that takes time is set, whatever it turns out to be.
        for key in keys.iter().filter(|key| !key.is_slow()) {
            match key.read() {
                Ok((secret, left_out)) => {
                    let set = key.source.as_ref().map(ToString::to_string).unwrap_or_default();
                    notes.extend(left_out.iter().map(|what| format!("{what} in {set} are not part of the key")));
                    secrets.push(secret);
                }
                Err(fault) => faults.push((key.setting, fault)),
            }
        }
        let has_slow = keys.iter().any(Key::is_slow);
        if faults.is_empty() && has_slow {
            return Ok(Credentials::Later(LaterKeys(keys)));
        }
        if faults.is_empty() {
            return Ok(Credentials::Complete(CompleteKeys { secrets, notes, origin: origin(&keys) }));
        }
        let (settings, faults): (Vec<_>, Vec<_>) = faults.into_iter().unzip();
        let has_other = has_slow || !secrets.is_empty();
        let is_nothing = !has_other && faults.iter().all(|fault: &Fault| fault.kind == FaultKind::Missing);
        let is_mistake = has_other || faults.iter().any(|fault| fault.kind == FaultKind::Damaged);
        let faults = if is_nothing { Vec::new() } else { faults };
        let problems = faults.iter().map(|fault| fault.problem.clone()).collect();
        Ok(Credentials::Incomplete(Incomplete { settings, problems, missing: missing(&faults, false), is_mistake }))
    }

    /// Where a vendor's credentials are set, other than in the keychain.
    pub(crate) fn set_for(&self, vendor: &'static Vendor) -> Vec<String> {
        let keys = vendor.credentials.iter().filter_map(|setting| self.key(vendor, setting).ok());
        keys.filter_map(|key| key.source).map(|source| source.to_string()).collect()
    }

    fn plain(&self, setting: &Setting) -> Option<(String, Source)> {
        let (value, source) = self.given(setting.variable, &key(setting))?;
        let value = value.into_string().unwrap_or_else(|value| value.to_string_lossy().into_owned());
        let value = bare(&value).0;
        (!value.is_empty() && !is_placeholder(value)).then(|| (value.to_owned(), source))
    }

    /// A credential and the way in which it is set: by a variable or the configuration file, else in the system's keychain.
    fn key(&self, vendor: &'static Vendor, setting: &'static Setting) -> Result<Key, ConfigError> {
        const WAYS: [(&str, Way); 3] = [("", Way::Key), ("_FILE", Way::File), ("_COMMAND", Way::Command)];
        let given = |(suffix, way): (&str, Way)| {
            let key = format!("{}{}", key(setting), suffix.to_lowercase());
            let (value, source) = self.given(&format!("{}{suffix}", setting.variable), &key)?;
            Some((way, value, source))
        };
        let mut given: Vec<(Way, OsString, Source)> = WAYS.into_iter().filter_map(given).collect();
        let is_kept = keychain::is_kept(setting);
        // A placeholder gives way to any other.
        let is_real = |value: &OsString| !value.to_str().is_some_and(is_placeholder);
        if is_kept || given.iter().any(|(_, value, _)| is_real(value)) {
            given.retain(|(_, value, _)| is_real(value));
        } else {
            given.retain(|(way, ..)| *way == Way::Key);
        }
        // A variable takes precedence over the configuration file, whichever of the ways it is.
        let is_variable = |source: &Source| matches!(source, Source::Variable(_));
        if given.iter().any(|(.., source)| is_variable(source)) {
            given.retain(|(.., source)| is_variable(source));
        }
        let mut given = given.into_iter();
        let key = |way, value, source| Key { vendor, setting, way, value, source };
        match (given.next(), given.next()) {
            (Some((.., one)), Some((.., other))) => Err(ConfigError::SetTwice(one, other)),
            (Some((way, value, source)), None) => Ok(key(way, value, Some(source))),
            (None, _) if is_kept => Ok(key(Way::Keychain, OsString::new(), None)),
            (None, _) => Ok(key(Way::Key, OsString::new(), None)),
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
        Credential::Damaged(why) => Err(ConfigError::DamagedToken { option, why: format!("{why}: copy it again") }),
    }
}
