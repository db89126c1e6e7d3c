//! <https://snov.io/api#CreateNewProspectList>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::snov::{
    objects::{Data, First},
    post_v1,
};
use outreach_model::{
    about::{About, Repeat},
    action::Action,
    effect::Effect,
    error::Failure,
    lenient::Int,
    request::Request,
};

/// `POST /v1/lists`.
pub struct CreateList;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Inputs {
    /// Its name
    name: String,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Outputs {
    id: Option<Int>,
}

impl Action for CreateList {
    // The documents have it in a list, those who call it without.
    type Answer = First<Data<Outputs>>;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "create_list",
        title: "Create a list",
        description: "Adds an empty list for prospects. Free.",
        ..About::write(
            "https://snov.io/api#CreateNewProspectList",
            Effect::Create,
            Repeat::Doubles,
            "Look for its name with snov_list_lists before you create it again.",
        )
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        post_v1("lists")?.with_form(inputs)
    }

    fn outputs(_: Inputs, First(answer): First<Data<Outputs>>) -> Outputs {
        answer.data
    }
}
