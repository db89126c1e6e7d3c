//! Checks whom a write reaches against the operator's rules.
//!
//! The role of an input, in its schema, says what it holds. Under any rule, an address, a domain or a URL that cannot be read is
//! refused: a vendor may read it otherwise. An input without a role is free text. It counts only where it consists of addresses
//! and nothing else; what it merely mentions is prose. A value under a name that the caller chooses, such as a custom variable, may
//! be anything, an address to mail as well: every address in it counts.

use std::str::FromStr;

use outreach_model::{
    addresses::{self, Recipient},
    characters::is_invisible,
    effect::Effect,
    error::Failure,
    lookup::{Reaches, RepliesTo, Trace, Traces},
    markup,
    roles::{self, Role},
    secrets,
};
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};
use unicode_normalization::UnicodeNormalization;

use super::{failures, write::Write};
use crate::client;

/// The operator's rules on recipients.
#[derive(Clone, Debug, Default)]
pub struct Recipients {
    /// No call may reach these.
    pub denied: Vec<Pattern>,
    /// Where there are any, calls may reach only these.
    pub allowed: Vec<Pattern>,
}

/// An address, or a domain with its subdomains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// `jane@example.com`.
    Address(String),
    /// `@example.com` or `example.com`.
    Domain(String),
}

impl FromStr for Pattern {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let given = text.trim();
        let pattern = match given.split_once('@') {
            None => addresses::domain(given).map(Self::Domain),
            Some(("" | "*", rest)) => addresses::domain(rest).map(Self::Domain),
            Some(_) => addresses::address(given).map(|address| Self::Address(address.to_string())),
        };
        pattern
            .map_err(|_| format!("`{text}` is neither an address (`jane@example.com`) nor a domain (`@example.com`)"))
    }
}

impl Pattern {
    fn matches(&self, recipient: &Recipient) -> bool {
        match self {
            Self::Address(address) => *address == recipient.to_string(),
            Self::Domain(domain) => {
                let rest = recipient.domain.strip_suffix(domain.as_str());
                rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
            }
        }
    }
}

/// Why the rules do not let a call through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Violation {
    /// A rule forbids a recipient.
    Forbidden(String),
    /// The recipients cannot be read, so no rule can be applied.
    Unreadable(String),
    /// Whom it reaches is not known; with what to do.
    Unknown(String),
}

impl Violation {
    /// The refusal of a call.
    pub(super) fn refusal(&self) -> Failure {
        match self {
            Self::Forbidden(rule) => failures::denied(rule),
            Self::Unreadable(problem) => failures::unreadable_recipients(problem),
            Self::Unknown(problem) => failures::unknown_recipients(problem),
        }
    }
}

/// Recipients, or why they cannot be read.
type Found = Result<Vec<Recipient>, String>;

impl Recipients {
    /// Whether there are no rules.
    pub(super) fn is_empty(&self) -> bool {
        self.denied.is_empty() && self.allowed.is_empty()
    }

    /// Why the rules forbid an address, which `input` holds; `None` if they do not.
    pub(super) fn in_address(&self, input: &str, address: &str) -> Option<Violation> {
        if self.is_empty() { None } else { self.violation(input, addresses::listed(address)) }
    }

    /// Why the rules on recipients do not let the call through; `None` if they do. A reply also reaches the recipients of the
    /// message that it answers.
    pub(super) async fn violation_by(&self, write: &Write<'_>) -> Result<Option<Violation>, Failure> {
        let Write { entry, prepared, .. } = write;
        // Stopping mail reaches nobody, and must be easier than sending it.
        if self.is_empty() || prepared.suppresses {
            return Ok(None);
        }
        let named = self.in_arguments(&write.schemas.input, &prepared.arguments);
        if named.is_some() {
            return Ok(named);
        }
        if let Some(reaches) = entry.action.reaches {
            return Ok(match (reaches.is_needed)(&prepared.arguments) {
                true => self.in_reached(write, &reaches).await,
                false => None,
            });
        }
        let sends = prepared.effects().any(|effect| effect == Effect::Send);
        let counts = |traces: &Traces| (sends || traces.is_place) && (traces.is_needed)(&prepared.arguments);
        if let Some(traces) = entry.action.traces.filter(counts) {
            return Ok(self.in_traced(write, &traces).await);
        }
        let Some(replies_to) = entry.action.replies_to else {
            let says_whom = |held: &Held| held.says_whom && held.found.as_ref().is_ok_and(|found| !found.is_empty());
            let is_known = !sends || texts_in(&write.schemas.input, &prepared.arguments).iter().any(says_whom);
            let unknown = || "whom this call reaches is not known. It names nobody: only the operator can let it through, without a rule on recipients";
            return Ok((!is_known).then(|| Violation::Unknown(unknown().to_owned())));
        };
        let message = write.read_first().await.map_err(|failure| Failure {
            message: format!(
                "The recipients of this reply cannot be checked, so nothing was sent. {}",
                failure.message
            ),
            ..failure
        })?;
        let Some(message) = message else {
            return Ok(Some(Violation::Unreadable("the mail that this answers is not named".to_owned())));
        };
        Ok(self.in_reply(&replies_to, message))
    }

    /// Why those break a rule whom a call reaches without naming them; `None` if they do not.
    async fn in_reached(&self, write: &Write<'_>, reaches: &Reaches) -> Option<Violation> {
        let unknown =
            |why: &str| Some(Violation::Unknown(format!("whom this call reaches {why}. {}", reaches.instead)));
        let Some(request) = (reaches.request)(&write.prepared.arguments) else { return unknown("is not known") };
        let read = match client::fetch_json(write.http, write.account, &request, write.context).await {
            Ok(read) => read,
            Err(failure) => return unknown(&format!("cannot be read ({})", failure.kind.word())),
        };
        let Some(whom) = (reaches.whom)(&write.prepared.arguments, &read) else { return unknown("is not known") };
        self.in_these(&whom)
    }

    /// The same by several reads.
    async fn in_traced(&self, write: &Write<'_>, traces: &Traces) -> Option<Violation> {
        let mut read: Vec<Option<Value>> = Vec::new();
        loop {
            match (traces.next)(&write.prepared.arguments, &read) {
                Trace::Reached(whom) => return self.in_these(&whom),
                Trace::Read(requests) if !requests.is_empty() && read.len() + requests.len() <= Trace::MAX_READS => {
                    read.extend(client::fetch_all(write.http, write.account, &requests, write.context).await);
                }
                Trace::Read(_) | Trace::Unknown => {
                    return Some(Violation::Unknown(format!(
                        "whom this call reaches is not known. {}",
                        traces.instead
                    )));
                }
            }
        }
    }

    /// Why these addresses and web addresses break a rule.
    fn in_these(&self, whom: &[Value]) -> Option<Violation> {
        whom.iter().find_map(|reached| {
            let text = reached.as_str().unwrap_or_default();
            let found = if text.contains("://") {
                addresses::in_url(text).map(|recipient| vec![recipient])
            } else {
                addresses::listed(text)
            };
            self.violation("what this call reaches", found)
        })
    }

    /// Why the arguments of a call break a rule; `None` if they do not. `schema` is the one that they were checked against.
    pub(super) fn in_arguments(&self, schema: &Map<String, Value>, arguments: &Value) -> Option<Violation> {
        if self.is_empty() {
            return None;
        }
        texts_in(schema, arguments).into_iter().find_map(|held| self.violation(&format!("`{}`", held.path), held.found))
    }

    /// Why an answer to this message breaks a rule; `None` if it does not.
    pub(super) fn in_reply(&self, replies_to: &RepliesTo, message: &Value) -> Option<Violation> {
        if self.is_empty() {
            return None;
        }
        let text = |field: &str| message.get(field).and_then(Value::as_str).unwrap_or_default();
        let own = addresses::address(text(replies_to.own)).ok();
        replies_to.fields.iter().find_map(|field| {
            let found = match message.get(field) {
                None | Some(Value::Null) => Ok(Vec::new()),
                Some(Value::String(text)) => addresses::listed(text),
                Some(_) => Err("has a value that is not a text".to_owned()),
            };
            let found = match found {
                Ok(found) if found.is_empty() && *field == replies_to.sender => Err("is missing".to_owned()),
                Ok(found) => Ok(found.into_iter().filter(|recipient| Some(recipient) != own.as_ref()).collect()),
                Err(problem) => Err(problem),
            };
            self.violation(&format!("`{field}` of the mail that this answers"), found)
        })
    }

    /// The rule that the recipients at a place break.
    fn violation(&self, place: &str, found: Found) -> Option<Violation> {
        let found = match found {
            Ok(found) => found,
            Err(problem) => return Some(Violation::Unreadable(format!("{place} {problem}"))),
        };
        found
            .iter()
            .find_map(|recipient| {
                let matches = |patterns: &[Pattern]| patterns.iter().any(|pattern| pattern.matches(recipient));
                // Mail to `jane+tag@` arrives at `jane@`.
                let untagged = recipient.without_tag();
                if matches(&self.denied) || self.denied.iter().any(|pattern| pattern.matches(&untagged)) {
                    Some(format!("`--deny-recipient` forbids `{recipient}` in {place}"))
                } else if !self.allowed.is_empty() && !matches(&self.allowed) {
                    Some(format!("`--allow-recipient` does not include `{recipient}` in {place}"))
                } else {
                    None
                }
            })
            .map(Violation::Forbidden)
    }
}

/// The texts that the arguments of a call hold. `schema` is the one that they were checked against.
fn texts_in(schema: &Map<String, Value>, arguments: &Value) -> Vec<Held> {
    let mut held = Vec::new();
    collect(Input { schema: Some(schema), role: None, is_free: false }, arguments, "", &mut held);
    held
}

/// A text that arguments hold.
struct Held {
    path: String,
    /// Whether it says whom a call reaches: an address, a domain or a web address.
    says_whom: bool,
    found: Found,
}

/// What is known of a value.
#[derive(Clone, Copy)]
struct Input<'a> {
    schema: Option<&'a Map<String, Value>>,
    /// Of an input around the value.
    role: Option<Role>,
    /// Whether the caller has chosen the name of the value, or of what is around it.
    is_free: bool,
}

/// Adds what a value holds, with the path of each text.
fn collect(input: Input<'_>, value: &Value, path: &str, held: &mut Vec<Held>) {
    let Input { schema, is_free, .. } = input;
    let role = input.role.or_else(|| schema.and_then(roles::role_of));
    // It is for the receiver of the call alone, and no rule quotes it.
    if schema.is_some_and(secrets::is_secret) {
        return;
    }
    match value {
        Value::String(text) => {
            let found = match role {
                Some(Role::Sender) => return,
                Some(Role::Recipients) => addresses::listed(text),
                Some(Role::Url) if text.trim().is_empty() => return,
                Some(Role::Url) => addresses::in_url(text).map(|recipient| vec![recipient]),
                None if is_free => addresses_within(text),
                None => Ok(addresses_only(text)),
            };
            let says_whom = matches!(role, Some(Role::Recipients | Role::Url));
            held.push(Held { path: path.to_owned(), says_whom, found });
        }
        Value::Array(items) => {
            let schema = schema.and_then(|schema| schema.get("items")?.as_object());
            for (at, item) in items.iter().enumerate() {
                collect(Input { schema, role, is_free }, item, &format!("{path}[{at}]"), held);
            }
        }
        Value::Object(object) => {
            let part = |key: &str| schema.and_then(|schema| schema.get(key)?.as_object());
            for (name, value) in object {
                let property = part("properties").and_then(|properties| properties.get(name)?.as_object());
                let dot = if path.is_empty() { "" } else { "." };
                let path = format!("{path}{dot}{name}");
                let is_free = is_free || property.is_none();
                let schema = property.or_else(|| part("additionalProperties"));
                collect(Input { schema, role, is_free }, value, &path, held);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The addresses in a text, in whatever spelling: as it is written, and as a reader of its HTML or of its percent-encoding sees it.
fn addresses_within(text: &str) -> Found {
    if let Ok(listed) = addresses::listed(text) {
        return Ok(listed.into_iter().filter(|recipient| recipient.local.is_some()).collect());
    }
    let plain = |text: &str| -> String { text.nfkc().filter(|&c| !is_invisible(c) || c.is_whitespace()).collect() };
    let encoded = percent_decode_str(text).decode_utf8_lossy();
    let mut found = Vec::new();
    for spelling in [plain(text), plain(&markup::visible(text).replace('\u{1f}', " ")), plain(&encoded)] {
        let tokens = spelling.split(|c: char| c.is_whitespace() || ",;:<>()[]{}|\\`=&?".contains(c));
        for token in tokens.filter(|token| token.contains('@')) {
            let token = token.trim_matches(|c: char| ".!/\"'".contains(c));
            match addresses::address(token) {
                Ok(recipient) => found.push(recipient),
                // It leads to a domain all the same, in a program that reads it otherwise.
                Err(problem) if token.split('@').skip(1).any(|host| addresses::domain(host).is_ok()) => {
                    if !token.starts_with('@') {
                        return Err(problem);
                    }
                }
                Err(_) => {}
            }
        }
    }
    Ok(found)
}

/// The addresses of a free text that holds nothing else. Domains in it do not count: `Booking.com` is also a name.
fn addresses_only(text: &str) -> Vec<Recipient> {
    let listed = addresses::listed(text).unwrap_or_default();
    listed.into_iter().filter(|recipient| recipient.local.is_some()).collect()
}

#[cfg(test)]
mod tests;
