//! The data of the journal: a write call, its fingerprint, the entry that records it, filters and totals.

use std::{
    borrow::Cow,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use jiff::Timestamp;
use outreach_model::{effect::Effect, undoing::Undoing};
use serde::Serialize;
use serde_json::Value;

/// What identifies a call: its account and three hashes. `name` is equal for calls with the same intent.
#[derive(Clone, Debug)]
pub(crate) struct CallFingerprint {
    /// `<vendor>:<fingerprint of the key>`.
    pub(crate) account: String,
    /// The hash of account, tool and request, or of account, tool and the caller's `idempotency_key`.
    pub(crate) name: String,
    /// The hash of the request.
    pub(crate) request: String,
    /// The hash of the arguments.
    pub(crate) arguments: String,
}

/// A write as the guard passes it to the journal.
pub(crate) struct WriteCall<'a> {
    /// The vendor's id.
    pub(crate) vendor: &'static str,
    /// The action's name, without the vendor's.
    pub(crate) tool: &'static str,
    /// The effect of this call, which can be milder than the action's.
    pub(crate) effect: Effect,
    /// The further effects of this call, which limits count too: two at most.
    pub(crate) also: Vec<Effect>,
    /// How many calls limits count it as.
    pub(crate) counts: u32,
    /// The arguments after coercion, without what is secret in them.
    pub(crate) arguments: Cow<'a, Value>,
    pub(crate) idempotency_key: Option<&'a str>,
    pub(crate) fingerprint: &'a CallFingerprint,
    /// The actions of this vendor that can undo or overwrite what this one does.
    pub(crate) undone_by: Vec<Undoing>,
    /// What it does, subject by subject.
    pub(crate) units: CallUnits,
}

/// What a call does, in hashes that another call has too where it does the same thing to the same subject.
#[derive(Default)]
pub(crate) struct CallUnits {
    /// Those that are recorded with it.
    pub(crate) recorded: Vec<String>,
    /// Those of another call that block it: the same, or with an `idempotency_key` those that go by the key.
    pub(crate) shared: Vec<String>,
    /// Whether what was carried out blocks it as well: each is charged for, or the caller says by a key that it is the same call.
    pub(crate) is_once: bool,
    /// When what it depends on was read, in Unix milliseconds. What shares a unit with it and has ended since may have changed that.
    pub(crate) read_ms: Option<i64>,
}

/// A quota: at most `calls` calls of an effect, of which one can count as several, in a sliding window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Quota {
    /// The rule as the operator wrote it.
    pub(crate) text: String,
    /// The vendor's id; `None` for all vendors.
    pub(crate) vendor: Option<&'static str>,
    pub(crate) effect: Effect,
    pub(crate) calls: u32,
    /// The length of the window, which ends now.
    pub(crate) per: Duration,
}

/// When a call with the same intent may be sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RepeatRule {
    /// At any time: sending it twice does no harm.
    Free,
    /// After this time.
    After(Duration),
    /// When no call that was under way at this time is unsettled: a call whose outcome is unknown blocks for the window, and one that
    /// was carried out only where it ended after `made_ms`.
    Settled {
        window: Duration,
        /// When the call was made, in Unix milliseconds.
        made_ms: i64,
    },
    /// When none was under way at this time, in Unix milliseconds: the caller has looked what is there since.
    Alone { since_ms: i64 },
    /// Never: the caller named the intent with an `idempotency_key`.
    Never,
}

impl RepeatRule {
    /// Since when another call that has done a part of the same, or may have, blocks one that is made now, in Unix milliseconds. `None`
    /// where none does: for one that is harmless or that has looked. One whose intent the caller has named is blocked by those of the
    /// same name, however old.
    pub(super) fn shared_since_ms(self, now_ms: i64) -> Option<i64> {
        match self {
            Self::After(window) | Self::Settled { window, .. } if !window.is_zero() => {
                Some(now_ms.saturating_sub(saturating_ms(window)))
            }
            Self::Never => Some(0),
            Self::After(_) | Self::Settled { .. } | Self::Free | Self::Alone { .. } => None,
        }
    }
}

/// How a call ended, or that it is still running.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, clap::ValueEnum)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Outcome {
    /// Still running
    Open,
    /// Carried out
    Ok,
    /// Not carried out
    Failed,
    /// Sent, and not known whether it was carried out
    Unknown,
    /// Answered with an earlier call's answer; nothing was sent
    Replayed,
    /// Refused by a rule; nothing was sent
    Refused,
}

impl Outcome {
    pub(super) const ALL: [Self; 6] =
        [Self::Open, Self::Ok, Self::Failed, Self::Unknown, Self::Replayed, Self::Refused];

    /// The outcome as the database and JSON spell it.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Ok => "ok",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
            Self::Replayed => "replayed",
            Self::Refused => "refused",
        }
    }
}

/// An entry of the journal as it is read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Entry {
    /// UUIDv7, so that ids sort by time.
    pub(crate) id: String,
    /// When the entry was written, RFC 3339.
    pub(crate) at: String,
    /// The same in Unix milliseconds.
    #[serde(skip)]
    pub(crate) at_ms: i64,
    /// The duration; `None` while the call runs.
    pub(crate) took_ms: Option<i64>,
    /// `<vendor>:<fingerprint of the key>`.
    pub(crate) account: String,
    pub(crate) vendor: String,
    /// The action's name, without the vendor's.
    pub(crate) tool: String,
    pub(crate) effect: String,
    /// Further effects, which limits count too, with a comma between them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) also: Option<String>,
    pub(crate) outcome: Outcome,
    /// The vendor's id of the created object.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) vendor_ref: Option<String>,
    /// The error message, or the rule that refused the call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) error: Option<String>,
    /// When the outcome, which was unknown, was found out, RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) resolved_at: Option<String>,
    /// The error message from when the outcome was unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) earlier_error: Option<String>,
    /// The id of the entry whose answer was returned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) replay_of: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) idempotency_key: Option<String>,
    /// The SHA-256 of the canonical arguments.
    pub(crate) arguments_hash: String,
    /// `None` where only the hash is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) arguments: Option<Value>,
    /// The hash of the request.
    #[serde(skip)]
    pub(crate) request_hash: String,
    /// The answer as JSON; `None` after retention, in lists, and where it was too large.
    #[serde(skip)]
    pub(crate) answer: Option<String>,
}

/// An entry with those of its units that were asked for.
pub(crate) type WithUnits = (Entry, Vec<String>);

/// An entry as it is first written.
#[derive(Clone, Debug)]
pub(crate) struct NewEntry {
    pub(super) id: String,
    pub(super) at_ms: i64,
    pub(super) account: String,
    pub(super) vendor: &'static str,
    pub(super) tool: &'static str,
    pub(super) effect: Effect,
    pub(super) also: Vec<Effect>,
    /// How many calls limits count it as.
    pub(super) counts: u32,
    /// [`CallFingerprint::name`].
    pub(super) intent: String,
    pub(super) idempotency_key: Option<String>,
    pub(super) request_hash: String,
    pub(super) arguments_hash: String,
    pub(super) arguments: Option<String>,
    pub(super) outcome: Outcome,
    pub(super) error: Option<String>,
    pub(super) replay_of: Option<String>,
}

/// What is added to an entry when its call ends.
#[derive(Clone, Debug)]
pub(crate) struct Ended {
    pub(super) outcome: Outcome,
    /// The vendor's id of the created object.
    pub(super) vendor_ref: Option<String>,
    pub(super) error: Option<String>,
    /// The answer as JSON, for later calls with the same intent.
    pub(super) answer: Option<String>,
    /// That the outcome was unknown and was found out since.
    pub(super) resolved: Option<Resolved>,
    /// Whether the entry may be `ok` already, because the call was recorded as started.
    pub(super) was_started: bool,
}

/// How an unknown outcome was found out.
#[derive(Clone, Debug)]
pub(crate) struct Resolved {
    pub(super) at_ms: i64,
    /// The error until then.
    pub(super) earlier_error: Option<String>,
}

impl Ended {
    /// The entry as it is once this end is written.
    pub(super) fn applied_to(&self, entry: Entry) -> Entry {
        let Self { outcome, vendor_ref, error, answer, resolved, .. } = self.clone();
        let resolved_at = resolved.as_ref().map(|resolved| rfc3339(resolved.at_ms));
        let earlier_error = resolved.and_then(|resolved| resolved.earlier_error);
        Entry { outcome, vendor_ref, error, answer, resolved_at, earlier_error, ..entry }
    }
}

/// What is expired: everything from before these times, in Unix milliseconds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Expiry {
    /// Answers, used tokens and units.
    pub(super) answers_ms: i64,
    /// Entries; `None` where they are kept forever.
    pub(super) entries_ms: Option<i64>,
    /// The counters of quotas.
    pub(super) counters_ms: i64,
    /// Messages of webhooks.
    pub(super) events_ms: i64,
}

/// Selects entries: all conditions hold, `None` is no condition.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filter {
    pub(crate) vendor: Option<String>,
    /// The action's name, without the vendor's.
    pub(crate) tool: Option<String>,
    pub(crate) effect: Option<String>,
    pub(crate) outcome: Option<Outcome>,
    pub(crate) account: Option<String>,
    /// The earliest time, inclusive, in Unix milliseconds.
    pub(crate) since_ms: Option<i64>,
    /// The latest time, exclusive, in Unix milliseconds.
    pub(crate) until_ms: Option<i64>,
    /// Entries after this id, oldest first; an empty id starts at the oldest. `None` lists newest first.
    pub(crate) after: Option<String>,
    /// The maximum number of entries.
    pub(crate) most: Option<i64>,
}

/// The number of calls of one day, account, effect and outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Total {
    /// The day in UTC, `YYYY-MM-DD`.
    pub(crate) day: String,
    pub(crate) account: String,
    pub(crate) effect: String,
    pub(crate) outcome: String,
    pub(crate) calls: i64,
}

/// The system's time in Unix milliseconds.
pub(crate) fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    saturating_ms(since)
}

/// A day in milliseconds.
pub(super) const DAY_MS: i64 = 86_400_000;

/// A time in Unix milliseconds as RFC 3339.
pub(crate) fn rfc3339(ms: i64) -> String {
    Timestamp::from_millisecond(ms).map_or_else(|_| ms.to_string(), |at| at.to_string())
}

pub(super) fn saturating_ms(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}
