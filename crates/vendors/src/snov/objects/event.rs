//! An event in a campaign: a reply, an open or a click.

use std::collections::BTreeMap;

use outreach_model::{
    lenient::{Int, Scalar, Text},
    schema::JsonSchema,
    untrusted::Untrusted,
};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use super::{Date, Quoted};

/// Begins the names of custom fields among an event's own fields.
const PREFIX: &str = "customField_";

// Something that a recipient did.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Event {
    #[serde(flatten)]
    known: Known,
    /// Custom fields of the prospect, by name
    #[schemars(extend("x-rare" = true))]
    custom_fields: Untrusted<BTreeMap<String, Scalar>>,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all(deserialize = "camelCase"))]
struct Known {
    /// Id of the event
    id: Option<Text>,
    /// When it happened, RFC 3339
    visited_at: Option<Date>,
    /// Id of the campaign
    #[schemars(extend("x-rare" = true))]
    campaign_id: Option<Int>,
    /// Name of the campaign
    campaign: Option<Text>,
    /// Id of the prospect, for find_prospect_by_id
    prospect_id: Option<Text>,
    /// Full name of the prospect
    prospect_name: Option<Untrusted<Text>>,
    /// First name of the prospect
    #[schemars(extend("x-rare" = true))]
    prospect_first_name: Option<Untrusted<Text>>,
    /// Last name of the prospect
    #[schemars(extend("x-rare" = true))]
    prospect_last_name: Option<Untrusted<Text>>,
    /// Email address of the prospect
    prospect_email: Option<Text>,
    /// Subject of the email that you sent
    email_subject: Option<Untrusted<Quoted>>,
    /// HTML of the email that you sent
    #[schemars(extend("x-long" = true))]
    email_body: Option<Untrusted<Quoted>>,
    /// How the prospect came in, e.g. copy
    #[schemars(extend("x-rare" = true))]
    source: Option<Text>,
    /// URL that the prospect was found at
    #[schemars(extend("x-rare" = true))]
    source_page: Option<Text>,
    /// Industry of the prospect
    #[schemars(extend("x-rare" = true))]
    industry: Option<Untrusted<Text>>,
    /// Country of the prospect
    #[schemars(extend("x-rare" = true))]
    country: Option<Untrusted<Text>>,
    /// Place of the prospect
    #[schemars(extend("x-rare" = true))]
    locality: Option<Untrusted<Text>>,
    /// Skills of the prospect
    #[serde(default)]
    #[schemars(extend("x-rare" = true))]
    skills: Untrusted<Texts>,
    /// Links of the prospect, not the link that was clicked
    #[serde(default)]
    #[schemars(extend("x-rare" = true))]
    links: Texts,
    /// Code of the event at Snov.io
    #[schemars(extend("x-rare" = true))]
    hash: Option<Text>,
}

/// An event as it is answered: the recipient's custom fields stand among its own.
#[derive(Deserialize)]
struct Raw {
    #[serde(flatten)]
    known: Known,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

impl<'de> Deserialize<'de> for Event {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Raw { known, mut rest } = Raw::deserialize(deserializer)?;
        let mut custom_fields = BTreeMap::new();
        match rest.remove("customFields") {
            Some(Value::Object(fields)) => custom_fields.extend(fields.into_iter().map(field)),
            Some(Value::Array(items)) => custom_fields.extend(items.into_iter().flat_map(in_a_list)),
            _ => {}
        }
        let own = rest.into_iter().filter_map(|(name, value)| Some((name.strip_prefix(PREFIX)?.to_owned(), value)));
        custom_fields.extend(own.map(field));
        Ok(Self { known, custom_fields: Untrusted(custom_fields) })
    }
}

fn field((name, value): (String, Value)) -> (String, Scalar) {
    let value = match value {
        Value::Null => Scalar::Null,
        Value::Bool(flag) => Scalar::Flag(flag),
        Value::Number(number) => Scalar::Number(number),
        Value::String(text) => Scalar::Text(text),
        // Not documented: shown as JSON text rather than dropped.
        other => Scalar::Text(other.to_string()),
    };
    (name, value)
}

/// The custom fields in an item of a list: `{name, value}`, or an object of fields.
fn in_a_list(item: Value) -> Vec<(String, Scalar)> {
    let Value::Object(mut item) = item else { return Vec::new() };
    let name = ["name", "label", "key"].into_iter().find_map(|key| Some(item.get(key)?.as_str()?.to_owned()));
    match (name, item.remove("value")) {
        (Some(name), Some(value)) => vec![field((name, value))],
        (_, value) => item.into_iter().chain(value.map(|value| ("value".to_owned(), value))).map(field).collect(),
    }
}

// A list of texts, which comes as null, an empty text, one text or a list.
#[derive(Debug, Default, Serialize, JsonSchema)]
#[schemars(inline)]
struct Texts(Option<Vec<String>>);

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let items = match Value::deserialize(deserializer)? {
            Value::Null => return Ok(Self(None)),
            Value::Array(items) => items,
            other => vec![other],
        };
        let texts = items.into_iter().filter_map(|item| match item {
            Value::Null => None,
            Value::String(text) => Some(text).filter(|text| !text.trim().is_empty()),
            Value::Object(object) => {
                let text = ["link", "url", "name"].into_iter().find_map(|key| object.get(key)?.as_str());
                Some(text.map_or_else(|| Value::Object(object.clone()).to_string(), str::to_owned))
            }
            other => Some(other.to_string()),
        });
        Ok(Self(Some(texts.collect::<Vec<_>>()).filter(|texts| !texts.is_empty())))
    }
}
