//! The grammar of the command line. The doc comment of a command or argument is its help text.

use std::{ffi::OsString, net::SocketAddr, path::PathBuf};

use clap::{
    Arg, Command, CommandFactory, Parser, Subcommand,
    builder::{OsStr, PossibleValuesParser},
};

use clap_complete::engine::{ArgValueCandidates, CompletionCandidate};
use outreach_vendors::catalogue;

use super::{clients::Client, journal::Query};
#[cfg(feature = "sandbox")]
use crate::config::SandboxOptions;
use crate::config::{File, Options, ServeOptions, arguments, boolean, listen, option_ids, variable};
use crate::service::definitions;

/// MCP server for the outreach APIs of Instantly, Overloop and Snov.io. Without a command it serves MCP over standard input
/// and output, which is how MCP clients start it.
#[derive(Debug, Parser)]
#[command(name = "outreach-mcp", version, max_term_width = 100, after_help = after_help())]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Option<Task>,
    #[command(flatten)]
    pub(super) options: Options,
    /// Show the help with all options
    #[arg(long, global = true, action = clap::ArgAction::HelpLong)]
    help_all: Option<bool>,
    /// Log more: -v for info, -vv for debug, -vvv for trace
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub(super) verbose: u8,
}

#[cfg(feature = "sandbox")]
const EXAMPLE: &str = "Try it without an account:
  outreach-mcp --sandbox call instantly_list_leads '{\"limit\":3}'";
#[cfg(not(feature = "sandbox"))]
const EXAMPLE: &str = "Example:
  outreach-mcp call instantly_list_leads '{\"limit\":3}'";

/// One line per paragraph: clap wraps it to the terminal.
fn after_help() -> String {
    format!(
        "`--help-all` shows all options, which every command takes. Each option is also an environment variable (`OUTREACH_TOOL_NAMES` for `--tool-names`) and a key of the \
         configuration file (`tool_names`). The vendors' keys are read from `INSTANTLY_API_KEY`, `OVERLOOP_API_KEY`, \
         `SNOV_CLIENT_ID` and `SNOV_CLIENT_SECRET`, from files (`INSTANTLY_API_KEY_FILE`), from commands that print them (`INSTANTLY_API_KEY_COMMAND`), or from the system's keychain (`outreach-mcp login`).\n\n{EXAMPLE}"
    )
}

/// A command.
#[derive(Debug, Subcommand)]
pub(super) enum Task {
    /// Serve MCP over standard input and output (the default)
    Stdio,
    /// Serve MCP over HTTP: Streamable HTTP at /mcp, HTTP+SSE at /sse; also /healthz, /readyz and /metrics
    Serve(ServeOptions),
    /// Call a tool and print the result; exits with 1 if the call fails, with 2 if the usage is wrong
    Call {
        /// Name of the tool, as listed by `outreach-mcp tools`
        #[arg(add = ArgValueCandidates::new(tool_names))]
        tool: String,
        /// Inputs of the tool as a JSON object; `-` reads them from standard input
        #[arg(value_name = "JSON", default_value = "{}", hide_default_value = true)]
        inputs: String,
    },
    /// List the enabled tools with effect, size in tokens and description, or show the inputs and outputs of one
    Tools {
        /// Name of the tool to show
        #[arg(value_name = "TOOL", add = ArgValueCandidates::new(tool_names))]
        name: Option<String>,
        /// Print JSON even on a terminal
        #[arg(long)]
        json: bool,
    },
    /// Write the tools' schemas to files, or check that the files are up to date
    Schemas {
        /// Directory of the files
        #[arg(long, value_name = "DIR", default_value = "tool-schemas")]
        out: PathBuf,
        /// Write nothing; list the files that differ and exit with 1 if there are any
        #[arg(long)]
        check: bool,
    },
    /// Check the setup: make one read per configured vendor, look at the journal, and say how to fix what fails
    Doctor,
    /// Ask for a vendor's key, try it, and keep it in the system's keychain
    Login {
        /// Vendor
        #[arg(value_parser = PossibleValuesParser::new(vendors()))]
        vendor: String,
        /// Keep the key without trying it
        #[arg(long)]
        no_check: bool,
    },
    /// Delete a vendor's key from the system's keychain
    Logout {
        /// Vendor
        #[arg(value_parser = PossibleValuesParser::new(vendors()))]
        vendor: String,
    },
    /// Ask the server on this machine whether it runs (/healthz); exits with 1 if it does not. For health checks of containers
    Health {
        /// Address that the server listens on
        #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080", value_parser = listen)]
        listen: SocketAddr,
    },
    /// Print the configuration that makes an MCP client start this program, or write it to the client's file
    Config {
        /// MCP client
        client: Client,
        /// Write the client's file: other content is kept, and a backup is made
        #[arg(long)]
        write: bool,
        #[command(flatten, next_help_heading = "Server options, for clients that connect (n8n)")]
        server: ServeOptions,
    },
    /// Read the journal, the record of all calls that are not reads; works while servers run
    #[command(subcommand)]
    Journal(Query),
    #[cfg(feature = "sandbox")]
    /// Run the simulated vendors as an HTTP server
    Sandbox(SandboxOptions),
    /// Print the manual page, or write the pages of all commands to files
    Man {
        /// Directory of the files; without it the main page is printed
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
    /// Print a shell script that completes commands and options
    Completions {
        /// Shell
        shell: clap_complete::Shell,
    },
}

/// The options that the help shows without a command.
const SHOWN: [&str; 6] = ["config", "sandbox", "read_only", "permit", "confirm", "dry_run"];

/// Which options the help shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Help {
    /// All of them.
    All,
    /// The most important ones, beside the commands.
    Main,
    /// Those that only the command takes.
    OfCommand,
}

impl Help {
    /// What these words of a command line ask for.
    pub(super) fn wanted(arguments: &[OsString]) -> Self {
        let options = arguments.iter().skip(1).take_while(|word| *word != "--");
        let command = Cli::command();
        let is_command = |word: &OsString| word.to_str().is_some_and(|word| command.find_subcommand(word).is_some());
        match options.clone().any(|word| word == "--help-all") {
            true => Self::All,
            false if options.clone().any(is_command) => Self::OfCommand,
            false => Self::Main,
        }
    }

    fn shows(self, id: &str) -> bool {
        self == Self::All || (self == Self::Main && SHOWN.contains(&id))
    }
}

/// The command line's grammar: each option also reads its environment variable, and takes its default from the file. Without
/// a file it reads neither.
pub(super) fn command(file: Option<&File>, help: Help) -> Command {
    let (ids, of_all) = (option_ids(), arguments());
    let with_sources = |arg: Arg| {
        let id = arg.get_id().to_string();
        if !ids.contains(&id) {
            return arg;
        }
        let is_of_all = of_all.iter().any(|other| other.get_id().as_str() == id);
        let arg = if is_of_all && !help.shows(&id) { arg.hide(true) } else { arg };
        let Some(file) = file else { return arg };
        // An empty variable counts as unset: MCP clients pass on settings that the user left out.
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
    Cli::command().mut_args(with_sources).mut_subcommands(|command| command.mut_args(with_sources))
}

/// The words of a command line, with on or off joined to the option that it stands behind: `--read-only yes` is `--read-only=yes`.
pub(super) fn with_joined_booleans(words: Vec<OsString>) -> Vec<OsString> {
    let options = arguments();
    let is_boolean = |word: &OsString| {
        let long = word.to_str().and_then(|word| word.strip_prefix("--"));
        long.is_some() && options.iter().any(|option| option.is_require_equals_set() && option.get_long() == long)
    };
    let mut joined: Vec<OsString> = Vec::with_capacity(words.len());
    let mut are_options = true;
    for word in words {
        are_options &= word != "--";
        match joined.last_mut() {
            Some(last)
                if are_options && is_boolean(last) && word.to_str().is_some_and(|word| boolean(word).is_ok()) =>
            {
                last.push("=");
                last.push(word);
            }
            _ => joined.push(word),
        }
    }
    joined
}

/// The commands that take an option of this name, where the command line itself does not.
pub(super) fn takers(long: &str) -> Vec<String> {
    fn find(command: &Command, path: &str, long: &str, found: &mut Vec<String>) {
        for inner in command.get_subcommands() {
            let path = format!("{path}{}", inner.get_name());
            if inner.get_arguments().any(|arg| arg.get_long() == Some(long)) {
                found.push(path.clone());
            }
            find(inner, &format!("{path} "), long, found);
        }
    }
    let mut found = Vec::new();
    find(&Cli::command(), "", long, &mut found);
    found
}

/// The vendors' ids.
fn vendors() -> Vec<&'static str> {
    catalogue::VENDORS.iter().map(|vendor| vendor.id).collect()
}

/// The names of all tools, for completion.
fn tool_names() -> Vec<CompletionCandidate> {
    definitions::all()
        .map(|tool| CompletionCandidate::new(tool.facts().qualified_name()).help(Some(tool.about().title.into())))
        .collect()
}
