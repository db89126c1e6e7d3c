//! `outreach-mcp stdio` and `outreach-mcp serve`: run the MCP server.

use std::{io::IsTerminal, net::SocketAddr, process::ExitCode};

use secrecy::SecretString;
use tokio_util::sync::CancellationToken;

use super::{
    output::{tell, wrong_usage},
    prepare::Prepared,
    signals::cancel_on_signal,
    watchdog,
};
use crate::{
    config::ServeOptions,
    mcp::{
        self, Handler,
        http::{HttpOptions, ServeError},
    },
    service::setup::Setup,
};

/// Serves one client over standard input and output.
///
/// # Errors
///
/// Where the setup fails or the session breaks.
pub(super) async fn stdio(prepared: Prepared) -> anyhow::Result<ExitCode> {
    let setup = set_up(prepared).await?;
    let stop = stop_on_signal();
    if std::io::stdin().is_terminal() {
        tell(
            "serving MCP over standard input and output, for an MCP client\nhint: `outreach-mcp --help` lists the other commands",
        );
    }
    mcp::stdio::serve(Handler::new(setup.service), stop).await?;
    Ok(ExitCode::SUCCESS)
}

/// Serves clients over HTTP until the process is told to stop.
///
/// # Errors
///
/// Where the setup fails, the address is not available or the server fails.
pub(super) async fn http(
    prepared: Prepared,
    options: ServeOptions,
    auth_token: Option<SecretString>,
) -> anyhow::Result<ExitCode> {
    let hook_secret = match prepared.options.hooks {
        true if options.hook_secret.is_none() => return Ok(wrong_usage(&ServeError::NoHookSecret)),
        true => options.hook_secret,
        false => None,
    };
    let setup = set_up(prepared).await?;
    let stop = stop_on_signal();
    let http = HttpOptions {
        listen: options.listen,
        auth_token,
        hook_secret,
        allow_hosts: options.allow_host,
        allow_origins: options.allow_origin,
        max_connections: options.max_connections.get(),
        max_sessions: options.max_sessions,
        drain: options.drain.into(),
    };
    let announce = |address: SocketAddr| tell(&format!("listening on http://{address} (MCP at /mcp and /sse)"));
    match mcp::http::serve(Handler::new(setup.service), http, stop, announce).await {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(error) if error.is_wrong_usage() => Ok(wrong_usage(&error)),
        Err(error) => Err(error.into()),
    }
}

/// Sets up the server, and warns of one that can do nothing.
async fn set_up(prepared: Prepared) -> anyhow::Result<Setup> {
    let setup = prepared.setup().await?;
    if setup.service.caller.accounts.vendors().is_empty() {
        tracing::warn!(
            "no vendor is set up, so that calls return `not_configured`: `outreach-mcp doctor` says what to set; `--sandbox` needs no \
             account"
        );
    }
    Ok(setup)
}

fn stop_on_signal() -> CancellationToken {
    watchdog::start();
    let stop = CancellationToken::new();
    tokio::spawn(cancel_on_signal(stop.clone()));
    stop
}
