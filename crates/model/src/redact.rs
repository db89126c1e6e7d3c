//! Keeps secrets out of everything that leaves: answers, errors, logs.

use std::{
    borrow::Cow,
    sync::{Arc, PoisonError, RwLock},
};

use aho_corasick::{AhoCorasick, MatchKind};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Map, Value};

use crate::request::SEGMENT;

/// What replaces a secret.
pub const MARK: &str = "[redacted]";

/// Secrets with fewer bytes are not redacted: they would match ordinary words.
const SHORTEST: usize = 8;

/// The secrets of this process, in every encoding in which they can come back. Clones share them.
#[derive(Clone, Default)]
pub struct Redactor(Arc<RwLock<Known>>);

#[derive(Default)]
struct Known {
    secrets: Vec<SecretString>,
    /// Finds all encodings in one pass over a text; `None` where there are no secrets.
    needles: Option<Arc<AhoCorasick>>,
}

impl std::fmt::Debug for Redactor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Redactor")
    }
}

impl Redactor {
    /// Redacts these secrets.
    pub fn new<'a>(secrets: impl IntoIterator<Item = &'a SecretString>) -> Self {
        let redactor = Self::default();
        redactor.learn(secrets);
        redactor
    }

    /// Redacts these secrets too.
    pub fn learn<'a>(&self, secrets: impl IntoIterator<Item = &'a SecretString>) {
        self.change(|known| {
            for secret in secrets {
                if !known.iter().any(|other| other.expose_secret() == secret.expose_secret()) {
                    known.push(secret.clone());
                }
            }
        });
    }

    /// Stops redacting a secret that is no longer valid.
    pub fn forget(&self, secret: &SecretString) {
        self.change(|known| known.retain(|other| other.expose_secret() != secret.expose_secret()));
    }

    fn change(&self, change: impl FnOnce(&mut Vec<SecretString>)) {
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        change(&mut known.secrets);
        let long = known.secrets.iter().map(|secret| secret.expose_secret().trim());
        let needles: Vec<String> = long.filter(|secret| secret.len() >= SHORTEST).flat_map(spellings).collect();
        // The longest match wins, so that a shorter secret leaves no part of a longer one behind. Building fails only past two billion states,
        // which no environment can hold.
        let mut search = AhoCorasick::builder();
        search.match_kind(MatchKind::LeftmostLongest);
        known.needles = (!needles.is_empty()).then(|| search.build(needles).ok().map(Arc::new)).flatten();
    }

    fn needles(&self) -> Option<Arc<AhoCorasick>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).needles.clone()
    }

    /// Whether this text contains a secret.
    pub fn finds(&self, text: &str) -> bool {
        self.needles().is_some_and(|needles| needles.is_match(text))
    }

    /// The text without secrets.
    pub fn text<'a>(&self, text: &'a str) -> Cow<'a, str> {
        match self.needles() {
            Some(needles) if needles.is_match(text) => {
                let marks = vec![MARK; needles.patterns_len()];
                Cow::Owned(needles.replace_all(text, &marks))
            }
            _ => Cow::Borrowed(text),
        }
    }

    /// The value without secrets, in texts and in keys.
    pub fn value(&self, value: Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.text(&text).into_owned()),
            Value::Array(items) => Value::Array(items.into_iter().map(|item| self.value(item)).collect()),
            Value::Object(object) => Value::Object(self.object(object)),
            Value::Number(number) => match self.text(&number.to_string()) {
                Cow::Borrowed(_) => Value::Number(number),
                Cow::Owned(text) => Value::String(text),
            },
            other => other,
        }
    }

    /// The object without secrets, in texts and in keys.
    pub fn object(&self, object: Map<String, Value>) -> Map<String, Value> {
        object.into_iter().map(|(key, value)| (self.text(&key).into_owned(), self.value(value))).collect()
    }
}

/// The encodings in which a secret can come back: as it is, in JSON with and without its optional escape, in JSON within JSON (or
/// JSON that an error quotes), percent-encoded by the stricter and the laxer encoders.
fn spellings(secret: &str) -> Vec<String> {
    let json = escaped(secret);
    let slashed = json.replace('/', "\\/");
    let mut spellings = vec![secret.to_owned(), escaped(&json), json, escaped(&slashed), slashed];
    for encoded in [
        utf8_percent_encode(secret, NON_ALPHANUMERIC).to_string(),
        utf8_percent_encode(secret, SEGMENT).to_string(),
        url::form_urlencoded::byte_serialize(secret.as_bytes()).collect(),
    ] {
        spellings.push(in_lower_case(&encoded));
        spellings.push(encoded);
    }
    spellings
}

/// The text as JSON, without its quotes.
fn escaped(text: &str) -> String {
    let json = Value::from(text).to_string();
    json.strip_prefix('"').and_then(|json| json.strip_suffix('"')).unwrap_or(&json).to_owned()
}

/// Percent-encoded text with its hexadecimal digits in lower case.
fn in_lower_case(encoded: &str) -> String {
    let mut digits = 0;
    let lower = encoded.chars().map(|c| {
        let digit = digits > 0;
        digits = if c == '%' { 2 } else { i32::max(digits - 1, 0) };
        if digit { c.to_ascii_lowercase() } else { c }
    });
    lower.collect()
}
