//! Finds the path of a position in a JSON text. A decoder that tracks the path while it reads would be a second copy of the code
//! for every type, and decoders are most of the program's size; so the path is found afterwards, where decoding failed.

/// An open object or array.
enum Frame {
    /// With the key that was read last, where a value follows it.
    Object(Option<String>),
    /// With the index of the current item, where one has begun.
    Array(Option<usize>),
}

/// The path (`items[0].email`) of the value that the first `end` bytes of the text end in or behind; empty for the root.
pub(crate) fn path_at(text: &[u8], end: usize) -> String {
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
