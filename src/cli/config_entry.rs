//! `outreach-mcp config`: the entry of this program in a client's configuration.

use std::process::ExitCode;

use anyhow::Context;
use serde_json::json;

use super::{
    clients::{Client, Entry},
    is_read_by_a_person, print,
};
use crate::config::{File, Options};
use outreach_model::{
    effect::Effect,
    vendor::{Setting, Vendor},
};
use outreach_vendors::catalogue;

/// Prints the entry, or writes it into the client's file.
///
/// # Errors
///
/// Where the file cannot be found or changed; it is then as it was.
pub fn run(client: Client, write: bool, options: &Options, file: &File) -> anyhow::Result<ExitCode> {
    let command = std::env::current_exe().context("the path of this program is not known")?;
    let entry = Entry { command, args: arguments(options, file), env: variables(options) };
    if !write {
        print(client.snippet(&entry).trim_end());
        if is_read_by_a_person() {
            print(&format!("\n{}", client.how()));
            if let Some(line) = client.one_liner(&entry) {
                print(&format!("Or run: {line}"));
            }
        }
        return Ok(ExitCode::SUCCESS);
    }
    let home = etcetera::home_dir().context("the home folder is not known; set `HOME`")?;
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
        print(&format!("`{}` has the entry already", written.path.display()));
        return Ok(ExitCode::SUCCESS);
    }
    print(&format!("wrote `{}`", written.path.display()));
    if let Some(backup) = written.backup {
        print(&format!("kept the file as it was in `{}`", backup.display()));
    }
    print(client.how());
    Ok(ExitCode::SUCCESS)
}

/// What the entry passes on of this command line.
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

/// What narrows an agent is passed on, or the entry would enable more than its author meant. What the file says already
/// stays there alone: it would else be fixed in two places, and the older would win.
fn policy(options: &Options, file: &File) -> Vec<String> {
    let words = |effects: &[Effect]| effects.iter().map(|effect| effect.word().to_owned()).collect::<Vec<_>>();
    let said = [
        ("read_only", vec![options.read_only.to_string()], vec![false.to_string()]),
        ("permit", words(&options.permit), words(&Effect::ALL)),
        ("toolsets", options.toolsets.clone(), Vec::new()),
        ("tools", options.tools.clone(), Vec::new()),
        ("exclude_tools", options.exclude_tools.clone(), Vec::new()),
    ];
    let is_news = |key: &str, said: &[String], usual: &[String]| match file.all(key) {
        Some(there) => there.join(",") != said.join(","),
        None => said != usual,
    };
    let news = said.into_iter().filter(|(key, said, usual)| is_news(key, said, usual));
    news.map(|(key, said, _)| format!("--{}={}", key.replace('_', "-"), said.join(","))).collect()
}

/// The keys, for the user to fill in. With the sandbox there are none.
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
