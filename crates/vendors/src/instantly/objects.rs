//! Instantly's objects as the tools give them: the documented fields, every one of them optional, for the vendor leaves
//! out and adds as it likes.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use outreach_model::{
    lenient::{Flag, Int, List, Num, Text},
    untrusted::Untrusted,
};

/// A person in the workspace.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct Lead {
    pub id: Option<Text>,
    /// RFC 3339
    pub timestamp_created: Option<Text>,
    /// RFC 3339
    pub timestamp_updated: Option<Text>,
    /// Workspace id
    pub organization: Option<Text>,
    /// Campaign id
    pub campaign: Option<Text>,
    /// 1 active, 2 paused, 3 completed, -1 bounced, -2 unsubscribed, -3 skipped
    pub status: Option<Int>,
    pub email: Option<Text>,
    pub personalization: Option<Untrusted<Text>>,
    pub website: Option<Untrusted<Text>>,
    pub last_name: Option<Untrusted<Text>>,
    pub first_name: Option<Untrusted<Text>>,
    pub company_name: Option<Untrusted<Text>>,
    pub job_title: Option<Untrusted<Text>>,
    pub phone: Option<Untrusted<Text>>,
    pub email_open_count: Option<Int>,
    pub email_reply_count: Option<Int>,
    pub email_click_count: Option<Int>,
    pub company_domain: Option<Text>,
    /// The lead's fields and custom variables, as used in templates
    pub payload: Option<Untrusted<Map<String, Value>>>,
    /// 0 out of office, 1 interested, 2 meeting booked, 3 meeting completed, 4 won, -1 not interested, -2 wrong person, -3
    /// lost, -4 no show; others are custom labels
    pub lt_interest_status: Option<Int>,
}

/// A campaign.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct Campaign {
    pub id: Option<Text>,
    pub name: Option<Text>,
    /// Value of a positive lead
    pub pl_value: Option<Num>,
    /// 0 draft, 1 active, 2 paused, 3 completed, 4 running subsequences, -99 account suspended, -1 accounts unhealthy, -2
    /// bounce protect
    pub status: Option<Int>,
    pub is_evergreen: Option<Flag>,
    /// RFC 3339
    pub timestamp_created: Option<Text>,
    /// RFC 3339
    pub timestamp_updated: Option<Text>,
    /// Minutes between emails
    pub email_gap: Option<Int>,
    /// Emails a day
    pub daily_limit: Option<Int>,
    /// New leads a day
    pub daily_max_leads: Option<Int>,
    pub open_tracking: Option<Flag>,
    pub stop_on_reply: Option<Flag>,
    pub sequences: Option<Vec<Sequence>>,
    pub campaign_schedule: Option<Schedule>,
}

/// What is sent, in which order. Fields that are not named here are kept, so that nothing is lost when a caller reads,
/// changes and writes back.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct Sequence {
    pub steps: Option<Vec<Step>>,
    #[serde(flatten)]
    pub others: Map<String, Value>,
}

/// One email of a sequence.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct Step {
    pub r#type: Option<Text>,
    /// Wait after this step, in `delay_unit`
    pub delay: Option<Num>,
    pub delay_unit: Option<Text>,
    pub variants: Option<Vec<Variant>>,
    #[serde(flatten)]
    pub others: Map<String, Value>,
}

/// One wording of a step.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct Variant {
    pub subject: Option<Text>,
    /// HTML
    pub body: Option<Text>,
    pub v_disabled: Option<Flag>,
    #[serde(flatten)]
    pub others: Map<String, Value>,
}

/// When it is sent.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct Schedule {
    pub start_date: Option<Text>,
    pub end_date: Option<Text>,
    pub schedules: Option<Vec<Window>>,
    #[serde(flatten)]
    pub others: Map<String, Value>,
}

/// Hours on days of the week.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct Window {
    pub name: Option<Text>,
    pub timing: Option<Timing>,
    /// By day, 0 for Sunday
    pub days: Option<BTreeMap<String, Option<Flag>>>,
    pub timezone: Option<Text>,
    #[serde(flatten)]
    pub others: Map<String, Value>,
}

/// From when to when.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct Timing {
    pub from: Option<Text>,
    pub to: Option<Text>,
}

/// An email in the unified inbox.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct Email {
    pub id: Option<Text>,
    /// RFC 3339
    pub timestamp_created: Option<Text>,
    /// RFC 3339
    pub timestamp_email: Option<Text>,
    pub message_id: Option<Text>,
    pub subject: Option<Untrusted<Text>>,
    pub from_address_email: Option<Text>,
    /// Comma-separated
    pub to_address_email_list: Option<Text>,
    /// Comma-separated
    pub cc_address_email_list: Option<Text>,
    /// Comma-separated
    pub bcc_address_email_list: Option<Text>,
    pub reply_to: Option<Text>,
    pub body: Option<EmailBody>,
    pub organization_id: Option<Text>,
    pub campaign_id: Option<Text>,
    pub subsequence_id: Option<Text>,
    pub list_id: Option<Text>,
    /// The lead's address
    pub lead: Option<Text>,
    pub lead_id: Option<Text>,
    /// The mailbox of the workspace
    pub eaccount: Option<Text>,
    /// 1 sent by a campaign, 2 received, 3 sent by hand, 4 scheduled
    pub ue_type: Option<Int>,
    pub is_unread: Option<Int>,
    pub is_auto_reply: Option<Int>,
    /// Interest status, numbered as a lead's
    pub i_status: Option<Int>,
    pub thread_id: Option<Text>,
    pub content_preview: Option<Untrusted<Text>>,
}

/// The body of an email.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct EmailBody {
    pub text: Option<Untrusted<Text>>,
    pub html: Option<Untrusted<Text>>,
}

/// A list of leads.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct LeadList {
    pub id: Option<Text>,
    pub organization_id: Option<Text>,
    pub has_enrichment_task: Option<Flag>,
    /// User id
    pub owned_by: Option<Text>,
    pub name: Option<Text>,
    /// RFC 3339
    pub timestamp_created: Option<Text>,
}

/// A page of a list, as the vendor answers it.
#[derive(Debug, Deserialize)]
#[serde(bound = "T: Deserialize<'de>")]
pub struct Page<T> {
    /// The page's items. They may be null, but must be there: a message alone is no empty page.
    #[serde(deserialize_with = "List::deserialize")]
    pub items: List<T>,
    /// Where the next page starts.
    pub next_starting_after: Option<Text>,
}

impl<T> Page<T> {
    /// Items, their number and the next page's cursor.
    pub fn into_parts(self) -> (Vec<T>, usize, Option<String>) {
        let items = self.items.0;
        let count = items.len();
        let next = self.next_starting_after.map(|next| next.0).filter(|next| !next.is_empty());
        (items, count, next)
    }
}
