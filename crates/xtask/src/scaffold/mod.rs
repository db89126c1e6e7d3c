//! Writes the file of a new action from its description. What a person has to decide is a `compile_error!`, so that the file
//! does not compile before; texts of the vendor's that a person has to shorten are marked with [`MARK`].

mod answer;
mod folder;
#[cfg(test)]
mod tests;
mod types;

use anyhow::{Result, ensure};

use crate::{
    description::{Description, Input, Operation},
    names::{camel, module, path_input, plural, snake},
};
use answer::Answer;
use types::{Side, Types};

/// Stands before what a person has to rewrite. A test looks for it in the vendors' files.
pub const MARK: &str = "REWRITE";

/// What the paths of Instantly's API begin with; an action's path leaves it out.
pub const PREFIX: &str = "/api/v2";

/// A new action.
pub struct Scaffold {
    /// `pause_campaign`.
    pub name: String,
    /// `campaigns`.
    pub toolset: String,
    /// The file's name, if it is free: `pause`.
    pub module: String,
    /// `PauseCampaign`.
    pub type_name: String,
    /// The file's text, not formatted.
    pub code: String,
}

impl Scaffold {
    /// The action for this operation. Name and toolset follow from the description where they are `None`.
    ///
    /// # Errors
    ///
    /// Where a name is no name, or the path is not one of the API's.
    pub fn new(
        description: &Description,
        operation: &Operation<'_>,
        name: Option<String>,
        toolset: Option<String>,
    ) -> Result<Self> {
        let path = operation.path.strip_prefix(PREFIX).unwrap_or(operation.path);
        let toolset = toolset.unwrap_or_else(|| snake(path.split('/').nth(1).unwrap_or_default()));
        let mut types = Types::new(description);
        let page = answer::page_items(description, operation.answer);
        let name = name.unwrap_or_else(|| {
            let name = snake(operation.id);
            if page.is_some() { plural(&name) } else { name }
        });
        for name in [&name, &toolset] {
            ensure!(!name.is_empty() && *name == snake(name), "`{name}` must be in snake case");
        }
        let type_name = camel(&name);
        types.take(&type_name);
        let action = inputs(&mut types, operation, &type_name);
        let answer = answer::write(&mut types, operation.answer, &type_name);
        let facts = facts(operation, &name, &answer);
        let call = call(operation, path);
        let declarations = types.declarations();
        let Answer { object, shown, .. } = &answer;
        let code = format!(
            "use crate::instantly::prelude::*;\n\n{action}\n{declarations}\nimpl Plain for {type_name} {{\n    type Object = {object};\n    const SHOWN: Shown = {shown};\n{facts}{call}}}\n"
        );
        Ok(Self { module: module(&name, &toolset), name, toolset, type_name, code })
    }
}

/// The type of the action, with its inputs.
fn inputs(types: &mut Types<'_>, operation: &Operation<'_>, type_name: &str) -> String {
    let inputs = operation.in_path.iter().chain(&operation.query).chain(&operation.body);
    let inputs: Vec<Input<'_>> = inputs.filter(|input| input.schema["deprecated"] != true).cloned().collect();
    let fields = types.fields(Side::Input, type_name, &inputs);
    format!("#[derive(JsonSchema)]\npub struct {type_name} {{\n{fields}}}\n")
}

/// The vendor's page on an operation.
pub fn docs(operation: &Operation<'_>) -> String {
    let (tag, id) = (operation.tag.to_lowercase(), operation.id.to_lowercase());
    format!("https://developer.instantly.ai/api/v2/{tag}/{id}")
}

/// `ABOUT`.
fn facts(operation: &Operation<'_>, name: &str, answer: &Answer) -> String {
    let docs = docs(operation);
    let pages = match answer.is_page {
        true => format!("        pages: pages({:?}),\n", name.strip_prefix("list_").unwrap_or(name)),
        false => String::new(),
    };
    // A list is a read even where it is a POST.
    let is_read = operation.method == "GET" || answer.is_page;
    let why = "why: one clause, why that effect is the worst";
    let why = if is_read { String::new() } else { format!("        why: compile_error!({why:?}),\n") };
    let rest = if is_read {
        format!("About::read({docs:?})")
    } else {
        let effect = "effect: the worst that a call can do, e.g. Effect::Update";
        let repeat = "repeat: Repeat::Doubles where the same call twice does twice the harm, Repeat::GoesOn where it takes further ones, else Repeat::Harmless";
        let verify = "verify: a sentence that says how to find out whether a call without an answer was carried out";
        format!(
            "About::write({docs:?}, compile_error!({effect:?}), compile_error!({repeat:?}), compile_error!({verify:?}))"
        )
    };
    let scope = operation.scope.map(|scope| format!("        scope: Some({scope:?}),\n"));
    let no_scope = "scope: the documents name none; delete this line unless the vendor wants one";
    let scope = scope.unwrap_or_else(|| format!("        scope: compile_error!({no_scope:?}),\n"));
    let description = "description: what it does, when to use it, what it costs, sends or destroys";
    format!(
        "    const ABOUT: About = About {{\n        name: {name:?},\n        title: {:?}, // {MARK}\n        description: compile_error!({description:?}),\n{why}{pages}{scope}        ..{rest}\n    }};\n",
        operation.summary
    )
}

/// `CALL`, and what may have to follow it.
fn call(operation: &Operation<'_>, path: &str) -> String {
    let mut before = "";
    let mut template = String::new();
    for segment in path.split('/').skip(1) {
        let placeholder = segment.strip_prefix('{').and_then(|segment| segment.strip_suffix('}'));
        let segment_name = placeholder.map(|name| format!("{{{}}}", path_input(before, name)));
        template.push('/');
        template.push_str(segment_name.as_deref().unwrap_or(segment));
        before = segment;
    }
    let method = operation.method.to_lowercase();
    let body_by_default = matches!(method.as_str(), "post" | "put" | "patch");
    let rest = match (body_by_default, operation.query.is_empty(), operation.body.is_empty()) {
        (true, true, true) => ".bare()",
        (true, false, true) => ".query()",
        (false, _, false) => ".json()",
        _ => "",
    };
    let mut call = format!("    const CALL: Call = Call::{method}({template:?}){rest};\n");
    if !operation.query.is_empty() && !operation.body.is_empty() {
        let names: Vec<&str> = operation.query.iter().map(|input| input.name.as_str()).collect();
        call.push_str(&format!(
            "    // {MARK}: make it an `Endpoint` that overrides `request`; these inputs go to the query: {}\n",
            names.join(", ")
        ));
    }
    if operation.method != "GET" {
        call.push_str(&format!(
            "    // {MARK}: `const LOOKUP`, where a read shows what the call did; see campaigns/activate.rs\n"
        ));
    }
    call
}
