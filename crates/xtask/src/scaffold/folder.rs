//! Puts a new action where it belongs: its file, its line in the toolset, and a new toolset where there is none.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};

use super::{MARK, Scaffold};

impl Scaffold {
    /// Writes the action below the vendor's folder. Returns what was written and what is left to do.
    ///
    /// # Errors
    ///
    /// Where there is such an action already, or the lists have not the form that is expected. Nothing is overwritten.
    pub fn write(&self, vendor: &Path) -> Result<String> {
        let Self { name, toolset, .. } = self;
        let folder = vendor.join(toolset);
        // `delete_lead` finds `delete.rs` taken by `delete_leads`.
        let module = if folder.join(format!("{}.rs", self.module)).exists() { name } else { &self.module };
        let file = folder.join(format!("{module}.rs"));
        ensure!(!file.exists() && !self.is_listed(&folder)?, "instantly_{name} is there already; pass another --name");
        let list = folder.join("mod.rs");
        let line = format!("plain {module}::{}", self.type_name);
        let mut written = vec![format!("{toolset}/{module}.rs"), format!("{toolset}/mod.rs")];
        let read = |path: &Path| fs::read_to_string(path).with_context(|| path.display().to_string());
        if list.exists() {
            let text = with_line(&read(&list)?, &line).with_context(|| list.display().to_string())?;
            fs::write(&list, text)?;
        } else {
            let vendor_list = vendor.join("mod.rs");
            let text =
                with_toolset(&read(&vendor_list)?, toolset).with_context(|| vendor_list.display().to_string())?;
            fs::create_dir_all(&folder)?;
            fs::write(
                &list,
                format!("//! {MARK}: what the resource is.\n\ntoolset! {{ {toolset:?}:\n    {line},\n}}\n"),
            )?;
            fs::write(&vendor_list, crate::fmt::format(&text)?)?;
            written.push("mod.rs".to_owned());
        }
        fs::write(&file, crate::fmt::format(&self.code)?)?;
        Ok(format!(
            "instantly_{name}, below crates/vendors/src/instantly: {}\n{}",
            written.join(", "),
            self.steps(module)
        ))
    }

    /// What is left to do after the file `module` is written: the steps of "How to add … An action" in
    /// docs/architecture.md, each with its file first.
    pub fn steps(&self, module: &str) -> String {
        let Self { name, toolset, .. } = self;
        let steps = [
            (
                format!("crates/vendors/src/instantly/{toolset}/{module}.rs"),
                format!("replace each `compile_error!`, rewrite what is marked {MARK}"),
            ),
            (format!("tool-schemas/instantly/{name}.json"), "`cargo run -- schemas` writes it; review it".to_owned()),
            (
                "docs".to_owned(),
                "`UPDATE_DOCS=1 cargo test docs` writes its part of docs/tools and docs/effects.md".to_owned(),
            ),
            (
                "tests/it/vendors/catalogue.tsv".to_owned(),
                "add its row; tests/README.md explains the columns".to_owned(),
            ),
            (
                format!("tests/it/answers/instantly/{name}.json"),
                "write an answer with every field that the vendor documents".to_owned(),
            ),
            (
                "tests/it/service/questions.tsv".to_owned(),
                "add a question that a user would ask for it, in other words than its own".to_owned(),
            ),
            (
                format!("tests/it/vendors/instantly/{toolset}.rs"),
                "add its wire cases; test outputs, untrusted fields and LOOKUP where they are new".to_owned(),
            ),
            (
                format!("crates/sandbox/src/instantly/{toolset}.rs"),
                "add the route that plays it, if there is none, and the call in contract.json".to_owned(),
            ),
            ("CHANGELOG.md".to_owned(), "add a line".to_owned()),
        ];
        let lines = steps.iter().zip(1..).map(|((file, what), number)| format!("{number}. `{file}`: {what}\n"));
        format!(
            "Next, as docs/architecture.md explains under \"How to add … An action\":\n{}Then `cargo xtask fmt`, `cargo test` and `cargo test --package xtask`.",
            lines.collect::<String>()
        )
    }

    /// Whether a file of the toolset's folder holds an action of this name.
    fn is_listed(&self, folder: &Path) -> Result<bool> {
        let declared = format!("name: {:?},", self.name);
        for file in folder.read_dir().into_iter().flatten() {
            if fs::read_to_string(file?.path()).is_ok_and(|text| text.contains(&declared)) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// The toolset's file with another action at the end of the list.
pub fn with_line(text: &str, line: &str) -> Result<String> {
    let start = text.find("toolset! {").context("there is no `toolset! { … }`")?;
    let length = text.get(start..).and_then(|rest| rest.find("\n}")).context("`toolset!` has no end")?;
    let (before, after) = text.split_at(start + length);
    let comma = if before.ends_with([',', ':']) { "" } else { "," };
    Ok(format!("{before}{comma}\n    {line},{after}"))
}

/// The vendor's file with another toolset at the end of the list.
pub fn with_toolset(text: &str, toolset: &str) -> Result<String> {
    let first = text.find("\nmod ").context("there is no `mod`")? + 1;
    let rest = text.get(first..).unwrap_or_default();
    let names = rest.lines().take_while(|line| line.starts_with("mod "));
    let line = format!("mod {toolset};");
    let offset: usize = names.take_while(|other| **other < *line).map(|other| other.len() + 1).sum();
    let (before, after) = text.split_at(first + offset);
    let text = format!("{before}{line}\n{after}");
    let start = text.find("toolsets: &[").context("there is no `toolsets: &[…]`")?;
    let length = text.get(start..).and_then(|rest| rest.find(']')).context("`toolsets` has no end")?;
    let (before, after) = text.split_at(start + length);
    let before = before.trim_end().trim_end_matches(',');
    Ok(format!("{before}, {toolset}::TOOLSET{after}"))
}
