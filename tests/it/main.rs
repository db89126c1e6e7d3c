//! The real binary over real stdio and real HTTP, against vendors that are played by the tests. See `tests/README.md`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod support;

// In the order of the program's layers.
mod cli;
mod client;
mod config;
mod guard;
mod journal;
mod mcp;
mod model;
mod reconcile;
mod service;
mod vendors;

mod docs;
mod sandbox;
