//! Where people are added: who is there already, and the calls that add the others.

use std::collections::BTreeMap;

use outreach_model::{
    across::{Added, Enroller, Part, Placed, Row as Person, Target},
    error::Failure,
};
use serde_json::{Map, Value};
use tokio::time::Instant;

use super::super::{
    ask::{self, Asked},
    verdicts::{Verdicts, renamed},
    verify::object,
};
use crate::service::builtin::form::Parts;

/// A campaign or list of a vendor, as some of the rows find it.
pub(super) struct Place<'a> {
    pub(super) home: &'a Asked<'a>,
    pub(super) target: &'a Target,
    placed: Placed,
    looked: Vec<Person>,
    /// The numbers of those that were looked for.
    rows: Vec<usize>,
    /// Where each of them stands among these.
    places: BTreeMap<usize, usize>,
}

impl<'a> Place<'a> {
    /// Reads who of these rows is there.
    ///
    /// # Errors
    ///
    /// Where that cannot be read, or nobody can be added there.
    pub(super) async fn read(
        home: &'a Asked<'a>,
        target: &'a Target,
        people: &[Person],
        rows: Vec<usize>,
        deadline: Instant,
    ) -> Result<Self, Failure> {
        let looked: Vec<Person> = rows.iter().filter_map(|at| people.get(*at).cloned()).collect();
        let mut placed = Placed::default();
        if !looked.is_empty() {
            let answer = (home.vendor.across.enroller.placed)(home, target, &looked);
            placed = ask::one(home, deadline, answer).await?;
        }
        if let Some(why) = &placed.cannot {
            return Err(Failure::invalid_input(format!("{why} Nothing was sent.")));
        }
        let places = rows.iter().enumerate().map(|(place, at)| (*at, place)).collect();
        Ok(Self { home, target, placed, looked, rows, places })
    }

    fn enroller(&self) -> &'static Enroller {
        &self.home.vendor.across.enroller
    }

    /// What it is, for a person who is asked.
    pub(super) fn named(&self) -> String {
        match self.target {
            Target::Campaign(id) => format!("campaign {id}"),
            Target::List(id) => format!("list {id}"),
        }
    }

    /// Whether the row is there.
    pub(super) fn is_there(&self, at: usize) -> bool {
        self.placed.there.iter().any(|there| self.rows.get(there.row) == Some(&at))
    }

    /// Says of each row that is there how it stands, and of each other one what of it is not taken.
    pub(super) fn tell(&self, verdicts: &mut Verdicts) {
        for there in &self.placed.there {
            if let Some(at) = self.rows.get(there.row) {
                verdicts.is_there(*at, there);
            }
        }
        for (place, at) in self.rows.iter().enumerate() {
            if self.placed.there.iter().all(|there| there.row != place)
                && let Some(note) = (self.enroller().not_taken)(self.target, &self.placed, &self.looked, place)
            {
                verdicts.note(*at, note);
            }
        }
    }

    /// The calls that add these of the rows.
    pub(super) fn calls(&self, rows: &[usize]) -> Vec<Part> {
        let places: Vec<usize> = rows.iter().filter_map(|at| self.places.get(at).copied()).collect();
        if places.is_empty() {
            return Vec::new();
        }
        let mut parts = (self.enroller().parts)(self.target, &self.placed, &self.looked, &places);
        for part in &mut parts {
            part.rows = part.rows.iter().filter_map(|place| self.rows.get(*place).copied()).collect();
        }
        parts
    }

    /// The same with those that follow: what goes on with an object that is still to be made has no id of it yet.
    pub(super) fn steps(&self, rows: &[usize]) -> Vec<Part> {
        let calls = self.calls(rows);
        let following: Vec<Part> = calls.iter().filter_map(|part| Some(part.then.as_ref()?.with("1", part))).collect();
        calls.into_iter().chain(following).collect()
    }

    /// What came of the rows of such a call.
    pub(super) fn added(&self, part: &Part, outputs: &Map<String, Value>) -> Vec<(usize, Added)> {
        (self.enroller().added)(part, outputs)
    }

    /// A message about a call, with the names that its inputs have in a row.
    pub(super) fn renamed(&self, message: &str, at: usize) -> String {
        renamed(message, at, self.enroller().names)
    }

    /// Checks each step of each row: what cannot be added is neither looked up nor paid for.
    pub(super) fn check(&self, parts: &dyn Parts, rows: &[usize], verdicts: &mut Verdicts) {
        for at in rows.iter().copied() {
            for part in self.steps(&[at]) {
                if let Err(failure) = parts.check(self.home.vendor, part.action, object(part.inputs)) {
                    let message = self.renamed(&failure.message, at);
                    verdicts.failed(at, &Failure { message, ..failure });
                    break;
                }
            }
        }
    }
}
