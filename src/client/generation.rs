//! Which generation of its vendor's API an account has, as its calls find out.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Mutex, PoisonError},
    time::Instant,
};

use outreach_model::generation::{Generation, PreparedSuccessor};
use tokio::sync::OnceCell;

/// The generations that a key opens, where the key decides it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Opened {
    pub(super) first: bool,
    pub(super) next: bool,
}

impl Opened {
    /// This one alone.
    pub(super) const fn only(generation: Generation) -> Self {
        Self { first: matches!(generation, Generation::First), next: matches!(generation, Generation::Next) }
    }

    /// Whether it opens this one.
    pub(crate) const fn has(self, generation: Generation) -> bool {
        match generation {
            Generation::First => self.first,
            Generation::Next => self.next,
        }
    }
}

/// What is known of a key, and when it was found out in this process.
pub(super) type Known = Option<(Opened, Instant)>;

/// The generations that an account has, by the family of calls.
#[derive(Default)]
pub(crate) struct GenerationMemory {
    /// The one that the operator has chosen; `None` where it is found out.
    chosen: Option<Generation>,
    found: Mutex<BTreeMap<&'static str, Found>>,
    /// The families that neither generation had when they were asked last.
    absent: Mutex<BTreeSet<&'static str>>,
    /// Set once what other processes have found is known.
    pub(crate) recalled: OnceCell<()>,
    /// Which ones the key opens, where the key decides it.
    opened: Mutex<Known>,
}

/// A generation that has answered, or whose predecessor is gone.
#[derive(Clone, Copy)]
struct Found {
    generation: Generation,
    /// Whether it is still to be told to other processes.
    is_news: bool,
}

impl GenerationMemory {
    pub(super) fn new(chosen: Option<Generation>) -> Self {
        Self { chosen, ..Self::default() }
    }

    /// The generation that the operator has chosen.
    pub(crate) const fn chosen(&self) -> Option<Generation> {
        self.chosen
    }

    /// The generation of a family of calls, as far as it is known.
    pub(crate) fn of(&self, family: &str) -> Option<Generation> {
        self.chosen.or_else(|| self.locked(|found| found.get(family).map(|found| found.generation)))
    }

    /// Takes over what another process has found.
    pub(crate) fn recall(&self, family: &'static str, generation: Generation) {
        self.locked(|found| *found.entry(family).or_insert(Found { generation, is_news: false }));
    }

    /// What was found since this was asked last, to be told to other processes.
    pub(crate) fn news(&self) -> Vec<(&'static str, Generation)> {
        self.locked(|found| {
            let news = found.iter_mut().filter(|(_, found)| found.is_news);
            news.map(|(family, found)| {
                found.is_news = false;
                (*family, found.generation)
            })
            .collect()
        })
    }

    /// Which ones the key opens, as this process has found out.
    pub(super) fn opened(&self) -> Known {
        *self.opened.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn set_opened(&self, opened: (Opened, Instant)) {
        *self.opened.lock().unwrap_or_else(PoisonError::into_inner) = Some(opened);
    }

    /// This one has answered.
    pub(super) fn note(&self, family: &'static str, generation: Generation) {
        self.absent.lock().unwrap_or_else(PoisonError::into_inner).remove(family);
        self.suppose(family, generation);
    }

    /// This one is asked from now on, whether or not it answers.
    pub(super) fn suppose(&self, family: &'static str, generation: Generation) {
        self.locked(|found| {
            let before = found.get(family).map(|found| (found.generation, found.is_news));
            // That the first one answers is what is taken for granted.
            let is_news = match before {
                None => generation == Generation::Next,
                Some((known, is_news)) => is_news || known != generation,
            };
            found.insert(family, Found { generation, is_news });
        });
    }

    /// Neither generation has this family: nothing is known of it.
    pub(super) fn note_absent(&self, family: &'static str) {
        self.locked(|found| found.remove(family));
        self.absent.lock().unwrap_or_else(PoisonError::into_inner).insert(family);
    }

    /// Whether neither generation had this family when it was asked last.
    pub(super) fn is_absent(&self, family: &str) -> bool {
        self.absent.lock().unwrap_or_else(PoisonError::into_inner).contains(family)
    }

    fn locked<T>(&self, use_it: impl FnOnce(&mut BTreeMap<&'static str, Found>) -> T) -> T {
        use_it(&mut self.found.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The generations to ask, in this order.
    pub(super) fn order(&self, successor: &PreparedSuccessor) -> &'static [Generation] {
        use Generation::{First, Next};
        match self.of(successor.facts.family) {
            _ if successor.is_alone => &[Next],
            Some(First) if self.chosen.is_some() => &[First],
            Some(Next) if self.chosen.is_some() => &[Next],
            Some(Next) => &[Next, First],
            Some(First) | None => &[First, Next],
        }
    }
}
