//! `outreach-mcp man`: the manual pages, one of the program and one of each command, made of the help texts.

use std::{path::Path, process::ExitCode};

use anyhow::Context;
use clap_mangen::Man;

use super::{
    args::{Help, command},
    output::print,
};

/// Prints the page of the program, or writes all pages into a folder.
///
/// # Errors
///
/// Where a file cannot be written.
pub(super) fn run(folder: Option<&Path>) -> anyhow::Result<ExitCode> {
    let program = command(None, Help::All).disable_help_subcommand(true);
    let Some(folder) = folder else {
        let mut page = Vec::new();
        Man::new(program).render(&mut page)?;
        print(String::from_utf8_lossy(&page).trim_end());
        return Ok(ExitCode::SUCCESS);
    };
    std::fs::create_dir_all(folder)
        .and_then(|()| clap_mangen::generate_to(program, folder))
        .with_context(|| format!("cannot write the manual pages into `{}`", folder.display()))?;
    Ok(ExitCode::SUCCESS)
}
