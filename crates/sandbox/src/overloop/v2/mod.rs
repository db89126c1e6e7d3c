//! Overloop's public API v2, over the same account as v1: plain JSON, errors with a type and a message.
//!
//! Its campaigns are v1's automations of the type campaign: a change over one generation is seen over the other. Where what is
//! published of v2 says nothing, these are the choices: a created record is answered with 201, under `data`; a deletion with 204; who is
//! in a campaign already is refused with 422 unless `reenroll` is true, and left out of a bulk call; a sourcing that is started is
//! through at once and adds ten people at most; a campaign that is on mails whoever enters it at once, once.

mod api;
mod campaigns;
mod conversations;
mod enrollments;
mod sourcings;
mod steps;
#[cfg(test)]
mod tests;

use axum::{Router, middleware, response::Response};
use http::StatusCode;

use self::api::{Call, Route};
pub(super) use self::{
    conversations::{CONVERSATIONS, of_reply as conversation_with},
    enrollments::{ENROLLMENTS, enroll},
    sourcings::add as add_sourcing,
};
use super::{auth, no_route, workspace::Workspace};
use crate::{
    rate_limit::RateLimit,
    reply::{JSON, respond},
    request::Request,
    route::{FakeVendor, Shared, serve},
};

const PREFIX: &str = "/public/v2";

const ROUTES: [&[Route]; 5] =
    [campaigns::ROUTES, steps::ROUTES, enrollments::ROUTES, sourcings::ROUTES, conversations::ROUTES];

/// The second generation over this account.
pub(super) fn fake_vendor(workspace: &Shared<Workspace>, limit: &Shared<RateLimit>) -> FakeVendor {
    let routes = ROUTES.into_iter().flatten();
    let router = routes.fold(Router::new(), |router, route| {
        serve(router, route.call, move |workspace, request| answer(workspace, route, request))
    });
    let checks = auth::Checks { limit: limit.clone(), refuse };
    let router = router
        .method_not_allowed_fallback(|| async { refuse(StatusCode::METHOD_NOT_ALLOWED) })
        .route_layer(middleware::from_fn_with_state(checks, auth::check))
        .fallback(no_route)
        .with_state(workspace.clone());
    FakeVendor { prefix: PREFIX, router, refuse }
}

fn refuse(status: StatusCode) -> Response {
    respond(Err(api::of_status(status)), JSON)
}

fn answer(workspace: &Shared<Workspace>, route: &Route, request: &Request) -> Response {
    respond((route.run)(&mut workspace.lock(), &Call::read(request)), JSON)
}
