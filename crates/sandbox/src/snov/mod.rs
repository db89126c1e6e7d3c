//! Snov.io's REST API, as its documents describe it. `/v1` and `/v2` are two versions of one API on the same account, so both
//! share a workspace.
//!
//! Where the documents say nothing, these are the choices:
//! - every answer that is not an error has the status 200, also where something is started or created;
//! - each `client_id` is a member of the one workspace, with its own credits and rate limit;
//! - 401, 405, 429 and 5xx have the shape of the documented 404; a bare `Authorization: <token>` is refused;
//! - a missing parameter is 400 with a `message` (`errors` where a prospect is added) at v1, and 422 with the field's name at
//!   v2; what is not found or not allowed is 200 with `success: false`, but 404 for campaigns and webhooks;
//! - a search is charged for when it is started, also if its result is never read; it runs for two calls, with empty `data` and
//!   the status `in progress` for companies, prospects and their emails and `in_progress` for the other two;
//! - an account without credits is refused before it is known whether there is anything to find;
//! - a task of several rows is charged for at each start, for what it finds; where the credits do not suffice, it takes none and
//!   ends with `not_enough_credits`;
//! - a search of the database for an unknown place or industry ends with no rows and up to 15 options under `similar`; one for
//!   people is free, one for companies is charged for once, and so is each person that is revealed;
//! - positions match parts of a title, whatever the case;
//! - a page of a list has 100 prospects, at most and by default;
//! - a campaign is started from `new`, paused from `active` or `scheduled`, resumed from `paused`, completed from any of these
//!   three, archived from `new`, `paused` or `completed`; anything else, and the deletion of one that runs, is 200 with
//!   `success: false` and a list of `errors`, and so is the start of one that lacks a mailbox or the text of a mail;
//! - what is locked once a campaign has started, and the text of one that runs, is 422; a page has 100 replies.
//!
//! The six calls of v1 that v2 has others for answer as those of v2 do: both generations are there, unless a fault on `snov:v1` or
//! `snov:v2` takes one away. A lookup that v1 has queued is not known to v2, and a task of v2 not to v1.
//!
//! Domains that start with `nothing` or `empty` are unknown, those that start with `big` fill several pages, and the start of
//! an address decides how it is verified (see [`verifier`]).
//!
//! In reading order: [`workspace`] (state), [`errors`], [`params`] and [`api`] (requests), [`plain`] (what create, update,
//! delete and list do), [`shapes`], the calls ([`webhooks`] and [`lists`] are the plainest), [`sending`] (what campaigns do),
//! [`database`] (what searches find), [`seed`], [`auth`].

mod account;
mod activity;
mod analytics;
mod api;
mod auth;
mod campaign_settings;
mod campaign_state;
mod campaign_status;
mod campaigns;
mod crm;
mod database;
mod database_search;
mod do_not_email_list;
mod domain_search;
mod errors;
mod events;
mod finder;
mod lists;
mod params;
mod plain;
mod prospect;
mod prospects;
mod schedules;
mod seed;
mod senders;
mod sending;
mod shapes;
mod step_content;
mod tasks;

#[cfg(test)]
mod tests;
mod verifier;
mod warmup;
mod webhooks;
mod workspace;

use axum::{Router, response::Response};
use http::StatusCode;

use self::{
    api::{Call, Route},
    auth::Auth,
    params::Params,
    workspace::Workspace,
};
use crate::{
    reply::{JSON, respond},
    request::Request,
    route::{FakeVendor, Shared, serve},
    seed::Seed,
};

const ROUTES: [&[Route]; 21] = [
    domain_search::ROUTES,
    finder::ROUTES,
    verifier::ROUTES,
    tasks::ROUTES,
    database_search::ROUTES,
    campaigns::ROUTES,
    campaign_settings::ROUTES,
    campaign_state::ROUTES,
    step_content::ROUTES,
    schedules::ROUTES,
    activity::ROUTES,
    senders::ROUTES,
    warmup::ROUTES,
    crm::ROUTES,
    analytics::ROUTES,
    events::ROUTES,
    do_not_email_list::ROUTES,
    prospects::ROUTES,
    lists::ROUTES,
    account::ROUTES,
    webhooks::ROUTES,
];

/// The calls that v1 has and v2 has others for, by the names that faults use.
pub(crate) const GENERATIONS: [(&str, &[&str]); 2] = [
    (
        "snov:v1",
        &[
            "/v1/get-emails-from-names",
            "/v1/add-names-to-find-emails",
            "/v1/get-emails-from-url",
            "/v1/add-url-for-search",
            "/v1/get-emails-verification-status",
            "/v1/add-emails-to-verification",
        ],
    ),
    (
        "snov:v2",
        &[
            "/v2/emails-by-domain-by-name/start",
            "/v2/emails-by-domain-by-name/result",
            "/v2/li-profiles-by-urls/start",
            "/v2/li-profiles-by-urls/result",
            "/v2/email-verification/start",
            "/v2/email-verification/result",
        ],
    ),
];

/// What the requests share.
struct State {
    auth: Auth,
    workspace: Workspace,
}

/// Snov, with its seeded workspace, once for each prefix.
pub(crate) fn fake_vendors(seed: &Seed) -> Vec<FakeVendor> {
    let state = Shared::new(State { auth: Auth::new(seed.snov_requests), workspace: seed::workspace(seed) });
    ["/v1", "/v2"].map(|prefix| fake_vendor(prefix, &state)).into()
}

fn fake_vendor(prefix: &'static str, state: &Shared<State>) -> FakeVendor {
    let mut router = Router::new();
    for route in ROUTES.into_iter().flatten() {
        let (method, path) = route.call.split_once(' ').unwrap_or_default();
        if let Some(path) = path.strip_prefix(prefix) {
            let call = format!("{method} {path}");
            router = serve(router, &call, move |state, request| answer(state, route, request));
        }
    }
    if prefix == "/v1" {
        router = serve(router, auth::TOKEN_CALL, grant_token);
    }
    let router = router
        .method_not_allowed_fallback(|| async { refuse(StatusCode::METHOD_NOT_ALLOWED) })
        .fallback(|| async { refuse(StatusCode::NOT_FOUND) })
        .with_state(state.clone());
    FakeVendor { prefix, router, refuse }
}

fn refuse(status: StatusCode) -> Response {
    respond(Err(errors::of_status(status)), JSON)
}

fn grant_token(state: &Shared<State>, request: &Request) -> Response {
    let answer = Params::read(request).and_then(|params| {
        let State { auth, workspace } = &mut *state.lock();
        auth.grant(workspace, &params)
    });
    respond(answer, JSON)
}

fn answer(state: &Shared<State>, route: &Route, request: &Request) -> Response {
    let base = request.origin("https://api.snov.io");
    let answer = Params::read(request).and_then(|params| {
        let State { auth, workspace } = &mut *state.lock();
        let account = auth.check(&request.headers, &params)?;
        route.run(
            workspace,
            &Call { route: route.call, id: request.id(), ids: request.ids.clone(), params, base, account },
        )
    });
    respond(answer, JSON)
}
