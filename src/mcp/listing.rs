//! Describes tools to clients: name, title, description, schemas and annotations.

use std::sync::Arc;

use outreach_model::about::Repeat;
use rmcp::model::{Tool as ListedTool, ToolAnnotations};
use serde::Serialize;

use crate::service::{
    registry::{Tool, ToolView},
    tool::{PublishedSchemas, ToolDefinition},
};

/// The tool as `tools/list` returns it.
pub(super) fn listed(tool: &Tool) -> ListedTool {
    listed_with(tool, tool.schemas())
}

/// The tools as `tools/list` returns them: the elements of the JSON array. The schemas are copied as text, because as values those of a
/// large catalogue take ten times the memory.
pub(super) fn list_texts(view: &ToolView) -> Vec<String> {
    let text = |tool| tool_text(tool).unwrap_or_else(|| serde_json::to_string(&listed(tool)).unwrap_or_default());
    view.listed().map(text).collect()
}

/// The tool as JSON; `None` if its schemas differ from the checked-in text. That is copied unread, since reading it takes as long as all
/// the rest.
fn tool_text(tool: &Tool) -> Option<String> {
    let (input, output) = tool.schema_texts()?;
    let (name, description) = (&tool.name, &tool.description());
    let described = Described { name, title: tool.definition().about().title, description };
    let described = serde_json::to_string(&described).ok()?;
    let annotations = serde_json::to_string(&annotations(tool)).ok()?;
    let before = described.strip_suffix('}')?;
    let parts =
        [before, ",\"inputSchema\":", &input, ",\"outputSchema\":", &output, ",\"annotations\":", &annotations, "}"];
    Some(parts.concat())
}

/// The SDK's tool, but without the members that follow.
#[derive(Serialize)]
struct Described<'a> {
    name: &'a str,
    title: &'a str,
    description: &'a str,
}

/// The tool as `tools/list` returns it, with other schemas than the checked-in ones.
pub(crate) fn listed_with(tool: &Tool, schemas: PublishedSchemas) -> ListedTool {
    let about = tool.definition().about();
    ListedTool::new(tool.name.clone(), tool.description(), Arc::new(schemas.input))
        .with_title(about.title)
        .with_raw_output_schema(Arc::new(schemas.output))
        .with_annotations(annotations(tool))
}

fn annotations(tool: &Tool) -> ToolAnnotations {
    let effect = tool.effect;
    let (is_destructive, is_idempotent) = match tool.definition() {
        ToolDefinition::Builtin(builtin) => {
            let (about, harmless) = (&builtin.about, builtin.about.repeat == Repeat::Harmless);
            let may_destroy = effect.is_destructive() || (about.irreversible && !effect.is_read());
            (may_destroy, effect.is_read() || (builtin.is_composed && harmless))
        }
        ToolDefinition::Action(entry) => (entry.action.is_destructive(effect), !entry.action.takes_key()),
    };
    ToolAnnotations::with_title(tool.definition().about().title)
        .read_only(tool.is_read_only())
        .destructive(is_destructive)
        .idempotent(is_idempotent)
        .open_world(true)
}

#[cfg(test)]
mod tests {
    use outreach_model::effect::Effect;
    use serde_json::Value;

    use super::{list_texts, listed, tool_text};
    use crate::{
        config::ToolNames,
        guard::confirm::Confirm,
        service::{caller::Caller, registry::ToolRegistry},
    };

    #[test]
    fn the_list_as_text_equals_the_list_as_values() {
        for confirm in [Confirm::default(), Confirm(vec![Effect::Send])] {
            let view = ToolRegistry::new(ToolNames::Auto, confirm).view(&Caller::default());
            let text: Vec<Value> = serde_json::from_str(&format!("[{}]", list_texts(&view).join(","))).unwrap();
            let values: Vec<Value> = view.listed().map(|tool| serde_json::to_value(listed(tool)).unwrap()).collect();
            assert_eq!(text, values);
        }
    }

    #[test]
    fn every_schema_is_copied_as_text_unless_a_token_is_added() {
        let of = |confirm| ToolRegistry::new(ToolNames::Auto, confirm).view(&Caller::default());
        assert!(of(Confirm::default()).tools().iter().all(|tool| tool_text(tool).is_some()));
        let sends = of(Confirm(vec![Effect::Send]));
        let can_send =
            |tool: &crate::service::registry::Tool| tool.definition().confirmed_effects().contains(&Effect::Send);
        assert!(sends.tools().iter().all(|tool| tool_text(tool).is_none() == can_send(tool)));
    }
}
