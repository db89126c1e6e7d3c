//! Decides whether a write may be sent, and writes the decision down.

mod rest;
mod unless_there;
mod wait;

use std::{sync::Arc, time::Duration};

use outreach_model::{effect::Effect, error::Failure, redact::Redactor, registered::PreparedCall};
use serde_json::{Map, Value};

use self::wait::DuplicateWait;
use super::{
    approval::Question,
    arguments::GuardArguments,
    confirm::{self, Confirm, Consent},
    failures, fingerprint,
    identity::identify,
    preview,
    quotas::Quotas,
    recipients::{Recipients, Violation},
    schema::{REPLAY_NOTE, REPLAYED, REPLAYED_FROM},
    write::Write,
};
use crate::{
    client,
    journal::{self, Blocking, Claim, Entry, InFlight, Journal, Location, Quota, RepeatRule, WriteCall},
};

/// The operator's rules on writes, and the journal.
pub struct Guard {
    /// The effects that a person must confirm.
    pub confirm: Confirm,
    /// Whether writes are previewed and never sent.
    pub dry_run: bool,
    /// Whom a call may reach.
    pub recipients: Recipients,
    /// How many calls there may be.
    pub quotas: Quotas,
    /// For this long an identical call is answered from the journal.
    pub duplicate_window: Duration,
    /// Where writes are recorded.
    pub(crate) journal: Arc<Journal>,
}

/// The decision on a write.
pub(crate) enum Verdict {
    /// It may be sent; [`InFlight::end`] must be told its result.
    Go {
        in_flight: InFlight,
        /// What is sent in its place, where some of what it would make may be there.
        rest: Option<Box<Rest>>,
    },
    /// It was done before.
    Replay {
        /// The answer of that call.
        answer: Map<String, Value>,
        /// The outputs that say so.
        note: Map<String, Value>,
    },
    /// What it would make is there already: what the vendor would answer, and why nothing was sent.
    Existing { answer: Value, skipped: &'static str },
    /// The client must ask its user first.
    Ask(Question),
}

/// What is sent of a create of many things, where some of them may be there already.
pub(crate) struct Rest {
    /// The call that creates the others.
    pub(crate) prepared: PreparedCall,
    /// What the vendor would answer for those that are there.
    pub(crate) answer: Value,
    /// The output that lists the things.
    pub(crate) items: &'static str,
    /// What is left out, and what is not known of the rest: sentences.
    pub(crate) said: Vec<String>,
}

/// What follows where nobody disagrees.
enum Agreed {
    /// A person agrees; with the token that the call uses up.
    Yes(Option<String>),
    /// The client must ask.
    Ask(Question),
}

/// Whether a call with this effect adds something: a mail, a record, a charge.
pub(crate) const fn adds(effect: Effect) -> bool {
    matches!(effect, Effect::Send | Effect::Create | Effect::Spend)
}

impl Guard {
    /// A guard without rules, with a journal in memory.
    pub fn unrestricted(redactor: Redactor) -> Self {
        let duplicate_window = Duration::from_secs(15 * 60);
        let journal = Journal::new(Location::Memory, journal::Arguments::Full, duplicate_window, redactor);
        Self {
            confirm: Confirm::default(),
            dry_run: false,
            recipients: Recipients::default(),
            quotas: Quotas::default(),
            duplicate_window,
            journal: Arc::new(journal),
        }
    }

    /// Whether the rules on recipients let through what the inputs of a write name.
    pub(crate) fn may_reach(&self, schema: &Map<String, Value>, prepared: &PreparedCall) -> bool {
        prepared.suppresses || self.recipients.in_arguments(schema, &prepared.arguments).is_none()
    }

    /// Decides on a write.
    ///
    /// # Errors
    ///
    /// Why it is not sent.
    pub(crate) async fn admit(&self, write: &Write<'_>) -> Result<Verdict, Failure> {
        let Write { entry, prepared, guard_arguments, .. } = write;
        // What is only shown is neither recorded nor compared.
        if !self.dry_run {
            identify(write.account, &self.journal, write.http, write.context).await?;
        }
        let made_ms = self.journal.now();
        let fingerprint = fingerprint::of(write);
        let mut call = write.record(&fingerprint);
        if let Some(violation) = self.recipients.violation_by(write).await? {
            let (Violation::Forbidden(rule) | Violation::Unreadable(rule) | Violation::Unknown(rule)) = &violation;
            self.journal.refused(&call, rule).await?;
            return Err(violation.refusal());
        }
        if self.dry_run {
            return Err(preview::dry_run(write).await);
        }
        let repeat = self.repeat(write, guard_arguments, made_ms);
        let mut wait = DuplicateWait::default();
        let mut token = None;
        let is_confirmed = self.is_confirmed(prepared);
        let is_read_first = entry.action.read_first.is_some_and(|first| (first.is_needed)(&prepared.arguments));
        if is_confirmed || is_read_first {
            // Nothing is read for a call that was carried out or is under way, and nobody is asked again.
            if let Some(verdict) = self.wait_for_others(write, &call, repeat, &mut wait).await? {
                return Ok(verdict);
            }
        }
        if let Some(existing) = entry.action.existing
            && let Some(request) = (existing.request)(&prepared.arguments)
        {
            return self.admit_unless_there(write, &call, existing, &request).await;
        }
        if let Some(among) = entry.action.existing_among {
            return self.admit_rest(write, &call, among).await;
        }
        self.check_first_read(write, &call).await?;
        if is_confirmed {
            match self.ask(write, &call).await? {
                Agreed::Yes(used) => token = used,
                Agreed::Ask(question) => return Ok(Verdict::Ask(question)),
            }
        }
        let quotas = self.quotas_on(write);
        let counted = match quotas.as_slice() {
            [] => None,
            [quota, ..] => self.counted(write, &call, &quota.text).await?,
        };
        call.counts = counted.unwrap_or(call.counts).max(call.counts);
        call.units.read_ms = is_read_first.then_some(made_ms);
        loop {
            let claim = self.journal.claim(&call, repeat, &quotas, token.as_deref()).await?;
            if let Some(verdict) = self.verdict(write, &call, claim).await? {
                return Ok(verdict);
            }
            wait.pause(write.context).await?;
            if is_read_first {
                call.units.read_ms = None;
                if let Some(verdict) = self.wait_for_others(write, &call, repeat, &mut wait).await? {
                    return Ok(verdict);
                }
                // What was waited for, or ended since the read, may have done what that forbids.
                call.units.read_ms = Some(self.journal.now());
                self.check_read_again(write, &call).await?;
            }
        }
    }

    /// Waits until no earlier call blocks this one; the verdict where one decides it.
    async fn wait_for_others(
        &self,
        write: &Write<'_>,
        call: &WriteCall<'_>,
        repeat: RepeatRule,
        wait: &mut DuplicateWait,
    ) -> Result<Option<Verdict>, Failure> {
        while let Some(blocking) = self.journal.find_blocking(call, repeat).await? {
            if let Some(verdict) = self.blocked(write, call, blocking).await? {
                return Ok(Some(verdict));
            }
            wait.pause(write.context).await?;
        }
        Ok(None)
    }

    /// Claims a call before which it was looked what is there. `None` where it has to look again: what ran beside it is over, or goes on.
    async fn claim_looked(
        &self,
        write: &Write<'_>,
        call: &WriteCall<'_>,
        repeat: RepeatRule,
        token: Option<&str>,
    ) -> Result<Option<Verdict>, Failure> {
        let claim = self.journal.claim(call, repeat, &self.quotas_on(write), token).await?;
        let is_over = matches!(&claim, Claim::Blocked(blocking) if matches!(**blocking, Blocking::Overlapping(_)));
        if is_over { Ok(None) } else { self.verdict(write, call, claim).await }
    }

    /// Whether a person has to agree.
    fn is_confirmed(&self, prepared: &PreparedCall) -> bool {
        prepared.effects().any(|effect| self.confirm.covers(effect))
    }

    /// Has a person asked.
    async fn ask(&self, write: &Write<'_>, call: &WriteCall<'_>) -> Result<Agreed, Failure> {
        match confirm::ask(write, &self.journal).await? {
            Consent::Agreed(used) => Ok(Agreed::Yes(used)),
            Consent::Ask(question) => Ok(Agreed::Ask(question)),
            Consent::Declined(rule) => {
                self.journal.refused(call, &rule).await?;
                Err(failures::denied(&rule))
            }
            Consent::Unanswered(reason) => {
                self.journal.refused(call, reason).await?;
                Err(confirm::unanswered(reason))
            }
        }
    }

    /// How many calls this limit counts the call as, where its inputs do not say it.
    ///
    /// # Errors
    ///
    /// Where that cannot be known: it may be more than there may be.
    async fn counted(&self, write: &Write<'_>, call: &WriteCall<'_>, limit: &str) -> Result<Option<u32>, Failure> {
        let arguments = &write.prepared.arguments;
        let Some(counted) = write.entry.action.counted.filter(|counted| (counted.is_needed)(arguments)) else {
            return Ok(None);
        };
        match write.counted().await {
            Some(count) => Ok(Some(u32::try_from(count).unwrap_or(u32::MAX))),
            None => {
                let (what, instead) = (counted.what, counted.instead);
                let rule = format!(
                    "`--limit {limit}` counts each of the {what}, and how many this call takes is not known: {instead}"
                );
                self.journal.refused(call, &rule).await?;
                Err(failures::denied(&rule))
            }
        }
    }

    /// The quotas that count the call.
    fn quotas_on(&self, write: &Write<'_>) -> Vec<Quota> {
        let Write { entry, prepared, .. } = write;
        if prepared.suppresses { Vec::new() } else { self.quotas.on(entry.vendor, prepared) }
    }

    /// Refuses a call that what the action reads first forbids.
    async fn check_first_read(&self, write: &Write<'_>, call: &WriteCall<'_>) -> Result<(), Failure> {
        let why = self.forbidden_by_read(write).await?;
        self.refuse_if(call, why).await
    }

    /// The same by what is there now.
    async fn check_read_again(&self, write: &Write<'_>, call: &WriteCall<'_>) -> Result<(), Failure> {
        let read = write.read_first_again().await?;
        let forbids = write.entry.action.read_first.map(|first| first.forbids);
        let why = forbids.zip(read).and_then(|(forbids, read)| forbids(&write.prepared.arguments, &read));
        self.refuse_if(call, why).await
    }

    async fn refuse_if(&self, call: &WriteCall<'_>, why: Option<String>) -> Result<(), Failure> {
        let Some(why) = why else { return Ok(()) };
        self.journal.refused(call, &why).await?;
        Err(failures::forbidden_by_read(&why))
    }

    /// Why what the action reads first forbids the call; `None` if it does not.
    async fn forbidden_by_read(&self, write: &Write<'_>) -> Result<Option<String>, Failure> {
        let arguments = &write.prepared.arguments;
        let Some(first) = write.entry.action.read_first.filter(|first| (first.is_needed)(arguments)) else {
            return Ok(None);
        };
        let read = match write.read_first().await {
            Ok(read) => read,
            Err(failure) => {
                if let Some(why) =
                    client::cannot_be_asked(write.http, write.account, write.prepared, write.entry.action.about.name)
                        .await
                {
                    return Err(why);
                }
                let message =
                    format!("What this call depends on cannot be read, so nothing was sent. {}", failure.message);
                return Err(Failure { message, ..failure });
            }
        };
        Ok(read.and_then(|read| (first.forbids)(arguments, read)))
    }

    /// When the same call, made at this time, may be carried out again.
    fn repeat(&self, write: &Write<'_>, guard_arguments: &GuardArguments, made_ms: i64) -> RepeatRule {
        let action = write.entry.action;
        match &guard_arguments.idempotency_key {
            // Setting a state again is harmless, and an old answer would claim a state that may have changed since.
            _ if !action.takes_key() => RepeatRule::Free,
            Some(_) => RepeatRule::Never,
            // Of an action that doubles, a call that only overwrites is never answered by an earlier one; it can take further things.
            None if action.goes_on() || !write.prepared.effect.adds() => {
                RepeatRule::Settled { window: self.duplicate_window, made_ms }
            }
            None => RepeatRule::After(self.duplicate_window),
        }
    }

    /// The decision that follows from the journal's; `None` while the same call is under way.
    async fn verdict(&self, write: &Write<'_>, call: &WriteCall<'_>, claim: Claim) -> Result<Option<Verdict>, Failure> {
        match claim {
            Claim::Granted(in_flight) => Ok(Some(Verdict::Go { in_flight, rest: None })),
            Claim::Blocked(blocking) => self.blocked(write, call, *blocking).await,
            Claim::QuotaExceeded { rule, after_s } => {
                self.journal.refused(call, &rule).await?;
                Err(failures::quota_used_up(&rule, after_s))
            }
            Claim::LargerThanQuota { rule } => {
                self.journal.refused(call, &rule).await?;
                Err(failures::denied(&rule))
            }
            Claim::UsedToken => Err(confirm::token_used(write, &self.journal).await?),
        }
    }

    /// The decision that follows from an earlier call with the same intent; `None` while that one is under way.
    async fn blocked(
        &self,
        write: &Write<'_>,
        call: &WriteCall<'_>,
        blocking: Blocking,
    ) -> Result<Option<Verdict>, Failure> {
        match blocking {
            Blocking::InFlight => Ok(None),
            Blocking::Done { entry, answer } => {
                self.journal.replayed(call, &entry.id).await?;
                match answer {
                    Some(answer) => Ok(Some(Verdict::Replay { answer, note: replay_note(&entry) })),
                    None => Err(failures::done_before(&entry)),
                }
            }
            Blocking::Superseded { entry, by } => {
                self.journal.refused(call, "duplicate").await?;
                Err(failures::superseded(&entry, &by))
            }
            Blocking::Overlapping(entry) => {
                self.journal.refused(call, "duplicate").await?;
                Err(failures::done_meanwhile(&entry))
            }
            Blocking::Unknown(entry) => {
                self.journal.refused(call, "duplicate").await?;
                Err(failures::unknown_before(write, &entry))
            }
            Blocking::OtherArguments(entry) => {
                self.journal.refused(call, "idempotency_key").await?;
                Err(failures::key_used_before(&entry))
            }
            Blocking::Sharing { entry, units } => {
                self.journal.refused(call, "duplicate").await?;
                Err(failures::shared_before(write, &entry, &units))
            }
        }
    }
}

/// The outputs that tell a replay from a call that was sent.
fn replay_note(entry: &Entry) -> Map<String, Value> {
    let text = format!("Done by the same call at {}. Nothing was sent again.", entry.at);
    Map::from_iter([
        (REPLAYED.to_owned(), true.into()),
        (REPLAYED_FROM.to_owned(), entry.at.as_str().into()),
        (REPLAY_NOTE.to_owned(), text.into()),
    ])
}
