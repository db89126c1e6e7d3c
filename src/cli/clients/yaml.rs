//! Writes the entry as YAML, for Goose: <https://block.github.io/goose/docs/guides/config-files>.

use std::fmt::Write as _;

use super::entry::{Entry, NAME};
use crate::config::is_placeholder;

/// Seconds that Goose waits for an answer: more than `--call-timeout`.
const TIMEOUT_S: u32 = 300;

/// The entry alone. A JSON string is a YAML string too.
pub(super) fn snippet(servers: &str, entry: &Entry) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let args: Vec<String> = entry.all_args().iter().map(|arg| quoted(arg)).collect();
    let mut text = format!(
        "{servers}:\n  {NAME}:\n    name: {NAME}\n    type: stdio\n    enabled: true\n    cmd: {}\n    args: [{}]\n    timeout: {TIMEOUT_S}\n",
        quoted(&entry.command.to_string_lossy()),
        args.join(", ")
    );
    text.push_str(if entry.env.is_empty() { "    envs: {}\n" } else { "    envs:\n" });
    for (name, value) in &entry.env {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "      {name}: {}", quoted(value));
    }
    text
}

/// Whether the file of a client says the same as this entry, as [`snippet`] writes it: keys that its owner has filled in, and what
/// else is set there, may differ.
pub(super) fn contains(text: &str, servers: &str, entry: &Entry) -> bool {
    let mut lines = text.lines().map(str::trim_end);
    let head = format!("  {NAME}:");
    if !lines.by_ref().any(|line| line == format!("{servers}:")) || !lines.by_ref().any(|line| line == head) {
        return false;
    }
    let own: Vec<&str> = lines.take_while(|line| line.is_empty() || line.starts_with("   ")).collect();
    let snippet = snippet(servers, entry);
    let mut wanted = snippet.lines().skip(2);
    wanted.all(|line| {
        let name = line.trim().split_once(':').map(|(name, _)| name);
        let placeholder = entry.env.iter().any(|(known, value)| Some(known.as_str()) == name && is_placeholder(value));
        placeholder || line.trim() == "envs: {}" || own.contains(&line)
    })
}
