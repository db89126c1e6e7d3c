//! A tool as a caller sees it: its name, its texts and its checks.

use std::{borrow::Cow, sync::Arc};

use outreach_model::{effect::Effect, named_outputs::OutputNames, tool::ToolFacts, untrusted::UntrustedPaths};
use serde_json::{Map, Value};

use super::registered::{CheckedReading, Checks, RegisteredTool};
use crate::{
    guard::confirm::Confirm,
    service::{
        mentions::Mentions,
        reading::Reading,
        tool::{PublishedSchemas, ToolDefinition},
    },
};

/// A tool as a caller sees it.
pub struct Tool {
    /// The name it is listed under.
    pub name: String,
    /// The worst that a call can do under the policy.
    pub effect: Effect,
    /// Whether clients are told of it; one that is not listed is found and called as well.
    pub is_listed: bool,
    pub(super) registered: Arc<RegisteredTool>,
    pub(super) confirm: Confirm,
    /// The tools that its texts may name and that the caller cannot call.
    pub(super) mentions: Arc<Mentions>,
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
    pub(crate) fn mark_outputs(&self, outputs: &mut Map<String, Value>) {
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
        let marked = |text| match text {
            Cow::Borrowed(text) => self.marked(text),
            Cow::Owned(text) => Cow::Owned(self.marked(&text).into_owned()),
        };
        Some((marked(input), marked(output)))
    }

    /// What it takes of a model's context: name, description and input schema, four characters a token.
    pub fn tokens(&self) -> usize {
        let schema = serde_json::to_string(&self.schemas().input).unwrap_or_default();
        (self.name.len() + self.description().len() + schema.len()).div_ceil(4)
    }

    /// The schema that its calls are checked against.
    pub(crate) fn input_schema(&self) -> &Map<String, Value> {
        &self.checks().schemas.input
    }

    /// What its calls are checked and marked by; made at the first call.
    pub(crate) fn checks(&self) -> &Checks {
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
