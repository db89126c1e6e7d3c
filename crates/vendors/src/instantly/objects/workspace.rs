use crate::instantly::prelude::*;

/// A workspace.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is used")]
pub struct Workspace {
    /// Workspace id
    pub id: Option<Text>,
    /// Name as the app shows it
    pub name: Option<Text>,
    /// Id of the user who owns it
    pub owner: Option<Text>,
    /// Whether the address of who unsubscribes goes onto the block list
    pub add_unsub_to_block: Option<Flag>,
    /// What an opportunity is worth where its campaign says nothing, without currency
    pub default_opportunity_value: Option<Num>,
    /// When it will be removed, RFC 3339; absent: it will not
    pub scheduled_for_removal_at: Option<Text>,
    /// Web address of its logo
    pub org_logo_url: Option<Text>,
    /// Domain under which its clients see it
    pub org_client_domain: Option<Text>,
    /// Plan of outreach, such as pid_hg_v1 (Hypergrowth); get_workspace_plan has names and limits
    pub plan_id: Option<Text>,
    /// Plan of a bundle
    pub plan_id_bundle: Option<Text>,
    /// Plan of SuperSearch
    pub plan_id_leadfinder: Option<Text>,
    /// Plan of address verification
    pub plan_id_verification: Option<Maybe<VerificationPlan>>,
    /// Plan of the CRM
    pub plan_id_crm: Option<Text>,
    /// Plan of website visitors
    pub plan_id_website_visitor: Option<Text>,
    /// Plan of inbox placement tests
    pub plan_id_inbox_placement: Option<Text>,
    /// When it was created, RFC 3339
    pub timestamp_created: Option<Text>,
    /// When it was changed last, RFC 3339
    pub timestamp_updated: Option<Text>,
}

/// The plan of address verification.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is used")]
pub struct VerificationPlan {
    /// How many of it
    pub quantity: Option<Num>,
    /// Id of the plan
    pub product_id: Option<Text>,
    /// When it was changed last, RFC 3339
    pub timestamp_updated: Option<Text>,
}

/// A workspace in a group that another one, the admin workspace, manages.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is used")]
pub struct WorkspaceGroupMember {
    /// Id of the membership, for get_workspace_group_member
    pub id: Option<Text>,
    /// Id of the workspace that manages the group
    pub admin_workspace_id: Option<Text>,
    /// Its name
    pub admin_workspace_name: Option<Untrusted<Text>>,
    /// Id of the workspace that is managed
    pub sub_workspace_id: Option<Text>,
    /// Its name
    pub sub_workspace_name: Option<Untrusted<Text>>,
    /// Whether the invitation is pending, accepted or rejected
    pub status: Option<Text>,
    /// When it was invited, RFC 3339
    pub timestamp_created: Option<Text>,
    /// When this was changed last, RFC 3339
    pub timestamp_updated: Option<Text>,
}
