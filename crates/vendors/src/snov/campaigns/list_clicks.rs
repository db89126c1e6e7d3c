//! <https://snov.io/api#EmailsClicked>

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    event::Event,
    events::{Inputs, pages},
};
use outreach_model::{about::About, action::Action, error::Failure, lenient::List, request::Request};

/// `GET /v1/get-emails-clicked`.
pub struct ListCampaignClicks;

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    clicks: Vec<Event>,
    /// Clicks on this page
    count: usize,
    /// Pass as offset for the next page
    next_offset: Option<u64>,
}

impl Action for ListCampaignClicks {
    type Answer = List<Event>;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "list_campaign_clicks",
        title: "List a campaign's link clicks",
        description: "Who clicked a link in an email of a campaign, when, and in which, newest first.",
        pages: pages("clicks"),
        ..About::read("https://snov.io/api#EmailsClicked")
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        inputs.request("get-emails-clicked")
    }

    fn outputs(inputs: Inputs, List(clicks): List<Event>) -> Outputs {
        let count = clicks.len();
        Outputs { clicks, count, next_offset: inputs.next_offset(count) }
    }
}
