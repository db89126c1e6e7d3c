//! <https://snov.io/api#ChangerecipientsStatus>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::snov::{objects::First, post_v1};
use outreach_model::{
    about::{About, Repeat},
    action::Action,
    effect::Effect,
    error::Failure,
    lenient::Flag,
    request::Request,
};

/// `POST /v1/change-recipient-status`.
pub struct ChangeRecipientStatus;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Inputs {
    /// The recipient's
    email: String,
    /// From list_campaigns
    campaign_id: u64,
    /// New status
    status: Status,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
enum Status {
    Active,
    Paused,
    Unsubscribed,
}

/// It says that it worked or is none.
#[derive(Debug, Deserialize)]
pub struct Changed {
    #[serde(rename = "success")]
    _success: Flag,
}

/// Nothing beyond that it worked.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {}

impl Action for ChangeRecipientStatus {
    type Answer = First<Changed>;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "change_recipient_status",
        title: "Change a recipient's status",
        description: "Pauses, resumes or unsubscribes a recipient of one campaign. Active: the campaign mails them again. One who is Finished or Moved stays so.",
        ..About::write(
            "https://snov.io/api#ChangerecipientsStatus",
            Effect::Send,
            Repeat::Doubles,
            "snov_get_campaign_progress counts those under way, and snov_find_prospect_by_email may show the recipient's status; setting the same status twice does no more than once.",
        )
    };
    const MIN_EFFECT: Effect = Effect::Update;

    fn effect(inputs: &Inputs) -> Effect {
        if inputs.status == Status::Active { Effect::Send } else { Effect::Update }
    }

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        post_v1("change-recipient-status")?.with_form(inputs)
    }

    fn outputs(_: Inputs, _: First<Changed>) -> Outputs {
        Outputs {}
    }
}
