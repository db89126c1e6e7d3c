//! The definition of a tool: a vendor's action or one of the program's own tools.

use outreach_model::{
    about::About,
    named_outputs::OutputNames,
    registered::RegisteredAction,
    schema,
    tool::{Listing, ToolFacts},
    untrusted::UntrustedPaths,
    vendor::{CatalogueEntry, Vendor},
};
use schemars::Schema;
use serde_json::{Map, Value};

use super::{builtin::form::BuiltinTool, embedded, reading::Reading};
use crate::guard::{
    self,
    policy::{Policy, Rule},
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
                toolset: None,
                listing: Listing::Core,
                name: tool.about.name,
                effect: tool.about.effect,
                effects: tool.effects,
                suppresses: false,
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

    /// The vendor, where it is a vendor's action.
    pub fn vendor(&self) -> Option<&'static Vendor> {
        match self {
            Self::Action(entry) => Some(entry.vendor),
            Self::Builtin(_) => None,
        }
    }

    /// The schema that calls are checked against. It is made anew each time.
    pub fn input_schema(&self) -> Map<String, Value> {
        object(match self {
            Self::Action(entry) => (entry.action.input_schema)(),
            Self::Builtin(tool) => (tool.input_schema)(),
        })
    }

    /// The output schema, with marks on untrusted fields. It is made anew each time.
    pub fn output_schema(&self) -> Map<String, Value> {
        object(match self {
            Self::Action(entry) => (entry.action.output_schema)(),
            Self::Builtin(tool) => (tool.output_schema)(),
        })
    }

    /// Its schemas as clients see them, made from the types: what the schema files hold.
    pub fn published(&self) -> PublishedSchemas {
        let mut input = schema::published(&self.input_schema());
        let mut output = self.output_schema();
        if let Some(action) = self.action() {
            if let Some(reading) = Reading::of(action, &mut output) {
                reading.add_to_inputs(&mut input);
                reading.add_to_outputs(&mut output);
            }
            guard::add_to_schemas(action, &mut input, &mut output);
        }
        OutputNames::take(&mut output);
        UntrustedPaths::take(&mut output);
        PublishedSchemas { input, output }
    }

    /// The texts of its schema file as it was when the program was built: input and output schema.
    pub fn embedded_texts(&self) -> Option<(&'static str, &'static str)> {
        let facts = self.facts();
        embedded::schemas(facts.owner, facts.name)
    }

    /// How many characters a model reads of it: name, description and input schema.
    pub fn length(&self) -> usize {
        let about = self.about();
        let schema = self.embedded_texts().map_or(0, |(input, _)| input.len());
        self.facts().qualified_name().len() + about.description.len() + schema
    }

    /// Its schemas as clients see them, from the schema files that were compiled in; from the types where there is no file.
    pub fn embedded(&self) -> PublishedSchemas {
        let read = |(input, output)| {
            Some(PublishedSchemas {
                input: serde_json::from_str(input).ok()?,
                output: serde_json::from_str(output).ok()?,
            })
        };
        self.embedded_texts().and_then(read).unwrap_or_else(|| self.published())
    }
}

fn object(schema: Schema) -> Map<String, Value> {
    match schema.to_value() {
        Value::Object(schema) => schema,
        _ => Map::new(),
    }
}
