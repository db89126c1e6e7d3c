use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct GetWorkspaceGroupMember {
    /// Id of the membership: `id` of list_workspace_group_members, not that of a workspace
    workspace_group_member_id: GroupMemberId,
}

impl Plain for GetWorkspaceGroupMember {
    type Object = WorkspaceGroupMember;
    const SHOWN: Shown = Shown::Under("workspace_group_member", &[("id", "id"), ("status", "status")]);
    const ABOUT: About = About {
        name: "get_workspace_group_member",
        title: "Get a workspace of the group",
        description: "Reads one membership of an Instantly workspace group: which workspace, which one manages it, \
            whether the invitation is accepted. Use it to follow up an invitation. `workspace_group_member_id` is the \
            `id` of a row of list_workspace_group_members, not that of a workspace; for this workspace's own \
            membership get_admin_workspace gives it.",
        scope: Some("workspace_group_members:read"),
        ..About::read("https://developer.instantly.ai/api/v2/workspacegroupmember/getworkspacegroupmember")
    };
    const CALL: Call = Call::get("/workspace-group-members/{workspace_group_member_id}");
}
