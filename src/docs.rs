//! Generates the tables of settings in `docs/settings.md` and of effects in `docs/effects.md`. They are between markers, and a
//! test checks them.

use std::fmt::Write as _;

use outreach_model::effect::Effect;
use outreach_vendors::catalogue;

use crate::config;

/// `docs/settings.md` with its generated table updated; `None` if a marker is missing.
pub fn updated_settings(document: &str) -> Option<String> {
    updated(document, [("settings", settings())])
}

/// `docs/effects.md` with its generated table updated; `None` if a marker is missing.
pub fn updated_effects(document: &str) -> Option<String> {
    updated(document, [("effects", effects())])
}

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
