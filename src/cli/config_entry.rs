//! `outreach-mcp config`: the entry of this program in a client's configuration.

use std::process::ExitCode;

use anyhow::Context;
use serde_json::json;

use super::{
    clients::{Client, Entry},
    is_read_by_a_person, print,
};
use crate::{
    catalogue,
    config::Options,
    vendor::{Setting, Vendor},
};

/// Prints the entry, or writes it into the client's file.
///
/// # Errors
///
/// Where the file cannot be found or changed; it is then as it was.
pub fn run(client: Client, write: bool, options: &Options) -> anyhow::Result<ExitCode> {
    let command = std::env::current_exe().context("the path of this program is not known")?;
    let entry = Entry { command, args: arguments(options), env: variables(options) };
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
fn arguments(options: &Options) -> Vec<String> {
    let mut arguments = Vec::new();
    if options.sandbox {
        arguments.push("--sandbox".to_owned());
    }
    if let Some(file) = &options.config {
        let file = std::path::absolute(file).unwrap_or_else(|_| file.clone());
        arguments.push(format!("--config={}", file.display()));
    }
    arguments
}

/// The keys, for the user to fill in. With the sandbox there are none.
fn variables(options: &Options) -> Vec<(String, String)> {
    if options.sandbox {
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
