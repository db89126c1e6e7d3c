//! `outreach-mcp completions`: completes commands, options, their values and names of tools in a shell.
//!
//! The script asks this program for the candidates. A script that lists them itself fails in bash for a program with a hyphen in
//! its name (<https://github.com/clap-rs/clap/issues/6421>), and knows no positional values in fish.

use std::ffi::OsString;

use anyhow::anyhow;
use clap_complete::{CompleteEnv, Shell, env::Shells};

use super::args::{Help, command};

const PROGRAM: &str = "outreach-mcp";

/// The variable by which the script asks.
const VARIABLE: &str = "_OUTREACH_MCP_COMPLETE";

/// The script for a shell.
///
/// # Errors
///
/// Where the shell is not supported.
pub(super) fn script(shell: Shell) -> anyhow::Result<String> {
    let (shells, name) = (Shells::builtins(), shell.to_string());
    let writer = shells.completer(&name).ok_or_else(|| anyhow!("there is no completion for {name}"))?;
    let mut script = Vec::new();
    writer.write_registration(VARIABLE, PROGRAM, PROGRAM, PROGRAM, &mut script)?;
    Ok(String::from_utf8_lossy(&script).into_owned())
}

/// Answers the script of a shell, if it is the one that asks. The help hides options; all of them are offered.
pub(super) fn answer(arguments: &[OsString]) -> bool {
    let asked = CompleteEnv::with_factory(|| command(None, Help::All)).var(VARIABLE).bin(PROGRAM).completer(PROGRAM);
    let directory = std::env::current_dir().ok();
    // A shell that has gone away needs no candidates.
    asked.try_complete(arguments, directory.as_deref()).unwrap_or(true)
}
