//! The configuration files of MCP clients: what this program's entry looks like in each, and how it is merged into the file.
//!
//! Reading order: `client` (the clients and their differences), `entry` (what the entry says), `location` (where each file
//! is), `json` and `toml` (merge the entry into text), `yaml` (writes the entry alone), `file` (replaces a file safely), `commands` (what `outreach-mcp config`
//! calls), `pages` (makes `docs/clients`). No key is read here: a snippet contains placeholders, and a file keeps the values that its owner filled in.

mod client;
mod commands;
mod entry;
mod error;
mod file;
mod json;
mod launcher;
mod location;
pub(super) mod pages;
mod toml;
mod yaml;

pub(super) use self::{
    client::Client,
    entry::{Entry, Server, placeholder},
    launcher::launcher,
};

#[cfg(test)]
mod tests;
