//! What a user could see: the real binary over real stdio and real HTTP, and its command line.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod failures;
mod inputs;
mod properties;
mod secrets;
mod support;
mod wire;
