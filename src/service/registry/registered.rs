//! A tool of the registry, whoever sees it, and what its calls are checked by.

use std::sync::{Arc, OnceLock};

use outreach_model::{named_outputs::OutputNames, schemas::Schemas, tool::ToolFacts, untrusted::UntrustedPaths};
use serde_json::{Map, Value};

use crate::service::reading::Reading;
use crate::service::tool::ToolDefinition;

/// A tool, and the checks that are made at its first call.
pub(super) struct RegisteredTool {
    pub(super) definition: ToolDefinition,
    pub(super) facts: ToolFacts,
    pub(super) checks: OnceLock<Checks>,
}

impl RegisteredTool {
    pub(super) fn new(definition: ToolDefinition) -> Self {
        Self { definition, facts: definition.facts(), checks: OnceLock::new() }
    }
}

/// What a tool's calls are checked and marked by.
pub(crate) struct Checks {
    /// Of its own inputs and outputs.
    pub(crate) schemas: Schemas,
    pub(crate) untrusted: Arc<UntrustedPaths>,
    /// Where the outputs hold numbers that have names.
    pub(crate) names: OutputNames,
    /// For a read.
    pub(crate) reading: Option<CheckedReading>,
}

/// How the answers of a tool are read.
pub(crate) struct CheckedReading {
    pub(crate) reading: Reading,
    /// The schema of all inputs, those of the reading included.
    pub(crate) input_schema: Map<String, Value>,
}
