//! What a call runs under: cancellation, a deadline, and where its waits are reported.

use std::{future::Future, sync::Arc, time::Duration};

use futures_util::future::BoxFuture;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::{large::Room, retry::whole_seconds};

/// Reports a wait, in words, to a caller that asked for progress.
pub type Progress = Arc<dyn Fn(String) -> BoxFuture<'static, ()> + Send + Sync>;

/// What a call runs under.
#[derive(Clone)]
pub struct Context {
    /// Cancelled when the caller gives up.
    pub cancel: CancellationToken,
    /// When the call ends, finished or not.
    pub deadline: Instant,
    /// Where waits are reported.
    pub progress: Option<Progress>,
    /// The room of a large answer.
    pub room: Room,
}

/// A shorter wait is not reported.
const MIN_REPORTED_WAIT: Duration = Duration::from_secs(1);

impl Default for Context {
    /// A minute, without a caller that could cancel or wants progress.
    fn default() -> Self {
        let deadline = Instant::now() + Duration::from_secs(60);
        Self { cancel: CancellationToken::new(), deadline, progress: None, room: Room::default() }
    }
}

impl Context {
    /// Reports a wait to a caller that asked for progress.
    pub(super) fn report_wait(&self, wait: Duration, reason: &str) {
        if let Some(progress) = self.progress.as_ref().filter(|_| wait >= MIN_REPORTED_WAIT) {
            let report = progress(format!("Waiting {} s: {reason}", whole_seconds(wait)));
            tokio::spawn(report);
        }
    }

    /// Reports how far a call is to a caller that asked for progress.
    pub(crate) fn report(&self, how_far: String) {
        if let Some(progress) = &self.progress {
            tokio::spawn(progress(how_far));
        }
    }

    /// The result of `work`; `None` if the caller gives up before.
    pub(crate) async fn unless_cancelled<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        tokio::select! {
            biased;
            () = self.cancel.cancelled() => None,
            done = work => Some(done),
        }
    }

    /// The time until the deadline.
    pub(super) fn remaining(&self) -> Duration {
        self.deadline.saturating_duration_since(Instant::now())
    }
}
