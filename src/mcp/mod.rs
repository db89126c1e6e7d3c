//! The Model Context Protocol: one request handler behind all transports. Knows no vendor.

mod accept;
mod access;
mod as_text;
mod body;
mod completion;
mod connections;
mod cors;
mod descriptors;
mod elicitation;
mod guarded;
mod handler;
mod hooks;
pub(crate) mod http;
mod in_flight;
mod instructions;
mod large_text;
mod limits;
mod lines;
mod listing;
mod logging;
mod message;
mod pages;
mod prompts;
mod resources;
mod session_table;
mod sessions;
mod sse;
pub(crate) mod stdio;

pub(crate) use self::{handler::Handler, listing::listed_with};
