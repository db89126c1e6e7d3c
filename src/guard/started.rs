//! What the journal knows of the starts that a read is about: such a read is answered by the id that the start got.

use std::sync::Arc;

use outreach_model::{
    error::Failure,
    generation::{Generation, StartOf, StartedBy, SuccessorFacts},
    registered::PreparedCall,
    schemas::Schemas,
    vendor::CatalogueEntry,
};
use outreach_vendors::catalogue;
use serde_json::{Map, Value};

use super::{canonical, fingerprint};
use crate::{
    client::account::Account,
    journal::{Entry, Filter, Journal, Outcome, Store, StoreError},
    schemas,
};

/// How many starts of an action are gone through, the newest first.
const MAX_STARTS: i64 = 500;
/// How many starts of a part of what is read are named.
const MAX_NAMED: usize = 3;

/// A start that was about something that is read.
struct Start {
    entry: Entry,
    action: CatalogueEntry,
    /// The things that are read and it was about; all of them where `covers`.
    shared: Vec<Value>,
    /// Whether it was about all that is read.
    covers: bool,
}

/// Completes a read that the next generation answers only for what was started before, where an earlier start of this account was about
/// the same. What is read by it is free and starts nothing. Where no start will do, the failure says what is known.
pub(crate) async fn find_started(
    entry: CatalogueEntry,
    schemas: &Schemas,
    prepared: &mut PreparedCall,
    account: &Account,
    journal: &Journal,
) {
    let Some(facts @ SuccessorFacts { started_by: Some(started_by), .. }) = entry.action.successor else { return };
    let lacks_id = prepared.successor.as_ref().is_some_and(|successor| successor.request.is_err());
    if !lacks_id || account.generations.chosen() == Some(Generation::First) {
        return;
    }
    let mut starts = match starts(entry, schemas, &prepared.arguments, &started_by, account, journal).await {
        Ok(starts) => starts,
        Err(error) => {
            tracing::debug!(vendor = account.vendor.id, %error, "earlier starts cannot be read");
            return;
        }
    };
    // A later start in the first generation has no id, and is read there while that is open.
    let is_next = account.generations.of(facts.family) == Some(Generation::Next);
    let is_before = |start: &&Start| is_next || start.entry.vendor_ref.is_some() || start.entry.outcome != Outcome::Ok;
    let mut covering = starts.iter().filter(|start| start.covers).take_while(is_before);
    let id = covering.find_map(|start| start.entry.vendor_ref.clone());
    let Some(successor) = &mut prepared.successor else { return };
    if let Some(id) = id {
        let mut inputs = prepared.arguments.as_object().cloned().unwrap_or_default();
        inputs.insert(started_by.id.to_owned(), id.into());
        if let Ok(PreparedCall { successor: Some(with_id), .. }) = entry.action.prepare(schemas, inputs) {
            successor.request = with_id.request;
            successor.is_of_object = true;
            // The other generation knows nothing of it.
            successor.is_alone = true;
        }
        return;
    }
    let Err(failure) = &mut successor.request else { return };
    // Where the first generation is open, it would say of what the next one has that nothing is known.
    let is_of_next = |start: &Start| start.entry.vendor_ref.is_some();
    if !is_next && starts.iter().any(is_of_next) && starts.iter().all(|start| !start.covers) {
        starts.retain(is_of_next);
        if let Some(known) = known(&starts, &started_by, account) {
            *failure = Failure { message: known, ..failure.clone() };
            successor.is_alone = true;
        }
    } else if let Some(known) = known(&starts, &started_by, account) {
        *failure = Failure { message: format!("{} {known}", started_by.lacking), ..failure.clone() };
    }
}

/// The starts of the account that were about something of what is read, the newest first.
async fn starts(
    read: CatalogueEntry,
    schemas: &Schemas,
    asked: &Value,
    started_by: &StartedBy,
    account: &Account,
    journal: &Journal,
) -> Result<Vec<Start>, StoreError> {
    let wanted = (started_by.items)(&canonical::arguments(&schemas.input, asked).into());
    let mut found = Vec::new();
    for start in started_by.starts {
        let is_start =
            |other: &CatalogueEntry| other.vendor.id == read.vendor.id && other.action.about.name == start.action;
        let Some(action) = catalogue::actions().find(is_start) else { continue };
        let schemas = schemas::of(action.vendor.id, action.action.about.name, &action.action.types);
        let same = request_hash(action, &schemas, start, asked);
        for entry in carried_out(start.action, account, journal).await? {
            let known = |arguments| (start.items)(&canonical::arguments(&schemas.input, arguments).into());
            let about: Vec<Value> = entry.arguments.as_ref().map(known).unwrap_or_default();
            let covers = same.as_ref() == Some(&entry.request_hash)
                || (!wanted.is_empty() && wanted.iter().all(|wanted| about.contains(wanted)));
            let shared: Vec<Value> = wanted.iter().filter(|wanted| about.contains(wanted)).cloned().collect();
            if covers || !shared.is_empty() {
                found.push(Start { entry, action, shared, covers });
            }
        }
    }
    // Their ids sort by time.
    found.sort_by(|one, other| other.entry.id.cmp(&one.entry.id));
    Ok(found)
}

/// The starts that were carried out, or may have been.
async fn carried_out(action: &str, account: &Account, journal: &Journal) -> Result<Vec<Entry>, StoreError> {
    let Some(store) = journal.existing().await? else { return Ok(Vec::new()) };
    let store: &Arc<dyn Store> = store;
    let mut entries = Vec::new();
    for outcome in [Outcome::Ok, Outcome::Unknown, Outcome::Open] {
        let filter = Filter {
            account: Some(account.name()),
            tool: Some(action.to_owned()),
            outcome: Some(outcome),
            most: Some(MAX_STARTS),
            ..Filter::default()
        };
        entries.extend(store.list(filter).await?);
    }
    Ok(entries)
}

/// The hash of the start of just what a read with these inputs asks for.
fn request_hash(action: CatalogueEntry, schemas: &Schemas, start: &StartOf, asked: &Value) -> Option<String> {
    let inputs: Map<String, Value> = (start.inputs)(asked).as_object()?.clone();
    let prepared = action.action.prepare(schemas, inputs).ok()?;
    Some(fingerprint::request_hash(&action, schemas, &prepared))
}

/// What is known of starts, none of which has an id by which all that is read could be read: sentences. `None` where nothing is.
fn known(starts: &[Start], started_by: &StartedBy, account: &Account) -> Option<String> {
    let StartedBy { id, what, .. } = started_by;
    if let Some(Start { entry, action, .. }) = starts.iter().find(|start| start.covers) {
        let Entry { id: number, at, outcome, .. } = entry;
        let tool = action.qualified_name();
        return Some(match outcome {
            Outcome::Open => format!(
                "A start of just these {what} by {tool}, made at {at}, is under way: entry `{number}`. Do not start it again; ask again in \
                 a minute."
            ),
            Outcome::Unknown => format!(
                "A start of just these {what} by {tool}, made at {at}, has an unknown outcome: entry `{number}`. It may be carried out and \
                 charged, and without its `{id}` its result cannot be read. Do not start it again blindly. {}",
                account.verify(action.action).unwrap_or_default()
            ),
            _ => format!(
                "A start of just these {what} by {tool}, made at {at}, was carried out: entry `{number}`. Its answer has no `{id}`, so that \
                 its result cannot be read there. Started again, it costs again: only if that is meant, call {tool} with a new \
                 `idempotency_key`."
            ),
        });
    }
    let mut named: Vec<String> = Vec::new();
    let mut told: Vec<&Value> = Vec::new();
    for Start { entry, action, shared, .. } in starts {
        if named.len() == MAX_NAMED || shared.iter().all(|item| told.contains(&item)) {
            continue;
        }
        told.extend(shared);
        let items: Vec<String> =
            shared.iter().map(|item| item.as_str().map_or_else(|| item.to_string(), str::to_owned)).collect();
        let of = format!("{} of these {what} ({})", items.len(), items.join(", "));
        named.push(match &entry.vendor_ref {
            Some(reference) => {
                format!("{of} were in a start by {}, read by `{id}` `{reference}`", action.qualified_name())
            }
            None => format!(
                "{of} were in a start by {} whose `{id}` is not known (entry `{}`, {})",
                action.qualified_name(),
                entry.id,
                entry.outcome.word()
            ),
        });
    }
    (!named.is_empty()).then(|| {
        format!(
            "{}. Nothing was started. Read these by themselves, and start only the rest: what is started again costs again.",
            named.join("; ")
        )
    })
}
