//! Instantly's API v2, as its description and its users tell it. `contract.json` is cut from the vendor's OpenAPI document:
//! what a call takes is checked against it, and what is answered is held against it by the tests.

mod campaigns;
mod door;
mod emails;
mod lead_lists;
mod leads;
mod refusal;
mod seed;
mod workspace;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::{
    Json, Router,
    body::Bytes,
    extract::{RawPathParams, RawQuery, State},
    middleware,
    response::{IntoResponse, Response},
    routing::{MethodFilter, on},
};
use http::{HeaderMap, Method, StatusCode, Uri, header::CONTENT_TYPE};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use self::{refusal::Refusal, workspace::Workspace};
use super::{StandIn, ajv};

/// What its paths start with.
const PREFIX: &str = "/api/v2";

/// A documented call.
struct Route {
    /// Method and path, as in the contract.
    call: &'static str,
    /// The status of its answer.
    status: StatusCode,
    /// What it does to the workspace.
    run: fn(&mut Workspace, Call) -> Result<Value, Refusal>,
}

/// A request that agrees with the contract.
struct Call {
    /// What stands for `{id}` in the path.
    id: String,
    /// Its query, as the types of the contract.
    query: Value,
    /// Its body.
    body: Value,
}

/// What the requests share.
#[derive(Clone)]
struct Shared {
    workspace: Arc<Mutex<Workspace>>,
    contract: Arc<Value>,
}

/// Instantly's stand-in.
pub(super) fn stand_in() -> StandIn {
    let contract: Value = serde_json::from_str(include_str!("contract.json")).unwrap_or_default();
    let shared = Shared { workspace: Arc::new(Mutex::new(seed::workspace())), contract: Arc::new(contract) };
    let routes = [leads::ROUTES, campaigns::ROUTES, emails::ROUTES, lead_lists::ROUTES];
    let router = routes.into_iter().flatten().fold(Router::new(), |router, route| {
        let (method, path) = route.call.split_once(' ').unwrap_or(("GET", route.call));
        let filter = Method::from_bytes(method.as_bytes()).ok().and_then(|method| MethodFilter::try_from(method).ok());
        router.route(
            path,
            on(filter.unwrap_or(MethodFilter::GET), move |state, parameters, query, headers, body| {
                serve(route, state, parameters, query, headers, body)
            }),
        )
    });
    let router = router
        .method_not_allowed_fallback(no_route)
        .fallback(no_route)
        .layer(middleware::from_fn_with_state(Arc::default(), door::door))
        .with_state(shared);
    StandIn { prefix: PREFIX, router, refuse: |status| Refusal::of(status).into_response() }
}

async fn no_route(method: Method, uri: Uri) -> Refusal {
    Refusal::saying(StatusCode::NOT_FOUND, format!("Route {method}:{PREFIX}{uri} not found"))
}

async fn serve(
    route: &'static Route,
    State(shared): State<Shared>,
    parameters: RawPathParams,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let id = parameters.iter().next().map(|(_, id)| id.to_owned()).unwrap_or_default();
    let answer = shared.read(route, id, query.as_deref().unwrap_or_default(), &headers, &body).and_then(|call| {
        let mut workspace = shared.workspace();
        workspace.settle();
        (route.run)(&mut workspace, call)
    });
    match answer {
        Ok(answer) => (route.status, Json(answer)).into_response(),
        Err(refusal) => refusal.into_response(),
    }
}

impl Shared {
    fn workspace(&self) -> MutexGuard<'_, Workspace> {
        // A call that failed half-way spoils this workspace only; the next may go on with it.
        self.workspace.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Holds a request against the contract.
    fn read(&self, route: &Route, id: String, query: &str, headers: &HeaderMap, body: &[u8]) -> Result<Call, Refusal> {
        let terms = self.contract.get("calls").and_then(|calls| calls.get(route.call)).unwrap_or(&Value::Null);
        let body = if route.call.starts_with("GET") { Value::Null } else { json_body(headers, body)? };
        if let Some(schema) = terms.get("body") {
            ajv::check(&self.contract, schema, &body, "body").map_err(Refusal::bad_request)?;
        }
        let query = query_of(terms.get("query"), query);
        if let Some(schema) = terms.get("query") {
            ajv::check(&self.contract, schema, &query, "querystring").map_err(Refusal::bad_request)?;
        }
        Ok(Call { id, query, body })
    }
}

/// The body, where there is one; `null` where there is none.
fn json_body(headers: &HeaderMap, body: &[u8]) -> Result<Value, Refusal> {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let is_json = kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"));
    match (is_json, body.is_empty()) {
        (true, false) => serde_json::from_slice(body)
            .map_err(|_| Refusal::bad_request("Body is not valid JSON but content-type is set to 'application/json'")),
        (true, true) => {
            Err(Refusal::bad_request("Body cannot be empty when content-type is set to 'application/json'"))
        }
        (false, true) => Ok(Value::Null),
        (false, false) => {
            let kind = if kind.is_empty() { "undefined" } else { kind };
            Err(Refusal::saying(StatusCode::UNSUPPORTED_MEDIA_TYPE, format!("Unsupported Media Type: {kind}")))
        }
    }
}

/// The query as the types of its schema. A key that comes twice is a list.
fn query_of(schema: Option<&Value>, query: &str) -> Value {
    let mut fields = Map::new();
    for (key, text) in url::form_urlencoded::parse(query.as_bytes()) {
        let field = schema.and_then(|schema| schema.get("properties")?.get(key.as_ref())).unwrap_or(&Value::Null);
        let value = ajv::coerce(field, text.into_owned());
        match fields.get_mut(key.as_ref()) {
            Some(Value::Array(values)) => values.push(value),
            Some(first) => *first = Value::Array(vec![first.take(), value]),
            None => {
                fields.insert(key.into_owned(), value);
            }
        }
    }
    Value::Object(fields)
}

/// Reads fields that the contract has let through.
fn decode<T: DeserializeOwned>(fields: Value) -> Result<T, Refusal> {
    serde_json::from_value(fields).map_err(|error| Refusal::bad_request(error.to_string()))
}

/// The JSON of an object; they all have one.
fn encode(object: impl serde::Serialize) -> Value {
    serde_json::to_value(object).unwrap_or_default()
}

/// Writes a whole number without a fraction, as JavaScript does.
fn number<S: serde::Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) if value.fract() == 0.0 => serializer.serialize_i64(*value as i64),
        Some(value) => serializer.serialize_f64(*value),
        None => serializer.serialize_none(),
    }
}
