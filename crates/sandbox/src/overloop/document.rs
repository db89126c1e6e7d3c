//! Resource objects and the documents they travel in, as JSON:API has them.

use serde_json::{Map, Value, json};

/// A thing the stand-in remembers.
#[derive(Clone)]
pub struct Record {
    pub id: String,
    /// As they are answered; times are text already.
    pub attributes: Map<String, Value>,
    /// Its relationships, in the order they are answered.
    pub related: Vec<(&'static str, Related)>,
}

/// Whom a relationship names.
#[derive(Clone)]
pub enum Related {
    /// One, or none.
    One(Option<Link>),
    /// Any number.
    Many(Vec<Link>),
}

/// The type and the id of another record.
pub type Link = (&'static str, String);

impl Record {
    /// With these attributes.
    pub fn new(id: impl ToString, attributes: Value) -> Self {
        let attributes = match attributes {
            Value::Object(attributes) => attributes,
            _ => Map::new(),
        };
        Self { id: id.to_string(), attributes, related: Vec::new() }
    }

    /// And this relationship to one or none.
    pub fn with(mut self, name: &'static str, link: Option<Link>) -> Self {
        self.related.push((name, Related::One(link)));
        self
    }

    /// And this relationship to many.
    pub fn with_many(mut self, name: &'static str, links: Vec<Link>) -> Self {
        self.related.push((name, Related::Many(links)));
        self
    }

    /// An attribute; `null` where there is none.
    pub fn get(&self, name: &str) -> &Value {
        self.attributes.get(name).unwrap_or(&Value::Null)
    }

    /// An attribute that is text; empty where it is none.
    pub fn text(&self, name: &str) -> &str {
        self.get(name).as_str().unwrap_or_default()
    }

    /// Sets an attribute.
    pub fn set(&mut self, name: &str, value: impl Into<Value>) {
        self.attributes.insert(name.to_owned(), value.into());
    }

    /// The one a relationship names.
    pub fn one(&self, name: &str) -> Option<&Link> {
        self.related.iter().find_map(|(own, related)| match related {
            Related::One(link) if *own == name => link.as_ref(),
            _ => None,
        })
    }

    /// Names another.
    pub fn relate(&mut self, name: &str, link: Option<Link>) {
        if let Some((_, related)) = self.related.iter_mut().find(|(own, _)| *own == name) {
            *related = Related::One(link);
        }
    }

    /// All that a relationship names; nothing where there is no such relationship.
    pub fn links(&self, name: &str) -> Option<Vec<Link>> {
        self.related.iter().find(|(own, _)| *own == name).map(|(_, related)| match related {
            Related::One(link) => link.iter().cloned().collect(),
            Related::Many(links) => links.clone(),
        })
    }

    /// The resource object.
    pub fn object(&self, kind: &str) -> Value {
        let mut object = json!({ "id": self.id, "type": kind, "attributes": self.attributes });
        if !self.related.is_empty() {
            let related: Map<String, Value> = self
                .related
                .iter()
                .map(|(name, related)| {
                    let data = match related {
                        Related::One(one) => one.as_ref().map(identifier).unwrap_or_default(),
                        Related::Many(many) => many.iter().map(identifier).collect(),
                    };
                    ((*name).to_owned(), json!({ "data": data }))
                })
                .collect();
            put(&mut object, "relationships", Value::Object(related));
        }
        object
    }
}

fn identifier((kind, id): &Link) -> Value {
    json!({ "id": id, "type": kind })
}

/// Adds a member to an object.
pub fn put(object: &mut Value, name: &str, value: Value) {
    if let Some(members) = object.as_object_mut() {
        members.insert(name.to_owned(), value);
    }
}

/// What is left of a record that was deleted.
pub fn deleted(kind: &str, id: &str) -> Value {
    json!({ "data": { "id": id, "type": kind } })
}
