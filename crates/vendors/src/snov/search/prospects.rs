//! What a search for prospects finds.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::task::{Status, Task, hash_in, link};
use crate::snov::objects::Many;
use outreach_model::{
    lenient::{Int, Text},
    untrusted::Untrusted,
};

pub const RESULT: [&str; 4] = ["v2", "domain-search", "prospects", "result"];

/// Profiles on a page.
const PAGE: i64 = 20;

/// A profile as the vendor has it.
#[derive(Debug, Deserialize)]
pub struct Profile {
    first_name: Option<Untrusted<Text>>,
    last_name: Option<Untrusted<Text>>,
    position: Option<Untrusted<Text>>,
    source_page: Option<Text>,
    search_emails_start: Option<Text>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Prospect {
    first_name: Option<Untrusted<Text>>,
    last_name: Option<Untrusted<Text>>,
    position: Option<Untrusted<Text>>,
    source_page: Option<Text>,
    /// For start_prospect_email_search; absent where there is no address to find
    prospect_hash: Option<String>,
}

impl From<Profile> for Prospect {
    fn from(profile: Profile) -> Self {
        let Profile { first_name, last_name, position, source_page, search_emails_start } = profile;
        let link = search_emails_start.and_then(|Text(text)| link(&text));
        Self { first_name, last_name, position, source_page, prospect_hash: link.as_ref().and_then(hash_in) }
    }
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    status: Status,
    task_hash: Option<String>,
    prospects: Option<Vec<Prospect>>,
    total_count: Option<Int>,
    page: Option<i64>,
    /// Start the search again with it
    next_page: Option<i64>,
}

impl From<Task<Many<Profile>>> for Outputs {
    fn from(task: Task<Many<Profile>>) -> Self {
        let Task { found, meta, next, status, task_hash } = task;
        if status == Status::InProgress {
            return Self { status, task_hash, prospects: None, total_count: None, page: None, next_page: None };
        }
        let page = meta.page.map_or(1, |Int(page)| page);
        let Many(profiles) = found.unwrap_or_default();
        let more = next.is_some() || meta.total_count.is_some_and(|Int(total)| page.saturating_mul(PAGE) < total);
        let more = more && !profiles.is_empty();
        Self {
            status,
            task_hash,
            prospects: Some(profiles.into_iter().map(Prospect::from).collect()),
            total_count: meta.total_count,
            page: Some(page),
            next_page: more.then(|| page.saturating_add(1)),
        }
    }
}
