use crate::instantly::prelude::*;

/// Something that was done in the workspace.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is used")]
pub struct AuditLog {
    /// Id of the entry
    pub id: Option<Text>,
    /// When it was done, RFC 3339
    pub timestamp: Option<Text>,
    /// What was done
    pub activity_type: Option<Named<AuditActivity>>,
    /// Name of the user who did it
    pub user_name: Option<Text>,
    /// Id of that user: `user_id` of list_workspace_members
    pub user_id: Option<Text>,
    /// Whether it was done by an API key
    pub from_api: Option<Flag>,
    /// Id of that key, not the key
    #[schemars(extend("x-rare" = true))]
    pub api_key_id: Option<Text>,
    /// How many things it was done to
    pub affected_count: Option<Num>,
    /// Campaign that it is about
    pub campaign_id: Option<Text>,
    /// Lead list that it is about
    pub list_id: Option<Text>,
    /// Subsequence that it is about
    pub subsequence_id: Option<Text>,
    /// Webhook that it is about
    pub webhook_id: Option<Text>,
    /// Further facts, as Instantly keeps them
    #[schemars(extend("x-long" = true))]
    pub audit_metadata: Option<Untrusted<Map<String, Value>>>,
    /// Address on the internet that it came from
    #[schemars(extend("x-rare" = true))]
    pub ip_address: Option<Text>,
    /// Program that it came from, as that calls itself
    #[schemars(extend("x-rare" = true))]
    pub user_agent: Option<Untrusted<Text>>,
    /// Workspace id
    #[schemars(extend("x-rare" = true))]
    pub organization_id: Option<Text>,
}
