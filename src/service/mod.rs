//! Lists the tools there are and runs calls: from a tool's name and arguments to the envelope.

pub mod builtin;
mod by_name;
pub mod caller;
pub mod definitions;
pub mod dispatch;
pub mod envelope;
mod finder;
mod known_keys;
mod lean;
mod mentions;
pub mod metrics;
mod moment;
mod outreach;
pub mod reading;
pub mod registry;
pub mod route;
mod set_off;
pub mod setup;
#[cfg(feature = "synthetic-catalogue")]
mod synthetic;
pub mod tool;
mod unknown_ids;

use std::sync::Arc;

use self::{caller::Caller, dispatch::Dispatch, registry::ToolView};
use crate::journal::StoreError;

/// What serves a caller: how calls run, for whom, and the tools it sees.
#[derive(Clone)]
pub struct Service {
    /// Runs calls.
    pub dispatch: Arc<Dispatch>,
    /// On whose behalf.
    pub caller: Arc<Caller>,
    /// The tools that the caller sees.
    pub view: Arc<ToolView>,
}

impl Service {
    /// Opens the journal, as the first write would, if the caller has a tool that writes.
    ///
    /// # Errors
    ///
    /// Why it cannot be opened: every write is refused then.
    pub(crate) async fn check_journal(&self) -> Result<(), StoreError> {
        if self.view.tools().iter().any(|tool| !tool.effect.is_read()) {
            self.dispatch.guard.journal.store().await?.check().await?;
        }
        Ok(())
    }
}
