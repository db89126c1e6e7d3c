use crate::instantly::prelude::*;

/// Work that a call has started and does not wait for.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is used")]
pub struct BackgroundJob {
    /// Job id, for get_background_job
    pub id: Option<Text>,
    /// How it stands. pending: queued; in-progress; draining: it ends; paused: waits for quota or a login; success, failed or cancelled: over
    pub status: Option<Text>,
    /// How much is done, in percent
    pub progress: Option<Num>,
    /// What it does: move-leads, import-leads, export-leads, update-warmup-accounts, rename-variable and others
    #[serde(rename = "type")]
    pub kind: Option<Text>,
    /// Id of what it works on
    pub entity_id: Option<Text>,
    /// What that is: list, campaign, workspace and others
    pub entity_type: Option<Text>,
    /// What it counted so far, by name; for move-leads also `moved_lead_emails`, 10,000 at most. If absent, get_background_job with `data_fields` gives it
    #[schemars(extend("x-long" = true))]
    pub data: Option<Maybe<Map<String, Value>>>,
    /// When it was started, RFC 3339
    pub created_at: Option<Text>,
    /// When it changed last, RFC 3339
    pub updated_at: Option<Text>,
    /// Id of the user who started it
    #[schemars(extend("x-rare" = true))]
    pub user_id: Option<Text>,
    /// Workspace id
    #[schemars(extend("x-rare" = true))]
    pub workspace_id: Option<Text>,
}
