//! Overloop's objects as tools return them: the documented attributes and relationships. Each is optional, since the vendor
//! leaves out attributes without notice. Their doc comments are descriptions in the output schemas.

mod automation;
mod organization;
mod prospect;

use outreach_model::lenient::{Flag, Int, List as Values, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::{
    automation::{Automation, Step},
    organization::{Organization, OrganizationWithRelated},
    prospect::Prospect,
};
use super::{jsonapi::Listed, remarks::Shown};

/// The account that the key belongs to.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Account {
    id: Option<Text>,
    name: Option<Text>,
    website: Option<Text>,
    phone_number: Option<Text>,
    /// As on invoices
    billing_name: Option<Text>,
    address: Option<Text>,
    /// ISO code
    country: Option<Text>,
    /// VAT number
    vat: Option<Text>,
    plan_name: Option<Text>,
    plan_code: Option<Text>,
    remaining_credits: Option<Int>,
    /// ISO 8601
    created_at: Option<Text>,
    /// ISO 8601
    updated_at: Option<Text>,
}

/// A person with a login.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct User {
    id: Option<Text>,
    name: Option<Text>,
    email: Option<Text>,
    /// admin, user or read_only
    role: Option<Text>,
    phone_number: Option<Text>,
    disabled: Option<Flag>,
    timezone: Option<Text>,
    /// ISO 8601
    created_at: Option<Text>,
    /// ISO 8601
    updated_at: Option<Text>,
    /// Account id
    company_id: Option<Text>,
}

/// A person with a login, and what was included.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct UserWithRelated {
    #[serde(flatten)]
    user: User,
    company: Option<Account>,
}

impl Listed for UserWithRelated {
    const ATTRIBUTES: &'static [&'static str] =
        &["id", "name", "email", "role", "phone_number", "disabled", "timezone", "created_at", "updated_at"];
    const ONE: &'static str = "a user";
}

/// A list that prospects or organizations are on.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct List {
    id: Option<Text>,
    name: Option<Text>,
    /// What is on it: prospects or organizations
    list_type: Option<Text>,
    /// ISO 8601
    created_at: Option<Text>,
    /// ISO 8601
    updated_at: Option<Text>,
}

impl Listed for List {
    const ATTRIBUTES: &'static [&'static str] = &["id", "name", "list_type", "created_at", "updated_at"];
    const ONE: &'static str = "a list";
}

/// An address or a domain that is never mailed.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct ExclusionListItem {
    id: Option<Text>,
    /// The address or the domain
    value: Option<Text>,
    /// email or domain
    item_type: Option<Text>,
    /// ISO 8601
    created_at: Option<Text>,
}

impl Shown for ExclusionListItem {
    fn created_at(&self) -> Option<&Text> {
        self.created_at.as_ref()
    }
}

impl Listed for ExclusionListItem {
    const ATTRIBUTES: &'static [&'static str] = &["id", "value", "item_type", "created_at"];
    const ONE: &'static str = "an exclusion list item";
}

/// A field that the account has added.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct CustomField {
    id: Option<Text>,
    /// Its key in custom_fields
    identifier: Option<Text>,
    name: Option<Text>,
    /// What has it: prospects or organizations
    r#type: Option<Text>,
    /// The values there are, of list_single and list_multiple
    options: Option<Values<Text>>,
    /// numeric, text, text_long, phone, url, boolean, list_single, list_multiple, datetime or date
    value_type: Option<Text>,
}
