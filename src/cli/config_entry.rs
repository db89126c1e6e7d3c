//! `outreach-mcp config`: prints this program's entry in an MCP client's configuration, or writes it to the client's file.

use std::process::ExitCode;

use anyhow::{Context, anyhow};
use outreach_model::vendor::Setting;
use outreach_vendors::catalogue;
use serde_json::json;

use super::{
    clients::{Client, Entry, Server, launcher, placeholder},
    output::{is_read_by_a_person, print, tell},
    said::Said,
};
use crate::config::{Options, ServeOptions, keychain};

/// Prints the entry, or writes it into the client's file.
///
/// # Errors
///
/// Where the file cannot be found or changed. It is then left unchanged.
pub(super) fn run(
    client: Client,
    write: bool,
    options: &Options,
    server: &ServeOptions,
    said: &Said,
) -> anyhow::Result<ExitCode> {
    let program = std::env::current_exe().context("cannot determine the path of this program")?;
    let server = server_of(server, said);
    let (command, launch) = match launcher(&program) {
        Some((command, args)) => (command.into(), args.iter().map(|&arg| arg.to_owned()).collect()),
        None => (program, Vec::new()),
    };
    let entry = Entry { command, launch, args: said.args.clone(), env: variables(options, said), server };
    if !client.connects() && !said.server_flags.is_empty() {
        tell(&format!(
            "{} left out: this client starts the program itself and connects to no server",
            said.server_flags.join(", ")
        ));
    }
    if !write {
        let entry = entry.without_passwords();
        print(client.snippet(&entry).trim_end());
        if let Some(line) = client.serve_command(&entry) {
            tell(&format!("start the server with: {line}"));
        }
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
    // Where it belongs is done.
    if let Some((_, next)) = client.instructions().split_once('\n') {
        print(next);
    }
    Ok(ExitCode::SUCCESS)
}

/// The server that a client connects to.
fn server_of(options: &ServeOptions, said: &Said) -> Server {
    let listen = options.listen;
    // A client elsewhere uses a name that is allowed for it.
    let name = options.allow_host.iter().map(|name| name.trim()).find(|name| !name.is_empty() && *name != "*");
    let host = match name {
        Some(name) if name.contains(':') && !name.ends_with(']') => name.to_owned(),
        Some(name) => format!("{name}:{}", listen.port()),
        None if listen.ip().is_unspecified() => format!("127.0.0.1:{}", listen.port()),
        None => listen.to_string(),
    };
    let has_token_file = options.auth_token_file.is_some();
    Server {
        endpoint: format!("http://{host}/mcp"),
        args: said.server_args.clone(),
        has_token: has_token_file || options.auth_token.is_some() || !listen.ip().is_loopback(),
        has_token_file,
    }
}

/// The variables of the entry: those that were said, and placeholders for the vendors' keys, which the user replaces. The sandbox
/// needs no key, nor does a vendor whose key is in a file or the keychain, or printed by a command.
fn variables(options: &Options, said: &Said) -> Vec<(String, String)> {
    let is_elsewhere = |setting: &Setting| {
        let is_said = |end: &str| said.env.iter().any(|(name, _)| *name == format!("{}{end}", setting.variable));
        is_said("_FILE") || is_said("_COMMAND") || keychain::is_kept(setting)
    };
    let settings =
        catalogue::VENDORS.iter().flat_map(|vendor| vendor.credentials.iter().map(move |setting| (vendor, setting)));
    let placeholders = settings
        .filter(|(_, setting)| !options.is_sandbox() && !is_elsewhere(setting))
        .map(|(vendor, setting)| placeholder(vendor, setting));
    placeholders.chain(said.env.iter().cloned()).collect()
}
