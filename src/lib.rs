//! One small, fast, safe binary that gives an AI agent the outreach actions of several vendors as MCP tools.
//!
//! The crates [`outreach_model`] (what an action and a vendor are), [`outreach_vendors`] (the actions) and `outreach_sandbox` (the
//! simulated vendors) lie below this one. In here each layer uses those below it and none above; a test holds that. From
//! the bottom: [`client`] sends requests, [`journal`] records writes, [`guard`] decides whether a write may be sent,
//! [`reconcile`] finds out what became of one, `config` reads the settings, [`service`] lists tools and runs calls,
//! `mcp` speaks the protocol, [`cli`] is the command line.

mod cache;
pub mod cli;
pub mod client;
mod config;
pub mod docs;
pub mod guard;
pub mod journal;
mod logging;
mod mcp;
pub mod reconcile;
mod schemas;
pub mod service;
#[cfg(feature = "sandbox")]
pub use outreach_sandbox as sandbox;
