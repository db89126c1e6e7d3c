//! The command line: parses it, runs the command and prints the result.

mod args;
mod call;
mod clients;
mod completions;
mod config_entry;
mod doctor;
mod health;
mod journal;
mod login;
mod man;
mod output;
mod prepare;
mod progress;
mod said;
#[cfg(feature = "sandbox")]
mod sandbox;
mod schemas;
mod serve;
mod signals;
mod table;
mod tools;
mod watchdog;

use std::{ffi::OsString, process::ExitCode};

use clap::{
    ArgMatches, FromArgMatches,
    error::{ContextKind, ContextValue, ErrorKind},
    parser::ValueSource,
};

use self::{
    args::{Cli, Help, Task, command, takers, with_joined_booleans},
    output::{complain, finish, print, with_causes, wrong_usage},
    prepare::{Prepared, check_policy},
};
use crate::{
    config::{ConfigError, File, Settings, Source, check, end_key_commands, option_ids, read_token, variable},
    logging,
};

/// The pages of `docs/clients`: the name of each file with its text.
pub fn client_pages() -> Vec<(String, String)> {
    clients::pages::pages()
}

/// `docs/clients.md` with its generated table updated; `None` if a marker is missing.
pub fn updated_clients(document: &str) -> Option<String> {
    let (before, rest) = document.split_once("<!-- clients: generated -->\n")?;
    let (_, after) = rest.split_once("<!-- clients: end -->")?;
    let table = clients::pages::index();
    Some(format!("{before}<!-- clients: generated -->\n\n{table}\n<!-- clients: end -->{after}"))
}

/// Runs the program with the command line's words, the program's name first.
pub fn main(arguments: Vec<OsString>) -> ExitCode {
    if completions::answer(&arguments) {
        return ExitCode::SUCCESS;
    }
    finish(parse(with_joined_booleans(arguments)))
}

fn parse(arguments: Vec<OsString>) -> ExitCode {
    // A mistake in a variable or in the file is reported by the commands that need these; help and completions do not.
    let (file, mistake) = match File::load(&arguments).and_then(|file| check(&file).map(|()| file)) {
        Ok(file) => (file, None),
        Err(mistake) => (File::default(), Some(mistake)),
    };
    let grammar = command(mistake.is_none().then_some(&file), Help::wanted(&arguments));
    let parsed = grammar.try_get_matches_from(arguments);
    let (matches, cli) = match parsed.and_then(|matches| Ok((Cli::from_arg_matches(&matches)?, matches))) {
        Ok((cli, matches)) => (matches, cli),
        Err(error) => return no_command(&error),
    };
    if let Some(mistake) = mistake
        && !matches!(cli.command, Some(Task::Completions { .. } | Task::Schemas { .. }))
    {
        return wrong_usage(&mistake);
    }
    let ended = run(cli, &matches, &file);
    logging::flush();
    match ended {
        Ok(code) => code,
        Err(error) => match error.downcast_ref::<ConfigError>() {
            Some(error) => wrong_usage(&at_its_source(&error.to_string(), &matches, &file)),
            None => {
                complain(&with_causes(&error));
                ExitCode::FAILURE
            }
        },
    }
}

/// An option that stands where it is not taken, though a command takes it.
fn misplaced(error: &clap::Error) -> Option<String> {
    let Some(ContextValue::String(given)) = error.get(ContextKind::InvalidArg) else { return None };
    let long = given.strip_prefix("--")?.split('=').next()?;
    let takers = takers(long);
    let first = takers.first().filter(|_| error.kind() == ErrorKind::UnknownArgument)?;
    let commands: Vec<String> = takers.iter().map(|command| format!("`{command}`")).collect();
    Some(format!(
        "`--{long}` is an option of {}, and stands after the command\nhint: `outreach-mcp {first} --{long} …`",
        commands.join(", ")
    ))
}

/// Prints the help, the version or a mistake on the command line.
fn no_command(error: &clap::Error) -> ExitCode {
    if let Some(message) = misplaced(error) {
        return wrong_usage(&message);
    }
    if error.use_stderr() {
        // If stderr is closed, the message has no reader.
        let _ = error.print();
    } else {
        print(error.render().to_string().trim_end());
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(1))
}

/// The matches that an option belongs to: those of the command, or of the subcommand that alone takes it.
fn innermost<'m>(id: &str, matches: &'m ArgMatches) -> &'m ArgMatches {
    match matches.subcommand() {
        Some((_, inner)) if !matches.ids().any(|known| known.as_str() == id) => inner,
        _ => matches,
    }
}

/// Where the value of an option was given; `None` for a default.
fn source(id: &str, flag: &str, matches: &ArgMatches, file: &File) -> Option<Source> {
    match matches.value_source(id)? {
        ValueSource::CommandLine => Some(Source::Flag(flag.to_owned())),
        ValueSource::EnvVariable => Some(Source::Variable(variable(id))),
        _ => file.source(id).cloned(),
    }
}

/// A message that begins with the name of an option, with the name of the variable or key instead where the value is from there.
fn at_its_source(message: &str, matches: &ArgMatches, file: &File) -> String {
    let named = || {
        let (quoted, rest) = message.strip_prefix('`')?.split_once('`')?;
        let (flag, value) = quoted.split_once(' ').map_or((quoted, None), |(flag, value)| (flag, Some(value)));
        let long = flag.strip_prefix("--")?;
        let id = option_ids().into_iter().find(|id| id.replace('_', "-") == long)?;
        match (source(&id, flag, innermost(&id, matches), file)?, value) {
            (Source::Flag(_), _) => None,
            (source, Some(value)) => Some(format!("{source}: `{value}`{rest}")),
            (source, None) => Some(format!("{source}{rest}")),
        }
    };
    named().unwrap_or_else(|| message.to_owned())
}

fn run(cli: Cli, matches: &ArgMatches, file: &File) -> anyhow::Result<ExitCode> {
    let Cli { command: task, options, verbose, .. } = cli;
    let prepare = |options| Prepared::new(options, verbose, file, &[], None);
    match task.unwrap_or(Task::Stdio) {
        Task::Stdio => block_on(1, serve::stdio(prepare(options)?)),
        Task::Serve(server) => {
            let threads = server.threads.get();
            let (token, notes) = read_token(&server)?.unzip();
            let secrets: Vec<_> = token.iter().chain(&server.hook_secret).collect();
            let token_file = server.auth_token_file.as_deref();
            let prepared = Prepared::new(options, verbose, file, &secrets, token_file)?;
            for note in notes.unwrap_or_default() {
                tracing::warn!("{}", at_its_source(&note, matches, file));
            }
            block_on(threads, serve::http(prepared, server, token))
        }
        Task::Call { tool, inputs } => block_on(1, call::run(prepare(options)?, &tool, &inputs)),
        Task::Tools { name, json } => block_on(1, tools::run(prepare(options)?, name.as_deref(), json)),
        Task::Schemas { out, check } => schemas::run(&out, check),
        Task::Doctor => block_on(1, doctor::run(prepare(options)?)),
        Task::Login { vendor, no_check } => {
            let settings = Settings { file, allow_http: options.allow_http };
            block_on(1, login::login(prepare(options)?, &settings, &vendor, !no_check))
        }
        Task::Logout { vendor } => login::logout(&vendor),
        Task::Config { client, write, server } => {
            check_policy(&options)?;
            config_entry::run(client, write, &options, &server, &said::read(matches, verbose))
        }
        Task::Journal(query) => block_on(1, journal::run(query, prepare(options)?)),
        #[cfg(feature = "sandbox")]
        Task::Sandbox(sandbox) => block_on(1, sandbox::run(sandbox.sandbox_listen, prepare(options)?)),
        Task::Health { listen } => health::run(listen),
        Task::Man { out } => man::run(out.as_deref()),
        Task::Completions { shell } => {
            print(completions::script(shell)?.trim_end());
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// After so many steps of its tasks the runtime looks for what else has come and which times are up. By its default, 61, a burst of first
/// calls would be answered before anything else is noticed.
const EVENT_INTERVAL: u32 = 8;

/// Runs a command to its end. One thread has the lowest latency: no other thread has to be woken during a call.
fn block_on(threads: usize, command: impl Future<Output = anyhow::Result<ExitCode>>) -> anyhow::Result<ExitCode> {
    let mut builder = match threads {
        1 => tokio::runtime::Builder::new_current_thread(),
        _ => tokio::runtime::Builder::new_multi_thread(),
    };
    if threads > 1 {
        builder.worker_threads(threads);
    }
    let runtime = builder.enable_all().event_interval(EVENT_INTERVAL).build()?;
    let result = runtime.block_on(command);
    end_key_commands();
    // A read of standard input or a DNS lookup that hangs must not keep the program from exiting.
    runtime.shutdown_background();
    result
}
