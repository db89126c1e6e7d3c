//! What a user could see: the real binary over real stdio and real HTTP, and its command line.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod catalogue;
mod cli;
mod dispatch;
mod docs;
mod failures;
mod guard;
mod http;
mod inputs;
mod properties;
mod sandbox;
mod secrets;
mod snov;
mod sse;
mod stdio;
mod support;
mod untrusted;
mod wire;
