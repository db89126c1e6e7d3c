use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct MoveLeads {
    /// REWRITE: A search string to search the leads against - can be First Name, Last Name, or Email
    search: Option<String>,
    /// REWRITE: Filter criteria for leads. For custom lead labels, use the `interest_status` field. Values:
    /// FILTER_VAL_CONTACTED Filter for contacted leads, FILTER_VAL_NOT_CONTACTED Filter for not contacted leads,
    /// FILTER_VAL_COMPLETED Filter for completed leads, FILTER_VAL_UNSUBSCRIBED Filter for unsubscribed leads,
    /// FILTER_VAL_ACTIVE Filter for active leads, FILTER_LEAD_INTERESTED Filter for interested leads,
    /// FILTER_LEAD_NOT_INTERESTED Filter for not interested leads, FILTER_LEAD_MEETING_BOOKED Filter for leads with
    /// meeting booked, FILTER_LEAD_MEETING_COMPLETED Filter for leads with meeting completed, FILTER_LEAD_CLOSED Filter
    /// for closed leads, FILTER_LEAD_OUT_OF_OFFICE Filter for leads out of office, FILTER_LEAD_WRONG_PERSON Filter for
    /// wrong person leads, FILTER_LEAD_LOST Filter for lost leads, FILTER_LEAD_NO_SHOW Filter for no show leads,
    /// FILTER_LEAD_CUSTOM_LABEL_POSITIVE Filter for leads with positive custom label, FILTER_LEAD_CUSTOM_LABEL_NEGATIVE
    /// Filter for leads with negative custom label, FILTER_VAL_BOUNCED Filter for bounced leads, FILTER_VAL_SKIPPED
    /// Filter for skipped leads, FILTER_VAL_RISKY Filter for risky leads, FILTER_VAL_INVALID Filter for invalid leads,
    /// FILTER_VAL_VALID Filter for valid leads, FILTER_VAL_IN_SUBSEQUENCE Filter for leads in subsequence,
    /// FILTER_VAL_OPENED_NO_REPLY Filter for leads with opened emails but no reply, FILTER_VAL_COMPLETED_NO_REPLY
    /// Filter for leads with completed sequence but no reply, FILTER_VAL_NO_OPENS Filter for leads with no opened
    /// emails, FILTER_VAL_REPLIED Filter for leads that replied, FILTER_VAL_LINK_CLICKED Filter for leads that clicked
    /// a link
    filter: Option<String>,
    /// REWRITE: Campaign ID to filter leads
    campaign: Option<String>,
    /// REWRITE: List ID to filter leads
    list_id: Option<String>,
    /// REWRITE: Whether the lead is in a campaign
    in_campaign: Option<bool>,
    /// REWRITE: Whether the lead is in a list
    in_list: Option<bool>,
    /// REWRITE: Array of lead IDs to include. When using this parameter, you must provide either `campaign` or
    /// `list_id` to specify which campaign or list to filter the leads from. This parameter acts as a filter within the
    /// specified campaign or list, not as a standalone way to select leads.
    ids: Option<Vec<String>>,
    /// REWRITE: queries
    queries: Option<Vec<Query>>,
    /// REWRITE: Array of lead IDs to exclude
    excluded_ids: Option<Vec<String>>,
    /// REWRITE: Array of emails the leads needs to have
    contacts: Option<Recipients<Vec<String>>>,
    /// REWRITE: The ID of the campaign to move the leads to.
    to_campaign_id: Option<String>,
    /// REWRITE: The ID of the list to move the leads to.
    to_list_id: Option<String>,
    /// REWRITE: Whether to ignore saved lead-finder clauses for the source campaign/list when selecting leads to move.
    ignore_resource_filter_clauses: Option<bool>,
    /// REWRITE: Whether to check duplicates in campaigns.
    check_duplicates_in_campaigns: Option<bool>,
    /// REWRITE: Whether to skip leads in verification.
    skip_leads_in_verification: Option<bool>,
    /// REWRITE: The limit of the number of leads to move.
    limit: Option<Num>,
    /// REWRITE: The ID of the user to assign the leads to.
    assigned_to: Option<Sender>,
    /// REWRITE: The ESP code to move the leads for. Values: 0 In Queue, 1 Google, 2 Microsoft, 3 Zoho, 8 AirMail, 9
    /// Yahoo, 10 Yandex, 12 Webde, 13 Liberoit, 999 Other, 1000 Not Found
    esp_code: Option<Named<compile_error!("the set of numbers.rs that has these values")>>,
    /// REWRITE: The ESG code to move the leads for. Values: 0 In Queue, 1 Barracuda, 2 Mimecast, 3 Proofpoint, 4 Cisco,
    /// all All, none None
    esg_code: Option<NamedText<MailGateway>>,
    /// REWRITE: Whether to copy the leads.
    copy_leads: Option<bool>,
    /// REWRITE: Whether to check duplicates.
    check_duplicates: Option<bool>,
    /// REWRITE: Whether to reset the interest status of leads when moving or copying them. When true, the interest
    /// status will be reset. When false, the existing interest status will be preserved; for non-copy
    /// campaign-to-campaign moves, opportunities will also be migrated to the target campaign.
    reset_interest_status: Option<bool>,
}

#[derive(JsonSchema)]
pub struct Query {
    /// REWRITE: actionType
    #[serde(rename = "actionType")]
    action_type: ActionType,
    /// REWRITE: values
    values: Values,
}

#[derive(JsonSchema)]
pub enum ActionType {
    #[serde(rename = "reply")]
    Reply,
    #[serde(rename = "email-open")]
    EmailOpen,
    #[serde(rename = "last-contacted")]
    LastContacted,
    #[serde(rename = "link-click")]
    LinkClick,
    #[serde(rename = "lead-status")]
    LeadStatus,
    #[serde(rename = "lead-status-change")]
    LeadStatusChange,
}

#[derive(JsonSchema)]
pub struct Values {
    /// REWRITE: occurrence-days
    #[serde(rename = "occurrence-days")]
    occurrence_days: Option<Num>,
    /// REWRITE: occurrence-count
    #[serde(rename = "occurrence-count")]
    occurrence_count: Option<OccurrenceCount>,
    /// REWRITE: lead-status
    #[serde(rename = "lead-status")]
    lead_status: Option<LeadStatus>,
}

#[derive(JsonSchema)]
pub struct OccurrenceCount {
    /// REWRITE: condition
    condition: Option<Condition>,
    /// REWRITE: count
    count: Option<Num>,
}

#[derive(JsonSchema)]
pub enum Condition {
    #[serde(rename = "more")]
    More,
    #[serde(rename = "less")]
    Less,
    #[serde(rename = "equal")]
    Equal,
}

#[derive(JsonSchema)]
pub struct LeadStatus {
    /// REWRITE: status
    status: Option<Num>,
    /// REWRITE: condition
    condition: Option<LeadStatusCondition>,
}

#[derive(JsonSchema)]
pub enum LeadStatusCondition {
    #[serde(rename = "is")]
    Is,
    #[serde(rename = "is-not")]
    IsNot,
}

// REWRITE: move to `objects/` once a second action has it
// REWRITE: make `Untrusted<…>` what a third party may have written
#[derive(JsonSchema)]
pub struct BackgroundJob {
    /// REWRITE: Unique identifier for the background job
    pub id: Option<Text>,
    /// REWRITE: Workspace ID
    pub workspace_id: Option<Text>,
    /// REWRITE: The id of the user that triggered the action that created the job
    pub user_id: Option<Text>,
    /// REWRITE: Type of background job. Values: move-leads Move Leads, import-leads Import Leads, export-leads Export
    /// Leads, update-warmup-accounts Update Warmup Accounts, rename-variable Rename Variable, broadcast-ai-generate AI
    /// broadcast generation, broadcast-website-scrape Broadcast website analysis, import-subscribers-from-crm Import
    /// Subscribers From CRM, resync-subscriber-crm-tags Re-sync Subscriber CRM Tags
    pub r#type: Option<Text>,
    /// REWRITE: The id of the entity that the job is related to
    pub entity_id: Option<Text>,
    /// REWRITE: Type of entity. Values: list The entity is a lead list, campaign The entity is a campaign, workspace
    /// The entity is a workspace, broadcast The entity is an email-marketing broadcast, subscriber-group-sync The
    /// entity is a subscriber-group sync, subscriber-group The entity is a subscriber group
    pub entity_type: Option<Text>,
    /// REWRITE: Data about the job, used to store any additional information we need to process the job
    pub data: Option<Data>,
    /// REWRITE: Progress of the job as a percentage (from 0 to 100)
    pub progress: Option<Num>,
    /// REWRITE: Job status. Values: pending The background job is waiting in the queue to be processed, in-progress The
    /// background job is being processed, success The background job has been successfully processed, failed The
    /// background job has failed, draining The background job is replaying deferred live events, paused The background
    /// job is paused (e.g. waiting for quota or auth), cancelled The background job was cancelled by the user
    pub status: Option<Text>,
    /// REWRITE: Timestamp when the job was created
    pub created_at: Option<Text>,
    /// REWRITE: Timestamp when the job was last updated
    pub updated_at: Option<Text>,
}

// REWRITE: make `Untrusted<…>` what a third party may have written
#[derive(JsonSchema)]
pub struct Data {
    /// REWRITE: For `move-leads` jobs, up to the first 10,000 email addresses of leads that actually moved or copied to
    /// the destination after all filters were applied. Use `moved_leads` for the full count.
    pub moved_lead_emails: Option<Vec<Text>>,
}

impl Plain for MoveLeads {
    type Object = BackgroundJob;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "move_leads",
        title: "Move leads to a campaign or list", // REWRITE
        description: compile_error!("description: what it does, when to use it, what it costs, sends or destroys"),
        why: compile_error!("why: one clause, why that effect is the worst"),
        scope: Some("leads:update"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/lead/moveleads",
            compile_error!("effect: the worst that a call can do, e.g. Effect::Update"),
            compile_error!(
                "repeat: Repeat::Doubles where the same call twice does twice the harm, Repeat::GoesOn where it takes further ones, else Repeat::Harmless"
            ),
            compile_error!(
                "verify: a sentence that says how to find out whether a call without an answer was carried out"
            ),
        )
    };
    const CALL: Call = Call::post("/leads/move");
    // REWRITE: `const LOOKUP`, where a read shows what the call did; see campaigns/activate.rs
}
