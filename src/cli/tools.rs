//! `outreach-mcp tools`: what there is.

use std::process::ExitCode;

use serde_json::json;

use super::{is_read_by_a_person, print};
use crate::service::registry::{Tool, ToolView};

/// Prints the tools: as a table to a person, as JSON to a program.
pub fn run(view: &ToolView, as_json: bool) -> ExitCode {
    let tools = view.tools();
    if as_json || !is_read_by_a_person() {
        let list: Vec<_> = tools.iter().map(row).collect();
        print(&serde_json::to_string_pretty(&list).unwrap_or_default());
        return ExitCode::SUCCESS;
    }
    let widest = tools.iter().map(|tool| tool.name.len()).max().unwrap_or_default();
    print(&format!("{:<widest$}  {:<6}  {:>6}  what it does", "tool", "effect", "tokens"));
    for tool in tools {
        let does = one_line(tool.definition().about().description);
        print(&format!("{:<widest$}  {:<6}  {:>6}  {does}", tool.name, tool.effect.word(), tool.tokens()));
    }
    let total: usize = tools.iter().map(Tool::tokens).sum();
    print(&format!("\n{} tools, about {total} tokens of a model's context", tools.len()));
    if let Some(rules) = view.policy().in_words() {
        print(&format!("{} more are not enabled ({rules})", view.left_out()));
    }
    ExitCode::SUCCESS
}

fn row(tool: &Tool) -> serde_json::Value {
    let about = tool.definition().about();
    let facts = tool.facts();
    json!({
        "name": tool.name,
        // The program's own tools are no vendor's and in no toolset.
        "vendor": facts.toolset.map(|_| facts.owner),
        "toolset": facts.qualified_toolset(),
        "title": about.title,
        "effect": tool.effect,
        "description": one_line(about.description),
        "tokens": tool.tokens(),
    })
}

/// The first sentence.
pub fn one_line(description: &str) -> &str {
    description.split_inclusive(". ").next().unwrap_or(description).trim_end()
}
