//! Organizations.

use outreach_model::{
    lenient::{List as Values, Text},
    untrusted::Untrusted,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::User;
use crate::overloop::{jsonapi::Listed, remarks::Shown};

/// Where prospects work.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Organization {
    id: Option<Text>,
    name: Option<Untrusted<Text>>,
    website: Option<Untrusted<Text>>,
    #[schemars(extend("x-long" = true))]
    description: Option<Untrusted<Text>>,
    email: Option<Text>,
    phone: Option<Untrusted<Text>>,
    country: Option<Untrusted<Text>>,
    city: Option<Untrusted<Text>>,
    state: Option<Untrusted<Text>>,
    /// In full
    address: Option<Untrusted<Text>>,
    /// Names
    lists: Option<Values<Text>>,
    /// web, extension, api or import
    created_from: Option<Text>,
    /// ISO 8601
    created_at: Option<Text>,
    /// ISO 8601
    updated_at: Option<Text>,
    /// Values by identifier, of the kinds that the account gave them
    custom_fields: Option<Untrusted<Map<String, Value>>>,
    /// User id
    creator_id: Option<Text>,
    /// User id
    updater_id: Option<Text>,
    /// User id
    owner_id: Option<Text>,
}

/// Where prospects work, and what was included.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct OrganizationWithRelated {
    #[serde(flatten)]
    organization: Organization,
    creator: Option<User>,
    updater: Option<User>,
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
