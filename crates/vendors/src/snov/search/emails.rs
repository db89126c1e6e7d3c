//! What a search for a domain's addresses finds, of people as of departments.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::task::{Status, Task};
use crate::snov::objects::Many;
use outreach_model::{
    error::Failure,
    lenient::{Int, Text},
    request::Request,
};

pub const DOMAIN_EMAILS: [&str; 4] = ["v2", "domain-search", "domain-emails", "result"];
pub const GENERIC_CONTACTS: [&str; 4] = ["v2", "domain-search", "generic-contacts", "result"];

/// What both searches take.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Inputs {
    /// E.g. example.com
    domain: String,
    /// Cursor
    next: Option<String>,
    /// 0-50, default 25
    #[schemars(range(max = 50))]
    pub wait_seconds: Option<u64>,
}

#[serde_with::skip_serializing_none]
#[derive(Serialize)]
struct Form<'a> {
    domain: &'a str,
    next: Option<&'a str>,
}

/// `POST` that starts a search.
///
/// # Errors
///
/// Where the domain is none.
pub fn start(kind: &str, inputs: &Inputs) -> Result<Request, Failure> {
    let next = inputs.next.as_deref().filter(|next| !next.trim().is_empty());
    let form = Form { domain: super::task::domain(&inputs.domain)?, next };
    Request::post(["v2", "domain-search", kind, "start"])?.with_form(&form)
}

/// An address, not verified.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Email {
    email: Option<Text>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    status: Status,
    task_hash: Option<String>,
    emails: Option<Vec<Email>>,
    total_count: Option<Int>,
    /// Start the search again with it for the next 50
    next: Option<String>,
}

impl From<Task<Many<Email>>> for Outputs {
    fn from(task: Task<Many<Email>>) -> Self {
        let Task { found, meta, next: link, status, task_hash } = task;
        if status == Status::InProgress {
            return Self { status, task_hash, emails: None, total_count: None, next: None };
        }
        let in_link = || link?.query_pairs().find(|(name, _)| name == "next").map(|(_, next)| next.into_owned());
        let next = meta.next.map(|Text(next)| next).filter(|next| !next.is_empty()).or_else(in_link);
        Self {
            status,
            task_hash,
            emails: Some(found.unwrap_or_default().0),
            total_count: meta.total_count,
            next: next.filter(|next| !next.is_empty()),
        }
    }
}
