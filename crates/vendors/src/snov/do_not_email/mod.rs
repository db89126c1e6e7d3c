//! Addresses and domains that are never mailed.

pub mod add;
