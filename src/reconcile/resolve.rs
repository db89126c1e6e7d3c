//! Looks entries up at their vendors and settles them.

use std::{collections::HashSet, ops::RangeInclusive, sync::Arc};

use outreach_model::{
    arguments::truncate,
    effect::Effect,
    error::{ErrorKind, Failure},
    generation::{Generation, SuccessorFacts},
    lookup::Lookup,
    registered::RegisteredAction,
};
use outreach_vendors::catalogue;
use serde_json::{Map, Value};

use super::{
    matching::{self, Classification, Sought, classify},
    resolution::{ABSENT, Resolution, action, verify as verify_in},
};
use crate::{
    client::{Context, account::Account, accounts::Accounts, paging::pages, transport::Http},
    journal::{Entry, Filter, Journal, Outcome, StoreError},
};

/// Where a vendor's list still does not show something this long after the call, it was not carried out. Vendors may list new
/// records late.
const SETTLED_AFTER_MS: i64 = 10 * 60 * 1000;
/// How much the creation time of a row may differ from the times of the call, by the vendor's clock: before its begin, because
/// clocks are measured to a second or two and may have changed since, and after its end, because vendors may work late.
const BEFORE_CALL_MS: i64 = 120_000;
const AFTER_CALL_MS: i64 = SETTLED_AFTER_MS;
/// How long before the call another one may have been recorded whose result could be mistaken for this one's.
const KNOWN_IDS_SINCE_MS: i64 = MAX_AGE_MS;
/// Which entries are looked up where no id is given: how old at most, and how many.
const MAX_AGE_MS: i64 = 24 * 60 * 60 * 1000;
const MAX_ENTRIES: i64 = 20;
/// How many pages of a list are read for one entry.
const MAX_PAGES: usize = 5;

/// What a lookup needs.
pub(crate) struct ReconcileContext<'a> {
    /// The caller's accounts; entries of others are out of reach.
    pub(crate) accounts: &'a Accounts,
    pub(crate) journal: &'a Journal,
    pub(crate) http: &'a Arc<Http>,
    pub(crate) context: &'a Context,
}

/// Looks up the entry with this id, or all unknown ones of the last day, and settles those it can.
///
/// # Errors
///
/// Where there is no such entry, the journal cannot be used, or the call is cancelled.
pub(crate) async fn resolve(id: Option<&str>, context: &ReconcileContext<'_>) -> Result<Vec<Resolution>, Failure> {
    // An entry that is open and whose process is gone is unknown, not in flight.
    context.journal.settle().await?;
    let entries = match id {
        Some(id) => vec![context.entry(id).await?],
        None => context.unknown_entries().await?,
    };
    let mut results = Vec::new();
    for entry in entries {
        results.push(context.resolve(entry).await?);
        if context.context.cancel.is_cancelled() {
            let message = "The lookup was cancelled. Entries that it had settled stay settled.";
            return Err(Failure::new(ErrorKind::Cancelled, message).retryable());
        }
    }
    Ok(results)
}

/// What the vendor's records say about a call.
enum Finding {
    Classified(Classification),
    /// They do not tell, or could not be read; why, and the seconds after which they may tell.
    Inconclusive(String, Option<u64>),
}

impl ReconcileContext<'_> {
    async fn entry(&self, id: &str) -> Result<Entry, Failure> {
        let entry = self.journal.entry(id).await?;
        // Several servers may share a journal; entries of other accounts are not this caller's to see.
        entry.filter(|entry| self.account(entry).is_some()).ok_or_else(|| {
            Failure::new(
                ErrorKind::NotFound,
                format!(
                    "The journal has no entry `{}` of an account that is set up here. Take the id from the error that named it, \
                     or omit `entry` to look up all calls whose outcome is unknown.",
                    truncate(id, 80)
                ),
            )
        })
    }

    async fn unknown_entries(&self) -> Result<Vec<Entry>, StoreError> {
        let since_ms = self.journal.now().saturating_sub(MAX_AGE_MS);
        self.journal.unknown_of(&self.accounts.names(), since_ms, MAX_ENTRIES).await
    }

    /// The account that the call was made with; `None` where it is not set up here.
    fn account(&self, entry: &Entry) -> Option<Arc<Account>> {
        let vendor = catalogue::VENDORS.iter().find(|vendor| vendor.id == entry.vendor)?;
        self.accounts.of(vendor).ok().filter(|account| account.name() == entry.account)
    }

    /// How else it is found out. A sentence.
    fn verify(&self, entry: &Entry) -> &'static str {
        verify_in(entry, self.account(entry).as_deref())
    }

    async fn resolve(&self, entry: Entry) -> Result<Resolution, StoreError> {
        if entry.outcome != Outcome::Unknown {
            return Ok(Resolution::recorded(&entry));
        }
        let (finding, absent) = self.look_up(&entry).await?;
        let not_shown = (!absent.is_empty()).then(|| not_shown(&absent));
        let (outcome, reference, reason) = match finding {
            Finding::Inconclusive(message, retry_after_s) => {
                return Ok(Resolution::unknown(&entry, message, retry_after_s));
            }
            Finding::Classified(Classification::Found(reference)) => (Outcome::Ok, reference, not_shown),
            Finding::Classified(Classification::NotThere) if !absence_settles(&entry) => {
                let message = format!(
                    "The vendor does not show it. For a call that can send or charge, that proves nothing: it may have been carried \
                     out all the same, and its outcome stays unknown. Do not repeat it blindly. {}",
                    self.verify(&entry)
                );
                return Ok(Resolution::unknown(&entry, message, None));
            }
            Finding::Classified(Classification::NotThere) => match self.seconds_until_settled(&entry) {
                Some(wait) => {
                    let message = format!(
                        "The vendor does not show it yet. It may list new records late, so that this counts from ten minutes after the \
                         call. Do not repeat it; call `resolve_outcome` again in {wait} s."
                    );
                    return Ok(Resolution::unknown(&entry, message, Some(wait)));
                }
                None => (Outcome::Failed, None, Some(ABSENT.to_owned())),
            },
            Finding::Classified(Classification::Unclear(reference)) => {
                let id = reference.map(|id| format!(" (`{id}`)")).unwrap_or_default();
                let message = format!(
                    "The vendor has something like it{id}, but not certainly of this call. {}",
                    self.verify(&entry)
                );
                return Ok(Resolution::unknown(&entry, message, None));
            }
        };
        tracing::info!(entry = entry.id, outcome = outcome.word(), "settled by a lookup at the vendor");
        let settled = self.journal.resolve(entry, outcome, reference, reason.as_deref()).await?;
        Ok(Resolution::recorded(&settled))
    }

    /// The seconds until a missing row proves that the call was not carried out; `None` if it already does.
    fn seconds_until_settled(&self, entry: &Entry) -> Option<u64> {
        let ended_ms = entry.at_ms.saturating_add(entry.took_ms.unwrap_or_default());
        let left_ms = ended_ms.saturating_add(SETTLED_AFTER_MS).saturating_sub(self.journal.now());
        // A clock that was set back must not make the wait longer.
        (left_ms > 0).then(|| (left_ms.min(SETTLED_AFTER_MS) as u64).div_ceil(1000))
    }

    /// What the vendor's records say; and what of a call of many a complete list does not show.
    async fn look_up(&self, entry: &Entry) -> Result<(Finding, Vec<String>), StoreError> {
        let cannot = |why: &str| {
            Finding::Inconclusive(format!("This server cannot look it up{why}. {}", self.verify(entry)), None)
        };
        let without = |finding: Finding| Ok((finding, Vec::new()));
        let Some(lookup) = lookup_of(&entry.vendor, &entry.tool) else { return without(cannot("")) };
        let Some(arguments) = &entry.arguments else {
            return without(cannot(", because the journal keeps no arguments"));
        };
        let Some(mut inputs) = (lookup.inputs)(arguments).and_then(|inputs| inputs.as_object().cloned()) else {
            return without(cannot(" by these inputs"));
        };
        // What the write did not say selects nothing.
        inputs.retain(|_, input| !input.is_null());
        let Some(account) = self.account(entry) else { return without(cannot(": its account is not set up here")) };
        let Some(read) = action(&entry.vendor, lookup.read) else { return without(cannot("")) };
        let (rows, is_complete) = match self.rows(lookup, read, &account, inputs, entry).await {
            Ok(rows) => rows,
            // A read that needs what the start answered cannot show it.
            Err(failure) if is_read_by_id(read, &account) && failure.kind == ErrorKind::NotFound => {
                return without(cannot(" without what the call answered"));
            }
            Err(failure) => {
                let message = format!("It could not be looked up: {} {}", failure.message, self.verify(entry));
                return without(Finding::Inconclusive(message, failure.retry_after_s));
            }
        };
        let known_ids = if lookup.created.is_empty() { HashSet::new() } else { self.known_ids(entry).await? };
        let classification = {
            let created_ms = created_ms(entry, &account);
            classify(lookup, &Sought { arguments, created_ms, known_ids: &known_ids }, &rows)
        };
        let absent = if is_complete { (lookup.absent)(arguments, &rows) } else { Vec::new() };
        let finding = match classification {
            Classification::NotThere if !is_complete => cannot(": the vendor's list is longer than it reads"),
            Classification::NotThere if !lookup.absence_tells => cannot(" with certainty"),
            classification => Finding::Classified(classification),
        };
        Ok((finding, absent))
    }

    /// The rows that the read lists, and whether none is missing that could be what the call made.
    async fn rows(
        &self,
        lookup: &Lookup,
        read: &RegisteredAction,
        account: &Arc<Account>,
        inputs: Map<String, Value>,
        entry: &Entry,
    ) -> Result<(Vec<Value>, bool), Failure> {
        let list = pages(self.http, account, read, inputs, self.context).rows_in(lookup.items).at_most(MAX_PAGES);
        // Where the newest rows come first, those after one from before the call are older still.
        let is_older = |row: &Value| {
            matching::created_at_ms(lookup, row).is_some_and(|at_ms| at_ms < *created_ms(entry, account).start())
        };
        let (rows, end) = list.collect(|page| lookup.newest_first && page.last().is_some_and(is_older)).await?;
        Ok((rows, end.is_complete()))
    }

    /// The vendor's ids of what other calls of the tool are known to have made.
    async fn known_ids(&self, entry: &Entry) -> Result<HashSet<String>, StoreError> {
        let filter = Filter {
            account: Some(entry.account.clone()),
            tool: Some(entry.tool.clone()),
            outcome: Some(Outcome::Ok),
            since_ms: Some(entry.at_ms.saturating_sub(KNOWN_IDS_SINCE_MS)),
            ..Filter::default()
        };
        let others = self.journal.store().await?.list(filter).await?;
        Ok(others.into_iter().filter_map(|other| other.vendor_ref).collect())
    }
}

/// What a call of many has not done, as far as the vendor's complete list tells.
fn not_shown(absent: &[String]) -> String {
    /// So many are named at most.
    const MAX_NAMED: usize = 20;
    let named: Vec<String> = absent.iter().take(MAX_NAMED).map(|id| format!("`{}`", truncate(id, 80))).collect();
    let more = absent.len().saturating_sub(MAX_NAMED);
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    format!("the vendor does not show all of it: not there are {}{more}", named.join(", "))
}

/// When the vendor can have created what the call made, by the vendor's clock as its answers show it, in Unix milliseconds.
fn created_ms(entry: &Entry, account: &Account) -> RangeInclusive<i64> {
    let begin_ms = entry.at_ms.saturating_add(account.clock_offset_ms());
    let end_ms = begin_ms.saturating_add(entry.took_ms.unwrap_or_default());
    begin_ms.saturating_sub(BEFORE_CALL_MS)..=end_ms.saturating_add(AFTER_CALL_MS)
}

/// Whether a read shows a start only by the id that the start answered, in the generation that the account has.
fn is_read_by_id(read: &RegisteredAction, account: &Account) -> bool {
    let is_next = |facts: &SuccessorFacts| account.generations.of(facts.family) == Some(Generation::Next);
    read.successor.is_some_and(|facts| facts.started_by.is_some() && is_next(&facts))
}

/// Whether what the vendor does not show was not carried out. Not for a call that sends or charges: made a second time, it would
/// do harm that nobody can undo.
fn absence_settles(entry: &Entry) -> bool {
    ![Effect::Send, Effect::Spend].iter().any(|effect| effect.word() == entry.effect)
}

/// How a call of this action is looked up; `None` where no read shows its result.
pub(super) fn lookup_of(vendor: &str, tool: &str) -> Option<&'static Lookup> {
    action(vendor, tool)?.lookup.as_ref()
}
