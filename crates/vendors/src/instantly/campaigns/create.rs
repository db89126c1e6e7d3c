//! <https://developer.instantly.ai/api/v2/campaign/createcampaign>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    CampaignOutputs,
    settings::{Schedule, Settings},
};
use crate::instantly::objects::Campaign;
use outreach_model::{
    about::{About, Repeat},
    action::Action,
    effect::Effect,
    error::Failure,
    request::Request,
};

/// `POST /campaigns`: makes a draft.
pub struct CreateCampaign;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Inputs {
    /// Its name
    #[schemars(length(min = 1))]
    name: String,
    /// When to send
    campaign_schedule: Schedule,
    #[serde(flatten)]
    settings: Settings,
}

impl Action for CreateCampaign {
    type Answer = Campaign;
    type Inputs = Inputs;
    type Outputs = CampaignOutputs;

    const ABOUT: About = About {
        name: "create_campaign",
        title: "Create a campaign",
        description: "Creates a draft; nothing is sent until activate_campaign.",
        ..About::write(
            "https://developer.instantly.ai/api/v2/campaign/createcampaign",
            Effect::Create,
            Repeat::Doubles,
            "Look with instantly_list_campaigns, `search` set to the name, before you create it again.",
        )
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        let campaign_schedule = inputs.campaign_schedule.for_vendor()?;
        let body = Inputs { name: inputs.name.clone(), campaign_schedule, settings: inputs.settings.clone() };
        Request::post(["campaigns"])?.with_json(&body)
    }

    fn outputs(_: Inputs, answer: Campaign) -> CampaignOutputs {
        answer.into()
    }
}
