//! Writes results to stdout and messages to stderr.

use std::{
    io::{IsTerminal, Write},
    process::ExitCode,
};

/// The exit code for a mistake on the command line or in the configuration. A failed call exits with 1.
const WRONG_USAGE: u8 = 2;

/// Prints a line of the result. A reader that has closed the pipe is not an error.
pub(super) fn print(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// Prints a message that is not part of the result.
pub(super) fn tell(message: &str) {
    // If stderr is closed, the message has no reader.
    let _ = writeln!(std::io::stderr(), "{message}");
}

/// Prints an error.
pub(super) fn complain(message: &str) {
    tell(&format!("error: {message}"));
}

/// Prints a mistake in how the program was called; returns the exit code for it.
pub(super) fn wrong_usage(error: &dyn std::fmt::Display) -> ExitCode {
    complain(&error.to_string());
    ExitCode::from(WRONG_USAGE)
}

/// Whether stdout is a terminal. Results are formatted for people there, and as JSON elsewhere.
pub(super) fn is_read_by_a_person() -> bool {
    std::io::stdout().is_terminal()
}
