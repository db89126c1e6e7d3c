//! The account that the key belongs to.

pub mod get;
