//! What is told to a model names only what there is.

use std::{collections::BTreeSet, fs, path::Path};

use crate::support::catalogue::{actions, vendors};

/// Every word that looks like the name of a tool, with and without its vendor.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|word| word.contains('_'))
}

const VERBS: [&str; 13] = [
    "activate", "add", "change", "create", "delete", "find", "get", "list", "patch", "reply", "start", "update",
    "verify",
];

/// Types of custom fields, which begin like a verb.
const TYPES: [&str; 2] = ["list_single", "list_multiple"];

/// The string literals of a source file, without its unit tests.
fn literals(source: &str) -> String {
    let source = source.split("#[cfg(test)]").next().unwrap();
    let lines = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines
        .flat_map(|line| line.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>())
        .collect::<Vec<_>>()
        .join("\n")
}

fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
        }
    }
}

#[test]
fn every_tool_that_a_message_names_with_its_vendor_exists() {
    let tools: BTreeSet<&str> = actions().iter().map(|action| action.tool.as_str()).collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["src", "crates/vendors/src", "crates/model/src"] {
        sources(&root.join(folder), &mut files);
    }
    let mut named = 0;
    for (path, source) in files {
        for word in words(&literals(&source)) {
            let action = vendors().into_iter().find_map(|vendor| word.strip_prefix(vendor)?.strip_prefix('_'));
            let Some(action) = action.filter(|action| VERBS.iter().any(|verb| action.starts_with(verb))) else {
                continue;
            };
            named += 1;
            assert!(tools.contains(word), "{path} names `{word}` ({action}), which is no tool");
        }
    }
    assert!(named > 20, "{named} names were checked");
}

#[test]
fn every_tool_that_a_description_or_a_verify_sentence_names_exists() {
    let mut named = 0;
    for action in actions() {
        let names: BTreeSet<&str> =
            actions().iter().filter(|other| other.vendor == action.vendor).map(|other| other.name.as_str()).collect();
        let inputs = action.input_schema.to_string();
        let text = format!(
            "{} {} {inputs} {}",
            action.description,
            action.unlisted.verify.unwrap_or_default(),
            action.output_schema
        );
        for word in words(&text) {
            let bare =
                word.strip_prefix(action.vendor.as_str()).and_then(|rest| rest.strip_prefix('_')).unwrap_or(word);
            // The names of fields and the values of enums are quoted as a whole.
            let is_key = text.contains(&format!("\"{bare}\"")) || TYPES.contains(&bare);
            if is_key || !VERBS.iter().any(|verb| bare.strip_prefix(verb).is_some_and(|rest| rest.starts_with('_'))) {
                continue;
            }
            named += 1;
            assert!(names.contains(bare), "{} names `{word}`, which is no tool of {}", action.tool, action.vendor);
        }
    }
    assert!(named > 40, "{named} names were checked");
}
