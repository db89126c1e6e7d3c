//! The wordings of a campaign's email steps.

toolset! { "step_content":
    get::GetStepContent,
    create::CreateStepContent,
    update::UpdateStepContent,
    delete::DeleteStepContent,
}

use outreach_model::markup;

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
