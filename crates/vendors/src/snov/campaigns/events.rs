//! The lists of what happened in a campaign, newest first, all of them asked for and continued in one way.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::snov::get_v1;
use outreach_model::{about::Pages, error::Failure, request::Request};

/// The vendor answers this many at once and takes no other number. It does not say whether more follow; where fewer came,
/// none do.
const PAGE: usize = 10_000;

/// What each of the lists takes.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Inputs {
    /// From list_campaigns
    campaign_id: u64,
    /// How many to skip; pages hold 10000
    offset: Option<u64>,
}

#[serde_with::skip_serializing_none]
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Query {
    campaign_id: u64,
    offset: Option<u64>,
}

impl Inputs {
    /// `GET` of a list.
    ///
    /// # Errors
    ///
    /// None that these inputs could cause.
    pub fn request(&self, method: &str) -> Result<Request, Failure> {
        get_v1(method)?.with_query(&Query { campaign_id: self.campaign_id, offset: self.offset })
    }

    /// Where the next page starts, after one of `count`.
    pub fn next_offset(&self, count: usize) -> Option<u64> {
        let skipped = self.offset.unwrap_or_default();
        (count >= PAGE).then(|| skipped.saturating_add(count as u64))
    }
}

/// How each of the lists goes on.
pub const fn pages(items: &'static str) -> Option<Pages> {
    Some(Pages { items, next: "next_offset", cursor: "offset", size: None })
}
