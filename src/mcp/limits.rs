//! What all answers of the protocol keep to.

/// An error repeats at most this many characters of a name or URI that a client sent.
pub(super) const MAX_ECHOED_CHARS: usize = 200;

/// How long clients may cache lists, in milliseconds. Lists do not change while the server runs.
pub(super) const LIST_TTL_MS: u64 = 3_600_000;
