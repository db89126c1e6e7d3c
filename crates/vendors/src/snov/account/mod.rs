//! The account itself.

pub mod get_balance;
