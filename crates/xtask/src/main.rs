//! Tasks for those who work on the program, run as `cargo xtask`: [`scaffold`] writes the file of a new action from the
//! vendor's OpenAPI [`description`], which [`cut`] shortens before it is checked in; [`fmt`] formats every file.

#![expect(clippy::indexing_slicing, reason = "indexing a JSON value by a key that it lacks gives null")]

#[cfg(test)]
mod conformance;
mod contract;
mod cut;
mod description;
mod fmt;
mod names;
#[cfg(test)]
mod nested;
mod scaffold;

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use clap::{Parser, Subcommand};

use crate::description::Description;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Tasks for those who work on the program")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Writes the file of a new action and adds it to its toolset
    NewAction {
        /// The vendor; only Instantly publishes a description
        vendor: String,
        /// GET, POST, PUT, PATCH or DELETE
        method: String,
        /// The documented path, e.g. /api/v2/campaigns/{id}/pause
        path: String,
        /// The action's name, e.g. pause_campaign; by default made from the description's `operationId`
        #[arg(long)]
        name: Option<String>,
        /// The toolset, i.e. the folder; by default the first segment of the path
        #[arg(long)]
        toolset: Option<String>,
        /// Another OpenAPI description than the one that is checked in
        #[arg(long)]
        spec: Option<PathBuf>,
    },
    /// Shortens Instantly's OpenAPI description to what is needed here and checks it in
    CutDescription {
        /// The description as it was downloaded
        file: PathBuf,
    },
    /// Writes what the simulated Instantly checks requests and answers against
    Contract,
    /// Formats every Rust file that git does not ignore
    Fmt {
        /// Passed on to rustfmt, e.g. --check
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
}

fn main() -> Result<()> {
    match Cli::parse().task {
        Task::NewAction { vendor, method, path, name, toolset, spec } => {
            ensure!(vendor == "instantly", "`{vendor}` publishes no OpenAPI description; only `instantly` does");
            let description = Description::read(&spec.unwrap_or_else(cut::checked_in))?;
            let operation = description.operation(&method, &path)?;
            let scaffold = scaffold::Scaffold::new(&description, &operation, name, toolset)?;
            println!("{}", scaffold.write(&vendor_folder())?);
            Ok(())
        }
        Task::CutDescription { file } => cut::run(&file),
        Task::Contract => contract::run(),
        Task::Fmt { arguments } => fmt::run(&arguments),
    }
}

/// The workspace's root.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Instantly's folder.
fn vendor_folder() -> PathBuf {
    root().join("crates/vendors/src/instantly")
}
