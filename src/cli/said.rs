//! What a command line and the environment say, for a client's entry to repeat.

use std::{any::TypeId, path::PathBuf};

use clap::{Arg, ArgMatches, parser::ValueSource};
use outreach_vendors::catalogue;

use crate::{
    config::{arguments, documented, is_placeholder, is_secret, server_arguments, variable},
    journal::StoreUrl,
};

/// What was said, in the form in which an entry repeats it.
pub(super) struct Said {
    /// Options, whether as flags or as variables: the values of the file are left out, since the entry names the file, and a
    /// copy would take precedence over later changes of it.
    pub(super) args: Vec<String>,
    /// The vendors' settings other than keys, and options that can hold a secret, which a list of processes must not show.
    pub(super) env: Vec<(String, String)>,
    /// Options of a server that listens, other than its token.
    pub(super) server_args: Vec<String>,
    /// Those of them that are flags of this command line.
    pub(super) server_flags: Vec<String>,
}

/// Reads what was said: every option that commands share, those of a server, and every variable of a vendor that is not a key.
pub(super) fn read(matches: &ArgMatches, verbose: u8) -> Said {
    let mut said = Said { args: Vec::new(), env: Vec::new(), server_args: Vec::new(), server_flags: Vec::new() };
    let inner = matches.subcommand().map(|(_, inner)| inner);
    for (arg, inner) in server_arguments().into_iter().filter_map(|arg| Some((arg, inner?))) {
        let (Some(long), source) = (arg.get_long(), inner.value_source(arg.get_id().as_str())) else { continue };
        if source == Some(ValueSource::CommandLine) {
            said.server_flags.push(format!("--{long}"));
        }
        if matches!(source, Some(ValueSource::CommandLine | ValueSource::EnvVariable))
            && !is_secret(&arg)
            && let Some(value) = value(&arg, inner)
        {
            said.server_args.push(format!("--{long}={value}"));
        }
    }
    for arg in arguments() {
        let id = arg.get_id().as_str();
        if !matches!(matches.value_source(id), Some(ValueSource::CommandLine | ValueSource::EnvVariable)) {
            continue;
        }
        let (Some(long), Some(value)) = (arg.get_long(), value(&arg, matches)) else { continue };
        match matches.try_get_one::<bool>(id) {
            Ok(Some(true)) => said.args.push(format!("--{long}")),
            Ok(Some(false)) => said.args.push(format!("--{long}=false")),
            _ if is_secret(&arg) => said.env.push((variable(id), value)),
            _ => said.args.push(format!("--{long}={value}")),
        }
    }
    if verbose > 0 {
        said.args.push(format!("-{}", "v".repeat(verbose.into())));
    }
    let keys: Vec<&str> = catalogue::VENDORS
        .iter()
        .flat_map(|vendor| vendor.credentials.iter().map(|setting| setting.variable))
        .collect();
    for setting in documented().into_iter().filter(|option| option.flag.is_none()) {
        let Ok(value) = std::env::var(&setting.variable) else { continue };
        if keys.contains(&setting.variable.as_str()) || value.trim().is_empty() || is_placeholder(&value) {
            continue;
        }
        let is_path = setting.variable.ends_with("_FILE");
        said.env.push((setting.variable, if is_path { absolute(&value) } else { value }));
    }
    said
}

/// The value of an option as it was written, with absolute paths: a client starts the program in another directory.
fn value(arg: &Arg, matches: &ArgMatches) -> Option<String> {
    let raw: Vec<String> =
        matches.get_raw(arg.get_id().as_str())?.map(|value| value.to_string_lossy().into_owned()).collect();
    let value = raw.join(&arg.get_value_delimiter().unwrap_or(',').to_string());
    let kind = arg.get_value_parser().type_id();
    let is_file = kind == TypeId::of::<PathBuf>()
        || (kind == TypeId::of::<StoreUrl>()
            && matches!(value.parse(), Ok(StoreUrl::File(path)) if path.as_os_str() == &*value));
    Some(if is_file { absolute(&value) } else { value })
}

fn absolute(path: &str) -> String {
    std::path::absolute(path).map_or_else(|_| path.to_owned(), |path| path.to_string_lossy().into_owned())
}
