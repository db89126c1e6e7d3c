//! The pages: one for each vendor, or one for each toolset of a vendor that has many, and an index.

use std::{collections::BTreeMap, fmt::Write as _};

use serde_json::{Map, Value};

use super::{
    example::Example,
    schema::{self, cell},
};
use crate::support::catalogue::{Action, READING_INPUTS, actions, actions_of, own_tools, title_of, vendors};

/// The tools that a page has at most, if there is another way to put them.
pub const MAX_TOOLS: usize = 40;

const INDEX: &str = "README.md";

/// The page of the server's own tools.
const OWN: &str = "server.md";

const MARKER: &str = "<!-- Generated from the schemas and the sandbox: `UPDATE_DOCS=1 cargo test docs` -->";

/// Inputs that many tools share: the index describes them.
const SHARED_INPUTS: [&str; 7] =
    ["fields", "detail", "body_preview_chars", "max_items", "cursor", "count_only", "idempotency_key"];

/// Outputs that many tools share: the index describes them.
const SHARED_OUTPUTS: [&str; 16] = [
    "success",
    "error",
    "error_kind",
    "retryable",
    "http_status",
    "retry_after_s",
    "has_more",
    "cursor",
    "left_out",
    "truncated",
    "shortened",
    "untrusted_fields",
    "replayed",
    "replayed_from",
    "replay_note",
    "credits_hint",
];

/// Those of them that every tool has, so that no tool names them.
const EVERYWHERE: [&str; 6] = ["success", "error", "error_kind", "retryable", "http_status", "retry_after_s"];

/// A tool on a page.
struct Tool {
    name: &'static str,
    title: &'static str,
    description: &'static str,
    /// What is said of it in a line each.
    facts: Vec<(&'static str, String)>,
    inputs: &'static Value,
    outputs: &'static Value,
}

/// Where each tool is described: the path of its page in the folder.
type Places = BTreeMap<&'static str, String>;

/// The toolsets of a vendor with their tools, in the program's order.
fn toolsets(vendor: &str) -> Vec<(&'static str, Vec<&'static Action>)> {
    let mut toolsets: Vec<(&str, Vec<&Action>)> = Vec::new();
    for action in actions_of(vendor) {
        match toolsets.last_mut() {
            Some((name, actions)) if *name == action.toolset => actions.push(action),
            _ => toolsets.push((&action.toolset, vec![action])),
        }
    }
    toolsets
}

fn is_split(vendor: &str, max_tools: usize) -> bool {
    actions_of(vendor).count() > max_tools
}

/// All pages by their path in the folder.
pub fn pages(examples: &BTreeMap<String, Example>, max_tools: usize) -> BTreeMap<String, String> {
    let mut places = Places::new();
    for action in actions() {
        let page = match action.toolset.split_once('.') {
            Some((vendor, toolset)) if is_split(vendor, max_tools) => format!("{vendor}/{toolset}.md"),
            _ => format!("{}.md", action.vendor),
        };
        places.insert(&action.tool, page);
    }
    places.extend(own_tools().iter().map(|tool| (text(&tool["name"]), OWN.to_owned())));
    let mut pages = BTreeMap::from([(INDEX.to_owned(), index(&places))]);
    let mut add = |name: String, text: String| pages.insert(name, format!("{}\n", text.trim_end()));
    for vendor in vendors() {
        let toolsets = toolsets(vendor);
        let page = format!("{vendor}.md");
        let mut head = format!("# {}\n\n{MARKER}\n\n", title_of(vendor));
        let back = "[All vendors, and what all tools have in common](README.md)\n\n";
        let contents = contents(&toolsets, &page, &places);
        if !is_split(vendor, max_tools) {
            let _ = write!(head, "{back}{contents}");
            for (toolset, actions) in &toolsets {
                let _ = write!(head, "\n## {toolset}\n");
                for action in actions {
                    head.push_str(&tool(&of_action(action), &page, &places, examples));
                }
            }
            add(page, head);
            continue;
        }
        add(page, format!("{head}{back}{contents}"));
        for (toolset, actions) in &toolsets {
            let page = format!("{}.md", toolset.replace('.', "/"));
            let mut text = format!("# {toolset}\n\n{MARKER}\n\n[{}](../{vendor}.md)\n\n", title_of(vendor));
            let _ = write!(text, "{}", self::contents(&[(toolset, actions.clone())], &page, &places));
            for action in actions {
                text.push_str(&tool(&of_action(action), &page, &places, examples));
            }
            add(page, text);
        }
    }
    let mut text = format!("# The server's own tools\n\n{MARKER}\n\n[All vendors](README.md)\n");
    for own in own_tools() {
        text.push_str(&tool(&of_own(own), OWN, &places, examples));
    }
    add(OWN.to_owned(), text);
    pages
}

/// Examples of nothing, for tests of all else.
pub fn without_examples() -> BTreeMap<String, Example> {
    let own = own_tools().iter().map(|tool| text(&tool["name"]));
    let tools = actions().iter().map(|action| action.tool.as_str()).chain(own);
    tools.map(|tool| (tool.to_owned(), Example::default())).collect()
}

fn text(value: &'static Value) -> &'static str {
    value.as_str().unwrap()
}

fn of_action(action: &'static Action) -> Tool {
    let facts = &action.unlisted;
    let mut lines = vec![("Effect", effect(action))];
    if action.annotations["destructiveHint"] == true {
        lines.push(("Destructive", "yes: something can be lost or sent for good".to_owned()));
    }
    let again = match (action.is_read(), facts.doubles) {
        (true, _) => "harmless",
        (false, _) if facts.goes_on => {
            "goes on with further ones, or does it once more; not sent while one runs or its outcome is unknown"
        }
        (false, true) => "does it twice; within the duplicate window it is not sent, and answered from the journal",
        (false, false) => "harmless: the same state is set again",
    };
    lines.push(("The same call again", again.to_owned()));
    if let Some(price) = facts.price {
        lines.push(("Price", price.to_owned()));
    }
    if let Some(scope) = facts.scope {
        lines.push(("Scope that the key needs", format!("`{scope}`")));
    }
    if let Some(verify) = facts.verify {
        lines.push(("After a call without an answer", verify.to_owned()));
    }
    let listed = if facts.is_listed { "listed by default" } else { "listed where `--toolsets` names it" };
    lines.push(("Toolset", format!("`{}`, {listed}", action.toolset)));
    lines.push(("Vendor's page", facts.docs.to_owned()));
    Tool {
        name: &action.tool,
        title: &action.title,
        description: &action.description,
        facts: lines,
        inputs: &action.input_schema,
        outputs: &action.output_schema,
    }
}

/// The effects of a tool in words, and why the worst of them.
fn effect(action: &Action) -> String {
    let facts = &action.unlisted;
    match facts.effects.as_slice() {
        _ if action.is_read() => "`read`: changes nothing, free".to_owned(),
        [only] => format!("`{only}`: {}", facts.why),
        [milder @ .., worst] => {
            let milder: Vec<String> = milder.iter().map(|effect| format!("`{effect}`")).collect();
            format!("{} or, at worst, `{worst}`, as the inputs decide: {}", milder.join(", "), facts.why)
        }
        [] => String::new(),
    }
}

fn of_own(schema: &'static Value) -> Tool {
    let reads = schema["annotations"]["readOnlyHint"] == true;
    let effect = match &schema["name"] {
        _ if reads => "`read`",
        name if name == "resolve_outcome" => "`read` at the vendor; notes what it finds in the journal",
        _ => "that of the tool that is called",
    };
    Tool {
        name: text(&schema["name"]),
        title: text(&schema["title"]),
        description: text(&schema["description"]),
        facts: vec![("Effect", effect.to_owned())],
        inputs: &schema["inputSchema"],
        outputs: &schema["outputSchema"],
    }
}

/// A tool's part of a page.
fn tool(tool: &Tool, page: &str, places: &Places, examples: &BTreeMap<String, Example>) -> String {
    let linked = |text: &str| linked(text, tool.name, page, places);
    let about = format!("**{}.** {}", tool.title, linked(tool.description));
    let mut part = format!("\n### `{}`\n\n{}\n\n", tool.name, wrapped(&about));
    part.push_str("| | |\n|---|---|\n");
    for (name, fact) in &tool.facts {
        let _ = writeln!(part, "| {name} | {} |", linked(&cell(fact)));
    }
    let shared_in = link(page, INDEX, "inputs-that-tools-share");
    let shared_out = link(page, INDEX, "outputs-that-tools-share");
    for (heading, schema, shared, place) in [
        ("Inputs", tool.inputs, &SHARED_INPUTS[..], shared_in),
        ("Outputs", tool.outputs, &SHARED_OUTPUTS[..], shared_out),
    ] {
        let all = schema["properties"].as_object().unwrap();
        let (common, own): (Map<_, _>, Map<_, _>) =
            all.clone().into_iter().partition(|(name, _)| shared.contains(&name.as_str()));
        let table = match heading {
            "Inputs" => schema::inputs(schema, &own, &linked),
            _ => schema::outputs(&own, &linked),
        };
        let common = common.keys().filter(|name| !EVERYWHERE.contains(&name.as_str()));
        let common: Vec<String> = common.map(|name| format!("`{name}`")).collect();
        let beside = match (table.is_empty(), common.is_empty()) {
            (true, true) => format!("{heading}: none.\n"),
            (true, false) => format!("{heading}: only {}.\n", shared_names(&common, &place)),
            (false, true) => format!("{heading}:\n"),
            (false, false) => format!("{heading}, beside {}:\n", shared_names(&common, &place)),
        };
        let _ = write!(part, "\n{}\n", wrapped(beside.trim_end()));
        if !table.is_empty() {
            let _ = write!(part, "\n{table}");
        }
    }
    let example = examples.get(tool.name).unwrap_or_else(|| panic!("no example of `{}`", tool.name));
    let _ = write!(
        part,
        "\nExample, in the sandbox:\n\n```json\n{}\n```\n\nanswers\n\n```json\n{}\n```\n",
        example.call, example.answer
    );
    part
}

fn shared_names(names: &[String], place: &str) -> String {
    format!("[the shared]({place}) {}", names.join(", "))
}

/// Toolsets with their tools, as links.
fn contents(toolsets: &[(&'static str, Vec<&'static Action>)], page: &str, places: &Places) -> String {
    let mut table = String::from("| Toolset | Tool | Effect | |\n|---|---|---|---|\n");
    for (toolset, actions) in toolsets {
        for (at, action) in actions.iter().enumerate() {
            let toolset = if at == 0 { format!("`{toolset}`") } else { String::new() };
            let place = link(page, &places[action.tool.as_str()], &action.tool);
            let _ =
                writeln!(table, "| {toolset} | [`{}`]({place}) | {} | {} |", action.tool, action.effect, action.title);
        }
    }
    table
}

fn index(places: &Places) -> String {
    let mut text = format!("# The tools\n\n{MARKER}\n\n");
    text.push_str(&wrapped(
        "Each tool with its effect, inputs, outputs and an example, which was taken from a run in the sandbox. In an example, lists \
         and long texts are cut: `… 3 more`. A tool has the name that stands here where several vendors are set up; where there is \
         only one, its name begins without the vendor.",
    ));
    text.push_str("\n\n| Vendor | Tools | Toolsets |\n|---|---|---|\n");
    for vendor in vendors() {
        let (title, tools) = (title_of(vendor), actions_of(vendor).count());
        let toolsets: Vec<String> = toolsets(vendor)
            .iter()
            .map(|(name, actions)| {
                let page = &places[actions[0].tool.as_str()];
                let anchor = if page.contains('/') { "" } else { name };
                format!("[`{name}`]({})", link(INDEX, page, &self::anchor(anchor)))
            })
            .collect();
        let _ = writeln!(text, "| [{title}]({vendor}.md) | {tools} | {} |", toolsets.join(", "));
    }
    let own: Vec<String> = own_tools()
        .iter()
        .map(|tool| tool["name"].as_str().unwrap())
        .map(|name| format!("[`{name}`]({})", link(INDEX, OWN, name)))
        .collect();
    let _ = writeln!(text, "| [the server's own]({OWN}) | {} | {} |", own.len(), own.join(", "));
    text.push_str(
        "\nThe worst that each tool can do stands in [docs/effects.md](../effects.md), all settings in \
         [docs/settings.md](../settings.md).\n",
    );
    for (heading, names, of) in [
        ("Inputs that tools share", &SHARED_INPUTS[..], "inputs"),
        ("Outputs that tools share", &SHARED_OUTPUTS[..], "outputs"),
    ] {
        let fields: Map<String, Value> =
            names.iter().filter_map(|name| Some(((*name).to_owned(), first(name, of)?))).collect();
        let table = match of {
            "inputs" => schema::inputs(&Value::Null, &fields, &|text| text.to_owned()),
            _ => schema::outputs(&fields, &|text| text.to_owned()),
        };
        let about = match of {
            "inputs" => {
                "Reads take those that say what is read of an answer, lists also those that say how much. A write that would \
                 do harm twice takes `idempotency_key`. With `--confirm`, writes take `confirm_token`, too."
            }
            _ => {
                "Every answer has `success`, and one that failed has `error`, `error_kind`, `retryable` and, if the vendor answered, \
                 `http_status`. Null and absent values are left out."
            }
        };
        let _ = write!(text, "\n## {heading}\n\n{}\n\n{table}", wrapped(about));
    }
    text
}

/// The schema that the first tool with this input or output has for it.
fn first(name: &str, of: &str) -> Option<Value> {
    // A list says more of `detail` than another read does.
    let lists = actions().iter().filter(|action| action.is_list());
    lists.chain(actions()).find_map(|action| {
        let schema = if of == "inputs" { &action.input_schema } else { &action.output_schema };
        let mut field = schema["properties"].get(name)?.clone();
        if name == "fields" {
            // They differ from tool to tool.
            field["items"].as_object_mut().unwrap().shift_remove("enum");
            field["description"] = "Answer only these fields of a row; the tool's input schema names them".into();
        }
        Some(field)
    })
}

/// A link from a page to a heading of another; both are paths in the folder.
fn link(from: &str, to: &str, anchor: &str) -> String {
    let anchor = if anchor.is_empty() { String::new() } else { format!("#{anchor}") };
    if from == to {
        return anchor;
    }
    let up = "../".repeat(from.matches('/').count());
    match from.split_once('/').map(|(folder, _)| format!("{folder}/")) {
        Some(folder) if to.starts_with(&folder) => format!("{}{anchor}", &to[folder.len()..]),
        _ => format!("{up}{to}{anchor}"),
    }
}

/// The anchor that GitHub gives a heading.
pub fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || "_- ".contains(*c));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}

/// A text in which the names of tools, with and without their vendor, are links; not that of the tool itself.
fn linked(text: &str, own: &str, page: &str, places: &Places) -> String {
    let vendor = own.split('_').next().unwrap_or_default();
    let (mut out, mut rest) = (String::new(), text);
    while let Some(at) = rest.find(|c: char| c.is_ascii_lowercase()) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
        let (word, after) = rest.split_at(length);
        rest = after;
        let qualified = format!("{vendor}_{word}");
        let found = [word, &qualified].into_iter().find_map(|name| places.get_key_value(name));
        match found.filter(|(name, _)| **name != own && word.contains('_')) {
            Some((name, place)) => {
                // In backticks already: these go into the link.
                let is_code = out.ends_with('`') && rest.starts_with('`');
                if is_code {
                    out.pop();
                    rest = &rest[1..];
                }
                let _ = write!(out, "[`{word}`]({})", link(page, place, name));
            }
            None => out.push_str(word),
        }
    }
    out.push_str(rest);
    out
}

/// Lines of at most 130 columns, where there is a space to break at.
fn wrapped(text: &str) -> String {
    let options = textwrap::Options::new(130)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .wrap_algorithm(textwrap::WrapAlgorithm::FirstFit)
        .break_words(false);
    textwrap::fill(text, options)
}

#[test]
fn every_input_that_says_what_is_read_is_among_those_that_tools_share() {
    for name in READING_INPUTS {
        assert!(SHARED_INPUTS.contains(&name), "{name}");
    }
}
