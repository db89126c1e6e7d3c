//! Organizations.

use outreach_model::{
    lenient::{List as Values, Text},
    schema::JsonSchema,
    untrusted::Untrusted,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::User;
use crate::overloop::{jsonapi::Listed, remarks::Shown, v2::OtherFields};

/// Where prospects work.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Organization {
    /// Id of the organization
    id: Option<Text>,
    /// Name of the organization
    name: Option<Untrusted<Text>>,
    /// URL of the website
    website: Option<Untrusted<Text>>,
    /// Notes, free text
    #[schemars(extend("x-long" = true))]
    description: Option<Untrusted<Text>>,
    /// General email address
    email: Option<Text>,
    /// Phone number
    phone: Option<Untrusted<Text>>,
    /// Name of the country
    country: Option<Untrusted<Text>>,
    /// Name of the city
    city: Option<Untrusted<Text>>,
    /// State or region
    #[schemars(extend("x-rare" = true))]
    state: Option<Untrusted<Text>>,
    /// Full postal address
    #[schemars(extend("x-rare" = true))]
    address: Option<Untrusted<Text>>,
    /// Names of the lists that it is on
    lists: Option<Values<Text>>,
    /// How it came in: web, extension, api or import
    #[schemars(extend("x-rare" = true))]
    created_from: Option<Text>,
    /// When it was created, ISO 8601
    created_at: Option<Text>,
    /// When it was last changed, ISO 8601
    #[schemars(extend("x-rare" = true))]
    updated_at: Option<Text>,
    /// Values by `identifier` of list_custom_fields
    custom_fields: Option<Untrusted<Map<String, Value>>>,
    /// Id of the user who created it
    #[schemars(extend("x-rare" = true))]
    creator_id: Option<Text>,
    /// Id of the user who changed it last
    #[schemars(extend("x-rare" = true))]
    updater_id: Option<Text>,
    /// Id of the user who owns it
    owner_id: Option<Text>,
}

/// Where prospects work, as v2 answers it.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
pub struct OrganizationV2 {
    #[serde(flatten)]
    organization: Organization,
    /// What else Overloop returns; not documented
    other_fields: Option<OtherFields>,
}

/// Where prospects work, and what was included.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct OrganizationWithRelated {
    #[serde(flatten)]
    organization: Organization,
    /// The user who created it, with `include`
    creator: Option<User>,
    /// The user who changed it last, with `include`
    updater: Option<User>,
    /// The user who owns it, with `include`
    owner: Option<User>,
}

impl Shown for OrganizationWithRelated {
    fn created_at(&self) -> Option<&Text> {
        self.organization.created_at.as_ref()
    }

    fn lists(&self) -> Option<&Values<Text>> {
        self.organization.lists.as_ref()
    }
}

impl Listed for OrganizationWithRelated {
    const ATTRIBUTES: &'static [&'static str] = &[
        "id",
        "name",
        "website",
        "description",
        "email",
        "phone",
        "country",
        "city",
        "state",
        "address",
        "lists",
        "created_from",
        "created_at",
        "updated_at",
    ];
    const CUSTOM_FIELDS: bool = true;
    const ONE: &'static str = "an organization";
}
