//! What a person types.

pub mod clients;
