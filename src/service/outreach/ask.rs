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
const RESERVE: Duration = Duration::from_millis(1500);

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
    /// What failed, as a call of its own tools would say
    pub(super) error: String,
    /// Kind of the failure, as `error_kind` of a call
    pub(super) error_kind: &'static str,
    /// What to do next
    pub(super) hint: &'static str,
}

impl Failed {
    pub(super) fn of(vendor: &Vendor, failure: &Failure) -> Self {
        let hint = match failure.kind {
            ErrorKind::Unauthorized | ErrorKind::Forbidden => {
                "The others' answers stand. The key of this vendor has to be mended."
            }
            ErrorKind::DeniedByPolicy => "The operator does not permit it; do without it.",
            ErrorKind::InvalidInput | ErrorKind::NotFound => {
                "Correct the inputs for this vendor, or leave it out with `vendors`."
            }
            ErrorKind::OutcomeUnknown | ErrorKind::Duplicate => "Look with resolve_outcome before you repeat it.",
            ErrorKind::QuotaExceeded => {
                "The others' answers stand. The plan or the credits of this vendor are used up."
            }
            _ => "The others' answers stand. Call again later for this vendor, or leave it out with `vendors`.",
        };
        Self { vendor: vendor.id.to_owned(), error: failure.message.clone(), error_kind: failure.kind.word(), hint }
    }
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
    let errors: Vec<String> = failed.iter().map(|failed| format!("{}: {}", failed.vendor, failed.error)).collect();
    let only = failed.first().map_or("", |failed| failed.error_kind);
    let is_one_kind = failed.iter().all(|failed| failed.error_kind == only);
    let kind = ErrorKind::ALL.into_iter().find(|kind| is_one_kind && kind.word() == only);
    let mut failure =
        Failure::new(kind.unwrap_or(ErrorKind::VendorError), format!("No vendor answered. {}", errors.join(" ")));
    failure.details.insert("failed".to_owned(), serde_json::to_value(failed).unwrap_or_default());
    failure
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
    let until = deadline.checked_sub(RESERVE).unwrap_or(deadline);
    let one = async |asked: &'a Asked<'a>, answer: Answering<'a, T>| {
        let answer = timeout_at(until, answer).await.unwrap_or_else(|_| {
            Err(Failure::new(ErrorKind::Timeout, format!("{} did not answer in time.", asked.vendor.title)).retryable())
        });
        (asked.vendor, answer)
    };
    let mut answers = Answers { told: Vec::new(), failed: Vec::new() };
    for (vendor, answer) in join_all(asked.into_iter().map(|asked| one(asked, question(asked)))).await {
        match answer {
            Ok(answer) => answers.told.push((vendor, answer)),
            Err(failure) => answers.failed.push(Failed::of(vendor, &failure)),
        }
    }
    answers
}

/// An address in its usual spelling.
///
/// # Errors
///
/// What is wrong with it.
pub(super) fn address(input: &str, given: &str) -> Result<String, Failure> {
    addresses::address(given.trim())
        .map(|address| address.to_string())
        .map_err(|why| Failure::invalid_input(format!("`{input}` {why}. Nothing was sent.")))
}
