//! Lists the tools there are and runs calls: from a tool's name and arguments to the envelope.

pub mod builtin;
pub mod caller;
pub mod definitions;
pub mod dispatch;
mod embedded;
pub mod envelope;
mod mentions;
pub mod metrics;
pub mod registry;
pub mod setup;
#[cfg(feature = "synthetic-catalogue")]
mod synthetic;
pub mod tool;

use std::sync::Arc;

use self::{caller::Caller, dispatch::Dispatch, registry::ToolView};

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
