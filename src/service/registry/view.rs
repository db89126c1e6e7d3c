//! The tools that a caller sees, and what a called name leads to.

use std::{
    collections::HashMap,
    sync::{Arc, OnceLock},
};

use outreach_model::{
    effect::Effect,
    error::{ErrorKind, Failure},
    tool::ToolFacts,
    vendor::Vendor,
};
use outreach_vendors::{catalogue, not_served};

use super::{registered::RegisteredTool, tool::Tool};
use crate::{
    guard::{
        self,
        confirm::Confirm,
        policy::{self, Policy, Rule},
    },
    service::{finder::Index, mentions::Mentions, tool::ToolDefinition},
};

/// What a called name leads to.
pub enum ToolLookup<'a> {
    /// A tool.
    Tool(&'a Tool),
    /// A tool of a vendor that is not set up.
    NotConfigured(&'static Vendor),
    /// A tool that is not enabled.
    Denied {
        /// Which.
        tool: ToolFacts,
        /// What the caller is told.
        failure: Failure,
    },
    /// Nothing; in words, with the nearest names.
    Unknown(String),
}
/// The tools that a caller sees.
pub struct ToolView {
    pub(super) tools: Vec<Tool>,
    pub(super) names: HashMap<String, usize>,
    /// The tools there would be without the policy.
    pub(super) configured: Vec<ToolDefinition>,
    /// The tools there would be with accounts at all vendors.
    pub(super) all: Vec<ToolDefinition>,
    pub(super) left_out: usize,
    pub(super) policy: Policy,
    /// The tools of what is set up, for calls that are made of them.
    pub(super) parts: Vec<Arc<RegisteredTool>>,
    pub(super) confirm: Confirm,
    pub(super) mentions: Arc<Mentions>,
    /// Made by the first search.
    pub(super) index: Arc<OnceLock<Index>>,
}

impl ToolView {
    /// The tools that the caller may call, by name.
    pub fn tools(&self) -> &[Tool] {
        &self.tools
    }

    /// Those of them that clients are told of.
    pub fn listed(&self) -> impl Iterator<Item = &Tool> {
        self.tools.iter().filter(|tool| tool.is_listed)
    }

    /// Whether the caller may call this tool; the name is without its vendor.
    pub fn has(&self, owner: &str, name: &str) -> bool {
        self.tools.iter().any(|tool| tool.facts().owner == owner && tool.facts().name == name)
    }

    /// The action of a vendor, for a call that is made of it. Its toolset need not be chosen.
    ///
    /// # Errors
    ///
    /// That the policy disables it, or that there is none.
    pub(crate) fn part(&self, vendor: &Vendor, action: &str) -> Result<Tool, Failure> {
        let is_meant = |tool: &&Arc<RegisteredTool>| tool.facts.owner == vendor.id && tool.facts.name == action;
        let registered = self.parts.iter().find(is_meant).ok_or_else(|| {
            Failure::invalid_input(format!("{} has no action `{action}` here. Nothing was sent.", vendor.title))
        })?;
        let name = registered.facts.qualified_name();
        if let Some(rule) = self.policy.against_helper(&registered.facts) {
            return Err(policy::denied(&name, &rule));
        }
        Ok(Tool {
            name,
            effect: self.policy.max_effect(&registered.facts),
            is_listed: false,
            registered: Arc::clone(registered),
            confirm: self.confirm.clone(),
            mentions: Arc::clone(&self.mentions),
        })
    }

    /// How many actions of the caller's vendors the policy disables.
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    /// The policy it was made with.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// The tool of this name, qualified or bare.
    pub fn find(&self, name: &str) -> ToolLookup<'_> {
        if let Some(tool) = self.names.get(name).and_then(|at| self.tools.get(*at)) {
            return ToolLookup::Tool(tool);
        }
        if let Some(definition) = self.all.iter().find(|definition| definition.facts().qualified_name() == name) {
            return match definition {
                ToolDefinition::Action(entry) => {
                    self.denied(definition, name).unwrap_or(ToolLookup::NotConfigured(entry.vendor))
                }
                ToolDefinition::Builtin(builtin) if builtin.is_helper => {
                    self.denied(definition, name).unwrap_or_else(|| {
                        let message = format!(
                            "`{name}` is of no use here: every tool that it could reach is listed. Nothing was sent; call the tool \
                             itself by its name."
                        );
                        ToolLookup::Denied { tool: definition.facts(), failure: Failure::invalid_input(message) }
                    })
                }
                // Not useful beside what is enabled, where no rule names it.
                ToolDefinition::Builtin(builtin) => self.denied(definition, name).unwrap_or_else(|| {
                    let failure = match builtin.lacks {
                        Some(lacks) => Failure::new(ErrorKind::NotConfigured, format!("`{name}` is not offered. {lacks}")),
                        None => policy::denied(name, &self.against_what_adds()),
                    };
                    ToolLookup::Denied { tool: definition.facts(), failure }
                }),
            };
        }
        self.denied_bare(name).unwrap_or_else(|| ToolLookup::Unknown(self.unknown(name)))
    }

    /// That a request is for what this server leaves out, and why; `None` where it is not.
    pub(super) fn left_out_on_purpose(&self, request: &str) -> Option<String> {
        let mut vendors: Vec<&Vendor> = self.configured.iter().filter_map(ToolDefinition::vendor).collect();
        vendors.dedup_by_key(|vendor| vendor.id);
        // What one vendor's tools leave out says nothing of the vendor that is asked for, also where that one is not set up.
        let asked = request.to_lowercase();
        let is_named = |vendor: &Vendor| asked.contains(vendor.id);
        let is_any_named = catalogue::VENDORS.iter().any(|vendor| is_named(vendor));
        vendors.into_iter().filter(|vendor| !is_any_named || is_named(vendor)).find_map(|vendor| {
            let name = request.trim();
            let name = name.strip_prefix(vendor.id).and_then(|rest| rest.strip_prefix('_')).unwrap_or(name);
            let left_out = not_served::why(vendor.id, name).or_else(|| not_served::why_not(vendor.id, request))?;
            Some(format!("No tool is for that: this server leaves it out at {}. {}", vendor.title, left_out.sentence()))
        })
    }

    fn denied(&self, definition: &ToolDefinition, name: &str) -> Option<ToolLookup<'static>> {
        let tool = definition.facts();
        let rule = definition.denied_by(&self.policy)?;
        Some(ToolLookup::Denied { tool, failure: policy::denied(name, &rule) })
    }

    /// The refusal for a bare name, where every tool of that name is disabled.
    fn denied_bare(&self, name: &str) -> Option<ToolLookup<'static>> {
        let bears = |definition: &&ToolDefinition| definition.facts().name == name;
        let mut bearers: Vec<&ToolDefinition> = self.configured.iter().filter(bears).collect();
        if bearers.is_empty() {
            bearers = self.all.iter().filter(bears).collect();
        }
        let mut denied = None;
        for definition in bearers {
            denied = Some(self.denied(definition, name)?);
        }
        denied
    }

    /// The rule that disables every call which adds something.
    fn against_what_adds(&self) -> Rule {
        self.policy.against_effects(Effect::ALL.into_iter().filter(|effect| guard::adds(*effect)))
    }
}
