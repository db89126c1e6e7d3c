//! The options, each declared once. The doc comment of an option is its help text.

use std::{net::SocketAddr, num::NonZeroUsize, path::PathBuf, time::Duration};

use clap::{ArgAction, Args, ValueEnum};
use outreach_model::{effect::Effect, tool::ToolFacts, untrusted::Marking};
use secrecy::SecretString;

use super::error::ConfigError;
use super::store::StoreParser;
use super::values::{BooleanParser, listen};
use crate::{
    guard::{
        policy::{Policy, PolicyOptions},
        quotas,
        recipients::Pattern,
    },
    journal::{Arguments, Keep, MIN_RETENTION, Quota, StoreUrl},
    logging,
};
#[cfg(feature = "sandbox")]
use outreach_sandbox::fault::Fault;

/// How tools are named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ToolNames {
    /// `instantly_list_leads`
    Qualified,
    /// `list_leads`, if only one vendor has the tool
    Bare,
    /// Bare if exactly one vendor is configured, otherwise qualified
    #[default]
    Auto,
}

/// Which of the enabled tools are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ToolsMode {
    /// Every core toolset, and those that `--toolsets` or `--tools` names
    #[default]
    Full,
    /// A dozen: the search for tools, the two that call what it finds, and what everyday jobs need most
    Lean,
}

/// The options of every command.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Global options")]
pub struct Options {
    /// Configuration file; by default `outreach-mcp/outreach-mcp.toml` in your configuration directory, if it exists
    #[arg(long, value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,

    #[cfg(feature = "sandbox")]
    /// Use simulated vendors with sample data: no account, no key, and no request leaves this machine
    #[arg(long, value_name = "BOOL", global = true, action = ArgAction::Set, num_args = 0..=1, require_equals = true,
          value_parser = BooleanParser, default_value_t = false, default_missing_value = "true",
          hide_possible_values = true)]
    pub sandbox: bool,

    #[cfg(feature = "sandbox")]
    /// Faults that the sandbox injects, separated by semicolons, e.g. 'POST /emails/reply=drop', 'GET
    /// /campaigns=503*2', '* *=latency:300ms'
    #[arg(long, value_name = "FAULT", global = true, value_delimiter = ';')]
    pub sandbox_fault: Vec<Fault>,

    /// How tools are named: with the vendor (`instantly_list_leads`), without (`list_leads`), or without if only one
    /// vendor is configured
    #[arg(long, value_name = "HOW", global = true, value_enum, default_value_t)]
    pub tool_names: ToolNames,

    /// How many of the enabled tools are listed: `full` for those of every core toolset and of each that is named, `lean`
    /// for twelve at most. Agents find the others with `find_tools`
    #[arg(long, value_name = "MODE", global = true, value_enum, default_value_t)]
    pub tools_mode: ToolsMode,

    /// Enable only calls that read
    #[arg(long, value_name = "BOOL", global = true, action = ArgAction::Set, num_args = 0..=1, require_equals = true,
          value_parser = BooleanParser, default_value_t = false, default_missing_value = "true",
          hide_possible_values = true)]
    pub read_only: bool,

    /// Enable only calls with these effects, separated by commas
    #[arg(long, value_name = "EFFECT", global = true, value_delimiter = ',', value_enum, default_values_t = Effect::ALL)]
    pub permit: Vec<Effect>,

    /// Enable only these vendors or parts of vendors, e.g. `instantly,overloop.prospects`, and the tools of `--tools`; a part
    /// that is named is listed, `core` stands for all that is listed by default, `all` lists everything
    #[arg(long, value_name = "TOOLSET", global = true, value_delimiter = ',')]
    pub toolsets: Vec<String>,

    /// Enable only these tools, e.g. `list_*,instantly_get_lead`, and the toolsets of `--toolsets`
    #[arg(long, value_name = "GLOB", global = true, value_delimiter = ',')]
    pub tools: Vec<String>,

    /// Disable these tools, whatever the other options enable, e.g. `delete_*`
    #[arg(long, value_name = "GLOB", global = true, value_delimiter = ',')]
    pub exclude_tools: Vec<String>,

    /// How third-party text in results is marked: `list` names its fields in `untrusted_fields`, `wrap` also puts it
    /// between tags
    #[arg(long, value_name = "HOW", global = true, value_enum, default_value_t)]
    pub mark_untrusted: Marking,

    /// Ask a person to confirm each call with one of these effects, e.g. `send,delete,spend`
    #[arg(long, value_name = "EFFECT", global = true, value_delimiter = ',', value_enum)]
    pub confirm: Vec<Effect>,

    /// Show the request of every write instead of sending it
    #[arg(long, value_name = "BOOL", global = true, action = ArgAction::Set, num_args = 0..=1, require_equals = true,
          value_parser = BooleanParser, default_value_t = false, default_missing_value = "true",
          hide_possible_values = true)]
    pub dry_run: bool,

    /// Limit the calls of an account by effect and period, e.g. `send=50/day,snov.spend=200/day`; a call on many leads or recipients counts
    /// as one for each
    #[arg(long, value_name = "LIMIT", global = true, value_delimiter = ',', value_parser = quotas::parse)]
    pub(crate) limit: Vec<Quota>,

    /// Refuse writes that reach these addresses (`jane@example.com`) or domains (`@example.com`), or whose recipients cannot be read
    #[arg(long, value_name = "RECIPIENT", global = true, value_delimiter = ',')]
    pub deny_recipient: Vec<Pattern>,

    /// Refuse writes that reach any address or domain other than these, or whose recipients cannot be read; by default all are allowed
    #[arg(long, value_name = "RECIPIENT", global = true, value_delimiter = ',')]
    pub allow_recipient: Vec<Pattern>,

    /// Take the vendors' webhooks: `serve` answers at `/hooks/VENDOR/SECRET`, and `list_events` reads what came, in every process with
    /// this journal
    #[arg(long, value_name = "BOOL", global = true, action = ArgAction::Set, num_args = 0..=1, require_equals = true,
          value_parser = BooleanParser, default_value_t = false, default_missing_value = "true",
          hide_possible_values = true)]
    pub hooks: bool,

    /// Where the journal of writes is kept: a file, `postgres://USER@HOST/DATABASE` to share it between servers, or
    /// `memory`; by default a file in your state directory
    #[arg(long, value_name = "STORE", global = true, hide_env_values = true, value_parser = StoreParser)]
    pub(crate) store: Option<StoreUrl>,

    /// Start a new journal if the existing one is damaged
    #[arg(long, value_name = "BOOL", global = true, action = ArgAction::Set, num_args = 0..=1, require_equals = true,
          value_parser = BooleanParser, default_value_t = false, default_missing_value = "true",
          hide_possible_values = true)]
    pub new_journal: bool,

    /// What the journal keeps of a call's arguments
    #[arg(long, value_name = "WHAT", global = true, value_enum, default_value_t)]
    pub(crate) journal_arguments: Arguments,

    /// How long the journal keeps a call that has ended, at least as long as a limit or the duplicate window looks back; `forever`
    /// deletes none. Calls whose outcome is unknown stay until it is found out [default: 90d]
    #[arg(long, value_name = "DURATION", global = true)]
    pub(crate) journal_keep: Option<Keep>,

    /// How long the same call counts as a duplicate and is not sent again
    #[arg(long, value_name = "DURATION", global = true, default_value = "15m")]
    pub duplicate_window: humantime::Duration,

    /// Time limit of a tool call
    #[arg(long, value_name = "DURATION", global = true, default_value = "50s")]
    pub call_timeout: humantime::Duration,

    /// Share of each vendor's rate limit to use, from 0 to 1; 0 turns rate limiting off
    #[arg(long, value_name = "SHARE", global = true, default_value_t = 1.0, value_parser = share)]
    pub pace: f64,

    /// Send keys unencrypted if a base URL is `http://` on another machine
    #[arg(long, value_name = "BOOL", global = true, action = ArgAction::Set, num_args = 0..=1, require_equals = true,
          value_parser = BooleanParser, default_value_t = false, default_missing_value = "true",
          hide_possible_values = true)]
    pub allow_http: bool,

    /// The most rows that one call of a list reads, whatever its `max_items`
    #[arg(long, value_name = "N", global = true, default_value_t = 1000, value_parser = at_least::<1>)]
    pub max_items_cap: usize,

    /// The most bytes of an answer: rows beyond it are left out, and long texts cut
    #[arg(long, value_name = "BYTES", global = true, default_value_t = 60_000, value_parser = at_least::<10_000>)]
    pub max_result_bytes: usize,

    /// Log level on stderr: error, warn, info, debug, trace or off; or directives such as `warn,outreach_mcp=debug`
    #[arg(long, value_name = "LEVEL", global = true, default_value = "warn", value_parser = logging::filter)]
    pub log: String,
}

impl Options {
    /// Whether calls go to the sandbox; always false in a build without it.
    pub fn is_sandbox(&self) -> bool {
        #[cfg(feature = "sandbox")]
        let sandbox = self.sandbox;
        #[cfg(not(feature = "sandbox"))]
        let sandbox = false;
        sandbox
    }

    /// Whether the journal ends with the process.
    fn is_in_memory(&self) -> bool {
        match self.store {
            Some(StoreUrl::Memory) => true,
            None => self.is_sandbox(),
            Some(StoreUrl::File(_) | StoreUrl::Server(_)) => false,
        }
    }

    /// How long the journal keeps entries.
    ///
    /// # Errors
    ///
    /// Where a window looks back further.
    pub(crate) fn keep(&self) -> Result<Keep, ConfigError> {
        let limits = self.limit.iter().map(|quota| (quota.per, format!("`--limit {}` looks back", quota.text)));
        let window = (self.duplicate_window.into(), format!("`--duplicate-window {}`", self.duplicate_window));
        let windows = limits.chain([window, (MIN_RETENTION, "results are kept for replays".to_owned())]);
        let longest = windows.max_by_key(|(time, _)| *time);
        let (longest, what) = longest.unwrap_or_default();
        match self.journal_keep {
            // What is in memory serves the windows alone: no command reads it.
            None if self.is_in_memory() => Ok(Keep(Some(longest))),
            None => Ok(Keep::default_for(longest)),
            Some(Keep(Some(keep))) if keep < longest => {
                let shown = |time: Duration| humantime::format_duration(time).to_string();
                Err(ConfigError::KeepTooShort { keep: shown(keep), what, longest: shown(longest) })
            }
            Some(keep) => Ok(keep),
        }
    }

    /// The policy that the options ask for, over all tools of the catalogue.
    ///
    /// # Errors
    ///
    /// Where a name or pattern matches no tool, or no effect is permitted.
    pub fn policy(&self, catalogue: &[ToolFacts]) -> Result<Policy, ConfigError> {
        let given = PolicyOptions {
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
pub(crate) struct ServeOptions {
    /// Address and port to listen on, or a port of this machine alone; port 0 picks a free one
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080", value_parser = listen)]
    pub(crate) listen: SocketAddr,

    /// Bearer token that requests must carry; required unless `--listen` is a loopback address. Prefer the variable:
    /// other users can see flags
    #[arg(long, value_name = "TOKEN", hide_env_values = true)]
    pub(crate) auth_token: Option<SecretString>,

    /// File that contains the bearer token
    #[arg(long, value_name = "FILE", conflicts_with = "auth_token")]
    pub(crate) auth_token_file: Option<PathBuf>,

    /// The secret in the path at which vendors' webhooks arrive, with `--hooks`: at least 24 letters, digits, `-` and `_`. Prefer the
    /// variable: other users can see flags
    #[arg(long, value_name = "SECRET", hide_env_values = true)]
    pub(crate) hook_secret: Option<SecretString>,

    /// Host names under which the server may be called, besides those of this machine; `*` allows any
    #[arg(long, value_name = "HOST", value_delimiter = ',')]
    pub(crate) allow_host: Vec<String>,

    /// Origins of web pages that may call the server, besides those of this machine, each named exactly
    #[arg(long, value_name = "ORIGIN", value_delimiter = ',')]
    pub(crate) allow_origin: Vec<String>,

    /// Number of threads; one has the lowest latency and serves tens of thousands of calls a second
    #[arg(long, value_name = "N", default_value_t = NonZeroUsize::MIN)]
    pub(crate) threads: NonZeroUsize,

    /// Maximum number of open connections; fewer if the system lets the process open fewer files
    #[arg(long, value_name = "N", default_value = "4096")]
    pub(crate) max_connections: NonZeroUsize,

    /// Maximum number of open sessions, for each transport; the one that has been idle for the longest gives way
    #[arg(long, value_name = "N", default_value_t = 1000)]
    pub(crate) max_sessions: usize,

    /// How long the server waits for running calls when it is stopped
    #[arg(long, value_name = "DURATION", default_value = "55s")]
    pub(crate) drain: humantime::Duration,
}

/// The options of `sandbox`.
#[cfg(feature = "sandbox")]
#[derive(Args, Clone, Debug)]
pub(crate) struct SandboxOptions {
    /// Address and port that `outreach-mcp sandbox` listens on, or a port of this machine alone; port 0 picks a free one
    #[arg(long = "listen", value_name = "ADDR", default_value = "127.0.0.1:8790", value_parser = listen)]
    pub(crate) sandbox_listen: SocketAddr,
}

fn at_least<const LEAST: usize>(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|number| *number >= LEAST).ok_or_else(|| format!("expected a number of at least {LEAST}"))
}

fn share(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(share),
        _ => Err("expected a number between 0 and 1".to_owned()),
    }
}
