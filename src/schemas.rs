//! The checked-in schemas, compiled into the program.
//! Listing reads what clients see, because making the schemas of all tools from their types takes too long for every start. A
//! release also checks calls and answers by what is checked in, since the code that makes schemas from types would be much of it.

use std::{borrow::Cow, sync::Arc};

use miniz_oxide::inflate;
use outreach_model::schemas::{Schemas, TypeSchemas};
use serde_json::{Map, Value};

/// The input and output schema of a tool as clients see them, as JSON text.
enum Published {
    /// Of a tool that is listed by default.
    Text(&'static str, &'static str),
    /// Of another: where in [`PACKED`] both are, and how long the first is.
    Packed(usize, usize, usize),
}

/// What clients see of a tool, by its owner and name, in the order of these.
static PUBLISHED: &[(&str, Published)] = include!(concat!(env!("OUT_DIR"), "/published.rs"));

/// Input and output schemas one after the other, those of each tool compressed.
static PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/published.deflate"));

/// What its calls and answers are checked by: owner and name, and where in [`CHECKS`] its schemas are.
static CHECKS_AT: &[(&str, usize, usize)] = include!(concat!(env!("OUT_DIR"), "/checks.rs"));

/// Objects with `input` and `output`, each compressed.
static CHECKS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/checks.deflate"));

/// What the names of copies in the benchmark's catalogue have before their number.
#[cfg(feature = "synthetic-catalogue")]
pub(crate) const COPY: &str = "_copy";

/// The name by which a tool's schemas are found.
fn key(owner: &str, name: &str) -> String {
    // A copy has the schemas of its original.
    #[cfg(feature = "synthetic-catalogue")]
    let name = name.split(COPY).next().unwrap_or(name);
    format!("{owner}/{name}")
}

/// The input and output schema of a tool as clients see them; `None` for a tool whose file is not there yet.
pub(crate) fn published(owner: &str, name: &str) -> Option<(Cow<'static, str>, Cow<'static, str>)> {
    let key = key(owner, name);
    let at = PUBLISHED.binary_search_by_key(&key.as_str(), |(key, _)| key).ok()?;
    Some(match PUBLISHED.get(at)? {
        (_, Published::Text(input, output)) => (Cow::Borrowed(*input), Cow::Borrowed(*output)),
        (_, Published::Packed(start, end, length)) => {
            let mut input = String::from_utf8(inflate::decompress_to_vec(PACKED.get(*start..*end)?).ok()?).ok()?;
            let output = input.get(*length..)?.to_owned();
            input.truncate(*length);
            (Cow::Owned(input), Cow::Owned(output))
        }
    })
}

/// What the calls and answers of a tool are checked by: from its types, where this is a development build, else from its file.
pub(crate) fn of(owner: &str, name: &str, types: &TypeSchemas) -> Schemas {
    types.make().or_else(|| checked_in(owner, name)).unwrap_or_default()
}

/// What is in the file of a tool. The files are all there: a test compares them with the types.
fn checked_in(owner: &str, name: &str) -> Option<Schemas> {
    let key = key(owner, name);
    let at = CHECKS_AT.binary_search_by_key(&key.as_str(), |(key, ..)| key).ok()?;
    let (_, start, end) = CHECKS_AT.get(at)?;
    let text = inflate::decompress_to_vec(CHECKS.get(*start..*end)?).ok()?;
    let mut file: Map<String, Value> = serde_json::from_slice(&text).ok()?;
    let mut part = |name: &str| match file.get_mut(name).map(Value::take) {
        Some(Value::Object(schema)) => schema,
        _ => Map::new(),
    };
    Some(Schemas { input: part("input"), output: Arc::new(part("output")) })
}

#[cfg(test)]
mod tests {
    use outreach_vendors::catalogue;
    use serde_json::Value;

    #[test]
    fn every_action_has_its_file_as_its_types_say() {
        for entry in catalogue::actions() {
            let checked_in = super::checked_in(entry.vendor.id, entry.action.about.name);
            let checked_in = checked_in.unwrap_or_else(|| panic!("{}: no file", entry.qualified_name()));
            let Some(made) = entry.action.types.make() else { continue };
            assert_eq!(Value::from(checked_in.to_file()), Value::from(made.to_file()), "{}", entry.qualified_name());
        }
    }
}
