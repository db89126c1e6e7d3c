//! The frames around the vendor's objects, which come with and without a list around them.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, de::DeserializeOwned, de::Error};
use serde_json::Value;

use outreach_model::response;

/// `{success, data}`.
#[derive(Debug, Deserialize)]
pub struct Data<T> {
    pub data: T,
}

/// An object or a list, with `{data}` around it, more than once even, or without.
#[derive(Debug)]
pub struct Framed<T>(pub T);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Framed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut value = Value::deserialize(deserializer)?;
        while let Some(data) = value.get_mut("data") {
            value = data.take();
        }
        response::decode_value(&value).map(Self).map_err(D::Error::custom)
    }
}

/// The one that is meant: it comes as it is or as a list of one.
#[derive(Debug)]
pub struct First<T>(pub T);

impl<'de, T: DeserializeOwned> Deserialize<'de> for First<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = match Value::deserialize(deserializer)? {
            Value::Array(items) => items.into_iter().next().ok_or_else(|| D::Error::custom("an empty list"))?,
            other => other,
        };
        serde_json::from_value(value).map(Self).map_err(D::Error::custom)
    }
}

/// Any number of them: a list, a single one as it is, or nothing at all.
#[derive(Debug, Serialize)]
pub struct Many<T>(pub Vec<T>);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Many<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let items = match Value::deserialize(deserializer)? {
            Value::Null => Vec::new(),
            Value::String(text) if text.is_empty() => Vec::new(),
            Value::Array(items) => items,
            // What PHP makes of an empty list, or of one with gaps.
            Value::Object(object) if object.keys().all(|key| key.bytes().all(|byte| byte.is_ascii_digit())) => {
                object.into_iter().map(|(_, item)| item).collect()
            }
            other => vec![other],
        };
        items.into_iter().map(serde_json::from_value).collect::<Result<_, _>>().map(Self).map_err(D::Error::custom)
    }
}

impl<T> Default for Many<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

/// One, or nothing: where there is nothing the vendor writes `null`, `[]`, `{}` or an empty text.
#[derive(Debug, Serialize)]
pub struct Filled<T>(pub Option<T>);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Filled<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let empty = match &value {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(items) => items.is_empty(),
            Value::Object(object) => object.is_empty(),
            Value::Bool(_) | Value::Number(_) => false,
        };
        if empty {
            return Ok(Self(None));
        }
        serde_json::from_value(value).map(|one| Self(Some(one))).map_err(D::Error::custom)
    }
}

impl<T> Default for Filled<T> {
    fn default() -> Self {
        Self(None)
    }
}

/// What can be read of a thing whose shape is not documented; nothing where it has another one.
#[derive(Debug, Serialize)]
pub struct Maybe<T>(Option<T>);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Maybe<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(|value| Self(serde_json::from_value(value).ok()))
    }
}

/// The schema of what is left of the frame, without a word about the frame.
macro_rules! frameless {
    ($frame:ident, $within:ty) => {
        impl<T: JsonSchema> JsonSchema for $frame<T> {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                <$within>::schema_name()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                <$within>::json_schema(generator)
            }
        }
    };
}

frameless!(Many, Vec<T>);
frameless!(Filled, T);
frameless!(Maybe, T);
