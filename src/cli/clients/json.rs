//! Merges the entry into JSON, which may contain comments and trailing commas.
//!
//! The concrete syntax tree keeps all other bytes; only an object on a single line that receives the entry is spread over
//! several lines.

use jsonc_parser::{
    ParseOptions,
    cst::{CstInputValue, CstObject, CstObjectProp, CstRootNode},
    parse_to_serde_value,
};
use serde_json::{Map, Value};

use super::{
    client::Format,
    entry::{Entry, NAME, REMOTE_FIELDS, fields, inputs, variable_value, variables_to_set},
    error::Refused,
};

/// What the clients' own parsers accept: JSON with comments and trailing commas, but nothing else of JSON5.
const OPTIONS: ParseOptions = ParseOptions {
    allow_comments: true,
    allow_trailing_commas: true,
    allow_loose_object_property_names: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// The entry alone.
pub(super) fn server(format: &Format, entry: &Entry) -> Value {
    let mut server = fields(format, entry, &entry.all_args());
    let besides = format.besides.and_then(|(name, json)| Some((name, serde_json::from_str::<Value>(json).ok()?)));
    server.extend(besides.map(|(name, value)| (name.to_owned(), value)));
    server.into()
}

/// A file with the entry alone.
pub(super) fn document(format: &Format, entry: &Entry) -> Value {
    let inputs: Vec<Value> = inputs(format, entry).into_iter().map(|(_, input)| input).collect();
    let mut document = Map::new();
    if !inputs.is_empty() {
        document.insert(INPUTS.to_owned(), inputs.into());
    }
    let server = server(format, entry);
    document.insert(format.servers.to_owned(), Map::from_iter([(NAME.to_owned(), server)]).into());
    document.into()
}

/// The key of the list of inputs that a client asks for.
const INPUTS: &str = "inputs";

/// `text` with the entry in it.
pub(super) fn merge(text: &str, format: &Format, entry: &Entry) -> Result<String, Refused> {
    let root = parse(text)?;
    let object = root.object_value_or_create().ok_or_else(|| Refused::NotAnObject("its content".to_owned()))?;
    let servers = match only(&object, format.servers)? {
        Some(servers) => servers.object_value().ok_or_else(|| Refused::NotAnObject(format!("`{}`", format.servers)))?,
        None => object.object_value_or_set(format.servers),
    };
    match only(&servers, NAME)? {
        Some(known) => match known.object_value() {
            Some(known) => update(&known, format, entry)?,
            None => known.set_value(input(&server(format, entry))),
        },
        None => {
            servers.append(NAME, input(&server(format, entry)));
        }
    }
    add_inputs(&object, &servers, format, entry)?;
    let merged = root.to_string();
    // Check what a client will read, in case the library's edit changed more than intended.
    match (rest(text, format.servers), rest(&merged, format.servers)) {
        (Some(before), Some(after)) if before == after => Ok(merged),
        _ => Err(Refused::Unsafe),
    }
}

/// Defines the inputs that the entry refers to now and that are not defined.
fn add_inputs(object: &CstObject, servers: &CstObject, format: &Format, entry: &Entry) -> Result<(), Refused> {
    let server = only(servers, NAME)?.as_ref().and_then(value).unwrap_or_default();
    let variables = server.get(format.env).and_then(Value::as_object).cloned().unwrap_or_default();
    let is_used = |id: &str| variables.values().any(|value| *value == format!("${{input:{id}}}"));
    let missing: Vec<(String, Value)> = inputs(format, entry).into_iter().filter(|(id, _)| is_used(id)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let list = match only(object, INPUTS)? {
        Some(list) => list.array_value().ok_or_else(|| Refused::NotAnObject(format!("`{INPUTS}`")))?,
        None => object.array_value_or_set(INPUTS),
    };
    let known: Vec<Value> =
        list.elements().iter().filter_map(|node| parse_to_serde_value(&node.to_string(), &OPTIONS).ok()).collect();
    for (id, definition) in missing {
        if !known.iter().any(|known: &Value| known.get("id") == Some(&Value::from(id.as_str()))) {
            list.append(input(&definition));
        }
    }
    Ok(())
}

fn parse(text: &str) -> Result<CstRootNode, Refused> {
    CstRootNode::parse(text, &OPTIONS).map_err(|error| Refused::Syntax {
        language: "JSON",
        message: error.kind().to_string(),
        line: error.line_display(),
        column: error.column_display(),
    })
}

/// The property with this name, if there is one.
fn only(object: &CstObject, name: &str) -> Result<Option<CstObjectProp>, Refused> {
    let mut found = object.properties().into_iter().filter(|property| property.decoded_name().as_deref() == Some(name));
    let first = found.next();
    if found.next().is_some() { Err(Refused::DuplicateName(name.to_owned())) } else { Ok(first) }
}

/// Updates an entry field by field, which keeps comments and the client's own settings (approvals, timeouts).
fn update(known: &CstObject, format: &Format, entry: &Entry) -> Result<(), Refused> {
    // Cline itself writes the fields one level deeper.
    if let Some(inner) = only(known, "transport")?.and_then(|transport| transport.object_value())
        && only(&inner, "command")?.is_some()
    {
        return update(&inner, &Format { types: &["stdio"], ..*format }, entry);
    }
    let mut stale: Vec<&str> = REMOTE_FIELDS.to_vec();
    let types = if format.types.is_empty() { &["stdio"] } else { format.types };
    if let Some(kind) = only(known, "type")? {
        let is_known = value(&kind).is_some_and(|kind| types.iter().any(|known| kind == *known));
        if format.types.is_empty() && !is_known {
            stale.push("type");
        } else if is_known {
            stale.retain(|name| *name != "type");
        }
    }
    for name in stale {
        if let Some(property) = only(known, name)? {
            property.remove();
        }
    }
    let args = entry.args_over(&existing_args(known, format)?);
    for (name, value) in fields(format, entry, &args) {
        match only(known, &name)? {
            Some(env) if name == format.env => match env.object_value() {
                Some(env) => set_variables(&env, format, entry)?,
                None => env.set_value(input(&value)),
            },
            Some(kind) if name == "type" && types.iter().any(|known| self::value(&kind) == Some((*known).into())) => {}
            Some(list) if value.is_array() => set_list(&list, &value),
            Some(property) => set(&property, &value),
            None => {
                known.append(&name, input(&value));
            }
        }
    }
    Ok(())
}

/// The arguments of an existing entry.
fn existing_args(known: &CstObject, format: &Format) -> Result<Vec<String>, Refused> {
    let list = only(known, if format.is_one_list { "command" } else { "args" })?;
    let words = list.as_ref().and_then(value).and_then(|value| serde_json::from_value::<Vec<String>>(value).ok());
    Ok(words.unwrap_or_default().into_iter().skip(usize::from(format.is_one_list)).collect())
}

/// Sets a list. Where words are only added, comments between the others are kept.
fn set_list(list: &CstObjectProp, wanted: &Value) {
    let existing = value(list);
    let existing = existing.as_ref().and_then(Value::as_array);
    let added = wanted.as_array().zip(existing).and_then(|(wanted, existing)| wanted.strip_prefix(existing.as_slice()));
    match (list.array_value(), added) {
        (Some(array), Some(added)) => added.iter().for_each(|word| drop(array.append(input(word)))),
        _ => set(list, wanted),
    }
}

fn set_variables(env: &CstObject, format: &Format, entry: &Entry) -> Result<(), Refused> {
    let existing: Vec<_> = env
        .properties()
        .iter()
        .filter_map(|property| {
            let value = value(property);
            Some((property.decoded_name()?, value.as_ref().and_then(Value::as_str).map(str::to_owned)))
        })
        .collect();
    for (name, value) in variables_to_set(entry, &existing) {
        let value = variable_value(format, name, value);
        match only(env, name)? {
            Some(property) => property.set_value(value.as_str().into()),
            None => {
                env.append(name, value.as_str().into());
            }
        }
    }
    Ok(())
}

/// Sets a value, unless it is equal already: its formatting is then kept.
fn set(property: &CstObjectProp, wanted: &Value) {
    if value(property).as_ref() != Some(wanted) {
        property.set_value(input(wanted));
    }
}

fn value(property: &CstObjectProp) -> Option<Value> {
    parse_to_serde_value(&property.value()?.to_string(), &OPTIONS).ok()
}

/// The document without this program's entry, and without the object around it if that is then empty.
fn rest(text: &str, servers: &str) -> Option<Map<String, Value>> {
    let document: Option<Map<String, Value>> = parse_to_serde_value(text, &OPTIONS).ok()?;
    let mut document = document.unwrap_or_default();
    // Of the inputs, those of this program are its own.
    if let Some(Value::Array(inputs)) = document.get_mut(INPUTS) {
        let own = format!("{NAME}-");
        inputs.retain(|input| !input.get("id").and_then(Value::as_str).is_some_and(|id| id.starts_with(&own)));
        if inputs.is_empty() {
            document.shift_remove(INPUTS);
        }
    }
    if let Some(known) = document.get_mut(servers).and_then(Value::as_object_mut) {
        known.shift_remove(NAME);
        if known.is_empty() {
            document.shift_remove(servers);
        }
    }
    Some(document)
}

fn input(value: &Value) -> CstInputValue {
    match value {
        Value::Null => CstInputValue::Null,
        Value::Bool(value) => CstInputValue::Bool(*value),
        Value::Number(value) => CstInputValue::Number(value.to_string()),
        Value::String(value) => CstInputValue::String(value.clone()),
        Value::Array(values) => CstInputValue::Array(values.iter().map(input).collect()),
        Value::Object(values) => {
            CstInputValue::Object(values.iter().map(|(name, value)| (name.clone(), input(value))).collect())
        }
    }
}
