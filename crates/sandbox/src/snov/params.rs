//! What a request says, be it in its query, in a form or in JSON: the vendor takes all three alike.

use http::{HeaderMap, header::CONTENT_TYPE};
use serde_json::{Map, Value};

use super::refusal::Refusal;

/// The parameters of a request. What the body says counts more than what the query says.
pub struct Params(Map<String, Value>);

impl Params {
    /// Reads them.
    pub fn read(query: &str, headers: &HeaderMap, body: &[u8]) -> Result<Self, Refusal> {
        let mut all = Map::new();
        add_form(&mut all, query.as_bytes());
        let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if kind.trim().to_ascii_lowercase().starts_with("application/json") {
            if !body.is_empty() {
                let Ok(Value::Object(said)) = serde_json::from_slice(body) else {
                    return Err(Refusal::v1("The body is no JSON object"));
                };
                for (key, value) in said {
                    put(&mut all, &key, value);
                }
            }
        } else {
            add_form(&mut all, body);
        }
        Ok(Self(all))
    }

    /// A text, a number or a yes as text; nothing where it is blank.
    pub fn text(&self, name: &str) -> Option<String> {
        self.0.get(name).and_then(text)
    }

    /// A whole number.
    pub fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.text(name)?.parse().ok()
    }

    /// A yes.
    pub fn flag(&self, name: &str) -> bool {
        self.text(name).is_some_and(|text| text == "1" || text.eq_ignore_ascii_case("true"))
    }

    /// The texts of an array. A single one is an array of one.
    pub fn texts(&self, name: &str) -> Vec<String> {
        match self.0.get(name) {
            Some(Value::Array(values)) => values.iter().filter_map(text).collect(),
            Some(value) => text(value).into_iter().collect(),
            None => Vec::new(),
        }
    }

    /// The parts of a text with commas, or an array.
    pub fn parts(&self, name: &str) -> Vec<String> {
        let texts = self.texts(name);
        texts.iter().flat_map(|text| text.split(',')).map(|part| part.trim().to_owned()).collect()
    }

    /// What is nested in it, as text.
    pub fn members(&self, name: &str) -> Vec<(String, String)> {
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

/// `name`, `name[]`, `name[0]` and `name[member]`.
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
