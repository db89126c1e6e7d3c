//! What a search for a prospect's address finds.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::task::{Status, Task};
use crate::snov::objects::{Date, Many};
use outreach_model::lenient::Text;

pub const RESULT: [&str; 5] = ["v2", "domain-search", "prospects", "search-emails", "result"];

/// What the vendor found.
#[derive(Debug, Default, Deserialize)]
pub struct Found {
    #[serde(default)]
    emails: Many<Email>,
    #[serde(default)]
    searching_date: Date,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
struct Email {
    email: Option<Text>,
    /// valid or unknown
    smtp_status: Option<Text>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    status: Status,
    task_hash: Option<String>,
    emails: Option<Vec<Email>>,
    searching_date: Option<Date>,
}

impl From<Task<Found>> for Outputs {
    fn from(task: Task<Found>) -> Self {
        let Task { found, status, task_hash, .. } = task;
        if status == Status::InProgress {
            return Self { status, task_hash, emails: None, searching_date: None };
        }
        let Found { emails: Many(emails), searching_date } = found.unwrap_or_default();
        Self { status, task_hash, emails: Some(emails), searching_date: Some(searching_date) }
    }
}
