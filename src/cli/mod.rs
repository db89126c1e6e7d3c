//! What a person types.

mod call;
pub mod clients;
mod config_entry;
mod doctor;
mod journal;
pub mod log;
pub mod schemas;
mod tools;

use std::{
    ffi::OsString,
    io::{IsTerminal, Write},
    net::SocketAddr,
    path::PathBuf,
    process::ExitCode,
    sync::Arc,
};

use anyhow::{Context as _, anyhow};
use clap::{FromArgMatches, Parser, Subcommand};
use secrecy::SecretString;
use tokio_util::sync::CancellationToken;

use crate::{
    accounts::Accounts,
    call::redact::Redactor,
    catalogue,
    config::{self, ConfigError, File, Options, SandboxOptions, ServeOptions, Settings, read_secret},
    dispatch::Dispatch,
    guard::{
        Guard,
        confirm::Confirm,
        journal::{
            Journal,
            place::{Given as Store, Place},
        },
        limits::Limits,
        policy::Policy,
        recipients::Recipients,
    },
    mcp::{self, Handler, http::Access},
    sandbox::{self, Sandbox},
    toolbox::Toolbox,
    vendor::Vendor,
};

/// Gives AI agents the outreach actions of Instantly, Overloop and Snov.io as MCP tools. Started without a command it serves
/// MCP over standard input and output, which is what a client's configuration starts.
#[derive(Debug, Parser)]
#[command(name = "outreach-mcp", version, max_term_width = 100, after_help = AFTER_HELP)]
pub struct Cli {
    /// What to do; without it, `stdio`.
    #[command(subcommand)]
    pub command: Option<Task>,
    /// Options of every command.
    #[command(flatten)]
    pub options: Options,
    /// Log more: -v info, -vv debug, -vvv trace
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
}

const AFTER_HELP: &str = "\
Every option is also an environment variable (OUTREACH_TOOL_NAMES for --tool-names) and a key of the
configuration file (tool_names). Keys of vendors are variables: INSTANTLY_API_KEY, OVERLOOP_API_KEY,
SNOV_CLIENT_ID and SNOV_CLIENT_SECRET; each may be named with _FILE at its end, for a file that holds it.

Try it without an account:
  outreach-mcp --sandbox call instantly_list_leads '{\"limit\":3}'";

/// A command.
#[derive(Debug, Subcommand)]
pub enum Task {
    /// Serve MCP over standard input and output (the default)
    Stdio,
    /// Serve MCP over HTTP: Streamable HTTP at /mcp, the older HTTP+SSE pair at /sse, and /healthz, /readyz, /metrics
    Serve(ServeOptions),
    /// Call one tool and print its result; exits with 1 where the call failed, 2 where it was wrong
    Call {
        /// Name of the tool, as `outreach-mcp tools` lists it
        tool: String,
        /// Its inputs as a JSON object; `-` reads them from standard input
        #[arg(value_name = "JSON", default_value = "{}", hide_default_value = true)]
        inputs: String,
    },
    /// List the tools: name, effect, what they take of a model's context
    Tools {
        /// Print JSON, to a terminal too
        #[arg(long)]
        json: bool,
    },
    /// Write the tools' schemas as files, or check that the files are those of this version
    Schemas {
        /// Folder of the files
        #[arg(long, value_name = "DIR", default_value = "tool-schemas")]
        out: PathBuf,
        /// Write nothing; exit with 1 and name each file that differs
        #[arg(long)]
        check: bool,
    },
    /// Say what is set up, try the cheapest read of each vendor, and name the fix for what fails
    Doctor,
    /// Print the entry that makes an MCP client start this program, or write it into the client's file
    Config {
        /// The client
        client: clients::Client,
        /// Merge it into the client's file, keeping everything else there and a backup beside it
        #[arg(long)]
        write: bool,
    },
    /// Read the record of every call that was not a read, beside the servers that write it
    #[command(subcommand)]
    Journal(journal::Look),
    /// Run the vendors' stand-ins alone, for any HTTP client
    Sandbox(SandboxOptions),
    /// Print a script that completes commands and options in a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// Wrong usage: a mistake on the command line or in the configuration, not a failed call.
const WRONG_USAGE: u8 = 2;

/// Runs the program to its end.
pub fn main(arguments: Vec<OsString>) -> ExitCode {
    let file = match File::load(&arguments) {
        Ok(file) => file,
        Err(error) => return wrong_usage(&error),
    };
    let matches = config::command(&file).get_matches_from(arguments);
    let cli = match Cli::from_arg_matches(&matches) {
        Ok(cli) => cli,
        Err(error) => error.exit(),
    };
    match run(cli, &file) {
        Ok(code) => code,
        Err(error) => match error.downcast_ref::<ConfigError>() {
            Some(error) => wrong_usage(error),
            None => {
                complain(&format!("{error:#}"));
                ExitCode::FAILURE
            }
        },
    }
}

fn wrong_usage(error: &dyn std::fmt::Display) -> ExitCode {
    complain(&error.to_string());
    ExitCode::from(WRONG_USAGE)
}

/// Says something to a person that is no part of the output.
fn tell(message: &str) {
    // Nobody is left to tell where stderr is gone too.
    let _ = writeln!(std::io::stderr(), "{message}");
}

fn complain(message: &str) {
    tell(&format!("error: {message}"));
}

/// Prints a line; a reader that has gone away is no failure.
fn print(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// Whether a person reads the output, rather than a program.
fn is_read_by_a_person() -> bool {
    std::io::stdout().is_terminal()
}

fn run(cli: Cli, file: &File) -> anyhow::Result<ExitCode> {
    let Cli { command, options, verbose } = cli;
    let task = command.unwrap_or(Task::Stdio);
    match task {
        Task::Completions { shell } => {
            clap_complete::generate(shell, &mut config::command(file), "outreach-mcp", &mut std::io::stdout());
            return Ok(ExitCode::SUCCESS);
        }
        Task::Schemas { out, check } => return schemas::run(&out, check),
        Task::Config { client, write } => {
            options.policy()?;
            return config_entry::run(client, write, &options, file);
        }
        _ => {}
    }
    // Before anything is started: a mistyped name must not leave more enabled than was meant.
    let policy = options.policy()?;
    let settings = Settings { file };
    let configured = Configured::new(&options, &settings)?;
    let auth_token = match &task {
        Task::Serve(serve) => token(serve)?,
        _ => None,
    };
    let store_secrets = options.store.as_ref().map(Store::secrets).unwrap_or_default();
    let redactor = Redactor::new(configured.secrets().chain(&auth_token).chain(&store_secrets));
    log::start(&options.log, verbose, redactor.clone())?;
    configured.warn_of_halves();
    let runtime = runtime(&task)?;
    let ended = runtime.block_on(async {
        match task {
            Task::Stdio => {
                let setup = Setup::new(&options, policy, configured, redactor).await?;
                let stop = CancellationToken::new();
                tokio::spawn(cancel_on_signal(stop.clone()));
                if std::io::stdin().is_terminal() {
                    tell("serving MCP over standard input and output; a client starts this. `outreach-mcp --help` lists the rest");
                }
                mcp::stdio::serve(Handler::new(setup.dispatch), stop).await?;
                Ok(ExitCode::SUCCESS)
            }
            Task::Serve(serve) => {
                let setup = Setup::new(&options, policy, configured, redactor).await?;
                let stop = CancellationToken::new();
                tokio::spawn(cancel_on_signal(stop.clone()));
                let access = access(serve, auth_token);
                let announce = |address: SocketAddr| {
                    tell(&format!("listening on http://{address} (MCP at /mcp and /sse)"));
                };
                match mcp::http::serve(Handler::new(setup.dispatch), access, stop, announce).await {
                    Err(error @ (mcp::http::ServeError::NoToken(_) | mcp::http::ServeError::ShortToken(_))) => {
                        Ok(wrong_usage(&error))
                    }
                    ended => ended.map(|()| ExitCode::SUCCESS).map_err(Into::into),
                }
            }
            Task::Call { tool, inputs } => {
                call::run(&Setup::new(&options, policy, configured, redactor).await?.dispatch, &tool, &inputs).await
            }
            Task::Tools { json } => {
                Ok(tools::run(&Setup::new(&options, policy, configured, redactor).await?.dispatch.toolbox, json))
            }
            Task::Doctor => {
                let missing = configured.missing.clone();
                let listed =
                    Toolbox::under(policy, &Confirm::default(), &configured.set_up(), options.tool_names);
                // It is the operator's own check, and what it calls only reads: no policy stands against it.
                let setup = Setup::new(&options, Policy::default(), configured, redactor).await?;
                doctor::run(&setup.dispatch, &listed, &missing, options.sandbox).await
            }
            Task::Journal(look) => journal::run(look, place(&options), redactor).await,
            Task::Sandbox(sandbox) => run_sandbox(sandbox.sandbox_listen, &options).await,
            Task::Completions { .. } | Task::Schemas { .. } | Task::Config { .. } => Err(anyhow!("handled before")),
        }
    });
    // A read of standard input or a name look-up that hangs must not keep the program from ending.
    runtime.shutdown_background();
    ended
}

/// On one thread nothing has to be woken on another, which is most of what a call costs here.
fn runtime(task: &Task) -> std::io::Result<tokio::runtime::Runtime> {
    let mut builder = match task {
        Task::Serve(serve) if serve.threads.get() > 1 => {
            let mut builder = tokio::runtime::Builder::new_multi_thread();
            builder.worker_threads(serve.threads.get());
            builder
        }
        _ => tokio::runtime::Builder::new_current_thread(),
    };
    builder.enable_all().build()
}

fn token(serve: &ServeOptions) -> anyhow::Result<Option<SecretString>> {
    if let Some(path) = &serve.auth_token_file {
        return Ok(Some(read_secret(path)?.into()));
    }
    Ok(serve.auth_token.clone())
}

fn access(serve: ServeOptions, auth_token: Option<SecretString>) -> Access {
    Access {
        listen: serve.listen,
        auth_token,
        allow_hosts: serve.allow_host,
        allow_origins: serve.allow_origin,
        max_sessions: serve.max_sessions,
        drain: serve.drain.into(),
    }
}

/// What is set up, before anything is started.
struct Configured {
    accounts: Vec<(&'static Vendor, String, Vec<SecretString>)>,
    missing: Vec<(&'static Vendor, Vec<&'static str>)>,
}

impl Configured {
    fn new(options: &Options, settings: &Settings) -> Result<Self, ConfigError> {
        let mut found = Self { accounts: Vec::new(), missing: Vec::new() };
        if options.sandbox {
            return Ok(found);
        }
        for vendor in catalogue::VENDORS {
            let base_url = settings.base_url(vendor)?;
            match settings.credentials(vendor)? {
                Ok(credentials) => found.accounts.push((vendor, base_url, credentials)),
                Err(missing) => found.missing.push((vendor, missing)),
            }
        }
        Ok(found)
    }

    fn set_up(&self) -> Vec<&'static Vendor> {
        self.accounts.iter().map(|(vendor, ..)| *vendor).collect()
    }

    /// A vendor with some of its credentials is as good as one with none, which is hardly what was meant.
    fn warn_of_halves(&self) {
        for (vendor, missing) in &self.missing {
            if missing.len() < vendor.credentials.len() {
                let missing = missing.join(" and ");
                tracing::warn!("{} is not set up: {missing} is missing beside what is set", vendor.title);
            }
        }
    }

    fn secrets(&self) -> impl Iterator<Item = &SecretString> {
        self.accounts.iter().flat_map(|(_, _, credentials)| credentials)
    }
}

/// Everything that a command needs, started.
struct Setup {
    dispatch: Arc<Dispatch>,
    /// Runs for as long as this is kept.
    _sandbox: Option<Sandbox>,
}

impl Setup {
    async fn new(
        options: &Options,
        policy: Policy,
        configured: Configured,
        redactor: Redactor,
    ) -> anyhow::Result<Self> {
        let mut accounts = Accounts::default();
        let mut sandbox = None;
        if options.sandbox {
            let free = SocketAddr::from(([127, 0, 0, 1], 0));
            let started =
                sandbox::start(free, options.sandbox_fault.clone()).await.context("the sandbox cannot listen")?;
            for vendor in catalogue::VENDORS {
                let credentials: Vec<SecretString> =
                    vendor.credentials.iter().map(|_| sandbox::KEY.to_owned().into()).collect();
                accounts.add(vendor, &started.base_url(), &credentials, options.pace, &redactor);
            }
            sandbox = Some(started);
        }
        for (vendor, base_url, credentials) in &configured.accounts {
            accounts.add(vendor, base_url, credentials, options.pace, &redactor);
        }
        let confirm = Confirm(options.confirm.clone());
        let toolbox = Toolbox::under(policy, &confirm, &configured.set_up(), options.tool_names);
        if let (true, Some(rules)) = (toolbox.tools().is_empty(), toolbox.policy().in_words()) {
            tracing::warn!("no tool is enabled: {rules}");
        }
        let guard = guard(options, confirm, redactor.clone());
        let mut dispatch = Dispatch::new(toolbox, accounts, options.call_timeout.into(), redactor);
        dispatch.guard = guard;
        dispatch.marking = options.mark_untrusted;
        Ok(Self { dispatch: Arc::new(dispatch), _sandbox: sandbox })
    }
}

/// Where the record is kept.
fn place(options: &Options) -> Place {
    Place::new(options.store.as_ref(), options.new_journal, options.sandbox)
}

/// The rules and the record that these options ask for.
fn guard(options: &Options, confirm: Confirm, redactor: Redactor) -> Guard {
    let duplicate_window = options.duplicate_window.into();
    Guard {
        confirm,
        dry_run: options.dry_run,
        recipients: Recipients { denied: options.deny_recipient.clone(), allowed: options.allow_recipient.clone() },
        limits: Limits(options.limit.clone()),
        duplicate_window,
        journal: Arc::new(Journal::new(place(options), options.journal_arguments, duplicate_window, redactor)),
    }
}

async fn run_sandbox(listen: SocketAddr, options: &Options) -> anyhow::Result<ExitCode> {
    let sandbox = sandbox::start(listen, options.sandbox_fault.clone())
        .await
        .with_context(|| format!("cannot listen on {listen}"))?;
    let base_url = sandbox.base_url();
    print(&format!("listening on {base_url}"));
    for vendor in catalogue::VENDORS {
        let mut line = format!("export {}={base_url}", vendor.base_url.variable);
        for setting in vendor.credentials {
            line.push_str(&format!(" {}={}", setting.variable, sandbox::KEY));
        }
        print(&line);
    }
    let stop = CancellationToken::new();
    cancel_on_signal(stop).await;
    sandbox.stop().await;
    Ok(ExitCode::SUCCESS)
}

/// Cancels at the first SIGTERM or Ctrl-C; a second one ends the program at once, as it would without us.
async fn cancel_on_signal(stop: CancellationToken) {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let (Ok(mut terminate), Ok(mut interrupt)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
        else {
            return;
        };
        let mut signalled = async move || {
            tokio::select! { _ = terminate.recv() => 143, _ = interrupt.recv() => 130 }
        };
        signalled().await;
        stop.cancel();
        tokio::spawn(async move { std::process::exit(signalled().await) });
    }
    #[cfg(not(unix))]
    {
        if tokio::signal::ctrl_c().await.is_ok() {
            stop.cancel();
        }
    }
}
