//! <https://snov.io/api#EmailCount>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::snov::{post_v1, search::domain};
use outreach_model::{
    about::About,
    action::Action,
    error::Failure,
    lenient::{Flag, Int, Text},
    request::Request,
};

/// `POST /v1/get-domain-emails-count`.
pub struct GetEmailCount;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Inputs {
    /// E.g. example.com
    domain: String,
}

#[derive(Serialize)]
struct Form<'a> {
    domain: &'a str,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Outputs {
    domain: Option<Text>,
    /// Whether anyone can have an address there; `result` is 0 then
    webmail: Option<Flag>,
    /// Addresses
    result: Option<Int>,
}

impl Action for GetEmailCount {
    type Answer = Outputs;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "get_email_count",
        title: "Count a domain's addresses",
        description: "Says how many addresses of a domain Snov.io has. Free: look before a search that costs.",
        ..About::read("https://snov.io/api#EmailCount")
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        post_v1("get-domain-emails-count")?.with_form(&Form { domain: domain(&inputs.domain)? })
    }

    fn outputs(_: Inputs, answer: Outputs) -> Outputs {
        answer
    }
}
