//! <https://developer.instantly.ai/api/v2/campaign/patchcampaign>

use http::Method;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

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

/// `PATCH /campaigns/{campaign_id}`.
pub struct PatchCampaign;

#[skip_serializing_none]
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
// create_campaign says more of the fields below the first level.
#[schemars(extend("x-brief" = true))]
pub struct Inputs {
    /// Campaign id
    #[serde(skip_serializing)]
    campaign_id: String,
    /// Its name
    #[schemars(length(min = 1))]
    name: Option<String>,
    /// Whole
    campaign_schedule: Option<Schedule>,
    #[serde(flatten)]
    settings: Settings,
}

impl Action for PatchCampaign {
    type Answer = Campaign;
    type Inputs = Inputs;
    type Outputs = CampaignOutputs;

    const ABOUT: About = About {
        name: "patch_campaign",
        title: "Change a campaign",
        description: "Changes what is given; `sequences`, `email_list`, `campaign_schedule` whole: read them first.",
        ..About::write(
            "https://developer.instantly.ai/api/v2/campaign/patchcampaign",
            Effect::Update,
            Repeat::Harmless,
            "Read the campaign with instantly_list_campaigns; repeating the same change is harmless.",
        )
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        if inputs.name.is_none() && inputs.campaign_schedule.is_none() && inputs.settings.is_empty() {
            return Err(Failure::invalid_input(
                "There is nothing to change. Pass at least one field beside `campaign_id`.",
            ));
        }
        let body = Inputs {
            campaign_id: String::new(),
            name: inputs.name.clone(),
            campaign_schedule: inputs.campaign_schedule.as_ref().map(Schedule::for_vendor).transpose()?,
            settings: inputs.settings.clone(),
        };
        Request::new(Method::PATCH, ["campaigns", &inputs.campaign_id])?.with_json(&body)
    }

    fn outputs(_: Inputs, answer: Campaign) -> CampaignOutputs {
        answer.into()
    }
}
