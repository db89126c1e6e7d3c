//! Documents that Overloop answers with.

use outreach_model::{lenient::Text, response};
use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, Error},
};
use serde_json::Value;

use super::{
    links::Links,
    resource::{Included, Resource, Resources},
};
use crate::overloop::error;

/// A document about one object.
#[derive(Debug)]
pub struct One<T>(pub T);

/// A document about one page of a list.
#[derive(Debug)]
pub struct Many<T> {
    pub(super) items: Vec<T>,
    pub(super) links: Links,
}

/// The answer to a deletion: a document with the object's id, or an empty body.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub struct Deletion(Option<Gone>);

#[derive(Debug, Deserialize)]
struct Gone {
    data: Option<Identified>,
}

#[derive(Debug, Deserialize)]
struct Identified {
    id: Option<Text>,
}

impl Deletion {
    /// The id in the answer, if it has one.
    pub(super) fn id(self) -> Option<String> {
        Some(self.0?.data?.id?.0)
    }
}

#[derive(Deserialize)]
struct Document {
    data: Option<Resources>,
    #[serde(default)]
    included: Included,
    #[serde(default)]
    links: Links,
    errors: Option<Value>,
}

impl Document {
    /// The typed objects and the links. Without `data`, the error is the document's own `errors`.
    fn objects<T: DeserializeOwned, E: Error>(self) -> Result<(Vec<T>, Links), E> {
        let Some(Resources(resources)) = self.data else {
            let said = self.errors.as_ref().and_then(error::words);
            return Err(E::custom(
                said.map_or_else(|| "it has no `data`".to_owned(), |said| format!("it says: {said}")),
            ));
        };
        let included = &self.included;
        let objects = resources.into_iter().enumerate().map(|(at, resource)| object(at, resource, included));
        Ok((objects.collect::<Result<_, E>>()?, self.links))
    }
}

/// The typed object of the resource at position `at`. The error names that position.
fn object<T: DeserializeOwned, E: Error>(at: usize, resource: Resource, included: &Included) -> Result<T, E> {
    let flat = Value::Object(resource.flat(included));
    response::decode_value(&flat).map_err(|error| E::custom(format!("in `data[{at}]` {error}")))
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for One<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (objects, _) = Document::deserialize(deserializer)?.objects()?;
        objects.into_iter().next().map(Self).ok_or_else(|| D::Error::custom("its `data` is empty"))
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Many<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (items, links) = Document::deserialize(deserializer)?.objects()?;
        Ok(Self { items, links })
    }
}
