//! <https://apidoc.overloop.ai/#update-a-prospect>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Attributes;
use crate::overloop::{
    jsonapi::{self, One, Writable},
    objects::Prospect,
};
use outreach_model::{
    about::{About, Repeat},
    action::Action,
    effect::Effect,
    error::Failure,
    request::Request,
};

/// `PATCH /prospects/{prospect_id}`.
pub struct UpdateProspect;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Inputs {
    /// Its id
    prospect_id: String,
    #[serde(flatten)]
    prospect: Writable<Attributes>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    prospect: Prospect,
}

impl Action for UpdateProspect {
    type Answer = One<Prospect>;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "update_prospect",
        title: "Change a prospect",
        description: "Changes what is given; the rest stays.",
        ..About::write(
            "https://apidoc.overloop.ai/#update-a-prospect",
            Effect::Update,
            Repeat::Harmless,
            "Read it with overloop_get_prospect; repeating the same change is harmless.",
        )
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        jsonapi::update("prospects", ("prospect_id", &inputs.prospect_id), &inputs.prospect.attributes()?)
    }

    fn outputs(_: Inputs, One(prospect): One<Prospect>) -> Outputs {
        Outputs { prospect }
    }
}
