//! The entry in JSON, with or without comments and trailing commas. The concrete syntax tree keeps every byte that is not
//! ours; only an object on one line that gets the entry is opened over several.

use jsonc_parser::{
    ParseOptions,
    cst::{CstInputValue, CstObject, CstObjectProp, CstRootNode},
    parse_to_serde_value,
};
use serde_json::{Map, Value};

use super::{Entry, Form, NAME, REMOTE, Refused, fields, variables_to_set};

/// What the clients' own parsers take: JSON with comments and trailing commas, and no more of JSON5.
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

/// The entry on its own.
pub(super) fn server(typed: bool, entry: &Entry) -> Value {
    fields(typed, entry).into()
}

/// `text` with the entry in it.
pub(super) fn merge(text: &str, form: &Form, entry: &Entry) -> Result<String, Refused> {
    let root = parse(text)?;
    let object = root.object_value_or_create().ok_or_else(|| Refused::NotAnObject("its content".to_owned()))?;
    let servers = match only(&object, form.servers)? {
        Some(servers) => servers.object_value().ok_or_else(|| Refused::NotAnObject(format!("`{}`", form.servers)))?,
        None => object.object_value_or_set(form.servers),
    };
    match only(&servers, NAME)? {
        Some(known) => match known.object_value() {
            Some(known) => update(&known, form.typed, entry)?,
            None => known.set_value(input(&server(form.typed, entry))),
        },
        None => {
            servers.append(NAME, input(&server(form.typed, entry)));
        }
    }
    let merged = root.to_string();
    // The tree was edited through a library: look at what a client will read, not at what was meant.
    match (rest(text, form.servers), rest(&merged, form.servers)) {
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

/// The property of that name, where there is one.
fn only(object: &CstObject, name: &str) -> Result<Option<CstObjectProp>, Refused> {
    let mut found = object.properties().into_iter().filter(|property| property.decoded_name().as_deref() == Some(name));
    let first = found.next();
    if found.next().is_some() { Err(Refused::Twice(name.to_owned())) } else { Ok(first) }
}

/// Brings an entry up to date field by field, so that comments and settings of the client (what to approve, time-outs) stay.
fn update(known: &CstObject, typed: bool, entry: &Entry) -> Result<(), Refused> {
    let mut stale: Vec<&str> = REMOTE.to_vec();
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
            Some(property) => set(&property, &value),
            None => {
                known.append(&name, input(&value));
            }
        }
    }
    Ok(())
}

fn set_variables(env: &CstObject, entry: &Entry) -> Result<(), Refused> {
    let there: Vec<_> = env
        .properties()
        .iter()
        .filter_map(|property| {
            let value = value(property);
            Some((property.decoded_name()?, value.as_ref().and_then(Value::as_str).map(str::to_owned)))
        })
        .collect();
    for (name, value) in variables_to_set(entry, &there) {
        match only(env, name)? {
            Some(property) => property.set_value(value.into()),
            None => {
                env.append(name, value.into());
            }
        }
    }
    Ok(())
}

/// Leaves a value that says the same as it is written.
fn set(property: &CstObjectProp, wanted: &Value) {
    if value(property).as_ref() != Some(wanted) {
        property.set_value(input(wanted));
    }
}

fn value(property: &CstObjectProp) -> Option<Value> {
    parse_to_serde_value(&property.value()?.to_string(), &OPTIONS).ok()
}

/// The document without our entry, and without the object that holds it where that is empty.
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
