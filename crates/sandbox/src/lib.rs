//! Fake vendors over real HTTP: Instantly, Overloop and Snov with seeded workspaces in memory, for trying the program and for
//! its tests. No account is needed and nothing leaves the machine.
//!
//! [`start`] serves all vendors on one address, [`fault::Fault`] makes them misbehave, [`Seed`] sets the sizes of their
//! workspaces. The rest of this page is for those who add calls.
//!
//! # The parts, in reading order
//!
//! | Module | Holds |
//! |---|---|
//! | `store` | records, collections, clock, counters, filters, pages; knows no vendor |
//! | `reply`, `request` | what calls answer and what they are given |
//! | `route` | the table of calls, the trait `route::PlainCalls` and the HTTP router |
//! | `rate_limit`, `schema_check`, `fixtures` | helpers of the vendors |
//! | `instantly`, `overloop`, `snov` | a vendor each |
//! | `connection`, `fault`, `inject` | connections that can be cut, the syntax of faults, and what carries them out |
//!
//! Within a vendor the same names mean the same things, from the bottom to the top:
//!
//! | Module | Holds |
//! |---|---|
//! | `workspace` | the state: a `store::Store` and what is not a record (credits, jobs, a time zone) |
//! | `errors` | the vendor's error bodies |
//! | `api` | how a request is read, and `Route` |
//! | `plain` | `Resource`, and how this vendor creates, gets, updates, deletes and lists |
//! | a module for each resource | its `Resource`, its `ROUTES` and its calls with behaviour |
//! | `seed` | the records every start begins with |
//! | `auth` | keys, tokens and rate limits |
//! | `mod.rs` | the list of all `ROUTES`, and the `route::FakeVendor` |
//!
//! Imports go downwards only; the test in `import_circles` fails where two modules import each other.
//!
//! # Adding a plain call
//!
//! A call that only creates, gets, updates, deletes or lists records is one row. On a resource that is there:
//!
//! ```ignore
//! Route { call: "DELETE /lead-lists/{id}", action: Delete(&LEAD_LISTS) },
//! ```
//!
//! A new resource is a file of about 40 lines like `instantly/lead_lists.rs` or `overloop/automations.rs` (of Snov, see
//! `snov/webhooks.rs`): a `Resource` constant that ends with `..Resource::PLAIN` (Snov: `V1` or `V2`) and the rows of its calls. `new` gives the
//! fields of a new record in the order of the vendor's answers; filters, required attributes and sortable fields are data.
//! Then:
//!
//! 1. declare the module and add its `ROUTES` to the vendor's `mod.rs` (two lines);
//! 2. for Instantly, nothing: `cargo xtask contract` makes `contract.json` from the vendor's OpenAPI document for every call.
//!    Requests are checked against it, and in the tests the answers;
//! 3. add seeded records, if a list should not start empty: `RESOURCE.blank(…)`, set fields, `store.insert(…)`.
//!
//! A path with an id in the middle (`/automations/{id}/steps`) is a collection as well. Its records are made with
//! `store::Record::below` and have the id in the middle as their `parent`.
//!
//! # Adding a call with behaviour
//!
//! States, sends, background jobs, credits, counts and validation peculiar to a vendor are written by hand: a function
//! `fn(&mut Workspace, &Call) -> Answer` and a row with `action: Custom(the_function)`. It can do the plain part with
//! `workspace.create(&RESOURCE, call)` and the like (`instantly/campaigns.rs`, `snov/webhooks.rs`), or with the methods of
//! `Resource` (`find`, `change`, `show`). Refusals come from the vendor's `errors`. A background job goes to
//! `Workspace::schedule` (Instantly), a delayed result is a record that counts how often it was asked for
//! (`snov/domain_search.rs`).
//!
//! # Determinism
//!
//! Two starts make the same workspaces, down to the ids: seeds take times from a constant and variety from
//! `fixtures::pick`, never from a clock or a random number. Answers show fields in the order in which the record has them.

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

use std::{io, iter, net::SocketAddr, sync::Arc, time::Duration};

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

/// A key that no other start of a sandbox has: a journal that outlives the sandbox must not take a later one, which remembers
/// nothing, for the same account.
pub fn new_key() -> String {
    format!("{KEY}-{}", uuid::Uuid::now_v7().simple())
}

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
    let vendors =
        iter::once(instantly::fake_vendor()).chain(overloop::fake_vendors(seed)).chain(snov::fake_vendors(seed));
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
