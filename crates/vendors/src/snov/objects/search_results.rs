//! What the searches of a domain find.

use outreach_model::{
    lenient::{Int, List, Text},
    schema::JsonSchema,
    untrusted::Untrusted,
};
use serde::{Deserialize, Deserializer, Serialize};
use url::Url;

use super::{
    Date, Many,
    task::{Findings, Meta, hash_in, link},
};

/// A company.
#[derive(Debug, Default, Deserialize, Serialize, JsonSchema)]
pub(crate) struct Company {
    /// Name of the company
    company_name: Option<Untrusted<Text>>,
    /// City of the company
    city: Option<Untrusted<Text>>,
    /// Year it was founded
    founded: Option<Text>,
    /// Website of the company
    website: Option<Untrusted<Text>>,
    /// Phone number of the head office
    hq_phone: Option<Untrusted<Text>>,
    /// Industry of the company
    industry: Option<Untrusted<Text>>,
    /// Employees, e.g. 51-200
    size: Option<Text>,
    /// Other domains of the company
    related_domains: Option<List<Text>>,
}

#[derive(Serialize, JsonSchema)]
pub(crate) struct CompanyOutputs {
    /// The company behind the domain
    company: Option<Company>,
    /// People that start_prospects_search can find
    prospects_count: Option<Int>,
    /// Addresses that start_domain_emails_search can find
    emails_count: Option<Int>,
    /// Addresses that start_generic_contacts_search can find
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
    /// First name
    first_name: Option<Untrusted<Text>>,
    /// Last name
    last_name: Option<Untrusted<Text>>,
    /// Job title
    position: Option<Untrusted<Text>>,
    /// URL of the profile
    source_page: Option<Text>,
    /// For start_prospect_email_search; absent where there is no address to find
    #[serde(rename(deserialize = "search_emails_start"))]
    prospect_hash: Option<HashInLink>,
}

// The vendor gives the hash as the last segment of a link.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub(super) struct HashInLink(Option<String>);

impl<'de> Deserialize<'de> for HashInLink {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Text::deserialize(deserializer).map(|Text(text)| Self(link(&text).as_ref().and_then(hash_in)))
    }
}

pub(crate) type FoundProspects = Many<FoundProspect>;

#[derive(Default, Serialize, JsonSchema)]
pub(crate) struct ProspectsOutputs {
    /// People on this page
    prospects: Option<Vec<FoundProspect>>,
    /// People on all pages
    total_count: Option<Int>,
    /// Number of this page
    page: Option<i64>,
    /// Pass as `page` of a new start for the next 20; absent on the last page
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
    /// Email address, not verified
    email: Option<Text>,
}

pub(crate) type DomainEmails = Many<DomainEmail>;

#[derive(Default, Serialize, JsonSchema)]
pub(crate) struct DomainEmailsOutputs {
    /// Addresses on this page
    emails: Option<Vec<DomainEmail>>,
    /// Addresses on all pages
    total_count: Option<Int>,
    /// Pass as `next` of a new start for the next 50; absent on the last page
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
    /// Email address
    email: Option<Text>,
    /// valid or unknown
    smtp_status: Option<Text>,
}

#[derive(Default, Serialize, JsonSchema)]
pub(crate) struct ProspectEmailsOutputs {
    /// Addresses of the person
    emails: Option<Many<ProspectEmail>>,
    /// When the search was made, RFC 3339
    searching_date: Option<Date>,
}

impl Findings for ProspectEmails {
    type Outputs = ProspectEmailsOutputs;

    fn outputs(found: Option<Self>, _: Meta, _: Option<Url>) -> ProspectEmailsOutputs {
        let Some(Self { emails, searching_date }) = found else { return ProspectEmailsOutputs::default() };
        ProspectEmailsOutputs { emails: Some(emails), searching_date: Some(searching_date) }
    }
}
