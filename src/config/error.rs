//! Mistakes in the configuration, for the user to correct.

use std::path::PathBuf;

use super::source::Source;
use crate::guard::policy::PolicyError;

/// A mistake in the configuration.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("cannot read `{}`: {error}", path.display())]
    Read { path: PathBuf, error: std::io::Error },
    #[error("`{}` is not valid TOML: {message} (line {line})", path.display())]
    Parse { path: PathBuf, line: usize, message: String },
    /// `hint` is empty, or a line that names the most similar key.
    #[error("`{}` has an unknown key `{key}` in line {line}{hint}", path.display())]
    UnknownKey { path: PathBuf, line: usize, key: String, hint: String },
    #[error("{0} must be a string, a number, a boolean or a list of these")]
    ValueType(Source),
    /// `hint` is empty, or a line that names the most similar variable.
    #[error("`{variable}` is not a variable of this program{hint}")]
    UnknownVariable { variable: String, hint: String },
    /// A wrong value of an option or setting.
    #[error("{source_}: {why}")]
    Value { source_: Source, why: String },
    /// The secret is given both directly and as a file, and the two may differ.
    #[error("{0} and {1} are both set\nhint: remove one of them")]
    SetTwice(Source, Source),
    #[error("`{0}` is a placeholder\nhint: create a token with `openssl rand -hex 32`")]
    PlaceholderToken(&'static str),
    #[error("`{0}`: the token is empty\nhint: create one with `openssl rand -hex 32`")]
    EmptyToken(&'static str),
    /// The value of `option` cannot be sent in a header; `why` follows its name.
    #[error("`{option}` {why}")]
    DamagedToken { option: &'static str, why: String },
    /// The journal would forget calls that a window still counts.
    #[error("`--journal-keep {keep}` is too short: {what} for {longest}\nhint: keep at least {longest}, or `forever`")]
    KeepTooShort { keep: String, what: String, longest: String },
    #[error(transparent)]
    Policy(#[from] PolicyError),
    #[error("{source_} is not a valid base URL: {why}\nhint: give scheme, host and port, e.g. `{example}`")]
    BaseUrl { source_: Source, why: String, example: &'static str },
    /// The key would pass through the network in clear.
    #[error(
        "{source_}: `http://` to `{host}` would send the key unencrypted\nhint: use `https://`, or `--allow-http` if the network \
         between is yours"
    )]
    PlainHttp { source_: Source, host: String },
}
