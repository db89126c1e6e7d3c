//! Texts that answers showed cut, so that none is written back as if it were whole.

use std::hash::{DefaultHasher, Hash, Hasher};

use outreach_model::{
    brief::{CUT, SHORTENED},
    error::{ErrorKind, Failure},
};
use serde_json::{Map, Value};

use crate::cache::{Cache, Lifetime};

/// How many are remembered.
const MAX_TEXTS: usize = 20_000;

/// The cut texts of the latest answers, by their hashes. Clones share them.
#[derive(Clone)]
pub(crate) struct CutTexts(Cache<u64, ()>);

impl Default for CutTexts {
    fn default() -> Self {
        Self(Cache::new(MAX_TEXTS, Lifetime::Unlimited))
    }
}

impl CutTexts {
    /// Remembers what an answer shows cut. A text that it shows whole is not taken for a cut one any more.
    pub(crate) fn note(&self, answer: &Map<String, Value>) {
        let is_cut = answer.contains_key(SHORTENED);
        answer.values().for_each(|value| {
            any_text(value, &mut String::new(), &mut |text| {
                let key = key(text);
                if is_cut {
                    self.0.insert(key, ())
                } else {
                    self.0.remove_if(&key, |()| true)
                }
                false
            });
        });
    }

    /// Refuses the inputs of a write where one of them is a text that was shown cut.
    ///
    /// # Errors
    ///
    /// Names the input.
    pub(crate) fn check(&self, inputs: &Value) -> Result<(), Failure> {
        let mut path = String::new();
        let found = any_text(inputs, &mut path, &mut |text| self.0.get(&key(text)).is_some());
        if !found {
            return Ok(());
        }
        let message = format!(
            "`{}` is the beginning of a longer text, as an answer showed it: the rest would be lost. Nothing was sent. Read the \
             text whole with `detail`: \"full\" (where that cuts it too, by itself, with `fields`), and pass it whole.",
            path.trim_start_matches('.')
        );
        Err(Failure::new(ErrorKind::InvalidInput, message))
    }
}

fn key(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// Whether `is` is true of a text in a value that ends as a cut one does; `path` then leads to it.
fn any_text(value: &Value, path: &mut String, is: &mut impl FnMut(&str) -> bool) -> bool {
    let length = path.len();
    match value {
        Value::String(text) => text.ends_with(CUT) && is(text),
        Value::Array(items) => items.iter().enumerate().any(|(at, item)| {
            path.truncate(length);
            path.push_str(&format!("[{at}]"));
            any_text(item, path, is)
        }),
        Value::Object(object) => object.iter().any(|(name, value)| {
            path.truncate(length);
            path.push('.');
            path.push_str(name);
            any_text(value, path, is)
        }),
        _ => false,
    }
}
