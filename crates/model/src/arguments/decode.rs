//! Decodes the arguments of a call into the types of its inputs, and says which of them cannot be decoded.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::{error::Failure, json_path};

/// The typed inputs of coerced arguments.
///
/// # Errors
///
/// [`Failure::invalid_input`], where a type is stricter than its schema can express.
pub fn decode<T: DeserializeOwned>(settled: Value) -> Result<T, Failure> {
    // By way of text, as answers: each type then has one decoder, and an error has a position.
    let decode = |given: &Value| serde_json::to_vec(given).and_then(|text| serde_json::from_slice(&text));
    decode(&settled).map_err(|error| undecodable(&settled, &error, &|given| decode(given).err()))
}

/// Says which of the arguments cannot be decoded and why, where `error` is why all of them cannot; `decode` says that of others.
fn undecodable(
    settled: &Value,
    error: &serde_json::Error,
    decode: &dyn Fn(&Value) -> Option<serde_json::Error>,
) -> Failure {
    let problem = without_position(error);
    let is_about = |name: &str| {
        let mut others = settled.clone();
        let removed = others.as_object_mut().and_then(|others| others.shift_remove(name));
        removed.is_some() && decode(&others).is_none_or(|error| without_position(&error) != problem)
    };
    let path = json_path::path_of(&serde_json::to_vec(settled).unwrap_or_default(), error);
    let path = match path.split(['.', '[']).next() {
        _ if problem.starts_with("missing field") => None,
        Some(name) if is_about(name) => Some(path.as_str()),
        // An input that is flattened into the others is decoded behind them, so that the position is that of the last.
        _ => settled.as_object().into_iter().flat_map(Map::keys).map(String::as_str).find(|name| is_about(name)),
    };
    // "`domain` must be a domain" is a sentence; other problems follow a colon.
    let named = path.map(|path| format!("`{path}`{} ", if problem.starts_with("must ") { "" } else { ":" }));
    Failure::invalid_input(format!(
        "{}{problem}. Nothing was sent; correct it and call again.",
        named.unwrap_or_default()
    ))
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
        sort: Option<String>,
    }

    #[test]
    fn an_error_names_the_input_and_not_a_place_in_a_text() {
        let table = [
            (json!({ "id": 1, "domains": ["a.b", "c"], "sort": "x" }), "`domains[1]` must be a domain."),
            (json!({ "id": -1, "sort": "x" }), "`id`: invalid value: integer `-1`, expected u32."),
            (json!({ "id": 1, "of": "a", "page": 2, "sort": "x" }), "`of` must be a domain."),
            (json!({ "page": 5_000_000_000_u64, "id": 1, "domains": [] }), "`page`: invalid value: integer"),
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
