//! The open sessions of one transport. When their maximum is reached, the one that has been idle for the longest gives way.

use std::{
    cmp::Reverse,
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::time::Instant;

use super::{connections::Caller, in_flight::InFlight};

/// The open sessions. `T` is what the transport keeps of each.
pub(super) struct SessionTable<T> {
    max_sessions: usize,
    /// How long a call may take.
    call_timeout: Duration,
    open: Mutex<HashMap<String, Session<T>>>,
}

struct Session<T> {
    caller: Caller,
    last_message: Instant,
    /// Whether its client sent anything after it was opened.
    is_used: bool,
    /// The open streams that its client reads.
    streams: usize,
    calls: Arc<InFlight>,
    kept: T,
}

/// Every session has calls in flight. One may be free after this time.
#[derive(Debug)]
pub(super) struct Full(pub(super) Duration);

impl<T: Clone> SessionTable<T> {
    pub(super) fn new(max_sessions: usize, call_timeout: Duration) -> Self {
        Self { max_sessions: max_sessions.max(1), call_timeout, open: Mutex::default() }
    }

    pub(super) fn count(&self) -> usize {
        self.lock().len()
    }

    /// Adds a session. Returns the one that has to be closed for it, if any.
    ///
    /// # Errors
    ///
    /// If the maximum is reached, and each session has calls in flight.
    pub(super) fn open(&self, id: String, caller: Caller, kept: T) -> Result<Option<(String, T)>, Full> {
        let mut open = self.lock();
        let obsolete = if open.len() < self.max_sessions {
            None
        } else {
            let id = longest_idle(&open).ok_or_else(|| Full(self.longest_wait(&open)))?;
            open.remove_entry(&id).map(|(id, session)| (id, session.kept))
        };
        let session =
            Session { caller, last_message: Instant::now(), is_used: false, streams: 0, calls: Arc::default(), kept };
        open.insert(id, session);
        Ok(obsolete)
    }

    pub(super) fn close(&self, id: &str) -> Option<T> {
        let session = self.lock().remove(id)?;
        session.calls.end();
        Some(session.kept)
    }

    /// What is kept of a session, and its calls in flight. It counts as used now.
    pub(super) fn use_now(&self, id: &str) -> Option<(T, Arc<InFlight>)> {
        let mut open = self.lock();
        let session = open.get_mut(id)?;
        (session.last_message, session.is_used) = (Instant::now(), true);
        Some((session.kept.clone(), Arc::clone(&session.calls)))
    }

    /// A session's calls in flight.
    pub(super) fn calls(&self, id: &str) -> Option<Arc<InFlight>> {
        self.lock().get(id).map(|session| Arc::clone(&session.calls))
    }

    /// When the last message of a session came.
    pub(super) fn last_message(&self, id: &str) -> Option<Instant> {
        self.lock().get(id).map(|session| session.last_message)
    }

    /// Counts a stream that the client of a session reads, until what this returns is dropped.
    pub(super) fn read_stream(self: &Arc<Self>, id: &str) -> StreamGuard<T> {
        if let Some(session) = self.lock().get_mut(id) {
            session.streams += 1;
        }
        StreamGuard { table: Arc::clone(self), id: id.to_owned() }
    }

    /// The time until a session will be idle: none of its calls takes longer than a call may take.
    fn longest_wait(&self, open: &HashMap<String, Session<T>>) -> Duration {
        let oldest = open.values().filter_map(|session| session.calls.oldest()).min();
        oldest.map_or(Duration::ZERO, |oldest| (oldest + self.call_timeout).saturating_duration_since(Instant::now()))
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Session<T>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The session that gives way: of the caller with the most sessions, so that one caller cannot shut out another. Of these first one
/// that was never used, then one whose client reads no stream, then the one that has been idle for the longest. Sessions with calls
/// in flight do not give way.
fn longest_idle<T>(open: &HashMap<String, Session<T>>) -> Option<String> {
    let mut held: HashMap<Caller, usize> = HashMap::new();
    for session in open.values() {
        *held.entry(session.caller).or_default() += 1;
    }
    let idle = open.iter().filter(|(_, session)| session.calls.count() == 0);
    let first = idle.min_by_key(|(_, session)| {
        let held = held.get(&session.caller).copied().unwrap_or_default();
        (Reverse(held), session.is_used, session.streams > 0, session.last_message)
    });
    first.map(|(id, _)| id.clone())
}

/// A stream that the client of a session reads.
pub(super) struct StreamGuard<T: Clone> {
    table: Arc<SessionTable<T>>,
    id: String,
}

impl<T: Clone> Drop for StreamGuard<T> {
    fn drop(&mut self) {
        if let Some(session) = self.table.lock().get_mut(&self.id) {
            session.streams = session.streams.saturating_sub(1);
        }
    }
}
