//! The configuration: options, the configuration file, and the vendors' settings.
//!
//! Each option is a flag, an environment variable (`OUTREACH_` and its name) and a key of the configuration file. The flag
//! takes precedence over the variable, and the variable over the file.

mod check;
mod command;
mod credential;
mod declared;
mod error;
mod exposed;
mod file;
pub(crate) mod keychain;
mod keys;
mod options;
mod settings;
mod source;
mod store;
mod values;

#[cfg(feature = "sandbox")]
pub(crate) use self::options::SandboxOptions;
pub(crate) use self::{
    check::{check, misspelled},
    command::end_all as end_key_commands,
    credential::is_placeholder,
    declared::{arguments, documented, is_secret, option_ids, server_arguments, variable},
    exposed::{exposed_files, writable_file},
    file::File,
    keys::{LaterKeys, typed_key},
    options::ServeOptions,
    settings::{CompleteKeys, Credentials, Incomplete, read_token},
    values::{boolean, listen},
};
pub use self::{
    error::ConfigError,
    options::{Options, ToolNames, ToolsMode},
    settings::Settings,
    source::Source,
};
