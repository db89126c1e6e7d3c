//! The rows of `find_and_verify`, and what is known of each.

use std::collections::BTreeMap;

use outreach_model::{
    across::{Sought, Standing, Verified},
    addresses,
    error::{ErrorKind, Failure},
    schema::JsonSchema,
};
use serde::{Deserialize, Serialize};

use super::{
    ask::{self, Cause, Failed},
    verify::{Credits, Finding},
};
use crate::service::builtin::form::Parts;

/// So many people and addresses a call.
const MAX_ROWS: usize = 10;

#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct PersonSought {
    /// Given name
    pub(super) first_name: String,
    /// Family name
    pub(super) last_name: String,
    /// Domain of the employer, e.g. example.com
    pub(super) domain: String,
}

#[derive(Debug, Default, Serialize, JsonSchema)]
pub(crate) struct Row {
    /// Given name, as given
    pub(super) first_name: Option<String>,
    /// Family name, as given
    pub(super) last_name: Option<String>,
    /// Address: the one given, or the one found; absent: none was found
    pub(super) email: Option<String>,
    /// valid: mail arrives; invalid: it bounces, or is no address; catch_all: the server takes any address; unknown: the verifier cannot
    /// tell; pending: ask again; absent: not verified, see `because`
    pub(super) standing: Option<Standing>,
    /// Vendor that gave the address
    pub(super) found_by: Option<String>,
    /// Vendor that verified it
    pub(super) verified_by: Option<String>,
    /// Why there is no address or no finding, and what to do
    pub(super) because: Option<String>,
}

/// What is known of one row.
pub(super) struct State {
    pub(super) sought: Option<Sought>,
    pub(super) row: Row,
    /// How it failed, where it did: nothing more is done for it.
    pub(super) failed: Option<Cause>,
    /// Whether it needs no more, though nothing was verified.
    pub(super) is_settled: bool,
}

impl State {
    pub(super) fn new(sought: Option<Sought>, row: Row) -> Self {
        Self { sought, row, failed: None, is_settled: false }
    }

    pub(super) fn fail(&mut self, failure: &Failure) {
        self.row.because = Some(failure.message.clone());
        self.failed = Some(Cause::from(failure));
    }

    /// Whether an address is still to be found.
    pub(super) fn is_sought(&self) -> bool {
        self.sought.is_some() && self.row.email.is_none() && self.failed.is_none()
    }
}

/// Writes what is known of an address into its row.
fn settle(standing: &mut Option<Standing>, by: &mut Option<String>, Finding { vendor, verified }: &Finding) {
    let Verified { standing: found, .. } = verified;
    *standing = Some(*found);
    *by = Some(vendor.id.to_owned());
}

/// The rows of a call.
///
/// # Errors
///
/// Where there are none, or too many.
pub(super) fn states(people: &[PersonSought], emails: &[String], parts: &dyn Parts) -> Result<Vec<State>, Failure> {
    if people.is_empty() && emails.is_empty() || people.len() + emails.len() > MAX_ROWS {
        return Err(Failure::invalid_input(format!(
            "Give `people` or `emails`, 1 to {MAX_ROWS} together, not {}. Nothing was sent; correct the inputs and call again.",
            people.len() + emails.len()
        )));
    }
    let person = |(at, person): (usize, &PersonSought)| {
        let (first, last) = (person.first_name.trim().to_owned(), person.last_name.trim().to_owned());
        let row = Row { first_name: Some(first.clone()), last_name: Some(last.clone()), ..Row::default() };
        match addresses::domain(person.domain.trim().trim_start_matches('@')) {
            Ok(domain) => State::new(Some(Sought { first, last, domain }), row),
            Err(why) => {
                let mut state = State::new(None, row);
                state.fail(&wrong(&format!("`people[{at}].domain`"), &why));
                state
            }
        }
    };
    let email = |(at, email): (usize, &String)| {
        let input = format!("`emails[{at}]`");
        let address = addresses::address(email.trim()).map(|address| address.to_string());
        let mut state = State::new(None, Row { email: Some(email.clone()), ..Row::default() });
        match address {
            Err(why) => {
                state.row.standing = Some(Standing::Invalid);
                state.fail(&wrong(&input, &why));
            }
            Ok(address) => {
                // What a rule forbids is not paid for.
                if let Err(failure) = parts.permits_address(&input, &address) {
                    state.fail(&failure);
                }
                state.row.email = Some(address);
            }
        }
        state
    };
    Ok(people.iter().enumerate().map(person).chain(emails.iter().enumerate().map(email)).collect())
}

/// That an input is wrong.
fn wrong(input: &str, why: &str) -> Failure {
    Failure::invalid_input(format!("{input} {}.", why.trim_end_matches('.')))
}

/// That no vendor can do this.
pub(super) fn none_does(what: &str) -> Failure {
    let message = format!("No vendor that {what} is set up, asked and answering.");
    Failure::new(ErrorKind::NotConfigured, message)
}

/// That every row failed; the rows beside it.
pub(super) fn all_failed(states: Vec<State>, credits_used: &[Credits], failed: &[Failed]) -> Failure {
    let causes: Vec<Cause> = states.iter().filter_map(|state| state.failed).collect();
    let mut rows: Vec<Row> = states.into_iter().map(|state| state.row).collect();
    let first = rows.first().and_then(|row| row.because.clone()).unwrap_or_default();
    // What all of them say is said once.
    let is_one = rows.iter().all(|row| row.because.as_ref() == Some(&first));
    let why = if is_one { first } else { "`results` says why, row by row.".to_owned() };
    if is_one {
        rows.iter_mut().for_each(|row| row.because = None);
    }
    let mut failure = ask::failure_of(&causes, format!("No address was found or verified. {why}"));
    failure.details.insert("results".to_owned(), ask::details(&rows));
    for (name, rows) in [("credits_used", ask::details(&credits_used)), ("failed", ask::details(&failed))] {
        if rows.as_array().is_some_and(|rows| !rows.is_empty()) {
            failure.details.insert(name.to_owned(), rows);
        }
    }
    failure
}

/// Writes findings into the rows of their addresses.
pub(super) fn apply(states: &mut [State], found: &BTreeMap<String, Finding>) {
    for state in states.iter_mut() {
        let Some(finding) = state.row.email.as_ref().and_then(|address| found.get(&address.to_lowercase())) else {
            continue;
        };
        if finding.verified.standing == Standing::Pending && state.row.standing.is_some() {
            continue;
        }
        settle(&mut state.row.standing, &mut state.row.verified_by, finding);
    }
}
