//! Asks the vendors which of many addresses must not be mailed, and says of which of them a vendor was not asked.

use std::{collections::BTreeSet, slice};

use futures_util::stream::{self, StreamExt};
use outreach_model::{
    across::{Reason, Suppression, is_same},
    error::{ErrorKind, Failure},
    vendor::Vendor,
};
use tokio::time::{Instant, timeout_at};

use super::{
    ask::{self, Asked, Cause, Failed},
    verify::AT_ONCE,
};
use crate::service::builtin::form::Parts;

/// So many look-ups that fail one by one end the rest.
const MAX_FAILED: usize = 3;

/// A client is told after so many look-ups how far they are.
const REPORTED: usize = 10;

/// What the vendors say of addresses.
#[derive(Default)]
pub(super) struct Checked {
    pub(super) reasons: Vec<Reason>,
    /// What the vendors do not tell, or were not asked this time; sentences.
    pub(super) notes: Vec<String>,
    /// Whether one of those that answered lets nobody read part of it.
    pub(super) is_unreadable: bool,
    not_asked: Vec<NotAsked>,
    pub(super) failed: Vec<Failed>,
}

/// A vendor that was not asked of some addresses, or of which nothing is known.
struct NotAsked {
    vendor: &'static Vendor,
    addresses: BTreeSet<String>,
    cause: Cause,
}

/// The time of a call was up before all were asked.
const TIME_IS_UP: Cause = Cause { kind: ErrorKind::RateLimited, retryable: true, retry_after_s: None };

impl Checked {
    /// Why an address must not be mailed.
    pub(super) fn reasons_of<'a>(&'a self, address: &'a str) -> impl Iterator<Item = &'a Reason> {
        self.reasons.iter().filter(move |reason| is_same(&reason.address, address))
    }

    /// The vendors of which it is not known whether they suppress an address, and why not.
    pub(super) fn not_asked_of(&self, address: &str) -> Vec<(&'static Vendor, Cause)> {
        let address = address.to_lowercase();
        let own = self.not_asked.iter().filter(|of| of.addresses.contains(&address));
        own.map(|of| (of.vendor, of.cause)).collect()
    }
}

/// Asks the vendors for what suppresses these addresses, until then. Those that look up one address a request are asked last, and
/// where `one_reason_is_enough` only of those of which nothing was found.
///
/// # Errors
///
/// Where no vendor answers.
pub(super) async fn check(
    parts: &dyn Parts,
    asked: &[Asked<'_>],
    addresses: &[String],
    until: Instant,
    one_reason_is_enough: bool,
) -> Result<Checked, Failure> {
    let (singly, at_once): (Vec<_>, Vec<_>) = asked.iter().partition(|asked| asked.vendor.across.looks_up_singly);
    let mut checked = Checked::default();
    let answers = ask::all(at_once.iter().copied(), until, |asked| (asked.vendor.across.suppression)(asked, addresses));
    let answers = answers.await;
    let mut answered = answers.told.len();
    for (vendor, Suppression { reasons, incomplete }) in answers.told {
        checked.is_unreadable |= vendor.across.unreadable.is_some();
        checked.notes.extend(vendor.across.unreadable.map(str::to_owned));
        if let Some(incomplete) = incomplete {
            let is_found = |address: &&String| reasons.iter().any(|reason| is_same(&reason.address, address));
            let rest = addresses.iter().filter(|address| !is_found(address)).map(|address| address.to_lowercase());
            let cause = Cause { kind: ErrorKind::VendorError, retryable: false, retry_after_s: None };
            checked.not_asked.push(NotAsked { vendor, addresses: rest.collect(), cause });
            checked.notes.push(incomplete);
        }
        checked.reasons.extend(reasons);
    }
    for failed in answers.failed {
        let vendor = asked.iter().find(|asked| asked.vendor.id == failed.vendor).map(|asked| asked.vendor);
        checked.none_answered(vendor, addresses, failed);
    }
    let (mut order, mut rest): (Vec<&String>, Vec<&String>) =
        addresses.iter().partition(|address| checked.reasons_of(address).next().is_none());
    if !one_reason_is_enough {
        order.append(&mut rest);
    }
    for asked in singly {
        answered += usize::from(checked.look_up(parts, asked, &order, until).await);
    }
    if answered == 0 && !checked.failed.is_empty() { Err(ask::none(&checked.failed)) } else { Ok(checked) }
}

impl Checked {
    /// That a vendor answered of none of these addresses.
    fn none_answered(&mut self, vendor: Option<&'static Vendor>, addresses: &[String], failed: Failed) {
        let cause = failed.cause();
        let addresses = addresses.iter().map(|address| address.to_lowercase()).collect();
        self.not_asked.extend(vendor.map(|vendor| NotAsked { vendor, addresses, cause }));
        self.failed.push(failed);
    }

    /// Looks up one address after the other at one vendor, and remembers what is answered. Returns whether anything was.
    async fn look_up(&mut self, parts: &dyn Parts, asked: &Asked<'_>, addresses: &[&String], until: Instant) -> bool {
        let vendor = asked.vendor;
        if addresses.is_empty() {
            return true;
        }
        let memory = parts.looked_up(vendor);
        let remembered = |address: &str| memory.as_ref().and_then(|memory| memory.get(address));
        let mut open: BTreeSet<String> = BTreeSet::new();
        let mut to_ask: Vec<String> = Vec::new();
        for address in addresses {
            match remembered(address) {
                Some(reasons) => self.reasons.extend(reasons),
                None if open.insert(address.to_lowercase()) => to_ask.push((*address).clone()),
                None => {}
            }
        }
        // What a person has agreed to is not to grow meanwhile.
        if parts.has_token() && open.len() < addresses.len() {
            to_ask.clear();
        }
        let count = to_ask.len();
        let one = |address: String| async move {
            let answer = (vendor.across.suppression)(asked, slice::from_ref(&address)).await;
            (address, answer)
        };
        let mut answers = stream::iter(to_ask.into_iter().map(one)).buffer_unordered(AT_ONCE);
        let (mut failures, mut done) = (Vec::new(), 0_usize);
        // A failure may be that of one address; what none of them would get through ends the rest.
        while failures.len() < MAX_FAILED {
            match timeout_at(until, answers.next()).await {
                Err(_) | Ok(None) => break,
                Ok(Some((address, Ok(Suppression { reasons, .. })))) => {
                    open.remove(&address.to_lowercase());
                    if let Some(memory) = &memory {
                        memory.put(&address, reasons.clone());
                    }
                    self.reasons.extend(reasons);
                    done += 1;
                    if done.is_multiple_of(REPORTED) {
                        parts.report(format!("{}: {done} of {count} addresses looked up", vendor.title));
                    }
                }
                Ok(Some((_, Err(failure)))) => {
                    let is_of_one = matches!(failure.kind, ErrorKind::VendorError | ErrorKind::InvalidInput);
                    failures.push(failure);
                    if !is_of_one {
                        break;
                    }
                }
            }
        }
        let has_answered = open.len() < addresses.len();
        if has_answered {
            self.is_unreadable |= vendor.across.unreadable.is_some();
            self.notes.extend(vendor.across.unreadable.map(str::to_owned));
        }
        let failure = failures.into_iter().next();
        if open.is_empty() {
            return has_answered;
        }
        let is_slow = |failure: &Failure| matches!(failure.kind, ErrorKind::RateLimited | ErrorKind::Timeout);
        let cause = failure.as_ref().map_or(TIME_IS_UP, Cause::from);
        match failure {
            Some(failure) if !has_answered || !is_slow(&failure) => self.failed.push(Failed::of(vendor, &failure)),
            _ => self.notes.push(format!(
                "{} looks up one address a request: {} of {} were not asked in the time of this call. Make the same call again: it goes on with them.",
                vendor.title,
                open.len(),
                addresses.len()
            )),
        }
        self.not_asked.push(NotAsked { vendor, addresses: open, cause });
        has_answered
    }
}
