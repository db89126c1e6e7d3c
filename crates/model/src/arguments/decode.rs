//! Decodes the arguments of a call into the types of its inputs, and says which of them cannot be decoded.

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::error::Failure;

/// The typed inputs of coerced arguments.
///
/// # Errors
///
/// [`Failure::invalid_input`], where a type is stricter than its schema can express.
pub fn decode<T: DeserializeOwned>(settled: Value) -> Result<T, Failure> {
    // By way of text, as answers: each type then has one decoder.
    let decode = |given: &Value| serde_json::to_vec(given).and_then(|text| serde_json::from_slice::<T>(&text));
    decode(&settled).map_err(|error| {
        let decode = |given: &Value| decode(given).err().as_ref().map(without_position);
        undecodable(&settled, &without_position(&error), &decode)
    })
}

/// Says which of the arguments cannot be decoded and why: `problem`. `decode` says what is wrong with others.
///
/// The place is found by leaving parts out. Where the decoder stood does not tell it: an input that is flattened into its object is
/// decoded behind the others, and what a type says of an item comes at the end of its list.
fn undecodable(settled: &Value, problem: &str, decode: &dyn Fn(&Value) -> Option<String>) -> Failure {
    let (mut path, mut pointer) = (String::new(), String::new());
    while !problem.starts_with(MISSING)
        && let Some(part) = part_of(settled, &pointer, problem, decode)
    {
        match part {
            Part::Field(name) => {
                path.push_str(if path.is_empty() { "" } else { "." });
                path.push_str(&name);
                pointer.extend(["/", &name.replace('~', "~0").replace('/', "~1")]);
            }
            Part::Item(index) => {
                path.push_str(&format!("[{index}]"));
                pointer.push_str(&format!("/{index}"));
            }
        }
    }
    // "`domain` must be a domain" is a sentence; other problems follow a colon.
    let colon = if problem.starts_with("must ") { "" } else { ":" };
    let named = if path.is_empty() { String::new() } else { format!("`{path}`{colon} ") };
    Failure::invalid_input(format!("{named}{problem}. Nothing was sent; correct it and call again."))
}

/// How the decoder begins where a field is not there.
const MISSING: &str = "missing field";

/// A part of a value.
enum Part {
    Field(String),
    Item(usize),
}

/// The part of the value at `pointer` that the problem is of; `None` where it is of the whole value.
fn part_of(settled: &Value, pointer: &str, problem: &str, decode: &dyn Fn(&Value) -> Option<String>) -> Option<Part> {
    let changed = |change: &dyn Fn(&mut Value)| {
        let mut others = settled.clone();
        others.pointer_mut(pointer).into_iter().for_each(change);
        decode(&others)
    };
    match settled.pointer(pointer)? {
        Value::Object(fields) => {
            let without = |name: &String| {
                changed(&|value| {
                    value.as_object_mut().and_then(|fields| fields.shift_remove(name));
                })
            };
            let others: Vec<(&String, Option<String>)> = fields.keys().map(|name| (name, without(name))).collect();
            // That a field is missing now says nothing of it, unless no other one is the cause.
            let is_cured = |other: &Option<String>| other.as_ref().is_none_or(|other| !other.starts_with(MISSING));
            let mut changing = others.into_iter().filter(|(_, other)| other.as_deref() != Some(problem)).peekable();
            let first = changing.peek().map(|(name, _)| (*name).clone());
            changing.find(|(_, other)| is_cured(other)).map(|(name, _)| name.clone()).or(first).map(Part::Field)
        }
        Value::Array(items) => {
            let shows = |count: usize| {
                let fewer = changed(&|value| {
                    value.as_array_mut().into_iter().for_each(|items| items.truncate(count));
                });
                fewer.as_deref() == Some(problem)
            };
            // The first items are well, up to one.
            let indices: Vec<usize> = (0..items.len()).collect();
            let well = indices.partition_point(|index| !shows(index + 1));
            (well < items.len()).then_some(Part::Item(well))
        }
        _ => None,
    }
}

/// What a decoder says, without where in its text.
fn without_position(error: &serde_json::Error) -> String {
    let (message, position) = (error.to_string(), format!(" at line {} column {}", error.line(), error.column()));
    message.strip_suffix(&position).map_or_else(|| message.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Deserializer, de::Error};
    use serde_json::json;

    use super::decode;

    #[derive(Debug)]
    struct Domain;

    impl<'de> Deserialize<'de> for Domain {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let text = String::deserialize(deserializer)?;
            if text.contains('.') { Ok(Self) } else { Err(D::Error::custom("must be a domain")) }
        }
    }

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only whether it decodes counts")]
    struct Page {
        page: Option<u32>,
        of: Option<Domain>,
    }

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only whether it decodes counts")]
    struct Inputs {
        id: u32,
        #[serde(flatten)]
        page: Page,
        domains: Option<Vec<Domain>>,
        windows: Option<Vec<Page>>,
        sort: Option<String>,
    }

    #[test]
    fn an_error_names_the_input_and_not_a_place_in_a_text() {
        let table = [
            (json!({ "id": 1, "domains": ["a.b", "c"], "sort": "x" }), "`domains[1]` must be a domain."),
            (json!({ "id": -1, "sort": "x" }), "`id`: invalid value: integer `-1`, expected u32."),
            (json!({ "id": 1, "of": "a", "page": 2, "sort": "x" }), "`of` must be a domain."),
            (json!({ "page": 5_000_000_000_u64, "id": 1, "domains": [] }), "`page`: invalid value: integer"),
            (
                json!({ "id": 1, "windows": [{ "of": "a.b" }, { "page": 1, "of": "a" }] }),
                "`windows[1].of` must be a domain.",
            ),
            (json!({ "sort": "x" }), "missing field `id`."),
        ];
        for (given, expected) in table {
            let message = decode::<Inputs>(given.clone()).unwrap_err().message;
            assert!(message.starts_with(expected), "{given}: {message}");
            assert!(message.ends_with("Nothing was sent; correct it and call again."), "{message}");
            assert!(!message.contains("column"), "{message}");
        }
        assert!(decode::<Inputs>(json!({ "id": 1, "of": "a.b", "domains": ["c.d"] })).is_ok());
    }
}
