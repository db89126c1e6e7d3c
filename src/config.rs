//! Every option, declared once. Each is a flag, an environment variable (`OUTREACH_` and its name) and a key of the
//! configuration file; the flag beats the variable, the variable beats the file.

use std::{
    collections::BTreeMap,
    ffi::OsString,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use clap::{ArgAction, Args, Command, CommandFactory, builder::OsStr};
use etcetera::BaseStrategy;
use secrecy::SecretString;

use crate::{
    catalogue,
    cli::{Cli, clients::is_placeholder},
    inputs::nearest,
    sandbox::fault::Fault,
    toolbox::ToolNames,
    vendor::{Setting, Vendor},
};

/// The options of every command.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// Configuration file; without it the one in the user's configuration folder, where there is one
    #[arg(long, value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,

    /// Use stand-ins of the vendors, seeded with made-up data: no account, no key, nothing leaves this machine
    #[arg(long, value_name = "BOOL", global = true, action = ArgAction::Set, num_args = 0..=1, require_equals = true,
          default_value_t = false, default_missing_value = "true", hide_possible_values = true)]
    pub sandbox: bool,

    /// Have the sandbox misbehave, e.g. 'POST /emails/reply=drop', 'GET /campaigns=503*2', '* *=latency:300ms'
    #[arg(long, value_name = "FAULT", global = true, value_delimiter = ';')]
    pub sandbox_fault: Vec<Fault>,

    /// How tools are named: `instantly_list_leads`, `list_leads`, or the short form where one vendor is set up
    #[arg(long, value_name = "HOW", global = true, value_enum, default_value_t)]
    pub tool_names: ToolNames,

    /// The time a tool call may take
    #[arg(long, value_name = "TIME", global = true, default_value = "50s")]
    pub call_timeout: humantime::Duration,

    /// The share of each vendor's rate limit to use; 0 for no pacing
    #[arg(long, value_name = "SHARE", global = true, default_value_t = 1.0, value_parser = share)]
    pub pace: f64,

    /// What is logged to stderr: error, warn, info, debug or trace; also per module
    #[arg(long, value_name = "LEVEL", global = true, default_value = "warn", value_parser = crate::cli::log::filter)]
    pub log: String,
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

    /// Sessions there may be at once, of each transport
    #[arg(long, value_name = "N", default_value_t = 1000)]
    pub max_sessions: usize,

    /// The time that running calls get to finish when the server is stopped
    #[arg(long, value_name = "TIME", default_value = "55s")]
    pub drain: humantime::Duration,
}

/// The options of `sandbox`.
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

/// The configuration file's contents: its keys, as texts.
#[derive(Debug, Default)]
pub struct File {
    values: BTreeMap<String, Vec<String>>,
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
pub fn command(file: &File) -> Command {
    let ids = option_ids();
    let dress = |arg: clap::Arg| {
        let id = arg.get_id().to_string();
        if !ids.contains(&id) {
            return arg;
        }
        let arg = arg.env(OsStr::from(variable(&id)));
        match file.values.get(&id) {
            Some(values) => {
                arg.default_values(values.iter().map(|value| OsStr::from(value.clone())).collect::<Vec<_>>())
            }
            None => arg,
        }
    };
    Cli::command().mut_args(dress).mut_subcommands(|command| command.mut_args(dress))
}

/// The options, a command's worth at a time.
fn declared() -> [Command; 3] {
    let command = || Command::new("");
    [Options::augment_args(command()), ServeOptions::augment_args(command()), SandboxOptions::augment_args(command())]
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

impl File {
    /// Reads the file that `--config` names, or the user's own where there is one.
    ///
    /// The folder the program is started in is not looked at: an agent is started in folders that strangers wrote, and a
    /// base URL set there would hand them the key.
    ///
    /// # Errors
    ///
    /// Where it cannot be read, is no TOML or has a key that means nothing.
    pub fn load(arguments: &[OsString]) -> Result<Self, ConfigError> {
        let variable = || std::env::var_os("OUTREACH_CONFIG").filter(|path| !path.is_empty()).map(PathBuf::from);
        let named = named(arguments).or_else(variable);
        let Some(path) = named.clone().or_else(default_path) else { return Ok(Self::default()) };
        match std::fs::read_to_string(&path) {
            Ok(text) => Self::parse(&text, &path),
            // Only a file that was asked for has to be there.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && named.is_none() => Ok(Self::default()),
            Err(error) => Err(ConfigError::Read { path, error }),
        }
    }

    fn parse(text: &str, path: &Path) -> Result<Self, ConfigError> {
        let table: toml::Table = toml::from_str(text)
            .map_err(|error| ConfigError::Parse { path: path.to_owned(), error: Box::new(error) })?;
        let known: Vec<String> =
            documented().into_iter().map(|option| option.key).filter(|key| key != "config").collect();
        let mut values = BTreeMap::new();
        for (key, value) in table {
            if !known.contains(&key) {
                let hint = nearest(&key, known.iter().map(String::as_str))
                    .first()
                    .map(|near| format!("\nhint: did you mean `{near}`?"));
                return Err(ConfigError::UnknownKey { path: path.to_owned(), key, hint: hint.unwrap_or_default() });
            }
            let texts = match value {
                toml::Value::Array(items) => items.into_iter().map(text_of).collect(),
                other => text_of(other).map(|text| vec![text]),
            };
            match texts {
                Some(texts) => values.insert(key, texts),
                None => return Err(ConfigError::Value { path: path.to_owned(), key }),
            };
        }
        Ok(Self { values })
    }

    fn get(&self, key: &str) -> Option<String> {
        self.values.get(key).and_then(|values| values.first()).cloned()
    }
}

/// The user's own configuration file.
fn default_path() -> Option<PathBuf> {
    let folders = etcetera::choose_base_strategy().ok()?;
    Some(folders.config_dir().join("outreach-mcp").join("outreach-mcp.toml"))
}

fn text_of(value: toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text),
        toml::Value::Integer(number) => Some(number.to_string()),
        toml::Value::Float(number) => Some(number.to_string()),
        toml::Value::Boolean(flag) => Some(flag.to_string()),
        _ => None,
    }
}

/// The file that `--config` names. Read before the command line is parsed: the file holds its defaults.
fn named(arguments: &[OsString]) -> Option<PathBuf> {
    let mut arguments = arguments.iter().skip(1).take_while(|argument| *argument != "--");
    while let Some(argument) = arguments.next() {
        if argument == "--config" {
            return arguments.next().map(PathBuf::from);
        }
        if let Some(path) = argument.to_str().and_then(|argument| argument.strip_prefix("--config=")) {
            return Some(PathBuf::from(path));
        }
    }
    None
}

/// The settings of the vendors, from the environment and the file.
pub struct Settings<'a> {
    /// The file.
    pub file: &'a File,
}

impl Settings<'_> {
    /// A vendor's base URL.
    ///
    /// # Errors
    ///
    /// Where it is none.
    pub fn base_url(&self, vendor: &Vendor) -> Result<String, ConfigError> {
        let setting = &vendor.base_url;
        let example = setting.default.unwrap_or_default();
        let Some(given) = self.plain(setting) else { return Ok(example.to_owned()) };
        let wrong = |why: String| ConfigError::BaseUrl { variable: setting.variable, why, example };
        let url = url::Url::parse(&given).map_err(|error| wrong(error.to_string()))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(wrong("its scheme is neither http nor https".to_owned()));
        }
        if url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() || url.password().is_some() {
            return Err(wrong("it has more than scheme, host, port and path".to_owned()));
        }
        Ok(given)
    }

    /// A vendor's credentials: all of them, or what is missing.
    ///
    /// # Errors
    ///
    /// Where one is given twice or its file cannot be read.
    pub fn credentials(&self, vendor: &Vendor) -> Result<Result<Vec<SecretString>, Vec<&'static str>>, ConfigError> {
        let mut found = Vec::new();
        let mut missing = Vec::new();
        for setting in vendor.credentials {
            match self.secret(setting)? {
                Some(secret) => found.push(secret),
                None => missing.push(setting.variable),
            }
        }
        Ok(if missing.is_empty() { Ok(found) } else { Err(missing) })
    }

    fn plain(&self, setting: &Setting) -> Option<String> {
        environment(setting.variable).or_else(|| self.file.get(&key(setting)))
    }

    fn secret(&self, setting: &Setting) -> Result<Option<SecretString>, ConfigError> {
        let file_variable = format!("{}_FILE", setting.variable);
        let secret = match (environment(setting.variable), environment(&file_variable)) {
            (Some(_), Some(_)) => return Err(ConfigError::Twice(setting.variable)),
            (Some(value), None) => Some(value),
            (None, Some(path)) => Some(read_secret(Path::new(&path))?),
            (None, None) => match (self.file.get(&key(setting)), self.file.get(&format!("{}_file", key(setting)))) {
                (Some(_), Some(_)) => return Err(ConfigError::Twice(setting.variable)),
                (Some(value), None) => Some(value),
                (None, Some(path)) => Some(read_secret(Path::new(&path))?),
                (None, None) => None,
            },
        };
        Ok(secret.map(|secret| secret.trim().to_owned()).filter(|secret| !secret.is_empty()).map(SecretString::from))
    }
}

/// A variable that is set to something. Clients hand on empty ones, and placeholders, for what the user left out.
fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.trim().is_empty() && !is_placeholder(value))
}

/// The secret in a file.
///
/// # Errors
///
/// Where it cannot be read.
pub fn read_secret(path: &Path) -> Result<String, ConfigError> {
    let text = std::fs::read_to_string(path).map_err(|error| ConfigError::Read { path: path.to_owned(), error })?;
    Ok(text.trim().to_owned())
}
