//! The result of a claim, and the handle of a granted call, which records how the call ends.

use std::{sync::Arc, time::Duration};

use outreach_model::{
    error::{ErrorKind, Failure},
    redact::Redactor,
};
use serde_json::{Map, Value};

use super::{
    decision::{Blocking, Decision},
    record::{Ended, Outcome},
    store::{Store, StoreError},
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
}

/// Larger answers are not kept for replays.
const MAX_ANSWER_BYTES: usize = 256 * 1024;

/// The pauses before each further attempt to record how a call ended.
const RETRY_PAUSES_MS: [u64; 5] = [50, 200, 1000, 5000, 20_000];

impl InFlight {
    /// The handle of a call that is about to be recorded under this id. It exists before the entry does: if the claim fails or is
    /// cancelled, an entry that was written nevertheless does not stay open.
    pub(super) fn new(id: String, store: Arc<dyn Store>, redactor: Redactor, clock: fn() -> i64) -> Self {
        Self { entry: OpenEntry { id, store, redactor, clock }, state: State::Claiming }
    }

    /// The claim that follows from the store's decision on this call.
    pub(super) fn decided(mut self, decision: Decision) -> Claim {
        self.state = State::Closed;
        match decision {
            Decision::Recorded => {
                self.state = State::Granted;
                Claim::Granted(self)
            }
            Decision::Blocked(blocking) => Claim::Blocked(blocking),
            Decision::QuotaExceeded { rule, after_ms } => {
                Claim::QuotaExceeded { rule, after_s: (after_ms.max(0) as u64).div_ceil(1000).max(1) }
            }
            Decision::UsedToken => Claim::UsedToken,
        }
    }

    /// Records how the call ended. If the store fails, a task of its own tries again for a while: the call itself is over.
    pub(crate) async fn end(mut self, end: &Result<Map<String, Value>, Failure>) {
        self.state = State::Closed;
        let entry = self.entry.clone();
        let ended = entry.ended(end);
        // A task of its own: the outcome is recorded even if the caller is cancelled while it waits here.
        let recorded = tokio::spawn(entry.record(ended));
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
            State::Closed => return,
        };
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        let ended = Ended { outcome, vendor_ref: None, error: Some(error.to_owned()), answer: None };
        runtime.spawn(self.entry.clone().record(ended));
    }
}

impl OpenEntry {
    /// Writes the end of the call. After a failure it returns, and goes on in a task of its own.
    async fn record(self, ended: Ended) {
        let Err(error) = self.try_record(&ended).await else { return };
        tracing::error!(entry = self.id, "the outcome of a call cannot be written to the journal: {error}");
        tokio::spawn(async move {
            for pause_ms in RETRY_PAUSES_MS {
                tokio::time::sleep(Duration::from_millis(pause_ms)).await;
                if self.try_record(&ended).await.is_ok() {
                    return;
                }
            }
            tracing::error!(entry = self.id, "the outcome is lost: the entry becomes unknown when this process ends");
        });
    }

    async fn try_record(&self, ended: &Ended) -> Result<(), StoreError> {
        self.store.end(&self.id, (self.clock)(), ended.clone()).await
    }

    /// The end of a call as it is recorded: without secrets, and without an answer that is too large.
    fn ended(&self, end: &Result<Map<String, Value>, Failure>) -> Ended {
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
        }
    }
}

fn outcome(end: &Result<Map<String, Value>, Failure>) -> Outcome {
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
