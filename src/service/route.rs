//! From the name and arguments that a client sent to the tool that is called with them.
//!
//! A call of `call_read_tool` or `call_write_tool` becomes a call of the tool that it names before anything else looks at it, so
//! that policy, confirmation, limits, journal and metrics know that tool alone.

use outreach_model::{
    arguments::{self, truncate},
    error::Failure,
};
use serde_json::{Map, Value};

use super::{
    Service,
    builtin::{
        CALL_WRITE_TOOL, FIND_TOOLS,
        call_tool::{ARGUMENTS, TOOL},
        form::Forwards,
    },
    envelope::Envelope,
    registry::{Tool, ToolLookup},
    tool::ToolDefinition,
};

/// What becomes of a call.
pub enum Route<'a> {
    /// This tool is called with these arguments.
    Call(&'a Tool, Map<String, Value>),
    /// No tool is called. The envelope says why, and the name is that of the tool that was meant.
    Refused(String, Envelope),
    /// There is no such tool; in words, with the nearest names.
    Unknown(String),
}

impl Service {
    /// Finds the tool that a call is for. The arguments may be an object, an object as JSON text, or null.
    pub fn route(&self, name: &str, arguments: Value) -> Route<'_> {
        let refused = |envelope| Route::Refused(name.to_owned(), envelope);
        let tool = match self.view.find(name) {
            ToolLookup::Tool(tool) => tool,
            ToolLookup::Unknown(message) => return Route::Unknown(message),
            ToolLookup::NotConfigured(vendor) => return refused(self.dispatch.not_configured(&self.caller, vendor)),
            ToolLookup::Denied { tool, failure } => return refused(self.dispatch.denied(&tool, failure)),
        };
        let arguments = match object(arguments) {
            Ok(arguments) => arguments,
            Err(failure) => return refused(self.dispatch.fail(failure)),
        };
        match tool.definition() {
            ToolDefinition::Builtin(builtin) => match builtin.forwards() {
                Some(forwards) => self.forward(tool, forwards, arguments),
                None => Route::Call(tool, arguments),
            },
            ToolDefinition::Action(_) => Route::Call(tool, arguments),
        }
    }

    /// The call that `outer` passes on.
    fn forward(&self, outer: &Tool, forwards: Forwards, given: Map<String, Value>) -> Route<'_> {
        let refused = |failure| Route::Refused(outer.name.clone(), self.dispatch.denied(outer.facts(), failure));
        let (name, arguments) = match inner(outer, given) {
            Ok(inner) => inner,
            Err(failure) => return refused(failure),
        };
        match self.view.find(&name) {
            ToolLookup::Unknown(message) => refused(Failure::invalid_input(format!(
                "{message}{} Nothing was sent; `{FIND_TOOLS}` finds tools by words.",
                if message.ends_with('?') { "" } else { "." }
            ))),
            ToolLookup::Tool(tool) => match refusal(tool, forwards) {
                Some(why) => refused(Failure::invalid_input(why)),
                None => Route::Call(tool, arguments),
            },
            ToolLookup::NotConfigured(vendor) => {
                Route::Refused(name, self.dispatch.not_configured(&self.caller, vendor))
            }
            ToolLookup::Denied { tool, failure } => Route::Refused(name, self.dispatch.denied(&tool, failure)),
        }
    }
}

/// Why a tool cannot be called through another.
fn refusal(tool: &Tool, forwards: Forwards) -> Option<String> {
    let name = &tool.name;
    if matches!(tool.definition(), ToolDefinition::Builtin(builtin) if builtin.forwards().is_some()) {
        return Some(format!(
            "`{name}` cannot be called through another tool. Nothing was sent; name the tool that you mean."
        ));
    }
    if tool.definition().action().is_none() && forwards == Forwards::Reads && !tool.is_read_only() {
        return Some(format!(
            "`{name}` changes nothing at a vendor and records what it finds in this server's journal, so that it is not only a read. \
             It is listed itself: nothing was sent; call it by its name."
        ));
    }
    (forwards == Forwards::Reads && !tool.is_read_only()).then(|| {
        format!(
            "`{name}` is not a read: its effect is `{}`. Nothing was sent; call it with `{CALL_WRITE_TOOL}`.",
            tool.effect.word()
        )
    })
}

/// The name and the arguments of the tool that a call names. Arguments that a model puts beside the name instead of into
/// `arguments` are taken for what they are meant as.
fn inner(outer: &Tool, mut given: Map<String, Value>) -> Result<(String, Map<String, Value>), Failure> {
    let (own, beside): (Map<_, _>, Map<_, _>) =
        std::mem::take(&mut given).into_iter().partition(|(name, _)| name == TOOL || name == ARGUMENTS);
    let mut settled = arguments::coerce_and_validate(outer.input_schema(), own)?;
    let name = settled.get_mut(TOOL).map(Value::take).unwrap_or_default();
    let mut arguments = match settled.get_mut(ARGUMENTS).map(Value::take) {
        Some(Value::Object(arguments)) => arguments,
        _ => Map::new(),
    };
    for (input, value) in beside {
        if arguments.contains_key(&input) {
            return Err(Failure::invalid_input(format!(
                "`{}` is given twice: beside `{TOOL}` and in `{ARGUMENTS}`. Nothing was sent; give it in `{ARGUMENTS}` alone.",
                truncate(&input, 80)
            )));
        }
        arguments.insert(input, value);
    }
    Ok((name.as_str().unwrap_or_default().trim().to_owned(), arguments))
}

/// Accepts an object, an object encoded as a JSON string, or no arguments at all.
fn object(arguments: Value) -> Result<Map<String, Value>, Failure> {
    let arguments = match arguments {
        Value::String(text) => serde_json::from_str(&text).unwrap_or(Value::String(text)),
        other => other,
    };
    match arguments {
        Value::Object(object) => Ok(object),
        Value::Null => Ok(Map::new()),
        _ => {
            Err(Failure::invalid_input("`arguments` must be an object with the tool's inputs, such as {\"limit\": 3}."))
        }
    }
}
