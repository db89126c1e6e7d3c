//! A collection as it is listed: filtered, sorted, a page of it with its links, and what was asked to be included.

use std::{cmp::Ordering, collections::HashSet};

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{
    Refusal,
    document::{Link, Record, put},
    query::Query,
    workspace::Workspace,
};

/// What can be asked of a collection and of its members.
pub struct Collection {
    /// Its type, as its members carry it.
    pub kind: &'static str,
    /// The attributes that can be filtered by. Any other is passed over, without a word.
    pub filterable: &'static [&'static str],
    /// The relationships that can be included.
    pub related: &'static [&'static str],
}

impl Collection {
    /// The document of one.
    pub fn one(&self, workspace: &Workspace, query: &Query, record: &Record) -> Result<Value, Refusal> {
        let mut document = json!({ "data": record.object(self.kind) });
        self.include(workspace, query, &[record], &mut document)?;
        Ok(document)
    }

    /// The document of many: the page that was asked for, of those that the filters leave. `path` is how the links write it.
    pub fn many<'a>(
        &self,
        workspace: &Workspace,
        query: &Query,
        path: &str,
        records: impl Iterator<Item = &'a Record>,
    ) -> Result<Value, Refusal> {
        let filters: Vec<(&str, &str)> = query.filters().filter(|(name, _)| self.filterable.contains(name)).collect();
        let all: Vec<&Record> = records.collect();
        self.sortable(query, &all)?;
        let mut found: Vec<&Record> =
            all.into_iter().filter(|record| filters.iter().all(|(name, value)| has(record, name, value))).collect();
        let keys: Vec<(&str, bool)> = query.sort().collect();
        if !keys.is_empty() {
            let key = |record: &Record| -> Vec<Key> { keys.iter().map(|(name, _)| Key::of(record, name)).collect() };
            let mut keyed: Vec<(Vec<Key>, &Record)> = found.iter().map(|record| (key(record), *record)).collect();
            keyed.sort_by(|(one, _), (other, _)| {
                let pairs = one.iter().zip(other).zip(&keys);
                pairs.fold(Ordering::Equal, |order, ((one, other), (_, descending))| {
                    order.then(if *descending { other.cmp(one) } else { one.cmp(other) })
                })
            });
            found = keyed.into_iter().map(|(_, record)| record).collect();
        }
        let (number, size) = query.page();
        let last = found.len().div_ceil(size).max(1);
        let shown: Vec<&Record> = found.into_iter().skip((number - 1).saturating_mul(size)).take(size).collect();
        let mut document = json!({ "data": shown.iter().map(|record| record.object(self.kind)).collect::<Vec<_>>() });
        self.include(workspace, query, &shown, &mut document)?;
        // There are links where there is more than a page, and each only where it leads somewhere.
        if last > 1 {
            let mut links = json!({ "self": query.link(path, number, size) });
            if number > 1 {
                put(&mut links, "first", query.link(path, 1, size).into());
                put(&mut links, "prev", query.link(path, (number - 1).min(last), size).into());
            }
            if number < last {
                put(&mut links, "next", query.link(path, number + 1, size).into());
                put(&mut links, "last", query.link(path, last, size).into());
            }
            put(&mut document, "links", links);
        }
        Ok(document)
    }

    /// Only attributes can be sorted by. Records of a collection have the same ones.
    fn sortable(&self, query: &Query, all: &[&Record]) -> Result<(), Refusal> {
        let Some(record) = all.first() else { return Ok(()) };
        match query.sort().find(|(name, _)| *name != "id" && !record.attributes.contains_key(*name)) {
            Some((name, _)) => {
                Err(Refusal::bad_request(format!("{name} is not a valid sort criteria for {}", self.kind)))
            }
            None => Ok(()),
        }
    }

    /// Adds what was asked to be included, each once.
    fn include(&self, workspace: &Workspace, query: &Query, of: &[&Record], to: &mut Value) -> Result<(), Refusal> {
        if let Some(name) = query.include().find(|name| !self.related.contains(name)) {
            return Err(Refusal::bad_request(format!("{name} is not a valid relationship of {}", self.kind)));
        }
        let names: Vec<&str> = query.include().collect();
        include(workspace, of, &names, to);
        Ok(())
    }
}

/// Adds these relationships' records to a document, each once. A segment brings its filters.
pub fn include(workspace: &Workspace, of: &[&Record], names: &[&str], to: &mut Value) {
    let mut seen: HashSet<Link> = HashSet::new();
    let mut included: Vec<Value> = Vec::new();
    let mut waiting: Vec<Link> =
        of.iter().flat_map(|record| names.iter().filter_map(|name| record.links(name)).flatten()).collect();
    waiting.reverse();
    while let Some(link) = waiting.pop() {
        if !seen.insert(link.clone()) {
            continue;
        }
        if link.0 == "segments" {
            waiting.extend(workspace.record(&link).and_then(|segment| segment.links("filters")).into_iter().flatten());
        }
        included.extend(workspace.related(&link));
    }
    if !included.is_empty() {
        put(to, "included", included.into());
    }
}

/// Whether an attribute has this value, whatever its letters' case.
fn has(record: &Record, name: &str, value: &str) -> bool {
    match record.attributes.get(name) {
        None if name == "id" => record.id == value,
        Some(Value::String(text)) => text.to_lowercase() == value.to_lowercase(),
        Some(Value::Null) | None => false,
        Some(other) => value.parse::<Value>().is_ok_and(|value| value == *other),
    }
}

/// What a record is sorted by. What is not there comes last.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Flag(bool),
    Number(i64),
    Text(String),
    Absent,
}

impl Key {
    fn of(record: &Record, name: &str) -> Self {
        let text = |text: &str| match text.parse::<Timestamp>() {
            // Texts with other offsets sort by the moment they name.
            Ok(at) => Self::Number(at.as_millisecond()),
            Err(_) => Self::Text(text.to_lowercase()),
        };
        match record.attributes.get(name) {
            None if name == "id" => record.id.parse().map_or_else(|_| Self::Text(record.id.clone()), Self::Number),
            None | Some(Value::Null) => Self::Absent,
            Some(Value::Bool(flag)) => Self::Flag(*flag),
            // Thousandths are near enough to sort by.
            Some(Value::Number(number)) => Self::Number((number.as_f64().unwrap_or_default() * 1000.0) as i64),
            Some(Value::String(own)) => text(own),
            Some(other) => Self::Text(other.to_string()),
        }
    }
}
