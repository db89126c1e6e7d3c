//! Every tool there is, whoever may see it.

use outreach_model::tool::ToolFacts;
use outreach_vendors::catalogue;

use super::{builtin, tool::ToolDefinition};

/// The catalogue's tools in its order, then the program's own.
pub fn all() -> impl Iterator<Item = ToolDefinition> {
    let builtins = builtin::ALL.iter().copied().map(ToolDefinition::Builtin);
    let all = catalogue::actions().map(ToolDefinition::Action).chain(builtins);
    #[cfg(feature = "synthetic-catalogue")]
    let all = super::synthetic::enlarged(all.collect()).into_iter();
    all
}

/// What policies need to know of every tool.
pub fn facts() -> Vec<ToolFacts> {
    all().map(|definition| definition.facts()).collect()
}
