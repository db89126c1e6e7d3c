//! Organizations: where prospects work.

pub mod create;
pub mod delete;
pub mod get;
pub mod list;
pub mod update;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

use super::jsonapi::Id;

/// What can be written of an organization.
#[skip_serializing_none]
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Attributes {
    /// Its name
    name: Option<String>,
    /// URL
    website: Option<String>,
    /// Free text
    description: Option<String>,
    /// Address
    email: Option<String>,
    /// Number
    phone: Option<String>,
    /// Name
    country: Option<String>,
    /// Name
    city: Option<String>,
    /// Or region
    state: Option<String>,
    /// In full
    address: Option<String>,
    /// List names
    lists: Option<Vec<String>>,
    /// User id
    owner_id: Option<Id>,
}

/// What organizations can be filtered by.
#[skip_serializing_none]
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Filter {
    id: Option<String>,
    name: Option<String>,
    website: Option<String>,
    description: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    country: Option<String>,
    city: Option<String>,
    state: Option<String>,
    address: Option<String>,
}

/// What organizations are related to.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Include {
    Creator,
    Updater,
    Owner,
}
