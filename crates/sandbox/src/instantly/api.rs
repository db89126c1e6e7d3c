//! Requests to Instantly: how they are read and checked against the contract.

use http::{Method, StatusCode};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::{errors, workspace::Workspace};
use crate::{reply::Refusal, request::Request, route, schema_check};

/// A row of the table of calls.
pub(super) type Route = route::Route<Workspace>;

/// A request that agrees with the contract.
pub(super) struct Call {
    /// The `{id}` of its path; empty where the path has none.
    pub(super) id: String,
    /// Its query: an object whose members have the types of the contract.
    pub(super) query: Value,
    /// Its body; `null` where there is none.
    pub(super) body: Value,
}

/// What the vendor's OpenAPI document says of each call and object (`contract.json`).
pub(super) struct Contract(Value);

impl Contract {
    pub(super) fn load() -> Self {
        Self(serde_json::from_str(include_str!("contract.json")).unwrap_or_default())
    }

    /// Reads a request to the call `GET /leads/{id}`.
    ///
    /// # Errors
    ///
    /// 400 where its body or its query is not what the contract says; 415 for a body that is not JSON.
    pub(super) fn read(&self, call: &str, request: &Request) -> Result<Call, Refusal> {
        let terms = self.0.get("calls").and_then(|calls| calls.get(call)).unwrap_or(&Value::Null);
        let body = if call.starts_with(Method::GET.as_str()) { Value::Null } else { json_body(request)? };
        let query = typed_query(terms.get("query"), &request.query);
        for (part, value, at) in [("body", &body, "body"), ("query", &query, "querystring")] {
            if let Some(schema) = terms.get(part) {
                schema_check::check(&self.0, schema, value, at).map_err(errors::bad_request)?;
            }
        }
        Ok(Call { id: request.id(), query, body })
    }
}

fn json_body(request: &Request) -> Result<Value, Refusal> {
    let is_json = request.media_type().eq_ignore_ascii_case("application/json");
    match (is_json, request.body.is_empty()) {
        (true, false) => serde_json::from_slice(&request.body)
            .map_err(|_| errors::bad_request("Body is not valid JSON but content-type is set to 'application/json'")),
        (true, true) => Err(errors::bad_request("Body cannot be empty when content-type is set to 'application/json'")),
        (false, true) => Ok(Value::Null),
        (false, false) => {
            let kind = request.headers.get(http::header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
            let kind = kind.filter(|kind| !kind.is_empty()).unwrap_or("undefined");
            Err(errors::with_message(StatusCode::UNSUPPORTED_MEDIA_TYPE, format!("Unsupported Media Type: {kind}")))
        }
    }
}

/// The query with the types of its schema. A parameter that is given more than once becomes an array.
fn typed_query(schema: Option<&Value>, query: &str) -> Value {
    let mut fields = Map::new();
    for (key, text) in url::form_urlencoded::parse(query.as_bytes()) {
        let field = schema.and_then(|schema| schema.get("properties")?.get(key.as_ref())).unwrap_or(&Value::Null);
        let value = schema_check::coerce(field, text.into_owned());
        match fields.get_mut(key.as_ref()) {
            Some(Value::Array(values)) => values.push(value),
            Some(first) => *first = Value::Array(vec![first.take(), value]),
            None => {
                fields.insert(key.into_owned(), value);
            }
        }
    }
    // As the vendor's validator does: one value of a list may stand alone.
    for (key, value) in &mut fields {
        let wants_list =
            schema.and_then(|schema| schema.get("properties")?.get(key)?.get("type")).is_some_and(|of| of == "array");
        if wants_list && !value.is_array() {
            *value = Value::Array(vec![value.take()]);
        }
    }
    Value::Object(fields)
}

/// Reads a query or body, which the contract has let through, into a struct.
pub(super) fn decode<'a, T: Deserialize<'a>>(fields: &'a Value) -> Result<T, Refusal> {
    T::deserialize(fields).map_err(|error| errors::bad_request(error.to_string()))
}

/// A text of a query or a body; nothing where there is none.
pub(super) fn text<'a>(fields: &'a Value, name: &str) -> Option<&'a str> {
    fields.get(name).and_then(Value::as_str)
}

/// A list of texts of a query or a body; anything else in it is left out.
pub(super) fn texts<'a>(fields: &'a Value, name: &str) -> impl Iterator<Item = &'a str> {
    fields.get(name).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

/// A number as JavaScript writes it: a whole one without a fraction.
pub(super) fn number(value: Option<f64>) -> Value {
    match value {
        Some(value) if value.fract() == 0.0 => Value::from(value as i64),
        other => Value::from(other),
    }
}
