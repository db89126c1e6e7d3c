//! <https://snov.io/api#OpenEmails>

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    event::Event,
    events::{Inputs, pages},
};
use outreach_model::{about::About, action::Action, error::Failure, lenient::List, request::Request};

/// `GET /v1/get-emails-opened`.
pub struct ListCampaignOpens;

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    opens: Vec<Event>,
    /// Opens on this page
    count: usize,
    /// Pass as offset for the next page
    next_offset: Option<u64>,
}

impl Action for ListCampaignOpens {
    type Answer = List<Event>;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "list_campaign_opens",
        title: "List a campaign's opens",
        description: "Who opened an email of a campaign, when, and which, newest first.",
        pages: pages("opens"),
        ..About::read("https://snov.io/api#OpenEmails")
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        inputs.request("get-emails-opened")
    }

    fn outputs(inputs: Inputs, List(opens): List<Event>) -> Outputs {
        let count = opens.len();
        Outputs { opens, count, next_offset: inputs.next_offset(count) }
    }
}
