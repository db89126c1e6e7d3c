//! The outputs that answers become.

#[cfg(debug_assertions)]
use std::borrow::Cow;
use std::marker::PhantomData;

use outreach_model::{
    endpoint::{Answer, Call, Endpoint},
    schema::JsonSchema,
};
#[cfg(debug_assertions)]
use schemars::{Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer, de::DeserializeOwned, ser::SerializeMap};
use serde_json::Value;

use super::{Deletion, Many, One, collection, id_input, singular};

/// An object with one entry, whose key `N` takes from the path of the call `E`.
pub struct Named<E, N, T> {
    value: T,
    key: PhantomData<fn() -> (E, N)>,
}

/// Takes an output's key from the path of a call.
pub trait Name {
    /// The key.
    fn of(call: &Call) -> &'static str;
}

/// The collection: `prospects`.
pub struct Plural;

/// One object of the collection: `prospect`.
pub struct Singular;

impl Name for Plural {
    fn of(call: &Call) -> &'static str {
        collection(call)
    }
}

impl Name for Singular {
    fn of(call: &Call) -> &'static str {
        singular(collection(call))
    }
}

impl<E, N, T> Named<E, N, T> {
    fn new(value: T) -> Self {
        Self { value, key: PhantomData }
    }
}

impl<E: Endpoint, N: Name, T: Serialize> Serialize for Named<E, N, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(N::of(&E::CALL), &self.value)?;
        map.end()
    }
}

#[cfg(debug_assertions)]
impl<E: Endpoint, N: Name, T: JsonSchema> JsonSchema for Named<E, N, T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        N::of(&E::CALL).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut value = generator.subschema_for::<T>();
        if value.get("description").is_none() {
            value.insert("description".to_owned(), found(N::of(&E::CALL)).into());
        }
        // As a `Value`: a `Schema` would be written with its keys in another order.
        let value = Value::from(value);
        json_schema!({ "type": "object", "properties": { N::of(&E::CALL): value } })
    }
}

impl<E: Endpoint, T: DeserializeOwned + Serialize + JsonSchema + Send + Sync> Answer<E> for One<T> {
    type Output = Named<E, Singular, T>;

    fn output(self, _: E) -> Self::Output {
        Named::new(self.0)
    }
}

/// A page of a list.
#[derive(Serialize, JsonSchema)]
pub struct Page<R> {
    #[serde(flatten)]
    rows: R,
    /// Rows in this answer; with count_only, of all pages
    count: usize,
    /// Number of this page, from 1
    page: u64,
    /// Pass as `page` for the next page; absent on the last
    next_page: Option<u64>,
    /// Number of the last page, where Overloop says it
    last_page: Option<u64>,
}

impl<E: Endpoint, T: DeserializeOwned + Serialize + JsonSchema + Send + Sync> Answer<E> for Many<T> {
    type Output = Page<Named<E, Plural, Vec<T>>>;

    fn output(self, inputs: E) -> Self::Output {
        // Without a link to itself, it is the page that was asked for.
        let asked = || input(&inputs, "page").and_then(|page| page.as_u64());
        Page {
            count: self.items.len(),
            page: self.links.this.or_else(asked).unwrap_or(1),
            next_page: self.links.next,
            last_page: self.links.last,
            rows: Named::new(self.items),
        }
    }
}

/// The outcome of a deletion.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Deleted {
    /// Id of what was deleted
    id: String,
    /// true: it is gone
    deleted: bool,
}

impl<E: Endpoint> Answer<E> for Deletion {
    type Output = Deleted;

    fn output(self, inputs: E) -> Deleted {
        let asked = || input(&inputs, id_input(&E::CALL))?.as_str().map(str::to_owned);
        Deleted { id: self.id().or_else(asked).unwrap_or_default(), deleted: true }
    }
}

#[cfg(debug_assertions)]
/// What the list of a collection holds: `Custom fields found`.
fn found(collection: &str) -> String {
    let mut words = collection.replace('_', " ");
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    format!("{words} found")
}

/// The value of one input.
fn input(inputs: &impl Serialize, name: &str) -> Option<Value> {
    serde_json::to_value(inputs).ok()?.get(name).cloned()
}
