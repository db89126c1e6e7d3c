//! How Overloop lists a collection: filtered, sorted, a page at a time with links to the others.

use std::cmp::Ordering;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{document::put, errors, query::Query};
use crate::{
    reply::Refusal,
    store::{Record, page::Numbered},
};

/// The records that the query's filters leave, in the wanted order. Filters by other attributes than `filterable` are
/// ignored.
///
/// # Errors
///
/// 400 for sorting by something that the records have no attribute for.
pub(super) fn select<'a>(
    query: &Query,
    kind: &str,
    filterable: &[&str],
    records: impl Iterator<Item = &'a Record>,
) -> Result<Vec<&'a Record>, Refusal> {
    let all: Vec<&Record> = records.collect();
    let keys: Vec<(&str, bool)> = query.sort().collect();
    // All records of a collection have the same attributes.
    if let Some(first) = all.first()
        && let Some((name, _)) = keys.iter().find(|(name, _)| *name != "id" && !first.fields.contains_key(*name))
    {
        return Err(errors::bad_request(format!("{name} is not a valid sort criteria for {kind}")));
    }
    let filters: Vec<(&str, &str)> = query.filters().filter(|(name, _)| filterable.contains(name)).collect();
    let passes = |record: &&Record| filters.iter().all(|(name, value)| has_value(record, name, value));
    let found = all.into_iter().filter(passes);
    if keys.is_empty() {
        return Ok(found.collect());
    }
    let key = |record: &Record| -> Vec<SortKey> { keys.iter().map(|(name, _)| SortKey::of(record, name)).collect() };
    let mut keyed: Vec<(Vec<SortKey>, &Record)> = found.map(|record| (key(record), record)).collect();
    keyed.sort_by(|(one, _), (other, _)| {
        let pairs = one.iter().zip(other).zip(&keys);
        pairs.fold(Ordering::Equal, |order, ((one, other), (_, descending))| {
            order.then(if *descending { other.cmp(one) } else { one.cmp(other) })
        })
    });
    Ok(keyed.into_iter().map(|(_, record)| record).collect())
}

/// Adds the links between the pages, if there is more than one. Each is there only where it leads to another page.
pub(super) fn add_links(document: &mut Value, query: &Query, path: &str, found: usize) {
    let page = query.page();
    let last = page.last(found);
    if last == 1 {
        return;
    }
    let link = |number: usize| Value::from(query.link(path, Numbered { number, ..page }));
    let mut links = json!({ "self": link(page.number) });
    if page.number > 1 {
        put(&mut links, "first", link(1));
        put(&mut links, "prev", link((page.number - 1).min(last)));
    }
    if page.number < last {
        put(&mut links, "next", link(page.number + 1));
        put(&mut links, "last", link(last));
    }
    put(document, "links", links);
}

/// Whether an attribute has this value; texts are compared whatever their case.
pub(super) fn has_value(record: &Record, name: &str, value: &str) -> bool {
    match record.fields.get(name) {
        None if name == "id" => record.id == value,
        Some(Value::String(text)) => text.to_lowercase() == value.to_lowercase(),
        Some(Value::Null) | None => false,
        Some(other) => value.parse::<Value>().is_ok_and(|value| value == *other),
    }
}

/// What a record is sorted by. Missing values come last.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum SortKey {
    Flag(bool),
    Number(i64),
    Text(String),
    Missing,
}

impl SortKey {
    fn of(record: &Record, name: &str) -> Self {
        match record.fields.get(name) {
            None if name == "id" => record.id.parse().map_or_else(|_| Self::Text(record.id.clone()), Self::Number),
            None | Some(Value::Null) => Self::Missing,
            Some(Value::Bool(flag)) => Self::Flag(*flag),
            // Thousandths are precise enough to sort by.
            Some(Value::Number(number)) => Self::Number((number.as_f64().unwrap_or_default() * 1000.0) as i64),
            Some(Value::String(text)) => match text.parse::<Timestamp>() {
                // Timestamps with different offsets are sorted by their moments.
                Ok(at) => Self::Number(at.as_millisecond()),
                Err(_) => Self::Text(text.to_lowercase()),
            },
            Some(other) => Self::Text(other.to_string()),
        }
    }
}
