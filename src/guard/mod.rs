//! Write guard: recipient and quota checks, confirmation by a person, deduplication, the journal. Reads skip it.
//!
//! In reading order: `policy` says which tools and effects are enabled. `admit` decides on a `write`: which account it is of is
//! found out (`identity`), its recipients are
//! checked (`recipients`, read by the model's `addresses`), a person may have to agree to it (`confirm`, with `preview`,
//! `objects`, `visible` and `token`; `approval` is who can be asked), its quotas must not be used up (`quotas`), and the same call
//! (`fingerprint`, of its `canonical` spelling) must not have been made before, nor another that does a part of the same (`units`). `arguments` are the guard's own inputs,
//! `schema` adds them to a tool's schemas, `failures` words what is refused. `whole` has a call that is made of several writes
//! confirmed as one. `generation` knows of the generations of a vendor's API what the journal tells, `started` of
//! the starts that a read is about; both serve reads too.

mod admit;
mod approval;
pub(crate) mod arguments;
mod canonical;
pub mod confirm;
mod failures;
mod fingerprint;
pub(crate) mod generation;
mod identity;
mod meant;
mod objects;
pub mod policy;
mod preview;
pub mod quotas;
pub mod recipients;
mod schema;
pub(crate) mod started;
mod token;
mod units;
pub(crate) mod visible;
mod whole;
mod write;

pub use self::{admit::Guard, fingerprint::canonical_hash};
pub(crate) use self::{
    admit::{Rest, Verdict, adds},
    identity::identify,
    schema::add_to_schemas,
    whole::{Agreement, Whole},
    write::Write,
};
