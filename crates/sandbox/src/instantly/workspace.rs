//! The state of the Instantly workspace: its records, its mailboxes and the background jobs under way.

use std::time::Instant;

use crate::store::{Store, clock::stamp};

/// One customer's workspace.
pub(super) struct Workspace {
    pub(super) store: Store,
    /// Its id, which objects show as their organization.
    pub(super) id: String,
    /// The id of the user the API key belongs to.
    pub(super) owner: String,
    /// The addresses of the connected mailboxes.
    pub(super) mailboxes: &'static [&'static str],
    jobs: Vec<(Instant, Job)>,
}

/// The effect of a background job.
type Job = Box<dyn FnOnce(&mut Workspace) + Send>;

impl Workspace {
    /// A workspace without records.
    pub(super) fn new(store: Store, id: String, owner: String, mailboxes: &'static [&'static str]) -> Self {
        Self { store, id, owner, mailboxes, jobs: Vec::new() }
    }

    /// An id and a timestamp for a record that is created now.
    pub(super) fn new_id(&mut self) -> (String, String) {
        let now = self.store.clock.now();
        (self.store.clock.uuid(now), stamp(now))
    }

    /// The current time as a timestamp.
    pub(super) fn now(&mut self) -> String {
        stamp(self.store.clock.now())
    }

    /// Whether a mailbox is connected.
    pub(super) fn has_mailbox(&self, address: &str) -> bool {
        self.mailboxes.iter().any(|mailbox| mailbox.eq_ignore_ascii_case(address))
    }

    /// Accepts a job that takes effect at `due`.
    pub(super) fn schedule(&mut self, due: Instant, job: impl FnOnce(&mut Self) + Send + 'static) {
        self.jobs.push((due, Box::new(job)));
    }

    /// Carries out the jobs that are due. Every call does this first, so no timer is needed.
    pub(super) fn run_due_jobs(&mut self) {
        let now = Instant::now();
        let (due, later): (Vec<_>, Vec<_>) = std::mem::take(&mut self.jobs).into_iter().partition(|(at, _)| *at <= now);
        self.jobs = later;
        for (_, job) in due {
            job(self);
        }
    }
}
