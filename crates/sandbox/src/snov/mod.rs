//! Snov.io's REST API, as its documents tell it: `/v1` and `/v2` are two slices of one account, so both share a workspace.
//!
//! What the documents leave open is answered so:
//! - every answer that is no refusal comes with 200, what is started or made included;
//! - each `client_id` is a member of the one workspace, with credits and a limit of its own;
//! - 401, 405, 429 and 5xx have the shape of the 404 that is known; a bare `Authorization: <token>` opens nothing;
//! - a missing parameter is 400 with a `message` (`errors` where a prospect is added) at v1 and 422 with the field's name at
//!   v2; what is not found or not allowed is 200 with `success:false`, but 404 for campaigns and webhooks;
//! - a search is charged for when it is started, also where its answer is not read; it runs for two calls, spelled
//!   `in progress` for companies, prospects and their emails and `in_progress` for the other two, with empty `data`;
//! - who has no credits is refused before it is known whether there is anything to find;
//! - positions are matched as parts of a title, whatever the case;
//! - lists a page 100 prospects where nobody says how many, and 100 where somebody wants more;
//! - any number is the id of a do-not-email list, as no documented call lists them.
//!
//! A domain that starts with `nothing` or `empty` is unknown, one that starts with `big` fills several pages, and what comes
//! before the `@` of an address says how it is verified (see [`verifier`]).

mod account;
mod analytics;
mod campaigns;
mod database;
mod do_not_email_list;
mod domain_search;
mod door;
mod events;
mod finder;
mod lists;
mod params;
mod prospects;
mod refusal;
mod seed;
mod shapes;
#[cfg(test)]
mod tests;
mod verifier;
mod webhooks;
mod workspace;

use std::sync::{Arc, Mutex, PoisonError};

use axum::{
    Json, Router,
    body::Bytes,
    extract::{RawPathParams, RawQuery, State},
    response::{IntoResponse, Response},
    routing::{MethodFilter, on},
};
use http::{HeaderMap, Method, StatusCode, header::HOST};
use serde_json::Value;

use self::{door::Door, params::Params, refusal::Refusal, workspace::Workspace};
use super::{Seed, StandIn};

/// A documented call.
struct Route {
    /// Method and path.
    call: &'static str,
    /// What it does to the workspace.
    run: fn(&mut Workspace, &Call) -> Answer,
}

/// A request that came through the door.
struct Call {
    /// What stands for the `{…}` of the path.
    id: String,
    params: Params,
    /// What the caller calls this server: `http://127.0.0.1:8931`.
    base: String,
    /// Whose token it carries.
    account: String,
}

type Answer = Result<Value, Refusal>;

/// What the requests share.
struct Shared {
    door: Door,
    workspace: Workspace,
}

/// Snov's stand-ins, one a prefix.
pub(super) fn stand_ins(seed: &Seed) -> Vec<StandIn> {
    let workspace = seed::workspace(seed);
    let shared = Arc::new(Mutex::new(Shared { door: Door::default(), workspace }));
    ["/v1", "/v2"].map(|prefix| stand_in(prefix, &shared)).into()
}

fn stand_in(prefix: &'static str, shared: &Arc<Mutex<Shared>>) -> StandIn {
    let routes = [
        domain_search::ROUTES,
        finder::ROUTES,
        verifier::ROUTES,
        campaigns::ROUTES,
        analytics::ROUTES,
        events::ROUTES,
        do_not_email_list::ROUTES,
        prospects::ROUTES,
        lists::ROUTES,
        account::ROUTES,
        webhooks::ROUTES,
    ];
    let mut router = Router::new();
    for route in routes.into_iter().flatten() {
        let (method, path) = route.call.split_once(' ').unwrap_or(("GET", route.call));
        let Some(path) = path.strip_prefix(prefix) else { continue };
        let filter = Method::from_bytes(method.as_bytes()).ok().and_then(|method| MethodFilter::try_from(method).ok());
        let served = |state, parameters, query, headers, body| serve(route, state, parameters, query, headers, body);
        router = router.route(path, on(filter.unwrap_or(MethodFilter::GET), served));
    }
    if prefix == "/v1" {
        router = router.route(door::TOKEN, on(MethodFilter::POST, token));
    }
    let router = router
        .method_not_allowed_fallback(|| async { Refusal::of(StatusCode::METHOD_NOT_ALLOWED) })
        .fallback(|| async { Refusal::not_found() })
        .with_state(Arc::clone(shared));
    StandIn { prefix, router, refuse: |status| Refusal::of(status).into_response() }
}

async fn token(
    State(shared): State<Arc<Mutex<Shared>>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let answered = Params::read(query.as_deref().unwrap_or_default(), &headers, &body)
        .and_then(|params| shared.lock().unwrap_or_else(PoisonError::into_inner).let_in(&params));
    respond(answered)
}

async fn serve(
    route: &'static Route,
    State(shared): State<Arc<Mutex<Shared>>>,
    parameters: RawPathParams,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let base = host.map_or_else(|| "https://api.snov.io".to_owned(), |host| format!("http://{host}"));
    let id = parameters.iter().next().map(|(_, id)| id.to_owned()).unwrap_or_default();
    let answered = Params::read(query.as_deref().unwrap_or_default(), &headers, &body).and_then(|params| {
        // A call that failed half-way spoils this workspace only; the next may go on with it.
        let mut shared = shared.lock().unwrap_or_else(PoisonError::into_inner);
        let account = shared.door.enter(&headers, &params)?;
        (route.run)(&mut shared.workspace, &Call { id, params, base, account })
    });
    respond(answered)
}

fn respond(answered: Answer) -> Response {
    match answered {
        Ok(answer) => Json(answer).into_response(),
        Err(refusal) => refusal.into_response(),
    }
}
