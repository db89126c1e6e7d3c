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
        description: "Lists the client workspaces that the key's Instantly workspace manages as an agency, with the \
            state of each invitation. What it returns in a workspace that manages none is not documented; there, \
            get_admin_workspace names the one that manages it. One membership is in get_workspace_group_member. \
            People, not workspaces, are in list_workspace_members. Workspaces are invited and removed in Instantly's \
            app.",
        pages: pages("workspace_group_members"),
        scope: Some("workspace_group_members:read"),
        ..About::read("https://developer.instantly.ai/api/v2/workspacegroupmember/listworkspacegroupmember")
    };
    const CALL: Call = Call::get("/workspace-group-members");
}
