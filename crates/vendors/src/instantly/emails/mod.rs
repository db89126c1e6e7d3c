//! Emails: the unified inbox.

pub mod list;
pub mod reply;
