//! The checked-in schemas, compiled into the program.
//! Listing reads these, because making the schemas of all tools from their types takes too long for every start.

/// Owner and name of a tool, and its input and output schema as JSON text, in the order of the first.
static SCHEMAS: &[(&str, &str, &str)] = include!(concat!(env!("OUT_DIR"), "/schemas.rs"));

/// What the names of copies in the benchmark's catalogue have before their number.
#[cfg(feature = "synthetic-catalogue")]
pub(super) const COPY: &str = "_copy";

/// The input and output schema of a tool; `None` for a tool whose file is not there yet.
pub(super) fn schemas(owner: &str, name: &str) -> Option<(&'static str, &'static str)> {
    // A copy has the schemas of its original.
    #[cfg(feature = "synthetic-catalogue")]
    let name = name.split(COPY).next().unwrap_or(name);
    let key = format!("{owner}/{name}");
    let at = SCHEMAS.binary_search_by_key(&key.as_str(), |(key, ..)| key).ok()?;
    let (_, input, output) = SCHEMAS.get(at)?;
    Some((input, output))
}
