//! Sends requests to vendors: rate limited, within a deadline, retried where that is safe. Knows neither MCP nor any vendor.
//!
//! In reading order: `context` is what a call runs under; `accounts` holds the accounts, `account` is one of them, made by `account_cache`; `keys` says where its credentials come from, and
//! `later` reads them when a call needs it. `call`
//! runs a prepared call from the request to the outputs, `asking` asks it in the generation of the vendor's API that the account has (`generation`), or, where the key decides it, in one that the key opens (`opened`); `paging` reads a list page by page. Below them, `send` sends one
//! request until it is answered and fetches access tokens, `poll` waits for results that take time, `transport` makes one
//! attempt, `retry` and `rate_limit` decide when the next one may leave. `clock` tells the vendor's time.
//! `decoding` decodes answers, `large` bounds the memory of large ones. `oauth` builds the token request and reads the token, `tokens`
//! caches it. `error_text` words what went wrong, `hints` what to do about it.

pub(crate) mod account;
mod account_cache;
pub mod accounts;
mod asking;
mod call;
mod clock;
mod context;
mod decoding;
mod error_text;
mod generation;
mod hints;
pub mod keys;
mod large;
mod later;
mod oauth;
mod opened;
pub(crate) mod paging;
mod poll;
mod quoted;
mod rate_limit;
mod retry;
mod send;
mod shown;
mod tokens;
pub mod transport;

pub(crate) use self::{
    call::{Sent, cannot_be_asked, fetch_all, fetch_in_generation, fetch_json, follow_up, opened, resume, send, start},
    large::work_on,
};
pub use self::{
    context::{Context, Progress},
    large::Room,
};
