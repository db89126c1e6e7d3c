//! The state of the Snov workspace: its records, the accounts' credits, and what searches leave behind.

use std::collections::{HashMap, HashSet};

use crate::store::Store;

/// A team's workspace, which all accounts share.
pub(super) struct Workspace {
    pub(super) store: Store,
    /// What a search found already and is not charged for again.
    pub(super) paid: HashSet<String>,
    /// The domain and the index there of the people that searches have shown, by hash.
    pub(super) shown_people: HashMap<String, (String, usize)>,
    /// The same of the people that searches of the database have shown.
    pub(super) shown_in_database: HashMap<String, (String, usize)>,
    /// How often the results of queued lookups were asked for, by the lookup's key.
    queue: HashMap<String, u32>,
    /// Credits by account, for accounts that have spent any.
    credits: HashMap<String, u32>,
    initial_credits: u32,
}

/// The counter that lists, campaigns, webhooks and tasks take their numbers from.
const NUMBERS: &str = "number";

impl Workspace {
    /// A workspace without records whose accounts have so many credits. Its numbers go on after `last_number`.
    pub(super) fn new(initial_credits: u32, last_number: u64) -> Self {
        let mut store = Store::default();
        store.start_counter(NUMBERS, last_number);
        Self {
            store,
            paid: HashSet::new(),
            shown_people: HashMap::new(),
            shown_in_database: HashMap::new(),
            queue: HashMap::new(),
            credits: HashMap::new(),
            initial_credits,
        }
    }

    /// The next number, for an id or a hash.
    pub(super) fn next_number(&mut self) -> u64 {
        self.store.next_number(NUMBERS)
    }

    pub(super) fn set_balance(&mut self, account: &str, credits: u32) {
        self.credits.insert(account.to_owned(), credits);
    }

    /// The credits of an account.
    pub(super) fn balance(&self, account: &str) -> u32 {
        self.credits.get(account).copied().unwrap_or(self.initial_credits)
    }

    /// Takes credits from an account. Takes none and gives `false` where it has too few.
    pub(super) fn spend(&mut self, account: &str, cost: u32) -> bool {
        let left = self.balance(account).checked_sub(cost);
        if let Some(left) = left {
            self.set_balance(account, left);
        }
        left.is_some()
    }

    /// Queues a lookup. One that is queued already stays as it is.
    pub(super) fn enqueue(&mut self, lookup: String) {
        self.queue.entry(lookup).or_default();
    }

    pub(super) fn is_queued(&self, lookup: &str) -> bool {
        self.queue.contains_key(lookup)
    }

    /// Counts one more question for the result of a lookup, and gives how often it was asked for before; nothing where it was
    /// never queued.
    pub(super) fn count_question(&mut self, lookup: &str) -> Option<u32> {
        let asked = self.queue.get_mut(lookup)?;
        let before = *asked;
        *asked = asked.saturating_add(1);
        Some(before)
    }
}
