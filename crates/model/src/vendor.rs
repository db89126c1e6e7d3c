//! What a vendor is, as data: base URL, paths, credentials, limits, error formats, actions.

use std::time::Duration;

use secrecy::SecretString;
use serde_json::{Map, Value};

use crate::{
    across::Across,
    effect::Effect,
    error::ErrorKind,
    generation::{Generation, Generations},
    ids::{self, IdKind, KnownIds, NamedId},
    named::Numbers,
    registered::RegisteredAction,
    response,
    tool::ToolFacts,
    undoing::Undoing,
};

/// A vendor and its tools.
pub struct Vendor {
    /// Prefix of its tool names and name of its schema folder.
    pub id: &'static str,
    /// Its name for a person.
    pub title: &'static str,
    /// What its tools are about, in a clause.
    pub purpose: &'static str,
    /// The setting for scheme, host and port of its API.
    pub base_url: Setting,
    /// What its documented paths begin with.
    pub prefix: Prefix,
    /// The settings that a call needs.
    pub credentials: &'static [Setting],
    /// How the credentials open an account.
    pub auth: Auth,
    /// The `Content-Type` of a JSON body, unless the request names another.
    pub media_type: &'static str,
    /// Its rate limits on one account.
    pub limits: &'static [Limit],
    /// Reads an answer whose status is an error.
    pub error: fn(u16, &Value) -> VendorError,
    /// How an answer whose status is a success says that the call failed.
    pub error_in_success: ErrorInSuccess,
    /// A read that costs nothing, for `doctor`: the action and its inputs as JSON.
    pub health_check: (&'static str, &'static str),
    /// Where the webhooks of this vendor say what happened; `None` where it sends none.
    pub hooks: Option<Hooks>,
    /// What tells which account a key opens; `None` where no free read does.
    pub identity: Option<Identity>,
    /// The two generations of its API, where there are two and actions are asked in either.
    pub generations: Option<Generations>,
    /// The kinds of ids that inputs of its actions take.
    pub ids: &'static [IdKind],
    /// The actions that everyday jobs need most, the most needed first: what a short list holds.
    pub everyday: &'static [&'static str],
    /// What cannot be done with its tools, and where it is done instead.
    pub elsewhere: &'static [Elsewhere],
    /// The numbers that stand for something, with their names.
    pub numbers: &'static [&'static Numbers],
    /// Where the ids of its campaigns and lists come from.
    pub id_lists: &'static [IdList],
    /// The ids that it takes without a word where they are of nothing.
    pub known_ids: &'static [KnownIds],
    /// What it contributes to questions across vendors.
    pub across: Across,
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
    /// The same, where all began with the first once. The hash of a request leaves it out, so that the journal still knows the calls
    /// of that time.
    Grown(&'static [&'static str]),
}

impl Prefix {
    /// The generation of the vendor's API that a path is of.
    pub fn generation(&self, path: &str) -> Generation {
        match self {
            Self::Grown([_, next]) if path.starts_with(next) => Generation::Next,
            _ => Generation::First,
        }
    }

    /// A path as the hash of a request has it.
    pub fn hashed<'a>(&self, path: &'a str) -> &'a str {
        let once = match self {
            Self::Grown([first, ..]) => first,
            _ => "",
        };
        path.strip_prefix(once).unwrap_or(path)
    }
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

/// Where the body of a webhook says what happened: JSON pointers, of which the first that leads to a text or number counts. What is
/// at none of them is not known.
#[derive(Clone, Copy, Debug)]
pub struct Hooks {
    /// What happened, as the vendor names it.
    pub kind: &'static [&'static str],
    /// The id of the campaign.
    pub campaign: &'static [&'static str],
    /// The address of the person.
    pub person: &'static [&'static str],
}

impl Hooks {
    /// The first text or number that one of the pointers leads to.
    pub fn read(body: &Value, pointers: &[&str]) -> Option<String> {
        pointers.iter().find_map(|pointer| match body.pointer(pointer)? {
            Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        })
    }
}

/// A free read that answers the vendor's own id of the account that the credentials open.
#[derive(Clone, Copy, Debug)]
pub struct Identity {
    /// The path of the read.
    pub path: &'static [&'static str],
    /// Where in the answer the id is, as a JSON pointer.
    pub id: &'static str,
    /// What tells it where this read is refused.
    pub or: Option<&'static Identity>,
}

impl Identity {
    /// The id in an answer; `None` where there is none.
    pub fn read(&self, answer: &Value) -> Option<String> {
        // An object that may be wrapped may be bare, too.
        let bare = || answer.pointer(self.id.strip_prefix("/data")?);
        match answer.pointer(self.id).or_else(bare)? {
            Value::String(id) => Some(id.trim().to_owned()).filter(|id| !id.is_empty()),
            Value::Number(id) => Some(id.to_string()),
            _ => None,
        }
    }
}

/// How an answer whose status is a success says that the call failed.
#[derive(Clone, Copy)]
pub struct ErrorInSuccess {
    /// An answer without any of these texts is not an error: a quick check, since most answers are long and fine.
    pub marks: &'static [&'static str],
    /// Whether an answer is an error.
    pub is: fn(&Value) -> bool,
}

impl ErrorInSuccess {
    /// The usual forms: `success: false`, or an error, errors or the status of one and next to nothing else.
    pub const USUAL: Self = Self {
        marks: &["\"success\"", "\"error\"", "\"errors\"", "\"statusCode\""],
        is: response::is_error_in_success,
    };
}

/// The actions on one resource.
pub struct Toolset {
    /// The resource, in the plural: `leads`.
    pub name: &'static str,
    /// Its actions, in the order of the catalogue.
    pub actions: &'static [RegisteredAction],
}

/// Something that cannot be done with a vendor's tools.
#[derive(Clone, Copy, Debug)]
pub struct Elsewhere {
    /// What, as the subject of a sentence in the plural: "mailboxes".
    pub what: &'static str,
    /// Where it is done, as the rest of that sentence: "are connected in Instantly's app".
    pub instead: &'static str,
}

/// What the ids of a list are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IdsOf {
    /// A campaign.
    Campaign,
    /// A list of people.
    List,
}

/// An action that lists ids with their names, at the price of one cheap read.
#[derive(Clone, Copy, Debug)]
pub struct IdList {
    /// What the ids are of.
    pub kind: IdsOf,
    /// The action, without the vendor.
    pub action: &'static str,
    /// Its inputs as JSON.
    pub inputs: &'static str,
    /// The output that holds the rows.
    pub rows: &'static str,
    /// The field of a row that holds its name; its id is `id`.
    pub name: &'static str,
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

/// A rate limit of the vendor on one account.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// It counts requests to paths that start with this.
    pub path: &'static str,
    /// How many requests.
    pub requests: u32,
    /// In this time.
    pub per: Duration,
}

/// A vendor's error answer, as far as it can be read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VendorError {
    /// Its message.
    pub words: Option<String>,
    /// The kind, where the status does not determine it.
    pub kind: Option<ErrorKind>,
    /// What to do next, where the kind does not determine it.
    pub hint: Option<&'static str>,
    /// What to do next instead, for a call that has the input of this name.
    pub hint_with: Option<(&'static str, &'static str)>,
    /// Whether the key may lack the scope that the call needs.
    pub lacks_scope: bool,
    /// Seconds to wait before the next attempt, where the vendor requires a wait without saying how long.
    pub after_s: Option<u64>,
}

/// An action with the vendor and the toolset it belongs to.
#[derive(Clone, Copy)]
pub struct CatalogueEntry {
    /// Its vendor.
    pub vendor: &'static Vendor,
    /// Its toolset.
    pub toolset: &'static Toolset,
    /// The action.
    pub action: &'static RegisteredAction,
}

impl CatalogueEntry {
    /// Its identity and effects, for policies.
    pub const fn facts(&self) -> ToolFacts {
        ToolFacts {
            owner: self.vendor.id,
            toolset: Some(self.toolset.name),
            listing: self.action.listing,
            name: self.action.about.name,
            effect: self.action.about.effect,
            effects: self.action.effects,
            base: self.action.base,
            suppresses: self.action.about.suppresses,
        }
    }

    /// What its calls read or change: the toolset's resource where the action names no other.
    pub fn resource(&self) -> &'static str {
        self.action.about.resource.unwrap_or(self.toolset.name)
    }

    /// The actions that can undo or overwrite what a call of this one with these arguments did: those on the same resource, and those
    /// that delete what it works in. `schema` is the one of its inputs.
    pub fn undone_by(&self, schema: &Map<String, Value>, arguments: &Value) -> Vec<Undoing> {
        let within = ids::named(schema, arguments, self.action.about.within);
        let resource_of = |tool: &str| {
            let name = tool.strip_prefix(self.vendor.id)?.strip_prefix('_')?;
            self.siblings().find(|other| other.action.about.name == name).map(|other| other.resource())
        };
        let undoing = self.siblings().filter_map(|other| {
            let undoing = |within| Undoing {
                action: other.action.about.name,
                object: other.action.call.object(),
                changes: other.action.changes,
                made: self.action.made,
                within,
            };
            if other.resource() == self.resource() {
                return other.action.can_undo().then(|| undoing(Vec::new()));
            }
            if !matches!(other.action.effects, [Effect::Delete]) || other.action.call.object().is_none() {
                return None;
            }
            let is_deleted = |named: &&NamedId<'_>| {
                named.is_unique || named.from.and_then(resource_of).is_some_and(|resource| resource == other.resource())
            };
            let deleted: Vec<String> = within.iter().filter(is_deleted).map(|named| named.id.clone()).collect();
            (!deleted.is_empty()).then(|| undoing(deleted))
        });
        undoing.collect()
    }

    /// All actions of the same vendor.
    fn siblings(&self) -> impl Iterator<Item = Self> + use<> {
        let vendor = self.vendor;
        let toolsets = vendor.toolsets.iter();
        toolsets.flat_map(move |toolset| toolset.actions.iter().map(move |action| Self { vendor, toolset, action }))
    }

    /// `<vendor>_<action>`: the tool name that is unambiguous whatever is configured.
    pub fn qualified_name(&self) -> String {
        self.facts().qualified_name()
    }
}
