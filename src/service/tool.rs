//! The definition of a tool: a vendor's action or one of the program's own tools.

use std::{borrow::Cow, sync::Arc};

use outreach_model::{
    about::About,
    effect::Effect,
    generation::Generation,
    named_outputs::OutputNames,
    registered::RegisteredAction,
    schema,
    schemas::Schemas,
    tool::{Listing, ToolFacts},
    untrusted::UntrustedPaths,
    vendor::{CatalogueEntry, Vendor},
};
use serde_json::{Map, Value};

use super::{builtin::form::BuiltinTool, reading::Reading};
use crate::{
    guard::{
        self,
        policy::{Policy, Rule},
    },
    schemas,
};

/// A tool that there may be.
#[derive(Clone, Copy)]
pub enum ToolDefinition {
    /// A documented call of a vendor.
    Action(CatalogueEntry),
    /// A tool of the program's own.
    Builtin(&'static BuiltinTool),
}

/// What [`ToolFacts::owner`] is for the program's own tools, and the folder of their schemas.
pub const BUILTIN_OWNER: &str = "outreach";

/// A tool's schemas as clients see them.
#[derive(Default)]
pub struct PublishedSchemas {
    /// Of the inputs, the guard's included.
    pub input: Map<String, Value>,
    /// Of the outputs, a failure's fields included.
    pub output: Map<String, Value>,
}

impl ToolDefinition {
    /// What policies need to know of it.
    pub fn facts(&self) -> ToolFacts {
        match self {
            Self::Action(entry) => entry.facts(),
            Self::Builtin(tool) => ToolFacts {
                owner: BUILTIN_OWNER,
                // Those that are made of vendors' actions are a toolset of their own.
                toolset: tool.is_composed.then_some(BUILTIN_OWNER),
                listing: Listing::Core,
                name: tool.about.name,
                effect: tool.about.effect,
                effects: tool.effects,
                base: None,
                suppresses: tool.about.suppresses,
            },
        }
    }

    /// Its facts.
    pub fn about(&self) -> &'static About {
        match self {
            Self::Action(entry) => &entry.action.about,
            Self::Builtin(tool) => &tool.about,
        }
    }

    /// The rule by which the policy disables it, whatever its inputs.
    pub(super) fn denied_by(&self, policy: &Policy) -> Option<Rule> {
        match self {
            Self::Builtin(tool) if tool.is_helper => policy.against_helper(&self.facts()),
            _ => policy.against_tool(&self.facts()),
        }
    }

    /// The action, where it is a vendor's.
    pub fn action(&self) -> Option<&'static RegisteredAction> {
        match self {
            Self::Action(entry) => Some(entry.action),
            Self::Builtin(_) => None,
        }
    }

    /// The generation of its vendor's API that it works in alone, where a key or the operator decides which one is asked.
    pub(super) fn only_generation(&self) -> Option<Generation> {
        let Self::Action(entry) = self else { return None };
        entry.vendor.generations.as_ref().filter(|generations| generations.probes.is_some())?;
        let own = entry.vendor.prefix.generation(entry.action.call.path());
        entry.action.successor.is_none().then_some(own)
    }

    /// Whether it is listed by default where the operator has chosen this generation of its vendor's API.
    pub(super) fn is_core_of(&self, chosen: Generation) -> bool {
        let generations = self.vendor().and_then(|vendor| vendor.generations.as_ref());
        let core = generations.filter(|_| chosen == Generation::Next).map(|generations| generations.core_of_next);
        core.is_some_and(|core| core.contains(&self.about().name))
    }

    /// The effects of its calls that a person may have to agree to. A tool that passes calls on has none of its own.
    pub(crate) fn confirmed_effects(&self) -> &'static [Effect] {
        match self {
            Self::Action(entry) => entry.action.effects,
            Self::Builtin(tool) if tool.forwards().is_none() => tool.effects,
            Self::Builtin(_) => &[],
        }
    }

    /// The vendor, where it is a vendor's action.
    pub fn vendor(&self) -> Option<&'static Vendor> {
        match self {
            Self::Action(entry) => Some(entry.vendor),
            Self::Builtin(_) => None,
        }
    }

    /// What its calls and answers are checked by. It is made anew each time.
    pub fn schemas(&self) -> Schemas {
        match self {
            Self::Action(entry) => schemas::of(entry.vendor.id, entry.action.about.name, &entry.action.types),
            Self::Builtin(tool) => schemas::of(BUILTIN_OWNER, tool.about.name, &tool.types),
        }
    }

    /// Its schemas as clients see them, made from the types: what the schema files hold. A release has only these.
    pub fn published(&self) -> PublishedSchemas {
        let types = match self {
            Self::Action(entry) => &entry.action.types,
            Self::Builtin(tool) => &tool.types,
        };
        let Some(schemas) = types.make() else { return self.embedded().unwrap_or_default() };
        let mut input = schema::published(&schemas.input);
        let mut output = Arc::unwrap_or_clone(schemas.output);
        if let Some(action) = self.action() {
            if let Some(reading) = Reading::of(action, &mut output) {
                reading.add_to_inputs(&mut input);
                reading.add_to_outputs(&mut output);
            }
            guard::add_to_schemas(action, &mut input, &mut output);
        }
        OutputNames::take(&mut output);
        UntrustedPaths::take(&mut output);
        schema::remove_reading_marks(&mut output);
        PublishedSchemas { input, output }
    }

    /// The texts of its schema file as it was when the program was built: input and output schema.
    pub fn embedded_texts(&self) -> Option<(Cow<'static, str>, Cow<'static, str>)> {
        let facts = self.facts();
        schemas::published(facts.owner, facts.name)
    }

    /// How many characters a model reads of it: name, description and input schema.
    pub fn length(&self) -> usize {
        let about = self.about();
        let schema = self.embedded_texts().map_or(0, |(input, _)| input.len());
        self.facts().qualified_name().len() + about.description.len() + schema
    }

    /// Its schemas as clients see them, from the schema files that were compiled in; from the types where there is no file.
    pub fn listed(&self) -> PublishedSchemas {
        self.embedded().unwrap_or_else(|| self.published())
    }

    fn embedded(&self) -> Option<PublishedSchemas> {
        let (input, output) = self.embedded_texts()?;
        Some(PublishedSchemas {
            input: serde_json::from_str(&input).ok()?,
            output: serde_json::from_str(&output).ok()?,
        })
    }
}
