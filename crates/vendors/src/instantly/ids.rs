//! The ids that inputs take. All are UUIDs but that of a mailbox, which is its address.

use outreach_model::{
    id_kinds,
    ids::{ByName, Form, Id, IdKind, Kind, KnownIds},
};
use serde_json::{Value, json};

id_kinds! {
    /// Of a campaign.
    OfCampaign = IdKind::new("campaign", "a campaign", Form::Uuid).from("instantly_list_campaigns").by(ByName {
        inputs: |name| searched(name, 20),
        items: "campaigns",
        names: &["name"],
    });
    /// Of a campaign that somebody shared, maybe in another workspace.
    OfSharedCampaign = IdKind::new("shared_campaign", "a shared campaign", Form::Uuid);
    /// Of a subsequence.
    OfSubsequence = IdKind::new("subsequence", "a subsequence", Form::Uuid).from("instantly_list_subsequences").by(ByName {
        inputs: |name| searched(name, 100),
        items: "subsequences",
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
    /// Of a webhook. Few have a name.
    OfWebhook = IdKind::new("webhook", "a webhook", Form::Uuid).from("instantly_list_webhooks");
    /// Of what was sent to a webhook.
    OfWebhookEvent =
        IdKind::new("webhook_event", "an event of a webhook", Form::Uuid).from("instantly_list_webhook_events");
    /// Of a lead label.
    OfLeadLabel = IdKind::new("lead_label", "a lead label", Form::Uuid).from("instantly_list_lead_labels").by(ByName {
        inputs: |name| searched(name, 100),
        items: "lead_labels",
        names: &["label"],
    });
    /// Of a mailbox of the workspace.
    OfAccount = IdKind::new("account", "a mailbox of the workspace", Form::Address)
        .from("instantly_list_accounts")
        .compared();
    /// Of a conversation. The vendor documents no form.
    OfThread = IdKind::new("thread", "a thread of emails", Form::Word).from("instantly_list_emails");
    /// Of an address that was verified.
    OfVerified = IdKind::new("verified_address", "an address that was verified", Form::Address);
    /// Of a person with a login.
    OfUser = IdKind::new("user", "a user of the workspace", Form::Uuid)
        .from("instantly_list_workspace_members")
        .compared();
    /// Of a person's membership in the workspace.
    OfMember = IdKind::new("workspace_member", "a member of the workspace", Form::Uuid)
        .from("instantly_list_workspace_members");
    /// Of a workspace's place in a group of workspaces.
    OfGroupMember = IdKind::new("workspace_group_member", "a member of the workspace group", Form::Uuid)
        .from("instantly_list_workspace_group_members");
    /// Of a blocklist.
    OfBlocklist = IdKind::new("blocklist", "a blocklist", Form::Uuid);
    /// Of a smart view.
    OfSmartView = IdKind::new("smart_view", "a smart view", Form::Uuid);
    /// Of an AI sales agent.
    OfAgent = IdKind::new("ai_sales_agent", "an AI sales agent", Form::Uuid);
    /// Of what is enriched.
    OfEnriched = IdKind::new("enriched", "a lead list or a campaign", Form::Uuid).from("instantly_list_lead_lists");
    /// Of a list of companies.
    OfCompanyList = IdKind::new("company_list", "a company list", Form::Uuid);
    /// Of a prompt template.
    OfTemplate = IdKind::new("template", "a prompt template", Form::Word);
    /// Of a place at Google Maps.
    OfPlace = IdKind::new("place", "a place at Google Maps", Form::Word);
    /// Of an inbox placement test.
    OfPlacementTest = IdKind::new("placement_test", "an inbox placement test", Form::Uuid)
        .from("instantly_list_inbox_placement_tests")
        .by(ByName { inputs: |name| searched(name, 20), items: "tests", names: &["name"] });
    /// Of a mail of an inbox placement test.
    OfPlacementResult = IdKind::new("placement_result", "a result of an inbox placement test", Form::Uuid)
        .from("instantly_list_inbox_placement_results");
    /// Of a report of an inbox placement test.
    OfPlacementReport = IdKind::new("placement_report", "a report of an inbox placement test", Form::Uuid)
        .from("instantly_list_inbox_placement_reports");
    /// Of a background job.
    OfJob = IdKind::new("background_job", "a background job", Form::Word).from("instantly_list_background_jobs");
    /// Of background jobs, parted by commas.
    OfJobs = IdKind::new("background_jobs", "a background job", Form::Word).from("instantly_list_background_jobs");
    /// Of what background jobs work on.
    OfPlaces = IdKind::new("places", "a campaign or a lead list", Form::Uuids).from("instantly_list_campaigns");
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

/// Instantly takes any owner and any mailbox, and the answer does not say that there is none.
pub(super) const KNOWN_IDS: &[KnownIds] = &[
    KnownIds {
        kind: OfUser::KIND.name,
        path: &["workspace-members"],
        query: &[("limit", "100")],
        rows: "items",
        next: "next_starting_after",
        id: "user_id",
        answered: &[],
    },
    KnownIds {
        kind: OfAccount::KIND.name,
        path: &["accounts"],
        query: &[("limit", "100")],
        rows: "items",
        next: "next_starting_after",
        id: "email",
        answered: &[("activate_campaign", "/campaign/email_list")],
    },
];

fn searched(name: &str, limit: u32) -> Option<Value> {
    Some(json!({ "search": name, "limit": limit }))
}

pub type CampaignId = Id<OfCampaign>;
pub type SharedCampaignId = Id<OfSharedCampaign>;
pub type SubsequenceId = Id<OfSubsequence>;
pub type LeadListId = Id<OfLeadList>;
pub type LeadId = Id<OfLead>;
pub type EmailId = Id<OfEmail>;
pub type WebhookId = Id<OfWebhook>;
pub type WebhookEventId = Id<OfWebhookEvent>;
pub type LeadLabelId = Id<OfLeadLabel>;
pub type AccountId = Id<OfAccount>;
pub type VerifiedAddress = Id<OfVerified>;
pub type ThreadId = Id<OfThread>;
pub type UserId = Id<OfUser>;
pub type MemberId = Id<OfMember>;
pub type GroupMemberId = Id<OfGroupMember>;
pub type BlocklistId = Id<OfBlocklist>;
pub type SmartViewId = Id<OfSmartView>;
pub type AgentId = Id<OfAgent>;
pub type JobIds = Id<OfJobs>;
pub type PlaceIds = Id<OfPlaces>;
pub type JobId = Id<OfJob>;
pub type BlockListEntryId = Id<OfBlockListEntry>;
pub type TagId = Id<OfTag>;
pub type TagIds = Id<OfTags>;
pub type EnrichedId = Id<OfEnriched>;
pub type CompanyListId = Id<OfCompanyList>;
pub type TemplateId = Id<OfTemplate>;
pub type PlaceId = Id<OfPlace>;
pub type PlacementTestId = Id<OfPlacementTest>;
pub type PlacementResultId = Id<OfPlacementResult>;
pub type PlacementReportId = Id<OfPlacementReport>;
