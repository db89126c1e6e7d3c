//! What the stand-in remembers.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{
    domain_search::Task,
    events::{Event, Kind},
    shapes::{Job, hash},
    webhooks::Webhook,
};
use crate::ids::Clock;

/// A team's workspace with everything in it.
pub struct Workspace {
    pub prospects: Vec<Prospect>,
    pub lists: Vec<List>,
    pub campaigns: Vec<Campaign>,
    pub webhooks: Vec<Webhook>,
    /// The names of the custom fields and their types.
    pub custom_fields: &'static [(&'static str, &'static str)],
    /// By the id of a do-not-email list.
    pub do_not_email: BTreeMap<u64, Vec<String>>,
    /// The searches that were started.
    pub tasks: HashMap<String, Task>,
    /// What is paid for.
    pub paid: HashSet<String>,
    /// The people searches have shown: their mark, the domain and the number there.
    pub shown: HashMap<String, (String, usize)>,
    /// What was pushed into a queue, and how often it was asked for since.
    pub pushed: HashMap<String, u32>,
    /// Where moments come from.
    pub clock: Clock,
    /// The last number that was given out.
    pub last: u64,
    /// The credits of every account, and what one begins with.
    pub credits: HashMap<String, u32>,
    pub begin: u32,
}

/// A prospect in the account's own lists.
#[derive(Clone, Default)]
pub struct Prospect {
    pub id: String,
    pub email: Option<String>,
    pub name: String,
    pub first: String,
    pub last: String,
    pub industry: Option<String>,
    pub country: Option<String>,
    pub locality: Option<String>,
    pub phones: Vec<String>,
    pub job: Option<Job>,
    pub previous: Option<Job>,
    /// A network and the link.
    pub social: Vec<(String, String)>,
    pub custom: BTreeMap<String, String>,
    pub updated: i64,
}

/// A list of prospects.
pub struct List {
    pub id: u64,
    pub name: String,
    pub created: i64,
    pub deleted: Option<i64>,
    /// The ids of its prospects; the newest comes last.
    pub members: Vec<String>,
}

/// A campaign.
pub struct Campaign {
    pub id: u64,
    pub name: &'static str,
    pub list: u64,
    pub status: &'static str,
    pub created: i64,
    pub updated: i64,
    pub started: Option<i64>,
    pub owner: &'static str,
    /// The ids of the accounts it sends from: email and LinkedIn.
    pub senders: (u64, u64),
    pub subject: &'static str,
    pub body: &'static str,
    pub recipients: Vec<Recipient>,
    pub events: Vec<Event>,
}

/// Somebody a campaign writes to.
pub struct Recipient {
    /// The prospect's id.
    pub prospect: String,
    pub status: &'static str,
}

impl Workspace {
    /// The next number, for whatever needs one.
    pub fn next(&mut self) -> u64 {
        self.last += 1;
        self.last
    }

    /// Opens this account without credits.
    pub fn empty(&mut self, account: &str) {
        self.credits.insert(account.to_owned(), 0);
    }

    /// The credits of an account.
    pub fn balance(&self, account: &str) -> u32 {
        self.credits.get(account).copied().unwrap_or(self.begin)
    }

    /// Takes credits, where there are as many.
    pub fn spend(&mut self, account: &str, cost: u32) -> bool {
        let left = self.balance(account).checked_sub(cost);
        if let Some(left) = left {
            self.credits.insert(account.to_owned(), left);
        }
        left.is_some()
    }

    /// A prospect.
    pub fn prospect(&self, id: &str) -> Option<&Prospect> {
        self.prospects.iter().find(|prospect| prospect.id == id)
    }

    /// Somebody with this address, whatever its case.
    pub fn with_email(&self, email: &str) -> impl Iterator<Item = &Prospect> {
        self.prospects
            .iter()
            .filter(move |prospect| prospect.email.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(email)))
    }

    /// Whether nothing may be sent to an address.
    pub fn forbids(&self, email: &str) -> bool {
        let domain = email.rsplit_once('@').map_or("", |(_, domain)| domain);
        let mut items = self.do_not_email.values().flatten();
        items.any(|item| item.eq_ignore_ascii_case(email) || item.eq_ignore_ascii_case(domain))
    }

    /// The active campaigns that use a list write to a prospect who came into it.
    pub fn welcome(&mut self, list: u64, prospect: &str) {
        let email = self.prospect(prospect).and_then(|prospect| prospect.email.as_deref());
        if email.is_none_or(|email| self.forbids(email)) {
            return;
        }
        let now = self.clock.now();
        for campaign in self.campaigns.iter_mut().filter(|own| own.list == list && own.status == "Active") {
            if campaign.recipients.iter().all(|recipient| recipient.prospect != prospect) {
                campaign.recipients.push(Recipient { prospect: prospect.to_owned(), status: "Active" });
                campaign.send(prospect, now);
            }
        }
    }
}

impl List {
    /// Whether it can be used.
    pub fn is(&self, id: u64) -> bool {
        self.id == id && self.deleted.is_none()
    }
}

impl Campaign {
    /// Sends a recipient the next email.
    pub fn send(&mut self, prospect: &str, at: i64) {
        let first = self.events.iter().all(|event| event.prospect != prospect || event.kind != Kind::FirstEmail);
        self.note(if first { Kind::FirstEmail } else { Kind::FollowUp }, prospect, at);
    }

    /// Notes what happened.
    pub fn note(&mut self, kind: Kind, prospect: &str, at: i64) {
        let id = hash(self.id, self.events.len() as u64);
        self.events.push(Event { kind, prospect: prospect.to_owned(), at, id });
    }

    /// The mark its answers carry.
    pub fn hash(&self) -> String {
        hash(self.id, 0x51)
    }
}
