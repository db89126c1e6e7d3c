//! How far the finder or the verifier is.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use outreach_model::lenient::Text;

/// How far it is
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct State {
    /// complete, in_progress, not_found or not_verified
    identifier: Option<String>,
    description: Option<Text>,
}

/// As it is said: in an object, or in the word alone.
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
        // The vendor's newer searches say `in progress` and `in_progress` alike.
        Ok(Self { identifier: identifier.map(|Text(word)| word.trim().replace(' ', "_")), description })
    }
}
