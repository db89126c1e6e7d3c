//! `outreach-mcp tools`: lists the enabled tools, or shows one of them.

use std::process::ExitCode;

use serde_json::{Value, json};

use super::{
    output::{is_read_by_a_person, print, tell, wrong_usage},
    prepare::Prepared,
    table::{paragraph, table, width},
};
use crate::{
    config::ToolNames,
    guard::confirm::Confirm,
    mcp,
    service::{
        caller::Caller,
        registry::{Tool, ToolLookup, ToolRegistry, ToolView},
    },
};

/// Prints the tools, or the one of this name: for a person on a terminal, as JSON elsewhere and with `as_json`.
///
/// # Errors
///
/// Where the setup fails.
pub(super) async fn run(prepared: Prepared, name: Option<&str>, as_json: bool) -> anyhow::Result<ExitCode> {
    let setup = prepared.setup().await?;
    let view = &setup.service.view;
    let as_json = as_json || !is_read_by_a_person();
    match name {
        Some(name) => Ok(one(view, name, as_json)),
        None => {
            list(view, as_json);
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn list(view: &ToolView, as_json: bool) {
    let tools = view.tools();
    if as_json {
        let list: Vec<_> = tools.iter().map(row).collect();
        print(&serde_json::to_string_pretty(&list).unwrap_or_default());
        return;
    }
    let cells =
        |tool: &Tool| vec![tool.name.clone(), tool.effect.word().to_owned(), tool.tokens().to_string(), tool.summary()];
    let listed: Vec<&Tool> = view.listed().collect();
    let rows: Vec<Vec<String>> = listed.iter().map(|tool| cells(tool)).collect();
    print(&table(&["tool", "effect", "tokens", "description"], &rows, &["tokens"], width()));
    let total: usize = listed.iter().map(|tool| tool.tokens()).sum();
    say(&format!("{} tools, about {total} tokens in a model's context", listed.len()));
    if listed.len() < tools.len() {
        say(&format!(
            "{} more tools are enabled and not listed; agents find them with `find_tools`",
            tools.len() - listed.len()
        ));
    }
    if let Some(rules) = view.policy().in_words() {
        say(&format!("{} more tools are disabled by {rules}", view.left_out()));
    }
    say("`outreach-mcp tools TOOL` shows the inputs and outputs of one");
}

/// Prints a sentence below the table.
fn say(text: &str) {
    print(&paragraph(text, 0, width()));
}

/// Shows a tool, a disabled one too.
fn one(view: &ToolView, name: &str, as_json: bool) -> ExitCode {
    let all = ToolRegistry::new(ToolNames::Qualified, Confirm::default()).with_hooks(true).view(&Caller::default());
    let (tool, note) = match view.find(name) {
        ToolLookup::Tool(tool) => (Some(tool), None),
        ToolLookup::NotConfigured(vendor) => (find(&all, name), Some(format!("{} is not set up", vendor.title))),
        ToolLookup::Denied { failure, .. } => (find(&all, name), Some(failure.message.clone())),
        ToolLookup::Unknown(message) => {
            return wrong_usage(&format!("{message}\nhint: `outreach-mcp tools` lists the tools"));
        }
    };
    let Some(tool) = tool else {
        return wrong_usage(&format!("several vendors have a tool `{name}`\nhint: put the vendor's name before it"));
    };
    if let Some(note) = note {
        tell(&note);
    }
    if as_json {
        let listed = mcp::listed_with(tool, tool.schemas());
        print(&serde_json::to_string_pretty(&listed).unwrap_or_default());
    } else {
        print(describe(tool, width()).trim_end());
    }
    ExitCode::SUCCESS
}

fn find<'v>(view: &'v ToolView, name: &str) -> Option<&'v Tool> {
    match view.find(name) {
        ToolLookup::Tool(tool) => Some(tool),
        _ => None,
    }
}

/// A tool as a person reads it: what it does, its inputs and its outputs.
fn describe(tool: &Tool, width: usize) -> String {
    let schemas = tool.schemas();
    let head = format!("{} ({}, about {} tokens)", tool.name, tool.effect.word(), tool.tokens());
    let mut text = format!("{head}\n{}\n", paragraph(&tool.description(), 2, width));
    for (heading, schema) in [("input", schemas.input), ("output", schemas.output)] {
        let mut rows = Vec::new();
        fields(&Value::Object(schema), "", &mut rows);
        text.push('\n');
        text.push_str(&match rows.as_slice() {
            [] => format!("no {heading}s\n"),
            rows => table(&[heading, "type", "description"], rows, &[], width),
        });
    }
    text
}

/// A row for each field of an object's schema, and for the fields below it.
fn fields(schema: &Value, path: &str, rows: &mut Vec<Vec<String>>) {
    let required: Vec<&str> =
        schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    for (name, field) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
        let name_in_path = format!("{path}{name}");
        let mut about = field.get("description").and_then(Value::as_str).unwrap_or_default().to_owned();
        if let Some(values) = field.get("enum").or_else(|| field.pointer("/items/enum")).and_then(Value::as_array) {
            let words: Vec<String> =
                values.iter().map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned)).collect();
            about = format!("{about}{}one of: {}", if about.is_empty() { "" } else { "; " }, words.join(", "));
        }
        if let Some(default) = field.get("default") {
            about = format!("{about}{}default {default}", if about.is_empty() { "" } else { "; " });
        }
        let is_required = if required.contains(&name.as_str()) { ", required" } else { "" };
        rows.push(vec![name_in_path.clone(), format!("{}{is_required}", kind(field)), about]);
        fields(field, &format!("{name_in_path}."), rows);
        if let Some(items) = field.get("items") {
            fields(items, &format!("{name_in_path}[]."), rows);
        }
    }
}

/// The type of a value in words.
fn kind(schema: &Value) -> String {
    let alternatives = |list: &[Value]| list.iter().map(kind).collect::<Vec<_>>().join(" or ");
    match (schema.get("type"), schema.get("anyOf").or_else(|| schema.get("oneOf"))) {
        (Some(Value::String(kind)), _) if kind == "array" => match schema.get("items") {
            Some(items) => format!("list of {}", self::kind(items)),
            None => "list".to_owned(),
        },
        (Some(Value::String(kind)), _) => kind.clone(),
        (Some(Value::Array(kinds)), _) => {
            kinds.iter().filter_map(Value::as_str).filter(|kind| *kind != "null").collect::<Vec<_>>().join(" or ")
        }
        (_, Some(Value::Array(list))) => alternatives(list),
        _ => "any".to_owned(),
    }
}

fn row(tool: &Tool) -> Value {
    let about = tool.definition().about();
    let facts = tool.facts();
    json!({
        "name": tool.name,
        // Built-in tools belong to no vendor and no toolset.
        "vendor": facts.is_action().then_some(facts.owner),
        "toolset": facts.qualified_toolset(),
        "title": about.title,
        "effect": tool.effect,
        "description": tool.summary(),
        "tokens": tool.tokens(),
        "listed": tool.is_listed,
    })
}
