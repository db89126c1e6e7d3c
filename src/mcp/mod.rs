//! The Model Context Protocol: one request handler behind all transports. Knows no vendor.

mod as_text;
mod elicitation;
mod handler;
pub(crate) mod http;
mod instructions;
mod listing;
mod logging;
mod resources;
mod sessions;
mod sse;
pub(crate) mod stdio;

pub(crate) use self::{handler::Handler, listing::listed_with};
