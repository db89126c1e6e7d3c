//! The tools that are there: which, under which names, with which schemas. Built once, shared by every session.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use clap::ValueEnum;
use serde_json::{Map, Value};

use outreach_model::{action::Effect, registered::Entry, error::Failure, arguments::{truncate, suggest}, schema, untrusted::UntrustedPaths, vendor::{Toolset, Vendor}};
use outreach_vendors::catalogue;
use crate::{guard::{self, confirm::Confirm, policy::{self, Policy}}, reconcile::{self, BuiltinTool}};

/// How tools are named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ToolNames {
    /// `instantly_list_leads`
    Qualified,
    /// `list_leads`, where only one vendor has it
    Bare,
    /// Bare where exactly one vendor is set up, else qualified
    #[default]
    Auto,
}

/// One tool, ready to be listed and called.
pub struct Tool {
    /// Whose.
    pub vendor: &'static Vendor,
    /// On which resource.
    pub toolset: &'static Toolset,
    /// The action.
    pub entry: &'static Entry,
    /// The name it is listed under.
    pub name: String,
    /// The most a call can do under the policy.
    pub effect: Effect,
    /// Its input schema, as clients see it.
    pub input_schema: Arc<Map<String, Value>>,
    /// Its input schema, as calls are checked.
    pub check_schema: Map<String, Value>,
    /// Its output schema.
    pub output_schema: Arc<Map<String, Value>>,
    /// Where strangers' words may stand in its outputs.
    pub strangers: UntrustedPaths,
}

impl Tool {
    /// Whether doing what it does twice would do it twice, so that a caller may name its intent.
    pub fn once(&self) -> bool {
        guard::once(self.entry.about.effect) || guard::once(self.entry.least)
    }

    /// What it takes of a model's context: name, description and input schema, four characters a token.
    pub fn tokens(&self) -> usize {
        let schema = serde_json::to_string(&self.input_schema).unwrap_or_default();
        (self.name.len() + self.entry.about.description.len() + schema.len()).div_ceil(4)
    }
}

/// The name of a tool that stays unambiguous whatever is set up.
pub fn qualified(vendor: &Vendor, entry: &Entry) -> String {
    format!("{}_{}", vendor.id, entry.about.name)
}

/// What a called name leads to.
pub enum ToolLookup<'a> {
    /// A tool.
    Tool(&'a Tool),
    /// A tool of a vendor that is not set up.
    NotConfigured(&'static Vendor),
    /// A tool that the operator has not enabled.
    Denied {
        /// Whose.
        vendor: &'static Vendor,
        /// The action.
        entry: &'static Entry,
        /// What the caller is told.
        failure: Failure,
    },
    /// The server's own tool.
    Own(&'a BuiltinTool),
    /// The same, where the operator has not enabled it.
    OwnDenied(Failure),
    /// Nothing; in words, with the nearest names.
    Unknown(String),
}

/// The tools that are there.
pub struct ToolRegistry {
    tools: Vec<Tool>,
    names: HashMap<String, usize>,
    /// Every action of the vendors that are set up.
    actions: Vec<Action>,
    /// Finds out what became of calls, where there are any of which that may be asked.
    own: Option<BuiltinTool>,
    policy: Policy,
}

type Action = (&'static Vendor, &'static Toolset, &'static Entry);

impl ToolRegistry {
    /// The tools of these vendors; of all of them, where none is set up, so that registries and inspectors can look.
    pub fn new(set_up: &[&'static Vendor], names: ToolNames) -> Self {
        Self::under(Policy::default(), &Confirm::default(), set_up, names)
    }

    /// Those of them that the policy enables. It takes tools away and changes no name: a name that a client has stored never
    /// leads elsewhere.
    pub fn under(policy: Policy, confirm: &Confirm, set_up: &[&'static Vendor], names: ToolNames) -> Self {
        let bare = match names {
            ToolNames::Qualified => false,
            ToolNames::Bare => true,
            ToolNames::Auto => set_up.len() == 1,
        };
        let listed = |vendor: &Vendor| set_up.is_empty() || set_up.iter().any(|other| other.id == vendor.id);
        let actions: Vec<Action> = catalogue::actions().filter(|(vendor, ..)| listed(vendor)).collect();
        let mut bearers: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, _, entry) in &actions {
            *bearers.entry(entry.about.name).or_default() += 1;
        }
        let alone = |entry: &Entry| bearers.get(entry.about.name) == Some(&1);
        let mut tools: Vec<Tool> = actions
            .iter()
            .filter(|(vendor, toolset, entry)| policy.against_tool(vendor, toolset, entry).is_none())
            .map(|(vendor, toolset, entry)| {
                let check_schema = object((entry.input_schema)());
                let mut input_schema = schema::published(&check_schema);
                let mut output_schema = object((entry.output_schema)());
                guard::schema(entry, confirm, &mut input_schema, &mut output_schema);
                let strangers = UntrustedPaths::take(&mut output_schema);
                Tool {
                    vendor,
                    toolset,
                    entry,
                    name: if bare && alone(entry) { entry.about.name.to_owned() } else { qualified(vendor, entry) },
                    effect: policy.most(entry),
                    input_schema: Arc::new(input_schema),
                    check_schema,
                    output_schema: Arc::new(output_schema),
                    strangers,
                }
            })
            .collect();
        tools.sort_by(|a, b| a.name.cmp(&b.name));
        let mut names = HashMap::new();
        for (at, tool) in tools.iter().enumerate() {
            names.insert(qualified(tool.vendor, tool.entry), at);
            if alone(tool.entry) {
                names.insert(tool.entry.about.name.to_owned(), at);
            }
        }
        let asked = tools.iter().any(Tool::once) && policy.against_own(resolve::ABOUT.name).is_none();
        Self { own: asked.then(BuiltinTool::default), tools, names, actions, policy }
    }

    /// The server's own tool, where it is there.
    pub fn own(&self) -> Option<&BuiltinTool> {
        self.own.as_ref()
    }

    /// How many are listed.
    pub fn count(&self) -> usize {
        self.tools.len() + usize::from(self.own.is_some())
    }

    /// Every vendor's tool, by name.
    pub fn tools(&self) -> &[Tool] {
        &self.tools
    }

    /// How many more there would be without the policy.
    pub fn left_out(&self) -> usize {
        self.actions.len() - self.tools.len()
    }

    /// What decides over them.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// The tool of this name, qualified or bare.
    pub fn find(&self, name: &str) -> ToolLookup<'_> {
        if let Some(tool) = self.names.get(name).and_then(|at| self.tools.get(*at)) {
            return ToolLookup::Tool(tool);
        }
        if name == resolve::ABOUT.name {
            let rule = || self.policy.against_own(name).unwrap_or_else(|| self.policy.against_once());
            return self.own().map_or_else(|| ToolLookup::OwnDenied(policy::denied(name, &rule())), ToolLookup::Own);
        }
        if let Some(action) = catalogue::actions().find(|(vendor, _, entry)| qualified(vendor, entry) == name) {
            return self.denied(action, name).unwrap_or(ToolLookup::NotConfigured(action.0));
        }
        if let Some(found) = self.denied_bare(name) {
            return found;
        }
        // Compared without the vendor: a prefix that all share makes everything look alike.
        let wanted = catalogue::VENDORS
            .iter()
            .find_map(|vendor| name.strip_prefix(vendor.id)?.strip_prefix('_'))
            .unwrap_or(name);
        let own = self.own().map(|own| own.about.name);
        let bare: BTreeSet<&str> = self.tools.iter().map(|tool| tool.entry.about.name).chain(own).collect();
        // A bare name that several vendors have is not like others: it is one of theirs.
        let actions = if bare.contains(wanted) { vec![wanted] } else { suggest(wanted, bare.into_iter()) };
        let named = |action| {
            let tools = self.tools.iter().filter(move |tool| tool.entry.about.name == action);
            tools.map(|tool| tool.name.as_str()).chain(own.filter(move |own| *own == action))
        };
        let mut near: Vec<&str> = actions.into_iter().flat_map(named).collect();
        near.truncate(3);
        let name = truncate(name, 80);
        ToolLookup::Unknown(match near.as_slice() {
            [] => format!("Unknown tool `{name}`"),
            near => format!(
                "Unknown tool `{name}`, did you mean {}?",
                near.iter().map(|near| format!("`{near}`")).collect::<Vec<_>>().join(" or ")
            ),
        })
    }

    fn denied(&self, (vendor, toolset, entry): Action, name: &str) -> Option<ToolLookup<'static>> {
        let rule = self.policy.against_tool(vendor, toolset, entry)?;
        Some(ToolLookup::Denied { vendor, entry, failure: policy::denied(name, &rule) })
    }

    /// What a bare name leads to where all that bear it are denied; it may mean any of them.
    fn denied_bare(&self, name: &str) -> Option<ToolLookup<'static>> {
        let bears = |(_, _, entry): &Action| entry.about.name == name;
        let mut bearers: Vec<Action> = self.actions.iter().copied().filter(bears).collect();
        if bearers.is_empty() {
            bearers = catalogue::actions().filter(bears).collect();
        }
        let mut denied = None;
        for action in bearers {
            denied = Some(self.denied(action, name)?);
        }
        denied
    }
}

fn object(schema: schemars::Schema) -> Map<String, Value> {
    schema.as_object().cloned().unwrap_or_default()
}
