//! Every option, declared once. Each is a flag, an environment variable (`OUTREACH_` and its name) and a key of the
//! configuration file; the flag beats the variable, the variable beats the file.

mod file;
mod settings;

use std::{net::SocketAddr, num::NonZeroUsize, path::PathBuf};

use clap::{ArgAction, Args, Command, ValueEnum, builder::OsStr};
use secrecy::SecretString;

pub use self::{
    file::File,
    settings::{Settings, read_secret},
};
use crate::{
    guard::{
        policy::{Given, Policy, PolicyError},
        quotas,
        recipients::Pattern,
    },
    journal::{Arguments, Limit, location::Given as Store},
};
use outreach_model::{effect::Effect, tool::ToolFacts, untrusted::Marking, vendor::Setting};
#[cfg(feature = "sandbox")]
use outreach_sandbox::fault::Fault;
use outreach_vendors::catalogue;

/// How tools are named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ToolNames {
    /// `instantly_list_leads`
    Qualified,
    /// `list_leads`, where only one vendor has it
    Bare,
    /// Bare where exactly one vendor is set up, else qualified
    #[default]
    Auto,
}

/// The options of every command.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// Configuration file; without it the one in the user's configuration folder, where there is one
    #[arg(long, value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,

    #[cfg(feature = "sandbox")]
    /// Use stand-ins of the vendors, seeded with made-up data: no account, no key, nothing leaves this machine
    #[arg(long, value_name = "BOOL", global = true, action = ArgAction::Set, num_args = 0..=1, require_equals = true,
          default_value_t = false, default_missing_value = "true", hide_possible_values = true)]
    pub sandbox: bool,

    #[cfg(feature = "sandbox")]
    /// Have the sandbox misbehave, e.g. 'POST /emails/reply=drop', 'GET /campaigns=503*2', '* *=latency:300ms'; several are parted by a semicolon
    #[arg(long, value_name = "FAULT", global = true, value_delimiter = ';')]
    pub sandbox_fault: Vec<Fault>,

    /// How tools are named: `instantly_list_leads`, `list_leads`, or the short form where one vendor is set up
    #[arg(long, value_name = "HOW", global = true, value_enum, default_value_t)]
    pub tool_names: ToolNames,

    /// Enable nothing but reads
    #[arg(long, value_name = "BOOL", global = true, action = ArgAction::Set, num_args = 0..=1, require_equals = true,
          default_value_t = false, default_missing_value = "true", hide_possible_values = true)]
    pub read_only: bool,

    /// The effects that calls may have, parted by commas
    #[arg(long, value_name = "EFFECT", global = true, value_delimiter = ',', value_enum, default_values_t = Effect::ALL)]
    pub permit: Vec<Effect>,

    /// Enable only these vendors or parts of them, e.g. `instantly,overloop.prospects`, and what `--tools` names
    #[arg(long, value_name = "TOOLSET", global = true, value_delimiter = ',')]
    pub toolsets: Vec<String>,

    /// Enable only these tools, e.g. `list_*,instantly_get_lead`, and what `--toolsets` names
    #[arg(long, value_name = "GLOB", global = true, value_delimiter = ',')]
    pub tools: Vec<String>,

    /// Enable none of these tools, whatever else is said, e.g. `delete_*`
    #[arg(long, value_name = "GLOB", global = true, value_delimiter = ',')]
    pub exclude_tools: Vec<String>,

    /// How words that strangers wrote are set apart: `untrusted_fields` lists where they stand, or each is also put between tags
    #[arg(long, value_name = "HOW", global = true, value_enum, default_value_t)]
    pub mark_untrusted: Marking,

    /// The effects that a person has to agree to before a call is made, e.g. `send,delete,spend`
    #[arg(long, value_name = "EFFECT", global = true, value_delimiter = ',', value_enum)]
    pub confirm: Vec<Effect>,

    /// Show what every write would send, and send none
    #[arg(long, value_name = "BOOL", global = true, action = ArgAction::Set, num_args = 0..=1, require_equals = true,
          default_value_t = false, default_missing_value = "true", hide_possible_values = true)]
    pub dry_run: bool,

    /// How many calls of an effect an account may have in a time, e.g. `send=50/day,snov.spend=200/day`
    #[arg(long, value_name = "LIMIT", global = true, value_delimiter = ',', value_parser = quotas::parse)]
    pub limit: Vec<Limit>,

    /// An address (`jane@example.com`) or a domain (`@example.com`) that no write may name
    #[arg(long, value_name = "WHOM", global = true, value_delimiter = ',')]
    pub deny_recipient: Vec<Pattern>,

    /// The addresses and domains that writes may name; all, where none is given
    #[arg(long, value_name = "WHOM", global = true, value_delimiter = ',')]
    pub allow_recipient: Vec<Pattern>,

    /// Where the journal of writes is kept: a file, `postgres://USER@HOST/DATABASE` for several servers, or `memory`; without it a file in the user's folder for state
    #[arg(long, value_name = "PLACE", global = true, hide_env_values = true)]
    pub store: Option<Store>,

    /// Begin another journal where the one that there was is damaged
    #[arg(long, value_name = "BOOL", global = true, action = ArgAction::Set, num_args = 0..=1, require_equals = true,
          default_value_t = false, default_missing_value = "true", hide_possible_values = true)]
    pub new_journal: bool,

    /// What the journal keeps of a call's arguments
    #[arg(long, value_name = "WHAT", global = true, value_enum, default_value_t)]
    pub journal_arguments: Arguments,

    /// For how long the same call counts as the same intent, and is not carried out again
    #[arg(long, value_name = "TIME", global = true, default_value = "15m")]
    pub duplicate_window: humantime::Duration,

    /// The time a tool call may take
    #[arg(long, value_name = "TIME", global = true, default_value = "50s")]
    pub call_timeout: humantime::Duration,

    /// The share of each vendor's rate limit to use; 0 for no pacing
    #[arg(long, value_name = "SHARE", global = true, default_value_t = 1.0, value_parser = share)]
    pub pace: f64,

    /// What is logged to stderr: error, warn, info, debug or trace; also per module
    #[arg(long, value_name = "LEVEL", global = true, default_value = "warn", value_parser = crate::logging::filter)]
    pub log: String,
}

impl Options {
    /// Whether the vendors are the sandbox's.
    pub fn is_sandbox(&self) -> bool {
        #[cfg(feature = "sandbox")]
        let sandbox = self.sandbox;
        #[cfg(not(feature = "sandbox"))]
        let sandbox = false;
        sandbox
    }

    /// What they say of tools and effects.
    ///
    /// # Errors
    ///
    /// Where it makes no sense.
    pub fn policy(&self, catalogue: &[ToolFacts]) -> Result<Policy, ConfigError> {
        let given = Given {
            read_only: self.read_only,
            permit: &self.permit,
            toolsets: &self.toolsets,
            tools: &self.tools,
            exclude_tools: &self.exclude_tools,
        };
        Ok(Policy::new(given, catalogue)?)
    }
}

/// The options of `serve`.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Server options")]
pub struct ServeOptions {
    /// Address to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,

    /// Bearer token that every request has to carry; needed to listen on other than loopback. Better set as a variable
    #[arg(long, value_name = "TOKEN", hide_env_values = true)]
    pub auth_token: Option<SecretString>,

    /// File that holds the token
    #[arg(long, value_name = "FILE", conflicts_with = "auth_token")]
    pub auth_token_file: Option<PathBuf>,

    /// Host name the server may be called by, beside those of this machine; `*` for any
    #[arg(long, value_name = "HOST", value_delimiter = ',')]
    pub allow_host: Vec<String>,

    /// Origin of web pages that may call the server, beside those of this machine; `*` for any
    #[arg(long, value_name = "ORIGIN", value_delimiter = ',')]
    pub allow_origin: Vec<String>,

    /// Threads that calls run on; one answers soonest and serves tens of thousands of calls a second
    #[arg(long, value_name = "N", default_value_t = NonZeroUsize::MIN)]
    pub threads: NonZeroUsize,

    /// Sessions there may be at once, of each transport
    #[arg(long, value_name = "N", default_value_t = 1000)]
    pub max_sessions: usize,

    /// The time that running calls get to finish when the server is stopped
    #[arg(long, value_name = "TIME", default_value = "55s")]
    pub drain: humantime::Duration,
}

/// The options of `sandbox`.
#[cfg(feature = "sandbox")]
#[derive(Args, Clone, Debug)]
pub struct SandboxOptions {
    /// Address to listen on with `sandbox`; port 0 takes a free one
    #[arg(long = "listen", value_name = "ADDR", default_value = "127.0.0.1:8790")]
    pub sandbox_listen: SocketAddr,
}

fn share(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(share),
        _ => Err("a number between 0 and 1".to_owned()),
    }
}

/// What is wrong with the configuration; the user has to mend it.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// It cannot be read.
    #[error("cannot read `{}`: {error}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// It is no TOML.
    #[error("`{}` is no TOML: {error}", path.display())]
    Parse {
        /// The file.
        path: PathBuf,
        /// Where and why.
        error: Box<toml::de::Error>,
    },
    /// It has a key that means nothing.
    #[error("`{}` has an unknown key `{key}`{hint}", path.display())]
    UnknownKey {
        /// The file.
        path: PathBuf,
        /// The key.
        key: String,
        /// The nearest known one.
        hint: String,
    },
    /// It has a value that no option takes.
    #[error("`{}`: `{key}` must be a text, a number, a boolean or a list of texts", path.display())]
    Value {
        /// The file.
        path: PathBuf,
        /// The key.
        key: String,
    },
    /// A secret is given twice, and the two may differ.
    #[error("`{0}` and `{0}_FILE` are both set\nhint: keep one of them")]
    Twice(&'static str),
    /// A secret has characters that no key has.
    #[error("`{0}` holds a space, a line break or another character that no key has\nhint: copy the key again")]
    NoKey(&'static str),
    /// The policy makes no sense.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// A base URL is none.
    #[error("`{variable}` is no base URL: {why}\nhint: scheme, host and port, e.g. `{example}`")]
    BaseUrl {
        /// The variable.
        variable: &'static str,
        /// Why.
        why: String,
        /// What one looks like.
        example: &'static str,
    },
}

/// One option, for the documents.
pub struct Documented {
    /// `--tool-names`, none for what has no flag.
    pub flag: Option<String>,
    /// Its environment variable.
    pub variable: String,
    /// Its key in the file.
    pub key: String,
    /// Its default.
    pub default: Option<String>,
    /// What it is.
    pub help: String,
}

/// The command line with environment variables on every option, and the file's values as defaults.
pub fn command(cli: Command, file: &File) -> Command {
    let ids = option_ids();
    let dress = |arg: clap::Arg| {
        let id = arg.get_id().to_string();
        if !ids.contains(&id) {
            return arg;
        }
        // One that is set to nothing is not set: launchers hand on what was left out.
        let name = variable(&id);
        let is_empty = std::env::var_os(&name).is_some_and(|value| value.is_empty());
        let arg = if is_empty { arg } else { arg.env(OsStr::from(name)) };
        match file.all(&id) {
            Some(values) => {
                arg.default_values(values.iter().map(|value| OsStr::from(value.clone())).collect::<Vec<_>>())
            }
            None => arg,
        }
    };
    cli.mut_args(dress).mut_subcommands(|command| command.mut_args(dress))
}

/// The options, a command's worth at a time.
fn declared() -> Vec<Command> {
    let command = || Command::new("");
    vec![
        Options::augment_args(command()),
        ServeOptions::augment_args(command()),
        #[cfg(feature = "sandbox")]
        SandboxOptions::augment_args(command()),
    ]
}

fn option_ids() -> Vec<String> {
    declared().iter().flat_map(Command::get_arguments).map(|arg| arg.get_id().to_string()).collect()
}

fn variable(id: &str) -> String {
    format!("OUTREACH_{}", id.to_uppercase())
}

/// Every option and every variable of a vendor, in the order of their declaration.
pub fn documented() -> Vec<Documented> {
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
                help: "File that holds it".to_owned(),
            };
            [document(setting), file]
        });
        secrets.chain([document(&vendor.base_url)])
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

fn key(setting: &Setting) -> String {
    setting.variable.to_lowercase()
}
