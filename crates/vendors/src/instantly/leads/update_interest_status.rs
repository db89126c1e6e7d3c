//! <https://developer.instantly.ai/api/v2/lead/updateleadintereststatus>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

use outreach_model::{
    about::{About, Repeat},
    action::Action,
    effect::Effect,
    error::Failure,
    lenient::Text,
    request::Request,
};

/// `POST /leads/update-interest-status`: answers 202, the change follows.
pub struct UpdateLeadInterestStatus;

#[skip_serializing_none]
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Inputs {
    /// Lead's address
    lead_email: String,
    /// 0 out of office, 1 interested, 2 meeting booked, 3 meeting completed, 4 won, -1 not interested, -2 wrong person, -3 lost, -4 no show; none: reset to lead
    // Always sent: null is a value of its own.
    #[serialize_always]
    interest_value: Option<i64>,
    /// Its id
    campaign_id: Option<String>,
    /// Its id
    list_id: Option<String>,
    /// AI's value
    ai_interest_value: Option<i64>,
    /// Keep the AI out
    disable_auto_interest: Option<bool>,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Outputs {
    message: Option<Text>,
}

impl Action for UpdateLeadInterestStatus {
    type Answer = Outputs;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "update_lead_interest_status",
        title: "Set a lead's interest",
        description: "Sets a lead's interest, in the background: read the lead again later.",
        ..About::write(
            "https://developer.instantly.ai/api/v2/lead/updateleadintereststatus",
            Effect::Update,
            Repeat::Harmless,
            "Read `lt_interest_status` with instantly_list_leads, `contacts` set to the address; repeating is harmless.",
        )
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        Request::post(["leads", "update-interest-status"])?.with_json(inputs)
    }

    fn outputs(_: Inputs, answer: Outputs) -> Outputs {
        answer
    }
}
