//! Writes the text of a large result into a response without the copies that the SDK would make of it on the runtime's thread.
//!
//! The handler gives the SDK a result with a mark in place of the text, and keeps the text beside the request. The response's body
//! puts it where the mark is, as a string piece by piece. [`super::as_text`] does the same for the other transports.

use std::{
    collections::VecDeque,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll, ready},
};

use axum::body::{Body, Bytes};
use http_body::{Body as HttpBody, Frame, SizeHint};
use memchr::{memchr2, memmem};

use super::as_text::IS_ERROR;
use crate::client::Room;

/// So much of the text is written as a JSON string at once.
const PIECE_BYTES: usize = 64 * 1024;

/// The large text of the answer to one HTTP request, as an extension of the request.
#[derive(Clone)]
pub(super) struct LargeText {
    mark: Arc<str>,
    /// A JSON object.
    text: Arc<Mutex<Option<Bytes>>>,
}

/// What is to be written.
enum Piece {
    /// As it is.
    Plain(Bytes),
    /// Within a JSON string.
    Quoted(Bytes),
}

impl LargeText {
    pub(super) fn new() -> Self {
        Self { mark: uuid::Uuid::new_v4().to_string().into(), text: Arc::default() }
    }

    /// Keeps the text of a JSON object, and returns what stands for it.
    pub(super) fn keep(&self, object: String) -> String {
        *self.text.lock().unwrap_or_else(PoisonError::into_inner) = Some(object.into());
        self.mark.to_string()
    }

    /// A body in which the text is in its place, and which keeps `room` until it is written or dropped.
    pub(super) fn fill(self, body: Body, room: Room) -> Body {
        Body::new(Filled { body, text: self, pieces: VecDeque::new(), _room: room })
    }

    /// The pieces of a frame that has the mark.
    fn pieces(&self, frame: &Bytes) -> Option<[Piece; 5]> {
        let mut kept = self.text.lock().unwrap_or_else(PoisonError::into_inner);
        kept.as_ref()?;
        let quoted = format!("\"{}\"", self.mark);
        let at = memmem::find(frame, quoted.as_bytes())?;
        let after = at + quoted.len();
        let error_at = after + memmem::find(frame.get(after..)?, IS_ERROR.as_bytes())?;
        let object = kept.take()?;
        let before = [frame.get(..at)?, b"\"".as_slice()].concat().into();
        let between = [b"\"", frame.get(after..error_at)?, b"\"structuredContent\":"].concat().into();
        let last = [b",".as_slice(), frame.get(error_at..)?].concat().into();
        let (quoted, object) = (Piece::Quoted(object.clone()), Piece::Plain(object));
        Some([Piece::Plain(before), quoted, Piece::Plain(between), object, Piece::Plain(last)])
    }

    fn is_kept(&self) -> bool {
        self.text.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }
}

struct Filled {
    body: Body,
    text: LargeText,
    /// What is to be written before the body goes on.
    pieces: VecDeque<Piece>,
    _room: Room,
}

impl Filled {
    /// What is written next of the pieces.
    fn next_piece(&mut self) -> Option<Bytes> {
        Some(match self.pieces.pop_front()? {
            Piece::Plain(bytes) => bytes,
            Piece::Quoted(mut bytes) => {
                let piece = bytes.split_to(PIECE_BYTES.min(bytes.len()));
                if !bytes.is_empty() {
                    self.pieces.push_front(Piece::Quoted(bytes));
                }
                quoted(&piece)
            }
        })
    }
}

/// A part of compact JSON as part of a JSON string. Control characters are escaped in JSON already.
fn quoted(json: &[u8]) -> Bytes {
    let mut quoted = Vec::with_capacity(json.len() + json.len() / 4);
    let mut rest = json;
    while let Some((before, after)) = memchr2(b'"', b'\\', rest).and_then(|at| rest.split_at_checked(at)) {
        quoted.extend_from_slice(before);
        let Some((escaped, after)) = after.split_first() else { break };
        quoted.extend_from_slice(&[b'\\', *escaped]);
        rest = after;
    }
    quoted.extend_from_slice(rest);
    quoted.into()
}

impl HttpBody for Filled {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        if let Some(data) = self.next_piece() {
            return Poll::Ready(Some(Ok(Frame::data(data))));
        }
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        if let Some(Ok(frame)) = &frame
            && let Some(data) = frame.data_ref()
            && let Some(pieces) = self.text.pieces(data)
        {
            self.pieces.extend(pieces);
            let first = self.next_piece().unwrap_or_default();
            return Poll::Ready(Some(Ok(Frame::data(first))));
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.pieces.is_empty() && self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        if self.pieces.is_empty() && !self.text.is_kept() { self.body.size_hint() } else { SizeHint::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn json_in_pieces_is_a_string_of_it() {
        let json = r#"{"a":"\"\\\n\u0001ü","b":["c\\"]}"#;
        for at in 0..json.len() {
            let (first, second) = json.as_bytes().split_at(at);
            let text = [b"\"", quoted(first).as_ref(), quoted(second).as_ref(), b"\""].concat();
            assert_eq!(serde_json::from_slice::<String>(&text).unwrap(), json, "{at}");
        }
    }
}
