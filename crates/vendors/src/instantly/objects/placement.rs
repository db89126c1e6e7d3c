use crate::instantly::prelude::*;

/// A test of where mail arrives.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is used")]
pub struct PlacementTest {
    /// Test id, for get_inbox_placement_test and the statistics
    pub id: Option<Text>,
    /// Name as the app shows it
    pub name: Option<Text>,
    /// Whether it runs once or by itself again and again
    pub r#type: Option<Named<PlacementType>>,
    /// State of the test
    pub status: Option<Named<PlacementStatus>>,
    /// Why it sends nothing now: daily_limits_hit or other; empty where nothing is wrong
    pub not_sending_status: Option<Text>,
    /// Whether Instantly sends its mails
    pub sending_method: Option<Named<PlacementSendingMethod>>,
    /// How its mails leave
    pub delivery_mode: Option<Named<PlacementDeliveryMode>>,
    /// Mailboxes that send
    pub emails: Option<List<Text>>,
    /// Ids of the tags whose mailboxes send
    pub tags: Option<List<Text>>,
    /// When it runs, if it runs by itself
    pub schedule: Option<PlacementSchedule>,
    /// When it runs next, RFC 3339
    pub timestamp_next_run: Option<Text>,
    /// Subject of its mails
    pub email_subject: Option<Text>,
    /// Body of its mails
    #[schemars(extend("x-long" = true))]
    pub email_body: Option<Text>,
    /// Whether its mails are plain text, without open tracking
    pub text_only: Option<Flag>,
    /// Providers and regions that its seed addresses are of
    pub recipients_labels: Option<List<Provider>>,
    /// Seed addresses that it mails
    #[schemars(extend("x-rare" = true))]
    pub recipients: Option<List<Text>>,
    /// Code that mails from outside Instantly must carry
    pub test_code: Option<Text>,
    /// Id of the campaign that it belongs to
    pub campaign_id: Option<Text>,
    /// What it is for
    pub description: Option<Text>,
    /// What the app does by itself on a result, such as pausing campaigns: `when` and `then`
    #[schemars(extend("x-rare" = true))]
    pub automations: Option<List<Map<String, Value>>>,
    /// When it was created, RFC 3339
    pub timestamp_created: Option<Text>,
    /// Workspace id
    #[schemars(extend("x-rare" = true))]
    pub organization_id: Option<Text>,
}

/// When a test runs.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is used")]
pub struct PlacementSchedule {
    /// Weekdays by number, 0 Sunday to 6 Saturday: true where it runs
    pub days: Option<Map<String, Value>>,
    /// Time of day: `from`
    pub timing: Option<Map<String, Value>>,
    /// Timezone of that time
    pub timezone: Option<Text>,
}

/// A kind of seed address.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is used")]
pub struct Provider {
    /// Region, such as North America
    pub region: Option<Text>,
    /// Country, such as US
    pub sub_region: Option<Text>,
    /// Professional or Personal
    pub r#type: Option<Text>,
    /// Mail provider, such as Google
    pub esp: Option<Text>,
}
