//! <https://snov.io/api#CampaignReplies>

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    event::Event,
    events::{Inputs, pages},
};
use outreach_model::{about::About, action::Action, error::Failure, lenient::List, request::Request};

/// `GET /v1/get-emails-replies`.
pub struct ListCampaignReplies;

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    replies: Vec<Event>,
    /// Replies on this page
    count: usize,
    /// Pass as offset for the next page
    next_offset: Option<u64>,
}

impl Action for ListCampaignReplies {
    type Answer = List<Event>;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "list_campaign_replies",
        title: "List a campaign's replies",
        description: "Who replied in a campaign, when, and to which email, newest first. What they wrote is not part of it.",
        pages: pages("replies"),
        ..About::read("https://snov.io/api#CampaignReplies")
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        inputs.request("get-emails-replies")
    }

    fn outputs(inputs: Inputs, List(replies): List<Event>) -> Outputs {
        let count = replies.len();
        Outputs { replies, count, next_offset: inputs.next_offset(count) }
    }
}
