//! Whether a new call may be sent: what a claim asks a store, what the store decides, and how an earlier call counts.

use std::time::Duration;

use outreach_model::{effect::Effect, vendor::Undoing};
use serde_json::{Map, Value};

use super::record::{Entry, NewEntry, Outcome, Quota, Repeat};

/// A new call, with everything its store checks in the transaction that records it.
pub(crate) struct ClaimRequest<'a> {
    pub(super) entry: NewEntry,
    pub(super) repeat: Repeat,
    /// [`super::record::WriteCall::undone_by`].
    pub(super) undone_by: &'a [Undoing],
    pub(super) quotas: &'a [Quota],
    /// The confirmation token that this call uses up.
    pub(super) token: Option<&'a str>,
}

/// What a store decided on a [`ClaimRequest`]. Anything but `Recorded` leaves the store unchanged.
pub(crate) enum Decision {
    /// The call is recorded as open and may be sent.
    Recorded,
    Blocked(Box<Blocking>),
    QuotaExceeded {
        rule: String,
        /// The milliseconds until the quota allows a call.
        after_ms: i64,
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
    /// It was carried out, and a later write may have undone it, so that its answer may no longer be true.
    Superseded { entry: Entry, by: Box<Entry> },
    /// It was sent, and it is not known whether it was carried out.
    Unknown(Entry),
    /// It had the same `idempotency_key` and other arguments.
    OtherArguments(Entry),
}

/// How an earlier call with the same intent blocks a call that is made now; `None` where it does not.
pub(super) fn blocked_by(earlier: Entry, request_hash: &str, repeat: Repeat, now_ms: i64) -> Option<Blocking> {
    if repeat == Repeat::Never && earlier.request_hash != request_hash {
        return Some(Blocking::OtherArguments(earlier));
    }
    // After the clock was set back, an earlier call lies in the future: its age counts as zero.
    let age = Duration::from_millis(now_ms.saturating_sub(earlier.at_ms).max(0) as u64);
    match earlier.outcome {
        Outcome::Open => Some(Blocking::InFlight),
        _ if matches!(repeat, Repeat::After(window) if age >= window) => None,
        Outcome::Ok => {
            let answer = earlier.answer.as_deref().and_then(|answer| serde_json::from_str(answer).ok());
            Some(Blocking::Done { entry: earlier, answer })
        }
        Outcome::Unknown => Some(Blocking::Unknown(earlier)),
        Outcome::Failed | Outcome::Replayed | Outcome::Refused => None,
    }
}

/// Whether a later write may have undone or overwritten what the call of an entry made. It has not where both name their
/// object and the objects differ.
pub(super) fn may_undo(done: &Entry, later: &Entry, undone_by: &[Undoing]) -> bool {
    let undoing = undone_by.iter().find(|undoing| undoing.action == later.tool);
    let object = undoing.and_then(|undoing| later.arguments.as_ref()?.get(undoing.object?));
    match (object, &done.vendor_ref) {
        (Some(Value::String(object)), Some(made)) => object.trim() == made,
        (Some(Value::Number(object)), Some(made)) => object.to_string() == *made,
        _ => true,
    }
}

/// How an earlier call that was carried out, and that a later write may have undone, blocks a call with this effect. A create is
/// carried out again; `None` for that.
pub(super) fn superseded(entry: Entry, by: Entry, effect: Effect, repeat: Repeat) -> Option<Blocking> {
    // What was sent or charged stays so, and a key stands for one intent for good.
    let is_done_anew = effect == Effect::Create && repeat != Repeat::Never;
    (!is_done_anew).then(|| Blocking::Superseded { entry, by: Box::new(by) })
}
