//! Requests to Overloop: ids, query and the attributes of the body.

use serde_json::{Map, Value, json};

use super::{errors, query::Query, workspace::Workspace};
use crate::{reply::Refusal, request::Request, route};

/// The content type of documents.
pub(super) const JSON_API: &str = "application/vnd.api+json; charset=utf-8";

/// A row of the table of calls.
pub(super) type Route = route::Route<Workspace>;

/// A request.
pub(super) struct Call {
    /// The `{…}` of its path, in order.
    ids: Vec<String>,
    pub(super) query: Query,
    /// Why the body is no document; the document otherwise. Calls without a body do not look at it.
    document: Result<Value, &'static str>,
}

impl Call {
    /// Reads a request. `prefix` is what the vendor's paths start with.
    pub(super) fn read(prefix: &str, request: &Request) -> Self {
        let base = request.origin("https://api.overloop.ai") + prefix;
        let document = match request.media_type().eq_ignore_ascii_case("application/vnd.api+json") {
            true => serde_json::from_slice(&request.body).map_err(|_| "The document is no valid JSON"),
            false => Err("The content type of a document is application/vnd.api+json"),
        };
        Self { ids: request.ids.clone(), query: Query::new(base, &request.query), document }
    }

    /// The same request as of another one: about these ids, with these attributes.
    pub(super) fn of(ids: Vec<String>, kind: &str, attributes: Map<String, Value>) -> Self {
        let document = json!({ "data": { "type": kind, "attributes": attributes } });
        Self { ids, query: Query::new(String::new(), ""), document: Ok(document) }
    }

    /// The id of the record that is called: the last one of the path.
    pub(super) fn id(&self) -> &str {
        self.ids.last().map(String::as_str).unwrap_or_default()
    }

    /// The id of the record that the called one or the called list lies below: the first one of the path.
    pub(super) fn parent(&self) -> &str {
        self.ids.first().map(String::as_str).unwrap_or_default()
    }

    /// The attributes of the body, whose type must be one of these.
    ///
    /// # Errors
    ///
    /// 400 where the body is no such document.
    pub(super) fn attributes(&self, kinds: &[&str]) -> Result<&Map<String, Value>, Refusal> {
        let document = self.document.as_ref().map_err(errors::bad_request)?;
        let missing = |name: &str| errors::bad_request(format!("param is missing or the value is empty: {name}"));
        let data = document.get("data").and_then(Value::as_object).ok_or_else(|| missing("data"))?;
        if !data.get("type").and_then(Value::as_str).is_some_and(|kind| kinds.contains(&kind)) {
            return Err(errors::bad_request(format!("The type of the document is not {}", kinds.join(" or "))));
        }
        data.get("attributes").and_then(Value::as_object).ok_or_else(|| missing("attributes"))
    }
}
