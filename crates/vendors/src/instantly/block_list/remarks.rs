//! What an answer of the block list says where it is not quite what was asked for.

use crate::{existing::was_there, instantly::prelude::*};

/// Since when an entry is there, if it was there before the call; `Err` where that is not known.
fn since(entry: &Value, received: Received) -> Result<Option<String>, ()> {
    let created = text(entry, "timestamp_created");
    match was_there(created.as_deref(), received) {
        Some(true) => Ok(created),
        Some(false) => Ok(None),
        None => Err(()),
    }
}

/// Whether one entry was made, or was there before.
pub(super) fn of_one(_: &Map<String, Value>, outputs: &Map<String, Value>, received: Received) -> Remarks {
    let entry = outputs.get("block_list_entry").unwrap_or(&Value::Null);
    match since(entry, received) {
        Ok(Some(since)) => Remarks::skipped(format!("It is blocked since {since} already. Nothing was added.")),
        Ok(None) => Remarks::created(Some(true)),
        Err(()) => Remarks::default(),
    }
}

/// Which of many values are not among the entries, and which entries were there before.
pub(super) fn of_many(inputs: &Map<String, Value>, outputs: &Map<String, Value>, received: Received) -> Remarks {
    let entries: Vec<&Value> = outputs.get("items").and_then(Value::as_array).into_iter().flatten().collect();
    let blocked: Vec<String> = entries.iter().filter_map(|entry| text(entry, "bl_value")).collect();
    let missing = not_among(texts(inputs, "bl_values"), blocked.iter().map(String::as_str));
    let old: Vec<String> = entries
        .iter()
        .filter(|entry| matches!(since(entry, received), Ok(Some(_))))
        .filter_map(|entry| text(entry, "bl_value"))
        .collect();
    let mut warnings = Vec::new();
    let invalid = outputs.get("invalid_count").and_then(Value::as_i64).unwrap_or_default();
    if invalid > 0 {
        warnings.push(format!("Instantly calls {invalid} of the values invalid: they are not blocked by this call."));
    }
    if !missing.is_empty() {
        warnings.push(
            "Values in `missing` are not among the entries that were answered: they are invalid or were blocked before. Look with \
             instantly_list_block_list_entries, `search` set to each."
                .to_owned(),
        );
    }
    if !old.is_empty() {
        warnings.push(format!("Blocked before this call: {}.", old.join(", ")));
    }
    Remarks { warnings, ..Remarks::missing(missing) }
}

/// Which ids are not among the entries that were deleted.
pub(super) fn of_deleted(inputs: &Map<String, Value>, outputs: &Map<String, Value>, _: Received) -> Remarks {
    let entries = outputs.get("block_list_entries").and_then(Value::as_array).into_iter().flatten();
    let deleted: Vec<&str> = entries.filter_map(|entry| entry.get("id")?.as_str()).collect();
    let missing = not_among(texts(inputs, "ids"), deleted);
    let warnings = match missing.is_empty() {
        true => Vec::new(),
        false => vec![
            "Ids in `missing` were not deleted by this call: no entry has them, perhaps since an earlier call."
                .to_owned(),
        ],
    };
    Remarks { warnings, ..Remarks::missing(missing) }
}

fn texts<'a>(inputs: &'a Map<String, Value>, input: &str) -> impl Iterator<Item = &'a str> + use<'a> {
    inputs.get(input).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}
