//! What a person types.

mod call;
pub mod clients;
mod config_entry;
mod doctor;
mod journal;
pub mod schemas;
mod tools;

use std::{
    ffi::OsString,
    io::{IsTerminal, Write},
    net::SocketAddr,
    path::PathBuf,
    process::ExitCode,
};

use anyhow::{Context as _, anyhow};
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use secrecy::SecretString;
use tokio_util::sync::CancellationToken;

use outreach_model::redact::Redactor;
use outreach_vendors::catalogue;

#[cfg(feature = "sandbox")]
use crate::{config::SandboxOptions, sandbox};
use crate::{
    config::{self, ConfigError, File, Options, ServeOptions, Settings, read_secret},
    guard::{confirm::Confirm, policy::Policy},
    journal::location::Given as Store,
    logging,
    mcp::{self, Handler, http::Access},
    service::{
        caller::Caller,
        registry::ToolRegistry,
        setup::{Configured, Setup, place},
        tool::ToolDefinition,
    },
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
    let matches = config::command(Cli::command(), &file).get_matches_from(arguments);
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
            clap_complete::generate(
                shell,
                &mut config::command(Cli::command(), file),
                "outreach-mcp",
                &mut std::io::stdout(),
            );
            return Ok(ExitCode::SUCCESS);
        }
        Task::Schemas { out, check } => return schemas::run(&out, check),
        Task::Config { client, write } => {
            options.policy(&ToolDefinition::all_facts())?;
            return config_entry::run(client, write, &options, file);
        }
        _ => {}
    }
    // Before anything is started: a mistyped name must not leave more enabled than was meant.
    let policy = options.policy(&ToolDefinition::all_facts())?;
    let settings = Settings { file };
    let configured = Configured::new(&options, &settings)?;
    let auth_token = match &task {
        Task::Serve(serve) => token(serve)?,
        _ => None,
    };
    let store_secrets = options.store.as_ref().map(Store::secrets).unwrap_or_default();
    let redactor = Redactor::new(configured.secrets().chain(&auth_token).chain(&store_secrets));
    logging::start(&options.log, verbose, redactor.clone())?;
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
                mcp::stdio::serve(Handler::new(setup.service), stop).await?;
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
                match mcp::http::serve(Handler::new(setup.service), access, stop, announce).await {
                    Err(error @ (mcp::http::ServeError::NoToken(_) | mcp::http::ServeError::ShortToken(_))) => {
                        Ok(wrong_usage(&error))
                    }
                    ended => ended.map(|()| ExitCode::SUCCESS).map_err(Into::into),
                }
            }
            Task::Call { tool, inputs } => {
                call::run(&Setup::new(&options, policy, configured, redactor).await?.service, &tool, &inputs).await
            }
            Task::Tools { json } => {
                Ok(tools::run(&Setup::new(&options, policy, configured, redactor).await?.service.view, json))
            }
            Task::Doctor => {
                let missing = configured.missing.clone();
                let caller = Caller { accounts: configured.accounts(&options, &redactor), policy };
                let listed = ToolRegistry::new(options.tool_names, Confirm::default()).view(&caller);
                // It is the operator's own check, and what it calls only reads: no policy stands against it.
                let setup = Setup::new(&options, Policy::default(), configured, redactor).await?;
                doctor::run(&setup.service, &listed, &missing, options.is_sandbox()).await
            }
            Task::Journal(look) => journal::run(look, place(&options), redactor).await,
            #[cfg(feature = "sandbox")]
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

#[cfg(feature = "sandbox")]
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
