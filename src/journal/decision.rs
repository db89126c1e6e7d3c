//! Whether a new call may be sent: what a claim asks a store, what the store decides, and how an earlier call counts.

use std::time::Duration;

use outreach_model::{
    effect::Effect,
    undoing::{Changed, Undoing, Written},
};
use serde_json::{Map, Value};

use super::record::{CallUnits, Entry, NewEntry, Outcome, Quota, RepeatRule, WithUnits};

/// A new call, with everything its store checks in the transaction that records it.
pub(crate) struct ClaimRequest<'a> {
    pub(super) entry: NewEntry,
    pub(super) repeat: RepeatRule,
    /// [`super::record::WriteCall::undone_by`].
    pub(super) undone_by: &'a [Undoing],
    /// [`super::record::WriteCall::units`].
    pub(super) units: &'a CallUnits,
    pub(super) quotas: &'a [Quota],
    /// The confirmation token that this call uses up.
    pub(super) token: Option<&'a str>,
}

/// What a store decided on a [`ClaimRequest`]. Anything but `Recorded` leaves the store unchanged.
pub(crate) enum ClaimDecision {
    /// The call is recorded as open and may be sent.
    Recorded,
    Blocked(Box<Blocking>),
    QuotaExceeded {
        rule: String,
        /// The milliseconds until the quota allows a call.
        after_ms: i64,
    },
    /// A call that counts as more calls than the quota ever allows.
    LargerThanQuota {
        rule: String,
    },
    /// Another call used the confirmation token.
    UsedToken,
}

/// An earlier call with the same intent, for which a new one is not sent.
pub(crate) enum Blocking {
    /// It is still running.
    InFlight,
    /// It was carried out.
    Done {
        entry: Entry,
        /// Its answer, where it is still kept.
        answer: Option<Map<String, Value>>,
    },
    /// It was carried out, and a later write has changed what it made, or may have, so that its answer may no longer be true.
    Superseded { entry: Entry, by: Box<Entry> },
    /// It was carried out after the new call was made, which would go on where it ended.
    Overlapping(Entry),
    /// It was sent, and it is not known whether it was carried out.
    Unknown(Entry),
    /// It had the same `idempotency_key` and other arguments.
    OtherArguments(Entry),
    /// It is another call, and has done a part of what this one would do, or may have: what these units stand for.
    Sharing { entry: Entry, units: Vec<String> },
}

/// How another call with these units in common blocks one; `None` where it does not. What was carried out blocks only what is done
/// once; and one that has to read anew what it depends on, as if it were still under way.
pub(super) fn sharing((entry, units): WithUnits, call: &CallUnits) -> Option<Blocking> {
    let ended_ms = ended_ms(&entry);
    match entry.outcome {
        Outcome::Open => Some(Blocking::InFlight),
        Outcome::Unknown => Some(Blocking::Sharing { entry, units }),
        Outcome::Ok if call.is_once => Some(Blocking::Sharing { entry, units }),
        Outcome::Ok if call.read_ms.is_some_and(|read_ms| ended_ms >= read_ms) => Some(Blocking::InFlight),
        Outcome::Ok | Outcome::Failed | Outcome::Replayed | Outcome::Refused => None,
    }
}

/// When a call ended; where it has not, when it began.
fn ended_ms(entry: &Entry) -> i64 {
    entry.at_ms.saturating_add(entry.took_ms.unwrap_or_default())
}

/// How an earlier call with the same intent blocks a call that is made now; `None` where it does not.
pub(super) fn blocked_by(earlier: Entry, request_hash: &str, repeat: RepeatRule, now_ms: i64) -> Option<Blocking> {
    if repeat == RepeatRule::Never && earlier.request_hash != request_hash {
        return Some(Blocking::OtherArguments(earlier));
    }
    // After the clock was set back, an earlier call lies in the future: its age counts as zero.
    let age = Duration::from_millis(now_ms.saturating_sub(earlier.at_ms).max(0) as u64);
    let ended_ms = ended_ms(&earlier);
    match earlier.outcome {
        Outcome::Open => Some(Blocking::InFlight),
        Outcome::Ok | Outcome::Unknown if matches!(repeat, RepeatRule::Alone { .. }) => {
            let has_looked = matches!(repeat, RepeatRule::Alone { since_ms } if ended_ms <= since_ms);
            (!has_looked).then_some(Blocking::Overlapping(earlier))
        }
        _ if matches!(repeat, RepeatRule::After(window) | RepeatRule::Settled { window, .. } if age >= window) => None,
        Outcome::Ok => {
            if let RepeatRule::Settled { made_ms, .. } = repeat {
                return (ended_ms > made_ms).then_some(Blocking::Overlapping(earlier));
            }
            let answer = earlier.answer.as_deref().and_then(|answer| serde_json::from_str(answer).ok());
            Some(Blocking::Done { entry: earlier, answer })
        }
        Outcome::Unknown => Some(Blocking::Unknown(earlier)),
        Outcome::Failed | Outcome::Replayed | Outcome::Refused => None,
    }
}

/// A later write on the resource of a call that was carried out.
pub(crate) struct LaterChange {
    pub(super) by: Entry,
    /// Whether it has changed what the call made; it may have otherwise.
    pub(super) is_certain: bool,
}

/// What is known of a later write on the same resource: `None` where it has not changed what the call of the entry `done` made.
pub(super) fn later_change(done: &Entry, later: Entry, undone_by: &[Undoing]) -> Option<LaterChange> {
    let undoing = undone_by.iter().find(|undoing| undoing.action == later.tool)?;
    let outputs = |entry: &Entry| serde_json::from_str::<Value>(entry.answer.as_deref()?).ok();
    let (of_done, of_later) = (outputs(done), outputs(&later));
    let changed = undoing.changed(written(done, of_done.as_ref()), written(&later, of_later.as_ref()));
    let is_certain = changed == Changed::Yes && later.outcome == Outcome::Ok;
    (changed != Changed::No).then_some(LaterChange { by: later, is_certain })
}

fn written<'a>(entry: &'a Entry, outputs: Option<&'a Value>) -> Written<'a> {
    Written { inputs: entry.arguments.as_ref(), outputs, id: entry.vendor_ref.as_deref(), made: None }
}

/// How an earlier call that was carried out blocks a call with this effect after a later write on the same resource. `None`: the
/// call is carried out again.
///
/// | The later write | a create | a create with a key, a send, a spend |
/// |---|---|---|
/// | has changed nothing, or another thing | answered by the first call | answered by the first call |
/// | may have changed it | refused | refused |
/// | has changed it, or deleted what it lies in | carried out again | refused |
///
/// What was sent or charged stays so, a key stands for one intent for good, and where it is not known what is there, a second one
/// must be meant.
pub(super) fn superseded(entry: Entry, change: LaterChange, effect: Effect, repeat: RepeatRule) -> Option<Blocking> {
    let is_done_anew = change.is_certain && effect == Effect::Create && repeat != RepeatRule::Never;
    (!is_done_anew).then(|| Blocking::Superseded { entry, by: Box::new(change.by) })
}
