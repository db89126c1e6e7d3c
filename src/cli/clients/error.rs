//! Why a client's file was not changed.

use std::{io, path::PathBuf};

/// Nothing was written; the file is unchanged.
#[derive(Debug, thiserror::Error)]
pub(crate) enum WriteError {
    #[error(
        "n8n has no configuration file for MCP servers\nhint: run `outreach-mcp serve`, add an MCP Client node to the workflow and fill in \
         what `outreach-mcp config n8n` prints"
    )]
    NoFile,
    /// The entry is text, so the program's path must be as well.
    #[error("the path of this program, `{}`, is not valid Unicode\nhint: move the program to another directory", .0.display())]
    Command(PathBuf),
    #[error("`{}` was not changed: {refused}\nhint: correct the file, or add the output of `outreach-mcp config` by hand", path.display())]
    Refused { path: PathBuf, refused: Refused },
    #[error("`{}` was not changed: another program keeps writing to it\nhint: close the client and try again", .0.display())]
    Busy(PathBuf),
    #[error("cannot {action} `{}`: {source}", path.display())]
    Io { action: &'static str, path: PathBuf, source: io::Error },
}

/// Why an existing file is not changed. The message never quotes the file, which contains keys.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refused {
    /// For example a directory, a pipe or a device.
    #[error("it is not a regular file")]
    NotAFile,
    #[error("it is larger than 64 MB")]
    TooLarge,
    #[error("it is read-only")]
    ReadOnly,
    #[error("it is not UTF-8 text")]
    NotUtf8,
    /// `line` and `column` count from 1.
    #[error("it is not valid {language}: {message} (line {line}, column {column})")]
    Syntax { language: &'static str, message: String, line: usize, column: usize },
    #[error("{0} is not an object")]
    NotAnObject(String),
    /// Clients disagree on which of two equal names counts.
    #[error("`{0}` occurs twice in one object")]
    DuplicateName(String),
    /// No editor of YAML keeps comments and order, as a user's file deserves.
    #[error("it is YAML, which is only written where there is no file yet")]
    Yaml,
    /// The merged text would change something besides the entry.
    #[error("the entry cannot be added without changing other content")]
    Unsafe,
}
