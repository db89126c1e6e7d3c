//! Whom answers named beside the hash by which they are paid for: a person who is to agree to that is shown it. No call reads it by the hash.

use serde_json::{Map, Value};

use crate::cache::{Cache, Lifetime};

/// How many are remembered.
const MAX_HASHES: usize = 5_000;

/// What follows from the end of a field's name: it holds such a hash.
const HASH: &str = "_hash";
/// The hash of a search, which stands beside nobody.
const OF_TASK: &str = "task_hash";

/// What tells people apart, in the order in which it is shown.
const TELLING: [&str; 7] = ["first_name", "last_name", "position", "job_title", "company", "location", "source_page"];

/// Those whom the latest answers named, by their hashes.
pub(crate) struct ShownPeople(Cache<String, Vec<(&'static str, String)>>);

impl Default for ShownPeople {
    fn default() -> Self {
        Self(Cache::new(MAX_HASHES, Lifetime::Unlimited))
    }
}

impl ShownPeople {
    /// Remembers whom the rows of an answer name.
    pub(crate) fn note(&self, outputs: &Map<String, Value>) {
        let rows = outputs.values().filter_map(Value::as_array).flatten().filter_map(Value::as_object);
        for row in rows {
            let hashes = row.iter().filter(|(name, _)| name.ends_with(HASH) && *name != OF_TASK);
            for hash in hashes.filter_map(|(_, hash)| hash.as_str()) {
                let text =
                    |value: &Value| value.as_str().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
                let telling = TELLING.into_iter().filter_map(|field| {
                    let value = row.get(field)?;
                    Some((field, text(value).or_else(|| text(value.get("name")?))?))
                });
                self.0.insert(hash.to_owned(), telling.collect());
            }
        }
    }

    /// What was said of whoever has this hash, field by field; `None` where no answer named them.
    pub(crate) fn of(&self, hash: &str) -> Option<Vec<(&'static str, String)>> {
        self.0.get(hash)
    }
}
