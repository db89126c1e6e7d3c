//! The frames around the vendor's objects, which come with and without a list around them.

use serde::{Deserialize, Deserializer, de::DeserializeOwned, de::Error};
use serde_json::Value;

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
        serde_path_to_error::deserialize(value).map(Self).map_err(|error| {
            let path = error.path().to_string();
            D::Error::custom(if path == "." {
                error.inner().to_string()
            } else {
                format!("at `{path}`: {}", error.inner())
            })
        })
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
#[derive(Debug)]
pub struct Many<T>(pub Vec<T>);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Many<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let items = match Value::deserialize(deserializer)? {
            Value::Null => Vec::new(),
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
