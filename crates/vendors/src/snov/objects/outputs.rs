//! Outputs under a name: an object, or a list of them. They are read as what they hold, and are answers without a frame.

#[cfg(debug_assertions)]
use std::borrow::Cow;

use outreach_model::{endpoint::Answer, lenient::List, schema::JsonSchema};
#[cfg(debug_assertions)]
use schemars::{Schema, SchemaGenerator};
use serde::{Deserialize, Serialize, Serializer, de::DeserializeOwned, ser::SerializeMap};
#[cfg(debug_assertions)]
use serde_json::{Map, Value};

use super::{Filled, First, Framed, Many};

/// An object that has a name among the outputs.
pub(crate) trait Named {
    /// In the singular; a list of the objects has the plural.
    const NAME: &str;
}

/// One object.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub(crate) struct One<T>(T);

/// A list in any of the forms that [`Many`] reads.
#[derive(Debug, Deserialize)]
#[serde(transparent, bound = "T: DeserializeOwned")]
pub(crate) struct Items<T>(Many<T>);

/// A list that the vendor answers whole, with the number of its items.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub(crate) struct All<T>(List<T>);

impl<T> One<T> {
    pub(crate) const fn get(&self) -> &T {
        &self.0
    }
}

macro_rules! named_as_what_it_holds {
    ($($frame:ident,)*) => {$(
        impl<T: Named> Named for $frame<T> {
            const NAME: &str = T::NAME;
        }
    )*};
}

named_as_what_it_holds! { Filled, First, Framed, }

impl<T: Named + Serialize> Serialize for One<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map([(T::NAME, &self.0)])
    }
}

impl<T: Named + Serialize> Serialize for Items<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map([(plural::<T>(), &self.0)])
    }
}

impl<T: Named + Serialize> Serialize for All<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(List(items)) = self;
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry(&plural::<T>(), items)?;
        map.serialize_entry("count", &items.len())?;
        map.end()
    }
}

fn plural<T: Named>() -> String {
    format!("{}s", T::NAME)
}

#[cfg(debug_assertions)]
/// The plural as the first words of a text: `Custom fields`.
fn title<T: Named>() -> String {
    let words = plural::<T>().replace('_', " ");
    let (first, rest) = words.split_at_checked(1).unwrap_or_default();
    format!("{}{rest}", first.to_uppercase())
}

/// As an answer, the outputs are the type itself; its schema is an object with these properties.
macro_rules! outputs {
    ($($type:ident: $properties:ident,)*) => {$(
        #[cfg(debug_assertions)]
        impl<T: Named + JsonSchema> JsonSchema for $type<T> {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                let properties = Map::from_iter($properties::<T>(generator));
                let schema = [("type".to_owned(), "object".into()), ("properties".to_owned(), properties.into())];
                Map::from_iter(schema).into()
            }
        }

        impl<E, T> Answer<E> for $type<T>
        where
            T: Named + DeserializeOwned + Serialize + JsonSchema + Send + Sync,
        {
            type Output = Self;

            fn output(self, _: E) -> Self {
                self
            }
        }
    )*};
}

outputs! { One: object, Items: list, All: counted_list, }

#[cfg(debug_assertions)]
type Properties = Vec<(String, Value)>;

#[cfg(debug_assertions)]
fn object<T: Named + JsonSchema>(generator: &mut SchemaGenerator) -> Properties {
    vec![(T::NAME.to_owned(), generator.subschema_for::<T>().into())]
}

#[cfg(debug_assertions)]
fn list<T: Named + JsonSchema>(generator: &mut SchemaGenerator) -> Properties {
    let mut rows = generator.subschema_for::<Vec<T>>();
    rows.insert("description".to_owned(), format!("{} found", title::<T>()).into());
    vec![(plural::<T>(), rows.into())]
}

#[cfg(debug_assertions)]
fn counted_list<T: Named + JsonSchema>(generator: &mut SchemaGenerator) -> Properties {
    let mut count = generator.subschema_for::<usize>();
    count.insert("description".to_owned(), format!("{} listed", title::<T>()).into());
    let mut properties = list::<T>(generator);
    properties.push(("count".to_owned(), count.into()));
    properties
}
