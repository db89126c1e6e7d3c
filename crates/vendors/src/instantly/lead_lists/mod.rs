//! Lead lists: leads kept outside campaigns.

pub mod create;
pub mod list;
