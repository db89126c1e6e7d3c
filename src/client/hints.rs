//! What to do next after a refusal, by what the call names: which list gives the ids of an input.

use outreach_model::{ids, vendor::Vendor};
use serde_json::{Map, Value};

/// What precedes the kind of object in the name of an input that holds ids.
const ID_SUFFIXES: [&str; 4] = ["_ids", "_id", "_uuid", "_hash"];

/// The tool that lists the objects whose ids this input takes, or that the vendor calls so: `owner`, `list_id`.
pub(super) fn list_for(vendor: &Vendor, input: &str) -> Option<String> {
    let object = ID_SUFFIXES.into_iter().find_map(|suffix| input.strip_suffix(suffix)).unwrap_or(input);
    let object = match object {
        "owner" | "sender" => "user",
        // Only steps of campaigns are written.
        "step" | "previous_step" => "campaign_step",
        object => object,
    };
    let reads = vendor.toolsets.iter().flat_map(|toolset| toolset.actions).filter(|read| read.about.effect.is_read());
    let lists: Vec<&str> = reads.filter_map(|read| read.about.name.strip_prefix("list_")).collect();
    let objects = format!("{object}s");
    let is_whole = |list: &&&str| **list == objects;
    let is_kind = |list: &&&str| list.strip_suffix(&objects).is_some_and(|kind| kind.ends_with('_'));
    let is_part = |list: &&&str| list.strip_prefix(&objects).is_some_and(|rest| rest.starts_with('_'));
    let found =
        lists.iter().find(is_whole).or_else(|| lists.iter().find(is_kind)).or_else(|| lists.iter().find(is_part));
    found.map(|list| format!("{}_list_{list}", vendor.id))
}

/// What to check where the vendor finds nothing and these inputs hold ids. A sentence or two. `schema` is the one of the call's inputs.
pub(super) fn check_ids(vendor: &Vendor, schema: Option<&Map<String, Value>>, inputs: &[String]) -> String {
    let schema_of = |input: &str| schema?.get("properties")?.get(input)?.as_object();
    let hints = inputs.iter().map(|input| {
        // The kind of the id tells which tool gives it, or that none does; an input of no kind goes by its name.
        let kind = schema_of(input).filter(|schema| ids::identifies(schema).is_some());
        let tool = match kind {
            Some(kind) => ids::given_by(kind).map(str::to_owned),
            None => list_for(vendor, input),
        };
        match tool {
            Some(list) if list.contains("_list_") => format!("Check `{input}`: {list} gives the ids there are."),
            Some(tool) => format!("Check `{input}`: {tool} gives it."),
            None => format!("Check `{input}`."),
        }
    });
    hints.collect::<Vec<_>>().join(" ")
}

/// Which list gives the id, where the vendor's words say that there is no object of the given one: "owner must exist".
pub(super) fn take_id(vendor: &Vendor, words: &str) -> Option<String> {
    let words = words.to_ascii_lowercase();
    let named = words.split(';').find_map(|message| {
        let (before, _) = message.split_once(" must exist")?;
        before.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').rfind(|word| !word.is_empty())
    })?;
    Some(format!("Take the id from {} and call again.", list_for(vendor, named)?))
}
