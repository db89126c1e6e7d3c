//! Users: the people with a login.

pub mod list;
