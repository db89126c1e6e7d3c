//! The parts of the documents that follow from the code: the table of tools and the table of settings. They stand between
//! markers, and a test holds them.

use std::fmt::Write as _;

use crate::config;
use outreach_vendors::catalogue;

/// A part of a document: its marker's name and what stands between the markers.
pub fn parts() -> [(&'static str, String); 2] {
    [("tools", tools()), ("settings", settings())]
}

/// The document with its parts brought up to date; none where a marker is missing.
pub fn updated(document: &str) -> Option<String> {
    let mut document = document.to_owned();
    for (name, part) in parts() {
        let (begin, end) = (format!("<!-- {name}: generated -->\n"), format!("<!-- {name}: end -->"));
        let (before, rest) = document.split_once(&begin)?;
        let (_, after) = rest.split_once(&end)?;
        document = format!("{before}{begin}\n{part}\n{end}{after}");
    }
    Some(document)
}

fn tools() -> String {
    let mut table = String::from("| Tool | Effect | What it does |\n|---|---|---|\n");
    for entry in catalogue::actions() {
        let about = &entry.action.about;
        let name = entry.qualified_name();
        // Writing to a String cannot fail.
        let _ = writeln!(table, "| [`{name}`]({}) | {} | {} |", about.docs, about.effect.word(), about.description);
    }
    table
}

fn settings() -> String {
    let mut table = String::from("| Variable | Flag | Default | What it is |\n|---|---|---|---|\n");
    for option in config::documented() {
        let flag = option.flag.map(|flag| format!("`{flag}`")).unwrap_or_default();
        let default = option.default.map(|default| format!("`{default}`")).unwrap_or_default();
        let help = option.help.replace('|', "\\|");
        let _ = writeln!(table, "| `{}` | {flag} | {default} | {help} |", option.variable);
    }
    table
}
