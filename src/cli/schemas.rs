//! `outreach-mcp schemas`: the tools' schemas as files, one a tool.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context;
use serde_json::json;

use super::{is_read_by_a_person, print};
use outreach_vendors::catalogue;

use crate::{
    config::ToolNames,
    guard::confirm::Confirm,
    mcp,
    service::{
        caller::Caller,
        registry::{Tool, ToolRegistry},
        tool::BUILTIN_OWNER,
    },
};

/// The files of this version: path below the folder, and contents.
pub fn files() -> BTreeMap<PathBuf, String> {
    let view = ToolRegistry::new(ToolNames::Qualified, Confirm::default()).view(&Caller::default());
    let file = |tool: &Tool| {
        let mut text =
            serde_json::to_string_pretty(&mcp::listed_with(tool, tool.definition().published())).unwrap_or_default();
        text.push('\n');
        (Path::new(tool.facts().owner).join(format!("{}.json", tool.facts().name)), text)
    };
    view.tools().iter().map(file).collect()
}

/// Writes them, or says which differ.
///
/// # Errors
///
/// Where the folder cannot be read or written.
pub fn run(out: &Path, check: bool) -> anyhow::Result<ExitCode> {
    let wanted = files();
    let mut differing: Vec<PathBuf> = Vec::new();
    for (path, text) in &wanted {
        let path = out.join(path);
        if std::fs::read_to_string(&path).is_ok_and(|there| &there == text) {
            continue;
        }
        if !check {
            let folder = path.parent().unwrap_or(out);
            std::fs::create_dir_all(folder).with_context(|| format!("cannot make `{}`", folder.display()))?;
            std::fs::write(&path, text).with_context(|| format!("cannot write `{}`", path.display()))?;
        }
        differing.push(path);
    }
    for path in left_over(out, &wanted) {
        if !check {
            std::fs::remove_file(&path).with_context(|| format!("cannot remove `{}`", path.display()))?;
        }
        differing.push(path);
    }
    report(out, check, wanted.len(), &differing);
    Ok(if check && !differing.is_empty() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Files of tools that are no more.
fn left_over(out: &Path, wanted: &BTreeMap<PathBuf, String>) -> Vec<PathBuf> {
    let files = |folder: PathBuf| std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let folders = catalogue::VENDORS.iter().map(|vendor| vendor.id).chain([BUILTIN_OWNER]);
    let below = folders.flat_map(|folder| files(out.join(folder)));
    let is_left_over = |path: &PathBuf| {
        path.extension().is_some_and(|extension| extension == "json")
            && path.strip_prefix(out).is_ok_and(|path| !wanted.contains_key(path))
    };
    below.filter(is_left_over).collect()
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
        (_, true) => print(&format!("{count} schemas in `{}` are those of this version", out.display())),
        (true, false) => print(&format!("hint: `outreach-mcp schemas --out {}` writes them anew", out.display())),
        (false, false) => {}
    }
}
