//! Flat inputs as documents.

use http::Method;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::{Map, Value};

use outreach_model::{
    arguments::truncate,
    error::{ErrorKind, Failure},
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

/// The attributes of an object that the account may have extended by custom fields.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Writable<A> {
    #[serde(flatten)]
    own: A,
    // Which of the ten kinds of value a field takes, only the account knows.
    /// Values by identifier, e.g. c_tier; see list_custom_fields
    custom_fields: Option<Map<String, Value>>,
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
            let wrong = |why: &str| {
                let identifier = truncate(identifier, 60);
                Err(Failure::invalid_input(format!("`custom_fields.{identifier}`: {why} Nothing was sent.")))
            };
            if !identifier.starts_with(CUSTOM) {
                return wrong(
                    "the identifier of a custom field begins with `c_`. Take it from overloop_list_custom_fields; what \
                     every object has is an input of its own.",
                );
            }
            if !is_custom_value(value) {
                return wrong("must be a text, a number, true or false, a list of texts, or null.");
            }
            attributes.insert(identifier.clone(), value.clone());
        }
        Ok(attributes)
    }
}

/// A number for numeric, true or false for boolean, texts for list_multiple, a text for the seven others; null for none.
fn is_custom_value(value: &Value) -> bool {
    match value {
        Value::Array(options) => options.iter().all(Value::is_string),
        Value::Object(_) => false,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => true,
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
    match serde_json::to_value(fields) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(Failure::new(ErrorKind::Internal, "The attributes are no object")),
        Err(error) => Err(Failure::new(ErrorKind::Internal, format!("The attributes could not be written: {error}"))),
    }
}
