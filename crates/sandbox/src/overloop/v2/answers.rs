//! What the calls on campaigns and what belongs to them answer: pages of rows that are made for it, one object, refusals.

use std::cmp::Ordering;

use http::StatusCode;
use serde_json::{Map, Value, json};

use super::{api::Call, errors};
use crate::reply::{Answer, Refusal, Reply, ok};

/// The first id of the path.
pub(super) fn parent(call: &Call) -> &str {
    call.ids.first().map(String::as_str).unwrap_or_default()
}

/// Whether a relation is to be answered whole.
pub(super) fn expands(call: &Call, name: &str) -> bool {
    call.parts("expand").any(|part| part == name)
}

/// The page of these rows that is asked for: searched by name, filtered by these fields, sorted.
pub(super) fn page(call: &Call, mut rows: Vec<Value>, filterable: &[&str]) -> Answer {
    let words = call.get("search").unwrap_or_default().trim().to_lowercase();
    if !words.is_empty() {
        rows.retain(|row| {
            row.get("name").and_then(Value::as_str).is_some_and(|name| name.to_lowercase().contains(&words))
        });
    }
    for (field, wanted) in call.filters().filter(|(field, _)| filterable.contains(field)) {
        rows.retain(|row| row.get(field).is_some_and(|value| text(value) == wanted));
    }
    let keys: Vec<&str> = call.parts("sort").collect();
    for key in keys.into_iter().rev() {
        let (name, is_descending) = key.strip_prefix('-').map_or((key, false), |name| (name, true));
        rows.sort_by(|one, other| {
            let order = compare(one.get(name), other.get(name));
            if is_descending { order.reverse() } else { order }
        });
    }
    let (page, total) = (call.page(), rows.len());
    let pagination = json!({
        "page": page.number, "per_page": page.size, "total": total, "total_pages": total.div_ceil(page.size),
    });
    let rows: Vec<Value> = page.page(rows.into_iter()).collect();
    ok(json!({ "data": rows, "pagination": pagination }))
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

/// 200 with one object.
pub(super) fn one(object: &Value) -> Answer {
    ok(json!({ "data": object }))
}

/// 201 with one object.
pub(super) fn created(object: &Value) -> Answer {
    Ok(Reply { status: StatusCode::CREATED, body: json!({ "data": object }) })
}

/// 422 with this message.
pub(super) fn invalid(problem: &str) -> Refusal {
    errors::invalid(&[problem.to_owned()])
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
