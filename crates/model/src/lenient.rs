//! Types that decode a vendor's values leniently (a number that arrives as a string, a boolean that arrives as 0 or 1) and
//! serialize them cleanly. Other values fail with their path.

use std::fmt;

#[cfg(debug_assertions)]
use schemars::{Schema, SchemaGenerator, json_schema};
use serde::{
    Deserialize, Deserializer, Serialize,
    de::{self, DeserializeOwned, Visitor},
};

use crate::{response, schema::JsonSchema};
#[cfg(debug_assertions)]
use crate::{schema::SCALAR, shape::MAYBE};

/// An integer: also `3.0`, `"3"` and `true`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Int(pub i64);

/// A boolean: also `1`, `0`, `"true"` and `"false"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Flag(pub bool);

/// A text: also a number or a boolean.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Text(pub String);

/// A list: also `null`, for an empty one.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct List<T>(pub Vec<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(|list| Self(list.unwrap_or_default()))
    }
}

pub(crate) struct IntVisitor;

impl Visitor<'_> for IntVisitor {
    type Value = Int;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer")
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Int, E> {
        Ok(Int(value.into()))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Int, E> {
        Ok(Int(value))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Int, E> {
        i64::try_from(value).map(Int).map_err(|_| E::custom("the number is too large"))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Int, E> {
        integral(value.round()).map(Int).ok_or_else(|| E::custom("the number is too large"))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Int, E> {
        let text = value.trim();
        let number = text.parse().ok().or_else(|| text.parse::<f64>().ok().map(f64::round).and_then(integral));
        number.map(Int).ok_or_else(|| E::invalid_value(de::Unexpected::Str(value), &self))
    }
}

/// The integer that a float equals; `None` where it has a fraction or is too large.
pub fn integral(value: f64) -> Option<i64> {
    // 2^53: beyond it a float no longer names one integer.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    #[expect(clippy::cast_possible_truncation, reason = "the range is checked, and the fraction is zero")]
    (value.fract() == 0.0 && value.abs() <= EXACT).then_some(value as i64)
}

struct FlagVisitor;

impl Visitor<'_> for FlagVisitor {
    type Value = Flag;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a boolean")
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Flag, E> {
        Ok(Flag(value))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Flag, E> {
        Ok(Flag(value != 0))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Flag, E> {
        Ok(Flag(value != 0))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Flag, E> {
        Ok(Flag(value != 0.0))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Flag, E> {
        match value.trim() {
            "true" | "1" => Ok(Flag(true)),
            "false" | "0" => Ok(Flag(false)),
            _ => Err(E::invalid_value(de::Unexpected::Str(value), &self)),
        }
    }
}

struct TextVisitor;

impl Visitor<'_> for TextVisitor {
    type Value = Text;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Text, E> {
        Ok(Text(value.to_string()))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Text, E> {
        Ok(Text(value.to_string()))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Text, E> {
        Ok(Text(value.to_string()))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Text, E> {
        Ok(Text(value.to_string()))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Text, E> {
        Ok(Text(value.to_owned()))
    }

    fn visit_string<E: de::Error>(self, value: String) -> Result<Text, E> {
        Ok(Text(value))
    }
}

macro_rules! lenient {
    ($type:ident, $visitor:ident, $word:literal) => {
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any($visitor)
            }
        }

        #[cfg(debug_assertions)]
        impl JsonSchema for $type {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": $word })
            }
        }
    };
}

lenient!(Int, IntVisitor, "integer");
lenient!(Flag, FlagVisitor, "boolean");
lenient!(Text, TextVisitor, "string");

/// An object of which not every shape is known: nothing where it cannot be read, so that it does not cost the rest of an answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Maybe<T>(pub Option<T>);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Maybe<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde_json::Value::deserialize(deserializer).map(|value| Self(response::decode_value(&value).ok()))
    }
}

#[cfg(debug_assertions)]
impl<T: JsonSchema> JsonSchema for Maybe<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = T::json_schema(generator);
        schema.insert(MAYBE.to_owned(), true.into());
        schema
    }
}

/// A number, kept as it was written: also `"3"`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Num(pub serde_json::Number);

struct NumVisitor;

impl Visitor<'_> for NumVisitor {
    type Value = Num;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Num, E> {
        Ok(Num(value.into()))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Num, E> {
        Ok(Num(value.into()))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Num, E> {
        let number = integral(value).map(Into::into).or_else(|| serde_json::Number::from_f64(value));
        number.map(Num).ok_or_else(|| E::custom("not a finite number"))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Num, E> {
        let number: serde_json::Number =
            serde_json::from_str(value.trim()).map_err(|_| E::invalid_value(de::Unexpected::Str(value), &self))?;
        // "25000.00" is 25000, as 25000.0 is.
        let whole = number.as_f64().filter(|_| number.is_f64()).and_then(integral).map(Into::into);
        Ok(Num(whole.unwrap_or(number)))
    }
}

lenient!(Num, NumVisitor, "number");

/// A text, a number, a boolean or null.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Scalar {
    /// A text.
    Text(String),
    /// A number.
    Number(serde_json::Number),
    /// A boolean.
    Flag(bool),
    /// Nothing.
    Null,
}

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match serde_json::Value::deserialize(deserializer)? {
            serde_json::Value::String(text) => Ok(Self::Text(text)),
            serde_json::Value::Number(number) => Ok(Self::Number(number)),
            serde_json::Value::Bool(flag) => Ok(Self::Flag(flag)),
            serde_json::Value::Null => Ok(Self::Null),
            _ => Err(de::Error::custom("must be a text, a number, a boolean or null, not an object or a list")),
        }
    }
}

#[cfg(debug_assertions)]
impl JsonSchema for Scalar {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Scalar".into()
    }

    // "One of these four" is not portable, so the property's description says it. The marker tells a map of these
    // from a map of anything, and is not published.
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let mut schema = json_schema!({});
        schema.insert(SCALAR.to_owned(), true.into());
        schema
    }
}
