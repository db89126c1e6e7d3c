//! Where a value was given: so that a mistake is reported at the place where it can be corrected.

use std::{fmt, path::PathBuf};

/// The place where a value was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// An option on the command line, e.g. `--log`.
    Flag(String),
    /// An environment variable.
    Variable(String),
    /// A key of the configuration file.
    File {
        /// The file.
        path: PathBuf,
        /// The line of the key, from 1.
        line: usize,
        /// The key.
        key: String,
    },
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(name) | Self::Variable(name) => write!(f, "`{name}`"),
            Self::File { path, line, key } => write!(f, "`{key}` in `{}`, line {line}", path.display()),
        }
    }
}
