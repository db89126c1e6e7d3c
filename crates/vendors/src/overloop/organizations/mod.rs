//! Organizations: the companies that prospects work at.

use crate::overloop::prelude::*;

toolset! { "organizations":
    core list::ListOrganizations,
    core get::GetOrganization,
    core create::CreateOrganization,
    core update::UpdateOrganization,
    core delete::DeleteOrganization,
    plain search::SearchOrganizations,
}

/// The attributes of an organization that a write can set.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Attributes {
    /// Name of the organization; no two share one
    name: Option<String>,
    /// URL of the company's website, e.g. https://example.com
    website: Option<Url>,
    /// Notes for the team, free text; never mailed by themselves
    description: Option<String>,
    /// General email address of the company, e.g. info@example.com
    email: Option<Recipients<Address>>,
    /// Phone number as text, e.g. +3221234567
    phone: Option<String>,
    /// Name of the country, free text, e.g. Belgium
    country: Option<String>,
    /// Name of the city, free text, e.g. Ghent
    city: Option<String>,
    /// State or region, free text, e.g. Flanders
    state: Option<String>,
    /// Full postal address, in one text
    address: Option<String>,
    /// Names (not ids) of lists of organizations, from list_lists
    #[schemars(inner(length(min = 1)))]
    #[serde(default, deserialize_with = "list_names::read")]
    pub lists: Option<Vec<String>>,
    /// Id of the user who owns it, a number, from list_users
    owner_id: Option<Sender<OwnerId>>,
    // Each field takes one of ten types of value; only the account knows which.
    /// Values by `identifier` of list_custom_fields, e.g. c_tier: text, number, true or false, list of options, date as YYYY-MM-DD, time as ISO 8601
    custom_fields: Option<Map<String, Value>>,
}

impl Attributes {
    /// What is wrong with a new organization of these.
    pub fn problems(&self) -> Vec<String> {
        let known = [self.name.as_deref(), self.website.as_ref().map(AsRef::as_ref)];
        if known.into_iter().flatten().any(|text: &str| !text.trim().is_empty()) {
            return Vec::new();
        }
        vec!["An organization needs `name` or `website`: pass at least one".to_owned()]
    }
}

/// The attributes that organizations can be filtered by.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Filter {
    /// Id of the organization, a number; get_organization reads it at once
    id: Option<OrganizationId>,
    /// Name of the organization in full, as it is stored
    name: Option<String>,
    /// Website as stored; a URL with its colon is refused
    website: Option<Url>,
    /// Notes for the team, free text; never mailed by themselves
    description: Option<String>,
    /// General email address of the company, e.g. info@example.com
    email: Option<Recipients>,
    /// Phone number in full, spelt as it is stored
    phone: Option<String>,
    /// Name of the country, free text, e.g. Belgium
    country: Option<String>,
    /// Name of the city, free text, e.g. Ghent
    city: Option<String>,
    /// State or region, free text, e.g. Flanders
    state: Option<String>,
    /// Full postal address as stored; one with a comma is refused
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

/// What v2 takes of an organization.
pub(super) const IN_V2: v2::Taken = v2::Taken {
    inputs: &[
        "name",
        "website",
        "description",
        "email",
        "phone",
        "country",
        "city",
        "state",
        "address",
        "custom_fields",
    ],
    ..v2::Taken::NONE
};
