//! The vendors' stand-in: their documented calls over real HTTP, kept in memory, with a workspace already in it. No account
//! is needed and nothing leaves the machine.
//!
//! A vendor is one `StandIn` or, where its paths have several prefixes, several: a prefix, a router and the shape of its
//! "no". They share the listener, the connections that
//! can be cut (`wire`) and the [`fault`]s.

mod ajv;
pub mod fault;
mod ids;
mod inject;
mod instantly;
mod made_up;
mod overloop;
mod page;
mod snov;
#[cfg(test)]
mod tests;
mod wire;

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use axum::{Router, middleware, response::Response};
use http::StatusCode;
use tokio::{net::TcpListener, task::JoinHandle, time::timeout};
use tokio_util::sync::{CancellationToken, DropGuard};

use self::{
    fault::Fault,
    inject::Injector,
    wire::{Line, Wires},
};

/// A key that opens every stand-in; at Snov it is the id and the secret that a token is had for. Any other does as well, but
/// one that starts with `invalid` or `revoked` (401) or with `unpaid` (402; at Snov a secret that opens an account without
/// credits).
pub const KEY: &str = "sandbox-key-no-account-needed";

/// How long [`Sandbox::stop`] waits for answers that are under way.
const PATIENCE: Duration = Duration::from_secs(2);

/// All of them: those of a vendor at a time.
const STAND_INS: [fn(&Seed) -> Vec<StandIn>; 3] =
    [|_| vec![instantly::stand_in()], |seed| vec![overloop::stand_in(seed)], snov::stand_ins];

/// How much there is in the workspaces every start begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seed {
    /// Overloop's prospects.
    pub prospects: usize,
    /// Snov's credits, an account.
    pub snov_credits: u32,
}

impl Default for Seed {
    /// 150 prospects and 150 credits.
    fn default() -> Self {
        Self { prospects: 150, snov_credits: 150 }
    }
}

/// One vendor in the stand-in, or one of its prefixes.
struct StandIn {
    /// What all its paths start with.
    prefix: &'static str,
    /// Its calls, below the prefix.
    router: Router,
    /// The answer with this status, in the vendor's shape.
    refuse: fn(StatusCode) -> Response,
}

/// A stand-in that is being served. Dropping it stops it.
pub struct Sandbox {
    address: SocketAddr,
    server: JoinHandle<io::Result<()>>,
    stop: DropGuard,
}

/// Serves the stand-ins of all vendors at `listen` (port 0 for a free one), spoilt by these faults.
///
/// # Errors
///
/// Where the address cannot be listened at.
pub async fn start(listen: SocketAddr, faults: Vec<Fault>) -> io::Result<Sandbox> {
    start_with(listen, faults, Seed::default()).await
}

/// The same with other workspaces to begin with.
///
/// # Errors
///
/// Where the address cannot be listened at.
pub async fn start_with(listen: SocketAddr, faults: Vec<Fault>, seed: Seed) -> io::Result<Sandbox> {
    let listener = TcpListener::bind(listen).await?;
    let address = listener.local_addr()?;
    let stop = CancellationToken::new();
    let served = axum::serve(Wires::new(listener), app(faults, &seed).into_make_service_with_connect_info::<Line>())
        .with_graceful_shutdown(stop.clone().cancelled_owned());
    let server = tokio::spawn(async move { served.await });
    Ok(Sandbox { address, server, stop: stop.drop_guard() })
}

fn app(faults: Vec<Fault>, seed: &Seed) -> Router {
    let faults: Arc<[fault::Armed]> = faults.into_iter().map(fault::Armed::from).collect();
    let mut app = Router::new();
    for StandIn { prefix, router, refuse } in STAND_INS.into_iter().flat_map(|stand_ins| stand_ins(seed)) {
        let injector = Injector { faults: Arc::clone(&faults), prefix, refuse };
        app = app.nest(prefix, router.layer(middleware::from_fn_with_state(injector, inject::inject)));
    }
    app
}

impl Sandbox {
    /// `http://ip:port`: what a vendor's base URL is set to.
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Takes no more calls, lets those under way end (for two seconds at most) and returns.
    pub async fn stop(self) {
        let Self { mut server, stop, .. } = self;
        // Dropping the guard is what asks the server to stop.
        drop(stop);
        if timeout(PATIENCE, &mut server).await.is_err() {
            server.abort();
        }
    }
}
