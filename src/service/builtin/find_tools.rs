//! `find_tools`: a ranked search over the tools that the caller may call.

use outreach_model::{about::About, effect::Effect, error::Failure, schema::JsonSchema};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{
    CALL_READ_TOOL, CALL_WRITE_TOOL, FIND_TOOLS,
    form::{Beside, Builtin, BuiltinCall, FoundTool},
};
use crate::client::work_on;
/// How many tools are answered where the caller does not say.
const DEFAULT_LIMIT: usize = 3;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct FindTools {
    /// What you want to do, in words, such as `pause a campaign in Overloop`; a tool's name works too
    query: String,
    /// How many tools to return, the best first
    #[schemars(range(min = 1, max = 20), extend("default" = DEFAULT_LIMIT))]
    limit: Option<usize>,
    /// true: the input schema of each tool, not only of the first
    #[schemars(extend("default" = false))]
    with_schema: Option<bool>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Output {
    /// The tools that fit best, the best first
    tools: Vec<Found>,
    /// How many are answered
    count: usize,
    /// That nothing fits, or that nothing does what is asked for, and what to do then
    note: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Found {
    /// What to call it by
    name: String,
    /// What it does, in a sentence
    description: String,
    /// The worst that a call can do
    effect: &'static str,
    /// The tool to call it with; absent where it is listed itself
    call_with: Option<&'static str>,
    /// Inputs that it requires
    required: Vec<String>,
    /// JSON schema of its inputs; of the first tool alone, unless `with_schema` is true
    input_schema: Option<Map<String, Value>>,
}

impl Found {
    fn of(tool: FoundTool, with_schema: bool) -> Self {
        let call_with = if tool.is_read_only { CALL_READ_TOOL } else { CALL_WRITE_TOOL };
        let required = tool.input_schema.get("required").and_then(Value::as_array).into_iter().flatten();
        let required = required.filter_map(Value::as_str).map(str::to_owned).collect();
        Self {
            name: tool.name,
            description: tool.summary,
            effect: tool.effect.word(),
            call_with: (!tool.is_listed).then_some(call_with),
            required,
            input_schema: with_schema.then_some(tool.input_schema),
        }
    }
}

impl Builtin for FindTools {
    type Output = Output;

    const ABOUT: About = About {
        name: FIND_TOOLS,
        title: "Find tools",
        description: "Finds the tools for a job by words (`query`), the best first, unlisted ones too, with effect and \
            input schema. Use it when no listed tool fits; then call what it finds with call_read_tool or \
            call_write_tool. Only the first has its schema unless `with_schema` is true. A vendor's name in `query` \
            helps. It asks no vendor.",
        effect: Effect::Read,
        ..About::read("")
    };
    const IS_HELPER: bool = true;

    fn is_useful_beside(beside: &Beside<'_>) -> bool {
        !beside.unlisted.is_empty()
    }

    async fn run(self, call: BuiltinCall<'_>) -> Result<Output, Failure> {
        if let Some(preparation) = call.tools.preparation() {
            work_on(true, preparation).await;
        }
        let found = call.tools.search(&self.query, self.limit.unwrap_or(DEFAULT_LIMIT));
        let all = self.with_schema.unwrap_or_default();
        let tools: Vec<Found> =
            found.into_iter().enumerate().map(|(at, tool)| Found::of(tool, all || at == 0)).collect();
        let note = if tools.is_empty() { None } else { call.tools.not_served(&self.query) };
        let nothing = tools.is_empty().then(|| {
            "No enabled tool fits these words. Try others, or read the resource `outreach://catalogue`, which lists all of them."
                .to_owned()
        });
        Ok(Output { count: tools.len(), tools, note: note.or(nothing) })
    }
}
