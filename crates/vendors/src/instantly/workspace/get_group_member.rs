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
        description: "Reads one workspace of an Instantly workspace group, by `workspace_group_member_id`, the id of \
            its membership, not of the workspace: which workspace, which one manages it, whether the invitation is \
            accepted. Use it to see what became of an invitation that list_workspace_group_members has shown; \
            get_admin_workspace gives the id of this workspace's own membership.",
        scope: Some("workspace_group_members:read"),
        ..About::read("https://developer.instantly.ai/api/v2/workspacegroupmember/getworkspacegroupmember")
    };
    const CALL: Call = Call::get("/workspace-group-members/{workspace_group_member_id}");
}
