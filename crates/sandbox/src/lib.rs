//! sandbox
#![recursion_limit = "256"]

mod connection;
pub mod fault;
mod fixtures;
#[cfg(test)]
mod import_circles;
mod inject;
mod instantly;
mod overloop;
mod rate_limit;
mod reply;
mod request;
mod route;
mod schema_check;
mod seed;
mod snov;
mod store;
#[cfg(test)]
mod test_client;
#[cfg(test)]
mod tests;

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use axum::{Router, middleware};
use tokio::{net::TcpListener, task::JoinHandle, time::timeout};
use tokio_util::sync::{CancellationToken, DropGuard};

pub use self::seed::Seed;
use self::{
    connection::{CutHandle, FaultListener},
    fault::{ArmedFault, Fault},
    inject::Injector,
    route::FakeVendor,
};

/// A key that every vendor accepts; at Snov it is both the client id and the secret a token is obtained with.
///
/// Any other key does as well, except one that starts with `invalid` or `revoked` (401) or with `unpaid` (402; at Snov such a
/// secret opens an account without credits).
pub const KEY: &str = "sandbox-key-no-account-needed";

/// How long [`Sandbox::stop`] waits for requests that are being answered.
const STOP_TIMEOUT: Duration = Duration::from_secs(2);

/// A running sandbox. Dropping it stops it.
pub struct Sandbox {
    address: SocketAddr,
    server: JoinHandle<io::Result<()>>,
    stop: DropGuard,
}

/// Serves all vendors at `listen` (port 0 for a free port), with these faults.
///
/// # Errors
///
/// If the address cannot be listened at.
pub async fn start(listen: SocketAddr, faults: Vec<Fault>) -> io::Result<Sandbox> {
    start_with(listen, faults, Seed::default()).await
}

/// The same with workspaces of other sizes.
///
/// # Errors
///
/// If the address cannot be listened at.
pub async fn start_with(listen: SocketAddr, faults: Vec<Fault>, seed: Seed) -> io::Result<Sandbox> {
    let listener = TcpListener::bind(listen).await?;
    let address = listener.local_addr()?;
    let stop = CancellationToken::new();
    let app = app(faults, &seed).into_make_service_with_connect_info::<CutHandle>();
    let served = axum::serve(FaultListener::new(listener), app).with_graceful_shutdown(stop.clone().cancelled_owned());
    let server = tokio::spawn(async move { served.await });
    Ok(Sandbox { address, server, stop: stop.drop_guard() })
}

fn app(faults: Vec<Fault>, seed: &Seed) -> Router {
    let faults: Arc<[ArmedFault]> = faults.into_iter().map(ArmedFault::from).collect();
    let vendors = [instantly::fake_vendor(), overloop::fake_vendor(seed)].into_iter().chain(snov::fake_vendors(seed));
    vendors.fold(Router::new(), |app, FakeVendor { prefix, router, refuse }| {
        let injector = Injector { faults: Arc::clone(&faults), prefix, refuse };
        app.nest(prefix, router.layer(middleware::from_fn_with_state(injector, inject::inject)))
    })
}

impl Sandbox {
    /// The base URL to set for each vendor: `http://ip:port`.
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Accepts no more requests, waits two seconds at most for those being answered, and returns.
    pub async fn stop(self) {
        let Self { mut server, stop, .. } = self;
        // Dropping the guard asks the server to stop.
        drop(stop);
        if timeout(STOP_TIMEOUT, &mut server).await.is_err() {
            server.abort();
        }
    }
}
