//! What a vendor's actions contribute to questions across vendors: which of its actions answer a question, and how their outputs
//! become the one shape. The vendor states it as [`Across`]; whoever asks makes the calls ([`Asks`]), so that nothing here does I/O.

mod addresses;
mod asks;
mod calls;
mod enroll;
mod inbox;
mod people;
mod report;
mod values;

use std::fmt;

use serde_json::{Map, Value};

pub use self::{
    addresses::{Finder, Search, Sought, Standing, Verified, Verifier},
    asks::{Answering, Asks},
    calls::{Block, Part, Then, ToBlock},
    enroll::{Added, AddedBy, Enroller, NotTaken, Placed, PlacedOf, Row, Target, There},
    inbox::{Inbox, ReadWith, Reply, Since},
    people::{Person, Place, Reason, ReasonKind, Suppression, Who},
    report::{CampaignRow, Figures, Period, Report},
    values::{count, domain, foreign, is_same, is_set, rows, set, set_given, string},
};

/// What a vendor contributes to each question.
pub struct Across {
    /// Whether people are found by their name, and not by their address alone.
    pub by_name: bool,
    /// What of a person the vendor does not tell; a sentence.
    pub untold: fn(&Person) -> Option<&'static str>,
    /// Where a person is known, by free reads.
    pub person: for<'a> fn(&'a dyn Asks, &'a Who) -> Answering<'a, Vec<Person>>,
    /// Why addresses must not be mailed, by free reads.
    pub suppression: for<'a> fn(&'a dyn Asks, &'a [String]) -> Answering<'a, Suppression>,
    /// What of it the vendor does not let anybody read; a sentence.
    pub unreadable: Option<&'static str>,
    /// Whether each address takes a request of its own there, so that many of them may take longer than a call lasts.
    pub looks_up_singly: bool,
    /// The calls that block an address or a domain.
    pub block: for<'a> fn(&'a dyn Asks, &'a ToBlock) -> Answering<'a, Block>,
    /// Whether an entry goes on one of several lists, which the caller may name.
    pub blocks_on_lists: bool,
    /// Whether the answer to such a call says that the entry was there before; `None` where it does not tell.
    pub was_blocked: fn(&Map<String, Value>) -> Option<bool>,
    /// Finds the address of a person by name and domain, for credits.
    pub finder: Option<Finder>,
    /// Verifies addresses, for credits.
    pub verifier: Option<Verifier>,
    /// Adds people to a campaign or list.
    pub enroller: Enroller,
    /// What campaigns did.
    pub report: for<'a> fn(&'a dyn Asks, &'a Period) -> Answering<'a, Report>,
    /// Replies that nobody has answered.
    pub inbox: for<'a> fn(&'a dyn Asks, &'a Since) -> Answering<'a, Inbox>,
}

impl fmt::Debug for Across {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Across")
    }
}
