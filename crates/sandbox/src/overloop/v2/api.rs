//! Requests to v2 and the forms of its answers: pages, single objects, errors.

use std::cmp::Ordering;

use http::StatusCode;
use serde_json::{Map, Value, json};
use url::form_urlencoded;

use crate::{
    overloop::workspace::Workspace,
    reply::{Answer, Refusal, Reply, ok},
    request::Request,
    store::page::Numbered,
};

/// A row of the table of calls.
pub(super) struct Route {
    /// Method and path.
    pub(super) call: &'static str,
    pub(super) run: fn(&mut Workspace, &Call) -> Answer,
}

/// A request.
pub(super) struct Call {
    ids: Vec<String>,
    query: Vec<(String, String)>,
    body: Result<Value, &'static str>,
}

/// Rows a page where the query does not say, and at most.
const PAGE: usize = 100;
const MAX_PAGE: usize = 1000;

impl Call {
    pub(super) fn read(request: &Request) -> Self {
        let body = match request.media_type().eq_ignore_ascii_case("application/json") {
            true => serde_json::from_slice(&request.body).map_err(|_| "The body is no valid JSON"),
            false => Err("The content type of a body is application/json"),
        };
        let query = form_urlencoded::parse(request.query.as_bytes()).into_owned().collect();
        Self { ids: request.ids.clone(), query, body }
    }

    /// The id of the record that is called: the last one of the path.
    pub(super) fn id(&self) -> &str {
        self.ids.last().map(String::as_str).unwrap_or_default()
    }

    /// The first id of the path.
    pub(super) fn parent(&self) -> &str {
        self.ids.first().map(String::as_str).unwrap_or_default()
    }

    /// A parameter of the query.
    pub(super) fn query(&self, name: &str) -> Option<&str> {
        self.query.iter().rev().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// Whether a relation is to be answered whole.
    pub(super) fn expands(&self, name: &str) -> bool {
        self.query("expand").unwrap_or_default().split(',').any(|part| part.trim() == name)
    }

    /// The fields of the body.
    ///
    /// # Errors
    ///
    /// 422 where it is no object.
    pub(super) fn body(&self) -> Result<&Map<String, Value>, Refusal> {
        let body = self.body.as_ref().map_err(|message| invalid(message))?;
        body.as_object().ok_or_else(|| invalid("The body is no object"))
    }

    /// The page of these rows that is asked for: searched by name, filtered by these fields, sorted.
    pub(super) fn page(&self, mut rows: Vec<Value>, filterable: &[&str]) -> Answer {
        if let Some(words) = self.query("search").map(str::to_lowercase) {
            rows.retain(|row| row.get("name").and_then(Value::as_str).is_some_and(|name| name.to_lowercase().contains(&words)));
        }
        for field in filterable {
            if let Some(wanted) = self.query(&format!("filter[{field}]")) {
                rows.retain(|row| row.get(field).is_some_and(|value| text(value) == wanted));
            }
        }
        for key in self.query("sort").unwrap_or_default().split(',').rev().filter(|key| !key.is_empty()) {
            let (name, is_descending) = key.strip_prefix('-').map_or((key, false), |name| (name, true));
            rows.sort_by(|one, other| {
                let order = compare(one.get(name), other.get(name));
                if is_descending { order.reverse() } else { order }
            });
        }
        let number = |name| self.query(name).and_then(|text| text.parse().ok()).filter(|number| *number > 0);
        let size = number("per_page").unwrap_or(PAGE).min(MAX_PAGE);
        let (page, total) = (Numbered { number: number("page").unwrap_or(1), size }, rows.len());
        let pagination =
            json!({ "page": page.number, "per_page": size, "total": total, "total_pages": total.div_ceil(size) });
        let rows: Vec<Value> = page.page(rows.into_iter()).collect();
        ok(json!({ "data": rows, "pagination": pagination }))
    }
}

fn compare(one: Option<&Value>, other: Option<&Value>) -> Ordering {
    match (one.and_then(Value::as_i64), other.and_then(Value::as_i64)) {
        (Some(one), Some(other)) => one.cmp(&other),
        _ => one.map(text).cmp(&other.map(text)),
    }
}

/// A text or number as text.
pub(super) fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// An id as answers show it: a number where it is one.
pub(super) fn number(id: &str) -> Value {
    id.parse::<u64>().map_or_else(|_| if id.is_empty() { Value::Null } else { id.into() }, Value::from)
}

/// 200 with one object.
pub(super) fn one(object: &Value) -> Answer {
    ok(json!({ "data": object }))
}

/// 201 with one object.
pub(super) fn created(object: &Value) -> Answer {
    Ok(Reply { status: StatusCode::CREATED, body: json!({ "data": object }) })
}

/// 204.
pub(super) fn gone() -> Answer {
    Ok(Reply { status: StatusCode::NO_CONTENT, body: Value::Null })
}

/// The error of a status.
pub(super) fn of_status(status: StatusCode) -> Refusal {
    let (kind, message) = match status.as_u16() {
        401 => ("unauthorized", "Invalid or missing API key"),
        403 => ("forbidden", "Insufficient permissions"),
        404 => ("not_found", "Resource not found"),
        405 => ("method_not_allowed", "Method not allowed"),
        406 => ("not_acceptable", "Not acceptable"),
        429 => ("rate_limited", "Rate limit exceeded: 600 requests per minute"),
        503 => ("unavailable", "We're temporarily offline for maintenance. Please try again later."),
        _ => ("error", "Something went wrong"),
    };
    Refusal::new(status, json!({ "error": { "type": kind, "message": message } }))
}

/// 404.
pub(super) fn not_found() -> Refusal {
    of_status(StatusCode::NOT_FOUND)
}

/// 422 with this message.
pub(super) fn invalid(message: &str) -> Refusal {
    let message = format!("Validation failed: {message}");
    Refusal::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        json!({ "error": { "type": "validation_error", "message": message } }),
    )
}

/// The text of a field that must not be blank.
pub(super) fn required<'a>(given: &'a Map<String, Value>, name: &str) -> Result<&'a str, Refusal> {
    let text = given.get(name).and_then(Value::as_str).unwrap_or_default().trim();
    if text.is_empty() {
        let mut label = name.replace('_', " ");
        if let Some(first) = label.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        return Err(invalid(&format!("{label} can't be blank")));
    }
    Ok(text)
}
