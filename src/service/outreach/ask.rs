//! Asks several vendors at once, and keeps apart who answered and who failed.

use std::time::Duration;

use futures_util::future::join_all;
use outreach_model::{
    across::{Answering, Asks},
    addresses,
    error::{ErrorKind, Failure},
    schema::JsonSchema,
    vendor::Vendor,
};
use serde::Serialize;
use serde_json::{Map, Value};
use tokio::time::{Instant, timeout_at};

use crate::service::builtin::form::Parts;

/// What is kept of a call's time to put the answers together.
pub(super) const RESERVE: Duration = Duration::from_millis(1500);

/// One vendor, which can be asked.
pub(super) struct Asked<'a> {
    pub(super) vendor: &'static Vendor,
    parts: &'a dyn Parts,
}

impl Asks for Asked<'_> {
    fn ask<'a>(&'a self, action: &'static str, inputs: Value) -> Answering<'a, Map<String, Value>> {
        let inputs = match inputs {
            Value::Object(inputs) => inputs,
            _ => Map::new(),
        };
        self.parts.call(self.vendor, action, inputs)
    }

    fn has(&self, action: &str) -> bool {
        self.parts.has(self.vendor, action)
    }
}

/// A vendor that did not answer.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Failed {
    /// The vendor
    pub(super) vendor: String,
    /// What failed, as a call of its own tools would say; absent where the `error` of the call says it
    pub(super) error: Option<String>,
    /// Kind of the failure, as `error_kind` of a call
    pub(super) error_kind: &'static str,
    /// true: the same call may succeed later
    pub(super) retryable: bool,
    /// Seconds to wait before that
    pub(super) retry_after_s: Option<u64>,
    /// What to do next
    pub(super) hint: &'static str,
}

impl Failed {
    pub(super) fn of(vendor: &Vendor, failure: &Failure) -> Self {
        let hint = match failure.kind {
            ErrorKind::Unauthorized | ErrorKind::Forbidden => {
                "The others' answers stand. The key of this vendor has to be mended."
            }
            ErrorKind::DeniedByPolicy if !failure.retryable => "The operator does not permit it; do without it.",
            ErrorKind::InvalidInput | ErrorKind::NotFound => "Correct the inputs for this vendor.",
            ErrorKind::OutcomeUnknown | ErrorKind::Duplicate => "Look with resolve_outcome before you repeat it.",
            ErrorKind::QuotaExceeded => {
                "The others' answers stand. The plan or the credits of this vendor are used up."
            }
            _ => "The others' answers stand. Call again later for this vendor.",
        };
        Self {
            vendor: vendor.id.to_owned(),
            error: Some(failure.message.clone()),
            error_kind: failure.kind.word(),
            retryable: failure.retryable,
            retry_after_s: failure.retry_after_s,
            hint,
        }
    }

    /// What failed, and how, for the failure of a whole call.
    pub(super) fn cause(&self) -> Cause {
        let kind = ErrorKind::ALL.into_iter().find(|kind| kind.word() == self.error_kind);
        Cause {
            kind: kind.unwrap_or(ErrorKind::VendorError),
            retryable: self.retryable,
            retry_after_s: self.retry_after_s,
        }
    }
}

/// How a part of a call failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cause {
    pub(super) kind: ErrorKind,
    pub(super) retryable: bool,
    pub(super) retry_after_s: Option<u64>,
}

impl From<&Failure> for Cause {
    fn from(failure: &Failure) -> Self {
        Self { kind: failure.kind, retryable: failure.retryable, retry_after_s: failure.retry_after_s }
    }
}

/// The failure of a call whose parts have all failed: of their kind, where they have one in common. Where an outcome is unknown, so
/// is that of the whole; else it may be repeated where that may help one of them.
pub(super) fn failure_of(causes: &[Cause], message: String) -> Failure {
    let first = causes.first().map(|cause| cause.kind);
    let is_unknown = causes.iter().any(|cause| cause.kind == ErrorKind::OutcomeUnknown);
    let kind = match first {
        _ if is_unknown => ErrorKind::OutcomeUnknown,
        Some(kind) if causes.iter().all(|cause| cause.kind == kind) => kind,
        _ => ErrorKind::VendorError,
    };
    let mut failure = Failure::new(kind, message);
    failure.retryable = !is_unknown && causes.iter().any(|cause| cause.retryable);
    let waits = causes.iter().filter(|cause| cause.retryable).filter_map(|cause| cause.retry_after_s);
    failure.retry_after_s = waits.max().filter(|_| failure.retryable);
    failure
}

/// Adds those vendors that are not among the failed ones yet.
pub(super) fn add_failed(failed: &mut Vec<Failed>, others: impl IntoIterator<Item = Failed>) {
    for other in others {
        if failed.iter().all(|failed| failed.vendor != other.vendor) {
            failed.push(other);
        }
    }
}

/// What the vendors answered.
pub(super) struct Answers<T> {
    pub(super) told: Vec<(&'static Vendor, T)>,
    pub(super) failed: Vec<Failed>,
}

impl<T> Answers<T> {
    /// The same, where at least one vendor answered.
    ///
    /// # Errors
    ///
    /// Where none did.
    pub(super) fn some(self) -> Result<Self, Failure> {
        if self.told.is_empty() && !self.failed.is_empty() { Err(none(&self.failed)) } else { Ok(self) }
    }
}

/// That no vendor answered.
pub(super) fn none(failed: &[Failed]) -> Failure {
    let error = |failed: &Failed| format!("{}: {}", failed.vendor, failed.error.as_deref().unwrap_or_default());
    let errors: Vec<String> = failed.iter().map(error).collect();
    let causes: Vec<Cause> = failed.iter().map(Failed::cause).collect();
    let mut failure = failure_of(&causes, errors.join(" "));
    // What was asked of it wrongly, a vendor has answered.
    if !matches!(failure.kind, ErrorKind::InvalidInput | ErrorKind::NotFound) {
        failure.message.insert_str(0, "No vendor answered. ");
    }
    // What failed is said once.
    let rows: Vec<Failed> = failed.iter().map(|failed| Failed { error: None, ..failed.clone() }).collect();
    failure.details.insert("failed".to_owned(), details(&rows));
    failure
}

/// Rows for the details of a failure, without what they do not say.
pub(super) fn details(rows: &impl Serialize) -> Value {
    let mut rows = serde_json::to_value(rows).unwrap_or_default();
    for row in rows.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
        row.retain(|_, value| !value.is_null());
    }
    rows
}

/// The vendors to ask: those that are set up, or these of them.
///
/// # Errors
///
/// Where none is set up, or one that is named is not.
pub(super) fn vendors<'a>(parts: &'a dyn Parts, named: Option<&[String]>) -> Result<Vec<Asked<'a>>, Failure> {
    let all = parts.vendors();
    if all.is_empty() {
        return Err(Failure::new(
            ErrorKind::NotConfigured,
            "No vendor is set up, so that nobody can be asked. Ask the operator to set up the keys.",
        ));
    }
    let named: Vec<String> = named.unwrap_or_default().iter().map(|name| name.trim().to_lowercase()).collect();
    if let Some(unknown) = named.iter().find(|name| all.iter().all(|vendor| vendor.id != name.as_str())) {
        let ids: Vec<String> = all.iter().map(|vendor| format!("`{}`", vendor.id)).collect();
        let unknown = outreach_model::arguments::truncate(unknown, 40);
        return Err(Failure::invalid_input(format!(
            "`{unknown}` is no vendor that is set up; there are {}. Nothing was sent.",
            ids.join(", ")
        )));
    }
    let is_meant = |vendor: &&'static Vendor| named.is_empty() || named.iter().any(|name| name == vendor.id);
    Ok(all.into_iter().filter(is_meant).map(|vendor| Asked { vendor, parts }).collect())
}

/// The ids of the vendors that are asked.
pub(super) fn ids(asked: &[Asked<'_>]) -> Vec<String> {
    asked.iter().map(|asked| asked.vendor.id.to_owned()).collect()
}

/// Asks all of them at once, until shortly before the deadline.
pub(super) async fn all<'a, T: Send + 'a>(
    asked: impl IntoIterator<Item = &'a Asked<'a>>,
    deadline: Instant,
    question: impl Fn(&'a Asked<'a>) -> Answering<'a, T>,
) -> Answers<T> {
    let one = async |asked: &'a Asked<'a>, answer: Answering<'a, T>| (asked.vendor, one(asked, deadline, answer).await);
    let mut answers = Answers { told: Vec::new(), failed: Vec::new() };
    for (vendor, answer) in join_all(asked.into_iter().map(|asked| one(asked, question(asked)))).await {
        match answer {
            Ok(answer) => answers.told.push((vendor, answer)),
            Err(failure) => answers.failed.push(Failed::of(vendor, &failure)),
        }
    }
    answers
}

/// Asks one vendor, until shortly before the deadline.
///
/// # Errors
///
/// What failed.
pub(super) async fn one<'a, T: Send + 'a>(
    asked: &'a Asked<'a>,
    deadline: Instant,
    answer: Answering<'a, T>,
) -> Result<T, Failure> {
    let until = deadline.checked_sub(RESERVE).unwrap_or(deadline);
    timeout_at(until, answer).await.unwrap_or_else(|_| Err(late(asked.vendor)))
}

fn late(vendor: &Vendor) -> Failure {
    Failure::new(ErrorKind::Timeout, format!("{} did not answer in time.", vendor.title)).retryable()
}

/// An address in its usual spelling.
///
/// # Errors
///
/// What is wrong with it.
pub(super) fn address(input: &str, given: &str) -> Result<String, Failure> {
    addresses::address(given.trim())
        .map(|address| address.to_string())
        .map_err(|why| Failure::invalid_input(format!("`{input}` {}. Nothing was sent.", why.trim_end_matches('.'))))
}
