//! The parameters of a request: in the query, in a form or in JSON. The vendor accepts all three alike.

use serde_json::{Map, Value};

use super::errors;
use crate::{reply::Refusal, request::Request};

/// The parameters of a request. Those of the body override those of the query.
pub(super) struct Params(Map<String, Value>);

impl Params {
    /// Reads the parameters of a request.
    ///
    /// # Errors
    ///
    /// 400 for a JSON body that is not an object.
    pub(super) fn read(request: &Request) -> Result<Self, Refusal> {
        let mut all = Map::new();
        add_form(&mut all, request.query.as_bytes());
        let body = &request.body;
        if !request.media_type().to_ascii_lowercase().starts_with("application/json") {
            add_form(&mut all, body);
        } else if !body.is_empty() {
            let Ok(Value::Object(members)) = serde_json::from_slice(body) else {
                return Err(errors::v1("The body is no JSON object"));
            };
            for (key, value) in members {
                put(&mut all, &key, value);
            }
        }
        Ok(Self(all))
    }

    /// A parameter as it is, `null` included; nothing where it is missing.
    pub(super) fn value(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// A text, number or boolean as text; nothing where it is missing or blank.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.0.get(name).and_then(text)
    }

    /// A whole number.
    pub(super) fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.text(name)?.parse().ok()
    }

    /// Whether a parameter is `1` or `true`.
    pub(super) fn flag(&self, name: &str) -> bool {
        self.text(name).is_some_and(|text| text == "1" || text.eq_ignore_ascii_case("true"))
    }

    /// The texts of an array. A single value counts as an array of one.
    pub(super) fn texts(&self, name: &str) -> Vec<String> {
        match self.0.get(name) {
            Some(Value::Array(values)) => values.iter().filter_map(text).collect(),
            Some(value) => text(value).into_iter().collect(),
            None => Vec::new(),
        }
    }

    /// The comma-separated parts of a text, or of the texts of an array.
    pub(super) fn parts(&self, name: &str) -> Vec<String> {
        let texts = self.texts(name);
        texts.iter().flat_map(|text| text.split(',')).map(|part| part.trim().to_owned()).collect()
    }

    /// The members of an object, as text.
    pub(super) fn members(&self, name: &str) -> Vec<(String, String)> {
        let members = self.0.get(name).and_then(Value::as_object);
        members.into_iter().flatten().filter_map(|(key, value)| Some((key.clone(), text(value)?))).collect()
    }
}

fn text(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(_) | Value::Bool(_) => value.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

fn add_form(all: &mut Map<String, Value>, form: &[u8]) {
    for (key, value) in url::form_urlencoded::parse(form) {
        put(all, &key, Value::String(value.into_owned()));
    }
}

/// Adds a parameter written as `name`, `name[]`, `name[0]` or `name[member]`.
fn put(all: &mut Map<String, Value>, key: &str, value: Value) {
    let Some((name, rest)) = key.split_once('[') else {
        all.insert(key.to_owned(), value);
        return;
    };
    let member = rest.split(']').next().unwrap_or_default().trim_matches('\'');
    let place = all.entry(name).or_insert(Value::Null);
    if member.bytes().all(|byte| byte.is_ascii_digit()) {
        match (place, value) {
            (place, Value::Array(values)) => *place = Value::Array(values),
            (Value::Array(values), value) => values.push(value),
            (place, value) => *place = Value::Array(vec![value]),
        }
    } else if let Value::Object(members) = place {
        members.insert(member.to_owned(), value);
    } else {
        *place = Value::Object(Map::from_iter([(member.to_owned(), value)]));
    }
}
