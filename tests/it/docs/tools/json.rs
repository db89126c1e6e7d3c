//! Prints the JSON of an example: short enough to read, with what was left out said.

use serde_json::{Map, Value};

/// The columns that a line may have.
const WIDTH: usize = 110;

/// The characters that stay of a text.
const MAX_CHARS: usize = 160;

/// How deep an answer is shown.
const MAX_DEPTH: usize = 7;

/// The lines that an answer may have before its lists are cut to one item.
const MAX_LINES: usize = 50;

/// A value in lines of JSON.
pub fn printed(value: &Value) -> String {
    let mut text = String::new();
    print(value, 0, 0, &mut text);
    text
}

/// The same, with long lists and texts cut.
pub fn cut(value: &Value) -> String {
    let text = printed(&shorter(value, 2, 0));
    if text.lines().count() <= MAX_LINES { text } else { printed(&shorter(value, 1, 0)) }
}

fn shorter(value: &Value, max_items: usize, depth: usize) -> Value {
    match value {
        Value::String(text) if text.chars().count() > MAX_CHARS => {
            Value::String(text.chars().take(MAX_CHARS).chain(['…']).collect())
        }
        Value::Array(_) | Value::Object(_) if depth == MAX_DEPTH => Value::from("…"),
        Value::Array(items) => {
            // Numbers and words take little room.
            let are_small = items.iter().all(|item| !item.is_object() && !item.is_array());
            let most = if are_small { 5 } else { max_items };
            let mut shown: Vec<Value> =
                items.iter().take(most).map(|item| shorter(item, max_items, depth + 1)).collect();
            if items.len() > most {
                shown.push(format!("… {} more", items.len() - most).into());
            }
            shown.into()
        }
        Value::Object(object) => {
            let fields = object.iter().map(|(name, value)| (name.clone(), shorter(value, max_items, depth + 1)));
            Value::Object(fields.collect::<Map<_, _>>())
        }
        other => other.clone(),
    }
}

/// On one line where it fits, else with a line for each of its parts. `used` columns of the line stand before it.
fn print(value: &Value, indent: usize, used: usize, text: &mut String) {
    let line = in_line(value);
    if used + line.chars().count() <= WIDTH {
        text.push_str(&line);
        return;
    }
    let begin = " ".repeat(indent + 2);
    let close = " ".repeat(indent);
    match value {
        Value::Array(items) => {
            text.push('[');
            for (at, item) in items.iter().enumerate() {
                text.push_str(if at == 0 { "\n" } else { ",\n" });
                text.push_str(&begin);
                print(item, indent + 2, indent + 3, text);
            }
            text.push_str(&format!("\n{close}]"));
        }
        Value::Object(object) => {
            text.push('{');
            for (at, (name, value)) in object.iter().enumerate() {
                text.push_str(if at == 0 { "\n" } else { ",\n" });
                let name = format!("{begin}{}: ", Value::from(name.as_str()));
                text.push_str(&name);
                print(value, indent + 2, name.chars().count() + 1, text);
            }
            text.push_str(&format!("\n{close}}}"));
        }
        _ => text.push_str(&line),
    }
}

fn in_line(value: &Value) -> String {
    match value {
        Value::Array(items) => format!("[{}]", items.iter().map(in_line).collect::<Vec<_>>().join(", ")),
        Value::Object(object) if object.is_empty() => "{}".to_owned(),
        Value::Object(object) => {
            let fields =
                object.iter().map(|(name, value)| format!("{}: {}", Value::from(name.as_str()), in_line(value)));
            format!("{{ {} }}", fields.collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}
