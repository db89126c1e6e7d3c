//! Lists of prospects or of organizations.

pub mod create;
pub mod delete;
pub mod list;
pub mod update;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is on a list.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum ListType {
    Prospects,
    Organizations,
}
