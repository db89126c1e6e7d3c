//! Sends requests to vendors, within a deadline, rate limited, and retried where a retry is safe. Knows HTTP, no MCP and no vendor.
//!
//! In reading order: [`context`] is what a call runs under; [`account`] and [`accounts`] say where it goes and with which
//! credentials; [`call`] runs a prepared call from request to outputs, [`paging`] a list page by page. Below them, [`send`]
//! sends one request until it is answered, [`poll`] waits for results that take time, [`transport`] makes one attempt,
//! [`retry`] and [`rate_limit`] decide when the next one may leave, [`oauth`] and [`tokens`] provide access tokens, and
//! [`error_text`] words what went wrong.

pub(crate) mod account;
pub mod accounts;
mod call;
mod context;
mod error_text;
mod oauth;
pub(crate) mod paging;
mod poll;
mod rate_limit;
mod retry;
mod send;
mod tokens;
pub mod transport;

pub use self::context::{Context, Progress};
pub(crate) use self::{
    call::{fetch_json, send},
    error_text::{not_configured, quotable},
};
