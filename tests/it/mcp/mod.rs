//! The protocol: every version of MCP over stdio, Streamable HTTP and HTTP+SSE.

mod http;
pub mod sse;
mod stdio;
mod unread_log;
