//! Decodes the answers to one call, large ones off the runtime's thread.

use outreach_model::{about::Poll, registered::ResponseDecoder, remarks::Received};
use serde_json::{Map, Value};

use super::large::{is_large, work_on};

/// The decoder of a call.
pub(super) struct Decoding {
    /// Absent only while it works.
    decoder: Option<Box<dyn ResponseDecoder>>,
    is_large: bool,
}

const DEFECT: &str = "the decoder is in use";

impl Decoding {
    pub(super) fn new(decoder: Box<dyn ResponseDecoder>) -> Self {
        Self { decoder: Some(decoder), is_large: false }
    }

    /// See [`ResponseDecoder::decode`].
    pub(super) async fn decode(&mut self, body: Vec<u8>, received: Received) -> Result<Option<Poll>, String> {
        let mut decoder = self.decoder.take().ok_or(DEFECT)?;
        self.is_large = is_large(body.len());
        let (decoder, next) = work_on(self.is_large, move || {
            let next = decoder.decode(&body, received);
            (decoder, next)
        })
        .await;
        self.decoder = Some(decoder);
        next
    }

    /// See [`ResponseDecoder::outputs`].
    pub(super) async fn outputs(self) -> Result<Map<String, Value>, String> {
        let decoder = self.decoder.ok_or(DEFECT)?;
        work_on(self.is_large, move || decoder.outputs()).await
    }
}
