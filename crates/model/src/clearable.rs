//! An input of a change that null clears.

#[cfg(debug_assertions)]
use std::borrow::Cow;

#[cfg(debug_assertions)]
use schemars::{Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[cfg(debug_assertions)]
use crate::schema::JsonSchema;

/// In a schema: null is a value of this input. It is published as one where the call takes it.
pub const NULL: &str = "x-null";

/// On the inputs of a call that sets a state, and on an object within them that the vendor merges with what is there: null is never
/// "not given".
pub const STRICT_NULLS: &str = "x-strict-nulls";

/// On the inputs of a read: the names of those that select what is answered. Null, blank or empty, such
/// an input selects nothing, and without it everything is answered.
pub const FILTERS: &str = "x-filters";

/// On the inputs of a write: the names of those that narrow what it takes in. Null, blank or empty, such an input narrows nothing, and
/// without it the call takes in more.
pub const NARROWED_BY: &str = "x-narrowed-by";

/// On an input that holds all filters of a search, of a read or a write: what selects nothing within it is refused, as a filter of a
/// read is.
pub const SEARCH: &str = "x-search";

/// An input that the vendor takes as null, which clears what is there. Write `#[serde(default, skip_serializing_if =
/// "Clearable::is_kept")]`, or neither where a call must have it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Clearable<T> {
    /// Not given: what is there stays.
    #[default]
    Kept,
    /// Null.
    Cleared,
    /// A value.
    Set(T),
}

impl<T> Clearable<T> {
    /// Whether it is not given.
    pub const fn is_kept(&self) -> bool {
        matches!(self, Self::Kept)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Clearable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(|value| value.map_or(Self::Cleared, Self::Set))
    }
}

impl<T: Serialize> Serialize for Clearable<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Kept | Self::Cleared => serializer.serialize_none(),
            Self::Set(value) => value.serialize(serializer),
        }
    }
}

#[cfg(debug_assertions)]
impl<T: JsonSchema> JsonSchema for Clearable<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("Clearable_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = generator.subschema_for::<T>();
        schema.insert(NULL.to_owned(), true.into());
        schema
    }
}
