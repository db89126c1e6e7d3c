//! <https://developer.instantly.ai/api/v2/campaign/activatecampaign>

use schemars::JsonSchema;
use serde::Deserialize;

use super::CampaignOutputs;
use crate::instantly::objects::Campaign;
use outreach_model::{
    about::{About, Repeat},
    action::Action,
    effect::Effect,
    error::Failure,
    lenient::Text,
    request::Request,
};

/// `POST /campaigns/{campaign_id}/activate`, without a body.
pub struct ActivateCampaign;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Inputs {
    /// Campaign id
    campaign_id: String,
}

impl Action for ActivateCampaign {
    /// The campaign; some answers are only a message, or nothing.
    type Answer = Option<Campaign>;
    type Inputs = Inputs;
    type Outputs = CampaignOutputs;

    const ABOUT: About = About {
        name: "activate_campaign",
        title: "Start a campaign",
        description: "Starts a campaign: real mail goes out. Check mailboxes, steps and leads first.",
        ..About::write(
            "https://developer.instantly.ai/api/v2/campaign/activatecampaign",
            Effect::Send,
            Repeat::Doubles,
            "Read its `status` with instantly_list_campaigns: 1 is active.",
        )
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        Request::post(["campaigns", &inputs.campaign_id, "activate"])
    }

    fn outputs(inputs: Inputs, answer: Option<Campaign>) -> CampaignOutputs {
        match answer.filter(|campaign| campaign.id.is_some()) {
            Some(campaign) => campaign.into(),
            None => CampaignOutputs { id: Some(Text(inputs.campaign_id)), name: None, status: None, campaign: None },
        }
    }
}
