//! The command line: parses it, runs the command and prints the result.

mod args;
mod call;
mod clients;
mod config_entry;
mod doctor;
mod journal;
mod output;
mod prepare;
#[cfg(feature = "sandbox")]
mod sandbox;
mod schemas;
mod serve;
mod signals;
mod tools;
mod watchdog;

use std::{ffi::OsString, process::ExitCode};

use clap::FromArgMatches;

use self::{
    args::{Cli, Task, command},
    output::{complain, wrong_usage},
    prepare::{Prepared, check_policy},
};
use crate::{
    config::{ConfigError, File},
    logging,
};

/// Runs the program with the command line's words, the program's name first.
pub fn main(arguments: Vec<OsString>) -> ExitCode {
    let file = match File::load(&arguments) {
        Ok(file) => file,
        Err(error) => return wrong_usage(&error),
    };
    let matches = command(&file).get_matches_from(arguments);
    let cli = match Cli::from_arg_matches(&matches) {
        Ok(cli) => cli,
        Err(error) => error.exit(),
    };
    let ended = run(cli, &file);
    logging::flush();
    match ended {
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

fn run(cli: Cli, file: &File) -> anyhow::Result<ExitCode> {
    let Cli { command: task, options, verbose } = cli;
    let prepare = |options, token| Prepared::new(options, verbose, file, token, None);
    match task.unwrap_or(Task::Stdio) {
        Task::Stdio => block_on(1, serve::stdio(prepare(options, None)?)),
        Task::Serve(server) => {
            let (threads, token) = (server.threads.get(), serve::token(&server)?);
            let token_file = server.auth_token_file.as_deref();
            let prepared = Prepared::new(options, verbose, file, token.as_ref(), token_file)?;
            block_on(threads, serve::http(prepared, server, token))
        }
        Task::Call { tool, inputs } => block_on(1, call::run(prepare(options, None)?, &tool, &inputs)),
        Task::Tools { json } => block_on(1, tools::run(prepare(options, None)?, json)),
        Task::Schemas { out, check } => schemas::run(&out, check),
        Task::Doctor => block_on(1, doctor::run(prepare(options, None)?)),
        Task::Config { client, write } => {
            check_policy(&options)?;
            config_entry::run(client, write, &options, file)
        }
        Task::Journal(query) => block_on(1, journal::run(query, prepare(options, None)?)),
        #[cfg(feature = "sandbox")]
        Task::Sandbox(sandbox) => block_on(1, sandbox::run(sandbox.sandbox_listen, prepare(options, None)?)),
        Task::Completions { shell } => {
            clap_complete::generate(shell, &mut command(file), "outreach-mcp", &mut std::io::stdout());
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// Runs a command to its end. One thread has the lowest latency: no other thread has to be woken during a call.
fn block_on(threads: usize, command: impl Future<Output = anyhow::Result<ExitCode>>) -> anyhow::Result<ExitCode> {
    let mut builder = match threads {
        1 => tokio::runtime::Builder::new_current_thread(),
        _ => tokio::runtime::Builder::new_multi_thread(),
    };
    if threads > 1 {
        builder.worker_threads(threads);
    }
    let runtime = builder.enable_all().build()?;
    let result = runtime.block_on(command);
    // A read of standard input or a DNS lookup that hangs must not keep the program from exiting.
    runtime.shutdown_background();
    result
}
