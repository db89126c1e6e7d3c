//! What is on the block list already: the vendor makes a second entry of the same value, and either of them blocks.

use crate::instantly::prelude::*;

/// The entries that a page shows at most.
const PAGE: &str = "100";

/// The read of the entries that have this in their value.
fn read(search: Option<&str>) -> Option<Request> {
    let search = search.map(|search| ("search", search));
    let query: Vec<(&str, &str)> = search.into_iter().chain([("limit", PAGE)]).collect();
    Request::get(["block-lists-entries"]).ok()?.with_query(&query).ok()
}

fn entries(read: &Value) -> Vec<&Value> {
    read.get("items").and_then(Value::as_array).into_iter().flatten().collect()
}

fn entry_of<'a>(entries: &[&'a Value], value: &str) -> Option<&'a Value> {
    entries
        .iter()
        .copied()
        .find(|entry| text(entry, "bl_value").is_some_and(|has| has.eq_ignore_ascii_case(value.trim())))
}

/// The entry of one value.
pub(super) const ONE: Existing = Existing {
    request: |inputs| read(Some(&text(inputs, "bl_value")?)),
    find: |inputs, read| entry_of(&entries(read), &text(inputs, "bl_value")?).cloned(),
    adds: true,
    skipped: "It is blocked already: this is its entry. Nothing was sent.",
};

/// The entries of many values, where all of them are on the first page.
pub(super) const MANY: Existing = Existing {
    request: |inputs| match inputs.get("bl_values").and_then(Value::as_array).map(Vec::as_slice) {
        Some([one]) => read(one.as_str()),
        _ => read(None),
    },
    find: |inputs, read| {
        let entries = entries(read);
        let values = inputs.get("bl_values")?.as_array()?.iter().filter_map(Value::as_str);
        let found: Option<Vec<&Value>> = values.map(|value| entry_of(&entries, value)).collect();
        Some(json!({ "items": found?, "valid_count": found_count(inputs) }))
    },
    adds: true,
    skipped: "All of them are blocked already: these are their entries. Nothing was sent.",
};

fn found_count(inputs: &Value) -> usize {
    inputs.get("bl_values").and_then(Value::as_array).map_or(0, Vec::len)
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

/// After a deletion: what goes on blocking whom the entry blocked.
pub(super) const STILL_BLOCKED: FollowUp = FollowUp {
    request: |_, outputs| {
        let deleted = deleted(outputs);
        match deleted.as_slice() {
            [] => None,
            // An address is blocked by its domain as well.
            [one] => read(Some(one.rsplit('@').next().unwrap_or(one))),
            _ => read(None),
        }
    },
    remarks: |_, outputs, read| {
        let entries = read.map(entries).unwrap_or_default();
        let mut warnings = Vec::new();
        for value in deleted(outputs) {
            let domain = value.rsplit('@').next().unwrap_or(&value);
            for blocked in if domain == value { vec![value.as_str()] } else { vec![value.as_str(), domain] } {
                let Some(id) = entry_of(&entries, blocked).and_then(|entry| text(entry, "id")) else { continue };
                warnings.push(format!(
                    "`{value}` is still blocked: the entry `{id}` of `{blocked}` is on the list as well. To let mail out again, delete that \
                     one too."
                ));
            }
        }
        Remarks { warnings, ..Remarks::default() }
    },
};

/// The values of the entries that a call has deleted.
fn deleted(outputs: &Map<String, Value>) -> Vec<String> {
    let many = outputs.get("block_list_entries").and_then(Value::as_array).into_iter().flatten();
    outputs.get("block_list_entry").into_iter().chain(many).filter_map(|entry| text(entry, "bl_value")).collect()
}
