//! Prospects: the people that outreach is for.

use crate::overloop::prelude::*;

toolset! { "prospects":
    core list::ListProspects,
    core get::GetProspect,
    core create::CreateProspect,
    core update::UpdateProspect,
    core delete::DeleteProspect,
    plain search::SearchProspects,
    plain get_by_email::GetProspectByEmail,
}

/// The attributes of a prospect that a write can set.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Attributes {
    /// Email address; no two prospects share one
    email: Option<Recipients<Address>>,
    /// Given name of the person, e.g. Ada
    first_name: Option<String>,
    /// Family name of the person, e.g. Lovelace
    last_name: Option<String>,
    /// Notes for the team, free text; never mailed by themselves
    description: Option<String>,
    /// Job title, e.g. Head of Sales
    jobtitle: Option<String>,
    /// URL of the person's LinkedIn profile; no two prospects share one
    linkedin_profile: Option<Url>,
    /// Phone number as text, e.g. +3221234567
    phone: Option<String>,
    /// Form of address, e.g. Mr.; the job goes into `jobtitle`
    title: Option<String>,
    /// Name of the country, free text, e.g. Belgium
    country: Option<String>,
    /// State or region, free text, e.g. Flanders
    state: Option<String>,
    /// Name of the city, free text, e.g. Ghent
    city: Option<String>,
    /// Industry, free text, e.g. IT
    industry: Option<String>,
    /// Names (not ids) of lists, from list_lists; an unknown name makes a list. A list can start an automation that mails
    #[schemars(inner(length(min = 1)))]
    #[serde(default, deserialize_with = "list_names::read")]
    pub lists: Option<Vec<String>>,
    /// Id of the user who owns it, a number, from list_users
    owner_id: Option<Sender<OwnerId>>,
    /// Id of the employer, a number, from list_organizations
    organization_id: Option<EmployerId>,
    // Each field takes one of ten types of value; only the account knows which.
    /// Values by `identifier` of list_custom_fields, e.g. c_tier: text, number, true or false, list of options, date as YYYY-MM-DD, time as ISO 8601
    custom_fields: Option<Map<String, Value>>,
}

impl Attributes {
    /// What is wrong with a new prospect of these.
    pub fn problems(&self) -> Vec<String> {
        let Self { email, first_name, last_name, linkedin_profile, phone, .. } = self;
        let texts = [first_name.as_deref(), last_name.as_deref(), phone.as_deref()];
        let links = [email.as_ref().map(AsRef::as_ref), linkedin_profile.as_ref().map(AsRef::as_ref)];
        if texts.into_iter().chain(links).flatten().any(|text: &str| !text.trim().is_empty()) {
            return Vec::new();
        }
        let needed = "A prospect needs something to know the person by: pass `email`, `linkedin_profile`, or a name";
        vec![needed.to_owned()]
    }

    /// Whether setting them can bring a prospect into the segment of an automation, or make one in it reachable.
    pub fn can_enroll(&self) -> bool {
        self.lists.is_some() || self.email.is_some() || self.custom_fields.is_some()
    }
}

/// The attributes that prospects can be filtered by.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Filter {
    /// Id of the prospect, a number; get_prospect reads it at once
    id: Option<ProspectId>,
    /// Email address
    email: Option<Recipients>,
    /// Given name of the person, e.g. Ada
    first_name: Option<String>,
    /// Family name of the person, e.g. Lovelace
    last_name: Option<String>,
    /// Job title in full, as it is stored, e.g. Head of Sales
    jobtitle: Option<String>,
    /// Phone number in full, spelt as it is stored
    phone: Option<String>,
    /// Form of address, e.g. Mr., not the job title
    title: Option<String>,
    /// Name of the country, free text, e.g. Belgium
    country: Option<String>,
    /// State or region, free text, e.g. Flanders
    state: Option<String>,
    /// Name of the city, free text, e.g. Ghent
    city: Option<String>,
    /// Industry in full, as it is stored with the prospect
    industry: Option<String>,
    /// true: on the exclusion list, never mailed
    excluded: Option<bool>,
    /// true: who opened an email; false: who opened none
    opened: Option<bool>,
    /// true: who clicked a link in an email; false: who clicked none
    clicked: Option<bool>,
    /// true: who replied by email or LinkedIn; false: who did not
    replied: Option<bool>,
    /// true: to whom an email bounced; false: the others
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

/// What v2 answers whole of what a prospect is related to.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
#[schemars(rename_all = "snake_case")]
enum Expand {
    Organization,
    Enrollments,
}

/// What v2 takes of a prospect.
pub(super) const IN_V2: v2::Taken = v2::Taken {
    inputs: &[
        "email",
        "first_name",
        "last_name",
        "jobtitle",
        "linkedin_profile",
        "phone",
        "description",
        "organization_id",
        "custom_fields",
    ],
    ..v2::Taken::NONE
};
