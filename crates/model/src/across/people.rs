//! People as vendors know them, and why they must not be mailed.

use std::collections::BTreeSet;

use serde::Serialize;

use super::values::{domain, parent_domains};
use crate::{schema::JsonSchema, untrusted::Untrusted};

/// Who is looked for.
#[derive(Clone, Debug)]
pub enum Who {
    /// The person of this address.
    Address(String),
    /// People of this name.
    Name { first: String, last: String },
}

/// A person as a vendor knows it.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Person {
    /// Vendor that knows the person
    pub vendor: String,
    /// Id of the person's record there
    pub id: Option<String>,
    /// Email address
    pub email: Option<String>,
    /// Given name
    pub first_name: Option<Untrusted<String>>,
    /// Family name
    pub last_name: Option<Untrusted<String>>,
    /// Name of the company
    pub company: Option<Untrusted<String>>,
    /// Position in the company
    pub job_title: Option<Untrusted<String>>,
    /// Lists that the person is on
    pub lists: Vec<Place>,
    /// Campaigns that the person is in
    pub campaigns: Vec<Place>,
    /// When the person was last mailed, as the vendor writes it; absent: never, or the vendor does not tell
    pub last_contact: Option<String>,
    /// How often the person replied; absent where the vendor does not tell
    pub replies: Option<u64>,
    /// When the person last replied
    pub last_reply: Option<String>,
}

/// A list or a campaign that a person is in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Place {
    /// Its id, where the vendor tells it
    pub id: Option<String>,
    /// Its name, where the vendor tells it
    pub name: Option<String>,
    /// How the person stands in it, in the vendor's words: active, completed, unsubscribed and the like
    pub state: Option<String>,
}

/// Why addresses must not be mailed, as far as a vendor tells.
#[derive(Clone, Debug, Default)]
pub struct Suppression {
    /// What was found.
    pub reasons: Vec<Reason>,
    /// What could not be read this time, so that any address of which nothing was found may be suppressed all the same; a sentence.
    pub incomplete: Option<String>,
}

/// Why an address must not be mailed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Reason {
    /// Vendor that says so
    pub vendor: String,
    /// The address that it is about
    #[serde(skip)]
    pub address: String,
    /// blocked_address or blocked_domain: on a block list; blocked_parent_domain: a domain above it is, and whether that keeps it from
    /// being mailed is not documented; excluded: marked as never to be mailed; unsubscribed; bounced
    pub kind: ReasonKind,
    /// The entry of a block list, the address or its domain; else the campaign or list where it happened
    pub entry: Option<String>,
}

/// A kind of reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum ReasonKind {
    BlockedAddress,
    BlockedDomain,
    BlockedParentDomain,
    Excluded,
    Unsubscribed,
    Bounced,
}

impl ReasonKind {
    /// Whether it is known that mail must not go there, by what the vendor documents.
    pub const fn is_certain(self) -> bool {
        !matches!(self, Self::BlockedParentDomain)
    }
}

impl Reason {
    /// Why an address must not be mailed where these entries are blocked at a vendor. That a domain is blocked holds for its subdomains
    /// at no vendor by its documents.
    pub fn of_entries(vendor: &str, address: &str, blocked: &BTreeSet<String>) -> Vec<Self> {
        let reason = |kind, entry: String| {
            let found = blocked.contains(&entry);
            found.then(|| Self { vendor: vendor.to_owned(), address: address.to_owned(), kind, entry: Some(entry) })
        };
        let certain = [
            reason(ReasonKind::BlockedAddress, address.to_lowercase()),
            reason(ReasonKind::BlockedDomain, domain(address)),
        ];
        let parents = parent_domains(address);
        let parents = parents.into_iter().filter_map(|parent| reason(ReasonKind::BlockedParentDomain, parent));
        certain.into_iter().flatten().chain(parents).collect()
    }

    /// The entries of a block list that would be such reasons, in lower case.
    pub fn entries_of(addresses: &[String]) -> BTreeSet<String> {
        let of_one =
            |address: &String| [vec![address.to_lowercase(), domain(address)], parent_domains(address)].concat();
        addresses.iter().flat_map(of_one).collect()
    }
}
