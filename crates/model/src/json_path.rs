//! Finds the path of a position in a JSON text. A decoder that tracks the path while it reads would be a second copy of the code
//! for every type, and decoders are most of the program's size; so the path is found afterwards, where decoding failed.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{
    Value,
    ser::{Formatter, Serializer},
};

/// An open object or array.
enum Frame {
    /// With the key that was read last, where a value follows it.
    Object(Option<String>),
    /// With the index of the current item, where one has begun.
    Array(Option<usize>),
}

/// The value as text, with a space behind each member and item. An error at a member's value is then told apart from one that is found at
/// the end of its object: only the latter is behind a space.
pub(crate) fn spaced(value: &Value) -> Vec<u8> {
    let mut text = Vec::new();
    // Writing a value to memory cannot fail.
    let _ = value.serialize(&mut Serializer::with_formatter(&mut text, Spaced));
    text
}

struct Spaced;

impl Formatter for Spaced {
    fn end_object_value<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b" ")
    }

    fn end_array_value<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b" ")
    }
}

/// The path of the value at which decoding a text of [`spaced`] failed; empty for the root.
pub(crate) fn path_of_spaced(text: &[u8], error: &serde_json::Error) -> String {
    let mut frames = frames_at(text, error.column());
    if text.get(..error.column()).is_some_and(|read| read.ends_with(b" ")) {
        // Nothing is wrong with the last member or item, but with what it is in.
        frames.pop();
    }
    path_through(frames)
}

/// The path (`items[0].email`) of the value that the first `end` bytes of the text end in or behind; empty for the root.
pub(crate) fn path_at(text: &[u8], end: usize) -> String {
    path_through(frames_at(text, end))
}

/// What is open after the first `end` bytes of the text.
fn frames_at(text: &[u8], end: usize) -> Vec<Frame> {
    let mut frames: Vec<Frame> = Vec::new();
    let mut rest = text.get(..end).unwrap_or(text);
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if !matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b',' | b']')
            && let Some(Frame::Array(index @ None)) = frames.last_mut()
        {
            *index = Some(0);
        }
        match byte {
            b'{' => frames.push(Frame::Object(None)),
            b'[' => frames.push(Frame::Array(None)),
            b'}' | b']' => {
                frames.pop();
            }
            b',' => match frames.last_mut() {
                Some(Frame::Object(key)) => *key = None,
                Some(Frame::Array(index)) => *index = index.map(|index| index + 1),
                None => {}
            },
            b'"' => {
                let length = string_length(rest);
                let (string, after) = rest.split_at(length);
                rest = after.split_first().map_or(after, |(_, after)| after);
                if let Some(Frame::Object(key @ None)) = frames.last_mut() {
                    *key = Some(String::from_utf8_lossy(string).into_owned());
                }
            }
            _ => {}
        }
    }
    frames
}

fn path_through(frames: Vec<Frame>) -> String {
    let mut path = String::new();
    for frame in frames {
        match frame {
            Frame::Object(Some(key)) if path.is_empty() => path.push_str(&key),
            Frame::Object(Some(key)) => path.extend([".", &key]),
            Frame::Array(Some(index)) => path.push_str(&format!("[{index}]")),
            Frame::Object(None) | Frame::Array(None) => {}
        }
    }
    path
}

/// How many bytes come before the quotation mark that ends a string.
fn string_length(text: &[u8]) -> usize {
    let mut escaped = false;
    let end = text.iter().position(|byte| match byte {
        b'"' if !escaped => true,
        b'\\' => {
            escaped = !escaped;
            false
        }
        _ => {
            escaped = false;
            false
        }
    });
    end.unwrap_or(text.len())
}

/// The path of the value at which decoding this text failed; empty for the root.
pub(crate) fn path_of(text: &[u8], error: &serde_json::Error) -> String {
    let Some(line) = error.line().checked_sub(1) else { return String::new() };
    let start: usize = text.split_inclusive(|byte| *byte == b'\n').take(line).map(<[u8]>::len).sum();
    path_at(text, start + error.column())
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde_json::json;

    use super::{path_of_spaced, spaced};

    #[derive(Debug, Deserialize)]
    #[serde(try_from = "String")]
    struct Short(#[expect(dead_code, reason = "only whether it decodes counts")] String);

    impl TryFrom<String> for Short {
        type Error = &'static str;

        fn try_from(text: String) -> Result<Self, Self::Error> {
            if text.len() < 4 { Ok(Self(text)) } else { Err("must be short") }
        }
    }

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only whether it decodes counts")]
    struct Row {
        name: Short,
        size: Option<u8>,
        #[serde(flatten)]
        more: More,
    }

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only whether it decodes counts")]
    struct More {
        note: Option<Short>,
    }

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only whether it decodes counts")]
    struct Inputs {
        rows: Vec<Row>,
        last: Option<u8>,
    }

    #[test]
    fn a_member_is_named_where_its_value_is_wrong_and_its_object_where_that_is() {
        for (inputs, path) in [
            (json!({ "rows": [], "last": 300 }), "last"),
            (json!({ "rows": [], "last": "x" }), "last"),
            (json!({ "last": 1 }), ""),
            (json!({ "rows": [{ "name": "a" }, { "name": "long" }], "last": 1 }), "rows[1].name"),
            (json!({ "rows": [{ "name": "a", "size": 300 }] }), "rows[0].size"),
            (json!({ "rows": [{ "name": "a" }, { "size": 3 }], "last": 1 }), "rows[1]"),
            (json!({ "rows": [{ "name": "a", "note": "long", "size": 3 }], "last": 1 }), "rows[0]"),
        ] {
            let text = spaced(&inputs);
            let error = serde_json::from_slice::<Inputs>(&text).unwrap_err();
            assert_eq!(path_of_spaced(&text, &error), path, "{inputs}: {error}");
        }
    }
}
