//! `outreach-mcp schemas`: writes the tools' schemas to files, two per tool, or checks the files: what clients see, and in `checks`
//! what its calls and answers are checked by.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context;
use outreach_model::tool::Listing;
use outreach_vendors::catalogue;
use serde::Serialize;
use serde_json::json;

use super::output::{is_read_by_a_person, print};
use crate::{
    config::ToolNames,
    guard::confirm::Confirm,
    mcp,
    service::{
        registry::{Tool, ToolRegistry},
        tool::BUILTIN_OWNER,
    },
};

/// The folder of what calls and answers are checked by.
const CHECKS: &str = "checks";

/// The file with the names of the tools that are listed by default: the program has their schemas as text, and others compressed.
const LISTED: &str = "listed.json";

fn text(json: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(json).unwrap_or_default();
    text.push('\n');
    text
}

/// The files of this version: relative path and content.
fn files() -> BTreeMap<PathBuf, String> {
    let registry = ToolRegistry::new(ToolNames::Qualified, Confirm::default());
    let files = |tool: Tool| {
        let path = Path::new(tool.facts().owner).join(format!("{}.json", tool.facts().name));
        let checks = text(&tool.definition().schemas().to_file());
        let published = text(&mcp::listed_with(&tool, tool.definition().published()));
        [(Path::new(CHECKS).join(&path), checks), (path, published)]
    };
    let is_listed = |tool: &Tool| tool.facts().listing == Listing::Core;
    let key = |tool: Tool| format!("{}/{}", tool.facts().owner, tool.facts().name);
    let listed: BTreeSet<String> = registry.all().filter(is_listed).map(key).collect();
    registry.all().flat_map(files).chain([(PathBuf::from(LISTED), text(&listed))]).collect()
}

/// Writes the files into the directory `out` and removes those of other tools. With `check` it writes nothing and fails if a
/// file differs.
///
/// # Errors
///
/// Where a file cannot be written or removed.
pub(super) fn run(out: &Path, check: bool) -> anyhow::Result<ExitCode> {
    let wanted = files();
    let mut differing: Vec<PathBuf> = Vec::new();
    for (path, text) in &wanted {
        let path = out.join(path);
        if std::fs::read_to_string(&path).is_ok_and(|existing| &existing == text) {
            continue;
        }
        if !check {
            let directory = path.parent().unwrap_or(out);
            std::fs::create_dir_all(directory).with_context(|| format!("cannot create `{}`", directory.display()))?;
            std::fs::write(&path, text).with_context(|| format!("cannot write `{}`", path.display()))?;
        }
        differing.push(path);
    }
    for path in obsolete(out, &wanted) {
        if !check {
            std::fs::remove_file(&path).with_context(|| format!("cannot remove `{}`", path.display()))?;
        }
        differing.push(path);
    }
    report(out, check, wanted.len() / 2, &differing);
    Ok(if check && !differing.is_empty() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// The files of tools that no longer exist.
fn obsolete(out: &Path, wanted: &BTreeMap<PathBuf, String>) -> Vec<PathBuf> {
    let files =
        |directory: PathBuf| std::fs::read_dir(directory).into_iter().flatten().flatten().map(|entry| entry.path());
    let owners = catalogue::VENDORS.iter().map(|vendor| vendor.id).chain([BUILTIN_OWNER]);
    let folders = owners.flat_map(|owner| [out.join(owner), out.join(CHECKS).join(owner)]);
    let existing = folders.flat_map(files);
    let is_obsolete = |path: &PathBuf| {
        path.extension().is_some_and(|extension| extension == "json")
            && path.strip_prefix(out).is_ok_and(|path| !wanted.contains_key(path))
    };
    existing.filter(is_obsolete).collect()
}

fn report(out: &Path, check: bool, count: usize, differing: &[PathBuf]) {
    if !is_read_by_a_person() {
        let names: Vec<String> = differing.iter().map(|path| path.display().to_string()).collect();
        let key = if check { "differing" } else { "written" };
        return print(&json!({ "success": !check || differing.is_empty(), "schemas": count, key: names }).to_string());
    }
    for path in differing {
        print(&format!("{} {}", if check { "differs" } else { "wrote" }, path.display()));
    }
    match (check, differing.is_empty()) {
        (_, true) => print(&format!("all {count} schemas in `{}` are up to date", out.display())),
        (true, false) => print(&format!("hint: `outreach-mcp schemas --out {}` updates them", out.display())),
        (false, false) => {}
    }
}
