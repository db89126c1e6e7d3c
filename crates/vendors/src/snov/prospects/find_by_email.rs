//! <https://snov.io/api#FindProspectbyEmail>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::snov::{
    objects::{Data, Many, Prospect},
    post_v1,
};
use outreach_model::{about::About, action::Action, error::Failure, request::Request};

/// `POST /v1/get-prospects-by-email`.
pub struct FindProspectByEmail;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Inputs {
    /// Address
    email: String,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    prospects: Many<Prospect>,
}

impl Action for FindProspectByEmail {
    type Answer = Data<Many<Prospect>>;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "find_prospect_by_email",
        title: "Find prospects by address",
        description: "Reads all prospects of your lists that have an address, with their lists and campaigns. Free.",
        ..About::read("https://snov.io/api#FindProspectbyEmail")
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        post_v1("get-prospects-by-email")?.with_form(inputs)
    }

    fn outputs(_: Inputs, Data { data: prospects }: Self::Answer) -> Outputs {
        Outputs { prospects }
    }
}
