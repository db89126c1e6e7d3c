//! <https://snov.io/api#GetProfileByEmail>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::snov::{objects::Profile, post_v1};
use outreach_model::{
    about::{About, Repeat},
    action::Action,
    effect::Effect,
    error::Failure,
    request::Request,
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
        price: Some("1 credit, nothing if nothing is found"),
        ..About::write(
            "https://snov.io/api#GetProfileByEmail",
            Effect::Spend,
            Repeat::Doubles,
            "Compare snov_get_balance with what it was: a profile that was found has cost its credit.",
        )
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        post_v1("get-profile-by-email")?.with_form(inputs)
    }

    fn outputs(_: Inputs, profile: Profile) -> Outputs {
        Outputs { profile }
    }
}
