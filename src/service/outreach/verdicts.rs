//! What comes of the rows of a call: a verdict each, and the failure of the whole where none of them stands.

use std::collections::BTreeMap;

use outreach_model::{
    across::{Part, There},
    error::{ErrorKind, Failure},
    schema::JsonSchema,
};
use serde::Serialize;

use super::ask::{Cause, details, failure_of};

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Row {
    /// Address as it was given
    pub(super) email: String,
    /// added; already_there; suppressed: must not be mailed; invalid: mail bounces, or no address; unverifiable: nobody can tell;
    /// duplicate: an earlier row has the address; denied: a rule of the operator's; over_limit: a limit of the operator's is used up;
    /// not_checked: it is not known whether a vendor suppresses it, make the same call again; pending: it is being verified, make the
    /// same call again; unknown: it may have been added or charged, see `reason` before you repeat it; failed: not added, see `reason`;
    /// planned: `dry_run`
    pub(super) verdict: Verdict,
    /// How it stands there, in the vendor's words, where it was there before
    pub(super) state: Option<String>,
    /// Why, and what to do
    pub(super) reason: Option<String>,
    /// What of the row is not used, and what the vendor says of it; sentences
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) notes: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub(super) enum Verdict {
    Added,
    AlreadyThere,
    Suppressed,
    Invalid,
    Unverifiable,
    Duplicate,
    Denied,
    OverLimit,
    NotChecked,
    Pending,
    Unknown,
    Failed,
    Planned,
}

impl Verdict {
    /// Whether it says what is so, rather than that something failed.
    fn stands(self) -> bool {
        use Verdict::{Added, AlreadyThere, Duplicate, Invalid, Planned, Suppressed, Unverifiable};
        matches!(self, Added | AlreadyThere | Suppressed | Invalid | Unverifiable | Duplicate | Planned)
    }

    fn word(self) -> String {
        serde_json::to_value(self).ok().and_then(|word| Some(word.as_str()?.to_owned())).unwrap_or_default()
    }
}

/// A note of more rows than this is said once for all of them.
const MAX_REPEATED: usize = 3;

/// What came of a row so far.
#[derive(Default)]
struct Come {
    verdict: Option<Verdict>,
    state: Option<String>,
    reason: Option<String>,
    cause: Option<Cause>,
    notes: Vec<String>,
}

/// What came of the rows so far, by their numbers.
#[derive(Default)]
pub(super) struct Verdicts(BTreeMap<usize, Come>);

impl Verdicts {
    pub(super) fn set(&mut self, at: usize, verdict: Verdict, reason: impl Into<Option<String>>) {
        let own = self.0.entry(at).or_default();
        (own.verdict, own.reason, own.cause) = (Some(verdict), reason.into(), None);
    }

    /// That somebody is there already, and how.
    pub(super) fn is_there(&mut self, at: usize, there: &There) {
        self.set(at, Verdict::AlreadyThere, there.meaning.clone());
        self.0.entry(at).or_default().state.clone_from(&there.state);
    }

    /// That something failed for a row.
    pub(super) fn fail(&mut self, at: usize, verdict: Verdict, reason: impl Into<String>, cause: Cause) {
        self.set(at, verdict, reason.into());
        self.0.entry(at).or_default().cause = Some(cause);
    }

    /// Something beside the verdict.
    pub(super) fn note(&mut self, at: usize, note: impl Into<String>) {
        let (own, note) = (self.0.entry(at).or_default(), note.into());
        if !own.notes.contains(&note) {
            own.notes.push(note);
        }
    }

    /// What the failure of a call comes to for its rows.
    pub(super) fn failed(&mut self, at: usize, failure: &Failure) {
        let verdict = match failure.kind {
            ErrorKind::OutcomeUnknown => Verdict::Unknown,
            // An earlier call, whose outcome is unknown.
            ErrorKind::Duplicate if !failure.retryable => Verdict::Unknown,
            ErrorKind::DeniedByPolicy if failure.retryable => Verdict::OverLimit,
            ErrorKind::DeniedByPolicy => Verdict::Denied,
            _ => Verdict::Failed,
        };
        self.fail(at, verdict, failure.message.clone(), Cause::from(failure));
    }

    /// Takes out what is said of more than a few rows, to be said once.
    pub(super) fn shared_notes(&mut self) -> Vec<String> {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        self.0.values().flat_map(|own| &own.notes).for_each(|note| *counts.entry(note.clone()).or_default() += 1);
        counts.retain(|_, count| *count > MAX_REPEATED);
        self.0.values_mut().for_each(|own| own.notes.retain(|note| !counts.contains_key(note)));
        counts.into_iter().map(|(note, count)| format!("Of {count} rows: {note}")).collect()
    }

    /// The rows without a verdict.
    pub(super) fn open(&self, count: usize) -> Vec<usize> {
        let has_verdict = |at: &usize| self.0.get(at).is_some_and(|own| own.verdict.is_some());
        (0..count).filter(|at| !has_verdict(at)).collect()
    }

    /// The rows, and the failure of the whole where none of the verdicts stands.
    pub(super) fn rows(mut self, emails: impl Iterator<Item = String>) -> (Vec<Row>, Option<Failure>) {
        let mut causes = Vec::new();
        let mut rows = Vec::new();
        let none = Cause { kind: ErrorKind::VendorError, retryable: true, retry_after_s: None };
        for (at, email) in emails.enumerate() {
            let Come { verdict, state, mut reason, cause, notes } = self.0.remove(&at).unwrap_or_default();
            if verdict.is_none() {
                reason = Some("Nothing was done; call again.".to_owned());
            }
            causes.push(cause.unwrap_or(none));
            rows.push(Row { email, verdict: verdict.unwrap_or(Verdict::Failed), state, reason, notes });
        }
        if rows.iter().any(|row| row.verdict.stands()) {
            return (rows, None);
        }
        let mut counts: BTreeMap<Verdict, usize> = BTreeMap::new();
        rows.iter().for_each(|row| *counts.entry(row.verdict).or_default() += 1);
        let counts: Vec<String> =
            counts.into_iter().map(|(verdict, count)| format!("{count} {}", verdict.word())).collect();
        let first = rows.first().and_then(|row| row.reason.clone()).unwrap_or_default();
        // What all of them say is said once.
        let is_one = rows.iter().all(|row| row.reason.as_ref() == Some(&first));
        let why = if is_one { first } else { "`results` says why, row by row.".to_owned() };
        let is_unknown = rows.iter().any(|row| row.verdict == Verdict::Unknown);
        let what = if is_unknown { "It is not known whether anybody was added" } else { "Nobody was added" };
        let mut failure = failure_of(&causes, format!("{what} ({}). {why}", counts.join(", ")));
        if is_unknown {
            (failure.kind, failure.retryable, failure.retry_after_s) = (ErrorKind::OutcomeUnknown, false, None);
        }
        if is_one {
            rows.iter_mut().for_each(|row| row.reason = None);
        }
        failure.details.insert("results".to_owned(), details(&rows));
        (rows, Some(failure))
    }
}

/// The calls of each action.
pub(super) fn by_action(calls: Vec<Part>) -> BTreeMap<&'static str, Vec<Part>> {
    let mut by_action: BTreeMap<&'static str, Vec<Part>> = BTreeMap::new();
    for part in calls.into_iter().filter(|part| !part.rows.is_empty()) {
        by_action.entry(part.action).or_default().push(part);
    }
    by_action
}

/// Takes out the rows beyond what a limit of the operator's leaves room for.
pub(super) fn over_limit(left: usize, limit: &str, rows: &mut Vec<usize>, verdicts: &mut Verdicts) {
    let count = rows.len();
    for at in rows.split_off(left.min(count)) {
        let reason = format!(
            "`--limit {limit}` leaves room for {left} of {count}. Nothing was done; call again when there is room."
        );
        let cause = Cause { kind: ErrorKind::DeniedByPolicy, retryable: true, retry_after_s: None };
        verdicts.fail(at, Verdict::OverLimit, reason, cause);
    }
}

/// Takes out the rows beyond what a limit leaves room for, where a row takes so many calls that count.
pub(super) fn keep_within(
    left: usize,
    limit: &str,
    calls_of: &BTreeMap<usize, usize>,
    rows: &mut Vec<usize>,
    verdicts: &mut Verdicts,
) {
    let (mut counted, others): (Vec<usize>, Vec<usize>) = rows.iter().partition(|at| calls_of.contains_key(at));
    let mut used = 0;
    let fitting = counted.iter().take_while(|at| {
        used += calls_of.get(at).copied().unwrap_or_default();
        used <= left
    });
    let room = fitting.count();
    over_limit(room, limit, &mut counted, verdicts);
    rows.retain(|at| counted.contains(at) || others.contains(at));
}

/// What is wrong with a row, with the names that its inputs have there.
pub(super) fn renamed(message: &str, at: usize, names: &[(&str, &str)]) -> String {
    let own = ["email", "first_name", "last_name", "company_name", "job_title", "phone"];
    let mut message = message.to_owned();
    for (from, to) in names {
        message = message.replace(&format!("`{from}"), &format!("`people[{at}].{to}"));
    }
    for name in own {
        message = message.replace(&format!("`{name}`"), &format!("`people[{at}].{name}`"));
    }
    message
}
