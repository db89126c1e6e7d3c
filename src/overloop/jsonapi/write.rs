//! Flat inputs as documents.

use std::collections::BTreeMap;

use reqwest::Method;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::{Map, Number, Value};

use crate::{
    failure::{ErrorKind, Failure},
    lenient::Text,
    request::Request,
};

/// What every custom field's identifier begins with.
pub const CUSTOM: &str = "c_";

/// An id that is written into an attribute: a number where it is one, as the documents have it.
#[derive(Clone, Debug, Deserialize)]
#[serde(transparent)]
pub struct Id(Text);

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(Text(id)) = self;
        match id.parse::<u64>().ok().filter(|number| number.to_string() == *id) {
            Some(number) => serializer.serialize_u64(number),
            None => serializer.serialize_str(id),
        }
    }
}

impl JsonSchema for Id {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Id".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string" })
    }
}

/// Values of custom fields by identifier.
pub type CustomFields = BTreeMap<String, CustomValue>;

/// A value of a custom field. The ten kinds of fields take these shapes; which one a field takes, only the account knows.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum CustomValue {
    /// Of numeric.
    Number(Number),
    /// Of text, text_long, phone, url, list_single, datetime and date.
    Text(String),
    /// Of boolean.
    Flag(bool),
    /// Of list_multiple.
    Options(Vec<String>),
    /// No value any more.
    Null,
}

impl<'de> Deserialize<'de> for CustomValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const SHAPES: &str = "must be a text, a number, true or false, a list of texts, or null";
        match Value::deserialize(deserializer)? {
            Value::String(text) => Ok(Self::Text(text)),
            Value::Number(number) => Ok(Self::Number(number)),
            Value::Bool(flag) => Ok(Self::Flag(flag)),
            Value::Null => Ok(Self::Null),
            Value::Array(items) => {
                let options = items.into_iter().map(|item| match item {
                    Value::String(option) => Ok(option),
                    _ => Err(de::Error::custom(SHAPES)),
                });
                options.collect::<Result<_, _>>().map(Self::Options)
            }
            Value::Object(_) => Err(de::Error::custom(SHAPES)),
        }
    }
}

impl JsonSchema for CustomValue {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "CustomValue".into()
    }

    // No schema that every client takes can say "one of these five", so the property's description does.
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({})
    }
}

/// The attributes of an object that the account may have extended by custom fields.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Writable<A> {
    #[serde(flatten)]
    own: A,
    /// Values by identifier, e.g. c_tier; see list_custom_fields
    custom_fields: Option<CustomFields>,
}

impl<A: Serialize> Writable<A> {
    /// All of them, custom fields beside the others.
    ///
    /// # Errors
    ///
    /// Names what is no custom field.
    pub fn attributes(&self) -> Result<Map<String, Value>, Failure> {
        let mut attributes = object(&self.own)?;
        for (identifier, value) in self.custom_fields.iter().flatten() {
            if !identifier.starts_with(CUSTOM) {
                let identifier: String = identifier.chars().take(60).collect();
                return Err(Failure::invalid_input(format!(
                    "`custom_fields.{identifier}`: the identifier of a custom field begins with `{CUSTOM}`. Take it from \
                     overloop_list_custom_fields; what every object has is an input of its own."
                )));
            }
            attributes.insert(identifier.clone(), object_value(value)?);
        }
        Ok(attributes)
    }
}

#[derive(Serialize)]
struct Document<'a> {
    data: Data<'a>,
}

#[derive(Serialize)]
struct Data<'a> {
    r#type: &'a str,
    attributes: &'a Map<String, Value>,
}

/// `POST` of a new object.
///
/// # Errors
///
/// As [`Request::post`].
pub fn create(path: &str, kind: &str, attributes: &Map<String, Value>) -> Result<Request, Failure> {
    Request::post([path])?.with_json(&Document { data: Data { r#type: kind, attributes } })
}

/// `PATCH` of an object, by the input that has its id.
///
/// # Errors
///
/// Where there is nothing to change, and as [`Request::new`].
pub fn update(path: &str, input: (&str, &str), attributes: &Map<String, Value>) -> Result<Request, Failure> {
    let (name, id) = input;
    if attributes.is_empty() {
        return Err(Failure::invalid_input(format!(
            "There is nothing to change. Pass at least one field beside `{name}`."
        )));
    }
    Request::new(Method::PATCH, [path, id])?.with_json(&Document { data: Data { r#type: path, attributes } })
}

/// The fields that are given.
///
/// # Errors
///
/// Where they are no object (a defect of the action).
pub fn object(fields: &impl Serialize) -> Result<Map<String, Value>, Failure> {
    match object_value(fields)? {
        Value::Object(object) => Ok(object),
        _ => Err(Failure::new(ErrorKind::Internal, "The attributes are no object")),
    }
}

fn object_value(value: &impl Serialize) -> Result<Value, Failure> {
    serde_json::to_value(value)
        .map_err(|error| Failure::new(ErrorKind::Internal, format!("An attribute could not be written: {error}")))
}
