//! `resolve_outcome`: finds out at the vendor what became of calls that ended without an answer, and settles their entries in
//! the journal. It sends nothing but reads, the way every tool does.
//!
//! A look is wrong in one of two ways, and they are not alike: what is taken for done is done by nobody, what is taken for not
//! done is done twice. So an entry is settled only by what is surely it, or surely not there; all else stays unknown.

mod matching;

use std::{collections::HashSet, sync::Arc};

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use self::matching::{Classification, Sought, classify};
use outreach_model::{
    arguments::truncate,
    error::{ErrorKind, Failure},
    lookup::Lookup,
    registered::RegisteredAction,
    vendor::Vendor,
};
use outreach_vendors::catalogue;

use crate::{
    client::{self, Context, account::Account, accounts::Accounts, transport::Http},
    journal::{self, Entry, Filter, Journal, Outcome, StoreError},
};

/// What a vendor has not shown after this long was not carried out.
const SETTLED_MS: i64 = 60_000;
/// A vendor's clock may be behind by this.
const SLACK_MS: i64 = 120_000;
/// A call that made the same may have been written down this long before.
const EARLIER_MS: i64 = 600_000;
/// Without an entry's id: how far back, and how many.
const RECENT_MS: i64 = 24 * 60 * 60 * 1000;
const MOST: i64 = 20;
/// Pages of a list that are looked through.
const PAGES: usize = 5;

#[derive(Debug, Serialize, JsonSchema)]
pub struct Resolution {
    /// Its id in the journal
    entry: String,
    /// What was called
    tool: String,
    outcome: Settled,
    /// The vendor's id of what was made
    vendor_ref: Option<String>,
    /// What it means and what to do next
    message: String,
    /// Seconds until another look may tell
    retry_after_s: Option<u64>,
}

/// Whether it was carried out
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum Settled {
    Ok,
    Failed,
    Unknown,
}

/// What a look goes through.
pub struct ReconcileContext<'a> {
    /// Whose accounts.
    pub accounts: &'a Accounts,
    /// What is to be settled.
    pub journal: &'a Journal,
    /// The way to the vendors.
    pub http: &'a Arc<Http>,
    /// What the call runs under.
    pub context: &'a Context,
}

/// Looks up the entry of this id, or all unknown ones of the last day, and settles what can be settled.
///
/// # Errors
///
/// Where there is no such entry, or the journal cannot be used.
pub async fn resolve(id: Option<&str>, context: &ReconcileContext<'_>) -> Result<Vec<Resolution>, Failure> {
    let store = context.journal.store().await?;
    // An entry left open by a process that is gone is unknown, not in flight.
    store.settle_orphans(context.journal.now()).await?;
    let entries = match id {
        Some(id) => vec![context.named(id).await?],
        None => context.recent().await?,
    };
    let mut results = Vec::new();
    for entry in entries {
        results.push(context.resolve(entry).await?);
        if context.context.cancel.is_cancelled() {
            return Err(
                Failure::new(ErrorKind::Cancelled, "The look was cancelled. What it had settled stays so.").retryable()
            );
        }
    }
    Ok(results)
}

/// What a look came to.
enum Seen {
    Judged(Classification),
    /// It cannot be told, in words; with the seconds after which it may be.
    Inconclusive(String, Option<u64>),
}

impl ReconcileContext<'_> {
    async fn named(&self, id: &str) -> Result<Entry, Failure> {
        let store = self.journal.store().await?;
        let entry = store.get(id).await?;
        // Several may share a journal: another's entries are none of this account's business.
        entry.filter(|entry| self.owner(entry).is_some()).ok_or_else(|| {
            Failure::new(
                ErrorKind::NotFound,
                format!(
                    "The journal has no entry `{}` of an account that is set up here. Take the id from the error that named it, \
                     or leave `entry` out to look at all that are unknown.",
                    truncate(id, 80)
                ),
            )
        })
    }

    async fn recent(&self) -> Result<Vec<Entry>, StoreError> {
        let filter = Filter {
            outcome: Some(Outcome::Unknown),
            since_ms: Some(self.journal.now().saturating_sub(RECENT_MS)),
            most: Some(MOST),
            ..Filter::default()
        };
        journal::recent_of(self.journal.store().await?.as_ref(), &self.accounts.names(), filter).await
    }

    /// The vendor and the account that it was made with, where they are set up here.
    fn owner(&self, entry: &Entry) -> Option<(&'static Vendor, Arc<Account>)> {
        let vendor = catalogue::VENDORS.iter().find(|vendor| vendor.id == entry.vendor)?;
        let account = self.accounts.of(vendor).ok().filter(|account| account.name() == entry.account)?;
        Some((vendor, account))
    }

    async fn resolve(&self, entry: Entry) -> Result<Resolution, StoreError> {
        let Some(settles) = (match entry.outcome {
            Outcome::Unknown => match self.look(&entry).await? {
                Seen::Inconclusive(words, after) => return Ok(found(&entry, Settled::Unknown, words, after)),
                Seen::Judged(Classification::Found(reference)) => Some((Outcome::Ok, reference)),
                Seen::Judged(Classification::NotThere) => match self.wait_s(&entry) {
                    Some(wait) => {
                        let words =
                            format!("It is not there, and may yet come. Do not repeat it; look again in {wait} s.");
                        return Ok(found(&entry, Settled::Unknown, words, Some(wait)));
                    }
                    None => Some((Outcome::Failed, None)),
                },
                Seen::Judged(Classification::Unclear(reference)) => {
                    let like = reference.map(|id| format!(" (`{id}`)")).unwrap_or_default();
                    let words = format!("Something like it is there{like}, but not surely it. {}", verify(&entry));
                    return Ok(found(&entry, Settled::Unknown, words, None));
                }
            },
            _ => None,
        }) else {
            return Ok(as_it_is(&entry));
        };
        let (outcome, reference) = settles;
        let store = self.journal.store().await?;
        store.resolve(&entry.id, outcome, reference).await?;
        tracing::info!(entry = entry.id, outcome = outcome.word(), "settled by a look at the vendor");
        // As it stands now: it may have been settled by somebody else in between.
        Ok(as_it_is(&store.get(&entry.id).await?.unwrap_or(entry)))
    }

    /// How long until its absence tells; none where it does.
    fn wait_s(&self, entry: &Entry) -> Option<u64> {
        let ended = entry.at_ms.saturating_add(entry.took_ms.unwrap_or_default());
        let left = ended.saturating_add(SETTLED_MS).saturating_sub(self.journal.now());
        // A clock that was set back does not make anybody wait for longer.
        (left > 0).then(|| (left.min(SETTLED_MS) as u64).div_ceil(1000))
    }

    async fn look(&self, entry: &Entry) -> Result<Seen, StoreError> {
        let cannot =
            |why: &str| Seen::Inconclusive(format!("This server cannot look it up{why}. {}", verify(entry)), None);
        let Some(lookup) = lookup_of(entry) else { return Ok(cannot("")) };
        let Some(arguments) = &entry.arguments else {
            return Ok(cannot(", for the journal keeps no arguments"));
        };
        let Some(inputs) = (lookup.inputs)(arguments).and_then(|inputs| inputs.as_object().cloned()) else {
            return Ok(cannot(" by these inputs"));
        };
        let Some((vendor, account)) = self.owner(entry) else { return Ok(cannot(" with this account")) };
        let Some(read) = action(vendor, lookup.read) else { return Ok(cannot("")) };
        let since_ms = entry.at_ms.saturating_sub(SLACK_MS);
        let items = match self.items(lookup, read, &account, inputs, since_ms).await {
            Ok(items) => items,
            Err(failure) => {
                let words = format!("It could not be looked up: {} {}", failure.message, verify(entry));
                return Ok(Seen::Inconclusive(words, failure.retry_after_s));
            }
        };
        let known_ids = if lookup.created.is_empty() { HashSet::new() } else { self.known_ids(entry).await? };
        let judgement = classify(lookup, &Sought { arguments, since_ms, known_ids: &known_ids }, &items.list);
        Ok(match judgement {
            Classification::NotThere if !items.whole => cannot(": there is more than it looks through"),
            Classification::NotThere if !lookup.absence_tells => cannot(" for certain"),
            judgement => Seen::Judged(judgement),
        })
    }

    /// What the vendor lists, page after page.
    async fn items(
        &self,
        lookup: &Lookup,
        read: &RegisteredAction,
        account: &Arc<Account>,
        mut inputs: Map<String, Value>,
        since_ms: i64,
    ) -> Result<Items, Failure> {
        let schema = (read.input_schema)().as_object().cloned().unwrap_or_default();
        let mut list = Vec::new();
        for _ in 0..PAGES {
            let prepared = read.prepare(&schema, inputs.clone())?;
            let mut outputs = client::send(self.http, account, &read.about, prepared, self.context).await?;
            let Some(Value::Array(page)) = outputs.remove(lookup.items) else {
                return Err(Failure::new(ErrorKind::VendorError, "the vendor's answer lists nothing."));
            };
            // Newest first: what comes after one from before the call is older still.
            let past = lookup.newest_first
                && page
                    .last()
                    .is_some_and(|item| matching::created_at_ms(lookup, item).is_some_and(|made| made < since_ms));
            list.extend(page);
            let next = read.about.pages.and_then(|pages| Some((pages.cursor, outputs.remove(pages.next)?)));
            match next.filter(|(_, next)| !past && !next.is_null()) {
                Some((cursor, next)) => inputs.insert(cursor.to_owned(), next),
                None => return Ok(Items { list, whole: true }),
            };
        }
        Ok(Items { list, whole: false })
    }

    /// The vendor's ids that other calls of the tool are known to have made: they are not what this one made.
    async fn known_ids(&self, entry: &Entry) -> Result<HashSet<String>, StoreError> {
        let filter = Filter {
            account: Some(entry.account.clone()),
            tool: Some(entry.tool.clone()),
            outcome: Some(Outcome::Ok),
            since_ms: Some(entry.at_ms.saturating_sub(EARLIER_MS)),
            ..Filter::default()
        };
        let others = self.journal.store().await?.list(filter).await?;
        Ok(others.into_iter().filter_map(|other| other.vendor_ref).collect())
    }
}

struct Items {
    list: Vec<Value>,
    /// Whether nothing is missing that could be it.
    whole: bool,
}

fn action(vendor: &Vendor, name: &str) -> Option<&'static RegisteredAction> {
    let mut actions = catalogue::actions();
    actions.find(|entry| entry.vendor.id == vendor.id && entry.action.about.name == name).map(|entry| entry.action)
}

fn lookup_of(entry: &Entry) -> Option<&'static Lookup> {
    let vendor = catalogue::VENDORS.iter().find(|vendor| vendor.id == entry.vendor)?;
    action(vendor, &entry.tool)?.lookup.as_ref()
}

/// How a person, or an agent with other tools, finds out.
fn verify(entry: &Entry) -> &'static str {
    let of = catalogue::VENDORS.iter().find(|vendor| vendor.id == entry.vendor);
    let verify = of.and_then(|vendor| action(vendor, &entry.tool)?.about.verify);
    verify.unwrap_or("Look at the vendor's own pages whether it was done.")
}

/// What an entry says that needs no look.
fn as_it_is(entry: &Entry) -> Resolution {
    match entry.outcome {
        Outcome::Ok => found(entry, Settled::Ok, "It was carried out. Do not repeat it.".to_owned(), None),
        Outcome::Replayed => {
            let words = "It was answered with what an earlier call had done, and sent nothing. Do not repeat it.";
            found(entry, Settled::Ok, words.to_owned(), None)
        }
        Outcome::Failed => {
            let words = "It was not carried out. It may be made again with the same inputs.";
            found(entry, Settled::Failed, words.to_owned(), None)
        }
        Outcome::Refused => {
            let rule = entry.error.as_deref().map(|rule| format!(": {rule}")).unwrap_or_default();
            found(entry, Settled::Failed, format!("It was not sent{rule}."), None)
        }
        Outcome::Open => {
            found(entry, Settled::Unknown, "It is still running. Do not repeat it; look again.".to_owned(), Some(5))
        }
        Outcome::Unknown => found(entry, Settled::Unknown, verify(entry).to_owned(), None),
    }
}

fn found(entry: &Entry, outcome: Settled, message: String, retry_after_s: Option<u64>) -> Resolution {
    let of = catalogue::VENDORS.iter().find(|vendor| vendor.id == entry.vendor);
    let tool = of.map(|vendor| format!("{}_{}", vendor.id, entry.tool));
    Resolution {
        entry: entry.id.clone(),
        tool: tool.unwrap_or_else(|| entry.tool.clone()),
        outcome,
        vendor_ref: entry.vendor_ref.clone(),
        message,
        retry_after_s,
    }
}
