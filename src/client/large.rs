//! Large answers: how many bytes of them are in memory is bounded, and they are decoded off the runtime's thread, where everything
//! else waits.

use std::{
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError, mpsc},
    thread,
};

use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore, oneshot},
    time::Instant,
};

/// An answer of at least this size is large.
pub(super) const MIN_LARGE_BYTES: usize = 256 * 1024;
/// Room is counted in units of this many bytes.
const UNIT_BYTES: usize = 1024;
/// The thread that works on large answers, one after the other. With several threads, the allocator would keep the memory of the
/// largest answer for each of them.
static THREAD: LazyLock<mpsc::Sender<Job>> = LazyLock::new(|| {
    let (sender, jobs) = mpsc::channel::<Job>();
    let work = move || jobs.into_iter().for_each(|job| job());
    if let Err(error) = thread::Builder::new().name("large answers".to_owned()).spawn(work) {
        tracing::warn!("no thread can be started for large answers: {error}");
    }
    sender
});

type Job = Box<dyn FnOnce() + Send>;

/// The room for large answers. A call waits until there is enough for its answer.
pub(super) struct Rooms(Arc<Semaphore>);

/// The room that the answer of a call has. Clones share it; it is free again when the last one is dropped.
#[derive(Clone, Default)]
pub struct Room(Arc<Mutex<Held>>);

#[derive(Default)]
struct Held {
    is_large: bool,
    permit: Option<OwnedSemaphorePermit>,
}

/// There was no room in time.
pub(super) struct NoRoom;

impl Rooms {
    /// Room for this many bytes.
    pub(super) fn new(bytes: usize) -> Self {
        Self(Arc::new(Semaphore::new(bytes / UNIT_BYTES)))
    }

    /// Waits for room for an answer. What the call had for an earlier one is free again.
    ///
    /// # Errors
    ///
    /// If there is none until `deadline`.
    pub(super) async fn enter(&self, room: &Room, bytes: usize, deadline: Instant) -> Result<(), NoRoom> {
        room.take();
        let units = u32::try_from(bytes.div_ceil(UNIT_BYTES)).map_err(|_| NoRoom)?;
        let permit = tokio::time::timeout_at(deadline, Arc::clone(&self.0).acquire_many_owned(units)).await;
        room.lock().permit = Some(permit.map_err(|_| NoRoom)?.map_err(|_| NoRoom)?);
        Ok(())
    }
}

impl Room {
    /// Whether the call has a large answer.
    pub(crate) fn is_large(&self) -> bool {
        self.lock().is_large
    }

    /// The call has a large answer, and takes no room for it: what it had for an earlier one is free again.
    pub(super) fn take(&self) {
        let mut held = self.lock();
        held.is_large = true;
        let permit = held.permit.take();
        drop(held);
        drop(permit);
    }

    /// Keeps room for this many bytes only.
    pub(super) fn shrink(&self, bytes: usize) {
        if let Some(permit) = self.lock().permit.as_mut() {
            let surplus = permit.num_permits().saturating_sub(bytes.div_ceil(UNIT_BYTES));
            drop(permit.split(surplus));
        }
    }

    fn lock(&self) -> MutexGuard<'_, Held> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Runs work over an answer: off the runtime's thread if the answer is large. A panic is passed on.
pub(crate) async fn work_on<T: Send + 'static>(is_large: bool, work: impl FnOnce() -> T + Send + 'static) -> T {
    if !is_large {
        return work();
    }
    let (sender, done) = oneshot::channel();
    let job: Job = Box::new(move || {
        // Nobody waits for a call that was given up.
        let _ = sender.send(catch_unwind(AssertUnwindSafe(work)));
    });
    if let Err(mpsc::SendError(job)) = THREAD.send(job) {
        // There is no such thread.
        job();
    }
    match done.await {
        Ok(Ok(done)) => done,
        Ok(Err(panic)) => resume_unwind(panic),
        // The process is ending.
        Err(_) => std::future::pending().await,
    }
}

/// Whether an answer of this size is large.
pub(super) const fn is_large(bytes: usize) -> bool {
    bytes >= MIN_LARGE_BYTES
}
