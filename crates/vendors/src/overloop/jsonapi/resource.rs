//! Resources, and how they become flat objects.

use std::{collections::HashMap, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{self, MapAccess, SeqAccess, Visitor, value::MapAccessDeserializer},
};
use serde_json::{Map, Value};

use super::write::CUSTOM;
use outreach_model::lenient::Text;

/// How far related objects are followed: an automation's segment, and that segment's filters.
const DEPTH: usize = 2;

/// A resource as the vendor writes it.
#[derive(Clone, Debug, Deserialize)]
pub struct Resource {
    id: Option<Text>,
    #[serde(default)]
    r#type: String,
    attributes: Option<Map<String, Value>>,
    relationships: Option<Map<String, Value>>,
}

/// Resources, one or many: documents show both where there is one.
#[derive(Debug)]
pub struct Resources(pub Vec<Resource>);

/// The resources that a document brings along.
#[derive(Debug, Default)]
pub struct Included(HashMap<(String, String), Resource>);

/// What a relationship points to.
#[derive(Debug, PartialEq, Eq)]
enum Related {
    One(Key),
    Many(Vec<Key>),
}

/// A resource's type, as it is compared, and its id.
type Key = (String, String);

impl Resource {
    fn key(&self) -> Option<Key> {
        Some((comparable(&self.r#type), self.id.as_ref()?.0.clone()))
    }

    /// The flat object.
    pub fn flat(self, included: &Included) -> Map<String, Value> {
        let mut above = Vec::new();
        flat(self, included, &mut above)
    }
}

fn flat(resource: Resource, included: &Included, above: &mut Vec<Key>) -> Map<String, Value> {
    let key = resource.key();
    let mut object = Map::new();
    let mut custom = Map::new();
    for (name, value) in resource.attributes.unwrap_or_default() {
        // What has no value is left out with its name.
        if value.is_null() {
            continue;
        }
        let place = if name.starts_with(CUSTOM) { &mut custom } else { &mut object };
        place.insert(name, value);
    }
    if let Some(Text(id)) = resource.id {
        object.insert("id".to_owned(), id.into());
    }
    let deeper = above.len() < DEPTH;
    above.push(key.unwrap_or_default());
    for (name, relationship) in resource.relationships.unwrap_or_default() {
        match related(&relationship) {
            None => {}
            Some(Related::One(key)) => {
                if let Some(found) = included.find(&key, above).filter(|_| deeper) {
                    object.insert(name.clone(), Value::Object(flat(found.clone(), included, above)));
                }
                object.insert(format!("{name}_id"), key.1.into());
            }
            Some(Related::Many(keys)) => {
                let found: Vec<&Resource> =
                    keys.iter().filter(|_| deeper).filter_map(|key| included.find(key, above)).collect();
                if !found.is_empty() {
                    let objects = found.into_iter().map(|found| flat(found.clone(), included, above));
                    object.insert(name.clone(), objects.map(Value::Object).collect());
                }
                object.insert(format!("{name}_ids"), keys.into_iter().map(|(_, id)| Value::from(id)).collect());
            }
        }
    }
    above.pop();
    if !custom.is_empty() {
        object.insert("custom_fields".to_owned(), Value::Object(custom));
    }
    object
}

/// What a relationship points to; nothing where it is null or not told.
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
    Some((comparable(value.get("type").and_then(Value::as_str).unwrap_or_default()), id))
}

/// The vendor writes `lists` and `list`, `exclusion_list_items` and `exclusion_list_item`.
fn comparable(kind: &str) -> String {
    kind.strip_suffix('s').unwrap_or(kind).to_owned()
}

impl Included {
    /// The included resource of this type and id, unless the object is part of it.
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
