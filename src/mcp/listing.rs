//! Describes tools to clients: name, title, description, schemas and annotations.

use std::sync::Arc;

use outreach_model::effect::Effect;
use rmcp::model::{Tool as ListedTool, ToolAnnotations};

use crate::service::{
    registry::Tool,
    tool::{PublishedSchemas, ToolDefinition},
};

/// The tool as `tools/list` returns it.
pub(super) fn listed(tool: &Tool) -> ListedTool {
    listed_with(tool, tool.schemas())
}

/// The tool as `tools/list` returns it, with other schemas than the checked-in ones.
pub(crate) fn listed_with(tool: &Tool, schemas: PublishedSchemas) -> ListedTool {
    let about = tool.definition().about();
    let mut annotations = annotations(about.title, tool.effect);
    if let ToolDefinition::Builtin(builtin) = tool.definition()
        && builtin.changes_own_state
    {
        annotations = annotations.read_only(false);
    }
    ListedTool::new(tool.name.clone(), about.description, Arc::new(schemas.input))
        .with_title(about.title)
        .with_raw_output_schema(Arc::new(schemas.output))
        .with_annotations(annotations)
}

fn annotations(title: &str, effect: Effect) -> ToolAnnotations {
    ToolAnnotations::with_title(title)
        .read_only(effect.is_read())
        .destructive(effect.is_destructive())
        .idempotent(effect.is_idempotent())
        .open_world(true)
}
