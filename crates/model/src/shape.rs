//! Reads a vendor's values by an output schema instead of by types: a decoder that is made of types is several times as much code
//! as the schema is text.
//!
//! It is as lenient as the types of [`crate::lenient`], from which the schema was made, and leaves out what the schema does not name.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::{
    lenient::{Flag, Int, Num, Text},
    named_inputs::named_in,
    secrets::{self, SECRET},
};

/// On an output: nothing where it cannot be read.
pub(crate) const MAYBE: &str = "x-maybe";
/// On an output that is an object: fields that it does not name are kept.
pub(crate) const OTHERS: &str = "x-others";
/// On an output that is a map in an object: it holds the fields of the object that are not named.
pub(crate) const REST: &str = "x-rest";
/// On an output that is a map: the schema of its values.
pub(crate) const ENTRIES: &str = "x-entries";

/// Why a value is not of its shape.
#[derive(Debug)]
pub(crate) struct Misfit {
    /// Where it is, the innermost step first.
    steps: Vec<Step>,
    what: String,
}

#[derive(Debug)]
enum Step {
    Field(String),
    Item(usize),
}

impl Misfit {
    fn new(value: &Value, wanted: &str) -> Self {
        let kind = match value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "a sequence",
            Value::Object(_) => "a map",
        };
        Self { steps: Vec::new(), what: format!("invalid type: {kind}, expected {wanted}") }
    }

    fn at(mut self, step: Step) -> Self {
        self.steps.push(step);
        self
    }

    /// It, in an item of the list `name`.
    pub(crate) fn in_item(self, at: usize, name: &str) -> Self {
        let misfit = self.at(Step::Item(at));
        if name.is_empty() { misfit } else { misfit.at(Step::Field(name.to_owned())) }
    }
}

impl From<Misfit> for String {
    fn from(Misfit { steps, what }: Misfit) -> Self {
        let mut path = Self::new();
        for step in steps.iter().rev() {
            match step {
                Step::Field(name) if path.is_empty() => path.push_str(name),
                Step::Field(name) => path.extend([".", name]),
                Step::Item(at) => path.push_str(&format!("[{at}]")),
            }
        }
        if path.is_empty() { what } else { format!("at `{path}`: {what}") }
    }
}

/// The value as its schema says; null where it may be absent.
pub(crate) fn read(schema: &Map<String, Value>, value: Value) -> Result<Value, Misfit> {
    if secrets::is_secret(schema) {
        return Ok(secrets::masked(&value));
    }
    if schema.contains_key(MAYBE) {
        return Ok(read_known(schema, value).unwrap_or_default());
    }
    read_known(schema, value)
}

fn read_known(schema: &Map<String, Value>, value: Value) -> Result<Value, Misfit> {
    if value.is_null() {
        return Ok(value);
    }
    match schema.get("type").and_then(Value::as_str) {
        Some("integer") => match named_in(schema).and_then(|named| named.read(&value, None)) {
            Some(number) => Ok(number),
            None => scalar(value, |Int(number)| number.into()),
        },
        Some("number") => scalar(value, |Num(number)| Value::Number(number)),
        Some("boolean") => scalar(value, |Flag(flag)| flag.into()),
        Some("string") => match value {
            text @ Value::String(_) => Ok(text),
            other => scalar(other, |Text(text)| text.into()),
        },
        Some("array") => {
            let Value::Array(items) = value else { return Err(Misfit::new(&value, "a sequence")) };
            let Some(Value::Object(schema)) = schema.get("items") else { return Ok(Value::Array(items)) };
            let items = items.into_iter().enumerate();
            items.map(|(at, item)| read(schema, item).map_err(|misfit| misfit.at(Step::Item(at)))).collect()
        }
        Some("object") => {
            let Value::Object(object) = value else { return Err(Misfit::new(&value, "a map")) };
            read_object(schema, object).map(Value::Object)
        }
        _ => Ok(value),
    }
}

/// The object as its schema says. Fields stand in the order of the schema; those that are null or absent are left out.
pub(crate) fn read_object(
    schema: &Map<String, Value>,
    mut object: Map<String, Value>,
) -> Result<Map<String, Value>, Misfit> {
    let Some(Value::Object(properties)) = schema.get("properties") else {
        let Some(Value::Object(entry)) = schema.get(ENTRIES) else { return Ok(object) };
        for (name, value) in &mut object {
            *value = read(entry, value.take()).map_err(|misfit| misfit.at(Step::Field(name.clone())))?;
        }
        return Ok(object);
    };
    let mut fields = Map::with_capacity(properties.len());
    let mut rest = None;
    for (name, property) in properties {
        if property.get(REST).is_some() {
            rest = Some(name);
            continue;
        }
        let given = object.get_mut(name).map(Value::take).unwrap_or_default();
        let value = match property {
            Value::Object(property) => read(property, given).map_err(|misfit| misfit.at(Step::Field(name.clone())))?,
            _ => given,
        };
        if !value.is_null() {
            fields.insert(name.clone(), value);
        }
    }
    if let Some(name) = rest {
        object.retain(|name, value| !properties.contains_key(name) && !value.is_null());
        if !object.is_empty() {
            fields.insert(name.clone(), Value::Object(object));
        }
        return Ok(fields);
    }
    if schema.contains_key(OTHERS) {
        object.retain(|name, _| !properties.contains_key(name));
        fields.append(&mut object);
    }
    Ok(fields)
}

fn scalar<T: for<'de> Deserialize<'de>>(value: Value, clean: fn(T) -> Value) -> Result<Value, Misfit> {
    T::deserialize(value).map(clean).map_err(|error| Misfit { steps: Vec::new(), what: error.to_string() })
}

/// Removes the marks that only reading needs from an output schema.
pub(crate) fn remove_marks(schema: &mut Map<String, Value>) {
    for mark in [MAYBE, OTHERS, REST, ENTRIES, SECRET] {
        schema.shift_remove(mark);
    }
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        properties.values_mut().filter_map(Value::as_object_mut).for_each(remove_marks);
    }
    if let Some(Value::Object(items)) = schema.get_mut("items") {
        remove_marks(items);
    }
}
