//! Waiting for a like call that is under way.

use std::time::Duration;

use outreach_model::error::Failure;
use tokio::time::Instant;

use crate::{client::Context, guard::failures};

/// The first pause before the journal is read again for the end of an identical call; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(5);
const MAX_PAUSE: Duration = Duration::from_millis(100);

/// Waits for an identical call that is under way: its answer will be this one's.
#[derive(Default)]
pub(super) struct DuplicateWait {
    pauses: u32,
}

impl DuplicateWait {
    /// # Errors
    ///
    /// Where the deadline comes first, or the caller cancels.
    pub(super) async fn pause(&mut self, context: &Context) -> Result<(), Failure> {
        let pause = (FIRST_PAUSE * 2_u32.saturating_pow(self.pauses.min(8))).min(MAX_PAUSE);
        self.pauses += 1;
        if context.deadline.saturating_duration_since(Instant::now()) <= pause {
            return Err(failures::still_running());
        }
        context.unless_cancelled(tokio::time::sleep(pause)).await.ok_or_else(failures::cancelled)
    }
}
