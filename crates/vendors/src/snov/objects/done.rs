//! What a call did, where the vendor's answer says no more than that it worked.

use outreach_model::{lenient::Flag, schema::JsonSchema};
use serde::{Deserialize, Serialize};

/// An answer without `success` cannot be read; beyond that it says nothing.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct Accepted {
    #[serde(rename = "success", skip_serializing)]
    _success: Flag,
}

/// What is gone.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub(crate) struct Deleted {
    /// Id of what is deleted
    id: u64,
    /// true: it is gone
    deleted: bool,
}

impl Deleted {
    pub(crate) const fn new(id: u64) -> Self {
        Self { id, deleted: true }
    }
}
