//! The write guard: what the operator permits, recipients and limits, confirmation, and that nothing is done twice.

mod confirm;
mod faults;
pub mod idempotency;
mod kill;
mod limits;
mod policy;
pub mod replays;
