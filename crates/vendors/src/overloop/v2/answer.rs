//! Answers of v2. A list is `{data, pagination}`; one object is bare or under `data`; a deletion is an empty body or anything else.

#[cfg(debug_assertions)]
use std::borrow::Cow;

#[cfg(debug_assertions)]
use outreach_model::untrusted::Untrusted;
use outreach_model::{
    arguments::truncate,
    lenient::{Flag, Text},
    plain::{Look, Shown},
    remarks::{Received, Remarks},
    schema::JsonSchema,
};
#[cfg(debug_assertions)]
use schemars::{Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use crate::overloop::error;

/// The vendor's page on v2; it has none on each call that could be named.
pub(crate) const DOCS: &str = "https://apidoc-v2.overloop.ai/";

/// The prefix of every custom field's identifier.
const CUSTOM_PREFIX: &str = "c_";
const CUSTOM_FIELDS: &str = "custom_fields";

/// What an object has beside the fields that are known: the last field of every object of v2, whose fields are not all documented.
/// Anybody may have written it.
pub struct OtherFields;

#[cfg(debug_assertions)]
impl JsonSchema for OtherFields {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "OtherFields".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = generator.subschema_for::<Untrusted<Map<String, Value>>>();
        schema.insert("x-rest".to_owned(), true.into());
        schema
    }
}

/// Where a page is shown, whose `ABOUT` has `pages(…)`.
pub(crate) const PAGES: Shown = Shown::Numbered("data");

/// Reads a page.
pub(crate) const PAGE: Look = Look { reads: Some(page), remarks: Some(of_page), ..Look::NONE };

/// Where one object is shown: its id, and all of it under this name.
pub(crate) const fn under(name: &'static str) -> Shown {
    Shown::Under(name, &[("id", "id")])
}

/// Reads one object.
pub(crate) const ONE: Look = Look { reads: Some(one), ..Look::NONE };

/// Reads a list that has no pages, which `Shown::AllOf("data", …)` shows.
pub(crate) const ALL: Look = Look { reads: Some(all), ..Look::NONE };

/// Reads the answer to a deletion, whose outputs are [`Gone`], shown bare. `adjust` has to name the id: see [`gone`].
pub(crate) const GONE: Look = Look { reads: Some(|_| Ok(json!({ "deleted": true }))), ..Look::NONE };

/// The outcome of a deletion.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
pub struct Gone {
    /// Id of what was deleted
    id: Option<Text>,
    /// true: it is gone
    deleted: Option<Flag>,
}

/// Adds the id that was given in this input.
pub(crate) fn gone(inputs: &Map<String, Value>, id: &str, outputs: &mut Map<String, Value>) {
    if let Some(id) = inputs.get(id) {
        outputs.shift_insert(0, "id".to_owned(), id.clone());
    }
}

/// One page: its rows, and where the next one is.
pub(super) fn page(answer: Value) -> Result<Value, String> {
    let (rows, answer) = rows(answer)?;
    let pagination = answer.get("pagination").or_else(|| answer.get("meta")).unwrap_or(&Value::Null);
    let number = |name: &str| match pagination.get(name)? {
        Value::String(text) => text.trim().parse().ok(),
        number => number.as_u64(),
    };
    let (page, total) = (number("page"), number("total"));
    let last = number("total_pages").or_else(|| Some(total?.div_ceil(number("per_page").filter(|size| *size > 0)?)));
    let next = page.zip(last).filter(|(page, last)| page < last).map(|(page, _)| page + 1);
    Ok(json!({ "data": rows, "page": page, "last_page": last, "total": total, "next_page": next }))
}

/// What v2 does not say of a page: that nothing matches, and that it has not sorted.
fn of_page(inputs: &Map<String, Value>, outputs: &Map<String, Value>, _: Received) -> Remarks {
    let Some(rows) = outputs.values().find_map(Value::as_array) else { return Remarks::default() };
    let given = |name: &&&str| inputs.get(**name).is_some_and(|value| !value.is_null());
    if rows.is_empty() {
        let by: Vec<String> = ["search", "filter"].iter().filter(given).map(|name| format!("`{name}`")).collect();
        let is_first = inputs.get("page").and_then(Value::as_u64).is_none_or(|page| page <= 1);
        if by.is_empty() || !is_first {
            return Remarks::default();
        }
        return Remarks::note(format!("Nothing matches {}: leave it out to list all.", by.join(" and ")));
    }
    let keys = inputs.get("sort").and_then(Value::as_str).unwrap_or_default().split(',');
    let names = keys.map(|key| key.trim().trim_start_matches('-')).filter(|name| !name.is_empty());
    let shows = |row: &Value, name: &str| {
        let within = |of: &str| row.get(of).is_some_and(|fields| fields.get(name).is_some());
        row.get(name).is_some() || within("other_fields") || within(CUSTOM_FIELDS)
    };
    let unknown = names.filter(|name| !rows.iter().any(|row| shows(row, name)));
    let unknown: Vec<String> = unknown.map(|name| format!("`{}`", truncate(name, 60))).collect();
    if unknown.is_empty() {
        return Remarks::default();
    }
    Remarks::note(format!(
        "No row shows {}, by which these were to be sorted: by what Overloop does not know it does not sort, and says nothing.",
        unknown.join(" or ")
    ))
}

/// All objects of a list.
fn all(answer: Value) -> Result<Value, String> {
    rows(answer).map(|(rows, _)| json!({ "data": rows }))
}

/// The rows of a list, and the rest of the answer.
fn rows(mut answer: Value) -> Result<(Vec<Value>, Value), String> {
    let rows = match &mut answer {
        Value::Array(_) => answer.take(),
        Value::Object(object) => match object.get_mut("data") {
            Some(rows) => rows.take(),
            None => return Err(without_data(&answer)),
        },
        _ => return Err("it is no list".to_owned()),
    };
    match rows {
        Value::Array(rows) => Ok((rows.into_iter().map(flat).collect(), answer)),
        Value::Null => Ok((Vec::new(), answer)),
        _ => Err("its `data` is no list".to_owned()),
    }
}

/// One object, bare or under `data`.
fn one(mut answer: Value) -> Result<Value, String> {
    let object = match &mut answer {
        Value::Object(object) => match object.get_mut("data").map(Value::take) {
            None => answer,
            Some(Value::Array(mut rows)) if rows.len() == 1 => rows.pop().unwrap_or_default(),
            Some(data) => data,
        },
        _ => answer,
    };
    match object {
        Value::Object(ref fields) if fields.is_empty() => Err("it is empty".to_owned()),
        Value::Object(_) => Ok(flat(object)),
        _ => Err("it is no object".to_owned()),
    }
}

fn without_data(answer: &Value) -> String {
    let said = answer.get("errors").or_else(|| answer.get("error")).and_then(error::words);
    said.map_or_else(|| "it has no `data`".to_owned(), |said| format!("it says: {said}"))
}

/// The object with its custom fields in one place, wherever they stand.
pub(super) fn flat(object: Value) -> Value {
    let Value::Object(mut object) = object else { return object };
    let names: Vec<String> = object.keys().filter(|name| name.starts_with(CUSTOM_PREFIX)).cloned().collect();
    let custom = names.into_iter().filter_map(|name| object.shift_remove(&name).map(|value| (name, value)));
    let custom: Map<String, Value> = custom.filter(|(_, value)| !value.is_null()).collect();
    if !custom.is_empty()
        && let Value::Object(known) = object.entry(CUSTOM_FIELDS).or_insert_with(|| json!({}))
    {
        known.extend(custom);
    }
    if let Some(Value::Object(custom)) = object.get_mut(CUSTOM_FIELDS) {
        custom.retain(|_, value| !value.is_null());
        if custom.is_empty() {
            object.shift_remove(CUSTOM_FIELDS);
        }
    }
    Value::Object(object)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{all, one, page};

    #[test]
    fn a_page_says_where_the_next_one_is() {
        let rows = json!([{ "id": 1 }]);
        let table = [
            (json!({ "page": 1, "per_page": 1, "total": 3, "total_pages": 3 }), json!([1, 2, 3, 3])),
            (json!({ "page": 3, "per_page": 1, "total": 3, "total_pages": 3 }), json!([3, null, 3, 3])),
            (json!({ "page": "2", "per_page": 2, "total": 5 }), json!([2, 3, 3, 5])),
            (json!({ "page": 1, "per_page": 100, "total": 0, "total_pages": 0 }), json!([1, null, 0, 0])),
            (json!({ "total": 3 }), json!([null, null, null, 3])),
            (Value::Null, json!([null, null, null, null])),
        ];
        for (pagination, numbers) in table {
            let read = page(json!({ "data": rows, "pagination": pagination })).unwrap();
            let found: Vec<&Value> =
                ["page", "next_page", "last_page", "total"].iter().map(|name| &read[name]).collect();
            assert_eq!((json!(found), &read["data"]), (numbers, &rows), "{pagination}");
        }
    }

    #[test]
    fn an_object_is_bare_or_under_data() {
        let read = json!({ "id": 1, "custom_fields": { "c_a": 1, "c_b": 2 } });
        for answer in [
            json!({ "id": 1, "custom_fields": { "c_a": 1 }, "c_b": 2, "c_none": null }),
            json!({ "data": { "id": 1, "c_a": 1, "c_b": 2 } }),
            json!({ "data": [{ "id": 1, "custom_fields": { "c_a": 1, "c_b": 2 } }] }),
        ] {
            assert_eq!(one(answer.clone()), Ok(read.clone()), "{answer}");
        }
        for answer in [json!(null), json!({}), json!([]), json!({ "data": null }), json!({ "data": [] }), json!("x")] {
            assert!(one(answer.clone()).is_err(), "{answer}");
        }
    }

    #[test]
    fn a_list_without_pages_is_under_data_or_bare() {
        for answer in [json!({ "data": [{ "id": 1 }] }), json!([{ "id": 1 }])] {
            assert_eq!(all(answer.clone()), Ok(json!({ "data": [{ "id": 1 }] })), "{answer}");
        }
        let refused = json!({ "error": { "type": "forbidden", "message": "Not on this plan" } });
        assert_eq!(all(refused), Err("it says: Not on this plan".to_owned()));
        for answer in [json!(null), json!({}), json!({ "data": {} })] {
            assert!(all(answer.clone()).is_err(), "{answer}");
        }
    }
}
