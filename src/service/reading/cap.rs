//! Keeps an answer under a size: rows of a write keep only what names them, rows are left out from the end, long texts are cut.

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

/// Whose answer is made smaller.
#[derive(Clone, Copy)]
pub(crate) enum Answer<'a> {
    /// A read's; with the trail of its rows, for a list.
    Read(Option<&'a Trail>),
    /// A write's, which nobody makes again to see the rest; with the sentence on how to look at what it did.
    Write(Option<&'a str>),
}

/// What is said of a get that was cut.
const SHORTENED_NOTE: &str =
    "What `shortened` names was too large and is cut: ask for less, such as a shorter period, or for some `fields`.";

/// Makes an answer no larger than `max_bytes` as JSON. `bytes` is how large it is.
pub(crate) fn cap(object: &mut Map<String, Value>, bytes: usize, max_bytes: usize, answer: Answer<'_>) {
    let room = max_bytes.saturating_sub(RESERVED);
    object.insert(TRUNCATED.to_owned(), true.into());
    let trail = match answer {
        Answer::Read(trail) => trail,
        Answer::Write(_) => None,
    };
    let rows = trail.map_or_else(|| largest_list(object), |trail| Some(trail.rows.to_owned()));
    match (rows, answer) {
        (Some(name), Answer::Read(_)) => leave_out_rows(object, &name, bytes, room, answer),
        (Some(name), Answer::Write(_)) => {
            name_rows_only(object, &name, room);
            let bytes = size(object);
            if bytes > room {
                leave_out_rows(object, &name, bytes, room, answer);
            }
        }
        (None, _) => {}
    }
    if size(object) > max_bytes {
        // What is cut from a text that leads on leads nowhere.
        let leads_on = [Some(CURSOR), trail.and_then(|trail| trail.next)];
        shorten(object, room, &leads_on.map(|name| format!("$.{}", name.unwrap_or(CURSOR))));
        if matches!(answer, Answer::Read(None)) && size(object) + SHORTENED_NOTE.len() + 20 <= max_bytes {
            add_note(object, SHORTENED_NOTE);
        }
    }
}

/// The output that is the largest list of objects.
fn largest_list(object: &Map<String, Value>) -> Option<String> {
    let lists = object.iter().filter(|(_, value)| {
        value.as_array().is_some_and(|items| items.len() > 1 && items.iter().all(Value::is_object))
    });
    lists.max_by_key(|(_, value)| value.to_string().len()).map(|(name, _)| name.clone())
}

/// What names a row, the surest first.
const NAMES: [&str; 5] = ["id", "email", "value", "bl_value", "name"];

/// Of each row of a write, leaves what names it and its numbers; if that is too much, what names it alone. The rest of most is what
/// was sent.
fn name_rows_only(object: &mut Map<String, Value>, name: &str, room: usize) {
    for with_numbers in [true, false] {
        let Some(Value::Array(rows)) = object.get_mut(name) else { return };
        let is_named = |by: &&&str| rows.iter().all(|row| row.get(**by).is_some_and(|value| !value.is_null()));
        let Some(by) = NAMES.iter().find(is_named) else { return };
        for row in rows.iter_mut().filter_map(Value::as_object_mut) {
            row.retain(|field, value| field == by || (with_numbers && value.is_number()));
        }
        if size(object) <= room {
            let what = if with_numbers { " and its numbers" } else { "" };
            add_note(
                object,
                &format!(
                    "The answer was too large: of each row of `{name}` only `{by}`{what} is here. The call was made: do not repeat it."
                ),
            );
            return;
        }
    }
}

/// Leaves out rows from the end, and keeps at least one.
fn leave_out_rows(object: &mut Map<String, Value>, name: &str, bytes: usize, room: usize, answer: Answer<'_>) {
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
    if let Answer::Read(Some(trail)) = answer {
        trail.cut_behind(kept, object);
        return add_note(
            object,
            "The answer was too large: the last rows are left out, and `cursor` goes on with them.",
        );
    }
    let is_read = matches!(answer, Answer::Read(_));
    if is_read && object.get("count").is_some_and(Value::is_u64) {
        object.insert("count".to_owned(), kept.into());
    }
    match answer {
        Answer::Read(_) => add_note(
            object,
            "The answer was too large: the last rows are left out. Ask for less, or for some `fields`.",
        ),
        Answer::Write(look) => {
            let look = look.map(|look| format!(" {look}")).unwrap_or_default();
            add_note(
                object,
                &format!(
                    "The answer was too large: the last {left_out} rows of `{name}` are left out. The call was made for them, too: do not \
                     repeat it.{look}"
                ),
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

    use super::{Answer, cap};

    fn capped(answer: Value, max_bytes: usize) -> Map<String, Value> {
        let mut object = answer.as_object().unwrap().clone();
        let bytes = answer.to_string().len();
        cap(&mut object, bytes, max_bytes, Answer::Read(None));
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
    fn of_a_write_every_row_is_named_and_nobody_is_told_to_call_again() {
        let rows: Vec<Value> =
            (0..100).map(|at| json!({ "index": at, "id": format!("id-{at}"), "email": "x".repeat(100) })).collect();
        for (max_bytes, named, says) in [
            (5_000, 100, "only `id` and its numbers is here"),
            (3_000, 100, "only `id` is here"),
            (1_500, 1, "are left out. The call was made for them, too: do not repeat it. Look with list_leads."),
        ] {
            let answer = json!({ "success": true, "rows": rows, "count": 100 });
            let mut object = answer.as_object().unwrap().clone();
            cap(&mut object, answer.to_string().len(), max_bytes, Answer::Write(Some("Look with list_leads.")));
            assert!(Value::Object(object.clone()).to_string().len() <= max_bytes, "{object:?}");
            assert!(object["rows"].as_array().unwrap().len() >= named, "{object:?}");
            assert_eq!((&object["rows"][0]["id"], &object["count"]), (&json!("id-0"), &json!(100)));
            let note = object["note"].as_str().unwrap();
            assert!(note.contains(says) && !note.contains("Ask for"), "{note}");
        }
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
