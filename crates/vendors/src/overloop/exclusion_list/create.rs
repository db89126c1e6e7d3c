//! <https://apidoc.overloop.ai/#create-an-exclusion-list-item>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ItemType;
use crate::overloop::{
    jsonapi::{self, One},
    objects::ExclusionListItem,
};
use outreach_model::{
    about::{About, Repeat},
    action::Action,
    effect::Effect,
    error::Failure,
    request::Request,
};

/// `POST /exclusion_list_items`.
pub struct CreateExclusionListItem;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Inputs {
    /// Address or domain
    value: String,
    /// Which of the two
    item_type: ItemType,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    exclusion_list_item: ExclusionListItem,
}

impl Action for CreateExclusionListItem {
    type Answer = One<ExclusionListItem>;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "create_exclusion_list_item",
        title: "Exclude an address or a domain",
        description: "Keeps an address or a whole domain from ever being mailed. The API cannot take it back.",
        ..About::write(
            "https://apidoc.overloop.ai/#create-an-exclusion-list-item",
            Effect::Create,
            Repeat::Doubles,
            "Look with overloop_list_exclusion_list_items, `filter` set to the value, before you add it again.",
        )
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        // The documents have the type in the singular, unlike the path.
        jsonapi::create("exclusion_list_items", "exclusion_list_item", &jsonapi::attributes(inputs)?)
    }

    fn outputs(_: Inputs, One(exclusion_list_item): One<ExclusionListItem>) -> Outputs {
        Outputs { exclusion_list_item }
    }
}
