use crate::instantly::prelude::*;

/// What a lead's reply can be marked as, beside the fixed interest statuses.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is used")]
pub struct LeadLabel {
    /// Label id, for get_lead_label, update_lead_label and delete_lead_label
    pub id: Option<Text>,
    /// When it was created, RFC 3339
    pub timestamp_created: Option<Text>,
    /// Id of the user who created it
    #[schemars(extend("x-rare" = true))]
    pub created_by: Option<Text>,
    /// Workspace id
    #[schemars(extend("x-rare" = true))]
    pub organization_id: Option<Text>,
    /// Name as the app shows it
    pub label: Option<Text>,
    /// Whether it counts as positive, negative or neutral
    pub interest_status_label: Option<Text>,
    /// Its number: what update_lead_interest_status takes as `interest_value`, and a webhook as `custom_interest_value`
    pub interest_status: Option<Int>,
    /// When it applies, as Instantly's AI reads it
    pub description: Option<Text>,
    /// Whether Instantly's AI may give it to replies by itself
    pub use_with_ai: Option<Flag>,
}

/// What a label counts as.
#[derive(JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
#[allow(dead_code, reason = "only its schema is used")]
pub enum LabelKind {
    Positive,
    Negative,
    Neutral,
}
