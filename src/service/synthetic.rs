//! A catalogue of 350 tools, for the benchmark of what a larger one would cost: the real actions, several times over.

use std::sync::OnceLock;

use outreach_model::{
    registered::RegisteredAction,
    tool::Listing,
    vendor::{CatalogueEntry, Toolset},
};

use super::tool::ToolDefinition;
use crate::schemas::COPY;

const TOOLS: usize = 350;

/// The definitions and their copies, up to the number of the benchmark.
pub(super) fn enlarged(real: Vec<ToolDefinition>) -> Vec<ToolDefinition> {
    static ENLARGED: OnceLock<Vec<ToolDefinition>> = OnceLock::new();
    let enlarged = ENLARGED.get_or_init(|| {
        let entries: Vec<CatalogueEntry> = real
            .iter()
            .filter_map(|definition| match definition {
                ToolDefinition::Action(entry) => Some(*entry),
                ToolDefinition::Builtin(_) => None,
            })
            .collect();
        let copies = (1..).flat_map(|round| entries.iter().map(move |entry| copy(*entry, round)));
        let missing = TOOLS.saturating_sub(real.len());
        real.iter().copied().chain(copies.take(missing)).collect()
    });
    enlarged.clone()
}

fn copy(entry: CatalogueEntry, round: usize) -> ToolDefinition {
    let mut action: RegisteredAction = *entry.action;
    action.about.name = format!("{}{COPY}{round}", action.about.name).leak();
    // Not listed by default, as the further tools of a larger catalogue are not, and of a toolset of its own.
    action.listing = Listing::More;
    let toolset =
        Toolset { name: format!("{}{COPY}{round}", entry.toolset.name).leak(), actions: entry.toolset.actions };
    let (action, toolset) = (Box::leak(Box::new(action)), Box::leak(Box::new(toolset)));
    ToolDefinition::Action(CatalogueEntry { action, toolset, ..entry })
}
