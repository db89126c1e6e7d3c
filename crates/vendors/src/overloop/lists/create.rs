//! <https://apidoc.overloop.ai/#create-a-list>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ListType;
use crate::overloop::{
    jsonapi::{self, One},
    objects::List,
};
use outreach_model::{
    about::{About, Repeat},
    action::Action,
    effect::Effect,
    error::Failure,
    request::Request,
};

/// `POST /lists`.
pub struct CreateList;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Inputs {
    /// Its name
    name: String,
    /// What is on it
    list_type: ListType,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    list: List,
}

impl Action for CreateList {
    type Answer = One<List>;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "create_list",
        title: "Create a list",
        description: "Creates an empty list. Prospects and organizations are put on it through their `lists`.",
        ..About::write(
            "https://apidoc.overloop.ai/#create-a-list",
            Effect::Create,
            Repeat::Doubles,
            "Look with overloop_list_lists before you create it again.",
        )
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        jsonapi::create("lists", "lists", &jsonapi::attributes(inputs)?)
    }

    fn outputs(_: Inputs, One(list): One<List>) -> Outputs {
        Outputs { list }
    }
}
