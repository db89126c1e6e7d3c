use crate::instantly::prelude::*;

/// What the vendor does in the background.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is used")]
pub struct BackgroundJob {
    /// Job id
    pub id: Option<Text>,
    /// Workspace id
    pub workspace_id: Option<Text>,
    /// Id of the workspace user whose call started it
    pub user_id: Option<Text>,
    /// What it does, such as update-warmup-accounts or move-leads
    pub r#type: Option<Text>,
    /// Id of the list or campaign it is on
    pub entity_id: Option<Text>,
    /// What it is on: list, campaign, workspace, broadcast, subscriber-group-sync or subscriber-group
    pub entity_type: Option<Text>,
    /// How far it is, 0 to 100
    pub progress: Option<Num>,
    /// pending, in-progress, success, failed, draining (takes up what happened meanwhile), paused or cancelled
    pub status: Option<Text>,
    /// When it was started, RFC 3339
    pub created_at: Option<Text>,
    /// When it was changed last, RFC 3339
    pub updated_at: Option<Text>,
}
