//! What a vendor is, as data: where it lives, how it is addressed, what it allows, how it says no.

use std::{sync::Arc, time::Duration};

use secrecy::SecretString;
use serde_json::Value;

use crate::{
    answer,
    call::{pace::Pacer, redact::Redactor, token::Tokens},
    entry::Entry,
    failure::ErrorKind,
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
    /// What its documented paths begin with.
    pub prefix: Prefix,
    /// What must be set before a call can be made.
    pub credentials: &'static [Setting],
    /// How the credentials open an account.
    pub auth: Auth,
    /// What it calls its JSON: the `Content-Type` of a body.
    pub media_type: &'static str,
    /// What it allows an account.
    pub limits: &'static [Limit],
    /// What an answer that is no success says.
    pub refusal: fn(u16, &Value) -> Refusal,
    /// How it says no in an answer whose status is a success.
    pub denial: Denial,
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

/// What a vendor's paths begin with.
#[derive(Clone, Copy, Debug)]
pub enum Prefix {
    /// All with this, which is added to the base URL.
    Common(&'static str),
    /// Each with one of these, which the action's own path names.
    Named(&'static [&'static str]),
}

/// How credentials open an account.
#[derive(Clone, Copy)]
pub enum Auth {
    /// By the `Authorization` header that this makes of them, in the order of [`Vendor::credentials`].
    Header(fn(&[SecretString]) -> SecretString),
    /// By an access token that is fetched at this path for an id and a secret (RFC 6749, 4.4), and fetched again before it
    /// expires.
    ClientCredentials {
        /// The path, below the base URL.
        path: &'static [&'static str],
    },
}

/// How a vendor says no in an answer whose status is a success.
#[derive(Clone, Copy)]
pub struct Denial {
    /// No answer is one that has none of these texts in it. Most answers are long and fine, and are not read for it.
    pub marks: &'static [&'static str],
    /// Whether an answer is one.
    pub is: fn(&Value) -> bool,
}

impl Denial {
    /// As most vendors do it: `success: false`, or an error and next to nothing else.
    pub const USUAL: Self = Self { marks: &["\"success\"", "\"error\""], is: answer::says_no };
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
    /// Seconds to wait before the next try, where the vendor means some and does not say how many.
    pub after_s: Option<u64>,
}

/// One account at a vendor: where it is and what opens it.
pub struct Account {
    /// Whose account.
    pub vendor: &'static Vendor,
    /// What tells it from others without telling a secret: a part of the hash of what opens it.
    pub fingerprint: String,
    /// Base URL and common prefix, without a trailing slash.
    pub root: String,
    /// What opens it.
    pub access: Access,
    /// Keeps its secrets out of what is quoted of the vendor.
    pub redactor: Redactor,
    /// Paces what leaves for it.
    pub pacer: Arc<Pacer>,
}

impl Account {
    /// `<vendor>:<fingerprint>`.
    pub fn name(&self) -> String {
        format!("{}:{}", self.vendor.id, self.fingerprint)
    }
}

/// What opens an account.
pub enum Access {
    /// The same `Authorization` header every time.
    Header(SecretString),
    /// A token that comes and goes.
    Tokens(Tokens),
}
