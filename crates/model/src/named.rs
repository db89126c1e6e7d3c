//! Numbers of a vendor that stand for something, each with a name: an input takes either, an output has both.
//!
//! A set of them is declared once, with [`number_sets`](crate::number_sets); a field is of that set by its type, [`Named`]. Its
//! schema then holds the set, in [`NAMED`]: arguments are read by it, the published schema says it in words
//! ([`named_inputs`](crate::named_inputs)), and [`named_outputs`](crate::named_outputs) puts the names beside the numbers of an answer.

#[cfg(debug_assertions)]
use std::borrow::Cow;
use std::{fmt, marker::PhantomData};

#[cfg(debug_assertions)]
use schemars::{Schema, SchemaGenerator, json_schema};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, Visitor},
};
#[cfg(debug_assertions)]
use serde_json::json;

use crate::lenient::{Int, IntVisitor};
#[cfg(debug_assertions)]
use crate::schema::JsonSchema;

/// In a schema: the set of numbers that the field is of. Removed before the schema is published.
pub const NAMED: &str = "x-named";

/// Numbers of a vendor that stand for something.
#[derive(Clone, Copy, Debug)]
pub struct Numbers {
    /// The type that stands for them.
    pub type_name: &'static str,
    /// What they say: "status of a campaign".
    pub of: &'static str,
    /// Each number, its name in snake case, and what the name does not say by itself, else nothing.
    pub values: &'static [(i32, &'static str, &'static str)],
    /// The words that an input takes besides, where the vendor takes the numbers as texts.
    pub words: &'static [&'static str],
    /// What a number without a name is. Where this is empty, an input takes no such number.
    pub others: &'static str,
}

/// Chooses the [`Numbers`] of a [`Named`]. [`number_sets`](crate::number_sets) implements it.
pub trait NumberSet: 'static {
    /// The numbers.
    const NUMBERS: &'static Numbers;
}

/// Declares sets of numbers, a type for each, and a constant that lists them. A value is its number, its name and, where the name
/// needs it, its meaning.
#[macro_export]
macro_rules! number_sets {
    (
        $(#[$doc:meta])*
        $visibility:vis const $all:ident;
        $($name:ident: $of:literal $(, others: $others:literal)? $(, words: [$($word:literal),*])? {
            $($number:literal $called:literal $(= $meaning:literal)?,)*
        })*
    ) => {
        $(
            #[doc = $of]
            #[derive(Debug)]
            pub enum $name {}

            impl $crate::named::NumberSet for $name {
                const NUMBERS: &'static $crate::named::Numbers = &$crate::named::Numbers {
                    type_name: stringify!($name),
                    of: $of,
                    values: &[$(($number, $called, concat!("" $(, $meaning)?))),*],
                    words: &[$($($word),*)?],
                    others: concat!("" $(, $others)?),
                };
            }
        )*

        $(#[$doc])*
        $visibility const $all: &[&$crate::named::Numbers] = &[$(<$name as $crate::named::NumberSet>::NUMBERS),*];
    };
}

impl Numbers {
    #[cfg(debug_assertions)]
    fn schema(&self, kind: &str) -> Schema {
        let mut set = json!({ "of": self.of, "values": self.values });
        if let Some(set) = set.as_object_mut() {
            if kind == "string" {
                set.insert("words".to_owned(), json!(self.words));
            }
            if !self.others.is_empty() {
                set.insert("others".to_owned(), self.others.into());
            }
        }
        let mut schema = json_schema!({ "type": kind });
        schema.insert(NAMED.to_owned(), set);
        schema
    }

    /// The number that a text stands for.
    fn number(&self, text: &str) -> Option<i64> {
        let value = self.values.iter().find(|(_, name, _)| is_same(name, text));
        value.map(|(number, ..)| i64::from(*number))
    }
}

/// Whether two names are the same word, whatever their case and whatever parts their words.
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
        text.chars().filter(|letter| !matches!(letter, '_' | '-' | '.') && !letter.is_whitespace())
    }
    letters(one).flat_map(char::to_lowercase).eq(letters(other).flat_map(char::to_lowercase))
}

/// A number of the set `E`. An input takes its name too; an output has its name beside it, as `<field>_name`. A vendor's number
/// without a name is read as well.
pub struct Named<E>(pub i64, PhantomData<fn() -> E>);

/// The same for an input that the vendor takes as text.
pub struct NamedText<E>(pub String, PhantomData<fn() -> E>);

impl<E> Named<E> {
    /// This number.
    pub const fn new(number: i64) -> Self {
        Self(number, PhantomData)
    }
}

impl<E> Clone for Named<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for Named<E> {}

impl<E> PartialEq for Named<E> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<E> Eq for Named<E> {}

impl<E> fmt::Debug for Named<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<E> Clone for NamedText<E> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}

impl<E> fmt::Debug for NamedText<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<'de, E: NumberSet> Deserialize<'de> for Named<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NumberVisitor(E::NUMBERS)).map(|Int(number)| Self::new(number))
    }
}

/// Reads a number of a set as [`Int`] does, and by its name. One for all sets, which keeps the program small.
struct NumberVisitor(&'static Numbers);

impl Visitor<'_> for NumberVisitor {
    type Value = Int;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer or its name")
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Int, E> {
        IntVisitor.visit_bool(value)
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Int, E> {
        IntVisitor.visit_i64(value)
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Int, E> {
        IntVisitor.visit_u64(value)
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Int, E> {
        IntVisitor.visit_f64(value)
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Int, E> {
        IntVisitor.visit_str(value).or_else(|error| self.0.number(value).map(Int).ok_or(error))
    }
}

impl<E> Serialize for Named<E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.0)
    }
}

impl<'de, E> Deserialize<'de> for NamedText<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self(text, PhantomData))
    }
}

impl<E> Serialize for NamedText<E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(debug_assertions)]
impl<E: NumberSet> JsonSchema for Named<E> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        E::NUMBERS.type_name.into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        E::NUMBERS.schema("integer")
    }
}

#[cfg(debug_assertions)]
impl<E: NumberSet> JsonSchema for NamedText<E> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        E::NUMBERS.type_name.into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        E::NUMBERS.schema("string")
    }
}
