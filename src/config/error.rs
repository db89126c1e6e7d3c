//! Mistakes in the configuration, for the user to correct.

use std::path::PathBuf;

use crate::guard::policy::PolicyError;

/// A mistake in the configuration.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("cannot read `{}`: {error}", path.display())]
    Read { path: PathBuf, error: std::io::Error },
    #[error("`{}` is not valid TOML: {}", path.display(), error.to_string().trim_end())]
    Parse { path: PathBuf, error: Box<toml::de::Error> },
    /// `hint` is empty, or a line that names the most similar key.
    #[error("`{}` has an unknown key `{key}`{hint}", path.display())]
    UnknownKey { path: PathBuf, key: String, hint: String },
    #[error("`{key}` in `{}` must be a string, a number, a boolean or a list of these", path.display())]
    ValueType { path: PathBuf, key: String },
    /// The secret is given both directly and as a file, and the two may differ.
    #[error("`{0}` and `{0}_FILE` are both set\nhint: remove one of them")]
    SetTwice(&'static str),
    /// Keys consist of visible ASCII characters; the value is not shown.
    #[error(
        "`{0}` contains a space, a line break or another character that cannot be part of a key\nhint: copy the key again"
    )]
    MalformedKey(&'static str),
    /// The journal would forget calls that a window still counts.
    #[error("`--journal-keep {keep}` is too short: {what} for {longest}\nhint: keep at least {longest}, or `forever`")]
    KeepTooShort { keep: String, what: String, longest: String },
    #[error(transparent)]
    Policy(#[from] PolicyError),
    #[error("`{variable}` is not a valid base URL: {why}\nhint: give scheme, host and port, e.g. `{example}`")]
    BaseUrl { variable: &'static str, why: String, example: &'static str },
}
