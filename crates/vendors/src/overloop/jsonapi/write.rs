//! Requests of writes: flat inputs become documents.

#[cfg(debug_assertions)]
use outreach_model::schema::{self, JsonSchema};
use outreach_model::{
    arguments::truncate,
    endpoint::Call,
    error::Failure,
    lenient::Text,
    request::{Body, Request},
};
#[cfg(debug_assertions)]
use schemars::{Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::{Map, Value, json};

use super::{CUSTOM_FIELDS, CUSTOM_PREFIX, collection, id_input};

/// The `Content-Type` of a document.
const MEDIA_TYPE: &str = "application/vnd.api+json; charset=utf-8";

/// The input that Overloop takes in the query instead of the document.
const RETURN_EXISTING: &str = "return_existing";

/// An id in an attribute. It is sent as a number if it is one, as in the vendor's documents.
#[derive(Clone, Debug, Deserialize)]
#[serde(transparent)]
pub(crate) struct Id(Text);

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(Text(id)) = self;
        match id.parse::<u64>().ok().filter(|number| number.to_string() == *id) {
            Some(number) => serializer.serialize_u64(number),
            None => serializer.serialize_str(id),
        }
    }
}

#[cfg(debug_assertions)]
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

/// What the inputs say beside their own words where they make an object.
#[cfg(debug_assertions)]
pub(crate) fn of_a_new_one(schema: &mut Schema) {
    schema::add_words(schema, &[("owner_id", "; without it, the API key's user")]);
}

/// What they say beside their own words where they change one.
#[cfg(debug_assertions)]
pub(crate) fn of_a_change(schema: &mut Schema) {
    let words =
        [("lists", ". Give every list to be on: take one left out for dropped"), (CUSTOM_FIELDS, "; null clears one")];
    schema::add_words(schema, &words);
}

/// `POST` of a new object. The inputs are its attributes.
pub(crate) const fn create(path: &'static str) -> Call {
    Call::post(path).encoded(|call, request, inputs| document(request, collection(call), inputs))
}

/// `PATCH` of an object. The inputs beside its id are the attributes to change; without any, the call is refused.
pub(crate) const fn update(path: &'static str) -> Call {
    Call::patch(path).encoded(|call, request, inputs| {
        let attributes = attributes(inputs)?;
        if attributes.is_empty() {
            return Err(Failure::invalid_input(format!(
                "There is nothing to change. Pass at least one field beside `{}`.",
                id_input(call)
            )));
        }
        Ok(with_document(request, collection(call), attributes))
    })
}

/// Adds a document with these inputs as attributes; `kind` is the type of the object.
///
/// # Errors
///
/// Names the first custom field that is not one.
pub(crate) fn document(request: Request, kind: &str, mut inputs: Map<String, Value>) -> Result<Request, Failure> {
    let return_existing = inputs.shift_remove(RETURN_EXISTING).map(|value| (RETURN_EXISTING, value));
    with_document(request, kind, attributes(inputs)?).with_query(&Vec::from_iter(return_existing))
}

fn with_document(request: Request, kind: &str, attributes: Map<String, Value>) -> Request {
    let body = Body::Json(json!({ "data": { "type": kind, "attributes": attributes } }));
    Request { body, media_type: Some(MEDIA_TYPE), ..request }
}

/// The inputs as attributes: custom fields stand beside the others.
fn attributes(mut inputs: Map<String, Value>) -> Result<Map<String, Value>, Failure> {
    let Some(Value::Object(custom)) = inputs.shift_remove(CUSTOM_FIELDS) else { return Ok(inputs) };
    for (identifier, value) in custom {
        let problem = if !identifier.starts_with(CUSTOM_PREFIX) {
            "the identifier of a custom field begins with `c_`. Take it from overloop_list_custom_fields; what every \
             object has is an input of its own."
        } else if !is_custom_value(&value) {
            "must be a text, a number, true or false, a list of texts, or null."
        } else {
            inputs.insert(identifier, value);
            continue;
        };
        let identifier = truncate(&identifier, 60);
        return Err(Failure::invalid_input(format!("`custom_fields.{identifier}`: {problem} Nothing was sent.")));
    }
    Ok(inputs)
}

/// Whether some custom field can have this value: a number for numeric, true or false for boolean, texts for list_multiple,
/// a text for the seven other types, null to clear it. Only the account knows the type of each field.
fn is_custom_value(value: &Value) -> bool {
    match value {
        Value::Array(options) => options.iter().all(Value::is_string),
        Value::Object(_) => false,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => true,
    }
}
