//! Writes the text of a large result into a response without the copies that the SDK would make of it on the runtime's thread.
//!
//! The handler gives the SDK a result with a mark in place of the text, and keeps the text, encoded off the runtime's thread, beside
//! the request. The response's body puts it where the mark is. [`super::as_text`] does the same for the other transports.

use std::{
    collections::VecDeque,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll, ready},
};

use axum::body::{Body, Bytes};
use http_body::{Body as HttpBody, Frame, SizeHint};
use memchr::memmem;

use super::as_text::IS_ERROR;
use crate::client::{Room, work_on};

/// The large text of the answer to one HTTP request, as an extension of the request.
#[derive(Clone)]
pub(super) struct LargeText {
    mark: Arc<str>,
    text: Arc<Mutex<Option<Encoded>>>,
}

/// A JSON object, as itself and as a JSON string.
struct Encoded {
    object: Bytes,
    string: Bytes,
}

impl LargeText {
    pub(super) fn new() -> Self {
        Self { mark: uuid::Uuid::new_v4().to_string().into(), text: Arc::default() }
    }

    /// Keeps the text of a JSON object, and returns what stands for it.
    pub(super) async fn keep(&self, object: String) -> String {
        let encoded = work_on(true, move || {
            // A text can always be written.
            let string = serde_json::to_vec(&object).unwrap_or_default().into();
            Encoded { object: object.into(), string }
        });
        let encoded = encoded.await;
        *self.text.lock().unwrap_or_else(PoisonError::into_inner) = Some(encoded);
        self.mark.to_string()
    }

    /// A body in which the text is in its place, and which keeps `room` until it is written or dropped.
    pub(super) fn fill(self, body: Body, room: Room) -> Body {
        Body::new(Filled { body, text: self, pieces: VecDeque::new(), _room: room })
    }

    /// The pieces of a frame that has the mark.
    fn pieces(&self, frame: &Bytes) -> Option<[Bytes; 5]> {
        let mut kept = self.text.lock().unwrap_or_else(PoisonError::into_inner);
        kept.as_ref()?;
        let quoted = format!("\"{}\"", self.mark);
        let at = memmem::find(frame, quoted.as_bytes())?;
        let after = at + quoted.len();
        let error_at = after + memmem::find(frame.get(after..)?, IS_ERROR.as_bytes())?;
        let Encoded { object, string } = kept.take()?;
        let structured = Bytes::from_static(b"\"structuredContent\":");
        let between = [frame.get(after..error_at)?, structured.as_ref()].concat().into();
        let last = [b",".as_slice(), frame.get(error_at..)?].concat().into();
        Some([frame.slice(..at), string, between, object, last])
    }

    fn is_kept(&self) -> bool {
        self.text.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }
}

struct Filled {
    body: Body,
    text: LargeText,
    /// What is to be written before the body goes on.
    pieces: VecDeque<Bytes>,
    _room: Room,
}

impl HttpBody for Filled {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        if let Some(piece) = self.pieces.pop_front() {
            return Poll::Ready(Some(Ok(Frame::data(piece))));
        }
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        if let Some(Ok(frame)) = &frame
            && let Some(data) = frame.data_ref()
            && let Some(pieces) = self.text.pieces(data)
        {
            self.pieces.extend(pieces.into_iter().filter(|piece| !piece.is_empty()));
            let first = self.pieces.pop_front().unwrap_or_default();
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
