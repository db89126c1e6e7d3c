//! Rust types for the schemas of a description: strict ones for inputs, lenient ones for answers.

use std::collections::BTreeSet;

use serde_json::Value;

use super::MARK;
use crate::{
    description::{Description, Input},
    names::{self, camel, singular},
};

/// Which side of a call a type is on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// What a caller passes.
    Input,
    /// What the vendor answers: every field is optional and read leniently.
    Answer,
}

/// Writes types, and remembers what has to be declared for them.
pub struct Types<'a> {
    pub description: &'a Description,
    taken: BTreeSet<String>,
    /// The types that were declared, by their schema.
    known: Vec<(Side, Value, String)>,
    declarations: Vec<String>,
}

/// Instantly's objects that have a type already: those of `objects/`.
const OBJECTS: &[&str] = &["Campaign", "Email", "Lead", "LeadList"];

/// Other names that the prelude or the language has taken.
const TAKEN: &[&str] = &[
    "About",
    "Answer",
    "BTreeMap",
    "Call",
    "CampaignOutputs",
    "Cursor",
    "Effect",
    "Endpoint",
    "Failure",
    "Flag",
    "Int",
    "Err",
    "List",
    "Look",
    "Lookup",
    "Map",
    "Match",
    "Named",
    "NamedText",
    "None",
    "Nothing",
    "Num",
    "Ok",
    "Option",
    "Outputs",
    "Page",
    "PageSize",
    "Plain",
    "Recipients",
    "Repeat",
    "RepliesTo",
    "Request",
    "Result",
    "Rows",
    "Scalar",
    "Sender",
    "Shown",
    "Some",
    "String",
    "Text",
    "Untrusted",
    "Url",
    "Value",
    "Vec",
    "Verbatim",
];

impl<'a> Types<'a> {
    pub fn new(description: &'a Description) -> Self {
        let taken = OBJECTS.iter().chain(TAKEN).map(|name| (*name).to_owned()).collect();
        Self { description, taken, known: Vec::new(), declarations: Vec::new() }
    }

    /// Keeps this name from being given to another type.
    pub fn take(&mut self, name: &str) {
        self.taken.insert(name.to_owned());
    }

    /// The declarations of all types that were written.
    pub fn declarations(&self) -> String {
        self.declarations.join("\n")
    }

    /// The fields of the type `owner`.
    pub fn fields(&mut self, side: Side, owner: &str, inputs: &[Input<'_>]) -> String {
        let mut used = BTreeSet::new();
        let mut fields = String::new();
        for input in inputs {
            let (mut name, mut rename) = names::field(&input.name);
            // `lookAlike` and `look_alike` are two.
            while !used.insert(name.clone()) {
                name = format!("{}_too", name.trim_start_matches("r#"));
                rename = Some(input.name.clone());
            }
            let rename = rename.map(|rename| format!("    #[serde(rename = {rename:?})]\n")).unwrap_or_default();
            let (before, type_name) = self.field(side, owner, input);
            let visibility = if side == Side::Input { "" } else { "pub " };
            fields.push_str(&format!("{before}{rename}    {visibility}{name}: {type_name},\n"));
        }
        fields
    }

    /// The doc comment, attributes and type of a field.
    fn field(&mut self, side: Side, owner: &str, input: &Input<'_>) -> (String, String) {
        let type_name = self.type_of(side, owner, &input.name, input.schema);
        let (schema, _) = self.description.resolve(input.schema);
        let (type_name, role) = match side {
            Side::Input => with_role(&input.name, type_name),
            Side::Answer => (type_name, String::new()),
        };
        let required = side == Side::Input && input.required && !is_nullable(schema);
        let type_name = if required { type_name } else { format!("Option<{type_name}>") };
        let mut text = input.text.trim().to_owned();
        // The list's cursor and page size say themselves what they are.
        if type_name == "Option<PageSize>" || type_name == "Option<Cursor>" {
            return (String::new(), type_name);
        }
        let (values, is_enum) = values(schema);
        let declared =
            self.declarations.iter().any(|declaration| declaration.contains(&format!("enum {} ", bare(&type_name))));
        if is_enum && !declared {
            let stop = if text.is_empty() || text.ends_with('.') { "" } else { "." };
            text = format!("{text}{stop} Values: {values}").trim().to_owned();
        }
        if text.is_empty() && side == Side::Input {
            text.clone_from(&input.name);
        }
        let attributes = if side == Side::Input { format!("{role}{}", limits(schema)) } else { String::new() };
        let mark = if text.is_empty() { String::new() } else { format!("{MARK}: {text}") };
        (format!("{}{attributes}", doc("    ", &mark)), type_name)
    }

    /// The type for a schema at the field `name` of the type `owner`.
    pub fn type_of(&mut self, side: Side, owner: &str, name: &str, schema: &Value) -> String {
        let (resolved, reference) = self.description.resolve(schema);
        let input = side == Side::Input;
        if let Some(name) = reference {
            return self.object(side, owner, name, schema);
        }
        let one_of = ["anyOf", "oneOf"].iter().find_map(|key| resolved[key].as_array());
        if let Some(branches) = one_of.filter(|_| !resolved["properties"].is_object()) {
            let known: Vec<&Value> = branches.iter().filter(|branch| branch["type"] != "null").collect();
            return match known.as_slice() {
                [only] => self.type_of(side, owner, name, only),
                _ => "Value".to_owned(),
            };
        }
        let types = types(resolved);
        match types.as_slice() {
            ["string"] if input && name == "starting_after" => "Cursor".to_owned(),
            ["integer"] if input && name == "limit" && resolved["minimum"] == 1 && resolved["maximum"] == 100 => {
                "PageSize".to_owned()
            }
            ["string"] if input && name == "esg_code" => "NamedText<MailGateway>".to_owned(),
            ["string"] if input && is_text_enum(resolved) => self.text_enum(owner, name, resolved),
            ["string"] => if input { "String" } else { "Text" }.to_owned(),
            ["boolean"] => if input { "bool" } else { "Flag" }.to_owned(),
            ["integer"] => if input { "i64" } else { "Int" }.to_owned(),
            ["number"] if resolved["enum"].as_array().is_some_and(|values| values.iter().all(Value::is_i64)) => {
                // Of these a person reads the names.
                "Named<compile_error!(\"the set of numbers.rs that has these values\")>".to_owned()
            }
            ["number"] => "Num".to_owned(),
            ["array"] => {
                let item = match &resolved["items"] {
                    Value::Object(_) => self.type_of(side, owner, &singular(name), &resolved["items"]),
                    _ => "Value".to_owned(),
                };
                format!("Vec<{item}>")
            }
            ["object"] | [] if self.description.properties(resolved).next().is_some() => {
                self.object(side, owner, name, schema)
            }
            ["object"] => match &resolved["additionalProperties"] {
                values @ Value::Object(of) if !of.is_empty() => {
                    let values = self.type_of(side, owner, &singular(name), values);
                    format!("BTreeMap<String, {values}>")
                }
                _ => "Map<String, Value>".to_owned(),
            },
            several if !several.is_empty() && !several.contains(&"object") && !several.contains(&"array") => {
                "Scalar".to_owned()
            }
            _ => "Value".to_owned(),
        }
    }

    /// Declares a struct for an object, unless it has a type already.
    pub fn object(&mut self, side: Side, owner: &str, name: &str, schema: &Value) -> String {
        let (resolved, reference) = self.description.resolve(schema);
        if let Some(known) = reference.filter(|name| side == Side::Answer && OBJECTS.contains(name)) {
            return known.to_owned();
        }
        if let Some(known) = self.declared(side, resolved) {
            return known;
        }
        let type_name = self.free_name(owner, name);
        self.known.push((side, shape(resolved), type_name.clone()));
        // Declared before its fields are, so that it stands above the types of those.
        let place = self.declarations.len();
        self.declarations.push(String::new());
        let description = self.description;
        let given = |property: &Input<'_>| match side {
            Side::Input => property.schema["readOnly"] != true,
            // Every output of a tool has `success` already.
            Side::Answer => name != "Answered" || property.name != "success",
        };
        let properties: Vec<Input<'_>> = description.properties(resolved).filter(given).collect();
        let fields = self.fields(side, &type_name, &properties);
        let note = if reference.is_some() {
            format!("// {MARK}: move to `objects/` once a second action has it\n")
        } else {
            String::new()
        };
        let untrusted = if side == Side::Answer && fields.contains("Text>") {
            format!("// {MARK}: make `Untrusted<…>` what a third party may have written\n")
        } else {
            String::new()
        };
        let declaration = format!("{note}{untrusted}#[derive(JsonSchema)]\npub struct {type_name} {{\n{fields}}}\n");
        if let Some(declared) = self.declarations.get_mut(place) {
            *declared = declaration;
        }
        type_name
    }

    /// Declares an enum for a closed set of texts.
    fn text_enum(&mut self, owner: &str, name: &str, schema: &Value) -> String {
        if let Some(known) = self.declared(Side::Input, schema) {
            return known;
        }
        let type_name = self.free_name(owner, name);
        self.known.push((Side::Input, shape(schema), type_name.clone()));
        let values = schema["enum"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let mut known = BTreeSet::new();
        let variants: String = values
            .map(|value| {
                // The text of a value says more than a number does.
                let said = schema["x-enumDescriptions"][value].as_str().filter(|said| said.len() < 30);
                let is_word = value.starts_with(|first: char| first.is_ascii_alphabetic());
                let mut variant = camel(said.filter(|_| !is_word).unwrap_or(value));
                if variant.is_empty() || variant == "Self" || !known.insert(variant.clone()) {
                    variant = format!("Value{}", known.len());
                    known.insert(variant.clone());
                }
                format!("    #[serde(rename = {value:?})]\n    {variant},\n")
            })
            .collect();
        self.declarations.push(format!("#[derive(JsonSchema)]\npub enum {type_name} {{\n{variants}}}\n"));
        type_name
    }

    /// The type that was declared for the same schema.
    fn declared(&self, side: Side, schema: &Value) -> Option<String> {
        let shape = shape(schema);
        let known = self.known.iter().find(|(of, other, _)| *of == side && *other == shape);
        known.map(|(_, _, name)| name.clone())
    }

    /// A type name for a field: its own, with the owner's before it where that is taken.
    fn free_name(&mut self, owner: &str, name: &str) -> String {
        let own = camel(name);
        let mut free = if self.taken.contains(&own) { format!("{owner}{own}") } else { own };
        while self.taken.contains(&free) {
            free.push('X');
        }
        self.take(&free);
        free
    }
}

/// The schema without what is said of it at one place only.
fn shape(schema: &Value) -> Value {
    let fields = schema.as_object().into_iter().flatten();
    let kept = fields.filter(|(key, _)| !matches!(key.as_str(), "description" | "title" | "default"));
    Value::Object(kept.map(|(key, value)| (key.clone(), value.clone())).collect())
}

/// Doc comments with this text, in lines of at most 120 characters.
pub fn doc(indent: &str, text: &str) -> String {
    let mut lines = String::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && indent.len() + line.len() + word.len() + 5 > 120 {
            lines.push_str(&format!("{indent}/// {line}\n"));
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if !line.is_empty() {
        lines.push_str(&format!("{indent}/// {line}\n"));
    }
    lines
}

/// The types that a schema allows, without null.
fn types(schema: &Value) -> Vec<&str> {
    let types = match &schema["type"] {
        Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
        Value::String(only) => vec![only.as_str()],
        _ => Vec::new(),
    };
    types.into_iter().filter(|word| *word != "null").collect()
}

fn is_nullable(schema: &Value) -> bool {
    let null = |schema: &Value| schema["type"] == "null";
    schema["type"].as_array().is_some_and(|types| types.contains(&"null".into()))
        || ["anyOf", "oneOf"].iter().any(|key| schema[key].as_array().is_some_and(|branches| branches.iter().any(null)))
}

/// Whether it is a closed set of texts that is small enough to be listed in every conversation.
fn is_text_enum(schema: &Value) -> bool {
    schema["enum"]
        .as_array()
        .is_some_and(|values| (1..=30).contains(&values.len()) && values.iter().any(Value::is_string))
}

/// The values of an enum with their texts, and whether it is one.
fn values(schema: &Value) -> (String, bool) {
    let texts = schema["x-enumDescriptions"].as_object();
    let values: Vec<String> = match schema["enum"].as_array() {
        Some(values) => values
            .iter()
            .filter(|value| !value.is_null())
            .map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
            .collect(),
        None => texts.into_iter().flatten().map(|(value, _)| value.clone()).collect(),
    };
    let said = values.iter().map(|value| match texts.and_then(|texts| texts.get(value)?.as_str()) {
        Some(text) => format!("{value} {text}"),
        None => value.clone(),
    });
    (said.collect::<Vec<_>>().join(", "), !values.is_empty())
}

/// Inputs of Instantly whose role is known from other actions.
const ROLES: &[(&str, &[&str])] = &[
    ("Recipients", &["bcc_address_email_list", "cc_address_email_list", "contacts", "lead", "lead_email"]),
    ("Sender", &["assigned_to", "eaccount", "email_list", "owned_by"]),
    ("Url", &["website"]),
];

/// The type of an input with its role for the guard, or else a mark where its name suggests that it has one.
fn with_role(name: &str, type_name: String) -> (String, String) {
    let bare = bare(&type_name) == "String";
    match ROLES.iter().find(|(_, names)| bare && names.contains(&name)) {
        Some((role, _)) if type_name == "String" => ((*role).to_owned(), String::new()),
        Some((role, _)) => (format!("{role}<{type_name}>"), String::new()),
        None => {
            let suggestive = ["account", "domain", "email", "owner", "recipient", "url", "user"];
            let suggests = bare && suggestive.iter().any(|word| name.contains(word));
            let question = format!("    // {MARK}: Recipients<…>, Sender<…>, Url<…> or none of them?\n");
            (type_name, if suggests { question } else { String::new() })
        }
    }
}

/// The attributes for a schema's limits.
fn limits(schema: &Value) -> String {
    let pairs = |low: &str, high: &str| {
        let limit = |key: &str, word: &str| schema[key].as_i64().map(|value| format!("{word} = {value}"));
        let limits: Vec<String> = [limit(low, "min"), limit(high, "max")].into_iter().flatten().collect();
        (!limits.is_empty()).then(|| limits.join(", "))
    };
    let length = pairs("minLength", "maxLength")
        .or_else(|| pairs("minItems", "maxItems"))
        .map(|limits| format!("length({limits})"));
    let range = pairs("minimum", "maximum").map(|limits| format!("range({limits})"));
    [length, range].into_iter().flatten().map(|limit| format!("    #[schemars({limit})]\n")).collect()
}

/// `Option<Vec<T>>` is `T`.
fn bare(type_name: &str) -> &str {
    type_name.rsplit('<').next().unwrap_or(type_name).trim_end_matches('>')
}
