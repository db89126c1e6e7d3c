//! Prospects; leads are the same objects under an older name.

use outreach_model::{
    lenient::{Flag, Int, List as Values, Text},
    untrusted::Untrusted,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Organization, User};
use crate::overloop::{jsonapi::Listed, remarks::Shown};

/// A person to write to.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Prospect {
    id: Option<Text>,
    email: Option<Text>,
    first_name: Option<Untrusted<Text>>,
    last_name: Option<Untrusted<Text>>,
    #[schemars(extend("x-long" = true))]
    description: Option<Untrusted<Text>>,
    jobtitle: Option<Untrusted<Text>>,
    /// Address of the profile
    linkedin_profile: Option<Text>,
    phone: Option<Untrusted<Text>>,
    /// Of civility
    title: Option<Untrusted<Text>>,
    country: Option<Untrusted<Text>>,
    state: Option<Untrusted<Text>>,
    city: Option<Untrusted<Text>>,
    industry: Option<Untrusted<Text>>,
    /// Names
    lists: Option<Values<Text>>,
    /// web, extension, api or import
    created_from: Option<Text>,
    /// ISO 8601
    last_emailed_at: Option<Text>,
    excluded: Option<Flag>,
    opened: Option<Flag>,
    /// ISO 8601
    opened_at: Option<Text>,
    open_count: Option<Int>,
    clicked: Option<Flag>,
    /// ISO 8601
    clicked_at: Option<Text>,
    click_count: Option<Int>,
    replied: Option<Flag>,
    /// ISO 8601
    replied_at: Option<Text>,
    email_reply_count: Option<Int>,
    linkedin_reply_count: Option<Int>,
    bounced: Option<Flag>,
    /// Its page at Overloop
    url: Option<Text>,
    /// found, searching, search_failed, user_edited or not_searched
    email_status: Option<Text>,
    /// ISO 8601
    created_at: Option<Text>,
    /// ISO 8601
    updated_at: Option<Text>,
    /// Values by identifier, of the kinds that the account gave them
    custom_fields: Option<Untrusted<Map<String, Value>>>,
    /// User id
    creator_id: Option<Text>,
    /// User id
    owner_id: Option<Text>,
    organization_id: Option<Text>,
    creator: Option<User>,
    owner: Option<User>,
    organization: Option<Organization>,
}

impl Shown for Prospect {
    fn created_at(&self) -> Option<&Text> {
        self.created_at.as_ref()
    }

    fn lists(&self) -> Option<&Values<Text>> {
        self.lists.as_ref()
    }
}

impl Listed for Prospect {
    const ATTRIBUTES: &'static [&'static str] = &[
        "id",
        "email",
        "first_name",
        "last_name",
        "description",
        "jobtitle",
        "linkedin_profile",
        "phone",
        "title",
        "country",
        "state",
        "city",
        "industry",
        "lists",
        "created_from",
        "last_emailed_at",
        "excluded",
        "opened",
        "opened_at",
        "open_count",
        "clicked",
        "clicked_at",
        "click_count",
        "replied",
        "replied_at",
        "email_reply_count",
        "linkedin_reply_count",
        "bounced",
        "url",
        "email_status",
        "created_at",
        "updated_at",
    ];
    const CUSTOM_FIELDS: bool = true;
    const ONE: &'static str = "a prospect";
}
