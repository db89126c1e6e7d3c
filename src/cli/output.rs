//! Writes results to stdout and messages to stderr.

use std::{
    borrow::Cow,
    fmt::Write as _,
    io::{ErrorKind, IsTerminal, Write},
    process::ExitCode,
    sync::OnceLock,
};

use crate::guard::visible::is_invisible;

/// The exit code for a mistake on the command line or in the configuration. A failed call exits with 1.
const WRONG_USAGE: u8 = 2;

/// Why stdout could not be written.
static FAILED: OnceLock<std::io::Error> = OnceLock::new();

/// Prints a line of the result.
pub(super) fn print(text: &str) {
    write(&format!("{text}\n"));
}

/// Writes a part of the result. Returns whether stdout still has a reader.
pub(super) fn write(text: &str) -> bool {
    if FAILED.get().is_some() {
        return false;
    }
    let text = if is_read_by_a_person() { visible(text) } else { text.into() };
    let mut stdout = std::io::stdout();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Ok(()) => true,
        Err(error) => FAILED.set(error).is_err(),
    }
}

/// The exit code of the program: that of the command, unless its result could not be written. A reader that has closed the pipe
/// has read what it wanted.
pub(super) fn finish(code: ExitCode) -> ExitCode {
    match FAILED.get() {
        Some(error) if error.kind() != ErrorKind::BrokenPipe => {
            complain(&format!("cannot write to standard output: {error}"));
            ExitCode::FAILURE
        }
        _ => code,
    }
}

/// Prints a message that is not part of the result.
pub(super) fn tell(message: &str) {
    let message = if std::io::stderr().is_terminal() { visible(message) } else { message.into() };
    // In one piece, so that no line of the log stands between the message and its end. If stderr is closed, it has no reader.
    let _ = std::io::stderr().write_all(format!("{message}\n").as_bytes());
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

/// An error with its causes, each said once: some messages contain their cause already.
pub(super) fn with_causes(error: &anyhow::Error) -> String {
    let mut message = String::new();
    for cause in error.chain().map(ToString::to_string).filter(|cause| !cause.is_empty()) {
        if message.is_empty() {
            message = cause;
        } else if !message.contains(&cause) {
            let _ = write!(message, ": {cause}");
        }
    }
    message
}

/// A text as a terminal may show it: control and format characters, which could move its cursor or turn the direction of the
/// text, are shown as JSON writes them, so that JSON stays the same JSON.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    let is_hidden = |c: char| c != '\n' && is_invisible(c);
    if !text.chars().any(is_hidden) {
        return text.into();
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_hidden(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a String cannot fail.
                let _ = write!(shown, "\\u{unit:04x}");
            }
        } else {
            shown.push(c);
        }
    }
    shown.into()
}

#[cfg(test)]
mod tests {
    use anyhow::Context;

    use super::{visible, with_causes};

    #[test]
    fn control_and_format_characters_are_shown_as_json_escapes() {
        let text = "a\u{9b}31m\u{7f}\u{202e}b\u{e0041}\nü ❤\u{fe0f}";
        assert_eq!(visible(text), "a\\u009b31m\\u007f\\u202eb\\udb40\\udc41\nü ❤\u{fe0f}");
    }

    #[test]
    fn a_cause_that_a_message_contains_is_not_repeated() {
        let denied = || std::io::Error::other("denied");
        let error = anyhow::Error::from(denied()).context("cannot write `x`: denied");
        assert_eq!(with_causes(&error), "cannot write `x`: denied");
        let error = Err::<(), _>(denied()).context("cannot write `x`").unwrap_err();
        assert_eq!(with_causes(&error), "cannot write `x`: denied");
    }
}
