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
    /// Of an entry of the block list.
    OfBlockListEntry = IdKind::new("block_list_entry", "a block list entry", Form::Uuid)
        .from("instantly_list_block_list_entries")
        .by(ByName { inputs: |value| searched(value, 100), items: "block_list_entries", names: &["bl_value"] });
    /// Of a custom tag.
    OfTag = IdKind::new("tag", "a custom tag", Form::Uuid).from("instantly_list_custom_tags").by(ByName {
        inputs: |label| searched(label, 100),
        items: "custom_tags",
        names: &["label"],
    });
    /// Of custom tags.
    OfTags = IdKind::new("tags", "a custom tag", Form::Uuids).from("instantly_list_custom_tags");
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
pub type BlockListEntryId = Id<OfBlockListEntry>;
pub type TagId = Id<OfTag>;
pub type TagIds = Id<OfTags>;
