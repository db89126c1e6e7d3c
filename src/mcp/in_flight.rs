//! The requests in flight, of a session and of a caller: at most so many, and in a session each under an id of its own.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
};

use axum::http::request::Parts;
use outreach_model::error::{ErrorKind, Failure};
use rmcp::{RoleServer, model::RequestId, service::RequestContext};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::Instant,
};

use super::connections::Caller;
use crate::client::Room;

/// The calls of a session that may be in flight. A client that reads no answers cannot fill the memory with them.
pub(super) const MAX_CALLS: usize = 64;
/// The calls of a caller that may run, in sessions and without.
const MAX_CALLS_OF_CALLER: usize = 512;

/// The requests of a session that have not been answered yet.
#[derive(Default)]
pub(super) struct InFlight {
    requests: Mutex<Requests>,
}

#[derive(Default)]
struct Requests {
    began: HashMap<RequestId, Instant>,
    /// Requests whose answers are to be waited for; see [`InFlight::keep`].
    kept: HashMap<RequestId, (Arc<Running>, Room)>,
}

/// How a request with an id in use is refused.
pub(super) const DUPLICATE: &str =
    "A request with this `id` is in flight; give every request of a session an id of its own";

/// A request with this id is in flight already.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Duplicate;

impl InFlight {
    /// Adds a request, until all clones of what this returns are dropped.
    ///
    /// # Errors
    ///
    /// If one with the same id is in flight.
    pub(super) fn begin(self: &Arc<Self>, id: &RequestId) -> Result<Arc<Running>, Duplicate> {
        let mut requests = self.lock();
        if requests.began.contains_key(id) {
            return Err(Duplicate);
        }
        requests.began.insert(id.clone(), Instant::now());
        let is_over = requests.began.len() > MAX_CALLS;
        Ok(Arc::new(Running { calls: Arc::clone(self), id: id.clone(), is_over }))
    }

    /// Keeps a request in flight until its answer was taken ([`Self::answered`]), also if its call has ended before. Returns the room
    /// for its answer, which is kept for as long.
    pub(super) fn keep(&self, running: &Arc<Running>) -> Room {
        let room = Room::default();
        self.lock().kept.insert(running.id.clone(), (Arc::clone(running), room.clone()));
        room
    }

    /// The answer to this request was taken, or there will be none.
    pub(super) fn answered(&self, id: &RequestId) {
        let kept = self.lock().kept.remove(id);
        // Its drop locks again.
        drop(kept);
    }

    /// Ends the session: nobody takes answers any more.
    pub(super) fn end(&self) {
        let kept = std::mem::take(&mut self.lock().kept);
        drop(kept);
    }

    pub(super) fn count(&self) -> usize {
        self.lock().began.len()
    }

    /// When the oldest of them began.
    pub(super) fn oldest(&self) -> Option<Instant> {
        self.lock().began.values().min().copied()
    }

    fn lock(&self) -> MutexGuard<'_, Requests> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A request in flight.
pub(super) struct Running {
    calls: Arc<InFlight>,
    id: RequestId,
    /// Whether it is more than a session may have in flight, so that a call is refused.
    pub(super) is_over: bool,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.calls.lock().began.remove(&self.id);
    }
}

/// The calls that run, by caller.
#[derive(Default)]
pub(super) struct CallerCalls(Mutex<HashMap<Caller, Weak<Semaphore>>>);

/// What a caller may still run, as an extension of its requests.
#[derive(Clone)]
pub(super) struct CallerSlots(Arc<Semaphore>);

impl CallerCalls {
    /// The slots of a caller.
    pub(super) fn of(&self, caller: Caller) -> CallerSlots {
        let mut callers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(slots) = callers.get(&caller).and_then(Weak::upgrade) {
            return CallerSlots(slots);
        }
        // Forgets the others whose requests have ended.
        callers.retain(|_, slots| slots.strong_count() > 0);
        let slots = Arc::new(Semaphore::new(MAX_CALLS_OF_CALLER));
        callers.insert(caller, Arc::downgrade(&slots));
        CallerSlots(slots)
    }
}

/// Lets a call run, for as long as what this returns is kept.
///
/// # Errors
///
/// The failure of a call that is one too many, for its session or its caller.
pub(super) fn admit(context: &RequestContext<RoleServer>) -> Result<Option<OwnedSemaphorePermit>, Failure> {
    let too_many = |whose: &str, calls: usize| {
        let message = format!(
            "{calls} calls of {whose} are in flight, the most that this server runs at once. Nothing was sent; call again when some of them have been answered."
        );
        Failure::new(ErrorKind::RateLimited, message).retryable().after(Some(1))
    };
    if context.extensions.get::<Arc<Running>>().is_some_and(|running| running.is_over) {
        return Err(too_many("this session", MAX_CALLS));
    }
    let slots = context.extensions.get::<Parts>().and_then(|parts| parts.extensions.get::<CallerSlots>());
    let Some(CallerSlots(slots)) = slots else { return Ok(None) };
    Arc::clone(slots).try_acquire_owned().map(Some).map_err(|_| too_many("this address", MAX_CALLS_OF_CALLER))
}
