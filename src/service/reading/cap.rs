//! Keeps an answer under a size: rows are left out from the end, then long texts are cut.

use outreach_model::brief::{SHORTENED, cut_text};
use serde_json::{Map, Value, json};

use super::{
    list::Trail,
    schema::{CURSOR, LEFT_OUT, TRUNCATED, add_note},
};

/// Bytes for what the answer says about its being cut.
const RESERVED: usize = 1_000;
/// Bytes of the paths that are named of what is cut.
const MAX_PATH_BYTES: usize = 500;
/// The characters to which texts are cut, the most first. An id, an address and most links are shorter than the least.
const TEXT_CHARS: [usize; 6] = [20_000, 5_000, 2_000, 1_000, 300, 100];
/// The items to which lists within a row are cut.
const ITEMS: [usize; 4] = [100, 20, 5, 1];

/// Makes an answer no larger than `max_bytes` as JSON. `trail` is that of the rows, for a list; `bytes` is how large it is.
pub(crate) fn cap(object: &mut Map<String, Value>, bytes: usize, max_bytes: usize, trail: Option<&Trail>) {
    let room = max_bytes.saturating_sub(RESERVED);
    object.insert(TRUNCATED.to_owned(), true.into());
    let rows = trail.map_or_else(|| largest_list(object), |trail| Some(trail.rows.to_owned()));
    if let Some(name) = rows {
        leave_out_rows(object, &name, bytes, room, trail);
    }
    if size(object) > max_bytes {
        // What is cut from a text that leads on leads nowhere.
        let leads_on = [Some(CURSOR), trail.and_then(|trail| trail.next)];
        shorten(object, room, &leads_on.map(|name| format!("$.{}", name.unwrap_or(CURSOR))));
    }
}

/// The output that is the largest list of objects.
fn largest_list(object: &Map<String, Value>) -> Option<String> {
    let lists = object.iter().filter(|(_, value)| {
        value.as_array().is_some_and(|items| items.len() > 1 && items.iter().all(Value::is_object))
    });
    lists.max_by_key(|(_, value)| value.to_string().len()).map(|(name, _)| name.clone())
}

/// Leaves out rows from the end, and keeps at least one.
fn leave_out_rows(object: &mut Map<String, Value>, name: &str, bytes: usize, room: usize, trail: Option<&Trail>) {
    let Some(Value::Array(rows)) = object.get_mut(name) else { return };
    // With the comma between two.
    let sizes: Vec<usize> = rows.iter().map(|row| row.to_string().len() + 1).collect();
    let mut left = room.saturating_sub(bytes.saturating_sub(sizes.iter().sum()));
    let fits = |size: &&usize| match left.checked_sub(**size) {
        Some(rest) => {
            left = rest;
            true
        }
        None => false,
    };
    let kept = sizes.iter().take_while(fits).count().max(1);
    let left_out = rows.len().saturating_sub(kept);
    if left_out == 0 {
        return;
    }
    rows.truncate(kept);
    object.insert(LEFT_OUT.to_owned(), left_out.into());
    match trail {
        Some(trail) => {
            trail.cut_behind(kept, object);
            add_note(object, "The answer was too large: the last rows are left out, and `cursor` goes on with them.");
        }
        None => {
            if object.get("count").is_some_and(Value::is_u64) {
                object.insert("count".to_owned(), kept.into());
            }
            add_note(
                object,
                "The answer was too large: the last rows are left out. Ask for less, or for some `fields`.",
            );
        }
    }
}

/// Cuts texts, then lists within, then leaves out the largest outputs, until the answer has at most `room` bytes.
fn shorten(object: &mut Map<String, Value>, room: usize, kept: &[String]) {
    let mut cut: Vec<(String, usize)> = Vec::new();
    let mut value = Value::Object(std::mem::take(object));
    let is_small = |value: &Value| value.to_string().len() <= room;
    for chars in TEXT_CHARS {
        cut_texts(&mut value, chars, "$", kept, &mut cut);
        if is_small(&value) {
            break;
        }
    }
    for items in ITEMS {
        if is_small(&value) {
            break;
        }
        cut_lists(&mut value, items, "$", &mut cut);
    }
    if let Value::Object(cut_object) = value {
        *object = cut_object;
    }
    while size(object) > room {
        let sizes = object.iter().filter(|(name, _)| *name != "success");
        let largest = sizes.map(|(name, value)| (value.to_string().len(), name.clone())).max();
        let Some((bytes, name)) = largest else { break };
        object.shift_remove(&name);
        cut.push((format!("$.{name}"), bytes));
    }
    object.insert(TRUNCATED.to_owned(), true.into());
    let mut paths: Vec<String> = Vec::new();
    for (path, bytes) in cut {
        // Its first size is that of the whole text.
        let is_new = !paths.iter().any(|known| known.starts_with(&format!("{path} (")));
        let path = format!("{path} ({bytes} bytes)");
        let named: usize = paths.iter().map(String::len).sum();
        if is_new && named + path.len() <= MAX_PATH_BYTES {
            paths.push(path);
        }
    }
    object.insert(SHORTENED.to_owned(), json!(paths));
}

/// Cuts every text that is longer, except at the paths that are `kept`.
fn cut_texts(value: &mut Value, chars: usize, path: &str, kept: &[String], cut: &mut Vec<(String, usize)>) {
    match value {
        Value::String(text) => {
            let bytes = text.len();
            if bytes > chars && !kept.iter().any(|kept| kept == path) && cut_text(text, &mut { chars }) {
                cut.push((path.to_owned(), bytes));
            }
        }
        Value::Array(items) => {
            for (at, item) in items.iter_mut().enumerate() {
                cut_texts(item, chars, &format!("{path}[{at}]"), kept, cut);
            }
        }
        Value::Object(object) => {
            for (name, value) in object {
                cut_texts(value, chars, &format!("{path}.{name}"), kept, cut);
            }
        }
        _ => {}
    }
}

/// Leaves the first items of every list, and the first fields of every object below the outputs.
fn cut_lists(value: &mut Value, items: usize, path: &str, cut: &mut Vec<(String, usize)>) {
    match value {
        Value::Array(list) => {
            if list.len() > items {
                cut.push((path.to_owned(), Value::Array(list.clone()).to_string().len()));
                list.truncate(items);
            }
            for (at, item) in list.iter_mut().enumerate() {
                cut_lists(item, items, &format!("{path}[{at}]"), cut);
            }
        }
        Value::Object(object) => {
            for (name, value) in object.iter_mut() {
                cut_lists(value, items, &format!("{path}.{name}"), cut);
            }
            // An object with more fields than any type has is a map of the vendor's or of the caller's.
            const MAX_FIELDS: usize = 100;
            if path != "$" && object.len() > MAX_FIELDS.max(items) {
                cut.push((path.to_owned(), Value::Object(object.clone()).to_string().len()));
                let names: Vec<String> = object.keys().skip(MAX_FIELDS).cloned().collect();
                names.iter().for_each(|name| drop(object.shift_remove(name)));
            }
        }
        _ => {}
    }
}

fn size(object: &Map<String, Value>) -> usize {
    serde_json::to_string(object).map_or(0, |text| text.len())
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::cap;

    fn capped(answer: Value, max_bytes: usize) -> Map<String, Value> {
        let mut object = answer.as_object().unwrap().clone();
        let bytes = answer.to_string().len();
        cap(&mut object, bytes, max_bytes, None);
        let text = serde_json::to_string(&object).unwrap();
        assert!(text.len() <= max_bytes, "{} bytes: {text}", text.len());
        object
    }

    #[test]
    fn rows_are_left_out_from_the_end_and_none_is_cut() {
        let rows: Vec<Value> = (0..100).map(|at| json!({ "id": at, "text": "x".repeat(100) })).collect();
        let object = capped(json!({ "success": true, "rows": rows, "count": 100 }), 5_000);
        let kept = object["rows"].as_array().unwrap();
        assert!(kept.len() > 20 && kept[..] == rows[..kept.len()], "{object:?}");
        assert_eq!((&object["count"], &object["left_out"]), (&json!(kept.len()), &json!(100 - kept.len())));
        assert_eq!((&object["truncated"], object.get("shortened")), (&json!(true), None));
    }

    #[test]
    fn what_no_row_can_be_left_out_of_is_cut_with_its_size() {
        let huge = "ü".repeat(50_000);
        let many: Vec<u32> = (0..50_000).collect();
        let map: Map<String, Value> = (0..5_000).map(|at| (format!("name{at}"), json!("x"))).collect();
        let table = [
            (json!({ "success": true, "rows": [{ "id": 1, "text": huge }] }), "$.rows[0].text (100000 bytes)"),
            (json!({ "success": true, "lead": { "a": { "b": huge }, "c": huge } }), "$.lead.a.b (100000 bytes)"),
            (json!({ "success": true, "lead": { "a": many } }), "$.lead.a (288891 bytes)"),
            (json!({ "success": true, "lead": { "a": map } }), "$.lead.a ("),
            (json!({ "success": false, "error": huge, "error_kind": "internal" }), "$.error (100000 bytes)"),
        ];
        for (answer, path) in table {
            for max_bytes in [2_000, 10_000] {
                let object = capped(answer.clone(), max_bytes);
                assert_eq!((&object["success"], &object["truncated"]), (&answer["success"], &json!(true)));
                let first = object["shortened"][0].as_str().unwrap();
                assert!(first.starts_with(path), "{first} is not {path}");
            }
        }
    }
}
