//! This program's entry in a client's configuration.

use std::path::PathBuf;

use clap::Arg;
use outreach_model::vendor::{Setting, Vendor};
use serde_json::{Map, Value, json};

use super::client::Format;
use crate::config::{arguments, boolean, is_placeholder, variable};

/// The name of this server in every client.
pub(super) const NAME: &str = "outreach";

/// The name of the packages that hold this program.
pub(super) const PACKAGE: &str = "outreach-mcp";

/// What the client starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The absolute path of this program, since the `PATH` of a client often differs from the shell's; or what starts it.
    pub(crate) command: PathBuf,
    /// What `command` takes to start this program, where that is not the program itself.
    pub(crate) launch: Vec<String>,
    /// This program's arguments.
    pub(crate) args: Vec<String>,
    /// Environment variables, each with a value or a placeholder such as `<your Instantly API v2 key>`.
    pub(crate) env: Vec<(String, String)>,
    /// For a client that connects to a server.
    pub(crate) server: Server,
}

/// A server that the client connects to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Server {
    /// Where the client reaches it.
    pub(crate) endpoint: String,
    /// Arguments of `serve`.
    pub(crate) args: Vec<String>,
    /// Whether it asks for a token.
    pub(crate) has_token: bool,
    /// Whether that is said by an argument; otherwise a variable holds it.
    pub(crate) has_token_file: bool,
}

impl Default for Server {
    /// `outreach-mcp serve` with default options.
    fn default() -> Self {
        let endpoint = "http://127.0.0.1:8080/mcp".to_owned();
        Self { endpoint, args: Vec::new(), has_token: false, has_token_file: false }
    }
}

impl Entry {
    /// What `command` is started with.
    pub(super) fn all_args(&self) -> Vec<String> {
        self.launch.iter().chain(&self.args).cloned().collect()
    }

    /// The arguments over those that an existing entry has: what was said replaces the same option there, and the rest of it is
    /// kept. Of the arguments of another program, only this program's options are kept: they may be what restricts agents.
    pub(super) fn args_over(&self, existing: &[String]) -> Vec<String> {
        let said = Words::read(&self.args);
        // What follows the program's name, where the entry starts it by another program.
        let own = existing.iter().position(|arg| arg == PACKAGE).and_then(|at| existing.get(at + 1..));
        let existing = Words::read(own.unwrap_or(existing));
        let known = arguments();
        let in_variables = |long: &str| {
            let id = known.iter().find(|arg| arg.get_long() == Some(long)).map(|arg| arg.get_id().to_string());
            id.is_some_and(|id| self.env.iter().any(|(name, _)| *name == variable(&id)))
        };
        let is_ours = existing.0.iter().all(|word| word.option.is_some() || word.text == ["stdio"]);
        let mut words: Vec<Word> = Vec::new();
        for word in existing.0 {
            match &word.option {
                Some(option) if in_variables(option) => {}
                Some(option) => match said.0.iter().find(|other| other.option.as_ref() == Some(option)) {
                    Some(other) if !words.contains(other) => words.push(other.clone()),
                    Some(_) => {}
                    None => words.push(word),
                },
                None if is_ours => words.push(word),
                None => {}
            }
        }
        let new: Vec<Word> = said.0.into_iter().filter(|word| !words.contains(word)).collect();
        self.launch.iter().cloned().chain(words.into_iter().chain(new).flat_map(|word| word.text)).collect()
    }

    /// The entry as it may be shown: with a placeholder for the password of a database.
    pub(crate) fn without_passwords(&self) -> Self {
        let hidden = |(name, value): &(String, String)| {
            let password = url::Url::parse(value).ok().and_then(|url| url.password().map(str::to_owned));
            let value = match password.filter(|password| !password.is_empty()) {
                Some(password) => value.replacen(&format!(":{password}@"), ":<password>@", 1),
                None => value.clone(),
            };
            (name.clone(), value)
        };
        Self { env: self.env.iter().map(hidden).collect(), ..self.clone() }
    }
}

/// Arguments of an entry, each option with its value.
struct Words(Vec<Word>);

#[derive(Clone, PartialEq)]
struct Word {
    /// The long name, where it is one of this program's options.
    option: Option<String>,
    text: Vec<String>,
}

impl Words {
    fn read(args: &[String]) -> Self {
        let known = arguments();
        let (mut words, mut args) = (Vec::new(), args.iter());
        while let Some(arg) = args.next() {
            let mut text = vec![arg.clone()];
            let name = arg.strip_prefix("--").map(|long| long.split_once('=').map_or(long, |(name, _)| name));
            let option = known.iter().find(|known| name.is_some() && known.get_long() == name);
            // Options whose value may be left out take it after `=`, or as on or off.
            let takes = |option: &Arg, next: &String| !option.is_require_equals_set() || boolean(next).is_ok();
            let next = args
                .clone()
                .next()
                .filter(|next| option.is_some_and(|option| !arg.contains('=') && takes(option, next)));
            if let Some(next) = next {
                text.push(next.clone());
                args.next();
            }
            let verbose = arg.strip_prefix('-').is_some_and(|v| !v.is_empty() && v.chars().all(|c| c == 'v'));
            let option = option.and_then(|option| option.get_long()).map(str::to_owned);
            words.push(Word { option: option.or_else(|| verbose.then(|| "verbose".to_owned())), text });
        }
        Self(words)
    }
}

/// Fields of an entry that connects to a server instead of starting one. An entry cannot do both.
pub(super) const REMOTE_FIELDS: [&str; 9] = [
    "url",
    "serverUrl",
    "httpUrl",
    "headers",
    "transport",
    "oauth",
    "http_headers",
    "env_http_headers",
    "bearer_token_env_var",
];

/// The variables to set in an existing entry that has the variables `existing` (`None` for a value that is not text).
///
/// Values replace what is there; placeholders do not replace values. Where the owner has filled in any variable, no placeholder
/// is added either: a missing variable then belongs to a vendor that is not used, or its key comes from a file
/// (`<name>_FILE`).
pub(super) fn variables_to_set<'e>(entry: &'e Entry, existing: &[(String, Option<String>)]) -> Vec<(&'e str, &'e str)> {
    let filled = |value: &Option<String>| !value.as_deref().is_some_and(is_placeholder);
    let anything_filled = existing.iter().any(|(_, value)| filled(value));
    entry
        .env
        .iter()
        .filter(|(name, value)| match existing.iter().find(|(known, _)| known == name) {
            Some((_, Some(known))) if known == value => false,
            _ if !is_placeholder(value) => true,
            Some((_, known)) => !filled(known),
            None => !anything_filled,
        })
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

/// The value of a variable as a client has it: a reference to an input in place of a placeholder, where the client asks for keys.
pub(super) fn variable_value(format: &Format, name: &str, value: &str) -> String {
    match format.has_inputs && is_placeholder(value) {
        true => format!("${{input:{}}}", input_id(name)),
        false => value.to_owned(),
    }
}

fn input_id(variable: &str) -> String {
    format!("{NAME}-{}", variable.to_lowercase().replace('_', "-"))
}

/// The inputs that the variables of an entry refer to, each with its id:
/// <https://code.visualstudio.com/docs/copilot/reference/mcp-configuration#_input-variables-for-sensitive-data>
pub(super) fn inputs(format: &Format, entry: &Entry) -> Vec<(String, Value)> {
    let keys = entry.env.iter().filter(|(_, value)| format.has_inputs && is_placeholder(value));
    keys.map(|(name, value)| {
        let id = input_id(name);
        let what = value.trim_start_matches("<your ").trim_end_matches('>');
        let description = format!("{what} (leave it empty if you do not use it)");
        (id.clone(), json!({ "type": "promptString", "id": id, "description": description, "password": true }))
    })
    .collect()
}

/// The variable of a vendor's key with a placeholder, which a person replaces.
pub(crate) fn placeholder(vendor: &Vendor, setting: &Setting) -> (String, String) {
    let own = setting.variable.strip_prefix(&format!("{}_", vendor.id.to_uppercase())).unwrap_or(setting.variable);
    let words = own.to_lowercase().replace('_', " ").replace("api ", "API ");
    (setting.variable.to_owned(), format!("<your {} {words}>", vendor.title))
}

/// The fields of the entry in their usual order, as this client has them.
pub(super) fn fields(format: &Format, entry: &Entry, args: &[String]) -> Map<String, Value> {
    let mut fields = Map::new();
    if let Some(kind) = format.types.first() {
        fields.insert("type".to_owned(), (*kind).into());
    }
    let command = entry.command.to_string_lossy();
    if format.is_one_list {
        let words: Vec<&str> = std::iter::once(&*command).chain(args.iter().map(String::as_str)).collect();
        fields.insert("command".to_owned(), words.into());
    } else {
        fields.insert("command".to_owned(), command.into());
        fields.insert("args".to_owned(), args.into());
    }
    if !entry.env.is_empty() {
        let env: Map<String, Value> =
            entry.env.iter().map(|(name, value)| (name.clone(), variable_value(format, name, value).into())).collect();
        fields.insert(format.env.to_owned(), env.into());
    }
    fields
}
