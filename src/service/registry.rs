//! The tools of this process: which there may be, under which names, and which of them a caller sees.
//!
//! The registry is made once and knows no caller. [`ToolRegistry::view`] narrows it by pure filters: the vendors that the
//! caller has accounts at, then the policy. The policy removes tools and renames none, so that a name which a client has
//! stored never leads to another tool. What is left may be called; how much of it is listed is another question.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    sync::{Arc, OnceLock},
};

use outreach_model::{
    arguments::{suggest, truncate},
    effect::Effect,
    error::Failure,
    named_outputs::OutputNames,
    schemas::Schemas,
    tool::ToolFacts,
    untrusted::UntrustedPaths,
    vendor::Vendor,
};
use outreach_vendors::not_served::{self, Meaning};
use serde_json::{Map, Value};

use super::{
    builtin::form::{Beside, FoundTool, Search},
    caller::Caller,
    definitions,
    finder::{self, Document, Index},
    lean,
    mentions::{Mentions, NOT_ENABLED, NOT_SET_UP},
    reading::Reading,
    tool::{PublishedSchemas, ToolDefinition},
};
use crate::{
    config::{ToolNames, ToolsMode},
    guard::{
        self,
        confirm::Confirm,
        policy::{self, Policy, Rule},
    },
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

/// A tool, and the checks that are made at its first call.
struct RegisteredTool {
    definition: ToolDefinition,
    facts: ToolFacts,
    checks: OnceLock<Checks>,
}

impl RegisteredTool {
    fn new(definition: ToolDefinition) -> Self {
        Self { definition, facts: definition.facts(), checks: OnceLock::new() }
    }
}

/// What a tool's calls are checked and marked by.
pub(super) struct Checks {
    /// Of its own inputs and outputs.
    pub(super) schemas: Schemas,
    pub(super) untrusted: Arc<UntrustedPaths>,
    /// Where the outputs hold numbers that have names.
    pub(super) names: OutputNames,
    /// For a read.
    pub(super) reading: Option<CheckedReading>,
}

/// How the answers of a tool are read.
pub(super) struct CheckedReading {
    pub(super) reading: Reading,
    /// The schema of all inputs, those of the reading included.
    pub(super) input_schema: Map<String, Value>,
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
        let listed: HashSet<String> = match self.mode {
            ToolsMode::Full => {
                let listed = permitted.iter().filter(is_of_toolset).filter(|tool| caller.policy.lists(&tool.facts));
                listed.map(|tool| tool.facts.qualified_name()).collect()
            }
            ToolsMode::Lean => {
                let actions = permitted.iter().filter(is_action).map(|tool| &tool.definition);
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
        let unavailable = unavailable
            .map(|facts| (facts.qualified_name(), if is_configured(facts) { NOT_ENABLED } else { NOT_SET_UP }));
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
            index: OnceLock::new(),
        }
    }
}

/// A tool as a caller sees it.
pub struct Tool {
    /// The name it is listed under.
    pub name: String,
    /// The worst that a call can do under the policy.
    pub effect: Effect,
    /// Whether clients are told of it; one that is not listed is found and called as well.
    pub is_listed: bool,
    registered: Arc<RegisteredTool>,
    confirm: Confirm,
    /// The tools that its texts may name and that the caller cannot call.
    mentions: Arc<Mentions>,
}

impl Tool {
    /// A tool outside of any registry.
    pub fn new(definition: ToolDefinition, name: String, effect: Effect, confirm: Confirm) -> Self {
        let registered = Arc::new(RegisteredTool::new(definition));
        Self { name, effect, is_listed: true, registered, confirm, mentions: Arc::default() }
    }

    /// What it is.
    pub fn definition(&self) -> &ToolDefinition {
        &self.registered.definition
    }

    /// Its identity and the range of its effects.
    pub fn facts(&self) -> &ToolFacts {
        &self.registered.facts
    }

    /// What it does, as the caller reads it.
    pub fn description(&self) -> Cow<'static, str> {
        self.marked(self.definition().about().description)
    }

    /// A text for the caller: the tools that it names and that the caller cannot call are marked.
    pub(crate) fn marked<'a>(&self, text: &'a str) -> Cow<'a, str> {
        self.mentions.marked(self.facts().owner, text)
    }

    /// Marks such tools in the outputs of a call, as far as they are this program's own sentences.
    pub(super) fn mark_outputs(&self, outputs: &mut Map<String, Value>) {
        match self.definition() {
            ToolDefinition::Action(_) => self.mentions.mark_own_outputs(self.facts().owner, outputs),
            ToolDefinition::Builtin(_) => {
                outputs.values_mut().for_each(|output| self.mentions.mark_messages(self.facts().owner, output));
            }
        }
    }

    /// Whether a call changes nothing, at a vendor or of the program's own (MCP's `readOnlyHint`).
    pub fn is_read_only(&self) -> bool {
        let changes_own_state = match self.definition() {
            ToolDefinition::Action(_) => false,
            ToolDefinition::Builtin(builtin) => builtin.changes_own_state,
        };
        self.effect.is_read() && !changes_own_state
    }

    /// The first sentence of its description.
    pub fn summary(&self) -> String {
        let description = self.description();
        description.split_inclusive(". ").next().unwrap_or(&description).trim_end().to_owned()
    }

    /// Its schemas as clients see them.
    pub fn schemas(&self) -> PublishedSchemas {
        let mut schemas = self.definition().listed();
        for schema in [&mut schemas.input, &mut schemas.output] {
            let text = serde_json::to_string(schema).unwrap_or_default();
            if let Cow::Owned(marked) = self.marked(&text)
                && let Ok(marked) = serde_json::from_str(&marked)
            {
                *schema = marked;
            }
        }
        self.confirm.add_to_schema(self.definition().confirmed_effects(), &mut schemas.input);
        schemas
    }

    /// The same as JSON text; `None` where they are not the checked-in ones.
    pub fn schema_texts(&self) -> Option<(Cow<'static, str>, Cow<'static, str>)> {
        if self.confirm.extends_schema(self.definition().confirmed_effects()) {
            return None;
        }
        let (input, output) = self.definition().embedded_texts()?;
        Some((self.marked(input), self.marked(output)))
    }

    /// What it takes of a model's context: name, description and input schema, four characters a token.
    pub fn tokens(&self) -> usize {
        let schema = serde_json::to_string(&self.schemas().input).unwrap_or_default();
        (self.name.len() + self.description().len() + schema.len()).div_ceil(4)
    }

    /// The schema that its calls are checked against.
    pub(super) fn input_schema(&self) -> &Map<String, Value> {
        &self.checks().schemas.input
    }

    /// What its calls are checked and marked by; made at the first call.
    pub(super) fn checks(&self) -> &Checks {
        self.registered.checks.get_or_init(|| {
            let schemas = self.definition().schemas();
            let mut outputs = (*schemas.output).clone();
            let reading = self.definition().action().and_then(|action| Reading::of(action, &mut outputs));
            let reading = reading.map(|reading| {
                let mut input_schema = schemas.input.clone();
                reading.add_to_inputs(&mut input_schema);
                CheckedReading { reading, input_schema }
            });
            let names = OutputNames::take(&mut outputs);
            Checks { schemas, untrusted: Arc::new(UntrustedPaths::take(&mut outputs)), names, reading }
        })
    }
}

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

impl Search for ToolView {
    fn search(&self, words: &str, limit: usize) -> Vec<FoundTool> {
        let documents = || self.tools.iter().map(|tool| Document::of(tool.definition(), tool.effect));
        let found = self.index.get_or_init(|| Index::new(documents())).search(words, limit);
        let tools = found.into_iter().filter_map(|at| self.tools.get(at));
        let found = tools.map(|tool| FoundTool {
            name: tool.name.clone(),
            summary: tool.summary(),
            effect: tool.effect,
            is_read_only: tool.is_read_only(),
            is_listed: tool.is_listed,
            input_schema: tool.schemas().input,
        });
        found.collect()
    }

    fn not_served(&self, words: &str) -> Option<String> {
        if self.names.contains_key(words.trim()) {
            return None;
        }
        if let Some(left_out) = self.left_out_on_purpose(words) {
            return Some(left_out);
        }
        let documents = || self.tools.iter().map(|tool| Document::of(tool.definition(), tool.effect));
        let index = self.index.get_or_init(|| Index::new(documents()));
        let found = index.search(words, NEAREST);
        let nearest: Vec<&Tool> = found.into_iter().filter_map(|at| self.tools.get(at)).collect();
        let texts = |tool: &&Tool| format!("{} {}", tool.facts().name, tool.definition().about().title);
        let lacking = finder::lacking(words, index).or_else(|| {
            let verb = finder::unserved(words, &nearest.iter().map(texts).collect::<Vec<_>>())?;
            Some(format!("`{}`", truncate(&verb, 40)))
        })?;
        let mut vendors: Vec<&Vendor> = self.tools.iter().filter_map(|tool| tool.definition().vendor()).collect();
        vendors.dedup_by_key(|vendor| vendor.id);
        let asked = words.to_lowercase();
        if vendors.iter().any(|vendor| asked.contains(vendor.id)) {
            vendors.retain(|vendor| asked.contains(vendor.id));
        }
        let elsewhere =
            vendors.into_iter().flat_map(|vendor| vendor.elsewhere.iter().map(move |other| (vendor, other)));
        let elsewhere = elsewhere
            .filter(|(_, other)| finder::is_of_the_same_thing(other.what, words))
            .map(|(vendor, other)| format!(" {}: {} {}.", vendor.title, other.what, other.instead));
        Some(format!(
            "No enabled tool is for {lacking}: these are the nearest, and do something else.{}",
            elsewhere.collect::<String>()
        ))
    }
}

/// Among so many of the tools that fit best one is for what is asked, or none is.
const NEAREST: usize = 3;

/// The tools that a caller sees.
pub struct ToolView {
    tools: Vec<Tool>,
    names: HashMap<String, usize>,
    /// The tools there would be without the policy.
    configured: Vec<ToolDefinition>,
    /// The tools there would be with accounts at all vendors.
    all: Vec<ToolDefinition>,
    left_out: usize,
    policy: Policy,
    /// The tools of what is set up, for calls that are made of them.
    parts: Vec<Arc<RegisteredTool>>,
    confirm: Confirm,
    mentions: Arc<Mentions>,
    /// Made by the first search.
    index: OnceLock<Index>,
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
    pub(super) fn part(&self, vendor: &Vendor, action: &str) -> Result<Tool, Failure> {
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
                ToolDefinition::Builtin(_) => self.denied(definition, name).unwrap_or_else(|| {
                    let failure = policy::denied(name, &self.against_what_adds());
                    ToolLookup::Denied { tool: definition.facts(), failure }
                }),
            };
        }
        self.denied_bare(name).unwrap_or_else(|| ToolLookup::Unknown(self.unknown(name)))
    }

    /// That a request is for what this server leaves out, and why; `None` where it is not.
    fn left_out_on_purpose(&self, request: &str) -> Option<String> {
        let mut vendors: Vec<&Vendor> = self.configured.iter().filter_map(ToolDefinition::vendor).collect();
        vendors.dedup_by_key(|vendor| vendor.id);
        vendors.into_iter().find_map(|vendor| {
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

    fn unknown(&self, name: &str) -> String {
        // Compared without the vendor: a prefix that all share makes everything look alike.
        let owners = self.all.iter().filter(|definition| definition.action().is_some());
        let wanted = owners
            .map(|definition| definition.facts().owner)
            .find_map(|owner| name.strip_prefix(owner)?.strip_prefix('_'))
            .unwrap_or(name);
        let bare: BTreeSet<&str> = self.tools.iter().map(|tool| tool.facts().name).collect();
        let meant = Meaning::of(wanted);
        let is_same = |known: &&str| !wanted.contains('/') && Meaning::of(known) == meant;
        let mut same: Vec<&str> = bare.iter().copied().filter(is_same).collect();
        // Those that are spelt most alike come first.
        let alike = suggest(wanted, same.iter().copied());
        same.sort_by_key(|name| alike.iter().position(|other| other == name).unwrap_or(usize::MAX));
        // A bare name that several vendors have is not like others: it is one of theirs.
        let actions = match (bare.contains(wanted), same.is_empty()) {
            (true, _) => vec![wanted],
            (false, false) => same.clone(),
            (false, true) => suggest(wanted, bare.into_iter()),
        };
        let owner =
            name.strip_suffix(wanted).map(|owner| owner.trim_end_matches('_')).filter(|owner| !owner.is_empty());
        let named = |action| {
            let of_owner = move |tool: &&Tool| owner.is_none_or(|owner| tool.facts().owner == owner);
            let tools = self.tools.iter().filter(of_owner).filter(move |tool| tool.facts().name == action);
            tools.map(|tool| tool.name.as_str())
        };
        let mut near: Vec<&str> = actions.into_iter().flat_map(named).collect();
        near.truncate(3);
        let mut vendors: Vec<&Vendor> = self.configured.iter().filter_map(ToolDefinition::vendor).collect();
        vendors.dedup_by_key(|vendor| vendor.id);
        let means =
            |vendor: &&Vendor| wanted == name || name.strip_prefix(vendor.id).is_some_and(|rest| rest.starts_with('_'));
        let vendors: Vec<&Vendor> = vendors.into_iter().filter(means).collect();
        // What another tool does under a name that means the same is not left out.
        let is_served = |vendor: &Vendor| {
            let of_vendor = self.tools.iter().filter(|tool| tool.facts().owner == vendor.id);
            of_vendor.map(|tool| tool.facts().name).any(|name| same.contains(&name))
        };
        let left_out = vendors.iter().find_map(|vendor| {
            let left_out = not_served::why(vendor.id, wanted)?;
            (left_out.names(wanted) || !is_served(vendor)).then_some((*vendor, left_out))
        });
        let no_call = vendors.iter().find_map(|vendor| Some((*vendor, not_served::no_call(vendor.id, wanted)?)));
        let instead = vendors.iter().find_map(|vendor| {
            let action = not_served::instead(vendor.id, wanted)?;
            let tool = self.tools.iter().find(|tool| tool.facts().owner == vendor.id && tool.facts().name == action)?;
            Some((*vendor, tool))
        });
        let has_it = vendors.into_iter().find(|vendor| not_served::instead(vendor.id, wanted).is_some());
        let name = truncate(name, 80);
        if let Some((vendor, tool)) = instead {
            return format!("Unknown tool `{name}`: that call of {} is the tool `{}` here", vendor.title, tool.name);
        }
        if let Some((vendor, left_out)) = left_out {
            return format!(
                "Unknown tool `{name}`: {} has such a call, and this server leaves it out: {}",
                vendor.title, left_out.why
            );
        }
        if let Some((vendor, no_call)) = no_call.filter(|(vendor, _)| !is_served(vendor)) {
            return format!(
                "Unknown tool `{name}`: {}'s documented API has no such call; {}",
                vendor.title, no_call.instead
            );
        }
        let unknown = match has_it {
            // Another action of the vendor's is not what was meant.
            Some(vendor) if wanted != name => {
                return format!(
                    "Unknown tool `{name}`: {0} has such a call, and this server does not offer it. It is done in {0}'s app",
                    vendor.title
                );
            }
            Some(vendor) => {
                format!("Unknown tool `{name}`: {} has such a call, and this server does not offer it", vendor.title)
            }
            None => format!("Unknown tool `{name}`"),
        };
        match near.as_slice() {
            [] => unknown,
            near => format!(
                "{unknown}, did you mean {}?",
                near.iter().map(|near| format!("`{near}`")).collect::<Vec<_>>().join(" or ")
            ),
        }
    }
}

#[cfg(test)]
mod tests;
