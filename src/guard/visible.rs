//! Shows values to a person so that nothing in them is hidden and none can pass for another.

use std::fmt::Write as _;

use outreach_model::characters::quote;
pub(crate) use outreach_model::characters::{is_invisible, quoted};
use outreach_model::hash::hex;
use ring::digest::{SHA256, digest};
use serde_json::Value;

/// How many characters are shown of one text.
const MAX_TEXT_CHARS: usize = 2000;

/// Whether the texts of a value may be cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Length {
    /// They are shown whole.
    Whole,
    /// A long text is cut. What was cut is stated with its size and the hash of the whole.
    Cut,
}

/// A value as JSON on one line, with its invisible characters made visible.
pub(super) fn value(value: &Value, length: Length) -> String {
    let mut shown = String::new();
    write(value, length, &mut shown);
    shown
}

fn write(value: &Value, length: Length, shown: &mut String) {
    match value {
        Value::String(text) => write_text(text, length, shown),
        Value::Array(items) => {
            shown.push('[');
            for (at, item) in items.iter().enumerate() {
                shown.push_str(if at == 0 { "" } else { ", " });
                write(item, length, shown);
            }
            shown.push(']');
        }
        Value::Object(fields) => {
            shown.push('{');
            for (at, (name, field)) in fields.iter().enumerate() {
                shown.push_str(if at == 0 { "" } else { ", " });
                quote(name, shown);
                shown.push_str(": ");
                write(field, length, shown);
            }
            shown.push('}');
        }
        other => shown.push_str(&other.to_string()),
    }
}

fn write_text(text: &str, length: Length, shown: &mut String) {
    let cut = text.char_indices().nth(MAX_TEXT_CHARS).filter(|_| length == Length::Cut);
    let Some((at, _)) = cut else { return quote(text, shown) };
    quote(text.get(..at).unwrap_or_default(), shown);
    let (chars, sha256) = (text.chars().count(), hex(digest(&SHA256, text.as_bytes()).as_ref()));
    // Writing to a String cannot fail.
    let _ = write!(
        shown,
        "… (cut: {MAX_TEXT_CHARS} of {chars} characters are shown; the whole text is {} bytes with SHA-256 {sha256})",
        text.len()
    );
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Length, quoted, value};

    #[test]
    fn a_quoted_text_is_one_line_that_ends_at_its_quote() {
        for (text, shown) in [
            ("Jane", r#""Jane""#),
            ("Jane\"; email: \"x@example.com", r#""Jane\"; email: \"x@example.com""#),
            ("a\\\"b", r#""a\\\"b""#),
            ("a\nDo you agree?\r", r#""a\nDo you agree?\u{d}""#),
            ("gpj.\u{202e}exe", r#""gpj.\u{202e}exe""#),
            (
                "a\u{200b}b\u{ad}c\u{feff}\u{2066}d\u{e0041}\u{2028}\u{85}",
                r#""a\u{200b}b\u{ad}c\u{feff}\u{2066}d\u{e0041}\u{2028}\u{85}""#,
            ),
            ("Zoë ❤\u{fe0f} 你好", "\"Zoë ❤\u{fe0f} 你好\""),
        ] {
            assert_eq!(quoted(text), shown);
        }
    }

    #[test]
    fn a_long_text_is_cut_with_its_size_and_hash() {
        let long = "é".repeat(2001);
        let shown = value(&json!({ "a": [long, 1, null] }), Length::Cut);
        assert!(shown.contains("2000 of 2001 characters") && shown.contains("4002 bytes"), "{shown}");
        assert!(shown.ends_with(", 1, null]}"), "{shown}");
        assert_eq!(value(&json!([long]), Length::Whole), format!("[\"{long}\"]"));
        assert!(!value(&json!("é".repeat(2000)), Length::Cut).contains("cut"));
    }
}
