use crate::instantly::prelude::*;

/// A person who can use the workspace.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is used")]
pub struct WorkspaceMember {
    /// Id of the membership, for get_workspace_member; inputs for owners take `user_id`
    pub id: Option<Text>,
    /// Address that was invited
    pub email: Option<Text>,
    /// Id of the user, for owners such as `assigned_to` of a lead
    pub user_id: Option<Text>,
    /// Address that the user logs in with
    pub user_email: Option<Text>,
    /// Name of the user
    pub name: Option<Maybe<PersonName>>,
    /// Name that the owner of the workspace gave the member, which nobody else sees
    #[schemars(extend("x-rare" = true))]
    pub nickname: Option<Text>,
    /// owner, admin (all but deleting the workspace), editor (no settings), view (reads only) or client (of an agency)
    pub role: Option<Text>,
    /// What of the app the member may use, such as campaigns.edit
    #[schemars(extend("x-rare" = true))]
    pub permissions: Option<List<Text>>,
    /// Whether the invitation is accepted
    pub accepted: Option<Flag>,
    /// Id of the user who invited the member
    #[schemars(extend("x-rare" = true))]
    pub issuer_id: Option<Text>,
    /// Workspace id
    #[schemars(extend("x-rare" = true))]
    pub workspace_id: Option<Text>,
    /// When the member was invited, RFC 3339
    pub timestamp_created: Option<Text>,
}

/// The name of a person.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is used")]
pub struct PersonName {
    /// Given name
    pub first: Option<Text>,
    /// Family name
    pub last: Option<Text>,
}
