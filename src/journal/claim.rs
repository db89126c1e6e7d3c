//! The result of a claim, and the handle of a granted call, which records how the call ends.

use std::{sync::Arc, time::Duration};

use outreach_model::{
    error::{ErrorKind, Failure},
    redact::Redactor,
};
use serde_json::{Map, Value};

use super::{
    decision::{Blocking, ClaimDecision},
    error::StoreError,
    record::{Ended, Outcome},
    store::Store,
    unwritten::{PendingEnd, Unwritten},
};

/// Whether a call may be sent.
pub(crate) enum Claim {
    /// It may: it is recorded as open.
    Granted(InFlight),
    /// An earlier call with the same intent blocks it.
    Blocked(Box<Blocking>),
    QuotaExceeded {
        /// The rule, for the error text.
        rule: String,
        /// The seconds until the quota allows a call; at least 1.
        after_s: u64,
    },
    LargerThanQuota {
        /// The rule, for the error text.
        rule: String,
    },
    /// Another call used the confirmation token.
    UsedToken,
}

/// A call that is recorded as open. Dropped without [`InFlight::end`], its entry becomes unknown.
pub(crate) struct InFlight {
    entry: OpenEntry,
    state: State,
}

enum State {
    /// The store decides; the entry may exist already. Nothing is sent in this state.
    Claiming,
    /// The call may be sent at any time.
    Granted,
    /// The vendor has accepted the call, and the entry says so.
    Started,
    /// The entry needs no end any more, or was never written.
    Closed,
}

/// What it takes to end an entry.
#[derive(Clone)]
struct OpenEntry {
    id: String,
    store: Arc<dyn Store>,
    redactor: Redactor,
    clock: fn() -> i64,
    unwritten: Unwritten,
}

/// Larger answers are not kept for replays.
const MAX_ANSWER_BYTES: usize = 256 * 1024;

/// The pause before the second attempt to record how a call ended, and the longest one. Each is twice as long as the one before.
const FIRST_PAUSE: Duration = Duration::from_millis(50);
const MAX_PAUSE: Duration = Duration::from_secs(10);

impl InFlight {
    /// The handle of a call that is about to be recorded under this id. It exists before the entry does: if the claim fails or is
    /// cancelled, an entry that was written nevertheless does not stay open.
    pub(super) fn new(
        id: String,
        store: Arc<dyn Store>,
        redactor: Redactor,
        clock: fn() -> i64,
        unwritten: Unwritten,
    ) -> Self {
        Self { entry: OpenEntry { id, store, redactor, clock, unwritten }, state: State::Claiming }
    }

    /// The claim that follows from the store's decision on this call.
    pub(super) fn decided(mut self, decision: ClaimDecision) -> Claim {
        self.state = State::Closed;
        match decision {
            ClaimDecision::Recorded => {
                self.state = State::Granted;
                Claim::Granted(self)
            }
            ClaimDecision::Blocked(blocking) => Claim::Blocked(blocking),
            ClaimDecision::QuotaExceeded { rule, after_ms } => {
                Claim::QuotaExceeded { rule, after_s: (after_ms.max(0) as u64).div_ceil(1000).max(1) }
            }
            ClaimDecision::LargerThanQuota { rule } => Claim::LargerThanQuota { rule },
            ClaimDecision::UsedToken => Claim::UsedToken,
        }
    }

    /// Records that the vendor has accepted the call, with the outputs so far: it is carried out, whatever the reads of its result
    /// come to.
    pub(crate) async fn started(&mut self, outputs: &Map<String, Value>) {
        self.state = State::Started;
        let ended = self.entry.ended(Ok(outputs), false);
        self.record(ended).await;
    }

    /// Records how the call ended. If the store fails, a task of its own goes on trying: the call itself is over.
    pub(crate) async fn end(mut self, end: &Result<Map<String, Value>, Failure>) {
        let was_started = matches!(self.state, State::Started);
        self.state = State::Closed;
        if was_started && end.is_err() {
            return;
        }
        let ended = self.entry.ended(end.as_ref(), was_started);
        self.record(ended).await;
    }

    async fn record(&self, ended: Ended) {
        // A task of its own: the outcome is recorded even if the caller is cancelled while it waits here.
        let recorded = tokio::spawn(self.entry.clone().record(ended));
        if let Err(error) = recorded.await {
            tracing::error!(entry = self.entry.id, "recording the outcome of a call failed: {error}");
        }
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        let (outcome, error) = match self.state {
            State::Claiming => (Outcome::Failed, "the call was given up before it was sent"),
            State::Granted => (Outcome::Unknown, "the call was cancelled while it ran"),
            State::Started | State::Closed => return,
        };
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        let error = Some(error.to_owned());
        let ended = Ended { outcome, vendor_ref: None, error, answer: None, resolved: None, was_started: false };
        runtime.spawn(self.entry.clone().record(ended));
    }
}

impl OpenEntry {
    /// Writes the end of the call. After a failure it returns, and a task of its own tries again for as long as the process lives:
    /// until then the end is in [`Unwritten`].
    async fn record(self, ended: Ended) {
        let at_ms = (self.clock)();
        let Err(error) = self.store.end(&self.id, at_ms, ended.clone()).await else {
            self.unwritten.forget(&self.id);
            return;
        };
        tracing::error!(
            entry = self.id,
            "the outcome of a call cannot be written to the journal, trying again: {error}"
        );
        if !self.unwritten.put(&self.id, PendingEnd { ended, at_ms }) {
            // The task of the end before writes this one.
            return;
        }
        tokio::spawn(async move {
            let mut pause = FIRST_PAUSE;
            loop {
                tokio::time::sleep(pause).await;
                pause = (2 * pause).min(MAX_PAUSE);
                if write_pending(self.store.as_ref(), &self.unwritten, &self.id).await.unwrap_or(false) {
                    tracing::info!(entry = self.id, "the outcome of a call is written now");
                    return;
                }
            }
        });
    }

    /// The end of a call as it is recorded: without secrets, and without an answer that is too large.
    fn ended(&self, end: Result<&Map<String, Value>, &Failure>, was_started: bool) -> Ended {
        let redacted = |text: &str| self.redactor.text(text).into_owned();
        let (answer, error) = match end {
            Ok(outputs) => (Some(outputs), None),
            Err(failure) => (None, Some(redacted(&failure.message))),
        };
        let kept = answer.and_then(|outputs| serde_json::to_string(outputs).ok());
        Ended {
            outcome: outcome(end),
            vendor_ref: answer.and_then(vendor_ref).map(|id| redacted(&id)),
            error,
            answer: kept.filter(|answer| answer.len() <= MAX_ANSWER_BYTES).map(|answer| redacted(&answer)),
            resolved: None,
            was_started,
        }
    }
}

/// Tries once to write the end of this entry that is still to be written. Returns whether none is left.
pub(super) async fn write_pending(store: &dyn Store, unwritten: &Unwritten, id: &str) -> Result<bool, StoreError> {
    let Some(pending) = unwritten.get(id) else { return Ok(true) };
    store.end(id, pending.at_ms, pending.ended.clone()).await?;
    Ok(unwritten.written(id, &pending))
}

fn outcome(end: Result<&Map<String, Value>, &Failure>) -> Outcome {
    match end {
        Ok(_) => Outcome::Ok,
        Err(Failure { kind: ErrorKind::OutcomeUnknown | ErrorKind::Internal, .. }) => Outcome::Unknown,
        Err(_) => Outcome::Failed,
    }
}

/// The vendor's id of the created object: an id of the answer itself, or of the first object in it.
fn vendor_ref(outputs: &Map<String, Value>) -> Option<String> {
    let id_text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let own = ["id", "task_hash"].into_iter().find_map(|key| id_text(outputs.get(key)?));
    own.or_else(|| outputs.values().find_map(|value| id_text(value.get("id")?)))
}
