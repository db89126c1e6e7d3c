//! `call_read_tool` and `call_write_tool`: calls of tools that are not listed. Two, so that what clients are told of their
//! effect is true. What they do is in [`super::super::route`].

use outreach_model::{about::About, effect::Effect, schema::JsonSchema};
use serde::Serialize;
use serde_json::{Map, Value};

use super::{
    CALL_READ_TOOL, CALL_WRITE_TOOL,
    form::{Beside, Forwarding, Forwards},
};

/// The input that names the tool to call.
pub(in crate::service) const TOOL: &str = "tool";

/// The input that holds its inputs.
pub(in crate::service) const ARGUMENTS: &str = "arguments";

#[derive(JsonSchema)]
#[expect(dead_code, reason = "the schema is made of it; the inputs are read before the call is made")]
pub struct CallReadTool {
    /// Name of the tool, as `find_tools` gives it
    tool: String,
    /// The inputs of that tool, by its `input_schema`
    arguments: Option<Map<String, Value>>,
}

#[derive(JsonSchema)]
#[expect(dead_code, reason = "the schema is made of it; the inputs are read before the call is made")]
pub struct CallWriteTool {
    /// Name of the tool, as `find_tools` gives it
    tool: String,
    /// The inputs of that tool, by its `input_schema`; an `idempotency_key` or `confirm_token` too
    arguments: Option<Map<String, Value>>,
}

/// The outputs are those of the tool that is called.
#[derive(Serialize, JsonSchema)]
pub struct Outputs {}

impl Forwarding for CallReadTool {
    type Output = Outputs;

    const ABOUT: About = About {
        name: CALL_READ_TOOL,
        title: "Call a tool that reads",
        description: "Calls a tool that is not listed and only reads, and returns that tool's own result. Use \
            find_tools first, which gives the `input_schema` for `arguments`. A tool with another effect is refused \
            and not called: use call_write_tool for it. A listed tool is better called by its own name.",
        ..About::read("")
    };
    const EFFECTS: &'static [Effect] = &[Effect::Read];
    const FORWARDS: Forwards = Forwards::Reads;

    fn is_useful_beside(beside: &Beside<'_>) -> bool {
        beside.unlisted.iter().any(|tool| tool.effects.contains(&Effect::Read))
    }
}

impl Forwarding for CallWriteTool {
    type Output = Outputs;

    const ABOUT: About = About {
        name: CALL_WRITE_TOOL,
        title: "Call a tool that writes",
        description: "Calls a tool that is not listed, whatever its effect: it may create, change, send, spend or \
            delete, as find_tools says in `effect`. Use find_tools first, which gives the `input_schema` for \
            `arguments`. Result, limits, confirmation and what a repeat does are that tool's own. For reads use \
            call_read_tool.",
        effect: Effect::Delete,
        ..About::read("")
    };
    const EFFECTS: &'static [Effect] = &[Effect::Create, Effect::Update, Effect::Spend, Effect::Send, Effect::Delete];
    const FORWARDS: Forwards = Forwards::All;

    fn is_useful_beside(beside: &Beside<'_>) -> bool {
        beside.unlisted.iter().any(|tool| !tool.effect.is_read())
    }
}
