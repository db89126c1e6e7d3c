//! <https://snov.io/api#ViewcampaignProgress>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::snov::objects::Framed;
use outreach_model::{
    about::About,
    action::Action,
    error::Failure,
    lenient::{Int, Text},
    request::Request,
};

/// `GET /v2/campaigns/{campaign_id}/progress`.
pub struct GetCampaignProgress;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Inputs {
    /// From list_campaigns
    campaign_id: u64,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Outputs {
    /// E.g. Active
    status: Option<Text>,
    /// Recipients still under way
    unfinished: Option<Int>,
    /// E.g. 90%
    progress: Option<Text>,
}

impl Action for GetCampaignProgress {
    type Answer = Framed<Outputs>;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "get_campaign_progress",
        title: "Get a campaign's progress",
        description: "A campaign's status, and the share of its recipients for whom it is over: by its end, a reply, a bounce or an unsubscription.",
        ..About::read("https://snov.io/api#ViewcampaignProgress")
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        Request::get(["v2", "campaigns", &inputs.campaign_id.to_string(), "progress"])
    }

    fn outputs(_: Inputs, Framed(progress): Framed<Outputs>) -> Outputs {
        progress
    }
}
