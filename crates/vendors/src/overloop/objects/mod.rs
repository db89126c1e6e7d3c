//! Overloop's objects as tools return them: the documented attributes and relationships. Each is optional, since the vendor
//! leaves out attributes without notice. Their doc comments are descriptions in the output schemas.

mod automation;
mod organization;
mod prospect;

use outreach_model::{
    lenient::{Flag, Int, List as Values, Text},
    schema::JsonSchema,
};
use serde::{Deserialize, Serialize};

pub use self::{
    automation::{Automation, Step},
    organization::{Organization, OrganizationV2, OrganizationWithRelated},
    prospect::{Prospect, ProspectV2},
};
use super::{jsonapi::Listed, remarks::Shown, v2::OtherFields};

/// The account that the key belongs to.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Account {
    /// Id of the account
    id: Option<Text>,
    /// Name of the company
    name: Option<Text>,
    /// URL of the company
    website: Option<Text>,
    /// Phone number of the company
    phone_number: Option<Text>,
    /// Name on invoices
    billing_name: Option<Text>,
    /// Postal address
    address: Option<Text>,
    /// ISO code of the country
    country: Option<Text>,
    /// VAT number
    vat: Option<Text>,
    /// Name of the plan
    plan_name: Option<Text>,
    /// Code of the plan
    plan_code: Option<Text>,
    /// Credits that can still be spent
    remaining_credits: Option<Int>,
    /// When it was created, ISO 8601
    created_at: Option<Text>,
    /// When it was last changed, ISO 8601
    updated_at: Option<Text>,
}

/// A person with a login.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct User {
    /// Id of the user, e.g. for `owner_id`
    id: Option<Text>,
    /// Full name
    name: Option<Text>,
    /// Email address that they log in with
    email: Option<Text>,
    /// admin, user or read_only
    role: Option<Text>,
    /// Phone number
    #[schemars(extend("x-rare" = true))]
    phone_number: Option<Text>,
    /// true: can no longer log in
    disabled: Option<Flag>,
    /// Time zone of the user
    timezone: Option<Text>,
    /// When it was created, ISO 8601
    #[schemars(extend("x-rare" = true))]
    created_at: Option<Text>,
    /// When it was last changed, ISO 8601
    #[schemars(extend("x-rare" = true))]
    updated_at: Option<Text>,
    /// Id of the account
    #[schemars(extend("x-rare" = true))]
    company_id: Option<Text>,
}

/// A person with a login, and what was included.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct UserWithRelated {
    #[serde(flatten)]
    user: User,
    /// The account, with `include`
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
    /// Id of the list
    id: Option<Text>,
    /// Name, which `lists` of a record holds
    name: Option<Text>,
    /// What it holds: prospects or organizations
    list_type: Option<Text>,
    /// When it was created, ISO 8601
    created_at: Option<Text>,
    /// When it was last changed, ISO 8601
    #[schemars(extend("x-rare" = true))]
    updated_at: Option<Text>,
}

impl Listed for List {
    const ATTRIBUTES: &'static [&'static str] = &["id", "name", "list_type", "created_at", "updated_at"];
    const ONE: &'static str = "a list";
}

/// An address or a domain that is never mailed.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct ExclusionListItem {
    /// Id of the item
    id: Option<Text>,
    /// The address or domain that is never mailed
    value: Option<Text>,
    /// email: one address; domain: everyone at it
    item_type: Option<Text>,
    /// When it was blocked, ISO 8601
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
    /// Id of the field
    id: Option<Text>,
    /// Its key in `custom_fields`
    identifier: Option<Text>,
    /// Its name in Overloop
    name: Option<Text>,
    /// What has it: prospects or organizations
    r#type: Option<Text>,
    /// The values there are, of list_single and list_multiple; case matters
    options: Option<Values<Text>>,
    /// numeric, text, text_long, phone, url, boolean, list_single, list_multiple, datetime or date
    value_type: Option<Text>,
}

/// A person with a login, as v2 answers it.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
pub struct UserV2 {
    #[serde(flatten)]
    user: User,
    /// What else Overloop returns; not documented
    other_fields: Option<OtherFields>,
}

/// A list, as v2 answers it.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
pub struct ListV2 {
    #[serde(flatten)]
    list: List,
    /// What else Overloop returns; not documented
    other_fields: Option<OtherFields>,
}

/// A word of an email that is filled in for each recipient.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
pub struct MergeTag {
    /// The tag, written in an email as {{ tag }}, or with a text for where it is empty: {{ tag | default: 'there' }}
    tag: Option<Text>,
    /// What it is of: prospect, organization, sender, owner, company, campaign, thread, condition or custom_field
    group: Option<Text>,
    /// A value that it may have
    example: Option<Text>,
    /// What else Overloop returns; not documented
    other_fields: Option<OtherFields>,
}

/// An address that the account sends from.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
pub struct SendingAddress {
    /// Id of the address
    id: Option<Text>,
    /// The email address
    email: Option<Text>,
    /// Name that recipients see
    from_name: Option<Text>,
    /// Where the mailbox is
    provider: Option<Text>,
    /// false: its connection is broken, so that nothing is sent from it
    working: Option<Flag>,
    /// Id of the user whose address it is
    user_id: Option<Text>,
    /// What else Overloop returns; not documented
    other_fields: Option<OtherFields>,
}
