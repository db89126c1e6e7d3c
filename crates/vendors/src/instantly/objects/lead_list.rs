use crate::instantly::prelude::*;

/// A list of leads.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is used")]
pub struct LeadList {
    /// List id, for list_leads and create_lead
    pub id: Option<Text>,
    /// Workspace id
    #[schemars(extend("x-rare" = true))]
    pub organization_id: Option<Text>,
    /// Whether every lead that is added is enriched, which spends credits
    pub has_enrichment_task: Option<Flag>,
    /// Id of the workspace user who owns it
    pub owned_by: Option<Text>,
    /// Name as the app shows it
    pub name: Option<Text>,
    /// When it was created, RFC 3339
    pub timestamp_created: Option<Text>,
}
