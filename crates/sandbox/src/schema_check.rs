//! Checks JSON against the part of JSON Schema that Instantly's OpenAPI document uses. Messages are worded like those of
//! Ajv, the validator behind Instantly's API, and name the first error only:
//! `body/campaign_schedule/schedules/0/timezone must be equal to one of the allowed values`.

use jiff::{Timestamp, civil::Date};
use serde_json::{Map, Value};

/// Checks `value` against `schema`. `$ref`s point into `root`; messages start with `at`.
///
/// # Errors
///
/// The message on the first error.
pub(crate) fn check(root: &Value, schema: &Value, value: &Value, at: &str) -> Result<(), String> {
    let schema = match schema.get("$ref").and_then(Value::as_str) {
        Some(reference) => root.pointer(reference.trim_start_matches('#')).unwrap_or(schema),
        None => schema,
    };
    let types = texts(schema.get("type"));
    if !types.is_empty() && !types.iter().any(|name| is(value, name)) {
        return Err(format!("{at} must be {}", types.join(",")));
    }
    bounds(schema, value, at)?;
    if let Some(text) = value.as_str() {
        form(schema, text, at)?;
    }
    let allowed = schema.get("enum").and_then(Value::as_array);
    if allowed.is_some_and(|allowed| !allowed.iter().any(|one| same(one, value))) {
        return Err(format!("{at} must be equal to one of the allowed values"));
    }
    for part in schema.get("allOf").and_then(Value::as_array).into_iter().flatten() {
        check(root, part, value, at)?;
    }
    alternatives(root, schema, value, at)?;
    match value {
        Value::Array(items) => elements(root, schema, items, at),
        Value::Object(fields) => members(root, schema, fields, at),
        _ => Ok(()),
    }
}

/// Converts a query parameter to the type of its schema. A text that cannot be converted stays text, which [`check`] then
/// refuses.
pub(crate) fn coerce(schema: &Value, text: String) -> Value {
    let types = texts(schema.get("type"));
    let wants = |name: &str| types.contains(&name);
    if wants("boolean")
        && let Ok(flag) = text.parse::<bool>()
    {
        return Value::Bool(flag);
    }
    if wants("integer") || wants("number") {
        if let Ok(number) = text.parse::<i64>() {
            return Value::from(number);
        }
        if let Ok(number) = text.parse::<f64>() {
            return Value::from(number);
        }
    }
    Value::String(text)
}

fn texts(value: Option<&Value>) -> Vec<&str> {
    match value {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn is(value: &Value, name: &str) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => false,
    }
}

fn same(one: &Value, other: &Value) -> bool {
    one == other || one.as_f64().is_some_and(|number| other.as_f64() == Some(number))
}

fn bounds(schema: &Value, value: &Value, at: &str) -> Result<(), String> {
    let Some(number) = value.as_f64() else { return Ok(()) };
    for (key, sign) in [("maximum", "<="), ("minimum", ">=")] {
        let Some(bound) = schema.get(key) else { continue };
        let holds = bound.as_f64().is_none_or(|bound| if sign == "<=" { number <= bound } else { number >= bound });
        if !holds {
            return Err(format!("{at} must be {sign} {bound}"));
        }
    }
    Ok(())
}

fn form(schema: &Value, text: &str, at: &str) -> Result<(), String> {
    if let Some(pattern) = schema.get("pattern").and_then(Value::as_str)
        && !matches_pattern(pattern, text)
    {
        return Err(format!("{at} must match pattern \"{pattern}\""));
    }
    let length = text.chars().count() as u64;
    let bound = |name: &str| schema.get(name).and_then(Value::as_u64);
    if let Some(least) = bound("minLength").filter(|least| length < *least) {
        return Err(format!("{at} must NOT have fewer than {least} characters"));
    }
    if let Some(most) = bound("maxLength").filter(|most| length > *most) {
        return Err(format!("{at} must NOT have more than {most} characters"));
    }
    let Some(format) = schema.get("format").and_then(Value::as_str) else { return Ok(()) };
    let valid = match format {
        "date" => text.len() == 10 && text.parse::<Date>().is_ok(),
        "date-time" => text.parse::<Timestamp>().is_ok(),
        "email" => is_address(text),
        _ => true,
    };
    if valid { Ok(()) } else { Err(format!("{at} must match format \"{format}\"")) }
}

/// The document has a handful of patterns; one that is not among them matches everything.
fn matches_pattern(pattern: &str, text: &str) -> bool {
    match pattern {
        "^([01][0-9]|2[0-3]):([0-5][0-9])$" => is_time_of_day(text),
        ".*\\S.*" => !text.trim().is_empty(),
        "^https?://" => text.starts_with("http://") || text.starts_with("https://"),
        _ => true,
    }
}

fn is_time_of_day(text: &str) -> bool {
    let digits = |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    let below = |text: &str, end: u8| text.parse::<u8>().is_ok_and(|number| number < end);
    text.split_once(':')
        .is_some_and(|(hour, minute)| digits(hour) && digits(minute) && below(hour, 24) && below(minute, 60))
}

/// Whether a text looks like an email address: a local part without spaces or commas, and a domain with a dot.
pub(crate) fn is_address(text: &str) -> bool {
    text.split_once('@').is_some_and(|(local, domain)| {
        let label =
            |label: &str| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        !local.is_empty()
            && !local.contains(|c: char| c.is_whitespace() || c == ',')
            && domain.contains('.')
            && domain.split('.').all(label)
    })
}

/// `anyOf`, and `oneOf` like it.
fn alternatives(root: &Value, schema: &Value, value: &Value, at: &str) -> Result<(), String> {
    let options = schema.get("anyOf").or_else(|| schema.get("oneOf")).and_then(Value::as_array);
    let Some(options) = options else { return Ok(()) };
    let mut wrong = Vec::new();
    for option in options {
        match check(root, option, value, at) {
            Ok(()) => return Ok(()),
            Err(message) => wrong.push(message),
        }
    }
    wrong.push(format!("{at} must match a schema in anyOf"));
    Err(wrong.join(", "))
}

fn elements(root: &Value, schema: &Value, items: &[Value], at: &str) -> Result<(), String> {
    let least = schema.get("minItems").and_then(Value::as_u64).unwrap_or(0);
    if (items.len() as u64) < least {
        return Err(format!("{at} must NOT have fewer than {least} items"));
    }
    if let Some(most) = schema.get("maxItems").and_then(Value::as_u64).filter(|most| items.len() as u64 > *most) {
        return Err(format!("{at} must NOT have more than {most} items"));
    }
    let Some(each) = schema.get("items") else { return Ok(()) };
    items.iter().enumerate().try_for_each(|(index, item)| check(root, each, item, &format!("{at}/{index}")))
}

fn members(root: &Value, schema: &Value, fields: &Map<String, Value>, at: &str) -> Result<(), String> {
    let least = schema.get("minProperties").and_then(Value::as_u64).unwrap_or(0);
    if (fields.len() as u64) < least {
        return Err(format!("{at} must NOT have fewer than {least} properties"));
    }
    for name in texts(schema.get("required")) {
        if !fields.contains_key(name) {
            return Err(format!("{at} must have required property '{name}'"));
        }
    }
    let known = schema.get("properties");
    let others = schema.get("additionalProperties");
    for (name, value) in fields {
        let schema = known.and_then(|known| known.get(name));
        match (schema, others) {
            (Some(_), _) | (None, None | Some(Value::Bool(true))) => {}
            (None, Some(Value::Bool(false))) => return Err(format!("{at} must NOT have additional properties")),
            (None, Some(others)) => check(root, others, value, &format!("{at}/{name}"))?,
        }
    }
    // In the order of the schema, as Ajv does.
    for (name, schema) in known.and_then(Value::as_object).into_iter().flatten() {
        if let Some(value) = fields.get(name) {
            check(root, schema, value, &format!("{at}/{name}"))?;
        }
    }
    Ok(())
}
