//! Prospects; leads are the same objects under an older name.

use outreach_model::{
    lenient::{Flag, Int, List as Values, Text},
    schema::JsonSchema,
    untrusted::Untrusted,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Organization, User};
use crate::overloop::{jsonapi::Listed, remarks::Shown, v2::OtherFields};

/// A person to write to.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Prospect {
    /// Id of the prospect
    id: Option<Text>,
    /// Email address
    email: Option<Text>,
    /// First name
    first_name: Option<Untrusted<Text>>,
    /// Last name
    last_name: Option<Untrusted<Text>>,
    /// Notes, free text
    #[schemars(extend("x-long" = true))]
    description: Option<Untrusted<Text>>,
    /// Job title
    jobtitle: Option<Untrusted<Text>>,
    /// URL of the LinkedIn profile
    linkedin_profile: Option<Text>,
    /// Phone number
    phone: Option<Untrusted<Text>>,
    /// Form of address, e.g. Mr.
    #[schemars(extend("x-rare" = true))]
    title: Option<Untrusted<Text>>,
    /// Name of the country
    country: Option<Untrusted<Text>>,
    /// State or region
    #[schemars(extend("x-rare" = true))]
    state: Option<Untrusted<Text>>,
    /// Name of the city
    city: Option<Untrusted<Text>>,
    /// Industry, free text
    industry: Option<Untrusted<Text>>,
    /// Names of the lists that the prospect is on
    lists: Option<Values<Text>>,
    /// How it came in: web, extension, api or import
    #[schemars(extend("x-rare" = true))]
    created_from: Option<Text>,
    /// When last mailed, ISO 8601
    last_emailed_at: Option<Text>,
    /// true: on the exclusion list, never mailed
    excluded: Option<Flag>,
    /// true: opened an email
    opened: Option<Flag>,
    /// When an email was last opened, ISO 8601
    #[schemars(extend("x-rare" = true))]
    opened_at: Option<Text>,
    /// How often emails were opened
    #[schemars(extend("x-rare" = true))]
    open_count: Option<Int>,
    /// true: clicked a link in an email
    clicked: Option<Flag>,
    /// When a link was last clicked, ISO 8601
    #[schemars(extend("x-rare" = true))]
    clicked_at: Option<Text>,
    /// How often links were clicked
    #[schemars(extend("x-rare" = true))]
    click_count: Option<Int>,
    /// true: replied by email or LinkedIn
    replied: Option<Flag>,
    /// When the last reply came, ISO 8601
    replied_at: Option<Text>,
    /// Replies by email
    #[schemars(extend("x-rare" = true))]
    email_reply_count: Option<Int>,
    /// Replies by LinkedIn
    #[schemars(extend("x-rare" = true))]
    linkedin_reply_count: Option<Int>,
    /// true: an email to them bounced
    bounced: Option<Flag>,
    /// Page of the prospect in Overloop
    #[schemars(extend("x-rare" = true))]
    url: Option<Text>,
    /// Search of the address: found, searching, search_failed, user_edited or not_searched
    email_status: Option<Text>,
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
    /// Id of the user who owns the prospect
    owner_id: Option<Text>,
    /// Id of the employer
    organization_id: Option<Text>,
    /// The user who created it, where asked for
    creator: Option<User>,
    /// The user who owns it, where asked for
    owner: Option<User>,
    /// The employer, where asked for
    organization: Option<Organization>,
}

/// A person to write to, as v2 answers it.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
pub struct ProspectV2 {
    #[serde(flatten)]
    prospect: Prospect,
    /// Id of the sourcing that found the prospect, where v2 says it
    sourcing_id: Option<Text>,
    /// The campaigns that the prospect is in, with `expand`; what v2 returns of each is not documented
    enrollments: Option<Untrusted<Vec<Map<String, Value>>>>,
    /// What else Overloop returns; not documented
    other_fields: Option<OtherFields>,
}

impl Shown for Prospect {
    fn created_at(&self) -> Option<&Text> {
        self.created_at.as_ref()
    }

    fn is_excluded(&self) -> bool {
        self.excluded.as_ref().is_some_and(|excluded| excluded.0)
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
