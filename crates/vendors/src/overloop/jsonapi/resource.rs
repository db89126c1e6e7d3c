//! The resources of a document, and how they become flat objects.

use std::{collections::HashMap, fmt, slice};

use outreach_model::lenient::Text;
use serde::{
    Deserialize, Deserializer,
    de::{self, MapAccess, SeqAccess, Visitor, value::MapAccessDeserializer},
};
use serde_json::{Map, Value};

use super::{CUSTOM_FIELDS, CUSTOM_PREFIX, singular};

/// How many relationships are followed from an object: an automation's segment, and that segment's filters.
const DEPTH: usize = 2;

/// A resource object: <https://jsonapi.org/format/#document-resource-objects>.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Resource {
    id: Option<Text>,
    #[serde(default)]
    r#type: String,
    attributes: Option<Map<String, Value>>,
    relationships: Option<Map<String, Value>>,
}

/// The primary data: one resource or a list. The vendor's documents show both for a single object.
#[derive(Debug)]
pub(super) struct Resources(pub(super) Vec<Resource>);

/// The included resources by type and id.
#[derive(Debug, Default)]
pub(super) struct Included(HashMap<Key, Resource>);

/// The target of a relationship.
#[derive(Debug, PartialEq, Eq)]
enum Related {
    One(Key),
    Many(Vec<Key>),
}

/// A resource's type, in the singular, and its id.
type Key = (String, String);

impl Resource {
    fn key(&self) -> Option<Key> {
        Some((singular(&self.r#type).to_owned(), self.id.as_ref()?.0.clone()))
    }

    /// The flat object, with the related objects that are included.
    pub(super) fn flat(self, included: &Included) -> Map<String, Value> {
        flat(self, included, &mut Vec::new())
    }
}

/// The flat object. `above` are the objects that it is nested in, the outermost first.
fn flat(resource: Resource, included: &Included, above: &mut Vec<Key>) -> Map<String, Value> {
    let key = resource.key();
    let mut object = Map::new();
    let mut custom = Map::new();
    for (name, value) in resource.attributes.unwrap_or_default() {
        // An attribute without a value is an absent output.
        if value.is_null() {
            continue;
        }
        let place = if name.starts_with(CUSTOM_PREFIX) { &mut custom } else { &mut object };
        place.insert(name, value);
    }
    if let Some(Text(id)) = resource.id {
        object.insert("id".to_owned(), id.into());
    }
    above.push(key.unwrap_or_default());
    for (name, relationship) in resource.relationships.unwrap_or_default() {
        match related(&relationship) {
            None => {}
            Some(Related::One(key)) => {
                if let Some(found) = nested(slice::from_ref(&key), included, above).pop() {
                    object.insert(name.clone(), found);
                }
                object.insert(format!("{name}_id"), key.1.into());
            }
            Some(Related::Many(keys)) => {
                let found = nested(&keys, included, above);
                if !found.is_empty() {
                    object.insert(name.clone(), found.into());
                }
                object.insert(format!("{name}_ids"), keys.into_iter().map(|(_, id)| Value::from(id)).collect());
            }
        }
    }
    above.pop();
    if !custom.is_empty() {
        object.insert(CUSTOM_FIELDS.to_owned(), Value::Object(custom));
    }
    object
}

/// The flat objects of those keys that are included; none below [`DEPTH`].
fn nested(keys: &[Key], included: &Included, above: &mut Vec<Key>) -> Vec<Value> {
    if above.len() > DEPTH {
        return Vec::new();
    }
    let found: Vec<&Resource> = keys.iter().filter_map(|key| included.find(key, above)).collect();
    found.into_iter().map(|found| Value::Object(flat(found.clone(), included, above))).collect()
}

/// The target of a relationship; `None` if it is null or absent.
fn related(relationship: &Value) -> Option<Related> {
    match relationship.get("data")? {
        Value::Array(items) => Some(Related::Many(items.iter().filter_map(identifier).collect())),
        one => identifier(one).map(Related::One),
    }
}

fn identifier(value: &Value) -> Option<Key> {
    let id = match value.get("id")? {
        Value::String(id) => id.clone(),
        Value::Number(id) => id.to_string(),
        _ => return None,
    };
    // The vendor writes the same type as `lists` and `list`.
    let kind = singular(value.get("type").and_then(Value::as_str).unwrap_or_default());
    Some((kind.to_owned(), id))
}

impl Included {
    /// The included resource with this key, unless it is one of `above`.
    fn find(&self, key: &Key, above: &[Key]) -> Option<&Resource> {
        self.0.get(key).filter(|_| !above.contains(key))
    }
}

impl<'de> Deserialize<'de> for Included {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let resources = Option::<Vec<Resource>>::deserialize(deserializer)?.unwrap_or_default();
        Ok(Self(resources.into_iter().filter_map(|resource| Some((resource.key()?, resource))).collect()))
    }
}

impl<'de> Deserialize<'de> for Resources {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ResourcesVisitor)
    }
}

struct ResourcesVisitor;

impl<'de> Visitor<'de> for ResourcesVisitor {
    type Value = Resources;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a resource or a list of them")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Resources, A::Error> {
        Ok(Resources(vec![Resource::deserialize(MapAccessDeserializer::new(map))?]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Resources, A::Error> {
        let mut resources = Vec::new();
        while let Some(resource) = seq.next_element()? {
            resources.push(resource);
        }
        Ok(Resources(resources))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Resources, E> {
        Ok(Resources(Vec::new()))
    }
}
