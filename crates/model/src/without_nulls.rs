//! Makes JSON values without the fields of objects that are null. In a list with many rows these take more memory than all else:
//! a row has a field for everything that a vendor documents.

use std::fmt;

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{MapAccess, SeqAccess, Visitor},
};
use serde_json::{Map, Number, Value};

/// The value of something, which is dropped before there are as many values as it has fields.
///
/// # Errors
///
/// If it cannot be written as JSON.
pub(crate) fn to_value(made_of: impl Serialize) -> serde_json::Result<Value> {
    let text = serde_json::to_vec(&made_of)?;
    drop(made_of);
    serde_json::from_slice(&text).map(|WithoutNulls(value)| value)
}

/// A value without them.
pub(crate) struct WithoutNulls(pub(crate) Value);

impl<'de> Deserialize<'de> for WithoutNulls {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue).map(Self)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(WithoutNulls(value)) = items.next_element()? {
            values.push(value);
        }
        Ok(values.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let mut kept = Vec::new();
        while let Some((name, WithoutNulls(value))) = fields.next_entry::<String, _>()? {
            if !value.is_null() {
                kept.push((name, value));
            }
        }
        // Filled at once, it has no room for more.
        let mut object = Map::with_capacity(kept.len());
        object.extend(kept);
        Ok(object.into())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::to_value;

    #[test]
    fn only_null_fields_are_left_out() {
        let value =
            json!({ "a": null, "b": [null, { "c": null, "d": "ü\n" }], "e": [1, -1, 1.5, true, u64::MAX], "f": {} });
        let expected = json!({ "b": [null, { "d": "ü\n" }], "e": [1, -1, 1.5, true, u64::MAX], "f": {} });
        assert_eq!(to_value(value).unwrap(), expected);
    }
}
