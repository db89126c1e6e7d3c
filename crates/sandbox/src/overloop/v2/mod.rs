//! Overloop's public API v2 over the workspace of v1: plain JSON, as the vendor's command line sends and reads it.
//!
//! What is not published, and what is chosen: an object has the attributes that v1 documents, with ids as numbers and custom fields
//! under `custom_fields`; it stands under `data`; a body's unknown fields and unknown filters are ignored; a deletion is answered with
//! 204; a search compares the fields that people read, whatever their case; an unknown path is 404.
//!
//! [`api`] reads requests, [`errors`] makes refusals (those of v1 in the shape of v2), [`view`] does what list, get, create, update and
//! delete do, [`people`] are the calls
//! on people, [`campaigns`] and the files of its resources the others.
//!
//! Campaigns are v1's automations of the type campaign: a change over one generation is seen over the other. Chosen as well: who is in
//! a campaign already is refused with 422 unless `reenroll` is true, and left out of a bulk call; a sourcing that is started adds ten
//! people at most; a campaign that is on mails whoever enters it, at once and once.

mod answers;
mod api;
mod campaign;
mod campaigns;
mod conversations;
mod enrollments;
mod errors;
mod people;
mod sourcings;
mod steps;
#[cfg(test)]
mod tests;
mod view;

use axum::{
    Router, middleware,
    response::{IntoResponse, Response},
};
use http::StatusCode;

use self::api::{Call, Route};
pub(super) use self::{
    conversations::{CONVERSATIONS, of_reply as conversation_with},
    enrollments::{ENROLLMENTS, enroll},
    sourcings::insert as insert_sourcing,
};
use super::{auth, workspace::Workspace};
use crate::{
    rate_limit::RateLimit,
    reply::{Answer, JSON, respond},
    route::{FakeVendor, Shared, serve},
};

const PREFIX: &str = "/public/v2";

const ROUTES: [&[Route]; 6] =
    [people::ROUTES, campaigns::ROUTES, steps::ROUTES, enrollments::ROUTES, sourcings::ROUTES, conversations::ROUTES];

/// v2 of the account in this workspace. The limit is one of the key, whichever generation it is used for.
pub(super) fn fake_vendor(workspace: Shared<Workspace>, limit: Shared<RateLimit>) -> FakeVendor {
    let router = ROUTES.into_iter().flatten().fold(Router::new(), |router, Route { call, run }| {
        serve(router, call, move |workspace: &Shared<Workspace>, request| {
            let answer = Call::read(request).and_then(|call| run(&mut workspace.lock(), &call));
            shown(answer)
        })
    });
    let router = router
        .method_not_allowed_fallback(|| async { refuse(StatusCode::METHOD_NOT_ALLOWED) })
        .route_layer(middleware::from_fn_with_state(auth::Check { limit, refuse }, auth::check))
        .fallback(|| async { refuse(StatusCode::NOT_FOUND) })
        .with_state(workspace);
    FakeVendor { prefix: PREFIX, router, refuse }
}

fn refuse(status: StatusCode) -> Response {
    respond(Err(errors::of_status(status)), JSON)
}

/// The response of an answer; one without content has no body.
fn shown(answer: Answer) -> Response {
    match answer {
        Ok(reply) if reply.status == StatusCode::NO_CONTENT => StatusCode::NO_CONTENT.into_response(),
        answer => respond(answer, JSON),
    }
}
