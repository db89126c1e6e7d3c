//! The declared options and settings, with their names in each source.
//! The command line and the documents are made from them.

use clap::{Arg, Args, Command};
use outreach_model::vendor::Setting;
use outreach_vendors::catalogue;

#[cfg(feature = "sandbox")]
use super::options::SandboxOptions;
use super::options::{Options, ServeOptions};

/// An option or a vendor's setting, as the documents show it.
pub(crate) struct Documented {
    /// For example `--tool-names`; `None` for settings that only have a variable.
    pub(crate) flag: Option<String>,
    /// The environment variable.
    pub(crate) variable: String,
    /// The key in the configuration file.
    pub(crate) key: String,
    pub(crate) default: Option<String>,
    pub(crate) help: String,
}

/// The options, grouped by the command that takes them.
pub(super) fn declared() -> Vec<Command> {
    let command = || Command::new("");
    vec![
        Options::augment_args(command()),
        ServeOptions::augment_args(command()),
        #[cfg(feature = "sandbox")]
        SandboxOptions::augment_args(command()),
    ]
}

/// The ids of all options, which are also their keys in the configuration file.
pub(crate) fn option_ids() -> Vec<String> {
    declared().iter().flat_map(Command::get_arguments).map(|arg| arg.get_id().to_string()).collect()
}

/// The options that every command takes, as the command line declares them.
pub(crate) fn arguments() -> Vec<Arg> {
    Options::augment_args(Command::new("")).get_arguments().cloned().collect()
}

/// The options of a server that listens, as the command line declares them.
pub(crate) fn server_arguments() -> Vec<Arg> {
    ServeOptions::augment_args(Command::new("")).get_arguments().cloned().collect()
}

/// Whether the values of an option or variable can be secrets.
pub(crate) fn is_secret(arg: &Arg) -> bool {
    arg.is_hide_env_values_set()
}

/// The environment variable of an option.
pub(crate) fn variable(option_id: &str) -> String {
    format!("OUTREACH_{}", option_id.to_uppercase())
}

/// All options and all settings of the vendors, in the order of their declaration.
pub(crate) fn documented() -> Vec<Documented> {
    let declared = declared();
    let options = declared.iter().flat_map(Command::get_arguments).map(|arg| {
        let id = arg.get_id().to_string();
        let default: Vec<String> =
            arg.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
        Documented {
            flag: arg.get_long().map(|long| format!("--{long}")),
            variable: variable(&id),
            key: id,
            default: (!default.is_empty()).then(|| default.join(",")),
            help: arg.get_help().map(ToString::to_string).unwrap_or_default(),
        }
    });
    let settings = catalogue::VENDORS.iter().flat_map(|vendor| {
        let secrets = vendor.credentials.iter().flat_map(|setting| {
            let file = Documented {
                flag: None,
                variable: format!("{}_FILE", setting.variable),
                key: format!("{}_file", key(setting)),
                default: None,
                help: format!("File that contains `{}`", setting.variable),
            };
            [document(setting), file]
        });
        let generation = vendor.generations.as_ref().map(|generations| document(&generations.setting));
        secrets.chain([document(&vendor.base_url)]).chain(generation)
    });
    options.chain(settings).collect()
}

fn document(setting: &Setting) -> Documented {
    Documented {
        flag: None,
        variable: setting.variable.to_owned(),
        key: key(setting),
        default: setting.default.map(str::to_owned),
        help: setting.help.to_owned(),
    }
}

/// The key of a vendor's setting in the configuration file.
pub(super) fn key(setting: &Setting) -> String {
    setting.variable.to_lowercase()
}
