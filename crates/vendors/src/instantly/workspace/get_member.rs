use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct GetWorkspaceMember {
    /// Id of the membership: `id` of list_workspace_members, not `user_id`
    workspace_member_id: MemberId,
}

impl Plain for GetWorkspaceMember {
    type Object = WorkspaceMember;
    const SHOWN: Shown =
        Shown::Under("workspace_member", &[("id", "id"), ("email", "email"), ("user_id", "user_id"), ("role", "role")]);
    const ABOUT: About = About {
        name: "get_workspace_member",
        title: "Get a team member",
        description: "Reads one team member of the Instantly workspace: address, role, permissions, whether the \
            invitation is accepted. `workspace_member_id` is the `id` of a row of list_workspace_members, not its \
            `user_id`. Use it to check a member whose id you have. By name, address or `user_id` use \
            list_workspace_members. Roles are changed in Instantly's app.",
        scope: Some("workspace_members:read"),
        ..About::read("https://developer.instantly.ai/api/v2/workspacemember/getworkspacemember")
    };
    const CALL: Call = Call::get("/workspace-members/{workspace_member_id}");
}
