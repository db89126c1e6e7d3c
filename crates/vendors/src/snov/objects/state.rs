//! The state of a task of the finder or the verifier.

use outreach_model::{lenient::Text, schema::JsonSchema};
use serde::{Deserialize, Deserializer, Serialize};

/// How far it is
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub(crate) struct State {
    /// complete, in_progress, not_found or not_verified
    identifier: Option<String>,
    /// The same in Snov.io's words
    description: Option<Text>,
}

impl State {
    /// This one, which the vendor has no words for.
    pub(crate) fn of(identifier: &str) -> Self {
        Self { identifier: Some(identifier.to_owned()), description: None }
    }
}

/// As it is answered: an object, or its `identifier` alone.
#[derive(Deserialize)]
#[serde(untagged)]
enum Said {
    Both { identifier: Option<Text>, description: Option<Text> },
    Word(Text),
}

impl<'de> Deserialize<'de> for State {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (identifier, description) = match Said::deserialize(deserializer)? {
            Said::Both { identifier, description } => (identifier, description),
            Said::Word(word) => (Some(word), None),
        };
        // The vendor writes both `in progress` and `in_progress`.
        Ok(Self { identifier: identifier.map(|Text(word)| word.trim().replace(' ', "_")), description })
    }
}
