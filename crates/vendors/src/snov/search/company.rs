//! What a domain search finds.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::task::{Status, Task};
use outreach_model::{
    lenient::{Int, List, Text},
    untrusted::Untrusted,
};

pub const RESULT: [&str; 3] = ["v2", "domain-search", "result"];

/// A company.
#[derive(Debug, Default, Deserialize, Serialize, JsonSchema)]
pub struct Company {
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

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    status: Status,
    task_hash: Option<String>,
    company: Option<Company>,
    prospects_count: Option<Int>,
    emails_count: Option<Int>,
    generic_contacts_count: Option<Int>,
}

impl From<Task<Company>> for Outputs {
    fn from(task: Task<Company>) -> Self {
        let Task { found, meta, status, task_hash, .. } = task;
        Self {
            status,
            task_hash,
            company: (status == Status::Completed).then(|| found.unwrap_or_default()),
            prospects_count: meta.prospects_count,
            emails_count: meta.emails_count,
            generic_contacts_count: meta.generic_contacts_count,
        }
    }
}
