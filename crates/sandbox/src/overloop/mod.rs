//! Overloop's public API v1, as its documents tell it: JSON:API with the vendor's own habits. Where the text and the examples
//! part ways it follows the examples.
//!
//! What the documents leave open is answered so: what is made comes with 201; a page has 100 records at most; an attribute
//! nobody knows is passed over, as an unknown filter is; a sort or an include that nobody knows is refused, as JSON:API wants
//! it; text is compared whatever its case; a path that nobody knows needs no key.

mod account;
mod automations;
mod body;
mod collection;
mod custom_fields;
mod document;
mod door;
mod exclusion_list_items;
mod leads;
mod lists;
mod organizations;
mod prospects;
mod query;
mod refusal;
mod seed;
mod steps;
#[cfg(test)]
mod tests;
mod users;
mod workspace;

use std::sync::{Arc, Mutex, PoisonError};

use axum::{
    Router,
    body::Bytes,
    extract::{RawPathParams, RawQuery, State},
    middleware,
    response::{Html, IntoResponse, Response},
    routing::{MethodFilter, on},
};
use http::{
    HeaderMap, Method, StatusCode,
    header::{CONTENT_TYPE, HOST},
};
use serde_json::{Map, Value};

use self::{document::Record, query::Query, refusal::Refusal, workspace::Workspace};
use super::{Seed, StandIn};

/// What its paths start with.
const PREFIX: &str = "/public/v1";

/// A documented call.
struct Route {
    /// Method and path.
    call: &'static str,
    /// The types its body may have. The documents write one resource's in two ways. None where there is no body.
    takes: &'static [&'static str],
    /// What it does to the workspace.
    run: fn(&mut Workspace, &Call) -> Answer,
}

/// A request.
struct Call {
    /// What stands for the `{…}` of the path.
    ids: Vec<String>,
    query: Query,
    /// The attributes of its body.
    attributes: Map<String, Value>,
}

/// A status and a document.
type Answer = Result<(StatusCode, Value), Refusal>;

/// Overloop's stand-in.
pub(super) fn stand_in(seed: &Seed) -> StandIn {
    let workspace = Arc::new(Mutex::new(seed::workspace(seed)));
    let routes = [
        prospects::ROUTES,
        leads::ROUTES,
        organizations::ROUTES,
        automations::ROUTES,
        steps::ROUTES,
        account::ROUTES,
        users::ROUTES,
        lists::ROUTES,
        exclusion_list_items::ROUTES,
        custom_fields::ROUTES,
    ];
    let router = routes.into_iter().flatten().fold(Router::new(), |router, route| {
        let (method, path) = route.call.split_once(' ').unwrap_or(("GET", route.call));
        let filter = Method::from_bytes(method.as_bytes()).ok().and_then(|method| MethodFilter::try_from(method).ok());
        let served = |state, parameters, query, headers, body| serve(route, state, parameters, query, headers, body);
        let filter = filter.unwrap_or(MethodFilter::GET);
        // The documents write some paths with a slash at their end.
        router.route(path, on(filter, served)).route(&format!("{path}/"), on(filter, served))
    });
    let router = router
        .method_not_allowed_fallback(|| async { Refusal::of(StatusCode::METHOD_NOT_ALLOWED) })
        .route_layer(middleware::from_fn_with_state(Arc::default(), door::door))
        .fallback(no_route)
        .with_state(workspace);
    StandIn { prefix: PREFIX, router, refuse: |status| Refusal::of(status).into_response() }
}

/// An unknown path is answered by the vendor's site, not by its API.
async fn no_route() -> Html<&'static str> {
    Html(
        "<!DOCTYPE html>\n<html>\n<head><title>Overloop</title></head>\n<body><div id=\"app\"></div></body>\n</html>\n",
    )
}

async fn serve(
    route: &'static Route,
    State(workspace): State<Arc<Mutex<Workspace>>>,
    parameters: RawPathParams,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let base = host.map_or_else(|| format!("https://api.overloop.ai{PREFIX}"), |host| format!("http://{host}{PREFIX}"));
    let attributes = match route.takes {
        [] => Ok(Map::new()),
        kinds => body::attributes(kinds, &headers, &body),
    };
    let answered = attributes.and_then(|attributes| {
        let call = Call {
            ids: parameters.iter().map(|(_, id)| id.to_owned()).collect(),
            query: Query::new(base, query.as_deref().unwrap_or_default()),
            attributes,
        };
        // A call that failed half-way spoils this workspace only; the next may go on with it.
        let mut workspace = workspace.lock().unwrap_or_else(PoisonError::into_inner);
        (route.run)(&mut workspace, &call)
    });
    match answered {
        Ok((status, document)) => answer(status, &document),
        Err(refusal) => refusal.into_response(),
    }
}

fn answer(status: StatusCode, document: &Value) -> Response {
    (status, [(CONTENT_TYPE, "application/vnd.api+json; charset=utf-8")], document.to_string()).into_response()
}

impl Call {
    /// The id in the path; the last one where there are two.
    fn id(&self) -> &str {
        self.ids.last().map(String::as_str).unwrap_or_default()
    }

    /// Where the record of the path is.
    fn place(&self, records: &[Record]) -> Result<usize, Refusal> {
        records.iter().position(|record| record.id == self.id()).ok_or_else(Refusal::not_found)
    }

    /// The record of the path.
    fn find<'a>(&self, records: &'a [Record]) -> Result<&'a Record, Refusal> {
        records.iter().find(|record| record.id == self.id()).ok_or_else(Refusal::not_found)
    }
}
