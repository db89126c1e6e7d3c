//! `outreach-mcp sandbox`: runs the simulated vendors as a server of their own.

use std::{net::SocketAddr, process::ExitCode};

use anyhow::anyhow;
use outreach_sandbox as sandbox;
use outreach_vendors::catalogue;
use tokio_util::sync::CancellationToken;

use super::{output::print, prepare::Prepared, signals::cancel_on_signal};
use crate::mcp::http::listen_hint;

/// Serves until a signal; prints the variables that point this program at the sandbox.
///
/// # Errors
///
/// Where the address is not available.
pub(super) async fn run(listen: SocketAddr, prepared: Prepared) -> anyhow::Result<ExitCode> {
    let sandbox = sandbox::start(listen, prepared.options.sandbox_fault)
        .await
        .map_err(|error| anyhow!("cannot listen on {listen}: {error}{}", listen_hint(listen, &error)))?;
    let base_url = sandbox.base_url();
    print(&format!("listening on {base_url}"));
    let key = sandbox::new_key();
    for vendor in catalogue::VENDORS {
        let mut line = format!("export {}={base_url}", vendor.base_url.variable);
        for setting in vendor.credentials {
            line.push_str(&format!(" {}={key}", setting.variable));
        }
        print(&line);
    }
    cancel_on_signal(CancellationToken::new()).await;
    sandbox.stop().await;
    Ok(ExitCode::SUCCESS)
}
