use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct GetAdminWorkspace {}

#[derive(JsonSchema)]
pub struct AdminWorkspace {
    /// Whether another workspace manages this one
    has_admin_workspace: Option<Flag>,
    /// Name of that workspace; Undefined where there is none
    workspace_name: Option<Untrusted<Text>>,
    /// Id of this workspace's membership, for get_workspace_group_member
    workspace_group_member_id: Option<Text>,
}

impl Plain for GetAdminWorkspace {
    type Object = AdminWorkspace;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "get_admin_workspace",
        title: "Get the managing workspace",
        description: "Reads which Instantly workspace manages this one, as an agency does for a client. It takes no \
            id: the API key decides. Without a manager `has_admin_workspace` is false. Use it to see whether an \
            agency's members can act here. From the managing side use list_workspace_group_members; for the key's own \
            workspace use get_workspace.",
        ..About::read("https://developer.instantly.ai/api/v2/workspacegroupmember/getadminworkspacegroupmember")
    };
    const CALL: Call = Call::get("/workspace-group-members/admin");
}
