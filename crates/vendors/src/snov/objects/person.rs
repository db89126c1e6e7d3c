//! People, in the three forms in which the vendor answers them.

use outreach_model::{
    lenient::{Int, Maybe, Text},
    schema::JsonSchema,
    untrusted::Untrusted,
};
use serde::{Deserialize, Serialize};

use super::{
    Date, Many, Named,
    v2_tasks::{LinkedinProfile, Position, ProfileByUrl},
};

/// The fields that all three forms have.
#[derive(Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all(deserialize = "camelCase"))]
pub(crate) struct Person {
    /// Id of the person
    id: Option<Text>,
    /// Full name
    name: Option<Untrusted<Text>>,
    /// First name
    first_name: Option<Untrusted<Text>>,
    /// Last name
    last_name: Option<Untrusted<Text>>,
    /// Industry, as in the profile
    industry: Option<Untrusted<Text>>,
    /// Country of the person
    country: Option<Untrusted<Text>>,
    /// Place of the person
    locality: Option<Untrusted<Text>>,
    /// Profiles in social networks
    social: Option<Many<Social>>,
    // The vendor's tables name these in the plural, its examples in either way.
    /// Jobs that the person has
    #[serde(alias = "currentJob")]
    current_jobs: Option<Many<Job>>,
    /// Jobs that the person had
    #[serde(alias = "previousJob")]
    previous_jobs: Option<Many<Job>>,
    /// When the profile was last updated, RFC 3339
    last_update_date: Option<Date>,
}

/// A person that was searched for by the URL of a profile.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all(deserialize = "camelCase"))]
pub(crate) struct FoundPerson {
    #[serde(flatten)]
    person: Person,
    /// Network of the profile, e.g. linkedIn
    source: Option<Text>,
    /// URL of the profile
    source_page: Option<Text>,
    /// Skills, as in the profile
    skills: Option<Many<Untrusted<Text>>>,
    /// Addresses that were found
    emails: Option<Many<FoundEmail>>,
}

impl FoundPerson {
    /// The person of a LinkedIn profile, as v2 answers it; `None` where nothing was found.
    pub(crate) fn of_profile(ProfileByUrl { url, result }: ProfileByUrl) -> Option<Self> {
        let found = result.0?;
        let job = |position: Position| Job {
            company_name: position.name,
            position: position.title,
            social_link: position.linkedin_url,
            site: position.url,
            industry: position.industry,
            country: position.country,
            locality: position.location,
            ..Job::default()
        };
        let jobs = found.positions.map(|Many(positions)| Many(positions.into_iter().map(job).collect()));
        let LinkedinProfile { name, first_name, last_name, industry, location, country, skills, .. } = found;
        let person = Person {
            name,
            first_name,
            last_name,
            industry,
            country,
            locality: location,
            current_jobs: jobs,
            ..Person::default()
        };
        let source = Some(Text("linkedIn".to_owned()));
        Some(Self { person, source, source_page: url, skills, emails: None })
    }
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
struct FoundEmail {
    /// Email address
    email: Option<Text>,
    /// valid or unknown
    status: Option<Text>,
}

/// A person whom an address belongs to.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct Profile {
    #[serde(flatten)]
    person: Person,
    /// Where the data comes from, e.g. linkedIn
    source: Option<Text>,
    /// URL of the photo
    logo: Option<Text>,
}

/// A person on a list of the account.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct Prospect {
    #[serde(flatten)]
    person: Person,
    /// Lists that the person is on
    lists: Option<Many<Membership>>,
    /// Campaigns that have the person as a recipient
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
    /// Id of the list
    id: Option<Int>,
    /// Name of the list
    name: Option<Text>,
}

// The vendor documents what it holds, but not the names of the fields.
/// What a campaign has done with a prospect
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
struct Recipient {
    /// Id of the campaign
    #[serde(alias = "campaignId")]
    id: Option<Maybe<Int>>,
    /// Name of the campaign
    #[serde(alias = "campaign")]
    name: Option<Maybe<Text>>,
    /// Status of the person in the campaign
    status: Option<Maybe<Text>>,
    /// Emails sent to the person
    sent: Option<Maybe<Int>>,
    /// Opens by the person
    opens: Option<Maybe<Int>>,
    /// Replies of the person
    replies: Option<Maybe<Int>>,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
struct Social {
    /// URL of the profile
    link: Option<Text>,
    /// Network, e.g. linkedIn
    r#type: Option<Text>,
}

#[derive(Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all(deserialize = "camelCase"))]
struct Job {
    /// Name of the company
    company_name: Option<Untrusted<Text>>,
    /// Job title
    position: Option<Untrusted<Text>>,
    /// Profile of the company in a network
    social_link: Option<Text>,
    /// Website of the company
    site: Option<Untrusted<Text>>,
    /// Phone number of the head office
    hq_phone: Option<Untrusted<Text>>,
    /// Place of the company
    locality: Option<Untrusted<Text>>,
    /// State or region of the company
    state: Option<Untrusted<Text>>,
    /// City of the company
    city: Option<Untrusted<Text>>,
    /// Street of the company
    street: Option<Untrusted<Text>>,
    /// Second line of the street
    street2: Option<Untrusted<Text>>,
    /// Postal code
    postal: Option<Untrusted<Text>>,
    /// Year the company was founded
    founded: Option<Text>,
    /// First day in the job
    start_date: Option<Date>,
    /// Last day in the job; absent while it lasts
    end_date: Option<Date>,
    /// Employees of the company, e.g. 1-10
    size: Option<Text>,
    /// Industry of the company
    industry: Option<Untrusted<Text>>,
    /// Kind of company
    company_type: Option<Untrusted<Text>>,
    /// Country of the company
    country: Option<Untrusted<Text>>,
}
