//! Serves prompts: jobs that a person starts by name. Each names only tools that are enabled for the caller.

use std::collections::BTreeSet;

use outreach_model::arguments::{suggest, truncate};
use outreach_vendors::{
    catalogue,
    prompts::{PROMPTS, Part, Prompt, Values},
};
use rmcp::{
    ErrorData,
    model::{GetPromptResult, JsonObject, Prompt as ListedPrompt, PromptArgument, PromptMessage, Role},
};
use serde_json::Value;

use crate::service::{
    builtin::{CALL_READ_TOOL, CALL_WRITE_TOOL, FIND_TOOLS},
    registry::{Tool, ToolLookup, ToolView},
    tool::BUILTIN_OWNER,
};

/// An argument holds at most this many characters.
const MAX_ARGUMENT_CHARS: usize = 500;

/// The prompts that make sense with the caller's tools.
pub(super) fn prompts(view: &ToolView) -> Vec<ListedPrompt> {
    let available = PROMPTS.iter().filter(|prompt| prompt.parts.iter().any(|part| is_enough(part, view)));
    available.map(listed).collect()
}

fn listed(prompt: &Prompt) -> ListedPrompt {
    let arguments = prompt.arguments.iter().map(|argument| {
        PromptArgument::new(argument.name).with_description(argument.description).with_required(argument.required)
    });
    ListedPrompt::new(prompt.name, Some(prompt.description), Some(arguments.collect())).with_title(prompt.title)
}

/// The prompt of this name, if there is one.
pub(super) fn named(name: &str) -> Option<&'static Prompt> {
    PROMPTS.iter().find(|prompt| prompt.name == name)
}

/// Renders a prompt.
///
/// # Errors
///
/// Where there is no such prompt, an argument is wrong or missing, or the tools that it needs are not enabled.
pub(super) fn get(view: &ToolView, name: &str, arguments: Option<&JsonObject>) -> Result<GetPromptResult, ErrorData> {
    let invalid = |message: String| ErrorData::invalid_params(message, None);
    let Some(prompt) = named(name) else {
        let names: Vec<String> = prompts(view).iter().map(|prompt| format!("`{}`", prompt.name)).collect();
        let known =
            if names.is_empty() { "none is available".to_owned() } else { format!("there are {}", names.join(", ")) };
        return Err(invalid(format!("Unknown prompt `{}`; {known}", truncate(name, 80))));
    };
    let given = Given::new(prompt, arguments).map_err(invalid)?;
    let parts: Vec<(&Part, Vec<String>)> = prompt
        .parts
        .iter()
        .filter(|part| given.value("vendor").is_none_or(|vendor| vendor == part.vendor))
        .map(|part| (part, steps(part, view, &given)))
        .filter(|(_, steps)| !steps.is_empty())
        .collect();
    if !parts.iter().any(|(part, _)| part.is_enough) {
        return Err(invalid(unavailable(prompt, view, &given)));
    }
    let mut text = given.rendered(prompt.opening, &|_| None);
    for (part, steps) in parts {
        let title = catalogue::VENDORS
            .iter()
            .find(|vendor| vendor.id == part.vendor)
            .map_or(part.vendor, |vendor| vendor.title);
        text.push_str(&format!("\n\n{title}:"));
        for (at, step) in steps.iter().enumerate() {
            text.push_str(&format!("\n{}. {step}", at + 1));
        }
    }
    text.push_str("\n\n");
    text.push_str(&given.rendered(prompt.closing, &|_| None));
    text.push_str(&how_to_call(view));
    let message = PromptMessage::new_text(Role::User, text);
    Ok(GetPromptResult::new(vec![message]).with_description(prompt.description))
}

/// Whether the prompt makes sense with this part alone.
fn is_enough(part: &Part, view: &ToolView) -> bool {
    part.is_enough && part.steps.first().is_some_and(|step| missing(step, part, view).is_none())
}

/// The steps of a part whose tools are enabled; none without the first.
fn steps(part: &Part, view: &ToolView, given: &Given) -> Vec<String> {
    let is_enabled = |step: &&&str| missing(step, part, view).is_none();
    if part.steps.first().is_none_or(|first| !is_enabled(&first)) {
        return Vec::new();
    }
    let tool = |action: &str| tool(view, part.vendor, action).map(|tool| tool.name.clone());
    part.steps.iter().filter(is_enabled).map(|step| given.rendered(step, &tool)).collect()
}

fn tool<'a>(view: &'a ToolView, vendor: &str, action: &str) -> Option<&'a Tool> {
    match view.find(&format!("{vendor}_{action}")) {
        ToolLookup::Tool(tool) => Some(tool),
        _ => None,
    }
}

/// The first action of a step that is not enabled.
fn missing(step: &str, part: &Part, view: &ToolView) -> Option<String> {
    let actions = step.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(action, _)| action);
    let mut disabled = actions.filter(|action| tool(view, part.vendor, action).is_none());
    disabled.next().map(|action| format!("{}_{action}", part.vendor))
}

/// Why a prompt cannot be rendered, and what to enable.
fn unavailable(prompt: &Prompt, view: &ToolView, given: &Given) -> String {
    let mut reasons = BTreeSet::new();
    let parts = prompt.parts.iter().filter(|part| part.is_enough);
    for part in parts.filter(|part| given.value("vendor").is_none_or(|vendor| vendor == part.vendor)) {
        let Some(name) = part.steps.first().and_then(|step| missing(step, part, view)) else { continue };
        reasons.insert(match view.find(&name) {
            ToolLookup::NotConfigured(vendor) => format!("`{name}`: set {} to enable it", vendor.credential_names()),
            ToolLookup::Denied { failure, .. } => {
                failure.message.split_once(". ").map_or(failure.message.as_str(), |(first, _)| first).to_owned()
            }
            _ => format!("`{name}` is not enabled"),
        });
    }
    let reasons: Vec<String> = reasons.into_iter().collect();
    let vendor = given.value("vendor").unwrap_or_default();
    let why = if reasons.is_empty() { format!("it cannot be done at `{vendor}`") } else { reasons.join("; ") };
    format!("`{}` needs at least one tool that is not enabled. {why}", prompt.name)
}

/// How tools are called that are not listed, where there are some.
fn how_to_call(view: &ToolView) -> String {
    let names: Vec<String> = [FIND_TOOLS, CALL_READ_TOOL, CALL_WRITE_TOOL]
        .into_iter()
        .filter(|name| view.has(BUILTIN_OWNER, name))
        .map(|name| format!("`{name}`"))
        .collect();
    if names.is_empty() {
        String::new()
    } else {
        format!("\n\nTools that are not listed are found and called by {}.", names.join(", "))
    }
}

/// The arguments of a prompt.
struct Given(Vec<(&'static str, String)>);

impl Given {
    /// Checks the arguments.
    fn new(prompt: &'static Prompt, arguments: Option<&JsonObject>) -> Result<Self, String> {
        let mut given = Vec::new();
        for (name, value) in arguments.into_iter().flatten() {
            let Some(argument) = prompt.arguments.iter().find(|argument| argument.name == name) else {
                let near = suggest(name, prompt.arguments.iter().map(|argument| argument.name));
                let near = near.first().map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
                return Err(format!("`{}` is not an argument of `{}`{near}", truncate(name, 80), prompt.name));
            };
            let value = match value {
                Value::String(text) => text.clone(),
                Value::Null => String::new(),
                other => other.to_string(),
            };
            let value: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            let value = truncate(value.trim(), MAX_ARGUMENT_CHARS).replace('`', "'");
            if argument.values == Values::Vendor
                && !value.is_empty()
                && !catalogue::VENDORS.iter().any(|vendor| vendor.id == value)
            {
                let vendors: Vec<String> = catalogue::VENDORS.iter().map(|vendor| format!("`{}`", vendor.id)).collect();
                return Err(format!("`{}` must be one of {}", argument.name, vendors.join(", ")));
            }
            // An empty field of a form.
            if !value.is_empty() {
                given.push((argument.name, value));
            }
        }
        let given = Self(given);
        let missing: Vec<String> = prompt
            .arguments
            .iter()
            .filter(|argument| argument.required && given.value(argument.name).is_none())
            .map(|argument| format!("`{}` is required: {}", argument.name, argument.description))
            .collect();
        if missing.is_empty() { Ok(given) } else { Err(missing.join(". ")) }
    }

    fn value(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// A text of the prompt, as [`outreach_vendors::prompts`] describes it, with the names of tools and the values filled in.
    fn rendered(&self, template: &str, tool: &dyn Fn(&str) -> Option<String>) -> String {
        let mut text = String::new();
        let mut rest = template;
        while let Some(at) = rest.find(['{', '[', '$']) {
            let (before, from) = rest.split_at(at);
            text.push_str(before);
            rest = if let Some((action, after)) = from.strip_prefix('{').and_then(|from| from.split_once('}')) {
                text.push_str(&format!("`{}`", tool(action).unwrap_or_else(|| action.to_owned())));
                after
            } else if let Some((choice, after)) = from.strip_prefix('[').and_then(|from| from.split_once(']')) {
                let given = choice.split_once('?').filter(|(name, _)| is_name(name));
                let not_given = choice.split_once('!').filter(|(name, _)| is_name(name));
                match (given, not_given) {
                    (Some((name, inner)), _) if self.value(name).is_some() => {
                        text.push_str(&self.rendered(inner, tool))
                    }
                    (None, Some((name, inner))) if self.value(name).is_none() => {
                        text.push_str(&self.rendered(inner, tool));
                    }
                    _ => {}
                }
                after
            } else {
                let after = from.get(1..).unwrap_or_default();
                let end = after.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(after.len());
                let (name, after) = after.split_at(end);
                text.push_str(self.value(name).unwrap_or_default());
                after
            };
        }
        text.push_str(rest);
        text
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::Given;

    #[test]
    fn a_template_is_filled_in_one_pass() {
        let given = Given(vec![("campaign", "$max {x} [y]".to_owned())]);
        let tool = |action: &str| Some(format!("acme_{action}"));
        let template = "Read {list}[campaign? of $campaign][max!, all][max?, $max]: done.";
        assert_eq!(given.rendered(template, &tool), "Read `acme_list` of $max {x} [y], all: done.");
    }
}
