//! Lists of prospects.

pub mod create;
pub mod list;
pub mod list_prospects;
