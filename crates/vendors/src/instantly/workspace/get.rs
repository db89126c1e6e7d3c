use super::WORKSPACE_FIRST;
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct GetWorkspace {}

impl Plain for GetWorkspace {
    type Object = Workspace;
    const SHOWN: Shown = Shown::Under("workspace", WORKSPACE_FIRST);
    const ABOUT: About = About {
        name: "get_workspace",
        title: "Get the workspace",
        description: "Reads the Instantly workspace that the API key opens: name, owner, whether people who \
            unsubscribe go onto the block list, and a scheduled removal. It takes no id. Use it to make sure of the \
            account before something is changed. For plan and credits use get_workspace_plan, for people \
            list_workspace_members, to change the name update_workspace.",
        scope: Some("workspaces:read"),
        ..About::read("https://developer.instantly.ai/api/v2/workspace/getworkspace")
    };
    const CALL: Call = Call::get("/workspaces/current");
}
