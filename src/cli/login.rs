//! `outreach-mcp login` and `logout`: keep a vendor's key in the system's keychain, and delete it there.

use std::{
    io::{BufRead, IsTerminal},
    process::ExitCode,
};

use anyhow::{Context as _, anyhow, bail};
use outreach_model::vendor::{Setting, Vendor};
use outreach_vendors::catalogue;
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};

use super::{
    doctor::try_key,
    output::{is_read_by_a_person, print, tell},
    prepare::Prepared,
};
use crate::{
    config::{Settings, keychain, typed_key},
    guard::policy::Policy,
    service::setup::Configured,
};

/// The vendor of this id.
fn vendor_of(id: &str) -> anyhow::Result<&'static Vendor> {
    let found = catalogue::VENDORS.iter().find(|vendor| vendor.id == id);
    found.copied().ok_or_else(|| anyhow!("`{id}` is not a vendor"))
}

/// Asks for the key, tries it, and keeps it in the keychain.
///
/// # Errors
///
/// Where there is no keychain, or what was typed is not a key, or is one that the vendor refuses. Nothing is kept then.
pub(super) async fn login(
    prepared: Prepared,
    settings: &Settings<'_>,
    vendor: &str,
    is_checked: bool,
) -> anyhow::Result<ExitCode> {
    let vendor = vendor_of(vendor)?;
    if prepared.options.is_sandbox() {
        bail!("the sandbox needs no key\nhint: leave out `--sandbox`");
    }
    keychain::check().map_err(|error| no_keychain(vendor, &error))?;
    let mut secrets = Vec::new();
    for setting in vendor.credentials {
        let key =
            typed_key(&ask(setting)?).map_err(|why| anyhow!("what was given for `{}` {why}", setting.variable))?;
        secrets.push(key);
    }
    if is_checked {
        check(prepared, settings, vendor, secrets.clone()).await?;
    }
    for (setting, secret) in vendor.credentials.iter().zip(&secrets) {
        if let Err(error) = keychain::set(setting, secret.expose_secret()) {
            // Half of a pair opens nothing. Where this fails too, there is nothing more to do.
            for setting in vendor.credentials {
                let _ = keychain::delete(setting);
            }
            return Err(no_keychain(vendor, &error));
        }
    }
    let variables = variables(vendor);
    for source in settings.set_for(vendor) {
        tell(&format!("{source} is set as well, and takes precedence over the keychain"));
    }
    said(
        &format!(
            "{} is kept in the system's keychain{}",
            vendor.credential_names(),
            if is_checked { ", and works" } else { "" }
        ),
        json!({ "success": true, "vendor": vendor.id, "kept": variables, "checked": is_checked }),
    );
    Ok(ExitCode::SUCCESS)
}

/// Deletes the vendor's key from the keychain.
///
/// # Errors
///
/// Where there is no keychain.
pub(super) fn logout(vendor: &str) -> anyhow::Result<ExitCode> {
    let vendor = vendor_of(vendor)?;
    let mut deleted = Vec::new();
    for setting in vendor.credentials {
        if keychain::delete(setting).map_err(|error| anyhow!("cannot delete `{}`: {error}", setting.variable))? {
            deleted.push(setting.variable);
        }
    }
    let text = match deleted.as_slice() {
        [] => format!("the system's keychain holds no key of {}", vendor.title),
        _ => format!("deleted {} from the system's keychain", vendor.credential_names()),
    };
    said(&text, json!({ "success": true, "vendor": vendor.id, "deleted": deleted }));
    Ok(ExitCode::SUCCESS)
}

fn variables(vendor: &Vendor) -> Vec<&'static str> {
    vendor.credentials.iter().map(|setting| setting.variable).collect()
}

fn said(text: &str, result: Value) {
    print(&if is_read_by_a_person() { text.to_owned() } else { result.to_string() });
}

fn no_keychain(vendor: &Vendor, error: &dyn std::fmt::Display) -> anyhow::Error {
    let ways: Vec<String> =
        vendor.credentials.iter().map(|setting| format!("`{0}_FILE` or `{0}_COMMAND`", setting.variable)).collect();
    anyhow!(
        "the system's keychain cannot be used: {error}\nhint: keep the key in a file or have a command print it, and set {}",
        ways.join(", ")
    )
}

/// What a person types, without showing it; a line of standard input where that is no terminal.
fn ask(setting: &Setting) -> anyhow::Result<String> {
    if std::io::stdin().is_terminal() {
        return rpassword::prompt_password(format!("{}: ", setting.help)).context("cannot read from the terminal");
    }
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).context("cannot read standard input")?;
    Ok(line)
}

/// Tries credentials by the free read that `doctor` makes.
async fn check(
    prepared: Prepared,
    settings: &Settings<'_>,
    vendor: &'static Vendor,
    secrets: Vec<SecretString>,
) -> anyhow::Result<()> {
    let configured = Configured::alone(&prepared.options, settings, vendor, secrets)?;
    let setup = Prepared { configured, policy: Policy::default(), ..prepared }.setup().await?;
    let Err((kind, error)) = try_key(&setup.service, vendor).await else { return Ok(()) };
    let (what, hint) = match kind.as_str() {
        "unauthorized" => ("the vendor refuses the key", "copy the key again"),
        "unreachable" | "timeout" => ("the vendor cannot be reached", "`--no-check` keeps the key without trying it"),
        _ => ("the key could not be tried", "`--no-check` keeps the key without trying it"),
    };
    bail!("{what}, so it is not kept: {error}\nhint: {hint}")
}
