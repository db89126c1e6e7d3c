//! Keeps secrets out of everything that leaves: answers, errors, logs.

use std::{
    borrow::Cow,
    collections::BTreeSet,
    sync::{Arc, PoisonError, RwLock},
};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, STANDARD_NO_PAD},
};
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
        let needles: BTreeSet<String> = long.filter(|secret| secret.len() >= SHORTEST).flat_map(spellings).collect();
        // The longest match wins, so that a shorter secret leaves no part of a longer one behind. Building fails only past two billion states,
        // which no environment can hold.
        let mut search = AhoCorasick::builder();
        search.match_kind(MatchKind::LeftmostLongest);
        // Hexadecimal digits come in either case, wherever they are.
        search.ascii_case_insensitive(true);
        // The default is faster, and takes a megabyte for each secret.
        search.kind(Some(AhoCorasickKind::ContiguousNFA));
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

/// The encodings in which a secret can come back, whatever the case of their digits: as it is, in JSON with and without its optional
/// escapes, in JSON within JSON (or JSON that an error quotes), percent-encoded by the stricter and the laxer encoders, in HTML, in
/// hexadecimal digits, and in Base64, also of a longer text such as `Bearer …`.
fn spellings(secret: &str) -> Vec<String> {
    let json = escaped(secret);
    let mut spellings = vec![secret.to_owned()];
    // Bodies that may stand within HTML or JavaScript.
    for set in ["/", "<>&", "<>&'", "<>&'\"+/="] {
        let optional = match set {
            "/" => json.replace('/', "\\/"),
            set => encoded(&json, |c| set.contains(c).then(|| format!("\\u{:04x}", u32::from(c)))),
        };
        spellings.push(optional);
    }
    spellings.push(json);
    spellings.extend([
        utf8_percent_encode(secret, NON_ALPHANUMERIC).to_string(),
        utf8_percent_encode(secret, SEGMENT).to_string(),
        url::form_urlencoded::byte_serialize(secret.as_bytes()).collect(),
        crate::hash::hex(secret.as_bytes()),
    ]);
    spellings.extend(in_html(secret));
    spellings.extend(in_base64(secret));
    // Most of them leave quotation marks or backslashes, and text is shown in JSON.
    let in_json: Vec<String> = spellings.iter().map(|text| escaped(text)).collect();
    spellings.extend(in_json);
    spellings
}

/// The text with what `encode` returns for a character in its place.
fn encoded(text: &str, encode: impl Fn(char) -> Option<String>) -> String {
    text.chars().map(|c| encode(c).unwrap_or_else(|| c.to_string())).collect()
}

/// The text with the entities that encoders of HTML write: those that have to be, by the names and numbers in use for quotation
/// marks, all that are neither letters nor digits, or every one.
fn in_html(text: &str) -> Vec<String> {
    let named = |double: &'static str, single: &'static str, others: &'static str| {
        encoded(text, |c| {
            Some(match c {
                '&' => "&amp;".to_owned(),
                '<' => "&lt;".to_owned(),
                '>' => "&gt;".to_owned(),
                '"' => double.to_owned(),
                '\'' => single.to_owned(),
                c if others.contains(c) => format!("&#x{:x};", u32::from(c)),
                _ => return None,
            })
        })
    };
    let mut spellings = vec![named("\"", "'", ""), named("&quot;", "'", ""), named("&quot;", "&#39;", "/`=")];
    for others in ["", "/", "/`=", "+/`="] {
        spellings.extend([
            named("&quot;", "&#x27;", others),
            named("&quot;", "&apos;", others),
            named("&quot;", "&#039;", others),
            named("&#34;", "&#39;", others),
            named("&quot;", "&#39;", others),
        ]);
    }
    for is_kept in [char::is_alphanumeric as fn(char) -> bool, |_| false] {
        spellings.push(encoded(text, |c| (!is_kept(c)).then(|| format!("&#{};", u32::from(c)))));
        spellings.push(encoded(text, |c| (!is_kept(c)).then(|| format!("&#x{:x};", u32::from(c)))));
    }
    spellings
}

/// The Base64 of the text, with and without padding and in both alphabets, and what of it the Base64 of a longer text contains,
/// wherever the text lies in that.
fn in_base64(text: &str) -> Vec<String> {
    let padded = STANDARD.encode(text);
    let mut spellings = vec![padded.trim_end_matches('=').to_owned(), padded];
    for before in 0..3 {
        let shifted = STANDARD_NO_PAD.encode([&vec![0; before], text.as_bytes()].concat());
        // The characters that hold bits of the text alone: six bits each.
        let (from, to) = ((before * 8).div_ceil(6), (before + text.len()) * 8 / 6);
        spellings.extend(shifted.get(from..to).map(str::to_owned));
    }
    let safe: Vec<String> = spellings.iter().map(|text| text.replace('+', "-").replace('/', "_")).collect();
    spellings.extend(safe);
    spellings
}

/// The text as JSON, without its quotes.
fn escaped(text: &str) -> String {
    let json = Value::from(text).to_string();
    json.strip_prefix('"').and_then(|json| json.strip_suffix('"')).unwrap_or(&json).to_owned()
}
