//! The tools of this process: which there may be, under which names, and which of them a caller sees.
//!
//! The registry is made once and knows no caller. [`ToolRegistry::view`] narrows it by pure filters: the vendors that the
//! caller has accounts at, then the policy. The policy removes tools and renames none, so that a name which a client has
//! stored never leads to another tool. What is left may be called; how much of it is listed is another question.

mod registered;
mod search;
mod tool;
mod unknown;
mod view;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    sync::Arc,
};

use outreach_model::tool::ToolFacts;

use self::registered::RegisteredTool;
pub(super) use self::registered::{CheckedReading, Checks};
pub use self::{
    tool::Tool,
    view::{ToolLookup, ToolView},
};
use super::{
    builtin::form::Beside,
    caller::Caller,
    definitions, lean,
    mentions::{Mentions, NOT_ENABLED, NOT_SET_UP},
    tool::ToolDefinition,
};
use crate::{
    config::{ToolNames, ToolsMode},
    guard::confirm::Confirm,
};

/// The tools of this process.
pub struct ToolRegistry {
    tools: Vec<Arc<RegisteredTool>>,
    names: ToolNames,
    mode: ToolsMode,
    has_hooks: bool,
    confirm: Confirm,
}

impl Default for ToolRegistry {
    fn default() -> Self {
        Self::new(ToolNames::default(), Confirm::default())
    }
}

impl ToolRegistry {
    /// The registry of every tool, named so; `confirm` decides which have a `confirm_token`.
    pub fn new(names: ToolNames, confirm: Confirm) -> Self {
        Self::of(definitions::all(), names, confirm)
    }

    /// The registry of these tools.
    fn of(definitions: impl Iterator<Item = ToolDefinition>, names: ToolNames, confirm: Confirm) -> Self {
        let tools = definitions.map(|definition| Arc::new(RegisteredTool::new(definition))).collect();
        Self { tools, names, mode: ToolsMode::default(), has_hooks: false, confirm }
    }

    /// The same, listing so many of the tools.
    #[must_use]
    pub fn listing(self, mode: ToolsMode) -> Self {
        Self { mode, ..self }
    }

    /// The same, with what reads the vendors' webhooks.
    #[must_use]
    pub fn with_hooks(self, has_hooks: bool) -> Self {
        Self { has_hooks, ..self }
    }

    /// Every tool by its qualified name, whoever may see it and whether it is of use.
    pub fn all(&self) -> impl Iterator<Item = Tool> {
        self.tools.iter().map(|tool| Tool {
            name: tool.facts.qualified_name(),
            effect: tool.facts.effect,
            is_listed: true,
            registered: Arc::clone(tool),
            confirm: self.confirm.clone(),
            mentions: Arc::default(),
        })
    }

    /// The tools that this caller sees: of the vendors where it has accounts, as far as its policy enables them. Where nothing is
    /// set it shows the tools of all vendors, so that MCP registries and inspectors can list them.
    pub fn view(&self, caller: &Caller) -> ToolView {
        // A key that cannot be read for now changes no name.
        let meant = caller.accounts.meant();
        let vendors: Vec<&str> = caller.accounts.vendors().into_iter().map(|vendor| vendor.id).collect();
        let vendors = if vendors.is_empty() { meant.clone() } else { vendors };
        let is_configured = |tool: &ToolFacts| vendors.is_empty() || !tool.is_action() || vendors.contains(&tool.owner);
        let bare = match self.names {
            ToolNames::Qualified => false,
            ToolNames::Bare => true,
            ToolNames::Auto => meant.len() == 1,
        };
        let configured: Vec<&Arc<RegisteredTool>> =
            self.tools.iter().filter(|tool| is_configured(&tool.facts)).collect();
        let mut bearers: BTreeMap<&str, usize> = BTreeMap::new();
        for tool in &configured {
            *bearers.entry(tool.facts.name).or_default() += 1;
        }
        let is_alone = |tool: &ToolFacts| bearers.get(tool.name) == Some(&1);

        let permitted: Vec<&Arc<RegisteredTool>> =
            configured.iter().copied().filter(|tool| tool.definition.denied_by(&caller.policy).is_none()).collect();
        let is_action = |tool: &&&Arc<RegisteredTool>| tool.facts.is_action();
        let is_of_toolset = |tool: &&&Arc<RegisteredTool>| tool.facts.toolset.is_some();
        let enabled: Vec<ToolFacts> = permitted.iter().filter(is_action).map(|tool| tool.facts).collect();
        let chosen = |tool: &RegisteredTool| caller.accounts.chosen_generation(tool.definition.vendor()?);
        // What the generation that the operator has chosen does not have refuses each call.
        let is_served = |tool: &&&Arc<RegisteredTool>| {
            let (own, chosen) = (tool.definition.only_generation(), chosen(tool));
            own.is_none() || chosen.is_none() || own == chosen
        };
        let is_core = |tool: &RegisteredTool| chosen(tool).is_some_and(|chosen| tool.definition.is_core_of(chosen));
        let listed: HashSet<String> = match self.mode {
            ToolsMode::Full => {
                let is_listed = |tool: &&&Arc<RegisteredTool>| caller.policy.lists(&tool.facts) || is_core(tool);
                let listed = permitted.iter().filter(is_of_toolset).filter(is_served).filter(is_listed);
                listed.map(|tool| tool.facts.qualified_name()).collect()
            }
            ToolsMode::Lean => {
                let actions = permitted.iter().filter(is_action).filter(is_served).map(|tool| &tool.definition);
                lean::everyday(actions)
            }
        };
        let unlisted: Vec<ToolFacts> =
            enabled.iter().copied().filter(|tool| !listed.contains(&tool.qualified_name())).collect();
        let parts: Vec<ToolFacts> = configured
            .iter()
            .map(|tool| tool.facts)
            .filter(|tool| tool.is_action() && caller.policy.against_helper(tool).is_none())
            .collect();
        let beside = Beside { enabled: &enabled, unlisted: &unlisted, parts: &parts, has_hooks: self.has_hooks };
        let is_useful = |tool: &RegisteredTool| match tool.definition {
            ToolDefinition::Action(_) => true,
            ToolDefinition::Builtin(builtin) => (builtin.is_useful_beside)(&beside),
        };
        let useful = permitted.into_iter().filter(|tool| is_useful(tool));
        let mut tools: Vec<Tool> = useful
            .map(|tool| Tool {
                name: if bare && is_alone(&tool.facts) {
                    tool.facts.name.to_owned()
                } else {
                    tool.facts.qualified_name()
                },
                effect: caller.policy.max_effect(&tool.facts),
                // The program's own tools are few, and errors name them.
                is_listed: tool.facts.toolset.is_none() || listed.contains(&tool.facts.qualified_name()),
                registered: Arc::clone(tool),
                confirm: self.confirm.clone(),
                mentions: Arc::default(),
            })
            .collect();
        let listed: BTreeSet<(&str, &str)> = tools.iter().map(|tool| (tool.facts().owner, tool.facts().name)).collect();
        let unavailable =
            self.tools.iter().map(|tool| &tool.facts).filter(|facts| !listed.contains(&(facts.owner, facts.name)));
        let unavailable =
            unavailable.map(|facts| (*facts, if is_configured(facts) { NOT_ENABLED } else { NOT_SET_UP }));
        let mentions = Arc::new(Mentions::new(unavailable));
        tools.iter_mut().for_each(|tool| tool.mentions = Arc::clone(&mentions));
        tools.sort_by(|a, b| a.name.cmp(&b.name));

        let mut names = HashMap::new();
        for (at, tool) in tools.iter().enumerate() {
            names.insert(tool.facts().qualified_name(), at);
            if is_alone(tool.facts()) {
                names.insert(tool.facts().name.to_owned(), at);
            }
        }
        ToolView {
            left_out: configured.iter().filter(|tool| tool.facts.is_action()).count()
                - tools.iter().filter(|tool| tool.facts().is_action()).count(),
            parts: configured.iter().copied().map(Arc::clone).collect(),
            confirm: self.confirm.clone(),
            mentions: Arc::clone(&mentions),
            configured: configured.iter().map(|tool| tool.definition).collect(),
            all: self.tools.iter().map(|tool| tool.definition).collect(),
            tools,
            names,
            policy: caller.policy.clone(),
            index: Arc::default(),
        }
    }
}

#[cfg(test)]
mod tests;
