//! The record store: collections of JSON records, keyed by the path of the call that lists them.
//!
//! It lies below every vendor and knows none of their objects. [`Store`] keeps the records, [`Filter`] and [`page`] select
//! what a list call asks for, [`clock`] gives times and ids.

pub(crate) mod clock;
pub(crate) mod filter;
pub(crate) mod page;
mod record;

use std::collections::HashMap;

pub(crate) use self::{filter::Filter, record::Record};

/// The collections of one vendor, with the clock and the counters their ids come from.
#[derive(Default)]
pub(crate) struct Store {
    pub(crate) clock: clock::Clock,
    collections: HashMap<&'static str, Vec<Record>>,
    counters: HashMap<&'static str, u64>,
}

impl Store {
    /// The records of a collection, in the order they were added; none where nothing was added yet.
    pub(crate) fn all(&self, path: &str) -> &[Record] {
        self.collections.get(path).map(Vec::as_slice).unwrap_or_default()
    }

    /// The same to change them.
    pub(crate) fn all_mut(&mut self, path: &str) -> &mut [Record] {
        self.collections.get_mut(path).map(Vec::as_mut_slice).unwrap_or_default()
    }

    /// The records of a collection that lie below this parent.
    pub(crate) fn below<'a>(
        &'a self,
        path: &str,
        parent: &'a str,
    ) -> impl DoubleEndedIterator<Item = &'a Record> + Clone {
        self.all(path).iter().filter(move |record| record.parent.as_deref() == Some(parent))
    }

    /// The record with this id.
    pub(crate) fn find(&self, path: &str, id: &str) -> Option<&Record> {
        self.all(path).iter().find(|record| record.id == id)
    }

    /// The same to change it.
    pub(crate) fn find_mut(&mut self, path: &str, id: &str) -> Option<&mut Record> {
        self.all_mut(path).iter_mut().find(|record| record.id == id)
    }

    /// Adds a record at the end of its collection.
    pub(crate) fn insert(&mut self, path: &'static str, record: Record) {
        self.collections.entry(path).or_default().push(record);
    }

    /// Puts a changed copy of a record in the place of the one with its id. Does nothing where there is none.
    pub(crate) fn replace(&mut self, path: &str, record: &Record) {
        if let Some(own) = self.find_mut(path, &record.id) {
            own.clone_from(record);
        }
    }

    /// Removes a record and gives it.
    pub(crate) fn remove(&mut self, path: &str, id: &str) -> Option<Record> {
        let records = self.collections.get_mut(path)?;
        let index = records.iter().position(|record| record.id == id)?;
        Some(records.remove(index))
    }

    /// Removes every record that `keep` refuses and gives their number.
    pub(crate) fn retain(&mut self, path: &str, keep: impl FnMut(&Record) -> bool) -> usize {
        let Some(records) = self.collections.get_mut(path) else { return 0 };
        let before = records.len();
        records.retain(keep);
        before - records.len()
    }

    /// Orders a collection anew.
    pub(crate) fn sort_by_id(&mut self, path: &str) {
        if let Some(records) = self.collections.get_mut(path) {
            records.sort_by(|one, other| one.id.cmp(&other.id));
        }
    }

    /// The next number of a counter, from 1. Numbers of removed records are not given again.
    pub(crate) fn next_number(&mut self, counter: &'static str) -> u64 {
        let number = self.counters.entry(counter).or_default();
        *number += 1;
        *number
    }

    /// Makes a counter go on after this number.
    pub(crate) fn start_counter(&mut self, counter: &'static str, after: u64) {
        self.counters.insert(counter, after);
    }
}
