//! `outreach-mcp tools`: lists the enabled tools.

use std::process::ExitCode;

use serde_json::json;

use super::{
    output::{is_read_by_a_person, print},
    prepare::Prepared,
};
use crate::service::registry::Tool;

/// Prints the tools: as a table on a terminal, as JSON elsewhere and with `as_json`.
///
/// # Errors
///
/// Where the setup fails.
pub(super) async fn run(prepared: Prepared, as_json: bool) -> anyhow::Result<ExitCode> {
    let setup = prepared.setup().await?;
    let view = &setup.service.view;
    let tools = view.tools();
    if as_json || !is_read_by_a_person() {
        let list: Vec<_> = tools.iter().map(row).collect();
        print(&serde_json::to_string_pretty(&list).unwrap_or_default());
        return Ok(ExitCode::SUCCESS);
    }
    let widest = tools.iter().map(|tool| tool.name.len()).max().unwrap_or_default();
    print(&format!("{:<widest$}  {:<6}  {:>6}  description", "tool", "effect", "tokens"));
    for tool in tools {
        let description = tool.description();
        let description = first_sentence(&description);
        print(&format!("{:<widest$}  {:<6}  {:>6}  {description}", tool.name, tool.effect.word(), tool.tokens()));
    }
    let total: usize = tools.iter().map(Tool::tokens).sum();
    print(&format!("\n{} tools, about {total} tokens in a model's context", tools.len()));
    if let Some(rules) = view.policy().in_words() {
        print(&format!("{} more tools are disabled by {rules}", view.left_out()));
    }
    Ok(ExitCode::SUCCESS)
}

fn row(tool: &Tool) -> serde_json::Value {
    let about = tool.definition().about();
    let facts = tool.facts();
    json!({
        "name": tool.name,
        // Built-in tools belong to no vendor and no toolset.
        "vendor": facts.toolset.map(|_| facts.owner),
        "toolset": facts.qualified_toolset(),
        "title": about.title,
        "effect": tool.effect,
        "description": first_sentence(&tool.description()),
        "tokens": tool.tokens(),
    })
}

fn first_sentence(description: &str) -> &str {
    description.split_inclusive(". ").next().unwrap_or(description).trim_end()
}
