//! Keeps secrets out of everything that leaves: answers, errors, logs.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    sync::{Arc, PoisonError, RwLock},
};

use aho_corasick::{AhoCorasick, AhoCorasickKind, Input};
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

/// Secrets with fewer bytes are not redacted: they would match ordinary words. It is also how many bytes of a spelling are searched
/// for first.
const SHORTEST: usize = 8;

/// A beginning of a secret with so many of its bytes is redacted too: an error may show a key cut.
const TELLING: usize = 12;

/// The secrets of this process, in every encoding in which they can come back. Clones share them.
#[derive(Clone, Default)]
pub struct Redactor(Arc<RwLock<Known>>);

#[derive(Default)]
struct Known {
    secrets: Vec<SecretString>,
    /// `None` where there are no secrets.
    needles: Option<Arc<Needles>>,
}

/// The spellings of all secrets, found by their first bytes.
struct Needles {
    heads: AhoCorasick,
    /// For each head the spellings that begin with it.
    spellings: Vec<Vec<Spelling>>,
}

struct Spelling {
    text: String,
    /// How many bytes of it are redacted at least.
    telling: usize,
}

impl Needles {
    fn new(secrets: &[SecretString]) -> Option<Self> {
        let mut by_head: BTreeMap<Vec<u8>, BTreeMap<String, usize>> = BTreeMap::new();
        for secret in secrets {
            let secret = secret.expose_secret().trim();
            if secret.len() < SHORTEST {
                continue;
            }
            // The beginning of an address is no secret.
            let told = secret.find("://").map_or(0, |at| at + 3) + TELLING;
            for text in spellings(secret) {
                let telling = (text.len() * told).div_ceil(secret.len()).min(text.len());
                let head = text.as_bytes().get(..SHORTEST).map(<[u8]>::to_ascii_lowercase);
                let Some(head) = head else { continue };
                let least = by_head.entry(head).or_default().entry(text).or_insert(telling);
                *least = telling.min(*least);
            }
        }
        if by_head.is_empty() {
            return None;
        }
        let mut search = AhoCorasick::builder();
        // Hexadecimal digits come in either case, wherever they are.
        search.ascii_case_insensitive(true);
        // The default is faster, and takes more memory for each secret.
        search.kind(Some(AhoCorasickKind::ContiguousNFA));
        // Building fails only past two billion states, which no environment can hold.
        let heads = search.build(by_head.keys()).ok()?;
        let spelling = |(text, telling)| Spelling { text, telling };
        let spellings = by_head.into_values().map(|texts| texts.into_iter().map(spelling).collect()).collect();
        Some(Self { heads, spellings })
    }

    /// The first secret, or beginning of one, at or after this byte: where it begins and ends.
    fn find(&self, text: &str, from: usize) -> Option<(usize, usize)> {
        let mut from = from;
        // All heads are equally long, so that at most one is found at a place.
        while let Some(head) = self.heads.find(Input::new(text).span(from..text.len())) {
            let found = text.as_bytes().get(head.start()..).unwrap_or_default();
            let spellings = self.spellings.get(head.pattern().as_usize()).map(Vec::as_slice).unwrap_or_default();
            let shown = spellings.iter().filter_map(|spelling| {
                let same = found.iter().zip(spelling.text.as_bytes()).take_while(|(a, b)| a.eq_ignore_ascii_case(b));
                Some(same.count()).filter(|count| *count >= spelling.telling)
            });
            if let Some(longest) = shown.max() {
                let end = head.start() + longest;
                return Some((
                    head.start(),
                    (end..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len()),
                ));
            }
            from = head.start() + 1;
        }
        None
    }
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
        known.needles = Needles::new(&known.secrets).map(Arc::new);
    }

    fn needles(&self) -> Option<Arc<Needles>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).needles.clone()
    }

    /// Whether this text contains a secret, or the beginning of one.
    pub fn finds(&self, text: &str) -> bool {
        self.needles().is_some_and(|needles| needles.find(text, 0).is_some())
    }

    /// The text without secrets.
    pub fn text<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let Some(needles) = self.needles() else { return Cow::Borrowed(text) };
        let (mut redacted, mut done) = (String::new(), 0);
        while let Some((start, end)) = needles.find(text, done) {
            redacted.push_str(text.get(done..start).unwrap_or_default());
            redacted.push_str(MARK);
            done = end;
        }
        if done == 0 {
            return Cow::Borrowed(text);
        }
        redacted.push_str(text.get(done..).unwrap_or_default());
        Cow::Owned(redacted)
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
/// hexadecimal digits with and without separators, every character as an escape, and in Base64, also of a longer text such as
/// `Bearer …`.
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
    spellings.extend(byte_by_byte(secret));
    spellings.extend(in_html(secret));
    spellings.extend(in_base64(secret));
    // Most of them leave quotation marks or backslashes, and text is shown in JSON.
    let in_json: Vec<String> = spellings.iter().map(|text| escaped(text)).collect();
    spellings.extend(in_json);
    spellings
}

/// The text with each of its bytes, or UTF-16 units, in an escape or in hexadecimal digits between separators.
fn byte_by_byte(text: &str) -> Vec<String> {
    let each = |before: &str, between: &str| {
        let bytes: Vec<String> = text.bytes().map(|byte| format!("{before}{byte:02x}")).collect();
        bytes.join(between)
    };
    let escapes: String = text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
    let percent = each("%", "");
    let twice = percent.replace('%', "%25");
    let mut spellings = vec![escapes, percent, twice, each("\\x", "")];
    for between in [" ", ":", "-", ", ", ",", "\n"] {
        spellings.extend([each("", between), each("0x", between)]);
    }
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
