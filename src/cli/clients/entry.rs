//! This program's entry in a client's configuration.

use std::path::PathBuf;

use serde_json::{Map, Value};

use crate::config::is_placeholder;

/// The name of this server in every client.
pub(super) const NAME: &str = "outreach";

/// What the client starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The absolute path of this program. The `PATH` of a client often differs from the shell's.
    pub(crate) command: PathBuf,
    pub(crate) args: Vec<String>,
    /// Environment variables, each with a value or a placeholder such as `<your Instantly API v2 key>`.
    pub(crate) env: Vec<(String, String)>,
}

/// Fields of an entry that connects to a server instead of starting one. An entry cannot do both.
pub(super) const REMOTE_FIELDS: [&str; 7] =
    ["url", "serverUrl", "headers", "transport", "http_headers", "env_http_headers", "bearer_token_env_var"];

/// The variables to set in an existing entry that has the variables `existing` (`None` for a value that is not text).
///
/// Values replace what is there; placeholders do not replace values. Where the owner has filled in any variable, no placeholder
/// is added either: a missing variable then belongs to a vendor that is not used, or its key comes from a file
/// (`<name>_FILE`).
pub(super) fn variables_to_set<'e>(entry: &'e Entry, existing: &[(String, Option<String>)]) -> Vec<(&'e str, &'e str)> {
    let filled = |value: &Option<String>| !value.as_deref().is_some_and(is_placeholder);
    let anything_filled = existing.iter().any(|(_, value)| filled(value));
    entry
        .env
        .iter()
        .filter(|(name, value)| match existing.iter().find(|(known, _)| known == name) {
            Some((_, Some(known))) if known == value => false,
            _ if !is_placeholder(value) => true,
            Some((_, known)) => !filled(known),
            None => !anything_filled,
        })
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

/// The fields of the entry in their usual order. With `typed`, the entry says `"type": "stdio"`.
pub(super) fn fields(typed: bool, entry: &Entry) -> Map<String, Value> {
    let mut fields = Map::new();
    if typed {
        fields.insert("type".to_owned(), "stdio".into());
    }
    fields.insert("command".to_owned(), entry.command.to_string_lossy().into());
    fields.insert("args".to_owned(), entry.args.clone().into());
    if !entry.env.is_empty() {
        let env: Map<String, Value> =
            entry.env.iter().map(|(name, value)| (name.clone(), value.clone().into())).collect();
        fields.insert("env".to_owned(), env.into());
    }
    fields
}
