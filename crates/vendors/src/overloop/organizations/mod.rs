//! Organizations: the companies that prospects work at.

use crate::overloop::prelude::*;

toolset! {
    Core "organizations":
    list::ListOrganizations,
    get::GetOrganization,
    create::CreateOrganization,
    update::UpdateOrganization,
    delete::DeleteOrganization,
}

/// The attributes of an organization that a write can set.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Attributes {
    /// Its name
    name: Option<String>,
    /// URL
    website: Option<Url>,
    /// Free text
    description: Option<String>,
    /// Address
    email: Option<Recipients<Address>>,
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
    pub lists: Option<Vec<String>>,
    /// User id
    owner_id: Option<Sender<OwnerId>>,
    // Each field takes one of ten types of value; only the account knows which.
    /// Values by identifier; see list_custom_fields
    custom_fields: Option<Map<String, Value>>,
}

/// The attributes that organizations can be filtered by.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Filter {
    id: Option<OrganizationId>,
    name: Option<String>,
    website: Option<Url>,
    description: Option<String>,
    email: Option<Recipients>,
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
