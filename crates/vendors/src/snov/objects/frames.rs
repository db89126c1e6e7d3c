//! The frames around the vendor's objects: `{data}`, lists of one, several ways to write "nothing".

use outreach_model::{endpoint::Answer, response, schema::JsonSchema};
#[cfg(debug_assertions)]
use schemars::{Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, de::DeserializeOwned, de::Error};
use serde_json::Value;

/// No frame.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub(crate) struct Bare<T>(T);

/// `{success, data}`.
#[derive(Debug, Deserialize)]
pub(crate) struct Data<T> {
    data: T,
}

/// `{success, data}`, as it is or in a list of one.
#[derive(Debug, Deserialize)]
#[serde(from = "First<Data<T>>", bound = "T: DeserializeOwned")]
pub(crate) struct FirstData<T>(T);

impl<T> From<First<Data<T>>> for FirstData<T> {
    fn from(First(Data { data }): First<Data<T>>) -> Self {
        Self(data)
    }
}

/// An object or a list, in any number of `{data}`, one in another, or in none.
#[derive(Debug, Serialize)]
pub(crate) struct Framed<T>(T);

/// One object, as it is or in a list of one.
#[derive(Debug, Serialize)]
pub(crate) struct First<T>(T);

/// Any number of objects: a list, a single object as it is, or nothing at all.
#[derive(Debug, Serialize)]
pub(crate) struct Many<T>(pub(crate) Vec<T>);

/// One object, or nothing, for which the vendor writes `null`, `[]`, `{}` or an empty text.
#[derive(Debug, Serialize)]
pub(crate) struct Filled<T>(pub(crate) Option<T>);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Framed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut value = Value::deserialize(deserializer)?;
        while let Some(data) = value.get_mut("data") {
            value = data.take();
        }
        decode(&value).map(Self)
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for First<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Value::deserialize(deserializer)? {
            Value::Array(items) => decode(items.first().ok_or_else(|| D::Error::custom("an empty list"))?),
            other => decode(&other),
        }
        .map(Self)
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Many<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let items = match Value::deserialize(deserializer)? {
            Value::Null => Vec::new(),
            Value::String(text) if text.is_empty() => Vec::new(),
            Value::Array(items) => items,
            // PHP writes an empty list, and a list with gaps, as an object.
            Value::Object(object) if object.keys().all(|key| key.bytes().all(|byte| byte.is_ascii_digit())) => {
                object.into_iter().map(|(_, item)| item).collect()
            }
            other => vec![other],
        };
        items.iter().map(decode).collect::<Result<_, _>>().map(Self)
    }
}

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
        if empty { Ok(Self(None)) } else { decode(&value).map(|one| Self(Some(one))) }
    }
}

fn decode<T: DeserializeOwned, E: Error>(value: &Value) -> Result<T, E> {
    response::decode_value(value).map_err(E::custom)
}

impl<T> Framed<T> {
    pub(crate) fn into_inner(self) -> T {
        self.0
    }
}

/// What a frame holds, to look at.
macro_rules! readable {
    ($($frame:ident,)*) => {$(
        impl<T> $frame<T> {
            pub(crate) const fn get(&self) -> &T {
                &self.0
            }
        }
    )*};
}

readable! { Bare, FirstData, Framed, }

impl<T> Default for Many<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Default for Filled<T> {
    fn default() -> Self {
        Self(None)
    }
}

/// As an answer, a frame gives what it holds.
macro_rules! answers {
    ($($frame:ident: $held:tt,)*) => {$(
        impl<E, T: DeserializeOwned + Serialize + JsonSchema + Send + Sync> Answer<E> for $frame<T> {
            type Output = T;

            fn output(self, _: E) -> T {
                self.$held
            }
        }
    )*};
}

answers! { Bare: 0, Data: data, First: 0, FirstData: 0, Framed: 0, }

/// In outputs and their schemas, a frame is what it holds.
macro_rules! frameless {
    ($($frame:ident: $within:ty,)*) => {$(
        #[cfg(debug_assertions)]
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
    )*};
}

frameless! { Framed: T, First: T, Many: Vec<T>, Filled: T, }
