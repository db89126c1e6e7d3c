//! Writes the entry as YAML, for Goose: <https://block.github.io/goose/docs/guides/config-files>.

use std::fmt::Write as _;

use super::entry::{Entry, NAME};

/// Seconds that Goose waits for an answer: more than `--call-timeout`.
const TIMEOUT_S: u32 = 300;

/// The entry alone. A JSON string is a YAML string too.
pub(super) fn snippet(servers: &str, entry: &Entry) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let args: Vec<String> = entry.args.iter().map(|arg| quoted(arg)).collect();
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
