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
        description: "Reads the Instantly workspace that the API key opens: name, owner, whether who unsubscribes \
            goes onto the block list, a removal that is scheduled. It takes no id: the key decides. Use it to make \
            sure which account is used before something is changed. Plan and credits left are in get_workspace_plan, \
            people in list_workspace_members; update_workspace changes the name.",
        scope: Some("workspaces:read"),
        ..About::read("https://developer.instantly.ai/api/v2/workspace/getworkspace")
    };
    const CALL: Call = Call::get("/workspaces/current");
}
