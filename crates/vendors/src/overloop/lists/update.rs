//! <https://apidoc.overloop.ai/#update-a-list>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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

/// `PATCH /lists/{list_id}`.
pub struct UpdateList;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Inputs {
    /// Its id
    list_id: String,
    #[serde(flatten)]
    list: Attributes,
}

/// What can be changed of a list.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Attributes {
    /// New name
    name: String,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    list: List,
}

impl Action for UpdateList {
    type Answer = One<List>;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "update_list",
        title: "Rename a list",
        description: "Renames a list.",
        ..About::write(
            "https://apidoc.overloop.ai/#update-a-list",
            Effect::Update,
            Repeat::Harmless,
            "Look with overloop_list_lists; repeating the same change is harmless.",
        )
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        jsonapi::update("lists", ("list_id", &inputs.list_id), &jsonapi::attributes(&inputs.list)?)
    }

    fn outputs(_: Inputs, One(list): One<List>) -> Outputs {
        Outputs { list }
    }
}
