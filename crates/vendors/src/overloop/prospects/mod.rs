//! Prospects: the people that outreach is for.

use crate::overloop::prelude::*;

toolset! {
    Core "prospects":
    list::ListProspects,
    get::GetProspect,
    create::CreateProspect,
    update::UpdateProspect,
    delete::DeleteProspect,
}

/// The attributes of a prospect that a write can set.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Attributes {
    /// Address; unique
    email: Option<Recipients<Address>>,
    /// Given name
    first_name: Option<String>,
    /// Surname
    last_name: Option<String>,
    /// Free text
    description: Option<String>,
    /// Position
    jobtitle: Option<String>,
    /// URL of the profile
    linkedin_profile: Option<Url>,
    /// Number
    phone: Option<String>,
    /// Of civility, e.g. Mr.
    title: Option<String>,
    /// Name
    country: Option<String>,
    /// Or region
    state: Option<String>,
    /// Name
    city: Option<String>,
    /// E.g. IT
    industry: Option<String>,
    /// List names; missing ones are made
    pub lists: Option<Vec<String>>,
    /// User id
    owner_id: Option<Sender<OwnerId>>,
    /// Its id
    organization_id: Option<EmployerId>,
    // Each field takes one of ten types of value; only the account knows which.
    /// Values by identifier; see list_custom_fields
    custom_fields: Option<Map<String, Value>>,
}

impl Attributes {
    /// Whether setting them can bring a prospect into the segment of an automation, or make one in it reachable.
    pub fn can_enroll(&self) -> bool {
        self.lists.is_some() || self.email.is_some() || self.custom_fields.is_some()
    }
}

/// The attributes that prospects can be filtered by.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Filter {
    id: Option<ProspectId>,
    email: Option<Recipients>,
    first_name: Option<String>,
    last_name: Option<String>,
    jobtitle: Option<String>,
    phone: Option<String>,
    title: Option<String>,
    country: Option<String>,
    state: Option<String>,
    city: Option<String>,
    industry: Option<String>,
    excluded: Option<bool>,
    opened: Option<bool>,
    clicked: Option<bool>,
    replied: Option<bool>,
    bounced: Option<bool>,
}

/// What prospects are related to.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Include {
    Creator,
    Organization,
    Owner,
}
