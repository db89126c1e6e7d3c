//! Reads standard input line by line, and keeps of a line that is too long only its id.

use std::io;

use memchr::{memchr, memmem};
use rmcp::model::RequestId;
use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};

/// The longest line that is read. Longer than the body of an HTTP request may be, since nobody but the user writes here.
const MAX_LINE_BYTES: usize = 16 * 1024 * 1024;
/// Of the beginning and the end of a longer line so much is searched for its id.
const SEARCHED_BYTES: usize = 1024;

/// Reads lines. [`Lines::next`] may be dropped at any time: what it has read of a line is kept.
pub(super) struct Lines<R> {
    input: BufReader<R>,
    line: Vec<u8>,
    /// Whether the line is too long: then its beginning was taken, and `line` holds its end.
    beginning: Option<Vec<u8>>,
}

pub(super) enum Line {
    Whole(Vec<u8>),
    /// A line that is too long, with the id of its message where that can be seen.
    TooLong(Option<RequestId>),
}

impl<R: AsyncRead + Unpin> Lines<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input: BufReader::new(input), line: Vec::new(), beginning: None }
    }

    /// The next line, without its line break; `None` at the end. The last line needs no line break.
    ///
    /// # Errors
    ///
    /// If the input cannot be read.
    pub(super) async fn next(&mut self) -> io::Result<Option<Line>> {
        loop {
            let read = self.input.fill_buf().await?;
            let end = memchr(b'\n', read);
            let (taken, has_ended) = (end.unwrap_or(read.len()), end.is_some() || read.is_empty());
            let is_last = read.is_empty();
            self.line.extend_from_slice(read.get(..taken).unwrap_or_default());
            self.input.consume(taken + usize::from(end.is_some()));
            if self.beginning.is_none() && self.line.len() > MAX_LINE_BYTES {
                let end = self.line.split_off(self.line.len() - SEARCHED_BYTES);
                self.line.truncate(SEARCHED_BYTES);
                self.line.shrink_to_fit();
                self.beginning = Some(std::mem::replace(&mut self.line, end));
            }
            if self.beginning.is_some() {
                let surplus = self.line.len().saturating_sub(SEARCHED_BYTES);
                self.line.drain(..surplus);
            }
            if !has_ended {
                continue;
            }
            let line = std::mem::take(&mut self.line);
            return Ok(match self.beginning.take() {
                Some(beginning) => {
                    Some(Line::TooLong(id_at_the_beginning(&beginning).or_else(|| id_at_the_end(&line))))
                }
                None if is_last && line.is_empty() => None,
                None => Some(Line::Whole(line)),
            });
        }
    }
}

/// The id where it stands before anything nested.
fn id_at_the_beginning(text: &[u8]) -> Option<RequestId> {
    let members = text.trim_ascii_start().strip_prefix(b"{")?;
    let nested = members.iter().position(|byte| matches!(byte, b'{' | b'['))?;
    let members = members.get(..nested)?;
    let after = members.get(memmem::find(members, ID)? + ID.len()..)?;
    serde_json::Deserializer::from_slice(after).into_iter().next()?.ok()
}

/// The id where it is the last member: what one brace ends belongs to the message itself.
fn id_at_the_end(text: &[u8]) -> Option<RequestId> {
    let members = text.trim_ascii_end().strip_suffix(b"}")?;
    serde_json::from_slice(members.get(memmem::rfind(members, ID)? + ID.len()..)?).ok()
}

/// Within a JSON string its quotes would be escaped.
const ID: &[u8] = b"\"id\":";

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Line, Lines, MAX_LINE_BYTES};

    #[tokio::test]
    async fn lines_are_whole_and_the_last_needs_no_break() {
        let mut lines = Lines::new(&b"one\n\ntwo\r\nthree"[..]);
        for expected in ["one", "", "two\r", "three"] {
            let Some(Line::Whole(line)) = lines.next().await.unwrap() else { panic!("no {expected}") };
            assert_eq!(String::from_utf8(line).unwrap(), expected);
        }
        assert!(lines.next().await.unwrap().is_none());
    }

    #[tokio::test]
    async fn a_line_that_is_too_long_has_the_id_of_its_message_and_of_no_other() {
        let fill = "x".repeat(MAX_LINE_BYTES + 1);
        let table = [
            (format!(r#"{{"jsonrpc":"2.0","id":7,"method":"m","params":{{"a":"{fill}"}}}}"#), json!(7)),
            (format!(r#"{{"jsonrpc": "2.0", "id": "a", "params": {{"a":"{fill}"}}}}"#), json!("a")),
            (format!(r#"{{"method":"m","params":{{"id":1,"a":"{fill}"}},"jsonrpc":"2.0","id":8}}"#), json!(8)),
            (format!(r#"{{"method":"m","params":{{"a":"{fill}","id":9}}}}"#), json!(null)),
            (format!(r#"{{"method":"\"id\":1","params":{{"a":"{fill}\"id\":9}}"}}}}"#), json!(null)),
            (fill.clone(), json!(null)),
        ];
        for (line, expected) in table {
            let text = format!("{line}\nnext\n");
            let mut lines = Lines::new(text.as_bytes());
            let Some(Line::TooLong(id)) = lines.next().await.unwrap() else { panic!("it is taken") };
            assert_eq!(json!(id), expected, "{}", line.replace(&fill, "…"));
            assert!(matches!(lines.next().await.unwrap(), Some(Line::Whole(line)) if line == b"next"));
        }
    }
}
