//! Instantly's API v2, as its OpenAPI document and its users describe it. `contract.json` is an excerpt of that document:
//! requests are checked against it, and the tests check the answers against it.
//!
//! In reading order: [`workspace`] (state), [`errors`], [`api`] (requests), [`plain`] (what create, get, update, delete and
//! list do), the objects and their calls ([`lead_lists`] is the plainest, then [`lead`], [`campaigns`], [`emails`], [`leads`]),
//! [`seed`], [`auth`].

mod account;
mod accounts;
mod analytics;
mod api;
mod auth;
mod block_list;
mod campaigns;
mod emails;
mod errors;
mod jobs;
mod labels;
mod lead;
mod lead_lists;
mod leads;
mod placement;
mod plain;
mod seed;
mod settings;
mod subsequences;
mod supersearch;
mod tags;
#[cfg(test)]
pub(crate) mod tests;
mod verification;
mod webhooks;
mod workspace;

use axum::{Router, middleware, response::Response};
use http::{Method, StatusCode, Uri};

use self::{
    api::{Contract, Route},
    workspace::Workspace,
};
use crate::{
    rate_limit::RateLimit,
    reply::{JSON, respond},
    request::Request,
    route::{FakeVendor, Shared, serve},
};

const PREFIX: &str = "/api/v2";

const ROUTES: &[&[Route]] = &[
    leads::ROUTES,
    leads::change::ROUTES,
    campaigns::ROUTES,
    analytics::ROUTES,
    emails::ROUTES,
    lead_lists::ROUTES,
    accounts::ROUTES,
    subsequences::ROUTES,
    block_list::ROUTES,
    tags::ROUTES,
    labels::ROUTES,
    webhooks::ROUTES,
    jobs::ROUTES,
    settings::ROUTES,
    verification::ROUTES,
    placement::ROUTES,
    supersearch::ROUTES,
];

/// What the requests share.
struct State {
    workspace: Workspace,
    contract: Contract,
}

/// Instantly, with its seeded workspace.
pub(crate) fn fake_vendor() -> FakeVendor {
    let state = Shared::new(State { workspace: seed::workspace(), contract: Contract::load() });
    let router = ROUTES.iter().copied().flatten().fold(Router::new(), |router, route| {
        serve(router, route.call, move |state, request| answer(state, route, request))
    });
    let inbox = Shared::new(RateLimit::per_minute(auth::INBOX_REQUESTS));
    let router = router
        .method_not_allowed_fallback(no_route)
        .fallback(no_route)
        .layer(middleware::from_fn_with_state(inbox, auth::check))
        .with_state(state);
    FakeVendor { prefix: PREFIX, router, refuse: |status| respond(Err(errors::of_status(status)), JSON) }
}

async fn no_route(method: Method, uri: Uri) -> Response {
    let message = format!("Route {method}:{PREFIX}{uri} not found");
    respond(Err(errors::with_message(StatusCode::NOT_FOUND, message)), JSON)
}

fn answer(state: &Shared<State>, route: &Route, request: &Request) -> Response {
    let mut state = state.lock();
    let answer = state.contract.read(route.call, request).and_then(|call| {
        state.workspace.run_due_jobs();
        route.run(&mut state.workspace, &call)
    });
    respond(answer, JSON)
}
