//! What the tests stand on: a vendor that records, and the binary over its transports.

pub mod bench;
pub mod program;
pub mod raw;
pub mod vendor;
