use super::WORKSPACE_FIRST;
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct UpdateWorkspace {
    /// New name as the app shows it
    #[schemars(length(min = 1))]
    name: Option<String>,
    /// Web address of the logo, which everyone in the workspace sees; null: none
    #[serde(default, skip_serializing_if = "Clearable::is_kept")]
    org_logo_url: Clearable<Url>,
}

impl Plain for UpdateWorkspace {
    type Object = Workspace;
    const SHOWN: Shown = Shown::Under("workspace", WORKSPACE_FIRST);
    const ABOUT: About = About {
        name: "update_workspace",
        title: "Change the workspace",
        description: "Changes `name` or logo (`org_logo_url`) of the Instantly workspace that the API key opens, for \
            everyone in it. Give at least one; what is left out stays, null removes the logo. Sending is not affected. \
            Use it only where the user asks. Other settings, plan and members change in Instantly's app; read them \
            with get_workspace, get_workspace_plan and list_workspace_members.",
        why: "everyone in the workspace sees another name or logo",
        scope: Some("workspaces:update"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/workspace/patchworkspace",
            Effect::Update,
            Repeat::Harmless,
            "Read it with instantly_get_workspace; repeating the same change is harmless.",
        )
    };
    const CALL: Call = Call::patch("/workspaces/current").with_nulls();
    // There is one workspace, which no call makes.
    const CHANGES: Option<Changes> = Some(|_, _| Changed::No);
    const LOOK: Look = Look { problems: Some(problems), ..Look::NONE };
}

fn problems(inputs: &Map<String, Value>) -> Vec<String> {
    if inputs.is_empty() {
        return vec!["There is nothing to change: pass `name` or `org_logo_url`".to_owned()];
    }
    let logo = inputs.get("org_logo_url").and_then(Value::as_str).map(str::trim).filter(|logo| !logo.is_empty());
    let is_web = |logo: &str| {
        url::Url::parse(logo).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.host().is_some())
    };
    let wrong = logo.filter(|logo| !is_web(logo));
    wrong.map(|_| "`org_logo_url` must be an `https` or `http` address of a picture".to_owned()).into_iter().collect()
}
