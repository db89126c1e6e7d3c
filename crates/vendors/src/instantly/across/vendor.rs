//! The id of the vendor.

pub(super) const VENDOR: &str = "instantly";
