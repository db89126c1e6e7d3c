//! A text that the vendor encodes as JSON twice, and how a text is quoted to a person.

use outreach_model::{arguments::truncate, lenient::Text, schema::JsonSchema};
use serde::{Deserialize, Deserializer, Serialize};

// A text, or a JSON string within the text: `"\"Hello\""` for `Hello`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(transparent)]
#[schemars(inline)]
pub(crate) struct Quoted(pub(crate) String);

impl<'de> Deserialize<'de> for Quoted {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Text(text) = Text::deserialize(deserializer)?;
        let inner = text.trim().strip_prefix('"').and_then(|text| text.strip_suffix('"'));
        // Leniently: the vendor's own example has an escape that JSON does not have.
        let unquoted = inner.and_then(|_| outreach_model::response::decode(text.trim().as_bytes()).ok());
        Ok(Self(unquoted.unwrap_or(text)))
    }
}

/// So much of a text is shown to a person.
const MAX_SHOWN_CHARS: usize = 300;

/// A name or a text that somebody has written, on one line and in backticks, for a person who is to agree.
pub(crate) fn on_one_line(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_control() || c == '`' { ' ' } else { c }).collect();
    format!("`{}`", truncate(&text.split_whitespace().collect::<Vec<_>>().join(" "), MAX_SHOWN_CHARS))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Quoted;

    #[test]
    fn one_layer_of_json_quotes_is_removed() {
        let table = [
            (json!("\"Special content for you\""), "Special content for you"),
            (json!("\"<p>Lorem \\\"ipsum\\\"<\\/p>\\n\""), "<p>Lorem \"ipsum\"</p>\n"),
            (json!("\"<\\p>Lorem<\\/p>\""), "<p>Lorem</p>"),
            (json!("\"\\u0416\""), "Ж"),
            (json!("Plain"), "Plain"),
            (json!("\"One\" and \"two\""), "\"One\" and \"two\""),
            (json!("\""), "\""),
            (json!("\"\""), ""),
            (json!(""), ""),
            (json!(7), "7"),
        ];
        for (given, read) in table {
            let text: Quoted = serde_json::from_value(given.clone()).unwrap();
            assert_eq!(text.0, read, "{given}");
        }
    }
}
