//! <https://snov.io/api#AddNamesToFindEmails>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Names;
use outreach_model::{
    about::{About, Repeat},
    action::Action,
    effect::Effect,
    error::Failure,
    lenient::Flag,
    request::Request,
};

/// `POST /v1/add-names-to-find-emails`.
pub struct AddNamesToFindEmails;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Outputs {
    /// Whether the search is queued
    sent: Option<Flag>,
}

impl Action for AddNamesToFindEmails {
    type Answer = Outputs;
    type Inputs = Names;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "add_names_to_find_emails",
        title: "Search a person's address",
        description: "Queues a search for an address that find_email did not find; find_email gives the result later. Costs 1 credit a call. The vendor's newest page no longer lists it.",
        price: Some("1 credit a call"),
        ..About::write(
            "https://snov.io/api#AddNamesToFindEmails",
            Effect::Spend,
            Repeat::Doubles,
            "Compare snov_get_balance with what it was: a search that was queued has cost its credit.",
        )
    };

    fn request(inputs: &Names) -> Result<Request, Failure> {
        inputs.request("add-names-to-find-emails")
    }

    fn outputs(_: Names, answer: Outputs) -> Outputs {
        answer
    }
}
