//! Remembers for a short time what was looked up of an address, so that a second call goes on where the first one stopped.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use outreach_model::across::Reason;
use tokio::time::Instant;

/// How long an answer is remembered: as long as a token of confirmation, and no longer, since somebody may unsubscribe at any time.
const KEPT: Duration = Duration::from_secs(10 * 60);

/// So many addresses are remembered at most.
const MAX_KEPT: usize = 10_000;

/// What was looked up, of all accounts.
#[derive(Default)]
pub struct LookedUp(Mutex<HashMap<(String, String), Answer>>);

struct Answer {
    at: Instant,
    reasons: Vec<Reason>,
}

/// What was looked up of one account.
pub struct LookedUpOf<'a> {
    all: &'a LookedUp,
    account: String,
}

impl LookedUp {
    pub(crate) fn of(&self, account: String) -> LookedUpOf<'_> {
        LookedUpOf { all: self, account }
    }

    fn locked(&self) -> MutexGuard<'_, HashMap<(String, String), Answer>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl LookedUpOf<'_> {
    /// Why an address must not be mailed, where that was looked up a short time ago.
    pub(super) fn get(&self, address: &str) -> Option<Vec<Reason>> {
        let key = (self.account.clone(), address.to_lowercase());
        self.all.locked().get(&key).filter(|answer| answer.at.elapsed() < KEPT).map(|answer| answer.reasons.clone())
    }

    /// Remembers what was answered of an address.
    pub(super) fn put(&self, address: &str, reasons: Vec<Reason>) {
        let mut all = self.all.locked();
        if all.len() >= MAX_KEPT {
            all.retain(|_, answer| answer.at.elapsed() < KEPT);
        }
        if all.len() < MAX_KEPT {
            all.insert((self.account.clone(), address.to_lowercase()), Answer { at: Instant::now(), reasons });
        }
    }

    /// Forgets what was answered: it may have changed.
    pub(crate) fn forget(&self) {
        self.all.locked().retain(|(account, _), _| *account != self.account);
    }
}
