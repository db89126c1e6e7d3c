//! What is on the block list already: the vendor makes a second entry of the same value, and either of them blocks.

use outreach_model::lookup::{ExistingAmong, FollowAll, Split};

use crate::instantly::prelude::*;

/// Calls that block run one after the other: each sees what the one before it has made.
pub(super) const ALONE: Option<&str> = Some("block list");

/// The entries that a page shows at most.
const PAGE: &str = "100";

/// So many values are searched for one by one; of more, the list is gone through.
const MAX_SEARCHED: usize = 25;

/// So many pages of it.
const MAX_PAGES: usize = 50;

/// A page of the entries, from this cursor on.
fn page_at(cursor: Option<&str>) -> Option<Request> {
    let query: Vec<(&str, &str)> =
        cursor.map(|cursor| ("starting_after", cursor)).into_iter().chain([("limit", PAGE)]).collect();
    Request::get(["block-lists-entries"]).ok()?.with_query(&query).ok()
}

/// The read of the entries that have this in their value; of a domain, without the addresses at it.
fn search(value: &str) -> Option<Request> {
    let value = value.trim();
    let only = (!value.contains('@')).then_some(("domains_only", "true"));
    let query: Vec<(&str, &str)> = [("search", value)].into_iter().chain(only).chain([("limit", PAGE)]).collect();
    Request::get(["block-lists-entries"]).ok()?.with_query(&query).ok()
}

fn entries(read: &Value) -> impl Iterator<Item = &Value> {
    read.get("items").and_then(Value::as_array).into_iter().flatten()
}

fn is_entry_of(entry: &Value, value: &str) -> bool {
    text(entry, "bl_value").is_some_and(|has| has.eq_ignore_ascii_case(value.trim()))
}

/// The entry of one value.
pub(super) const ONE: Existing = Existing {
    request: |inputs| search(&text(inputs, "bl_value")?),
    find: |inputs, read| {
        let value = text(inputs, "bl_value")?;
        entries(read).find(|entry| is_entry_of(entry, &value)).cloned()
    },
    adds: true,
    skipped: "It is blocked already: this is its entry. Nothing was sent.",
};

/// The entries of many values.
pub(super) const MANY: ExistingAmong = ExistingAmong {
    reads: |inputs, read| {
        let values = values(inputs);
        if values.len() <= MAX_SEARCHED {
            let searches = || values.iter().filter_map(|value| search(value)).collect();
            return if read.is_empty() { searches() } else { Vec::new() };
        }
        match read.last() {
            None => page_at(None).into_iter().collect(),
            Some(last) if read.len() < MAX_PAGES => {
                let cursor = last.as_ref().and_then(|page| text(page, "next_starting_after"));
                cursor.and_then(|cursor| page_at(Some(&cursor))).into_iter().collect()
            }
            Some(_) => Vec::new(),
        }
    },
    split,
    items: "items",
    skipped: "All of them are blocked already: these are their entries. Nothing was sent.",
};

fn values(inputs: &Value) -> Vec<&str> {
    inputs.get("bl_values").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect()
}

fn split(inputs: &Value, read: &[Option<Value>]) -> Split {
    let known: Vec<&Value> = read.iter().flatten().flat_map(entries).collect();
    let (mut there, mut rest, mut unseen) = (Vec::new(), Vec::new(), Vec::new());
    let values = values(inputs);
    let is_searched = values.len() <= MAX_SEARCHED;
    // The end of the list was seen where its last page is followed by none.
    let is_whole = read.last().and_then(Option::as_ref).is_some_and(|last| text(last, "next_starting_after").is_none());
    for (at, value) in values.iter().enumerate() {
        let entry = known.iter().find(|entry| is_entry_of(entry, value));
        let is_seen = if is_searched { read.get(at).is_some_and(Option::is_some) } else { is_whole };
        match entry {
            // Of a value that is given twice there is one entry.
            Some(entry) if there.contains(*entry) => {}
            Some(entry) => there.push((*entry).clone()),
            None => {
                unseen.extend((!is_seen).then_some(*value));
                rest.push(*value);
            }
        }
    }
    let mut said = Vec::new();
    if !there.is_empty() {
        let named: Vec<String> = there.iter().filter_map(|entry| text(entry, "bl_value")).collect();
        said.push(format!("Blocked before this call, and not added again: {}.", named.join(", ")));
    }
    if !unseen.is_empty() {
        said.push(format!(
            "Whether these were blocked before could not be read, so that they may have two entries now: {}.",
            named(&unseen)
        ));
    }
    let is_any = !rest.is_empty();
    let mut of_rest = inputs.as_object().cloned().unwrap_or_default();
    of_rest.insert("bl_values".to_owned(), json!(rest));
    Split { answer: json!({ "items": there, "valid_count": there.len() }), rest: is_any.then_some(of_rest), said }
}

/// So many values are named at most.
const MAX_NAMED: usize = 20;

fn named(values: &[&str]) -> String {
    let first = values.get(..MAX_NAMED).unwrap_or(values).join(", ");
    match values.len().saturating_sub(MAX_NAMED) {
        0 => first,
        more => format!("{first} and {more} more"),
    }
}

/// Writes each value once: the vendor makes an entry for each.
pub(super) fn each_once(_: &Call, request: Request, mut inputs: Map<String, Value>) -> Result<Request, Failure> {
    if let Some(values) = inputs.get_mut("bl_values").and_then(Value::as_array_mut) {
        let mut known: Vec<String> = Vec::new();
        values.retain(|value| {
            let value = value.as_str().unwrap_or_default().trim().to_lowercase();
            let is_new = !known.contains(&value);
            known.push(value);
            is_new
        });
    }
    request.with_json(&Value::Object(inputs))
}

/// After a deletion: what goes on blocking whom the entries blocked.
pub(super) const STILL_BLOCKED: FollowAll = FollowAll {
    requests: |_, outputs| {
        let deleted = deleted(outputs);
        deleted.iter().take(MAX_SEARCHED).flat_map(|value| blocking(value)).filter_map(search).collect()
    },
    remarks: |_, outputs, read| {
        let entries: Vec<&Value> = read.iter().flatten().flat_map(entries).collect();
        let deleted = deleted(outputs);
        let mut warnings = Vec::new();
        for value in &deleted {
            for blocked in blocking(value) {
                let entry = entries.iter().find(|entry| is_entry_of(entry, blocked));
                let Some(id) = entry.and_then(|entry| text(entry, "id")) else { continue };
                warnings.push(format!(
                    "`{value}` is still blocked: the entry `{id}` of `{blocked}` is on the list as well. To let mail out again, delete that \
                     one too."
                ));
            }
        }
        if deleted.len() > MAX_SEARCHED {
            warnings.push(format!(
                "Whether another entry still blocks them was looked at for the first {MAX_SEARCHED} alone: \
                 instantly_list_block_list_entries, `search` set to a value, shows it for the others."
            ));
        }
        Remarks { warnings, ..Remarks::default() }
    },
};

/// The values whose entries block this one: an address is blocked by its domain as well.
fn blocking(value: &str) -> Vec<&str> {
    match value.rsplit_once('@') {
        Some((_, domain)) => vec![value, domain],
        None => vec![value],
    }
}

/// The values of the entries that a call has deleted.
fn deleted(outputs: &Map<String, Value>) -> Vec<String> {
    let many = outputs.get("block_list_entries").and_then(Value::as_array).into_iter().flatten();
    outputs.get("block_list_entry").into_iter().chain(many).filter_map(|entry| text(entry, "bl_value")).collect()
}
