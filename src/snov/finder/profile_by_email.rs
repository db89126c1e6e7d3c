//! <https://snov.io/api#GetProfileByEmail>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    action::{About, Action, Effect},
    failure::Failure,
    request::Request,
    snov::{objects::Profile, post_v1},
};

/// `POST /v1/get-profile-by-email`.
pub struct GetProfileByEmail;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Inputs {
    /// Address
    email: String,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    profile: Profile,
}

impl Action for GetProfileByEmail {
    type Answer = Profile;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "get_profile_by_email",
        title: "Get the profile behind an address",
        description: "Finds who has an address: name, place, jobs and social profiles. Costs 1 credit, nothing if nothing is found.",
        effect: Effect::Spend,
        pages: None,
        price: Some("1 credit, nothing if nothing is found"),
        verify: Some("Compare snov_get_balance with what it was: a profile that was found has cost its credit."),
        docs: "https://snov.io/api#GetProfileByEmail",
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        post_v1("get-profile-by-email")?.with_form(inputs)
    }

    fn outputs(_: Inputs, profile: Profile) -> Outputs {
        Outputs { profile }
    }
}
