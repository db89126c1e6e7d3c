use crate::instantly::prelude::*;

/// Where Instantly reports events.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is used")]
pub struct Webhook {
    /// Webhook id, for get_webhook, update_webhook and the others
    pub id: Option<Text>,
    /// Workspace id
    #[schemars(extend("x-rare" = true))]
    pub organization: Option<Text>,
    /// Campaign whose events it is told; absent: of all campaigns
    pub campaign: Option<Text>,
    /// Name that a user gave it
    pub name: Option<Text>,
    /// Address that events are posted to
    pub target_hook_url: Option<Text>,
    /// Event that it is told; absent where a custom label's is
    pub event_type: Option<Text>,
    /// `interest_status` of the lead label whose use it is told
    pub custom_interest_value: Option<Int>,
    /// Headers that each delivery carries: their names; the values are not shown
    pub headers: Option<Secret<BTreeMap<String, Text>>>,
    /// Whether deliveries go out
    pub status: Option<Named<WebhookStatus>>,
    /// When it was created, RFC 3339
    pub timestamp_created: Option<Text>,
    /// When deliveries failed so often that it was disabled, RFC 3339
    pub timestamp_error: Option<Text>,
}

/// The events that a webhook can be made for. Payloads have other names for some, which the vendor refuses here.
#[derive(JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
#[allow(dead_code, reason = "only its schema is used")]
pub enum WebhookEventType {
    AllEvents,
    EmailSent,
    EmailOpened,
    EmailLinkClicked,
    ReplyReceived,
    EmailBounced,
    LeadUnsubscribed,
    CampaignCompleted,
    AccountError,
    LeadNeutral,
    LeadInterested,
    LeadNotInterested,
    LeadMeetingBooked,
    LeadMeetingCompleted,
    LeadClosed,
    LeadOutOfOffice,
    LeadWrongPerson,
    LeadNoShow,
    SupersearchEnrichmentCompleted,
}
