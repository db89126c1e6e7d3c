//! What the stand-in remembers.

use std::time::Instant;

use super::{
    campaigns::Campaign,
    emails::Email,
    lead_lists::LeadList,
    leads::{self, Lead},
};
use crate::ids::{Clock, stamp};

/// A workspace: one customer's leads, campaigns, mails and mailboxes.
pub struct Workspace {
    /// Its id.
    pub id: String,
    /// The person it belongs to.
    pub owner: String,
    /// The addresses of the connected mailboxes.
    pub mailboxes: Vec<&'static str>,
    pub leads: Vec<Lead>,
    pub campaigns: Vec<Campaign>,
    pub emails: Vec<Email>,
    pub lead_lists: Vec<LeadList>,
    /// What was accepted and takes effect later.
    pub jobs: Vec<(Instant, leads::Interest)>,
    /// Where ids and times come from.
    pub clock: Clock,
}

impl Workspace {
    /// An id and a timestamp for something that is made now.
    pub fn new_id(&mut self) -> (String, String) {
        let now = self.clock.now();
        (self.clock.id(now), stamp(now))
    }

    /// A timestamp for something that changes now.
    pub fn now(&mut self) -> String {
        stamp(self.clock.now())
    }

    /// Whether this mailbox is connected.
    pub fn has_mailbox(&self, address: &str) -> bool {
        self.mailboxes.iter().any(|mailbox| mailbox.eq_ignore_ascii_case(address))
    }

    /// Carries out the jobs that are due. Every call does so first, which saves a clockwork of its own.
    pub fn settle(&mut self) {
        let now = Instant::now();
        let (due, later) = std::mem::take(&mut self.jobs).into_iter().partition(|(at, _)| *at <= now);
        self.jobs = later;
        let due: Vec<(Instant, leads::Interest)> = due;
        for (_, interest) in due {
            interest.take_effect(self);
        }
    }
}
