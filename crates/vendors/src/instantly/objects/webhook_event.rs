use crate::instantly::prelude::*;

/// What was posted to a webhook, and what came of it.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is used")]
pub struct WebhookEvent {
    /// Event id, for get_webhook_event
    pub id: Option<Text>,
    /// When it was posted first, RFC 3339
    pub timestamp_created: Option<Text>,
    /// Day of that, yyyy-mm-dd
    #[schemars(extend("x-rare" = true))]
    pub timestamp_created_date: Option<Text>,
    /// Workspace id
    #[schemars(extend("x-rare" = true))]
    pub organization_id: Option<Text>,
    /// What was posted: event, campaign, lead, mail
    #[schemars(extend("x-long" = true))]
    pub payload: Option<Untrusted<Map<String, Value>>>,
    /// Whether the receiver took it
    pub success: Option<Flag>,
    /// How often it was posted again
    pub retry_count: Option<Int>,
    /// Whether it will be posted again
    pub will_retry: Option<Flag>,
    /// Address that it was posted to
    pub webhook_url: Option<Text>,
    /// HTTP status that the receiver answered
    pub status_code: Option<Int>,
    /// Why it failed
    pub error_message: Option<Untrusted<Text>>,
    /// When it is posted next, RFC 3339
    pub timestamp_next_retry: Option<Text>,
    /// Id that the attempts at one event share
    #[schemars(extend("x-rare" = true))]
    pub retry_group_id: Option<Text>,
    /// Whether a later attempt succeeded
    pub retry_successful: Option<Flag>,
    /// Address of the lead that it is about
    pub lead_email: Option<Text>,
    /// How long the receiver took, in milliseconds
    pub response_time_ms: Option<Num>,
}

/// First day, this one included; left out: from the beginning. YYYY-MM-DD
#[derive(JsonSchema)]
#[schemars(inline, extend("examples" = ["2027-03-01"]))]
#[allow(dead_code, reason = "only its schema is used")]
pub struct Since(String);

/// Last day, this one included; left out: until now. YYYY-MM-DD
#[derive(JsonSchema)]
#[schemars(inline, extend("examples" = ["2027-03-01"]))]
#[allow(dead_code, reason = "only its schema is used")]
pub struct Until(String);
