//! Finding addresses and verifying them.

use serde::Serialize;
use serde_json::{Map, Value};

use super::asks::{Answering, Asks};
use crate::schema::JsonSchema;

/// Whose address is sought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sought {
    /// Given name.
    pub first: String,
    /// Family name.
    pub last: String,
    /// Domain of the employer.
    pub domain: String,
}

/// Finds the address of a person by name and domain.
pub struct Finder {
    /// The action that spends.
    pub action: &'static str,
    /// The credits that a person costs at most.
    pub credits: f64,
    /// Its inputs.
    pub inputs: fn(&Sought) -> Value,
    /// What is found so far, by a free read; `None` where nothing was sought yet.
    pub known: for<'a> fn(&'a dyn Asks, &'a Sought) -> Answering<'a, Option<Search>>,
}

/// What a search for an address has found.
#[derive(Clone, Debug, PartialEq)]
pub enum Search {
    /// It runs on.
    Running,
    /// It has ended, with these addresses, the best first; whether the vendor has verified them.
    Ended(Vec<(String, Standing)>),
}

/// Verifies addresses.
pub struct Verifier {
    /// The action that spends.
    pub action: &'static str,
    /// The credits that an address costs; `None` where the vendor's documents do not say.
    pub credits: Option<f64>,
    /// Where it stands in the order in which verifiers are used, the cheapest first.
    pub rank: u8,
    /// So many addresses a call.
    pub batch: usize,
    /// The inputs of a call.
    pub inputs: fn(&[String]) -> Value,
    /// The results of earlier verifications, by a free read.
    pub known: for<'a> fn(&'a dyn Asks, &'a [String]) -> Answering<'a, Vec<Verified>>,
    /// The results in the answer of a call; those that are not there are read by `known`.
    pub answered: fn(&Map<String, Value>) -> Vec<Verified>,
}

/// What is known of an address.
#[derive(Clone, Debug, PartialEq)]
pub struct Verified {
    /// The address.
    pub address: String,
    /// The finding.
    pub standing: Standing,
    /// What the vendor says in its own words.
    pub words: Option<String>,
    /// The credits that the call used, where the vendor tells.
    pub credits_used: Option<f64>,
}

/// Whether mail to an address arrives: it does, it bounces, the server takes mail to any address, nobody knows, or the verification
/// runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Standing {
    Valid,
    Invalid,
    CatchAll,
    Unknown,
    Pending,
}
