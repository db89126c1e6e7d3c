//! The protocol: every version of MCP over stdio, Streamable HTTP and HTTP+SSE.

mod accept;
mod browser;
mod connections;
pub mod hooks;
mod http;
mod in_flight;
mod large;
mod prompts;
mod raw;
mod refusals;
mod resources;
mod sessions;
pub mod sse;
mod stdio;
mod stopping;
mod unread_log;
