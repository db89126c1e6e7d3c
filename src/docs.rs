//! Generates the tables of settings in `docs/settings.md` and of effects in `docs/effects.md`. They are between markers, and a
//! test checks them.

use std::fmt::Write as _;

use outreach_model::effect::Effect;
use outreach_vendors::{catalogue, not_served};

use crate::config;

/// `docs/settings.md` with its generated table updated; `None` if a marker is missing.
pub fn updated_settings(document: &str) -> Option<String> {
    updated(document, [("settings", settings())])
}

/// `docs/effects.md` with its generated table updated; `None` if a marker is missing.
pub fn updated_effects(document: &str) -> Option<String> {
    updated(document, [("effects", effects())])
}

/// `docs/not-offered.md`, whole.
pub fn not_offered() -> String {
    let mut page = String::from(NOT_OFFERED);
    for vendor in catalogue::VENDORS {
        // Writing to a String cannot fail.
        let _ = writeln!(page, "\n## {}", vendor.title);
        let left_out = not_served::left_out(vendor.id);
        if !left_out.is_empty() {
            page.push_str("\nLeft out on purpose; who calls one by its name is told the reason.\n");
        }
        for group in left_out {
            let _ = writeln!(
                page,
                "\n### {}\n\n{}\n\n| Call | Its name would be |\n|---|---|",
                group.what,
                group.sentence()
            );
            for (name, call) in group.calls {
                let _ = writeln!(page, "| `{call}` | `{}_{name}` |", vendor.id);
            }
        }
        let elsewhere: Vec<String> =
            vendor.elsewhere.iter().map(|other| format!("- {} {}", other.what, other.instead)).collect();
        if !elsewhere.is_empty() {
            let _ = writeln!(page, "\nWhere to do what no tool does:\n\n{}", elsewhere.join("\n"));
        }
    }
    page
}

const NOT_OFFERED: &str = "# What is not offered\n\n<!-- Generated from crates/vendors/src/not_served: `UPDATE_DOCS=1 cargo test docs` -->\n\n\
    Calls that a vendor's API has and that no tool of this server makes. For Instantly, whose API has a description, a test checks that \
    each of its operations is a tool or stands here.\n";

fn updated(document: &str, parts: impl IntoIterator<Item = (&'static str, String)>) -> Option<String> {
    let mut document = document.to_owned();
    for (name, part) in parts {
        let (begin, end) = (format!("<!-- {name}: generated -->\n"), format!("<!-- {name}: end -->"));
        let (before, rest) = document.split_once(&begin)?;
        let (_, after) = rest.split_once(&end)?;
        document = format!("{before}{begin}\n{part}\n{end}{after}");
    }
    Some(document)
}

fn effects() -> String {
    let mut table =
        String::from("| Tool | Effects | Why the worst of them | The same call again |\n|---|---|---|---|\n");
    for entry in catalogue::actions() {
        let (action, name) = (entry.action, entry.qualified_name());
        let words: Vec<&str> = action.effects.iter().map(|effect| effect.word()).collect();
        let why = if action.about.effect.is_read() { "answers what is there, free" } else { action.about.why };
        let again = match action.about.effect {
            Effect::Read => "is sent",
            _ if action.doubles() => "doubles: is not sent",
            _ if action.goes_on() => "goes on: is sent, unless one runs or its outcome is unknown",
            _ => "sets the same state: is sent",
        };
        // Writing to a String cannot fail.
        let _ = writeln!(table, "| `{name}` | {} | {why} | {again} |", words.join(", "));
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
