//! Coerces and validates the arguments of a call against the tool's input schema, and reports all problems at once.
//!
//! Models send numbers and booleans as text, objects and arrays as JSON text, `1.0` for an integer and `null` for
//! "nothing". These are accepted, and where there is only one reading, a text that lists ids or addresses, a list where a text
//! lists them, a list of one where one is wanted, and a list of `{name, value}` where an object's keys are the caller's. An unknown argument is refused by name: a filter that is silently
//! dropped would answer the whole workspace. So is a null where a call changes or deletes something and null is no value of the
//! input, and a null, blank or empty input that selects what a read answers or what a write takes in.

use std::collections::HashSet;

use serde_json::{Map, Number, Value};

use crate::{
    clearable::{FILTERS, NARROWED_BY, NULL, SEARCH, STRICT_NULLS},
    error::Failure,
    ids,
    lenient::integral,
    mail,
    named_inputs::{NamedIn, named_field, named_in},
    ranges,
    redact::MARK,
    roles::{self, Role},
    schema::{ALIAS, ELSEWHERE, SCALAR},
    secrets,
};

mod decode;

pub use decode::decode;

/// An error lists this many problems at most.
const PROBLEMS: usize = 6;

/// The arguments with the types that the schema gives them.
///
/// # Errors
///
/// [`Failure::invalid_input`], naming each field, what is wrong with it and what is allowed.
pub fn coerce_and_validate(schema: &Map<String, Value>, arguments: Map<String, Value>) -> Result<Value, Failure> {
    let (settled, problems) = check(schema, arguments);
    problems.failure().map_or(Ok(settled), Err)
}

/// The arguments with the types that the schema gives them, as far as they can have them, and what is wrong with them.
pub(crate) fn check(schema: &Map<String, Value>, arguments: Map<String, Value>) -> (Value, Problems) {
    let mut problems = Problems::default();
    let settled = problems.object(schema, arguments, "");
    (Value::Object(settled), problems)
}

/// What is wrong with the arguments of a call: all of it, each once.
#[derive(Default)]
pub(crate) struct Problems {
    found: Vec<String>,
    /// What was given more than once and is sent once: sentences.
    repeated: Vec<String>,
    /// Whether what is read now is a filter of a read or narrows a write, or lies within such an input.
    in_filter: bool,
    /// Whether the call is a write that such inputs narrow.
    is_narrowed: bool,
    /// Whether it lies within an input that is all of the filters there are.
    in_search: bool,
    /// Whether what is read now is secret: no problem quotes it.
    in_secret: bool,
}

impl Problems {
    /// Adds a problem: a sentence or a clause that names the input.
    pub(crate) fn add(&mut self, problem: String) {
        // The texts of parsers may end with a full stop of their own.
        let problem = problem.trim_end_matches(['.', ' ']);
        // Two checks can find the same problem.
        if !self.found.iter().any(|found| found == problem) {
            self.found.push(problem.to_owned());
        }
    }

    /// Adds what is wrong with the ranges among the arguments, as far as nothing else is wrong with their inputs.
    pub(crate) fn ranges(&mut self, schema: &Map<String, Value>, arguments: &Value) {
        for (inputs, problem) in ranges::problems(schema, arguments) {
            self.add_unless_named(&inputs, problem);
        }
    }

    /// Adds a problem unless one of these inputs has another.
    pub(crate) fn add_unless_named(&mut self, inputs: &[String], problem: String) {
        let is_named = |input: &String| self.found.iter().any(|found| found.contains(&format!("`{input}`")));
        if !inputs.iter().any(is_named) {
            self.add(problem);
        }
    }

    /// What was given more than once and is sent once, in sentences.
    pub(crate) fn take_repeated(&mut self) -> Vec<String> {
        std::mem::take(&mut self.repeated)
    }

    /// The failure of a call with these; `None` where there are none.
    pub(crate) fn failure(self) -> Option<Failure> {
        let Self { found, .. } = self;
        if found.is_empty() {
            return None;
        }
        let mut message = String::new();
        for problem in found.iter().take(PROBLEMS) {
            message.push_str(problem);
            message.push_str(if problem.ends_with('?') { " " } else { ". " });
        }
        if found.len() > PROBLEMS {
            message.push_str(&format!("{} more problems follow. ", found.len() - PROBLEMS));
        }
        Some(Failure::invalid_input(format!("{message}Nothing was sent; correct the inputs and call again.")))
    }

    /// Refuses a filter that selects nothing: dropped, it would answer everything.
    fn widens(&mut self, path: &str, what: &str) {
        if self.in_search {
            let instead =
                if path.contains('.') { "leave it out, or give it a value" } else { "say what to search for" };
            return self.add(format!("`{path}` is {what}, which is no filter: {instead}"));
        }
        let problem = if self.is_narrowed {
            "which says nothing, and without it the call takes in more or begins at once: give it a value, or leave it out if that is meant"
        } else {
            "which is no filter: leave it out to list all, or give it a value"
        };
        self.add(format!("`{path}` is {what}, {problem}"));
    }

    fn value(&mut self, schema: &Map<String, Value>, value: Value, path: &str) -> Value {
        let value = joined(schema, value);
        if secrets::is_secret(schema) && !self.in_secret {
            self.in_secret = true;
            let settled = self.value(schema, value, path);
            self.in_secret = false;
            return settled;
        }
        if let Some(named) = named_in(schema) {
            return self.named(schema, named, value, path);
        }
        match schema.get("type").and_then(Value::as_str) {
            Some("object") => match parsed(value, |value| value.is_object() || value.is_array()) {
                Value::Object(object) => Value::Object(self.object(schema, object, path)),
                Value::Array(keys) if is_flags(schema) && !keys.is_empty() && keys.iter().all(is_key) => {
                    self.flags(schema, keys, path)
                }
                Value::String(keys) if is_flags(schema) && keys.chars().any(char::is_alphanumeric) => {
                    let keys = keys.split(',').map(str::trim).filter(|key| !key.is_empty());
                    self.flags(schema, keys.map(Value::from).collect(), path)
                }
                Value::Array(entries) if !schema.contains_key("properties") => self.entries(schema, entries, path),
                other => self.wrong(path, "an object", other),
            },
            Some("array") => match parsed(split(schema, value), Value::is_array) {
                Value::Array(items) => self.array(schema, items, path),
                other => self.wrong(path, "an array", other),
            },
            Some("integer") => match integer(&value) {
                Some(number) => self.bounded(schema, Value::Number(number), path),
                None => match ids::wanted(schema) {
                    Some(id) => self.not_an_id(id, path, value),
                    None => self.wrong(path, "an integer", value),
                },
            },
            Some("number") => match number(&value) {
                Some(number) => self.bounded(schema, Value::Number(number), path),
                None => self.wrong(path, "a number", value),
            },
            Some("boolean") => match boolean(&value) {
                Some(flag) => Value::Bool(flag),
                None => self.wrong(path, "true or false", value),
            },
            Some("string") => match value {
                Value::String(text) => self.text(schema, text, path),
                Value::Number(number) => self.text(schema, number.to_string(), path),
                other => self.wrong(path, "a text", other),
            },
            _ if schema.contains_key(SCALAR) && (value.is_object() || value.is_array()) => {
                self.add(format!("`{path}` must be a text, a number, a boolean or null, not an object or a list"));
                value
            }
            _ => value,
        }
    }

    fn object(&mut self, schema: &Map<String, Value>, mut given: Map<String, Value>, path: &str) -> Map<String, Value> {
        let Some(properties) = schema.get("properties").and_then(Value::as_object) else {
            return self.map(schema, given, path);
        };
        let required: Vec<&str> =
            schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
        // Within an input that is sent whole, a field that is left out says the same as null. One that is merged with what is there
        // is strict itself.
        let is_strict = schema.contains_key(STRICT_NULLS);
        self.take_names(properties, &mut given, path);
        self.take_aliases(properties, &mut given, path);
        self.is_narrowed |= schema.contains_key(NARROWED_BY);
        let filters = schema.get(FILTERS).or_else(|| schema.get(NARROWED_BY)).and_then(Value::as_array);
        let (within, in_search) = (self.in_filter, self.in_search);
        if within && given.is_empty() {
            self.widens(path, "empty");
        }
        let mut settled = Map::new();
        for (name, property) in properties {
            let Some(property) = property.as_object() else { continue };
            let at = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            let is_required = required.contains(&name.as_str());
            let is_filter = || filters.is_some_and(|filters| filters.iter().any(|filter| filter == name));
            self.in_search = in_search || property.contains_key(SEARCH);
            self.in_filter = within || self.in_search || (!is_required && is_filter());
            match given.shift_remove(name) {
                Some(Value::Null) if property.contains_key(NULL) && (is_strict || is_required) => {
                    settled.insert(name.clone(), Value::Null);
                }
                Some(Value::Null) if is_strict && !is_required => {
                    self.add(format!("`{at}` does not take null: give it a value, or leave it out"));
                }
                Some(Value::Null) if self.in_filter && !is_required => self.widens(&at, "null"),
                // Null is how a model says "nothing".
                None | Some(Value::Null) => {
                    if is_required {
                        let text = property.get("description").and_then(Value::as_str).unwrap_or_default();
                        self.add(format!("`{at}` is required{}{text}", if text.is_empty() { "" } else { ": " }));
                    }
                }
                Some(value) => {
                    let value = self.value(property, value, &at);
                    let blank = value.as_str().is_some_and(|text| text.trim().is_empty());
                    if blank && path.is_empty() && is_required {
                        self.add(format!("`{at}` must not be empty"));
                    }
                    settled.insert(name.clone(), value);
                }
            }
        }
        (self.in_filter, self.in_search) = (within, in_search);
        for name in given.keys() {
            self.unknown(name, schema, properties, path);
        }
        settled
    }

    /// What is written back from an answer has the name of a number beside it: it says the same, or stands for the number.
    fn take_names(&mut self, properties: &Map<String, Value>, given: &mut Map<String, Value>, path: &str) {
        let names: Vec<String> = given.keys().filter(|name| !properties.contains_key(*name)).cloned().collect();
        for name in names {
            let Some(field) = named_field(&name, properties) else { continue };
            let Some(named) = given.shift_remove(&name).filter(|named| !named.is_null()) else { continue };
            let Some(number) = given.get(field) else {
                given.insert(field.to_owned(), named);
                continue;
            };
            let schema = properties.get(field).and_then(Value::as_object);
            let mut read = |value: &Value| schema.map(|schema| self.value(schema, value.clone(), &name));
            if read(number) != read(&named) {
                let at = if path.is_empty() { String::new() } else { format!("{path}.") };
                self.add(format!("`{at}{field}` and `{at}{name}` say different things: pass one of them"));
            }
        }
    }

    /// An object whose keys the caller chooses.
    fn map(&mut self, schema: &Map<String, Value>, given: Map<String, Value>, path: &str) -> Map<String, Value> {
        let Some(entry) = schema.get("additionalProperties").and_then(Value::as_object) else { return given };
        given
            .into_iter()
            .map(|(name, value)| (name.clone(), self.value(entry, value, &format!("{path}.{name}"))))
            .collect()
    }

    /// The same as a list of `{name, value}`, for clients that cannot fill an object without known keys.
    fn entries(&mut self, schema: &Map<String, Value>, entries: Vec<Value>, path: &str) -> Value {
        if !entries.iter().all(Value::is_object) {
            return self.wrong(path, "an object, or a list of objects with `name` and `value`", Value::Array(entries));
        }
        let mut object = Map::new();
        for (at, entry) in entries.into_iter().enumerate() {
            let Value::Object(mut entry) = entry else { continue };
            let (name, value) = (entry.shift_remove("name"), entry.shift_remove("value"));
            let (Some(Value::String(name)), Some(value), true) = (name, value, entry.is_empty()) else {
                self.add(format!("`{path}[{at}]` must have `name`, a text, and `value`, and nothing else"));
                continue;
            };
            if object.insert(name.clone(), value).is_some() {
                self.add(format!("`{path}` has `{}` twice", truncate(&name, 60)));
            }
        }
        Value::Object(self.map(schema, object, path))
    }

    /// A map of flags as a list of the keys that are on: `["monday", "tuesday"]`.
    fn flags(&mut self, schema: &Map<String, Value>, keys: Vec<Value>, path: &str) -> Value {
        let keys = keys.into_iter().map(|key| match key {
            Value::String(key) => (key, true.into()),
            other => (other.to_string(), true.into()),
        });
        Value::Object(self.map(schema, keys.collect(), path))
    }

    /// What is given under the name that other tools have for an input.
    fn take_aliases(&mut self, properties: &Map<String, Value>, given: &mut Map<String, Value>, path: &str) {
        for (name, property) in properties {
            let Some(alias) = property.get(ALIAS).and_then(Value::as_str) else { continue };
            let Some(value) = given.shift_remove(alias).filter(|value| !value.is_null()) else { continue };
            if given.get(name).is_some_and(|other| !other.is_null() && *other != value) {
                let at = if path.is_empty() { String::new() } else { format!("{path}.") };
                self.add(format!("`{at}{name}` and `{at}{alias}` say different things: pass one of them"));
            } else {
                given.insert(name.clone(), value);
            }
        }
    }

    fn unknown(&mut self, name: &str, schema: &Map<String, Value>, properties: &Map<String, Value>, path: &str) {
        let name = truncate(name, 60);
        let elsewhere = schema.get(ELSEWHERE).and_then(|elsewhere| elsewhere.get(&name)).and_then(Value::as_str);
        if let Some(tool) = elsewhere {
            return self.add(format!("`{name}` is not an input here: set it with {tool}"));
        }
        let place = if path.is_empty() { String::new() } else { format!(" of `{path}`") };
        let known: Vec<&str> = properties.keys().map(String::as_str).collect();
        let within = || holder(&name, properties).map(|holder| format!("it belongs in `{holder}`"));
        let hint = match suggest(&name, known.iter().copied()).first() {
            _ if within().is_some() => within().unwrap_or_default(),
            Some(near) => format!("did you mean `{near}`?"),
            None if known.is_empty() => "there are none".to_owned(),
            None => {
                format!("known are {}", known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "))
            }
        };
        self.add(format!("`{name}` is not an input{place}: {hint}"));
    }

    fn array(&mut self, schema: &Map<String, Value>, items: Vec<Value>, path: &str) -> Value {
        let limit = |key| schema.get(key).and_then(Value::as_u64);
        let count = items.len() as u64;
        if let Some(most) = limit("maxItems").filter(|most| count > *most) {
            self.add(format!("`{path}` takes at most {most} items, got {count}"));
        }
        if let Some(least) = limit("minItems").filter(|least| count < *least) {
            self.add(format!("`{path}` needs at least {least} item{}", if least == 1 { "" } else { "s" }));
        }
        if self.in_filter && items.is_empty() {
            self.widens(path, "empty");
        }
        let Some(item) = schema.get("items").and_then(Value::as_object) else { return Value::Array(items) };
        let settled =
            items.into_iter().enumerate().map(|(at, value)| self.value(item, value, &format!("{path}[{at}]")));
        let settled = settled.collect();
        Value::Array(if item.contains_key(ids::ID) || item.contains_key(mail::MAIL) {
            self.once(settled, path)
        } else {
            settled
        })
    }

    /// Ids or addresses, each once: the same one again would be counted, charged or reported twice.
    fn once(&mut self, items: Vec<Value>, path: &str) -> Vec<Value> {
        let (count, mut known) = (items.len(), HashSet::new());
        let key = |item: &Value| item.as_str().map_or_else(|| item.to_string(), str::to_lowercase);
        let kept: Vec<Value> = items.into_iter().filter(|item| known.insert(key(item))).collect();
        if kept.len() < count {
            self.repeated.push(format!(
                "`{path}` had {count} values, {} of them more than once: each is sent once, {} in all.",
                count - kept.len(),
                kept.len()
            ));
        }
        kept
    }

    fn bounded(&mut self, schema: &Map<String, Value>, value: Value, path: &str) -> Value {
        let bound = |key| schema.get(key).and_then(Value::as_f64);
        let (least, most) = (bound("minimum"), bound("maximum"));
        let given = value.as_f64().unwrap_or_default();
        if least.is_some_and(|least| given < least) || most.is_some_and(|most| given > most) {
            let range = match (least, most) {
                (Some(least), Some(most)) => format!("between {least} and {most}"),
                (Some(least), None) => format!("at least {least}"),
                (_, most) => format!("at most {}", most.unwrap_or_default()),
            };
            self.add(format!("`{path}` must be {range}, got {value}"));
        }
        value
    }

    /// A number of a set, or its name.
    fn named(&mut self, schema: &Map<String, Value>, named: NamedIn<'_>, value: Value, path: &str) -> Value {
        match named.read(&value, integer(&value)) {
            Some(Value::Number(number)) => self.bounded(schema, Value::Number(number), path),
            Some(text) => text,
            None => {
                let near = value.as_str().and_then(|given| nearest(given, named.names()));
                let near = near.map(|near| format!(": did you mean \"{near}\"?")).unwrap_or_default();
                self.add(format!("`{path}` must be one of {}, got {}{near}", named.choices(), shown(&value)));
                value
            }
        }
    }

    fn text(&mut self, schema: &Map<String, Value>, text: String, path: &str) -> Value {
        if let Some(id) = ids::wanted(schema) {
            let trimmed = text.trim();
            if trimmed.is_empty() {
                self.add(format!("`{path}` must not be empty"));
            } else if !id.accepts(trimmed) {
                return self.not_an_id(id, path, Value::String(text));
            }
            return Value::String(trimmed.to_owned());
        }
        let value = match (schema.get("enum").and_then(Value::as_array), mail::read(schema, &text)) {
            (Some(options), _) => self.option(options, text, path),
            (None, Some(Ok(address))) => Value::String(address),
            (None, Some(Err(problem))) => {
                self.add(format!("`{path}` {problem}"));
                return Value::String(text);
            }
            (None, None) => Value::String(text),
        };
        if self.in_secret && value == MARK {
            self.add(format!(
                "`{path}` is `{MARK}`, which stands for a value that is not shown: pass the value itself, or leave the input out"
            ));
        }
        let filled = schema.get("minLength").and_then(Value::as_u64).is_some_and(|least| least > 0);
        let is_blank = value.as_str().is_some_and(|text| text.trim().is_empty());
        if is_blank && filled {
            self.add(format!("`{path}` must not be empty"));
        } else if is_blank && self.in_filter {
            self.widens(path, "blank");
        }
        value
    }

    /// One of a closed set, whatever its case.
    fn option(&mut self, options: &[Value], text: String, path: &str) -> Value {
        let (known, given) = (options.iter().filter_map(Value::as_str), text.trim());
        if let Some(option) = known.clone().find(|option| option.eq_ignore_ascii_case(given)) {
            return option.into();
        }
        let near = nearest(given, known).map(|near| format!(": did you mean \"{near}\"?")).unwrap_or_default();
        let (given, options) = (shown(&given.into()), options.iter().map(ToString::to_string).collect::<Vec<_>>());
        self.add(format!("`{path}` must be one of {}, got {given}{near}", options.join(", ")));
        Value::String(text)
    }

    fn not_an_id(&mut self, id: ids::Wanted<'_>, path: &str, got: Value) -> Value {
        self.add(format!("`{path}` {}", id.problem(&shown(&got))));
        got
    }

    fn wrong(&mut self, path: &str, wanted: &str, got: Value) -> Value {
        let shown = if self.in_secret { "something else".to_owned() } else { shown(&got) };
        self.add(format!("`{path}` must be {wanted}, got {shown}"));
        got
    }
}

/// Whether a schema is that of a map whose values are true or false.
fn is_flags(schema: &Map<String, Value>) -> bool {
    let entry = schema.get("additionalProperties").and_then(|entry| entry.get("type"));
    !schema.contains_key("properties") && entry.is_some_and(|kind| kind == "boolean")
}

fn is_key(value: &Value) -> bool {
    value.is_string() || value.is_u64()
}

/// The list that a text stands for where it has only one reading: ids, numbers, addresses or words of a closed set, parted by
/// commas. None of these holds a comma.
fn split(schema: &Map<String, Value>, value: Value) -> Value {
    let Value::String(text) = &value else { return value };
    let items = schema.get("items").and_then(Value::as_object);
    let is_listed = items.is_some_and(|items| {
        let holds = |role| [schema, items].into_iter().any(|schema| roles::role_of(schema) == Some(role));
        let is_number = items.get("type").is_some_and(|kind| kind == "integer");
        is_number
            || named_in(items).is_some()
            || items.contains_key(ids::ID)
            || items.contains_key("enum")
            || holds(Role::Recipients)
            || holds(Role::Sender)
    });
    let text = text.trim();
    if !is_listed || text.is_empty() || text.starts_with(['[', '{']) {
        return value;
    }
    text.split(',').map(str::trim).filter(|item| !item.is_empty()).map(Value::from).collect()
}

/// One value for a list where it has only one reading: the text that lists the same ids or addresses, or the one that a list of one holds
/// where one id or address is wanted.
fn joined(schema: &Map<String, Value>, value: Value) -> Value {
    let Value::Array(items) = &value else { return value };
    let holds_one = |item: &Value| match item {
        Value::String(text) => !text.trim().is_empty() && !text.contains(','),
        Value::Number(_) => true,
        _ => false,
    };
    let is_single = matches!(schema.get("type").and_then(Value::as_str), Some("string" | "integer"));
    if !is_single || items.is_empty() || !items.iter().all(holds_one) {
        return value;
    }
    let kind = schema.get(mail::MAIL).and_then(Value::as_str);
    if kind == Some("addresses") || ids::wanted(schema).is_some_and(|id| id.is_list()) {
        let items =
            items.iter().map(|item| item.as_str().map_or_else(|| item.to_string(), |text| text.trim().to_owned()));
        return Value::String(items.collect::<Vec<_>>().join(","));
    }
    match items.as_slice() {
        [one] if kind.is_some() || ids::wanted(schema).is_some() => one.clone(),
        _ => value,
    }
}

/// The JSON that a string holds, where it is of the wanted kind; otherwise the string.
fn parsed(value: Value, wanted: fn(&Value) -> bool) -> Value {
    match &value {
        Value::String(text) => serde_json::from_str(text).ok().filter(wanted).unwrap_or(value),
        _ => value,
    }
}

fn number(value: &Value) -> Option<Number> {
    match value {
        Value::Number(number) => Some(number.clone()),
        Value::String(text) => serde_json::from_str(text.trim()).ok(),
        _ => None,
    }
}

fn integer(value: &Value) -> Option<Number> {
    let number = number(value)?;
    if number.is_i64() || number.is_u64() {
        return Some(number);
    }
    number.as_f64().and_then(integral).map(Number::from)
}

fn boolean(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(flag) => Some(*flag),
        Value::String(text) => match text.trim().to_ascii_lowercase().as_str() {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// A value as an error quotes it: shortened.
fn shown(value: &Value) -> String {
    const MOST: usize = 80;
    let text = value.to_string();
    if text.chars().count() <= MOST { text } else { format!("{}…", truncate(&text, MOST)) }
}

/// The first `max` characters of a text. Errors quote names, never whole documents.
pub fn truncate(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

/// The option that is meant by a word, where one is near: it ends in it, or differs in few characters.
fn nearest<'a>(given: &str, options: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    const CLOSE: f64 = 0.6;
    let given = given.to_ascii_lowercase().replace([' ', '-'], "_");
    let scored = options.map(|option| {
        let known = option.to_ascii_lowercase();
        let is_end = given.len() > 2 && known.strip_suffix(&given).is_some_and(|rest| rest.ends_with('_'));
        (if is_end { 1.0 } else { strsim::normalized_damerau_levenshtein(&given, &known) }, option)
    });
    let best = scored.filter(|(score, _)| *score >= CLOSE).max_by(|one, other| one.0.total_cmp(&other.0));
    best.map(|(_, option)| option)
}

/// The known names that are similar to this one, the most similar first.
pub fn suggest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    const CLOSE: f64 = 0.75;
    let name = name.to_ascii_lowercase();
    let mut scored: Vec<(f64, &str)> = known
        .map(|candidate| (strsim::jaro_winkler(&name, &candidate.to_ascii_lowercase()), candidate))
        .filter(|(score, _)| *score >= CLOSE)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    scored.into_iter().map(|(_, candidate)| candidate).collect()
}

/// Where within these inputs an input of this name is, as a path; `None` where none has one.
fn holder(name: &str, properties: &Map<String, Value>) -> Option<String> {
    properties.iter().find_map(|(holder, schema)| {
        let (inner, marks) = match (schema.get("properties"), schema.get("items")) {
            (Some(inner), _) => (inner, ""),
            (None, Some(item)) => (item.get("properties")?, "[]"),
            (None, None) => return None,
        };
        let inner = inner.as_object()?;
        if inner.contains_key(name) {
            return Some(format!("{holder}{marks}"));
        }
        self::holder(name, inner).map(|within| format!("{holder}{marks}.{within}"))
    })
}
