use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct ListWorkspaceMembers {
    limit: Option<PageSize>,
    starting_after: Option<Cursor>,
    /// true: only those who accepted the invitation; false: only those who did not yet
    accepted: Option<bool>,
    /// Words of the name or address
    search: Option<String>,
}

impl Plain for ListWorkspaceMembers {
    type Object = WorkspaceMember;
    const SHOWN: Shown = page();
    const ABOUT: About = About {
        name: "list_workspace_members",
        title: "List team members",
        description: "Lists the team members of the Instantly workspace: address, name, role. Use it to find an owner \
            by words (`search`). A row's `user_id`, not `id`, is what create_lead (`assigned_to`), create_lead_list \
            (`owned_by`) and list_leads (`organization_user_ids`) take. Invited people are included unless `accepted: \
            true`. Members change in Instantly's app. For one use get_workspace_member.",
        pages: pages("workspace_members"),
        scope: Some("workspace_members:read"),
        ..About::read("https://developer.instantly.ai/api/v2/workspacemember/listworkspacemember")
    };
    const CALL: Call = Call::get("/workspace-members");
}
