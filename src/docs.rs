//! Generates the tables of tools and settings in the README. They are between markers, and a test checks them.

use std::fmt::Write as _;

use outreach_vendors::catalogue;

use crate::config;

/// The document with its generated tables updated; `None` if a marker is missing.
pub fn updated(document: &str) -> Option<String> {
    let mut document = document.to_owned();
    for (name, part) in [("tools", tools()), ("settings", settings())] {
        let (begin, end) = (format!("<!-- {name}: generated -->\n"), format!("<!-- {name}: end -->"));
        let (before, rest) = document.split_once(&begin)?;
        let (_, after) = rest.split_once(&end)?;
        document = format!("{before}{begin}\n{part}\n{end}{after}");
    }
    Some(document)
}

fn tools() -> String {
    let mut table = String::from("| Tool | Effect | Description |\n|---|---|---|\n");
    for entry in catalogue::actions() {
        let about = &entry.action.about;
        let name = entry.qualified_name();
        // Writing to a String cannot fail.
        let _ = writeln!(table, "| [`{name}`]({}) | {} | {} |", about.docs, about.effect.word(), about.description);
    }
    table
}

fn settings() -> String {
    let mut table = String::from("| Variable | Flag | Default | Description |\n|---|---|---|---|\n");
    for option in config::documented() {
        let flag = option.flag.map(|flag| format!("`{flag}`")).unwrap_or_default();
        let default = option.default.map(|default| format!("`{default}`")).unwrap_or_default();
        let help = option.help.replace('|', "\\|");
        let _ = writeln!(table, "| `{}` | {flag} | {default} | {help} |", option.variable);
    }
    table
}
