//! What selects leads in calls that change many of them.

use serde_json::{Map, Value};

/// Whether one of these inputs selects something.
pub(super) fn selects(inputs: &Map<String, Value>, by: &[&str]) -> bool {
    by.iter().filter_map(|input| inputs.get(*input)).any(|value| match value {
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(items) => !items.is_empty(),
        _ => false,
    })
}
