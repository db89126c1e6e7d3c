//! Leads: what prospects were called before. Some accounts may still know them under this name.

pub mod list;
pub mod update;
