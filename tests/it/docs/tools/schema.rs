//! Schemas in words: a table with a row for each field, those of objects below them.

use std::fmt::Write as _;

use serde_json::{Map, Value};

/// A table of inputs; empty where there are none. `linked` makes links of the names of tools in a text.
pub fn inputs(schema: &Value, shown: &Map<String, Value>, linked: &dyn Fn(&str) -> String) -> String {
    if shown.is_empty() {
        return String::new();
    }
    let mut table = String::from("| Input | Type | Required | Default | Meaning |\n|---|---|---|---|---|\n");
    let required = required(schema);
    rows(shown, &required, 0, &mut |field: Field<'_>| {
        let needed = if field.is_required { "yes" } else { "" };
        let default = field.schema.get("default").map(|value| format!("`{}`", plain(value))).unwrap_or_default();
        // Writing to a String cannot fail.
        let _ = writeln!(
            table,
            "| {} | {} | {needed} | {default} | {} |",
            field.name(),
            cell(&kind(field.schema)),
            linked(&cell(about(field.schema)))
        );
    });
    table
}

/// A table of outputs; empty where there are none.
pub fn outputs(shown: &Map<String, Value>, linked: &dyn Fn(&str) -> String) -> String {
    if shown.is_empty() {
        return String::new();
    }
    let mut table = String::from("| Output | Type | Meaning |\n|---|---|---|\n");
    rows(shown, &[], 0, &mut |field: Field<'_>| {
        let about = linked(&cell(about(field.schema)));
        let _ = writeln!(table, "| {} | {} | {about} |", field.name(), cell(&kind(field.schema)));
    });
    table
}

/// A field in a table.
struct Field<'a> {
    name: &'a str,
    schema: &'a Value,
    depth: usize,
    is_required: bool,
}

impl Field<'_> {
    /// Its name, further to the right the deeper it lies.
    fn name(&self) -> String {
        format!("{}`{}`", "&emsp;".repeat(self.depth), self.name)
    }
}

fn rows(fields: &Map<String, Value>, required: &[&str], depth: usize, row: &mut dyn FnMut(Field<'_>)) {
    for (name, schema) in fields {
        row(Field { name, schema, depth, is_required: required.contains(&name.as_str()) });
        // The fields of an object, or of the objects in a list.
        let mut within = schema;
        while let Some(items) = within.get("items") {
            within = items;
        }
        if let Some(fields) = within.get("properties").and_then(Value::as_object) {
            rows(fields, &self::required(within), depth + 1, row);
        }
    }
}

fn required(schema: &Value) -> Vec<&str> {
    schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect()
}

fn about(schema: &Value) -> &str {
    let own = schema.get("description").and_then(Value::as_str);
    own.or_else(|| schema.pointer("/items/description").and_then(Value::as_str)).unwrap_or_default()
}

/// The type of a value in words, with what is allowed.
fn kind(schema: &Value) -> String {
    if let Some(any) = schema.get("anyOf").and_then(Value::as_array) {
        let said = |kind: String, of: &Value| match of.get("description").and_then(Value::as_str) {
            Some(words) => format!("{kind} ({words})"),
            None => kind,
        };
        return any.iter().map(|one| said(kind(one), one)).collect::<Vec<_>>().join(" or ");
    }
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        let values: Vec<String> = values.iter().map(|value| format!("`{}`", plain(value))).collect();
        return if values.len() == 1 { values.concat() } else { format!("one of {}", values.join(", ")) };
    }
    let mut words = match schema.get("type").and_then(Value::as_str) {
        Some("string") => "text".to_owned(),
        Some("integer") => "whole number".to_owned(),
        Some("boolean") => "true or false".to_owned(),
        Some("array") => match schema.get("items") {
            Some(items) if items.get("enum").is_some() => format!("list, each {}", kind(items)),
            Some(items) => format!("list of {}", plural(items)),
            None => "list".to_owned(),
        },
        Some(other) => other.to_owned(),
        None => "any value".to_owned(),
    };
    for (least, most, unit) in
        [("minimum", "maximum", ""), ("minItems", "maxItems", " items"), ("minLength", "maxLength", " characters")]
    {
        match (schema.get(least), schema.get(most)) {
            (Some(least), Some(most)) => words.push_str(&format!(", {least} to {most}{unit}")),
            // Most numbers count something.
            (Some(least), None) if *least == 0 => {}
            (Some(least), None) if *least == 1 && !unit.is_empty() => words.push_str(", not empty"),
            (Some(least), None) => words.push_str(&format!(", at least {least}{unit}")),
            (None, Some(most)) => words.push_str(&format!(", at most {most}{unit}")),
            (None, None) => {}
        }
    }
    if let Some(example) = schema.pointer("/examples/0") {
        words.push_str(&format!(", such as `{}`", plain(example)));
    }
    words
}

/// What a list holds.
fn plural(items: &Value) -> String {
    match items.get("type").and_then(Value::as_str) {
        Some("string") => "texts".to_owned(),
        Some("integer") => "whole numbers".to_owned(),
        Some("number") => "numbers".to_owned(),
        Some("object") => "objects".to_owned(),
        Some("array") => "lists".to_owned(),
        _ => kind(items),
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A text in a cell of a table: nothing in it is read as a column or as HTML.
pub fn cell(text: &str) -> String {
    let (mut cell, mut is_code) = (String::with_capacity(text.len()), false);
    for letter in text.chars() {
        match letter {
            '`' => {
                is_code = !is_code;
                cell.push(letter);
            }
            '|' => cell.push_str("\\|"),
            '<' if !is_code => cell.push_str("&lt;"),
            '*' if !is_code => cell.push_str("\\*"),
            '\n' => cell.push(' '),
            letter => cell.push(letter),
        }
    }
    cell
}
