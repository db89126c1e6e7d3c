//! Finds out what became of writes that ended without an answer, by reads at the vendor, and settles their journal entries.
//!
//! [`resolve`] goes through entries: it makes the read that the action names for it, and [`matching`] says whether a row is what
//! the call made. [`resolution`] words the result. The two ways to be wrong differ: a call that is taken for done is never
//! done, one that is taken for not done is done twice. So only certainty settles an entry; all else stays unknown.

mod matching;
mod resolution;
mod resolve;
mod table;

pub(crate) use self::{
    resolution::Resolution,
    resolve::{ReconcileContext, resolve},
};
