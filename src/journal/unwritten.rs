//! The ends of calls that could not be written to the store yet.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use super::record::{Ended, Entry};

/// The latest end of each entry that is still to be written, by the entry's id. Clones share it.
#[derive(Clone, Default)]
pub(super) struct Unwritten(Arc<Mutex<HashMap<String, Arc<PendingEnd>>>>);

/// An end that is still to be written.
pub(super) struct PendingEnd {
    pub(super) ended: Ended,
    /// When the call ended, in Unix milliseconds.
    pub(super) at_ms: i64,
}

impl Unwritten {
    fn map<T>(&self, work: impl FnOnce(&mut HashMap<String, Arc<PendingEnd>>) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Remembers an end in place of an earlier one. Returns whether there was none.
    pub(super) fn put(&self, id: &str, pending: PendingEnd) -> bool {
        self.map(|ends| ends.insert(id.to_owned(), Arc::new(pending))).is_none()
    }

    pub(super) fn get(&self, id: &str) -> Option<Arc<PendingEnd>> {
        self.map(|ends| ends.get(id).cloned())
    }

    /// Forgets an end that was written, unless a later one has replaced it. Returns whether none is left.
    pub(super) fn written(&self, id: &str, pending: &Arc<PendingEnd>) -> bool {
        self.map(|ends| {
            if ends.get(id).is_some_and(|latest| Arc::ptr_eq(latest, pending)) {
                ends.remove(id);
            }
            !ends.contains_key(id)
        })
    }

    /// Forgets the end of this entry: a later one was written.
    pub(super) fn forget(&self, id: &str) {
        self.map(|ends| ends.remove(id));
    }

    pub(super) fn ids(&self) -> Vec<String> {
        self.map(|ends| ends.keys().cloned().collect())
    }

    /// The entry as it is once its end is written.
    pub(super) fn applied_to(&self, entry: Entry) -> Entry {
        match self.get(&entry.id) {
            Some(pending) => pending.ended.applied_to(entry),
            None => entry,
        }
    }
}
