//! The wordings of a campaign's email steps.

toolset! { "step_content":
    get::GetStepContent,
    create::CreateStepContent,
    update::UpdateStepContent,
    delete::DeleteStepContent,
}

use outreach_model::{markup, response};

use crate::snov::prelude::*;

/// Whether a wording is sent.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub(crate) enum Usage {
    Active,
    Pause,
}

/// What is wrong with a text.
fn problem(body: &str) -> Option<String> {
    markup::is_blank(body).then(|| "`body` is blank: an empty mail would be sent".to_owned())
}

/// The read of the wording that the inputs name.
fn read_content(inputs: &Value) -> Option<Request> {
    let [campaign, step, content] = ["campaign_id", "step_id", "content_id"].map(|name| inputs.get(name)?.as_u64());
    let [campaign, step, content] = [campaign?, step?, content?].map(|id| id.to_string());
    Request::get(["v2", "campaigns", &campaign, "steps", &step, "content", &content]).ok()
}

/// What is read for a person who is to agree that a text is overwritten or deleted.
const LOOK_FIRST: ReadFirst =
    ReadFirst { request: read_content, is_needed: |_| false, forbids: |_, _| None, warns: |_, _| Vec::new() };

/// The text that is there.
const TEXT: ShownFirst = ShownFirst {
    further: |_, _| None,
    says: |_, answer, _| {
        let Ok(content) = response::decode_value::<Framed<StepContent>>(answer).map(Framed::into_inner) else {
            return Vec::new();
        };
        let shown = |text: Option<&str>| on_one_line(&text.map(markup::words).unwrap_or_default());
        if content.subject().is_none() && content.body().is_none() {
            return vec!["The wording is empty now.".to_owned()];
        }
        vec![format!("The wording is now: subject {}, text {}", shown(content.subject()), shown(content.body()))]
    },
};
