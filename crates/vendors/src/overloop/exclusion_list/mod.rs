//! The exclusion list: addresses and domains that are never mailed.

pub mod create;
pub mod list;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What an item of the exclusion list is.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum ItemType {
    Email,
    Domain,
}
