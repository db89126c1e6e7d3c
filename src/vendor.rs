//! What a vendor is, as data: where it lives, how it is addressed, what it allows, how it says no.

use std::{sync::Arc, time::Duration};

use schemars::Schema;
use secrecy::SecretString;
use serde_json::{Map, Value};

use crate::{
    action::{About, Action, Effect},
    failure::{ErrorKind, Failure},
    inputs,
    request::Request,
    schema,
};

/// A vendor and its tools.
pub struct Vendor {
    /// Prefix of its tool names and name of its schema folder.
    pub id: &'static str,
    /// Its name for a person.
    pub title: &'static str,
    /// What its tools are about, in a clause.
    pub purpose: &'static str,
    /// Scheme and host of its API.
    pub base_url: Setting,
    /// The documented path prefix, added to the base URL.
    pub prefix: &'static str,
    /// What must be set before a call can be made.
    pub credentials: &'static [Setting],
    /// The value of the `Authorization` header for these credentials, which come in the order of `credentials`.
    pub authorization: fn(&[SecretString]) -> SecretString,
    /// What it calls its JSON: the `Content-Type` of a body.
    pub media_type: &'static str,
    /// What it allows an account.
    pub limits: &'static [Limit],
    /// What an answer that is no success says.
    pub refusal: fn(u16, &Value) -> Refusal,
    /// A read that costs nothing, for `doctor`: the action and its inputs as JSON.
    pub cheapest_read: (&'static str, &'static str),
    /// Its actions, a toolset for each resource.
    pub toolsets: &'static [Toolset],
}

impl Vendor {
    /// The variables that hold its credentials, as they are named in a sentence.
    pub fn credential_names(&self) -> String {
        let names: Vec<String> = self.credentials.iter().map(|setting| format!("`{}`", setting.variable)).collect();
        names.join(" and ")
    }
}

/// The actions on one resource.
pub struct Toolset {
    /// The resource, in the plural: `leads`.
    pub name: &'static str,
    /// Its actions, in the order of the catalogue.
    pub actions: &'static [Entry],
}

/// An environment variable of a vendor, declared once.
pub struct Setting {
    /// The variable; in lower case it is the key in the configuration file.
    pub variable: &'static str,
    /// What it is and where to get it.
    pub help: &'static str,
    /// Its default, where it has one.
    pub default: Option<&'static str>,
}

/// A limit of the vendor on one account.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// The paths it counts: those that start with this.
    pub path: &'static str,
    /// How many requests.
    pub requests: u32,
    /// In how long.
    pub per: Duration,
}

/// A vendor's "no".
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Refusal {
    /// Its words, where it has any.
    pub words: Option<String>,
    /// The reason, where the status alone does not tell it.
    pub kind: Option<ErrorKind>,
    /// What to do next, where the reason alone does not tell it.
    pub hint: Option<&'static str>,
}

/// An action in a list of actions, whatever its types.
pub struct Entry {
    /// Its facts.
    pub about: About,
    /// The least a call can do.
    pub least: Effect,
    /// Its input schema.
    pub input_schema: fn() -> Schema,
    /// Its output schema, the failure's fields included.
    pub output_schema: fn() -> Schema,
    prepare: fn(Value) -> Result<Prepared, Failure>,
}

/// A call that is ready to be sent.
pub struct Prepared {
    /// What this call can do.
    pub effect: Effect,
    /// What is to be sent.
    pub request: Request,
    /// Reads the answer's body.
    pub read: Read,
}

/// Reads an answer's body: the outputs as an object, or why it cannot be read.
pub type Read = Box<dyn FnOnce(&[u8]) -> Result<Map<String, Value>, String> + Send>;

impl Entry {
    /// The entry of an action.
    pub const fn of<A: Action>() -> Self {
        Self {
            about: A::ABOUT,
            least: A::LEAST,
            input_schema: schema::inputs_of::<A::Inputs>,
            output_schema: schema::outputs_of::<A::Outputs>,
            prepare: prepare::<A>,
        }
    }

    /// Reads the arguments of a call and makes its request.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidInput`], naming the field, what is wrong and what is allowed.
    pub fn prepare(&self, schema: &Map<String, Value>, arguments: Map<String, Value>) -> Result<Prepared, Failure> {
        (self.prepare)(inputs::settle(schema, arguments)?)
    }
}

fn prepare<A: Action>(arguments: Value) -> Result<Prepared, Failure> {
    let inputs: A::Inputs = inputs::decode(arguments)?;
    let effect = A::effect(&inputs);
    let request = A::request(&inputs)?;
    let read = Box::new(move |body: &[u8]| {
        let outputs = A::outputs(inputs, decode(body)?);
        match serde_json::to_value(outputs) {
            Ok(Value::Object(outputs)) => Ok(outputs),
            Ok(_) => Err("the outputs are no object".to_owned()),
            Err(error) => Err(error.to_string()),
        }
    });
    Ok(Prepared { effect, request, read })
}

/// Reads an answer; an empty one counts as `null`. The error names the JSON path.
fn decode<T: serde::de::DeserializeOwned>(body: &[u8]) -> Result<T, String> {
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    let body = if body.trim_ascii().is_empty() { b"null".as_slice() } else { body };
    // The plain reading first: mending, and keeping the path, cost time that only a failure is worth.
    serde_json::from_slice(body).or_else(|_| {
        let body = mended(body);
        let mut reader = serde_json::Deserializer::from_slice(&body);
        serde_path_to_error::deserialize(&mut reader).map_err(|error| {
            let path = error.path().to_string();
            if path == "." { error.inner().to_string() } else { format!("at `{path}`: {}", error.inner()) }
        })
    })
}

/// The JSON with a mark in place of every half of a character: JavaScript writes one where it cuts a text within an emoji.
fn mended(body: &[u8]) -> Vec<u8> {
    let mut mended = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some(at) = rest.iter().position(|byte| *byte == b'\\') {
        let (before, escape) = rest.split_at(at);
        mended.extend_from_slice(before);
        let (length, half) = match (unit(escape), escape.get(6..).and_then(unit)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => (12, false),
            (Some(0xD800..=0xDFFF), _) => (6, true),
            _ => (2.min(escape.len()), false),
        };
        let (escape, after) = escape.split_at(length);
        mended.extend_from_slice(if half { b"\\ufffd" } else { escape });
        rest = after;
    }
    mended.extend_from_slice(rest);
    mended
}

/// The UTF-16 code unit that this begins with, escaped.
fn unit(escape: &[u8]) -> Option<u16> {
    let digits = escape.strip_prefix(b"\\u")?.get(..4)?;
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

/// One account at a vendor: where it is and what opens it.
pub struct Account {
    /// Whose account.
    pub vendor: &'static Vendor,
    /// Base URL and prefix, without a trailing slash.
    pub root: String,
    /// The `Authorization` header.
    pub authorization: SecretString,
    /// Keeps its secrets out of what is quoted of the vendor.
    pub redactor: crate::call::redact::Redactor,
    /// Paces what leaves for it.
    pub pacer: Arc<crate::call::pace::Pacer>,
}
