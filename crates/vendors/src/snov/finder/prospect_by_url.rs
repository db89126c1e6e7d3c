//! <https://snov.io/api#GetEmailsFromUrl>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Url;
use crate::snov::{
    objects::{Found, Many},
    post_v1,
};
use outreach_model::{about::About, action::Action, error::Failure, request::Request};

/// `POST /v1/get-emails-from-url`.
pub struct GetProspectByUrl;

/// What the vendor answers: one person, with and without a list around it.
#[derive(Debug, Deserialize)]
pub struct Answer {
    #[serde(default)]
    data: Many<Found>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    prospects: Many<Found>,
}

impl Action for GetProspectByUrl {
    type Answer = Answer;
    type Inputs = Url;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "get_prospect_by_url",
        title: "Get the person behind a profile",
        description: "Reads the person and the addresses that were found for a profile; add_url_for_search has to come first. Free. The vendor's newest page no longer lists it.",
        ..About::read("https://snov.io/api#GetEmailsFromUrl")
    };

    fn request(inputs: &Url) -> Result<Request, Failure> {
        post_v1("get-emails-from-url")?.with_form(inputs)
    }

    fn outputs(_: Url, Answer { data }: Answer) -> Outputs {
        Outputs { prospects: data }
    }
}
