//! The program's list of actions, and the only file that reads it from the program's internals.
//!
//! What the binary prints is read from the binary (`tools --json` and `schemas`); only the facts that it does not print are
//! taken from its internals, by [`unlisted`].

use std::{collections::HashMap, process::Command, sync::OnceLock};

use outreach_mcp::{guard::canonical_hash, service::tool::ToolDefinition};
use outreach_model::{
    echo, effect::Effect, error::Failure, registered::RegisteredAction, schemas::Schemas, tool::Listing,
    vendor::CatalogueEntry,
};
use outreach_vendors::catalogue;
use serde_json::{Map, Value};

/// An action, as the program has it.
#[derive(Clone, Debug)]
pub struct Action {
    pub vendor: String,
    pub name: String,
    /// `<vendor>_<name>`: the tool's name where several vendors are set up.
    pub tool: String,
    /// The toolset's qualified name: `instantly.leads`.
    pub toolset: String,
    pub title: String,
    pub description: String,
    pub effect: String,
    /// Estimated tokens of name, description and input schema.
    pub tokens: u64,
    pub annotations: Value,
    pub input_schema: Value,
    pub output_schema: Value,
    pub unlisted: Unlisted,
}

/// Facts of an action that no output of the binary shows.
#[derive(Clone, Debug)]
pub struct Unlisted {
    /// The vendor's page on the call.
    pub docs: &'static str,
    /// What a write can set off besides, as its inputs do not say.
    pub sets_off: Option<&'static str>,
    /// For writes: how to find out whether a call without an answer was carried out.
    pub verify: Option<&'static str>,
    /// The least that a call of it can do, where its inputs decide.
    pub min_effect: &'static str,
    /// The effect that every call has, where its inputs decide which others.
    pub base: Option<&'static str>,
    /// Every effect that calls can have, mildest first.
    pub effects: Vec<&'static str>,
    /// For writes: why its effect is the worst.
    pub why: &'static str,
    /// Whether the same call twice does twice the harm.
    pub doubles: bool,
    /// Whether the same call again goes on where the one before ended.
    pub goes_on: bool,
    /// Whether a read finds out what became of a call without an answer.
    pub has_lookup: bool,
    /// What a call costs, if it does.
    pub price: Option<&'static str>,
    /// The scope that a key needs, where the vendor names one.
    pub scope: Option<&'static str>,
    /// Whether its toolset is listed where nobody asks for it.
    pub is_listed: bool,
    /// Whether every call only stops mail.
    pub suppresses: bool,
    /// The method of its call.
    pub method: String,
    /// The path template of its call, with `{input}` for inputs, without the vendor's prefix.
    pub path: &'static str,
    pub pages: Option<Pages>,
}

/// How a list is continued.
#[derive(Clone, Copy, Debug)]
pub struct Pages {
    /// The output that holds the page's items.
    pub items: &'static str,
    /// The output that says where the next page starts.
    pub next: &'static str,
    /// The input that takes it.
    pub cursor: &'static str,
    /// The input that sets the size of a page, where there is one.
    pub size: Option<&'static str>,
}

/// Inputs that the write guard adds to an action's own.
const GUARD_INPUTS: [&str; 2] = ["idempotency_key", "confirm_token"];

/// Inputs that say what is read of an answer, which a read has beside its own.
pub const READING_INPUTS: [&str; 6] = ["fields", "detail", "body_preview_chars", "max_items", "cursor", "count_only"];

/// What an answer says of what was read, beside its own outputs.
pub const READING_OUTPUTS: [&str; 6] = ["has_more", "cursor", "left_out", "note", "truncated", "shortened"];

impl Action {
    /// Whether it reads a list.
    pub fn is_list(&self) -> bool {
        self.name.starts_with("list_") || self.name.starts_with("search_")
    }

    pub fn is_read(&self) -> bool {
        self.effect == "read"
    }

    /// Whether a call can have this effect: the greatest, or the least where its inputs decide.
    pub fn may(&self, effect: &str) -> bool {
        self.effect == effect || self.unlisted.min_effect == effect
    }

    /// Whether some calls are enabled where these effects are permitted.
    pub fn is_enabled_by(&self, permitted: &[&str]) -> bool {
        let is_permitted = |effect: &&str| permitted.contains(effect);
        self.unlisted.base.as_ref().is_none_or(is_permitted) && self.unlisted.effects.iter().any(is_permitted)
    }

    /// The inputs that the path of its call takes.
    pub fn path_inputs(&self) -> Vec<&'static str> {
        let segments = self.unlisted.path.split('/');
        segments.filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}')).collect()
    }

    /// The action's inputs with their schemas, without those that are added to them.
    pub fn inputs(&self) -> Map<String, Value> {
        let inputs = self.input_schema["properties"].as_object().unwrap().iter();
        let own = inputs.filter(|(name, _)| ![&GUARD_INPUTS[..], &READING_INPUTS].concat().contains(&name.as_str()));
        own.map(|(name, schema)| (name.clone(), schema.clone())).collect()
    }

    /// The names of the inputs that a call must have.
    pub fn required(&self) -> Vec<&str> {
        let required = self.input_schema.get("required").and_then(Value::as_array);
        required.into_iter().flatten().map(|name| name.as_str().unwrap()).collect()
    }

    /// The keys that an output may have, those of a failure included.
    pub fn outputs(&self) -> &Map<String, Value> {
        self.output_schema["properties"].as_object().unwrap()
    }
}

/// Every action of every vendor, in the program's order.
pub fn actions() -> &'static [Action] {
    static ACTIONS: OnceLock<Vec<Action>> = OnceLock::new();
    ACTIONS.get_or_init(read)
}

/// The actions of one vendor.
pub fn actions_of(vendor: &str) -> impl Iterator<Item = &'static Action> {
    actions().iter().filter(move |action| action.vendor == vendor)
}

/// The server's own tool.
pub const OWN_TOOL: &str = "resolve_outcome";

/// The names that `tools/list` has with an account at this vendor alone: those of its actions that are listed by default, without the
/// vendor, and the server's own tools'; sorted.
pub fn listed_at(vendor: &str) -> Vec<&'static str> {
    listed(actions_of(vendor).map(|action| (action.name.as_str(), action.unlisted.is_listed)))
}

/// The names that `tools/list` has with an account at every vendor; sorted.
pub fn listed_everywhere() -> Vec<&'static str> {
    listed(actions().iter().map(|action| (action.tool.as_str(), action.unlisted.is_listed)))
}

/// The names that `tools/list` has with an account at every vendor where every toolset is listed; sorted.
pub fn all_everywhere() -> Vec<&'static str> {
    sorted(actions().iter().map(|action| action.tool.as_str()))
}

/// The tools that are made of vendors' actions: the toolset `outreach`.
pub const OUTREACH: [&str; 7] = [
    "campaign_report",
    "check_suppression",
    "enrol_verified",
    "find_and_verify",
    "find_person",
    "inbox",
    "suppress_everywhere",
];

/// The tools by which those are called that are not listed.
pub const HELPERS: [&str; 3] = ["call_read_tool", "call_write_tool", "find_tools"];

fn listed(actions: impl Iterator<Item = (&'static str, bool)>) -> Vec<&'static str> {
    let (listed, others): (Vec<_>, Vec<_>) = actions.partition(|(_, is_listed)| *is_listed);
    let helpers = HELPERS.into_iter().filter(|_| !others.is_empty());
    sorted(listed.into_iter().map(|(name, _)| name).chain(helpers))
}

fn sorted(names: impl Iterator<Item = &'static str>) -> Vec<&'static str> {
    let mut names: Vec<&str> = names.chain([OWN_TOOL]).chain(OUTREACH).collect();
    names.sort_unstable();
    names
}

/// The names in the result of a `tools/list`.
pub fn names(result: &Value) -> Vec<&str> {
    let tools = result["tools"].as_array().unwrap_or_else(|| panic!("a list of tools, got {result}"));
    tools.iter().map(|tool| tool["name"].as_str().unwrap()).collect()
}

/// The action of a tool's qualified name.
pub fn action(tool: &str) -> &'static Action {
    actions().iter().find(|action| action.tool == tool).unwrap_or_else(|| panic!("`{tool}` is no action"))
}

/// The vendors' ids, in the program's order.
pub fn vendors() -> Vec<&'static str> {
    static VENDORS: OnceLock<Vec<&str>> = OnceLock::new();
    let read = || {
        let mut vendors: Vec<&str> = actions().iter().map(|action| action.vendor.as_str()).collect();
        vendors.dedup();
        vendors
    };
    VENDORS.get_or_init(read).clone()
}

/// The schema files of the server's own tools, those that are listed only where others are not included; sorted by name.
pub fn own_tools() -> &'static [Value] {
    static SCHEMAS: OnceLock<Vec<Value>> = OnceLock::new();
    SCHEMAS.get_or_init(|| {
        schema_files(|folder| {
            let files = std::fs::read_dir(folder.join("outreach")).unwrap().map(|file| file.unwrap().path());
            let mut files: Vec<_> = files.collect();
            files.sort();
            files.iter().map(|file| serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap()).collect()
        })
    })
}

/// The vendor's name as people write it.
pub fn title_of(vendor: &str) -> &'static str {
    catalogue::VENDORS.iter().find(|known| known.id == vendor).unwrap().title
}

/// The schema file of the server's own tool.
pub fn resolve_outcome() -> &'static Value {
    static SCHEMA: OnceLock<Value> = OnceLock::new();
    SCHEMA.get_or_init(|| schema_files(|folder| read_schema(folder, "outreach/resolve_outcome")))
}

fn binary(arguments: &[&str]) -> Vec<u8> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_outreach-mcp"));
    command.env_clear().env("HOME", "/no-such-home").env("OUTREACH_STORE", "memory").args(arguments);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// Reads what `outreach-mcp schemas` writes.
fn schema_files<T>(read: impl FnOnce(&std::path::Path) -> T) -> T {
    let folder = tempfile::tempdir().unwrap();
    binary(&["schemas", "--out", folder.path().to_str().unwrap()]);
    read(folder.path())
}

fn read_schema(folder: &std::path::Path, name: &str) -> Value {
    serde_json::from_slice(&std::fs::read(folder.join(format!("{name}.json"))).unwrap()).unwrap()
}

fn read() -> Vec<Action> {
    let listed: Vec<Value> =
        serde_json::from_slice(&binary(&["tools", "--json", "--tool-names", "qualified"])).unwrap();
    schema_files(|folder| {
        unlisted()
            .map(|(vendor, name, unlisted)| {
                let tool = format!("{vendor}_{name}");
                let row = listed.iter().find(|row| row["name"] == tool).unwrap_or_else(|| panic!("{tool} is listed"));
                let schema = read_schema(folder, &format!("{vendor}/{name}"));
                let text = |value: &Value| value.as_str().unwrap().to_owned();
                assert_eq!(row["vendor"], vendor, "{tool}");
                Action {
                    vendor: vendor.to_owned(),
                    name: name.to_owned(),
                    toolset: text(&row["toolset"]),
                    title: text(&row["title"]),
                    description: text(&schema["description"]),
                    effect: text(&row["effect"]),
                    tokens: row["tokens"].as_u64().unwrap(),
                    annotations: schema["annotations"].clone(),
                    input_schema: schema["inputSchema"].clone(),
                    output_schema: schema["outputSchema"].clone(),
                    unlisted,
                    tool,
                }
            })
            .collect()
    })
}

type Entries = HashMap<String, (&'static RegisteredAction, Schemas)>;

/// The program's own entries, with the schemas that arguments are checked against, by tool.
fn entries() -> &'static Entries {
    static ENTRIES: OnceLock<Entries> = OnceLock::new();
    ENTRIES.get_or_init(|| {
        let schemas = |entry: CatalogueEntry| ToolDefinition::Action(entry).schemas();
        let actions = catalogue::actions();
        actions.map(|entry| (entry.qualified_name(), (entry.action, schemas(entry)))).collect()
    })
}

/// The input schema that a tool's arguments are checked against: the published one with what is not meant for clients.
pub fn check_schema(tool: &str) -> &'static Map<String, Value> {
    &entries()[tool].1.input
}

/// Reads arguments as a call of this tool does, up to its request, which is dropped.
pub fn prepare(tool: &str, arguments: Map<String, Value>) -> Result<(), Failure> {
    let (action, schemas) = &entries()[tool];
    action.prepare(schemas, arguments).map(drop)
}

/// The effect of a call with these arguments.
pub fn effect_of(tool: &str, arguments: Map<String, Value>) -> Result<&'static str, Failure> {
    let (action, schemas) = &entries()[tool];
    action.prepare(schemas, arguments).map(|prepared| prepared.effect.word())
}

/// All effects of a call with these arguments, the worst first.
pub fn effects_of(tool: &str, arguments: Map<String, Value>) -> Vec<&'static str> {
    let (action, schemas) = &entries()[tool];
    match action.prepare(schemas, arguments.clone()) {
        Ok(prepared) => prepared.effects().map(Effect::word).collect(),
        Err(failure) => panic!("{tool} {arguments:?}: {}", failure.message),
    }
}

/// Whether a call with these arguments only stops mail, so that it is under no limit.
pub fn only_stops_mail(tool: &str, arguments: Map<String, Value>) -> bool {
    let (action, schemas) = &entries()[tool];
    action.prepare(schemas, arguments).is_ok_and(|prepared| prepared.suppresses)
}

/// What a call with these arguments is compared with others by: one hash for one intent.
pub fn intent_of(tool: &str, arguments: Map<String, Value>) -> Result<String, Failure> {
    let entry = catalogue::actions().find(|entry| entry.qualified_name() == tool).unwrap();
    let (action, schemas) = &entries()[tool];
    let prepared = action.prepare(schemas, arguments)?;
    let hash = canonical_hash(&entry, schemas, &prepared);
    Ok(hash.unwrap_or_else(|failure| panic!("{tool} {}: {}", prepared.arguments, failure.message)))
}

/// The inputs without which calls of a write take in more.
pub fn narrowed_by(tool: &str) -> &'static [&'static str] {
    entries()[tool].0.about.narrowed_by
}

/// The inputs of a write that its answer repeats, each with the field of the answered object.
pub fn repeated(tool: &str) -> Vec<(String, String)> {
    let (action, schemas) = &entries()[tool];
    let found = echo::repeated(&action.about, &action.call, &schemas.input, &schemas.output);
    found.into_iter().map(|repeated| (repeated.input, repeated.field)).collect()
}

/// The inputs of a write whose field of the same name is no repetition, with the reasons.
pub fn unlike(tool: &str) -> &'static [(&'static str, &'static str)] {
    entries()[tool].0.about.echo.unlike
}

/// Whether a call with these arguments only stops mail.
pub fn suppresses(tool: &str, arguments: Map<String, Value>) -> bool {
    let (action, schemas) = &entries()[tool];
    action.prepare(schemas, arguments).is_ok_and(|prepared| prepared.suppresses)
}

/// Vendor, name and unlisted facts of every action, from the program's internals.
fn unlisted() -> impl Iterator<Item = (&'static str, &'static str, Unlisted)> {
    catalogue::actions().map(|entry| {
        let about = &entry.action.about;
        let pages = about.pages.map(|pages| Pages {
            items: pages.items,
            next: pages.next,
            cursor: pages.cursor,
            size: pages.size,
        });
        let effects: Vec<&str> = entry.action.effects.iter().map(|effect| effect.word()).collect();
        let unlisted = Unlisted {
            docs: about.docs,
            sets_off: entry.action.sets_off.map(|sets_off| sets_off.effect.word()),
            verify: about.verify,
            min_effect: entry.action.base.map_or(effects[0], Effect::word),
            base: entry.action.base.map(Effect::word),
            effects,
            why: about.why,
            doubles: entry.action.doubles(),
            goes_on: entry.action.goes_on(),
            has_lookup: entry.action.lookup.is_some(),
            price: about.price,
            scope: about.scope,
            is_listed: entry.action.listing == Listing::Core,
            suppresses: about.suppresses,
            method: entry.action.call.method().to_string(),
            path: entry.action.call.path(),
            pages,
        };
        (entry.vendor.id, about.name, unlisted)
    })
}
