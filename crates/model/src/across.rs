//! What a vendor's actions contribute to questions across vendors: which of its actions answer a question, and how their outputs
//! become the one shape. The vendor states it as [`Across`]; whoever asks makes the calls ([`Asks`]), so that nothing here does I/O.

use std::{fmt, future::Future, pin::Pin};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{error::Failure, schema::JsonSchema, untrusted::Untrusted};

/// An answer that takes calls.
pub type Answering<'a, T> = Pin<Box<dyn Future<Output = Result<T, Failure>> + Send + 'a>>;

/// Makes calls of one vendor's actions that read, each as if it was called itself.
pub trait Asks: Send + Sync {
    /// The outputs of an action; `inputs` is an object.
    fn ask<'a>(&'a self, action: &'static str, inputs: Value) -> Answering<'a, Map<String, Value>>;

    /// Whether the caller may call an action.
    fn has(&self, action: &str) -> bool;
}

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
    /// blocked_address or blocked_domain: on a block list; excluded: marked as never to be mailed; unsubscribed; bounced
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
    Excluded,
    Unsubscribed,
    Bounced,
}

/// What is to be blocked.
#[derive(Clone, Debug)]
pub struct ToBlock {
    /// The address or the domain.
    pub value: String,
    /// Whether it is a domain.
    pub is_domain: bool,
    /// The list that it is put on, where the vendor has several and the caller names one.
    pub list_id: Option<String>,
}

/// How something is blocked.
#[derive(Clone, Debug)]
pub enum Block {
    /// By these calls.
    By(Vec<Part>),
    /// It is blocked already, by this entry.
    Already(String),
    /// It cannot be: why, and what the caller can do. A sentence.
    Cannot(String),
}

/// A call that a composed call makes.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// The action.
    pub action: &'static str,
    /// Its inputs, an object.
    pub inputs: Value,
    /// What it is about, for a person who is asked: an address, or so many of them.
    pub target: String,
    /// The rows of the composed call that it is for.
    pub rows: Vec<usize>,
    /// The call that goes on with what this one made.
    pub then: Option<Then>,
}

/// A call that goes on with what another one made.
#[derive(Clone, Debug)]
pub struct Then {
    /// The action.
    pub action: &'static str,
    /// Its inputs, but for the id.
    pub inputs: Value,
    /// The output of the other one that is the object.
    pub made: &'static str,
    /// The input that takes its id.
    pub id: &'static str,
}

impl Then {
    /// The call, of the object with this id.
    pub fn with(&self, id: &str, after: &Part) -> Part {
        let mut inputs = self.inputs.clone();
        set(&mut inputs, self.id, id);
        Part { action: self.action, inputs, target: after.target.clone(), rows: after.rows.clone(), then: None }
    }
}

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

/// A person to add.
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
pub struct Row {
    /// Email address
    pub email: String,
    /// Given name
    pub first_name: Option<String>,
    /// Family name
    pub last_name: Option<String>,
    /// Name of the company
    pub company_name: Option<String>,
    /// Position in the company
    pub job_title: Option<String>,
    /// Phone number
    pub phone: Option<String>,
}

/// Where people are added.
#[derive(Clone, Debug)]
pub enum Target {
    /// To the campaign of this id.
    Campaign(String),
    /// To the list of this id, or name where the vendor goes by names.
    List(String),
}

/// Reads who is at a place already.
pub type PlacedOf = for<'a> fn(&'a dyn Asks, &'a Target, &'a [Row]) -> Answering<'a, Placed>;

/// What came of the rows of a call.
pub type AddedBy = fn(&Part, &Map<String, Value>, &[Row]) -> Vec<(usize, Added)>;

/// Adds people to a campaign or list.
pub struct Enroller {
    /// Who is there already, and what the calls need; by free reads.
    pub placed: PlacedOf,
    /// The calls that add these of the rows, by their numbers.
    pub parts: fn(&Target, &Placed, &[Row], &[usize]) -> Vec<Part>,
    /// What came of the rows of such a call.
    pub added: AddedBy,
    /// What the inputs of such a call are called in a row: in place of the first name, the second.
    pub names: &'static [(&'static str, &'static str)],
}

/// What is known before people are added.
#[derive(Clone, Debug, Default)]
pub struct Placed {
    /// The rows that are there already.
    pub there: Vec<usize>,
    /// What the vendor needs to know of the place and of each row, in its own form.
    pub known: Value,
    /// Why nobody can be added there; a sentence.
    pub cannot: Option<String>,
}

/// What came of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Added {
    /// It was added.
    Yes,
    /// It was there already.
    Already,
    /// The vendor's block list keeps it out.
    Suppressed(String),
    /// It was not added.
    No(String),
}

/// Which campaigns are reported, and when.
#[derive(Clone, Debug, Default)]
pub struct Period {
    /// The first day, YYYY-MM-DD.
    pub from: Option<String>,
    /// The last day, YYYY-MM-DD.
    pub to: Option<String>,
    /// The day after the last.
    pub until: Option<String>,
    /// Only these campaigns; empty: all.
    pub ids: Vec<String>,
    /// So many campaigns at most.
    pub most: usize,
}

/// What campaigns did.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// A row a campaign.
    pub rows: Vec<CampaignRow>,
    /// The figures that the vendor does not tell.
    pub unknown: Vec<&'static str>,
    /// What the figures mean, or what is left out.
    pub notes: Vec<String>,
}

/// The figures of a campaign.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct CampaignRow {
    /// Vendor that runs it
    pub vendor: String,
    /// Id of the campaign
    pub id: String,
    /// Name of the campaign
    pub name: Option<String>,
    /// Its state, in the vendor's words
    pub status: Option<String>,
    #[serde(flatten)]
    pub figures: Figures,
    /// The figures since it began, where the vendor tells those alone; they are in no total
    pub since_start: Option<Figures>,
}

/// Figures over a period. One that a vendor does not tell is absent, never 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Figures {
    /// People mailed
    pub contacted: Option<u64>,
    /// Emails sent
    pub sent: Option<u64>,
    /// Emails delivered
    pub delivered: Option<u64>,
    /// People who opened
    pub opened: Option<u64>,
    /// People who replied, without automatic replies
    pub replied: Option<u64>,
    /// People marked as interested
    pub interested: Option<u64>,
    /// Bounces
    pub bounced: Option<u64>,
    /// People who unsubscribed
    pub unsubscribed: Option<u64>,
}

impl Figures {
    /// The figures with their names, in the order of the outputs.
    pub fn named(&self) -> [(&'static str, Option<u64>); 8] {
        [
            ("contacted", self.contacted),
            ("sent", self.sent),
            ("delivered", self.delivered),
            ("opened", self.opened),
            ("replied", self.replied),
            ("interested", self.interested),
            ("bounced", self.bounced),
            ("unsubscribed", self.unsubscribed),
        ]
    }

    /// The sums of what these tell. A sum of nothing is left out where one that sent mail does not tell the figure: 0 would say that there
    /// was none.
    pub fn total<'a>(all: impl Iterator<Item = &'a Self> + Clone) -> Self {
        let total = all.clone().fold(Self::default(), |sum, one| sum.plus(one));
        let is_told = |figure: fn(&Self) -> Option<u64>| {
            figure(&total).filter(|sum| {
                *sum > 0 || all.clone().all(|one| figure(one).is_some() || one.sent.unwrap_or_default() == 0)
            })
        };
        Self {
            contacted: is_told(|one| one.contacted),
            sent: is_told(|one| one.sent),
            delivered: is_told(|one| one.delivered),
            opened: is_told(|one| one.opened),
            replied: is_told(|one| one.replied),
            interested: is_told(|one| one.interested),
            bounced: is_told(|one| one.bounced),
            unsubscribed: is_told(|one| one.unsubscribed),
        }
    }

    /// The sums of what both tell; what one of them does not tell is taken from the other.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        let sum = |one: Option<u64>, other: Option<u64>| match (one, other) {
            (Some(one), Some(other)) => Some(one.saturating_add(other)),
            (one, other) => one.or(other),
        };
        Self {
            contacted: sum(self.contacted, other.contacted),
            sent: sum(self.sent, other.sent),
            delivered: sum(self.delivered, other.delivered),
            opened: sum(self.opened, other.opened),
            replied: sum(self.replied, other.replied),
            interested: sum(self.interested, other.interested),
            bounced: sum(self.bounced, other.bounced),
            unsubscribed: sum(self.unsubscribed, other.unsubscribed),
        }
    }
}

/// Which replies are asked for.
#[derive(Clone, Debug, Default)]
pub struct Since {
    /// Not older than this, RFC 3339.
    pub since: Option<String>,
    /// So many at most.
    pub limit: usize,
}

/// Replies that nobody has answered.
#[derive(Clone, Debug, Default)]
pub struct Inbox {
    /// The replies, in any order.
    pub replies: Vec<Reply>,
    /// What the vendor does not tell; sentences.
    pub notes: Vec<String>,
    /// Whether there may be replies that were not read.
    pub has_more: bool,
}

/// A reply.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Reply {
    /// Vendor that holds it
    pub vendor: String,
    /// When it came, as the vendor writes it
    pub at: Option<String>,
    /// Id of the mail, or of the person where mails have none
    pub id: Option<String>,
    /// Address of who wrote it
    pub from: Option<String>,
    /// Name of who wrote it
    pub name: Option<Untrusted<String>>,
    /// Subject
    pub subject: Option<Untrusted<String>>,
    /// Beginning of its text; absent where the vendor does not give the text
    pub preview: Option<Untrusted<String>>,
    /// Campaign that it answers: name, or id where no name is told
    pub campaign: Option<String>,
    /// true: nobody has opened it yet; absent where the vendor does not tell
    pub unread: Option<bool>,
    /// The call that reads the whole; absent: no tool does
    pub read_with: Option<ReadWith>,
}

/// A call of a tool.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReadWith {
    /// Tool to call
    pub tool: String,
    /// Its inputs
    pub inputs: Map<String, Value>,
}

impl ReadWith {
    /// The call of a tool with these inputs, an object.
    pub fn new(tool: &str, inputs: Value) -> Option<Self> {
        match inputs {
            Value::Object(inputs) => Some(Self { tool: tool.to_owned(), inputs }),
            _ => None,
        }
    }
}

/// The rows in an output.
pub fn rows<'a>(outputs: &'a Map<String, Value>, name: &str) -> &'a [Value] {
    outputs.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// Sets a field of an object.
pub fn set(object: &mut Value, field: &str, value: impl Into<Value>) {
    if let Value::Object(fields) = object {
        fields.insert(field.to_owned(), value.into());
    }
}

/// Sets those of the fields that are given.
pub fn set_given(object: &mut Value, fields: &[(&str, &Option<String>)]) {
    for (field, value) in fields {
        if let Some(value) = value {
            set(object, field, value.as_str());
        }
    }
}

/// A field as text: a text that is not blank, or a number.
pub fn string(row: &Value, field: &str) -> Option<String> {
    match row.get(field)? {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The same, as text of a third party.
pub fn foreign(row: &Value, field: &str) -> Option<Untrusted<String>> {
    string(row, field).map(Untrusted)
}

/// A field as a count.
pub fn count(row: &Value, field: &str) -> Option<u64> {
    row.get(field)?.as_u64()
}

/// Whether a field is true, or 1.
pub fn is_set(row: &Value, field: &str) -> bool {
    row.get(field).is_some_and(|flag| flag.as_bool() == Some(true) || flag.as_u64() == Some(1))
}

/// The domain of an address, in lower case.
pub fn domain(address: &str) -> String {
    address.rsplit_once('@').map_or(address, |(_, domain)| domain).to_lowercase()
}

/// Whether two addresses are the same.
pub fn is_same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}
