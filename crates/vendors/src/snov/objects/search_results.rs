//! What the searches of a domain find.

use outreach_model::{
    lenient::{Int, List, Text},
    untrusted::Untrusted,
};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};
use url::Url;

use super::{
    Date, Many,
    task::{Findings, Meta, hash_in, link},
};

/// A company.
#[derive(Debug, Default, Deserialize, Serialize, JsonSchema)]
pub(crate) struct Company {
    company_name: Option<Untrusted<Text>>,
    city: Option<Untrusted<Text>>,
    /// Year
    founded: Option<Text>,
    website: Option<Untrusted<Text>>,
    hq_phone: Option<Untrusted<Text>>,
    industry: Option<Untrusted<Text>>,
    /// Employees, e.g. 51-200
    size: Option<Text>,
    related_domains: Option<List<Text>>,
}

#[derive(Serialize, JsonSchema)]
pub(crate) struct CompanyOutputs {
    company: Option<Company>,
    prospects_count: Option<Int>,
    emails_count: Option<Int>,
    generic_contacts_count: Option<Int>,
}

impl Findings for Company {
    type Outputs = CompanyOutputs;

    fn outputs(company: Option<Self>, meta: Meta, _: Option<Url>) -> CompanyOutputs {
        let Meta { prospects_count, emails_count, generic_contacts_count, .. } = meta;
        CompanyOutputs { company, prospects_count, emails_count, generic_contacts_count }
    }
}

// A person, without an address.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct FoundProspect {
    first_name: Option<Untrusted<Text>>,
    last_name: Option<Untrusted<Text>>,
    position: Option<Untrusted<Text>>,
    source_page: Option<Text>,
    /// For start_prospect_email_search; absent where there is no address to find
    #[serde(rename(deserialize = "search_emails_start"))]
    prospect_hash: Option<HashInLink>,
}

// The vendor gives the hash as the last segment of a link.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(inline)]
struct HashInLink(Option<String>);

impl<'de> Deserialize<'de> for HashInLink {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Text::deserialize(deserializer).map(|Text(text)| Self(link(&text).as_ref().and_then(hash_in)))
    }
}

pub(crate) type FoundProspects = Many<FoundProspect>;

#[derive(Default, Serialize, JsonSchema)]
pub(crate) struct ProspectsOutputs {
    prospects: Option<Vec<FoundProspect>>,
    total_count: Option<Int>,
    page: Option<i64>,
    /// Start the search again with it
    next_page: Option<i64>,
}

impl Findings for FoundProspects {
    type Outputs = ProspectsOutputs;

    fn has_nothing(&self) -> bool {
        self.0.is_empty()
    }

    fn outputs(found: Option<Self>, Meta { page, total_count, .. }: Meta, next: Option<Url>) -> ProspectsOutputs {
        const PAGE: i64 = 20;
        let Some(Many(prospects)) = found else { return ProspectsOutputs::default() };
        let page = page.map_or(1, |Int(page)| page);
        let more = next.is_some() || total_count.is_some_and(|Int(total)| page.saturating_mul(PAGE) < total);
        let next_page = (more && !prospects.is_empty()).then(|| page.saturating_add(1));
        ProspectsOutputs { prospects: Some(prospects), total_count, page: Some(page), next_page }
    }
}

/// An address, not verified.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct DomainEmail {
    email: Option<Text>,
}

pub(crate) type DomainEmails = Many<DomainEmail>;

#[derive(Default, Serialize, JsonSchema)]
pub(crate) struct DomainEmailsOutputs {
    emails: Option<Vec<DomainEmail>>,
    total_count: Option<Int>,
    /// Start the search again with it for the next 50
    next: Option<String>,
}

impl Findings for DomainEmails {
    type Outputs = DomainEmailsOutputs;

    fn has_nothing(&self) -> bool {
        self.0.is_empty()
    }

    fn outputs(found: Option<Self>, meta: Meta, link: Option<Url>) -> DomainEmailsOutputs {
        let Some(Many(emails)) = found else { return DomainEmailsOutputs::default() };
        let in_link = || link?.query_pairs().find(|(name, _)| name == "next").map(|(_, next)| next.into_owned());
        let next = meta.next.map(|Text(next)| next).filter(|next| !next.is_empty()).or_else(in_link);
        let next = next.filter(|next| !next.is_empty());
        DomainEmailsOutputs { emails: Some(emails), total_count: meta.total_count, next }
    }
}

/// The addresses of one person.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct ProspectEmails {
    #[serde(default)]
    emails: Many<ProspectEmail>,
    #[serde(default)]
    searching_date: Date,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
struct ProspectEmail {
    email: Option<Text>,
    /// valid or unknown
    smtp_status: Option<Text>,
}

#[derive(Default, Serialize, JsonSchema)]
pub(crate) struct ProspectEmailsOutputs {
    emails: Option<Many<ProspectEmail>>,
    searching_date: Option<Date>,
}

impl Findings for ProspectEmails {
    type Outputs = ProspectEmailsOutputs;

    fn outputs(found: Option<Self>, _: Meta, _: Option<Url>) -> ProspectEmailsOutputs {
        let Some(Self { emails, searching_date }) = found else { return ProspectEmailsOutputs::default() };
        ProspectEmailsOutputs { emails: Some(emails), searching_date: Some(searching_date) }
    }
}
