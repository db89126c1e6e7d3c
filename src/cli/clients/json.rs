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
    entry::{Entry, NAME, REMOTE_FIELDS, fields, variables_to_set},
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
pub(super) fn server(typed: bool, entry: &Entry) -> Value {
    fields(typed, entry).into()
}

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
            Some(known) => update(&known, format.typed, entry)?,
            None => known.set_value(input(&server(format.typed, entry))),
        },
        None => {
            servers.append(NAME, input(&server(format.typed, entry)));
        }
    }
    let merged = root.to_string();
    // Check what a client will read, in case the library's edit changed more than intended.
    match (rest(text, format.servers), rest(&merged, format.servers)) {
        (Some(before), Some(after)) if before == after => Ok(merged),
        _ => Err(Refused::Unsafe),
    }
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
fn update(known: &CstObject, typed: bool, entry: &Entry) -> Result<(), Refused> {
    let mut stale: Vec<&str> = REMOTE_FIELDS.to_vec();
    if !typed && only(known, "type")?.is_some_and(|kind| value(&kind) != Some("stdio".into())) {
        stale.push("type");
    }
    for name in stale {
        if let Some(property) = only(known, name)? {
            property.remove();
        }
    }
    for (name, value) in fields(typed, entry) {
        match only(known, &name)? {
            Some(env) if name == "env" => match env.object_value() {
                Some(env) => set_variables(&env, entry)?,
                None => env.set_value(input(&value)),
            },
            Some(args) if name == "args" => set_args(&args, entry),
            Some(property) => set(&property, &value),
            None => {
                known.append(&name, input(&value));
            }
        }
    }
    Ok(())
}

/// Merges the arguments. Where some are only added, comments between the others are kept.
fn set_args(args: &CstObjectProp, entry: &Entry) {
    let existing: Option<Vec<String>> = value(args).and_then(|value| serde_json::from_value(value).ok());
    let wanted = entry.args_over(existing.as_deref().unwrap_or_default());
    match (args.array_value(), existing.and_then(|existing| wanted.strip_prefix(existing.as_slice()))) {
        (Some(array), Some(added)) => added.iter().for_each(|arg| drop(array.append(arg.as_str().into()))),
        _ => set(args, &wanted.into()),
    }
}

fn set_variables(env: &CstObject, entry: &Entry) -> Result<(), Refused> {
    let existing: Vec<_> = env
        .properties()
        .iter()
        .filter_map(|property| {
            let value = value(property);
            Some((property.decoded_name()?, value.as_ref().and_then(Value::as_str).map(str::to_owned)))
        })
        .collect();
    for (name, value) in variables_to_set(entry, &existing) {
        match only(env, name)? {
            Some(property) => property.set_value(value.into()),
            None => {
                env.append(name, value.into());
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
