//! One small, fast, safe binary that gives an AI agent the outreach actions of several vendors as MCP tools.
//!
//! Read in this order: [`action`] (the one abstraction), [`entry`], [`vendor`] and [`catalogue`] (what there is), [`guard`] (what may
//! be called), [`dispatch`] (how a call runs), [`call`] (how it is sent), [`envelope`] (what comes back), [`mcp`] (how it is served), [`sandbox`] (what
//! stands in for the vendors) and [`cli`] (what a person types).

pub mod accounts;
pub mod action;
pub mod answer;
pub mod call;
pub mod catalogue;
pub mod cli;
pub mod config;
pub mod dispatch;
pub mod docs;
pub mod entry;
pub mod envelope;
pub mod failure;
pub mod guard;
pub mod inputs;
mod instantly;
mod lenient;
pub mod mcp;
mod metrics;
mod overloop;
pub mod request;
#[cfg(feature = "sandbox")]
pub use outreach_sandbox as sandbox;
pub mod schema;
mod snov;
pub mod toolbox;
pub mod untrusted;
pub mod vendor;
