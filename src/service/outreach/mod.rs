//! The toolset `outreach`: questions across all vendors that are set up, each answered by calls of vendors' actions.
//!
//! A file a tool; `ask` asks the vendors, `suppressed` asks them whom not to mail, `verify` verifies addresses, `verdicts`
//! says what came of a row, `chart` draws. What differs by vendor is the vendor's own
//! (`Vendor::across`).

pub(super) mod ask;
pub(super) mod campaign_report;
mod chart;
pub(super) mod check_suppression;
pub(super) mod enrol_verified;
pub(super) mod find_and_verify;
pub(super) mod find_person;
mod found;
pub(super) mod inbox;
pub(super) mod memory;
pub(super) mod suppress_everywhere;
mod suppressed;
mod verdicts;
mod verify;
