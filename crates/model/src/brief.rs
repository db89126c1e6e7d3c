//! What a brief answer leaves out of a tool's outputs: long texts are cut, and no value stands twice.
//!
//! A field says so once, in its schema: `#[schemars(extend("x-long" = true))]`. [`BriefRules`] reads the marks from a tool's
//! output schema, and removes them before it is published.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

/// In a schema: the field is long (a body, a sequence). A brief list shows its beginning.
const LONG: &str = "x-long";
/// In a schema: the field says the same as the one of this name beside it, or as the one within it: `body.text`. A brief answer has it only without that one.
const SAME_AS: &str = "x-same-as";
/// In a schema: a map with values that stand beside it too, which a brief answer has once.
const REPEATS: &str = "x-repeats";
/// In a schema: a field that no tool takes and hardly a job needs. A brief list has it only where the caller names it.
const RARE: &str = "x-rare";

/// The output with the paths of what a brief answer cuts, and of what is cut to the size that an answer may have.
pub const SHORTENED: &str = "shortened";

/// What follows a text that is cut.
pub const CUT: char = '…';

/// The rules for a value and for what it holds.
#[derive(Debug, Default)]
pub struct BriefRules {
    is_long: bool,
    same_as: Option<String>,
    repeats: bool,
    is_rare: bool,
    fields: Vec<(String, BriefRules)>,
    items: Option<Box<BriefRules>>,
}

impl BriefRules {
    /// Removes the marks from a schema and returns the rules.
    pub fn take(schema: &mut Map<String, Value>) -> Self {
        let is_long = schema.remove(LONG).is_some();
        let same_as = schema.remove(SAME_AS).and_then(|name| name.as_str().map(str::to_owned));
        let repeats = schema.remove(REPEATS).is_some();
        let is_rare = schema.remove(RARE).is_some();
        let properties = schema.get_mut("properties").and_then(Value::as_object_mut).into_iter().flatten();
        let fields = properties.filter_map(|(name, schema)| {
            let rules = Self::take(schema.as_object_mut()?);
            (!rules.is_empty()).then(|| (name.clone(), rules))
        });
        let fields = fields.collect();
        let items = schema.get_mut("items").and_then(Value::as_object_mut).map(Self::take);
        let items = items.filter(|rules| !rules.is_empty()).map(Box::new);
        Self { is_long, same_as, repeats, is_rare, fields, items }
    }

    /// Whether nothing is left out.
    pub fn is_empty(&self) -> bool {
        self.is_whole() && self.fields.is_empty() && self.items.is_none()
    }

    /// Whether something in it is long.
    pub fn has_long(&self) -> bool {
        let within = |rules: &Self| rules.has_long();
        self.is_long || self.fields.iter().any(|(_, rules)| within(rules)) || self.items.as_deref().is_some_and(within)
    }

    /// Whether a brief row leaves a field out.
    pub fn has_rare(&self) -> bool {
        let within = |rules: &Self| rules.has_rare();
        self.is_rare || self.fields.iter().any(|(_, rules)| within(rules)) || self.items.as_deref().is_some_and(within)
    }

    /// The rules of a field.
    pub fn field(&self, name: &str) -> Option<&Self> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, rules)| rules)
    }

    /// The rules of a list's items.
    pub fn items(&self) -> Option<&Self> {
        self.items.as_deref()
    }

    /// Whether a brief answer has the field as it is.
    pub fn is_whole(&self) -> bool {
        !self.is_long && self.same_as.is_none() && !self.repeats && !self.is_rare
    }

    /// Removes the fields of a row that hardly a job needs.
    pub fn drop_rare(&self, value: &mut Value) {
        match value {
            Value::Array(items) => {
                if let Some(rules) = &self.items {
                    items.iter_mut().for_each(|item| rules.drop_rare(item));
                }
            }
            Value::Object(object) => {
                for (name, rules) in &self.fields {
                    if rules.is_rare {
                        object.shift_remove(name);
                    } else if let Some(value) = object.get_mut(name) {
                        rules.drop_rare(value);
                    }
                }
            }
            _ => {}
        }
    }

    /// Says in the schema of a row which of its fields [`Self::drop_rare`] removes.
    pub fn describe_rare(&self, schema: &mut Value) {
        if let (true, Some(Value::String(text))) = (self.is_rare, schema.get_mut("description")) {
            text.push_str("; not in brief rows");
        }
        for (name, rules) in &self.fields {
            if let Some(field) = schema.get_mut("properties").and_then(|fields| fields.get_mut(name)) {
                rules.describe_rare(field);
            }
        }
        if let (Some(rules), Some(items)) = (&self.items, schema.get_mut("items")) {
            rules.describe_rare(items);
        }
    }

    /// Makes a value brief. Of what is long, `preview_chars` stay, if given; the paths of what was cut go to `cut`.
    pub fn apply(&self, value: &mut Value, preview_chars: Option<usize>, path: &str, cut: &mut BTreeSet<String>) {
        match value {
            Value::Array(items) => {
                if let Some(rules) = &self.items {
                    let path = format!("{path}[*]");
                    items.iter_mut().for_each(|item| rules.apply(item, preview_chars, &path, cut));
                }
            }
            Value::Object(object) => self.apply_to_fields(object, preview_chars, path, cut),
            _ => {}
        }
        if let (true, Some(mut left)) = (self.is_long, preview_chars)
            && preview(value, &mut left)
        {
            cut.insert(path.to_owned());
        }
    }

    fn apply_to_fields(
        &self,
        object: &mut Map<String, Value>,
        preview_chars: Option<usize>,
        path: &str,
        cut: &mut BTreeSet<String>,
    ) {
        for (name, rules) in &self.fields {
            let is_said = rules.same_as.as_ref().is_some_and(|other| at(object, other).is_some_and(has_text));
            if is_said {
                object.shift_remove(name);
                continue;
            }
            if rules.repeats {
                remove_repeated(object, name);
            }
            if let Some(value) = object.get_mut(name) {
                rules.apply(value, preview_chars, &format!("{path}.{name}"), cut);
            }
        }
    }
}

/// The value of a field, or of a field within it: `body.text`.
fn at<'a>(object: &'a Map<String, Value>, path: &str) -> Option<&'a Value> {
    match path.split_once('.') {
        Some((name, within)) => object.get(name)?.get(within),
        None => object.get(path),
    }
}

fn has_text(value: &Value) -> bool {
    value.as_str().is_some_and(|text| !text.trim().is_empty())
}

/// Removes from the map `name` of an object what stands in the object too, under the same name in its spelling.
fn remove_repeated(object: &mut Map<String, Value>, name: &str) {
    let Some(Value::Object(mut map)) = object.get_mut(name).map(Value::take) else { return };
    map.retain(|key, value| object.get(&snake_case(key)) != Some(value));
    if map.is_empty() {
        object.shift_remove(name);
    } else {
        object.insert(name.to_owned(), Value::Object(map));
    }
}

/// `firstName` as `first_name`.
fn snake_case(name: &str) -> String {
    let mut snake = String::with_capacity(name.len() + 4);
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

/// Leaves the first `left` characters of the texts in a value, in their order; whether something was cut. Its type stays.
fn preview(value: &mut Value, left: &mut usize) -> bool {
    match value {
        Value::String(text) => cut_text(text, left),
        Value::Array(items) => {
            let mut is_cut = false;
            let mut kept = 0;
            for item in items.iter_mut() {
                if *left == 0 {
                    break;
                }
                is_cut |= preview(item, left);
                kept += 1;
            }
            is_cut |= kept < items.len();
            items.truncate(kept);
            is_cut
        }
        Value::Object(object) => {
            let mut is_cut = false;
            object.retain(|_, value| {
                let is_small = matches!(value, Value::Null | Value::Bool(_) | Value::Number(_)) || !is_filled(value);
                if *left == 0 && !is_small {
                    is_cut = true;
                    return false;
                }
                is_cut |= preview(value, left);
                true
            });
            is_cut
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Whether there is something in it.
fn is_filled(value: &Value) -> bool {
    match value {
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(object) => !object.is_empty(),
        _ => true,
    }
}

/// Leaves the first `left` characters of a text, and takes them off `left`; whether it was cut.
pub fn cut_text(text: &mut String, left: &mut usize) -> bool {
    match text.char_indices().nth(*left) {
        None => {
            *left -= text.chars().count();
            false
        }
        Some((at, _)) => {
            text.truncate(at);
            text.push(CUT);
            *left = 0;
            true
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::{Value, json};

    use super::BriefRules;

    fn rules() -> BriefRules {
        let schema = json!({ "properties": {
            "rows": { "items": { "properties": {
                "text": { "x-long": true },
                "html": { "x-long": true, "x-same-as": "text" },
                "map": { "x-repeats": true },
                "steps": { "x-long": true, "items": {} },
                "code": { "x-rare": true, "description": "A code" },
                "mails": { "items": { "properties": { "code": { "x-rare": true } } } },
                "first": { "x-same-as": "mail.text" },
            } } },
        } });
        let mut schema = schema.as_object().unwrap().clone();
        let rules = BriefRules::take(&mut schema);
        assert!(!Value::Object(schema).to_string().contains("x-"), "the marks are removed");
        rules
    }

    fn brief(row: Value, preview_chars: Option<usize>) -> (Value, Vec<String>) {
        let (mut outputs, mut cut) = (json!({ "rows": [row] }), BTreeSet::new());
        rules().apply(&mut outputs, preview_chars, "$", &mut cut);
        (outputs["rows"][0].clone(), cut.into_iter().collect())
    }

    #[test]
    fn what_is_long_is_cut_and_what_stands_twice_stands_once() {
        let table = [
            (json!({ "text": "12345" }), json!({ "text": "12345" }), vec![]),
            (json!({ "text": "äöü€56" }), json!({ "text": "äöü€5…" }), vec!["$.rows[*].text"]),
            (json!({ "text": "1", "html": "<p>1" }), json!({ "text": "1" }), vec![]),
            (json!({ "text": " ", "html": "<p>1" }), json!({ "text": " ", "html": "<p>1" }), vec![]),
            (
                json!({ "first_name": "A", "map": { "firstName": "A", "b": 1 } }),
                json!({ "first_name": "A", "map": { "b": 1 } }),
                vec![],
            ),
            (json!({ "first_name": "A", "map": { "firstName": "A" } }), json!({ "first_name": "A" }), vec![]),
            (
                json!({ "first_name": "B", "map": { "firstName": "A" } }),
                json!({ "first_name": "B", "map": { "firstName": "A" } }),
                vec![],
            ),
            (
                json!({ "steps": [{ "n": 1, "body": "1234" }, { "body": "5678", "off": false, "tail": "x" }, { "n": 3 }] }),
                json!({ "steps": [{ "n": 1, "body": "1234" }, { "body": "5…", "off": false }] }),
                vec!["$.rows[*].steps"],
            ),
        ];
        for (row, expected, paths) in table {
            let (brief, cut) = brief(row.clone(), Some(5));
            assert_eq!((&brief, cut), (&expected, paths.iter().map(|path| (*path).to_owned()).collect()), "{row}");
        }
    }

    #[test]
    fn what_is_rare_is_dropped_wherever_it_stands() {
        let row = json!({ "code": "x", "text": "1", "mails": [{ "code": 1, "a": 2 }, {}] });
        let mut outputs = json!({ "rows": [row] });
        rules().drop_rare(&mut outputs);
        assert_eq!(outputs, json!({ "rows": [{ "text": "1", "mails": [{ "a": 2 }, {}] }] }));
        let mut schema =
            json!({ "properties": { "rows": { "items": { "properties": { "code": { "description": "A code" } } } } } });
        rules().describe_rare(&mut schema);
        let field = &schema["properties"]["rows"]["items"]["properties"]["code"];
        assert_eq!(field["description"], "A code; not in brief rows");
    }

    #[test]
    fn a_field_that_stands_within_another_is_left_out() {
        let row = json!({ "mail": { "text": "Hello" }, "first": "Hel" });
        assert_eq!(brief(row, None).0, json!({ "mail": { "text": "Hello" } }));
        let row = json!({ "mail": { "html": "Hello" }, "first": "Hel" });
        assert_eq!(brief(row.clone(), None).0, row);
    }

    #[test]
    fn without_previews_what_is_long_stays_whole() {
        let row = json!({ "text": "123456789", "html": "<p>" });
        assert_eq!(brief(row, None), (json!({ "text": "123456789" }), vec![]));
    }
}
