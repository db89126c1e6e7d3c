//! What the journal knows of the generations of a vendor's API: which one an account had the last time, and what was started in it.

use std::sync::Arc;

use outreach_model::{
    error::Failure,
    generation::{Generation, SuccessorFacts},
    registered::{PreparedCall, RegisteredAction},
    schemas::Schemas,
    vendor::CatalogueEntry,
};
use outreach_vendors::catalogue;
use serde_json::{Map, Value};

use super::fingerprint;
use crate::{
    client::account::Account,
    journal::{Entry, Filter, Journal, Outcome, Store, StoreError},
    schemas,
};

/// For this long the first generation is not asked again once it was gone. A vendor that brings a call back is noticed then.
const KNOWN_FOR_MS: i64 = 7 * 24 * 60 * 60 * 1000;

/// How many starts are gone through, the newest first.
const MAX_STARTS: i64 = 500;

/// Tells the account what other processes have found. Once a process; a journal that cannot be read tells nothing.
pub(crate) async fn recall(account: &Account, journal: &Journal) {
    let memory = &account.generations;
    if memory.chosen().is_some() {
        return;
    }
    let recalled = memory.recalled.get_or_try_init(async || {
        let Some(store) = journal.existing().await? else { return Ok(()) };
        for family in account.vendor.generations.iter().flat_map(|generations| generations.families) {
            let found_ms = store.mark(&mark(account, family.name)).await?.unwrap_or_default();
            if journal.now().saturating_sub(found_ms) < KNOWN_FOR_MS {
                memory.recall(family.name, Generation::Next);
            }
        }
        Ok::<(), StoreError>(())
    });
    if let Err(error) = recalled.await {
        tracing::debug!(vendor = account.vendor.id, %error, "the generation of an account cannot be read");
    }
}

/// Tells other processes what the account's calls have found. Where nothing was ever written, a read creates no journal for it.
pub(crate) async fn keep(account: &Account, journal: &Journal) {
    for (family, generation) in account.generations.news() {
        let found_ms = match generation {
            Generation::First => 0,
            Generation::Next => journal.now(),
        };
        let kept = async {
            let Some(store) = journal.existing().await? else { return Ok(()) };
            store.set_mark(&mark(account, family), found_ms).await
        };
        if let Err::<(), StoreError>(error) = kept.await {
            tracing::debug!(vendor = account.vendor.id, %error, "the generation of an account cannot be kept");
        }
    }
}

fn mark(account: &Account, family: &str) -> String {
    format!("generation:{}:{family}", account.name_of_key())
}

/// Completes a read that the next generation answers only for what was started before, where an earlier start of this account was about
/// the same. What is read by it is free and starts nothing.
pub(crate) async fn find_started(
    entry: CatalogueEntry,
    schemas: &Schemas,
    prepared: &mut PreparedCall,
    account: &Account,
    journal: &Journal,
) {
    let facts = entry.action.successor;
    let Some(started_by) = facts.and_then(|SuccessorFacts { started_by, .. }| started_by) else { return };
    let lacks_id = prepared.successor.as_ref().is_some_and(|successor| successor.request.is_err());
    if !lacks_id || account.generations.chosen() == Some(Generation::First) {
        return;
    }
    let is_start = |other: &CatalogueEntry| {
        other.vendor.id == entry.vendor.id && started_by.actions.contains(&other.action.about.name)
    };
    let asked = &prepared.arguments;
    let mut covering: Vec<Entry> = Vec::new();
    for start in catalogue::actions().filter(is_start) {
        let starts = match starts(start.action, account, journal).await {
            Ok(starts) => starts,
            Err(error) => {
                tracing::debug!(vendor = account.vendor.id, %error, "earlier starts cannot be read");
                return;
            }
        };
        let same = request_hash(start, asked);
        covering.extend(starts.into_iter().filter(|entry| {
            let is_covered = |started: &Value| (started_by.covers)(asked, started);
            same.as_ref() == Some(&entry.request_hash) || entry.arguments.as_ref().is_some_and(is_covered)
        }));
    }
    // Their ids sort by time.
    covering.sort_by(|one, other| other.id.cmp(&one.id));
    let id = covering.iter().find_map(|entry| entry.vendor_ref.clone());
    let Some(successor) = &mut prepared.successor else { return };
    match (id, covering.first()) {
        (Some(id), _) => {
            let mut inputs = asked.as_object().cloned().unwrap_or_default();
            inputs.insert(started_by.id.to_owned(), id.into());
            if let Ok(PreparedCall { successor: Some(with_id), .. }) = entry.action.prepare(schemas, inputs) {
                successor.request = with_id.request;
                successor.is_of_object = true;
            }
        }
        (None, Some(earlier)) => {
            if let Err(failure) = &mut successor.request {
                let message = format!(
                    "{} A start of {} was about the same, but its answer has no `{}`: its result cannot be read there. To start it \
                     again within the duplicate window, at its price, give that call an `idempotency_key`.",
                    failure.message, earlier.at, started_by.id
                );
                *failure = Failure { message, ..failure.clone() };
            }
        }
        (None, None) => {}
    }
}

/// The starts of the account that were carried out, the newest first.
async fn starts(start: &RegisteredAction, account: &Account, journal: &Journal) -> Result<Vec<Entry>, StoreError> {
    let Some(store) = journal.existing().await? else { return Ok(Vec::new()) };
    let store: &Arc<dyn Store> = store;
    store
        .list(Filter {
            account: Some(account.name()),
            tool: Some(start.about.name.to_owned()),
            outcome: Some(Outcome::Ok),
            most: Some(MAX_STARTS),
            ..Filter::default()
        })
        .await
}

/// The hash of the start that has these inputs, which the journal has also where it keeps no arguments.
fn request_hash(start: CatalogueEntry, inputs: &Value) -> Option<String> {
    let schemas = schemas::of(start.vendor.id, start.action.about.name, &start.action.types);
    let inputs: Map<String, Value> = inputs.as_object()?.clone();
    let prepared = start.action.prepare(&schemas, inputs).ok()?;
    Some(fingerprint::request_hash(&start, &schemas, &prepared))
}
