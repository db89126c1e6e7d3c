//! `outreach-mcp tools`: what there is.

use std::process::ExitCode;

use serde_json::json;

use super::{is_read_by_a_person, print};
use crate::{guard::policy::toolset_name, reconcile::BuiltinTool, service::registry::{Tool, ToolRegistry}};

/// Prints the tools: as a table to a person, as JSON to a program.
pub fn run(toolbox: &ToolRegistry, as_json: bool) -> ExitCode {
    let tools = toolbox.tools();
    let own = toolbox.own();
    if as_json || !is_read_by_a_person() {
        let mut list: Vec<_> = tools.iter().map(row).chain(own.map(own_row)).collect();
        list.sort_by(|one, other| one["name"].as_str().cmp(&other["name"].as_str()));
        print(&serde_json::to_string_pretty(&list).unwrap_or_default());
        return ExitCode::SUCCESS;
    }
    let widest = tools.iter().map(|tool| tool.name.len()).max().unwrap_or_default();
    print(&format!("{:<widest$}  {:<6}  {:>6}  what it does", "tool", "effect", "tokens"));
    for tool in tools {
        let about = &tool.entry.about;
        print(&format!(
            "{:<widest$}  {:<6}  {:>6}  {}",
            tool.name,
            tool.effect.word(),
            tool.tokens(),
            one_line(about.description)
        ));
    }
    if let Some(own) = own {
        let about = &own.about;
        let (name, effect, does) = (about.name, about.effect.word(), one_line(about.description));
        print(&format!("{name:<widest$}  {effect:<6}  {:>6}  {does}", own.tokens()));
    }
    let total: usize = tools.iter().map(Tool::tokens).chain(own.map(BuiltinTool::tokens)).sum();
    print(&format!("\n{} tools, about {total} tokens of a model's context", toolbox.count()));
    if let Some(rules) = toolbox.policy().in_words() {
        print(&format!("{} more are not enabled ({rules})", toolbox.left_out()));
    }
    ExitCode::SUCCESS
}

fn row(tool: &Tool) -> serde_json::Value {
    let about = &tool.entry.about;
    json!({
        "name": tool.name,
        "vendor": tool.vendor.id,
        "toolset": toolset_name(tool.vendor, tool.toolset),
        "title": about.title,
        "effect": tool.effect,
        "description": one_line(about.description),
        "tokens": tool.tokens(),
    })
}

/// The server's own tool: no vendor's, and in no toolset.
fn own_row(own: &BuiltinTool) -> serde_json::Value {
    let about = &own.about;
    json!({
        "name": about.name,
        "vendor": null,
        "toolset": null,
        "title": about.title,
        "effect": about.effect,
        "description": one_line(about.description),
        "tokens": own.tokens(),
    })
}

/// The first sentence.
pub fn one_line(description: &str) -> &str {
    description.split_inclusive(". ").next().unwrap_or(description).trim_end()
}
