//! JSON:API, as much of it as Overloop speaks: documents of resources become flat objects, flat objects become documents.
//!
//! A resource's attributes stand at the top beside its `id`; a relationship is `<name>_id` or `<name>_ids`, and the related
//! object stands under `<name>` where the document includes it; custom fields are collected in `custom_fields`.

mod links;
mod resource;
mod write;

use schemars::JsonSchema;
use serde::{
    Deserialize, Deserializer, Serialize,
    de::{DeserializeOwned, Error},
};
use serde_json::{Map, Value};

pub use self::write::{Id, Writable, create, object as attributes, update};
use self::{
    links::Links,
    resource::{Included, Resource, Resources},
};
use super::refusal;
use outreach_model::{lenient::Text, response};

/// A document about one object.
#[derive(Debug)]
pub struct One<T>(pub T);

/// A document about a page of a list.
#[derive(Debug)]
pub struct Many<T> {
    items: Vec<T>,
    links: Links,
}

/// Where a page stands in its list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Page {
    /// Objects on this page
    count: usize,
    page: u64,
    /// Pass as page for the next page; absent on the last
    next_page: Option<u64>,
    last_page: Option<u64>,
}

/// What is left of a deleted object.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Deleted {
    id: String,
    deleted: bool,
}

/// The answer to a deletion: id and type, or nothing at all.
#[derive(Debug, Deserialize)]
pub struct Gone {
    data: Option<Identified>,
}

#[derive(Debug, Deserialize)]
struct Identified {
    id: Option<Text>,
}

impl Deleted {
    /// Of the id that was asked for, where the answer names none.
    pub fn of(asked: String, answer: Option<Gone>) -> Self {
        let id = answer.and_then(|gone| gone.data?.id).map_or(asked, |id| id.0);
        Self { id, deleted: true }
    }
}

impl<T> Many<T> {
    /// The objects, and where their page stands; `asked` is the page that was asked for.
    pub fn into_parts(self, asked: Option<u32>) -> (Vec<T>, Page) {
        let page = Page {
            count: self.items.len(),
            page: self.links.this.unwrap_or_else(|| asked.unwrap_or(1).into()),
            next_page: self.links.next,
            last_page: self.links.last,
        };
        (self.items, page)
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
    /// Its objects: none where its `data` is null, which only a list may be.
    fn objects<T: DeserializeOwned, E: Error>(self) -> Result<(Vec<T>, Links), E> {
        let Some(Resources(resources)) = self.data else {
            let said = self.errors.as_ref().and_then(refusal::words);
            return Err(E::custom(
                said.map_or_else(|| "it has no `data`".to_owned(), |said| format!("it says: {said}")),
            ));
        };
        let included = &self.included;
        let objects = resources.into_iter().enumerate().map(|(at, resource)| object(at, resource, included));
        Ok((objects.collect::<Result<_, E>>()?, self.links))
    }
}

/// The typed object that a resource is. The error names the place.
fn object<T: DeserializeOwned, E: Error>(at: usize, resource: Resource, included: &Included) -> Result<T, E> {
    let flat: Map<String, Value> = resource.flat(included);
    let flat = Value::Object(flat);
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
