//! What a vendor is, as data: where it lives, how it is addressed, what it allows, how it says no.

use std::time::Duration;

use secrecy::SecretString;
use serde_json::Value;

use crate::{error::ErrorKind, registered::RegisteredAction, response, tool::ToolFacts};

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
    /// Reads an answer whose status is an error.
    pub error: fn(u16, &Value) -> VendorError,
    /// How an answer whose status is a success says that the call failed.
    pub error_in_success: ErrorInSuccess,
    /// A read that costs nothing, for `doctor`: the action and its inputs as JSON.
    pub health_check: (&'static str, &'static str),
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
pub struct ErrorInSuccess {
    /// No answer is one that has none of these texts in it. Most answers are long and fine, and are not read for it.
    pub marks: &'static [&'static str],
    /// Whether an answer is one.
    pub is: fn(&Value) -> bool,
}

impl ErrorInSuccess {
    /// As most vendors do it: `success: false`, or an error and next to nothing else.
    pub const USUAL: Self = Self { marks: &["\"success\"", "\"error\""], is: response::is_error_in_success };
}

/// The actions on one resource.
pub struct Toolset {
    /// The resource, in the plural: `leads`.
    pub name: &'static str,
    /// Its actions, in the order of the catalogue.
    pub actions: &'static [RegisteredAction],
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
pub struct VendorError {
    /// Its words, where it has any.
    pub words: Option<String>,
    /// The reason, where the status alone does not tell it.
    pub kind: Option<ErrorKind>,
    /// What to do next, where the reason alone does not tell it.
    pub hint: Option<&'static str>,
    /// Seconds to wait before the next try, where the vendor means some and does not say how many.
    pub after_s: Option<u64>,
}

/// An action with the vendor and the toolset it belongs to.
#[derive(Clone, Copy)]
pub struct CatalogueEntry {
    /// Whose it is.
    pub vendor: &'static Vendor,
    /// The resource it is about.
    pub toolset: &'static Toolset,
    /// The action.
    pub action: &'static RegisteredAction,
}

impl CatalogueEntry {
    /// What a policy has to know of it.
    pub const fn facts(&self) -> ToolFacts {
        ToolFacts {
            owner: self.vendor.id,
            toolset: Some(self.toolset.name),
            name: self.action.about.name,
            effect: self.action.about.effect,
            min_effect: self.action.min_effect,
        }
    }

    /// `<vendor>_<action>`: the tool name that is unambiguous whatever is configured.
    pub fn qualified_name(&self) -> String {
        self.facts().qualified_name()
    }
}
