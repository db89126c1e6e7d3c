//! Reads the body of a request, with a limit on its size and on its time.

use std::time::Duration;

use axum::body::{Body, Bytes};
use http_body::Body as _;

/// How long a client may take to send the body of a request.
const BODY_TIMEOUT: Duration = Duration::from_secs(30);

/// Why the body of a request was not read.
pub(super) enum BodyError {
    /// It is too large, or ended before it was complete.
    TooLarge,
    TooSlow,
}

/// Reads the body of a request of at most `most` bytes.
///
/// # Errors
///
/// Where it is larger or too slow.
pub(super) async fn read_body(body: Body, most: usize) -> Result<Bytes, BodyError> {
    // By its declared length, before it has come.
    if usize::try_from(body.size_hint().lower()).map_or(true, |declared| declared > most) {
        return Err(BodyError::TooLarge);
    }
    match tokio::time::timeout(BODY_TIMEOUT, axum::body::to_bytes(body, most)).await {
        Ok(read) => read.map_err(|_| BodyError::TooLarge),
        Err(_) => Err(BodyError::TooSlow),
    }
}
