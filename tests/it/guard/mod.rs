//! The write guard: what the operator permits, recipients and limits, confirmation, and that nothing is done twice.

pub mod accounts;
mod bulk;
mod confirm;
mod every_effect;
mod faults;
mod faults_settling;
mod first_reads;
mod generations;
pub mod idempotency;
mod kill;
pub mod limits;
mod many_intents;
mod policy;
mod preview;
mod recipients;
pub mod replays;
mod sets_off;
mod spellings;
mod starts;
mod units;
