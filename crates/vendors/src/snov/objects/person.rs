//! People, in the three forms in which the vendor answers them.

use outreach_model::{
    lenient::{Int, Maybe, Text},
    untrusted::Untrusted,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Date, Many, Named};

/// The fields that all three forms have.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all(deserialize = "camelCase"))]
pub(crate) struct Person {
    id: Option<Text>,
    name: Option<Untrusted<Text>>,
    first_name: Option<Untrusted<Text>>,
    last_name: Option<Untrusted<Text>>,
    industry: Option<Untrusted<Text>>,
    country: Option<Untrusted<Text>>,
    locality: Option<Untrusted<Text>>,
    /// Profiles elsewhere
    social: Option<Many<Social>>,
    // The vendor's tables name these in the plural, its examples in either way.
    #[serde(alias = "currentJob")]
    current_jobs: Option<Many<Job>>,
    #[serde(alias = "previousJob")]
    previous_jobs: Option<Many<Job>>,
    last_update_date: Option<Date>,
}

/// A person that was searched for by the URL of a profile.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all(deserialize = "camelCase"))]
pub(crate) struct FoundPerson {
    #[serde(flatten)]
    person: Person,
    /// E.g. linkedIn
    source: Option<Text>,
    source_page: Option<Text>,
    skills: Option<Many<Untrusted<Text>>>,
    emails: Option<Many<FoundEmail>>,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
struct FoundEmail {
    email: Option<Text>,
    /// valid or unknown
    status: Option<Text>,
}

/// A person whom an address belongs to.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct Profile {
    #[serde(flatten)]
    person: Person,
    /// E.g. linkedIn
    source: Option<Text>,
    /// URL of the photo
    logo: Option<Text>,
}

/// A person on a list of the account.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct Prospect {
    #[serde(flatten)]
    person: Person,
    lists: Option<Many<Membership>>,
    /// Where the person is a recipient
    campaigns: Option<Many<Maybe<Recipient>>>,
}

impl Named for Profile {
    const NAME: &str = "profile";
}

impl Named for Prospect {
    const NAME: &str = "prospect";
}

/// A list that a prospect is on
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
struct Membership {
    id: Option<Int>,
    name: Option<Text>,
}

// The vendor documents what it holds, but not the names of the fields.
/// What a campaign has done with a prospect
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
struct Recipient {
    #[serde(alias = "campaignId")]
    id: Option<Maybe<Int>>,
    #[serde(alias = "campaign")]
    name: Option<Maybe<Text>>,
    status: Option<Maybe<Text>>,
    sent: Option<Maybe<Int>>,
    opens: Option<Maybe<Int>>,
    replies: Option<Maybe<Int>>,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
struct Social {
    link: Option<Text>,
    /// E.g. linkedIn
    r#type: Option<Text>,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all(deserialize = "camelCase"))]
struct Job {
    company_name: Option<Untrusted<Text>>,
    position: Option<Untrusted<Text>>,
    /// The company's
    social_link: Option<Text>,
    site: Option<Untrusted<Text>>,
    hq_phone: Option<Untrusted<Text>>,
    locality: Option<Untrusted<Text>>,
    state: Option<Untrusted<Text>>,
    city: Option<Untrusted<Text>>,
    street: Option<Untrusted<Text>>,
    street2: Option<Untrusted<Text>>,
    postal: Option<Untrusted<Text>>,
    /// Year
    founded: Option<Text>,
    /// Day
    start_date: Option<Date>,
    /// Day
    end_date: Option<Date>,
    /// Employees, e.g. 1-10
    size: Option<Text>,
    industry: Option<Untrusted<Text>>,
    company_type: Option<Untrusted<Text>>,
    country: Option<Untrusted<Text>>,
}
