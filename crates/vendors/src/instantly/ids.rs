//! The ids that inputs take. All are UUIDs.

use outreach_model::{
    id_kinds,
    ids::{ByName, Form, Id, IdKind},
};
use serde_json::{Value, json};

id_kinds! {
    /// Of a campaign.
    OfCampaign = IdKind::new("campaign", "a campaign", Form::Uuid).from("instantly_list_campaigns").by(ByName {
        inputs: |name| searched(name, 20),
        items: "campaigns",
        names: &["name"],
    });
    /// Of a lead list.
    OfLeadList = IdKind::new("lead_list", "a lead list", Form::Uuid).from("instantly_list_lead_lists").by(ByName {
        inputs: |name| searched(name, 100),
        items: "lead_lists",
        names: &["name"],
    });
    /// Of a lead. Names are not unique, so a lead is found by its address alone.
    OfLead = IdKind::new("lead", "a lead", Form::Uuid).from("instantly_list_leads").by(ByName {
        inputs: |name| name.contains('@').then(|| json!({ "contacts": [name], "limit": 20 })),
        items: "leads",
        names: &["email"],
    });
    /// Of an email in the unified inbox.
    OfEmail = IdKind::new("email", "an email", Form::Uuid).from("instantly_list_emails");
    /// Of a person with a login.
    OfUser = IdKind::new("user", "a user of the workspace", Form::Uuid);
    /// Of a blocklist.
    OfBlocklist = IdKind::new("blocklist", "a blocklist", Form::Uuid);
    /// Of a smart view.
    OfSmartView = IdKind::new("smart_view", "a smart view", Form::Uuid);
    /// Of an AI sales agent.
    OfAgent = IdKind::new("ai_sales_agent", "an AI sales agent", Form::Uuid);
    /// Of a subsequence.
    OfSubsequence = IdKind::new("subsequence", "a subsequence", Form::Uuid).from("instantly_list_subsequences");
    /// Of a background job.
    OfJob = IdKind::new("background_job", "a background job", Form::Word).from("instantly_list_background_jobs");
    /// Of background jobs, parted by commas.
    OfJobs = IdKind::new("background_jobs", "a background job", Form::Word).from("instantly_list_background_jobs");
    /// Of what background jobs work on.
    OfPlaces = IdKind::new("places", "a campaign or a lead list", Form::Uuids).from("instantly_list_campaigns");
    /// Of custom tags.
    OfTags = IdKind::new("tags", "a tag", Form::Uuids);
}

fn searched(name: &str, limit: u32) -> Option<Value> {
    Some(json!({ "search": name, "limit": limit }))
}

pub type CampaignId = Id<OfCampaign>;
pub type LeadListId = Id<OfLeadList>;
pub type LeadId = Id<OfLead>;
pub type EmailId = Id<OfEmail>;
pub type UserId = Id<OfUser>;
pub type BlocklistId = Id<OfBlocklist>;
pub type SmartViewId = Id<OfSmartView>;
pub type AgentId = Id<OfAgent>;
pub type SubsequenceId = Id<OfSubsequence>;
pub type JobIds = Id<OfJobs>;
pub type PlaceIds = Id<OfPlaces>;
pub type JobId = Id<OfJob>;
pub type TagIds = Id<OfTags>;
