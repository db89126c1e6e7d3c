//! Finds out what became of writes that ended without an answer, by reads at the vendor, and settles their journal entries.
//!
//! `resolve` makes the read that an entry's action names for it, `matching` decides whether a row is what the call made,
//! `resolution` words the result. Both ways to be wrong do harm: a call that is falsely settled as done is never made, one
//! that is falsely settled as not done is made twice. So an entry is settled only by certainty; otherwise it stays unknown.

mod matching;
mod resolution;
mod resolve;

pub(crate) use self::{
    resolution::Resolution,
    resolve::{ReconcileContext, resolve},
};
