use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct ListWorkspaceGroupMembers {
    limit: Option<PageSize>,
    starting_after: Option<Cursor>,
}

impl Plain for ListWorkspaceGroupMembers {
    type Object = WorkspaceGroupMember;
    const SHOWN: Shown = page();
    const ABOUT: About = About {
        name: "list_workspace_group_members",
        title: "List the workspaces of the group",
        description: "Lists the client workspaces that this Instantly workspace manages as an agency, with the state \
            of each invitation. Use it from the managing side; a managed workspace finds its manager with \
            get_admin_workspace. For one membership use get_workspace_group_member. People are in \
            list_workspace_members. Workspaces are invited and removed in Instantly's app.",
        pages: pages("workspace_group_members"),
        scope: Some("workspace_group_members:read"),
        ..About::read("https://developer.instantly.ai/api/v2/workspacegroupmember/listworkspacegroupmember")
    };
    const CALL: Call = Call::get("/workspace-group-members");
}
