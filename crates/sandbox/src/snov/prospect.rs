//! The prospect object.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::store::{Record, Store};

pub(super) const PROSPECTS: &str = "/prospects";

/// A prospect, as it is stored and as it is derived from the vendor's database.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct Prospect {
    pub(super) id: String,
    pub(super) email: Option<String>,
    pub(super) name: String,
    pub(super) first: String,
    pub(super) last: String,
    pub(super) industry: Option<String>,
    pub(super) country: Option<String>,
    pub(super) locality: Option<String>,
    pub(super) phones: Vec<String>,
    pub(super) job: Option<Job>,
    pub(super) previous_job: Option<Job>,
    /// Social networks and the links to the profiles there.
    pub(super) social: Vec<(String, String)>,
    pub(super) custom_fields: BTreeMap<String, String>,
    /// The time of the last change, in milliseconds since 1970.
    pub(super) updated: i64,
}

/// A present or former job.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct Job {
    pub(super) company: String,
    pub(super) position: Option<String>,
    /// The company's website.
    pub(super) site: Option<String>,
    pub(super) industry: Option<String>,
    pub(super) country: Option<String>,
    /// The years of its start and its end.
    pub(super) years: (Option<u16>, Option<u16>),
}

impl Prospect {
    /// The stored prospect with this id.
    pub(super) fn find(store: &Store, id: &str) -> Option<Self> {
        store.find(PROSPECTS, id)?.read()
    }

    /// The record to store.
    pub(super) fn record(&self) -> Record {
        Record::of(&self.id, self)
    }

    /// The links to social networks, as answers show them.
    pub(super) fn social_links(&self) -> Value {
        self.social.iter().map(|(network, link)| json!({ "link": link, "type": network })).collect()
    }

    /// The link to a profile, without a slash at its end.
    pub(super) fn link(&self, network: &str) -> Option<&str> {
        self.social.iter().find(|(own, _)| own == network).map(|(_, link)| link.trim_end_matches('/'))
    }
}

/// The stored prospects with this address, whatever its case.
pub(super) fn with_email<'a>(store: &'a Store, email: &'a str) -> impl Iterator<Item = &'a Record> {
    let same = |own: &str| own.eq_ignore_ascii_case(email);
    store.all(PROSPECTS).iter().filter(move |prospect| prospect.get("email").as_str().is_some_and(same))
}

/// A job as answers show it: an array of one, or an empty one.
pub(super) fn show_job(job: &Option<Job>) -> Value {
    job.iter().map(Job::show).collect()
}

impl Job {
    fn show(&self) -> Value {
        let slug = self.company.to_lowercase().replace(' ', "-");
        json!({
            "companyName": self.company,
            "position": self.position,
            "socialLink": format!("https://www.linkedin.com/company/{slug}"),
            "site": self.site,
            "locality": self.country,
            "state": null,
            "city": null,
            "street": null,
            "street2": null,
            "postal": null,
            "founded": null,
            "startDate": self.years.0.map(|year| format!("{year}-07-31")),
            "endDate": self.years.1.map(|year| format!("{year}-06-30")),
            "size": "11-50",
            "industry": self.industry,
            "companyType": "Privately Held",
            "country": self.country,
        })
    }
}
