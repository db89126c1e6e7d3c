//! Checks environment variables and the configuration file before the command line is read, so that a mistake in one of them is
//! reported where it is, and not as one of the option.

use std::{error::Error as _, ffi::OsString};

use clap::{
    Arg, Command,
    error::{ContextKind, ContextValue},
};
use outreach_model::{arguments::suggest, vendor::Vendor};
use outreach_vendors::catalogue;

use super::{
    declared::{declared, documented, is_secret, variable},
    error::ConfigError,
    file::File,
    source::Source,
};

const PREFIX: &str = "OUTREACH_";

/// Checks the variables of this program, and the values of options in variables and in the file.
///
/// # Errors
///
/// Where a variable does not exist, or a value is not valid.
pub(crate) fn check(file: &File) -> Result<(), ConfigError> {
    let known = known(PREFIX);
    for (name, value) in set() {
        if name.starts_with(PREFIX) && !known.contains(&name) && !is_service_link(&name, &value) {
            let hint = nearest(PREFIX, &name, &known).map(|near| format!("\nhint: did you mean `{near}`?"));
            let none = || "\nhint: `outreach-mcp --help-all` lists the options, each with its variable".to_owned();
            return Err(ConfigError::UnknownVariable { variable: name, hint: hint.unwrap_or_else(none) });
        }
    }
    for command in declared() {
        for arg in command.get_arguments() {
            let id = arg.get_id().as_str();
            let name = variable(id);
            if let Some(value) = std::env::var_os(&name).filter(|value| !value.is_empty()) {
                try_value(&command, arg, value, Source::Variable(name))?;
            }
            if let (Some(values), Some(source)) = (file.all(id), file.source(id))
                && !values.is_empty()
            {
                let separator = arg.get_value_delimiter().unwrap_or(',').to_string();
                try_value(&command, arg, values.join(&separator).into(), source.clone())?;
            }
        }
    }
    Ok(())
}

/// Variables that begin with a vendor's name and are none of this program's, with the one that was probably meant.
pub(crate) fn misspelled() -> Vec<(&'static Vendor, String, Option<String>)> {
    let mut found = Vec::new();
    for vendor in catalogue::VENDORS {
        let prefix = format!("{}_", vendor.id.to_uppercase());
        let known = known(&prefix);
        let others = set().into_iter().map(|(name, _)| name).filter(|name| name.starts_with(&prefix));
        for name in others.filter(|name| !known.contains(name)) {
            let near = nearest(&prefix, &name, &known).map(str::to_owned);
            found.push((*vendor, name, near));
        }
    }
    found
}

/// The variables of this process whose names are text, in upper case on Windows, where case does not count.
fn set() -> Vec<(String, OsString)> {
    let named = std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value)));
    let mut set: Vec<_> =
        named.map(|(name, value)| (if cfg!(windows) { name.to_uppercase() } else { name }, value)).collect();
    set.sort();
    set
}

fn known(prefix: &str) -> Vec<String> {
    documented().into_iter().map(|option| option.variable).filter(|name| name.starts_with(prefix)).collect()
}

/// Compared without the prefix: what all share makes everything look alike.
fn nearest<'k>(prefix: &str, name: &str, known: &'k [String]) -> Option<&'k str> {
    let bare = |name: &str| name.strip_prefix(prefix).unwrap_or(name).replace('_', "");
    let wanted = bare(name);
    // A variable that names a file or a command is meant only by a name that says so: a key would be taken for a path, and shown, or run.
    let is_meant = |known: &str, end: &str| name.ends_with(end) || !known.ends_with(end);
    let known =
        known.iter().filter(|known| prefix == PREFIX || (is_meant(known, "_FILE") && is_meant(known, "_COMMAND")));
    let candidates: Vec<(String, &str)> = known.map(|known| (bare(known), known.as_str())).collect();
    let near = suggest(&wanted, candidates.iter().map(|(bare, _)| bare.as_str())).first().copied()?;
    candidates.iter().find(|(bare, _)| bare == near).map(|(_, name)| *name)
}

/// Whether Kubernetes or Docker sets this variable, for a service whose name begins with `outreach`:
/// <https://kubernetes.io/docs/tutorials/services/connect-applications-service/#environment-variables>
fn is_service_link(name: &str, value: &OsString) -> bool {
    let is_address = || value.to_str().is_some_and(|value| value.contains("://"));
    let parts: Vec<&str> = name.split('_').collect();
    let has_number = parts.iter().any(|part| part.parse::<u16>().is_ok());
    let has_protocol = parts.iter().any(|part| matches!(*part, "TCP" | "UDP" | "SCTP"));
    name.ends_with("_SERVICE_HOST")
        || name.contains("_SERVICE_PORT")
        || (name.ends_with("_PORT") && is_address())
        || (name.contains("_PORT_") && has_number && has_protocol)
}

/// Parses a value as the command line would.
fn try_value(command: &Command, arg: &Arg, value: OsString, source: Source) -> Result<(), ConfigError> {
    let Some(long) = arg.get_long() else { return Ok(()) };
    let mut word = OsString::from(format!("--{long}="));
    word.push(&value);
    let Err(error) = command.clone().no_binary_name(true).try_get_matches_from([word]) else { return Ok(()) };
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(texts)) => Some(texts.join(", ")),
        _ => None,
    };
    let shown = text(ContextKind::InvalidValue).unwrap_or_else(|| value.to_string_lossy().into_owned());
    let mut why = if is_secret(arg) { "the value is not valid".to_owned() } else { format!("`{shown}` is not valid") };
    // A parser that shows no value, such as the store's, brings its own message.
    let own = error.to_string();
    let own = own.split_once("': ").and_then(|(_, own)| own.lines().next());
    if let Some(cause) = error.source().map(ToString::to_string).or_else(|| own.map(str::to_owned)) {
        why = format!("{why}: {cause}");
    }
    let similar = text(ContextKind::SuggestedValue).map(|similar| format!("a similar value exists: '{similar}'"));
    let possible = text(ContextKind::ValidValue).filter(|possible| !possible.is_empty());
    if let Some(hint) = similar.or_else(|| possible.map(|possible| format!("possible values are {possible}"))) {
        why = format!("{why}\nhint: {hint}");
    }
    Err(ConfigError::Value { source_: source, why })
}
