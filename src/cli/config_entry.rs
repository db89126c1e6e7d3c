//! `outreach-mcp config`: prints this program's entry in an MCP client's configuration, or writes it to the client's file.

use std::process::ExitCode;

use anyhow::{Context, anyhow};
use outreach_model::{
    effect::Effect,
    vendor::{Setting, Vendor},
};
use outreach_vendors::catalogue;
use serde_json::json;

use super::{
    clients::{Client, Entry},
    output::{is_read_by_a_person, print},
};
use crate::config::{File, Options};

/// Prints the entry, or writes it into the client's file.
///
/// # Errors
///
/// Where the file cannot be found or changed. It is then left unchanged.
pub(super) fn run(client: Client, write: bool, options: &Options, file: &File) -> anyhow::Result<ExitCode> {
    let command = std::env::current_exe().context("cannot determine the path of this program")?;
    let entry = Entry { command, args: arguments(options, file), env: variables(options) };
    if !write {
        print(client.snippet(&entry).trim_end());
        if is_read_by_a_person() {
            print(&format!("\n{}", client.instructions()));
            if let Some(line) = client.add_command(&entry) {
                print(&format!("Or run: {line}"));
            }
        }
        return Ok(ExitCode::SUCCESS);
    }
    let home = etcetera::home_dir()
        .map_err(|error| anyhow!("cannot determine your home directory: {error}\nhint: set `HOME`"))?;
    let path = client.file(&home, &|name| std::env::var(name).ok()).unwrap_or_default();
    let written = client.write(&path, &entry)?;
    if !is_read_by_a_person() {
        print(
            &json!({ "success": true, "changed": written.changed, "path": written.path, "backup": written.backup })
                .to_string(),
        );
        return Ok(ExitCode::SUCCESS);
    }
    if !written.changed {
        print(&format!("`{}` already contains this entry", written.path.display()));
        return Ok(ExitCode::SUCCESS);
    }
    print(&format!("wrote `{}`", written.path.display()));
    if let Some(backup) = written.backup {
        print(&format!("the previous version is in `{}`", backup.display()));
    }
    print(client.instructions());
    Ok(ExitCode::SUCCESS)
}

/// The arguments of this command line that the entry repeats.
fn arguments(options: &Options, file: &File) -> Vec<String> {
    let mut arguments = Vec::new();
    if options.is_sandbox() {
        arguments.push("--sandbox".to_owned());
    }
    if let Some(path) = &options.config {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.clone());
        arguments.push(format!("--config={}", path.display()));
    }
    arguments.extend(policy(options, file));
    arguments
}

/// The options that restrict agents, so that the entry enables no more than this command line does. Values that the
/// configuration file already has are left out: a copy in the entry would take precedence over later changes of the file.
fn policy(options: &Options, file: &File) -> Vec<String> {
    let words = |effects: &[Effect]| effects.iter().map(|effect| effect.word().to_owned()).collect::<Vec<_>>();
    let options = [
        ("read_only", vec![options.read_only.to_string()], vec![false.to_string()]),
        ("permit", words(&options.permit), words(&Effect::ALL)),
        ("toolsets", options.toolsets.clone(), Vec::new()),
        ("tools", options.tools.clone(), Vec::new()),
        ("exclude_tools", options.exclude_tools.clone(), Vec::new()),
    ];
    let is_needed = |key: &str, value: &[String], default: &[String]| match file.all(key) {
        Some(in_file) => in_file.join(",") != value.join(","),
        None => value != default,
    };
    let needed = options.into_iter().filter(|(key, value, default)| is_needed(key, value, default));
    needed.map(|(key, value, _)| format!("--{}={}", key.replace('_', "-"), value.join(","))).collect()
}

/// The vendors' keys, with placeholders that the user replaces. The sandbox needs none.
fn variables(options: &Options) -> Vec<(String, String)> {
    if options.is_sandbox() {
        return Vec::new();
    }
    let settings =
        catalogue::VENDORS.iter().flat_map(|vendor| vendor.credentials.iter().map(move |setting| (vendor, setting)));
    let entry = |(vendor, setting): (&&Vendor, &Setting)| {
        let own = setting.variable.strip_prefix(&format!("{}_", vendor.id.to_uppercase())).unwrap_or(setting.variable);
        let words = own.to_lowercase().replace('_', " ").replace("api ", "API ");
        (setting.variable.to_owned(), format!("<your {} {words}>", vendor.title))
    };
    settings.map(entry).collect()
}
