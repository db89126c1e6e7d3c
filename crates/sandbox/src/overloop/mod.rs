//! Overloop's public API, v1 and [`v2`] over one workspace. v1 is as its documents describe it: JSON:API with some deviations. Where the text and the examples
//! differ, the examples win.
//!
//! Where the documents say nothing, these are the choices: a created record is answered with 201; a page has 100 records at
//! most; unknown attributes and unknown filters are ignored; unknown sorts and includes are refused, as JSON:API demands;
//! filters compare text whatever its case; an unknown path needs no key.
//!
//! In reading order: [`workspace`] (state), [`errors`], [`query`], [`api`] (requests), [`document`] (resource objects and
//! relationships), [`attributes`] (validation), [`listing`] (filters, sorting, links), [`plain`] (what create, get, update,
//! delete and list do), the resources ([`automations`] is the plainest), [`seed`], [`auth`].

mod account;
mod api;
mod attributes;
mod auth;
mod automations;
mod custom_fields;
mod document;
mod errors;
mod exclusion_list_items;
mod leads;
mod listing;
mod lists;
mod organizations;
mod plain;
mod prospects;
mod query;
mod seed;
#[cfg(test)]
mod tests;
mod v2;
mod workspace;

use axum::{
    Router, middleware,
    response::{Html, Response},
};
use http::StatusCode;

use self::{
    api::{Call, JSON_API, Route},
    workspace::Workspace,
};
use crate::{
    rate_limit::RateLimit,
    reply::respond,
    request::Request,
    route::{FakeVendor, Shared, serve},
    seed::Seed,
};

const PREFIX: &str = "/public/v1";

const ROUTES: [&[Route]; 8] = [
    prospects::ROUTES,
    leads::ROUTES,
    organizations::ROUTES,
    automations::ROUTES,
    account::ROUTES,
    lists::ROUTES,
    exclusion_list_items::ROUTES,
    custom_fields::ROUTES,
];

/// Both generations of Overloop's API, with one seeded account.
pub(crate) fn fake_vendors(seed: &Seed) -> [FakeVendor; 2] {
    let workspace = Shared::new(seed::workspace(seed));
    let limit = Shared::new(RateLimit::per_minute(auth::REQUESTS));
    [fake_vendor(workspace.clone(), limit.clone()), v2::fake_vendor(workspace, limit)]
}

fn fake_vendor(workspace: Shared<Workspace>, limit: Shared<RateLimit>) -> FakeVendor {
    let router = ROUTES.into_iter().flatten().fold(Router::new(), |router, route| {
        // The documents write some paths with a slash at the end.
        ["", "/"].into_iter().fold(router, |router, slash| {
            let call = format!("{}{slash}", route.call);
            serve(router, &call, move |workspace, request| answer(workspace, route, request))
        })
    });
    let router = router
        .method_not_allowed_fallback(|| async { refuse(StatusCode::METHOD_NOT_ALLOWED) })
        .route_layer(middleware::from_fn_with_state(auth::Check { limit, refuse }, auth::check))
        .fallback(no_route)
        .with_state(workspace);
    FakeVendor { prefix: PREFIX, router, refuse }
}

fn refuse(status: StatusCode) -> Response {
    respond(Err(errors::of_status(status)), JSON_API)
}

/// An unknown path is answered by the vendor's website, not by its API.
async fn no_route() -> Html<&'static str> {
    Html(
        "<!DOCTYPE html>\n<html>\n<head><title>Overloop</title></head>\n<body><div id=\"app\"></div></body>\n</html>\n",
    )
}

fn answer(workspace: &Shared<Workspace>, route: &Route, request: &Request) -> Response {
    let call = Call::read(PREFIX, request);
    respond(route.run(&mut workspace.lock(), &call), JSON_API)
}
