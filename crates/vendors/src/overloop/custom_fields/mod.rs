//! Custom fields: what the account has added to prospects and organizations.

pub mod list;
