//! Verifies addresses: by what is known already, then by the cheapest verifier that answers.

use std::{collections::BTreeMap, time::Duration};

use futures_util::{
    future::join_all,
    stream::{self, StreamExt},
};
use outreach_model::{
    across::{Standing, Verified, Verifier, is_same},
    error::{ErrorKind, Failure},
    hash::hash,
    schema::JsonSchema,
    vendor::Vendor,
};
use serde::Serialize;
use serde_json::{Map, Value, json};
use tokio::time::{Instant, sleep};

use super::ask::{self, Asked, Failed};
use crate::service::builtin::form::{Parts, Planned};

/// So many calls run at once.
pub(super) const AT_ONCE: usize = 4;

/// So many addresses are looked up by one read at most, where a verifier takes several.
const READ_AT_ONCE: usize = 10;

/// The pause before a result is read again.
pub(super) const PAUSE: Duration = Duration::from_millis(1500);

/// What is kept of a call's time after the last poll.
const RESERVE: Duration = Duration::from_secs(3);

/// What is known of an address, and from where.
#[derive(Clone)]
pub(super) struct Finding {
    pub(super) vendor: &'static Vendor,
    pub(super) verified: Verified,
}

/// The credits that a call used.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub(crate) struct Credits {
    /// The vendor
    pub(super) vendor: String,
    /// Credits, as the vendor says or its documents; absent where neither tells, or where an answer was lost
    pub(super) credits: Option<f64>,
    /// Calls that were paid for
    pub(super) calls: usize,
}

/// The verifiers among these vendors, the cheapest first.
pub(super) fn verifiers<'a>(asked: &'a [Asked<'a>]) -> Vec<(&'a Asked<'a>, &'static Verifier)> {
    let mut all: Vec<_> =
        asked.iter().filter_map(|asked| Some((asked, asked.vendor.across.verifier.as_ref()?))).collect();
    all.sort_by_key(|(_, verifier)| verifier.rank);
    all
}

/// The results of earlier verifications, and the vendors that did not answer.
pub(super) async fn known(
    asked: &[Asked<'_>],
    deadline: Instant,
    addresses: &[String],
) -> (BTreeMap<String, Finding>, Vec<Failed>) {
    let (mut found, mut failed) = (BTreeMap::new(), Vec::new());
    if addresses.is_empty() {
        return (found, failed);
    }
    for (asked, verifier) in verifiers(asked) {
        let missing: Vec<String> = addresses.iter().filter(|address| !found.contains_key(*address)).cloned().collect();
        let chunks: Vec<&[String]> = missing.chunks(READ_AT_ONCE).collect();
        let reads = chunks.iter().map(|chunk| ask::all([asked], deadline, |asked| (verifier.known)(asked, chunk)));
        let mut errors = Vec::new();
        for answers in join_all(reads).await {
            errors.extend(answers.failed);
            for (vendor, verified) in
                answers.told.into_iter().flat_map(|(vendor, told)| told.into_iter().map(move |one| (vendor, one)))
            {
                if let Some(address) = addresses.iter().find(|address| is_same(address, &verified.address)) {
                    found.insert(address.clone(), Finding { vendor, verified });
                }
            }
        }
        failed.extend(errors.into_iter().next());
    }
    (found, failed)
}

/// The verifier to use: the cheapest whose vendor answers and whose calls are permitted; with what its calls would do.
///
/// # Errors
///
/// Why there is none.
pub(super) async fn chosen<'a>(
    parts: &dyn Parts,
    asked: &'a [Asked<'a>],
    failed: &[Failed],
    addresses: &[String],
) -> Result<(&'a Asked<'a>, &'static Verifier, Planned), Failure> {
    let mut refusal = None;
    for (asked, verifier) in verifiers(asked) {
        if failed.iter().any(|failed| failed.vendor == asked.vendor.id) {
            continue;
        }
        let first: Vec<String> = addresses.iter().take(verifier.batch).cloned().collect();
        match parts.plan(asked.vendor, verifier.action, object((verifier.inputs)(&first))).await {
            Ok(planned) => {
                let calls = addresses.len().div_ceil(verifier.batch.max(1));
                let target = format!("{} addresses", addresses.len());
                return Ok((asked, verifier, Planned { target, calls, ..planned }));
            }
            Err(failure) => refusal = refusal.or(Some(failure)),
        }
    }
    Err(refusal.unwrap_or_else(|| {
        Failure::new(
            ErrorKind::NotConfigured,
            "No vendor that verifies addresses is set up, asked and answering. Nothing was verified.",
        )
    }))
}

/// The inputs of a part, with a name of its own for the caller's intent.
pub(super) fn named(key: Option<&str>, action: &str, inputs: Value) -> Map<String, Value> {
    let mut inputs = object(inputs);
    if let Some(key) = key {
        inputs.insert("idempotency_key".to_owned(), hash(&json!([key, action, inputs])).into());
    }
    inputs
}

pub(super) fn object(inputs: Value) -> Map<String, Value> {
    match inputs {
        Value::Object(inputs) => inputs,
        _ => Map::new(),
    }
}

/// Whether the answer is that of an earlier call, so that this one cost nothing.
pub(super) fn is_replayed(outputs: &Map<String, Value>) -> bool {
    outputs.get("replayed").and_then(Value::as_bool) == Some(true)
}

/// Verifies addresses, for credits. Each address has a finding or why there is none.
pub(super) async fn verify(
    parts: &dyn Parts,
    asked: &Asked<'_>,
    verifier: &Verifier,
    addresses: &[String],
    key: Option<&str>,
) -> (BTreeMap<String, Result<Finding, Failure>>, Credits) {
    let chunks: Vec<Vec<String>> = addresses.chunks(verifier.batch.max(1)).map(<[String]>::to_vec).collect();
    let one = |chunk: Vec<String>| async move {
        let inputs = named(key, verifier.action, (verifier.inputs)(&chunk));
        let outputs = parts.call(asked.vendor, verifier.action, inputs).await;
        (chunk, outputs)
    };
    let calls: Vec<_> = stream::iter(chunks.into_iter().map(one)).buffer_unordered(AT_ONCE).collect().await;
    let mut credits = Credits { vendor: asked.vendor.id.to_owned(), credits: Some(0.0), calls: 0 };
    let mut found: BTreeMap<String, Result<Finding, Failure>> = BTreeMap::new();
    let mut open = Vec::new();
    for (chunk, outputs) in calls {
        match outputs {
            Err(failure) => {
                if failure.kind == ErrorKind::OutcomeUnknown {
                    credits.credits = None;
                }
                found.extend(chunk.into_iter().map(|address| (address, Err(failure.clone()))));
            }
            Ok(outputs) => {
                let answered = (verifier.answered)(&outputs);
                if !is_replayed(&outputs) {
                    credits.calls += 1;
                    let told: Option<f64> = answered.iter().filter_map(|one| one.credits_used).reduce(|a, b| a + b);
                    let price = verifier.credits.map(|price| price * chunk.len() as f64);
                    credits.credits = credits.credits.zip(told.or(price)).map(|(sum, more)| sum + more);
                }
                for address in chunk {
                    let own = answered.iter().find(|one| is_same(&one.address, &address));
                    match own.filter(|one| one.standing != Standing::Pending) {
                        Some(one) => {
                            found.insert(address, Ok(Finding { vendor: asked.vendor, verified: one.clone() }));
                        }
                        None => open.push(address),
                    }
                }
            }
        }
    }
    poll(parts, asked, verifier, open, &mut found).await;
    (found, credits)
}

/// Reads the results of verifications that run on, until all are there or the call's time is up.
async fn poll(
    parts: &dyn Parts,
    asked: &Asked<'_>,
    verifier: &Verifier,
    mut open: Vec<String>,
    found: &mut BTreeMap<String, Result<Finding, Failure>>,
) {
    let until = parts.deadline().checked_sub(RESERVE).unwrap_or_else(Instant::now);
    while !open.is_empty() {
        let read = (verifier.known)(asked, &open).await;
        let is_last = Instant::now() + PAUSE >= until;
        match read {
            Ok(told) => {
                for one in told.into_iter().filter(|one| is_last || one.standing != Standing::Pending) {
                    open.retain(|address| !is_same(address, &one.address));
                    found.insert(one.address.clone(), Ok(Finding { vendor: asked.vendor, verified: one }));
                }
            }
            Err(failure) if is_last => {
                found.extend(open.drain(..).map(|address| (address, Err(failure.clone()))));
            }
            Err(_) => {}
        }
        if is_last {
            break;
        }
        if !open.is_empty() {
            sleep(PAUSE).await;
        }
    }
    let message = format!(
        "{} was still verifying when the time of the call was up. Make the same call again for the result; it costs nothing more.",
        asked.vendor.title
    );
    let late = Failure::new(ErrorKind::Timeout, message).retryable();
    found.extend(open.into_iter().map(|address| (address, Err(late.clone()))));
}
