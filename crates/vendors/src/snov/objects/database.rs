//! What the search of the whole database finds: companies, people without their addresses, and what reveals one of these.

use outreach_model::{
    lenient::{Int, Num, Text},
    remarks::Remarks,
    schema::JsonSchema,
    untrusted::Untrusted,
};
use serde::{Deserialize, Deserializer, Serialize, de::DeserializeOwned, de::Error};
use serde_json::{Map, Value};
use url::Url;

use super::{
    Date, Many,
    search_results::HashInLink,
    task::{Findings, Meta, Task},
};

/// So many options are shown at most; the vendor answers 15.
const MAX_SIMILAR: usize = 30;

/// A row of such a search.
pub(crate) trait Found: DeserializeOwned + Send + Sync {
    /// The field of `data` with the rows.
    const ROWS: &str;
    /// What the tool returns of a page of them.
    type Outputs: Serialize + JsonSchema;

    /// The outputs of a page; `None` while the search runs.
    fn outputs(page: Option<FoundPage<Self>>) -> Self::Outputs;
}

/// A page of what was found: `{total, page, total_pages, <rows>}`. Where a place or an industry is none that the vendor knows, it
/// answers similar ones; the documents do not say under which name, so every other list of an answer without rows is taken for
/// them.
#[derive(Debug)]
pub(crate) struct FoundPage<T> {
    rows: Vec<T>,
    total: Option<Int>,
    page: Option<Int>,
    total_pages: Option<Int>,
    similar: Vec<String>,
}

impl<T> Default for FoundPage<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), total: None, page: None, total_pages: None, similar: Vec::new() }
    }
}

impl<'de, T: Found> Deserialize<'de> for FoundPage<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut similar = Vec::new();
        let mut fields = match Value::deserialize(deserializer)? {
            Value::Object(fields) => fields,
            other => {
                add_options(&other, &mut similar);
                return Ok(Self { similar, ..Self::default() });
            }
        };
        let rows: Many<T> = taken(&mut fields, T::ROWS)?;
        let (total, page) = (taken(&mut fields, "total")?, taken(&mut fields, "page")?);
        let total_pages = taken(&mut fields, "total_pages")?;
        if rows.0.is_empty() {
            let others = fields.values().filter(|value| value.is_array() || value.is_object());
            others.for_each(|options| add_options(options, &mut similar));
        }
        Ok(Self { rows: rows.0, total, page, total_pages, similar })
    }
}

/// A field, decoded and taken away.
fn taken<T: DeserializeOwned + Default, E: Error>(fields: &mut Map<String, Value>, name: &str) -> Result<T, E> {
    let Some(value) = fields.shift_remove(name) else { return Ok(T::default()) };
    outreach_model::response::decode_value(&value).map_err(|error| E::custom(format!("in `{name}`, {error}")))
}

/// Adds the options in a list, in lists by name, or in objects such as `{locality, location_type}`, each as one text.
fn add_options(options: &Value, similar: &mut Vec<String>) {
    if similar.len() >= MAX_SIMILAR {
        return;
    }
    match options {
        Value::String(text) if !text.trim().is_empty() => similar.push(text.trim().to_owned()),
        Value::Array(items) => items.iter().for_each(|item| add_options(item, similar)),
        Value::Object(fields) if fields.values().all(|value| value.is_array() || value.is_object()) => {
            fields.values().for_each(|value| add_options(value, similar));
        }
        Value::Object(fields) => {
            let words: Vec<&str> = fields.values().filter_map(Value::as_str).filter(|text| !text.is_empty()).collect();
            if !words.is_empty() {
                similar.push(words.join(", "));
            }
        }
        _ => {}
    }
}

impl<T: Found> Findings for FoundPage<T> {
    type Outputs = T::Outputs;

    fn has_nothing(&self) -> bool {
        self.rows.is_empty()
    }

    fn outputs(found: Option<Self>, meta: Meta, _: Option<Url>) -> T::Outputs {
        T::outputs(found.map(|found| Self { page: found.page.or(meta.page), ..found }))
    }
}

impl<T> FoundPage<T> {
    /// The number of the page after this one.
    fn next_page(&self) -> Option<i64> {
        let page = self.page.map_or(1, |Int(page)| page);
        let is_last = self.rows.is_empty() || self.total_pages.is_none_or(|Int(pages)| page >= pages);
        (!is_last).then(|| page.saturating_add(1))
    }
}

impl<T: Found> Task<FoundPage<T>> {
    /// What is to be said of a page: that a filter is none that the vendor knows, or that it lies past the last, where `page` was
    /// asked for.
    pub(crate) fn note(&self, page: Option<i64>) -> Remarks {
        let ended = self.ended(&());
        let has_options = ended.is_some_and(|(found, _)| found.is_some_and(|found| !found.similar.is_empty()));
        if has_options {
            return Remarks::note(
                "Snov.io knows no place or industry of a name that was given: take one of `similar` and search again."
                    .to_owned(),
            );
        }
        if page.is_some_and(|page| page > 1) { self.past_the_end("page") } else { Remarks::default() }
    }
}

/// A person, of whom the last name and the profile's URL are masked.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct DatabasePerson {
    /// First name
    first_name: Option<Untrusted<Text>>,
    /// Last name, masked, e.g. Sm***; start_database_email_search shows it
    last_name: Option<Untrusted<Text>>,
    /// Job title
    job_title: Option<Untrusted<Text>>,
    /// Place of the person
    location: Option<Untrusted<Text>>,
    /// URL of the LinkedIn profile, masked
    linkedin_url: Option<Text>,
    /// Industry of the person
    industry: Option<Untrusted<Text>>,
    /// Id of the list that has the person already, if one has
    list_id: Option<Int>,
    /// For start_database_email_search
    #[serde(rename(deserialize = "email_and_hidden_info_reveal"))]
    reveal_hash: Option<HashInLink>,
    /// The employer
    company: Option<Employer>,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
struct Employer {
    /// Name of the company
    name: Option<Untrusted<Text>>,
    /// Domain of the company
    domain: Option<Text>,
    /// Place of the company
    location: Option<Untrusted<Text>>,
    /// Industry of the company
    industry: Option<Untrusted<Text>>,
    /// Employees, e.g. 51-200
    size: Option<Text>,
}

#[derive(Default, Serialize, JsonSchema)]
pub(crate) struct PeopleOutputs {
    /// People on this page, 50 at most
    prospects: Option<Vec<DatabasePerson>>,
    /// People on all pages
    total: Option<Int>,
    /// Number of this page
    page: Option<Int>,
    /// How many pages there are
    total_pages: Option<Int>,
    /// Pass as `page` of a new start for the next 50; absent on the last page
    next_page: Option<i64>,
    /// Places or industries that Snov.io knows, where one that was given is none of them
    similar: Option<Vec<String>>,
}

impl Found for DatabasePerson {
    type Outputs = PeopleOutputs;

    const ROWS: &str = "prospects";

    fn outputs(page: Option<FoundPage<Self>>) -> PeopleOutputs {
        let Some(found) = page else { return PeopleOutputs::default() };
        let next_page = found.next_page();
        let FoundPage { rows, total, page, total_pages, similar } = found;
        let similar = Some(similar).filter(|similar| !similar.is_empty());
        PeopleOutputs { prospects: Some(rows), total, page, total_pages, next_page, similar }
    }
}

/// A company.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct DatabaseCompany {
    /// Name of the company
    name: Option<Untrusted<Text>>,
    /// Domain of the company
    domain: Option<Text>,
    /// Place of the company
    location: Option<Untrusted<Text>>,
    /// Industry of the company
    industry: Option<Untrusted<Text>>,
    /// Employees, e.g. 51-200
    size: Option<Text>,
    /// Revenue, in a currency that is not documented
    revenue: Option<super::Filled<Revenue>>,
    /// URL of the logo
    #[schemars(extend("x-rare" = true))]
    logo_url: Option<Text>,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
struct Revenue {
    /// At least
    min: Option<Num>,
    /// At most
    max: Option<Num>,
    /// What the company says itself; 0 if nothing
    reported: Option<Num>,
}

#[derive(Default, Serialize, JsonSchema)]
pub(crate) struct CompaniesOutputs {
    /// Companies on this page
    companies: Option<Vec<DatabaseCompany>>,
    /// Companies on all pages
    total: Option<Int>,
    /// Number of this page
    page: Option<Int>,
    /// How many pages there are
    total_pages: Option<Int>,
    /// Pass as `page` of a new start for the next ones; absent on the last page
    next_page: Option<i64>,
    /// Places or industries that Snov.io knows, where one that was given is none of them
    similar: Option<Vec<String>>,
}

impl Found for DatabaseCompany {
    type Outputs = CompaniesOutputs;

    const ROWS: &str = "companies";

    fn outputs(page: Option<FoundPage<Self>>) -> CompaniesOutputs {
        let Some(found) = page else { return CompaniesOutputs::default() };
        let next_page = found.next_page();
        let FoundPage { rows, total, page, total_pages, similar } = found;
        let similar = Some(similar).filter(|similar| !similar.is_empty());
        CompaniesOutputs { companies: Some(rows), total, page, total_pages, next_page, similar }
    }
}

/// A person with everything.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Revealed {
    first_name: Option<Untrusted<Text>>,
    last_name: Option<Untrusted<Text>>,
    linkedin_url: Option<Text>,
    #[serde(default)]
    emails: Many<RevealedAddress>,
    #[serde(default)]
    searching_date: Date,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
struct RevealedAddress {
    /// Email address
    email: Option<Text>,
    /// valid, or unknown: mail may bounce
    smtp_status: Option<Text>,
}

#[derive(Default, Serialize, JsonSchema)]
pub(crate) struct RevealedOutputs {
    /// First name
    first_name: Option<Untrusted<Text>>,
    /// Full last name
    last_name: Option<Untrusted<Text>>,
    /// Full URL of the LinkedIn profile
    linkedin_url: Option<Text>,
    /// Addresses of the person
    emails: Option<Many<RevealedAddress>>,
    /// When the search was made, RFC 3339
    searching_date: Option<Date>,
}

impl Findings for Revealed {
    type Outputs = RevealedOutputs;

    fn outputs(found: Option<Self>, _: Meta, _: Option<Url>) -> RevealedOutputs {
        let Some(Self { first_name, last_name, linkedin_url, emails, searching_date }) = found else {
            return RevealedOutputs::default();
        };
        let (emails, searching_date) = (Some(emails), Some(searching_date));
        RevealedOutputs { first_name, last_name, linkedin_url, emails, searching_date }
    }
}
