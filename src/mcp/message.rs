//! Reads of a message what decides on it, before it is parsed.

use std::borrow::Cow;

use serde::Deserialize;

/// A client has little to say of itself, and each session keeps it.
const MAX_INITIALIZE_BYTES: usize = 64 * 1024;

#[derive(Deserialize)]
struct Head<'a> {
    #[serde(borrow)]
    method: Option<Cow<'a, str>>,
}

/// Whether this is an `initialize` that is too large.
pub(super) fn is_large_initialize(body: &[u8]) -> bool {
    body.len() > MAX_INITIALIZE_BYTES
        && serde_json::from_slice(body).is_ok_and(|head: Head<'_>| head.method.as_deref() == Some("initialize"))
}
